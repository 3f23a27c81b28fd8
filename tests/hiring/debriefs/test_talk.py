"""What deserves the talk is chosen by who rated what, and its minutes are divided by a rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.debriefs.render import build_messages
from hiring.debriefs import reveal
from hiring.debriefs.debrief import Filing
from hiring.debriefs.reveal_contents import SeenRedFlag, TalkClock, TalkingPoint
from hiring.debriefs.role_text import RedFlagText, RoleText
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard
from hiring.debriefs.talk import MOST_POINTS, divide_minutes
from tests.hiring.debriefs.world import ANN, BEN, CAT, MONDAY, ONE_ROUND, TWO_ROUNDS, opened

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.opening import NewSeat
    from hiring.debriefs.reveal_contents import Summary

STRONG_NO, NO, YES, STRONG_YES = Rating
FLAGS = (RedFlagText("ego", "Ego", attribute="design"), RedFlagText("vague", "Vague"))


def make_card(*flags: str, **ratings: Rating) -> Scorecard:
    rated = tuple(AttributeRating(name, rating, "Seen.") for name, rating in ratings.items())
    return Scorecard(rated, YES, "It held together.", flags)


def make_debrief(*cards: Scorecard | None, seatings: tuple[NewSeat, ...] = ONE_ROUND) -> Debrief:
    """One round, with these scorecards; Ann and Ben both rate design, Ann and Cat judgement."""
    debrief = replace(opened(*seatings), role_text=RoleText(red_flags=FLAGS))
    pairs = zip(debrief.seats, cards, strict=True)
    filed = (replace(seat, filing=Filing(card, MONDAY) if card else None) for seat, card in pairs)
    return replace(debrief, seats=tuple(filed))


def summarize(*cards: Scorecard | None) -> Summary:
    return reveal.build_summary(make_debrief(*cards), 1)


def test_an_attribute_that_two_could_assess_and_one_did_deserves_the_talk() -> None:
    summary = summarize(make_card(judgement=YES), make_card(scale=YES), make_card(clarity=NO))

    assert summary.points == (TalkingPoint("judgement", ((ANN, YES),), (CAT,)),)
    assert summary.without_evidence == ("design",)


def test_an_attribute_that_only_one_could_assess_does_not() -> None:
    summary = summarize(make_card(design=YES), make_card(scale=YES, design=YES), None)

    assert summary.points == ()


def test_ratings_on_both_sides_of_the_middle_deserve_it_and_two_shades_of_one_side_do_not() -> None:
    differ = summarize(make_card(design=NO), make_card(design=YES), None)
    agree = summarize(make_card(design=STRONG_NO), make_card(design=NO), None)

    assert differ.points == (TalkingPoint("design", ((ANN, NO), (BEN, YES)), ()),)
    assert agree.points == ()


def test_who_has_filed_nothing_could_not_assess_anything() -> None:
    assert summarize(make_card(design=YES), None, None).points == ()


def test_red_flags_are_under_their_attribute_or_by_themselves() -> None:
    summary = summarize(
        make_card("ego", design=NO), make_card("ego", "vague", design=YES), make_card(clarity=YES)
    )

    assert [point.red_flags for point in summary.points if point.attribute == "design"] == [
        (SeenRedFlag("ego", "design", (ANN, BEN)),)
    ]
    assert summary.red_flags == (SeenRedFlag("vague", "", (BEN,)),)


def test_a_red_flag_whose_attribute_does_not_deserve_the_talk_is_not_lost() -> None:
    summary = summarize(make_card("ego", design=NO), make_card(design=NO), None)

    assert (summary.points, summary.red_flags) == ((), (SeenRedFlag("ego", "design", (ANN,)),))


def test_what_one_alone_assessed_and_what_differs_take_turns_the_widest_first() -> None:
    """Alone: the more who could have, the earlier. Differing: the further apart, the earlier."""
    names = [f"a{number}" for number in range(8)]
    debrief = make_debrief(None, None, None)
    plans = tuple(replace(plan, attributes=tuple(names)) for plan in debrief.stages)
    plans = (
        replace(plans[0], attributes=(*names, "b")),
        replace(plans[1], attributes=(*names, "b")),
        plans[2],
    )
    ann = make_card(a0=YES, a1=NO, a2=STRONG_NO, a3=YES, b=YES)
    ben = make_card(a1=YES, a2=STRONG_YES, a4=YES)
    cat = make_card(a5=YES, a6=YES, a7=YES)
    filed = zip(debrief.seats, (ann, ben, cat), strict=True)
    seats = tuple(replace(seat, filing=Filing(card, MONDAY)) for seat, card in filed)
    summary = reveal.build_summary(replace(debrief, stages=plans, seats=seats), 1)

    assert [point.attribute for point in summary.points] == ["a0", "a2", "a3", "a1", "a4"]
    assert (len(summary.points), summary.more_points) == (MOST_POINTS, 4)


ATTRIBUTES = ("judgement", "design", "scale", "clarity", "old")
texts = st.text(max_size=20)
ratings = st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(Rating), max_size=5)
rated_cards = st.tuples(
    ratings,
    st.sampled_from(Rating),
    st.lists(st.sampled_from(("ego", "vague", "gone")), max_size=2),
)
seatings = st.sampled_from((ONE_ROUND, TWO_ROUNDS))


def write(card: tuple[dict[str, Rating], Rating, list[str]], words: list[str]) -> Scorecard:
    rated, overall, flags = card
    said = iter(words)
    evidence = tuple(AttributeRating(name, each, next(said)) for name, each in rated.items())
    return Scorecard(evidence, overall, next(said), tuple(flags), next(said), next(said))


@given(seatings, st.lists(st.none() | rated_cards, min_size=4, max_size=4), st.data())
def test_the_summary_depends_only_on_who_rated_what_and_never_on_a_text(
    seatings: tuple[NewSeat, ...],
    cards: list[tuple[dict[str, Rating], Rating, list[str]] | None],
    data: st.DataObject,
) -> None:
    """All of its messages, byte for byte, and those of the short form and of the table."""
    shown = []
    for _ in range(2):
        words = data.draw(st.lists(texts, min_size=40, max_size=40))
        written = [
            write(card, words[8 * at :]) if card else None
            for at, card in enumerate(cards[: len(seatings)])
        ]
        debrief = make_debrief(*written, seatings=seatings)
        contents = (
            reveal.build_plan(debrief, 2),
            reveal.build_summary(debrief, 2),
            reveal.build_matrix(debrief, 2),
        )
        text = debrief.role_text or RoleText()
        shown.append([build_messages(each, text, native=True) for each in contents if each])
    assert shown[0] == shown[1]


@given(seatings, st.lists(st.none() | rated_cards, min_size=4, max_size=4))
def test_every_point_is_one_by_the_published_rule_and_none_is_left_out_without_saying_so(
    seatings: tuple[NewSeat, ...], cards: list[tuple[dict[str, Rating], Rating, list[str]] | None]
) -> None:
    written = [write(card, ["x"] * 9) if card else None for card in cards[: len(seatings)]]
    debrief = make_debrief(*written, seatings=seatings)
    filed = [seat for seat in debrief.seats if seat.filing]
    expected = set()
    for attribute in ATTRIBUTES:
        given_by = {
            seat.person: rated.rating
            for seat in filed
            if seat.filing and (rated := seat.filing.card.rated(attribute))
        }
        could = {s.person for s in filed if attribute in debrief.attributes_of(s.stage)}
        sides = {rating.in_favour for rating in given_by.values()}
        if len(could | given_by.keys()) > 1 and (len(given_by) == 1 or len(sides) > 1):
            expected.add(attribute)

    summary = reveal.build_summary(debrief, 2)

    chosen = [point.attribute for point in summary.points]
    assert set(chosen) <= expected
    assert len(chosen) == len(set(chosen)) == min(len(expected), MOST_POINTS)
    assert summary.more_points == len(expected) - len(chosen)
    flags = {flag for each in filed if each.filing for flag in each.filing.card.red_flags}
    under_points = {flag.red_flag for point in summary.points for flag in point.red_flags}
    assert flags == under_points | {flag.red_flag for flag in summary.red_flags}


@pytest.mark.parametrize(
    ("points", "speakers", "clock"),
    [
        (3, 4, TalkClock(8, 3, 5)),
        (5, 2, TalkClock(10, 5, 5)),
        (1, 3, TalkClock(2, 6, 5)),
        (0, 3, TalkClock(0, 6, 7)),
        (0, 0, TalkClock(0, 0, 25)),
        (5, 30, TalkClock(5, 1, 5)),
    ],
)
def test_the_clock_of_25_minutes(points: int, speakers: int, clock: TalkClock) -> None:
    assert divide_minutes(25, points, speakers) == clock


@given(st.integers(10, 90), st.integers(0, MOST_POINTS), st.integers(0, 40))
def test_the_minutes_are_all_given_out_and_everybody_speaks(
    minutes: int, points: int, speakers: int
) -> None:
    clock = divide_minutes(minutes, points, speakers)
    total = clock.points + clock.each * speakers + clock.decision

    assert total >= minutes
    assert total == minutes or clock.each == 1
    assert clock.decision >= minutes // 5
    assert (clock.each > 0) is (speakers > 0)
    assert clock.points >= points
