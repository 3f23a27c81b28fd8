"""A debrief is read with the words that it was opened with."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs import codec
from hiring.debriefs.role_snapshot import capture_role_text, find_role_text
from hiring.debriefs.role_text import RoleText
from hiring.debriefs.scorecard import Rating
from hiring.guide.interview import Interview
from tests.hiring.debriefs.world import opened

if TYPE_CHECKING:
    from hiring.guide.role import Guide

KEPT = RoleText("Title at opening")
FORMER_VERSION = 4
"""Of the format, before there were cards and four anchors."""


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
        for question, written in zip(stage.questions, stored.questions, strict=True):
            first, *others = written.splitlines()
            assert first == f"{question.ask} ({question.minutes} min)"
            ends = stage.ends_with if question is stage.questions[-1] else None
            expected = [*question.follow_ups, *([f"At the end: {ends}"] if ends else [])]
            assert [other.strip(" •") for other in others] == expected
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


def test_plain_attributes_and_questions_are_kept_as_they_were_before_there_were_cards(
    guide: Guide,
) -> None:
    role = guide.roles["general"]
    assert role.interview
    values = role.interview.model_dump()
    for attribute in values["attributes"]:
        del attribute["strong_no"], attribute["strong_yes"]
    for question in values["stages"][0]["questions"]:
        del question["follow_ups"], question["minutes"]
    interview = Interview.model_validate(values)
    text = capture_role_text(replace(role, interview=interview))

    first = interview.attributes[0]
    assert (text.attributes[0].no, text.attributes[0].yes) == (first.no, first.yes)
    assert text.attributes[0].list_anchors() == [(Rating.NO, first.no), (Rating.YES, first.yes)]
    assert text.stages[0].questions == tuple(each.ask for each in interview.stages[0].questions)


def test_the_four_anchors_go_through_the_store_in_the_format_that_the_former_version_reads(
    guide: Guide,
) -> None:
    """The version and the fields are the former ones; what is new is text in them."""
    role = guide.roles["ai-tech-lead"]
    text = capture_role_text(role)
    stored = json.loads(codec.dump(replace(opened(), role_text=text)))
    words = stored["debrief"]["role_text"]

    assert stored["version"] == FORMER_VERSION
    assert {*words["attributes"][0]} == {"id", "name", "no", "yes"}
    assert {*words["stages"][0]} == {
        *("id", "name", "short", "minutes", "due_same_day", "questions", "red_flags")
    }
    assert codec.load(json.dumps(stored).encode()).role_text == text


def test_a_role_without_interviews_and_red_flags_has_a_title(guide: Guide) -> None:
    role = replace(guide.roles["ai-tech-lead"], interview=None, red_flags=None)
    assert capture_role_text(role) == RoleText(role.about.title)
