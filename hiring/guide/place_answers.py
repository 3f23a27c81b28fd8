"""Which place, or places with figures, the places that a text names stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.guide.salary_query import (
    AtPlace,
    Candidate,
    Choose,
    Compare,
    DidYouMean,
    NoFigures,
    TooManyPlaces,
)
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Salary
    from hiring.language.gazetteer import PlaceName
    from hiring.language.place_mentions import PlaceMention
    from hiring.pay_statistics.area_index import AreaIndex

Unclear = Choose | DidYouMean | NoFigures
PlaceAnswer = AtPlace | Compare | TooManyPlaces | Unclear

_MAX_CANDIDATES = 5


@dataclass(frozen=True)
class _Priced:
    """A name, and those of its places that there are figures for."""

    name: PlaceName
    places: tuple[Place, ...]

    @property
    def read_as(self) -> str | None:
        """The name, where another place stands in for it."""
        is_narrowed = len(self.places) < len(self.name.ids)
        return self.name.text if self.name.stands_for or is_narrowed else None


def find_place_answer(
    mentions: Sequence[PlaceMention],
    places: Places,
    salary: Salary,
    areas: AreaIndex | None = None,
) -> PlaceAnswer | None:
    """What the places mean, None without any. An unclear name is never decided, only asked.

    With `areas` an answer has those of pay statistics that a name means.
    """
    named: dict[str, AtPlace] = {}
    unclear: list[Unclear] = []
    for mention in mentions:
        answer = _read_mention(mention, places, salary, areas)
        if isinstance(answer, tuple):
            for at in answer:
                named.setdefault(at.place.id, at)
        else:
            unclear.append(answer)
    if unclear:
        return _prefer_others(unclear[0], tuple(at.place for at in named.values()))
    match tuple(named.values()):
        case ():
            return None
        case (only,):
            return only
        case (first, second):
            return Compare(first, second)
        case many:
            return TooManyPlaces(many)


def _prefer_others(unclear: Unclear, others: tuple[Place, ...]) -> Unclear:
    """Offer the other side of a comparison where this one has no figures."""
    if isinstance(unclear, NoFigures) and others:
        return NoFigures(unclear.typed, others)
    return unclear


def _read_mention(
    mention: PlaceMention, places: Places, salary: Salary, areas: AreaIndex | None
) -> tuple[AtPlace, ...] | Unclear:
    if mention.near:
        return _did_you_mean(mention, places, salary)
    names = [_with_figures(name, places, salary) for name in mention.names]
    if not names or not all(name.places for name in names):
        others = [place for name in names for place in name.places if not place.remote]
        lacking = next((name.name.text for name in names if not name.places), "")
        is_shorter = len(names) > 1 and not any(place.remote for n in names for place in n.places)
        typed = lacking if is_shorter else mention.typed
        return NoFigures(typed, _distinct(others) or _list_known(places, salary))
    remote = [name for name in names if all(place.remote for place in name.places)]
    elsewhere = [place for name in names if name not in remote for place in name.places]
    if remote and elsewhere:
        return _read_remote_in(mention, [p for n in remote for p in n.places], elsewhere, places)
    if any(len(name.places) > 1 for name in names):
        candidates = _distinct(place for name in names for place in name.places)
        return Choose(
            mention.typed, candidates, areas=areas.read_name(mention.typed) if areas else ()
        )
    ats = [AtPlace(name.places[0], name.read_as) for name in names]
    texts = [mention.typed] if len(names) == 1 else [name.name.text for name in names]
    return tuple(_name_areas(at, text, areas) for at, text in zip(ats, texts, strict=True))


def _name_areas(at: AtPlace, text: str, areas: AreaIndex | None) -> AtPlace:
    """With the areas that a name means, where it isn't the place as a whole."""
    place = at.place
    if areas is None or normalize(text) in map(normalize, (place.id, place.name, place.short)):
        return at
    meant = areas.read_name(text)
    covered = {area.key for area in areas.list_covered(place.id)}
    if not meant or {area.key for area in meant} == covered:
        return at
    return replace(at, areas=meant, named=text)


def _with_figures(name: PlaceName, places: Places, salary: Salary) -> _Priced:
    found_places = (places.get(place_id) for place_id in name.ids)
    return _Priced(name, tuple(place for place in found_places if place and salary.band(place.id)))


def _read_remote_in(
    mention: PlaceMention, remote: list[Place], elsewhere: list[Place], places: Places
) -> Choose | NoFigures:
    """Answer "remote" with a place: ask which of the two, or say that there are no figures."""
    both = [*remote, *elsewhere]
    ids = {place.id for place in both}
    if any(ids <= set(region.places) for region in places.regions):
        return Choose(mention.typed, _distinct(both))
    return NoFigures(mention.typed, _distinct(elsewhere))


def _list_known(places: Places, salary: Salary) -> tuple[Place, ...]:
    return tuple(place for place in places.places if salary.band(place.id))


def _did_you_mean(mention: PlaceMention, places: Places, salary: Salary) -> Unclear:
    candidates: dict[str, Candidate] = {}
    for name in mention.near:
        for place in _with_figures(name, places, salary).places:
            text = place.name if len(name.ids) > 1 else name.text
            candidates.setdefault(place.id, Candidate(text, place))
    if not candidates:
        return NoFigures(mention.typed, _list_known(places, salary))
    return DidYouMean(mention.typed, tuple(candidates.values())[:_MAX_CANDIDATES])


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.id: place for place in places}.values())
