"""Examples of what the clock tells a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from blocks.debriefs.inbox import MOST_LINES, build_inbox_message
from blocks.debriefs.sample import AT, CHANNEL, DEBRIEF, INES, SAM, make_role_text
from blocks.debriefs.wording import RoleWords
from hiring.debriefs.inbox_contents import InboxLine, InboxMessage, SnoozeChoice
from hiring.debriefs.inbox_items import Kind
from hiring.work_calendar import HOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

DAY = 24 * HOUR
SENT_AT = AT - DAY + 2 * HOUR
CHOICES = (SnoozeChoice.HOUR, SnoozeChoice.AFTERNOON, SnoozeChoice.TOMORROW)


def _make_line(kind: Kind, typed: str) -> InboxLine:
    own = kind in {Kind.SCORECARD, Kind.NUDGE}
    of_seat = own or kind in {Kind.SCHEDULE, Kind.LATE}
    return InboxLine(
        kind,
        DEBRIEF,
        "2" if of_seat else "",
        typed,
        CHANNEL,
        "architecture" if of_seat else "",
        "" if own else INES,
        SAM if kind is Kind.NUDGE else "",
        AT - DAY if own else None,
        None if kind in {Kind.SCHEDULE, Kind.MAY_REVEAL} else AT,
        AT - 2 * DAY if kind is Kind.DECISION else None,
        can_have_more_time=own,
        missing=2 if kind in {Kind.LATE, Kind.MAY_REVEAL} else 0,
        can_reveal=kind is Kind.MAY_REVEAL,
    )


def _build(
    kind: Kind,
    sent_at: int = SENT_AT,
    choices: tuple[SnoozeChoice, ...] = CHOICES,
    **changes: Any,  # noqa: ANN401 - fields of a line
) -> Example:
    return lambda guide, typed, _native: _build_message(
        guide, InboxMessage(sent_at, (replace(_make_line(kind, typed), **changes),), choices)
    )


def _build_digest(count: int) -> Example:
    def build(guide: Guide, typed: str, _native: bool) -> Message:  # noqa: FBT001 - as Example
        lines = [_make_line(kind, typed) for kind in Kind]
        return _build_message(guide, InboxMessage(AT + DAY, tuple(lines * 2)[:count], CHOICES))

    return build


def _build_message(guide: Guide, message: InboxMessage) -> Message:
    return build_inbox_message(message, {DEBRIEF: RoleWords(make_role_text(guide))})


EXAMPLES: Mapping[str, Example] = {
    "debrief.reminder": _build(Kind.SCORECARD),
    "debrief.reminder.late": _build(
        Kind.SCORECARD, AT + DAY, (SnoozeChoice.NEXT_DAY,), ends_at=None
    ),
    "debrief.reminder.second": _build(Kind.SCORECARD, count=2),
    "debrief.reminder.last": _build(
        Kind.SCORECARD, count=3, is_last=True, owner=INES, owner_told_at=AT + DAY
    ),
    "debrief.reminder.last.told": _build(
        Kind.SCORECARD, AT + DAY, count=3, is_last=True, owner=INES, owner_told_at=AT
    ),
    "debrief.reminder.snoozed": _build(Kind.SCORECARD, snoozed_until=AT),
    "debrief.reminder.rated": _build(Kind.SCORECARD, AT + DAY, rated=True),
    "debrief.nudge": _build(Kind.NUDGE),
    "debrief.nudge.before_interview": _build(Kind.NUDGE, ends_at=AT - HOUR),
    "debrief.nudge.no_time": _build(Kind.NUDGE, ends_at=None, due_at=None),
    "debrief.ask_for_time": _build(Kind.SCHEDULE),
    "debrief.ask_for_time.own": _build(Kind.SCHEDULE, person=""),
    "debrief.overdue": _build(Kind.LATE, AT + DAY),
    "debrief.overdue.no_time": _build(Kind.LATE, AT + DAY, due_at=None),
    "debrief.overdue.can_reveal": _build(Kind.LATE, AT + DAY, can_reveal=True),
    "debrief.overdue.decider": _build(Kind.MAY_REVEAL, AT + DAY),
    "debrief.decision_overdue": _build(Kind.DECISION, AT + DAY),
    "debrief.candidate_waits": _build(Kind.CANDIDATE, AT + DAY),
    "debrief.digest": _build_digest(len(Kind)),
    "debrief.digest.more": _build_digest(MOST_LINES + 2),
}
