"""The sums in the worked example of the preparation sheet follow from its numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.guides import load_shipped_guide

QUESTIONS = 40_000  # a day
LARGE, SMALL = Decimal("0.03"), Decimal("0.004")  # EUR an answer
WRONG_BY_LARGE, WRONG_BY_SMALL = Decimal("0.04"), Decimal("0.09")
REFUND, OTHER = 25, Decimal("0.5")  # EUR a wrong answer
PEAK, LIMIT, OWN_PEAK = Decimal("1.5"), 10, 4  # questions a second
OWN_MODEL, TARGET = 14_000, 15_000  # EUR a month
MONTH = 30

KNOWN = QUESTIONS * 35 // 100
REFUNDS = QUESTIONS * 8 // 100
WORSE = WRONG_BY_SMALL - WRONG_BY_LARGE
TODAY = QUESTIONS * LARGE
ALL_SMALL = QUESTIONS * SMALL
LEAST = 13_000 * LARGE + 27_000 * SMALL
FEWER = 8_000 * LARGE + 18_000 * SMALL
BY_RULES = REFUNDS * 9 // 10
RULES_AND_FEWER = (8_000 - BY_RULES) * LARGE + 18_000 * SMALL
LOST_ON_REFUNDS = REFUNDS * WRONG_BY_LARGE * REFUND
UNSAFE, STOPPED_GOOD = 20, 198  # of 2,000 reviews
READ = 2 * 3600 // 20


def state(amount: Decimal | int) -> str:
    """An amount as the example writes it."""
    return f"{amount:,.2f}".removesuffix(".00") if amount % 1 else f"{amount:,.0f}"


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    interview = load_shipped_guide().roles["ai-tech-lead"].interview
    assert interview is not None
    assert interview.own_problem is not None
    return {part.name: part.text for part in interview.own_problem.example.parts}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Brief", [f"{state(QUESTIONS)} questions", f"{state(TODAY)} EUR a day", "4%", "15,000"]),
        (
            "Numbers",
            [
                f"{PEAK} questions a second; the host allows {LIMIT}",
                f"{LARGE} EUR, by the host's smaller model {SMALL}",
                f"got {state(600 * WRONG_BY_LARGE)} wrong (4%)",
                f"one {state(600 * WRONG_BY_SMALL)} (9%)",
                f"{REFUND} EUR, any other {OTHER:.2f} EUR",
                f"{state(OWN_MODEL)} EUR a month for up to {OWN_PEAK} questions a second",
            ],
        ),
        (
            "The simplest answers",
            [
                f"{state(ALL_SMALL)} EUR a day, {state(ALL_SMALL * MONTH)} a month",
                f"from {state(REFUNDS * WRONG_BY_LARGE)} to",
                f"to {state(REFUNDS * WRONG_BY_SMALL)} a day",
                f"{state(REFUNDS * WORSE * REFUND)} EUR a day lost",
                f"to save {state(TODAY - ALL_SMALL)}",
                f"27,000 questions without refunds to it:* {state(LEAST)} a day",
                f"{state(LEAST * MONTH)} a month",
                f"{state(27_000 * WORSE)} more wrong answers a day",
                f"take {state(27_000 * WORSE * OTHER)} EUR of support's time",
                f"to save {state(TODAY - LEAST)}",
            ],
        ),
        (
            "Solution A",
            [
                f"{state(KNOWN)} a day. Of the other {state(QUESTIONS - KNOWN)}",
                "(8,000), and 18,000",
                f"{state(FEWER)} EUR a day, {state(FEWER * MONTH)} a month",
                f"spare {state(KNOWN * WRONG_BY_LARGE)} wrong",
                f"adds {state(18_000 * WORSE)}",
                f"{state(18_000 * WORSE - KNOWN * WRONG_BY_LARGE)} more wrong answers",
            ],
        ),
        (
            "Solution B",
            [
                f"{state(OWN_MODEL)} EUR a month, up to {OWN_PEAK} questions a second",
                f"{state(OWN_MODEL)} against {state(2 * FEWER * MONTH)}",
            ],
        ),
        (
            "Solution C",
            [
                f"8% of {state(QUESTIONS)} are {state(REFUNDS)} refund questions",
                f"wrong is {state(REFUNDS * WRONG_BY_LARGE)} a day",
                f"{state(LOST_ON_REFUNDS)} EUR a day, more than",
                f"({state(BY_RULES)})",
                f"the other {state(REFUNDS - BY_RULES)} stay",
                f"lose {state(LOST_ON_REFUNDS * (REFUNDS - BY_RULES) / REFUNDS)} EUR",
                f"{state(RULES_AND_FEWER)} a day, {state(RULES_AND_FEWER * MONTH)} a month",
            ],
        ),
        (
            "Tenfold",
            [
                f"{state(10 * PEAK)} questions a second",
                f"at {LIMIT / PEAK:.1f} times",
                f"{state(10 * PEAK * (QUESTIONS - KNOWN) / QUESTIONS)} a second reach the host",
                f"at {OWN_PEAK / PEAK:.1f} times",
            ],
        ),
        ("Objection", [f"the bill is {state(ALL_SMALL * MONTH)}"]),
        (
            "A small problem",
            [
                f"16 of the {UNSAFE} unsafe ones, and {STOPPED_GOOD} good ones",
                f"read the {16 + STOPPED_GOOD} it stops",
                f"{READ - 16 - STOPPED_GOOD} more of their {READ}",
                f"up to {UNSAFE - 16} slip through",
                f"{state(2_000 - READ)} wait",
            ],
        ),
    ],
)
def test_every_figure_is_in_the_text_as_it_is_worked_out(
    parts: dict[str, str], name: str, said: list[str]
) -> None:
    [text] = [text for part, text in parts.items() if part.startswith(name)]
    assert [figure for figure in said if figure not in text] == []


def test_every_solution_reaches_the_target_and_the_simplest_do_not_come_free() -> None:
    """The simplest cost nearly as much elsewhere as they save, or more."""
    assert max(LEAST, ALL_SMALL, FEWER, RULES_AND_FEWER) * MONTH <= TARGET
    assert OWN_MODEL <= TARGET
    assert REFUNDS * WORSE * REFUND > TODAY - ALL_SMALL
    assert 27_000 * WORSE * OTHER > (TODAY - LEAST) * 9 / 10


def test_a_model_of_one_s_own_pays_between_today_s_load_and_double() -> None:
    pays_from = OWN_MODEL / (FEWER * MONTH) * QUESTIONS
    assert round(pays_from, -4) == 60_000
    assert QUESTIONS < pays_from < 2 * QUESTIONS
    assert 2 * PEAK <= OWN_PEAK


def test_the_busiest_hour_is_a_likely_share_of_the_day() -> None:
    assert Decimal("0.08") < PEAK * 3600 / QUESTIONS < Decimal("0.2")


def test_wrong_refunds_cost_more_than_the_bill() -> None:
    assert LOST_ON_REFUNDS > TODAY
