"""The states and countries that a location names: “New York, NY”, “Remote (US) or Berlin”.

A region behind a town tells which town is meant: “Paris, Texas” is not in France.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN: Final = re.compile(r"[\w.'’]+|\S")
_MOST_WORDS: Final = 4
_LINKS: Final = frozenset(("", ",", "-"))
"""What is between the words of one name, and between a town and its region."""


@dataclass(frozen=True)
class NamedPlace:
    """A place by its id, the id of the country that it is `within`, and what its name is.

    A town or a state of a country has no id, unless a law of its own holds there.
    `is_region`: a state or a country, which can follow the name of a town. `is_foreign`: a town of
    a country without rules of its own here, whose letters are no American state's: “Toronto, CA”.
    """

    id: str
    within: str
    is_region: bool = False
    is_foreign: bool = False


@dataclass(frozen=True)
class PlaceNames:
    """Names by their normalized words, and codes such as NY, which count in capitals only."""

    names: Mapping[tuple[str, ...], NamedPlace]
    codes: Mapping[str, NamedPlace]


@dataclass(frozen=True)
class _Word:
    """`before`: the sign between it and the word before, empty where there is none."""

    key: str
    is_in_capitals: bool
    before: str


def find_named_places(text: str, names: PlaceNames) -> list[NamedPlace]:
    """The places that a text names, in its order, without towns that lie elsewhere."""
    words = _read_words(text)
    mentions: list[tuple[int, int, NamedPlace]] = []
    at = 0
    while at < len(words):
        stop, place = _match(words, at, names)
        if place is None:
            at += 1
            continue
        mentions.append((at, stop, place))
        at = stop
    return [
        place
        for number, (_, stop, place) in enumerate(mentions)
        if not _is_elsewhere(place, stop, mentions[number + 1 :], words)
        and not _is_foreign_code(number, mentions, words)
    ]


def _read_words(text: str) -> list[_Word]:
    words: list[_Word] = []
    before = ""
    for token in _TOKEN.findall(text):
        if key := normalize(token):
            words.append(_Word(key, token.isupper(), before))
            before = ""
        else:
            before = token
    return words


def _match(words: Sequence[_Word], at: int, names: PlaceNames) -> tuple[int, NamedPlace | None]:
    """The longest name that begins at a word, and where it ends."""
    for size in range(_MOST_WORDS, 0, -1):
        part = words[at : at + size]
        if len(part) < size or any(word.before not in _LINKS for word in part[1:]):
            continue
        if place := names.names.get(tuple(word.key for word in part)):
            return at + size, place
    word = words[at]
    return at + 1, names.codes.get(word.key) if word.is_in_capitals else None


def _is_elsewhere(
    place: NamedPlace,
    stop: int,
    later: Sequence[tuple[int, int, NamedPlace]],
    words: Sequence[_Word],
) -> bool:
    """Whether it is the name of a town, and the region behind it is another one."""
    if place.is_region or place.is_foreign or not later:
        return False
    start, _, behind = later[0]
    return (
        start == stop
        and words[start].before in _LINKS
        and behind.is_region
        and behind.id not in {place.id, place.within}
    )


def _is_foreign_code(
    number: int, mentions: Sequence[tuple[int, int, NamedPlace]], words: Sequence[_Word]
) -> bool:
    start, stop, _ = mentions[number]
    if number == 0 or stop - start > 1 or not words[start].is_in_capitals:
        return False
    _, end, town = mentions[number - 1]
    return end == start and town.is_foreign and len(words[start].key) == len("CA")
