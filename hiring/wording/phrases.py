"""The small language in which `wording.yml` writes phrases, and how they are looked for.

`recent graduate`       these words, side by side; hyphens and capitals don't matter
`graduat*`              any word that begins so
`(no|without) children` one of several; alternatives may have several words
`recent [college] graduate`  a word that may be missing
`{person}`              a word or phrase of the list of that name under `words`
`aged # to #`           a number
`must ... children`     up to five words between, within the sentence
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.wording.prose import BREAK, read_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hiring.wording.prose import Prose

_PIECE: Final = re.compile(
    r"\s*(?:(?P<sign>[()\[\]|#])|\{(?P<list>[a-z_]+)\}|(?P<gap>\.\.\.)|(?P<word>[^\s()\[\]{}|#]+))"
)
_CLOSING: Final = {"(": ")", "[": "]"}
_GAP: Final = rf"(?:[^ {BREAK}]+ ){{0,5}}?"
_NUMBER: Final = r"[0-9][0-9.,]* "


class PhraseError(ValueError):
    """A phrase that can't be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class _Part:
    """A regular expression, and words of which one must be in any text that it matches.

    `needed` is empty where no such word can be told.
    """

    regex: str
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """A phrase that can be looked for."""

    pattern: re.Pattern[str]
    needed: frozenset[str]

    def find_all(self, prose: Prose) -> Iterator[tuple[int, int]]:
        """Where it is, in positions of keys: the first, and behind the last."""
        if any(word in prose.joined for word in self.needed) or not self.needed:
            for match in self.pattern.finditer(prose.joined):
                yield prose.find_keys(match.start(), match.end())


def compile_phrase(typed: str, lists: Mapping[str, Iterable[str]]) -> Phrase:
    """Read a phrase. Raises PhraseError."""
    part = _Reader(typed, lists).read()
    return Phrase(re.compile(f"(?<= ){part.regex}"), part.needed)


def compile_any(typed: Iterable[str], lists: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """One pattern that finds any of several phrases. Raises PhraseError."""
    parts = [_Reader(phrase, lists).read().regex for phrase in typed]
    return re.compile(f"(?<= )(?:{'|'.join(parts)})" if parts else "(?!)")


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, typed: str, lists: Mapping[str, Iterable[str]]) -> None:
        self.typed = typed
        self.lists = lists
        self.pieces = self._split()
        self.at = 0

    def _split(self) -> Sequence[tuple[str, str]]:
        pieces, at, typed = [], 0, self.typed.rstrip()
        while at < len(typed):
            match = _PIECE.match(typed, at)
            if match is None:
                raise PhraseError(f"“{self.typed}” can't be read from “{typed[at:]}” on.")
            pieces.append((str(match.lastgroup), match[str(match.lastgroup)]))
            at = match.end()
        return pieces

    def read(self) -> _Part:
        part = self._read_choice("")
        if self.at < len(self.pieces) or not part.regex:
            raise PhraseError(f"“{self.typed}” has a bracket too many, or no word.")
        return part

    def _read_choice(self, closing: str) -> _Part:
        choices = [self._read_sequence(closing)]
        while self._peek() == ("sign", "|"):
            self.at += 1
            choices.append(self._read_sequence(closing))
        if len(choices) == 1:
            return choices[0]
        return _choose(choices)

    def _read_sequence(self, closing: str) -> _Part:
        parts = []
        while (piece := self._peek()) and piece not in {("sign", "|"), ("sign", closing)}:
            parts.append(self._read_part(*piece))
        known = [part.needed for part in parts if part.needed]
        rarest = max(known, key=lambda words: min(map(len, words)), default=frozenset())
        return _Part("".join(part.regex for part in parts), rarest)

    def _read_part(self, kind: str, text: str) -> _Part:
        self.at += 1
        match kind, text:
            case "sign", "(" | "[":
                inner = self._read_choice(_CLOSING[text])
                if self._peek() != ("sign", _CLOSING[text]):
                    raise PhraseError(f"“{self.typed}” has a bracket that isn't closed.")
                self.at += 1
                group = f"(?:{inner.regex})"
                return _Part(group, inner.needed) if text == "(" else _Part(f"{group}?")
            case "sign", "#":
                return _Part(_NUMBER)
            case "gap", _:
                return _Part(_GAP)
            case "list", _:
                if text not in self.lists:
                    raise PhraseError(f"“{self.typed}” needs a list “{text}”, which isn't there.")
                return _choose([_Reader(each, self.lists).read() for each in self.lists[text]])
            case "word", _:
                return _read_words(text)
        raise PhraseError(f"“{self.typed}” has a “{text}” that nothing opens.")

    def _peek(self) -> tuple[str, str] | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None


def _choose(choices: Sequence[_Part]) -> _Part:
    needed = frozenset[str]().union(*(part.needed for part in choices))
    is_known = all(part.needed for part in choices)
    regex = "|".join(part.regex for part in choices)
    return _Part(f"(?:{regex})", needed if is_known else frozenset())


def _read_words(typed: str) -> _Part:
    """A word of a phrase, which can be several keys: `24/7` is three."""
    is_prefix = typed.endswith("*")
    keys = list(read_prose(typed.rstrip("*") if is_prefix else typed).keys)
    if not keys:
        raise PhraseError(f"“{typed}” is no word.")
    joined = " ".join(keys)
    regex = re.escape(joined) + ("[^ ]* " if is_prefix else " ")
    return _Part(regex, frozenset({f" {joined}" if is_prefix else f" {joined} "}))
