"""What somebody probably meant by a name that is unknown."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE, ALMOST_THE_SAME = 0.6, 0.85  # of 1, by difflib


def suggest(word: str, known: Iterable[str]) -> str:
    """A question whether a known word was meant; empty if none is alike."""
    close = get_close_matches(word, list(known), n=1, cutoff=ALIKE)
    return f" Did you mean {close[0]}?" if close else ""


def is_misspelled(word: str, known: Iterable[str]) -> bool:
    """Whether a word is a known one but for a slip of the hand."""
    return bool(get_close_matches(word, list(known), n=1, cutoff=ALMOST_THE_SAME))
