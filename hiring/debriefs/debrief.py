"""The record of a debrief: what was said and done, and nothing that follows from it.

What follows (the phase, who may see what, which messages exist) is computed by `state`, `access`
and `outlook`. `codec` writes the whole record down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hiring.debriefs.called_off import CalledOff  # noqa: TC001 - `codec` reads the types
from hiring.debriefs.errors import UnknownSeatError
from hiring.debriefs.role_text import RoleText  # noqa: TC001 - `codec` reads the types
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A stage of the role at the time of opening: which attributes it rates, and when it is due."""

    id: str
    attributes: tuple[str, ...]
    same_day: bool = False
    """Due on the day of the interview, not 24 hours after it."""
    minutes: int = 60
    """How long the interview takes where nobody said when it ends."""


@dataclass(frozen=True, slots=True)
class Change:
    """A scorecard before a change, and the reason for the change.

    `after_reading` is the last round of which the author had read another person's scorecard, 0 if
    none. `after_reveal`: the changed scorecard was public.
    """

    former: Scorecard
    reason: str
    at: int
    after_reading: int = 0
    after_reveal: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """A filed scorecard.

    `changes` are those made after someone else could have read it, or after its author had read
    another one. So `changes[0].former` is what the author wrote first.
    """

    card: Scorecard
    at: int
    after_reveal: bool = False
    after_reading: int = 0
    """The last round of which the author had read another person's scorecard; 0 if none."""
    changes: tuple[Change, ...] = ()


class Release(StrEnum):
    """How a seat was released: nobody waits for its scorecard any more."""

    EXCUSED = "excused"
    GIVEN_UP = "given_up"


class ReleaseReason(StrEnum):
    """Why a seat was released: the few reasons that say nothing private."""

    DID_NOT_INTERVIEW = "did_not_interview"
    NOT_AVAILABLE = "not_available"
    CONFLICT = "conflict"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Released:
    """A seat that was excused by the owner, or given up by its interviewer.

    `by` is who did it, and `reason` what everybody sees; None in a record that was written before
    reasons were fixed. Until `final_at` the round waits, and the interviewer may keep the seat.
    `note` is what an interviewer wrote in giving up, for `note_for` alone: the owner at that time.
    `agreed`: the interviewer has agreed to what the owner did.
    """

    how: Release
    reason: ReleaseReason | None
    by: str
    at: int
    final_at: int
    note: str = ""
    note_for: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class EarlyRatings:
    """Ratings that an interviewer saved before writing the evidence and the reason.

    They count for nothing until the scorecard is filed, nobody else ever sees them, and they are
    erased when the seat is released. The evidence of `ratings` is empty.
    """

    ratings: tuple[AttributeRating, ...]
    overall: Rating | None
    at: int


@dataclass(frozen=True, slots=True)
class SeatOffer:
    """An interviewer has asked someone else to interview and file in their place.

    Nothing changes until that person accepts, within one of their working days.
    """

    to: str
    at: int
    lapses_at: int
    answer: Answer | None = None
    answered_at: int | None = None

    def is_open(self, now: int) -> bool:
        """Whether the person who was asked can still accept."""
        return self.answer is None and now < self.lapses_at


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """The time of an interview was set or changed after its seat was added, last by `by`.

    `former_at` is the time before; None if nobody had said one. `told_at` is when another person
    last changed it, which is news to the interviewer; 0 if they always did so themselves.

    `hides`: that was done in a round that had started, once the interview had begun. It would tell
    everybody that its interviewer hadn't filed, so the channel goes on to see `shown_at` and
    `shown_due_at`.

    `had_kit_at` is when that was done, if the interviewer had the whole kit by then: they keep it.
    """

    by: str
    former_at: int | None
    told_at: int
    hides: bool = False
    shown_at: int | None = None
    shown_due_at: int | None = None
    had_kit_at: int = 0


NO_DUE_TIME: Final = 2**40


class SeatState(StrEnum):
    """Whether a seat's scorecard was filed, is waited for, or was released."""

    EMPTY = "empty"
    FILED = "filed"
    EXCUSED = "excused"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person for one stage in one round.

    The interview is from `at` to `ends_at`; None while nobody has said when. Its scorecard then may
    have no due time: `due_at` is None. In a record of version 4 it always has one.

    From `overdue_at` on, the reveal may leave it out, if its round has started; nothing that the
    owner does brings it nearer. `kept_at` is when its interviewer last kept it in a running round
    although the owner had released it.
    """

    id: str
    round: int
    stage: str
    person: str
    due_at: int | None
    at: int | None = None
    filing: Filing | None = None
    released: Released | None = None
    nudged_at: tuple[int, ...] = ()
    overdue_at: int = 0
    kept_at: int | None = None
    given_up: Released | None = None
    """What its interviewer said before they filed after all; None if they never gave it up."""
    ends_at: int | None = None
    more_time_at: int | None = None
    """When its interviewer asked for more time; it is given once, without a reason."""
    shown_due_at: int | None = None
    """What the channel goes on to see as the due time after that: a moved one would tell everybody
    that they hadn't filed."""
    rated: EarlyRatings | None = None
    offers: tuple[SeatOffer, ...] = ()
    in_place_of: str = ""
    """The id of the seat that this one took the place of; empty if it is nobody's."""
    rescheduled: Rescheduled | None = None

    @property
    def state(self) -> SeatState:
        """Filed, released in one of two ways, or waited for."""
        if self.filing:
            return SeatState.FILED
        return SeatState(self.released.how) if self.released else SeatState.EMPTY

    @property
    def public_at(self) -> int | None:
        """When everybody but the owner and its interviewer believes the interview to be."""
        hidden = self.rescheduled
        return hidden.shown_at if hidden and hidden.hides else self.at

    @property
    def public_due_at(self) -> int | None:
        """When everybody but the owner and its interviewer believes it to be due."""
        hidden = self.rescheduled
        due_at = hidden.shown_due_at if hidden and hidden.hides else self.due_at
        return due_at if self.shown_due_at is None else self.shown_due_at

    @property
    def due_order(self) -> int:
        """What seats are sorted by: the due time, or a time after all others if there is none."""
        return NO_DUE_TIME if self.due_at is None else self.due_at

    @property
    def is_empty(self) -> bool:
        """Whether this scorecard is wanted: neither filed nor released."""
        return self.state is SeatState.EMPTY

    @property
    def settled_at(self) -> int:
        """When it was filed, or from when on its release is final; 0 while it is empty."""
        if self.filing:
            return self.filing.at
        return self.released.final_at if self.released else 0

    def can_be_kept(self, now: int) -> bool:
        """Whether the owner has released it and the interviewer may still keep it."""
        released = self.released
        excused = released is not None and released.how is Release.EXCUSED
        return excused and now < self.settled_at


@dataclass(frozen=True, slots=True)
class Round:
    """Some of the stages, sealed together. `read_by` are the owners and deciders who read it.

    `stopped_by` dropped the later rounds, with the interviewers `left_out`.
    """

    number: int
    started_at: int | None = None
    advanced_at: int | None = None
    stopped_at: int | None = None
    read_by: tuple[str, ...] = ()
    stopped_by: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reveal:
    """The scorecards of the rounds up to `through` became public.

    `without` are the ids of the seats that were left out, by whom `by` says: both are empty where
    nobody was. `early_by` are the owner and the decider, if both asked for it before the grace was
    over.
    """

    through: int
    at: int
    without: tuple[str, ...] = ()
    by: str = ""
    early_by: tuple[str, ...] = ()
    guided: bool = True
    """The thread begins with how to talk it through; in a record of version 4 it didn't."""


@dataclass(frozen=True, slots=True)
class RevealRequest:
    """The owner or the decider wants the reveal now, and not only when the grace is over."""

    person: str
    at: int


class Outcome(StrEnum):
    """What a decider may decide."""

    HIRE = "hire"
    NO_HIRE = "no_hire"
    HOLD = "hold"
    ANOTHER_ROUND = "another_round"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, why, by which person and when."""

    outcome: Outcome
    reason: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Dissent:
    """Someone with a seat disagrees with a decision: on which attribute, and the evidence."""

    person: str
    attribute: str
    evidence: str
    at: int


@dataclass(frozen=True, slots=True)
class CandidateTask:
    """Someone has to tell the candidate what was decided, by a time. `told_by` ticked it off.

    It is set at the time of the decision that it is about.
    """

    person: str
    due_at: int
    set_at: int
    told_by: str = ""
    told_at: int | None = None


class CloseKind(StrEnum):
    """Why a debrief ended without a decision."""

    WITHDREW = "withdrew"
    ROLE_CLOSED = "role_closed"
    OPENED_BY_MISTAKE = "opened_by_mistake"


@dataclass(frozen=True, slots=True)
class Closing:
    """A debrief ended without a decision."""

    kind: CloseKind
    by: str
    at: int


class Duty(StrEnum):
    """What is handed over: to run the debrief, or to decide."""

    OWNER = "owner"
    DECIDER = "decider"


class Answer(StrEnum):
    """What became of a request to take something over. Without one it lapses."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class HandOver:
    """A request to take over `duties`, or a succession that needed none.

    `by` is who asked; empty where someone's account was gone, and the debrief went on to the next
    person. `former` are those who had the duties when it was asked for. Where nobody had to accept,
    it lapses when it is made.
    """

    duties: tuple[Duty, ...]
    to: str
    by: str
    former: tuple[str, ...]
    at: int
    lapses_at: int
    answer: Answer | None = None
    answered_at: int | None = None

    @property
    def at_once(self) -> bool:
        """Whether it took effect without being accepted."""
        return self.lapses_at == self.at

    def is_open(self, now: int) -> bool:
        """Whether the person who was asked can still accept."""
        return self.answer is None and now < self.lapses_at


@dataclass(frozen=True, slots=True)
class Debrief:
    """One candidate for one role.

    `stages` are the role's, in their order. `speaking` are people, least senior first, empty if
    the order of stages applies. `grace` is how many seconds lie between the last filing and the
    reveal. `reveals` and `decisions` are oldest first; no rounds are left out of `rounds`.
    """

    id: str
    channel: str
    label: str
    role: str
    owner: str
    decider: str
    opened_at: int
    grace: int
    stages: tuple[StagePlan, ...]
    seats: tuple[Seat, ...]
    rounds: tuple[Round, ...]
    next_seat: int
    job_title: str = ""
    link: str = ""
    speaking: tuple[str, ...] = ()
    reveals: tuple[Reveal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    closed: Closing | None = None
    deputy: str = ""
    """Takes over without being asked again; empty if nobody was named at opening."""
    hand_overs: tuple[HandOver, ...] = ()
    role_text: RoleText | None = None
    """The role's words at opening; None in a debrief that was opened before they were stored."""
    reveal_requests: tuple[RevealRequest, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    candidate_tasks: tuple[CandidateTask, ...] = ()
    """One for each decision to hire or not, oldest first; none for those of before version 5."""
    called_off: tuple[CalledOff, ...] = ()

    def seat(self, seat_id: str) -> Seat:
        """The seat with an id. Raises UnknownSeatError."""
        if (seat := self.find_seat(seat_id)) is None:
            raise UnknownSeatError
        return seat

    def find_seat(self, seat_id: str) -> Seat | None:
        """The seat with an id; None if there is no such seat, or no longer."""
        return next((seat for seat in self.seats if seat.id == seat_id), None)

    def seats_of(self, person: str) -> tuple[Seat, ...]:
        """A person's seats, in the order of all seats."""
        return tuple(seat for seat in self.seats if seat.person == person)

    def seats_in(self, number: int) -> tuple[Seat, ...]:
        """The seats of a round."""
        return tuple(seat for seat in self.seats if seat.round == number)

    @property
    def current_round(self) -> Round:
        """The last round that was started."""
        return [round_ for round_ in self.rounds if round_.started_at is not None][-1]

    @property
    def public_through(self) -> int:
        """The last round that is public, 0 while none is. See `state.apply_due_reveal`."""
        return self.reveals[-1].through if self.reveals else 0

    @property
    def decision(self) -> Decision | None:
        """The present decision; None before the first, and after *Another round*."""
        last = self.decisions[-1] if self.decisions else None
        return None if last and last.outcome is Outcome.ANOTHER_ROUND else last

    @property
    def candidate_task(self) -> CandidateTask | None:
        """Who tells the candidate what is decided at present, by when.

        None while that is neither to hire nor not to, and if it was decided before version 5.
        """
        decision, last = self.decision, self.candidate_tasks[-1:]
        if decision is None or decision.outcome is Outcome.HOLD or not last:
            return None
        return last[0]

    @property
    def interviewers(self) -> tuple[str, ...]:
        """All interviewers, each once, in the order of the seats."""
        return tuple(dict.fromkeys(seat.person for seat in self.seats))

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that the role's stages rate, once each, in the order of the stages."""
        return tuple(dict.fromkeys(self._attributes()))

    def attributes_of(self, stage: str) -> tuple[str, ...]:
        """What a stage rates; nothing if the debrief has no such stage."""
        return next((plan.attributes for plan in self.stages if plan.id == stage), ())

    def stage_order(self, stage: str) -> int:
        """The position of a stage in the role's order; an unknown stage comes last."""
        ids = [plan.id for plan in self.stages]
        return ids.index(stage) if stage in ids else len(ids)

    def _attributes(self) -> Iterator[str]:
        for plan in self.stages:
            yield from plan.attributes
