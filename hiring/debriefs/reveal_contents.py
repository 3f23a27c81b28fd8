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
class SeenRedFlag:
    """A red flag (its id), the attribute that it speaks against if there is one, and who saw it."""

    red_flag: str
    attribute: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """An attribute that deserves the talk: only one person assessed it, or they differ.

    `ratings` are person and rating in the order of the table. `silent` filed a scorecard for a
    stage that rates it, and did not assess it.
    """

    attribute: str
    ratings: tuple[tuple[str, Rating], ...]
    silent: tuple[str, ...]
    red_flags: tuple[SeenRedFlag, ...] = ()

    @property
    def raters(self) -> frozenset[str]:
        """The people who assessed it."""
        return frozenset(person for person, _ in self.ratings)


@dataclass(frozen=True, slots=True)
class TalkClock:
    """Minutes: first for all the points together, then for each speaker, then for the decision."""

    points: int
    each: int
    decision: int


@dataclass(frozen=True, slots=True)
class TalkPlan:
    """How to talk it through, in short: the first message of the reveal. Slot: `reveal/talk`.

    `points` are attribute ids. `speakers` have filed: least senior first, the decider last.
    `listeners` have a seat and have filed nothing. All of them and the decider are notified.
    `overall` are person and overall rating if those are on both sides of the middle, else empty.
    """

    debrief_id: str
    label: str
    clock: TalkClock
    points: tuple[str, ...]
    speakers: tuple[str, ...]
    decider: str
    listeners: tuple[str, ...] = ()
    decide_by: int | None = None
    """When the decision is due; None once it is made."""
    overall: tuple[tuple[str, Rating], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What deserves the talk, then overall ratings. Slot: `reveal/summary`.

    `points` are the first five, `more_points` says how many there are beside them. `red_flags` are
    those that no point has. `without_evidence` are attribute ids that nobody rated. `mentions` are
    the interviewers: they are notified of it where no plan comes before it.

    `seats` are those that nobody released. `spread` counts the overall ratings, of all four,
    strongest no first. `readers` are who read which rounds before they were public. `left_out` are
    people whose scorecards were missing when `revealed_by` revealed the others. `early_by` revealed
    them before the grace was over. `overall` are person and overall rating if those are on both
    sides of the middle, else empty. `compared`: several people rated the same attribute.
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
    early_by: tuple[str, ...] = ()
    points: tuple[TalkingPoint, ...] = ()
    more_points: int = 0
    red_flags: tuple[SeenRedFlag, ...] = ()
    without_evidence: tuple[str, ...] = ()
    overall: tuple[tuple[str, Rating], ...] = ()
    compared: bool = False


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
class OpenMind:
    """What would change an author's mind, as they wrote it on the scorecard of a stage."""

    person: str
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class RunSheet:
    """How to talk it through: no average, score or recommendation. Slot: `reveal/run-sheet`.

    `points` and `compared` are those of the summary. `open_minds` are in the order in which people
    speak. `undecided`: the decision is still to be made.
    """

    plan: TalkPlan
    points: tuple[TalkingPoint, ...]
    compared: bool = False
    without_evidence: tuple[str, ...] = ()
    open_minds: tuple[OpenMind, ...] = ()
    undecided: bool = True
