"""A role's own folder, file by file, and the wording that all roles share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiring.guide.shape import Label, Paragraph, Shape, Slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.guide.advice import Mistakes, Questions, TimeToHire
    from hiring.guide.interview import Interview
    from hiring.guide.places import Places
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.salary import Salary


class Function(Shape):
    """One of the things that the role is there for."""

    id: Slug
    name: Label
    covers: Paragraph
    why: Paragraph


class Neighbour(Shape):
    """A role that is easily mistaken for this one; this one stands among them, to compare."""

    role: Label
    owns: Label
    code: Label


class About(Shape):
    """`role.yml`: what the role is called, in a sentence what it is, and what it is not."""

    title: Label
    aliases: tuple[Label, ...] = ()
    summary: Paragraph
    between: Paragraph | None = None
    functions: tuple[Function, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    signal: Paragraph | None = None


@dataclass(frozen=True)
class Role:
    """A role pack; a file that its folder does not have is None."""

    id: str
    about: About
    salary: Salary | None = None
    interview: Interview | None = None
    red_flags: RedFlags | None = None
    mistakes: Mistakes | None = None
    time_to_hire: TimeToHire | None = None
    questions: Questions | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call it: its id, title and aliases."""
        return (self.id, self.about.title, *self.about.aliases)


class Example(Shape):
    """Something to type, and what it answers."""

    typed: Label
    gives: Paragraph


class CommandHelp(Shape):
    """What a command's `help` says, for every role."""

    intro: Paragraph
    examples: tuple[Example, ...]
    notes: tuple[Paragraph, ...] = ()


class Help(Shape):
    """`help.yml`: a text for each command, by its name with underscores."""

    salary: CommandHelp


@dataclass(frozen=True)
class Guide:
    """All content, checked. `roles` is by id, in the order of the ids."""

    places: Places
    help: Help
    roles: Mapping[str, Role]
