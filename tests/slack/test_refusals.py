"""What people read when Slack refuses a call."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blocks.debriefs.reasons import describe_reasons
from blocks.slack_causes import CAUSES, Cause
from bot.slack.client import COUNTED
from bot.slack.refusals import SENTENCES, explain_refusal

DOCUMENTED = (Path(__file__).parent / "error_codes.txt").read_text(encoding="utf-8").split()
"""What Slack's reference lists for the methods that Hiring Desk calls, in their order."""


@pytest.mark.parametrize("code", [*sorted({*COUNTED, *CAUSES} - {"ok"}), "a_code_of_tomorrow"])
def test_a_refusal_is_explained_without_its_code_and_with_what_to_do(code: str) -> None:
    explanation = explain_refusal(code)
    assert "_" not in explanation
    reason, _, advice = explanation.removesuffix(".").partition(". ")
    assert reason
    assert advice
    assert "_" not in describe_reasons([code])[0]


@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_code_that_slack_documents_for_our_methods_has_a_cause(code: str) -> None:
    assert code in CAUSES


def test_every_cause_has_a_sentence_that_says_what_to_do() -> None:
    assert SENTENCES.keys() == set(Cause)
    advice = r"(again|ask|Ask|Tell|use another|Close|Unarchive|Make it|Open it|Press)"
    assert all(re.search(advice, sentence) for sentence in SENTENCES.values())
