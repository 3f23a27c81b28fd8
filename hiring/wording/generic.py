"""Requirements that could be anybody's: they name neither a stack nor a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.wording.prose import read_prose

if TYPE_CHECKING:
    from hiring.wording.rules import Wording


def find_generic(text: str, rules: Wording) -> str | None:
    """The first sentence of `text` that asks for experience of nothing in particular, as typed."""
    prose = read_prose(text)
    subjects = frozenset(rules.generic.get("subjects", ()))
    fillers = frozenset(rules.generic.get("fillers", ()))
    for first, last in prose.sentences:
        words = [key for key in prose.keys[first:last] if key.isalnum()]
        if subjects.intersection(words) and not set(words) - subjects - fillers:
            return prose.quote(first, last)
    return None
