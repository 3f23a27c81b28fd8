"""The words of a question, reduced to what can be compared with the words of the guide."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from hiring.language.stems import find_stem
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.guide.synonyms import Synonyms

LONGEST: Final = 400  # characters of a text that are read
MOST_WORDS: Final = 60

_MENTION: Final = re.compile(r"<[@#!][^<>]*>")

# Words that carry a question or are just polite. They tell a little, but never what it is about.
_GRAMMAR = (
    "a about actually all also am an and any anybody anyone anything are as at atm "
    "basically be been being but by can cant could couldnt did didnt do does doesnt doing "
    "dont else etc even ever every exactly for from get gets getting give gives go going "
    "gonna got guys had has hasnt have havent having he hed hello her hers hes hey hi him "
    "his honestly how i id idea if ill im in into is isnt it its itself ive just kind kinda "
    "kindly know lets like lol look looking many may maybe me might mine more most much "
    "must my need needs no not now of off oh ok okay on one only or other our ours out over "
    "own people per pls please ppl pretty quick quickly quite really right said say says "
    "shd she should shouldnt so some somebody someone something still stuff sure tell than "
    "thank thanks that thats the their them then there theres these they theyd theyll "
    "theyre thing things think this those thoughts thx to too u up us usually ve very want "
    "wants was wasnt we weve well were what whats when whens where wheres whether which "
    "while who whom whos whose why will with wont would wouldnt yes you youd your youre"
)
GRAMMAR: Final = frozenset(_GRAMMAR.split())
# Words that could as well be left out of any question.
_EMPTY_WORDS = (
    "actually basically exactly hello hey hi honestly just lol oh ok okay please pls really thank "
    "thanks thx"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())
# A word of so many letters may be misspelt, by one letter; a long one by two.
_LEAST_LETTERS: Final = 5
_LONG: Final = 8
# How often a word must occur in the word list's texts to be taken for no slip.
_IS_WORD: Final = 100


@cache
def load_english_words() -> frozenset[str]:
    """Words that are right as they are, so that “writing” is never taken for “waiting”."""
    counts = SpellChecker(language="en").word_frequency.dictionary
    text = " ".join(
        word for word, count in counts.items() if count >= _IS_WORD and len(word) >= _LEAST_LETTERS
    )
    del counts  # of far more words: those that stay would hold on to the memory of them all
    return frozenset(text.split())


# Stands for the person that a question is about: “does an AI Tech Lead code” is “do they code”.
PERSON: Final = "they"
_PRONOUNS: Final = frozenset(("he", "him", "she", "her", "they", "them", "theyll", "theyd"))
_ARTICLES: Final = frozenset(("a", "an", "the"))


class WordReader:
    """Reads texts into stems, in which synonyms are one word and the role's names a pronoun.

    What is read by `learn` can be found; `read` corrects the spelling of typed words to it.
    """

    def __init__(self, synonyms: Synonyms, names: Iterable[str]) -> None:
        self._english = load_english_words()
        self._stems: dict[str, str] = {}  # of all words that can be found, never of typed ones
        self._of_names: frozenset[str] = frozenset()
        self._heads: frozenset[str] = frozenset()
        self._names: dict[tuple[str, ...], str] = {}
        for synonym in synonyms.synonyms:
            stem = "_".join(self._list_stems(synonym.word))
            for name in (synonym.word, *synonym.same_as):
                self._names.setdefault(self._list_stems(name), stem)
        self._longest_names: dict[str, int] = {}  # by the stem that they begin with
        for first, *more in self._names:
            self._longest_names[first] = max(1 + len(more), self._longest_names.get(first, 1))
        self.grammar = frozenset(map(self._find_stem, GRAMMAR))
        of_names = [self._list_stems(name) for name in names]
        self._of_names = frozenset(stem for stems in of_names for stem in stems)
        self._heads = frozenset(stems[-1] for stems in of_names)
        self._pronouns = frozenset(map(self._find_stem, _PRONOUNS))

    def learn(self, text: str) -> tuple[str, ...]:
        """The words of a text of the guide."""
        return self._reduce(self._list_stems(text))

    def read(self, text: str) -> tuple[str, ...]:
        """The words of a typed text."""
        words = normalize(_MENTION.sub(" ", text[:LONGEST])).split()[:MOST_WORDS]
        return self._reduce([self._read_word(word) for word in words if word not in _EMPTY])

    def _list_stems(self, text: str) -> tuple[str, ...]:
        words = normalize(text).split()
        return tuple(self._find_stem(word) for word in words if word not in _EMPTY)

    def _find_stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = find_stem(word)
        return self._stems[word]

    def _read_word(self, word: str) -> str:
        """The stem of a typed word, or of the known one that it is a slip of."""
        if stem := self._stems.get(word):
            return stem
        if len(word) < _LEAST_LETTERS or not word.isalpha() or word in self._english:
            return find_stem(word)
        most = 2 if len(word) >= _LONG else 1
        near = process.extractOne(word, self._stems.keys(), scorer=OSA.distance, score_cutoff=most)
        return self._stems[near[0]] if near else find_stem(word)

    def _reduce(self, stems: Sequence[str]) -> tuple[str, ...]:
        reduced: list[str] = []
        at = 0
        while at < len(stems):
            if length := self._measure_name(stems, at):
                self._add_person(reduced, stems[at + length - 1])
                at += length
                continue
            for length in range(self._longest_names.get(stems[at], 0), 0, -1):
                if name := self._names.get(tuple(stems[at : at + length])):
                    reduced.append(name)
                    at += length
                    break
            else:
                reduced.append(PERSON if self._is_pronoun(stems, at) else stems[at])
                at += 1
        return tuple(reduced)

    def _is_pronoun(self, stems: Sequence[str], at: int) -> bool:
        """Whether the word stands for the person; “one” does not in “one person”."""
        if stems[at] != "one":
            return stems[at] in self._pronouns
        return at + 1 == len(stems) or stems[at + 1] in self.grammar

    def _measure_name(self, stems: Sequence[str], at: int) -> int:
        """How many words from here on are words of the role's names."""
        end = at
        while end < len(stems) and stems[end] in self._of_names:
            end += 1
        return end - at

    def _add_person(self, reduced: list[str], last: str) -> None:
        """A pronoun in place of a name and its article; “ML” in “ML engineers” is no name."""
        if last in self._heads:
            if reduced and reduced[-1] in _ARTICLES:
                reduced.pop()
            reduced.append(PERSON)
