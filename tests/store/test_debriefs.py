"""Record, history, lists and queue change together, once for each command, or not at all."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import redis

from bot.store import debriefs as module
from bot.store import keys
from bot.store.debriefs import Debriefs
from bot.store.encryption import Key, Keyring
from bot.store.errors import (
    ContendedError,
    DebriefMissingError,
    DebriefUnreadableError,
    StoreError,
    StoreUnavailableError,
)
from bot.store.keys import Keys, get_shard
from hiring.debriefs.history import HistoryEvent
from tests.desk import store_text
from tests.sample_debriefs import act, add_one, closed_at, count, sample_debrief, seats
from tests.store.conftest import KEYRING, TENANT

if TYPE_CHECKING:
    from bot.store.debriefs import DebriefList, StoredDebrief
    from hiring.debriefs.debrief import Debrief
    from tests.store.conftest import Kit

LABEL = "Sample Candidate 4711"


def ids_of(debriefs: DebriefList) -> list[str]:
    return [stored.debrief.id for stored in debriefs.readable]


async def opened(desk: Kit, command_id: str = "V1", **more: object) -> StoredDebrief:
    def create(debrief_id: str, now: int) -> Debrief:
        return sample_debrief(debrief_id, opened_at=now, **{"label": LABEL, **more})

    return await desk.debriefs.open(TENANT, act(command_id), create)


async def test_what_was_opened_is_read_again(desk: Kit) -> None:
    new = await opened(desk)
    assert new.debrief == sample_debrief(new.debrief.id, label=LABEL, opened_at=new.now)
    read = await desk.debriefs.load(TENANT, new.debrief.id)
    assert (read.debrief, read.revision, read.repeated) == (new.debrief, 1, False)


async def test_opening_twice_with_one_command_makes_one_debrief(desk: Kit) -> None:
    first, second = await asyncio.gather(opened(desk), opened(desk))
    third = await opened(desk)
    assert {first.debrief.id, second.debrief.id} == {third.debrief.id}
    assert third.repeated
    assert third.debrief == first.debrief == second.debrief
    assert len((await desk.debriefs.list_open(TENANT, "C0HIRING")).readable) == 1
    assert (await opened(desk, "V2")).debrief.id != first.debrief.id


async def test_a_command_that_comes_twice_has_one_effect_and_one_answer(desk: Kit) -> None:
    new = await opened(desk)

    def only_once(debrief: Debrief, now: int) -> Debrief:
        if count(debrief):
            raise AssertionError("the transition would be illegal now")
        return add_one(debrief, now)

    first = await desk.debriefs.change(TENANT, new.debrief.id, act("V2"), only_once)
    second = await desk.debriefs.change(TENANT, new.debrief.id, act("V2"), only_once)
    assert (first.repeated, second.repeated) == (False, True)
    assert first.debrief == second.debrief
    assert first.revision == second.revision == 2


async def test_the_answer_stays_the_first_one_after_others_changes(desk: Kit) -> None:
    new = await opened(desk)
    await desk.debriefs.change(TENANT, new.debrief.id, act("V2"), add_one)
    await desk.debriefs.change(TENANT, new.debrief.id, act("V3"), add_one)
    again = await desk.debriefs.change(TENANT, new.debrief.id, act("V2"), add_one)
    assert (again.repeated, again.revision, count(again.debrief)) == (True, 2, 2)


async def test_changes_at_once_are_all_made_each_on_what_the_other_left(desk: Kit) -> None:
    new = await opened(desk)
    await asyncio.gather(
        *(
            desk.debriefs.change(TENANT, new.debrief.id, act(f"V1{number}"), add_one)
            for number in range(5)
        )
    )
    read = await desk.debriefs.load(TENANT, new.debrief.id)
    assert (count(read.debrief), read.revision) == (5, 6)


async def test_a_change_of_what_was_just_read_reads_nothing_again(
    desk: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = await opened(desk)
    with monkeypatch.context() as patch:
        patch.setattr(desk.debriefs, "_read", None)
        changed = await desk.debriefs.change(TENANT, new, act("V2"), add_one)
    assert (await desk.debriefs.load(TENANT, new.debrief.id)).debrief == changed.debrief
    assert (changed.revision, count(changed.debrief)) == (2, 1)


async def test_what_others_did_since_it_was_read_stays(desk: Kit) -> None:
    new = await opened(desk)
    await desk.debriefs.change(TENANT, new, act("V2"), add_one)
    changed = await desk.debriefs.change(TENANT, new, act("V3"), add_one)
    assert (changed.revision, count(changed.debrief)) == (3, 2)


@pytest.mark.parametrize("follows", ["refuses", "changes nothing", "changes something"])
async def test_a_repetition_of_what_was_read_before_or_after_has_the_first_answer(
    desk: Kit, follows: str
) -> None:
    """Also where the transition can't be made any more, or makes something else by now."""
    before = await opened(desk)
    await desk.debriefs.change(TENANT, before, act("V2"), add_one)
    after = await desk.debriefs.load(TENANT, before.debrief.id)

    def transition(debrief: Debrief, now: int) -> Debrief:
        if not count(debrief) or follows == "changes something":
            return add_one(debrief, now)
        if follows == "changes nothing":
            return debrief
        raise StoreError("Not any more.")

    for read in (before, after):
        repeated = await desk.debriefs.change(TENANT, read, act("V2"), transition)
        assert (repeated.repeated, repeated.revision, count(repeated.debrief)) == (True, 2, 1)


async def test_a_change_that_was_read_before_the_reveal_is_made_again_after_it(desk: Kit) -> None:
    """Nobody's edit slips in unmarked because it was begun a moment before others could read."""
    new = await opened(desk, seats=(), grace=300)
    revealed_at = new.debrief.opened_at
    times = []

    def transition(debrief: Debrief, now: int) -> Debrief:
        times.append(now)
        return add_one(debrief, now)

    earlier = replace(new, now=revealed_at - 1)
    changed = await desk.debriefs.change(TENANT, earlier, act("V2"), transition)
    assert times[0] == revealed_at - 1
    assert times[1] >= revealed_at
    assert count(changed.debrief) == 1


async def test_a_change_that_always_comes_too_late_says_so_and_changes_nothing(
    desk: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ATTEMPTS", 0)
    new = await opened(desk)
    with pytest.raises(ContendedError, match="try again"):
        await desk.debriefs.change(TENANT, new.debrief.id, act("V2"), add_one)
    assert (await desk.debriefs.load(TENANT, new.debrief.id)).revision == 1


async def test_a_transition_that_refuses_or_changes_nothing_leaves_no_trace(desk: Kit) -> None:
    new = await opened(desk)

    def refuse(_debrief: Debrief, _now: int) -> Debrief:
        raise StoreError("Not now.")

    with pytest.raises(StoreError, match="Not now"):
        await desk.debriefs.change(TENANT, new.debrief.id, act("V2"), refuse)
    same = await desk.debriefs.change(TENANT, new.debrief.id, act("V3"), lambda record, _: record)
    assert (same.revision, same.repeated) == (1, False)
    assert len(await desk.debriefs.load_history(TENANT, new.debrief.id)) == 1


async def test_history_tells_who_did_what_and_when(desk: Kit) -> None:
    new = await opened(desk)
    desk.clock.offset = 3600
    await desk.debriefs.change(TENANT, new.debrief.id, act("V2", "U0SAM", "file"), add_one)
    [first, second] = await desk.debriefs.load_history(TENANT, new.debrief.id)
    assert first == HistoryEvent(new.now, "U0MAYA", "test")
    assert (second.actor, second.name) == ("U0SAM", "file")
    assert 3600 <= second.at - first.at < 3660


async def test_there_is_nothing_at_an_id_that_was_never_given(desk: Kit) -> None:
    with pytest.raises(DebriefMissingError):
        await desk.debriefs.load(TENANT, "none")
    with pytest.raises(DebriefMissingError):
        await desk.debriefs.change(TENANT, "none", act("V2"), add_one)
    new = await opened(desk)
    with pytest.raises(DebriefMissingError):
        await desk.debriefs.load("T0002", new.debrief.id)


async def test_lists_follow_the_record(desk: Kit) -> None:
    new = await opened(desk)

    async def listed() -> list[list[str]]:
        owes = [await desk.debriefs.list_owed_by(TENANT, user) for user in ("U0SAM", "U0INES")]
        runs = [await desk.debriefs.list_run_by(TENANT, user) for user in ("U0MAYA", "U0TARIQ")]
        running = await desk.debriefs.list_open(TENANT, "C0HIRING")
        past, _ = await desk.debriefs.list_past(TENANT, "C0HIRING")
        return [ids_of(each) for each in (*owes, *runs, running, past)]

    assert await listed() == [
        [new.debrief.id],
        [new.debrief.id],
        [new.debrief.id],
        [],
        [new.debrief.id],
        [],
    ]
    await desk.debriefs.change(
        TENANT,
        new.debrief.id,
        act("V2"),
        lambda r, _: replace(r, seats=seats("U0INES"), owner="U0TARIQ"),
    )
    assert await listed() == [[], [new.debrief.id], [], [new.debrief.id], [new.debrief.id], []]
    await desk.debriefs.change(
        TENANT, new.debrief.id, act("V3"), lambda r, now: replace(r, closed=closed_at(now))
    )
    assert await listed() == [[], [], [], [], [], [new.debrief.id]]


async def test_the_past_comes_in_pages_newest_first(desk: Kit) -> None:
    ids = [
        (await opened(desk, f"V{number}", closed=closed_at(1000 + number))).debrief.id
        for number in range(12)
    ]
    pages = [await desk.debriefs.list_past(TENANT, "C0HIRING", first) for first in (0, 10, 20)]
    assert [total for _, total in pages] == [12] * 3
    assert [ids_of(page) for page, _ in pages] == [ids[:1:-1], ids[1::-1], []]
    for number, expected in ((0, []), (1, ids[:-2:-1]), (3, ids[:-4:-1])):
        part, _ = await desk.debriefs.list_past(TENANT, "C0HIRING", 0, number)
        assert ids_of(part) == expected


async def test_a_record_that_was_tampered_with_is_refused_and_hides_no_other(
    desk: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    damaged, other = await opened(desk, "V1"), await opened(desk, "V2")
    taken = await desk.store.hget(Keys(TENANT).debrief_key(other.debrief.id), "record")
    assert taken
    await desk.store.hset(Keys(TENANT).debrief_key(damaged.debrief.id), "record", taken)
    with pytest.raises(DebriefUnreadableError, match="nothing was changed"):
        await desk.debriefs.load(TENANT, damaged.debrief.id)
    listed = await desk.debriefs.list_open(TENANT, "C0HIRING")
    assert (ids_of(listed), listed.unreadable) == ([other.debrief.id], (damaged.debrief.id,))
    assert f"the debrief {damaged.debrief.id} of {TENANT} can't be read" in caplog.text
    assert LABEL not in caplog.text


async def test_a_debrief_that_a_list_names_and_that_is_gone_is_counted_too(desk: Kit) -> None:
    gone, other = await opened(desk, "V1"), await opened(desk, "V2")
    await desk.store.delete(Keys(TENANT).debrief_key(gone.debrief.id))
    listed = await desk.debriefs.list_open(TENANT, "C0HIRING")
    assert (ids_of(listed), listed.unreadable) == ([other.debrief.id], (gone.debrief.id,))


async def test_a_list_that_the_store_does_not_give_is_an_error(desk: Kit) -> None:
    await desk.store.set(Keys(TENANT).open_key("C0HIRING"), "no list", ex=60)
    with pytest.raises(StoreUnavailableError):
        await desk.debriefs.list_open(TENANT, "C0HIRING")
    await desk.store.delete(Keys(TENANT).open_key("C0HIRING"))


async def test_one_debrief_that_the_store_does_not_give_in_time_is_an_error_not_a_gap(
    desk: Kit,
) -> None:
    """What can be read a moment later must not be told as unreadable."""
    new = await opened(desk)
    key = Keys(TENANT).debrief_key(new.debrief.id)
    await desk.store.rename(key, f"{key}-away")
    await desk.store.set(key, "no hash", ex=60)
    with pytest.raises(StoreUnavailableError):
        await desk.debriefs.list_open(TENANT, "C0HIRING")
    await desk.store.rename(f"{key}-away", key)


async def test_every_change_wraps_the_data_key_with_the_newest_master_key(desk: Kit) -> None:
    new = await opened(desk)
    newest = Key(bytes(32))
    rotated = Debriefs(desk.store, Keyring((newest, *KEYRING.keys)), desk.due)
    await rotated.change(TENANT, new.debrief.id, act("V2"), add_one)
    alone = Debriefs(desk.store, Keyring((newest,)), desk.due)
    assert (await alone.load(TENANT, new.debrief.id)).debrief.label == LABEL
    assert len(await alone.load_history(TENANT, new.debrief.id)) == 2


async def test_nothing_of_a_candidate_is_readable_in_the_store(
    desk: Kit, valkey_url: str, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in a key, not in a value, not in the file on disk, not in the log."""
    if desk.url != valkey_url:
        pytest.skip("one server is enough: the values are the same")
    caplog.set_level(0)
    new = await opened(desk)
    await desk.debriefs.change(
        TENANT, new.debrief.id, act("V2"), lambda r, _: replace(r, job_title="Feedback 4711")
    )
    await desk.store.save()
    with redis.Redis.from_url(valkey_url) as plain:
        text = store_text(plain)
    assert "C0HIRING" in text
    raw = (valkey_socket.parent / "dump.rdb").read_bytes()
    assert new.debrief.id.encode() in raw
    assert "4711" not in text + raw.decode("latin-1") + caplog.text


async def test_all_keys_of_a_debrief_lie_in_the_shard_of_its_workspace(desk: Kit) -> None:
    for tenant in ("T0001", "T0002", "T0003"):
        await desk.debriefs.open(tenant, act("V1"), lambda new, _: sample_debrief(new))
        names = [key async for key in desk.store.scan_iter(match=f"*:{tenant}:*", count=1000)]
        assert {name.decode().split(":")[1] for name in names} == {f"{{s{get_shard(tenant)}}}"}
        assert await desk.store.exists(keys.due_key(get_shard(tenant)))


PROCESS = """
import asyncio, sys
from bot.store.connection import connect
from bot.store.errors import StoreError
from tests.sample_debriefs import act, add_one
from tests.store.conftest import TENANT, kit

async def main(url, debrief, name):
    async with connect(url) as store:
        desk = kit(store, url)
        await desk.debriefs.load(TENANT, debrief)
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(20):
            for command in (f"shared-{number}", f"{name}-{number}"):
                while not await sent(desk, debrief, command):
                    pass

async def sent(desk, debrief, command):
    try:
        await desk.debriefs.change(TENANT, debrief, act(command), add_one)
    except StoreError:  # on a busy machine; whoever was told so sends the same again
        return False
    return True

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_processes_at_once_lose_nothing_and_repeat_nothing(desk: Kit) -> None:
    """Twenty commands are sent by both, and twenty more by each."""
    new = await opened(desk)
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROCESS, desk.url, new.debrief.id, name),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for name in ("one", "other")
    ]
    for process in processes:
        assert process.stdout
        assert await process.stdout.readline() == b"ready\n"
    await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    read = await desk.debriefs.load(TENANT, new.debrief.id)
    assert (count(read.debrief), read.revision) == (60, 61)
    assert len(await desk.debriefs.load_history(TENANT, new.debrief.id)) == 61
