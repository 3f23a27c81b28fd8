"""What a debrief's messages say before the reveal; see `reveal_contents` for the rest.

A content holds only what its readers may know at that time. `blocks/debriefs`
renders them. `debrief` is the record's id, for buttons.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.debriefs.called_off import CalledOff
    from hiring.debriefs.debrief import (
        Answer,
        CandidateTask,
        CloseKind,
        Decision,
        Dissent,
        Duty,
        Outcome,
        Release,
        ReleaseReason,
        SeatState,
    )
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
    """Who interviews in which stage and when, and when the scorecard is due.

    Not whether it was filed, so from that time on it isn't said any more: `due_over`. Whoever took
    more time would seem to be late.
    """

    stage: str
    person: str
    due_at: int | None
    at: int | None = None
    due_over: bool = False


@dataclass(frozen=True, slots=True)
class PublicRelease:
    """A seat that was excused or given up, as everybody sees it: who did it and why.

    `keeps_until` is until when its interviewer may keep it, so that the round waits; None once the
    release is final.
    """

    stage: str
    person: str
    how: Release
    reason: ReleaseReason | None
    by: str
    keeps_until: int | None
    agreed: bool = False
    """The interviewer has agreed to being excused or replaced."""


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round as everyone may know it. `seats` are those that nobody released."""

    number: int
    state: RoundState
    seats: tuple[PublicSeat, ...]
    filed: int
    released: tuple[PublicRelease, ...] = ()


@dataclass(frozen=True, slots=True)
class Root:
    """The debrief's message in the channel. Slot: `root`.

    In GRACE it doesn't say when the reveal is: that would tell the time of the last filing. `task`
    is to tell the candidate what is decided now.
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
    deputy: str = ""
    asked_now: tuple[str, ...] = ()
    """Which of owner and decider have pressed *Reveal now* in the grace."""
    task: CandidateTask | None = None


@dataclass(frozen=True, slots=True)
class RoundNote:
    """The note that a round which isn't the last one is complete. Slot: `thread/round-<n>`.

    `by` dropped the later rounds, with the interviewers `left_out`; empty if nobody did.
    """

    debrief_id: str
    number: int
    state: RoundState
    by: str = ""
    left_out: tuple[str, ...] = ()


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
    `readers` can read the filed scorecard now, besides its author, who is left out; empty while it
    is sealed. `needs_reason`: a change of it needs one. `held`: why it is not in the thread after
    the reveal, a reason as in `Trouble`, or "withdrawn" if the owner has removed it; else empty.
    `at` to `ends_at` is the interview, None while nobody has said when; `former_at` is when it was
    before it was moved. `brief`: the interview is days away, so only who and when is said, and
    that the rest comes at `kit_at`. `opens_in` is the round with which filing opens; 0 once it has
    started. `outcome` is what was decided, if it is.
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
    due_at: int | None
    state: KitState
    late: bool
    probe_next: tuple[str, ...]
    attributes: tuple[str, ...]
    readers: tuple[str, ...] = ()
    needs_reason: bool = False
    held: str = ""
    rated: bool = False
    """They have saved ratings, which count once the evidence and the reason are filed, too."""
    offered_to: str = ""
    """The person whom they have asked to take the seat, until `offered_until`; else empty."""
    offered_until: int | None = None
    at: int | None = None
    ends_at: int | None = None
    former_at: int | None = None
    brief: bool = False
    kit_at: int | None = None
    opens_in: int = 0
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class ReleaseNote:
    """To an interviewer whom the owner has excused or replaced. Slot: `seat/<id>/release`.

    Until `keeps_until` they can keep the seat or agree; None once the release is final. `agreed`:
    they have agreed.
    """

    debrief_id: str
    seat: str
    label: str
    channel: str
    stage: str
    by: str
    reason: ReleaseReason | None
    keeps_until: int | None
    agreed: bool = False
    at: int | None = None
    """When their interview was to be, if that was still ahead; else None."""
    ends_at: int | None = None


@dataclass(frozen=True, slots=True)
class InterviewOff:
    """To an interviewer whose interview is off. Slot: `seat/<id>/off`.

    `kind` is why the debrief was closed; None if only the round was dropped.
    """

    debrief_id: str
    label: str
    channel: str
    called_off: CalledOff
    kind: CloseKind | None


@dataclass(frozen=True, slots=True)
class GivenUpNote:
    """To the owner of that time: someone won't file. Slot: `given-up/<seat>/<owner>`.

    `note` is what the interviewer wrote for the owner alone; it may be empty.
    """

    debrief_id: str
    seat: str
    label: str
    channel: str
    stage: str
    person: str
    reason: ReleaseReason | None
    note: str
    can_fill: bool = False
    """Somebody else can still be asked to interview."""


@dataclass(frozen=True, slots=True)
class KeptNote:
    """To the owner: an interviewer keeps the seat and has until a time.

    Slot: `kept/<seat>/<owner>`.
    """

    debrief_id: str
    label: str
    channel: str
    stage: str
    person: str
    until: int


@dataclass(frozen=True, slots=True)
class ReadersNote:
    """To the author of a scorecard: who can read it now. Slot: `round/<n>/readers/<person>`."""

    debrief_id: str
    label: str
    channel: str
    number: int
    readers: tuple[str, ...]


class RequestState(StrEnum):
    """What the person who was asked to take over sees."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class HandOverRequest:
    """To the person who was asked to take over: accept or decline. Slot: `hand-over/<n>/<to>`."""

    debrief_id: str
    number: int
    label: str
    channel: str
    duties: tuple[Duty, ...]
    by: str
    lapses_at: int
    state: RequestState


@dataclass(frozen=True, slots=True)
class HandOverRefused:
    """To the person who asked: declined, or lapsed if `answer` is None.

    Slot: `hand-over/<n>/refused/<by>`.
    """

    debrief_id: str
    label: str
    channel: str
    duties: tuple[Duty, ...]
    to: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class HandOverNote:
    """In the thread, for everybody: who has taken over from whom. Slot: `thread/hand-over-<n>`.

    `by` is who asked for it; empty if the account of the former owner was gone. `at_once`: nobody
    was asked to accept.
    """

    debrief_id: str
    label: str
    duties: tuple[Duty, ...]
    to: str
    by: str
    former: tuple[str, ...]
    at_once: bool


@dataclass(frozen=True, slots=True)
class HandOverTold:
    """To `reader`, who has lost a duty or got it without being asked, by another's act.

    Slot: `hand-over/<n>/told/<reader>`.
    """

    debrief_id: str
    label: str
    channel: str
    duties: tuple[Duty, ...]
    to: str
    by: str
    reader: str


@dataclass(frozen=True, slots=True)
class SeatStatus:
    """A seat as the owner may know it.

    `keeps_until` is until when a released interviewer may keep it; None if the release is final.
    `kept_until` is until when an interviewer who has kept it can't be released. `at` to `ends_at`
    is the interview, None while nobody has said when. `overdue`: its scorecard was due.
    """

    seat: str
    round: int
    stage: str
    person: str
    due_at: int | None
    state: SeatState
    keeps_until: int | None = None
    kept_until: int | None = None
    rated: bool = False
    """Its ratings are saved, but the evidence and the reason aren't filed yet."""
    more_time: bool = False
    """Its interviewer took more time."""
    can_fill: bool = False
    """It was finally released, and somebody else can still be asked to interview."""
    at: int | None = None
    ends_at: int | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class OwnerBoard:
    """To the owner: which seats are empty, and after the reveal where the scorecards are.

    `thread` is the address of the debrief's thread, or empty. Slot: `owner/<person>`.
    """

    debrief_id: str
    label: str
    channel: str
    phase: Phase
    current: int
    seats: tuple[SeatStatus, ...]
    owner: str = ""
    decider: str = ""
    asked_now: tuple[str, ...] = ()
    thread: str = ""


@dataclass(frozen=True, slots=True)
class RoundComplete:
    """To owner and decider: *Read*, and *Advance* or *Stop*. Slot: `round/<n>/complete/<person>`.

    The choice is offered while `state` is COMPLETE. *Advance* tells `next_people`. `changed` are
    others whose scorecards were changed after someone had read the round.
    """

    debrief_id: str
    label: str
    channel: str
    number: int
    filed: int
    state: RoundState
    next_people: tuple[str, ...]
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """What was decided, and what it was before. Slots: `decision`, then `decision/2` and so on.

    `task` is to tell the candidate; None if that isn't needed, or this is not decided any more.
    `takes_dissent`: interviewers may still dissent from it.
    """

    debrief_id: str
    label: str
    decision: Decision
    former: Decision | None
    task: CandidateTask | None = None
    takes_dissent: bool = False


@dataclass(frozen=True, slots=True)
class RevealNowNote:
    """To the owner or the decider: the other one, `by`, wants the reveal now.

    Slot: `reveal-now/<by>/<person>`.
    """

    debrief_id: str
    label: str
    channel: str
    by: str


@dataclass(frozen=True, slots=True)
class DeciderNote:
    """To a decider whom the owner named at opening: that they decide. Slot: `decider/<person>`."""

    debrief_id: str
    label: str
    channel: str
    owner: str


@dataclass(frozen=True, slots=True)
class CandidateNote:
    """To the person who tells the candidate what `decision` is. Slot: `candidate/<n>/<person>`."""

    debrief_id: str
    label: str
    channel: str
    decision: Decision
    task: CandidateTask


@dataclass(frozen=True, slots=True)
class CandidateTold:
    """In the thread: the candidate knows, and who ticked that off. Slot: `candidate/<n>/told`."""

    debrief_id: str
    label: str
    by: str


@dataclass(frozen=True, slots=True)
class DissentNote:
    """In the thread: an interviewer disagrees with what was decided. Slot: `dissent/<n>`."""

    debrief_id: str
    label: str
    dissent: Dissent


@dataclass(frozen=True, slots=True)
class ClosedNote:
    """The debrief ended without a decision; what was sealed stays sealed. Slot: `closed`.

    `readers` are who read which rounds that stay sealed for the channel.
    """

    debrief_id: str
    label: str
    kind: CloseKind
    by: str
    readers: tuple[tuple[str, tuple[int, ...]], ...] = ()
