"""What was typed and isn't used is named: no amount and no percentage vanishes or is misfiled."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.guide.answered import Answered
from hiring.guide.offers import Grant
from hiring.guide.package import find_complete_package, read_package
from hiring.guide.salary_parser import parse
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    Choose,
    Compare,
    DidYouMean,
    EquityAt,
    Explain,
    NoFigures,
    NotComparable,
    NotUnderstood,
    OfferAt,
    OfferWithoutPlace,
    Query,
    Reason,
    TwoOffers,
    WhichAmount,
    WrongCurrency,
)
from hiring.language.questions import Subject
from hiring.language.terms import Unlike
from tests.guides import load_sample_guide

if TYPE_CHECKING:
    from hiring.guide.package import PackageReading
    from hiring.guide.salary import Salary

Ask = Callable[[str], Query]

GUIDE = load_sample_guide()
SALARY = next(role.salary for role in GUIDE.roles.values() if role.salary)


def read_typed(ask: Ask, salary: Salary, typed: str) -> PackageReading:
    query = ask(typed)
    assert isinstance(query, CheckOffer)
    package = find_complete_package(query, salary)
    assert package
    return read_package(package, salary)


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("250k + $400k RSUs/4yrs sf", 4),
        ("250k + 400k stock (4y) sf", 4),
        ("250k + $400k RSU 4yr grant sf", 4),
        ("250k + 400k options over four years sf", 4),
        ("250k base, $300k equity vesting over 3 years, sf", 3),
        ("250k + 400k shares, 4-year vest sf", 4),
        ("250k + RSU grant of $500k over 5 yrs sf", 5),
        ("250k + 400k in stock across 48 months sf", 4),
        ("250k + 400k RSU/4 sf", 4),
        ("250k + four-year stock grant 400k sf", 4),
        ("250k + 400k stock vesting quarterly sf", None),
        ("250k + 400k stock with a 1 year cliff sf", None),
    ],
)
def test_a_grant_over_years_is_no_years_equity_and_gives_no_verdict_on_the_total(
    ask: Ask, salary: Salary, typed: str, years: int | None
) -> None:
    for said in (typed, f"{typed} 10% bonus", typed.replace("250k", "250k + 15% bonus")):
        query = ask(said)

        assert isinstance(query, CheckOffer)
        assert query.grant
        assert query.grant.years == years
        assert query.equity_value is None
        assert read_typed(ask, salary, said).total is None


def test_a_grant_is_also_told_spread_evenly() -> None:
    assert Grant(Decimal(400_000), Decimal(4)).even_share == 100_000
    assert Grant(Decimal(400_000), None).even_share is None


@pytest.mark.parametrize(
    ("typed", "assumes_year"),
    [
        ("250k + 10% bonus + $100k RSU sf", True),
        ("250k + 10% bonus + $100k RSU sf 8 years of experience", True),
        ("250k + 10% bonus + $100k RSU over 1 year sf", False),
        ("250k + 10% bonus + $100k/yr RSU sf", False),
        ("250k + 10% bonus + 100k in stock a year sf", False),
        ("250k + 10% bonus + annual RSU 100k sf", False),
        ("250k + 10% bonus + 100k of RSU per year over 4 years sf", False),
    ],
)
def test_equity_without_a_period_is_read_as_a_years_and_said_to_be(
    ask: Ask, salary: Salary, typed: str, *, assumes_year: bool
) -> None:
    result = read_typed(ask, salary, typed)

    assert result.total
    assert result.total.low.money.short() == "$375k"
    assert result.package.assumes_year is assumes_year


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("200k plus 10% bonus, 8% pension and private medical london", ("8% pension",)),
        ("150k + 3% employer pension london", ("3% employer pension",)),
        ("150k london 50% remote", ("50% remote",)),
        ("150k london 60% in the office", ("60% in the office",)),
        ("150k with 4% annual raise", ("4% annual raise",)),
        ("150k with 3% inflation london", ("3% inflation",)),
        ("200k + 4% 401k match sf", ("4% 401k match",)),
        ("200k + 25% RSU refresh sf", ("25% RSU refresh",)),
        ("150k + 9% grumbleplan london", ("9% grumbleplan",)),
        ("150k, superannuation 11%, london", ("11% superannuation",)),
        ("150k 40% tax london", ("40% tax",)),
        ("150k 20% below london", ("20% below",)),
        ("150k + 2.5% annual increment london", ("2.5% annual increment",)),
        ("190k + $40k sign-on sf", ("$40k sign-on",)),
        ("190k + $40k signing bonus sf", ("$40k signing bonus",)),
        ("190k + sign-on bonus of 40k sf", ("40k sign-on bonus",)),
        ("190k + 10k relocation and 6k car allowance sf", ("10k relocation", "6k car allowance")),
        ("190k + 500/month car allowance sf", ("500/month car allowance",)),
        ("190k + 5k gizmo sf", ("5k gizmo",)),
        ("150k + 20-25% bonus london", ("20-25% bonus",)),
        ("150k + 20-30k bonus london", ("20-30k bonus",)),
        ("190k + 15% + 10k relocation sf", ("10k relocation",)),
        ("200-250k + 8% pension sf", ("8% pension",)),
        ("190k + 40k relocation", ("40k relocation",)),
        ("190k + 40k relocation us", ("40k relocation",)),
        ("190k + 40k relocation lodnon", ("40k relocation",)),
        ("190k + 40k relocation berlin", ("40k relocation",)),
        ("190k + 40k relocation london vs sf", ("40k relocation",)),
        ("£190k + 40k relocation sf", ("40k relocation",)),
        ("london 8% pension", ("8% pension",)),
        ("london vs sf 8% pension", ("8% pension",)),
        ("lodnon 8% pension", ("8% pension",)),
        ("15% bonus and 8% pension", ("8% pension",)),
        ("0.2% equity and 8% pension", ("8% pension",)),
        ("25% RSU refresh", ("25% RSU refresh",)),
        ("our SDE ladder stops at 190", ("190",)),
        ("250k + 15% + 400k RSU over 4 years, 25% per year sf", ("25% per year",)),
    ],
)
def test_what_has_another_word_beside_it_is_left_out_by_name(
    ask: Ask, typed: str, left_out: tuple[str, ...]
) -> None:
    query = ask(typed)

    assert isinstance(query, Answered)
    assert query.left_out == left_out


@pytest.mark.parametrize(
    ("typed", "bonus", "equity"),
    [
        ("200k + 15% sf", "15", None),
        ("200k + 15% performance sf", "15", None),
        ("200k + 15% target bonus for a lead sf", "15", None),
        ("200k + 15% of base as bonus sf", "15", None),
        ("200k + 15% is it enough sf", "15", None),
        ("200k sf + 0.3% of the company", None, "0.3"),
        ("200k sf + 5% of the company", None, "5"),
        ("200k + 0.2% over 4 years sf", None, "0.2"),
        ("200k + 15% remote", "15", None),
    ],
)
def test_what_is_plainly_a_bonus_or_equity_stays_so(
    ask: Ask, typed: str, bonus: str | None, equity: str | None
) -> None:
    query = ask(typed)

    assert isinstance(query, CheckOffer)
    assert query.bonus_percent == (bonus and Decimal(bonus))
    assert query.equity_percent == (equity and Decimal(equity))
    assert query.left_out == ()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("80% of 150k london", Reason.RELATIVE),
        ("10% more than 150k london", Reason.RELATIVE),
        ("5% on top of 150k london", Reason.RELATIVE),
        ("150k minus 10% london", Reason.RELATIVE),
        ("150k increased by 10% london", Reason.RELATIVE),
        ("200k + 10% + 10k bonus sf", Reason.BONUSES),
        ("3% inflation", Reason.UNKNOWN),
        ("10% bonus or 15% bonus", Reason.UNKNOWN),
    ],
)
def test_what_has_to_be_worked_out_first_is_refused(ask: Ask, typed: str, reason: Reason) -> None:
    assert ask(typed) == NotUnderstood(reason)


@pytest.mark.parametrize(
    ("typed", "unlike"),
    [
        ("150k net london", Unlike.AFTER_TAX),
        ("£90k after tax london", Unlike.AFTER_TAX),
        ("take-home of 120k in sf", Unlike.AFTER_TAX),
        ("150k in hand london", Unlike.AFTER_TAX),
        ("150k pro rata london", Unlike.PART_TIME),
        ("part-time, 90k, london", Unlike.PART_TIME),
        ("130k london 3 days a week", Unlike.PART_TIME),
        ("130k for a 4-day week london", Unlike.PART_TIME),
        ("130k london at 80% (4 days)", Unlike.PART_TIME),
        ("130k for 0.8 fte london", Unlike.PART_TIME),
        ("130k 60% fte london", Unlike.PART_TIME),
        ("100k for 20 hours a week london", Unlike.PART_TIME),
        ("90k contract for 6 months london", Unlike.LIMITED),
        ("90k for a 6-month contract london", Unlike.LIMITED),
        ("90k for six months london", Unlike.LIMITED),
        ("150k fixed-term london", Unlike.LIMITED),
        ("150k per project london", Unlike.PROJECT),
        ("fixed fee of 150k london", Unlike.PROJECT),
        ("150k + 15% bonus net london", Unlike.AFTER_TAX),
    ],
)
def test_pay_that_is_not_gross_full_time_and_yearly_is_refused(
    ask: Ask, typed: str, unlike: Unlike
) -> None:
    query = ask(typed)

    assert query == NotComparable(unlike)
    assert isinstance(query, NotComparable)
    assert query.place == GUIDE.places.get("sf-ny" if "sf" in typed else "london")


@pytest.mark.parametrize(
    "typed",
    [
        "150k gross london, not net",
        "150k london full time",
        "150k london 3 days a week in the office",
        "150k london, hybrid 3 days a week",
        "150k london 5 days a week",
        "150k london 12 month contract",
        "150k london 3 months notice",
    ],
)
def test_what_is_full_time_and_yearly_after_all_is_judged(ask: Ask, typed: str) -> None:
    assert isinstance(ask(typed), OfferAt)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("250k + 20k stock sf", ("bonus",)),
        ("250k + 15% sf", ("equity",)),
        ("150k + 15% london, seed", ("equity",)),
        ("250k + 20-25% bonus sf", ("bonus", "equity")),
        ("250k + 0 bonus + 20k stock sf", ()),
        ("250k + no bonus + 20k stock sf", ()),
        ("250k without a bonus, 20k stock sf", ()),
        ("250k + bonus none + 20k stock sf", ()),
        ("250k + 15% bonus, no equity sf", ()),
        ("250k + 15% + zero stock options sf", ()),
    ],
)
def test_a_total_is_judged_only_with_bonus_and_equity(
    ask: Ask, salary: Salary, typed: str, missing: tuple[str, ...]
) -> None:
    result = read_typed(ask, salary, typed)

    assert result.missing == missing
    assert (result.total is None) is bool(missing)


def test_a_bonus_in_cash_stays_the_amount_that_was_typed(ask: Ask, salary: Salary) -> None:
    result = read_typed(ask, salary, "150k + 20k bonus + 0 equity london")

    assert result.bonus
    assert (result.bonus.short(), result.cash.short()) == ("£20k", "£170k")
    assert read_typed(ask, salary, "150k + 15% bonus + 22.5k bonus + 0 equity london").bonus


def test_a_bonus_alone_is_compared(ask: Ask) -> None:
    assert ask("15% bonus ok?") == Explain(Subject.BONUS, Decimal(15), Decimal(15))
    assert ask("is a 10-15% bonus fair") == Explain(Subject.BONUS, Decimal(10), Decimal(15))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("a quarter million sf", 250_000),
        ("half a million sf", 500_000),
        ("quarter of a million sf", 250_000),
        ("a million sf", 1_000_000),
        (">150k sf", 150_000),
        (">= 150k sf", 150_000),
        ("401k sf", 401_000),
        ("insurance company, 150k sf", 150_000),
    ],
)
def test_an_amount_is_read_however_it_is_said(ask: Ask, typed: str, amount: int) -> None:
    query = ask(typed)

    assert isinstance(query, OfferAt)
    assert query.offer.low == amount


def test_a_funding_stage_without_figures_is_named(ask: Ask) -> None:
    query = ask("200k + 1% equity, seed sf")

    assert isinstance(query, CheckOffer)
    assert query.left_out == ("seed (I have no figures for it)",)


BESIDE_AMOUNTS = [
    "\n    bonus",
    " sign-on",
    " signing bonus",
    " RSU",
    " stock over 4 years",
    " relocation",
    " car allowance",
    " pension",
    "\n    gizmo",
    " options a year",
    " retention bonus",
    " 401k match",
    " RSU refresh",
    " ",
    " in equity vesting",
    "\n    commission",
    " off",
    " gym",
    " raise",
    " more\n",
]
BESIDE_PERCENTAGES = [
    "\n    bonus",
    " equity",
    " pension",
    " employer pension",
    " raise",
    " inflation",
    " remote",
    " gizmo",
    " tax",
    " ",
    " stock",
    " off",
    "\n    annual increase",
    " of the company",
    " below market",
    " RSU refresh",
    " a year",
    " target",
    " on top",
    " match",
    "\n    discount",
    " of base",
    " performance",
    " at series a\n",
]
PIECES = st.one_of(
    st.tuples(st.integers(4, 40).map("{}k".format), st.sampled_from(BESIDE_AMOUNTS)),
    st.tuples(st.decimals(0, 60, places=1).map("{}%".format), st.sampled_from(BESIDE_PERCENTAGES)),
).map(lambda piece: (piece[0], f"{piece[0]} {piece[1].strip()}".strip()))


def find_numbers(query: Answered) -> set[Decimal]:
    """The amounts and percentages that a query holds."""
    match query:
        case OfferAt() | OfferWithoutPlace() | WrongCurrency():
            numbers = [query.offer.low, query.offer.high]
        case Choose() | DidYouMean() | NoFigures():
            numbers = [query.offer.low, query.offer.high] if query.offer else []
        case TwoOffers():
            both = (query.first.offer, query.second.offer)
            numbers = [end for offer in both for end in (offer.low, offer.high)]
        case WhichAmount():
            numbers = [end for offer in query.offers for end in (offer.low, offer.high)]
        case CheckOffer():
            shares = (query.bonus_percent, query.bonus_value, query.equity_percent)
            numbers = [query.base, *filter(None, (*shares, query.equity_value))]
            numbers += [query.grant.value] if query.grant else []
        case EquityAt() | Explain():
            numbers = [end for end in (query.low, query.high) if end is not None]
        case _:
            assert isinstance(query, AtPlace | Compare)
            numbers = []
    return {Decimal(number).normalize() for number in numbers}


@settings(deadline=None, max_examples=300)
@given(
    st.lists(PIECES, min_size=1, max_size=4, unique_by=lambda piece: piece[1].split(" ", 1)[-1]),
    st.sampled_from(["150k", "$190k", "", "200-250k"]),
    st.sampled_from(["london", "sf", "", "us", "berlin", "london vs sf", "lodnon"]),
    st.sampled_from([" + ", ", ", " and ", " plus ", " "]),
)
def test_every_amount_and_percentage_is_in_the_query_or_named_as_left_out(
    pieces: list[tuple[str, str]], base: str, place: str, joint: str
) -> None:
    """Unless the text is refused as a whole, or is about an offer so far under the range."""
    text = f"{joint.join(filter(None, (base, *(piece for _, piece in pieces))))} {place}"
    query = parse(text, GUIDE.places, SALARY)
    if not isinstance(query, Answered):
        return
    held = find_numbers(query)
    named = re.findall(r"[0-9][0-9.]*[k%]?", " ".join(query.left_out))
    for typed, _ in pieces:
        if typed in named:
            continue
        number = Decimal(typed.rstrip("k%")) * (1000 if typed.endswith("k") else 1)
        is_held = number == 0 or number.normalize() in held or is_sum(number, query, pieces)
        assert is_held or query == Explain(Subject.UNDERPAYING), text


def is_sum(number: Decimal, query: Query, pieces: list[tuple[str, str]]) -> bool:
    """Whether bonuses, or equity, were added up."""
    if not isinstance(query, CheckOffer):
        return False
    amounts = [Decimal(typed[:-1]) * 1000 for typed, _ in pieces if typed.endswith("k")]
    if number in amounts:
        amounts.remove(number)
    totals = {query.bonus_value, query.equity_value, query.grant.value if query.grant else None}
    added = chain.from_iterable(combinations(amounts, size) for size in (1, 2, 3))
    return any(number + sum(others) in totals for others in added)
