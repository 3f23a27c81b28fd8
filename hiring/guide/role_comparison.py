"""Two or three roles side by side: what each owns, how much it codes, what its interviews are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiring.guide.role_names import find_by_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiring.guide.interview import Stage
    from hiring.guide.role import Guide, Neighbour, Role


@dataclass(frozen=True)
class ComparedRole:
    """What the packs say of a role; what none of them says is None or empty.

    `owns` and `code` are its line among the neighbours of its own pack, else of another one.
    `signal` is how it is told apart from its neighbours, `between` in more words.
    """

    role: Role
    owns: str | None
    code: str | None
    stages: Sequence[Stage]
    minutes: int
    signal: str | None
    between: str | None


def compare_roles(roles: Iterable[Role], guide: Guide) -> tuple[ComparedRole, ...]:
    """What the packs say of each role."""
    compared = list(roles)
    return tuple(_describe(role, compared, guide) for role in compared)


def _describe(role: Role, compared: Sequence[Role], guide: Guide) -> ComparedRole:
    line = next(_list_lines(role, [role, *compared, *guide.roles.values()], guide), None)
    return ComparedRole(
        role,
        owns=line.owns if line else None,
        code=line.code if line else None,
        stages=role.interview.stages if role.interview else (),
        minutes=role.interview.minutes if role.interview else 0,
        signal=role.about.signal,
        between=role.about.between,
    )


def _list_lines(role: Role, packs: Iterable[Role], guide: Guide) -> Iterator[Neighbour]:
    """The lines about a role among the neighbours of these packs."""
    for pack in packs:
        for neighbour in pack.about.neighbours:
            meant = find_by_label(neighbour.role, guide.roles.values())
            if meant and meant.id == role.id:
                yield neighbour
