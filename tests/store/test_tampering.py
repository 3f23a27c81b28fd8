"""Whoever writes to the store without a key: what they put in or put back is not believed."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store import keys
from bot.store.channel_roles import ChannelRoles
from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import HISTORY, Debriefs
from bot.store.due import Due
from bot.store.encryption import SIZES, Key, Keyring
from bot.store.errors import (
    DebriefMissingError,
    DebriefUnreadableError,
    StoreUnavailableError,
)
from bot.store.keys import SHARDS, Keys, get_shard
from hiring.debriefs import codec
from hiring.debriefs.history import HistoryEvent
from hiring.errors import DamagedError
from tests.sample_debriefs import act, add_one, closed_at, count, sample_debrief, seats
from tests.store.conftest import KEYRING, TENANT

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.debriefs import DebriefList, StoredDebrief
    from bot.store.encryption import AssociatedData
    from hiring.debriefs.debrief import Debrief
    from tests.store.conftest import Kit

    Hash = dict[bytes, bytes]

AROUND_BYTES = 41  # what encryption adds to a value before it is padded
LABEL = "Sample Candidate 4711"
BOUND = (b"revision", b"key", b"record")


async def opened(desk: Kit, command_id: str = "V1", **more: object) -> StoredDebrief:
    def create(debrief_id: str, now: int) -> Debrief:
        return sample_debrief(debrief_id, opened_at=now, **{"label": LABEL, **more})

    return await desk.debriefs.open(TENANT, act(command_id), create)


async def changed(desk: Kit, debrief_id: str, command_id: str) -> StoredDebrief:
    return await desk.debriefs.change(TENANT, debrief_id, act(command_id), add_one)


async def read_hash(desk: Kit, debrief_id: str) -> Hash:
    stored: Any = await desk.store.hgetall(Keys(TENANT).debrief_key(debrief_id))
    return dict(stored)


async def write_hash(desk: Kit, debrief_id: str, fields: Hash, *, all_of_it: bool = False) -> None:
    key = Keys(TENANT).debrief_key(debrief_id)
    if all_of_it:
        await desk.store.delete(key)
    await desk.store.hset(key, mapping=fields)  # type: ignore[arg-type]


async def write_as_formerly(desk: Kit, stored: StoredDebrief) -> None:
    """Store a debrief in the way of versions that bound no revision and hid no size."""
    place = (TENANT, stored.debrief.id)
    fields = {
        b"key": encrypt_formerly(KEYRING.keys[0], b"K", stored.data_key.secret, (*place, "key")),
        b"record": encrypt_formerly(
            stored.data_key, b"V", codec.dump(stored.debrief), (*place, "record")
        ),
        f"history:{stored.revision}".encode(): encrypt_formerly(
            stored.data_key,
            b"V",
            HISTORY.dump(HistoryEvent(stored.now, "U0MAYA", "test")),
            (*place, f"history:{stored.revision}"),
        ),
    }
    await write_hash(desk, stored.debrief.id, fields)


def encrypt_formerly(key: Key, kind: bytes, plaintext: bytes, place: AssociatedData) -> bytes:
    header, nonce = b"\x01" + key.id, secrets.token_bytes(12)
    parts = [part.encode() for part in place]
    data = header + kind + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return header + nonce + AESGCM(key.secret).encrypt(nonce, plaintext, data)


async def is_refused(desk: Kit, debrief_id: str) -> bool:
    try:
        await desk.debriefs.load(TENANT, debrief_id)
    except DebriefUnreadableError:
        return True
    return False


@pytest.mark.parametrize(
    "put_back",
    list(chain.from_iterable(combinations(BOUND, number) for number in range(1, 4))),
    ids=lambda fields: b"+".join(fields).decode(),
)
async def test_parts_of_an_earlier_revision_beside_a_later_one_are_damaged(
    desk: Kit, put_back: tuple[bytes, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """All three together, too, while the history goes on after them."""
    new = await opened(desk)
    earlier = await read_hash(desk, new.debrief.id)
    await changed(desk, new.debrief.id, "V2")
    await write_hash(desk, new.debrief.id, {name: earlier[name] for name in put_back})
    assert await is_refused(desk, new.debrief.id)
    assert f"the debrief {new.debrief.id} of {TENANT} can't be read" in caplog.text
    assert LABEL not in caplog.text
    with pytest.raises(DebriefUnreadableError):
        await changed(desk, new.debrief.id, "V3")


async def test_a_whole_debrief_that_is_put_back_can_not_be_told_from_one_that_never_went_on(
    desk: Kit,
) -> None:
    """What the docstring of the store admits."""
    new = await opened(desk)
    earlier = await read_hash(desk, new.debrief.id)
    await changed(desk, new.debrief.id, "V2")
    await write_hash(desk, new.debrief.id, earlier, all_of_it=True)
    assert (await desk.debriefs.load(TENANT, new.debrief.id)).revision == 1


@pytest.mark.parametrize("field", ["key", "record", "history:1"])
async def test_nothing_is_taken_from_another_debrief(desk: Kit, field: str) -> None:
    mine, other = await opened(desk), await opened(desk, "V2")
    taken = await read_hash(desk, other.debrief.id)
    await write_hash(desk, mine.debrief.id, {field.encode(): taken[field.encode()]})
    with pytest.raises(DebriefUnreadableError):
        await desk.debriefs.load_history(TENANT, mine.debrief.id)


async def test_an_entry_of_the_history_stays_where_it_was(desk: Kit) -> None:
    new = await opened(desk)
    await changed(desk, new.debrief.id, "V2")
    stored = await read_hash(desk, new.debrief.id)
    await write_hash(desk, new.debrief.id, {b"history:1": stored[b"history:2"]})
    with pytest.raises(DebriefUnreadableError):
        await desk.debriefs.load_history(TENANT, new.debrief.id)


@pytest.mark.parametrize("field", ["key", "record"])
async def test_a_debrief_that_lacks_something_is_damaged(desk: Kit, field: str) -> None:
    new = await opened(desk)
    await desk.store.hdel(Keys(TENANT).debrief_key(new.debrief.id), field)
    assert await is_refused(desk, new.debrief.id)


async def test_a_history_that_lacks_an_entry_is_damaged(desk: Kit) -> None:
    new = await opened(desk)
    await desk.store.hdel(Keys(TENANT).debrief_key(new.debrief.id), "history:1")
    with pytest.raises(DebriefUnreadableError):
        await desk.debriefs.load_history(TENANT, new.debrief.id)


@pytest.mark.parametrize("revision", [b"", b"0", b"2", b"01", b"1.0", b"one", b"\xff"])
async def test_a_revision_that_was_never_reached_is_damaged(desk: Kit, revision: bytes) -> None:
    """Of a former debrief, too, whose last entry in the history is bound to its revision."""
    new = await opened(desk)
    await write_hash(desk, new.debrief.id, {b"revision": revision})
    assert await is_refused(desk, new.debrief.id)
    await write_as_formerly(desk, new)
    assert await is_refused(desk, new.debrief.id)


async def test_a_debrief_of_a_former_version_is_read_and_its_next_change_binds_it(
    desk: Kit,
) -> None:
    new = await opened(desk)
    await write_as_formerly(desk, new)
    assert (await desk.debriefs.load(TENANT, new.debrief.id)).debrief == new.debrief
    assert len(await desk.debriefs.load_history(TENANT, new.debrief.id)) == 1
    formerly = await read_hash(desk, new.debrief.id)
    await changed(desk, new.debrief.id, "V2")
    present = await read_hash(desk, new.debrief.id)
    assert {present[name][:1] for name in (b"key", b"record", b"history:2")} == {b"\x02"}
    assert present[b"history:1"] == formerly[b"history:1"]
    assert len(await desk.debriefs.load_history(TENANT, new.debrief.id)) == 2


PUT_BACK: dict[str, Callable[[Hash], Hash]] = {
    "the record": lambda former: {b"record": former[b"record"]},
    "the key": lambda former: {b"key": former[b"key"]},
    "record and key": lambda former: {name: former[name] for name in (b"record", b"key")},
    "record, key and an entry": lambda former: {
        **{name: former[name] for name in (b"record", b"key")},
        b"history:2": former[b"history:1"],
    },
    "record, key and no entry": lambda former: {
        **{name: former[name] for name in (b"record", b"key")},
        b"history:2": b"\x01",
    },
    "all but what came later": lambda former: former,
}


@pytest.mark.parametrize("put_back", PUT_BACK)
async def test_what_a_former_version_wrote_is_damaged_beside_anything_newer(
    desk: Kit, put_back: str
) -> None:
    """It was bound to no revision, so it could be put back beside any."""
    new = await opened(desk)
    await write_as_formerly(desk, new)
    formerly = await read_hash(desk, new.debrief.id)
    await changed(desk, new.debrief.id, "V2")
    await write_hash(desk, new.debrief.id, PUT_BACK[put_back](formerly))
    assert await is_refused(desk, new.debrief.id)


async def test_a_former_record_without_its_entry_in_the_history_is_damaged(desk: Kit) -> None:
    new = await opened(desk)
    await write_as_formerly(desk, new)
    await desk.store.hdel(Keys(TENANT).debrief_key(new.debrief.id), "history:1")
    assert await is_refused(desk, new.debrief.id)


async def test_what_a_person_typed_can_not_be_tried_out_on_what_recognises_a_repetition(
    desk: Kit,
) -> None:
    """Neither on the digest of a command nor on the id of a debrief."""
    new = await opened(desk, "V1 typed")
    await changed(desk, new.debrief.id, "V2 typed")
    names = b" ".join(await read_hash(desk, new.debrief.id)).decode() + new.debrief.id
    for command_id in ("V1 typed", "V2 typed"):
        for parts in ((command_id,), (TENANT, command_id)):
            assert keys.make_digest(*parts)[:16] not in names
    other = await desk.debriefs.open("T0002", act("V1 typed"), lambda new, _: sample_debrief(new))
    assert other.debrief.id != new.debrief.id


async def test_a_repetition_is_recognised_after_a_new_master_key_has_come_first(
    desk: Kit,
) -> None:
    new = await opened(desk, "V1")
    await changed(desk, new.debrief.id, "V2")
    rotated = Debriefs(desk.store, Keyring((Key(bytes(32)), *KEYRING.keys)), desk.due)
    again = await rotated.open(TENANT, act("V1"), lambda new, _: sample_debrief(new))
    assert (again.debrief.id, again.repeated) == (new.debrief.id, True)
    for read in (new, new.debrief.id, again):
        repeated = await rotated.change(TENANT, read, act("V2"), add_one)
        assert (repeated.repeated, repeated.revision, count(repeated.debrief)) == (True, 2, 1)
    other = await rotated.open(TENANT, act("V3"), lambda new, _: sample_debrief(new))
    assert other.debrief.id != new.debrief.id


LISTS: dict[str, tuple[str, Callable[[Kit], Any]]] = {
    "open": (
        Keys(TENANT).open_key("C0OTHER"),
        lambda desk: desk.debriefs.list_open(TENANT, "C0OTHER"),
    ),
    "past": (
        Keys(TENANT).past_key("C0OTHER"),
        lambda desk: desk.debriefs.list_past(TENANT, "C0OTHER"),
    ),
    "owes": (
        Keys(TENANT).owes_key("U0TARIQ"),
        lambda desk: desk.debriefs.list_owed_by(TENANT, "U0TARIQ"),
    ),
    "runs": (
        Keys(TENANT).runs_key("U0TARIQ"),
        lambda desk: desk.debriefs.list_run_by(TENANT, "U0TARIQ"),
    ),
}
OWN: dict[str, dict[str, Any]] = {
    "open": {"channel": "C0OTHER"},
    "past": {"channel": "C0OTHER", "closed": closed_at(1000)},
    "owes": {"seats": seats("U0TARIQ")},
    "runs": {"decider": "U0TARIQ"},
}


async def read_list(desk: Kit, name: str) -> DebriefList:
    listed = await LISTS[name][1](desk)
    shown: DebriefList = listed[0] if isinstance(listed, tuple) else listed
    return shown


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_shows_no_debrief_of_another_channel_or_person(
    desk: Kit, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is counted like a damaged one, and hides no other."""
    own = await opened(desk, "V1", **OWN[name])
    foreign, ended = await opened(desk, "V2"), await opened(desk, "V3", closed=closed_at(1000))
    elsewhere = await desk.debriefs.open(
        "T0002", act("V4"), lambda new, _: sample_debrief(new, **OWN[name])
    )
    put_in = [stored.debrief.id.encode() for stored in (foreign, ended, elsewhere)]
    put_in += [b"x" * 65, b"a:b", b"\xff"]
    await desk.store.zadd(LISTS[name][0], dict.fromkeys(put_in, 1))
    listed = await read_list(desk, name)
    assert [stored.debrief.id for stored in listed.readable] == [own.debrief.id]
    assert len(listed.unreadable) == len(put_in)
    assert f"the debrief {foreign.debrief.id} of {TENANT} is in a list that it is not of" in (
        caplog.text
    )
    assert f"the debrief {elsewhere.debrief.id} of {TENANT} is in a list, and is gone" in (
        caplog.text
    )
    assert LABEL not in caplog.text
    assert "a:b" not in caplog.text


LEAVES: dict[str, tuple[str, Callable[[Debrief], Debrief]]] = {
    "open, when it ends": ("open", lambda debrief: replace(debrief, closed=closed_at(2000))),
    "open, when its channel gets another id": (
        "open",
        lambda debrief: replace(debrief, channel="C0NEW"),
    ),
    "past, when its channel gets another id": (
        "past",
        lambda debrief: replace(debrief, channel="C0NEW"),
    ),
    "owes, when the person is replaced": (
        "owes",
        lambda debrief: replace(debrief, seats=seats("U0INES")),
    ),
    "runs, when it is handed over": ("runs", lambda debrief: replace(debrief, decider="U0ROSA")),
}


@pytest.mark.parametrize("leaves", LEAVES)
async def test_a_debrief_that_leaves_a_list_while_it_is_read_is_not_damaged(
    desk: Kit, leaves: str, caplog: pytest.LogCaptureFixture
) -> None:
    name, change = LEAVES[leaves]
    own = await opened(desk, **OWN[name])
    key = LISTS[name][0]
    ids: Any = await desk.store.zrange(key, 0, -1)
    assert ids == [own.debrief.id.encode()]
    await desk.debriefs.change(TENANT, own, act("V2"), lambda debrief, _: change(debrief))
    listed = await desk.debriefs.load_named(TENANT, [(key, each) for each in ids])
    assert (listed.readable, listed.unreadable) == ([], ())
    assert not caplog.records


async def test_a_debrief_that_is_over_is_not_open_because_a_list_says_so(desk: Kit) -> None:
    over = await opened(desk, closed=closed_at(1000))
    await desk.store.zadd(Keys(TENANT).open_key("C0HIRING"), {over.debrief.id: 1})
    listed = await desk.debriefs.list_open(TENANT, "C0HIRING")
    assert (listed.readable, listed.unreadable) == ([], ())


async def test_a_queue_leases_no_debrief_of_another_shard(
    desk: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    """Its marks would look at another lease, so two processes could be at work on it."""
    new = await opened(desk)
    shard = get_shard(TENANT)
    other = (shard + 1) % SHARDS
    put_in = [f"{TENANT}:{new.debrief.id}".encode(), b"4711", b"4711 :x", b":", b"\xff:\xff"]
    await desk.store.zadd(keys.due_key(other), dict.fromkeys(put_in, 1))
    assert await desk.due.lease_next(other) is None
    assert await desk.store.zcard(keys.due_key(other)) == 0
    assert caplog.text.count(f"the queue of shard {other} names something") == len(put_in)
    assert "4711" not in caplog.text
    lease = await desk.due.lease_next(shard)
    assert lease
    assert lease.id == new.debrief.id


async def test_a_queue_that_names_a_debrief_of_another_workspace_leads_to_nothing(
    desk: Kit,
) -> None:
    tenants = [f"T{number:04}" for number in range(1000)]
    elsewhere = next(each for each in tenants[2:] if get_shard(each) == get_shard(TENANT))
    new = await opened(desk)
    await desk.due.wake(elsewhere, new.debrief.id)
    leases = [await desk.due.lease_next(get_shard(TENANT)) for _ in range(2)]
    assert {lease.tenant for lease in leases if lease} == {TENANT, elsewhere}
    with pytest.raises(DebriefMissingError):
        await desk.debriefs.load(elsewhere, new.debrief.id)


async def test_a_record_near_the_next_size_does_not_tell_its_length(desk: Kit) -> None:
    """An author who edits their own scorecard would measure by it how long the others are."""
    new = await opened(desk, link="")
    length = len(codec.dump(new.debrief))
    new = await opened(desk, "V2", link="x" * (SIZES[0] - AROUND_BYTES - length - 1024))
    seen = set()
    for number in range(60):
        stored = await changed(desk, new.debrief.id, f"V3 {number}")
        seen.add(len((await read_hash(desk, new.debrief.id))[b"record"]))
    assert count(stored.debrief) == 60
    assert seen == set(SIZES[:2])


@pytest.mark.parametrize("time", ["-inf", "inf", "-5.5", "1e300"])
async def test_a_time_that_is_none_stops_no_queue(desk: Kit, time: str) -> None:
    new = await opened(desk)
    shard, other = get_shard(TENANT), (get_shard(TENANT) + 1) % SHARDS
    await desk.store.zadd(keys.due_key(shard), {"4711": time})
    await desk.store.zadd(keys.due_key(other), {"4711": time})
    assert (await desk.due.find_earliest()).keys() == {shard, other}
    lease = await desk.due.lease_next(shard)
    assert lease
    assert lease.id == new.debrief.id


async def test_what_is_put_in_the_place_of_a_queue_stops_no_other(
    desk: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    await opened(desk)
    shard, other = get_shard(TENANT), (get_shard(TENANT) + 1) % SHARDS
    await desk.store.set(keys.due_key(other), "4711")
    assert (await desk.due.find_earliest()).keys() == {shard}
    assert f"the queue of shard {other} is something else" in caplog.text
    assert "4711" not in caplog.text


async def test_a_queue_that_may_not_be_read_is_not_taken_for_an_empty_one(valkey_url: str) -> None:
    async with connect(valkey_url) as store:
        await store.acl_setuser(
            "reader", enabled=True, passwords=["+p"], keys=["*"], commands=["+@all", "-zrange"]
        )
    url = valkey_url.replace("unix://", "unix://reader:p@")
    try:
        async with connect(url) as store:
            with pytest.raises(StoreUnavailableError):
                await Due(store, Clock()).find_earliest()
    finally:
        async with connect(valkey_url) as store:
            await store.acl_deluser("reader")


async def test_a_name_that_is_none_keeps_no_workspace_from_being_taken_up(desk: Kit) -> None:
    """As after an installation: all that the workspace has is woken, whatever else is there."""
    new = await opened(desk)
    shard = get_shard(TENANT)
    lease = await desk.due.lease_next(shard)
    assert lease
    await desk.due.finish(lease, lease.now + 3600)
    await desk.store.zadd(keys.due_key(shard), {TENANT.encode() + b":\xff": lease.now + 3600})
    await desk.due.wake_tenant(TENANT)
    again = await desk.due.lease_next(shard)
    assert again
    assert again.id == new.debrief.id


async def test_a_message_with_a_name_that_is_none_is_damaged(desk: Kit) -> None:
    new = await opened(desk)
    await desk.store.hset(Keys(TENANT).slots_key(new.debrief.id), b"\xff", b"{}")
    with pytest.raises(DamagedError):
        await desk.slots.load(TENANT, new.debrief.id)


async def test_a_role_that_is_none_is_a_role_without_content(desk: Kit) -> None:
    await desk.store.set(Keys(TENANT).channel_role_key("C0HIRING"), b"\xff", ex=60)
    remembered = await ChannelRoles(desk.store, desk.clock.read_monotonic).load(
        TENANT, "C0HIRING", "U0MAYA"
    )
    assert remembered == ("\ufffd", None)


@pytest.mark.parametrize("led_to", [b"4711 x", b"\xff", b"-1", b"9" * 5000])
async def test_a_command_that_led_to_what_is_no_revision_is_damaged(
    desk: Kit, led_to: bytes
) -> None:
    new = await opened(desk)
    fields = await read_hash(desk, new.debrief.id)
    [command] = [name for name in fields if name.startswith(b"command:")]
    await write_hash(desk, new.debrief.id, {command: led_to})
    with pytest.raises(DebriefUnreadableError):
        await opened(desk)
    assert (await desk.debriefs.load(TENANT, new.debrief.id)).debrief == new.debrief


async def test_a_change_that_changes_nothing_can_be_stored_like_one_that_does(desk: Kit) -> None:
    """So that nobody who watches the store can tell them apart; a repetition is recognised."""
    new = await opened(desk)
    for number in (1, 2):
        for read in (new, new.debrief.id):
            stored = await desk.debriefs.change(
                TENANT,
                read,
                act(f"V2 {number}"),
                lambda debrief, _: debrief,
                even_if_unchanged=True,
            )
            assert (stored.debrief, stored.revision) == (new.debrief, 1 + number)
    history = await desk.debriefs.load_history(TENANT, new.debrief.id)
    assert len(history) == 3
    assert count(stored.debrief) == 0


def test_the_former_format_is_the_one_that_the_stored_samples_have() -> None:
    key = KEYRING.keys[0]
    value = encrypt_formerly(key, b"V", json.dumps("text").encode(), ("a", "b"))
    assert key.decrypt(value, ("a", "b")) == b'"text"'
