"""A debrief that can't be read is left alone, and tried again now and then; the others go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.reconciler.loop import UNREADABLE_SECONDS
from bot.store.keys import Keys
from tests.reconciler.conftest import TENANT
from tests.sample_debriefs import act, sample_debrief

if TYPE_CHECKING:
    import pytest

    from tests.reconciler.conftest import World

NEWER = json.dumps({"version": 99, "state": "sent"})


async def test_a_damaged_record_holds_up_no_other_debrief_and_goes_on_once_it_is_mended(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    words = json.dumps({"root": {"texts": ["The other one"]}})
    other = await world.kit.debriefs.open(
        TENANT, act("other"), lambda new, now: sample_debrief(new, opened_at=now, link=words)
    )
    await world.want(root="The damaged one")
    key = Keys(TENANT).debrief_key(world.id)
    stored = await world.kit.store.hget(key, "record")
    assert stored
    await world.kit.store.hset(key, "record", b"damaged")
    await world.settle()
    assert await world.channel() == ["The other one"]
    told = f"the debrief {world.id} of {TENANT} is left alone for 10 minutes"
    assert caplog.text.count(told) == 1
    await world.advance(UNREADABLE_SECONDS - 1)
    assert caplog.text.count(told) == 1
    await world.kit.store.hset(key, "record", stored)
    await world.advance(2)
    assert await world.channel() == ["The other one", "The damaged one"]
    assert other.debrief.id not in caplog.text


async def test_what_a_newer_process_has_posted_is_left_to_it(world: World) -> None:
    """Down to the last byte: a slot that this process doesn't know is neither read nor written."""
    await world.want(root="Posted", kit="Posted, too")
    await world.settle()
    key = Keys(TENANT).slots_key(world.id)
    await world.kit.store.hset(key, "kit", NEWER)
    before = await world.kit.store.hgetall(key)
    await world.want(root="Changed")
    await world.settle()
    assert await world.kit.store.hgetall(key) == before
    assert sorted(await world.channel()) == ["Posted", "Posted, too"]
