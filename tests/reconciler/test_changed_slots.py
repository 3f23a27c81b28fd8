"""Somebody who can write to the store has changed what is stored of a debrief's messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.store.keys import Keys
from bot.store.slots import FORMAT
from tests.reconciler.conftest import TENANT, in_dm, in_thread

if TYPE_CHECKING:
    from tests.reconciler.conftest import World


@pytest.mark.parametrize("name", ["kit", "card"])
async def test_nothing_is_written_into_a_message_of_another_persons(
    world: World, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is posted again where it belongs."""
    others = {"theirs": in_dm("U0TARIQ", "Kit for Tariq")}
    places = {"kit": in_dm("U0SAM", "Kit"), "card": in_thread("Card")}
    await world.want(root="Root", **{name: places[name]}, **others)
    await world.settle()
    slots = await world.slots()
    theirs = slots["theirs"]
    led_away = replace(slots[name], channel=theirs.channel, ts=theirs.ts, thread="")
    key = Keys(TENANT).slots_key(world.id)
    await world.kit.store.hset(key, name, FORMAT.dump(led_away).decode())

    changed = {"kit": in_dm("U0SAM", "Sealed"), "card": in_thread("Sealed")}
    await world.want(root="Root", **{name: changed[name]}, **others)
    await world.settle()
    await world.advance(1)
    assert await world.dm("tariq") == ["Kit for Tariq"]
    shown = await world.dm("sam") if name == "kit" else await world.thread()
    assert shown[-1] == "Sealed"
    assert f"a message of the debrief {world.id} is stored as elsewhere" in caplog.text


async def test_a_message_can_be_kept_back_or_deleted_and_no_other_apps(world: World) -> None:
    """What docs/security.md admits: that much is in the hand of whoever writes to the store."""
    await world.want(root="Root", card=in_thread("Card"))
    await world.settle()
    maya = world.person("maya")
    await maya.say("#hiring-ai-lead", "Maya's own")
    [own] = [each for each in await maya.sees("#hiring-ai-lead") if each["text"] == "Maya's own"]
    sent = (await world.slots())["card"]
    key = Keys(TENANT).slots_key(world.id)
    put_in = {
        "later": replace(sent, state="gone", ts=""),
        "foreign": replace(sent, ts=own["ts"]),
        "unwanted": sent,
    }
    for name, slot in put_in.items():
        await world.kit.store.hset(key, name, FORMAT.dump(slot).decode())
    await world.want(root="Root", card=in_thread("Card"), later=in_thread("Later"))
    await world.settle()
    assert "Later" not in await world.thread()
    assert "Card" not in await world.thread()
    assert own in await maya.sees("#hiring-ai-lead")
