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
from bot.store.debriefs import Debriefs, Entry
from bot.store.encryption import Key, Keyring
from bot.store.errors import Contended, DebriefMissing, DecryptionError, StoreError
from bot.store.keys import Keys, shard
from tests.desk import store_text
from tests.interviews import Interview, Interviews, act, counted
from tests.store.conftest import KEYRING, TENANT

if TYPE_CHECKING:
    from bot.store.debriefs import Kept
    from tests.store.conftest import Kit

LABEL = "Sample Candidate 4711"


async def opened(desk: Kit, command_id: str = "V1", **more: object) -> Kept[Interview]:
    def make(debrief: str, now: int) -> Interview:
        return replace(Interview(debrief, LABEL, opened=now), **more)  # type: ignore[arg-type]

    return await desk.debriefs.open(TENANT, act(command_id), make)


async def test_what_was_opened_is_read_again(desk: Kit) -> None:
    new = await opened(desk)
    assert new.record == Interview(new.id, LABEL, opened=new.now)
    read = await desk.debriefs.load(TENANT, new.id)
    assert (read.record, read.revision, read.again) == (new.record, 1, False)


async def test_opening_twice_with_one_command_makes_one_debrief(desk: Kit) -> None:
    first, second = await asyncio.gather(opened(desk), opened(desk))
    third = await opened(desk)
    assert {first.id, second.id} == {third.id}
    assert third.again
    assert third.record == first.record == second.record
    assert len(await desk.debriefs.in_channel(TENANT, "C0HIRING")) == 1
    assert (await opened(desk, "V2")).id != first.id


async def test_a_command_that_comes_twice_has_one_effect_and_one_answer(desk: Kit) -> None:
    new = await opened(desk)

    def only_once(record: Interview, now: int) -> Interview:
        if record.count:
            raise AssertionError("the transition would be illegal now")
        return counted(record, now)

    first = await desk.debriefs.change(TENANT, new.id, act("V2"), only_once)
    second = await desk.debriefs.change(TENANT, new.id, act("V2"), only_once)
    assert (first.again, second.again) == (False, True)
    assert first.record == second.record
    assert first.revision == second.revision == 2


async def test_the_answer_stays_the_first_one_after_others_changes(desk: Kit) -> None:
    new = await opened(desk)
    await desk.debriefs.change(TENANT, new.id, act("V2"), counted)
    await desk.debriefs.change(TENANT, new.id, act("V3"), counted)
    again = await desk.debriefs.change(TENANT, new.id, act("V2"), counted)
    assert (again.again, again.revision, again.record.count) == (True, 2, 2)


async def test_changes_at_once_are_all_made_each_on_what_the_other_left(desk: Kit) -> None:
    new = await opened(desk)
    await asyncio.gather(
        *(desk.debriefs.change(TENANT, new.id, act(f"V1{one}"), counted) for one in range(5))
    )
    read = await desk.debriefs.load(TENANT, new.id)
    assert (read.record.count, read.revision) == (5, 6)


async def test_a_change_that_always_comes_too_late_says_so_and_changes_nothing(
    desk: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ATTEMPTS", 0)
    new = await opened(desk)
    with pytest.raises(Contended, match="try again"):
        await desk.debriefs.change(TENANT, new.id, act("V2"), counted)
    assert (await desk.debriefs.load(TENANT, new.id)).revision == 1


async def test_a_transition_that_refuses_or_changes_nothing_leaves_no_trace(desk: Kit) -> None:
    new = await opened(desk)

    def refuse(_record: Interview, _now: int) -> Interview:
        raise StoreError("Not now.")

    with pytest.raises(StoreError, match="Not now"):
        await desk.debriefs.change(TENANT, new.id, act("V2"), refuse)
    same = await desk.debriefs.change(TENANT, new.id, act("V3"), lambda record, _: record)
    assert (same.revision, same.again) == (1, False)
    assert len(await desk.debriefs.history(TENANT, new.id)) == 1


async def test_history_tells_who_did_what_and_when(desk: Kit) -> None:
    new = await opened(desk)
    desk.clock.offset = 3600
    await desk.debriefs.change(TENANT, new.id, act("V2", "U0SAM", "file"), counted)
    [first, second] = await desk.debriefs.history(TENANT, new.id)
    assert first == Entry("U0MAYA", "test", new.now)
    assert (second.actor, second.name) == ("U0SAM", "file")
    assert 3600 <= second.at - first.at < 3660


async def test_there_is_nothing_at_an_id_that_was_never_given(desk: Kit) -> None:
    with pytest.raises(DebriefMissing):
        await desk.debriefs.load(TENANT, "none")
    with pytest.raises(DebriefMissing):
        await desk.debriefs.change(TENANT, "none", act("V2"), counted)
    new = await opened(desk)
    with pytest.raises(DebriefMissing):
        await desk.debriefs.load("T0002", new.id)


async def test_lists_follow_the_record(desk: Kit) -> None:
    new = await opened(desk)

    async def listed() -> list[list[str]]:
        owes = [await desk.debriefs.owed_by(TENANT, user) for user in ("U0SAM", "U0INES")]
        runs = [await desk.debriefs.run_by(TENANT, user) for user in ("U0MAYA", "U0TARIQ")]
        here = await desk.debriefs.in_channel(TENANT, "C0HIRING")
        past, _ = await desk.debriefs.past(TENANT, "C0HIRING")
        return [[kept.id for kept in found] for found in (*owes, *runs, here, past)]

    assert await listed() == [[new.id], [new.id], [new.id], [], [new.id], []]
    await desk.debriefs.change(
        TENANT, new.id, act("V2"), lambda r, _: replace(r, owes=("U0INES",), owner="U0TARIQ")
    )
    assert await listed() == [[], [new.id], [], [new.id], [new.id], []]
    await desk.debriefs.change(
        TENANT, new.id, act("V3"), lambda r, now: replace(r, owes=(), over=now)
    )
    assert await listed() == [[], [], [], [], [], [new.id]]


async def test_the_past_comes_in_pages_newest_first(desk: Kit) -> None:
    ids = [(await opened(desk, f"V{one}", over=1000 + one)).id for one in range(12)]
    pages = [await desk.debriefs.past(TENANT, "C0HIRING", page) for page in range(3)]
    assert [total for _, total in pages] == [12] * 3
    assert [[kept.id for kept in page] for page, _ in pages] == [ids[:1:-1], ids[1::-1], []]


async def test_a_record_that_was_tampered_with_is_refused_and_hides_no_other(
    desk: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = await opened(desk, "V1"), await opened(desk, "V2")
    taken = await desk.store.hget(Keys(TENANT).debrief(other.id), "record")
    assert taken
    await desk.store.hset(Keys(TENANT).debrief(one.id), "record", taken)
    with pytest.raises(DecryptionError):
        await desk.debriefs.load(TENANT, one.id)
    assert [k.id for k in await desk.debriefs.in_channel(TENANT, "C0HIRING")] == [other.id]
    assert "a debrief can't be opened" in caplog.text


async def test_a_list_that_cannot_be_read_is_an_error(desk: Kit) -> None:
    new = await opened(desk)
    await desk.store.delete(Keys(TENANT).debrief(new.id))
    with pytest.raises(DebriefMissing):
        await desk.debriefs.in_channel(TENANT, "C0HIRING")


async def test_every_change_wraps_the_data_key_with_the_newest_master_key(desk: Kit) -> None:
    new = await opened(desk)
    newest = Key(bytes(32))
    rotated = Debriefs(desk.store, Keyring((newest, *KEYRING.keys)), desk.due, Interviews())
    await rotated.change(TENANT, new.id, act("V2"), counted)
    alone = Debriefs(desk.store, Keyring((newest,)), desk.due, Interviews())
    assert (await alone.load(TENANT, new.id)).record.label == LABEL
    assert len(await alone.history(TENANT, new.id)) == 2


async def test_nothing_of_a_candidate_is_readable_in_the_store(
    desk: Kit, valkey_url: str, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in a key, not in a value, not in the file on disk, not in the log."""
    if desk.url != valkey_url:
        pytest.skip("one server is enough: the values are the same")
    caplog.set_level(0)
    new = await opened(desk)
    await desk.debriefs.change(
        TENANT, new.id, act("V2"), lambda r, _: replace(r, words={"root": "Feedback 4711"})
    )
    await desk.store.save()
    with redis.Redis.from_url(valkey_url) as plain:
        text = store_text(plain)
    assert "C0HIRING" in text
    raw = (valkey_socket.parent / "dump.rdb").read_bytes()
    assert new.id.encode() in raw
    assert "4711" not in text + raw.decode("latin-1") + caplog.text


async def test_all_keys_of_a_debrief_lie_in_the_shard_of_its_workspace(desk: Kit) -> None:
    for tenant in ("T0001", "T0002", "T0003"):
        await desk.debriefs.open(tenant, act("V1"), lambda debrief, _: Interview(debrief))
        names = [key async for key in desk.store.scan_iter(match=f"*:{tenant}:*", count=1000)]
        assert {name.decode().split(":")[1] for name in names} == {f"{{s{shard(tenant)}}}"}
        assert await desk.store.exists(keys.due(shard(tenant)))


PROCESS = """
import asyncio, sys
from bot.store.connection import connect
from bot.store.errors import StoreError
from tests.interviews import act, counted
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
        await desk.debriefs.change(TENANT, debrief, act(command), counted)
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
            *(sys.executable, "-c", PROCESS, desk.url, new.id, name),
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
    read = await desk.debriefs.load(TENANT, new.id)
    assert (read.record.count, read.revision) == (60, 61)
    assert len(await desk.debriefs.history(TENANT, new.id)) == 61
