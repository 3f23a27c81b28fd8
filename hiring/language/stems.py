"""English words without their endings: `plan` for `plans`, `planned` and `planning`."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import snowballstemmer

_STEMMER: Final = snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def find_stem(word: str) -> str:
    """The stem of a word in small letters. Most words of the content are wanted more than once."""
    stem: str = _STEMMER.stemWord(word)
    return stem
