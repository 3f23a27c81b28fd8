"""When an interview is, that it has moved, and that it is off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Permission, require_seat_permission
from hiring.debriefs.called_off import CalledOff
from hiring.debriefs.debrief import Rescheduled
from hiring.debriefs.due_times import has_whole_kit, set_interview_time
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.filing import replace_seat, require_empty_seat
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief, Seat
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
        has_begun = former.round <= debrief.current_round.number
        hides = has_begun and begins_at is not None and begins_at <= now
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


def list_called_off(
    debrief: Debrief, seats: Iterable[Seat], by: str, now: int, *, closed: bool
) -> Iterator[CalledOff]:
    """Which of these seats' interviewers wait for an interview that is off now.

    Those whose interview isn't over, and those who have the kit of an interview without a time. But
    where the scorecard was due already, the interview has most likely taken place. Whoever has
    filed, was excused, can't file or has rated already waits for none, and `by` knows.
    """
    for seat in seats:
        waits = seat.is_empty and seat.rated is None and seat.person != by
        if seat.ends_at is not None:
            expected = now < seat.ends_at
        else:
            had_kit = seat.rescheduled is not None and seat.rescheduled.had_kit_at > 0
            has_kit = had_kit or seat.round <= debrief.current_round.number
            expected = has_kit and (seat.due_at is None or now < seat.due_at)
        if waits and expected:
            yield CalledOff(
                seat.id, seat.person, seat.stage, seat.at, seat.ends_at, by, now, closed
            )
