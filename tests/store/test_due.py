"""A debrief that is due is worked on by one, until that one is done or gives no sign of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.errors import ClaimLost
from bot.store.keys import shard
from bot.store.slots import Overtaken, Slot
from tests.interviews import Interview, act, counted
from tests.store.conftest import TENANT

if TYPE_CHECKING:
    from bot.store.due import Claim
    from tests.store.conftest import Kit

SHARD = shard(TENANT)


async def claimed(desk: Kit) -> Claim:
    """A new debrief, and who got it first."""
    await desk.debriefs.open(TENANT, act("V1"), lambda debrief, now: Interview(debrief, opened=now))
    claim = await desk.due.claim(SHARD)
    assert claim
    return claim


async def test_what_was_changed_is_due_once(desk: Kit) -> None:
    claim = await claimed(desk)
    assert claim.tenant == TENANT
    assert (await desk.debriefs.load(TENANT, claim.debrief)).id == claim.debrief
    assert await desk.due.claim(SHARD) is None
    await desk.due.finish(claim, None)
    assert await desk.due.claim(SHARD) is None
    assert desk.due.woken.is_set()


async def test_it_is_due_again_at_the_time_that_was_given(desk: Kit) -> None:
    claim = await claimed(desk)
    await desk.due.finish(claim, claim.now + 3600)
    assert await desk.due.claim(SHARD) is None
    desk.clock.offset = 3700
    again = await desk.due.claim(SHARD)
    assert again
    assert again.debrief == claim.debrief
    assert again.now - claim.now >= 3700


async def test_a_change_makes_it_due_before_its_time(desk: Kit) -> None:
    claim = await claimed(desk)
    await desk.due.finish(claim, claim.now + 3600)
    await desk.debriefs.change(TENANT, claim.debrief, act("V2"), counted)
    assert await desk.due.claim(SHARD)


@pytest.mark.parametrize("look_again", [3600, None])
async def test_what_changes_during_a_claim_is_looked_at_right_after_it(
    desk: Kit, look_again: int | None
) -> None:
    """And not by somebody else meanwhile."""
    claim = await claimed(desk)
    await desk.debriefs.change(TENANT, claim.debrief, act("V2"), counted)
    assert await desk.due.claim(SHARD) is None
    await desk.due.finish(claim, look_again and claim.now + look_again)
    again = await desk.due.claim(SHARD)
    assert again
    await desk.due.wake(TENANT, claim.debrief)
    assert await desk.due.claim(SHARD) is None
    await desk.due.finish(again, None)
    assert await desk.due.claim(SHARD)


async def test_a_debrief_can_be_woken(desk: Kit) -> None:
    claim = await claimed(desk)
    await desk.due.finish(claim, None)
    await desk.due.wake(TENANT, claim.debrief)
    assert await desk.due.claim(SHARD)


async def test_after_its_lease_a_claim_goes_to_the_next_and_the_former_can_write_nothing(
    desk: Kit,
) -> None:
    """Whoever was killed between claim and commit, or only seemed to be."""
    former = await claimed(desk)
    desk.clock.offset = desk.due.lease + 1
    present = await desk.due.claim(SHARD)
    assert present
    assert present.number != former.number
    with pytest.raises(ClaimLost):
        await desk.slots.mark(former, "root", Slot("sent", 0, ts="1.1"))
    await desk.due.finish(former, None)
    await desk.slots.mark(present, "root", Slot("sent", 0, ts="1.2"))
    assert (await desk.slots.load(TENANT, present.debrief))["root"].ts == "1.2"
    await desk.due.finish(present, None)
    assert await desk.due.claim(SHARD) is None


async def test_every_mark_extends_the_lease(desk: Kit) -> None:
    claim = await claimed(desk)
    desk.clock.offset = desk.due.lease - 5
    await desk.slots.mark(claim, "root", None)
    desk.clock.offset = 2 * desk.due.lease - 10
    assert await desk.due.claim(SHARD) is None


async def test_what_may_not_hold_any_more_is_not_begun(desk: Kit) -> None:
    """Once a debrief was woken since it was read, until it is read again."""
    claim = await claimed(desk)
    sending = Slot("sending", 0, mark="a")
    await desk.slots.mark(claim, "root", sending, woken=0)
    for _ in range(2):
        await desk.due.wake(TENANT, claim.debrief)
    with pytest.raises(Overtaken) as overtaken:
        await desk.slots.mark(claim, "kit", sending, woken=0)
    assert overtaken.value.woken == 2
    await desk.slots.mark(claim, "root", sending, woken=0)  # a repetition is answered as before
    await desk.slots.mark(claim, "other", sending)
    await desk.slots.mark(claim, "kit", sending, woken=2)
    assert set(await desk.slots.load(TENANT, claim.debrief)) == {"root", "other", "kit"}


async def test_shards_tell_when_their_first_debrief_is_due(desk: Kit) -> None:
    assert await desk.due.earliest() == {}
    claim = await claimed(desk)
    await desk.due.finish(claim, claim.now + 3600)
    await desk.debriefs.open(TENANT, act("V2"), lambda one, now: Interview(one, opened=now))
    [(number, at)] = (await desk.due.earliest()).items()
    assert number == SHARD
    assert claim.now <= at < claim.now + 3600


async def test_an_empty_shard_has_nothing_due(desk: Kit) -> None:
    assert await desk.due.claim(SHARD) is None


async def test_only_what_nobody_could_find_out_about_is_posted_again(desk: Kit) -> None:
    claim = await claimed(desk)
    marks = {
        "root": Slot("sent", 1, channel="C1", ts="1.1"),
        "kit": Slot("unknown", 2, mark="a"),
        "card": Slot("held", 3, reason="archived"),
    }
    for name, slot in marks.items():
        await desk.slots.mark(claim, name, slot)
    await desk.due.finish(claim, None)
    assert await desk.slots.post_again(TENANT, claim.debrief) == 1
    assert await desk.slots.post_again(TENANT, claim.debrief) == 0
    del marks["kit"]
    assert await desk.slots.load(TENANT, claim.debrief) == marks
    assert await desk.due.claim(SHARD)


async def test_what_was_found_out_meanwhile_is_not_posted_again(
    desk: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = await claimed(desk)
    await desk.slots.mark(claim, "kit", Slot("sent", 3, ts="1.1"))

    async def seen_before(*_: str) -> dict[str, Slot]:
        return {"kit": Slot("unknown", 2)}

    monkeypatch.setattr(desk.slots, "load", seen_before)
    assert await desk.slots.post_again(TENANT, claim.debrief) == 0
    monkeypatch.undo()
    assert (await desk.slots.load(TENANT, claim.debrief))["kit"].state == "sent"
