"""On a cluster with replicas a commit counts once a replica has it, and says so where none has."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import redis
from redis.asyncio import RedisCluster

from bot.store.connection import connect, store_call
from bot.store.errors import ContendedError, StoreUnavailableError, UnconfirmedError
from bot.store.keys import Keys
from bot.store.once import Once
from bot.store.replication import ReplicatedScript, make_confirmed_script
from bot.store.slots import Slot
from chaos.cluster import serves
from chaos.stores import wait_until
from tests.sample_debriefs import act, add_one, sample_debrief
from tests.store.conftest import KEYRING, TENANT, kit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.store.debriefs import StoredDebrief
    from chaos.cluster import Cluster
    from chaos.stores import Valkey
    from hiring.debriefs.debrief import Debrief
    from tests.store.conftest import Kit


@pytest.fixture
async def desk(replicated_url: str) -> AsyncIterator[Kit]:
    async with connect(replicated_url, replicated=True) as store:
        yield kit(store, replicated_url)


@contextmanager
def stalled(node: Valkey, servers: Cluster) -> Iterator[None]:
    """A server that hangs."""
    node.stall()
    try:
        yield
    finally:
        node.resume()
        servers.wait_until_healthy()


def revision_at(node: Valkey, debrief: str) -> int:
    """The revision of a debrief as this very server has it, primary or not."""
    with redis.Redis(port=node.port) as client:
        client.readonly()
        return int(client.hget(Keys(TENANT).debrief_key(debrief), "revision") or 0)


def follows(node: Valkey) -> bool:
    """Whether a node is a replica that has caught up."""
    role = node.role()
    return bool(role[0] == b"slave" and role[3] == b"connected")


async def opened(desk: Kit, command_id: str = "V1") -> StoredDebrief:
    return await desk.debriefs.open(TENANT, act(command_id), lambda new, _: sample_debrief(new))


async def test_a_commit_is_on_the_replica_when_it_returns(desk: Kit, replicated: Cluster) -> None:
    _, replica = replicated.pair(Keys(TENANT).installation_key())
    new = await opened(desk)
    for number in range(2, 50):
        await desk.debriefs.change(TENANT, new.debrief.id, act(f"C{number}"), add_one)
        assert revision_at(replica, new.debrief.id) == number


async def test_what_no_replica_has_is_said_in_time_and_is_saved_all_the_same(
    desk: Kit, replicated: Cluster
) -> None:
    """The same press again says the same while the replica is away, and is confirmed after that.

    Also by another process, whose connection has written nothing that WAIT could wait for.
    """
    primary, replica = replicated.pair(Keys(TENANT).installation_key())
    new = await opened(desk)
    with stalled(replica, replicated):
        started = time.monotonic()
        for _ in range(2):
            with pytest.raises(UnconfirmedError, match="Press again"):
                await desk.debriefs.change(TENANT, new.debrief.id, act("C2"), add_one)
            async with connect(desk.url, replicated=True) as store:
                with pytest.raises(UnconfirmedError):
                    await opened(kit(store, desk.url))
            assert revision_at(primary, new.debrief.id) == 2
        assert time.monotonic() - started < 4 * 1.0
    repeated = await desk.debriefs.change(TENANT, new.debrief.id, act("C2"), add_one)
    assert (repeated.repeated, repeated.revision) == (True, 2)
    assert revision_at(replica, new.debrief.id) == 2
    assert (await opened(desk)).repeated


async def test_a_change_of_what_was_just_read_is_not_confirmed_either(
    desk: Kit, replicated: Cluster
) -> None:
    new = await opened(desk)
    primary, replica = replicated.pair(Keys(TENANT).installation_key())
    with stalled(replica, replicated):
        with pytest.raises(UnconfirmedError):
            await desk.debriefs.change(TENANT, new, act("C2"), add_one)
        assert revision_at(primary, new.debrief.id) == 2
    repeated = await desk.debriefs.change(TENANT, new, act("C2"), add_one)
    assert (repeated.repeated, repeated.revision) == (True, 2)


async def test_who_does_again_what_no_replica_has_by_another_command_is_told_so_too(
    desk: Kit, replicated: Cluster
) -> None:
    """The same card in a form that was opened anew changes nothing, and may be lost as before."""
    new = await opened(desk)
    primary, replica = replicated.pair(Keys(TENANT).debrief_key(new.debrief.id))

    def relabel(debrief: Debrief, _: int) -> Debrief:
        return replace(debrief, label="JS-2")

    with stalled(replica, replicated):
        for command_id in ("C2", "C3"):
            with pytest.raises(UnconfirmedError):
                await desk.debriefs.change(TENANT, new.debrief.id, act(command_id), relabel)
    assert (await desk.debriefs.change(TENANT, new.debrief.id, act("C4"), relabel)).revision == 2
    assert revision_at(primary, new.debrief.id) == revision_at(replica, new.debrief.id) == 2


async def test_a_failover_loses_nothing_that_was_confirmed(desk: Kit, replicated: Cluster) -> None:
    """The primary hangs, so that it can hand over nothing; it comes back as the replica."""
    new = await opened(desk)
    primary, replica = replicated.pair(Keys(TENANT).installation_key())
    for number in range(2, 12):
        await desk.debriefs.change(TENANT, new.debrief.id, act(f"C{number}"), add_one)
    primary.stall()
    try:
        replica.cluster("FAILOVER", "TAKEOVER")
        wait_until(lambda: replica.role()[0] == b"master")
        assert (await desk.debriefs.load(TENANT, new.debrief.id)).revision == 11
        with pytest.raises(UnconfirmedError):  # there is nobody who could confirm it
            await desk.debriefs.change(TENANT, new.debrief.id, act("C12"), add_one)
    finally:
        primary.resume()
    wait_until(lambda: follows(primary))
    stored = await desk.debriefs.change(TENANT, new.debrief.id, act("C12"), add_one)
    assert (stored.repeated, stored.revision, revision_at(primary, new.debrief.id)) == (
        True,
        12,
        12,
    )


async def test_whoever_holds_an_old_map_finds_the_new_primary(
    desk: Kit, replicated: Cluster
) -> None:
    once = Once(desk.store, KEYRING)
    key = (await once.claim(TENANT, "before")).key
    primary, replica = replicated.pair(key)
    replica.cluster("FAILOVER")
    wait_until(lambda: follows(primary))
    assert (await once.claim(TENANT, "share")).first
    assert [serves(node, key) for node in (primary, replica)] == [False, True]
    assert not (await once.claim(TENANT, "share")).first


async def test_a_server_that_forgot_the_script_is_given_it_again(
    desk: Kit, replicated: Cluster
) -> None:
    new = await opened(desk)
    for node in replicated.nodes:
        with node.client() as client:
            client.script_flush()
    assert (await desk.debriefs.change(TENANT, new.debrief.id, act("C2"), add_one)).revision == 2


async def test_a_repetition_that_a_failover_has_overtaken_is_carried_out_anew(desk: Kit) -> None:
    """Between reading and confirming, the command may be lost: then nothing is written."""
    new = await opened(desk)
    with pytest.raises(ContendedError):
        await desk.debriefs._confirm(TENANT, act("never carried out"), new, -1)
    assert (await desk.debriefs.load(TENANT, new.debrief.id)).revision == 1


async def test_nobody_acts_on_a_claim_that_may_be_lost_and_it_is_free_afterwards(
    desk: Kit, replicated: Cluster
) -> None:
    once = Once(desk.store, KEYRING)
    _, replica = replicated.pair(Keys(TENANT).installation_key())
    with stalled(replica, replicated):
        with pytest.raises(StoreUnavailableError, match="isn't saved yet") as away:
            await once.claim(TENANT, "share")
        assert not isinstance(away.value, UnconfirmedError)
    claims = [await once.claim(TENANT, "share") for _ in range(2)]
    assert [claim.first for claim in claims] == [True, False]


async def test_what_wrote_nothing_needs_no_replica(desk: Kit, replicated: Cluster) -> None:
    once = Once(desk.store, KEYRING)
    claim = await once.claim(TENANT, "share")
    await once.finish(claim, "1.2")
    with stalled(replicated.pair(claim.key)[1], replicated):
        assert (await once.claim(TENANT, "share")).state == "done"


async def test_slack_is_not_asked_while_a_failover_could_forget_that_it_was(
    desk: Kit, replicated: Cluster
) -> None:
    """The slot is as empty as before; what became of a message needs no second server."""
    new = await opened(desk)
    lease = await anybody_due(desk)
    sending = Slot("sending", lease.now, channel="C1", mark="m")
    with stalled(replicated.pair(Keys(TENANT).slots_key(new.debrief.id))[1], replicated):
        with pytest.raises(UnconfirmedError):
            await desk.slots.mark(lease, "root", sending)
        assert await desk.slots.load(TENANT, new.debrief.id) == {}
        await desk.slots.mark(lease, "root", replace(sending, state="sent", ts="1.2"))
    await desk.slots.mark(lease, "table", sending)
    assert (await desk.slots.load(TENANT, new.debrief.id))["table"] == sending


async def anybody_due(desk: Kit) -> Any:  # noqa: ANN401 - a lease
    for shard in range(64):
        if lease := await desk.due.lease_next(shard):
            return lease
    raise AssertionError("nothing is due")


async def test_a_cancelled_commit_leaves_no_answer_for_others_to_read(
    desk: Kit, replicated: Cluster
) -> None:
    """Cancelled at any moment, also while the replica keeps it waiting."""
    new = await opened(desk)
    cluster = desk.store
    assert isinstance(cluster, RedisCluster)
    with stalled(replicated.pair(Keys(TENANT).installation_key())[1], replicated):
        for turns in range(24):
            task = asyncio.create_task(
                desk.debriefs.change(TENANT, new.debrief.id, act("C2"), add_one)
            )
            for _ in range(turns % 12):
                await asyncio.sleep(0)
            if turns % 8 == 7:
                await asyncio.sleep(0.02)
            task.cancel()
            await asyncio.wait({task})
    answers = await asyncio.gather(
        *(
            cluster.execute_command("ECHO", n, target_nodes=cluster.get_primaries())
            for n in range(12)
        )
    )
    for number, answer in enumerate(answers):
        assert set(answer.values()) == {str(number).encode()}


async def test_a_primary_that_hangs_is_given_up_in_time(desk: Kit, replicated: Cluster) -> None:
    """And the call after that works, on connections of its own."""
    new = await opened(desk)
    primary, _ = replicated.pair(Keys(TENANT).installation_key())
    started = time.monotonic()
    primary.stall()
    try:
        with pytest.raises(StoreUnavailableError):
            async with store_call(within=0.5):
                await desk.debriefs.change(TENANT, new.debrief.id, act("C2"), add_one)
        assert time.monotonic() - started < 1
    finally:
        primary.resume()
    stored = await desk.debriefs.change(TENANT, new.debrief.id, act("C2"), add_one)
    assert stored.revision == 2


async def test_one_server_and_a_cluster_that_is_not_to_wait_run_the_plain_script(
    valkey_url: str, replicated_url: str
) -> None:
    for url, replicated, waits in (
        (valkey_url, True, False),
        (replicated_url, False, False),
        (replicated_url, True, True),
    ):
        store = connect(url, replicated=replicated)
        assert (
            isinstance(make_confirmed_script(store, "claim_once", bool), ReplicatedScript) is waits
        )
        await store.aclose()
