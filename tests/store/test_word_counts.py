"""Words of unanswered questions are counted by day for 30 days, only where that is switched on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.connection import connect
from bot.store.keys import Keys
from bot.store.word_counts import DAY_SECONDS, DAYS, UnansweredWords
from tests.store.conftest import TENANT

if TYPE_CHECKING:
    import pytest

    from bot.store.connection import Store
    from tests.store.conftest import Kit

OTHER = "T0002"
KNOWN = frozenset({"visa", "notice", "relocation"})
NOON = 1_800_014_400 - 1_800_014_400 % DAY_SECONDS + DAY_SECONDS // 2


class Days:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = float(NOON)

    def __call__(self) -> float:
        return self.now


async def read_all(store: Store) -> dict[bytes, object]:
    """All keys of this kind, with what they hold."""
    values: dict[bytes, object] = {}
    async for key in store.scan_iter("hd:*word*"):
        kind = await store.type(key)
        values[key] = await store.hgetall(key) if kind == b"hash" else await store.get(key)
    return values


async def test_nothing_is_counted_unless_it_is_on(desk: Kit) -> None:
    words = UnansweredWords(desk.store, KNOWN)
    await words.count(TENANT, "visa")
    assert not words.seems_on(TENANT)
    assert not (await words.load(TENANT)).on
    assert await read_all(desk.store) == {}


async def test_a_word_is_counted_once_a_question_and_summed_over_days(desk: Kit) -> None:
    days = Days()
    words = UnansweredWords(desk.store, KNOWN, days)
    await words.start(TENANT)
    await words.count(TENANT, "Visa visa VISAS, and Mark Price for 3 notice periods")
    days.now += DAY_SECONDS
    await words.count(TENANT, "a visa?")
    counts = await words.load(TENANT)
    assert counts.on
    assert counts.words == {"visa": 2, "notice": 1}


async def test_another_process_hears_of_the_switch_with_the_next_question(desk: Kit) -> None:
    this_process, other_process = (UnansweredWords(desk.store, KNOWN) for _ in range(2))
    await this_process.start(TENANT)
    assert this_process.seems_on(TENANT)
    assert not other_process.seems_on(TENANT)
    await other_process.count(TENANT, "")
    assert other_process.seems_on(TENANT)
    await this_process.stop(TENANT)
    await other_process.count(TENANT, "visa")  # it doesn't know yet, the store does
    assert not other_process.seems_on(TENANT)
    assert await read_all(desk.store) == {}


async def test_workspaces_are_kept_apart(desk: Kit) -> None:
    words = UnansweredWords(desk.store, KNOWN)
    await words.start(TENANT)
    await words.start(OTHER)
    await words.count(TENANT, "visa")
    assert (await words.load(OTHER)).words == {}
    await words.stop(OTHER)
    assert (await words.load(TENANT)).words == {"visa": 1}


async def test_counts_are_forgotten_30_days_after_their_day_began(desk: Kit) -> None:
    days = Days()
    words = UnansweredWords(desk.store, KNOWN, days)
    await words.start(TENANT)
    await words.count(TENANT, "visa")
    [name] = [key for key in await read_all(desk.store) if b":words:" in key]
    half_days = DAYS * DAY_SECONDS - DAY_SECONDS // 2
    assert half_days - 5 <= await desk.store.ttl(name) <= half_days
    days.now += (DAYS - 1) * DAY_SECONDS
    assert (await words.load(TENANT)).words == {"visa": 1}
    days.now += 2 * DAY_SECONDS
    assert (await words.load(TENANT)).words == {}


async def test_stopping_deletes_the_switch_and_every_count(desk: Kit) -> None:
    days = Days()
    words = UnansweredWords(desk.store, KNOWN, days)
    await words.start(TENANT)
    for _ in range(DAYS):
        await words.count(TENANT, "visa")
        days.now += DAY_SECONDS
    await words.stop(TENANT)
    assert [key for key in await read_all(desk.store) if b"words_once" not in key] == []


async def test_a_repeated_call_counts_once(desk: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client sends a call again if its answer was lost; the store may have carried it out."""
    words = UnansweredWords(desk.store, KNOWN)
    await words.start(TENANT)
    monkeypatch.setattr("bot.store.word_counts.secrets.token_hex", lambda _: "a" * 32)
    await words.count(TENANT, "visa")
    await words.count(TENANT, "visa")
    assert (await words.load(TENANT)).words == {"visa": 1}


async def test_what_a_newer_version_has_switched_on_is_off_here(desk: Kit) -> None:
    await desk.store.set(Keys(TENANT).word_switch_key(), "2")
    words = UnansweredWords(desk.store, KNOWN)
    await words.count(TENANT, "visa")
    assert not (await words.load(TENANT)).on
    assert len(await read_all(desk.store)) == 1


async def test_what_somebody_wrote_into_the_counts_is_not_shown(desk: Kit) -> None:
    days = Days()
    words = UnansweredWords(desk.store, KNOWN, days)
    await words.start(TENANT)
    await words.count(TENANT, "notice")
    [name] = [key for key in await read_all(desk.store) if b":words:" in key]
    await desk.store.hset(name, mapping={"<!channel>": "7", "visa": "many"})
    assert (await words.load(TENANT)).words == {"notice": 1}


async def test_a_store_that_is_away_is_never_an_error() -> None:
    words = UnansweredWords(connect("redis://127.0.0.1:1"), KNOWN)
    await words.count(TENANT, "visa")
    assert not words.seems_on(TENANT)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(questions=st.lists(st.text() | st.sampled_from(["visa", "Mark, 1", "notice\nvisa"])))
def test_no_other_word_is_ever_in_the_store(valkey_url: str, questions: list[str]) -> None:
    async def ask_all() -> dict[bytes, object]:
        async with connect(valkey_url) as store:
            await store.flushdb()
            words = UnansweredWords(store, KNOWN)
            await words.start(TENANT)
            for question in questions:
                await words.count(TENANT, question)
            return await read_all(store)

    for key, value in asyncio.run(ask_all()).items():
        assert key.split(b":")[3] in {b"words", b"word_switch", b"words_once"}
        if isinstance(value, dict):
            assert {word.decode() for word in value} <= KNOWN
        else:
            assert value in {b"", b"1"}
