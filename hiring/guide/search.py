"""Ranks what a question may be about, by the words that it shares with what people type for it.

BM25 ranks by the nearest phrasing, by all phrasings of a subject together, and by its text. How
much of the question the best one accounts for then says whether it is an answer at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np
from bm25s import BM25

from hiring.guide.words import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from numpy.typing import NDArray

    from hiring.guide.words import WordReader

    Scores: TypeAlias = NDArray[np.float32]
    Places: TypeAlias = NDArray[np.int64]
    Columns: TypeAlias = Mapping[str, tuple[Places, Scores]]
    """For each word, the numbers of the documents that have it, and what it counts in each."""

Subject = TypeVar("Subject")

# Tuned on the sentences in tests/asked; CONTRIBUTING says how.
_POOLED: Final = 1.5  # what all phrasings together count, beside the nearest one
_TEXT: Final = 0.3  # what the text counts
_NEAREST: Final = 0.2  # what it counts that the nearest phrasing is much like the question
_GRAMMAR: Final = 0.6  # what a word such as “how” counts in the ranking
_GRAMMAR_SHARE: Final = 0.3  # and when it is asked how much of the question is accounted for
_PERSON_SHARE: Final = 0.1  # what the role's name counts, in both: nearly nothing
_OF_QUESTION: Final = 0.6  # how near a phrasing is: by its share of the question, and of itself
_EXACT: Final = 0.9  # so near is a phrasing to what says nothing else, such as “is it one”
_MOST: Final = 6  # subjects that are worth a look
_LEAST: Final = 1e-9  # against a division by zero


@dataclass(frozen=True)
class Entry(Generic[Subject]):
    """A subject of questions, what people type for it, and what it says."""

    subject: Subject
    phrasings: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class Match(Generic[Subject]):
    """How well a subject accounts for a question.

    `near` is how much alike the question and the nearest phrasing are, `covered` how much of the
    question occurs in any phrasing or in the text; both from 0 to 1. `score` ranks.
    """

    subject: Subject
    score: float
    near: float
    covered: float


class Index(Generic[Subject]):
    """All subjects, ready to be asked for, in words as the reader gives them."""

    def __init__(self, entries: Iterable[Entry[Subject]], words: WordReader) -> None:
        self._grammar = words.grammar
        self._entries = [entry for entry in entries if entry.phrasings]
        read = [[words.learn(phrasing) for phrasing in entry.phrasings] for entry in self._entries]
        texts = [words.learn(entry.text) for entry in self._entries]
        phrasings = [phrasing for phrasings in read for phrasing in phrasings]
        pooled = [[word for phrasing in phrasings for word in phrasing] for phrasings in read]
        said = _list_places(
            [(*phrased, *text) for phrased, text in zip(pooled, texts, strict=True)]
        )
        self._weights = {word: self._weigh(word, len(at)) for word, at in said.items()}
        self._unknown = self._weigh("", 0)
        self._phrasing_weights = np.array([self._add_up(set(phrasing)) for phrasing in phrasings])
        self._starts = np.cumsum([0, *map(len, read)])[:-1]
        # All that a word counts for is one column, so that a question needs one sum a word.
        counted = (
            (_rank(phrasings, words.grammar), len(phrasings)),
            (self._share(_list_places(phrasings)), len(phrasings)),
            (_rank(pooled, words.grammar), len(pooled)),
            (_rank(texts, words.grammar), len(texts)),
            (self._share(said), len(texts)),
        )
        self._bounds = [0, *accumulate(count for _, count in counted)]
        self._columns = _join_columns([columns for columns, _ in counted], self._bounds)

    def find(self, words: Iterable[str]) -> list[Match[Subject]]:
        """The subjects that share words with the question, the likeliest first."""
        question = list(dict.fromkeys(words))
        if not question:
            return []
        weight = self._add_up(question) or 1
        by_phrasing, shared, by_pool, by_text, said = self._count(question)
        near = np.maximum.reduceat(
            shared / (_OF_QUESTION * weight + (1 - _OF_QUESTION) * self._phrasing_weights + _LEAST),
            self._starts,
        )
        covered = said / weight
        scores = (
            np.maximum.reduceat(by_phrasing, self._starts) + _POOLED * by_pool + _TEXT * by_text
        ) / weight + _NEAREST * near
        says_nothing = self._grammar.issuperset(question)
        return [
            Match(self._entries[at].subject, float(scores[at]), float(near[at]), float(covered[at]))
            for at in np.argsort(-scores, kind="stable")[:_MOST]
            if scores[at] > 0 and (near[at] >= _EXACT or not says_nothing)
        ]

    def _count(self, question: Iterable[str]) -> list[Scores]:
        """What the words of a question count together, for each kind of document."""
        sums = np.zeros(self._bounds[-1], dtype=np.float32)
        for word in question:
            if word in self._columns:
                places, counts = self._columns[word]
                sums[places] += counts
        return [sums[first:last] for first, last in pairwise(self._bounds)]

    def _share(self, places: Mapping[str, Places]) -> Columns:
        """Each word counts its weight in every document that has it."""
        return {
            word: (at, np.full(len(at), self._weights[word], dtype=np.float32))
            for word, at in places.items()
        }

    def _add_up(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)

    def _weigh(self, word: str, owners: int) -> float:
        """What a word tells: the more, the fewer subjects have it."""
        share = _GRAMMAR_SHARE if word in self._grammar else 1
        share = _PERSON_SHARE if word == PERSON else share
        return share * math.log(1 + (len(self._entries) - owners + 0.5) / (owners + 0.5))


def _list_places(documents: Iterable[Iterable[str]]) -> dict[str, Places]:
    """Where each word occurs, as the numbers of the documents."""
    places: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for word in set(document):
            places.setdefault(word, []).append(number)
    return {word: np.array(numbers) for word, numbers in places.items()}


def _rank(documents: Iterable[Sequence[str]], grammar: AbstractSet[str]) -> Columns:
    """BM25 of the documents, in which words of grammar count less."""
    ranking = BM25()
    # An empty document holds the empty word, since there is no ranking without any word.
    corpus = [list(document) or [""] for document in documents]
    ranking.index(corpus, create_empty_token=False, show_progress=False)
    starts, numbers, scores = (ranking.scores[name] for name in ("indptr", "indices", "data"))
    columns = {}
    for word, column in ranking.vocab_dict.items():
        at = slice(starts[column], starts[column + 1])
        if word in grammar:
            scores[at] *= _PERSON_SHARE if word == PERSON else _GRAMMAR
        columns[word] = numbers[at], scores[at]
    return columns


def _join_columns(parts: Iterable[Columns], starts: Iterable[int]) -> Columns:
    """One column a word, in which each part's documents are numbered from a start on."""
    joined: dict[str, list[tuple[Places, Scores]]] = {}
    for part, start in zip(parts, starts, strict=False):
        for word, (places, scores) in part.items():
            joined.setdefault(word, []).append((places + start, scores))
    return {
        word: (np.concatenate(places), np.concatenate(scores))
        for word, columns in joined.items()
        for places, scores in [zip(*columns, strict=True)]
    }
