"""How many people a text says that a team has."""

from __future__ import annotations

import re
from typing import Final

from hiring.normalize import normalize

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            *("no zero", "one single", "two couple pair both", "three", "four", "five", "six"),
            *("seven", "eight", "nine", "ten", "eleven", "twelve dozen", "thirteen", "fourteen"),
            *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        )
    )
    for word in words.split()
}
_ANY: Final = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_NUMBER: Final = rf"(?P<number>{_ANY})(?: (?:to|or) {_ANY})?"
_OURS: Final = r"(?:ml|ai|mles?|nlp|llm|data|deep learning|machine learning|machine)"
_ADJECTIVE: Final = (
    r"(?:ml|ai|mle|nlp|llm|data|deep|machine|learning|research|applied|software|platform|senior"
    r"|junior|strong|good|great|full|time|engineering|of|our|my|more|other)"
)
_PEOPLE: Final = (
    r"(?:engineers?|people|persons?|ppl|devs?|developers?|scientists?|researchers?|folks?|guys?"
    r"|mles?|seniors?|juniors?|us|members?|employees?|practitioners?|modell?ers?|colleagues?|staff)"
)
_MAY_TELL: Final = re.compile(rf"\b(?:{_ANY}|me|im|am)\b")
# One person is often somebody else: “one engineer was blocked”, “one senior wants to leave”.
_WAYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # Those who work on such systems come before everybody else in the company.
        rf"\b{_NUMBER} (?:{_ADJECTIVE} )*?{_OURS}(?: {_ADJECTIVE})* {_PEOPLE}\b",
        rf"\b{_NUMBER} (?:of them |of us |are |do |doing |in |on )+{_OURS}\b",
        rf"\b(?!one |1 |single ){_NUMBER} (?:{_ADJECTIVE} )*{_PEOPLE}\b",
        rf"\b(?:have|got|only|just) (?P<number>one|1|a single) (?:{_ADJECTIVE} )*{_PEOPLE}\b",
        rf"\bteam (?:is|of|has)(?: about| around| only| just)? {_NUMBER}\b",
        rf"\b(?:we are|were)(?: only| just| about| around| now| still)? {_NUMBER}\b",
        rf"\b{_NUMBER} (?:person|man|strong|people) (?:ml |ai |data )?team\b",
    )
)
_ALONE: Final = re.compile(
    r"\b(?:(?:just|only) me|its me|(?:im|i am) (?:alone|(?:the )?only|on my own))\b"
)
_BESIDE_ME: Final = re.compile(
    rf"\bme (?:and|plus) (?:(?:just|only|about) )?(?P<number>an?|{_ANY})\b"
)


def read_team_size(text: str) -> int | None:
    """The number of people, the lower one of a range; None where the text says none."""
    plain = normalize(text)
    if not _MAY_TELL.search(plain):
        return None
    if beside := _BESIDE_ME.search(plain):
        return 1 + _read_number(beside["number"])
    for way in _WAYS:
        if match := way.search(plain):
            return _read_number(match["number"])
    return 1 if _ALONE.search(plain) else None


def _read_number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)
