"""Who may do what to a debrief, and when: one table.

It is asked again for every action, on the record that was just read. What else a rule asks for
(an overdue seat, a reason) is checked by the transition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from hiring.debriefs.errors import NotAllowedError, UnknownSeatError
from hiring.debriefs.state import Phase, Seal, get_phase, get_seal
from hiring.name_lists import join_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.debriefs.debrief import Debrief, Seat


class Permission(StrEnum):
    """What people do. READ is reading others' scorecards of a round, or one's own."""

    SEE = "see"
    SEE_EMPTY_SEATS = "see_empty"
    READ = "read"
    READ_PROBES = "read_probes"
    TAKE_NOTES = "take_notes"
    READ_NOTES = "read_notes"
    FILE = "file"
    EDIT = "edit"
    RATE_EARLY = "rate_early"
    GIVE_UP = "give_up"
    MORE_TIME = "more_time"
    OFFER_SEAT = "offer_seat"
    ANSWER_OFFER = "answer_offer"
    ANSWER_RELEASE = "answer_release"
    ADD_SEAT = "seat"
    REPLACE = "swap"
    RESCHEDULE = "reschedule"
    EXCUSE = "excuse"
    REMIND = "nudge"
    ADVANCE = "advance"
    STOP = "stop"
    REVEAL_WITHOUT = "reveal_without"
    REVEAL_NOW = "reveal_now"
    DECIDE = "decide"
    CHANGE_DECISION = "change_decision"
    ANOTHER_ROUND = "another_round"
    TELL_CANDIDATE = "candidate_told"
    CHANGE_CANDIDATE_TASK = "candidate_task"
    DISSENT = "dissent"
    CLOSE = "close"
    HAND_OVER = "hand_over"
    HAND_OVER_DECISION = "hand_over_decision"
    ANSWER_HAND_OVER = "answer_hand_over"
    APPOINT = "appoint"
    INVITE = "invite"
    SEE_HISTORY = "see_history"


class Relation(StrEnum):
    """What a person is to a debrief.

    SEAT_HOLDER: the interviewer of the seat in question. INTERVIEWER: has another seat. SUCCESSOR:
    was asked to own the debrief or to decide. OFFERED: was asked to take over the seat in question.
    Both stay what they are, whatever was answered. TELLER: is to tell the candidate.
    """

    OWNER = "owner"
    DECIDER = "decider"
    SEAT_HOLDER = "seated"
    INTERVIEWER = "interviewer"
    SUCCESSOR = "successor"
    OFFERED = "offered"
    TELLER = "teller"
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts; `member`: of the debrief's channel, by what Slack says now."""

    person: str
    member: bool = False
    administrator: bool = False


State: TypeAlias = Phase | Seal

_RUNNING: Final = frozenset({Phase.RUNNING})
_BETWEEN: Final = frozenset({Phase.BETWEEN})
_SEALED: Final = frozenset({Phase.RUNNING, Phase.BETWEEN, Phase.GRACE})
_OPEN: Final = frozenset({*_SEALED, Phase.REVEALED})
_NOT_CLOSED: Final = frozenset({*_OPEN, Phase.DECIDED})
_ALWAYS: Final = frozenset(Phase)
_GRACE: Final = frozenset({Phase.GRACE})
_REVEALED: Final = frozenset({Phase.REVEALED})
_DECIDED: Final = frozenset({Phase.DECIDED})
_AFTER: Final = frozenset({Phase.REVEALED, Phase.DECIDED})
_STAFFING: Final = frozenset({Phase.RUNNING, Phase.BETWEEN})

BY_SEAL: Final = frozenset({Permission.READ, Permission.SEE_HISTORY})
"""Actions whose state is the seal of the round in question, not the debrief's phase.

For the history that is the first round: once revealed it stays so, whatever follows.
"""

IN_CHANNEL: Final = frozenset({Permission.READ})
"""Actions for which owner and decider must be members of the channel, too."""

TABLE: Final[Mapping[Permission, Mapping[Relation, frozenset[State]]]] = {
    Permission.SEE: {
        Relation.OWNER: _ALWAYS,
        Relation.DECIDER: _ALWAYS,
        Relation.SEAT_HOLDER: _ALWAYS,
        Relation.INTERVIEWER: _ALWAYS,
        Relation.MEMBER: _ALWAYS,
    },
    Permission.SEE_EMPTY_SEATS: {Relation.OWNER: _SEALED},
    Permission.READ: {
        Relation.OWNER: frozenset({Seal.OPENED, Seal.PUBLIC}),
        Relation.DECIDER: frozenset({Seal.OPENED, Seal.PUBLIC}),
        Relation.SEAT_HOLDER: frozenset(Seal),
        Relation.MEMBER: frozenset({Seal.PUBLIC}),
    },
    Permission.READ_PROBES: {Relation.SEAT_HOLDER: _RUNNING},
    Permission.TAKE_NOTES: {Relation.SEAT_HOLDER: _OPEN},
    Permission.READ_NOTES: {Relation.SEAT_HOLDER: _ALWAYS},
    Permission.FILE: {Relation.SEAT_HOLDER: _NOT_CLOSED},
    Permission.EDIT: {Relation.SEAT_HOLDER: _NOT_CLOSED},
    Permission.RATE_EARLY: {Relation.SEAT_HOLDER: _RUNNING},
    Permission.GIVE_UP: {Relation.SEAT_HOLDER: _STAFFING},
    Permission.MORE_TIME: {Relation.SEAT_HOLDER: _RUNNING},
    Permission.OFFER_SEAT: {Relation.SEAT_HOLDER: _STAFFING},
    Permission.ANSWER_OFFER: {Relation.OFFERED: _STAFFING},
    Permission.ANSWER_RELEASE: {Relation.SEAT_HOLDER: _STAFFING},
    Permission.ADD_SEAT: {Relation.OWNER: _STAFFING},
    Permission.REPLACE: {Relation.OWNER: _STAFFING},
    Permission.RESCHEDULE: {Relation.OWNER: _STAFFING, Relation.SEAT_HOLDER: _STAFFING},
    Permission.EXCUSE: {Relation.OWNER: _STAFFING},
    Permission.REMIND: {Relation.OWNER: _RUNNING},
    Permission.ADVANCE: {Relation.OWNER: _BETWEEN, Relation.DECIDER: _BETWEEN},
    Permission.STOP: {Relation.OWNER: _BETWEEN, Relation.DECIDER: _BETWEEN},
    Permission.REVEAL_WITHOUT: {Relation.OWNER: _RUNNING, Relation.DECIDER: _RUNNING},
    Permission.REVEAL_NOW: {Relation.OWNER: _GRACE, Relation.DECIDER: _GRACE},
    Permission.DECIDE: {Relation.DECIDER: _REVEALED},
    Permission.CHANGE_DECISION: {Relation.DECIDER: _DECIDED},
    Permission.ANOTHER_ROUND: {Relation.DECIDER: _AFTER},
    Permission.TELL_CANDIDATE: {
        Relation.OWNER: _DECIDED,
        Relation.DECIDER: _DECIDED,
        Relation.TELLER: _DECIDED,
    },
    Permission.CHANGE_CANDIDATE_TASK: {
        Relation.OWNER: _DECIDED,
        Relation.DECIDER: _DECIDED,
        Relation.TELLER: _DECIDED,
    },
    Permission.DISSENT: {Relation.SEAT_HOLDER: _DECIDED, Relation.INTERVIEWER: _DECIDED},
    Permission.CLOSE: {Relation.OWNER: _OPEN},
    Permission.HAND_OVER: {Relation.OWNER: _NOT_CLOSED},
    Permission.HAND_OVER_DECISION: {Relation.OWNER: _NOT_CLOSED, Relation.DECIDER: _NOT_CLOSED},
    Permission.ANSWER_HAND_OVER: {Relation.SUCCESSOR: _NOT_CLOSED},
    Permission.APPOINT: {Relation.ADMINISTRATOR: _NOT_CLOSED},
    Permission.INVITE: {Relation.OWNER: _NOT_CLOSED},
    Permission.SEE_HISTORY: {
        Relation.OWNER: frozenset(Seal),
        Relation.DECIDER: frozenset(Seal),
        Relation.SEAT_HOLDER: frozenset({Seal.PUBLIC}),
        Relation.INTERVIEWER: frozenset({Seal.PUBLIC}),
    },
}


def find_relations(debrief: Debrief, actor: Actor, seat: Seat | None = None) -> frozenset[Relation]:
    """All that a person is to a debrief, and to `seat` if one is given."""
    seats = debrief.seats_of(actor.person)
    task = debrief.candidate_task
    held = {
        Relation.OWNER: actor.person == debrief.owner,
        Relation.DECIDER: actor.person == debrief.decider,
        Relation.SEAT_HOLDER: seat in seats,
        Relation.INTERVIEWER: any(each_seat != seat for each_seat in seats),
        Relation.SUCCESSOR: any(each.to == actor.person for each in debrief.hand_overs),
        Relation.OFFERED: seat is not None
        and any(offer.to == actor.person for offer in seat.offers),
        Relation.TELLER: task is not None and task.person == actor.person,
        Relation.MEMBER: actor.member,
        Relation.ADMINISTRATOR: actor.administrator,
    }
    return frozenset(relation for relation, holds in held.items() if holds) or frozenset(
        {Relation.STRANGER}
    )


def has_permission(
    debrief: Debrief, permission: Permission, actor: Actor, now: int, seat: Seat | None = None
) -> bool:
    """Whether the table allows it. READ needs the seat of the scorecard; see `can_read_round`."""
    held = _find_holding_relations(debrief, permission, actor, seat)
    number = 1 if permission is Permission.SEE_HISTORY else seat.round if seat else 0
    return _is_allowed(debrief, permission, held, now, number)


def can_read_round(debrief: Debrief, number: int, actor: Actor, now: int) -> bool:
    """Whether a person may read all scorecards of a round."""
    held = _find_holding_relations(debrief, Permission.READ, actor, None)
    return _is_allowed(debrief, Permission.READ, held, now, number)


def require_permission(
    debrief: Debrief, permission: Permission, actor: Actor, now: int, seat: Seat | None = None
) -> None:
    """Raise NotAllowedError if the table doesn't allow it.

    Whoever may never do it gets one sentence, whatever the state of the debrief: it names those who
    may. Whoever may do it at another time is told that.
    """
    if has_permission(debrief, permission, actor, now, seat):
        return
    if _find_holding_relations(debrief, permission, actor, seat):
        raise NotAllowedError(_TOO_LATE_OR_EARLY)
    raise NotAllowedError(f"Only {_list_who_may(permission)} can do that. Nothing was changed.")


def require_seat_permission(
    debrief: Debrief, permission: Permission, actor: Actor, seat_id: str, now: int
) -> Seat:
    """The seat with an id, if a person may do this to it.

    Nobody else learns whether there is such a seat. NotAllowedError, UnknownSeatError.
    """
    seat = debrief.find_seat(seat_id)
    require_permission(debrief, permission, actor, now, seat)
    if seat is None:
        raise UnknownSeatError
    return seat


_TOO_LATE_OR_EARLY = (
    "You can't do that at this point of the debrief. Nothing was changed. Open it again to see"
    " what you can do."
)
_WHO: Final = {
    Relation.OWNER: "the debrief's owner",
    Relation.DECIDER: "the decider",
    Relation.SEAT_HOLDER: "that stage's interviewer",
    Relation.INTERVIEWER: "the interviewers of this debrief",
    Relation.SUCCESSOR: "the person who was asked",
    Relation.OFFERED: "the person who was asked",
    Relation.TELLER: "the person who tells the candidate",
    Relation.MEMBER: "people in the channel",
    Relation.ADMINISTRATOR: "an administrator",
}


def _list_who_may(permission: Permission) -> str:
    """The people who may do something at some time; whoever has any seat includes one seat's."""
    relations = set(TABLE[permission])
    if Relation.INTERVIEWER in relations:
        relations -= {Relation.SEAT_HOLDER}
    names = [_WHO[relation] for relation in TABLE[permission] if relation in relations]
    return join_names(names, "or")


def _find_holding_relations(
    debrief: Debrief, permission: Permission, actor: Actor, seat: Seat | None
) -> frozenset[Relation]:
    """What a person is to the debrief that the table knows for a permission."""
    held = find_relations(debrief, actor, seat) & TABLE[permission].keys()
    if permission in IN_CHANNEL and not actor.member:
        held -= {Relation.OWNER, Relation.DECIDER}
    return held


def _is_allowed(
    debrief: Debrief, permission: Permission, held: frozenset[Relation], now: int, number: int
) -> bool:
    by_seal = permission in BY_SEAL
    state: State = get_seal(debrief, number, now) if by_seal else get_phase(debrief, now)
    row = TABLE[permission]
    return any(state in row.get(relation, frozenset()) for relation in held)
