"""Requirements that could be anybody's: no stack, no scale, and nothing that somebody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.wording.prose import read_prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from hiring.wording.rules import Wording


def find_generic(text: str, rules: Wording) -> str | None:
    """The first sentence of `text` that asks for experience of nothing in particular, as typed."""
    generic = rules.generic
    return _find_sentence(
        text, lambda said: bool(said & generic.asks) and generic.names_nothing(said)
    )


def find_claim(text: str, rules: Wording) -> str | None:
    """The first sentence of `text` that asks for an ability that anyone claims, as typed."""
    return _find_sentence(text, rules.generic.is_claim)


def _find_sentence(text: str, is_meant: Callable[[AbstractSet[str]], bool]) -> str | None:
    prose = read_prose(text)
    for first, last in prose.sentences:
        if is_meant({key for key in prose.keys[first:last] if key.isalnum()}):
            return prose.quote(first, last)
    return None
