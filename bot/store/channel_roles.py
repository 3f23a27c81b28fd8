"""Which role a channel is about, and which one each person chose for themselves in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.store.connection import store_call
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store

# A hiring round takes months; it is over where nobody has asked for half a year.
EXPIRY_SECONDS = 180 * 24 * 60 * 60

OWN_EXPIRY_SECONDS = 30 * 24 * 60 * 60
"""A person's own choice is a convenience: it saves a question, and changes nothing for others."""

PATIENCE_SECONDS = 0.5
"""An answer about the wrong role says so; one that comes too late says nothing."""


class RememberedRoles(NamedTuple):
    """Ids of roles; the content may not have them any more. `own` is the person's."""

    channel: str | None
    own: str | None


class ChannelRoles:
    """Channel → id of its role, and channel and person → id of theirs, as plain ids.

    Former versions stored the role that was last named in a channel under the same key; it counts
    as the channel's. Every method raises StoreUnavailableError.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @store_call(PATIENCE_SECONDS)
    async def load(self, tenant: str, channel: str, user: str) -> RememberedRoles:
        """The channel's role, and the person's own in it. A channel's that is in use is kept."""
        keys = Keys(tenant)
        async with self._store.pipeline(transaction=False) as pipe:
            pipe.get(keys.channel_role_key(channel))
            pipe.get(keys.own_role_key(channel, user))
            pipe.ttl(keys.channel_role_key(channel))
            of_channel, own, left = await pipe.execute()
        if of_channel and left < EXPIRY_SECONDS / 2:
            await self._store.expire(keys.channel_role_key(channel), EXPIRY_SECONDS)
        return RememberedRoles(_decode(of_channel), _decode(own))

    @store_call(PATIENCE_SECONDS)
    async def save(self, tenant: str, channel: str, role: str) -> None:
        """Make a role the channel's; none, with an empty text."""
        key = Keys(tenant).channel_role_key(channel)
        if role:
            await self._store.set(key, role, ex=EXPIRY_SECONDS)
        else:
            await self._store.delete(key)

    @store_call(PATIENCE_SECONDS)
    async def save_own(self, tenant: str, channel: str, user: str, role: str) -> None:
        """Remember what a person chose in a channel, for them alone."""
        key = Keys(tenant).own_role_key(channel, user)
        await self._store.set(key, role, ex=OWN_EXPIRY_SECONDS)


def _decode(role: bytes | None) -> str | None:
    return role.decode(errors="replace") if role else None
