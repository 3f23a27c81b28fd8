"""The plan, one stage in full, and what to say if a stage was not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks import kit
from blocks.command_help import build_command_help
from blocks.debriefs.lists import build_open_button
from blocks.interview.interviews import COMMAND, build_show_button, format_duration
from blocks.mrkdwn import Mrkdwn, escape, join, md, quote
from blocks.sources import build_guide_source, build_shared_by
from hiring.guide.interview_query import AtStage, HelpRequest, NearStages, NoStage, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Block, Element, Message
    from hiring.guide.interview import Stage
    from hiring.guide.interview_query import InterviewQuery

FILE = "interview.yml"


def build_answer(
    interviews: Interviews,
    query: InterviewQuery,
    *,
    detailed: bool = False,  # noqa: ARG001
) -> Message:
    """What the person who asked reads."""
    match query:
        case Plan():
            return build_plan(interviews, _build_plan_buttons(interviews))
        case AtStage(stage=stage):
            return build_stage(interviews, stage, [_build_stage_actions(interviews, stage)])
        case HelpRequest():
            return build_command_help(COMMAND, interviews.help, _build_stage_menu(interviews))
        case NearStages():
            return _build_did_you_mean(interviews, query)
        case NoStage():
            text = md(
                "*{title} has no interview called {typed}.* It has these:",
                title=interviews.role.about.title,
                typed=quote(query.typed),
            )
            return _build_choice(text, _build_stage_menu(interviews))
        case _:
            assert_never(query)


def build_shared_answer(
    interviews: Interviews,
    query: InterviewQuery,
    user: str,
    *,
    detailed: bool = False,  # noqa: ARG001
) -> Message | None:
    """What the channel reads when `user` shares it; None if there is nothing to share."""
    end = [build_shared_by(user, COMMAND)]
    match query:
        case Plan():
            return build_plan(interviews, end)
        case AtStage(stage=stage):
            return build_stage(interviews, stage, end)
        case _:
            return None


def build_kit(interviews: Interviews, query: InterviewQuery) -> Message | None:
    """What the direct message with the kit says, bars included; the file comes after it."""
    match query:
        case Plan():
            return build_plan(interviews, [])
        case AtStage(stage=stage):
            return build_stage(interviews, stage, _build_bars(interviews, stage))
        case _:
            return None


def build_plan(interviews: Interviews, end: Sequence[Block]) -> Message:
    """All stages with their minutes and aims, and why they are as they are."""
    interview = interviews.interview
    count = len(interview.stages)
    title = f"{interviews.role.about.title}: {count} interview{'s' if count > 1 else ''}"
    total = md(
        "*{minutes} minutes in total*{hours}.",
        minutes=interview.minutes,
        hours=f" ({format_duration(interview.minutes)})" if interview.minutes >= 60 else "",  # noqa: PLR2004 - an hour
    )
    lines = [
        md(
            "*{number} {name}*, {minutes} minutes\n{aim}",
            number=number,
            name=stage.name,
            minutes=stage.minutes,
            aim=stage.aim,
        )
        for number, stage in enumerate(interview.stages, start=1)
    ]
    why = md("*Why these interviews.* {why}", why=interview.why) if interview.why else None
    return kit.message(
        join([escape(title), total, *lines, *([why] if why else [])]),
        [
            kit.header(title, "interview.title"),
            kit.section(total, "interview.total"),
            *_build_stage_list(interviews, lines),
            *([kit.section(why, "interview.why")] if why else []),
            build_guide_source(interviews.role),
            *end,
        ],
    )


def build_stage(interviews: Interviews, stage: Stage, end: Sequence[Block]) -> Message:
    """What to ask, what to listen for, what to probe, and how the minutes go."""
    number = interviews.interview.number_of(stage)
    title = f"{number} {stage.name}, {stage.minutes} minutes"
    covers = join(
        [
            md("*{word}*", word=stage.covers_as),
            *(md("• _{name}:_ {text}", name=topic.name, text=topic.text) for topic in stage.covers),
        ]
    )
    questions = [
        md(
            "*{n}.* {ask}\n_Listen for:_ {listen_for}",
            n=n,
            ask=question.ask,
            listen_for=question.listen_for,
        )
        for n, question in enumerate(stage.questions, start=1)
    ]
    flags = [
        md("• _{name}._ {probe}", name=flag.name, probe=flag.probe)
        for flag in interviews.flags(stage)
    ]
    rated = ", ".join(attribute.name for attribute in interviews.interview.attributes_of(stage))
    texts = {
        "aim": md("{aim}", aim=stage.aim),
        "covers": covers,
        "questions": join([Mrkdwn("*Questions*"), *questions]),
        "red_flags": join([Mrkdwn("*Red flags to probe*"), *flags]) if flags else Mrkdwn(),
        "clock": join([Mrkdwn("*Clock plan*"), *_describe_clock_plan(stage)]),
        "rates": md("*Rate* {rated}.", rated=rated),
        "ends_with": md("*At the end* {text}", text=stage.ends_with)
        if stage.ends_with
        else Mrkdwn(),
    }
    text = join([escape(title), texts["aim"], *questions])
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(title),
        [
            kit.header(f"{interviews.role.about.title}: {title}", "interview.title"),
            *(
                block
                for name, part in texts.items()
                for block in kit.paragraphs(part, f"interview.{name}")
            ),
            build_guide_source(interviews.role),
            *end,
        ],
    )


def _describe_clock_plan(stage: Stage) -> list[Mrkdwn]:
    lines, start = [], 0
    for segment in stage.clock:
        end = start + segment.minutes
        lines.append(md("`{start:>2}–{end:<2}`  {what}", start=start, end=end, what=segment.what))
        start = end
    return lines


def _build_stage_list(interviews: Interviews, lines: Sequence[Mrkdwn]) -> list[Block]:
    """A chart and a table if Slack draws them; otherwise lines of text."""
    stages = interviews.interview.stages
    if not interviews.native:
        return kit.paragraphs(join(lines), "interview.stages")
    table = kit.table(
        "The interviews",
        ("Interview", "Minutes", "Aim"),
        [
            [f"{number} {stage.name}", (stage.minutes, str(stage.minutes)), stage.aim]
            for number, stage in enumerate(stages, start=1)
        ],
        "interview.table",
        native=True,
    )
    minutes = {stage.short: float(stage.minutes) for stage in stages}
    chart = kit.bar_chart(
        "Minutes of each interview", {"Minutes": minutes}, "interview.chart", y_label="Minutes"
    )
    return [chart, table] if len(stages) > 1 else [table]


def _build_bars(interviews: Interviews, stage: Stage) -> list[Block]:
    """What "no" and "yes" look like for each attribute that the stage rates."""
    bars = join(
        md(
            "*{name}*\n_No:_ {no}\n_Yes:_ {yes}",
            name=attribute.name,
            no=attribute.no,
            yes=attribute.yes,
        )
        for attribute in interviews.interview.attributes_of(stage)
    )
    return kit.paragraphs(join([Mrkdwn("*The bar*"), bars]), "interview.bars")


def _build_did_you_mean(interviews: Interviews, query: NearStages) -> Message:
    names = " or ".join(stage.name for stage in query.stages)
    text = md(
        "I don't know an interview called {typed}. *Did you mean {names}?*",
        typed=quote(query.typed),
        names=names,
    )
    buttons = [
        build_show_button(interviews, stage, stage.name, number)
        for number, stage in enumerate(query.stages)
    ]
    return _build_choice(text, buttons)


def _build_choice(text: Mrkdwn, buttons: Sequence[Element]) -> Message:
    return kit.message(
        text, [kit.section(text, "interview.hint"), kit.actions(buttons, "interview.actions")]
    )


def _build_stage_menu(interviews: Interviews) -> list[Element]:
    return [
        build_show_button(interviews, stage, f"{number} {stage.short}", number)
        for number, stage in enumerate(interviews.interview.stages, start=1)
    ]


def _build_plan_buttons(interviews: Interviews) -> list[Block]:
    return [
        kit.actions(_build_stage_menu(interviews), "interview.stages.buttons"),
        kit.actions(
            [
                interviews.kit_button(None),
                interviews.share_button(None),
                build_open_button(interviews.role.id),
                *interviews.role_picker(),
            ],
            "interview.actions",
        ),
    ]


def _build_stage_actions(interviews: Interviews, stage: Stage) -> Block:
    after = interviews.interview.stage_after(stage)
    following = [build_show_button(interviews, after, f"Next: {after.short}", 1)] if after else []
    return kit.actions(
        [
            *following,
            build_show_button(interviews, None, "All interviews", 0),
            interviews.kit_button(stage),
            interviews.share_button(stage),
        ],
        "interview.actions",
    )
