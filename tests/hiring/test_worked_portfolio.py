"""The sums in the Head of AI's worked case follow from its figures, and its claims hold."""

from __future__ import annotations

import pytest

from tests.guides import load_shipped_guide

COSTS = {"A": 1.1, "B": 0.9, "C": 0.3, "D": 1.1, "E": 0.2}  # million EUR a year
PEOPLE = {"A": 6, "B": 4, "C": 2, "D": 5, "E": 1}
MONEY = 3.6
SMALL_CLAIMS, MINUTES, HOUR = 120_000, 20, 30  # claims a year, minutes a claim, EUR
REFUSED, WRONGLY_PAID = 0.15, 180  # share of small claims, EUR a claim
CALLS, CALL, VENDOR = 40_000, 6, 0.15
HANDLERS, ON_TRIAL, SAVED, DAYS = 240, 30, 40, 220  # saved: minutes a day
FOUND, BY_RULES = 2.1, 1.4

A_CLAIM = MINUTES * HOUR / 60
CHAT = CALLS * CALL / 1e6
FRAUD = FOUND - BY_RULES
DRAFTS = HANDLERS * SAVED / 60 * HOUR * DAYS / 1e6
TRIAL = DRAFTS * ON_TRIAL / HANDLERS
MEASURED = 0.5 + 0.4 + VENDOR + 0.5  # E for everybody, C repaired, B bought, A tested
LARGE_BET = 0.5 + 0.4 + VENDOR + COSTS["A"]
SURE, WRONG = SMALL_CLAIMS // 2, SMALL_CLAIMS // 2 * 2 // 100


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    interview = load_shipped_guide().roles["head-of-ai"].interview
    assert interview is not None
    assert interview.own_problem is not None
    return {part.name: part.text for part in interview.own_problem.example.parts}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "The sheet: the company",
            [f"{HANDLERS} people", f"{sum(PEOPLE.values())} people", f"{MONEY} million EUR"],
        ),
        (
            "The sheet: five efforts",
            [f"{PEOPLE[each]} pe" for each in "ABCDE"]
            + [f"{COSTS[each]} million" for each in "ABCDE"],
        ),
        (
            "When they ask: A",
            [
                f"{A_CLAIM:.0f} EUR each, {SMALL_CLAIMS * A_CLAIM / 1e6} million in all",
                f"{SMALL_CLAIMS * REFUSED:,.0f} times {WRONGLY_PAID}",
                f": {SMALL_CLAIMS * REFUSED * WRONGLY_PAID / 1e6:.1f} million",
            ],
        ),
        ("When they ask: B", [f"{CALLS:,} more a year, at {CALL} EUR: {CHAT * 1e6:,.0f} EUR"]),
        ("When they ask: B", [f"that is {DRAFTS:.2f} million a year"]),
        (
            "What comes out",
            [
                f"C brings {FRAUD:.1f} million, B {CHAT:.2f}, and E {TRIAL:.2f}",
                f"{FRAUD + CHAT + TRIAL:.2f} million a year for {MONEY}",
            ],
        ),
        ("Choice 1", [f": {MEASURED:.2f} million, for about {DRAFTS + FRAUD + CHAT:.0f} million"]),
        (
            "Choice 2",
            [
                f"({MEASURED - 0.5:.2f})",
                f"{SURE:,}, save {SURE * A_CLAIM:,.0f} EUR",
                f"{WRONG:,} times {WRONGLY_PAID} is {WRONG * WRONGLY_PAID:,}",
                f"{SURE * A_CLAIM - WRONG * WRONGLY_PAID:,.0f} remain",
            ],
        ),
        ("A third less", [f"{MONEY * 2 / 3:.1f} million", f"({LARGE_BET:.2f})"]),
    ],
)
def test_every_figure_is_in_the_text_as_it_is_worked_out(
    parts: dict[str, str], name: str, said: list[str]
) -> None:
    [text] = [text for part, text in parts.items() if part.startswith(name)]
    assert [figure for figure in said if figure not in text] == []


def test_the_efforts_on_the_sheet_are_all_the_people_and_all_the_money() -> None:
    assert sum(PEOPLE.values()) == 18
    assert sum(COSTS.values()) == pytest.approx(MONEY)


def test_paying_every_small_claim_would_lose_more_than_it_saves() -> None:
    """So the claim on the sheet means less than it seems: no refused claim was in the test."""
    assert SMALL_CLAIMS * REFUSED * WRONGLY_PAID > 2 * SMALL_CLAIMS * A_CLAIM


def test_the_smallest_effort_is_the_best_and_both_choices_can_be_paid() -> None:
    assert max(DRAFTS - 0.5, CHAT - COSTS["B"], FRAUD - COSTS["C"]) == DRAFTS - 0.5
    assert max(MEASURED, LARGE_BET) < MONEY * 2 / 3
    assert COSTS["A"] * 1e6 > SURE * A_CLAIM - WRONG * WRONGLY_PAID
