"""All interviews, and what is shown of each query. Stages and other plans are in other files."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks import kit
from blocks.command_help import build_command_help
from blocks.debriefs.lists import build_open_button
from blocks.handbook.not_to_ask import build_may_ask
from blocks.interview.interviews import (
    COMMAND,
    build_prepare_buttons,
    build_show_button,
    build_source,
    format_duration,
)
from blocks.interview.no_stage import ALL, build_choice, build_no_stage, build_stage_menu
from blocks.interview.other_plans import (
    build_other_plan,
    build_other_plans,
    build_other_plans_button,
    build_plan_buttons,
    build_sheet,
    describe_other_plan,
)
from blocks.interview.stage import build_stage, build_stage_actions, build_stage_kit
from blocks.mrkdwn import Mrkdwn, escape, join, md, quote
from blocks.sentences import take_first_sentence
from blocks.sources import build_shared_by
from hiring.guide.interview_query import (
    AtPlan,
    AtSheet,
    AtStage,
    HelpRequest,
    InGuide,
    NearStages,
    NoStage,
    OtherJob,
    OtherPlans,
    Plan,
)
from hiring.guide.may_ask import MayAsk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Block, Cell, Element, Message
    from hiring.guide.interview_query import InterviewQuery, Other, Shown


def build_answer(
    interviews: Interviews, query: InterviewQuery, *, detailed: bool = False
) -> Message:
    """What the person who asked reads; if `detailed`, all that the role's folder says."""
    match query:
        case Plan() | AtStage() | AtPlan() | OtherPlans() | AtSheet():
            end = _build_buttons(interviews, query, detailed=detailed)
            return _build_shown(interviews, query, end, detailed=detailed)
        case HelpRequest():
            buttons = [*build_stage_menu(interviews), *build_other_plans_button(interviews)]
            return build_command_help(COMMAND, interviews.help, buttons)
        case NearStages():
            return _build_did_you_mean(interviews, query)
        case InGuide() | OtherJob() | NoStage():
            return build_no_stage(interviews, query)
        case MayAsk():
            return build_may_ask(interviews, query, detailed=detailed)
        case _:
            assert_never(query)


def build_shared_answer(
    interviews: Interviews, query: Shown, user: str, *, detailed: bool = False
) -> Message:
    """What the channel reads when `user` shares what is shown."""
    return _build_shown(interviews, query, [build_shared_by(user, COMMAND)], detailed=detailed)


def build_kit(interviews: Interviews, query: Shown) -> list[Message]:
    """What the direct message with the kit says, bars included; the file comes after it."""
    if isinstance(query, AtStage):
        return build_stage_kit(interviews, query.stage)
    return [_build_shown(interviews, query, [], detailed=True)]


def _build_shown(
    interviews: Interviews, query: Shown, end: Sequence[Block], *, detailed: bool
) -> Message:
    match query:
        case Plan():
            return build_plan(interviews, end, detailed=detailed)
        case AtStage(stage=stage):
            return build_stage(interviews, stage, end, detailed=detailed)
        case AtPlan(plan=plan):
            return build_other_plan(interviews, plan, end, detailed=detailed)
        case OtherPlans():
            return build_other_plans(interviews, end, detailed=detailed)
        case AtSheet(sheet=sheet):
            return build_sheet(interviews, sheet, end, detailed=detailed)
        case _:
            assert_never(query)


def _build_buttons(interviews: Interviews, query: Shown, *, detailed: bool) -> list[Block]:
    match query:
        case Plan():
            return _build_plan_rows(interviews, detailed=detailed)
        case AtStage(stage=stage):
            return build_stage_actions(interviews, stage, detailed=detailed)
        case AtPlan(plan=plan):
            menu = build_stage_menu(interviews, interviews.interview.stages_of(plan))
            opens = [build_open_button(interviews.role.id)]
            return _build_rows(interviews, query, menu, opens, detailed=detailed)
        case OtherPlans():
            menu = build_plan_buttons(interviews)
            return _build_rows(interviews, query, menu, detailed=detailed)
        case AtSheet():
            return _build_rows(interviews, query, [], detailed=detailed)
        case _:
            assert_never(query)


def build_plan(interviews: Interviews, end: Sequence[Block], *, detailed: bool) -> Message:
    """All stages with their minutes and aims; if `detailed`, a table, the reason, other plans."""
    title = _describe_plan(interviews)
    lines = [
        md(
            "*{number} {name}*, {minutes} minutes\n{aim}",
            number=number,
            name=stage.name,
            minutes=stage.minutes,
            aim=stage.aim if detailed else take_first_sentence(stage.aim),
        )
        for number, stage in enumerate(interviews.interview.stages, start=1)
    ]
    why = interviews.interview.why if detailed else None
    reason = md("*Why these interviews.* {why}", why=why) if why else Mrkdwn()
    plans = interviews.interview.plans if detailed else ()
    others = join(
        [
            *([Mrkdwn("*Other plans*")] if plans else []),
            *(describe_other_plan(interviews, plan) for plan in plans),
        ]
    )
    return kit.message(
        join([escape(title), *lines, reason]),
        [
            kit.header(title, "interview.title"),
            *(
                _build_stage_table(interviews)
                if detailed and interviews.native
                else kit.paragraphs(join(lines), "interview.stages")
            ),
            *kit.paragraphs(reason, "interview.why"),
            *kit.paragraphs(others, "interview.plans"),
            *([build_source(interviews)] if detailed else []),
            *end,
        ],
    )


def _describe_plan(interviews: Interviews) -> str:
    """The answer in a sentence, such as "AI Tech Lead: 4 interviews, 240 minutes (4 hours)"."""
    interview = interviews.interview
    count = len(interview.stages)
    hours = f" ({format_duration(interview.minutes)})" if interview.minutes >= 60 else ""  # noqa: PLR2004 - an hour
    return (
        f"{interviews.role.about.title}: {count} interview{'s' if count > 1 else ''}, "
        f"{interview.minutes} minutes{hours}"
    )


def _build_stage_table(interviews: Interviews) -> list[Block]:
    rows: list[list[Cell]] = [
        [f"{number} {stage.name}", (stage.minutes, str(stage.minutes)), stage.aim]
        for number, stage in enumerate(interviews.interview.stages, start=1)
    ]
    head = ("Interview", "Minutes", "Aim")
    return [kit.table("The interviews", head, rows, "interview.table", native=True)]


def _build_did_you_mean(interviews: Interviews, query: NearStages) -> Message:
    names = " or ".join(stage.name for stage in query.stages)
    text = md(
        "*Did you mean {names}?* You asked for {typed}.",
        names=names,
        typed=quote(query.typed),
    )
    buttons = [
        build_show_button(interviews, AtStage(stage), stage.name, number)
        for number, stage in enumerate(query.stages)
    ]
    return build_choice(text, buttons)


def _build_rows(
    interviews: Interviews,
    query: Other,
    menu: Sequence[Element],
    opens: Sequence[Element] = (),
    *,
    detailed: bool,
) -> list[Block]:
    end = [
        interviews.details_button(query, detailed=detailed),
        build_show_button(interviews, Plan(), ALL, 0),
        interviews.kit_button(query),
        interviews.share_button(query, detailed=detailed),
        *opens,
    ]
    rows = [(menu, "interview.stages.buttons"), (end, "interview.actions")]
    return [kit.actions(row, block_id) for row, block_id in rows if row]


def _build_plan_rows(interviews: Interviews, *, detailed: bool) -> list[Block]:
    menu = [*build_stage_menu(interviews), *build_other_plans_button(interviews)]
    prepare = build_prepare_buttons(interviews) if detailed else []
    return [
        kit.actions([*menu, *prepare], "interview.stages.buttons"),
        kit.actions(
            [
                interviews.details_button(Plan(), detailed=detailed),
                interviews.kit_button(Plan()),
                interviews.share_button(Plan(), detailed=detailed),
                build_open_button(interviews.role.id),
            ],
            "interview.actions",
        ),
    ]
