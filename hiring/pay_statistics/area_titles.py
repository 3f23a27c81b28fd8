"""What the title of an official area says: its cities and states, and a short name for a chart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiring.pay_statistics.figures import AreaKind

if TYPE_CHECKING:
    from hiring.pay_statistics.figures import Area

NATION: Final = "United States"
_MOST_LETTERS: Final = 20
"""Slack: a label on a chart's axis holds 20 characters."""
_BETWEEN_CITIES: Final = re.compile(r"-+|/")
_NONMETROPOLITAN: Final = re.compile(r" nonmetropolitan area.*", re.IGNORECASE)
_REGION: Final = re.compile(r" Region of ")
_DIRECTIONS: Final = (
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
)
_RURAL: Final = ("{} nonmetro", "{} nonmetropolitan", "rural {}", "nonmetro {}", "{} rural")
_CITY_WORDS: Final = re.compile(r"^Urban | (?:City|Town)$")
"""Words of titles that people leave out: `Urban Honolulu`, `Boise City`."""
_NEEDED_CITY: Final = frozenset(
    (
        *("Kansas City", "Salt Lake City", "Oklahoma City", "Jefferson City", "Carson City"),
        *("Atlantic City", "Iowa City", "Sioux City", "Rapid City", "Johnson City", "Panama City"),
        *("Traverse City", "Yuba City", "Bay City", "Michigan City", "Bossier City"),
        "Lake Havasu City",
    )
)
"""Cities that are called by that word alone."""


def name_area(area: Area) -> str:
    """An area as answers name it."""
    return NATION if area.kind is AreaKind.NATION else area.name


def shorten_area(area: Area) -> str:
    """At most 20 characters: the first city with its state, `San Francisco, CA`."""
    name = _NONMETROPOLITAN.sub("", name_area(area))
    cities, states = list_cities(area), list_state_codes(area)
    if cities:
        name = f"{cities[0]}, {states[0]}"
        if len(name) > _MOST_LETTERS:
            name = cities[0]
    return cut_name(name)


def cut_name(name: str, most: int = _MOST_LETTERS) -> str:
    """A name in at most so many characters."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def is_metropolitan(area: Area) -> bool:
    """Whether its title lists cities."""
    return area.kind is AreaKind.METRO and "," in area.name


def list_cities(area: Area) -> tuple[str, ...]:
    """The cities of a metropolitan area's title; none of any other area's."""
    if not is_metropolitan(area):
        return ()
    cities = area.name.rpartition(", ")[0]
    return tuple(city.strip() for city in _BETWEEN_CITIES.split(cities) if city.strip())


def list_city_names(city: str) -> tuple[str, ...]:
    """A city as titles write it, and as people do."""
    plain = city if city in _NEEDED_CITY else _CITY_WORDS.sub("", city)
    names = [city, plain]
    for short, full in (("St. ", "Saint "), ("Fort ", "Ft "), ("Mount ", "Mt ")):
        names += [full + name.removeprefix(short) for name in names if name.startswith(short)]
    return tuple(dict.fromkeys(names))


def list_rural_names(area: Area) -> tuple[str, ...]:
    """A nonmetropolitan area as people write it: `Eastern Ohio`, `North Texas`."""
    plain = _NONMETROPOLITAN.sub("", area.name)
    if plain == area.name:
        return ()
    first, _, rest = _REGION.sub(" ", plain).partition(" ")
    if not first.lower().endswith(_DIRECTIONS):
        return (f"{first} {rest}".rstrip(),)
    other = first.removesuffix("ern") if first.endswith("ern") else f"{first}ern"
    return f"{first} {rest}", f"{other} {rest}"


def mark_rural(name: str) -> tuple[str, ...]:
    """The name with a word that tells the area from the whole region: `rural Ohio`."""
    return tuple(pattern.format(name) for pattern in _RURAL)


def list_state_codes(area: Area) -> tuple[str, ...]:
    """The two letters of each state that a metropolitan area lies in."""
    if not is_metropolitan(area):
        return ()
    return tuple(area.name.rpartition(", ")[2].split("-"))
