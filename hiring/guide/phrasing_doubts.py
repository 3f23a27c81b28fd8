"""Phrasings that do not do their work: passages without any, and questions that lead elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hiring.guide.passage import Passage
from hiring.guide.passages import list_passages
from hiring.guide.problem import Problem
from hiring.guide.search import Index
from hiring.guide.subjects import list_entries
from hiring.guide.words import WordReader
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.role import Guide, Role
    from hiring.guide.yaml_file import Location, Node

_OFFERED = 3  # passages that are asked back, so that a phrasing among them still helps


def find_doubts(guide: Guide, files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """The doubts about each role that has a guide. `files` are by their path in the folder."""
    for role in guide.roles.values():
        if role.about.functions:
            folder = f"roles/{role.id}/"
            nodes = {
                name.removeprefix(folder): file.node
                for name, file in files.items()
                if name.startswith(folder) or "/" not in name
            }
            lines: dict[str | None, Location] = {
                text: location for node in nodes.values() for text, location in _list_texts(node)
            }
            for file, phrasing, message in _find_doubts_of_role(role.id, guide):
                location = lines.get(phrasing, nodes[file].location)
                yield Problem(location.file, location.line, message, doubtful=True)


@lru_cache(maxsize=2)
def _find_doubts_of_role(role_id: str, guide: Guide) -> tuple[tuple[str, str | None, str], ...]:
    """For each doubt the file, the phrasing if it is about one, and a sentence.

    A role has thousands of phrasings, and each is looked up as if it had been typed. So what was
    found of a guide is remembered.
    """
    return tuple(_try_phrasings(guide.roles[role_id], guide))


def _try_phrasings(role: Role, guide: Guide) -> Iterator[tuple[str, str | None, str]]:
    words = WordReader(guide.synonyms, role.names)
    passages = list_passages(role, guide.places, guide.pay_transparency)
    entries = list(list_entries(role, guide, passages))
    index = Index(entries, words)
    owners: dict[str, Passage] = {}
    for entry in entries:
        passage = entry.subject
        if not isinstance(passage, Passage):
            continue
        _, *phrasings = entry.phrasings  # the first one is the title
        if not phrasings:
            yield (
                passage.file,
                None,
                (
                    f"nobody will find “{passage.title}” in their own words. List questions that "
                    "people type under its “asked_as”."
                ),
            )
        for phrasing in phrasings:
            owner = owners.setdefault(normalize(phrasing), passage)
            if owner.id != passage.id:
                yield (
                    passage.file,
                    phrasing,
                    (
                        f"“{phrasing}” is a phrasing of “{owner.title}” too. Keep it at the one "
                        "that answers it best."
                    ),
                )
            first_ones = [match.subject for match in index.find(words.read(phrasing))][:_OFFERED]
            if passage not in first_ones:
                yield (
                    passage.file,
                    phrasing,
                    (
                        f"“{phrasing}” does not find “{passage.title}”, since other passages have "
                        "its words too. Say more of what it asks for."
                    ),
                )


def _list_texts(node: Node) -> Iterator[tuple[str, Location]]:
    match node.value:
        case str() as text:
            yield text, node.location
        case dict() as mapping:
            for child in mapping.values():
                yield from _list_texts(child)
        case list() as entries:
            for child in entries:
                yield from _list_texts(child)
        case _:
            return
