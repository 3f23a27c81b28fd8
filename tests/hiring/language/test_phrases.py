"""The small language of phrases: what each sign of it matches, and what can't be read."""

from __future__ import annotations

import pytest

from hiring.language.clauses import read_clauses
from hiring.language.clauses import read_phrase as read_asked_phrase
from hiring.language.phrases import Phrase, PhraseError, PhraseIndex, PhraseReader, Words
from hiring.wording.prose import PROSE, WIDE_PROSE, read_prose

LISTS = {"person": ["lead", "tech leads"], "broken": ["(a"], "itself": ["a", "b {itself}"]}


def read(*typed: str) -> Phrase:
    """A phrase that any of some counts for."""
    return PhraseReader(PROSE, LISTS).read(typed)


def find(phrase: str, text: str) -> list[str]:
    """What a phrase finds in a text, as typed."""
    prose = read_prose(text)
    return [prose.quote(*span) for span in read(phrase).find_all(prose)]


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
    assert len(list(read("a", "b").find_all(prose))) == 2
    assert list(read().find_all(prose)) == []


def test_a_wide_gap_is_longer_and_only_a_point_reaches_into_the_next_sentence() -> None:
    wide = PhraseReader(WIDE_PROSE)
    prose = read_prose("Our CTO is new to the whole field and the company. She leads.")
    assert list(wide.read(["cto ... company"]).find_all(prose))
    assert not list(read("cto ... company").find_all(prose))
    assert list(wide.read(["cto ... [.] ... she"]).find_all(prose))
    assert not list(wide.read(["cto ... she"]).find_all(prose))


@pytest.mark.parametrize(
    ("phrase", "asks", "does_not"),
    [
        ("{are you} pregnant", "Is the candidate not pregnant?", "Is she a pregnant woman?"),
        ("your plan", "What are your plans?", "What are your plan files?"),
        ("your plan ...", "What are your plan files?", "What are our plans?"),
        ("your plan $", "What is your plan, please?", "What is your plan today?"),
        ("^ kids ?", "Tell us: any kids?", "Many kids?"),
        ("how ... old", "How much too old", "How much too tired and so old"),
        ("preg*", "pregnant", "repregnant"),
    ],
)
def test_in_a_clause_a_phrase_is_compared_by_stems_and_no_noun_may_follow(
    phrase: str, asks: str, does_not: str
) -> None:
    def is_in(text: str) -> bool:
        return any(list(read_asked_phrase(phrase).find_all(each)) for each in read_clauses(text))

    assert is_in(asks)
    assert not is_in(does_not)


def test_an_index_tells_what_is_in_a_text_and_where_it_is_first() -> None:
    phrases = {"a b": "pair", "c": "single", "[x] {n}": "number", "b": "pair", "d": "none"}
    index = PhraseIndex((read(typed), name) for typed, name in phrases.items())
    assert index.find(read_prose("x b a b 7 c c")) == {"pair": 1, "number": 4, "single": 5}
    assert index.find(Words(())) == {}
    assert PhraseIndex([(read(), "nothing")]).find(read_prose("a")) == {}


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("(a|b", "“.a|b” can't be read: check its brackets"),
        ("a)", "check its brackets"),
        ("a ] b", "check its brackets"),
        ("(a ]", "check its brackets"),
        ("{n", "check its brackets"),
        ("", "has no word"),
        ("{nobody}", "“{nobody}” is not known. It can be “{n}”, “"),
        ("{A}", "“{A}” is not known"),
        ("{broken}", "“.a” can't be read"),
        ("{itself}", "“{itself}” is not known"),
        ("(a|)", "a choice in .…. is left empty"),
        ("([a]|b)", "a choice in .…. is left empty"),
        ("a *", "“*” is no word"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused_with_a_sentence(phrase: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message.replace("*", "[*]").replace("|", "[|]")):
        read(phrase)


def test_a_word_that_texts_leave_out_is_left_out_of_a_phrase() -> None:
    (clause,) = read_clauses("do you have any kids")
    assert list(read_asked_phrase("{have you} a kid").find_all(clause))
    with pytest.raises(PhraseError, match="has no word"):
        read_asked_phrase("any")
