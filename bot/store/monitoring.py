"""How long the store takes for each call, and how it answers, for the metrics."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from redis.exceptions import NoScriptError, ResponseError

from bot.store.connection import Replicated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from bot.store.connection import Store


def monitor_calls(
    store: Store,
    observe: Callable[[str, str, float], None],
    in_flight: Callable[[], AbstractContextManager[None]],
) -> None:
    """Tell `observe` of each call of a store: its name, its outcome, and the seconds it took.

    The name is a command's or one of our scripts', so their number is bounded. The outcome is "ok",
    "refused" (an error of the server's) or "no_answer". `in_flight` is entered around each call.
    """
    scripts = _scripts()
    execute = store.execute_command

    @contextmanager
    def watching(name: str) -> Iterator[None]:
        started, outcome = time.perf_counter(), "no_answer"
        try:
            with in_flight():
                yield
            outcome = "ok"
        except NoScriptError:  # the client gives the server the script, and asks again
            outcome = "ok"
            raise
        except ResponseError:
            outcome = "refused"
            raise
        finally:
            observe(name, outcome, time.perf_counter() - started)

    async def watched(*command: Any, **options: Any) -> Any:  # noqa: ANN401 - as the client has it
        name = scripts.get(command[1]) if command[0] == "EVALSHA" else None
        with watching(name or str(command[0]).lower()):
            return await execute(*command, **options)

    # Every command goes through here, and the client has no hook of its own that needs no agent.
    store.execute_command = watched  # type: ignore[method-assign]
    if isinstance(store, Replicated):  # but for these
        store.watching = watching


def _scripts() -> dict[str, str]:
    """The names of our scripts by what the server knows them by."""
    scripts = (file for file in files(__package__).iterdir() if file.name.endswith(".lua"))
    return {
        hashlib.sha1(file.read_bytes()).hexdigest(): file.name.removesuffix(".lua")  # noqa: S324 - the server's choice
        for file in scripts
    }
