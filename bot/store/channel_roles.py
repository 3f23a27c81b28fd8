"""Which role a channel is about, and which one each person chose for themselves in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, cast

from bot.store.connection import store_call
from bot.store.keys import Keys
from bot.store.scripts import load_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.connection import Store

# A hiring round takes months; it is over where nobody has asked for half a year.
EXPIRY_SECONDS = 180 * 24 * 60 * 60

OWN_EXPIRY_SECONDS = 30 * 24 * 60 * 60
"""A person's own choice is a convenience: it saves a question, and changes nothing for others."""

PATIENCE_SECONDS = 0.5
"""An answer about the wrong role says so; one that comes too late says nothing."""

CACHED_SECONDS = 3
"""A person who asks asks again, or presses what the answer offers."""


class RememberedRoles(NamedTuple):
    """Ids of roles; the content may not have them any more. `own` is the person's."""

    channel: str | None
    own: str | None


class ChannelRoles:
    """Channel → id of its role, and channel and person → id of theirs, as plain ids.

    What was loaded is cached for `CACHED_SECONDS`. What is saved here counts at once here; another
    process may answer for so long as if it had not been saved. `clock` returns seconds since any
    time.

    Former versions stored the role that was last named in a channel under the same key; it counts
    as the channel's. Every method raises StoreUnavailableError.
    """

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._load_roles = load_script(store, "load_roles")
        self._clock = clock
        self._cached: dict[tuple[str, str, str], RememberedRoles] = {}
        self._cached_since = -math.inf

    async def load(self, tenant: str, channel: str, user: str) -> RememberedRoles:
        """The channel's role, and the person's own in it. A channel's that is in use is kept."""
        if self._clock() - self._cached_since >= CACHED_SECONDS:
            self._forget()
        # What is saved while this loads has it cached where nobody looks any more.
        cached, key = self._cached, (tenant, channel, user)
        if key not in cached:
            cached[key] = await self._load(*key)
        return cached[key]

    @store_call(PATIENCE_SECONDS)
    async def _load(self, tenant: str, channel: str, user: str) -> RememberedRoles:
        keys = Keys(tenant)
        of_channel, own = await self._load_roles(
            keys=[keys.channel_role_key(channel), keys.own_role_key(channel, user)],
            args=[EXPIRY_SECONDS],
        )
        return RememberedRoles(_decode(of_channel), _decode(own))

    @store_call(PATIENCE_SECONDS)
    async def replace(self, tenant: str, channel: str, role: str) -> str | None:
        """Make a role the channel's, or none with an empty text; returns the former one."""
        key = Keys(tenant).channel_role_key(channel)
        try:
            former = cast("bytes | None", await self._store.get(key))
            if role:
                await self._store.set(key, role, ex=EXPIRY_SECONDS)
            else:
                await self._store.delete(key)
        finally:
            self._forget()  # a write that failed may have been carried out
        return _decode(former)

    @store_call(PATIENCE_SECONDS)
    async def save_own(self, tenant: str, channel: str, user: str, role: str) -> None:
        """Remember what a person chose in a channel, for them alone."""
        key = Keys(tenant).own_role_key(channel, user)
        try:
            await self._store.set(key, role, ex=OWN_EXPIRY_SECONDS)
        finally:
            self._forget()

    def _forget(self) -> None:
        self._cached, self._cached_since = {}, self._clock()


def _decode(role: bytes | None) -> str | None:
    return role.decode(errors="replace") if role else None
