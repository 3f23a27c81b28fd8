"""A question finds its passage by the words that both have, and else finds nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.handbook import (
    MOST_RELATED,
    AboutPay,
    AtTopic,
    Described,
    DidYouMean,
    Found,
    Handbook,
    HelpRequest,
    Home,
    NotCovered,
)
from hiring.guide.passages import Topic, list_passages
from hiring.guide.role import Role
from hiring.guide.search import Index

if TYPE_CHECKING:
    from hiring.guide.role import Guide

FINDS = {
    "how long does it take": "time-to-hire",
    "how long does it take to hire one?": "time-to-hire",
    "how many weeks": "time-to-hire",
    "how much does a lead cost in london": "salary/london",
    "salary london": "salary/london",
    "sallary in londn": "salary/london",
    "what do we pay in Tel Aviv": "salary/tel-aviv",
    "how much equity": "salary/equity",
    "equity series a": "salary/equity",
    "bonus": "salary/total",
    "what if we offer 20 % under": "salary/loss",
    "can we use our software engineer bands": "salary/mistake",
    "do they still write code": "questions/code",
    "phd": "mistakes/research-credentials",
    "publications": "mistakes/research-credentials",
    "ego": "red-flags/ego-driven",
    "he is hard to follow in the interview": "red-flags/hard-to-follow",
    "job boards": "questions/job-boards",
    "passive candidates": "questions/job-boards",
    "is it a manager": "role/between",
    "unblocking": "role/function/unblocking",
    "code review": "role/function/review",
    "mentoring": "role/function/mentoring",
    "deep dive": "interview/stage/architecture",
    "pushback": "interview/stage/architecture",
    "what questions should we ask in the screen": "interview/questions/screen",
    "skip the leadership stage": "questions/skip-leadership",
    "decision style": "interview/bar/decision-style",
    "3 or more engineers and nobody owns the architecture": "need/lead",
    "technical debt": "need/lead",
    "nice to have": "posting/section-4",
    "should the ad show pay": "posting/rules",
}
FINDS_NOTHING = [
    "xyzzy",
    "what's the weather in berlin",
    "best pizza in town",
    "asdf qwer zxcv",
    "lead singer of queen",
    "football results",
    "holiday policy",
    "parking space",
    "how to cook rice",
    "the",
    "what is it",
    "\N{GRINNING FACE}\N{GRINNING FACE}",
    "<!channel> <@U0SAM>",
    "x" * 4000,
    "\x00\u202e",
]


@pytest.fixture(scope="module")
def handbook(guide: Guide) -> Handbook:
    return Handbook(guide.roles["ai-tech-lead"], guide)


@pytest.mark.parametrize(("question", "passage"), FINDS.items())
def test_a_question_finds_its_passage(handbook: Handbook, question: str, passage: str) -> None:
    query = handbook.ask(question)

    assert isinstance(query, Found)
    assert query.passage.id == passage
    assert len(query.related) <= MOST_RELATED
    assert query.passage not in query.related


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("how long does it take", []),  # not what makes a good answer clear
        ("mentoring", []),
        ("decision style", ["mistakes/decision-style"]),
    ],
)
def test_only_what_is_nearly_as_good_is_offered_beside_the_answer(
    handbook: Handbook, question: str, others: list[str]
) -> None:
    query = handbook.ask(question)
    assert isinstance(query, Found)
    assert [passage_found.id for passage_found in query.related] == others


@pytest.mark.parametrize("question", FINDS_NOTHING)
def test_a_question_about_something_else_finds_nothing(handbook: Handbook, question: str) -> None:
    assert handbook.ask(question) == NotCovered(question)


@given(st.text(max_size=400))
def test_any_text_has_an_answer(handbook: Handbook, text: str) -> None:
    assert isinstance(
        handbook.ask(text),
        Home | HelpRequest | AtTopic | Found | DidYouMean | NotCovered | Described | AboutPay,
    )


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("red flags", Topic.RED_FLAGS),
        ("Red Flags!", Topic.RED_FLAGS),
        ("neighbors", Topic.NEIGHBOURS),
        ("faq", Topic.QUESTIONS),
        ("do we need a lead?", Topic.NEED),
        *((topic.value, topic) for topic in Topic),
    ],
)
def test_a_topic_is_found_by_its_name(handbook: Handbook, typed: str, topic: Topic) -> None:
    assert handbook.ask(typed) == AtTopic(topic)


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_typed_shows_the_topics(handbook: Handbook, typed: str) -> None:
    assert handbook.ask(typed) == Home()


def test_help_is_help(handbook: Handbook) -> None:
    assert handbook.ask(" HELP ") == HelpRequest()


def test_a_passage_is_found_by_its_id_alone(guide: Guide, handbook: Handbook) -> None:
    """Buttons carry ids, so each leads to its own passage, with no others beside it."""
    for passage in list_passages(guide.roles["ai-tech-lead"], guide.places):
        assert handbook.ask(passage.id) == Found(passage)


def test_each_passage_has_an_id_of_its_own(guide: Guide) -> None:
    ids = [passage.id for passage in list_passages(guide.roles["ai-tech-lead"], guide.places)]

    assert len(set(ids)) == len(ids)


def test_each_passage_is_found_by_its_title(guide: Guide) -> None:
    every_passage = list_passages(guide.roles["ai-tech-lead"], guide.places)
    index = Index(every_passage)

    assert all(passage in index.find(passage.title) for passage in every_passage)


def test_every_file_of_the_role_has_passages(guide: Guide) -> None:
    files = {passage.file for passage in list_passages(guide.roles["ai-tech-lead"], guide.places)}

    assert files == {
        "role.yml",
        "red-flags.yml",
        "mistakes.yml",
        "time-to-hire.yml",
        "questions.yml",
        "interview.yml",
        "salary.yml",
        "posting.yml",
        "posting.md.jinja",
        "need.yml",
    }


def test_a_role_with_few_files_has_few_topics(guide: Guide) -> None:
    """A topic or passage is there only where the role's folder has the file for it."""
    general = Handbook(guide.roles["general"], guide)

    assert general.topics == (Topic.RED_FLAGS, Topic.INTERVIEW)
    assert isinstance(general.ask("mistakes"), NotCovered)


def test_a_role_says_what_its_folder_has(guide: Guide) -> None:
    """A file that is not there, and a place that is not known, are left out."""
    lead = guide.roles["ai-tech-lead"]
    bare = list_passages(Role(lead.id, lead.about), guide.places)
    assert {passage_found.topic for passage_found in bare} < {
        passage_found.topic for passage_found in list_passages(lead, guide.places)
    }
    nowhere = guide.places.model_copy(update={"places": guide.places.places[:1]})
    assert len(list_passages(lead, nowhere)) == len(list_passages(lead, guide.places)) - 5


def test_what_a_role_has_no_figures_for_has_no_passage(guide: Guide) -> None:
    lead = guide.roles["ai-tech-lead"]
    assert lead.salary is not None
    nothing = {"mistake": None, "loss": None, "rules_of_thumb": None, "engineer_bands": None}
    bare = replace(lead, salary=lead.salary.model_copy(update=nothing))

    fewer = {passage.id for passage in list_passages(bare, guide.places)}

    assert {passage.id for passage in list_passages(lead, guide.places)} - fewer == {
        "salary/mistake",
        "salary/loss",
        "salary/rules-of-thumb",
    }
