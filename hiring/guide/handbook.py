"""What somebody wants to know of a role's guide: a topic by name, or a question in any words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hiring.guide.passages import Topic, list_passages, list_topics
from hiring.guide.search import Index
from hiring.language.help_words import asks_for_help
from hiring.normalize import normalize

if TYPE_CHECKING:
    from hiring.guide.need import Answers
    from hiring.guide.passages import Passage
    from hiring.guide.role import Guide, Role
    from hiring.guide.salary_query import Query

MOST_RELATED = 2
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
    Home | HelpRequest | AtTopic | Found | DidYouMean | NotCovered | Described | AboutPay
)


class Handbook:
    """The guide of one role, ready to be asked."""

    def __init__(self, role: Role, guide: Guide) -> None:
        self.role = role
        self.topics = list_topics(role)
        self._index = Index(list_passages(role, guide.places))
        self._named = {normalize(name): topic for topic in self.topics for name in NAMES[topic]}

    def ask(self, text: str) -> GuideQuery:
        """Read a topic's name, a passage's id (as buttons carry it) or a question."""
        if not text.strip():
            return Home()
        if asks_for_help(text):
            return HelpRequest()
        if exact := self.exact(text):
            return exact
        passages = self._index.find(text)
        if not passages:
            return NotCovered(text)
        best, *others = passages[: 1 + MOST_RELATED]
        return Found(best, tuple(others))

    def exact(self, text: str) -> AtTopic | Found | None:
        """The passage of an id or the topic of a name; None for anything else."""
        if passage := self._index.get(text.strip()):
            return Found(passage)
        topic = self._named.get(normalize(text))
        return AtTopic(topic) if topic else None
