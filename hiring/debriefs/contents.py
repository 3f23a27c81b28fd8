"""What a debrief's messages say before the reveal; see `reveal_contents` for the rest.

A content holds only what its readers may know at that time. `blocks/debriefs`
renders them. `debrief` is the record's id, for buttons.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.debriefs.debrief import CloseKind, Decision, SeatState
    from hiring.debriefs.state import Phase


class RoundState(StrEnum):
    """What everyone may know about a round."""

    WAITING = "waiting"
    RUNNING = "running"
    COMPLETE = "complete"
    ADVANCED = "advanced"
    STOPPED = "stopped"
    LAST_COMPLETE = "last_complete"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class PublicSeat:
    """Who interviews in which stage, and when the scorecard is due; not whether it was filed."""

    stage: str
    person: str
    due_at: int


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round as everyone may know it, without the seats that were excused or given up."""

    number: int
    state: RoundState
    seats: tuple[PublicSeat, ...]
    filed: int


@dataclass(frozen=True, slots=True)
class Root:
    """The debrief's message in the channel. Slot: `root`.

    In GRACE it doesn't say when the reveal is: that would tell the time of the last filing.
    """

    debrief_id: str
    label: str
    role: str
    job_title: str
    link: str
    owner: str
    decider: str
    phase: Phase
    rounds: tuple[PublicRound, ...]
    decision: Decision | None
    closed: CloseKind | None


@dataclass(frozen=True, slots=True)
class RoundNote:
    """The note that a round which isn't the last one is complete. Slot: `thread/round-<n>`."""

    debrief_id: str
    number: int
    state: RoundState


class KitState(StrEnum):
    """What a seat's own interviewer has to do."""

    OWED = "owed"
    FILED = "filed"
    GIVEN_UP = "given_up"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Kit:
    """To a seat's interviewer: `attributes` are what the stage rates. Slot: `seat/<id>/kit`.

    `probe_next` are questions of earlier interviewers, without names: the one exception to the
    seal, to be labelled as such. `late`: what is filed or changed now is marked "after the reveal".
    """

    debrief_id: str
    seat: str
    label: str
    role: str
    job_title: str
    link: str
    channel: str
    owner: str
    stage: str
    due_at: int
    state: KitState
    late: bool
    probe_next: tuple[str, ...]
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """To a seat's interviewer. `nudged_by`: the owner who asked. Slot: `seat/<id>/reminder`."""

    debrief_id: str
    seat: str
    label: str
    stage: str
    due_at: int
    nudged_by: str | None


@dataclass(frozen=True, slots=True)
class SeatStatus:
    """A seat as the owner may know it."""

    seat: str
    round: int
    stage: str
    person: str
    due_at: int
    state: SeatState


@dataclass(frozen=True, slots=True)
class OwnerBoard:
    """To the owner until the reveal: which seats are empty. Slot: `owner/<person>`."""

    debrief_id: str
    label: str
    channel: str
    phase: Phase
    current: int
    seats: tuple[SeatStatus, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """To owner and decider: how many seats are overdue by a working day. Slot: `overdue/<person>`.

    `can_reveal`: it is the last round and every empty seat is that late, so *Reveal without
    `empty`* is possible; the reader's `own_seat` has to be filed or given up first.
    """

    debrief_id: str
    label: str
    channel: str
    overdue: int
    empty: int
    can_reveal: bool
    own_seat: str | None


@dataclass(frozen=True, slots=True)
class RoundComplete:
    """To owner and decider: *Read*, and *Advance* or *Stop*. Slot: `round/<n>/complete/<person>`.

    The choice is offered while `state` is COMPLETE. *Advance* tells `next_people`.
    """

    debrief_id: str
    label: str
    channel: str
    number: int
    filed: int
    state: RoundState
    next_people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """What was decided, and what it was before. Slots: `decision`, then `decision/2` and so on."""

    debrief_id: str
    label: str
    decision: Decision
    former: Decision | None


@dataclass(frozen=True, slots=True)
class ClosedNote:
    """The debrief ended without a decision; what was sealed stays sealed. Slot: `closed`."""

    debrief_id: str
    label: str
    kind: CloseKind
