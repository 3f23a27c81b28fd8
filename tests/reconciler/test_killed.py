"""A process is killed at any step of its work: the next one makes it good, and doubles nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.reconciler.conftest import in_dm, in_thread
from tests.reconciler.steps import Steps

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.reconciler.conftest import World


class KilledError(Exception):
    """The process ends here."""


# The messages wanted at first and then, and what is seen then: in the channel, thread, Sam's DM.
Course = tuple[dict[str, Any], dict[str, Any], tuple[list[str], list[str], list[str]], int]
ROOT = {"root": "Root of @ines"}
ROOT_TOLD = "Root of <@U0INES>"
COURSES: dict[str, Course] = {
    "posts": (
        {},
        {**ROOT, "note": in_thread("Note @ines"), "kit": in_dm("U0SAM", "Kit")},
        ([ROOT_TOLD], ["Note <@U0INES>"], ["Kit"]),
        3,
    ),
    "an update": ({**ROOT}, {"root": "Changed"}, (["Changed"], [], []), 0),
    "a deletion": (
        {**ROOT, "note": in_thread("Note"), "kit": in_dm("U0SAM", "Kit")},
        ROOT,
        ([ROOT_TOLD], [], []),
        0,
    ),
    "another generation": (
        {**ROOT, "reminder": in_dm("U0SAM", "One", 1)},
        {**ROOT, "reminder": in_dm("U0SAM", "Two", 2)},
        ([ROOT_TOLD], [], ["Two"]),
        1,
    ),
}


async def killed_at_each_step(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    changes: tuple[dict[str, Any], dict[str, Any]],
) -> AsyncIterator[tuple[int, Steps]]:
    """Want one message, then another, and kill the reconciler at its step 1, 2, 3….

    Yields the number of the step after each kill, and once more when there was no step left.
    """
    first, then = changes
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
        await world.want(**first)
        await world.advance(1000)
        steps.posts.clear()
        await world.want(**then)
        setattr(steps, moment, kill)
        try:
            await world.settle()
        except KilledError:
            killed = True
        setattr(steps, moment, None)
        yield number, steps
    assert number > 5


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES.keys())
async def test_a_kill_after_any_step_neither_loses_nor_doubles_a_message(
    world: World, monkeypatch: pytest.MonkeyPatch, course: Course, moment: str
) -> None:
    first, then, told, posts = course
    async for number, steps in killed_at_each_step(world, monkeypatch, moment, (first, then)):
        for _ in range(3):
            await world.advance(1000)
        assert (await world.channel(), await world.thread(), await world.dm("sam")) == told
        assert len(steps.posts) == posts, (number, steps.posts)


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_message_that_is_wanted_again_after_a_kill_is_posted_again(
    world: World, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The killed process may have changed or deleted it, and could not say so."""
    both = {"root": "Root", "kit": in_dm("U0SAM", "Kit")}
    changes = (both, {"root": "Changed"})
    async for _ in killed_at_each_step(world, monkeypatch, moment, changes):
        await world.want(**both)
        await world.advance(1000)
        assert (await world.channel(), await world.dm("sam")) == (["Root"], ["Kit"])
