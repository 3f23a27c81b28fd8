"""Other processes than all interviews, and the sheet for preparing a real problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.interview.cards import describe_clock_plan
from blocks.interview.interviews import (
    build_shortened_note,
    build_show_button,
    build_source,
    format_duration,
)
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.sentences import take_first_sentence, take_sentences
from hiring.guide.interview import PlannedInterview
from hiring.guide.interview_passages import OWN_PROBLEM_TITLE
from hiring.guide.interview_query import AtPlan, OtherPlans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Block, Element, Message
    from hiring.guide.interview import Interview, InterviewPlan, OwnProblem, Stage

_FIRST_NUMBER = 50  # of the buttons, so that no stage has it
_ALL_PLANS = 49
_LONGEST = 420  # characters of a plan in the short answer: about ten lines on a phone


def build_other_plans_button(interviews: Interviews) -> list[Element]:
    """The button that shows all other plans, where the role has any."""
    shown = [OtherPlans()] if interviews.interview.plans else []
    return [build_show_button(interviews, plans, "Other plans", _ALL_PLANS) for plans in shown]


def build_plan_buttons(interviews: Interviews) -> list[Element]:
    """A button for each other plan."""
    return [
        build_show_button(interviews, AtPlan(plan), plan.name, number)
        for number, plan in enumerate(interviews.interview.plans, start=_FIRST_NUMBER)
    ]


def describe_other_plan(interviews: Interviews, plan: InterviewPlan) -> Mrkdwn:
    """A plan in two lines: what it takes, and what is lost."""
    return md(
        "*{name}*, {minutes} minutes. _What you lose:_ {loses}",
        name=plan.name,
        minutes=interviews.interview.minutes_of(plan),
        loses=plan.loses,
    )


def build_other_plan(
    interviews: Interviews, plan: InterviewPlan, end: Sequence[Block], *, detailed: bool
) -> Message:
    """What is held, how long it takes, and what is lost; if `detailed`, with clock and questions.

    Where a team's clocks and questions are too long for a message, they are left to the kit.
    """
    if not detailed:
        text = take_sentences(plan.text, _LONGEST)
        return _build_plan_message(interviews, plan, {"plan": md("{text}", text=text)}, end)
    last = [build_source(interviews), *end]
    texts = {"plan": md("{text}", text=plan.text)}
    held = {
        f"held.{number}": _describe_held(interviews, each)
        for number, each in enumerate(interviews.interview.list_held(plan), start=1)
    }
    try:
        return _build_plan_message(interviews, plan, texts | held, last)
    except kit.BlockError:
        return _build_plan_message(interviews, plan, texts, [build_shortened_note(), *last])


def _build_plan_message(
    interviews: Interviews,
    plan: InterviewPlan,
    texts: Mapping[str, Mrkdwn],
    end: Sequence[Block],
) -> Message:
    minutes = interviews.interview.minutes_of(plan)
    hours = f" ({format_duration(minutes)})" if minutes > 60 else ""  # noqa: PLR2004 - an hour
    title = f"{interviews.role.about.title}: {plan.name}, {minutes} minutes{hours}"
    loses = md("*What you lose.* {loses}", loses=plan.loses)
    return kit.message(
        join([escape(title), texts["plan"], loses]),
        [
            kit.header(title, "interview.title"),
            *kit.named_paragraphs({**texts, "loses": loses}.items(), "interview"),
            *end,
        ],
    )


def _describe_held(interviews: Interviews, held: Stage | PlannedInterview) -> Mrkdwn:
    """One interview of a plan: as in the full process, or with its own clock and questions."""
    interview = interviews.interview
    head = md("*{name}*, {minutes} minutes", name=held.name, minutes=held.minutes)
    if not isinstance(held, PlannedInterview):
        return join([head, Mrkdwn(", as in the full process")], "")
    return join(
        [
            head,
            *describe_clock_plan(held),
            *(
                md("{n}. {ask} _{m} min_", n=number, ask=question.ask, m=question.minutes)
                for number, (_, question) in enumerate(interview.list_questions(held), start=1)
            ),
            md("_Scorecards:_ {names}", names=format_scorecards(interview, held)),
        ]
    )


def format_scorecards(interview: Interview, held: PlannedInterview) -> str:
    """The scorecards of a plan's interview, such as "1 Technical screen, 2 Architecture"."""
    return ", ".join(
        f"{interview.number_of(stage)} {stage.name}" for stage in interview.stages_of(held)
    )


def build_other_plans(interviews: Interviews, end: Sequence[Block], *, detailed: bool) -> Message:
    """What each other plan takes and loses; if `detailed`, also how it goes."""
    title = f"{interviews.role.about.title}: other plans than all interviews"
    texts = [
        join(
            [
                describe_other_plan(interviews, plan),
                md("{text}", text=plan.text) if detailed else Mrkdwn(),
            ]
        )
        for plan in interviews.interview.plans
    ]
    return kit.message(
        join([escape(title), *texts]),
        [
            kit.header(title, "interview.title"),
            *kit.named_paragraphs(enumerate(texts), "interview.plan"),
            *([build_source(interviews)] if detailed else []),
            *end,
        ],
    )


def build_sheet(
    interviews: Interviews, sheet: OwnProblem, end: Sequence[Block], *, detailed: bool
) -> Message:
    """How to prepare the problem; if `detailed`, in full and with the worked example.

    Of a team's own example, as much is shown as fits.
    """
    title = f"{interviews.role.about.title}: {OWN_PROBLEM_TITLE[0].lower()}{OWN_PROBLEM_TITLE[1:]}"
    take = str if detailed else take_first_sentence
    steps = [
        md("{n}. {step}", n=number, step=take(step)) for number, step in enumerate(sheet.steps, 1)
    ]
    texts = [md("{intro}", intro=take(sheet.intro)), join(steps)]
    if detailed:
        example = sheet.example
        texts += [
            md("*Worked example: {name}*", name=example.name),
            *(md("*{name}.* {text}", name=part.name, text=part.text) for part in example.parts),
        ]
    last = [*([build_source(interviews)] if detailed else []), *end]
    note = build_shortened_note()
    for shown in range(len(texts), 2, -1):
        try:
            return _build_sheet_message(
                title, texts[:shown], last if shown == len(texts) else [note, *last]
            )
        except kit.BlockError:
            continue
    return _build_sheet_message(title, texts[:2], last)


def _build_sheet_message(title: str, texts: Sequence[Mrkdwn], end: Sequence[Block]) -> Message:
    return kit.message(
        join([escape(title), *texts[:2]]),
        [
            kit.header(title[:150], "interview.title"),
            *kit.named_paragraphs(enumerate(texts), "interview.sheet"),
            *end,
        ],
    )
