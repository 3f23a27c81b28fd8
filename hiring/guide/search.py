"""Finds the passage that a question is about, by the words that both have, misspelt or not.

A word counts the more the fewer passages have it, and a word that no passage has counts most, so
that a question about something else finds nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hiring.guide.passages import Passage

# Tuned on the questions in tests/hiring/test_search.py.
ENOUGH = 0.5  # how much of a question, from 0 to 1, a passage must answer
CLOSE = 0.2  # how far behind the best one another passage may lie
ALIKE = 82  # how alike a misspelt word must be, of 100
IN_TEXT = 0.75  # a word in the text counts less than one in the title
WORDING = 0.25  # the share of the wording as a whole, beside the single words
LONGEST = 300
MOST_WORDS = 24

_SAYS_NOTHING = (
    "a about an and any anything are at be been by can could did do does for from get give had has "
    "have he her him his how i if in into is it its just know like may me much my of on one or our "
    "out please say she should so some tell that the their them then there these they this those "
    "to up us was we were what whats when where which who whom why will with would you your"
)
_EMPTY = frozenset(_SAYS_NOTHING.split())
_ENDINGS = re.compile(r"(?<=...)(?:ings?|ments?|ers?|ed|es|e|s|ly)$")


@dataclass(frozen=True)
class _Entry:
    passage: Passage
    words: Mapping[str, float]  # stem → how much it counts here
    wordings: Sequence[str]


class Index:
    """The passages of a role, ready to be searched."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._entries = [_entry(passage) for passage in passages]
        self._by_id = {
            passage_id: entry.passage
            for entry in self._entries
            for passage_id in (entry.passage.id, *entry.passage.former_ids)
        }
        count = Counter(word for entry in self._entries for word in entry.words)
        self._weights = {
            word: math.log(1 + len(self._entries) / number) for word, number in count.items()
        }
        self._unknown = math.log(1 + len(self._entries))

    def get(self, passage_id: str) -> Passage | None:
        """The passage of an id."""
        return self._by_id.get(passage_id)

    def find(self, text: str) -> list[Passage]:
        """The passages that answer enough of the question, the best first; all close to it."""
        question = normalize(text[:LONGEST])
        words = [self._matches(word) for word in _stems(question)[:MOST_WORDS]]
        scored = [
            (score, entry.passage)
            for entry in self._entries
            if (score := self._score(entry, question, words)) >= ENOUGH
        ]
        least = max((score for score, _ in scored), default=0) - CLOSE
        ranked = sorted(scored, key=lambda scored_passage: -scored_passage[0])
        return [passage for score, passage in ranked if score >= least]

    def _matches(self, word: str) -> tuple[float, dict[str, float]]:
        """What an asked word counts, and the words of passages that it may stand for."""
        if word in self._weights:
            return self._weights[word], {word: 1.0}
        near = process.extract(word, list(self._weights), scorer=fuzz.ratio, score_cutoff=ALIKE)
        alike = {near_word: score / 100 for near_word, score, _ in near}
        weight = max((self._weights[near_word] for near_word in alike), default=self._unknown)
        return weight, alike

    def _score(
        self, entry: _Entry, question: str, words: Sequence[tuple[float, Mapping[str, float]]]
    ) -> float:
        possible = sum(weight for weight, _ in words)
        reached = sum(
            weight
            * max(
                (alike * entry.words.get(near_word, 0) for near_word, alike in near.items()),
                default=0,
            )
            for weight, near in words
        )
        if not reached:
            return 0
        wording = (
            max(
                fuzz.token_sort_ratio(question, wording_of_passage)
                for wording_of_passage in entry.wordings
            )
            / 100
        )
        return (1 - WORDING) * reached / possible + WORDING * wording


def _entry(passage: Passage) -> _Entry:
    wordings = [normalize(wording) for wording in (passage.title, *passage.asked_as)]
    words = dict.fromkeys(_stems(normalize(passage.text)), IN_TEXT)
    words.update(dict.fromkeys((stem for wording in wordings for stem in _stems(wording)), 1.0))
    return _Entry(passage, words, wordings)


def _stems(normalized: str) -> list[str]:
    """Words without their endings, each once; words that say nothing are left out."""
    words = (word for word in normalized.split() if word not in _EMPTY)
    return list(dict.fromkeys(_ENDINGS.sub("", word) for word in words))
