"""What names of places mean in pay statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from hiring.pay_statistics.area_titles import is_metropolitan, list_cities
from hiring.pay_statistics.figures import AreaKind
from hiring.pay_statistics.parser import parse_pay
from hiring.pay_statistics.query import (
    NotMeasured,
    OutsideUnitedStates,
    PayQuestion,
    WhichArea,
)
from tests.guides import SAMPLE_CONTENT, load_sample_guide, load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiring.guide.role import Guide
    from hiring.pay_statistics.names import PayNames
    from hiring.pay_statistics.query import AskedArea

BANDS = """\
occupation,area,currency,p10,median,p90
Recruiter,Berlin,EUR,60000,70000,80000
Recruiter,Austin,USD,80000,95000,110000
"""


def names() -> PayNames:
    return load_sample_guide().pay_names


def locate(place: str) -> list[str]:
    """The short names of the areas that a place is read as."""
    question = parse_pay(f"recruiter in {place}", names())
    assert isinstance(question, PayQuestion), question
    return [area.short for area in question.areas]


def test_every_area_is_read_by_its_title_and_can_be_written_and_read_back() -> None:
    for area in names().statistics.areas:
        if area.kind is not AreaKind.NATION:
            question = parse_pay(f"13-1071 | {area.code}", names())
            assert isinstance(question, PayQuestion)
            assert question.areas[0].areas == (area,)
            (read_area,) = names().areas.read_name(area.name) or question.areas
            assert area in [each.areas[-1] for each in (read_area, *read_area.also)]


def test_every_city_of_a_title_means_its_area_or_is_asked() -> None:
    for area in names().statistics.areas:
        for city in list_cities(area) if is_metropolitan(area) else ():
            query = parse_pay(f"data scientist in {city}", names())
            assert isinstance(query, PayQuestion | WhichArea), city
            meant: tuple[AskedArea, ...]
            if isinstance(query, PayQuestion):
                meant = tuple(each for first in query.areas for each in (first, *first.also))
            else:
                meant = query.candidates
            assert area in [each.areas[-1] for each in meant], city


@pytest.mark.parametrize("load", [load_sample_guide, load_shipped_guide])
def test_names_of_areas_in_content_are_titles_of_the_table(load: Callable[[], Guide]) -> None:
    """A title that another year's table has no more would never be read."""
    titles = {area.name for area in load().pay_names.statistics.areas}
    entries = load().pay_names.areas.content
    named = {entry.area for entry in entries.areas}
    named |= {title for entry in entries.several for title in entry.areas}
    named |= {title for covered in entries.places.values() for title in covered}
    assert sorted(named - titles) == []


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("Brooklyn", "New York, NY"),
        ("Palo Alto", "San Jose, CA"),
        ("DFW", "Dallas, TX"),
        ("NoVa", "Washington, DC"),
        ("the twin cities", "Minneapolis, MN"),
        ("st paul, mn", "Minneapolis, MN"),
        ("Saint Louis", "St. Louis, MO"),
        ("honolulu hi", "Urban Honolulu, HI"),
        ("portland, or", "Portland, OR"),
        ("portland maine", "Portland, ME"),
        ("baton rouge, la", "Baton Rouge, LA"),
        ("LA", "Los Angeles, CA"),
        ("Tex", "Texas"),
        ("TX", "Texas"),
        ("new york state", "New York"),
        ("remote", "United States"),
        ("puerto rico", "Puerto Rico"),
    ],
)
def test_everyday_names_mean_the_area_that_people_mean(place: str, area: str) -> None:
    assert locate(place) == [area]


def test_the_name_that_was_typed_is_told_where_the_area_is_called_otherwise() -> None:
    for place, typed in {
        "palo alto": "Palo Alto",
        "remote": "remote",
        "tx": None,
        "us": None,
    }.items():
        question = parse_pay(f"recruiter in {place}", names())
        assert isinstance(question, PayQuestion)
        assert [area.typed for area in question.areas] == [typed]


def test_a_name_that_covers_two_areas_asks_both() -> None:
    assert locate("the bay area") == ["San Francisco, CA", "San Jose, CA"]


def test_the_largest_of_a_name_is_taken_if_it_is_far_larger_and_others_are_offered() -> None:
    question = parse_pay("recruiter columbus", names())
    assert isinstance(question, PayQuestion)
    (columbus,) = question.areas
    assert columbus.short == "Columbus, OH"
    assert [area.short for area in columbus.also] == ["Columbus, GA", "Columbus, IN"]


def test_a_name_of_several_like_areas_is_asked() -> None:
    query = parse_pay("recruiter springfield", names())
    assert isinstance(query, WhichArea)
    assert {"Springfield, MO", "Springfield, MA"} <= {area.short for area in query.candidates}
    assert query.rest.with_area(query.candidates[0]) == parse_pay(
        f"recruiter {query.candidates[0].name}", names()
    )


def test_a_place_of_the_same_name_abroad_is_asked_unless_something_tells() -> None:
    query = parse_pay("recruiter cambridge", names())
    assert isinstance(query, WhichArea)
    assert (query.abroad, query.candidates[0].short) == ("England", "Boston, MA")
    assert locate("cambridge, ma") == ["Boston, MA"]
    assert isinstance(parse_pay("£50k recruiter cambridge", names()), OutsideUnitedStates)
    assert isinstance(parse_pay("recruiter cambridge uk", names()), OutsideUnitedStates)


def test_an_unknown_town_of_a_state_offers_the_state_and_the_nation() -> None:
    query = parse_pay("recruiter in Smallville, Kansas", names())
    assert isinstance(query, NotMeasured)
    assert [area.short for area in query.instead] == ["Kansas", "United States"]
    assert query.is_known


@pytest.mark.parametrize("place", ["berlin", "europe", "london", "toronto", "tel aviv"])
def test_a_place_abroad_has_no_official_statistics(place: str) -> None:
    query = parse_pay(f"recruiter {place}", names())
    assert isinstance(query, OutsideUnitedStates)
    assert query.typed == place
    assert [area.short for area in query.instead] == ["United States"]


def test_larger_areas_are_offered_where_a_figure_is_not_published() -> None:
    (kansas_city,) = names().areas.read_name("kansas city")
    assert [area.short for area in names().areas.widen(kansas_city)] == [
        "Missouri",
        "Kansas",
        "United States",
    ]


def test_own_places_are_read_and_join_the_official_area_that_they_mean(tmp_path: Path) -> None:
    (tmp_path / "pay").mkdir()
    (tmp_path / "pay/bands.csv").write_text(BANDS, encoding="utf-8")
    (tmp_path / "pay/bands.yml").write_text(
        "name: Our bands\nkind: bands\nas_of: 2026 Q3\n", encoding="utf-8"
    )
    own = content.load(SAMPLE_CONTENT, tmp_path).pay_names
    (austin,) = own.areas.read_name("austin tx")
    assert [area.name for area in austin.areas] == ["Austin", "Austin-Round Rock-San Marcos, TX"]
    berlin = parse_pay("recruiter berlin", own)
    assert isinstance(berlin, PayQuestion)
    assert [area.key for area in berlin.areas] == ["Berlin"]
