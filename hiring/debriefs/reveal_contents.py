"""What messages say from the reveal on. No average, score or recommendation anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.debriefs.contents import PublicRelease
    from hiring.debriefs.debrief import Change, SeatState
    from hiring.debriefs.scorecard import Rating, Scorecard


@dataclass(frozen=True, slots=True)
class RevealedSeat:
    """A seat without the time of its filing; `scorecard` is None if none was filed.

    `changes` are what the scorecard was before each change that needed a reason, oldest first.
    `attributes` are what the stage rates. `after_reading` is the last round of which the author had
    read another person's scorecard before filing; 0 if none. `given_up` is what the author had said
    before they filed after all.
    """

    seat: str
    round: int
    stage: str
    person: str
    state: SeatState
    scorecard: Scorecard | None
    after_reveal: bool
    after_reading: int
    changes: tuple[Change, ...]
    attributes: tuple[str, ...]
    given_up: PublicRelease | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Overall ratings. `mentions` are the interviewers, who are notified. Slot: `reveal/summary`.

    `seats` are those that nobody released. `spread` counts the overall ratings, of all four,
    strongest no first. `readers` are who read which rounds before they were public. `left_out` are
    people whose scorecards were missing when `revealed_by` revealed the others.
    """

    debrief_id: str
    label: str
    mentions: tuple[str, ...]
    seats: tuple[RevealedSeat, ...]
    spread: tuple[tuple[Rating, int], ...]
    released: tuple[PublicRelease, ...] = ()
    readers: tuple[tuple[str, tuple[int, ...]], ...] = ()
    revealed_by: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A row for each rated attribute, a column for each filed seat. Slot: `reveal/matrix`.

    A cell is None if the attribute was not assessed.
    """

    debrief_id: str
    label: str
    columns: tuple[RevealedSeat, ...]
    rows: tuple[tuple[str, tuple[Rating | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class RevealedScorecard:
    """One scorecard in full, with what it was before each change. Slot: `reveal/card/<seat>`."""

    debrief_id: str
    label: str
    seat: RevealedSeat


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Ratings of one attribute on both sides of the middle; "" is the overall rating."""

    attribute: str
    ratings: tuple[tuple[str, Rating], ...]
    """Person and rating, in the order of the table."""


@dataclass(frozen=True, slots=True)
class SharedRedFlag:
    """A red flag (its id) that several people saw."""

    red_flag: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunSheet:
    """How to talk it through: no average, score or recommendation. Slot: `reveal/run-sheet`.

    `without_evidence` are attribute ids that nobody rated. `speaking` ends with the decider.
    `undecided`: the decision is still to be made.
    """

    debrief_id: str
    label: str
    differing: tuple[Disagreement, ...]
    without_evidence: tuple[str, ...]
    red_flags: tuple[SharedRedFlag, ...]
    speaking: tuple[str, ...]
    decider: str
    undecided: bool = True
