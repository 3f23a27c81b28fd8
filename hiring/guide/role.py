"""A role's own folder, file by file, and the wording that all roles share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiring.guide.shape import Label, Paragraph, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.guide.places import Places
    from hiring.guide.salary import Salary


class About(Shape):
    """`role.yml`: what the role is called, and in a sentence what it is."""

    title: Label
    summary: Paragraph


@dataclass(frozen=True)
class Role:
    """A role pack; a file that its folder does not have is None."""

    id: str
    about: About
    salary: Salary | None = None


class Example(Shape):
    """Something to type, and what it answers."""

    typed: Label
    gives: Paragraph


class SalaryHelp(Shape):
    """`salary.yml` beside the roles: what `/salary help` says, for every role."""

    intro: Paragraph
    examples: tuple[Example, ...]
    notes: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Guide:
    """All content, checked. `roles` is by id, in the order of the ids."""

    places: Places
    salary_help: SalaryHelp
    roles: Mapping[str, Role]
