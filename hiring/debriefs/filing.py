"""What an interviewer does with their own seat.

File, rate early, edit, ask for more time, give up, keep, agree to be excused. To hand it over, see
`seat_offers`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Permission, has_permission, require_seat_permission
from hiring.debriefs.debrief import Answer, Change, Filing, Release, Released, SeatState
from hiring.debriefs.errors import (
    AlreadyFiledError,
    AlreadyRevealedError,
    IncompleteScorecardError,
    KeepSeatFirstError,
    MoreTimeGivenError,
    NoDueTimeError,
    NoRatingsError,
    NotFiledError,
    NothingToAnswerError,
    NotStartedError,
    SeatFiledError,
    SeatReleasedError,
    SeatTakenError,
    require_reason,
)
from hiring.debriefs.opening import NewSeat, is_seat_taken
from hiring.debriefs.scorecard import find_problems
from hiring.debriefs.state import (
    Seal,
    apply_due_reveal,
    edit_needs_reason,
    find_last_round_read,
    get_seal,
)
from hiring.work_calendar import DAY, add_working_days

if TYPE_CHECKING:
    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief, EarlyRatings, ReleaseReason, Seat
    from hiring.debriefs.scorecard import Scorecard
    from hiring.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class ScorecardEdit:
    """A scorecard in place of the one before; `reason` only counts if one is needed."""

    scorecard: Scorecard
    reason: str = ""


def file_scorecard(
    debrief: Debrief, actor: Actor, seat_id: str, scorecard: Scorecard, now: int
) -> Debrief:
    """File a scorecard. What it came after is noted.

    A seat that was given up may still file. AlreadyFiledError, SeatReleasedError if excused, and
    KeepSeatFirstError if it can be kept: keeping shows in public, and filing must not.
    SeatTakenError if it was given up and the person has another one instead. NotStartedError,
    IncompleteScorecardError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.FILE, actor, seat_id, now)
    if seat.state is SeatState.FILED:
        raise AlreadyFiledError
    refuse_excused_seat(debrief, actor, seat, now)
    own_seat = NewSeat(seat.stage, seat.person, seat.round)
    if seat.state is SeatState.GIVEN_UP and is_seat_taken(debrief.seats, own_seat, now):
        raise SeatTakenError
    require_started(debrief, seat)
    _require_complete(scorecard)
    filing = Filing(
        scorecard,
        now,
        after_reveal=get_seal(debrief, seat.round, now) is Seal.PUBLIC,
        after_reading=find_last_round_read(debrief, actor.person, now),
    )
    gave_up = seat.state is SeatState.GIVEN_UP
    return replace_seat(
        debrief,
        replace(
            end_wait(seat, now),
            filing=filing,
            released=None,
            given_up=seat.released if gave_up else seat.given_up,
        ),
    )


def save_early_ratings(
    debrief: Debrief, actor: Actor, seat_id: str, rated: EarlyRatings, now: int
) -> Debrief:
    """Save ratings before the evidence and the reason. They count once all of it is filed.

    NoRatingsError, AlreadyFiledError, SeatReleasedError, NotStartedError, AlreadyRevealedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.RATE_EARLY, actor, seat_id, now)
    refuse_excused_seat(debrief, actor, seat, now)
    require_started(debrief, require_own_empty_seat(seat))
    if get_seal(debrief, seat.round, now) is Seal.PUBLIC:
        raise AlreadyRevealedError
    if not (rated.ratings or rated.overall):
        raise NoRatingsError
    return replace_seat(debrief, replace(seat, rated=rated))


def can_rate_early(debrief: Debrief, actor: Actor, seat: Seat, now: int) -> bool:
    """Whether ratings may be saved before the words: the scorecard is waited for, and sealed."""
    allowed = has_permission(debrief, Permission.RATE_EARLY, actor, now, seat)
    return allowed and seat.is_empty and get_seal(debrief, seat.round, now) is not Seal.PUBLIC


def give_more_time(
    debrief: Debrief, actor: Actor, seat_id: str, calendar: WorkCalendar, now: int
) -> Debrief:
    """An interviewer takes one working day more, once a seat and without a reason.

    Only the owner learns of it. It counts from the due time, or from now if that has passed, in
    working days of the interviewer's `calendar`, and never brings nearer when the reveal may leave
    the seat out.
    MoreTimeGivenError, NoDueTimeError, AlreadyFiledError, SeatReleasedError, NotStartedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.MORE_TIME, actor, seat_id, now)
    require_started(debrief, require_own_empty_seat(seat))
    if seat.due_at is None:
        raise NoDueTimeError
    if seat.more_time_at is not None:
        raise MoreTimeGivenError
    due_at = add_working_days(max(seat.due_at, now), 1, calendar)
    was_kept = seat.overdue_at == seat.due_at  # one that was kept can be left out once it is due
    overdue_at = due_at if was_kept else add_working_days(due_at, 1, calendar)
    return replace_seat(
        debrief,
        replace(
            seat,
            due_at=due_at,
            overdue_at=max(seat.overdue_at, overdue_at),
            more_time_at=now,
            shown_due_at=seat.public_due_at,
        ),
    )


def edit_scorecard(
    debrief: Debrief, actor: Actor, seat_id: str, edit: ScorecardEdit, now: int
) -> Debrief:
    """Change a scorecard.

    No mark is left while nobody else could have read it and its author has read no other. From then
    on (`state.edit_needs_reason`) a reason is needed, and the old version is kept. An unchanged
    scorecard changes nothing. NotFiledError, IncompleteScorecardError, ReasonNeededError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.EDIT, actor, seat_id, now)
    filing = seat.filing
    if filing is None:
        raise NotFiledError
    _require_complete(edit.scorecard)
    if edit.scorecard == filing.card:
        return debrief
    if edit_needs_reason(debrief, seat, now):
        change = Change(
            filing.card,
            require_reason(edit.reason),
            now,
            after_reading=find_last_round_read(debrief, actor.person, now),
            after_reveal=get_seal(debrief, seat.round, now) is Seal.PUBLIC,
        )
        filing = replace(filing, changes=(*filing.changes, change))
    return replace_seat(debrief, replace(seat, filing=replace(filing, card=edit.scorecard)))


def give_up_seat(  # noqa: PLR0913, PLR0917 - who gives up what, and why
    debrief: Debrief, actor: Actor, seat_id: str, reason: ReleaseReason, note: str, now: int
) -> Debrief:
    """An interviewer says that they won't file. `note` is for the owner alone; it may be empty.

    AlreadyFiledError, SeatReleasedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.GIVE_UP, actor, seat_id, now)
    released = Released(
        Release.GIVEN_UP, reason, actor.person, now, now, note.strip(), debrief.owner
    )
    empty = end_wait(require_own_empty_seat(seat), now)
    return replace_seat(debrief, replace(empty, released=released))


def keep_seat(
    debrief: Debrief, actor: Actor, seat_id: str, calendar: WorkCalendar, now: int
) -> Debrief:
    """An interviewer whom the owner has excused or replaced files after all.

    They do so within one of the working days of their `calendar`, or by the time that the scorecard
    is due, or a day after the interview, if that is later; from then on the reveal may leave it
    out. Before its round starts there is no such time. NothingToAnswerError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = _require_answerable_seat(debrief, actor, seat_id, now)
    if seat.round > debrief.current_round.number:
        return replace_seat(debrief, replace(seat, released=None))
    after_interview = seat.ends_at + DAY if seat.ends_at is not None else 0
    due_at = max(seat.due_at or 0, after_interview, add_working_days(now, 1, calendar))
    return replace_seat(
        debrief,
        replace(
            seat,
            released=None,
            due_at=due_at,
            overdue_at=due_at,
            kept_at=now,
            shown_due_at=None,
        ),
    )


def agree_to_release(debrief: Debrief, actor: Actor, seat_id: str, now: int) -> Debrief:
    """An interviewer agrees to being excused or replaced, so the round needn't wait.

    NothingToAnswerError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = _require_answerable_seat(debrief, actor, seat_id, now)
    released = replace(seat.released, final_at=now, agreed=True) if seat.released else None
    return replace_seat(debrief, replace(seat, released=released))


def refuse_excused_seat(debrief: Debrief, actor: Actor, seat: Seat, now: int) -> None:
    """KeepSeatFirstError if the actor was excused and may keep it, SeatReleasedError if not."""
    if seat.state is SeatState.EXCUSED:
        keeps = has_permission(debrief, Permission.ANSWER_RELEASE, actor, now, seat)
        raise KeepSeatFirstError if keeps and seat.can_be_kept(now) else SeatReleasedError


def require_own_empty_seat(seat: Seat) -> Seat:
    """The actor's own seat, if it is empty. AlreadyFiledError, SeatReleasedError."""
    if seat.filing:
        raise AlreadyFiledError
    return require_empty_seat(seat)


def require_empty_seat(seat: Seat) -> Seat:
    """The seat, if it is empty. SeatFiledError, SeatReleasedError."""
    if seat.filing:
        raise SeatFiledError
    if seat.released:
        raise SeatReleasedError
    return seat


def require_started(debrief: Debrief, seat: Seat) -> None:
    """NotStartedError for a seat of a later round."""
    if seat.round > debrief.current_round.number:
        raise NotStartedError


def end_wait(seat: Seat, now: int) -> Seat:
    """The seat as nobody waits for it any more: early ratings erased, open requests withdrawn."""
    offers = tuple(
        replace(offer, answer=Answer.WITHDRAWN, answered_at=now) if offer.is_open(now) else offer
        for offer in seat.offers
    )
    return replace(seat, rated=None, offers=offers)


def replace_seat(debrief: Debrief, seat: Seat) -> Debrief:
    """The record with this seat instead of the one with its id."""
    seats = tuple(seat if each_seat.id == seat.id else each_seat for each_seat in debrief.seats)
    return replace(debrief, seats=seats)


def _require_answerable_seat(debrief: Debrief, actor: Actor, seat_id: str, now: int) -> Seat:
    """The actor's own seat, if its release isn't final yet. NothingToAnswerError."""
    seat = require_seat_permission(debrief, Permission.ANSWER_RELEASE, actor, seat_id, now)
    if not seat.can_be_kept(now):
        raise NothingToAnswerError
    return seat


def _require_complete(scorecard: Scorecard) -> None:
    if errors := find_problems(scorecard):
        raise IncompleteScorecardError(errors)
