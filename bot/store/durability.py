"""Whether the store keeps what it has acknowledged.

Measured with power losses: appendfsync everysec lost up to a second of acknowledged writes, and
`always` lost none. An eviction policy other than noeviction deletes records to make room.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from redis.asyncio import RedisCluster
from redis.exceptions import ResponseError

from bot.store.connection import store_call
from bot.store.errors import StoreStartError, StoreUnavailableError, StoreUnsafeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.store.connection import Store

State: TypeAlias = Literal["safe", "unsafe", "unknown"]

_BEST_FIRST: tuple[State, ...] = ("safe", "unknown", "unsafe")

OLDEST = 7
"""Redis 7 or any Valkey: what the tests run on and managed services offer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """One thing checked; `sentence` says the result and, where it is not safe, what to do.

    `remedy` says what to do in a few words; empty unless it is unsafe.
    """

    check: Literal["version", "append-only file", "fsync", "eviction", "replicas"]
    state: State
    sentence: str
    remedy: str = ""


async def check_at_start(store: Store, *, allow_unsafe: bool) -> list[Finding]:
    """Check the store at start, and log what is not safe.

    Raises StoreUnsafeError if something is unsafe and that is not allowed, and StoreStartError if
    the store can't be reached.
    """
    try:
        findings = await check_durability(store)
    except StoreUnavailableError as away:
        raise StoreStartError(f"The store does not answer ({away.reason}).") from None
    remedies = [finding.remedy for finding in findings if finding.state == "unsafe"]
    if remedies and not allow_unsafe:
        raise StoreUnsafeError(dict.fromkeys(remedies))
    for finding in findings:
        if finding.state != "safe":
            log.warning("store: %s", finding.sentence)
    return findings


def overall(findings: Iterable[Finding]) -> State:
    """The worst state of all findings."""
    return max((finding.state for finding in findings), key=_BEST_FIRST.index)


def summarise_checks(findings: Iterable[Finding]) -> dict[str, bool]:
    """For each check whether no server fails it."""
    safe: dict[str, bool] = {}
    for finding in findings:
        safe[finding.check] = safe.get(finding.check, True) and finding.state != "unsafe"
    return safe


@store_call()
async def check_durability(store: Store) -> list[Finding]:
    """Check a server, with four findings, or every primary of a cluster, with five each.

    Raises StoreUnavailableError.
    """
    if not isinstance(store, RedisCluster):
        return await _findings(store, {})
    await store.initialize()
    findings: list[Finding] = []
    for node in store.get_primaries():
        findings += await _findings(store, {"target_nodes": node})
    return list(dict.fromkeys(findings))


async def _findings(store: Store, where: dict[str, Any]) -> list[Finding]:
    info: Mapping[str, Any] = await store.info(**where)
    return [
        _version(info),
        _append_only(info),
        await _fsync(store, where),
        _eviction(info),
        *([_replicas(info)] if where else []),
    ]


def _version(info: Mapping[str, Any]) -> Finding:
    version = str(info.get("valkey_version") or info["redis_version"])
    server = "Valkey" if "valkey_version" in info else "Redis"
    if int(version.partition(".")[0]) < OLDEST:
        return Finding(
            "version",
            "unsafe",
            f"{server} {version} is too old: {OLDEST} is needed.",
            f"run version {OLDEST} or newer",
        )
    return Finding("version", "safe", f"{server} {version}.")


def _append_only(info: Mapping[str, Any]) -> Finding:
    if info["aof_enabled"]:
        return Finding("append-only file", "safe", "Writes go to an append-only file.")
    return Finding(
        "append-only file",
        "unsafe",
        "There is no append-only file, so a crash loses what was saved: set `appendonly yes`.",
        "set `appendonly yes`",
    )


async def _fsync(store: Store, where: dict[str, Any]) -> Finding:
    try:
        answer = await store.config_get("appendfsync", **where)
    except ResponseError:
        return Finding(
            "fsync",
            "unknown",
            "The server does not tell how often it writes to disk; ask its provider for `always`.",
        )
    policy = answer["appendfsync"]
    if policy == "always":
        return Finding("fsync", "safe", "Each write is on disk before it is acknowledged.")
    return Finding(
        "fsync",
        "unsafe",
        f"appendfsync is `{policy}`, so a power loss takes acknowledged writes: set `always`.",
        "set `appendfsync always`",
    )


def _eviction(info: Mapping[str, Any]) -> Finding:
    policy = info["maxmemory_policy"]
    if policy == "noeviction":
        return Finding("eviction", "safe", "Nothing is evicted when memory runs out.")
    return Finding(
        "eviction",
        "unsafe",
        f"maxmemory-policy is `{policy}`, which deletes records to make room: set `noeviction`.",
        "set `maxmemory-policy noeviction`",
    )


def _replicas(info: Mapping[str, Any]) -> Finding:
    if info["connected_slaves"]:
        return Finding("replicas", "safe", "Each primary of the cluster has a replica.")
    return Finding(
        "replicas",
        "unsafe",
        "A primary of the cluster has no replica, so its loss takes what was saved: give it one.",
        "give each primary a replica",
    )
