"""Sentences about pay as people type them, and the question that each is read as."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    EquityAt,
    Explain,
    HelpRequest,
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    OtherRole,
    Overview,
    Query,
    Reason,
    TwoOffers,
    UnknownUnit,
    WhichAmount,
    WrongCurrency,
    write_query,
)
from hiring.language.questions import Focus, Subject
from hiring.money import Basis, Currency

Ask = Callable[[str], Query]


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("$180,000 - $250,000 annually sf", 180_000, 250_000),
        ("$220K/yr + Equity sf", 220_000, None),
        ("between $77k and $110k sf", 77_000, 110_000),
        ("they asked for 210k plus equity in sf, is that ok?", 210_000, None),
        ("up to 250k sf", 250_000, None),
        ("at least 180k in sf", 180_000, None),
        ("circa 150k sf", 150_000, None),
        ("c. 150k sf", 150_000, None),
        ("150k or so in sf", 150_000, None),
        ("150k-ish sf", 150_000, None),
        ("150ish sf", 150_000, None),
        ("180k+ sf", 180_000, None),
        ("sf 150-160", 150_000, 160_000),
        ("one fifty sf", 150_000, None),
        ("hundred and fifty k sf", 150_000, None),
        ("quarter of a million in sf", 250_000, None),
        ("half a million, sf", 500_000, None),
        ("150k sf, a quarter of the market", 150_000, None),
        ("80% position, 190k sf", 190_000, None),
        ("two hundred and twenty five thousand dollars sf", 225_000, None),
        ("2,20,000 sf", 220_000, None),
        ("200k usd up to 220k usd sf", 200_000, 220_000),
        ("CFO signed off on two hundred k for sf", 200_000, None),
        ("150k for 5+ years exp in sf", 150_000, None),
        ("team of 8, 190k in sf", 190_000, None),
        ("a 150 person company, 190k in sf", 190_000, None),
        ("two leads in sf at 150k each", 150_000, None),
        ("190k in 2026 sf", 190_000, None),
        ("190k sf 94105-1234", 190_000, None),
        ("190k + 20k sign on bonus sf", 190_000, None),
        ("190k p/a sf", 190_000, None),
    ],
)
def test_an_amount_is_read_amid_words_and_other_numbers(
    ask: Ask, typed: str, low: int, high: int | None
) -> None:
    query = ask(typed)

    assert isinstance(query, OfferAt)
    assert query.place.id == "sf-ny"
    assert (int(query.offer.low), int(query.offer.high)) == (low, high or low)


@pytest.mark.parametrize(
    ("typed", "basis"),
    [
        ("all-in 300 sf", Basis.TOTAL),
        ("package of 300k in sf", Basis.TOTAL),
        ("300k all included, sf", Basis.TOTAL),
        ("300k basic sf", Basis.BASE),
        ("300k sf", Basis.BASE),
    ],
)
def test_what_an_amount_counts_can_be_said_in_other_words(
    ask: Ask, typed: str, basis: Basis
) -> None:
    query = ask(typed)

    assert isinstance(query, OfferAt)
    assert query.offer.basis is basis


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("minus 150k london", Reason.AMOUNT),
        ("£15 london", Reason.AMOUNT),
        ("sf base $26,000,000", Reason.AMOUNT),
        ("10% less than 180k london", Reason.RELATIVE),
        ("what should we pay " + "in london " * 50, Reason.LONG),
        ("150.5.5k london", Reason.UNKNOWN),
        ("190kg london", Reason.UNKNOWN),
        ("what do other teams here do", Reason.UNKNOWN),
        ("sw1a 1aa", Reason.UNKNOWN),
        ("15% sf", Reason.UNKNOWN),
        ("0.1% equity and 0.2% equity", Reason.UNKNOWN),
    ],
)
def test_what_cannot_be_an_amount_is_never_guessed(ask: Ask, typed: str, reason: Reason) -> None:
    assert ask(typed) == NotUnderstood(reason)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("NZ$150k london", Currency.NZD),
        ("S$200k london", Currency.SGD),
        ("HK$900k london", Currency.HKD),
        ("CAD $150k london", Currency.CAD),
        ("150k canadian dollars london", Currency.CAD),
        ("150k hong kong dollars, london", Currency.HKD),
        ("30 LPA london", Currency.INR),
        ("1.5 crore london", Currency.INR),
        ("25 lakhs in london", Currency.INR),
        ("€90k brutto/Jahr london", Currency.EUR),
        ("900k zar london", Currency.ZAR),
        ("¥20m london", Currency.JPY),
        ("TRY 900k london", Currency.TRY),
    ],
)
def test_a_currency_is_named_and_refused(ask: Ask, typed: str, currency: Currency) -> None:
    query = ask(typed)

    assert isinstance(query, WrongCurrency)
    assert query.offer.currency is currency


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("150k XYZ", "XYZ"), ("₿5", "₿"), ("2 btc london", "btc"), ("150k canadian dollars", "CAD")],
)
def test_an_amount_in_a_unit_without_figures_is_said_to_be_so(
    ask: Ask, typed: str, unit: str
) -> None:
    assert ask(typed) == UnknownUnit(unit)


@pytest.mark.parametrize("typed", ["php developer", "try london", "cad london"])
def test_a_word_that_is_a_currency_too_counts_beside_a_number_only(ask: Ask, typed: str) -> None:
    assert isinstance(ask(typed), OtherRole | AtPlace)


@pytest.mark.parametrize(
    "typed", ["day rate london", "monthly salary london", "8k pcm", "650 per day"]
)
def test_another_period_is_named(ask: Ask, typed: str) -> None:
    assert isinstance(ask(typed), NotYearly)


@pytest.mark.parametrize(
    ("typed", "focus", "basis"),
    [
        ("low end of london", Focus.BOTTOM, None),
        ("minimum for london", Focus.BOTTOM, None),
        ("midpoint london base", Focus.MIDDLE, Basis.BASE),
        ("what's the median in london", Focus.MIDDLE, None),
        ("top of the range london total", Focus.TOP, Basis.TOTAL),
        ("the most we pay in london", Focus.TOP, None),
        ("london isn't too low, is it", None, None),
    ],
)
def test_a_part_of_the_range_can_be_asked_for(
    ask: Ask, typed: str, focus: Focus | None, basis: Basis | None
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace)
    assert (query.focus, query.basis) == (focus, basis)


@pytest.mark.parametrize(
    ("typed", "stage", "typed_stage", "percents"),
    [
        ("equity series a", "series-a", None, None),
        ("options series b/c", "series-b-c", None, None),
        ("series b or c equity", "series-b-c", None, None),
        ("equty", None, None, None),
        ("equity at seed stage", None, "seed", None),
        ("pre-IPO equity", None, "pre-IPO", None),
        ("what slice of the company after our B round", "series-b-c", None, None),
        ("shares, we just raised our A", "series-a", None, None),
        ("is 1% too much at series a", "series-a", None, ("1", "1")),
        ("0.1% - 0.3% at series a", "series-a", None, ("0.1", "0.3")),
        ("0.25 to 0.5 percent, series a", "series-a", None, ("0.25", "0.5")),
        ("quarter of a percent at series a", "series-a", None, ("0.25", "0.25")),
        ("three quarters of one percent at series a", "series-a", None, ("0.75", "0.75")),
        ("half a percent", None, None, ("0.5", "0.5")),
        ("is a percent ok", None, None, ("1", "1")),
        ("one percent", None, None, ("1", "1")),
        ("point two percent at series c", "series-b-c", None, ("0.2", "0.2")),
        (".25% at series a", "series-a", None, ("0.25", "0.25")),
        ("25 bps at series c", "series-b-c", None, ("0.25", "0.25")),
        ("what stock grant is normal for series A in london", "series-a", None, None),
    ],
)
def test_equity_is_asked_for_at_a_stage_and_by_percent(
    ask: Ask,
    typed: str,
    stage: str | None,
    typed_stage: str | None,
    percents: tuple[str, str] | None,
) -> None:
    query = ask(typed)

    assert isinstance(query, EquityAt)
    assert (query.stage.id if query.stage else None, query.typed_stage) == (stage, typed_stage)
    low, high = (Decimal(percent) for percent in percents) if percents else (None, None)
    assert (query.low, query.high) == (low, high)


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("what is total", Subject.TOTAL),
        ("base vs total", Subject.TOTAL),
        ("what's included in total comp", Subject.TOTAL),
        ("bonus?", Subject.BONUS),
        ("what bonous is normal in london", Subject.BONUS),
        ("is 20% bonus ok", Subject.BONUS),
        ("what happens if we pay 20% under market", Subject.UNDERPAYING),
        ("what if we lowball them", Subject.UNDERPAYING),
        ("what happens when we offer less than the market", Subject.UNDERPAYING),
        ("why are software engineer bands wrong", Subject.ENGINEER_BANDS),
        ("our sde ladder stops at 190, can't I use that", Subject.ENGINEER_BANDS),
        ("who should I benchmark this job against internally", Subject.ENGINEER_BANDS),
        ("why does a lead earn more than an engineer", Subject.ABOVE_ENGINEERS),
        ("why is a tech lead paid more", Subject.ABOVE_ENGINEERS),
        ("why so expensive", Subject.ABOVE_ENGINEERS),
        ("is it bad to pay under market", Subject.UNDERPAYING),
        ("which year is the data", Subject.SOURCE),
        ("what does pay depend on", Subject.DEPENDS),
        ("where do these numbers come from", Subject.SOURCE),
        ("how old are the figures", Subject.SOURCE),
        ("who collected these numbers", Subject.SOURCE),
    ],
)
def test_what_is_behind_the_figures_is_explained(ask: Ask, typed: str, subject: Subject) -> None:
    query = ask(typed)

    assert isinstance(query, Explain)
    assert query.subject is subject


@pytest.mark.parametrize("typed", ["salary with bonus london", "london salary incl bonus"])
def test_pay_with_the_bonus_is_a_question_about_pay(ask: Ask, typed: str) -> None:
    assert isinstance(ask(typed), AtPlace)


@pytest.mark.parametrize(
    ("typed", "job"),
    [
        ("data scientist london", "data scientist"),
        ("staff ML engineer, sf", "staff ML engineer"),
        ("head of ai in london", "head of ai"),
        ("VP engineering sf", "VP engineering"),
        ("what does a swe make in nyc", "swe"),
        ("product lead london 150k", "product lead"),
        ("backend london", "backend"),
        ("lead engineer remote", "lead engineer"),
        ("data/ml engineer nyc", "data/ml engineer"),
        ("prompt engineer sf 180k", "prompt engineer"),
        ("we need a quantum-engineer", "quantum-engineer"),
        ("wibble sf, prompt engineer", "prompt engineer"),
        ("prompt, engineer sf", "engineer"),
        ("london engineer", "engineer"),
    ],
)
def test_another_job_is_named_and_never_a_place(ask: Ask, typed: str, job: str) -> None:
    answer = ask(typed)
    assert isinstance(answer, OtherRole)
    assert answer.typed == job


@pytest.mark.parametrize(
    "typed",
    [
        "senior ai tech lead london",
        "tech leads in london",
        "AI/ML tech lead, london",
        "machine learning lead london",
        "our cto thinks a tech lead costs what in london",
        "i'm a recruiter, tech lead london?",
        "ai salaries london",
        "Staff-level AI lead, London?",
        "interim tech lead london",
    ],
)
def test_words_around_the_role_are_the_role(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace)
    assert query.place.id == "london"


@pytest.mark.parametrize(
    ("typed", "bonus", "equity", "value"),
    [
        ("180k base, 15% bonus and 0.2% equity in sf", "15", "0.2", None),
        ("base=180k bonus=15% equity=0.2% sf", "15", "0.2", None),
        ("180k/15%/0.2% sf", "15", "0.2", None),
        ("180k, 15% bonus, no equity, sf", "15", None, 0),
        ("180k + 15% + 200k stock over 4 years sf", "15", None, None),
    ],
)
def test_a_package_is_read_in_its_parts(
    ask: Ask, typed: str, bonus: str, equity: str | None, value: int | None
) -> None:
    query = ask(typed)

    assert isinstance(query, CheckOffer)
    assert int(query.base) == 180_000
    assert query.bonus_percent == Decimal(bonus)
    assert query.equity_percent == (Decimal(equity) if equity else None)
    assert query.equity_value == value
    assert query.place
    assert query.place.id == "sf-ny"


@pytest.mark.parametrize(
    ("typed", "ignored"),
    [
        ("london 2026", ("2026",)),
        ("150k for 5+ years in london", ("5+ years",)),
        ("up to 150k london", ("up to",)),
        ("150k london, team of 8, quantum stuff", ("8", "quantum")),
        ("150k series b london", ("series b",)),
        ("is 150k enough in london, honestly?", ()),
    ],
)
def test_what_the_reading_leaves_out_is_carried(
    ask: Ask, typed: str, ignored: tuple[str, ...]
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace | OfferAt | CheckOffer)
    assert query.ignored == ignored


@pytest.mark.parametrize("typed", ["how does this work", "help me", "?", "who are you"])
def test_help_is_asked_for_in_words(ask: Ask, typed: str) -> None:
    assert ask(typed) == HelpRequest()


@pytest.mark.parametrize("typed", ["what do we pay", "how much for a tech lead", "salery"])
def test_pay_without_a_place_is_the_overview(ask: Ask, typed: str) -> None:
    assert ask(typed) == Overview()


@pytest.mark.parametrize("typed", ["candidate asked for £160k today, hmm", "is 200k ok?"])
def test_an_offer_in_a_sentence_without_a_place_asks_which(ask: Ask, typed: str) -> None:
    assert isinstance(ask(typed), OfferWithoutPlace)


@pytest.mark.parametrize(
    "typed", ["principal AI tech lead 150k london", "acting tech lead, london"]
)
def test_a_rank_before_the_role_is_said_to_be_left_out(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlace | OfferAt)
    assert query.ignored == (typed.split(maxsplit=1)[0],)


def test_another_job_keeps_the_place_that_was_named_with_it(ask: Ask) -> None:
    query, without = ask("data scientist london"), ask("data scientist london or sf")

    assert isinstance(query, OtherRole)
    assert isinstance(without, OtherRole)
    assert query.at == ask("london")
    assert without.at is None


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("150k base 200k total london", "150k base london", "200k total london"),
        ("london: base 150k, total 200k", "150k base london", "200k total london"),
        ("150k fixed, 200k total london", "150k base london", "200k total london"),
        ("base 150k, 200k total london", "150k base london", "200k total london"),
        ("300k total, 240k base in nyc", "300k total nyc", "240k base nyc"),
        ("240k base + 60k bonus = 300k total nyc", "240k base nyc", "300k total nyc"),
        ("£150k london vs $250k sf", "£150k london", "$250k sf"),
        ("150k london vs 250k sf", "150k london", "250k sf"),
        ("london 150k, manchester 120k", "150k london", "120k manchester"),
        ("150k london 200k sf", "150k london", "200k sf"),
    ],
)
def test_two_amounts_that_belong_together_are_both_judged(
    ask: Ask, typed: str, first: str, second: str
) -> None:
    query = ask(typed)

    assert isinstance(query, TwoOffers)
    assert (query.first, query.second) == (ask(first), ask(second))


@pytest.mark.parametrize(
    ("typed", "amounts", "place"),
    [
        ("candidate has 260 base from meta, we are at 225", [260, 225], None),
        ("offered 180k, wants 210k in sf", [180, 210], "sf-ny"),
        ("150k/160k london", [150, 160], "london"),
        ("150k or 200k in london or sf", [150, 200], None),
        ("150k base, 200k total", [150, 200], None),
        ("$150k base, $200k total london", [150, 200], "london"),
        ("$150k or £200k in london", [150, 200], "london"),
        ("180k 190k 200k 210k 220k sf", [180, 190, 200, 210], "sf-ny"),
    ],
)
def test_of_other_amounts_one_is_asked_for(
    ask: Ask, typed: str, amounts: list[int], place: str | None
) -> None:
    query = ask(typed)

    assert isinstance(query, WhichAmount)
    assert [offer.low for offer in query.offers] == [amount * 1000 for amount in amounts]
    assert (query.place.id if query.place else None) == place


@pytest.mark.parametrize(
    "typed", ["150k + 6k car allowance london", "london, 150k plus 10k for on call"]
)
def test_an_allowance_beside_pay_is_left_out(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert query == ask("150k london")
    assert isinstance(query, OfferAt)
    assert query.ignored or query.left_out


@pytest.mark.parametrize(
    "typed",
    [
        "raise from 140k to 155k london",
        "moved her up from 140k to 155k, london",
        "a bump of 140k to 155k in london",
    ],
)
def test_pay_that_is_raised_is_judged_by_what_it_is_raised_to(ask: Ask, typed: str) -> None:
    query = ask(typed)

    assert query == ask("155k london")
    assert isinstance(query, OfferAt)
    assert query.ignored
    assert ask("ranging from 140k to 155k london") == ask("140-155k london")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("how do you get to the total", Explain(Subject.TOTAL)),
        ("how does one arrive at the total", Explain(Subject.TOTAL)),
        ("who says so", Explain(Subject.SOURCE)),
        ("says who?", Explain(Subject.SOURCE)),
        ("30% bonus too high?", Explain(Subject.BONUS, Decimal(30), Decimal(30))),
        ("is a bonus of 5-8% too low", Explain(Subject.BONUS, Decimal(5), Decimal(8))),
        ("how much should we pay", Overview(asks_place=True)),
        ("what should i budget", Overview(asks_place=True)),
        ("what's the cheapest place", Overview(Focus.BOTTOM)),
        ("least expensive city to hire in", Overview(Focus.BOTTOM)),
        ("where do we pay most", Overview(Focus.TOP)),
        ("which location pays best", Overview(Focus.TOP)),
        ("which places do you know", Overview()),
    ],
)
def test_a_question_without_a_place_is_told_apart_and_written_back(
    ask: Ask, typed: str, query: Query
) -> None:
    assert ask(typed) == query
    assert isinstance(query, Explain | Overview)
    assert ask(write_query(query)) == query
