"""What `interview.yml` of a role says, as passages that a question can find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.guide.interview import list_anchors
from hiring.guide.passage import Passage, Topic, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.interview import Interview

OWN_PROBLEM = "interview/own-problem"
OWN_PROBLEM_TITLE = "Prepare a real problem of yours"


def list_interview(interview: Interview) -> Iterator[Passage]:
    """All that the file says. What it rests on is told of the whole, and not of each question."""
    stages = (
        f"{number}. *{stage.name}*, {stage.minutes} minutes: {stage.aim}"
        for number, stage in enumerate(interview.stages, start=1)
    )
    yield Passage(
        "interview/all",
        Topic.INTERVIEW,
        f"The interviews: {len(interview.stages)}, {interview.minutes} minutes together",
        join_lines(*stages),
        interview.asked_as.stages,
        source=interview.source,
    )
    if interview.why:
        yield Passage(
            "interview/why",
            Topic.INTERVIEW,
            "Why these interviews",
            interview.why,
            interview.asked_as.why,
            source=interview.source,
        )
    for number, stage in enumerate(interview.stages, start=1):
        covers = (f"• *{covered.name}:* {covered.text}" for covered in stage.covers)
        yield Passage(
            f"interview/stage/{stage.id}",
            Topic.INTERVIEW,
            f"Interview stage {number}: {stage.name}",
            join_lines(f"{stage.minutes} minutes. {stage.aim}", *covers, stage.ends_with or ""),
            (*stage.aliases, *stage.asked_as),
        )
        yield Passage(
            f"interview/questions/{stage.id}",
            Topic.INTERVIEW,
            f"Questions: {stage.name}",
            join_lines(*(f"• {question.ask}" for question in stage.questions)),
            stage.questions_asked_as,
        )
    yield Passage(
        "interview/attributes",
        Topic.INTERVIEW,
        "What interviewers rate",
        join_lines(
            *(f"• *{attribute.name}:* {attribute.yes}" for attribute in interview.attributes)
        ),
        interview.asked_as.attributes,
        source=interview.source,
    )
    for attribute in interview.attributes:
        yield Passage(
            f"interview/bar/{attribute.id}",
            Topic.INTERVIEW,
            f"The bar for {attribute.name}",
            join_lines(*(f"*{label}:* {text}" for label, text in list_anchors(attribute))),
            attribute.asked_as,
        )
    yield from _list_other_plans(interview)


def _list_other_plans(interview: Interview) -> Iterator[Passage]:
    for plan in interview.plans:
        held = " → ".join(each.name for each in interview.list_held(plan))
        yield Passage(
            f"interview/plan/{plan.id}",
            Topic.INTERVIEW,
            plan.name,
            join_lines(
                plan.text,
                f"_Interviews:_ {held}, {interview.minutes_of(plan)} minutes for the candidate.",
                f"_What you lose:_ {plan.loses}",
            ),
            (*plan.aliases, *plan.asked_as),
        )
    if sheet := interview.own_problem:
        steps = (f"{number}. {step}" for number, step in enumerate(sheet.steps, start=1))
        yield Passage(
            OWN_PROBLEM,
            Topic.INTERVIEW,
            OWN_PROBLEM_TITLE,
            join_lines(sheet.intro, *steps),
            (*sheet.aliases, *sheet.asked_as),
        )
