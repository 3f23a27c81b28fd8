"""The small language of phrases: what each sign of it matches, and what can't be read."""

from __future__ import annotations

import pytest

from hiring.wording.phrases import Lists, PhraseError, read_phrase
from hiring.wording.prose import read_prose

LISTS = Lists({"person": ["lead", "tech leads"], "broken": ["(a"]})


def find(phrase: str, text: str) -> list[str]:
    """What a phrase finds in a text, as typed."""
    prose = read_prose(text)
    return [prose.quote(*span) for span in read_phrase([phrase], LISTS).find_all(prose)]


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("recent graduate", "A Recent-Graduate, or recent graduates", ["Recent-Graduate"]),
        ("graduat*", "graduated or graduating", ["graduated", "graduating"]),
        ("(no|without) kids", "no kids; without kids", ["no kids", "without kids"]),
        ("recent [college] graduate", "recent college graduate", ["recent college graduate"]),
        ("young {person}", "young tech leads, young lead", ["young tech leads", "young lead"]),
        ("aged {n}", "aged 25, aged thirty", ["aged 25", "aged thirty"]),
        ("{money}", "£130k or 90k", ["£130k", "90k"]),
        ("must ... children", "must not have any children", ["must not have any children"]),
        ("must ... children", "must go. No children", []),
        ("not ...", "not now, not here. Here", ["not now, not here"]),
        ("over {n} $", "over 50, over 40 teams", ["over 50"]),
        ("^ work", "Work hard. Work on. We work", ["Work", "Work"]),
        ("24/7", "24/7, 24-7", ["24/7"]),
        ("don't", "Don’t", ["Don’t"]),
        ("resume", "Résumé", ["Résumé"]),
        ("us", "the U.S. team", ["U.S."]),
        ("max", "Max. 7 years", ["Max."]),
    ],
)
def test_a_phrase_finds(phrase: str, text: str, quotes: list[str]) -> None:
    assert find(phrase, text) == quotes


def test_of_several_phrases_any_counts_and_none_finds_nothing() -> None:
    prose = read_prose("a b")
    assert len(list(read_phrase(["a", "b"], LISTS).find_all(prose))) == 2
    assert list(read_phrase([], LISTS).find_all(prose)) == []


def test_a_wide_gap_is_longer_and_only_a_point_reaches_into_the_next_sentence() -> None:
    prose = read_prose("Our CTO is new to the whole field and the company. She leads.")
    assert list(read_phrase(["cto ... company"], LISTS, wide=True).find_all(prose))
    assert not list(read_phrase(["cto ... company"], LISTS).find_all(prose))
    assert list(read_phrase(["cto ... [.] ... she"], LISTS, wide=True).find_all(prose))
    assert not list(read_phrase(["cto ... she"], LISTS, wide=True).find_all(prose))


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("(a|b", "isn't closed"),
        ("a)", "a “[)]” that nothing opens"),
        ("", "has no word"),
        ("{nobody}", "needs a list “nobody”"),
        ("{broken}", "isn't closed"),
        ("a ] b", "a “]” that nothing opens"),
        ("{A}", "can't be read from “{A}”"),
        ("*", "is no word"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused_with_a_sentence(phrase: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message):
        read_phrase([phrase], LISTS)
