"""Which role a channel is about, and which one each person chose in it for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.channel_roles import EXPIRY_SECONDS, OWN_EXPIRY_SECONDS, ChannelRoles
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store

KEYS = Keys("T0001")


async def test_a_channel_has_a_role_until_it_has_another_or_none(store: Store) -> None:
    roles = ChannelRoles(store)
    assert await roles.load("T0001", "C0HIRING", "U0MAYA") == (None, None)
    await roles.save("T0001", "C0HIRING", "sample")
    assert await roles.load("T0001", "C0HIRING", "U0MAYA") == ("sample", None)
    assert await roles.load("T0001", "C0HIRING", "U0SAM") == ("sample", None)
    assert await roles.load("T0001", "C0OTHER", "U0MAYA") == (None, None)
    await roles.save("T0001", "C0HIRING", "")
    assert await roles.load("T0001", "C0HIRING", "U0MAYA") == (None, None)


async def test_a_persons_choice_is_theirs_alone_in_one_channel_for_30_days(store: Store) -> None:
    roles = ChannelRoles(store)
    await roles.save_own("T0001", "C0HIRING", "U0MAYA", "sample")
    assert await roles.load("T0001", "C0HIRING", "U0MAYA") == (None, "sample")
    for tenant, channel, user in (
        ("T0001", "C0HIRING", "U0SAM"),
        ("T0001", "C0OTHER", "U0MAYA"),
        ("T0002", "C0HIRING", "U0MAYA"),
    ):
        assert await roles.load(tenant, channel, user) == (None, None)
    left = await store.ttl(KEYS.own_role_key("C0HIRING", "U0MAYA"))
    assert OWN_EXPIRY_SECONDS - 5 <= left <= OWN_EXPIRY_SECONDS


async def test_a_channels_role_is_forgotten_half_a_year_after_it_was_last_used(
    store: Store,
) -> None:
    roles, key = ChannelRoles(store), KEYS.channel_role_key("C0HIRING")
    await roles.save("T0001", "C0HIRING", "sample")
    assert EXPIRY_SECONDS - 5 <= await store.ttl(key) <= EXPIRY_SECONDS
    await store.expire(key, 60)
    await roles.load("T0001", "C0HIRING", "U0MAYA")
    assert EXPIRY_SECONDS - 5 <= await store.ttl(key) <= EXPIRY_SECONDS
