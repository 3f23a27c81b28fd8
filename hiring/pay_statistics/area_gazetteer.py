"""Every name of an official area that a sentence can hold, and of places abroad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.gazetteer import Gazetteer, PlaceName
from hiring.normalize import normalize
from hiring.pay_statistics.area_titles import (
    NATION,
    is_metropolitan,
    list_cities,
    list_city_names,
    list_rural_names,
    mark_rural,
)
from hiring.pay_statistics.figures import AreaKind

if TYPE_CHECKING:
    from hiring.guide.places import Place, Places
    from hiring.pay_statistics.areas import AreaNames
    from hiring.pay_statistics.figures import Area
    from hiring.pay_statistics.official_areas import OfficialAreas

ABROAD: Final = "abroad"
"""Stands among the ids of a name that a place outside the United States has as well."""
_COUNTRY_CODES: Final = frozenset(("CA", "DE", "IN", "IL", "CO", "ID", "AR", "MA"))
"""Codes of states that mean a country behind a town of that country: `Berlin, DE`."""
_WORDS: Final = lexicon.EVERYDAY | lexicon.FILLERS
_SHORTEST_WORD: Final = 4
"""Letters; shorter words of other languages, such as `la`, are places here."""
_Named = Iterator[tuple[str, tuple[str, ...]]]
"""Names, each with the codes of the areas that it means."""


def build_gazetteer(official: OfficialAreas, names: AreaNames, places: Places) -> Gazetteer:
    """The names of official areas and of places abroad; ids are the codes of areas.

    A state's name and letters have the state's code first, and then those of all areas in it, so
    that they can follow the name of a town.
    """
    remote = list_remote_names(places)
    ids: dict[str, dict[str, None]] = {}
    texts: dict[str, str] = {}
    for text, codes in _list_names(official, names):
        texts.setdefault(normalize(text), text)
        ids.setdefault(normalize(text), {}).update(dict.fromkeys(codes))
    for text, codes in list_several(official, names):
        key = normalize(text)
        texts.setdefault(key, text)
        ids[key] = dict.fromkeys((*codes, *ids.get(key, ())))
    if official.nation:
        for key in remote:
            texts[key], ids[key] = key, {official.nation.code: None}
    for text in map(normalize, names.abroad):
        if text in ids:
            ids[text][ABROAD] = None
    ours = [_name(texts[key], tuple(ids[key]), official, is_remote=key in remote) for key in ids]
    homographs = [
        *places.ordinary_words,
        *names.ordinary_words,
        *(key for key in ids if len(key) >= _SHORTEST_WORD and key in _WORDS),
    ]
    return Gazetteer.from_names(
        [*_list_abroad(names, places), *ours], _list_letters(official), homographs
    )


def list_remote_names(places: Places) -> frozenset[str]:
    """Names of a way of working rather than a place, normalized."""
    return frozenset(
        normalize(text)
        for place in places.places
        if place.remote
        for text in _list_names_of_place(place)
    )


def list_several(official: OfficialAreas, names: AreaNames) -> _Named:
    """Names that cover several areas, or could mean any of them."""
    for entry in names.several:
        codes = tuple(
            official.by_title[title].code for title in entry.areas if title in official.by_title
        )
        for text in (entry.name, *entry.names):
            yield text, codes
    yield from _list_parts_of_states(official, names)


def _list_parts_of_states(official: OfficialAreas, names: AreaNames) -> _Named:
    """`Eastern Ohio`: it can be meant with or without its cities, so it or the state."""
    texts = [text for entry in names.areas for text in entry.names]
    texts += [text for entry in names.several for text in (entry.name, *entry.names)]
    taken = {normalize(text) for text in (*texts, *official.by_title)}
    for area in official.all:
        state = next((s for s, inside in official.inside.items() if area.code in inside), None)
        for text in list_rural_names(area):
            if state and normalize(text) not in taken:
                yield text, (area.code, state)


def _name(
    text: str, ids: tuple[str, ...], official: OfficialAreas, *, is_remote: bool
) -> PlaceName:
    state = official.by_title.get(text)
    is_state = state is not None and state.kind is AreaKind.STATE
    is_nation = official.nation is not None and official.nation.code in ids and not is_remote
    return PlaceName(
        text,
        (*ids, *(official.by_code.keys() - set(ids) if is_nation else ())),
        is_remote=is_remote,
        is_region=is_state or is_nation,
        elsewhere=state.code if state and is_state else None,
        is_part=is_state,
        is_adjective=text.startswith("American"),
    )


def _list_letters(official: OfficialAreas) -> Iterator[PlaceName]:
    for letters, state in official.states.items():
        for text in official.letters[state.name]:
            yield PlaceName(
                text,
                (state.code, *official.inside.get(state.code, ())),
                is_region=True,
                elsewhere=state.code,
                is_part=True,
                is_code=letters in _COUNTRY_CODES,
            )


def _list_names(official: OfficialAreas, names: AreaNames) -> _Named:
    for area in official.all:
        yield from _list_own_names(area, official)
    for entry in names.areas:
        if area_named := official.by_title.get(entry.area):
            for name in entry.names:
                yield name, (area_named.code,)
                town, _, letters = name.rpartition(" ")
                if town and letters in official.states:  # `Troy, Michigan` for `Troy MI`
                    yield f"{town} {official.states[letters].name}", (area_named.code,)


def _list_own_names(area: Area, official: OfficialAreas) -> _Named:
    """Those that its title says."""
    if area.kind is AreaKind.NATION:
        yield NATION, (area.code,)
    elif area.kind is AreaKind.STATE:
        inside = official.inside.get(area.code, ())
        yield area.name, (area.code, *inside)
        rural = tuple(code for code in inside if code[:2] == area.code[:2])
        for text in mark_rural(area.name) if rural else ():
            yield text, rural
    else:
        yield area.name, (area.code,)
        for name in list_rural_names(area):
            for text in mark_rural(name):
                yield text, (area.code,)
    if is_metropolitan(area):
        yield area.name.rpartition(", ")[0], (area.code,)
    for city in list_cities(area):
        for name in list_city_names(city):
            yield name, (area.code,)


def _list_abroad(names: AreaNames, places: Places) -> Iterator[PlaceName]:
    """Places of `places.yml` that no area covers."""
    for text in places.without_figures.regions:
        yield PlaceName(text, (), is_region=True)
    for text in places.without_figures.towns:
        yield PlaceName(text, ())
    for region in places.regions:
        if names.places.keys().isdisjoint(region.places):
            for text in (region.name, *region.aliases, *region.adjectives):
                yield PlaceName(text, (), is_region=True)
    for place in places.places:
        if place.id not in names.places:
            for text in _list_names_of_place(place):
                yield PlaceName(text, ())


def _list_names_of_place(place: Place) -> tuple[str, ...]:
    return (place.id, place.short, place.name, *place.aliases, *place.stands_for)
