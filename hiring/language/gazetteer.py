"""The names of places that a reader knows, and how names in a sentence are looked up."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SLIPS_FROM, _TWO_SLIPS_FROM, _MANY_FROM, _PREFIX_FROM = 4, 7, 10, 3  # letters


@dataclass(frozen=True)
class PlaceName:
    """A name as the vocabulary writes it.

    `ids` are the places it covers, none where there are no figures. `elsewhere` is the place that
    towns of this region are read as, if they have no name of their own. `stands_for`: the name
    lies elsewhere, and an answer says which place it is read as. `is_remote`: a way of working.
    """

    text: str
    ids: tuple[str, ...]
    stands_for: bool = False
    is_remote: bool = False
    is_region: bool = False
    """Whether towns lie in it, so that it can follow the name of one: `Cambridge, UK`."""
    elsewhere: str | None = None
    is_part: bool = False
    """Whether it is a region of a country: `Manchester, New Hampshire` is not in England."""
    is_adjective: bool = False
    """Whether it says what is there, such as `American`, rather than where."""
    is_code: bool = False
    """Two letters or so, such as `TX`, which belong to the town before them."""


@dataclass(frozen=True)
class Gazetteer:
    """All names. `homographs` are normalized names that are ordinary words too."""

    names: Mapping[str, PlaceName]
    codes: Mapping[str, PlaceName]
    homographs: frozenset[str]

    @classmethod
    def from_names(
        cls,
        names: Iterable[PlaceName],
        codes: Iterable[PlaceName] = (),
        homographs: Iterable[str] = (),
    ) -> Gazetteer:
        """A name that comes later wins; `telaviv` is found as well as `tel aviv`."""
        listed = [(normalize(name.text), name) for name in names]
        joined = {key.replace(" ", ""): name for key, name in listed}
        merged: dict[str, PlaceName] = {}
        for code in codes:
            key = normalize(code.text)
            other = merged.get(key)
            merged[key] = _merge(other, code) if other else code
        return cls(joined | dict(listed), merged, frozenset(map(normalize, homographs)))

    @cached_property
    def first_words(self) -> Mapping[str, int]:
        """How many words the longest name has that begins with a word."""
        longest: dict[str, int] = {}
        for key in self.names:
            first, size = key.partition(" ")[0], key.count(" ") + 1
            longest[first] = max(size, longest.get(first, 0))
        return longest

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that is in a name."""
        return frozenset(word for key in self.names for word in key.split())

    @cached_property
    def _priced(self) -> list[str]:
        """The names with figures, in order; a slip in another name is no better than the name."""
        return sorted(key for key, name in self.names.items() if name.ids)

    def find_near(self, phrase: str, *, in_sentence: bool = False) -> tuple[PlaceName, ...]:
        """Names that a slip of the keys, or stopping early, turns into `phrase`; nearest first.

        One slip (a letter more, less, other or swapped) up to six letters, two from seven on.
        Amid other words (`in_sentence`) a word is more likely what it says: two slips only from
        ten letters on, and never the beginning of a name.
        """
        slips = 1 if len(phrase) < (_MANY_FROM if in_sentence else _TWO_SLIPS_FROM) else 2
        near: list[tuple[str, int, int]] = []
        if len(phrase) >= _SLIPS_FROM:
            near = process.extract(
                phrase, self._priced, scorer=OSA.distance, score_cutoff=slips, limit=None
            )
        near = [each for each in near if len(each[0]) >= _SLIPS_FROM]
        begun = [] if in_sentence else self._find_begun(phrase)
        ranked = sorted(
            [*((key, distance) for key, distance, _ in near), *((key, slips) for key in begun)],
            key=itemgetter(1),
        )
        return tuple(self.names[key] for key in dict.fromkeys(key for key, _ in ranked))

    def _find_begun(self, phrase: str) -> list[str]:
        """Names that begin with a phrase."""
        if len(phrase) < _PREFIX_FROM:
            return []
        first = bisect_left(self._priced, phrase)
        return list(takewhile(lambda key: key.startswith(phrase), self._priced[first:]))


def _merge(first: PlaceName, second: PlaceName) -> PlaceName:
    """A code of two regions, such as IL, covers the places of both.

    A town that is not known is read as one in the part of a country.
    """
    ids = tuple(dict.fromkeys((*first.ids, *second.ids)))
    part = first if first.is_part else second
    return replace(part, ids=ids)
