"""Ranks what a question may be about, by the words that it shares with what people type for it.

BM25 ranks by the nearest phrasing, by all phrasings of a subject together, and by its text. How
much of the question the best one accounts for then says whether it is an answer at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
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
    Places: TypeAlias = Mapping[str, NDArray[np.int64]]

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
        self._starts = np.cumsum([0, *map(len, read)])[:-1]
        self._by_phrasing = _build_ranking(phrasings, words.grammar)
        self._by_pool = _build_ranking(pooled, words.grammar)
        self._by_text = _build_ranking(texts, words.grammar)
        self._phrased = _list_places(phrasings)
        self._said = _list_places(
            [(*phrased, *text) for phrased, text in zip(pooled, texts, strict=True)]
        )
        self._weights = {word: self._weigh(word, len(at)) for word, at in self._said.items()}
        self._unknown = self._weigh("", 0)
        self._phrasing_weights = np.array([self._add_up(set(phrasing)) for phrasing in phrasings])

    def find(self, words: Iterable[str]) -> list[Match[Subject]]:
        """The subjects that share words with the question, the likeliest first."""
        question = list(dict.fromkeys(words))
        if not question:
            return []
        weight = self._add_up(question) or 1
        near = np.maximum.reduceat(
            self._share(self._phrased, question, len(self._phrasing_weights))
            / (_OF_QUESTION * weight + (1 - _OF_QUESTION) * self._phrasing_weights + _LEAST),
            self._starts,
        )
        covered = self._share(self._said, question, len(self._entries)) / weight
        scores = (
            np.maximum.reduceat(_rank(self._by_phrasing, question), self._starts)
            + _POOLED * _rank(self._by_pool, question)
            + _TEXT * _rank(self._by_text, question)
        ) / weight + _NEAREST * near
        says_nothing = self._grammar.issuperset(question)
        return [
            Match(self._entries[at].subject, float(scores[at]), float(near[at]), float(covered[at]))
            for at in np.argsort(-scores, kind="stable")[:_MOST]
            if scores[at] > 0 and (near[at] >= _EXACT or not says_nothing)
        ]

    def _share(self, places: Places, question: Iterable[str], count: int) -> Scores:
        """The weight of the question's words that each document has."""
        shared = np.zeros(count, dtype=np.float32)
        for word in question:
            if word in places:
                shared[places[word]] += self._weights[word]
        return shared

    def _add_up(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)

    def _weigh(self, word: str, owners: int) -> float:
        """What a word tells: the more, the fewer subjects have it."""
        share = _GRAMMAR_SHARE if word in self._grammar else 1
        share = _PERSON_SHARE if word == PERSON else share
        return share * math.log(1 + (len(self._entries) - owners + 0.5) / (owners + 0.5))


def _list_places(documents: Iterable[Iterable[str]]) -> Places:
    """Where each word occurs, as the numbers of the documents."""
    places: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for word in set(document):
            places.setdefault(word, []).append(number)
    return {word: np.array(numbers) for word, numbers in places.items()}


def _build_ranking(documents: Iterable[Sequence[str]], grammar: AbstractSet[str]) -> BM25:
    """BM25 of the documents, in which words of grammar count less."""
    ranking = BM25()
    # An empty document holds the empty word, since there is no ranking without any word.
    corpus = [list(document) or [""] for document in documents]
    ranking.index(corpus, create_empty_token=False, show_progress=False)
    starts, scores = ranking.scores["indptr"], ranking.scores["data"]
    for word, column in ranking.vocab_dict.items():
        if word in grammar:
            share = _PERSON_SHARE if word == PERSON else _GRAMMAR
            scores[starts[column] : starts[column + 1]] *= share
    return ranking


def _rank(ranking: BM25, words: list[str]) -> Scores:
    """The scores of all documents, in their order. A word that none of them has counts nothing."""
    scores: Scores = ranking.get_scores_from_ids(ranking.get_tokens_ids(words))
    return scores
