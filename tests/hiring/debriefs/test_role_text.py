"""A debrief is read with the words that it was opened with."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hiring.debriefs import codec
from hiring.debriefs.role_snapshot import capture_role_text, find_role_text
from hiring.debriefs.role_text import QuestionText, RoleText
from hiring.debriefs.scorecard import Rating
from hiring.guide.interview import Interview
from tests.hiring.debriefs.world import opened

if TYPE_CHECKING:
    from hiring.guide.role import Guide

KEPT = RoleText("Title at opening")


def test_the_words_at_opening_go_before_the_present_content(guide: Guide) -> None:
    debrief = replace(opened(), role_text=KEPT)
    assert find_role_text(debrief, guide.roles) == KEPT
    assert find_role_text(codec.load(codec.dump(debrief)), {}) == KEPT


def test_a_debrief_that_keeps_no_words_is_read_with_the_present_content(guide: Guide) -> None:
    debrief = opened()
    assert debrief.role_text is None
    role = guide.roles[debrief.role]
    assert find_role_text(debrief, guide.roles) == capture_role_text(role)


def test_without_words_and_without_a_role_its_id_is_read() -> None:
    assert find_role_text(opened(), {}) == RoleText("Ai tech lead")


def test_every_name_that_a_scorecard_shows_is_kept(guide: Guide) -> None:
    role = guide.roles["ai-tech-lead"]
    assert role.interview
    assert role.red_flags
    text = capture_role_text(role)

    assert text.title == role.about.title
    assert [(stage.id, stage.name, stage.short) for stage in text.stages] == [
        (stage.id, stage.name, stage.short) for stage in role.interview.stages
    ]
    for stage, stored in zip(role.interview.stages, text.stages, strict=True):
        assert [(each.ask, each.minutes, each.follow_ups) for each in stored.questions] == [
            (each.ask, each.minutes, each.follow_ups) for each in stage.questions
        ]
        assert [each.listen_for for each in stored.questions] == [
            each.listen_for for each in stage.questions
        ]
        assert (stored.ends_with, stored.aim) == (stage.ends_with or "", stage.aim)
        assert sum(segment.minutes for segment in stored.clock) == stored.minutes
    assert [(each.id, each.name) for each in text.attributes] == [
        (each.id, each.name) for each in role.interview.attributes
    ]
    assert [each.list_anchors() for each in text.attributes] == [
        [
            (Rating.DEFINITELY_NO, each.strong_no),
            (Rating.NO, each.no),
            (Rating.YES, each.yes),
            (Rating.STRONG_YES, each.strong_yes),
        ]
        for each in role.interview.attributes
    ]
    assert [(flag.id, flag.name) for flag in text.red_flags] == [
        (flag.id, flag.name) for flag in role.red_flags.flags
    ]


def test_a_role_without_strong_anchors_is_read_by_the_two_that_it_has(guide: Guide) -> None:
    role = guide.roles["general"]
    assert role.interview
    values = role.interview.model_dump()
    for attribute in values["attributes"]:
        del attribute["strong_no"], attribute["strong_yes"]
    interview = Interview.model_validate(values)
    text = capture_role_text(replace(role, interview=interview))

    first = interview.attributes[0]
    assert text.attributes[0].list_anchors() == [(Rating.NO, first.no), (Rating.YES, first.yes)]


def test_words_that_version_4_held_as_text_are_read_as_data() -> None:
    """Follow-ups, minutes, what a stage ends with and the strong anchors were lines of text."""
    stage = {
        "id": "screen",
        "name": "Screen",
        "short": "Screen",
        "minutes": 45,
        "due_same_day": False,
        "red_flags": [],
        "questions": [
            "What did you build? (10 min)\n    • Who used it?\n    • What broke?",
            "Why (a guess)?",
            "And then?\nTwo lines.\nAt the end: Would you work with them?",
        ],
    }
    attribute = {
        "id": "design",
        "name": "Design",
        "no": "One way.\nStrong no: None.",
        "yes": "Two ways.\nStrong yes: And when.",
    }
    stored = json.loads(codec.dump(opened()))["debrief"]
    words = {
        "title": "Lead",
        "stages": [stage],
        "attributes": [attribute],
        "red_flags": [{"id": "ego", "name": "Ego"}],
    }
    text = codec.load(write_version_4(stored, words)).role_text

    assert text
    assert text.stages[0].questions == (
        QuestionText("What did you build?", 10, "", ("Who used it?", "What broke?")),
        QuestionText("Why (a guess)?"),
        QuestionText("And then?\nTwo lines."),
    )
    assert text.stages[0].ends_with == "Would you work with them?"
    assert [anchor for _, anchor in text.attributes[0].list_anchors()] == [
        "None.",
        "One way.",
        "Two ways.",
        "And when.",
    ]


def write_version_4(debrief: dict[str, Any], role_text: dict[str, Any]) -> bytes:
    """A debrief that nobody has filed for as version 4 wrote it."""
    for name in ("reveal_requests", "dissents", "candidate_tasks"):
        del debrief[name]
    for plan in debrief["stages"]:
        del plan["minutes"]
    for seat in debrief["seats"]:
        for name in ("ends_at", "more_time_at", "rated", "offers"):
            del seat[name]
    return json.dumps({"version": 4, "debrief": debrief | {"role_text": role_text}}).encode()


def test_a_role_without_interviews_and_red_flags_has_a_title(guide: Guide) -> None:
    role = replace(guide.roles["ai-tech-lead"], interview=None, red_flags=None)
    assert capture_role_text(role) == RoleText(role.about.title)
