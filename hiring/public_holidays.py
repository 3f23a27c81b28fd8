"""Public holidays of a country, and the country of a time zone.

The `holidays` library knows the dates. `tzdata`, the time zone database as a package, knows the
countries: `zone.tab` says in which country a zone is, `tzdata.zi` which names of zones are former
ones of others, `iso3166.tab` how countries are called.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_NO_HOLIDAYS: frozenset[date] = frozenset()


@lru_cache(maxsize=4096)
def list_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """The days of a year on which nobody works; none for an unknown country.

    An unknown region has the holidays of its whole country.
    """
    if not country:
        return _NO_HOLIDAYS
    from holidays import country_holidays  # noqa: PLC0415 - takes 0.1 s, which no start should wait

    for part in dict.fromkeys((region or None, None)):
        try:
            return frozenset(country_holidays(country, subdiv=part, years=year, expand=False))
        except NotImplementedError:
            continue
    return _NO_HOLIDAYS


@cache
def find_country(zone: str) -> str:
    """The ISO 3166 code of the country of a time zone; empty if it has none, such as UTC."""
    countries, names = _read_countries_of_zones(), _read_former_names()
    return countries.get(zone) or countries.get(names.get(zone, ""), "")


@cache
def list_countries() -> Mapping[str, str]:
    """The countries of which holidays are known: their names by their codes, by name."""
    from holidays import list_supported_countries  # noqa: PLC0415 - see `list_holidays`

    known = list_supported_countries(include_aliases=False)
    names = {code: name for code, name in _read_rows("iso3166.tab") if code in known}
    return dict(sorted(names.items(), key=lambda item: item[1]))


@cache
def list_regions(country: str) -> Mapping[str, str]:
    """The parts of a country that may have holidays of their own: names by codes, by name."""
    from holidays import country_holidays  # noqa: PLC0415 - see `list_holidays`

    try:
        described = country_holidays(country)
    except NotImplementedError:
        return {}
    names = {code: code for code in described.subdivisions}
    aliases: Mapping[str, str] = getattr(described, "subdivisions_aliases", {})
    for name, code in aliases.items():
        if names[code] == code:
            names[code] = name
    return dict(sorted(names.items(), key=lambda item: item[1]))


@cache
def _read_countries_of_zones() -> Mapping[str, str]:
    return {zone: country for country, _, zone, *_ in _read_rows("zone.tab")}


@cache
def _read_former_names() -> Mapping[str, str]:
    """The present name of each zone that was renamed."""
    links = (line.split() for line in _read_lines("tzdata.zi") if line.startswith("L "))
    return {former: present for _, present, former in links}


def _read_rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _read_lines(name) if not line.startswith("#"))


def _read_lines(name: str) -> list[str]:
    return files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
