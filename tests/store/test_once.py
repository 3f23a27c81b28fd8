from __future__ import annotations

import asyncio
import sys

import pytest
import redis

from bot.store.connection import Store, connect
from bot.store.encryption import Key, Keyring
from bot.store.errors import StoreUnavailableError
from bot.store.keys import Keys, make_digest
from bot.store.once import EXPIRY_SECONDS, Once
from chaos.stores import wait_until
from tests.store.conftest import KEYRING
from tests.valkey import server

CLICK = ("T0001", "share", "U1", "1700000000.000100")

OTHER_RING = Keyring((Key(bytes(32)),))

CLICKS = 200
PROCESS = """
import asyncio, sys
from bot.store.connection import connect
from bot.store.once import Once
from tests.store.conftest import KEYRING

async def main(url, clicks):
    async with connect(url) as store:
        once = Once(store, KEYRING)
        await store.ping()
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(clicks):
            if (await once.claim("T0001", str(number))).first:
                print(number)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def test_of_many_clicks_at_once_exactly_one_is_first(store: Store) -> None:
    once = Once(store, KEYRING)
    claims = await asyncio.gather(*(once.claim(*CLICK) for _ in range(50)))
    assert sum(claim.first for claim in claims) == 1
    assert {claim.state for claim in claims} == {"claimed"}


async def test_of_two_processes_exactly_one_is_first(valkey_url: str) -> None:
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROCESS, valkey_url, str(CLICKS)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout
        assert await process.stdout.readline() == b"ready\n"
    outputs = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    firsts = [int(number) for output, _ in outputs for number in output.split()]
    assert sorted(firsts) == list(range(CLICKS))


async def test_who_comes_later_is_told_the_result(store: Store) -> None:
    once = Once(store, KEYRING)
    await once.finish(await once.claim(*CLICK), "1700000001.000200")
    later = await once.claim(*CLICK)
    assert (later.first, later.state, later.result) == (False, "done", "1700000001.000200")


async def test_a_result_that_somebody_else_put_in_is_still_a_result(store: Store) -> None:
    once = Once(store, KEYRING)
    claim = await once.claim("T0001", "share", "1")
    await store.hset(claim.key, "result", b"\xff")
    assert (await once.claim("T0001", "share", "1")).state == "done"


async def test_what_surely_failed_may_be_tried_again(store: Store) -> None:
    once = Once(store, KEYRING)
    await once.release(await once.claim(*CLICK))
    assert (await once.claim(*CLICK)).first


async def test_what_was_never_heard_of_again_is_unknown_and_not_repeated(store: Store) -> None:
    once = Once(store, KEYRING, unknown_after=0)
    first = await once.claim(*CLICK)
    assert [(c.first, c.state) for c in [await once.claim(*CLICK) for _ in range(3)]] == [
        (False, "unknown")
    ] * 3
    await once.finish(first, "1.2")
    assert (await once.claim(*CLICK)).state == "done"


async def test_a_claim_whose_answer_was_lost_is_still_the_first(store: Store) -> None:
    """The client sends a command again when its answer does not come."""
    once = Once(store, KEYRING)
    claim = await once.claim(*CLICK)
    again = await once._run(claim.key, "claim", claim.command_id, "30")
    assert list(again) == [1, b"claimed", b""]


async def test_only_who_claimed_can_release_or_finish(store: Store) -> None:
    once = Once(store, KEYRING)
    earlier = await once.claim(*CLICK)
    await once.release(earlier)
    current = await once.claim(*CLICK)
    await once.release(earlier)
    await once.finish(earlier, "wrong")
    assert not (await once.claim(*CLICK)).first
    await once.finish(current, "right")
    assert (await once.claim(*CLICK)).result == "right"


async def test_a_finished_act_is_remembered_for_a_day(store: Store) -> None:
    once = Once(store, KEYRING)
    claim = await once.claim(*CLICK)
    assert EXPIRY_SECONDS - 5 <= await store.ttl(claim.key) <= EXPIRY_SECONDS
    await store.expire(claim.key, 5)
    await once.finish(claim, "1.2")
    assert EXPIRY_SECONDS - 5 <= await store.ttl(claim.key) <= EXPIRY_SECONDS


async def test_a_click_is_still_the_same_one_after_a_new_master_key(store: Store) -> None:
    newest = Key(bytes(32))
    claim = await Once(store, KEYRING).claim(*CLICK)
    rotated = Once(store, Keyring((newest, *KEYRING.keys)))
    assert [(await rotated.claim(*CLICK)).first for _ in range(2)] == [False, False]
    await Once(store, KEYRING).finish(claim, "1.2")
    assert (await rotated.claim(*CLICK)).result == "1.2"
    assert (await rotated.claim("T0001", "another")).first
    assert not (await Once(store, Keyring((newest,))).claim("T0001", "another")).first


async def test_an_act_can_only_be_told_from_its_name_with_the_key(store: Store) -> None:
    """An offer rides in a button, and there are not many offers to try."""
    offer = ("T0001", "share", "U1", "1700000000.000100", "120k")
    names = [await Once(store, ring).claim(*offer) for ring in (KEYRING, OTHER_RING)]
    assert len({name.key for name in names}) == 2
    assert Keys("T0001").once_key(make_digest(*offer[1:])) not in {name.key for name in names}


async def test_a_server_that_forgot_the_script_is_given_it_again(store: Store) -> None:
    once = Once(store, KEYRING)
    await once.claim(*CLICK)
    await store.script_flush()
    assert not (await once.claim(*CLICK)).first


async def test_it_works_on_every_node_of_a_cluster(cluster: Store) -> None:
    once = Once(cluster, KEYRING)
    for number in range(30):
        click = (f"T{number:04}", "share")
        claims = await asyncio.gather(once.claim(*click), once.claim(*click))
        assert sorted(claim.first for claim in claims) == [False, True]


async def test_a_store_that_is_away_is_said_so(unused_tcp_port: int) -> None:
    async with connect(f"redis://127.0.0.1:{unused_tcp_port}") as away:
        with pytest.raises(StoreUnavailableError):
            await Once(away, KEYRING).claim(*CLICK)


async def test_a_claim_without_an_answer_is_the_same_one_the_next_time(
    unused_tcp_port: int,
) -> None:
    """The store may have taken it; under another id every press would wait for it in vain."""
    async with connect(f"redis://127.0.0.1:{unused_tcp_port}") as store:
        once = Once(store, KEYRING)
        with pytest.raises(StoreUnavailableError):
            await once.claim(*CLICK)
        with server(port=unused_tcp_port), redis.Redis(port=unused_tcp_port) as client:
            wait_until(client.ping)
            [(key, command_id)] = once._unheard.items()
            await once._run(key, "claim", command_id, "30")  # as if it had been taken
            assert (await once.claim(*CLICK)).first
            assert not (await once.claim(*CLICK)).first


async def test_not_more_claims_are_remembered_than_fit(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.once.MOST_UNHEARD", 2)
    async with connect(f"redis://127.0.0.1:{unused_tcp_port}") as away:
        once = Once(away, KEYRING)
        for name in "abc":
            with pytest.raises(StoreUnavailableError):
                await once.claim("T0001", name)
        remembered = list(once._unheard)
        for name in "bc":
            with pytest.raises(StoreUnavailableError):
                await once.claim("T0001", name)
    assert list(once._unheard) == remembered
