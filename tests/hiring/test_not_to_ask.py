"""Questions that may not be asked: where content holds them, and what is known of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hiring.guide import content
from hiring.guide.may_ask import MayAsk, MayAskReader, NamedPlace
from hiring.guide.not_to_ask import NotToAsk, find_forbidden_questions
from hiring.language.clauses import read_clauses
from tests.guides import load_sample_guide
from tests.hiring.conftest import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiring.guide.role import Guide

FORBIDDEN = [
    "how old are you",
    "are you married",
    "do you have any children",
    "are you pregnant",
    "which church do you go to",
    "where were you born",
    "what is your current salary",
    "do you have a criminal record",
    "how many sick days did you take last year",
    "are you a member of a trade union",
]


def check_overlay(folder: Path, name: str, text: str) -> list[str]:
    """What the check says of a team's own file laid over the sample content."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [
        str(problem).removeprefix(f"{folder}/") for problem in content.check(CONTENT, own=folder)
    ]


QUESTIONS = """stages:
  screen:
    questions:
      - ask: {ask}
        listen_for: {listen_for}
        follow_ups: ["{follow_up}"]
    avoid: ["{avoid}"]
"""
HARMLESS = {
    "ask": "How do you evaluate a model?",
    "listen_for": "A number.",
    "follow_up": "What did it cost?",
    "avoid": "Do you have kids?",
}


@pytest.mark.parametrize(
    ("field", "line", "text"),
    [
        ("ask", 4, "Do you have children?"),
        ("listen_for", 5, "Find out whether she is married."),
        ("follow_up", 6, "And how old are you?"),
    ],
)
def test_a_forbidden_question_in_an_overlay_is_named_with_its_line_the_reason_and_another(
    tmp_path: Path, field: str, line: int, text: str
) -> None:
    overlay = QUESTIONS.format(**{**HARMLESS, field: text})
    problems = check_overlay(tmp_path, "roles/ai-tech-lead/interview.yml", overlay)
    own = [problem for problem in problems if "may not be asked" in problem]
    assert len(own) == 1
    assert own[0].startswith(f"roles/ai-tech-lead/interview.yml, line {line}: “{text}” asks")
    assert "No. Don't ask" in own[0]
    assert "Ask instead: " in own[0]


def test_what_not_to_ask_may_be_written_down(tmp_path: Path) -> None:
    overlay = QUESTIONS.format(**{**HARMLESS, "listen_for": "Never ask how old they are."})
    problems = check_overlay(tmp_path, "roles/ai-tech-lead/interview.yml", overlay)
    assert not [problem for problem in problems if "may not be asked" in problem]


def test_what_people_ask_the_guide_is_no_question_to_a_candidate(tmp_path: Path) -> None:
    overlay = (
        "questions:\n  kids:\n    question: Do you have kids?\n    asked_as: [are you married]\n"
        "    answer: That is no question for an interview.\n"
    )
    problems = check_overlay(tmp_path, "roles/ai-tech-lead/questions.yml", overlay)
    assert not [problem for problem in problems if "may not be asked" in problem]


def test_a_posting_that_asks_it_is_named_with_its_line(tmp_path: Path) -> None:
    template = (CONTENT / "roles/ai-tech-lead/posting.md.jinja").read_text(encoding="utf-8")
    lines = [*template.splitlines(), "", "Tell us your current salary."]
    problems = check_overlay(tmp_path, "roles/ai-tech-lead/posting.md.jinja", "\n".join(lines))
    named = f"roles/ai-tech-lead/posting.md.jinja, line {len(lines)}: “Tell us your current"
    assert any(problem.startswith(named) for problem in problems)


def test_a_start_goes_on_with_such_a_question_and_says_it(tmp_path: Path) -> None:
    """Words around it may mean something else, and nobody may be locked out for that."""
    overlay = QUESTIONS.format(**{**HARMLESS, "ask": "Are you married?"})
    check_overlay(tmp_path, "roles/ai-tech-lead/interview.yml", overlay)
    guide = content.load(CONTENT, own=tmp_path)
    assert any("“Are you married?”" in doubt for doubt in guide.doubts)


def test_a_team_can_forbid_more(tmp_path: Path) -> None:
    (tmp_path / "not-to-ask.yml").write_text(
        "subjects:\n  pets:\n    name: Pets\n    answer: No.\n    why: They are private.\n"
        "    instead: [Nothing.]\n    asks: ['{have you} (dog|cat)']\n",
        encoding="utf-8",
    )
    overlay = QUESTIONS.format(**{**HARMLESS, "ask": "Do you have a dog?"})
    problems = check_overlay(tmp_path, "roles/ai-tech-lead/interview.yml", overlay)
    assert any("“Do you have a dog?”" in problem for problem in problems)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("places: {us-ca: {within: atlantis}}", "“atlantis” is not the id of a place"),
        (
            "subjects: {age: {places: {mars: {text: No., source: eeoc-letter}}}}",
            "“mars” is not the id of a place",
        ),
        ("subjects: {age: {places: {us: {source: nobody}}}}", "“nobody” is not the id of a source"),
        ("subjects: {age: {asks: ['{are they} old']}}", "“{are they}” is not known"),
        ("subjects: {age: {asks: ['(old']}}", "check its brackets"),
        ("subjects: {age: {asks: ['old & tired']}}", "“&” is no word"),
        ("subjects: {age: {asks: ['how (old|any)']}}", "a choice in (…) is left empty"),
    ],
)
def test_rules_that_cannot_be_used_are_named(tmp_path: Path, text: str, says: str) -> None:
    problems = check_overlay(tmp_path, "not-to-ask.yml", text)
    assert len(problems) == 1
    assert says in problems[0]


@settings(deadline=None)  # the first example loads the content
@given(
    st.sampled_from(FORBIDDEN),
    st.sampled_from(
        ["", "And ", "So, ", "Could you tell us: ", "Before we go on, ", "By the way, "]
    ),
    st.sampled_from(["?", "", "??", "? Thanks.", ", if I may ask?"]),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_politeness_does_not_hide_a_question(
    question: str, before: str, after: str, write: Callable[[str], str]
) -> None:
    guide = load_sample_guide()
    assert find_forbidden_questions(write(f"{before}{question}{after}"), guide.not_to_ask)


@settings(deadline=None)  # the first example loads the content
@given(
    st.sampled_from(FORBIDDEN),
    st.sampled_from(["Never ask “{}”", "Don't ask {}", "Avoid questions like “{}”"]),
)
def test_who_says_not_to_ask_asks_nothing(question: str, around: str) -> None:
    guide = load_sample_guide()
    assert not find_forbidden_questions(around.format(question), guide.not_to_ask)


@settings(deadline=None)  # the first example loads the content
@given(st.text(max_size=700))
def test_any_text_can_be_read(text: str) -> None:
    guide = load_sample_guide()
    find_forbidden_questions(text, guide.not_to_ask)
    MayAskReader(guide.not_to_ask, guide.places.gazetteer).read(text)


def test_the_rules_of_a_place_come_before_those_of_the_wider_one(guide: Guide) -> None:
    rules = guide.not_to_ask
    subject, place = rules.subjects_by_id["age"], rules.places_by_id["us-ca"]
    assert [wider.id for wider, _ in rules.list_rules(subject, place)] == ["us-ca", "us"]


def test_two_places_that_lie_in_each_other_end(guide: Guide) -> None:
    rules = guide.not_to_ask
    circle = [
        place.model_copy(update={"within": {"us": "us-ca"}.get(place.id, place.within)})
        for place in rules.places
    ]
    around = rules.model_copy(update={"places": tuple(circle)})
    subject, place = around.subjects_by_id["age"], around.places_by_id["us-ca"]
    assert len(around.list_rules(subject, place)) == 2


def test_what_a_button_carries_is_read_again(guide: Guide) -> None:
    reader = MayAskReader(guide.not_to_ask, guide.places.gazetteer)
    rules = guide.not_to_ask
    for query in (
        MayAsk(),
        MayAsk((rules.subjects[0],)),
        MayAsk((), NamedPlace(rules.places[0])),
        MayAsk((rules.subjects[0],), NamedPlace(rules.places[1])),
        MayAsk((rules.subjects[1],), NamedPlace(rules.places_by_id["us"], "Texas")),
        MayAsk((rules.subjects[1],), NamedPlace(None, "Japan"), is_told=True),
        MayAsk((rules.subjects[2],), is_allowed=True),
        MayAsk((), NamedPlace(rules.places[0]), is_slip=True),
    ):
        assert reader.read_id(query.id) == query
    assert reader.read_id("not-to-ask/gone/gone") == MayAsk()
    assert reader.read_id("time-to-hire") is None


def test_a_clause_keeps_the_words_as_they_were_written() -> None:
    clauses = list(read_clauses("Is the candidate's wife at work? \x00 They run."))
    assert [clause.typed for clause in clauses] == ["Is the candidate's wife at work?"]
    assert clauses[0].keys == ["be", "your", "wife", "at", "work", "?"]


def test_every_shipped_rule_has_a_source_with_an_address(guide: Guide) -> None:
    for subject in guide.not_to_ask.subjects:
        for rule in subject.places:
            assert rule.source
            assert all(guide.sources.get(source_id).address for source_id in rule.source)


def test_subjects_need_something_to_ask_instead() -> None:
    with pytest.raises(ValidationError, match="instead"):
        NotToAsk.model_validate(
            {
                "name": "n",
                "intro": "i",
                "note": "n",
                "volunteered": {"name": "v", "text": "t"},
                "places": [],
                "subjects": [
                    {"id": "a", "name": "A", "answer": "No.", "why": "So.", "instead": []}
                ],
            }
        )
