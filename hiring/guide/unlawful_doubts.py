"""Questions in a role's content that candidates may not be asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Final

from hiring.guide.not_to_ask import NotToAsk, find_forbidden_questions
from hiring.guide.problem import Problem
from hiring.postings.template import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.not_to_ask import ForbiddenQuestion
    from hiring.guide.yaml_file import Location, Node

_NOT_SAID_TO_CANDIDATES: Final = frozenset(
    ("asked_as", "also", "aliases", "questions_asked_as", "typed_as", "avoid", "question")
)
"""Keys that hold what people ask the guide, names, or what not to ask."""
_LONGEST_QUOTE: Final = 100


def find_doubts(
    files: Mapping[str, ContentFile], written_in: Collection[Path] | None = None
) -> Iterator[Problem]:
    """A doubt for each text of a role that asks what may not be asked, with what to ask instead.

    A doubt fails the check and stops no start: the words around a question may mean something else.
    `written_in`: only texts of these files are read, which takes less time than all of them.
    """
    shared = files.get("not-to-ask.yml")
    if shared is None or not isinstance(rules := shared.model, NotToAsk):
        return
    find_questions = _remember_questions(rules)
    for name, file in files.items():
        if "/" in name:
            is_template = isinstance(file.model, Template)
            for text, location in _list_texts(file.node, by_line=is_template):
                if written_in is not None and location.file not in written_in:
                    continue
                for question in find_questions(text):
                    subject = question.subject
                    quote = question.quote[:_LONGEST_QUOTE]
                    yield Problem(
                        location.file,
                        location.line,
                        f"“{quote}” asks what may not be asked. {subject.answer} {subject.why} "
                        f"Ask instead: {subject.instead[0]}",
                        doubtful=True,
                    )


@lru_cache(maxsize=2)
def _remember_questions(rules: NotToAsk) -> Callable[[str], tuple[ForbiddenQuestion, ...]]:
    """What finds questions by these rules; most texts are what they were at the last check."""
    return cache(partial(find_forbidden_questions, rules=rules))


def _list_texts(node: Node, *, by_line: bool) -> Iterator[tuple[str, Location]]:
    """The texts that candidates may get to read or hear; with `by_line` each line has its own."""
    match node.value:
        case str() as text if by_line:
            for number, line in enumerate(text.splitlines()):
                yield line, replace(node.location, line=node.location.line + number)
        case str() as text:
            yield text, node.location
        case dict() as mapping:
            for key, child in mapping.items():
                if key not in _NOT_SAID_TO_CANDIDATES and not child.removed:
                    yield from _list_texts(child, by_line=by_line)
        case list() as entries:
            for child in entries:
                yield from _list_texts(child, by_line=by_line)
        case _:
            return
