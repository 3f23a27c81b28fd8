"""Places that pay is given for, the names that people type for them, and regions of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from rapidfuzz.distance import OSA

from hiring.guide.content_model import ContentModel, Label, Slug
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SLIPS_FROM, _TWO_SLIPS_FROM, _PREFIX_FROM = 4, 7, 3  # letters

# Slack: a label on a chart's axis holds 20 characters.
ShortLabel = Annotated[str, Field(min_length=1, max_length=20)]


class Place(ContentModel):
    """A place with its names.

    `aliases` mean this place; the names of `stands_for` lie elsewhere and are read as this
    place, which an answer says. `remote` is a way of working rather than a spot on the map.
    """

    entry_key = "id"

    id: Slug
    name: Label
    short: ShortLabel
    aliases: tuple[Label, ...] = ()
    stands_for: tuple[Label, ...] = ()
    remote: bool = False


class Region(ContentModel):
    """A name that covers several places (ids), to choose from."""

    entry_key = "name"

    name: Label
    aliases: tuple[Label, ...] = ()
    places: Annotated[tuple[Slug, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Name:
    """A name as content writes it, and the places it covers.

    `says_so`: the answer says which place the name is read as.
    """

    text: str
    places: tuple[Place, ...]
    says_so: bool

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the places."""
        return frozenset(place.id for place in self.places)


class Places(ContentModel):
    """All of `places.yml`, and how names in it are found."""

    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    regions: tuple[Region, ...] = ()

    def get(self, place_id: str) -> Place | None:
        """The place of this id, None where there is none."""
        return next((place for place in self.places if place.id == place_id), None)

    @cached_property
    def names(self) -> dict[str, Name]:
        """Every name by its normalized form, `telaviv` as well as `tel aviv`."""
        named = list(self._named())
        joined = {normalize(name.text).replace(" ", ""): name for name in named}
        return joined | {normalize(name.text): name for name in named}

    def _named(self) -> Iterator[Name]:
        by_id = {place.id: place for place in self.places}
        for region in self.regions:
            covered = tuple(by_id[place_id] for place_id in region.places)
            for text in (region.name, *region.aliases):
                yield Name(text, covered, says_so=len(covered) == 1)
        for place in self.places:
            for text in (place.id, place.short, *place.aliases, place.name):
                yield Name(text, (place,), says_so=False)
            for text in place.stands_for:
                yield Name(text, (place,), says_so=True)

    def find(self, words: Sequence[str]) -> tuple[list[Name], list[str]]:
        """The names in a run of normalized words, longest first, and the words that are in none."""
        names: list[Name] = []
        unknown: list[str] = []
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + self._longest), at, -1):
                if name := self.names.get(" ".join(words[at:end])):
                    names.append(name)
                    at = end
                    break
            else:
                unknown.append(words[at])
                at += 1
        return names, unknown

    def near(self, phrase: str) -> tuple[Name, ...]:
        """Names that a slip of the keys, or stopping early, turns into `phrase`; nearest first.

        One slip (a letter more, less, other or swapped) up to six letters, two from seven on.
        """
        slips = 1 if len(phrase) < _TWO_SLIPS_FROM else 2
        measured = [
            (_distance(phrase, normalized, slips), name) for normalized, name in self.names.items()
        ]
        ranked = sorted((pair for pair in measured if pair[0] <= slips), key=itemgetter(0))
        return tuple(name for _, name in ranked)

    @cached_property
    def _longest(self) -> int:
        return max(normalized.count(" ") for normalized in self.names) + 1


def _distance(phrase: str, name: str, slips: int) -> int:
    if len(phrase) >= _PREFIX_FROM and name.startswith(phrase):
        return slips
    if min(len(phrase), len(name)) < _SLIPS_FROM:
        return slips + 1
    return OSA.distance(phrase, name, score_cutoff=slips)
