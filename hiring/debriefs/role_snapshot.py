"""Takes down a role's words when a debrief is opened, and finds them when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.role_text import (
    AttributeText,
    RedFlagText,
    RoleText,
    StageText,
    read_id,
    write_anchors,
)
from hiring.debriefs.scorecard import Rating

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiring.debriefs.debrief import Debrief
    from hiring.guide.interview import InterviewQuestion, Stage
    from hiring.guide.role import Role


def capture_role_text(role: Role) -> RoleText:
    """The words of a role as its content has them now."""
    interview = role.interview
    return RoleText(
        title=role.about.title,
        stages=tuple(
            StageText(
                stage.id,
                stage.name,
                stage.short,
                stage.minutes,
                stage.due_same_day,
                tuple(_write_questions(stage)),
                stage.red_flags,
            )
            for stage in (interview.stages if interview else ())
        ),
        attributes=tuple(
            AttributeText(
                attribute.id,
                attribute.name,
                write_anchors(attribute.no, attribute.strong_no, Rating.DEFINITELY_NO),
                write_anchors(attribute.yes, attribute.strong_yes, Rating.STRONG_YES),
            )
            for attribute in (interview.attributes if interview else ())
        ),
        red_flags=tuple(
            RedFlagText(flag.id, flag.name)
            for flag in (role.red_flags.flags if role.red_flags else ())
        ),
    )


def _write_questions(stage: Stage) -> Iterator[str]:
    """The questions; the last one with what interviewers answer for themselves at the end."""
    *others, last = map(_write_question, stage.questions)
    yield from others
    yield f"{last}\nAt the end: {stage.ends_with}" if stage.ends_with else last


def _write_question(question: InterviewQuestion) -> str:
    """What to ask, with its minutes, and the follow-ups in lines under it."""
    minutes = f" ({question.minutes} min)" if question.minutes else ""
    follow_ups = (f"    • {follow_up}" for follow_up in question.follow_ups)
    return "\n".join([f"{question.ask}{minutes}", *follow_ups])


def find_role_text(debrief: Debrief, roles: Mapping[str, Role]) -> RoleText:
    """The words that a debrief is read with: those it keeps.

    A debrief of an earlier version keeps none. It is read with the present content, or where that
    has the role no more, with its ids.
    """
    if debrief.role_text:
        return debrief.role_text
    role = roles.get(debrief.role)
    return capture_role_text(role) if role else RoleText(title=read_id(debrief.role))
