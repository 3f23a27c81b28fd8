"""Requirements that could be anybody's: they name neither a stack nor a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.wording.prose import read_prose

if TYPE_CHECKING:
    from hiring.wording.rules import Wording


def find_generic(text: str, rules: Wording) -> str | None:
    """The first sentence of `text` that asks for experience of nothing in particular, as typed."""
    prose = read_prose(text)
    for first, last in prose.sentences:
        words = {key for key in prose.keys[first:last] if key.isalnum()}
        if words & rules.generic.asks and rules.generic.names_nothing(words):
            return prose.quote(first, last)
    return None
