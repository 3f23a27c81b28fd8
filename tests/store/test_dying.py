"""However the store dies: a call ends in time with StoreUnavailableError, and the next works."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from redis.asyncio import Redis

from bot.store.connection import CALL_SECONDS, connect, store_call
from bot.store.durability import check_at_start
from bot.store.errors import StoreStartError, StoreUnavailableError
from bot.store.keys import Keys
from tests.sample_debriefs import act, add_one, sample_debrief
from tests.store.conftest import TENANT, kit
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.store.connection import Store
    from chaos.cluster import Cluster
    from hiring.debriefs.debrief import Debrief
    from tests.store.conftest import Kit

SECRET = "Sample Candidate"
PATIENCE_SECONDS = CALL_SECONDS + 0.3  # and what a busy machine adds


class Between:
    """Stands between client and server, and does to a request what `fault` says.

    bytes: answer them, and keep it from the server. "reset": pass it on, and break the connection
    in the middle of the answer. "stall": hold it back until there is no fault any more. Only what
    holds SECRET is meddled with, so that connections can always be made.
    """

    def __init__(self, server: Path) -> None:
        self.fault: bytes | str = ""
        self._server = server
        self._going_on = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def mend(self) -> None:
        self.fault = ""
        self._going_on.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_unix_connection(self._server)
        back = asyncio.create_task(self._answers(from_server, writer))
        self._tasks.add(back)
        with suppress(ConnectionError):
            while request := await reader.read(65536):
                fault = self.fault if SECRET.encode() in request else ""
                if isinstance(fault, bytes):
                    writer.write(fault)
                    continue
                if fault == "stall":
                    await self._going_on.wait()
                to_server.write(request)
        to_server.close()
        writer.close()
        await back

    async def _answers(
        self, from_server: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while answer := await from_server.read(65536):
            if self.fault == "reset":
                writer.write(answer[: len(answer) // 2])
                await writer.drain()
                writer.transport.abort()
                return
            writer.write(answer)


@pytest.fixture
async def between(valkey_url: str, valkey_socket: Path) -> AsyncIterator[tuple[Between, Store]]:
    """A store, and what stands before it."""
    assert valkey_url
    with short_folder() as folder:
        meddler, path = Between(valkey_socket), folder / "between.sock"
        listening = await asyncio.start_unix_server(meddler.serve, path)
        async with connect(f"unix://{path}") as store:
            yield meddler, store
        meddler.mend()
        listening.close()
        await listening.wait_closed()


async def echoed(store: Store, word: str) -> str:
    async with store_call():
        answer: bytes = await store.execute_command("ECHO", f"{SECRET} {word}")
    return answer.decode().removeprefix(f"{SECRET} ")


REFUSALS = {
    "out of memory": "OOM command not allowed when used memory > 'maxmemory'.",
    "a replica now": "READONLY You can't write against a read only replica.",
    "reading its data": "LOADING Valkey is loading the dataset in memory",
    "cannot write to disk": "MISCONF Errors writing to the AOF file: No space left on device",
    "wants a password": "NOAUTH Authentication required.",
    "has another password": "WRONGPASS invalid username-password pair or user is disabled.",
    "part of a broken cluster": "CLUSTERDOWN The cluster is down",
    "part of a cluster": "MOVED 866 127.0.0.1:6381",
    "part of a cluster that moves": "TRYAGAIN Multiple keys request during rehashing of slot",
    "without its primary": "MASTERDOWN Link with MASTER is down",
    "busy with a script": "BUSY Valkey is busy running a script.",
    "of another mind": f"ERR unknown command, with args beginning with: '{SECRET}'",
}
FAULTS: dict[str, bytes | str] = {
    **{name: f"-{line}\r\n".encode() for name, line in REFUSALS.items()},
    "gone in mid-answer": "reset",
    "stalled": "stall",
    "speaking in tongues": b"HTTP/1.1 400 Bad Request\r\n\r\n",
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_store_that_is_in_trouble_is_unavailable_in_time_and_comes_back(
    name: str, between: tuple[Between, Store]
) -> None:
    """Whether connections stood before or not; nobody ever reads another one's answer."""
    meddler, store = between
    assert [await echoed(store, word) for word in ("one", "two")] == ["one", "two"]
    meddler.fault = FAULTS[name]
    started = time.monotonic()
    answers = await asyncio.gather(
        *(echoed(store, str(number)) for number in range(5)), return_exceptions=True
    )
    assert time.monotonic() - started < PATIENCE_SECONDS
    for error in answers:
        assert isinstance(error, StoreUnavailableError)
        assert SECRET not in f"{error!r} {error.reason} {error.sentence}"
        assert error.__cause__ is None
        assert error.__suppress_context__
    meddler.mend()
    numbers = [str(number) for number in range(20)]
    assert await asyncio.gather(*(echoed(store, number) for number in numbers)) == numbers


async def test_a_primary_that_became_a_replica_is_left_for_whoever_stands_there_now(
    between: tuple[Between, Store],
) -> None:
    """A managed store fails over behind one name, and the old connections go to the old server."""
    meddler, store = between
    assert isinstance(store, Redis)
    await echoed(store, "one")
    before = await store.client_id()
    meddler.fault = FAULTS["a replica now"]
    with pytest.raises(StoreUnavailableError, match="isn't saved"):
        await echoed(store, "two")
    meddler.mend()
    assert await store.client_id() != before


async def test_a_server_that_is_out_of_memory_takes_writes_again_once_it_is_not(
    store: Store,
) -> None:
    desk = kit(store, "")
    new = await opened(desk)
    await store.config_set("maxmemory", 1)
    try:
        with pytest.raises(StoreUnavailableError) as full:
            await desk.debriefs.change(TENANT, new.id, act("C2"), add_one)
        assert "OOM" in full.value.reason or "OutOfMemory" in full.value.reason
    finally:
        await store.config_set("maxmemory", 0)
    assert (await desk.debriefs.change(TENANT, new.id, act("C2"), add_one)).revision == 2


@pytest.mark.parametrize("confirms", [True, False])
async def test_a_cluster_that_is_down_or_moving_is_unavailable_and_comes_back(
    replicated_url: str,
    replicated: Cluster,
    confirms: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """CLUSTERDOWN where a slot has no server; TRYAGAIN and ASK while it moves to another one."""
    slot = replicated.nodes[0].cluster("KEYSLOT", Keys(TENANT).installation_key())
    async with connect(replicated_url, replicated=confirms) as store:
        desk = kit(store, replicated_url)
        new = await opened(desk)
        primaries = replicated.primaries()
        mine = next(n for n in primaries if n.cluster("COUNTKEYSINSLOT", slot))
        other = next(n for n in primaries if n is not mine)
        names = {node.port: node.cluster("MYID") for node in primaries}

        other.cluster("SETSLOT", slot, "IMPORTING", names[mine.port])
        mine.cluster("SETSLOT", slot, "MIGRATING", names[other.port])
        await refuses(desk, new.id)
        for node in (mine, other):
            node.cluster("SETSLOT", slot, "STABLE")
        assert (await desk.debriefs.change(TENANT, new.id, act("C2"), add_one)).revision == 2

        mine.cluster("DELSLOTS", slot)
        await refuses(desk, new.id, "C3")
        mine.cluster("ADDSLOTS", slot)
        replicated.wait_until_healthy()
        assert (await desk.debriefs.change(TENANT, new.id, act("C3"), add_one)).revision == 3


async def opened(desk: Kit) -> Debrief:
    return (
        await desk.debriefs.open(
            TENANT, act("V1"), lambda new, _: sample_debrief(new, label=SECRET)
        )
    ).debrief


async def refuses(desk: Kit, debrief: str, command_id: str = "C2") -> None:
    started = time.monotonic()
    with pytest.raises(StoreUnavailableError) as refused:
        await desk.debriefs.change(TENANT, debrief, act(command_id), add_one)
    assert time.monotonic() - started < PATIENCE_SECONDS
    assert SECRET not in refused.value.reason


@pytest.mark.parametrize("scheme", ["redis", "redis+cluster"])
async def test_a_store_that_is_away_at_start_is_a_sentence(
    scheme: str, unused_tcp_port: int
) -> None:
    store = connect(f"{scheme}://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(StoreStartError, match="does not answer"):
        await check_at_start(store, allow_unsafe=False)
    await store.aclose()
