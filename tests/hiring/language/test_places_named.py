"""Sentences that name places, and the places that they are read as."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hiring.guide.salary_query import (
    AtPlace,
    Choose,
    Compare,
    DidYouMean,
    NoFigures,
    OfferAt,
    Query,
    TooManyPlaces,
)

Ask = Callable[[str], Query]


@pytest.mark.parametrize(
    ("typed", "place", "read_as"),
    [
        ("seattle, wa", "us-other", "Seattle"),
        ("chicago, il", "us-other", "Chicago"),
        ("austin tx", "us-other", "Austin"),
        ("portland or", "us-other", "Portland"),
        ("tell me portland", "us-other", "Portland"),
        ("indianapolis in 2025", "us-other", "Indianapolis"),
        ("honolulu hi", "us-other", "Honolulu"),
        ("washington dc", "us-other", "Washington DC"),
        ("buffalo ny", "us-other", "Buffalo"),
        ("brooklyn ny", "sf-ny", None),
        ("new orleans la", "us-other", "New Orleans"),
        ("San Francisco, CA 94105", "sf-ny", None),
        ("Haifa, IL", "tel-aviv", "Haifa"),
        ("cambridge, uk", "uk-other", "Cambridge, uk"),
        ("Cambridge, Mass", "us-other", "Cambridge, Mass"),
        ("birmingham alabama", "us-other", "Birmingham, alabama"),
        ("manchester nh", "us-other", "Manchester, nh"),
        ("paris, texas", "us-other", "Paris, texas"),
        ("leicester uk", "uk-other", "Leicester"),
        ("LDN", "london", None),
        ("the bay", "sf-ny", "The Bay"),
        ("somewhere in the uk outside london", "uk-other", "UK outside London"),
        ("rest of the us", "us-other", "Rest of the US"),
        ("yorkshire", "uk-other", "Yorkshire"),
        ("work from anywhere", "us-remote", "Work from anywhere"),
        ("remote in the us", "us-remote", "Remote"),
        ("she'd work from home, american company", "us-remote", "Work from home"),
        ("sw1a 1aa london", "london", None),
        ("london 2026", "london", None),
        ("give us the range for london", "london", None),
        ("what's fair for us in london", "london", None),
        ("in Reading", "uk-other", "Reading"),
        ("bath", "uk-other", "Bath"),
        ("mobile, al", "us-other", "Mobile"),
        ("what does a lead earn in mobile al", "us-other", "Mobile"),
        ("what's fair for a tech lead, Reading uk", "uk-other", "Reading"),
        ("can we hire a lead somewhere like Bath, UK", "uk-other", "Bath"),
        ("could we pay less from Bath", "uk-other", "Bath"),
        ("leeds or bath", "uk-other", "Leeds"),
        ("is that a nice salary in london", "london", None),
        ("reading comprehension aside, what do we pay in london", "london", None),
        ("I've been reading that london pays well", "london", None),
        ("hey, what would a tech lead cost us in boston?", "us-other", "Boston"),
        ("what should we pay a senior ML tech lead in edinburgh", "uk-other", "Edinburgh"),
        ("we're a series B fintech in London, what should we pay?", "london", None),
        ("we have 5 engineers in london, what do we pay", "london", None),
        ("salary honestly london", "london", None),
        ("london :flag-gb:", "london", None),
        ("recruiter here: what does a lead earn in leeds", "uk-other", "Leeds"),
    ],
)
def test_a_place_is_read_however_the_sentence_names_it(
    ask: Ask, typed: str, place: str, read_as: str | None
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace)
    assert (query.place.id, query.read_as) == (place, read_as)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("faversham uk", "faversham, uk"),
        ("Peoria, IL", "Peoria, IL"),
        ("yuma arizona", "yuma, arizona"),
        ("salary in kokomo, indiana", "kokomo, indiana"),
    ],
)
def test_an_unknown_town_is_read_as_the_rest_of_its_region_and_said_so(
    ask: Ask, typed: str, read_as: str
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace)
    assert query.read_as == read_as
    assert query.place.id in {"us-other", "uk-other"}


@pytest.mark.parametrize(
    ("typed", "echoed"),
    [
        ("what do we pay in berlin?", "berlin"),
        ("london ontario", "london ontario"),
        ("nice, france", "nice france"),
        ("athens ga", "athens ga"),
        ("remote germany", "remote germany"),
        ("salary in narnia", "narnia"),
        ("is london cheaper than berlin", "berlin"),
        ("london and paris", "paris"),
        ("150k in mumbai", "mumbai"),
        ("london vs wakanda", "wakanda"),
    ],
)
def test_a_place_without_figures_is_named_in_any_sentence(
    ask: Ask, typed: str, echoed: str
) -> None:
    query = ask(typed)

    assert isinstance(query, NoFigures)
    assert query.typed == echoed


def test_the_other_side_of_a_comparison_is_offered(ask: Ask) -> None:
    query = ask("berlin or london or tel aviv")

    assert isinstance(query, NoFigures)
    assert [place.id for place in query.places] == ["london", "tel-aviv"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("what do we pay in londn", "London"),
        ("whats the salary for a lead in seatle these days", "Seattle"),
        ("london vs manchster", "Manchester"),
        ("in new yrok", "New York"),
    ],
)
def test_a_slip_is_asked_about_within_a_sentence(ask: Ask, typed: str, first: str) -> None:
    query = ask(typed)

    assert isinstance(query, DidYouMean)
    assert query.candidates[0].name == first


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("il", ["tel-aviv", "us-other"]),
        ("CA", ["sf-ny", "us-other"]),
        ("boston uk", ["us-other", "london", "uk-other"]),
        ("richmond", ["london", "us-other"]),
        ("remote from texas", ["us-remote", "us-other"]),
    ],
)
def test_what_can_be_two_places_is_asked(ask: Ask, typed: str, offered: list[str]) -> None:
    query = ask(typed)

    assert isinstance(query, Choose)
    assert [place.id for place in query.candidates] == offered


def test_the_currency_of_an_offer_decides_between_places(ask: Ask) -> None:
    query = ask("£140k cambridge")

    assert isinstance(query, OfferAt)
    assert (query.place.id, query.read_as) == ("uk-other", "cambridge")


@pytest.mark.parametrize(
    "typed",
    [
        "london or manchester",
        "how does london compare to manchester",
        "difference between london and manchester",
        "is london cheaper than manchester",
        "moving from london to manchester",
        "london/manchester",
        "london, manchester",
    ],
)
def test_two_places_are_compared_in_words(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert isinstance(query, Compare)
    assert (query.first.place.id, query.second.place.id) == ("london", "uk-other")


def test_three_places_in_words_are_too_many(ask: Ask) -> None:
    assert isinstance(ask("boston or london or tlv"), TooManyPlaces)
