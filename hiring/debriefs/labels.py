"""Candidates' labels: which of them look the same, and which can't be seen at all.

Two labels look the same if they differ in case, in spaces, in characters that nobody sees, or in
how Unicode writes one letter (composed, full-width, as a ligature). Letters of different scripts
that look alike, such as a Latin and a Cyrillic A, count as different.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# Unicode: Default_Ignorable_Code_Point, with the controls, and the Braille pattern without dots.
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\\s]"
)
_SEEN: Final = frozenset("LNPS")
"""Letters, numbers, punctuation and symbols, by the first letter of Unicode's category."""


def normalize_label(label: str) -> str:
    """A label as it is compared; empty if nothing of it can be seen."""
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", label)).casefold()
    # Some characters become a space and an accent, which then belongs to the letter before.
    seen = unicodedata.normalize("NFKC", _UNSEEN.sub("", unicodedata.normalize("NFKC", folded)))
    return seen if any(unicodedata.category(char)[0] in _SEEN for char in seen) else ""


def suggest_label(label: str, taken: Iterable[str], longest: int) -> str:
    """The label with a number that tells it apart from all that look like one of `taken`."""
    used = {normalize_label(each) for each in taken}
    suffixes = (f"-{number}" for number in range(2, len(used) + 3))
    tried = (f"{label[: longest - len(suffix)]}{suffix}" for suffix in suffixes)
    return next(label for label in tried if normalize_label(label) not in used)
