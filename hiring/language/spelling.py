"""Forgives the spelling of the words that questions about pay turn on: `equty`, `salery`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hiring.language import lexicon
from hiring.language.tokens import Kind
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from hiring.language.tokens import Token

_KEYWORDS: Final = words(
    """
    equity salary salaries bonus bonuses compensation options average median minimum maximum
    ceiling bottom middle highest lowest series engineer engineers developer manager scientist
    designer analyst recruiter director enough competitive reasonable underpay underpaying
    underpaid market source survey depends compare comparison difference between package percent
    shares stock total annual yearly hourly monthly thousand million software remuneration typical
    benchmark variable include includes included mean dollars pounds budget candidate
    """
)
_IN_ORDER: Final = sorted(_KEYWORDS)
_SHORTEST: Final = 5
_TWO_SLIPS_FROM: Final = 9


def mend_spelling(
    tokens: Sequence[Token],
    known: Iterable[AbstractSet[str]],
    keywords: Sequence[str] = _IN_ORDER,
) -> None:
    """Give misspelt words the key of the word that they are a slip of.

    Words of `known` sets, such as those of places' names, are left as they are.
    """
    for token in tokens:
        key = token.key
        if (
            token.kind is not Kind.WORD
            or len(key) < _SHORTEST
            or key in lexicon.FILLERS
            or key in lexicon.EVERYDAY
            or key in _KEYWORDS
            or any(key in names for names in known)
        ):
            continue
        slips = 2 if len(key) >= _TWO_SLIPS_FROM else 1
        nearest = process.extractOne(key, keywords, scorer=OSA.distance, score_cutoff=slips)
        if nearest and nearest[0][0] == key[0]:
            token.key = nearest[0]
