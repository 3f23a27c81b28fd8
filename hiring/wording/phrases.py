"""The small language in which `wording.yml` writes phrases, and how they are looked for.

`recent graduate`       these words, side by side; hyphens and capitals don't matter
`graduat*`              any word that begins so
`(no|without) children` one of several; alternatives may have several words
`recent [college] graduate`  a word that may be missing
`{person}`              a word or phrase of the list of that name under `words`
`aged {n} to {n}`       a number, in digits or as a word
`must ... children`     up to six words between, within the sentence; at the end, the rest of it
`cto ... [.] ... she`   a point is the end of a sentence
`no one over {age} $`   the end of a sentence or of a part of it; `^` is the start of a sentence
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from hiring.wording.prose import BREAK, read_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hiring.wording.prose import Prose

_PIECE: Final = re.compile(
    r"\s*(?:(?P<sign>[()\[\]|$^])|\{(?P<list>[a-z_]+)\}|(?P<gap>\.\.\.)|(?P<word>[^\s()\[\]{}|$^]+))"
)
_CLOSING: Final = {"(": ")", "[": "]"}
_GAP: Final = rf"(?:[^ {BREAK}]+ ){{0,6}}?"
_WIDE_GAP: Final = rf"(?:[^ {BREAK}]+ ){{0,15}}?"
_REST: Final = rf"(?:[^ {BREAK}]+ )*"
_NUMBER: Final = (
    r"(?:[0-9][0-9.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"twenty five|thirty|forty|fifty|sixty) "
)
_BUILT_IN: Final = {"n": _NUMBER, "money": r"(?:[$£€] [0-9][^ ]* |[0-9][0-9.,]*k )"}
_START: Final = rf"(?:(?<={BREAK} )|(?<=\A ))"
_END: Final = r"(?=[^\w ]|$)"


class PhraseError(ValueError):
    """A phrase that can't be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class _Part:
    """A regular expression, and words of which one must be in any text that it matches.

    `needed` is empty where no such word can be told; `graduat*` is any word that begins so.
    """

    regex: str
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """Something that can be looked for. It is compiled when a text has a word of it."""

    regex: str
    needed: frozenset[str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?<= )(?:{self.regex})")

    def may_be_in(self, prose: Prose) -> bool:
        """Whether a text has a word that the phrase needs."""
        return not (self.needed and self.needed.isdisjoint(prose.lookups))

    def find_all(self, prose: Prose) -> Iterator[tuple[int, int]]:
        """Where it is, in positions of keys: the first, and behind the last."""
        if self.may_be_in(prose):
            for match in self._pattern.finditer(prose.joined):
                yield prose.find_keys(match.start(), match.end())

    def is_at(self, prose: Prose, at: int) -> bool:
        """Whether it begins at a key."""
        return bool(self._pattern.match(prose.joined, prose.starts[at]))

    def find_near(self, prose: Prose, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Where it is between two keys; `end` is left out."""
        if self.may_be_in(prose):
            stretch = prose.get_bounds(begin, end)
            for match in self._pattern.finditer(prose.joined, *stretch):
                yield prose.find_keys(match.start(), match.end())


class Lists:
    """The lists that phrases can name, each of which is read once."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._lists = lists
        self._parts: dict[str, _Part] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._lists

    def read(self, name: str) -> _Part:
        """Any of a list's phrases. Raises PhraseError."""
        if name not in self._parts:
            self._parts[name] = _choose([_Reader(each, self).read() for each in self._lists[name]])
        return self._parts[name]


def read_phrase(typed: Iterable[str], lists: Lists, *, wide: bool = False) -> Phrase:
    """One phrase or several, of which any counts. Raises PhraseError.

    `wide`: up to 15 words may be where three points are.
    """
    gap = _WIDE_GAP if wide else _GAP
    parts = [_Reader(phrase, lists, gap).read() for phrase in typed]
    part = _choose(parts) if parts else _Part("(?!)", frozenset(("",)))
    return Phrase(part.regex, part.needed)


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, typed: str, lists: Lists, gap: str = _GAP) -> None:
        self.typed = typed
        self.lists = lists
        self.gap = gap
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
        if not part.regex:
            raise PhraseError(f"“{self.typed}” has no word.")
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
        rarest = max(known, key=_measure_rarity, default=frozenset())
        return _Part("".join(part.regex for part in parts), rarest)

    def _read_part(self, kind: str, text: str) -> _Part:  # noqa: PLR0911 - a kind of piece each
        self.at += 1
        match kind, text:
            case "sign", "(" | "[":
                inner = self._read_choice(_CLOSING[text])
                if self._peek() != ("sign", _CLOSING[text]):
                    raise PhraseError(f"“{self.typed}” has a bracket that isn't closed.")
                self.at += 1
                group = f"(?:{inner.regex})"
                return _Part(group, inner.needed) if text == "(" else _Part(f"{group}?")
            case "sign", "^":
                return _Part(_START)
            case "sign", "$":
                return _Part(_END)
            case "gap", _:
                return _Part(self.gap if self._peek() else _REST)
            case "list", _ if text in _BUILT_IN:
                return _Part(_BUILT_IN[text])
            case "list", _:
                if text not in self.lists:
                    raise PhraseError(f"“{self.typed}” needs a list “{text}”, which isn't there.")
                return self.lists.read(text)
            case "word", _:
                return _read_words(text)
        raise PhraseError(f"“{self.typed}” has a “{text}” that nothing opens.")

    def _peek(self) -> tuple[str, str] | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None


def _measure_rarity(words: frozenset[str]) -> int:
    """The longer its shortest word, the fewer texts have one of them."""
    return min(map(len, words))


def _choose(choices: Sequence[_Part]) -> _Part:
    needed = frozenset[str]().union(*(part.needed for part in choices))
    is_known = all(part.needed for part in choices)
    regex = "|".join(part.regex for part in choices)
    return _Part(f"(?:{regex})", needed if is_known else frozenset())


@cache
def _read_words(typed: str) -> _Part:
    """A word of a phrase, which can be several keys: `24/7` is three."""
    is_prefix = typed.endswith("*")
    keys = list(read_prose(typed.rstrip("*") if is_prefix else typed).keys)
    if not keys:
        raise PhraseError(f"“{typed}” is no word.")
    regex = re.escape(" ".join(keys)) + ("[^ ]* " if is_prefix else " ")
    if is_prefix:
        keys[-1] = f"{keys[-1]}*"
    return _Part(regex, frozenset((max(keys, key=len),)))
