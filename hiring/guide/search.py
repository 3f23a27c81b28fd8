"""Ranks what a question may be about, by the words that it shares with what people type for it.

BM25 ranks by the nearest phrasing, by all phrasings of a subject together, and by its text. How
much of the question the best one accounts for then says whether it is an answer at all.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np
from bm25s import BM25

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    from hiring.guide.words import WordReader

    Scores: TypeAlias = NDArray[np.float32]

Subject = TypeVar("Subject")

# Tuned on the sentences in tests/asked; CONTRIBUTING says how.
_POOLED: Final = 1.5  # what all phrasings together count, beside the nearest one
_TEXT: Final = 0.3  # what the text counts
_NEAREST: Final = 0.2  # what it counts that the nearest phrasing is much like the question
_GRAMMAR: Final = 0.6  # what a word such as “how” counts in the ranking
_GRAMMAR_SHARE: Final = 0.3  # and when it is asked how much of the question is accounted for
_OF_QUESTION: Final = 0.6  # how near a phrasing is: by its share of the question, and of itself
_EXACT: Final = 0.9  # so near is a phrasing to what says nothing else, such as “is it one”
_MOST: Final = 6  # subjects that are looked at closely


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
    """All subjects, ready to be asked for."""

    def __init__(self, entries: Iterable[Entry[Subject]], words: WordReader) -> None:
        self._words = words
        self._entries = [entry for entry in entries if entry.phrasings]
        read = [[words.learn(phrasing) for phrasing in entry.phrasings] for entry in self._entries]
        texts = [words.learn(entry.text) for entry in self._entries]
        pooled = [[word for phrasing in phrasings for word in phrasing] for phrasings in read]
        self._phrasings = [[frozenset(phrasing) for phrasing in phrasings] for phrasings in read]
        self._vocabularies = [
            frozenset(phrased).union(text) for phrased, text in zip(pooled, texts, strict=True)
        ]
        self._starts = np.cumsum([0, *map(len, read)])[:-1]
        self._by_phrasing = _build_ranking(phrasing for phrasings in read for phrasing in phrasings)
        self._by_pool = _build_ranking(pooled)
        self._by_text = _build_ranking(texts)
        owners = Counter(word for vocabulary in self._vocabularies for word in vocabulary)
        self._weights = {word: self._weigh(word, count) for word, count in owners.items()}
        self._unknown = self._weigh("", 0)

    def find(self, text: str) -> list[Match[Subject]]:
        """The subjects that share words with the text, the likeliest first."""
        question = list(dict.fromkeys(self._words.read(text)))
        if not question:
            return []
        scores = (
            np.maximum.reduceat(self._score(self._by_phrasing, question), self._starts)
            + _POOLED * self._score(self._by_pool, question)
            + _TEXT * self._score(self._by_text, question)
        )
        best = np.argsort(-scores, kind="stable")[:_MOST]
        matches = [
            self._match(number, scores[number], question) for number in best if scores[number]
        ]
        if self._words.grammar.issuperset(question):
            matches = [match for match in matches if match.near >= _EXACT]
        return sorted(matches, key=lambda match: -match.score)

    def _score(self, ranking: BM25, question: Sequence[str]) -> Scores:
        telling = [word for word in question if word not in self._words.grammar]
        grammar = [word for word in question if word in self._words.grammar]
        return _rank(ranking, telling) + _GRAMMAR * _rank(ranking, grammar)

    def _match(self, number: int, score: float, question: Collection[str]) -> Match[Subject]:
        weight = self._add_up(question) or 1
        near = max(
            self._add_up(phrasing.intersection(question))
            / (_OF_QUESTION * weight + (1 - _OF_QUESTION) * self._add_up(phrasing) or 1)
            for phrasing in self._phrasings[number]
        )
        covered = self._add_up(self._vocabularies[number].intersection(question)) / weight
        score = float(score) / weight + _NEAREST * near
        return Match(self._entries[number].subject, score, near, covered)

    def _add_up(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)

    def _weigh(self, word: str, owners: int) -> float:
        """What a word tells: the more, the fewer subjects have it."""
        share = _GRAMMAR_SHARE if word in self._words.grammar else 1
        return share * math.log(1 + (len(self._entries) - owners + 0.5) / (owners + 0.5))


def _build_ranking(documents: Iterable[Sequence[str]]) -> BM25:
    ranking = BM25()
    # An empty document holds the empty word, since there is no ranking without any word.
    corpus = [list(document) or [""] for document in documents]
    ranking.index(corpus, create_empty_token=False, show_progress=False)
    return ranking


def _rank(ranking: BM25, words: list[str]) -> Scores:
    """The scores of all documents, in their order. A word that none of them has counts nothing."""
    scores: Scores = ranking.get_scores_from_ids(ranking.get_tokens_ids(words))
    return scores
