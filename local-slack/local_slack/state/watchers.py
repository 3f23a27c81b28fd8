from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator

    Queue = asyncio.Queue[tuple[str, int] | None]

OTHERS = "others"  # who watches it hears that somebody else's screen has changed


class Watchers:
    """The open windows, and a revision per person that rises with every change they can see.

    It starts at `start`, the time, so that it also rises across restarts. Whoever is told with
    `OTHERS` tells the windows too whose own screen is the same: they show who has something unread.
    """

    def __init__(self, start: int) -> None:
        self._start = start
        self._revisions: dict[str, int] = {}
        self._queues: dict[str, set[Queue]] = {}

    def revision(self, user: str) -> int:
        """The revision of what a person sees now."""
        return self._revisions.get(user, self._start)

    def notify(self, users: Iterable[str]) -> None:
        """Tell these people's windows to look again."""
        changed = set(users)
        for user in changed:
            self._revisions[user] = self.revision(user) + 1
        told: set[Queue] = set()
        for user in sorted(changed, key=lambda user: user == OTHERS):
            for queue in self._queues.get(user, set()) - told:
                queue.put_nowait((user, self._revisions[user]))
                told.add(queue)

    def count(self, user: str) -> int:
        """How many windows of a person are open."""
        return len(self._queues.get(user, ()))

    def close(self) -> None:
        """End every subscription."""
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    async def follow(self, *users: str) -> AsyncGenerator[tuple[str, int], None]:
        """Whose revision it is, and the revision: those of now, then each later one.

        It ends when the server stops.
        """
        with self._subscribe(users) as queue:
            for user in users:
                if user != OTHERS:
                    yield user, self.revision(user)
            while (change := await queue.get()) is not None:
                yield change

    @contextlib.contextmanager
    def _subscribe(self, users: Iterable[str]) -> Iterator[Queue]:
        queue: Queue = asyncio.Queue()
        for user in users:
            self._queues.setdefault(user, set()).add(queue)
        try:
            yield queue
        finally:
            for user in users:
                self._queues[user].discard(queue)
