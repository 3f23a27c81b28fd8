from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator

OTHERS = 0  # instead of a revision: the screen of another person has changed


class Watchers:
    """The open windows, and a revision per person that rises with every change they can see.

    It starts at `start`, the time, so that it also rises across restarts. Windows also hear that
    somebody else's screen has changed, as `OTHERS`: they show who has something unread.
    """

    def __init__(self, start: int) -> None:
        self._start = start
        self._revisions: dict[str, int] = {}
        self._queues: dict[str, set[asyncio.Queue[int | None]]] = {}

    def revision(self, user: str) -> int:
        """The revision of what a person sees now."""
        return self._revisions.get(user, self._start)

    def notify(self, users: Iterable[str]) -> None:
        """Tell these people's windows to look again."""
        changed = set(users)
        for user in changed:
            self._revisions[user] = self.revision(user) + 1
        for user, queues in self._queues.items():
            for queue in queues:
                queue.put_nowait(self._revisions[user] if user in changed else OTHERS)

    def count(self, user: str) -> int:
        """How many windows of a person are open."""
        return len(self._queues.get(user, ()))

    def close(self) -> None:
        """End every subscription."""
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    async def follow(self, user: str) -> AsyncGenerator[int, None]:
        """The revision now, then every later one or `OTHERS`, until the server stops."""
        with self._subscribe(user) as queue:
            yield self.revision(user)
            while (revision := await queue.get()) is not None:
                yield revision

    @contextlib.contextmanager
    def _subscribe(self, user: str) -> Iterator[asyncio.Queue[int | None]]:
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        self._queues.setdefault(user, set()).add(queue)
        try:
            yield queue
        finally:
            self._queues[user].discard(queue)
