"""Interviews that don't take place because the debrief, or the rounds they are in, came to an end.

Their interviewers may have set the hour aside and prepared for it, so they are told by a message of
their own. It is noted when it happens: seats of dropped rounds leave the record, and an interview
that was still to come then lies in the past later.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The interview of one seat, by its id, was still to come when `by` ended it.

    `at` to `ends_at` is when it was to be; None if nobody had said. `closed`: the whole debrief was
    closed; otherwise the round was dropped.
    """

    seat: str
    person: str
    stage: str
    at: int | None
    ends_at: int | None
    by: str
    called_at: int
    closed: bool
