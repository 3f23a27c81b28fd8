"""Who owns a debrief and who decides: handing over, and what happens when they are gone.

To own or to decide brings sight of the rounds that are opened. So whoever gets it accepts it first,
and the channel is told. A deputy was named at opening, where everybody read it, and needn't accept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission
from hiring.debriefs.debrief import Answer, Duty, HandOver
from hiring.debriefs.errors import (
    HandOverLapsedError,
    NoSightError,
    NotAllowedError,
    NotGoneError,
    SamePersonError,
)
from hiring.debriefs.state import apply_due_reveal
from hiring.work_calendar import DEFAULT_CALENDAR, WorkCalendar, add_working_days

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from hiring.debriefs.debrief import Debrief


@dataclass(frozen=True, slots=True)
class Successor:
    """Who is to take over, and when that person works."""

    person: str
    calendar: WorkCalendar = DEFAULT_CALENDAR


def request_hand_over(
    debrief: Debrief, actor: Actor, duty: Duty, successor: Successor, now: int
) -> Debrief:
    """Ask someone to own the debrief or to decide, in place of who does so now.

    The request lapses after one of that person's working days. A new one for the same duty takes
    the place of the earlier. The deputy takes over at once. SamePersonError.
    """
    permission = Permission.HAND_OVER if duty is Duty.OWNER else Permission.HAND_OVER_DECISION
    require_permission(debrief, permission, actor, now)
    holder = debrief.owner if duty is Duty.OWNER else debrief.decider
    if successor.person == holder:
        raise SamePersonError
    debrief = apply_due_reveal(debrief, now)
    at_once = successor.person == debrief.deputy
    return _add_hand_over(debrief, (duty,), successor, actor.person, now, at_once=at_once)


def accept_hand_over(debrief: Debrief, actor: Actor, number: int, now: int) -> Debrief:
    """Take over; `number` counts the debrief's hand-overs from 1. HandOverLapsedError."""
    hand_over = _require_open_request(debrief, actor, number, now)
    debrief = apply_due_reveal(debrief, now)
    accepted = replace(hand_over, answer=Answer.ACCEPTED, answered_at=now)
    return _apply_duties(_replace_hand_over(debrief, number, accepted), accepted)


def decline_hand_over(debrief: Debrief, actor: Actor, number: int, now: int) -> Debrief:
    """Leave everything as it is; `number` as for `accept_hand_over`. HandOverLapsedError."""
    hand_over = _require_open_request(debrief, actor, number, now)
    declined = replace(hand_over, answer=Answer.DECLINED, answered_at=now)
    return _replace_hand_over(apply_due_reveal(debrief, now), number, declined)


def promote_successor(debrief: Debrief, gone: AbstractSet[str], now: int) -> Debrief:
    """Someone follows an owner or a decider who is gone, such as deactivated. No person does this.

    The decider follows the owner; the deputy, or else the owner, follows the decider; with both
    gone, the deputy takes over both. NotGoneError if both are still here, or nobody is left to
    follow: then see `appoint_owner`. NotAllowedError if the debrief is closed.
    """
    if debrief.closed:
        raise NotAllowedError
    if not (follows := find_follower(debrief, gone)):
        raise NotGoneError
    held = {Duty.OWNER: debrief.owner, Duty.DECIDER: debrief.decider}
    duties = tuple(duty for duty, holder in held.items() if holder in gone)
    debrief = apply_due_reveal(debrief, now)
    return _add_hand_over(debrief, duties, Successor(follows), "", now, at_once=True)


def find_follower(debrief: Debrief, gone: AbstractSet[str]) -> str:
    """Who follows if owner or decider are gone; empty if nobody does, or need do."""
    deputy = debrief.deputy if debrief.deputy not in gone else ""
    match debrief.owner in gone, debrief.decider in gone:
        case True, True:
            return deputy
        case True, False:
            return debrief.decider
        case False, True:
            return deputy or debrief.owner
        case _:
            return ""


def find_keeper(debrief: Debrief, gone: AbstractSet[str]) -> str:
    """Who answers for what was posted, even once a debrief is closed: the owner.

    With the account of the owner gone it is the decider, then the deputy; empty if all are gone.
    """
    people = (debrief.owner, debrief.decider, debrief.deputy)
    return next((person for person in people if person and person not in gone), "")


def appoint_owner(
    debrief: Debrief, actor: Actor, successor: Successor, gone: AbstractSet[str], now: int
) -> Debrief:
    """With owner and decider gone, an administrator asks someone else to be both.

    NotGoneError while one of them is here; NoSightError for oneself.
    """
    require_permission(debrief, Permission.APPOINT, actor, now)
    if not {debrief.owner, debrief.decider} <= gone:
        raise NotGoneError
    if successor.person == actor.person:
        raise NoSightError
    debrief = apply_due_reveal(debrief, now)
    return _add_hand_over(debrief, tuple(Duty), successor, actor.person, now, at_once=False)


def find_owner_at(debrief: Debrief, at: int) -> str:
    """Who owned the debrief at a time."""
    later = (
        each.former[0]
        for each in debrief.hand_overs
        if Duty.OWNER in each.duties and (each.answered_at or 0) > at
        if each.answer is Answer.ACCEPTED
    )
    return next(later, debrief.owner)


def get_last_hand_over_time(debrief: Debrief) -> int:
    """When owner or decider last changed; 0 if they never did."""
    times = (each.answered_at or 0 for each in debrief.hand_overs if each.answer is Answer.ACCEPTED)
    return max(times, default=0)


def _add_hand_over(  # noqa: PLR0913 - what is handed over, by whom to whom
    debrief: Debrief,
    duties: tuple[Duty, ...],
    successor: Successor,
    by: str,
    now: int,
    *,
    at_once: bool,
) -> Debrief:
    former = {Duty.OWNER: debrief.owner, Duty.DECIDER: debrief.decider}
    hand_over = HandOver(
        duties=duties,
        to=successor.person,
        by=by,
        former=tuple(dict.fromkeys(former[duty] for duty in duties)),
        at=now,
        lapses_at=now if at_once else add_working_days(now, 1, successor.calendar),
        answer=Answer.ACCEPTED if at_once else None,
        answered_at=now if at_once else None,
    )
    earlier = tuple(
        replace(each, answer=Answer.WITHDRAWN, answered_at=now)
        if each.is_open(now) and set(each.duties) & set(duties)
        else each
        for each in debrief.hand_overs
    )
    debrief = replace(debrief, hand_overs=(*earlier, hand_over))
    return _apply_duties(debrief, hand_over) if at_once else debrief


def _apply_duties(debrief: Debrief, hand_over: HandOver) -> Debrief:
    return replace(
        debrief,
        owner=hand_over.to if Duty.OWNER in hand_over.duties else debrief.owner,
        decider=hand_over.to if Duty.DECIDER in hand_over.duties else debrief.decider,
    )


def _require_open_request(debrief: Debrief, actor: Actor, number: int, now: int) -> HandOver:
    require_permission(debrief, Permission.ANSWER_HAND_OVER, actor, now)
    if not 1 <= number <= len(debrief.hand_overs):
        raise HandOverLapsedError
    hand_over = debrief.hand_overs[number - 1]
    if hand_over.to != actor.person or not hand_over.is_open(now):
        raise HandOverLapsedError
    return hand_over


def _replace_hand_over(debrief: Debrief, number: int, hand_over: HandOver) -> Debrief:
    before, after = debrief.hand_overs[: number - 1], debrief.hand_overs[number:]
    return replace(debrief, hand_overs=(*before, hand_over, *after))
