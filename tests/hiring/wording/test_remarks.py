"""Wording that shuts people out: what counts, and what is about something else."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from hiring.wording.balance import describe_balance
from hiring.wording.generic import find_generic
from hiring.wording.remarks import find_wording
from hiring.wording.rules import Wording
from tests.guides import load_sample_guide

RULES = load_sample_guide().wording
TITLE = "AI Tech Lead"
TODAY = date(2026, 11, 28)


def find(text: str, **changed: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - of any argument
    """The rules that a text breaks, with the words."""
    remarks = find_wording(text, RULES, changed.get("title", TITLE), changed.get("today", TODAY))
    return [(remark.rule.id, remark.quote) for remark in remarks]


def make_rules(*, surroundings: Any = (), **fields: Any) -> Wording:  # noqa: ANN401 - of any rule
    """A rule of which only these fields matter."""
    rule = {"id": "rule", "group": "Group", "reason": "Why.", "better": "How.", **fields}
    words = {"person": ["lead", "people"]}
    contexts = {
        "welcome": ["welcome"],
        "system": ["models"],
        "benefit": ["leave"],
        "wish": ["nice to have"],
    }
    return Wording.model_validate(
        {
            "words": words,
            "contexts": contexts,
            "surroundings": dict(surroundings),
            "rules": [rule],
        }
    )


@pytest.mark.parametrize(
    "text",
    [
        "A young and dynamic AI Tech Lead",
        "A young team",
        "You are young, hungry and fast",
        "Must be young",
        "You should be very young",
        "Young, but experienced",
        "Somebody young",
        "The candidate is ambitious and young",
        "We are not only fast but young",
        "You're young",
        "A young sales engineer",
        "You are, ideally young",
    ],
)
def test_an_adjective_counts_where_it_describes_people(text: str) -> None:
    assert find(text) == [("age", "Young" if text.startswith("Young") else "young")]


@pytest.mark.parametrize(
    "text",
    [
        "We are a young company with a good team",
        "The field is young",
        "Keep the young and growing codebase small",
        "Young services that engineers love",
        "Young models help engineers",
        "A young (and growing) team effort",
        "The young, the restless",
    ],
)
def test_an_adjective_does_not_count_where_it_describes_something_else(text: str) -> None:
    assert find(text) == []


def test_people_in_general_may_be_the_users_of_a_system() -> None:
    assert find("We hire young people") == [("age", "young")]
    assert find("Models that help young people") == []


def test_a_welcome_is_no_remark() -> None:
    assert find("Digital natives wanted") != []
    assert find("We welcome digital natives and everybody else") == []


def test_a_word_in_somebodys_name_is_none() -> None:
    assert find("You report to Christian Bauer") == []
    assert find("Talk to Grace Church") == []
    assert find("Our church") == [("religion", "church")]
    assert find("Christian background expected") == [("religion", "Christian background")]


def test_a_pronoun_may_stand_for_somebody_who_was_named() -> None:
    assert find("Anna Smith leads the group. She joined in May.") == []
    assert find("Our CTO writes code; she reviews yours") == []
    assert find("She writes code") == [("pronouns", "She")]
    assert find("Homomorphic encryption (HE), HER and friends") == []


@pytest.mark.parametrize(
    "text",
    [
        "Your manager is Anna; she leads six people",
        "You report to Anna. She has run the team since 2021",
        "Dr. Chen runs the lab; he is in Zurich",
        "You take over from Mark, who kept his notes",
        "Your boss, Xaver, has run it for six years and he is leaving",
        "We hire because Mark retires; he leaves good notes",
        "Meet Kwame: he will onboard you",
        "Before his leave, Pavel wrote the scheduler",
    ],
)
def test_a_pronoun_stands_for_somebody_who_is_named(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Young and old, the engineer knows his tools",
        "You report to Anna. The ideal candidate knows his tools",
        "The lead reports to Marketing and brings his notes",
        "Mark every task that he finishes",
        "The engineer works with Kubernetes and his team",
        "DANA is our tool. He who knows it is welcome to lead",
    ],
)
def test_a_pronoun_does_not_stand_for_a_word_that_only_looks_like_a_name(text: str) -> None:
    assert [rule for rule, _ in find(text)] == ["pronouns"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fluff", 1),
        ("We never ask for fluff", 0),
        ("Fluff? Irrelevant.", 0),
        ("Ask. We want fluff. Irrelevant.", 1),
        ("We never ask for more. Fluff is wanted", 1),
    ],
)
def test_words_count_only_outside_of_surroundings_that_take_them_back(
    text: str, count: int
) -> None:
    denied = ["never ask for ... {found}", "^ {found} [.] irrelevant"]
    rules = make_rules(phrases=["fluff"], not_in=["denied"], surroundings={"denied": denied})
    assert len(find_wording(text, rules, TITLE)) == count


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("You don't count hours", "don't count hours"),
        ("Please do not ever count hours", "do not ever count hours"),
        ("Not all, but most count hours", "count hours"),
        ("Never late and count hours", "count hours"),
        ("No, we count hours", "count hours"),
        ("A BS/MS/PhD in Computer Science, please", "BS/MS/PhD in Computer Science"),
        ("PhD in two fields required", "PhD in two fields"),
        ("PhD in", "PhD in"),
        ("We want PhD in our team", "PhD in our team"),
        ("Good eyesight and ears", "Good eyesight"),
    ],
)
def test_a_quote_has_the_words_that_matter(text: str, quoted: str) -> None:
    rules = make_rules(phrases=["count hours", "phd in", "eyesight", "good eyesight and"])
    assert [remark.quote for remark in find_wording(text, rules, TITLE)] == [quoted]


def test_the_title_of_the_role_is_not_held_against_anybody() -> None:
    assert find("Salesman", title="Salesman") == []
    assert find("Salesman") == [("gendered-words", "Salesman")]


def test_the_same_words_are_remarked_on_once() -> None:
    assert find("He codes. He reviews. A guy.") == [("pronouns", "He"), ("gendered-words", "guy")]


def test_a_weak_phrase_does_not_count_for_a_system_or_a_benefit() -> None:
    rules = make_rules(weak=["children"])
    for text, count in (("No children", 1), ("Models for children", 0), ("Children leave", 0)):
        assert len(find_wording(text, rules, TITLE)) == count


def test_a_phrase_of_never_hides_what_it_overlaps() -> None:
    rules = make_rules(phrases=["ninja"], never=["ninja build", "cmake ... [.] ... ninja"])
    for text, count in (("A ninja", 1), ("Ninja build", 0), ("CMake is used. So is Ninja.", 0)):
        assert len(find_wording(text, rules, TITLE)) == count


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Nice to have:\nA degree", False),
        ("Nice to have:\nRust\nA degree", False),
        ("Nice to have\nA degree", False),
        ("What would be nice to have:\nA degree", False),
        ("Musts:\nA degree\nNice to have:\nRust", True),
        ("Nice to have:\nRust\nMusts:\nA degree", True),
        ("Rust is nice to have\nA degree", True),
        ("A degree", True),
    ],
)
def test_a_heading_says_what_the_lines_below_it_are(text: str, *, counts: bool) -> None:
    rules = make_rules(phrases=["degree"], unless_under=["wish"])
    assert bool(find_wording(text, rules, TITLE)) is counts


def test_a_degree_that_is_nice_to_have_is_no_requirement() -> None:
    assert find("Master's degree in physics") == [("education", "Master's degree")]
    assert find("Preferred:\nMaster's degree in physics") == []


def test_a_sentence_has_no_influence_on_another() -> None:
    rules = make_rules(phrases=["young"], unless=["welcome"])
    assert len(find_wording("You are welcome. Be young.", rules, TITLE)) == 1


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ({"phrases": ["(a"]}, "check its brackets"),
        ({"people": ["old"], "heads": "nobody"}, "No list is called “nobody”"),
        ({"unless": ["weather"]}, "No context is called “weather”"),
        ({"not_in": ["weather"]}, "No surroundings are called “weather”"),
    ],
)
def test_rules_that_cannot_be_read_are_refused(field: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        make_rules(**field)


@pytest.mark.parametrize(
    ("text", "found_rules"),
    [
        ("12 years of experience with PyTorch", ["impossible-years"]),
        ("LangChain: 8 years of practice", ["impossible-years"]),
        ("A decade of experience with large language models", ["impossible-years"]),
        ("You have tuned GPT models since 2012", ["impossible-years"]),
        ("You have used PyTorch since 2019", []),
        ("8 years of experience with PyTorch", []),
        ("Zero to two years of experience", []),
        ("0 years of experience with PyTorch are fine", []),
        ("15+ years of experience", ["too-many-years"]),
        ("At least fifteen years in software", ["too-many-years"]),
        ("Two decades of experience in software", ["too-many-years"]),
        ("5+ years in ML or AI systems, 2+ of them senior or lead", []),
        ("With 25 years of experience our company builds planners", []),
        ("Twelve years of claims history in Snowflake", []),
        ("Ten years ago we started", []),
        ("We started in 12 years", []),
        ("12 years of Python are welcome, 3 are enough", []),
        ("You don't need ten years of experience", []),
        ("Nobody has 10 years of experience with LangChain", []),
        ("At least fifteen years' experience", ["too-many-years"]),
    ],
)
def test_years_are_those_that_somebody_is_to_have_worked(text: str, found_rules: list[str]) -> None:
    assert [rule for rule, _ in find(text)] == found_rules


def test_without_a_date_no_technology_is_too_young_but_years_can_be_too_many() -> None:
    assert find("12 years of experience with PyTorch", today=None) == [
        ("too-many-years", "12 years")
    ]


def test_a_remark_on_impossible_years_says_since_when_the_technology_is_there() -> None:
    (remark,) = find_wording("12 years of experience with PyTorch", RULES, TITLE, TODAY)
    assert remark.detail == "PyTorch has been around since 2016."


def test_rules_without_years_say_nothing_of_them() -> None:
    assert find_wording("15+ years of experience", make_rules(), TITLE, TODAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Experience with machine learning",
        "Strong knowledge of modern AI technologies and the latest frameworks",
        "PyTorch. Passion for AI.",
    ],
)
def test_a_requirement_that_names_nothing_is_generic(text: str) -> None:
    assert find_generic(text, RULES)


@pytest.mark.parametrize(
    "text",
    [
        "Experience with PyTorch",
        "Machine learning at 40,000 requests a second",
        "Models, tools and a team that answers questions",
        "You use the best tools",
        "",
    ],
)
def test_a_requirement_that_names_a_stack_or_a_scale_is_not_generic(text: str) -> None:
    assert find_generic(text, RULES) is None


def test_a_masculine_character_is_told_as_one_balance() -> None:
    text = "You are aggressive, dominant and fearless. A confident leader."
    assert describe_balance(text, TITLE) == (
        "Mostly masculine-coded: “aggressive”, “dominant”, “fearless”, “confident”."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The dominant eigenvector, aggressive caching, confidence intervals, persistent volumes",
        "Independent contributor, objective function, decision trees, lead, adversarial training",
        "You are ambitious and driven",  # too few to say anything
        "You are ambitious, driven and fearless; a warm, supportive person",  # balanced
    ],
)
def test_terms_of_the_trade_and_few_or_balanced_words_are_no_imbalance(text: str) -> None:
    assert describe_balance(text, TITLE) is None


def test_a_word_of_the_title_is_left_out_of_the_balance() -> None:
    text = "You are a fearless, dominant, assertive person"
    assert describe_balance(text, TITLE) is not None
    assert describe_balance(text, "Fearless Lead") is None


def test_a_whole_posting_is_read_in_no_time() -> None:
    """3,000 characters, in the time that the process itself needs."""
    line = "You own the ranking of 2 million listings a day, from training to serving. "
    text = (line * 50)[:3000]
    find(text)
    start = time.process_time()
    for _ in range(5):
        find(text)
    assert (time.process_time() - start) / 5 < 0.1
