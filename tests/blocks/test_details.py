"""A final word asks for the long answer, typed or in the value of a button."""

from __future__ import annotations

import pytest

from blocks.details import add_details, split_off_details


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("london details", "london"),
        ("Details", ""),
        ("190k sf  DETAILS?", "190k sf"),
        ("london, more details", "london,"),
        ("time to hire with details", "time to hire"),
        ("leadership in more detail.", "leadership"),
    ],
)
def test_a_final_word_asks_for_the_long_answer(typed: str, query: str) -> None:
    assert split_off_details(typed) == (query, True)


@pytest.mark.parametrize(
    "typed", ["", "london", "details of the offer", "attention to detail", "salarydetails"]
)
def test_any_other_text_is_left_as_it_is(typed: str) -> None:
    assert split_off_details(typed) == (typed, False)


@pytest.mark.parametrize("value", ["ai-tech-lead london", "ai-tech-lead", ""])
def test_a_button_asks_for_what_it_says(value: str) -> None:
    assert split_off_details(add_details(value, detailed=True)) == (value, True)
    assert add_details(value, detailed=False) == value
