"""Changes are committed while a visit is at work: what was called off is not posted any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reconciler.loop import READINGS
from tests.reconciler.conftest import in_dm, in_thread
from tests.reconciler.steps import Steps

if TYPE_CHECKING:
    import pytest

    from tests.reconciler.conftest import World

CALLED_OFF = ("Note", "Kit", "Last")


async def test_a_message_that_is_called_off_between_any_two_steps_is_not_posted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for a post that Slack is just being asked for, which is then deleted."""
    await world.want(root="Root")
    await world.settle()
    steps = Steps(world, monkeypatch)
    number, reached = 0, True
    begun = set()
    while reached:
        number, reached = number + 1, False
        count = 0

        async def call_off(what: str, number: int = number) -> None:
            nonlocal count, reached
            count += 1
            if count == number:
                reached = True
                begun.add(what)
                steps.posts.clear()
                await world.want(root="Root")
                if what == "chat.postMessage":
                    steps.posts.append("asked already")

        await world.want(
            root="Root",
            note=in_thread("Note"),
            kit=in_dm("U0SAM", "Kit"),
            last=in_thread("Last"),
        )
        steps.before = call_off
        await world.settle()
        steps.before = None
        if reached:
            late = [text for text in steps.posts if text in CALLED_OFF]
            assert len(late) == steps.posts.count("asked already"), (number, late)
            assert await world.thread() == []
            assert await world.dm("sam") == []
            assert list(await world.slots()) == ["root"]
        await world.want(root="Root")
        await world.advance(1000)
    assert {"load", "mark", "reserve_call", "chat.postMessage", "conversations.info"} <= begun


async def test_endless_changes_hold_up_no_message_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two steps there is another one; each visit makes a post at least."""
    steps, changes = Steps(world, monkeypatch), 0

    async def change(_: str) -> None:
        nonlocal changes
        changes += 1
        note, kit = in_thread("Note"), in_dm("U0SAM", "Kit")
        await world.want(root=f"Root {changes}", note=note, kit=kit)

    await change("")
    steps.before = change
    for posted in (1, 2, 3):
        assert await world.loop.step()
        assert len(steps.posts) == posted
    assert changes > READINGS
    assert (await world.thread(), await world.dm("sam")) == (["Note"], ["Kit"])
    steps.before = None
    await world.advance(1000)
    assert await world.channel() == [f"Root {changes}"]
    assert await world.calls("chat.postMessage") == 3


async def test_a_guest_who_joins_meanwhile_reads_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event wakes the debrief, and the channel is asked about again before the post."""
    maya = world.person("maya")
    await maya.changes_profile("U0GUEST", is_restricted=True)
    steps, joined = Steps(world, monkeypatch), False

    async def join(what: str) -> None:
        nonlocal joined
        if what == "mark" and not joined:
            joined = True
            await maya.does("invite", "#hiring-ai-lead", user="U0GUEST")
            await world.kit.due.wake("T0LOCAL", world.id)

    await world.want(root="Root")
    steps.before = join
    await world.settle()
    assert joined
    assert await world.channel() == []
    assert await world.dm("maya") == ["held: guest; unknown: "]
