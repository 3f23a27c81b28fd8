"""Which role a channel is about, and which one each person chose in it for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.channel_roles import (
    CACHED_SECONDS,
    EXPIRY_SECONDS,
    OWN_EXPIRY_SECONDS,
    ChannelRoles,
)
from bot.store.clock import Clock
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store

KEYS = Keys("T0001")
MAYA, SAM = ("T0001", "C0HIRING", "U0MAYA"), ("T0001", "C0HIRING", "U0SAM")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def roles(store: Store, clock: Clock) -> ChannelRoles:
    return ChannelRoles(store, clock.read_monotonic)


async def test_a_channel_has_a_role_until_it_has_another_or_none(roles: ChannelRoles) -> None:
    assert await roles.load(*MAYA) == (None, None)
    assert await roles.replace("T0001", "C0HIRING", "sample") is None
    assert await roles.load(*MAYA) == ("sample", None)
    assert await roles.load(*SAM) == ("sample", None)
    assert await roles.load("T0001", "C0OTHER", "U0MAYA") == (None, None)
    assert await roles.replace("T0001", "C0HIRING", "other") == "sample"
    assert await roles.load(*MAYA) == ("other", None)
    assert await roles.replace("T0001", "C0HIRING", "") == "other"
    assert await roles.load(*MAYA) == (None, None)


async def test_a_persons_choice_is_theirs_alone_in_one_channel_for_30_days(
    store: Store, roles: ChannelRoles
) -> None:
    assert await roles.load(*MAYA) == (None, None)
    await roles.save_own(*MAYA, "sample")
    assert await roles.load(*MAYA) == (None, "sample")
    for tenant, channel, user in (
        SAM,
        ("T0001", "C0OTHER", "U0MAYA"),
        ("T0002", "C0HIRING", "U0MAYA"),
    ):
        assert await roles.load(tenant, channel, user) == (None, None)
    left = await store.ttl(KEYS.own_role_key("C0HIRING", "U0MAYA"))
    assert OWN_EXPIRY_SECONDS - 5 <= left <= OWN_EXPIRY_SECONDS


async def test_a_channels_role_is_forgotten_half_a_year_after_it_was_last_used(
    store: Store, roles: ChannelRoles
) -> None:
    key = KEYS.channel_role_key("C0HIRING")
    await roles.replace("T0001", "C0HIRING", "sample")
    assert EXPIRY_SECONDS - 5 <= await store.ttl(key) <= EXPIRY_SECONDS
    await store.expire(key, 60)
    await roles.load(*MAYA)
    assert EXPIRY_SECONDS - 5 <= await store.ttl(key) <= EXPIRY_SECONDS


async def test_what_another_process_saves_counts_a_few_seconds_later(
    store: Store, roles: ChannelRoles, clock: Clock
) -> None:
    other = ChannelRoles(store, clock.read_monotonic)
    assert await roles.load(*MAYA) == (None, None)
    await other.replace("T0001", "C0HIRING", "sample")
    await other.save_own(*MAYA, "other")
    assert await other.load(*MAYA) == ("sample", "other")
    assert await roles.load(*MAYA) == (None, None)
    clock.offset += CACHED_SECONDS
    assert await roles.load(*MAYA) == ("sample", "other")


async def test_the_former_role_is_the_stored_one_whoever_stored_it(
    store: Store, roles: ChannelRoles, clock: Clock
) -> None:
    """*Undo* gives it back, so what is cached must not stand in for it."""
    other = ChannelRoles(store, clock.read_monotonic)
    assert await roles.load(*MAYA) == (None, None)
    await other.replace("T0001", "C0HIRING", "sample")
    assert await roles.replace("T0001", "C0HIRING", "another") == "sample"
