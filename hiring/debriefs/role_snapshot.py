"""Takes down a role's words when a debrief is opened, and finds them when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.role_text import (
    USUAL_TALK_MINUTES,
    AttributeText,
    QuestionText,
    RedFlagText,
    RoleText,
    SegmentText,
    StageText,
    read_id,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.debriefs.debrief import Debrief
    from hiring.guide.interview import Stage
    from hiring.guide.role import Role


def capture_role_text(role: Role) -> RoleText:
    """The words of a role as its content has them now."""
    interview = role.interview
    return RoleText(
        title=role.about.title,
        stages=tuple(map(_capture_stage, interview.stages if interview else ())),
        attributes=tuple(
            AttributeText(
                attribute.id,
                attribute.name,
                attribute.no,
                attribute.yes,
                attribute.strong_no or "",
                attribute.strong_yes or "",
            )
            for attribute in (interview.attributes if interview else ())
        ),
        red_flags=tuple(
            RedFlagText(flag.id, flag.name, flag.probe, flag.attribute or "")
            for flag in (role.red_flags.flags if role.red_flags else ())
        ),
        talk_minutes=interview.talk_minutes if interview else USUAL_TALK_MINUTES,
    )


def _capture_stage(stage: Stage) -> StageText:
    return StageText(
        id=stage.id,
        name=stage.name,
        short=stage.short,
        minutes=stage.minutes,
        due_same_day=stage.due_same_day,
        questions=tuple(
            QuestionText(
                question.ask,
                question.minutes,
                question.listen_for,
                question.follow_ups,
                question.attributes,
            )
            for question in stage.questions
        ),
        red_flags=stage.red_flags,
        aim=stage.aim,
        clock=tuple(SegmentText(segment.minutes, segment.what) for segment in stage.clock),
        ends_with=stage.ends_with or "",
        avoid=stage.avoid,
    )


def find_role_text(debrief: Debrief, roles: Mapping[str, Role]) -> RoleText:
    """The words that a debrief is read with: those it keeps.

    A debrief of an earlier version keeps none. It is read with the present content, or where that
    has the role no more, with its ids.
    """
    if debrief.role_text:
        return debrief.role_text
    role = roles.get(debrief.role)
    return capture_role_text(role) if role else RoleText(title=read_id(debrief.role))
