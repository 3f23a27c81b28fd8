"""People, scorecards and debriefs to test with, and a way to play any sequence of actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from hiring.debriefs import course, filing, opening, staffing, succession
from hiring.debriefs.access import Actor
from hiring.debriefs.debrief import CloseKind, Outcome, StagePlan
from hiring.debriefs.errors import DebriefError
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.opening import NewDebrief, NewRound, NewSeat
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard
from hiring.debriefs.state import Phase, Timing, get_phase
from hiring.debriefs.working_days import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiring.debriefs.debrief import Debrief, Seat

MONDAY = 1_767_603_600  # 5 January 2026, 09:00 UTC
SETTINGS = Timing()
OWNER, DECIDER, ADMIN, OUTSIDER = "UOWNER", "UDECIDER", "UADMIN", "UOUTSIDER"
ANN, BEN, CAT = "UANN", "UBEN", "UCAT"
PEOPLE = (OWNER, DECIDER, ANN, BEN, CAT, ADMIN, OUTSIDER)

STAGES = (
    StagePlan("screen", ("judgement", "design")),
    StagePlan("architecture", ("design", "scale")),
    StagePlan("team", ("clarity", "judgement"), same_day=True),
)


def by(person: str) -> Actor:
    return Actor(person, member=person != OUTSIDER, administrator=person == ADMIN)


def make_scorecard(
    overall: Rating = Rating.YES,
    *,
    design: Rating | None = None,
    reason: str = "It held together.",
    probe: str = "",
    flags: tuple[str, ...] = (),
) -> Scorecard:
    rating = design or overall
    evidence = (AttributeRating("design", rating, "Compared two designs."),)
    return Scorecard(evidence, overall, reason, flags, probe)


def make_new_debrief(*seatings: NewSeat) -> NewDebrief:
    return NewDebrief("D1", "C1", "JS", "ai-tech-lead", DECIDER, STAGES, seatings)


ONE_ROUND = (NewSeat("screen", ANN), NewSeat("architecture", BEN), NewSeat("team", CAT))
TWO_ROUNDS = (
    NewSeat("screen", ANN, 1),
    NewSeat("screen", OWNER, 1),
    NewSeat("architecture", BEN, 2),
    NewSeat("team", DECIDER, 2),
)


def opened(*seatings: NewSeat, now: int = MONDAY, settings: Timing = SETTINGS) -> Debrief:
    return opening.open_debrief(
        make_new_debrief(*(seatings or ONE_ROUND)), by(OWNER), settings, now
    )


def filed(debrief: Debrief, now: int, *seats: str, what: Scorecard | None = None) -> Debrief:
    """The record with scorecards filed for `seats`, by default all empty ones of the round."""
    empty = [s.id for s in debrief.seats_in(debrief.current_round.number) if s.is_empty]
    for seat_id in seats or empty:
        person = debrief.seat(seat_id).person
        debrief = filing.file_scorecard(debrief, by(person), seat_id, what or make_scorecard(), now)
    return debrief


def revealed(now: int = MONDAY) -> Debrief:
    """A debrief of one round; from `now` + 300 on it is revealed."""
    return filed(opened(now=now), now)


@dataclass(frozen=True)
class Step:
    """A person tries something, "next" what comes next; None is who should.

    `pick` chooses people, kinds or scorecards.
    """

    what: str
    who: str | None
    seat: int
    pick: int
    seconds: int


Play: TypeAlias = "Callable[[Debrief, Actor, str, int, int], Debrief]"


def _make_distinct_scorecard(pick: int, world: int) -> Scorecard:
    """One of four scorecards, all four unlike each other and unlike those of another world."""
    ratings = list(Rating)
    other_rating = (pick + 1 + world * 2) % 4
    return replace(
        make_scorecard(
            ratings[pick % 4] if world == 0 else ratings[other_rating],
            reason=f"{world} says {pick % 4}",
        ),
        probe_next=f"{world} asks {pick % 4}" if (pick + world) % 2 else "",
        red_flags=(f"flag-{other_rating}",) * ((pick + world) % 2),
    )


def plays(world: int) -> dict[str, Play]:
    """Every transition but opening, with what it needs made of a number."""
    settings = SETTINGS

    def seating(d: Debrief, pick: int) -> NewSeat:
        stage = STAGES[pick % 3].id
        return NewSeat(stage, PEOPLE[pick % 5], 1 + pick % (len(d.rounds) + 1))

    return {
        "file": lambda d, a, s, p, t: filing.file_scorecard(
            d, a, s, _make_distinct_scorecard(p, world), t
        ),
        "edit": lambda d, a, s, p, t: filing.edit_scorecard(
            d,
            a,
            s,
            ScorecardEdit(_make_distinct_scorecard(p, world), "I was wrong." if p % 3 else ""),
            t,
        ),
        "give_up": lambda d, a, s, _, t: filing.give_up_seat(d, a, s, "", t),
        "seat": lambda d, a, _, p, t: staffing.add_seat(d, a, seating(d, p), settings, t),
        "swap": lambda d, a, s, p, t: staffing.replace_interviewer(d, a, s, PEOPLE[p % 5], t),
        "reschedule": lambda d, a, s, p, t: staffing.reschedule_seat(d, a, s, t + p * HOUR, t),
        "excuse": lambda d, a, s, _, t: staffing.excuse_seat(d, a, s, "Ill.", t),
        "nudge": lambda d, a, s, _, t: staffing.remind_interviewer(d, a, s, t),
        "mark_read": lambda d, a, _, p, t: course.mark_round_read(d, a, 1 + p % len(d.rounds), t),
        "advance": lambda d, a, _, __, t: course.advance_round(d, a, settings, t),
        "stop": lambda d, a, _, __, t: course.stop_rounds(d, a, t),
        "reveal_without": lambda d, a, _, __, t: course.reveal_without_empty_seats(
            d, a, settings, t
        ),
        "decide": lambda d, a, _, p, t: course.record_decision(
            d, a, list(Outcome)[p % 4], "Bar met.", t
        ),
        "change_decision": lambda d, a, _, p, t: course.change_decision(
            d, a, list(Outcome)[p % 4], "New facts.", t
        ),
        "another_round": lambda d, a, _, p, t: opening.start_another_round(
            d, a, NewRound((seating(d, p),), "One more."), settings, t
        ),
        "close": lambda d, a, _, p, t: course.close_debrief(d, a, list(CloseKind)[p % 3], t),
        "hand_over": lambda d, a, _, p, t: succession.hand_over_ownership(d, a, PEOPLE[p % 7], t),
        "hand_over_decision": lambda d, a, _, p, t: succession.hand_over_decision(
            d, a, PEOPLE[p % 7], t
        ),
        "follow": lambda d, _, __, p, t: succession.promote_decider(d, {PEOPLE[p % 7]}, t),
        "appoint": lambda d, a, _, p, t: succession.appoint_owner(
            d, a, PEOPLE[p % 7], {d.owner, d.decider} if p % 2 else set(), t
        ),
    }


NEXT = {
    Phase.RUNNING: ("file",),
    Phase.BETWEEN: ("mark_read", "advance", "advance", "stop"),
    Phase.GRACE: ("edit",),
    Phase.REVEALED: ("edit", "decide", "another_round"),
    Phase.DECIDED: ("change_decision", "another_round", "edit"),
    Phase.CLOSED: ("file",),
}
SECONDS = (0, 1, 60, 299, 300, HOUR, DAY - 1, DAY, 3 * DAY)
OWN = {"file", "edit", "give_up"}
OF_DECIDERS = {"decide", "change_decision", "another_round"}

steps = st.lists(
    st.builds(
        Step,
        what=st.sampled_from(("next",) * 24 + tuple(plays(0))),
        who=st.sampled_from((None,) * 20 + PEOPLE),
        seat=st.integers(0, 7),
        pick=st.integers(0, 27),
        seconds=st.sampled_from(SECONDS),
    ),
    min_size=5,
    max_size=40,
)
openings = st.sampled_from((ONE_ROUND, TWO_ROUNDS, TWO_ROUNDS[:3], ONE_ROUND[:1]))


def played(
    seatings: tuple[NewSeat, ...], steps: list[Step], world: int = 0
) -> Iterator[tuple[Debrief, int, Step | None, DebriefError | None]]:
    """Each record with the time, after each step, and the refusal if there was one."""
    now = MONDAY
    debrief = opened(*seatings)
    yield debrief, now, None, None
    for step in steps:
        now += step.seconds
        if step.what == "next":
            likely = NEXT[get_phase(debrief, now)]
            step = replace(step, what=likely[step.pick % len(likely)])  # noqa: PLW2901 - made plain
        seat = _chosen(debrief, step)
        person = step.who or _proper(debrief, step.what, seat)
        refusal = None
        try:
            debrief = plays(world)[step.what](debrief, by(person), seat.id, step.pick, now)
        except DebriefError as error:
            refusal = error
        yield debrief, now, step, refusal


def _chosen(debrief: Debrief, step: Step) -> Seat:
    """Mostly an empty seat, unless the step is an edit."""
    empty = [seat for seat in debrief.seats_in(debrief.current_round.number) if seat.is_empty]
    among = empty if empty and step.seat < 6 and step.what != "edit" else debrief.seats
    return among[step.seat % len(among)]


def _proper(debrief: Debrief, what: str, seat: Seat) -> str:
    """Who may do such a thing, if anybody may now."""
    if what in OWN:
        return seat.person
    if what == "appoint":
        return ADMIN
    return debrief.decider if what in OF_DECIDERS else debrief.owner
