"""A requirement that anyone meets says nothing; one that names what somebody did does."""

from __future__ import annotations

import pytest

from hiring.wording.generic import find_claim, find_generic
from tests.guides import load_sample_guide

WORDING = load_sample_guide().wording


@pytest.mark.parametrize(
    "line",
    [
        *("Team player", "Self-starter", "Proven track record", "Problem solver", "Results-driven"),
        *("Excellent communication skills", "Thrive in a fast-paced environment"),
        "Ability to work independently and in a team",
        *("Highly motivated and proactive", "Works well under pressure", "Good people skills"),
        *("Can handle ambiguity and tight deadlines", "Quick learner", "Analytical mind"),
    ],
)
def test_an_ability_that_anyone_claims_is_known(line: str) -> None:
    assert find_claim(line, WORDING) == line
    assert find_claim(f"You wrote PyTorch kernels. {line}!", WORDING) == line


@pytest.mark.parametrize(
    "line",
    [
        *("Communication that aligns engineers, product and business", "Proven record in PyTorch"),
        *("Strong Python and communication skills", "Led a team of six through a migration"),
        *("Track record of shipping ranking models", "Leadership of a team of 8 engineers"),
        *("Problem solving with constraint solvers", "Ownership of a production system"),
        *("Fluent English, written and spoken", "Experience in a leadership role", ""),
    ],
)
def test_what_names_a_stack_or_what_was_done_is_no_claim(line: str) -> None:
    assert find_claim(line, WORDING) is None


@pytest.mark.parametrize(
    "line", ["Experience with distributed systems", "Knowledge of A/B testing"]
)
def test_a_field_alone_is_generic(line: str) -> None:
    assert find_generic(line, WORDING) == line
    assert find_generic(f"{line} at 40 shops", WORDING) is None
