"""The names of all keys in the store. Nothing else builds one.

A key reads `hd:{s17}:T0123:kind:id`. Redis Cluster places keys by the part in braces, so all
keys of a workspace lie in one slot and one script can change them together. There are 64 such tags,
which lets the reconciler watch a fixed number of queues. A workspace keeps its tag for life: the
hash and the number of shards must never change.

Keys hold ids and digests only, never a name or anything that a person typed, since keys show up in
logs, backups and monitoring.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import dataclass
from typing import Final, NamedTuple

SHARDS = 64

PERMANENT = frozenset(
    {
        *("installation", "debrief", "slots", "open", "past", "owes", "runs", "due", "claims"),
        *("word_switch", "homes", "welcomed", "preferences", "workspace_preferences"),
        *("notes", "inbox", "inbox_slots", "people_due", "people_claims"),
    }
)
"""The kinds of key that never expire. Every other key is written with an expiry."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def is_id(text: str) -> bool:
    """Whether a text may be an id, of Slack's or of ours."""
    return _ID.fullmatch(text) is not None


def get_shard(tenant: str) -> int:
    """Compute the shard of a tenant, 0 to 63: CRC-32 of its id modulo 64."""
    return zlib.crc32(tenant.encode()) % SHARDS


def make_digest(*parts: str) -> str:
    """Make 32 hexadecimal digits from `parts`, for keys in which the parts must not show.

    Whoever guesses the parts can tell that the guess is right. So the digest of anything that a
    person typed is made with a key instead, by `Key.fingerprint`.
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Keys:
    """The keys of one tenant: the id of a workspace, or of an organisation that installed the app.

    Raises ValueError if it isn't an id.
    """

    tenant: str

    def __post_init__(self) -> None:
        if not is_id(self.tenant):
            raise ValueError("A tenant must be an id.")

    def once_key(self, digest: str) -> str:
        """The idempotency key of one act."""
        return self._key("once", digest)

    def draft_key(self, form: str, user: str, channel: str, role: str) -> str:
        """The key of a person's encrypted draft of a form about a role, in a channel."""
        return self._key("draft", form, user, channel, role)

    def channel_role_key(self, channel: str) -> str:
        """The key of the role that a channel is about."""
        return self._key("channel_role", channel)

    def own_role_key(self, channel: str, user: str) -> str:
        """The key of the role that a person chose last in a channel, for themselves."""
        return self._key("own_role", channel, user)

    def form_draft_key(self, debrief: str, form: str, user: str) -> str:
        """The key of a person's encrypted draft of a form about a debrief."""
        return self._key("form_draft", debrief, form, user)

    def notes_key(self, debrief: str) -> str:
        """The key of what interviewers noted for themselves about a debrief: a hash."""
        return self._key("notes", debrief)

    def debrief_key(self, debrief: str) -> str:
        """The key of a debrief: a hash of its record, data key, history and commands."""
        return self._key("debrief", debrief)

    def slots_key(self, debrief: str) -> str:
        """The key of a debrief's messages, by slot."""
        return self._key("slots", debrief)

    def open_key(self, channel: str) -> str:
        """The key of the list of a channel's open debriefs."""
        return self._key("open", channel)

    def past_key(self, channel: str) -> str:
        """The key of the list of a channel's debriefs that are over."""
        return self._key("past", channel)

    def owes_key(self, user: str) -> str:
        """The key of the list of debriefs in which a person has to file."""
        return self._key("owes", user)

    def runs_key(self, user: str) -> str:
        """The key of the list of open debriefs that a person owns or decides."""
        return self._key("runs", user)

    def homes_key(self) -> str:
        """The key of what each Home showed last, by person: a hash."""
        return self._key("homes")

    def welcomed_key(self) -> str:
        """The key that exists once somebody was told the first steps."""
        return self._key("welcomed")

    def preferences_key(self, user: str) -> str:
        """The key of a person's encrypted settings for reminders."""
        return self._key("preferences", user)

    def workspace_preferences_key(self) -> str:
        """The key of the workspace's encrypted settings for reminders."""
        return self._key("workspace_preferences")

    def draft_list_key(self, form: str, user: str) -> str:
        """The key of the list of a person's drafts of a form: where they were begun."""
        return self._key("drafts", form, user)

    def inbox_key(self, user: str) -> str:
        """The key of what a person was sent by the clock, and has snoozed: an encrypted hash."""
        return self._key("inbox", user)

    def inbox_slots_key(self, user: str) -> str:
        """The key of the messages of a person's inbox, by slot."""
        return self._key("inbox_slots", user)

    def pace_key(self, channel: str) -> str:
        """The key of the time up to which a channel's calls are planned."""
        return self._key("pace", channel)

    def word_switch_key(self) -> str:
        """The key that exists while words of unanswered questions are counted."""
        return self._key("word_switch")

    def word_counts_key(self, day: str) -> str:
        """The key of a day's counts of words: a hash of counts by word. `day` is `20260424`."""
        return self._key("words", day)

    def word_repetition_key(self, command_id: str) -> str:
        """The key by which one call that counts words is recognised if it is repeated."""
        return self._key("words_once", command_id)

    def content_notice_key(self, user: str) -> str:
        """The key of what an administrator was last told about the content."""
        return self._key("content_notice", user)

    def installation_key(self) -> str:
        """The key of this tenant's encrypted bot token."""
        return self._key("installation")

    def _key(self, *parts: str) -> str:
        return ":".join((f"hd:{{s{get_shard(self.tenant)}}}", self.tenant, *parts))


class Queue(NamedTuple):
    """The kinds of key of a queue, and of its leases."""

    due: str
    leases: str


DEBRIEFS: Final = Queue("due", "claims")
PEOPLE: Final = Queue("people_due", "people_claims")
"""A queue of its own, so that a process of a former version never sees a person in its queue."""
QUEUES: Final = (DEBRIEFS, PEOPLE)


def due_key(shard: int, queue: Queue = DEBRIEFS) -> str:
    """The key of a shard's queue: which debriefs or people must be looked at, and when."""
    return f"hd:{{s{shard}}}:-:{queue.due}"


def leases_key(shard: int, queue: Queue = DEBRIEFS) -> str:
    """The key of the leases of a shard's queue: which reconciler works on what."""
    return f"hd:{{s{shard}}}:-:{queue.leases}"


def oauth_state_key(state: str) -> str:
    """The key of an OAuth state that was handed out. It doesn't belong to a tenant yet."""
    name = make_digest(state)
    return f"hd:{{s{get_shard(name)}}}:-:oauth_state:{name}"
