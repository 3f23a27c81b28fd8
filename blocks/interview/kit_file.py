"""The interview kit as a Markdown file, to print or to keep beside the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from hiring.guide.interview import ANCHOR_LABELS, PlannedInterview, list_anchors
from hiring.guide.interview_passages import OWN_PROBLEM_TITLE
from hiring.guide.interview_query import AtPlan, AtSheet, AtStage, OtherPlans, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from blocks.interview.interviews import Interviews
    from hiring.guide.interview import (
        Attribute,
        InterviewPlan,
        InterviewQuestion,
        OwnProblem,
        Stage,
    )
    from hiring.guide.interview_query import Shown


def make_filename(interviews: Interviews, shown: Shown) -> str:
    """Such as `ai-tech-lead-screen.md`."""
    match shown:
        case AtStage(stage=stage):
            name = stage.id
        case AtPlan(plan=plan):
            name = plan.id
        case AtSheet():
            name = "own-problem"
        case OtherPlans():
            name = "other-plans"
        case Plan():
            name = "interviews"
        case _:
            assert_never(shown)
    return f"{interviews.role.id}-{name}.md"


def write_markdown(interviews: Interviews, shown: Shown) -> str:
    """A stage; a plan with all its stages; the sheet; or everything.

    The sheet comes with the stages that ask for a problem.
    """
    interview = interviews.interview
    sheet = interview.own_problem
    lines = [f"# {interviews.role.about.title}: interview kit", ""]
    held: Sequence[Stage | PlannedInterview] = ()
    match shown:
        case Plan():
            lines += [interview.why, ""] if interview.why else []
            held = interview.stages
        case AtPlan(plan=plan):
            lines += _write_plan(interviews, plan)
            held = interview.list_held(plan)
        case AtStage(stage=stage):
            held = (stage,)
        case AtSheet() | OtherPlans():
            pass
        case _:
            assert_never(shown)
    for each in held:
        lines += _write_held(interviews, each)
    if isinstance(shown, Plan | OtherPlans) and interview.plans:
        lines += ["## Other plans", ""]
        for plan in interview.plans:
            lines += _write_plan(interviews, plan, level=3)
    needed = {stage.id for each in held for stage, _ in interview.list_questions(each)}
    if sheet and (isinstance(shown, AtSheet) or needed.intersection(sheet.stages)):
        lines += _write_sheet(sheet)
    return "\n".join(lines).rstrip() + "\n"


def _write_stage(interviews: Interviews, stage: Stage) -> Iterator[str]:
    yield f"## {interviews.interview.number_of(stage)} {stage.name}, {stage.minutes} minutes"
    yield from ("", stage.aim, "", f"### {stage.covers_as}", "")
    yield from (f"- **{topic.name}:** {topic.text}" for topic in stage.covers)
    yield ""
    yield from _write_course(interviews, stage)
    yield from _write_rest(interviews, stage)


def _write_held(interviews: Interviews, held: Stage | PlannedInterview) -> Iterator[str]:
    """An interview of a plan, then what each scorecard needs where it holds other stages."""
    if not isinstance(held, PlannedInterview):
        yield from _write_stage(interviews, held)
        return
    yield from (f"## {held.name}, {held.minutes} minutes", "")
    yield from _write_course(interviews, held)
    for stage in interviews.interview.stages_of(held):
        yield from (f"## Scorecard: {interviews.interview.number_of(stage)} {stage.name}", "")
        yield from _write_rest(interviews, stage)


def _write_course(interviews: Interviews, held: Stage | PlannedInterview) -> Iterator[str]:
    """The clock plan and the questions."""
    yield from ("### Clock plan", "", "| Minutes | What |", "|---|---|")
    start = 0
    for segment in held.clock:
        yield f"| {start}–{start + segment.minutes} | {_fit_cell(segment.what)} |"
        start += segment.minutes
    yield from ("", "### Questions", "")
    questions = interviews.interview.list_questions(held)
    for number, (stage, question) in enumerate(questions, start=1):
        yield from _write_question(interviews, stage, number, question)


def _write_rest(interviews: Interviews, stage: Stage) -> Iterator[str]:
    """What not to do, what to probe and what to rate."""
    if stage.avoid:
        yield from ("### What not to do", "", *(f"- {text}" for text in stage.avoid), "")
    if flags := interviews.list_flags(stage):
        yield from ("### Red flags to probe", "")
        yield from (f"- **{flag.name}.** {flag.text} {flag.probe}" for flag in flags)
        yield ""
    yield from ("### Rate, with evidence", "")
    yield from _write_bars(interviews.interview.attributes_of(stage))
    yield ""
    if stage.ends_with:
        yield from (f"**At the end:** {stage.ends_with}", "")


def _write_question(
    interviews: Interviews, stage: Stage, number: int, question: InterviewQuestion
) -> Iterator[str]:
    minutes = f" ({question.minutes} minutes)" if question.minutes else ""
    yield f"{number}. **{question.ask}**{minutes}"
    if question.why:
        yield f"   - Why: {question.why}"
    yield from (f"   - Follow up: {follow_up}" for follow_up in question.follow_ups)
    yield f"   - Listen for: {question.listen_for}"
    if question.anchors:
        anchors = list_anchors(question.anchors)
        yield from (f"   - {label}: {text}" for label, text in anchors)
    if evidence := interviews.interview.list_evidence(stage, question):
        yield f"   - Evidence on: {', '.join(attribute.name for attribute in evidence)}"
    yield ""


def _write_bars(attributes: Iterable[Attribute]) -> Iterator[str]:
    """A table with as many ratings as any of the attributes describes."""
    bars = [(attribute.name, dict(list_anchors(attribute))) for attribute in attributes]
    labels = [label for label in ANCHOR_LABELS.values() if any(label in bar for _, bar in bars)]
    yield f"| Attribute | {' | '.join(labels)} |"
    yield "|---" * (len(labels) + 1) + "|"
    for name, bar in bars:
        cells = (name, *(bar.get(label, "") for label in labels))
        yield f"| {' | '.join(map(_fit_cell, cells))} |"


def _write_plan(interviews: Interviews, plan: InterviewPlan, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} {plan.name}, {interviews.interview.minutes_of(plan)} minutes"
    yield from ("", plan.text, "")
    for held in interviews.interview.list_held(plan):
        yield f"- {held.name}, {held.minutes} minutes"
    yield from ("", f"**What you lose:** {plan.loses}", "")


def _write_sheet(sheet: OwnProblem) -> Iterator[str]:
    yield from (f"## {OWN_PROBLEM_TITLE}", "", sheet.intro, "")
    yield from (f"{number}. {step}" for number, step in enumerate(sheet.steps, start=1))
    yield from ("", f"### Worked example: {sheet.example.name}", "")
    for part in sheet.example.parts:
        yield from (f"**{part.name}.** {part.text}", "")


def _fit_cell(text: str) -> str:
    return text.replace("|", "/")
