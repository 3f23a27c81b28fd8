"""The material of a reveal: the spread and the differences, and nothing computed beyond them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.contents import PublicRelease
from hiring.debriefs.reveal_contents import (
    Matrix,
    OpenMind,
    RevealedScorecard,
    RevealedSeat,
    RunSheet,
    Summary,
    TalkPlan,
)
from hiring.debriefs.role_text import USUAL_TALK_MINUTES
from hiring.debriefs.scorecard import Rating
from hiring.debriefs.talk import (
    MOST_POINTS,
    divide_minutes,
    is_divided,
    list_red_flags,
    list_talking_points,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiring.debriefs.debrief import Debrief, Released, Round, Seat
    from hiring.debriefs.reveal_contents import TalkingPoint
    from hiring.debriefs.scorecard import Scorecard


def build_summary(debrief: Debrief, through: int) -> Summary:
    """What deserves the talk and the overall ratings, of the rounds up to one."""
    filed = _list_scorecards(debrief, through)
    overall = [scorecard.overall for _, scorecard in filed]
    points = _list_points(debrief, through)
    shown = points[:MOST_POINTS]
    under_points = {flag for point in shown for flag in point.red_flags}
    flags = list_red_flags(debrief, filed)
    seats = _list_seats(debrief, through)
    reveals = [each for each in debrief.reveals if each.through == through]
    without = {seat_id for each in reveals for seat_id in each.without}
    revealed_by = next((each.by for each in reveals if each.without), "")
    return Summary(
        debrief_id=debrief.id,
        label=debrief.label,
        mentions=tuple(dict.fromkeys(seat.person for seat in seats)),
        seats=tuple(reveal_seat(debrief, seat) for seat in seats),
        spread=tuple((rating, overall.count(rating)) for rating in Rating),
        points=shown,
        more_points=len(points) - len(shown),
        red_flags=tuple(flag for flag in flags if flag not in under_points),
        without_evidence=_list_unrated_attributes(debrief, through),
        released=tuple(
            describe_release(seat, seat.released)
            for seat in debrief.seats
            if seat.round <= through and seat.released
        ),
        readers=tuple(list_early_readers(debrief.rounds[:through])),
        revealed_by=revealed_by,
        left_out=tuple(seat.person for seat in debrief.seats if seat.id in without),
        early_by=next((each.early_by for each in reveals), ()),
        overall=_list_divided_overall_ratings(debrief, through),
        compared=_is_compared(debrief, through),
    )


def describe_release(
    seat: Seat, released: Released, keeps_until: int | None = None
) -> PublicRelease:
    """A released seat as everybody sees it; `keeps_until` None if its release is final."""
    return PublicRelease(
        seat.stage,
        seat.person,
        released.how,
        released.reason,
        released.by,
        keeps_until,
        released.agreed,
    )


def build_matrix(debrief: Debrief, through: int) -> Matrix | None:
    """Attributes by seats; None if nobody filed."""
    scorecards = _list_scorecards(debrief, through)
    if not scorecards:
        return None
    ratings = {
        attribute: tuple(
            rated.rating if (rated := scorecard.rated(attribute)) else None
            for _, scorecard in scorecards
        )
        for attribute in _list_rated_attributes(debrief, through)
    }
    return Matrix(
        debrief_id=debrief.id,
        label=debrief.label,
        columns=tuple(reveal_seat(debrief, seat) for seat, _ in scorecards),
        rows=tuple(ratings.items()),
    )


def build_scorecards(debrief: Debrief, after: int, through: int) -> Iterator[RevealedScorecard]:
    """Each scorecard in full, of the rounds from `after` + 1 to `through`."""
    for seat, _ in _list_scorecards(debrief, through):
        if seat.round > after:
            yield RevealedScorecard(
                debrief_id=debrief.id, label=debrief.label, seat=reveal_seat(debrief, seat)
            )


def build_plan(debrief: Debrief, through: int) -> TalkPlan:
    """How to talk it through, in short: what first, who speaks when, and for how many minutes."""
    filed = _list_scorecards(debrief, through)
    authors = {seat.person for seat, _ in filed}
    speakers = tuple(p for p in get_speaking_order(debrief, through) if p in authors)
    points = _list_points(debrief, through)[:MOST_POINTS]
    overall = _list_divided_overall_ratings(debrief, through)
    minutes = debrief.role_text.talk_minutes if debrief.role_text else USUAL_TALK_MINUTES
    seats = _list_seats(debrief, through)
    return TalkPlan(
        debrief_id=debrief.id,
        label=debrief.label,
        clock=divide_minutes(minutes, len(points) + bool(overall), len(speakers)),
        points=tuple(point.attribute for point in points),
        speakers=speakers,
        decider=debrief.decider,
        listeners=tuple(dict.fromkeys(s.person for s in seats if s.person not in authors)),
        overall=overall,
    )


def build_run_sheet(debrief: Debrief, through: int, *, undecided: bool = True) -> RunSheet:
    """How to talk it through, with what would change each author's mind."""
    filed = _list_scorecards(debrief, through)
    plan = build_plan(debrief, through)
    return RunSheet(
        plan=plan,
        points=_list_points(debrief, through)[:MOST_POINTS],
        compared=_is_compared(debrief, through),
        without_evidence=_list_unrated_attributes(debrief, through),
        open_minds=tuple(
            OpenMind(speaker, seat.stage, scorecard.change_mind.strip())
            for speaker in plan.speakers
            for seat, scorecard in filed
            if seat.person == speaker and scorecard.change_mind.strip()
        ),
        undecided=undecided,
    )


def get_speaking_order(debrief: Debrief, through: int) -> tuple[str, ...]:
    """Who speaks in which order: least senior first as set at opening, else by stage.

    The decider is last, interviewer or not. People who filed nothing are left out.
    """
    by_stage = sorted(
        _list_scorecards(debrief, through),
        key=lambda filed: (filed[0].round, debrief.stage_order(filed[0].stage)),
    )
    people = dict.fromkeys(seat.person for seat, _ in by_stage)
    first = [person for person in debrief.speaking if person in people]
    order = dict.fromkeys((*first, *people))
    order.pop(debrief.decider, None)
    return (*order, debrief.decider)


def reveal_seat(debrief: Debrief, seat: Seat) -> RevealedSeat:
    """A seat as everybody may see it from the reveal on."""
    filing = seat.filing
    return RevealedSeat(
        seat=seat.id,
        round=seat.round,
        stage=seat.stage,
        person=seat.person,
        state=seat.state,
        scorecard=filing.card if filing else None,
        after_reveal=bool(filing and filing.after_reveal),
        after_reading=filing.after_reading if filing else 0,
        changes=filing.changes if filing else (),
        attributes=debrief.attributes_of(seat.stage),
        given_up=describe_release(seat, seat.given_up) if seat.given_up else None,
    )


def _list_seats(debrief: Debrief, through: int) -> list[Seat]:
    return [seat for seat in debrief.seats if seat.round <= through and not seat.released]


def list_early_readers(rounds: Sequence[Round]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Who read which rounds before the channel could, in the order in which they began."""
    for person in dict.fromkeys(reader for round_ in rounds for reader in round_.read_by):
        yield person, tuple(round_.number for round_ in rounds if person in round_.read_by)


def _list_scorecards(debrief: Debrief, through: int) -> list[tuple[Seat, Scorecard]]:
    return [(seat, seat.filing.card) for seat in _list_seats(debrief, through) if seat.filing]


def _list_rated_attributes(debrief: Debrief, through: int) -> tuple[str, ...]:
    """The attributes that were rated, in the role's order; those it no longer has come last."""
    rated = dict.fromkeys(
        rating.attribute
        for _, scorecard in _list_scorecards(debrief, through)
        for rating in scorecard.ratings
    )
    known = [attribute for attribute in debrief.attributes if attribute in rated]
    return tuple(dict.fromkeys((*known, *rated)))


def _list_unrated_attributes(debrief: Debrief, through: int) -> tuple[str, ...]:
    rated = _list_rated_attributes(debrief, through)
    return tuple(attribute for attribute in debrief.attributes if attribute not in rated)


def _list_divided_overall_ratings(debrief: Debrief, through: int) -> tuple[tuple[str, Rating], ...]:
    """Person and overall rating if those are on both sides of the middle, else nothing."""
    overall = tuple(
        (seat.person, card.overall) for seat, card in _list_scorecards(debrief, through)
    )
    return overall if is_divided(overall) else ()


def _is_compared(debrief: Debrief, through: int) -> bool:
    """Whether several people rated the same attribute."""
    raters: dict[str, set[str]] = {}
    for seat, card in _list_scorecards(debrief, through):
        for rated in card.ratings:
            raters.setdefault(rated.attribute, set()).add(seat.person)
    return any(len(people) > 1 for people in raters.values())


def _list_points(debrief: Debrief, through: int) -> tuple[TalkingPoint, ...]:
    attributes = _list_rated_attributes(debrief, through)
    return list_talking_points(debrief, _list_scorecards(debrief, through), attributes)
