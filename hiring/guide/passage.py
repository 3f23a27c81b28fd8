"""A piece of the guide, and the topics that pieces belong to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What the guide is about; each stands in one file. The value is what can be typed."""

    ROLE = "role"
    NEIGHBOURS = "neighbours"
    RED_FLAGS = "red flags"
    MISTAKES = "mistakes"
    TIME = "time to hire"
    QUESTIONS = "questions"
    SALARY = "salary"
    INTERVIEW = "interview plan"
    POSTING = "job description"
    NEED = "do we need one"

    @property
    def file(self) -> str:
        """Its file in the role's folder."""
        return _FILES[self]


_FILES = {
    Topic.ROLE: "role.yml",
    Topic.NEIGHBOURS: "role.yml",
    Topic.RED_FLAGS: "red-flags.yml",
    Topic.MISTAKES: "mistakes.yml",
    Topic.TIME: "time-to-hire.yml",
    Topic.QUESTIONS: "questions.yml",
    Topic.SALARY: "salary.yml",
    Topic.INTERVIEW: "interview.yml",
    Topic.POSTING: "posting.yml",
    Topic.NEED: "need.yml",
}
_TEMPLATE = "posting.md.jinja"


@dataclass(frozen=True)
class Passage:
    """A piece of the guide that answers one question, in full.

    `id` is unique in the role; buttons carry it, and `former_ids` are understood as well.
    `asked_as` is what people type who want it. `shared_file`: its file, if that is no role's own.
    `source` is ids of where its figures and rules come from.
    """

    id: str
    topic: Topic
    title: str
    text: str
    asked_as: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    in_template: bool = False
    shared_file: str = ""
    source: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its file in the role's folder, or beside it."""
        return self.shared_file or (_TEMPLATE if self.in_template else self.topic.file)


@dataclass(frozen=True)
class MissingTopic:
    """A topic that other roles' guides have something on, but not this one's."""

    topic: Topic


def join_lines(*lines: str) -> str:
    """The lines that are not empty."""
    return "\n".join(line for line in lines if line)
