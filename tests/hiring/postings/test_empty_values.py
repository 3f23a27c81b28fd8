"""What says nothing stands in no posting: “none” is left out, “competitive” is an error."""

from __future__ import annotations

from datetime import date

import pytest

from hiring.postings.empty_values import is_past, is_vague, says_none

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text", ["none", "None.", "n/a", "no bonus", "No equity, no bonus", "—", "-", "without bonus"]
)
def test_a_value_says_that_there_is_nothing(text: str) -> None:
    assert says_none(text)
    assert not is_vague(text)


@pytest.mark.parametrize("text", ["", "no limits on leave", "0.1%", "A bonus", "No-meeting days"])
def test_a_value_says_that_there_is_something(text: str) -> None:
    assert not says_none(text)


@pytest.mark.parametrize(
    "text",
    ["competitive", "Generous benefits!", "market rate", "soon", "ASAP", "very attractive package"],
)
def test_a_value_could_be_anybodys(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    "text",
    ["stock options", "top 10%", "Great health insurance", "flexible hours", "open until filled"],
)
def test_a_value_tells_what_it_is(text: str) -> None:
    assert not is_vague(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yesterday",
            "last Friday",
            "two weeks ago",
            "past",
            "long past",
            "31 October 2025",
            "31st of October, 2025",
            "Oct 31, 2025",
        ),
        *("2025-10-31", "31/10/2025", "31.10.2025", "27 November 2026", "5/11/2026"),
    ],
)
def test_a_deadline_is_past(text: str) -> None:
    assert is_past(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        *("28 November 2026", "31 January", "open until filled", "31 January 2027", "99/99/2025"),
        *("11/12/2026", "opens 1 October 2025, closes 31 January 2027", ""),
        *("the last Friday of March", "last day in May", "not past 31 January"),
    ],
)
def test_a_deadline_may_be_to_come(text: str) -> None:
    """Also where it is so on one reading of two: the 11th of December, or the 12th of November."""
    assert not is_past(text, TODAY)
