"""A typed text as sentences of words, and where each of them stands in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hiring.language.phrases import Grammar, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAK: Final = "¶"
"""Stands between two sentences. No text can hold it as a word."""
FOUND: Final = f"{BREAK}found"
"""Stands for words that a rule has found. No text can hold it either."""

_TIDY: Final = str.maketrans({"’": "'", "‘": "'", **dict.fromkeys("‐‑‒–—―−", "-")})  # noqa: RUF001
# Hyphens are left out, so that "hard-working" and "hard working" are alike.
_TOKEN: Final = re.compile(
    r"""
      (?P<lines>[\r\n]+)
    | (?P<word>
        (?:[^\W\d_]\.){2,}
      | (?i:approx|dr|incl|max|min|mr|mrs|ms|prof|yrs)\.(?=\s)
      | [^\W_]+(?:['.,][^\W_]+)*(?:(?<=s)'(?=\s\w))?
      )
    | (?P<hyphen>(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\w))
    | (?P<end>[.!?]+(?=[\s"')\]]|$))
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_LEFT_OUT: Final = re.compile("[.']")


@dataclass(frozen=True)
class Prose(Words):
    """A text and its words: `spans` are where they stand in it."""

    text: str
    spans: Sequence[tuple[int, int]]

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Where each sentence begins and ends, in positions of keys."""
        breaks = [at for at, key in enumerate(self.keys) if key == BREAK]
        return list(zip([0, *(at + 1 for at in breaks)], [*breaks, len(self.keys)], strict=True))

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return [first for first, _ in self.sentences]

    def find_sentence(self, at: int) -> tuple[int, int]:
        """The sentence that a key stands in."""
        return self.sentences[bisect_right(self._sentence_starts, at) - 1]

    def find_sentence_before(self, at: int) -> tuple[int, int]:
        """The sentence before that of a key, or its own where it is the first."""
        begin, end = self.find_sentence(at)
        return self.find_sentence(begin - 2) if begin > 1 else (begin, end)

    def join(self, first: int, last: int) -> str:
        """Keys, at least one, with a space before, between and behind; `last` is left out."""
        begin, end = self.get_bounds(first, last)
        return self.joined[begin:end]

    def mark_found(self, first: int, last: int) -> Words:
        """The sentence of these words with those around it, and `FOUND` in place of the words."""
        begin, _ = self.find_sentence_before(first)
        _, end = self.find_sentence(min(self.find_sentence(last - 1)[1] + 1, len(self.keys) - 1))
        return Words([*self.keys[begin:first], FOUND, *self.keys[last:end]])

    def quote(self, first: int, last: int) -> str:
        """Words as they were typed; `last` is left out."""
        return " ".join(self.text[self.spans[first][0] : self.spans[last - 1][1]].split())

    def is_acronym(self, at: int) -> bool:
        """Whether a word is two or three capitals, such as HER, in a text with small letters."""
        start, end = self.spans[at]
        word = self.text[start:end]
        return word.isupper() and len(word) in {2, 3} and not self.text.isupper()


def read_prose(text: str) -> Prose:
    """The words of a text, of any length."""
    tidy = text.translate(_TIDY)
    keys: list[str] = []
    spans: list[tuple[int, int]] = []
    for key, start, end in _read_keys(tidy):
        keys.append(key)
        spans.append((start, end))
    return Prose(keys, text, spans)


def _read_keys(text: str) -> Iterator[tuple[str, int, int]]:
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "word":
                yield normalize_word(token.group()), *token.span()
            case "hyphen":
                pass
            case "mark":
                yield ("," if token.group() == BREAK else token.group()), *token.span()
            case _:
                yield BREAK, *token.span()


def normalize_word(word: str) -> str:
    """A word as words are compared: in small letters, without accents, points and apostrophes."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _LEFT_OUT.sub("", word.casefold())


def _read_words(text: str) -> Sequence[str]:
    return read_prose(text).keys


_ANY_WORD: Final = rf"[^ {BREAK}]+ "
PROSE: Final = Grammar(
    read_keys=_read_words,
    gap=f"(?:{_ANY_WORD}){{0,6}}?",
    rest=f"(?:{_ANY_WORD})*",
    start=rf"(?:(?<={BREAK} )|(?<=\A ))",
    end=r"(?=[^\w ]|$)",
    behind="",
    parts={
        "n": r"(?:[0-9][0-9.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
        r"fifteen|twenty|twenty five|thirty|forty|fifty|sixty) ",
        "found": f"{FOUND} ",
        "money": r"(?:[$£€] [0-9][^ ]* |[0-9][0-9.,]*k )",
    },
)
"""How phrases are compared with prose: `^` and `$` are where a sentence begins and a part ends."""
WIDE_PROSE: Final = replace(PROSE, gap=f"(?:{_ANY_WORD}){{0,15}}?")
