"""A role's words as they were when a debrief was opened: what its scorecards are read with.

Content changes, and a role may go. What was rated has to read as it did, so a debrief keeps the
names and the bars that its interviewers had before them. Interviewers and rounds that are added
later are shown the same words, so that all scorecards of one debrief can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage's names (`short` of at most 20 characters), what to ask, and red flags by id.

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
    """An attribute's name, and its bar: what "no" and what "yes" look like."""

    id: str
    name: str
    no: str
    yes: str


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


def read_id(text: str) -> str:
    """An id as words, for a name that is gone: `system-design` is "System design"."""
    return text.replace("-", " ").capitalize()
