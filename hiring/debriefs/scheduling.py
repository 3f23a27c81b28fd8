"""The owner or the interviewer says when an interview is, or that it has moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Permission, require_seat_permission
from hiring.debriefs.debrief import Rescheduled
from hiring.debriefs.due_times import has_whole_kit, set_interview_time
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.filing import replace_seat, require_empty_seat
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.due_times import InterviewTime
    from hiring.debriefs.state import Timing


def schedule_interview(  # noqa: PLR0913, PLR0917 - which interview to when
    debrief: Debrief, actor: Actor, seat_id: str, time: InterviewTime, timing: Timing, now: int
) -> Debrief:
    """Set when an interview is, and with it when its scorecard is due.

    Only the owner may set another due time than the usual one. A time in the past is one at which
    it took place. InterviewTimeError, DueInPastError, DueBeforeEndError, SeatFiledError,
    SeatReleasedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.RESCHEDULE, actor, seat_id, now)
    former = require_empty_seat(seat)
    is_owner = actor.person == debrief.owner
    if time.due_at is not None and not is_owner:
        raise NotAllowedError("Only the debrief's owner can set another due time.")
    changed = set_interview_time(debrief, former, time, timing, now)
    if (changed.at, changed.ends_at) == (former.at, former.ends_at) and not is_owner:
        return debrief
    if changed.at != former.at:
        told_at = former.rescheduled.told_at if former.rescheduled else 0
        own = actor.person == former.person
        begins_at = former.at if changed.at is None else changed.at
        hides = begins_at is not None and begins_at <= now
        rescheduled = Rescheduled(
            by=actor.person,
            former_at=former.at,
            told_at=told_at if own else now,
            hides=hides,
            shown_at=former.public_at if hides else None,
            shown_due_at=former.public_due_at if hides else None,
            had_kit_at=now if has_whole_kit(debrief, former, timing, now) else 0,
        )
        changed = replace(changed, rescheduled=rescheduled)
    return replace_seat(debrief, changed)
