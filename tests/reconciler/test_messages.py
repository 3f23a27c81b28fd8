"""Slack shows the messages that should exist, whatever was there before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.slack.tasks import Tasks
from bot.store.errors import StoreUnavailableError
from bot.store.pace import BURST
from tests.reconciler.conftest import CHANNEL_ID, TENANT, in_dm, in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from bot.store.due import Lease
    from tests.reconciler.conftest import World


async def test_messages_are_posted_where_they_belong_and_once(world: World) -> None:
    await world.want(root="Root", note=in_thread("Note"), kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    assert await world.channel() == ["Root"]
    assert await world.thread() == ["Note"]
    assert await world.dm("sam") == ["Kit"]
    await world.kit.due.wake(TENANT, world.id)
    await world.advance(3600)
    assert await world.calls("chat.postMessage") == 3
    assert await world.calls("chat.update") == 0


async def test_a_burst_of_fifty_changes_is_one_update(world: World) -> None:
    await world.want(root="0")
    await world.settle()
    for number in range(1, 51):
        await world.want(root=str(number))
    await world.settle()
    assert await world.channel() == ["50"]
    assert await world.calls("chat.update") == 1


async def test_nothing_to_do_asks_slack_nothing(world: World) -> None:
    await world.want(root="Root")
    await world.settle()
    before = len(await world.workspace.calls())
    await world.kit.due.wake(TENANT, world.id)
    await world.settle()
    assert len(await world.workspace.calls()) == before


async def test_a_message_that_is_no_longer_wanted_is_deleted(world: World) -> None:
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    await world.want(root="Root")
    await world.settle()
    assert await world.dm("sam") == []
    assert list(await world.slots()) == ["root"]


async def test_a_message_that_someone_deleted_need_not_be_deleted(world: World) -> None:
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    channel = world.slack.workspace.direct_message("U0SAM", world.slack.app.bot_user)
    world.slack.remove(world.slack.workspace.messages[channel.id][0])
    await world.want(root="Root")
    await world.settle()
    assert list(await world.slots()) == ["root"]


async def test_another_generation_is_a_new_message_and_the_old_one_goes(world: World) -> None:
    """An update notifies nobody."""
    await world.want(root="Root", reminder=in_dm("U0SAM", "Please file", 1))
    await world.settle()
    [first] = await world.person("sam").sees("DM")
    await world.want(root="Root", reminder=in_dm("U0SAM", "Please file", 2))
    await world.settle()
    [second] = await world.person("sam").sees("DM")
    assert second["ts"] > first["ts"]


async def test_a_content_may_take_several_messages_and_more_or_fewer_later(world: World) -> None:
    for parts in (["a"], ["a", "b", "c"], ["a", "x"]):
        await world.want(root="Root", card=in_thread(*parts))
        await world.settle()
        await world.advance(1000)
        assert await world.thread() == parts


async def test_the_wanted_messages_can_change_by_the_passing_of_time_alone(world: World) -> None:
    await world.want(root="Root")
    world.planner.look_again = (await world.kit.debriefs.load(TENANT, world.id)).now + 3600
    await world.settle()
    world.planner.look_again = None
    assert not await world.loop.step()
    world.kit.clock.offset += 3700
    assert await world.loop.step()
    assert not await world.loop.step()


async def test_a_channel_gets_a_burst_and_then_one_message_an_interval_in_order(
    world: World,
) -> None:
    cards = {f"card{number}": in_thread(str(number)) for number in range(8)}
    await world.want(root="Root", **cards)
    await world.settle()
    assert await world.calls("chat.postMessage") == BURST
    for _ in range(5):
        await world.advance(100)
    assert await world.thread() == [str(number) for number in range(8)]


async def test_every_message_carries_a_random_id_and_nothing_else(world: World) -> None:
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    calls = await world.workspace.calls("chat.postMessage")
    sent = [str(call["args"]["metadata"]) for call in calls]
    marks = [slot.mark for slot in (await world.slots()).values()]
    assert len(set(marks)) == 2
    for metadata in sent:
        assert world.id not in metadata
        assert any(mark in metadata for mark in marks)


async def test_slots_tell_nothing_of_the_words_of_a_message(world: World) -> None:
    """The digest needs the debrief's own key."""
    await world.want(root="JS")
    await world.settle()
    first = (await world.slots())["root"].digest
    other = await world.kit.debriefs.load(TENANT, world.id)
    assert first
    assert other.data_key.fingerprint(b"JS") != first


async def test_the_loop_runs_by_itself_and_is_woken_by_changes(world: World) -> None:
    tasks = Tasks()
    running = asyncio.create_task(world.loop.run(tasks))
    maya = world.person("maya")

    def stands(text: str) -> Callable[[dict[str, Any]], bool]:
        return lambda screen: text in [m["text"] for m in screen["messages"][CHANNEL_ID]]

    await world.want(root="First")
    await maya.until(stands("First"))
    await world.want(root="Second")
    await maya.until(stands("Second"))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await tasks.drain(5)


async def test_a_debrief_that_was_erased_is_left_alone(world: World) -> None:
    await world.kit.due.wake(TENANT, "nothing")
    await world.settle()
    assert not await world.loop.step()


async def test_two_loops_share_the_work_and_double_nothing(world: World) -> None:
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"), other=in_dm("U0INES", "Kit"))
    await asyncio.gather(world.settle(), world.settle(), world.settle())
    assert await world.calls("chat.postMessage") == 3


async def test_a_store_that_is_away_is_waited_for(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease, tasks = world.kit.due.lease_next, Tasks()
    attempts: list[int] = []

    async def away_at_first(shard: int) -> Lease | None:
        attempts.append(shard)
        if len(attempts) == 1:
            world.kit.due.woken.set()
            raise StoreUnavailableError("away")
        return await lease(shard)

    monkeypatch.setattr(world.kit.due, "lease_next", away_at_first)
    await world.want(root="Root")
    running = asyncio.create_task(world.loop.run(tasks))
    await world.person("maya").until(
        lambda screen: screen["messages"][CHANNEL_ID][-1]["text"] == "Root"
    )
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await tasks.drain(5)
    assert "the reconciler waits" in caplog.text
