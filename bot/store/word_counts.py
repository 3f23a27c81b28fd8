"""How often known words occur in questions that the guide couldn't answer, by day.

Nothing is counted unless the workspace has switched it on. What is stored is a count for a known
word and a day, and nothing else: no question, nobody who asked, no channel. It is forgotten after
30 days.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.store.connection import store_call
from bot.store.errors import StoreUnavailableError
from bot.store.keys import Keys
from bot.store.scripts import load_script
from hiring.guide.known_words import find_known_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.connection import Store

DAYS: Final = 30
DAY_SECONDS: Final = 24 * 60 * 60
REPEATED_SECONDS: Final = 60
VERSION: Final = "1"
"""Of what the switch stands for. What a newer version has switched on is off for this one."""


@dataclass(frozen=True)
class WordCounts:
    """In how many unanswered questions of the last 30 days each word was; `on`: it is counted."""

    on: bool
    words: Counter[str]


class UnansweredWords:
    """The counts of all workspaces. Methods raise StoreUnavailableError unless they say otherwise.

    `clock` tells the seconds since 1970.
    """

    def __init__(
        self, store: Store, known: frozenset[str], clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._known = known
        self._clock = clock
        self._count = load_script(store, "count_words")
        self._read = load_script(store, "read_words")
        self._on: dict[str, bool] = {}  # tenant → what was last heard

    def with_known_words(self, known: frozenset[str]) -> UnansweredWords:
        """The same counts, of other words from now on."""
        other = copy(self)
        other._known = known  # noqa: SLF001 - of the same class
        return other

    def seems_on(self, tenant: str) -> bool:
        """Whether a workspace counts, by what was last heard, so that no answer waits for it."""
        return self._on.get(tenant, False)

    async def count(self, tenant: str, question: str) -> None:
        """Count the known words of a question, each once, where that is on. Never raises."""
        with suppress(StoreUnavailableError):
            await self._count_words(tenant, find_known_words(question, self._known))

    @store_call()
    async def _count_words(self, tenant: str, words: frozenset[str]) -> None:
        keys, seconds = Keys(tenant), self._clock()
        names = [
            keys.word_switch_key(),
            keys.word_counts_key(_format_day(seconds)),
            keys.word_repetition_key(secrets.token_hex(16)),
        ]
        expiry = DAYS * DAY_SECONDS - int(seconds % DAY_SECONDS)
        arguments: list[str | int] = [VERSION, expiry, REPEATED_SECONDS, *sorted(words)]
        self._on[tenant] = bool(await self._count(keys=names, args=arguments))

    @store_call()
    async def load(self, tenant: str) -> WordCounts:
        """The counts of the last 30 days."""
        switch, days = await self._read(
            keys=[Keys(tenant).word_switch_key(), *self._list_day_keys(tenant)]
        )
        words: Counter[str] = Counter()
        for pairs in days:
            for word, count in zip(pairs[::2], pairs[1::2], strict=True):
                if (name := word.decode(errors="replace")) in self._known and count.isdigit():
                    words[name] += int(count)
        self._on[tenant] = switch == VERSION.encode()
        return WordCounts(self._on[tenant], words)

    @store_call()
    async def start(self, tenant: str) -> None:
        """Switch counting on."""
        await self._store.set(Keys(tenant).word_switch_key(), VERSION)
        self._on[tenant] = True

    @store_call()
    async def stop(self, tenant: str) -> None:
        """Switch counting off, and delete the counts."""
        await self._store.delete(Keys(tenant).word_switch_key(), *self._list_day_keys(tenant))
        self._on[tenant] = False

    def _list_day_keys(self, tenant: str) -> list[str]:
        """The keys of the days whose counts may still be stored."""
        today, keys = self._clock(), Keys(tenant)
        days = (_format_day(today - days * DAY_SECONDS) for days in range(-1, DAYS + 1))
        return [keys.word_counts_key(day) for day in days]


def _format_day(seconds: float) -> str:
    """The day in UTC, such as `20260424`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%d}"
