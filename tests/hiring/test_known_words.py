"""Only words of a fixed list are counted, and no name is one of them."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.known_words import LONGEST, MOST_WORDS, build_known_words, find_known_words
from hiring.guide.not_covered import NotCoveredSubject, NotCoveredSubjects

if TYPE_CHECKING:
    from hiring.guide.role import Guide

NAMES = "mark will grant chase frank maya sam ines tariq rosa jane smith price rich young taylor"


@pytest.fixture(scope="module")
def known(guide: Guide) -> frozenset[str]:
    return build_known_words(guide)


@pytest.mark.parametrize("word", ["visa", "onboarding", "notice", "relocation", "equity"])
def test_words_of_hiring_are_in_it(known: frozenset[str], word: str) -> None:
    assert word in known


def test_words_of_content_synonyms_and_subjects_are_in_it(guide: Guide) -> None:
    subject = NotCoveredSubject(
        id="frobs", name="Frobs", asked_as=("does zorblatting matter", "ask Wilhelmine about frobs")
    )
    more = replace(guide, not_covered=NotCoveredSubjects(subjects=(subject,)))
    added = build_known_words(more) - build_known_words(guide)
    assert "zorblatting" in added
    assert "frobs" in added
    assert "wilhelmine" not in added  # a name is written with a capital


@pytest.mark.parametrize("name", NAMES.split())
def test_no_name_is_in_it(known: frozenset[str], name: str) -> None:
    assert name not in known


def test_only_lower_case_words_without_digits_are_in_it(known: frozenset[str]) -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in known)
    assert not known & {"the", "what", "lead", "tech"}  # common words, and the role's name


def test_none_of_our_words_is_a_name() -> None:
    folder = files("hiring.guide")
    words, names = (
        (folder / f"{name}.txt").read_text().split() for name in ("hiring_words", "names")
    )
    assert set(words).isdisjoint(names)
    assert len(words) == len(set(words))


def test_each_word_is_found_once_without_its_plural(known: frozenset[str]) -> None:
    text = "Visas: can we sponsor a visa for Mark Price, 3 months' notice?"
    assert find_known_words(text, known) >= {"visa", "sponsor", "notice"}
    assert not find_known_words(text, known) & {"visas", "mark", "price", "3"}


def test_only_the_beginning_of_a_long_text_is_looked_at(known: frozenset[str]) -> None:
    assert find_known_words("x" * LONGEST + " visa", known) == frozenset()
    assert len(find_known_words(" ".join(sorted(known)[:200]), known)) <= MOST_WORDS


@given(text=st.text(max_size=1200))
def test_nothing_else_is_ever_found(known: frozenset[str], text: str) -> None:
    assert find_known_words(text, known) <= known
