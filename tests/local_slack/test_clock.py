"""Time in the workspace can be moved on, and never back."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

import local_slack
from local_slack.client import Person, RefusedError, Workspace
from local_slack.errors import ActError
from local_slack.state.clock import Clock, read_moment

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]
HOUR = 60 * 60
DAY = 24 * HOUR
TOKYO = ZoneInfo("Asia/Tokyo")


async def offset(workspace: Workspace, **query: str) -> float:
    return float((await workspace.get("/-/clock", **query))["offset"])


async def test_time_is_moved_by_seconds_and_is_the_time_of_what_happens_then(
    workspace: Workspace, maya: Person
) -> None:
    before = time.time()
    moved = await workspace.advance(HOUR)
    assert before + HOUR <= moved <= time.time() + HOUR
    assert await offset(workspace) == HOUR
    assert moved <= float((await maya.say("#general", "An hour later"))["ts"])
    assert (await maya.screen())["clock"]["offset"] == HOUR


async def test_tomorrow_is_nine_o_clock_where_the_person_is(
    slack: Slack, workspace: Workspace, maya: Person
) -> None:
    slack.workspace.users[maya.id].tz = "Asia/Tokyo"
    tomorrow = datetime.fromtimestamp(slack.clock.now(), TOKYO).date() + timedelta(days=1)
    moved = datetime.fromtimestamp(await workspace.move_to("tomorrow", maya), TOKYO)
    assert (moved.date(), moved.hour, moved.minute) == (tomorrow, 9, 0)
    # Whole seconds: an app's own clock can follow exactly.
    assert (await offset(workspace)).is_integer()
    again = datetime.fromtimestamp(await workspace.move_to("tomorrow", maya), TOKYO)
    assert again.date() == tomorrow + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow", "2026-03-29T09:00+01:00"),  # the night in which summer time begins
        ("2026-03-28T18:30", "2026-03-28T18:30+00:00"),
        ("2026-07-01T09:00", "2026-07-01T09:00+01:00"),
        ("2026-07-01T09:00+09:00", "2026-07-01T09:00+09:00"),
    ],
)
def test_a_moment_is_read_in_the_person_s_time_zone(text: str, moment: str) -> None:
    now = datetime.fromisoformat("2026-03-28T12:00+00:00").timestamp()
    read = read_moment(text, now, ZoneInfo("Europe/London"))
    assert read == datetime.fromisoformat(moment).timestamp()


async def test_an_app_is_told_how_far_a_person_s_zone_is_from_utc_at_that_time(
    bot: Bot, slack: Slack, workspace: Workspace
) -> None:
    slack.workspace.users["U0INES"].tz = "Mars/Olympus"
    year = datetime.fromtimestamp(slack.clock.now(), UTC).year + 1
    for day, seconds in ((f"{year}-01-15T12:00", 0), (f"{year}-07-15T12:00", HOUR)):
        await workspace.move_to(day)
        answers = [await bot.call("users.info", user=user) for user in ("U0SAM", "U0INES")]
        users = [(answer["user"]["tz"], answer["user"]["tz_offset"]) for answer in answers]
        assert users == [("Europe/London", seconds), ("Mars/Olympus", 0)]


async def test_a_moment_may_also_be_seconds_since_the_epoch(workspace: Workspace) -> None:
    moment = time.time() + DAY
    assert moment <= await workspace.move_to(moment) < moment + 2


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"advance": -1}, "That time has passed, and the clock moves forward only."),
        ({"to": 0}, "That time has passed, and the clock moves forward only."),
        ({"to": "2020-01-01T09:00"}, "That time has passed, and the clock moves forward only."),
        ({"advance": 1e12}, "The clock can be moved by ten years at most."),
        ({"to": "9999-12-31T23:59"}, "The clock can be moved by ten years at most."),
        ({"to": "soon"}, "Choose a date and a time."),
        ({"to": ""}, "Choose a date and a time."),
        ({"to": "tomorrow", "as": "U0NOBODY"}, "Nobody has that id."),
        ({}, "Say by how many seconds to advance, or which time to move to."),
        ({"advance": None}, "Say by how many seconds to advance, or which time to move to."),
    ],
)
async def test_what_cannot_be_is_refused_with_a_sentence_and_moves_nothing(
    workspace: Workspace, body: JSON, sentence: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        await workspace.post("/-/clock", body)
    assert str(refusal.value) == sentence
    assert await offset(workspace) == 0


async def test_a_fixed_clock_is_the_machines_also_where_a_saved_workspace_was_moved(
    settings: local_slack.Settings,
) -> None:
    async with local_slack.serve(settings) as slack:
        slack.clock.advance(3600)
    async with local_slack.serve(replace(settings, fixed_clock=True)) as slack:
        assert slack.clock.offset == 0


async def test_nobody_moves_a_fixed_clock(settings: local_slack.Settings) -> None:
    fixed = replace(settings, fixed_clock=True)
    async with local_slack.serve(fixed) as slack, Workspace(slack.url) as workspace:
        with pytest.raises(RefusedError, match="it was started with a fixed clock"):
            await workspace.advance(HOUR)
        assert await offset(workspace) == 0


async def test_neither_a_reset_nor_a_restart_brings_time_back(
    settings: local_slack.Settings,
) -> None:
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        await workspace.advance(DAY)
        await workspace.reset()
        assert await offset(workspace) == DAY
        screen = await workspace.person("maya").screen()
        [message] = screen["messages"]["C0HIRING"]
        assert float(message["ts"]) > time.time() + DAY - 60
    async with local_slack.serve(settings) as slack:
        assert slack.clock.offset == DAY


async def test_a_moved_time_is_saved_before_anybody_is_told(
    settings: local_slack.Settings, slack: Slack, workspace: Workspace
) -> None:
    """The app's store lives in the later time, so the workspace must start in it after a crash."""
    assert settings.data
    await workspace.advance(DAY)
    saved = (settings.data / "workspace.json").read_text()
    assert f'"clock_offset": {slack.clock.offset}' in saved


async def test_every_window_looks_again_after_a_move(workspace: Workspace) -> None:
    people = [workspace.person(name) for name in ("maya", "sam")]
    before = [(await person.screen())["revision"] for person in people]
    await workspace.advance(HOUR)
    after = [(await person.screen())["revision"] for person in people]
    assert all(late > early for early, late in zip(before, after, strict=True))


async def test_whoever_follows_the_clock_gets_each_new_offset(workspace: Workspace) -> None:
    assert await offset(workspace, after="-1") == 0  # at once: it isn't the one that is known
    following = asyncio.create_task(offset(workspace, after="0"))
    await workspace.advance(HOUR)
    assert await following == HOUR
    with pytest.raises(RefusedError, match="after is an offset in seconds"):
        await workspace.get("/-/clock", after="soon")


async def test_a_wait_for_a_move_ends_by_a_move_after_its_time_or_with_the_server() -> None:
    clock = Clock()
    waiting = asyncio.create_task(clock.wait_for_move(0, DAY))
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.advance(1)
    async with asyncio.timeout(5):
        await waiting
        await clock.wait_for_move(1, 0.01)
        waiting = asyncio.create_task(clock.wait_for_move(1, DAY))
        await asyncio.sleep(0)
        clock.close()
        await waiting
        await clock.wait_for_move(1, DAY)


async def test_who_sleeps_until_a_moment_is_woken_by_a_move_to_it() -> None:
    clock = Clock()
    sleeping = asyncio.create_task(clock.sleep_until(clock.now() + DAY))
    await asyncio.sleep(0)
    clock.advance(DAY - 60)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not sleeping.done()
    clock.advance(60)
    async with asyncio.timeout(5):
        await sleeping
    async with asyncio.timeout(5):
        await clock.sleep_until(clock.now() - 1)
        await clock.sleep_until(clock.now() + 0.01)


def test_a_saved_offset_counts_unless_time_is_later_already() -> None:
    clock = Clock(HOUR)
    clock.catch_up(DAY)
    assert clock.offset == DAY
    clock.catch_up(HOUR)
    assert clock.offset == DAY
    with pytest.raises(ActError):
        clock.advance(-1)
