"""A debrief is read with the words that it was opened with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs import codec
from hiring.debriefs.role_snapshot import capture_role_text, find_role_text
from hiring.debriefs.role_text import RoleText
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
    assert [stage.questions for stage in text.stages] == [
        tuple(question.ask for question in stage.questions) for stage in role.interview.stages
    ]
    assert [(each.id, each.name, each.no, each.yes) for each in text.attributes] == [
        (each.id, each.name, each.no, each.yes) for each in role.interview.attributes
    ]
    assert [(flag.id, flag.name) for flag in text.red_flags] == [
        (flag.id, flag.name) for flag in role.red_flags.flags
    ]


def test_a_role_without_interviews_and_red_flags_has_a_title(guide: Guide) -> None:
    role = replace(guide.roles["ai-tech-lead"], interview=None, red_flags=None)
    assert capture_role_text(role) == RoleText(role.about.title)
