"""Which place, or places, the words of a question mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.guide.amounts import Item, Mark, Word
from hiring.guide.places import Name
from hiring.guide.salary_query import (
    AtPlace,
    Candidate,
    Choose,
    Compare,
    DidYouMean,
    NoFigures,
    NotUnderstood,
    TooManyPlaces,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Salary

Unclear = Choose | DidYouMean | NoFigures | NotUnderstood
PlaceAnswer = AtPlace | Compare | TooManyPlaces | Unclear

_SEPARATING_WORDS = frozenset({"vs", "versus", "v", "and", "or", "with", "against"})
_SEPARATING_MARKS = frozenset("&|;+")
_MAX_NAME = 40  # characters; a longer text is no place's name
_MAX_NAME_WORDS = 4
_MAX_CANDIDATES = 5


def find_places(
    items: Sequence[Item], fillers: frozenset[str], places: Places, salary: Salary
) -> PlaceAnswer | None:
    """What the words mean, None without any. An unclear name is never decided, only asked."""
    named: dict[str, AtPlace] = {}
    for words in _parts(items, fillers):
        answer = _Part(words, places, salary).answer()
        if not isinstance(answer, tuple):
            return answer
        for at in answer:
            named.setdefault(at.place.id, at)
    match tuple(named.values()):
        case ():
            return None
        case (only,):
            return only
        case (first, second):
            return Compare(first, second)
        case many:
            return TooManyPlaces(many)


def _parts(items: Iterable[Item], fillers: frozenset[str]) -> list[list[Word]]:
    """The words of each side of a comparison, without fillers."""
    parts: list[list[Word]] = [[]]
    for item in items:
        match item:
            case Mark(sign) if sign in _SEPARATING_MARKS:
                parts.append([])
            case Word(key=key) if key in _SEPARATING_WORDS:
                parts.append([])
            case Word(key=key) if key not in fillers:
                parts[-1].append(item)
    return [part for part in parts if part]


class _Part:
    """One side of a comparison, or all the words where nothing is compared."""

    def __init__(self, words: Sequence[Word], places: Places, salary: Salary) -> None:
        self.words = words
        self.typed = " ".join(word.text for word in words)
        self.places = places
        self.salary = salary

    def answer(self) -> tuple[AtPlace, ...] | Unclear:
        names, unknown = self.places.find([word.key for word in self.words])
        if unknown:
            return self._unknown(names, unknown)
        names = _most_exact([self._with_figures(name) for name in names])
        if not all(name.places for name in names):
            return NoFigures(self.typed, self._known())
        remote = [name for name in names if all(place.remote for place in name.places)]
        elsewhere = [place for name in names if name not in remote for place in name.places]
        if remote and elsewhere:
            return self._remote_in([place for name in remote for place in name.places], elsewhere)
        if any(len(name.places) > 1 for name in names):
            return Choose(self.typed, _distinct(place for name in names for place in name.places))
        return tuple(AtPlace(name.places[0], name.text if name.says_so else None) for name in names)

    def _known(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places.places if self.salary.band(place.id))

    def _with_figures(self, name: Name) -> Name:
        """The name with those of its places that have a band."""
        if all(map(self.salary.band, name.ids)):
            return name
        places = tuple(place for place in name.places if self.salary.band(place.id))
        return Name(name.text, places, says_so=True)

    def _remote_in(self, remote: list[Place], elsewhere: list[Place]) -> Choose | NoFigures:
        """Answer "remote" with a place: ask which of the two, or say that there are no figures."""
        both = [*remote, *elsewhere]
        ids = {place.id for place in both}
        if any(ids <= set(region.places) for region in self.places.regions):
            return Choose(self.typed, _distinct(both))
        return NoFigures(self.typed, _distinct(elsewhere))

    def _unknown(self, names: list[Name], unknown: list[str]) -> Unclear:
        near = self.places.near(" ".join(word.key for word in self.words))
        near = near or self.places.near(" ".join(unknown))
        candidates: dict[str, Candidate] = {}
        for name in near:
            for place in self._with_figures(name).places:
                text = place.name if len(name.places) > 1 else name.text
                candidates.setdefault(place.id, Candidate(text, place))
        if candidates:
            return DidYouMean(self.typed, tuple(candidates.values())[:_MAX_CANDIDATES])
        names = [self._with_figures(name) for name in names]
        around = _distinct(place for name in names for place in name.places if not place.remote)
        is_job = any(len(name.places) == 1 and not name.places[0].remote for name in names)
        if is_job or len(self.typed) > _MAX_NAME or len(self.words) > _MAX_NAME_WORDS:
            return NotUnderstood()
        return NoFigures(self.typed, around or self._known())


def _most_exact(names: list[Name]) -> list[Name]:
    """In `London, UK` the UK adds nothing: drop each name that covers another's places too."""
    exact: list[Name] = []
    for name in sorted(names, key=lambda name: (len(name.places), name.says_so)):
        if not any(other.ids <= name.ids for other in exact):
            exact.append(name)
    return [name for name in names if any(name is other for other in exact)]


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.id: place for place in places}.values())
