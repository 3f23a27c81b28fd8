"""Long work beside the requests: in a thread, and where nobody waits for it."""

from __future__ import annotations

import asyncio
import gc
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep Python from looking for unused objects again and again while many new ones are made.

    Everything else waits while it looks.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def call_in_thread(work: Callable[[], T], name: str) -> T:
    """Call in a thread of its own, which a stop doesn't wait for: a network drive may hang."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def finish(value: T | None, error: Exception | None) -> None:
        if result.done():
            return
        if error:
            result.set_exception(error)
        else:
            result.set_result(value)  # type: ignore[arg-type]

    def call() -> None:
        value, problem = None, None
        try:
            value = work()
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            problem = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(finish, value, problem)

    threading.Thread(target=call, name=name, daemon=True).start()
    return await result
