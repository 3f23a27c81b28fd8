"""What people read when Slack refuses a call."""

from __future__ import annotations

import pytest

from bot.slack.client import COUNTED
from bot.slack.refusals import explain_refusal


@pytest.mark.parametrize("code", [*sorted(COUNTED - {"ok"}), "a_code_of_tomorrow"])
def test_a_refusal_is_explained_without_its_code_and_with_what_to_do(code: str) -> None:
    explanation = explain_refusal(code)
    assert "_" not in explanation
    reason, _, advice = explanation.removesuffix(".").partition(". ")
    assert reason
    assert advice
