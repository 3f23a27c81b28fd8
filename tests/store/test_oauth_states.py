from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store import keys
from bot.store.oauth_states import EXPIRY_SECONDS, OAuthStates

if TYPE_CHECKING:
    from bot.store.connection import Store


async def test_a_state_is_good_once(store: Store) -> None:
    states = OAuthStates(store)
    state = await states.async_issue()
    assert await states.async_consume(state)
    assert not await states.async_consume(state)


async def test_of_two_who_use_a_state_at_once_one_is_let_in(store: Store) -> None:
    states = OAuthStates(store)
    state = await states.async_issue()
    answers = await asyncio.gather(*(states.async_consume(state) for _ in range(10)))
    assert sum(answers) == 1


async def test_a_made_up_state_is_refused(store: Store) -> None:
    assert not await OAuthStates(store).async_consume("made up")


async def test_every_state_is_another(store: Store) -> None:
    states = OAuthStates(store)
    assert len({await states.async_issue() for _ in range(20)}) == 20


async def test_a_state_lasts_ten_minutes(store: Store) -> None:
    state = await OAuthStates(store).async_issue()
    assert EXPIRY_SECONDS == 600
    assert 595 <= await store.ttl(keys.oauth_state_key(state)) <= 600


async def test_states_are_spread_over_a_cluster(cluster: Store) -> None:
    states = OAuthStates(cluster)
    for _ in range(10):
        assert await states.async_consume(await states.async_issue())


def test_bolt_can_ask_for_its_logger(store: Store) -> None:
    assert OAuthStates(store).logger.name == "bot.store.oauth_states"
