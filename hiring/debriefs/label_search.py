"""Finds debriefs by their labels, as people remember and type them."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from rapidfuzz.distance import OSA

from hiring.debriefs.labels import normalize_label
from hiring.normalize import normalize

SHORT: Final = 4
"""A shorter label, such as initials, is never taken for a misspelt one."""
LONG: Final = 8
"""From here on, two letters may be wrong."""
LEAST_TO_CONTAIN: Final = 2


class Likeness(IntEnum):
    """How a label is like a text, the best first."""

    SAME = 0
    NAMED = 1  # among other words
    CONTAINS = 2  # the label begins with the text, or has it as a word
    MISSPELT = 3


def compare_label(text: str, label: str) -> Likeness | None:
    """How the label is like what was typed; None if it isn't."""
    typed, words = normalize(text).split(), normalize(label).split()
    together, whole = "".join(typed), "".join(words)
    if normalize_label(text) == normalize_label(label) or (whole and together == whole):
        return Likeness.SAME
    if not typed or not words:
        return None
    if any(typed[at : at + len(words)] == words for at in range(len(typed))) or whole in typed:
        return Likeness.NAMED
    if len(together) >= LEAST_TO_CONTAIN and (whole.startswith(together) or together in words):
        return Likeness.CONTAINS
    return Likeness.MISSPELT if any(_is_misspelt(together, w) for w in (whole, *words)) else None


def _is_misspelt(typed: str, meant: str) -> bool:
    if min(len(typed), len(meant)) < SHORT:
        return False
    return OSA.distance(typed, meant) <= (1 if len(meant) < LONG else 2)
