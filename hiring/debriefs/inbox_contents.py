"""What a person's inbox messages say: reminders of one thing, and digests of several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.debriefs.inbox_items import Kind


class SnoozeChoice(StrEnum):
    """Until when a reminder can wait; the words are in the values of buttons."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    NEXT_DAY = "next_day"  # the next working day, where that isn't tomorrow


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One thing that a person is told. Times in seconds, None where there is none.

    `person` is the interviewer it is about, empty if that is the reader; `nudged_by` who asks for
    the scorecard. `ends_at` is the end of the interview, `due_at` when it was, or is, to be done.
    `rated`: the ratings are saved, and the evidence and the reason are missing. `count`: how
    often the reader was reminded of their scorecard, 0 for anything else. After the last time,
    `is_last`, the `owner` is told, at `owner_told_at`; empty if the owner is the interviewer.
    `missing`: how many scorecards the round waits for, all of which the reader may leave out if
    `can_reveal`. Lines are sorted by `order`, the most urgent kind first, and then by time.
    """

    kind: Kind
    debrief_id: str
    seat: str
    label: str
    channel: str
    stage: str = ""
    person: str = ""
    nudged_by: str = ""
    ends_at: int | None = None
    due_at: int | None = None
    revealed_at: int | None = None
    snoozed_until: int | None = None
    rated: bool = False
    can_have_more_time: bool = False
    count: int = 0
    is_last: bool = False
    owner: str = ""
    owner_told_at: int | None = None
    missing: int = 0
    can_reveal: bool = False
    order: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """A message that was sent `at` a time: a reminder of one thing, or a digest of several.

    `choices`: until when what it says could be snoozed at that time.
    """

    at: int
    lines: tuple[InboxLine, ...]
    choices: tuple[SnoozeChoice, ...]
