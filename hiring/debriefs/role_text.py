"""A role's words as they were when a debrief was opened: what its scorecards are read with.

Content changes, and a role may go. What was rated has to read as it did, so a debrief keeps the
names, the questions and the bars that its interviewers had before them. Interviewers and rounds
that are added later are shown the same words, so that all scorecards of one debrief can be
compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hiring.debriefs.scorecard import Rating

USUAL_TALK_MINUTES: Final = 25


@dataclass(frozen=True, slots=True)
class QuestionText:
    """What to ask, and what to listen for; `minutes` is None where the content doesn't say.

    `listen_for` is empty in a debrief that was opened before it was stored. `attributes` are what
    the answer gives evidence on.
    """

    ask: str
    minutes: int | None = None
    listen_for: str = ""
    follow_ups: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentText:
    """What some of a stage's minutes go to."""

    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage's names (`short` of at most 20 characters), its plan, and red flags by id.

    `ends_with` is what interviewers answer for themselves at the end, `avoid` what they don't ask
    or do. `due_same_day` is for the sentence that says when scorecards are due. Of a debrief that
    was opened before they were stored, `aim`, `clock` and `avoid` are empty.
    """

    id: str
    name: str
    short: str
    minutes: int
    due_same_day: bool = False
    questions: tuple[QuestionText, ...] = ()
    red_flags: tuple[str, ...] = ()
    aim: str = ""
    clock: tuple[SegmentText, ...] = ()
    ends_with: str = ""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeText:
    """An attribute's name, and what each rating looks like; the strong ones may be empty."""

    id: str
    name: str
    no: str
    yes: str
    strong_no: str = ""
    strong_yes: str = ""

    def list_anchors(self) -> list[tuple[Rating, str]]:
        """What each rating looks like, from the lowest; the strong ones where they are told."""
        scale = zip(Rating, (self.strong_no, self.no, self.yes, self.strong_yes), strict=True)
        return [(rating, text) for rating, text in scale if text]


@dataclass(frozen=True, slots=True)
class RedFlagText:
    """A red flag's name, how to probe for it, and the attribute that it is about, if any."""

    id: str
    name: str
    probe: str = ""
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class RoleText:
    """The words of a role, each by the id that the record has for it."""

    title: str = ""
    stages: tuple[StageText, ...] = ()
    attributes: tuple[AttributeText, ...] = ()
    red_flags: tuple[RedFlagText, ...] = ()
    talk_minutes: int = USUAL_TALK_MINUTES
    """How long the debrief's talk is to take."""


def read_id(text: str) -> str:
    """An id as words, for a name that is gone: `system-design` is "System design"."""
    return text.replace("-", " ").capitalize()
