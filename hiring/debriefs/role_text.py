"""A role's words as they were when a debrief was opened: what its scorecards are read with.

Content changes, and a role may go. What was rated has to read as it did, so a debrief keeps the
names and the bars that its interviewers had before them. Interviewers and rounds that are added
later are shown the same words, so that all scorecards of one debrief can be compared.

What came later than the format is in the texts that it has: follow-ups stand under their question,
and what a strong rating looks like stands after the rating beside it. A process of an earlier
version shows them as text, so both can run on one store.
"""

from __future__ import annotations

from dataclasses import dataclass

from hiring.debriefs.scorecard import Rating


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage's names (`short` of at most 20 characters), what to ask, and red flags by id.

    Each of `questions` is a question with its follow-ups in lines under it.

    `due_same_day` is for the sentence that says when scorecards are due.
    """

    id: str
    name: str
    short: str
    minutes: int
    due_same_day: bool = False
    questions: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeText:
    """An attribute's name, and its bar: what "no" and what "yes" look like.

    Each is written by `write_anchors`, and may also hold what the strong rating looks like.
    """

    id: str
    name: str
    no: str
    yes: str

    def list_anchors(self) -> list[tuple[Rating, str]]:
        """What each rating looks like, from the lowest; the strong ones where they are told."""
        no, strong_no = _read_anchors(self.no, Rating.DEFINITELY_NO)
        yes, strong_yes = _read_anchors(self.yes, Rating.STRONG_YES)
        scale = zip(Rating, (strong_no, no, yes, strong_yes), strict=True)
        return [(rating, text) for rating, text in scale if text]


@dataclass(frozen=True, slots=True)
class RedFlagText:
    """A red flag's name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RoleText:
    """The words of a role, each by the id that the record has for it."""

    title: str = ""
    stages: tuple[StageText, ...] = ()
    attributes: tuple[AttributeText, ...] = ()
    red_flags: tuple[RedFlagText, ...] = ()


_STRONG = {Rating.DEFINITELY_NO: "\nStrong no: ", Rating.STRONG_YES: "\nStrong yes: "}
"""What separates the text for a strong rating from the one before it."""


def write_anchors(text: str, strong_text: str | None, strong: Rating) -> str:
    """What a rating looks like and, where it is told, what the `strong` one beside it does."""
    return f"{text}{_STRONG[strong]}{strong_text}" if strong_text else text


def _read_anchors(text: str, strong: Rating) -> tuple[str, str]:
    first, _, second = text.partition(_STRONG[strong])
    return first, second


def read_id(text: str) -> str:
    """An id as words, for a name that is gone: `system-design` is "System design"."""
    return text.replace("-", " ").capitalize()
