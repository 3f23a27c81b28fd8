"""People, scorecards and debriefs to test with, and a way to play any sequence of actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from hiring.debriefs import (
    after_decision,
    course,
    filing,
    opening,
    scheduling,
    seat_offers,
    staffing,
    succession,
)
from hiring.debriefs.access import Actor
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.debrief import (
    CloseKind,
    Duty,
    EarlyRatings,
    Outcome,
    ReleaseReason,
    StagePlan,
)
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.errors import DebriefError
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.opening import NewDebrief, NewRound, NewSeat
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard
from hiring.debriefs.staffing import SeatHolder
from hiring.debriefs.state import Phase, Timing, get_phase
from hiring.debriefs.succession import Successor
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR, WorkCalendar

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


def make_new_debrief(*seatings: NewSeat, deputy: str = "") -> NewDebrief:
    return NewDebrief("D1", "C1", "JS", "ai-tech-lead", DECIDER, STAGES, seatings, deputy=deputy)


ONE_ROUND = (NewSeat("screen", ANN), NewSeat("architecture", BEN), NewSeat("team", CAT))
TIMED = tuple(replace(seat, at=MONDAY - HOUR) for seat in ONE_ROUND)
TWO_ROUNDS = (
    NewSeat("screen", ANN, 1),
    NewSeat("screen", OWNER, 1),
    NewSeat("architecture", BEN, 2),
    NewSeat("team", DECIDER, 2),
)


def opened(
    *seatings: NewSeat, now: int = MONDAY, settings: Timing = SETTINGS, deputy: str = ""
) -> Debrief:
    """Without seatings, everybody's scorecard is due a day later."""
    usual = tuple(replace(seat, due_at=now + DAY) for seat in ONE_ROUND)
    new = make_new_debrief(*(seatings or usual), deputy=deputy)
    return opening.open_debrief(new, by(OWNER), settings, now)


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


ILL = ReleaseReason.NOT_AVAILABLE
HERE, GONE = SeatHolder(), SeatHolder(gone=True)


def excused(
    debrief: Debrief,
    seat_id: str,
    now: int,
    holder: SeatHolder = HERE,
    reason: ReleaseReason = ILL,
) -> Debrief:
    """The record after its owner excused an interviewer, who may keep the seat for a day."""
    return staffing.excuse_seat(debrief, by(debrief.owner), seat_id, reason, holder, now)


def replaced(
    debrief: Debrief, seat_id: str, person: str, now: int, holder: SeatHolder = HERE
) -> Debrief:
    """The record after its owner gave a seat's stage to another person."""
    actor = by(debrief.owner)
    return staffing.replace_interviewer(debrief, actor, seat_id, person, holder, SETTINGS, now)


def given_up(debrief: Debrief, seat_id: str, now: int, note: str = "") -> Debrief:
    """The record after an interviewer gave a seat up."""
    actor = by(debrief.seat(seat_id).person)
    return filing.give_up_seat(debrief, actor, seat_id, ILL, note, now)


def waiting(now: int = MONDAY) -> Debrief:
    """Ann and Ben have filed; the round waits for Cat, whose seat is 3."""
    return filed(opened(now=now), now, "1", "2")


def seat_kept(
    debrief: Debrief, seat_id: str, now: int, calendar: WorkCalendar = DEFAULT_CALENDAR
) -> Debrief:
    actor = by(debrief.seat(seat_id).person)
    return filing.keep_seat(debrief, actor, seat_id, calendar, now)


def agreed(debrief: Debrief, seat_id: str, now: int) -> Debrief:
    return filing.agree_to_release(debrief, by(debrief.seat(seat_id).person), seat_id, now)


def rescheduled(debrief: Debrief, seat_id: str, due_at: int, now: int) -> Debrief:
    time = InterviewTime(due_at=due_at)
    return scheduling.schedule_interview(debrief, by(OWNER), seat_id, time, SETTINGS, now)


def scheduled(
    debrief: Debrief, seat_id: str, at: int, now: int, due_at: int | None = None
) -> Debrief:
    time = InterviewTime(at, due_at=due_at)
    return scheduling.schedule_interview(debrief, by(OWNER), seat_id, time, SETTINGS, now)


def handed_over(
    debrief: Debrief, duty: Duty, person: str, now: int, at: int | None = None
) -> Debrief:
    """The record after a person took a duty over: it was requested at `now`, accepted at `at`."""
    holder = debrief.owner if duty is Duty.OWNER else debrief.decider
    debrief = succession.request_hand_over(debrief, by(holder), duty, Successor(person), now)
    number = len(debrief.hand_overs)
    return succession.accept_hand_over(debrief, by(person), number, now if at is None else at)


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


def make_early_ratings(pick: int, world: int, now: int) -> EarlyRatings:
    """Ratings without words, unlike those of another world."""
    card = _make_distinct_scorecard(pick, world)
    rated = tuple(replace(rating, evidence="") for rating in card.ratings)
    return EarlyRatings(rated, card.overall if pick % 2 else None, now)


REASONS = (ReleaseReason.DID_NOT_INTERVIEW, ReleaseReason.NOT_AVAILABLE, ReleaseReason.CONFLICT)


def east(hours: int) -> WorkCalendar:
    """The calendar of a person who is so many hours east of London."""
    return WorkCalendar(zone="", utc_offset=hours * HOUR)


def choose_calendar(pick: int) -> WorkCalendar:
    """Where a person is: in London, Tokyo or Los Angeles."""
    return east((0, 9, -8)[pick % 3])


def choose_holder(pick: int) -> SeatHolder:
    """What Slack says of an interviewer; every seventh account is gone."""
    return SeatHolder(gone=pick % 7 == 6, calendar=choose_calendar(pick))


def choose_time(pick: int, now: int) -> InterviewTime:
    """When an interview is: soon, days ago or ahead, at no time; every fifth has a due time."""
    at = (now + pick * HOUR, now - pick * DAY, now + pick * DAY, None)[pick % 4]
    due_at = (at or now) + 3 * DAY + pick * HOUR if pick % 5 == 4 else None
    return InterviewTime(at, due_at=due_at)


def choose_successor(pick: int) -> Successor:
    return Successor(PEOPLE[pick % 7], choose_calendar(pick))


def choose_telling(pick: int, now: int) -> Telling:
    """Who tells the candidate, and by when; every fifth time has passed."""
    return Telling(PEOPLE[pick % 5], now + (pick % 5) * DAY)


def choose_request(debrief: Debrief, actor: Actor, pick: int, now: int) -> int:
    """The number of a request that the person can accept, or else of any, or of none."""
    numbered = enumerate(debrief.hand_overs, 1)
    own = (number for number, each in numbered if each.to == actor.person and each.is_open(now))
    return next(own, pick % (len(debrief.hand_overs) + 2))


def choose_offer(debrief: Debrief, actor: Actor, seat_id: str, pick: int, now: int) -> int:
    """The number of a seat's request that the person can accept, or else of any, or of none."""
    seat = debrief.find_seat(seat_id)
    offers = seat.offers if seat else ()
    own = (n for n, each in enumerate(offers, 1) if each.to == actor.person and each.is_open(now))
    return next(own, pick % (len(offers) + 2))


def plays(world: int) -> dict[str, Play]:
    """Every transition but opening, with what it needs made of a number."""
    settings = SETTINGS

    def seating(d: Debrief, pick: int) -> NewSeat:
        stage = STAGES[pick % 3].id
        return NewSeat(stage, PEOPLE[pick % 5], 1 + pick % (len(d.rounds) + 1))

    def again(d: Debrief, seat_id: str) -> NewSeat:
        """A seat that there is, or was."""
        seat = d.seat(seat_id)
        return NewSeat(seat.stage, seat.person, seat.round)

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
        "give_up": lambda d, a, s, p, t: filing.give_up_seat(
            d, a, s, REASONS[p % 3], f"Note of {a.person}", t
        ),
        "rate_now": lambda d, a, s, p, t: filing.save_early_ratings(
            d, a, s, make_early_ratings(p, world, t), t
        ),
        "more_time": lambda d, a, s, p, t: filing.give_more_time(d, a, s, choose_calendar(p), t),
        "offer_seat": lambda d, a, s, p, t: seat_offers.offer_seat(d, a, s, choose_successor(p), t),
        "accept_seat": lambda d, a, s, p, t: seat_offers.accept_seat(
            d, a, s, choose_offer(d, a, s, p, t), settings, t
        ),
        "decline_seat": lambda d, a, s, p, t: seat_offers.decline_seat(
            d, a, s, choose_offer(d, a, s, p, t), t
        ),
        "keep": lambda d, a, s, p, t: filing.keep_seat(d, a, s, choose_calendar(p), t),
        "agree": lambda d, a, s, _, t: filing.agree_to_release(d, a, s, t),
        "seat": lambda d, a, s, p, t: staffing.add_seat(
            d, a, again(d, s) if p % 2 and d.find_seat(s) else seating(d, p), settings, t
        ),
        "swap": lambda d, a, s, p, t: staffing.replace_interviewer(
            d, a, s, PEOPLE[p % 5], choose_holder(p), settings, t
        ),
        "reschedule": lambda d, a, s, p, t: scheduling.schedule_interview(
            d, a, s, choose_time(p, t), settings, t
        ),
        "excuse": lambda d, a, s, p, t: staffing.excuse_seat(
            d, a, s, REASONS[p % 3], choose_holder(p), t
        ),
        "nudge": lambda d, a, s, _, t: staffing.remind_interviewer(d, a, s, t),
        "mark_read": lambda d, a, _, p, t: course.mark_round_read(d, a, 1 + p % len(d.rounds), t),
        "advance": lambda d, a, _, __, t: course.advance_round(d, a, settings, t),
        "stop": lambda d, a, _, __, t: course.stop_rounds(d, a, t),
        "reveal_without": lambda d, a, _, __, t: course.reveal_without_missing_seats(d, a, t),
        "reveal_now": lambda d, a, _, __, t: course.request_reveal(d, a, t),
        "decide": lambda d, a, _, p, t: course.record_decision(
            d, a, list(Outcome)[p % 4], "Bar met.", t, choose_telling(p, t)
        ),
        "change_decision": lambda d, a, _, p, t: course.change_decision(
            d, a, list(Outcome)[p % 4], "New facts.", t, choose_telling(p, t)
        ),
        "candidate_told": lambda d, a, _, __, t: after_decision.mark_candidate_told(d, a, t),
        "candidate_task": lambda d, a, _, p, t: after_decision.change_candidate_task(
            d, a, choose_telling(p, t), t
        ),
        "dissent": lambda d, a, _, p, t: after_decision.record_dissent(
            d, a, ("design", "scale", "old")[p % 3], "It fell over.", t
        ),
        "another_round": lambda d, a, _, p, t: opening.start_another_round(
            d, a, NewRound((seating(d, p),), "One more."), settings, t
        ),
        "close": lambda d, a, _, p, t: course.close_debrief(d, a, list(CloseKind)[p % 3], t),
        "hand_over": lambda d, a, _, p, t: succession.request_hand_over(
            d, a, Duty.OWNER, choose_successor(p), t
        ),
        "hand_over_decision": lambda d, a, _, p, t: succession.request_hand_over(
            d, a, Duty.DECIDER, choose_successor(p), t
        ),
        "accept": lambda d, a, _, p, t: succession.accept_hand_over(
            d, a, choose_request(d, a, p, t), t
        ),
        "decline": lambda d, a, _, p, t: succession.decline_hand_over(
            d, a, choose_request(d, a, p, t), t
        ),
        "follow": lambda d, _, __, p, t: succession.promote_successor(
            d, {PEOPLE[p % 7], *((d.owner, d.decider) if p % 2 else ())}, t
        ),
        "appoint": lambda d, a, _, p, t: succession.appoint_owner(
            d, a, choose_successor(p), {d.owner, d.decider} if p % 2 else set(), t
        ),
    }


NEXT = {
    Phase.RUNNING: ("file", "file", "excuse"),
    Phase.BETWEEN: ("mark_read", "advance", "advance", "excuse", "edit", "excuse", "stop"),
    Phase.GRACE: ("edit", "reveal_now"),
    Phase.REVEALED: ("edit", "decide", "another_round"),
    Phase.DECIDED: ("change_decision", "another_round", "edit", "candidate_told", "dissent"),
    Phase.CLOSED: ("file",),
}
SECONDS = (0, 1, 60, 299, 300, HOUR, DAY - 1, DAY, 3 * DAY)
OWN = {"file", "edit", "give_up", "keep", "agree", "rate_now", "more_time", "offer_seat", "dissent"}
OF_OFFERED = {"accept_seat", "decline_seat"}
OF_SUCCESSORS = {"accept", "decline"}
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
    debrief = opened_with_deputy(*seatings)
    yield debrief, now, None, None
    for step in steps:
        now += step.seconds
        attempt = make_attempt(debrief, step, now)
        debrief, refusal = try_it(debrief, attempt, now, plays(world))
        yield debrief, now, replace(step, what=attempt.what, who=attempt.person), refusal


def opened_with_deputy(*seatings: NewSeat) -> Debrief:
    """Cat is the deputy, unless there is one seat only."""
    return opened(*seatings, deputy=CAT if len(seatings) > 1 else "")


@dataclass(frozen=True)
class Attempt:
    """A step as it is tried: by this person, on this seat."""

    what: str
    person: str
    seat_id: str
    pick: int


def make_attempt(debrief: Debrief, step: Step, now: int) -> Attempt:
    """What a step tries, with "next" and the person who should made plain."""
    likely = _list_likely(debrief, now)
    what = likely[step.pick % len(likely)] if step.what == "next" else step.what
    seat = _chosen(debrief, replace(step, what=what), now)
    person = step.who or _proper(debrief, what, seat, now)
    return Attempt(what, person, seat.id, step.pick)


def try_it(
    debrief: Debrief, attempt: Attempt, now: int, table: dict[str, Play]
) -> tuple[Debrief, DebriefError | None]:
    """The record after an attempt, and the refusal if there was one."""
    play = table[attempt.what]
    try:
        return play(debrief, by(attempt.person), attempt.seat_id, attempt.pick, now), None
    except DebriefError as error:
        return debrief, error


def _list_likely(debrief: Debrief, now: int) -> tuple[str, ...]:
    """What people do next, most of the time."""
    phase = get_phase(debrief, now)
    likely = NEXT[phase]
    if phase in {Phase.RUNNING, Phase.BETWEEN} and any(s.can_be_kept(now) for s in debrief.seats):
        likely += ("keep", "keep", "keep", "agree", "seat")
    if any(each.is_open(now) for each in debrief.hand_overs):
        likely += ("accept", "accept", "decline")
    if any(offer.is_open(now) for seat in debrief.seats for offer in seat.offers):
        likely += ("accept_seat", "accept_seat", "accept_seat", "decline_seat", "offer_seat")
    return likely


def _chosen(debrief: Debrief, step: Step, now: int) -> Seat:
    """Mostly a seat that the step can be done to."""
    if step.what in {"keep", "agree", "seat"}:
        likely = [seat for seat in debrief.seats if seat.can_be_kept(now)]
    elif step.what in OF_OFFERED:
        likely = [s for s in debrief.seats if any(offer.is_open(now) for offer in s.offers)]
    elif step.what == "edit":
        likely = [seat for seat in debrief.seats if seat.filing]
    else:
        likely = [s for s in debrief.seats_in(debrief.current_round.number) if s.is_empty]
        likely = likely or [seat for seat in debrief.seats if seat.is_empty]
    among = likely if likely and step.seat < 6 else debrief.seats
    return among[step.seat % len(among)]


def _proper(debrief: Debrief, what: str, seat: Seat, now: int) -> str:
    """Who may do such a thing, if anybody may now."""
    if what in OWN:
        return seat.person
    if what in OF_OFFERED:
        return next((offer.to for offer in seat.offers if offer.is_open(now)), OUTSIDER)
    if what in OF_SUCCESSORS:
        return next((each.to for each in debrief.hand_overs if each.is_open(now)), OUTSIDER)
    if what == "appoint":
        return ADMIN
    second = what == "reveal_now" and debrief.reveal_requests
    return debrief.decider if second or what in OF_DECIDERS else debrief.owner
