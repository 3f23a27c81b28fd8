"""Worlds that differ in who writes and edits what: `/metrics` doesn't tell one from another.

Somebody may read it every second, and knows who is where and what the channel shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.metrics import STEP_SECONDS
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path
    from typing import TypeAlias

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running
    from tests.features.debriefs import JSON

    Act: TypeAlias = Callable[[Person, JSON], Awaitable[None]]

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAGE = "Technical screen"
RATINGS = {"ML judgement": "Yes", "System design": "No"}


async def edit(person: Person, kit: JSON) -> None:
    """Change the overall rating and the reason."""
    assert not await file_scorecard(
        person, kit, "Strong no", RATINGS, reason="On second thoughts.", button="Edit feedback"
    )


async def save_draft(person: Person, kit: JSON) -> None:
    """Change a rating, and go away."""
    await person.press(kit, "Edit feedback")
    view = await wait_for_modal(person)
    await person.choose(view, "Rating for ML judgement", "Strong no")
    await person.close(view, everything=True)


async def ask_for_pay(person: Person, _: JSON) -> None:
    """Something that has nothing to do with the debrief."""
    await person.say("#hiring-ai-lead", "/salary london")


async def look_around(person: Person, kit: JSON) -> None:
    """Open the own scorecard and close it again."""
    await person.press(kit, "Edit feedback")
    await person.close(await wait_for_modal(person), everything=True)


ACTS: tuple[Act, ...] = (edit, save_draft, look_around, ask_for_pay)


async def read_metrics(desk: Running) -> str:
    await desk.settle()
    return (await desk.get("/metrics")).body.decode()


def list_series(text: str) -> list[str]:
    """Names and labels, without values."""
    return [line.rpartition(" ")[0] for line in text.splitlines() if not line.startswith("#")]


def count_answers(text: str) -> float:
    counts = re.findall(r"^hiring_desk_answer_seconds_count\{.*\} (\S+)$", text, re.MULTILINE)
    return sum(map(float, counts))


async def test_nothing_in_metrics_tells_who_edits_what_and_when(
    guide: Guide, valkey_socket: Path
) -> None:
    """Up to the last byte nothing moves when it happens. A step later there are only sums.

    They have the same names and labels whatever it was, and the same values whoever it was.
    """
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url) as desk:
            maya, *panel = get_people(desk)[:4]
            await open_debrief(maya, "JS", {STAGE: [person.id for person in panel]})
            kits = {}
            for person in panel[:2]:  # the third one keeps the round sealed
                kit = await wait_for_message(person, f"{STAGE}: JS", get_dm(person))
                assert not await file_scorecard(person, kit, "Yes", RATINGS)
                kits[person] = await wait_for_message(person, "*Filed.*", get_dm(person))
            await ask_for_pay(maya, kit)
            answered: dict[Act, set[float]] = {act: set() for act in ACTS}
            await desk.advance(STEP_SECONDS)
            before = await read_metrics(desk)
            for act in ACTS:
                for person, kit in kits.items():
                    await act(person, kit)
                    assert await read_metrics(desk) == before
                    await desk.advance(STEP_SECONDS)
                    after = await read_metrics(desk)
                    assert list_series(after) == list_series(before)
                    answered[act].add(count_answers(after) - count_answers(before))
                    before = after
    assert all(len(counts) == 1 for counts in answered.values()), answered
    assert min(answered[edit]) > 0
