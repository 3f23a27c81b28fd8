"""What people type after `/salary`, and what it is read as: the project's acceptance table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hiring.guide.offers import Position, Side, format_percent, read_offer
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    Choose,
    Compare,
    DidYouMean,
    HelpRequest,
    NoFigures,
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    Overview,
    Query,
    Reason,
    TooManyPlaces,
    WrongCurrency,
)
from hiring.language.amounts import Period
from hiring.money import Basis, Currency

if TYPE_CHECKING:
    from hiring.guide.places import Place
    from hiring.guide.salary import Salary

Ask = Callable[[str], Query]


def ids(places: tuple[Place, ...]) -> list[str]:
    return [place.id for place in places]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("london", "london"),
        ("nyc", "sf-ny"),
        ("sf", "sf-ny"),
        ("tel aviv", "tel-aviv"),
        ("Tel-Aviv", "tel-aviv"),
        ("telaviv", "tel-aviv"),
        ("TEL  AVIV!", "tel-aviv"),
        ("London, UK", "london"),
        ("london england", "london"),
        ("Lóndon", "london"),
        ("san francisco / new york", "sf-ny"),
        ("new york, new york", "sf-ny"),
        ("San Francisco, CA", "sf-ny"),
        ("salary in london, please", "london"),
        ("\u200elondon\u200f", "london"),
        ("“london”", "london"),
        ("remote us", "us-remote"),
        ("other us", "us-other"),
        ("base london", "london"),
        ("london gbp", "london"),
    ],
)
def test_a_name_or_alias_gives_that_band_and_nothing_is_read_as_it(
    ask: Ask, typed: str, place: str
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace)
    assert (query.place.id, query.read_as) == (place, None)


@pytest.mark.parametrize(
    ("typed", "place", "read_as"),
    [
        ("seattle", "us-other", "Seattle"),
        ("austin", "us-other", "Austin"),
        ("Austin, TX", "us-other", "Austin"),
        ("boston us", "us-other", "Boston"),
        ("remote", "us-remote", "Remote"),
        ("israel", "tel-aviv", "Israel"),
        ("manchester", "uk-other", "Manchester"),
    ],
)
def test_a_place_that_another_stands_in_for_is_read_as_it_and_said_so(
    ask: Ask, typed: str, place: str, read_as: str
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace)
    assert (query.place.id, query.read_as) == (place, read_as)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("us", ["sf-ny", "us-other", "us-remote"]),
        ("U.S.", ["sf-ny", "us-other", "us-remote"]),
        ("america", ["sf-ny", "us-other", "us-remote"]),
        ("uk", ["london", "uk-other"]),
        ("us california", ["sf-ny", "us-other"]),
        ("remote sf", ["us-remote", "sf-ny"]),
        ("london us", ["london", "sf-ny", "us-other", "us-remote"]),
        ("london vs us", ["sf-ny", "us-other", "us-remote"]),
    ],
)
def test_a_name_that_covers_several_places_offers_them(
    ask: Ask, typed: str, offered: list[str]
) -> None:
    query = ask(typed)

    assert isinstance(query, Choose)
    assert ids(query.candidates) == offered


@pytest.mark.parametrize(
    ("typed", "echoed", "offered"),
    [
        ("berlin", "berlin", None),
        ("salary for Paris", "Paris", None),
        ("remote berlin", "remote berlin", None),
        ("remote uk", "remote uk", ["london", "uk-other"]),
        ("remote london", "remote london", ["london"]),
        ("berlin vs london", "berlin", ["london"]),
        ("berlin london", "Berlin", ["london"]),
    ],
)
def test_a_place_without_figures_says_so_and_offers_those_there_are(
    ask: Ask, offered: list[str] | None, typed: str, echoed: str
) -> None:
    query = ask(typed)
    everywhere = ["sf-ny", "us-other", "us-remote", "london", "uk-other", "tel-aviv"]

    assert isinstance(query, NoFigures)
    assert (query.typed, ids(query.places)) == (echoed, offered or everywhere)


@pytest.mark.parametrize(
    ("typed", "first", "place"),
    [
        ("lodnon", "London", "london"),
        ("londn", "London", "london"),
        ("san fransisco", "San Francisco", "sf-ny"),
        ("san fransico", "San Francisco", "sf-ny"),
        ("new yrok", "New York", "sf-ny"),
        ("seatle", "Seattle", "us-other"),
        ("lodnon uk", "London", "london"),
        ("amercia", "San Francisco / New York", "sf-ny"),
        ("lond", "London", "london"),
    ],
)
def test_a_slip_of_the_keys_is_asked_about_and_never_guessed(
    ask: Ask, typed: str, first: str, place: str
) -> None:
    query = ask(typed)

    assert isinstance(query, DidYouMean)
    assert (query.candidates[0].name, query.candidates[0].place.id) == (first, place)


@pytest.mark.parametrize(
    "typed",
    [
        "london vs sf",
        "london versus SF",
        "london, sf",
        "london and sf",
        "london or sf",
        "compare london with sf",
        "london / sf",
        "london sf",
    ],
)
def test_two_places_are_compared(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert isinstance(query, Compare)
    assert (query.first.place.id, query.second.place.id) == ("london", "sf-ny")


def test_places_are_compared_two_at_a_time(ask: Ask) -> None:
    query = ask("london vs sf vs seattle vs london")

    assert isinstance(query, TooManyPlaces)
    assert [at.place.id for at in query.places] == ["london", "sf-ny", "us-other"]


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("190k sf", "190000", None),
        ("190 sf", "190000", None),
        ("190,000 sf", "190000", None),
        ("190.000 sf", "190000", None),
        ("190 000 sf", "190000", None),
        ("190\u202f000 sf", "190000", None),
        ("190'000 sf", "190000", None),
        ("190\u2019000 sf", "190000", None),
        ("$190K San Francisco", "190000", None),
        ("offer of usd 190k for sf", "190000", None),
        ("sf 190k$ per year", "190000", None),
        ("190kusd/yr sf", "190000", None),
        ("190 thousand dollars p.a. sf", "190000", None),
        ("sf - 190k", "190000", None),
        ("~190k sf", "190000", None),
        ("190,5k sf", "190500", None),
        ("190.5k sf", "190500", None),
        ("190,5 sf", "190500", None),
        ("190.50k sf", "190500", None),
        ("50 sf", "50000", None),
        ("999 sf", "999000", None),
        ("1000 sf", "1000", None),
        ("190,500.50 sf", "190500.50", None),
        ("190.500,50 sf", "190500.50", None),
        ("190 500,50 sf", "190500.50", None),
        ("1,190,000 sf", "1190000", None),
        ("1.2m sf", "1200000", None),
        ("0.200m sf", "200000", None),
        ("200-250k sf", "200000", "250000"),
        ("200k–250k sf", "200000", "250000"),
        ("200 to 250k sf", "200000", "250000"),
        ("between $200 and $250k sf", "200000", "250000"),
        ("$200,000 - $250,000 sf", "200000", "250000"),
        ("$200k -$250k sf", "200000", "250000"),
        ("200k-250 sf", "200000", "250000"),
        ("200-250 sf", "200000", "250000"),
        ("250k-200k sf", "200000", "250000"),
        ("900-1.1m sf", "900000", "1100000"),
        ("1-1.1m sf", "1000000", "1100000"),
        ("190-190k sf", "190000", None),
    ],
)
def test_an_amount_is_read_however_it_is_written(
    ask: Ask, typed: str, low: str, high: str | None
) -> None:
    query = ask(typed)

    assert isinstance(query, OfferAt)
    assert (query.offer.low, query.offer.high) == (Decimal(low), Decimal(high or low))
    assert (query.place.id, query.offer.basis) == ("sf-ny", Basis.BASE)


@pytest.mark.parametrize(
    ("typed", "position", "assumed"),
    [
        ("190k sf", Position.BELOW, True),
        ("185,000 base remote", Position.WITHIN, True),
        ("£150k london", Position.WITHIN, False),
        ("140k london", Position.WITHIN, True),
        ("320k sf", Position.WITHIN, True),
        ("321k sf", Position.ABOVE, True),
        ("200-250k sf", Position.STRADDLES_LOW, True),
        ("650k total sf", Position.WITHIN, True),
    ],
)
def test_an_offer_is_read_against_the_band_in_its_currency(
    ask: Ask, salary: Salary, typed: str, position: Position, *, assumed: bool
) -> None:
    query = ask(typed)
    assert isinstance(query, OfferAt)
    band = salary.band(query.place.id)
    assert band is not None

    reading = read_offer(query.offer, band, salary)

    assert (reading.position, reading.assumed_currency) == (position, assumed)


def test_190k_in_sf_is_30k_or_14_percent_under_the_low_edge(ask: Ask, salary: Salary) -> None:
    query = ask("190k sf")
    assert isinstance(query, OfferAt)
    band = salary.band("sf-ny")
    assert band is not None

    distance = read_offer(query.offer, band, salary).low.to_low

    assert (distance.side, distance.money.short(), distance.edge.short()) == (
        Side.UNDER,
        "$30k",
        "$220k",
    )
    assert format_percent(distance.percent) == "14%"


@pytest.mark.parametrize(
    ("typed", "place", "expected"),
    [
        ("$180k london", "london", Currency.GBP),
        ("600k nis tel aviv", "tel-aviv", Currency.USD),
        ("€200k sf", "sf-ny", Currency.USD),
        ("CA$200k sf", "sf-ny", Currency.USD),
        ("200k euros seattle", "us-other", Currency.USD),
    ],
)
def test_another_currency_is_refused_and_the_bands_named(
    ask: Ask, typed: str, place: str, expected: Currency
) -> None:
    query = ask(typed)

    assert isinstance(query, WrongCurrency)
    assert (query.place.id, query.expected) == (place, expected)


def test_an_offer_without_a_place_asks_which(ask: Ask) -> None:
    query = ask("190k")

    assert isinstance(query, OfferWithoutPlace)
    assert query.offer.low == 190_000


@pytest.mark.parametrize("typed", ["190k us", "190k berlin", "190k lodnon", "190k london vs sf"])
def test_an_unclear_place_keeps_the_offer(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert isinstance(query, Choose | NoFigures | DidYouMean)
    assert query.offer is not None
    assert query.offer.low == 190_000


def test_an_offer_with_three_places_asks_which(ask: Ask) -> None:
    query = ask("190k london, sf, seattle")

    assert isinstance(query, Choose)
    assert query.typed == "UK (London), San Francisco / New York, Seattle"
    assert ids(query.candidates) == ["london", "sf-ny", "us-other"]


@pytest.mark.parametrize("word", ["total", "TC", "OTE", "total comp", "total compensation"])
def test_an_offer_counts_as_base_unless_it_says_total(ask: Ask, word: str) -> None:
    query = ask(f"450k {word} sf")

    assert isinstance(query, OfferAt)
    assert query.offer.basis is Basis.TOTAL


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("200k + 15% + 0.2% sf", ("15", "0.2", "sf-ny")),
        ("200k + 0,2 % + 15 % sf", ("15", "0.2", "sf-ny")),
        ("200k + 15% bonus + 0.2% equity sf", ("15", "0.2", "sf-ny")),
        ("200k, bonus 15%, equity 0.2% sf", ("15", "0.2", "sf-ny")),
        ("200k sf 15percent", ("15", None, "sf-ny")),
        ("200k sf 0.2%", (None, "0.2", "sf-ny")),
        ("200k sf 2% bonus 1%", ("2", "1", "sf-ny")),
        ("200k sf 5% equity, 1%", ("1", "5", "sf-ny")),
        ("200k + 15%", ("15", None, None)),
        ("200k + 15% us", ("15", None, None)),
    ],
)
def test_percentages_prefill_check_an_offer(
    ask: Ask, typed: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    query = ask(typed)
    bonus, equity, place = expected

    assert isinstance(query, CheckOffer)
    assert query.base == 200_000
    assert query.currency is None
    assert query.bonus_percent == (Decimal(bonus) if bonus else None)
    assert query.equity_percent == (Decimal(equity) if equity else None)
    assert (query.place.id if query.place else None) == place


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("£700/day london", Period.DAY),
        ("£700 per day london", Period.DAY),
        ("£700 a day", Period.DAY),
        ("£700 p.d. london", Period.DAY),
        ("£700/d london", Period.DAY),
        ("80/h", Period.HOUR),
        ("hourly london", Period.HOUR),
        ("5k a month london", Period.MONTH),
        ("5k/mo london", Period.MONTH),
        ("2k weekly", Period.WEEK),
        ("2k per wk", Period.WEEK),
    ],
)
def test_only_yearly_pay_is_read(ask: Ask, typed: str, period: Period) -> None:
    assert ask(typed) == NotYearly(period)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-5k sf", Reason.AMOUNT),
        ("−5k sf", Reason.AMOUNT),  # noqa: RUF001 - the real minus sign
        ("-$5k sf", Reason.AMOUNT),
        ("$-5k sf", Reason.AMOUNT),
        ("-usd 5k sf", Reason.AMOUNT),
        ("200k + -15% sf", Reason.AMOUNT),
        ("0 sf", Reason.AMOUNT),
        ("49 sf", Reason.AMOUNT),
        ("999m sf", Reason.AMOUNT),
        ("1234567890123456 sf", Reason.AMOUNT),
        ("200k + 150% sf", Reason.AMOUNT),
        ("1e99 sf", Reason.UNKNOWN),
        ("190kg", Reason.UNKNOWN),
        ("1,2,3 sf", Reason.UNKNOWN),
        ("190'5 sf", Reason.UNKNOWN),
        ("1.2.3% sf", Reason.UNKNOWN),
        ("200k base total sf", Reason.UNKNOWN),
        ("200-250k + 15% sf", Reason.SEVERAL),
        ("200k + 15% bonus + 10% bonus sf", Reason.UNKNOWN),
        ("15% sf", Reason.UNKNOWN),
        ("$ € sf", Reason.CURRENCIES),
        ("$200k-£250k sf", Reason.CURRENCIES),
        ("usd", Reason.UNKNOWN),
        ("🎉", Reason.UNKNOWN),
        (":tada:", Reason.UNKNOWN),
        ("<@U123>", Reason.UNKNOWN),
        ("...", Reason.UNKNOWN),
        ("x" * 4000, Reason.LONG),
        ("x" * 41, Reason.UNKNOWN),
        ("what do other teams here do", Reason.UNKNOWN),
        ("lon\0don", Reason.UNKNOWN),
        ("\u202elondon", Reason.UNKNOWN),
        ("\ud800", Reason.UNKNOWN),
    ],
)
def test_anything_else_is_not_understood(ask: Ask, typed: str, reason: Reason) -> None:
    assert ask(typed) == NotUnderstood(reason)


@pytest.mark.parametrize("typed", ["", "  ", "salary", "all", "overview"])
def test_no_place_is_the_overview(ask: Ask, typed: str) -> None:
    assert ask(typed) == Overview()


@pytest.mark.parametrize("typed", ["help", "Help!", "?", "help me"])
def test_help_is_help(ask: Ask, typed: str) -> None:
    assert ask(typed) == HelpRequest()


def test_two_currencies_never_share_a_group(salary: Salary) -> None:
    groups = salary.by_currency()

    assert {code: [band.place for band in bands] for code, bands in groups.items()} == {
        Currency.USD: ["sf-ny", "us-other", "us-remote", "tel-aviv"],
        Currency.GBP: ["london", "uk-other"],
    }
