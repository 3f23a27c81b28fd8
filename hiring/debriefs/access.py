"""Who may do what to a debrief, and when: one table.

It is asked again for every action, on the record that was just read. What else a rule asks for
(an overdue seat, a reason) is checked by the transition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.state import Phase, Seal, get_phase, get_seal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.debriefs.debrief import Debrief, Seat


class Permission(StrEnum):
    """What people do. READ is reading others' scorecards of a round, or one's own."""

    SEE = "see"
    SEE_EMPTY_SEATS = "see_empty"
    READ = "read"
    READ_PROBES = "read_probes"
    FILE = "file"
    EDIT = "edit"
    GIVE_UP = "give_up"
    ADD_SEAT = "seat"
    REPLACE = "swap"
    RESCHEDULE = "reschedule"
    EXCUSE = "excuse"
    REMIND = "nudge"
    ADVANCE = "advance"
    STOP = "stop"
    REVEAL_WITHOUT = "reveal_without"
    DECIDE = "decide"
    CHANGE_DECISION = "change_decision"
    ANOTHER_ROUND = "another_round"
    CLOSE = "close"
    HAND_OVER = "hand_over"
    HAND_OVER_DECISION = "hand_over_decision"
    APPOINT = "appoint"
    INVITE = "invite"


class Relation(StrEnum):
    """What a person is to a debrief.

    SEAT_HOLDER: the interviewer of the seat in question. INTERVIEWER: has another seat.
    """

    OWNER = "owner"
    DECIDER = "decider"
    SEAT_HOLDER = "seated"
    INTERVIEWER = "interviewer"
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
_REVEALED: Final = frozenset({Phase.REVEALED})
_AFTER: Final = frozenset({Phase.REVEALED, Phase.DECIDED})
_STAFFING: Final = frozenset({Phase.RUNNING, Phase.BETWEEN})

BY_SEAL: Final = frozenset({Permission.READ})
"""Actions whose state is the seal of the round in question, not the debrief's phase."""

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
    Permission.FILE: {Relation.SEAT_HOLDER: _NOT_CLOSED},
    Permission.EDIT: {Relation.SEAT_HOLDER: _NOT_CLOSED},
    Permission.GIVE_UP: {Relation.SEAT_HOLDER: _STAFFING},
    Permission.ADD_SEAT: {Relation.OWNER: _STAFFING},
    Permission.REPLACE: {Relation.OWNER: _STAFFING},
    Permission.RESCHEDULE: {Relation.OWNER: _STAFFING},
    Permission.EXCUSE: {Relation.OWNER: _STAFFING},
    Permission.REMIND: {Relation.OWNER: _RUNNING},
    Permission.ADVANCE: {Relation.OWNER: _BETWEEN, Relation.DECIDER: _BETWEEN},
    Permission.STOP: {Relation.OWNER: _BETWEEN, Relation.DECIDER: _BETWEEN},
    Permission.REVEAL_WITHOUT: {Relation.OWNER: _RUNNING, Relation.DECIDER: _RUNNING},
    Permission.DECIDE: {Relation.DECIDER: _REVEALED},
    Permission.CHANGE_DECISION: {Relation.DECIDER: frozenset({Phase.DECIDED})},
    Permission.ANOTHER_ROUND: {Relation.DECIDER: _AFTER},
    Permission.CLOSE: {Relation.OWNER: _OPEN},
    Permission.HAND_OVER: {Relation.OWNER: _NOT_CLOSED},
    Permission.HAND_OVER_DECISION: {Relation.OWNER: _NOT_CLOSED, Relation.DECIDER: _NOT_CLOSED},
    Permission.APPOINT: {Relation.ADMINISTRATOR: _NOT_CLOSED},
    Permission.INVITE: {Relation.OWNER: _NOT_CLOSED},
}


def find_relations(debrief: Debrief, actor: Actor, seat: Seat | None = None) -> frozenset[Relation]:
    """All that a person is to a debrief, and to `seat` if one is given."""
    seats = debrief.seats_of(actor.person)
    held = {
        Relation.OWNER: actor.person == debrief.owner,
        Relation.DECIDER: actor.person == debrief.decider,
        Relation.SEAT_HOLDER: seat in seats,
        Relation.INTERVIEWER: any(each_seat != seat for each_seat in seats),
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
    return _is_allowed(
        debrief, permission, find_relations(debrief, actor, seat), now, seat.round if seat else 0
    )


def can_read_round(debrief: Debrief, number: int, actor: Actor, now: int) -> bool:
    """Whether a person may read all scorecards of a round."""
    return _is_allowed(debrief, Permission.READ, find_relations(debrief, actor), now, number)


def require_permission(
    debrief: Debrief, permission: Permission, actor: Actor, now: int, seat: Seat | None = None
) -> None:
    """Raise NotAllowedError if the table doesn't allow it; it says whether time or person."""
    if has_permission(debrief, permission, actor, now, seat):
        return
    held = find_relations(debrief, actor, seat) & TABLE[permission].keys()
    raise NotAllowedError(_TOO_LATE_OR_EARLY if held else _SOMEBODY_ELSE)


_TOO_LATE_OR_EARLY = (
    "You can't do that at this point of the debrief. Nothing was changed. Open it again to see"
    " what you can do."
)
_SOMEBODY_ELSE = "Only someone else in this debrief can do that. Nothing was changed."


def _is_allowed(
    debrief: Debrief, permission: Permission, held: frozenset[Relation], now: int, number: int
) -> bool:
    by_seal = permission in BY_SEAL
    state: State = get_seal(debrief, number, now) if by_seal else get_phase(debrief, now)
    row = TABLE[permission]
    return any(state in row.get(relation, frozenset()) for relation in held)
