"""The sums in the engineering manager's worked example follow from its numbers."""

from __future__ import annotations

import pytest

from tests.guides import load_shipped_guide

CLAIMS, MINUTES, CHECKING, WAGE, WRONG = 1_200, 10, 6, 40, 400  # a day, minutes, EUR
FOLLOW_UPS, AGREED_ON_THEM, NEW, AGREED_ON_NEW = 600, 594, 400, 326  # of 1,000 test e-mails
PAID, PAID_WRONGLY = 120, 9  # of the new ones

BY_ITSELF = CLAIMS * PAID // NEW
SAVED = BY_ITSELF * MINUTES // 60
WRONG_A_DAY = BY_ITSELF * PAID_WRONGLY // PAID
MORE_WRONG = WRONG_A_DAY - round(BY_ITSELF / 100)  # clerks: 1 in 100
HELPED = CLAIMS * (MINUTES - CHECKING) // 60


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Brief", [f"{CLAIMS:,} new claims a day"]),
        (
            "Numbers",
            [f"{MINUTES} minutes", f"{WAGE} EUR an hour", f"costs {WRONG} EUR", "1 in 100"],
        ),
        (
            "The result",
            [
                f"{100 * (AGREED_ON_THEM + AGREED_ON_NEW) // 1000}% of 1,000",
                f"in {AGREED_ON_NEW} ({100 * AGREED_ON_NEW / NEW}%)",
                f"paid {PAID} of those {NEW} by itself, {PAID_WRONGLY} of them",
            ],
        ),
        (
            "Plan A",
            [
                f"{MINUTES - CHECKING} minutes saved",
                f"are {HELPED} hours, {HELPED * WAGE:,} EUR a day",
            ],
        ),
        (
            "Plan B",
            [
                f"is {BY_ITSELF} claims a day: {SAVED} hours, {SAVED * WAGE:,} EUR saved",
                f"wrong is {WRONG_A_DAY} a day",
                f"about {MORE_WRONG} more, {MORE_WRONG * WRONG:,} EUR lost",
                f"fewer than {round(BY_ITSELF / 100) + SAVED * WAGE // WRONG} a day",
            ],
        ),
        ("Plan C", [f"{CLAIMS * 15 // 100} a day"]),
    ],
)
def test_the_sums_follow_from_the_numbers(name: str, said: list[str]) -> None:
    interview = load_shipped_guide().roles["engineering-manager-ai"].interview
    assert interview is not None
    assert interview.own_problem is not None
    parts = interview.own_problem.example.parts
    text = " ".join(next(part.text for part in parts if part.name.startswith(name)).split())

    assert [each for each in said if each not in text] == []
    assert FOLLOW_UPS + NEW == 1000
