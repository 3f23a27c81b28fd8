"""What is still to be written in a role: placeholders, texts of another role, and missing files.

Each is a doubt. It is said once for a file, at the line where it begins.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from hiring.guide.content_model import PLACEHOLDER
from hiring.guide.problem import Problem
from hiring.guide.role import About
from hiring.guide.yaml_file import Location
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.yaml_file import Node

MOST_LINES: Final = 5
LEAST_WORDS: Final = 6
"""Texts of fewer words may well be the same in two roles."""
NEAR: Final = 0.8
"""How many of the words of two texts both must have for them to be nearly the same."""
MOST_COPIED: Final = 0.25
"""Of the texts of a file. What truly is the same in two roles stays below that."""
LEAST_COPIED: Final = 2
MODEL: Final = "ai-tech-lead"
"""The role that the others of ours are compared with: it was the first."""

# What people type and names by which something is found are no texts that a role is made of.
_NO_TEXTS = re.compile(
    r"(.*_)?(asked|typed)_as|also|turned_by|aliases|generic|no_names|vague|broad|scale"
)

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)

MISSING: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "pay": (("salary.yml", "official-pay.yml"), "`/salary` has no figures for this role"),
    "interview": (
        ("interview.yml",),
        "`/interview-questions` has nothing for this role, and no debrief can be opened for it",
    ),
    "red-flags": (("red-flags.yml",), "interviewers and `/hiring-guide` are told no red flags"),
    "posting": (("posting.yml",), "`/jd` has nothing for this role"),
    "need": (("need.yml",), "`/do-we-need-a-lead` has nothing for this role"),
    "mistakes": (("mistakes.yml",), "`/hiring-guide` tells no common mistakes"),
    "questions": (("questions.yml",), "`/hiring-guide` answers no other questions about the role"),
}
"""What a role may be meant to do without: the files, and what people don't get without them."""


def find_placeholders(files: Iterable[ContentFile]) -> Iterator[Problem]:
    """Texts that say that they are still to be written."""
    for file in files:
        unwritten = (place for place, text in _list_texts(file.node) if PLACEHOLDER in text)
        places = sorted(unwritten, key=lambda location: location.line)
        if places:
            number = f"{len(places)} texts are" if len(places) > 1 else "a text is"
            until = "; nobody is offered the role before." if _find_role(places[0].file) else "."
            message = (
                f"{number} still to be written{_name_lines(places)}. "
                f"Replace “{PLACEHOLDER} …”{until}"
            )
            yield _make_doubt(places[0], message)


def list_unfinished_roles(placeholders: Iterable[Problem]) -> frozenset[str]:
    """The ids of the roles in whose own folder something is still to be written."""
    return frozenset(filter(None, (_find_role(each.file) for each in placeholders)))


def _find_role(file: Path) -> str | None:
    """The id of the role whose folder a file is in."""
    return file.parent.name if file.parent.parent.name == "roles" else None


def find_missing(files: Mapping[str, ContentFile], ours: Container[str]) -> Iterator[Problem]:
    """What people don't get for a role of a team's own, where a file is missing.

    `ours` are the files of our folder, whose roles are meant as they are. A role says by `without`
    what it is meant to do without.
    """
    for name, file in files.items():
        if not isinstance(about := file.model, About) or name in ours:
            continue
        folder = name.rpartition("/")[0]
        losses = {
            part: f"without {' or '.join(names)}, {loss}"
            for part, (names, loss) in MISSING.items()
            if not any(f"{folder}/{each}" in files for each in names)
        }
        if not about.functions:
            losses["guide"] = "without “functions”, `/hiring-guide` has nothing for this role"
        for part, loss in losses.items():
            if part not in about.without:
                location = Location(file.node.location.file, 1)
                advice = f"Add it or, if that is meant, write “without: [{part}]”."
                yield _make_doubt(location, f"{loss}. {advice}")


def find_copies(files: Mapping[str, ContentFile], ours: Container[str]) -> Iterator[Problem]:
    """Files of a role of which much is the text of another role, as where a folder was copied.

    In `role.yml`, which says what a role is, one such text is enough. A role of ours is compared
    with the first one of them, a team's own with all others. What `every-role.yml` says in
    one place is no copy.
    """
    texts = {
        name: _list_wordings(file, _find_names(name, files))
        for name, file in files.items()
        if name.count("/") == 2  # noqa: PLR2004 - roles/ROLE/FILE
    }
    for name, wordings in texts.items():
        _, role, kind = name.split("/")
        copied: dict[Location, str] = {}
        for other, theirs in texts.items():
            _, other_role, other_kind = other.split("/")
            if other_kind != kind or other_role == role or (name in ours and other_role != MODEL):
                continue
            for location, words in wordings:
                if any(_are_near(words, each) for place, each in theirs if place != location):
                    copied.setdefault(location, other_role)
        most_copied = 0 if kind == "role.yml" else max(len(wordings) * MOST_COPIED, LEAST_COPIED)
        if len(copied) > most_copied and not _is_begun(files[name]):
            [(most, _)] = Counter(copied.values()).most_common(1)
            places = sorted(copied, key=lambda location: location.line)
            message = (
                f"{len(copied)} of {len(wordings)} longer texts are those of "
                f"{_find_title(most, files)}, or nearly{_name_lines(places)}. Write what is true "
                "of this role."
            )
            yield _make_doubt(places[0], message)


def _is_begun(file: ContentFile) -> bool:
    """Whether it is a skeleton in which something is still to be written, which says enough."""
    return any(PLACEHOLDER in text for _, text in _list_texts(file.node))


def _find_names(name: str, files: Mapping[str, ContentFile]) -> AbstractSet[str]:
    """The words of the title of a file's role."""
    return frozenset(normalize(_find_title(name.split("/")[1], files)).split())


def _find_title(role: str, files: Mapping[str, ContentFile]) -> str:
    about = files.get(f"roles/{role}/role.yml")
    return about.model.title if about and isinstance(about.model, About) else role


def _list_wordings(
    file: ContentFile, names: AbstractSet[str]
) -> list[tuple[Location, AbstractSet[str]]]:
    """The words of each longer text, without those that the role is called by."""
    wordings = (
        (location, frozenset(normalize(text).split()) - names)
        for location, text in _list_texts(file.node)
        if PLACEHOLDER not in text
    )
    return [(location, words) for location, words in wordings if len(words) >= LEAST_WORDS]


def _are_near(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    both = min(len(words), len(others))
    if both < NEAR * max(len(words), len(others)):
        return False
    return len(words & others) >= NEAR * len(words | others)


def _list_texts(node: Node) -> Iterator[tuple[Location, str]]:
    """The texts of a file, and the lines of a template that show no value."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if not _NO_TEXTS.fullmatch(key) and not child.removed:
                yield from _list_texts(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _list_texts(child)
    elif isinstance(node.value, str):
        if node.location.file.suffix == ".jinja":
            shown = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), node.value)
            for number, line in enumerate(shown.splitlines(), start=1):
                if "{" not in line:
                    yield Location(node.location.file, number), line
        else:
            yield node.location, node.value


def _name_lines(places: Sequence[Location]) -> str:
    """` (also in lines 4, 7 and 12 more)`, after the first one."""
    lines = list(dict.fromkeys(place.line for place in places))[1:]
    if not lines:
        return ""
    shown = [str(line) for line in lines[:MOST_LINES]]
    if more := len(lines) - len(shown):
        shown.append(f"{more} more")
    listed = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    return f" (also in line{'s' if len(lines) > 1 else ''} {listed})"


def _make_doubt(location: Location, message: str) -> Problem:
    return Problem(location.file, location.line, message, doubtful=True)
