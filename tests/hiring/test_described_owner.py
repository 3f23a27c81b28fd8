"""Who owns the architecture, as people describe it: whether the owner really does the work."""

from __future__ import annotations

import pytest

from hiring.guide.handbook import Handbook, load_handbook
from tests.guides import load_sample_guide


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    guide = load_sample_guide()
    return load_handbook("ai-tech-lead", guide)


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("our cto owns it but has no time", "executive-in-name"),
        ("the CTO is responsible for architecture, on paper at least", "executive-in-name"),
        ("cto is nominally in charge of the architecture", "executive-in-name"),
        ("The founder makes all technical decisions, but he is never around", "executive-in-name"),
        ("our cto has no time for architecture", "executive-in-name"),
        ("the cto owns the architecture but he doesn't have the time", "executive-in-name"),
        ("an enterprise architect owns it in name only", "other-in-name"),
        ("the staff engineer owns the architecture but never reviews anything", "other-in-name"),
        ("cto reviews every design", "executive"),
        ("our cto already owns the architecture", "executive"),
        ("the VP does the architecture, not only on paper", "executive"),
        ("our cto reviews every design, we have no time to refactor", "executive"),
        ("our cto decides everything, he is never too busy", "executive"),
        ("our principal engineer decides and everyone is happy", "other"),
        ("nobody owns the architecture", "nobody"),
        ("nobody owns the architecture, product is too busy", "nobody"),
    ],
)
def test_an_owner_without_time_for_it_owns_it_in_name_only(
    handbook: Handbook, typed: str, owner: str
) -> None:
    """What we, or product, have no time for says nothing about the owner."""
    assert handbook.read_team(typed).get("owner") == {owner}


def test_a_question_without_words_that_turn_its_options_is_read_as_it_is(
    handbook: Handbook,
) -> None:
    told = handbook.read_team("the main trouble is growing the team, which is too busy to hire")

    assert told.get("stuck") == {"growing"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("no owner, 5 ML engineers", {"engineers": {"enough"}, "owner": {"nobody"}}),
        ("we have 4 ML engineers, no architect", {"engineers": {"enough"}, "owner": {"nobody"}}),
        ("nobody makes decisions any more", {"owner": {"nobody"}}),
        ("the roadmap is full, we need someone who codes", {"time": {"building"}}),
        (
            "our CTO doesn't have time and two teams built the same service",
            {"owner": {"executive-in-name"}, "signals": {"inconsistent"}},
        ),
        (
            "8 ML engineers, hiring takes all our time",
            {"engineers": {"enough"}, "stuck": {"growing"}},
        ),
    ],
)
def test_short_parts_and_several_facts_in_a_sentence_are_read(
    handbook: Handbook, typed: str, told: dict[str, set[str]]
) -> None:
    assert handbook.read_team(typed) == told
