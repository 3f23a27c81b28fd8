"""The indefinite article of a title, by how its first word sounds."""

from __future__ import annotations

import re
from enum import StrEnum

# Letters whose names begin with a vowel: an ML engineer, an SRE, but a UX designer.
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_SILENT_H = ("heir", "honest", "honor", "honour", "hour")
_LIKE_YOU_OR_ONE = re.compile(r"(eu|one(?![a-z])|once|u[bs][aeiou]|uni(?![nm])|util)")


class Article(StrEnum):
    """What stands before a title."""

    A = "a"
    AN = "an"


def find_article(title: str) -> Article:
    """`an` for AI Tech Lead, MLOps Engineer and hourly worker, `a` for UX Designer."""
    word = re.split(r"[^A-Za-z0-9]", title.strip(), maxsplit=1)[0]
    lower = word.lower()
    if word.isalpha() and (word[:2].isupper() or len(word) == 1):  # people say the letters
        takes_an = word[0] in _VOWEL_LETTERS
    elif lower.startswith(_SILENT_H):
        takes_an = True
    else:
        begins = lower.startswith(("a", "e", "i", "o", "u", "8", "11", "18"))
        takes_an = begins and not _LIKE_YOU_OR_ONE.match(lower)
    return Article.AN if takes_an else Article.A
