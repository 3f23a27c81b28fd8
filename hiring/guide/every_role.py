"""`every-role.yml`: what the files of all roles have in common, so that it is said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hiring.guide.content_model import ContentModel
from hiring.guide.need import NeedWording
from hiring.guide.problem import Problem
from hiring.postings.posting import PostingWords

if TYPE_CHECKING:
    from hiring.guide.yaml_file import Node

NAME: Final = "every-role.yml"


class EveryRole(ContentModel):
    """All of `every-role.yml`: what is added to the role's file of that name, where it has one."""

    posting: PostingWords
    need: NeedWording


def complete(node: Node, name: str, every_role: Node | None, problems: list[Problem]) -> Node:
    """A role's file, by its path, with what the files of every role have in common.

    Words are added to a list of the role's own, and a doubt to `problems` where it repeats some.
    Of anything else the role's own counts, which can be null.
    """
    shared = find_section(name, every_role)
    if not isinstance(node.value, dict) or not shared:
        return node
    values = dict(node.value)
    for key, common in shared.items():
        own = values.setdefault(key, common)
        if own is common or not isinstance(own.value, list) or not isinstance(common.value, list):
            continue
        words = {str(entry.value) for entry in common.value}
        new = [entry for entry in own.value if str(entry.value) not in words]
        if repeated := len(own.value) - len(new):
            number, them = (f"{repeated} words", "them") if repeated > 1 else ("a word", "it")
            message = f"“{key}” repeats {number} that {NAME} has for every role. Take {them} out."
            location = own.location
            problems.append(Problem(location.file, location.line, message, doubtful=True))
        values[key] = replace(own, value=[*common.value, *new])
    return replace(node, value=values)


def find_section(name: str, every_role: Node | None) -> dict[str, Node]:
    """What is in common to the role's files of that name, which is a path; empty for others."""
    sections = every_role.value if every_role and name.startswith("roles/") else None
    file = name.rpartition("/")[2].partition(".")[0]
    section = sections.get(file) if isinstance(sections, dict) else None
    return section.value if section and isinstance(section.value, dict) else {}
