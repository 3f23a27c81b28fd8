"""The small language in which content writes phrases, and how they are looked for in a text.

`recent graduate`       these words, side by side
`graduat*`              any word that begins so
`(no|without) children` one of several; alternatives may have several words
`recent [college] graduate`  a word that may be missing
`{person}`              whatever the content, or the grammar of the phrase, calls so
`must ... children`     some words between; at the end, whatever follows
`^`, `$`                where a text begins and ends

What a word is, how much `...` may be, and where a text begins and ends, a `Grammar` says: content
on wording reads whole postings, content on questions the clauses of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_PIECE: Final = re.compile(r"\.\.\.|\{[^{}]*\}|[^\s()\[\]{}|^$]+|\S")
_OPTIONAL: Final = ")?"
"""What the expression for something that may be missing ends with, and no other."""
_ANYTHING: Final = frozenset(("*",))


class PhraseError(ValueError):
    """A phrase that can't be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Words:
    """The words of a text as phrases are compared with them."""

    keys: Sequence[str]

    @cached_property
    def joined(self) -> str:
        """All keys with a space before, between and behind them."""
        return f" {' '.join(self.keys)} "

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each key begins in `joined`."""
        starts, at = [], 1
        for key in self.keys:
            starts.append(at)
            at += len(key) + 1
        return starts

    @cached_property
    def lookups(self) -> frozenset[str]:
        """All keys and what they begin with, such as `graduat*`."""
        words = set(self.keys)
        return frozenset(
            words.union(f"{word[:at]}*" for word in words for at in range(len(word) + 1))
        )

    def find_keys(self, start: int, end: int) -> tuple[int, int]:
        """The keys that a part of `joined` covers: the first, and behind the last."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def get_bounds(self, first: int, last: int) -> tuple[int, int]:
        """Where keys are in `joined`, with the space behind them; `last` is left out."""
        return self.starts[first] - 1, self.starts[last - 1] + len(self.keys[last - 1]) + 1


@dataclass(frozen=True)
class Phrase:
    """Something that can be looked for. It is compiled when a text has the words that it needs.

    Any text that it matches has a word of each set of `needed`; `graduat*` is any that begins so.
    """

    regex: str
    needed: tuple[frozenset[str], ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?<![^ ])(?:{self.regex})")

    def may_be_in(self, words: Words) -> bool:
        """Whether a text has all that the phrase needs."""
        return not any(needed.isdisjoint(words.lookups) for needed in self.needed)

    def find_all(self, words: Words) -> Iterator[tuple[int, int]]:
        """Where it is, in positions of keys: the first, and behind the last."""
        return self.find_near(words, 0, len(words.keys))

    def find_near(self, words: Words, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Where it is between two keys; `end` is left out."""
        if begin < end and self.may_be_in(words):
            for match in self._pattern.finditer(words.joined, *words.get_bounds(begin, end)):
                yield words.find_keys(match.start(), match.end())

    def is_at(self, words: Words, at: int) -> bool:
        """Whether it begins at a key."""
        return bool(self._pattern.match(words.joined, words.starts[at]))


class PhraseIndex:
    """Many phrases by what they stand for: those are tried that a text has a needed word of."""

    def __init__(self, phrases: Iterable[tuple[Phrase, str]]) -> None:
        self._phrases = list(phrases)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        counts = Counter(
            word for phrase, _ in self._phrases for words in phrase.needed for word in words
        )
        for at, (phrase, _) in enumerate(self._phrases):
            rarest = min(
                phrase.needed,
                key=lambda words: sum(counts[word] for word in words),
                default=_ANYTHING,
            )
            for word in rarest:
                self._by_word[word].append(at)

    def find_likely(self, words: Words) -> Iterator[tuple[Phrase, str]]:
        """The phrases that a text has a needed word of, with what they stand for."""
        named = self._by_word.keys() & words.lookups
        for at in {at for word in named for at in self._by_word[word]}:
            yield self._phrases[at]

    def find(self, words: Words) -> dict[str, int]:
        """What a text has a phrase for, and the key at which the first such phrase begins."""
        firsts: dict[str, int] = {}
        for phrase, name in self.find_likely(words):
            for first, _ in phrase.find_all(words):
                firsts[name] = min(first, firsts.get(name, first))
                break
        return firsts


@dataclass(frozen=True)
class Grammar:
    """What phrases mean in a kind of text, as regular expressions.

    `read_keys` makes words of a text. `rest` is `...` at the end of a phrase, `behind` what must
    follow a phrase that ends with neither `...` nor `$`. `parts` are what braces can name.
    """

    read_keys: Callable[[str], Sequence[str]]
    gap: str
    rest: str
    start: str
    end: str
    behind: str
    parts: Mapping[str, str]


class PhraseReader:
    """Reads phrases, which can name the parts of a grammar, and lists of other phrases."""

    def __init__(self, grammar: Grammar, lists: Mapping[str, Iterable[str]] | None = None) -> None:
        self._grammar = grammar
        self._lists = dict(lists or {})  # those that no phrase has named yet
        regexes = {"...": grammar.gap, "^": grammar.start, "$": grammar.end}
        regexes |= {f"{{{name}}}": regex for name, regex in grammar.parts.items()}
        self._pieces = {piece: Phrase(regex) for piece, regex in regexes.items()}

    def read(self, typed: Iterable[str]) -> Phrase:
        """One phrase or several, of which any counts; without any, nothing is found.

        Raises PhraseError.
        """
        phrases = [self._read_phrase(each) for each in typed]
        return _choose(phrases) if phrases else Phrase("(?!)", (frozenset(),))

    def _read_phrase(self, typed: str) -> Phrase:
        pieces = _PIECE.findall(typed)
        behind = self._grammar.behind
        if pieces[-1:] == ["..."]:
            behind = self._grammar.rest
            pieces.pop()
        elif pieces[-1:] == ["$"]:
            behind = ""
        phrase = self._read_choice(iter(pieces), "", typed)
        if not phrase.regex:
            raise PhraseError(f"“{typed}” has no word.")
        return Phrase(phrase.regex + behind, phrase.needed)

    def _read_choice(self, pieces: Iterator[str], closing: str, typed: str) -> Phrase:
        """What is between brackets, or the whole of a phrase."""
        choices: list[list[Phrase]] = [[]]
        for piece in pieces:
            match piece:
                case "|":
                    choices.append([])
                case "(":
                    choices[-1].append(self._read_choice(pieces, ")", typed))
                case "[":
                    inner = self._read_choice(pieces, "]", typed)
                    choices[-1].append(Phrase(f"(?:{inner.regex}{_OPTIONAL}"))
                case _ if piece == closing:
                    break
                case _:
                    choices[-1].append(self._read_piece(piece, typed))
        else:
            if closing:
                raise PhraseError(f"“{typed}” can't be read: check its brackets.")
        if closing == ")" and not all(map(_says_something, choices)):
            raise PhraseError(
                f"“{typed}”: a choice in (…) is left empty, or has only words that are left out. "
                "Write […] around what may be missing."
            )
        return _choose([_join(parts) for parts in choices])

    def _read_piece(self, piece: str, typed: str) -> Phrase:
        if piece in self._pieces:
            return self._pieces[piece]
        if piece[0] not in "{})]":
            return _read_word(piece, self._grammar.read_keys)
        if piece in {"{", "}", ")", "]"}:
            raise PhraseError(f"“{typed}” can't be read: check its brackets.")
        # A list that is being read can't be named, so that none names itself.
        phrases = self._lists.pop(piece[1:-1], None)
        if phrases is None:
            names = [name for name in self._pieces if name[0] == "{"]
            names += [f"{{{name}}}" for name in self._lists]
            known = ", ".join(f"“{name}”" for name in names)
            raise PhraseError(f"“{typed}”: “{piece}” is not known. It can be {known}.")
        return self._pieces.setdefault(piece, self.read(phrases))


def _says_something(parts: Sequence[Phrase]) -> bool:
    """Whether anything in a sequence can't be missing."""
    return any(part.regex and not part.regex.endswith(_OPTIONAL) for part in parts)


def _join(parts: Sequence[Phrase]) -> Phrase:
    if len(parts) == 1:
        return parts[0]
    needed = tuple(words for part in parts for words in part.needed)
    return Phrase("".join(part.regex for part in parts), needed)


def _choose(choices: Sequence[Phrase]) -> Phrase:
    if len(choices) == 1:
        return choices[0]
    needed = [max(choice.needed, key=_measure_rarity, default=None) for choice in choices]
    known = [words for words in needed if words is not None]
    is_known = len(known) == len(needed)
    regex = "|".join(choice.regex for choice in choices)
    return Phrase(f"(?:{regex})", (frozenset[str]().union(*known),) if is_known else ())


def _measure_rarity(words: frozenset[str]) -> int:
    """The longer its shortest word, the fewer texts have one of them."""
    return min(map(len, words), default=0)


@cache
def _read_word(typed: str, read_keys: Callable[[str], Sequence[str]]) -> Phrase:
    """A word of a phrase: several keys (`24/7` is three), or none where it is left out."""
    is_prefix = typed.endswith("*")
    keys = list(read_keys(typed.rstrip("*") if is_prefix else typed))
    if not keys:
        if typed.isalnum():
            return Phrase("")
        raise PhraseError(f"“{typed}” is no word.")
    regex = re.escape(" ".join(keys)) + ("[^ ]* " if is_prefix else " ")
    if is_prefix:
        keys[-1] = f"{keys[-1]}*"
    return Phrase(regex, (frozenset((max(keys, key=len),)),))
