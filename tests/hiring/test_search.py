"""A question finds the passage that answers it, is asked back, or is declined."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.handbook import (
    MOST_LIKELY,
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
    load_handbook,
)
from hiring.guide.passage import MissingTopic, Topic
from hiring.guide.passages import list_passages
from hiring.guide.role import Role
from hiring.guide.salary_query import AtPlace, Compare, OfferAt, Overview

if TYPE_CHECKING:
    from hiring.guide.role import Guide
    from hiring.guide.salary_query import Query

FINDS = {
    "how long does it take": "time-to-hire",
    "How many months does the search take?": "time-to-hire",
    "how much equity": "salary/equity",
    "bonus": "salary/total",
    "what if we offer 20 % under": "salary/loss",
    "can we use our software engineer bands": "salary/mistake",
    "do they still write code": "questions/code",
    "is a doctorate required": "mistakes/research-credentials",
    "should we insist on publications": "mistakes/research-credentials",
    "big ego": "red-flags/ego-driven",
    "he is hard to follow in the interview": "red-flags/hard-to-follow",
    "job boards": "questions/job-boards",
    "are they on linkedin": "questions/job-boards",
    "is it a manager": "role/between",
    "manager or lead": "role/between",
    "lead or staff engineer": "questions/staff",
    "code review": "role/function/review",
    "mentoring": "role/function/mentoring",
    "how long is the second interview": "interview/stage/architecture",
    "what questions should we ask in the screen": "interview/questions/screen",
    "skip the leadership stage": "questions/skip-leadership",
    "criteria for decision style": "interview/bar/decision-style",
    "when do we need one": "need/lead",
    "too early for a lead": "need/not-yet",
    "minimum requirements": "posting/musts",
    "nice to have": "posting/section-4",
    "should the ad show pay": "posting/rules",
    "can we leave the range out": "posting/rules",
    "what do we need before we write the advert": "posting/blanks",
    "how long are all interviews together": "interview/all",
    "typical errors when recruiting": "mistakes/all",
    "which warning signs are there": "red-flags/all",
}
MISSPELT = {
    "how long does it tkae to recuit": "time-to-hire",
    "mentorng": "role/function/mentoring",
    "minimum requirments": "posting/musts",
    "comon mistaks when hirring": "mistakes/all",
    "equitty": "salary/equity",
}
OF_NO_SUBJECT = [
    "xyzzy",
    "asdf qwer zxcv",
    "the",
    "\N{GRINNING FACE}\N{GRINNING FACE}",
    "<!here> <@U0SAM>",
    "x" * 4000,
    "\x00\u202e",
]
NOT_COVERED = {
    "can we sponsor a work visa": "visas and work permits",
    "how long is their notice period": "notice periods and start dates",
    "vesting schedule": "vesting and how share options work",
    "who won the football match": "sports",
    "sign on bonus": "sign-on bonuses",
}


@pytest.fixture(scope="module")
def handbook(guide: Guide) -> Handbook:
    return load_handbook("ai-tech-lead", guide)


@pytest.mark.parametrize(("question", "passage"), [*FINDS.items(), *MISSPELT.items()])
def test_a_question_finds_its_passage(handbook: Handbook, question: str, passage: str) -> None:
    query = handbook.ask(question)

    assert isinstance(query, Found)
    assert query.passage.id == passage
    assert len(query.related) <= MOST_RELATED
    assert query.passage not in query.related


@pytest.mark.parametrize("title", ["ai tech lead", "AI lead", "tech lead", "ATL"])
@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("how long does it take to hire a {title}", "time-to-hire"),
        ("do {title}s still write code?", "questions/code"),
        ("unblocking by the {title}", "role/function/unblocking"),
    ],
)
def test_the_roles_title_weighs_nothing(
    handbook: Handbook, question: str, passage: str, title: str
) -> None:
    query = handbook.ask(question.format(title=title))

    assert isinstance(query, Found)
    assert query.passage.id == passage


@pytest.mark.parametrize(("question", "name"), NOT_COVERED.items())
def test_a_subject_that_is_not_covered_is_declined_by_name(
    handbook: Handbook, question: str, name: str
) -> None:
    assert handbook.ask(question) == NotCovered(question, name)


@pytest.mark.parametrize("question", OF_NO_SUBJECT)
def test_what_no_word_of_the_guide_is_in_is_declined(handbook: Handbook, question: str) -> None:
    assert handbook.ask(question) == NotCovered(question)


def test_a_question_on_two_subjects_is_asked_back(handbook: Handbook) -> None:
    query = handbook.ask("should we talk about equity or the range in the advert")

    assert isinstance(query, DidYouMean)
    assert 2 <= len(query.passages) <= MOST_LIKELY


@pytest.mark.parametrize(
    "question",
    [
        "what does {} do",
        "what does {} actually do all day",
        "do we need {}",
        "does {} write code",
        "does {} manage people",
        "when do we need {}",
        "how long does it take to find {}",
        "must {} have a phd",
    ],
)
def test_a_question_gets_one_answer_whatever_it_calls_the_role(
    handbook: Handbook, question: str
) -> None:
    answers = [
        handbook.ask(question.format(name))
        for name in ("they", "one", "a lead", "the tech lead", "an AI Tech Lead", "an ML lead")
    ]

    assert not isinstance(answers[0], NotCovered)
    assert all(answer == answers[0] for answer in answers)


def test_what_is_related_has_the_same_topic_or_nearly_the_same_words(handbook: Handbook) -> None:
    """A passage that only shares a word with the question is not offered beside the answer."""
    answer = handbook.ask("how long does it take")
    assert isinstance(answer, Found)
    assert answer.related == ()
    manager = handbook.ask("manager or lead")
    assert isinstance(manager, Found)
    assert {passage.topic for passage in manager.related} <= {Topic.NEIGHBOURS, Topic.QUESTIONS}
    assert manager.related


@given(st.text(max_size=600))
def test_any_text_has_an_answer_quickly(handbook: Handbook, text: str) -> None:
    started = time.perf_counter()
    query = handbook.ask(text)

    assert isinstance(
        query,
        Home | HelpRequest | AtTopic | Found | DidYouMean | NotCovered | Described | AboutPay,
    )
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        (
            "we have 5 ml engineers and nobody owns the architecture",
            {"engineers": {"enough"}, "owner": {"nobody"}},
        ),
        ("there are two of us", {"engineers": {"few"}}),
        (
            "we raised 4m, we are 5 ml engineers in london and nobody owns the architecture",
            {"engineers": {"enough"}, "owner": {"nobody"}},
        ),
        ("just me and one contractor", {"engineers": {"few"}}),
        ("we're 3 people in ml", {"engineers": {"enough"}}),
        ("our technical debt is growing faster than we can pay it", {"signals": {"debt"}}),
        ("our cto already owns the architecture", {"owner": {"executive"}}),
    ],
)
def test_a_described_team_tells_the_answers_that_were_said_and_no_others(
    handbook: Handbook, typed: str, chosen: dict[str, set[str]]
) -> None:
    query = handbook.ask(typed)

    assert isinstance(query, Described)
    assert {question: set(options) for question, options in query.chosen.items()} == chosen


def test_what_is_said_not_to_be_so_is_not_told(handbook: Handbook) -> None:
    """“The CTO doesn't own it” shares its words with “The CTO owns it”."""
    query = handbook.ask("our cto doesn't own the architecture, there are 4 ML people")

    assert isinstance(query, Described)
    assert query.chosen.get("owner") != frozenset({"executive"})
    assert query.chosen["engineers"] == {"enough"}


@pytest.mark.parametrize(
    "text",
    [
        "our specs are not clear",
        "our problems aren't well defined",
        "the vp should own the architecture",
        "our vp of engineering would make the architecture decisions",
        "one of the seniors wants to decide",
        "an ML engineer who wants to be in charge of the design",
        "if our cto decides everything",
        "product should not decide without engineers",
    ],
)
def test_what_is_denied_or_only_wished_tells_no_option_that_says_it(
    handbook: Handbook, text: str
) -> None:
    told = handbook.read_team(text)

    assert "defined" not in told.get("problems", ())
    assert not {"owner", "signals"} & set(told)


def test_what_is_so_is_told_beside_a_wish(handbook: Handbook) -> None:
    told = handbook.read_team("our cto decides everything, and he should not")

    assert told == {"owner": {"executive"}}


@pytest.mark.parametrize(
    ("typed", "engineers"),
    [
        ("we have 5 AI engineers and nobody decides", "enough"),
        ("more than two ML engineers, legacy everywhere", "enough"),
        ("fewer than three ML engineers", "few"),
        ("9 developers, two of them do ML", "few"),
        ("there are two of us", "few"),
        ("two or three ML engineers", None),
        ("at least 2 ML engineers", None),
        ("we are 9 developers, no AI background", None),
        ("team of 8 and our seniors wait for decisions", None),
        ("we are recruiting 5 data scientists", None),
    ],
)
def test_the_question_on_engineers_is_answered_where_the_size_leaves_one_option(
    handbook: Handbook, typed: str, engineers: str | None
) -> None:
    told = handbook.read_team(typed)

    assert told.get("engineers") == (engineers and {engineers})


@pytest.mark.parametrize(
    "question",
    [
        "can four people be in one interview?",
        "6 engineers interview the candidate, is that too many?",
        "our team of 4 interviews together, ok?",
        "we interviewed 20 people and nobody fits",
        "his design needs 50 people to run",
        "draw an org chart for 30 people",
        "is a manager from a bank good for a 12-person startup?",
        "are three engineers enough to warrant one",
    ],
)
def test_a_number_of_people_is_no_description_by_itself(handbook: Handbook, question: str) -> None:
    assert not isinstance(handbook.ask(question), Described)


@pytest.mark.parametrize(
    "question", ["how many engineers before we hire one", "signs that we need one"]
)
def test_a_question_of_the_same_words_is_no_description(handbook: Handbook, question: str) -> None:
    query = handbook.ask(question)

    assert isinstance(query, Found)
    assert query.passage.id == "need/lead"


def test_a_role_without_need_questions_declines_a_description(guide: Guide) -> None:
    general = load_handbook("general", guide)

    assert isinstance(general.ask("we are 5 engineers"), NotCovered)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("salary in london", AtPlace),
        ("what do we pay in Tel Aviv", AtPlace),
        ("pay london vs sf", Compare),
        ("is a salary of 150k ok in nyc", OfferAt),
        ("salary expectations", Overview),
    ],
)
def test_a_question_on_pay_is_read_as_after_salary(
    handbook: Handbook, typed: str, kind: type[Query]
) -> None:
    query = handbook.ask(typed)

    assert isinstance(query, AboutPay)
    assert isinstance(query.query, kind)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("red flags", Topic.RED_FLAGS),
        ("Red Flags!", Topic.RED_FLAGS),
        ("neighbors", Topic.NEIGHBOURS),
        ("faq", Topic.QUESTIONS),
        ("do we need a lead?", Topic.NEED),
        ("job desciption", Topic.POSTING),
        ("template for a job ad", Topic.POSTING),
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


def test_a_passage_is_found_by_each_of_its_ids_alone(guide: Guide, handbook: Handbook) -> None:
    """Buttons carry ids, so each leads to its own passage, also in an older message."""
    for passage in list_passages(guide.roles["ai-tech-lead"], guide.places):
        for passage_id in (passage.id, *passage.former_ids):
            query = handbook.ask(passage_id)
            assert isinstance(query, Found)
            assert query.passage == passage


def test_each_passage_has_an_id_of_its_own(guide: Guide) -> None:
    ids = [
        passage_id
        for passage in list_passages(guide.roles["ai-tech-lead"], guide.places)
        for passage_id in (passage.id, *passage.former_ids)
    ]

    assert len(set(ids)) == len(ids)


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
    general = load_handbook("general", guide)

    assert general.topics == (Topic.RED_FLAGS, Topic.INTERVIEW)
    assert general.ask("common mistakes") == MissingTopic(Topic.MISTAKES)


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


def test_an_option_that_is_told_both_ways_stays_unanswered(handbook: Handbook) -> None:
    query = handbook.ask(
        "we are 4 ML people, our cto owns the architecture, and nobody owns the architecture"
    )

    assert isinstance(query, Described)
    assert query.chosen == {"engineers": {"enough"}}


def test_a_question_on_a_team_of_some_size_is_answered_with_its_size(handbook: Handbook) -> None:
    query = handbook.ask("when do we need one? there are 2 engineers")

    assert isinstance(query, Described)
    assert query.chosen == handbook.read_team("2 engineers") == {"engineers": {"few"}}


def test_a_posting_or_need_without_newer_texts_has_no_passages_for_them(guide: Guide) -> None:
    """Files of an older version have neither what to have ready nor the signs."""
    lead = guide.roles["ai-tech-lead"]
    assert lead.posting is not None
    assert lead.need is not None
    older = replace(
        lead,
        posting=lead.posting.model_copy(update={"blanks": None}),
        need=lead.need.model_copy(update={"signs": None}),
    )

    fewer = {passage.id for passage in list_passages(older, guide.places)}

    assert {passage.id for passage in list_passages(lead, guide.places)} - fewer == {
        "posting/blanks",
        "need/lead",
        "need/not-yet",
    }


def test_a_handbook_is_remembered_for_its_guide_alone(guide: Guide) -> None:
    handbook = load_handbook("ai-tech-lead", guide)
    assert load_handbook("ai-tech-lead", replace(guide)) is handbook
    without = replace(guide, not_covered=guide.not_covered.model_copy(update={"subjects": ()}))
    typed = "visas and work permits"
    answers = [each.ask(typed) for each in (handbook, load_handbook("ai-tech-lead", without))]
    assert answers[0] == NotCovered(typed, typed) != answers[1]
