"""A client for the store, and what its errors mean.

The client's own defaults take 58 seconds to give up on a server that hangs. Slack wants its answer
in three, so waiting is short here and everything is tried at most twice. A command that timed out
may have been carried out, and the second try carries it out again: only commands that can bear
that may be sent, and scripts recognise a repetition by a command id.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, nullcontext
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, TypeAlias

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import ReadOnlyError, RedisClusterException, RedisError

from bot.store.errors import StoreUnavailableError, StoreUrlError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractContextManager

Store: TypeAlias = Redis | RedisCluster


class Replicated(RedisCluster):
    """A cluster on which a commit waits until a replica has it, see `bot/store/replication.py`.

    Whether to wait is decided once, and not by the replicas that are there now: after a failover
    there may be none, and then a commit must say that it is not confirmed.

    `watching` is entered around each such commit, by the name of its script: see `monitoring.py`.
    """

    watching: Callable[[str], AbstractContextManager[object]] = nullcontext


CONNECT_SECONDS = 0.5
SOCKET_SECONDS = 0.8
RETRIES = 1
CALL_SECONDS = 2.0
"""Slack gives up after 3 seconds; 2 leave room for the rest of the answer."""

_CLUSTER = {"redis+cluster": "redis", "rediss+cluster": "rediss"}
_SCHEMES = ("redis", "rediss", "unix", *_CLUSTER)


def connect(url: str, *, replicated: bool = False) -> Store:
    """A client for `url`; it connects when it is first used.

    `replicated`: where that is a cluster, commits wait for one of its replicas.

    `redis+cluster://host:port` and `rediss+cluster://` name any one node of a cluster, which tells
    of the others. Raises StoreUrlError, without quoting the address: it may hold a password.
    """
    scheme = url.partition("://")[0]
    if scheme not in _SCHEMES:
        known = ", ".join(f"{known}://" for known in _SCHEMES)
        raise StoreUrlError(f"REDIS_URL must begin with one of {known}.")
    cluster = Replicated if replicated else RedisCluster
    kind = cluster if scheme in _CLUSTER else Redis
    plain = _CLUSTER.get(scheme, scheme) + url.removeprefix(scheme)
    # Where a managed store fails over behind one name, connections still lead to the old server,
    # which is a replica now: only a new one finds the primary. A cluster's client asks anyway.
    options: dict[str, Any] = {"retry_on_error": [ReadOnlyError]} if kind is Redis else {}
    try:
        store: Store = kind.from_url(
            plain,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=SOCKET_SECONDS,
            retry=Retry(ExponentialWithJitterBackoff(base=0.01, cap=0.1), RETRIES),
            **options,
        )
        if isinstance(store, Redis):
            pool = store.connection_pool
            pool.connection_class(**pool.connection_kwargs)  # not opened: it reads the options
    except (ValueError, TypeError, RedisClusterException):
        raise StoreUrlError(
            "REDIS_URL cannot be read as an address. A password with special characters must be "
            "percent-encoded."
        ) from None
    return store


@asynccontextmanager
async def store_call(within: float = CALL_SECONDS) -> AsyncIterator[None]:
    """Around calls of the store (or as a decorator): at most `within` seconds, one kind of error.

    Raises StoreUnavailableError for anything the client raises. The original error is left out of
    tracebacks, because a server's refusal may quote what was sent.
    """
    try:
        async with asyncio.timeout(within):
            yield
    except (RedisError, RedisClusterException, OSError) as error:
        raise StoreUnavailableError(describe(error)) from None
    except (AttributeError, RuntimeError) as error:
        if not _is_the_clients(error):
            raise
        raise StoreUnavailableError("a connection was closed during a call") from None


def _is_the_clients(error: Exception) -> bool:
    """Whether it comes from within the client (redis-py 8.1).

    After a failover its cluster client closes all connections, those too that others are about to
    write to; they find no stream there any more, or a closed one.
    """
    frames = (frame for frame, _ in walk_tb(error.__traceback__))
    return any(str(frame.f_globals["__name__"]).startswith("redis.") for frame in frames)


def describe(error: Exception) -> str:
    """A few words for a log: the kind of error and, of a server's refusal, its code."""
    cause = error.__cause__ if isinstance(error.__cause__, RedisError) else error
    name = type(cause).__name__
    code = str(error).partition(" ")[0]
    return f"{name} {code}" if code.isalpha() and code.isupper() else name
