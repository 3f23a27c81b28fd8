"""The debriefs of several channels at once, newest first, or all that ask something of a person.

Those of channels are for a search, and for figures by month.

They are named by the lists of each channel, which every version writes, so that debriefs of former
versions are in them, too. How many are read, and for how long, is bounded; whoever asks is told
how many there are.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.debriefs import DebriefList
from bot.store.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.store.connection import Store
    from bot.store.debriefs import Debriefs, StoredDebrief

    Named: TypeAlias = tuple[float, bytes, str]  # a time, an id, and the key of the list

AT_ONCE: Final = 20
MOST: Final = 5000
"""How many debriefs are read for one question."""
SECONDS: Final = 10.0
"""For how long debriefs are read."""


@dataclass(frozen=True)
class ArchiveList:
    """Debriefs of some channels: `read` of `total` were loaded, `unreadable` of them in vain."""

    readable: list[StoredDebrief]
    unreadable: int
    read: int
    total: int


class Archive:
    """Debriefs of several channels, or of a person. Methods raise StoreUnavailableError."""

    def __init__(self, store: Store, debriefs: Debriefs) -> None:
        self._store = store
        self._debriefs = debriefs

    async def list_newest(  # noqa: PLR0913 - which are read, and how many of them
        self,
        tenant: str,
        channels: Iterable[str],
        *,
        since: int = 0,
        most: int = MOST,
        seconds: float = SECONDS,
        is_enough: Callable[[Sequence[StoredDebrief]], bool] = lambda _: False,
    ) -> ArchiveList:
        """The debriefs of channels, open or over, the latest to be opened or to end first.

        Those that ended before `since` are left out, and of the open ones those opened before it.
        No more are read once `is_enough` of those that were.
        """
        named, total = await self._list_names(tenant, sorted(channels), since, most)
        readable: list[StoredDebrief] = []
        until, unreadable, read = time.monotonic() + seconds, 0, 0
        while (
            read < len(named) and (not read or time.monotonic() < until) and not is_enough(readable)
        ):
            page = named[read : read + AT_ONCE]
            async with store_call():
                debriefs = await self._debriefs.load_named(
                    tenant, [(key, name) for _, name, key in page]
                )
            readable += debriefs.readable
            unreadable += len(debriefs.unreadable)
            read += len(page)
        return ArchiveList(readable, unreadable, read, total)

    async def list_all_of(self, tenant: str, user: str) -> DebriefList:
        """Every debrief in which a person has something to do, however many, each once."""
        keys = Keys(tenant)
        named: dict[bytes, str] = {}
        for key in (keys.owes_key(user), keys.runs_key(user)):
            async with store_call():
                ids = cast("list[bytes]", await self._store.zrange(key, 0, -1))
            named = dict.fromkeys(ids, key) | named
        readable: list[StoredDebrief] = []
        unreadable: list[str] = []
        pairs = [(key, debrief_id) for debrief_id, key in named.items()]
        for first in range(0, len(pairs), AT_ONCE):
            async with store_call():
                page = await self._debriefs.load_named(tenant, pairs[first : first + AT_ONCE])
            readable += page.readable
            unreadable += page.unreadable
        return DebriefList(readable, tuple(unreadable))

    @store_call()
    async def _list_names(
        self, tenant: str, channels: list[str], since: int, most: int
    ) -> tuple[list[Named], int]:
        """The newest that the channels' lists name, and how many they name in all."""
        keys = [
            name(channel)
            for channel in channels
            for name in (Keys(tenant).open_key, Keys(tenant).past_key)
        ]
        pipeline = self._store.pipeline(transaction=False)
        for key in keys:
            pipeline.zrevrangebyscore(key, "+inf", since, start=0, num=most, withscores=True)
            pipeline.zcount(key, since, "+inf")
        answers = await pipeline.execute() if keys else []
        pairs = cast("list[list[tuple[bytes, float]]]", answers[::2])
        named = [
            (at, debrief_id, key)
            for key, entries in zip(keys, pairs, strict=True)
            for debrief_id, at in entries
        ]
        return sorted(named, reverse=True)[:most], sum(cast("list[int]", answers[1::2]))
