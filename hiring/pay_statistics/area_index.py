"""What the names of areas mean in pay statistics."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hiring.language.gazetteer import Gazetteer, PlaceName
from hiring.language.place_mentions import find_places
from hiring.language.tokens import split
from hiring.normalize import normalize
from hiring.pay_statistics.area_gazetteer import ABROAD, build_gazetteer, list_several
from hiring.pay_statistics.area_titles import (
    cut_name,
    is_metropolitan,
    list_cities,
    list_city_names,
    name_area,
    shorten_area,
)
from hiring.pay_statistics.figures import AreaKind, SurveyKind
from hiring.pay_statistics.official_areas import OfficialAreas
from hiring.pay_statistics.query import AskedArea

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hiring.guide.places import Places
    from hiring.pay_statistics.areas import AreaNames, SeveralAreas
    from hiring.pay_statistics.figures import Area
    from hiring.pay_statistics.surveys import PayStatistics

_FAR_LARGER: Final = 4
"""How many times larger than the next an area must be, for its name to mean it."""
_NOT_FIRST: Final = 10
"""How much less a metropolitan area counts for a city that isn't the first in its title."""


@dataclass(frozen=True)
class Meaning:
    """What a name means: areas, or several to choose from; else it has no figures.

    There is more than one area where the name covers them all, such as the Bay Area. `abroad` is
    where else a place of that name is. `state` is where a place lies that isn't measured itself;
    without anything, the place is outside the United States.
    """

    areas: tuple[AskedArea, ...] = ()
    candidates: tuple[AskedArea, ...] = ()
    abroad: str | None = None
    state: AskedArea | None = None


class AreaIndex:
    """The areas of all surveys by their names. Nothing is read before a name is wanted."""

    def __init__(self, statistics: PayStatistics, names: AreaNames, places: Places) -> None:
        self._statistics = statistics
        self.content = names
        self._places = places
        self._official = OfficialAreas(statistics, names)

    @cached_property
    def nation(self) -> AskedArea | None:
        """The United States, where there are official statistics."""
        nation = self._official.nation
        return self.by_key[nation.code] if nation else None

    @cached_property
    def by_key(self) -> Mapping[str, AskedArea]:
        """Every area by its key. A company's own place is part of the official area it means."""
        own: dict[str, list[Area]] = defaultdict(list)
        for area in self._own:
            own[self._find_official(area) or area.name].append(area)
        by_key = {
            area.code: AskedArea(
                area.code, name_area(area), shorten_area(area), (*own.pop(area.code, ()), area)
            )
            for area in self._official.all
        }
        for name, areas in own.items():
            by_key[name] = AskedArea(name, name, cut_name(name), tuple(areas))
        return by_key

    @cached_property
    def written(self) -> Mapping[str, AskedArea]:
        """Every area by its key as a button carries it."""
        return {normalize(key): area for key, area in self.by_key.items()}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Every name: of official areas, of a company's own places, and of places abroad."""
        official = self._official_gazetteer
        own: dict[str, PlaceName] = {}
        for key, group in self.by_key.items():
            for area in group.areas[: -1 if key in self._official.by_code else None]:
                town = self._cut_country(area.name)
                if town and not getattr(official.names.get(town), "ids", ()):
                    own.setdefault(town, PlaceName(area.name, (key,)))
                own[normalize(area.name)] = PlaceName(area.name, (key,))
        if not own:
            return official
        return Gazetteer({**official.names, **own}, official.codes, official.homographs)

    def read_name(self, text: str) -> tuple[AskedArea, ...]:
        """The areas that a name alone surely means, such as `Tucson, AZ`; else none."""
        areas: dict[str, AskedArea] = {}
        for mention in find_places(split(text), self.gazetteer):
            meanings = [self.explain(name) for name in mention.names]
            if mention.near or not all(meaning.areas for meaning in meanings):
                return ()
            areas |= {area.key: area for meaning in meanings for area in meaning.areas}
        return tuple(areas.values())

    def list_covered(self, place_id: str) -> tuple[AskedArea, ...]:
        """The areas that a place of `places.yml` covers."""
        titles = self.content.places.get(place_id, ())
        by_title = self._official.by_title
        return tuple(self.by_key[by_title[title].code] for title in titles if title in by_title)

    def widen(self, area: AskedArea) -> tuple[AskedArea, ...]:
        """Larger areas to offer where a figure isn't published: its states, then the nation."""
        codes = {each.code for each in area.areas if each.code}
        states = [
            self.by_key[state]
            for state, inside in self._official.inside.items()
            if not codes.isdisjoint(inside)
        ]
        nation = (self.nation,) if self.nation and self.nation.key not in codes else ()
        return (*states, *nation)

    def explain(self, name: PlaceName) -> Meaning:
        """What a name in a sentence means."""
        abroad = self._say_abroad(name)
        keys, is_first_taken = self._rank(name)
        areas = [_name_typed(self.by_key[key], name) for key in keys]
        if not areas:
            own = self.gazetteer.names.get(self._cut_country(name.text))
            is_own = own and own.ids and self._official.by_code.keys().isdisjoint(own.ids)
            return self.explain(own) if own and is_own else Meaning()
        first, *others = areas
        if name.stands_for and not others and first.areas[-1].kind is AreaKind.STATE:
            return Meaning(state=first)
        if normalize(name.text) in self._together and not name.stands_for:
            return Meaning(tuple(areas))
        if not abroad and (is_first_taken or self._is_far_larger(keys, name)):
            return Meaning((replace(first, also=tuple(others)),))
        return Meaning(candidates=tuple(areas), abroad=abroad)

    # A company's own places

    @cached_property
    def _own(self) -> tuple[Area, ...]:
        return tuple(
            dict.fromkeys(
                area
                for table in self._statistics.tables
                if table.survey.kind is not SurveyKind.OFFICIAL
                for area in table.areas
            )
        )

    def _cut_country(self, text: str) -> str:
        """`berlin` of `Berlin, Germany`, normalized; empty where no country outside follows."""
        words = normalize(text).split(" ")
        for at in range(1, len(words)):
            region = self._official_gazetteer.names.get(" ".join(words[at:]))
            if region and region.is_region and not region.ids:
                return " ".join(words[:at])
        return ""

    def _find_official(self, own: Area) -> str | None:
        """The code of the official area that a company's own place is, or surely means."""
        if own.code in self._official.by_code:
            return own.code
        name = self._official_gazetteer.names.get(normalize(own.name))
        if name is None or ABROAD in name.ids:
            return None
        keys, is_first_taken = self._rank(name)
        return keys[0] if keys and (is_first_taken or self._is_far_larger(keys, name)) else None

    # Names that several areas share

    @cached_property
    def _official_gazetteer(self) -> Gazetteer:
        return build_gazetteer(self._official, self.content, self._places)

    @cached_property
    def _several(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of areas by the names that cover them, or could mean any of them."""
        return {
            normalize(text): codes for text, codes in list_several(self._official, self.content)
        }

    @cached_property
    def _first_taken(self) -> frozenset[str]:
        """The names of those that mean their first area."""
        return _list_texts(entry for entry in self.content.several if entry.first)

    @cached_property
    def _together(self) -> frozenset[str]:
        """The names of those that mean all their areas."""
        return _list_texts(entry for entry in self.content.several if entry.together)

    def _rank(self, name: PlaceName) -> tuple[list[str], bool]:
        """The keys that a name means, the most likely first, and whether that one is taken."""
        text = normalize(name.text)
        if text in self._several and not name.stands_for:
            return list(self._several[text]), text in self._first_taken
        if name.is_region and not name.stands_for:
            return list(name.ids[:1]), True
        keys = [key for key in name.ids if key != ABROAD]
        return sorted(keys, key=lambda key: -self._weigh(key, name)), False

    def _is_far_larger(self, keys: Sequence[str], name: PlaceName) -> bool:
        if len(keys) < 2:  # noqa: PLR2004 - two to compare
            return True
        first, second = (self._weigh(key, name) for key in keys[:2])
        return first >= _FAR_LARGER * second

    def _weigh(self, key: str, name: PlaceName) -> float:
        """How likely an area is meant by a name: the larger, and the earlier in its title."""
        area = self._official.by_code.get(key)
        if area is None:
            return 0
        size = self._official.size(area)
        town = f"{normalize(name.text)} "
        cities = [normalize(text) for text in _list_first_city(area)]
        is_first = any(town.startswith(f"{city} ") for city in cities)
        return size if is_first or not is_metropolitan(area) else size / _NOT_FIRST

    def _say_abroad(self, name: PlaceName) -> str | None:
        if ABROAD not in name.ids:
            return None
        text = normalize(name.text)
        wheres = (where for town, where in self.content.abroad.items() if normalize(town) == text)
        return next(wheres, None)


def _list_texts(entries: Iterable[SeveralAreas]) -> frozenset[str]:
    return frozenset(normalize(text) for entry in entries for text in (entry.name, *entry.names))


def _list_first_city(area: Area) -> tuple[str, ...]:
    cities = list_cities(area)
    return list_city_names(cities[0]) if cities else ()


def _name_typed(area: AskedArea, name: PlaceName) -> AskedArea:
    """The area, with the name that was typed where its own names don't have it.

    A state's letters, or `US`, need no explanation.
    """
    if name.is_region:
        return area
    town = f" {normalize(name.text.split(',')[0])} "
    names = (area.name, *(each.name for each in area.areas))
    is_known = any(town in f" {normalize(each)} " for each in names)
    return area if is_known else replace(area, typed=name.text)
