"""A team as somebody describes it in a sentence: which answers to the need questions that tells.

Only what was said counts. What a sentence leaves open, or says both ways, stays unanswered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from hiring.guide.search import Entry, Index
from hiring.guide.team_size import read_team_size
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.guide.need import Answers, Need, NeedQuestion, Option
    from hiring.guide.words import WordReader

_ENOUGH: Final = 0.73  # how near a part of the sentence must be to a way of saying an option
_LEAST_WORDS: Final = 3  # of a part: “we argue” tells nothing by itself
_CLEARLY: Final = 0.12  # and how much nearer than to another option of the question
_PARTS: Final = re.compile(
    r"[.,;:!?()\n]+|\b(?:and|but|while|because|so|yet|though|although|where|which|who)\b",
    re.IGNORECASE,
)
# A wish after “who” is one on whom it is said of: “one senior who wants to lead”.
_CLAUSES: Final = re.compile(
    r"[.,;:!?()\n]+|\b(?:and|but|while|because|so|yet|though|although)\b", re.IGNORECASE
)
_WISH: Final = re.compile(
    r"\b(?:should|shall|will|would|could|may|might|must|ought|wants?|wanted|wish\w*|hop(?:e|es|ing)"
    r"|like to|plan(?:s|ned|ning)? to|going to|supposed to|if|whether)\b"
)
_NEGATION: Final = re.compile(
    r"\b(?:no|not|nobody|noone|none|nothing|never|neither|nor|without|cannot"
    r"|(?:ai|are|ca|could|did|do|does|had|has|have|is|need|should|was|were|wo|would)nt)\b"
)


# Before what turns an answer into another one: “never too busy”; and “*we* have no time”.
_DENIED: Final = re.compile(r"\b(?:not|never|nt|isnt|without|hardly)(?: \w+)? $")
_OF_OTHERS: Final = re.compile(
    r"\b(?:we|i|us|product|sales|team|engineers?|seniors?|people|customers?)\b"
    r"(?!.*\b(?:he|she|they|who|him|her|it|cto|vp|founder|architect|director|head)\b)"
)


class DescriptionReader:
    """Reads which options of the need questions a text tells."""

    def __init__(self, need: Need, words: WordReader) -> None:
        self._need = need
        self._words = words
        # “No architect” says enough by itself.
        self._short = {
            normalize(way)
            for question in need.questions
            for option in question.options
            for way in list_ways_to_tell(option)
        }
        # “Nobody owns it” and “the CTO should own it” must not tell the option that “the CTO owns
        # it” does, for all the words that they share.
        self._indexes = {
            mood: Index(entries, words) for mood, entries in sorted(_list_entries(need).items())
        }

    def read(self, text: str) -> Answers:
        """The options that were told, by question."""
        nearness = self._measure_nearness(text)
        size = read_team_size(text)
        answers: dict[str, frozenset[str]] = {}
        for question in self._need.questions:
            near: Mapping[str, float] = {
                option.id: nearness.get((question.id, option.id), 0.0)
                for option in question.options
            }
            if rest := _read_turned(question, text):
                near = _turn(question, near, self._measure_nearness(rest))
            by_size = [
                option.id
                for option in question.options
                if size and option.fits_team_of(size.least) and option.fits_team_of(size.most)
            ]
            told = by_size or [name for name, value in near.items() if value >= _ENOUGH]
            if not question.several and len(told) > 1:
                told.sort(key=lambda name: -near[name])
                told = told[:1] if near[told[0]] - near[told[1]] >= _CLEARLY else []
            if told:
                answers[question.id] = frozenset(told)
        return answers

    def _measure_nearness(self, text: str) -> dict[tuple[str, str], float]:
        nearest: dict[tuple[str, str], float] = {}
        for part in self._list_parts(text):
            index = self._indexes.get(_read_mood(part))
            for match in index.find(self._words.read(part)) if index else ():
                nearest[match.subject] = max(nearest.get(match.subject, 0), match.near)
        return nearest

    def _list_parts(self, text: str) -> set[str]:
        """The text, its clauses and their parts, as far as they say something by themselves."""
        clauses = [clause for clause in _CLAUSES.split(text) if clause]
        parts = {text, *clauses}
        for clause in clauses:
            if not _is_wished(clause):
                parts.update(_PARTS.split(clause))
        return {
            part
            for part in parts
            if part == text or len(part.split()) >= _LEAST_WORDS or normalize(part) in self._short
        }


def _turn(
    question: NeedQuestion, near: Mapping[str, float], rest: Mapping[tuple[str, str], float]
) -> Mapping[str, float]:
    """How near each option is, once those that can be turned are.

    `rest` is how near the text is without what turns them. The others don't count beside these.
    """
    turned = {
        option.id: max(
            near[option.id], near.get(option.turns, 0), rest.get((question.id, option.turns), 0)
        )
        for option in question.options
        if option.turns
    }
    return turned if max(turned.values(), default=0) >= _ENOUGH else near


def _read_turned(question: NeedQuestion, text: str) -> str:
    """The text without what turns an answer into another one; empty if it says nothing such."""
    ways = "|".join(re.escape(normalize(way)) for way in question.turned_by)
    said = re.compile(rf"\b(?:{ways})\b")
    clauses = [normalize(clause) for clause in _CLAUSES.split(text)] if ways else []
    rest = [
        clause[: match.start()] + clause[match.end() :]
        if (match := said.search(clause)) and _is_of_owner(clause[: match.start()])
        else clause
        for clause in clauses
    ]
    return "" if rest == clauses else ", ".join(rest)


def _is_of_owner(before: str) -> bool:
    return not _DENIED.search(before) and not _OF_OTHERS.search(before)


def list_ways_to_tell(option: Option) -> tuple[str, ...]:
    """How people tell an option; not where its team's size tells it.

    What turns an option is read by itself, so an option that is turned to is not told by its label.
    """
    if option.fewer_than is not None or option.at_least is not None:
        return ()
    return option.typed_as if option.turns else (option.label, option.say, *option.typed_as)


def is_negated(text: str) -> bool:
    """Whether a text says that something is not so."""
    return _NEGATION.search(normalize(text)) is not None


def _read_mood(text: str) -> tuple[bool, bool]:
    """Whether a text says that something is not so, and whether that it is to be."""
    return is_negated(text), _is_wished(text)


def _is_wished(text: str) -> bool:
    return _WISH.search(normalize(text)) is not None


def _list_entries(need: Need) -> dict[tuple[bool, bool], list[Entry[tuple[str, str]]]]:
    """How the options are told, by the mood of it."""
    entries = defaultdict(list)
    for question in need.questions:
        for option in question.options:
            ways = defaultdict(list)
            for way in list_ways_to_tell(option):
                for clause in _split_way(way):
                    ways[_read_mood(clause)].append(clause)
            for mood, clauses in ways.items():
                entries[mood].append(Entry((question.id, option.id), tuple(clauses)))
    return entries


def _split_way(way: str) -> list[str]:
    """Its clauses, of which one may be negated and the other not; all of it if one is too short."""
    clauses = _CLAUSES.split(way)
    return clauses if all(len(clause.split()) >= _LEAST_WORDS for clause in clauses) else [way]
