"""The fields of a debrief as they are stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.store.errors import TamperedError

if TYPE_CHECKING:
    from bot.store.encryption import Key

MIXED: Final = "What is stored of this debrief comes from more than one moment, and is not used."
_MOST_DIGITS = 12  # of a revision


class DebriefFields(NamedTuple):
    """A debrief as it is stored; see read_debrief.lua."""

    now: int
    revision: bytes | None
    key: bytes | None
    record: bytes | None
    carried_out: bytes | None
    last_entry: bytes | None
    goes_on: int
    listed: int


def read_revision(stored: bytes | None) -> int:
    """The revision that a command led to; 0 if it was not carried out. Raises TamperedError."""
    if stored is None:
        return 0
    if not stored.isdigit() or len(stored) > _MOST_DIGITS:
        raise TamperedError(MIXED)
    return int(stored)


def digest_command(data_key: Key, command_id: str) -> str:
    """What a repetition is recognised by. It covers what was typed, so it needs the key.

    Versions before this one made it without a key. Such digests are not looked for, since asking
    for one would show it: what was submitted to such a version counts as new when it comes again.
    """
    return data_key.fingerprint(json.dumps(["command", command_id]).encode())
