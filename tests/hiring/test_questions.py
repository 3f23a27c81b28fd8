"""Rules that hold for any text and any offer, proved with generated ones."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.guide.offers import Grant, Offer, Position, Side, read_offer
from hiring.guide.salary_parser import parse
from hiring.guide.salary_query import (
    Answerable,
    AtPlace,
    CheckOffer,
    Compare,
    EquityAt,
    Explain,
    HelpRequest,
    OfferAt,
    OfferWithoutPlace,
    Overview,
    Query,
    WrongCurrency,
    write_query,
)
from hiring.language.questions import Focus, Subject
from hiring.language.tokens import MAX_LENGTH
from hiring.money import Basis, Currency
from tests.guides import load_sample_guide

if TYPE_CHECKING:
    from hiring.guide.salary import Band

GUIDE = load_sample_guide()
PLACES = GUIDE.places
SALARY = next(role.salary for role in GUIDE.roles.values() if role.salary)
STAGES = SALARY.equity.stages
BANDS = {band.place: band for band in SALARY.bands}

relaxed = settings(deadline=None)  # how long an example takes is not what these tests are about

WORDS = (
    "190k 200 250 - – to , . % 15% 0.2% + $ £ usd gbp k m total base london sf lodnon remote us uk"
    " tel aviv vs and or / day per ? help 1e9 -5k 190,5 1.000 '"
    " series a seed equity bonus low end top cambridge ca il in engineers 5 up to 2026 30lpa xyz"
)
TYPED = st.text() | st.lists(st.sampled_from(WORDS.split()), max_size=12).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)

amounts = st.decimals(1_000, 10_000_000, places=2)
currencies = st.none() | st.sampled_from(Currency)
names = st.sampled_from(
    [
        AtPlace(place, name.text if name.stands_for else None)
        for name in PLACES.names.values()
        if len(name.ids) == 1 and (place := PLACES.get(name.ids[0]))
    ]
)


@st.composite
def offers(draw: st.DrawFn, in_currency: st.SearchStrategy[Currency | None] = currencies) -> Offer:
    low, high = sorted((draw(amounts), draw(amounts)))
    return Offer(
        low if draw(st.booleans()) else high, high, draw(in_currency), draw(st.sampled_from(Basis))
    )


def percents() -> st.SearchStrategy[Decimal | None]:
    return st.none() | st.decimals(0, 100, places=3)


@st.composite
def packages(draw: st.DrawFn) -> CheckOffer:
    place = draw(st.none() | names)
    bonus, equity = draw(percents()), draw(percents())
    at = place.place if place else None
    value, stage = (
        draw(st.none() | st.just(Decimal(0)) | amounts),
        draw(st.none() | st.sampled_from(STAGES)),
    )
    cash = draw(amounts) if bonus is None else None
    grant = draw(st.none() | st.builds(Grant, amounts, st.sampled_from((None, Decimal(4)))))
    assumes_year = bool(value) and grant is None and draw(st.booleans())
    if bonus is None and draw(st.booleans()):
        cash = None
    base, currency = draw(amounts), draw(currencies)
    is_bare = cash is None and bonus is None and equity is None and grant is None and value is None
    return CheckOffer(
        base,
        currency,
        Decimal(15) if is_bare else bonus,
        equity,
        at,
        value,
        stage,
        cash,
        grant,
        assumes_year=assumes_year,
    )


@st.composite
def shares(draw: st.DrawFn) -> EquityAt:
    low, high = sorted((draw(st.decimals(0, 100, places=3)), draw(st.decimals(0, 100, places=3))))
    stage = draw(st.none() | st.sampled_from(STAGES))
    typed_stage = None if stage else draw(st.sampled_from((None, "seed", "pre-IPO", "series d")))
    if draw(st.booleans()):
        return EquityAt(stage, typed_stage)
    return EquityAt(stage, typed_stage, low, draw(st.sampled_from((low, high))))


answerable = st.one_of(
    st.just(Overview()),
    st.just(HelpRequest()),
    st.builds(replace, names, focus=st.none() | st.sampled_from(Focus)),
    st.builds(replace, names, basis=st.none() | st.sampled_from(Basis)),
    st.tuples(names, names)
    .filter(lambda two: two[0].place != two[1].place)
    .map(lambda two: Compare(*two)),
    offers(st.none() | st.sampled_from(sorted(SALARY.by_currency()))).map(OfferWithoutPlace),
    packages(),
    shares(),
    st.sampled_from(Subject).map(Explain),
)


def ask(text: str) -> Query:
    return parse(text, PLACES, SALARY)


@settings(relaxed, max_examples=200)
@given(TYPED)
def test_any_text_is_some_question(text: str) -> None:
    assert isinstance(ask(text), get_args(Query))


@relaxed
@given(TYPED)
def test_a_question_read_from_any_text_survives_being_written_back(text: str) -> None:
    query = ask(text)
    if isinstance(query, Answerable):
        assert ask(write_query(query)) == query


@relaxed
@given(answerable)
def test_a_question_survives_being_written_back(query: Answerable) -> None:
    text = write_query(query)

    assert len(text) < MAX_LENGTH
    assert ask(text) == query


def test_an_offer_is_written_back_short() -> None:
    assert write_query(ask("$190,000 - $250,000.50 total comp in Seattle")) == (  # type: ignore[arg-type]
        "USD 190000-250000.50 total Seattle"
    )


def test_a_package_is_written_back_with_the_parts_that_it_has() -> None:
    assert write_query(ask("200k sf 0.2% equity")) == "200000 base + 0.2% equity sf-ny"  # type: ignore[arg-type]
    assert write_query(ask("200k + 15%")) == "200000 base + 15% bonus"  # type: ignore[arg-type]


@relaxed
@given(offers(), names)
def test_an_offer_survives_being_written_back_or_names_the_bands_currency(
    offer: Offer, at: AtPlace
) -> None:
    band = BANDS[at.place.id]
    query = OfferAt(offer, at.place, at.read_as)

    expected: Query = query
    if offer.currency not in (None, band.currency):
        expected = WrongCurrency(offer, at.place, band.currency, at.read_as)

    assert ask(write_query(query)) == expected


@relaxed
@given(offers(), st.sampled_from(SALARY.bands))
def test_a_reading_agrees_with_its_distances(offer: Offer, band: Band) -> None:
    reading = read_offer(replace(offer, currency=None), band, SALARY)
    edges = reading.range

    for point in (reading.low, reading.high):
        under = point.to_low.side is Side.UNDER
        over = point.to_high is not None and point.to_high.side is Side.OVER
        assert (point.position is Position.BELOW) == under
        assert (point.position is Position.ABOVE) == over
        assert point.to_low.money.amount == abs(point.money.amount - edges.low)
        assert point.to_low.percent >= 0
    assert (reading.position is Position.COVERS) == (
        reading.low.position is Position.BELOW and reading.high.position is Position.ABOVE
    )


def test_no_text_takes_long_to_read() -> None:
    """Processor time, a hundred times what it takes; a runaway pattern would take for ever."""
    units = ["1 000 ", "1,", "san ", "k", "1k-", "$", "-1", "a.", ":a", "% ", "us$", "ﷺ"]
    units += [
        "a b ",
        "new ",
        "series ",
        "one ",
        "hundred and ",
        "5 engineers ",
        "up to ",
        "tl ",
        "san, ",
    ]
    start = time.process_time()

    for unit in units:
        ask((unit * MAX_LENGTH)[:MAX_LENGTH])

    assert time.process_time() - start < 1
