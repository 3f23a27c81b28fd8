"""A process is killed at any step of its work: the next one makes it good, and doubles nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.reconciler.conftest import in_thread, to
from tests.reconciler.steps import Steps

if TYPE_CHECKING:
    from tests.reconciler.conftest import World


class KilledError(Exception):
    """The process ends here."""


# What stands at first, and what is to stand then: in the channel, in the thread, before Sam.
Course = tuple[dict[str, Any], dict[str, Any], tuple[list[str], list[str], list[str]], int]
ROOT = {"root": "Root of @ines"}
ROOT_TOLD = "Root of <@U0INES>"
COURSES: dict[str, Course] = {
    "posts": (
        {},
        {**ROOT, "note": in_thread("Note @ines"), "kit": to("U0SAM", "Kit")},
        ([ROOT_TOLD], ["Note <@U0INES>"], ["Kit"]),
        3,
    ),
    "an update": ({**ROOT}, {"root": "Changed"}, (["Changed"], [], []), 0),
    "a deletion": (
        {**ROOT, "note": in_thread("Note"), "kit": to("U0SAM", "Kit")},
        ROOT,
        ([ROOT_TOLD], [], []),
        0,
    ),
    "another generation": (
        {**ROOT, "reminder": to("U0SAM", "One", 1)},
        {**ROOT, "reminder": to("U0SAM", "Two", 2)},
        ([ROOT_TOLD], [], ["Two"]),
        1,
    ),
}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES.keys())
async def test_whatever_step_was_the_last_all_stands_once_in_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch, course: Course, moment: str
) -> None:
    first, then, told, posts = course
    steps = Steps(world, monkeypatch)
    number = count = 0
    killed = True

    async def kill(_: str) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise KilledError

    while killed:
        number, count, killed = number + 1, 0, False
        await world.says(**first)
        await world.later(1000)
        steps.posts.clear()
        await world.says(**then)
        setattr(steps, moment, kill)
        try:
            await world.settles()
        except KilledError:
            killed = True
        setattr(steps, moment, None)
        for _ in range(3):
            await world.later(1000)
        assert (await world.channel(), await world.thread(), await world.dm("sam")) == told
        assert len(steps.posts) == posts, (number, steps.posts)
    assert number > 5


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_what_is_wanted_again_after_a_kill_stands_again(
    world: World, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The killed process may have changed or deleted it, and could not say so."""
    steps = Steps(world, monkeypatch)
    number = count = 0
    killed = True

    async def kill(_: str) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise KilledError

    while killed:
        number, count, killed = number + 1, 0, False
        await world.says(root="Root", kit=to("U0SAM", "Kit"))
        await world.later(1000)
        await world.says(root="Changed")
        setattr(steps, moment, kill)
        try:
            await world.settles()
        except KilledError:
            killed = True
        setattr(steps, moment, None)
        await world.says(root="Root", kit=to("U0SAM", "Kit"))
        await world.later(1000)
        assert (await world.channel(), await world.dm("sam")) == (["Root"], ["Kit"])
    assert number > 5
