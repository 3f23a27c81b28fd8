"""Which words of a text are quoted: what was found, with what gives it its sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.language.word_sets import words
from hiring.wording.prose import BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.wording.prose import Prose

_NEGATIONS: Final = words(
    "arent cannot cant doesnt dont isnt neither never no nobody non none not shouldnt without wont"
)
_AUXILIARIES: Final = words("are can could did do does is must should was were will would")
_PREPOSITIONS: Final = words("a an as at by for from in of on the to with your")
_JOINS: Final = words("and are be is or should will") | {",", ":", "|", ";"}
# Where a group of words that belongs to a noun ends.
_ENDS: Final = _JOINS | words(
    "because but for from has have if in must need on our so that to under when who with you your"
)
_BACK: Final = 2
"""Words that may be between a negation and what it is said of."""
_MOST: Final = 4


def choose_quote(prose: Prose, first: int, last: int) -> tuple[int, int]:
    """The keys to quote for words that were found: with a "not" before, and with whole terms.

    "count hours" of "don't count hours" is "don't count hours", "PhD in" of "BSc/PhD in Law" is
    "BSc/PhD in Law".
    """
    begin, _ = prose.find_sentence(first)
    _, end = prose.find_sentence(last - 1)
    return _find_start(prose, first, begin), _find_end(prose, first, last, end)


def _find_start(prose: Prose, first: int, begin: int) -> int:
    while first - 1 > begin and prose.keys[first - 1] == "/":
        first -= 2
    for at in range(first - 1, max(begin, first - 1 - _BACK) - 1, -1):
        if not prose.keys[at].isalnum() or prose.keys[at] in {"and", "or"}:
            break
        if prose.keys[at] in _NEGATIONS:
            return at - 1 if at > begin and prose.keys[at - 1] in _AUXILIARIES else at
    return first


def _find_end(prose: Prose, first: int, last: int, end: int) -> int:
    while last - 1 > first and prose.keys[last - 1] in _JOINS | {BREAK}:
        last -= 1
    behind = last
    while (
        behind < min(end, last + _MOST)
        and prose.keys[behind].isalnum()
        and not _is_complete(prose.keys[last - 1 : behind])
        and (prose.keys[behind] not in _ENDS or prose.keys[behind - 1] in _PREPOSITIONS)
    ):
        behind += 1
    return behind


def _is_complete(keys: Sequence[str]) -> bool:
    """Whether words end with no preposition, or with one and a plural behind it."""
    return keys[0] not in _PREPOSITIONS or (len(keys) > 1 and keys[-1].endswith("s"))
