"""The names of all keys in the store. Nothing else builds one.

A key reads `hd:{s17}:T0123:kind:id`. Redis Cluster places keys by the part in braces, so all
keys of a workspace lie in one slot and one script can change them together. There are 64 such tags,
which lets the reconciler watch a fixed number of queues. A workspace keeps its tag for life: the
hash and the number of shards must never change.

Keys hold ids and digests only, never a name or anything that somebody typed, since keys show up in
logs, backups and monitoring.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import dataclass

SHARDS = 64

PERMANENT = frozenset(
    {"installation", "debrief", "slots", "open", "past", "owes", "runs", "due", "claims"}
)
"""The kinds of key that never expire. Every other key is written with an expiry."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def shard(tenant: str) -> int:
    """The shard of a tenant, 0 to 63: CRC-32 of its id modulo 64."""
    return zlib.crc32(tenant.encode()) % SHARDS


def digest(*parts: str) -> str:
    """32 hexadecimal digits that stand for `parts`, in keys where the parts must not show."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Keys:
    """The keys of one tenant: the id of a workspace, or of an organisation that installed the app.

    Raises ValueError for what is no id.
    """

    tenant: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.tenant):
            raise ValueError("A tenant must be an id.")

    def once(self, *parts: str) -> str:
        """The idempotency key of one act, told from others by `parts` (ids, times, values)."""
        return self._key("once", digest(*parts))

    def draft(self, form: str, user: str, channel: str, role: str) -> str:
        """A person's draft of a form about a role, in a channel, encrypted."""
        return self._key("draft", form, user, channel, role)

    def channel_role(self, channel: str) -> str:
        """The role that a channel was last asked about."""
        return self._key("channel_role", channel)

    def form_draft(self, debrief: str, form: str, user: str) -> str:
        """A person's draft of a form about a debrief, encrypted."""
        return self._key("form_draft", debrief, form, user)

    def debrief(self, debrief: str) -> str:
        """A debrief: a hash of its record, its data key, its history and its commands."""
        return self._key("debrief", debrief)

    def slots(self, debrief: str) -> str:
        """The messages of a debrief, by slot."""
        return self._key("slots", debrief)

    def open(self, channel: str) -> str:
        """The open debriefs of a channel."""
        return self._key("open", channel)

    def past(self, channel: str) -> str:
        """The debriefs of a channel that are over."""
        return self._key("past", channel)

    def owes(self, user: str) -> str:
        """The debriefs in which a person has to file."""
        return self._key("owes", user)

    def runs(self, user: str) -> str:
        """The open debriefs that a person owns or decides."""
        return self._key("runs", user)

    def pace(self, channel: str) -> str:
        """How much may be posted to a channel now."""
        return self._key("pace", channel)

    def installation(self) -> str:
        """The bot token of this tenant, encrypted."""
        return self._key("installation")

    def _key(self, *parts: str) -> str:
        return ":".join((f"hd:{{s{shard(self.tenant)}}}", self.tenant, *parts))


def due(number: int) -> str:
    """The queue of a shard: which debriefs must be looked at, and when."""
    return f"hd:{{s{number}}}:-:due"


def claims(number: int) -> str:
    """The leases of a shard's debriefs: which reconciler works on which."""
    return f"hd:{{s{number}}}:-:claims"


def oauth_state(state: str) -> str:
    """The key of an OAuth state that was handed out. It belongs to no tenant yet."""
    name = digest(state)
    return f"hd:{{s{shard(name)}}}:-:oauth_state:{name}"
