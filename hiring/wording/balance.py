"""Whether a text asks for a character that is thought of as a man's.

The stems come with the package genderdecoder3 (MIT licence), after the study by Gaucher, Friesen
and Kay (2011): women found a job less appealing where its advertisement had more masculine than
feminine words. The study found no such effect of feminine words, so nothing is said of them.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import genderdecoder3

from hiring.language.phrases import Phrase, PhraseReader
from hiring.language.word_sets import words
from hiring.normalize import normalize
from hiring.wording.people import describes_people
from hiring.wording.prose import PROSE, Prose, read_prose

# Stems of the lists that say nothing about a character in this field: "lead", "objective function".
_OF_THE_TRADE: Final = words(
    "active analy autonom battle challeng champion decid decision defend fight force hierarch "
    "individual lead logic objective principle "
    "child commit connect feel nag respon share sharin together understand yield"
)
_CHARACTERS: Final = words(
    """
    architect architects attitude candidate candidates character colleague colleagues culture
    developer developers drive employee employees engineer engineers environment expert experts
    individual individuals lead leader leaders leads leadership manager managers member members mind
    minds mindset nature people person personality personalities persons player players professional
    professionals researcher researchers scientist scientists specialist specialists spirit streak
    style team teams temperament thinker thinkers
    """
)
_LEAST: Final = 3
"""Masculine words of which something is said. Most postings have one or two, and the study's
advertisements had many more."""


@cache
def _read_stems(stems: tuple[str, ...]) -> Phrase:
    return PhraseReader(PROSE).read(f"{stem}*" for stem in stems if stem not in _OF_THE_TRADE)


def describe_balance(text: str, title: str) -> str | None:
    """A sentence that lists the words; None where they are few, or others balance them.

    Words of the role's `title` are left out: nobody can call it otherwise.
    """
    prose = read_prose(text)
    masculine = _list_words(prose, title, tuple(genderdecoder3.masculine_coded_words))
    feminine = _list_words(prose, title, tuple(genderdecoder3.feminine_coded_words))
    if len(masculine) < _LEAST or len(masculine) <= 2 * len(feminine):
        return None
    listed = ", ".join(f"“{word}”" for word in masculine)
    return f"Mostly masculine-coded: {listed}."


def _list_words(prose: Prose, title: str, stems: tuple[str, ...]) -> list[str]:
    """The coded words that describe somebody's character, each once."""
    both = (*genderdecoder3.masculine_coded_words, *genderdecoder3.feminine_coded_words)
    words = {
        prose.quote(first, last).lower(): None
        for first, last in _read_stems(stems).find_all(prose)
        if describes_people(prose, first, last, _CHARACTERS, _read_stems(both))
    }
    return [word for word in words if word not in normalize(title).split()]
