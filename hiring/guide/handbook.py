"""What somebody wants to know of a role's guide: a topic by name, or a question in any words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from hiring.guide import salary_parser
from hiring.guide.description import DescriptionReader
from hiring.guide.may_ask import MayAsk, MayAskReader, NamedPlace
from hiring.guide.need import Option
from hiring.guide.not_covered import NotCoveredSubject
from hiring.guide.not_to_ask import NotToAsk, Slip, SubjectNotToAsk, Volunteered
from hiring.guide.passage import MissingTopic, Passage, Topic
from hiring.guide.passages import (
    PAY_LAW,
    POSTING_RULES,
    list_missing_topics,
    list_passages,
    list_topics,
    make_law_id,
)
from hiring.guide.salary_query import Overview
from hiring.guide.search import Index
from hiring.guide.subjects import list_entries
from hiring.guide.team_size import tells_own_team_size
from hiring.guide.words import WordReader
from hiring.language.help_words import asks_for_help
from hiring.language.reading import is_about_pay
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.guide.need import Answers
    from hiring.guide.role import Guide, Role
    from hiring.guide.salary_query import Query
    from hiring.guide.search import Match
    from hiring.guide.subjects import Subject

MOST_RELATED = 2
MOST_LIKELY = 3

# How sure an answer is: how near the question is to a phrasing, how much of it is covered, and how
# far behind the next subject is, each by its weight. Tuned on the sentences in tests/asked.
_NEAR: Final = 1.0
_COVERED: Final = 1.5
_BEHIND: Final = 3.0
_SURE: Final = 1.1
_LEAST_WORDS: Final = 3  # of a sentence that describes a team
_VERY_SURE: Final = 2.0
_LIKELY: Final = 0.7
_DOUBTFUL: Final = 0.95
_TIE: Final = 0.03  # how little the next subject may be behind for both to be as good
_SURE_IN_TIE: Final = 0.7  # so near is a phrasing that a tie doesn't matter
_NAMED: Final = 0.5  # how near a phrasing of what isn't covered must be for its name to be said
_ALLUDED: Final = 0.85  # and one of what may not be asked, where no such question is in the text
_ALLUDED_AT_PLACE: Final = 0.65  # whose name takes words of the text
_QUOTED: Final = 0.9  # so near is one that the text needn't name a candidate, or say “ask”
_NEARER: Final = 0.05
_VERBATIM: Final = 0.995
_RELATED: Final = 0.7  # the share of the best score that a related passage of another topic has

_OF_OURS: Final = re.compile(r"\b(?:we|weve|were|our|ours|us|my|me|i|im|ive|team)\b")
_OF_CANDIDATE: Final = re.compile(
    r"\b(?:candidates?|applicants?|interview\w*|he|hes|she|shes|cv|resume|offer|salary|advert|posting)\b"
)
_ON_ASKING: Final = re.compile(
    r"\b(?:ask\w*|questions?|candidates?|applicants?|interview\w*|he|hes|she|shes|his|her|they|their"
    r"|them|somebody|someone|form|application|cv|resume)\b"
)
_DECLINED: Final = NotCoveredSubject | NotToAsk | Volunteered | Slip | SubjectNotToAsk
_NEARLY: Final = 0.75  # of the best score, for what is the likelier for another reason
_ASKS: Final = re.compile(
    r"(?:(?:so|and|but|ok|okay|hi|hey|hello|well|then) )*(?:how|what|whats|when|which|who|whos"
    r"|whose|why|where|is|are|am|do|does|did|can|could|should|would|will|has|must|may|signs"
    r"|suppose|if)\b"
)
_ASKS_AFTER: Final = re.compile(
    r"(?:what|whats|how|which|is|are|do|does|can|could|should|would|will)\b(?! (?:our|we|my)\b)"
)
_PARTS: Final = re.compile(r"[.,;:!]+")
# What else a topic is called, where that is the whole text.
NAMES = {
    Topic.ROLE: ("role", "the role", "functions", "five functions", "about"),
    Topic.NEIGHBOURS: ("neighbours", "neighbors", "neighbouring roles", "neighboring roles"),
    Topic.RED_FLAGS: ("red flags", "red flag", "flags", "warning signs"),
    Topic.MISTAKES: ("mistakes", "common mistakes", "mistake"),
    Topic.TIME: ("time to hire", "time", "duration"),
    Topic.QUESTIONS: ("questions", "questions people ask", "faq"),
    Topic.SALARY: ("salary", "salaries", "pay", "compensation"),
    Topic.INTERVIEW: ("interview plan", "interview", "interviews", "interview questions", "stages"),
    Topic.POSTING: ("job description", "jd", "posting", "job posting", "job ad"),
    Topic.NEED: ("do we need one", "do we need a lead", "need"),
}


@dataclass(frozen=True)
class Home:
    """All topics."""


@dataclass(frozen=True)
class HelpRequest:
    """What can be typed."""


@dataclass(frozen=True)
class AtTopic:
    """One topic in full."""

    topic: Topic


@dataclass(frozen=True)
class Found:
    """The passage that answers a question, and up to two others on the same subject."""

    passage: Passage
    related: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class DidYouMean:
    """Two or three passages, of which none is sure to answer what was typed."""

    typed: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class NotCovered:
    """The guide doesn't answer what was typed; `subject` is its name, where it has one."""

    typed: str
    subject: str | None = None


@dataclass(frozen=True)
class Described:
    """A team was described. `chosen` are the answers to the need questions that were told."""

    typed: str
    chosen: Answers


@dataclass(frozen=True)
class AboutPay:
    """A question on the pay at a place, or on an offer, as `/salary` reads it."""

    query: Query


GuideQuery: TypeAlias = (
    Home
    | HelpRequest
    | AtTopic
    | MissingTopic
    | Found
    | DidYouMean
    | NotCovered
    | Described
    | AboutPay
    | MayAsk
)


class Handbook:
    """The guide of one role, ready to be asked."""

    def __init__(self, role: Role, guide: Guide) -> None:
        self.role = role
        self.topics = list_topics(role)
        self._places = guide.places
        self._pay = guide.pay_transparency
        passages = list_passages(role, guide.places, guide.pay_transparency)
        self._passages = {
            passage_id: passage
            for passage in passages
            for passage_id in (passage.id, *passage.former_ids)
        }
        words = WordReader(guide.synonyms, role.names)
        self._index = Index(list_entries(role, guide, passages), words)
        self._description = DescriptionReader(role.need, words) if role.need else None
        self._words = words
        self._may_ask = MayAskReader(guide.not_to_ask, guide.places.gazetteer)
        self._named = {words.learn(name): topic for topic in self.topics for name in NAMES[topic]}
        self._missing = {
            words.learn(name): MissingTopic(topic)
            for topic in list_missing_topics(role, guide)
            for name in NAMES[topic]
        }

    def ask(self, text: str) -> GuideQuery:
        """Read a topic's name, a passage's id (as buttons carry it) or a question."""
        if not text.strip():
            return Home()
        if asks_for_help(text):
            return HelpRequest()
        words = self._words.read(text)
        query = self._find_exact(text, words) or self._missing.get(words) or self._find(text, words)
        is_open = isinstance(query, DidYouMean) or query == NotCovered(text)
        return (self._may_ask.read_bare(text) if is_open else None) or query

    def exact(self, text: str) -> AtTopic | Found | MayAsk | None:
        """What an id says, as buttons carry it, or the topic of a name; None for anything else."""
        return self._find_exact(text, self._words.read(text))

    def _find_exact(self, text: str, words: tuple[str, ...]) -> AtTopic | Found | MayAsk | None:
        if may_ask := self._may_ask.read_id(text):
            return may_ask
        if passage := self._passages.get(text.strip()):
            return Found(passage, self._find_related(passage))
        topic = self._named.get(words)
        return AtTopic(topic) if topic else None

    def read_team(self, text: str) -> Answers:
        """The answers to the need questions that a text about a team tells."""
        return self._description.read(text) if self._description else {}

    def _find_related(self, passage: Passage) -> tuple[Passage, ...]:
        """Passages of its topic: first those that the words of its title find, then the others."""
        words = self._words.read(passage.title)
        matching = (match.subject for match in self._index.find(words))
        subjects = dict.fromkeys([*matching, *self._passages.values()])
        related = (
            subject
            for subject in subjects
            if isinstance(subject, Passage)
            and subject.topic is passage.topic
            and subject.id != passage.id
        )
        return tuple(islice(related, MOST_RELATED))

    def _read_about_pay(self, text: str) -> AboutPay | None:
        """The pay of a place or an offer, where the text certainly asks for it."""
        salary = self.role.salary
        if salary is None:
            return None
        reading = salary_parser.read_salary_text(text, self._places, salary, self.role.typed_names)
        if not is_about_pay(reading):
            return None
        return AboutPay(salary_parser.interpret(reading, self._places, salary))

    def _find(  # noqa: C901, PLR0911 - a case each
        self, text: str, words: tuple[str, ...]
    ) -> GuideQuery:
        if may_ask := self._may_ask.read(text):
            return may_ask
        matches = self._index.find(words)
        tells_size, asks = tells_own_team_size(text), _asks_something(text)
        # Who tells of a team may name its place and what the company raised, and asks for no pay.
        may_be_about_pay = _finds_pay(matches) or (_has_digit(text) and (asks or not tells_size))
        if may_be_about_pay and (about_pay := self._read_about_pay(text)):
            return about_pay
        if _is_description(text, matches, tells_size=tells_size, asks=asks):
            return self._describe(text)
        matches = [match for match in matches if not isinstance(match.subject, Option)]
        if missing := _find_missing(matches):
            return missing
        matches = [match for match in matches if not isinstance(match.subject, MissingTopic)]
        if not matches:
            return NotCovered(text)
        best = _choose_best(matches)
        sureness = _measure_sureness(best, matches)
        is_sure = sureness >= _SURE
        match best.subject:
            case NotCoveredSubject(name=name):
                return NotCovered(text, name if is_sure and best.near >= _NAMED else None)
            case NotToAsk() | Volunteered() | Slip() | SubjectNotToAsk() as subject if (
                is_sure and self._is_alluded_to(text, best)
            ):
                return self._may_ask.name_place(text, subject)
            case Topic() as topic if is_sure:
                return AtTopic(topic)
            case Passage(id="salary/bands") if is_sure:
                return AboutPay(Overview())
            case Passage() as passage if is_sure:
                return Found(self._choose_place(passage, text), tuple(_list_related(best, matches)))
            case _:
                return _ask_back(text, matches) if sureness >= _LIKELY else NotCovered(text)

    def _is_alluded_to(self, text: str, best: Match[Subject]) -> bool:
        """Whether a text that asks nothing forbidden is about what may be asked, by its words."""
        if _ON_ASKING.search(normalize(text)) is None:
            return best.near >= _QUOTED
        where, _ = self._may_ask.split_off_place(text)
        return best.near >= (_ALLUDED if where == NamedPlace(None) else _ALLUDED_AT_PLACE)

    def _choose_place(self, passage: Passage, text: str) -> Passage:
        """Whether a posting has to show the pay depends on the place, if the text names one."""
        if passage.id not in {PAY_LAW, POSTING_RULES}:
            return passage
        law = self._pay.find_named(text)
        return self._passages.get(make_law_id(law), passage) if law else passage

    def _describe(self, text: str) -> Described | NotCovered:
        if self._description is None:
            return NotCovered(text)
        return Described(text, self._description.read(text))


@lru_cache(maxsize=8)
def load_handbook(role_id: str, guide: Guide) -> Handbook:
    """The handbook of a role. To make one takes a moment, so those of a guide are remembered."""
    return Handbook(guide.roles[role_id], guide)


def _asks_something(text: str) -> bool:
    """Whether it is a question, or a sentence with a question at its end."""
    first, *parts = _PARTS.split(text)
    return (
        "?" in text
        or _ASKS.match(normalize(first)) is not None
        or any(_ASKS_AFTER.match(normalize(part)) for part in parts)
    )


def _finds_pay(matches: Sequence[Match[Subject]]) -> bool:
    return any(
        isinstance(match.subject, Passage) and match.subject.topic is Topic.SALARY
        for match in matches
    )


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_description(
    text: str, matches: Sequence[Match[Subject]], *, tells_size: bool, asks: bool
) -> bool:
    """Whether the text says what a team is like, and asks for nothing else that is as likely."""
    if not matches:
        return tells_size
    best = matches[0]
    if tells_size:
        is_sure = _measure_sureness(best, matches) >= _VERY_SURE
        return not (asks and is_sure) or _is_about_need(best.subject)
    options = [match for match in matches if isinstance(match.subject, Option)]
    if not options or len(text.split()) < _LEAST_WORDS or asks:
        return False
    plain = normalize(text)
    is_ours = _OF_OURS.search(plain) is not None
    is_on_a_candidate = _OF_CANDIDATE.search(plain) is not None
    is_nearly_best = options[0].score >= _NEARLY * best.score
    return options[0] is best or (is_ours and not is_on_a_candidate and is_nearly_best)


def _choose_best(matches: Sequence[Match[Subject]]) -> Match[Subject]:
    """The first one, with two exceptions.

    A passage that is nearer comes before what isn't covered or may not be asked, and what was
    typed as the content has it before a subject that is hardly better.
    """
    best = matches[0]
    for match in matches:
        if match.near >= _VERBATIM > best.near and match.score >= _NEARLY * best.score:
            return match
    if isinstance(best.subject, _DECLINED):
        nearer = (
            match
            for match in matches
            if isinstance(match.subject, Passage) and match.near >= best.near + _NEARER
        )
        return next(nearer, best)
    return best


def _find_missing(matches: Sequence[Match[Subject]]) -> MissingTopic | None:
    """A topic that only other roles have, if it is asked for and no passage is as near."""
    match = next((match for match in matches if isinstance(match.subject, MissingTopic)), None)
    if match is None or not isinstance(match.subject, MissingTopic):
        return None
    passages = [other for other in matches if isinstance(other.subject, Passage | Topic)]
    is_nearest = all(other.near < match.near for other in passages)
    is_sure = _NEAR * match.near + _COVERED * match.covered >= _SURE
    return match.subject if is_nearest and is_sure else None


def _measure_sureness(best: Match[Subject], matches: Sequence[Match[Subject]]) -> float:
    """How sure it is that the best one is meant; nobody can be where two are as good."""
    next_best = max((match.score for match in matches if match is not best), default=0.0)
    behind = max(0.0, 1 - next_best / best.score)
    if behind < _TIE and best.near < _SURE_IN_TIE:
        return min(_NEAR * best.near + _COVERED * best.covered, _DOUBTFUL)
    return _NEAR * best.near + _COVERED * best.covered + _BEHIND * behind


def _is_about_need(subject: Subject) -> bool:
    is_passage = isinstance(subject, Passage) and subject.topic is Topic.NEED
    return is_passage or subject is Topic.NEED or isinstance(subject, Option)


def _list_related(best: Match[Subject], matches: Sequence[Match[Subject]]) -> list[Passage]:
    """The next best passages on the same topic, or nearly as good as the best one."""
    topic = best.subject.topic if isinstance(best.subject, Passage) else None
    related = [
        match.subject
        for match in matches
        if match is not best
        and isinstance(match.subject, Passage)
        and (match.subject.topic is topic or match.score >= _RELATED * best.score)
    ]
    return related[:MOST_RELATED]


def _ask_back(text: str, matches: Sequence[Match[Subject]]) -> DidYouMean | NotCovered:
    passages = [match.subject for match in matches if isinstance(match.subject, Passage)]
    likely = tuple(passages[:MOST_LIKELY])
    return DidYouMean(text, likely) if len(likely) > 1 else NotCovered(text)
