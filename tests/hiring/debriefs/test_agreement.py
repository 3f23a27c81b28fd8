"""What a reveal says of how far the scorecards agree follows from the ratings, in every case.

Ann (screen) could assess judgement and design, Ben (architecture) design and scale, Cat (team)
clarity and judgement.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.debriefs.render import build_messages
from hiring.debriefs import reveal
from hiring.debriefs.debrief import Debrief, Filing
from hiring.debriefs.role_text import RoleText
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard
from tests.hiring.debriefs.world import ANN, BEN, MONDAY, opened

STRONG_NO, NO, YES, STRONG_YES = Rating
LONE = f"Only <@{ANN}> filed a scorecard, so nothing can be compared."
APART = "Your overall ratings point the same way. No attribute was rated by more than one of you."
AGREE = (
    "Your overall ratings point the same way, and where several of you rated the same attribute,"
    " you don't differ. Ask why."
)
SPLIT = f"*The overall ratings differ:* no <@{BEN}>; yes <@{ANN}>."
DIFFER = f"*Design:* you differ: no <@{BEN}>; yes <@{ANN}>."
ALONE = f"*Design:* only <@{ANN}> assessed it (yes). <@{BEN}> could have."
SENTENCES = (LONE, APART, AGREE, SPLIT, DIFFER, ALONE)


def card(overall: Rating, **ratings: Rating) -> Scorecard:
    rated = tuple(AttributeRating(name, each, "Seen.") for name, each in ratings.items())
    return Scorecard(rated, overall, "It held together.")


def file_cards(*cards: Scorecard | None) -> Debrief:
    debrief = replace(opened(), role_text=RoleText())
    pairs = zip(debrief.seats, cards, strict=True)
    filed = (replace(seat, filing=Filing(each, MONDAY) if each else None) for seat, each in pairs)
    return replace(debrief, seats=tuple(filed))


def read_reveal(debrief: Debrief) -> tuple[str, str, str]:
    """The short form, the summary and the run-sheet, as text."""
    contents = (
        reveal.build_plan(debrief, 1),
        reveal.build_summary(debrief, 1),
        reveal.build_run_sheet(debrief, 1),
    )
    plan, summary, sheet = (
        "\n".join(message.text for message in build_messages(each, RoleText(), native=True))
        for each in contents
    )
    return plan, summary, sheet


@pytest.mark.parametrize(
    ("cards", "said"),
    [
        pytest.param((None, None, None), (), id="nobody filed"),
        pytest.param((card(YES, design=YES), None, None), (LONE,), id="one filed"),
        pytest.param((card(NO), None, None), (LONE,), id="one filed and rated no attribute"),
        pytest.param(
            (card(YES, judgement=YES), card(YES, scale=YES), None),
            (APART,),
            id="apart, and agree overall; design, which both could assess, nobody did",
        ),
        pytest.param(
            (card(YES, judgement=YES), card(NO, scale=YES), None),
            (SPLIT,),
            id="apart, and differ overall",
        ),
        pytest.param(
            (card(YES, design=YES), card(STRONG_YES, design=STRONG_YES), None),
            (AGREE,),
            id="two rated the same, and agree in everything",
        ),
        pytest.param(
            (card(YES, design=YES), card(NO, design=YES), None),
            (SPLIT,),
            id="two rated the same, agree on it, and differ overall",
        ),
        pytest.param(
            (card(YES, design=YES), card(YES, design=NO), None),
            (DIFFER,),
            id="two rated the same, differ on it, and agree overall",
        ),
        pytest.param(
            (card(YES, design=YES), card(NO, design=NO), None),
            (SPLIT, DIFFER),
            id="two rated the same, and differ in everything",
        ),
        pytest.param(
            (card(YES, design=YES), card(YES, scale=YES), None),
            (ALONE,),
            id="one of two rated what both could, and they agree overall",
        ),
        pytest.param(
            (card(YES, design=YES), card(NO, scale=YES), None),
            (SPLIT, ALONE),
            id="one of two rated what both could, and they differ overall",
        ),
    ],
)
def test_each_combination_has_its_own_sentences(
    cards: tuple[Scorecard | None, ...], said: tuple[str, ...]
) -> None:
    """In summary and run-sheet, and no other ones; differing overall ratings come first."""
    plan, summary, sheet = read_reveal(file_cards(*cards))

    for text in (summary, sheet):
        assert tuple(each for each in SENTENCES if each in text) == said
        assert [text.index(each) for each in said] == sorted(text.index(each) for each in said)
    assert (SPLIT in plan) is (SPLIT in said)
    if SPLIT in said:
        assert plan.splitlines()[1] == SPLIT
        assert "what deserves the talk:* the overall ratings" in plan
        assert summary.splitlines()[1] == f"• {SPLIT}"


def test_one_scorecard_is_no_talk_of_several() -> None:
    plan, summary, sheet = read_reveal(file_cards(card(YES, design=YES), None, None))

    for text in (plan, summary, sheet):
        assert not [each for each in ("several", "each:", "each*", "order", "1. ") if each in text]
    assert f"*Minutes 0–20:* <@{ANN}>." in plan


def test_one_person_with_two_different_scorecards_is_not_said_to_differ_from_others() -> None:
    debrief = file_cards(card(YES), card(NO), None)
    alone = tuple(replace(seat, person=ANN) for seat in debrief.seats)
    plan, summary, sheet = read_reveal(replace(debrief, seats=alone))

    for text in (plan, summary, sheet):
        assert f"*The overall ratings differ:* no <@{ANN}>; yes <@{ANN}>." in text
        assert "you differ" not in text
    assert "several" not in plan + sheet


ATTRIBUTES = ("judgement", "design", "scale", "clarity")
cards = st.builds(
    lambda overall, ratings: card(overall, **ratings),
    st.sampled_from(Rating),
    st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(Rating), max_size=4),
)


@given(st.lists(st.none() | cards, min_size=3, max_size=3))
def test_no_sentence_claims_more_than_the_ratings_say(given_cards: list[Scorecard | None]) -> None:
    debrief = file_cards(*given_cards)
    filed = [each for each in given_cards if each]
    sides = {each.overall.in_favour for each in filed}
    ratings = {
        name: [rated.rating.in_favour for each in filed if (rated := each.rated(name))]
        for name in ATTRIBUTES
    }
    agree = all(len(set(each)) < 2 for each in ratings.values() if len(each) > 1)
    compared = any(len(each) > 1 for each in ratings.values())

    plan, summary, sheet = read_reveal(debrief)

    for text in (plan, summary, sheet):
        assert ("The overall ratings differ" in text) is (len(sides) > 1)
        assert "point the same way" not in text or (len(filed) > 1 and len(sides) == 1)
        assert "you don't differ" not in text or (agree and compared and len(filed) > 1)
        assert "No attribute was rated by more" not in text or not compared
        assert "nothing can be compared" not in text or len(filed) == 1
