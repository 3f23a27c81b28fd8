"""A debrief that is due is worked on by one, until that one is done or gives no sign of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.errors import LeaseLostError
from bot.store.keys import get_shard
from bot.store.slots import OvertakenError, Slot
from tests.sample_debriefs import act, add_one, sample_debrief
from tests.store.conftest import TENANT

if TYPE_CHECKING:
    from bot.store.due import Lease
    from tests.store.conftest import Kit

SHARD = get_shard(TENANT)


async def lease_of_new(desk: Kit) -> Lease:
    """A new debrief, and who got it first."""
    await desk.debriefs.open(TENANT, act("V1"), lambda new, now: sample_debrief(new, opened_at=now))
    lease = await desk.due.lease_next(SHARD)
    assert lease
    return lease


async def test_what_was_changed_is_due_once(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    assert lease.tenant == TENANT
    assert (await desk.debriefs.load(TENANT, lease.id)).debrief.id == lease.id
    assert await desk.due.lease_next(SHARD) is None
    await desk.due.finish(lease, None)
    assert await desk.due.lease_next(SHARD) is None
    assert desk.due.woken.is_set()


async def test_it_is_due_again_at_the_time_that_was_given(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    await desk.due.finish(lease, lease.now + 3600)
    assert await desk.due.lease_next(SHARD) is None
    desk.clock.offset = 3700
    again = await desk.due.lease_next(SHARD)
    assert again
    assert again.id == lease.id
    assert again.now - lease.now >= 3700


async def test_a_change_makes_it_due_before_its_time(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    await desk.due.finish(lease, lease.now + 3600)
    await desk.debriefs.change(TENANT, lease.id, act("V2"), add_one)
    assert await desk.due.lease_next(SHARD)


@pytest.mark.parametrize("look_again", [3600, None])
async def test_what_changes_during_a_claim_is_looked_at_right_after_it(
    desk: Kit, look_again: int | None
) -> None:
    """And not by somebody else meanwhile."""
    lease = await lease_of_new(desk)
    await desk.debriefs.change(TENANT, lease.id, act("V2"), add_one)
    assert await desk.due.lease_next(SHARD) is None
    await desk.due.finish(lease, look_again and lease.now + look_again)
    again = await desk.due.lease_next(SHARD)
    assert again
    await desk.due.wake(TENANT, lease.id)
    assert await desk.due.lease_next(SHARD) is None
    await desk.due.finish(again, None)
    assert await desk.due.lease_next(SHARD)


async def test_a_debrief_can_be_woken(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    await desk.due.finish(lease, None)
    await desk.due.wake(TENANT, lease.id)
    assert await desk.due.lease_next(SHARD)


async def test_after_its_lease_a_claim_goes_to_the_next_and_the_former_can_write_nothing(
    desk: Kit,
) -> None:
    """Whoever was killed between lease and commit, or only seemed to be."""
    former = await lease_of_new(desk)
    desk.clock.offset = desk.due.lease_seconds + 1
    present = await desk.due.lease_next(SHARD)
    assert present
    assert present.number != former.number
    with pytest.raises(LeaseLostError):
        await desk.slots.mark(former, "root", Slot("sent", 0, ts="1.1"))
    await desk.due.finish(former, None)
    await desk.slots.mark(present, "root", Slot("sent", 0, ts="1.2"))
    assert (await desk.slots.load(TENANT, present.id))["root"].ts == "1.2"
    await desk.due.finish(present, None)
    assert await desk.due.lease_next(SHARD) is None


async def test_every_mark_extends_the_lease(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    desk.clock.offset = desk.due.lease_seconds - 5
    await desk.slots.mark(lease, "root", None)
    desk.clock.offset = 2 * desk.due.lease_seconds - 10
    assert await desk.due.lease_next(SHARD) is None


async def test_what_may_not_hold_any_more_is_not_begun(desk: Kit) -> None:
    """Once a debrief was woken since it was read, until it is read again."""
    lease = await lease_of_new(desk)
    sending = Slot("sending", 0, mark="a")
    await desk.slots.mark(lease, "root", sending, woken=0)
    for _ in range(2):
        await desk.due.wake(TENANT, lease.id)
    with pytest.raises(OvertakenError) as overtaken:
        await desk.slots.mark(lease, "kit", sending, woken=0)
    assert overtaken.value.woken == 2
    await desk.slots.mark(lease, "root", sending, woken=0)  # a repetition is answered as before
    await desk.slots.mark(lease, "other", sending)
    await desk.slots.mark(lease, "kit", sending, woken=2)
    assert set(await desk.slots.load(TENANT, lease.id)) == {"root", "other", "kit"}


async def test_shards_tell_when_their_first_debrief_is_due(desk: Kit) -> None:
    assert await desk.due.find_earliest() == {}
    lease = await lease_of_new(desk)
    await desk.due.finish(lease, lease.now + 3600)
    await desk.debriefs.open(TENANT, act("V2"), lambda new, now: sample_debrief(new, opened_at=now))
    [(number, at)] = (await desk.due.find_earliest()).items()
    assert number == SHARD
    assert lease.now <= at < lease.now + 3600


async def test_an_empty_shard_has_nothing_due(desk: Kit) -> None:
    assert await desk.due.lease_next(SHARD) is None


async def test_only_what_nobody_could_find_out_about_is_posted_again(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    marks = {
        "root": Slot("sent", 1, channel="C1", ts="1.1"),
        "kit": Slot("unknown", 2, mark="a"),
        "card": Slot("held", 3, reason="archived"),
    }
    for name, slot in marks.items():
        await desk.slots.mark(lease, name, slot)
    await desk.due.finish(lease, None)
    assert await desk.slots.post_again(TENANT, lease.id) == 1
    assert await desk.slots.post_again(TENANT, lease.id) == 0
    del marks["kit"]
    assert await desk.slots.load(TENANT, lease.id) == marks
    assert await desk.due.lease_next(SHARD)


async def test_what_was_found_out_meanwhile_is_not_posted_again(
    desk: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = await lease_of_new(desk)
    await desk.slots.mark(lease, "kit", Slot("sent", 3, ts="1.1"))

    async def seen_before(*_: str) -> dict[str, Slot]:
        return {"kit": Slot("unknown", 2)}

    monkeypatch.setattr(desk.slots, "load", seen_before)
    assert await desk.slots.post_again(TENANT, lease.id) == 0
    monkeypatch.undo()
    assert (await desk.slots.load(TENANT, lease.id))["kit"].state == "sent"


async def test_all_debriefs_of_a_workspace_that_wait_are_woken_and_no_others(desk: Kit) -> None:
    """Those that a process has a lease on are looked at again right after it."""
    other = next(
        name
        for name in map("T000{}".format, range(10_000))
        if (name != TENANT and get_shard(name) == SHARD and name.startswith(TENANT))
    )
    for tenant, number in ((TENANT, 1), (TENANT, 2), (TENANT, 3), (other, 4)):
        await desk.debriefs.open(
            tenant, act(f"V{number}"), lambda new, now: sample_debrief(new, opened_at=now)
        )
    leases = {}
    while lease := await desk.due.lease_next(SHARD):
        leases[lease.id] = lease
    assert len(leases) == 4
    *ours, last = sorted(lease.id for lease in leases.values() if lease.tenant == TENANT)
    (theirs,) = leases.keys() - {*ours, last}
    for debrief in (*ours, theirs):
        await desk.due.finish(leases[debrief], leases[debrief].now + 86_400)
    desk.due.woken.clear()
    await desk.due.wake_tenant(TENANT)
    assert desk.due.woken.is_set()
    await desk.due.finish(leases[last], None)
    woken = set()
    while lease := await desk.due.lease_next(SHARD):
        woken.add(lease.id)
    assert woken == {*ours, last}


async def test_a_workspace_without_debriefs_has_none_to_wake(desk: Kit) -> None:
    await desk.due.wake_tenant(TENANT)
    assert await desk.due.lease_next(SHARD) is None
