"""Requirements that could be anybody's: no stack, no scale, and nothing that somebody did."""

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


def find_claim(text: str, rules: Wording) -> str | None:
    """The first sentence of `text` that asks for an ability that anyone claims, as typed."""
    prose = read_prose(text)
    for first, last in prose.sentences:
        if rules.generic.is_claim({key for key in prose.keys[first:last] if key.isalnum()}):
            return prose.quote(first, last)
    return None
