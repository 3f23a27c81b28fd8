"""Twenty debriefs in two weeks, in three time zones: who gets which message when, and why."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
import redis

from tests.desk import own_database, serve_workspace
from tests.fortnight import rules
from tests.fortnight.report import write_report
from tests.fortnight.script import SCRIPT, read_script
from tests.fortnight.world import Fortnight

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hiring.guide.role import Guide

pytestmark = pytest.mark.asyncio(loop_scope="module")

PEOPLE = SCRIPT.with_name("people.yml")
PAGE = Path(__file__).parents[2] / "docs" / "fortnight.md"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fortnight(guide: Guide, valkey_socket: Path) -> AsyncIterator[Fortnight]:
    """The fortnight once it is over; the tests read what came of it."""
    with own_database(valkey_socket, 9) as url, redis.Redis.from_url(url) as store:
        async with serve_workspace(people=PEOPLE) as (slack, workspace):
            world = Fortnight(read_script(), guide, slack, workspace, url, store)
            await world.run()
            yield world


async def test_exactly_the_intended_messages_come(
    fortnight: Fortnight, request: pytest.FixtureRequest
) -> None:
    """They are those of docs/fortnight.md, which `make fortnight` writes again."""
    page = write_report(fortnight.script, fortnight.posts)
    if request.config.getoption("--renew-golden"):
        PAGE.write_text(page, encoding="utf-8")
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    different = difflib.unified_diff(
        before.splitlines(), page.splitlines(), "docs/fortnight.md", "now", lineterm="", n=1
    )
    assert page == before, "\n".join(different)


async def test_nobody_is_told_anything_outside_their_hours(fortnight: Fortnight) -> None:
    rules.check_hours(fortnight.script, [*rules.list_lines(fortnight.posts)])


async def test_reminders_come_after_the_interview_and_until_filing(fortnight: Fortnight) -> None:
    """Once a day, and three times at most."""
    rules.check_duties(fortnight.script, [*rules.list_lines(fortnight.posts)])


async def test_the_clock_sends_two_messages_a_day_at_most(fortnight: Fortnight) -> None:
    rules.check_messages_a_day(fortnight.script, [*rules.list_lines(fortnight.posts)])


async def test_nobody_who_owes_a_scorecard_is_forgotten(fortnight: Fortnight) -> None:
    rules.check_nobody_is_forgotten(fortnight.script, [*rules.list_lines(fortnight.posts)])


async def test_the_owner_hears_once_of_a_late_scorecard(fortnight: Fortnight) -> None:
    rules.check_owner_hears_once(fortnight.script, [*rules.list_lines(fortnight.posts)])


async def test_a_matter_is_in_one_message(fortnight: Fortnight) -> None:
    """The next reminder is a new message, and the one before it is deleted."""
    rules.check_one_message_each(fortnight.posts, fortnight.deleted)
