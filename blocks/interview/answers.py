"""The plan, one stage in full, and what to say if a stage was not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks import kit
from blocks.command_help import build_command_help
from blocks.debriefs.lists import build_open_button
from blocks.interview.interviews import COMMAND, build_show_button, format_duration
from blocks.interview.no_stage import build_choice, build_no_stage, build_stage_menu
from blocks.mrkdwn import Mrkdwn, escape, join, md, quote
from blocks.sentences import take_first_sentence
from blocks.sources import build_guide_source, build_shared_by
from hiring.guide.interview_query import (
    AtStage,
    HelpRequest,
    InGuide,
    NearStages,
    NoStage,
    OtherJob,
    Plan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Block, Cell, Message
    from hiring.guide.interview import Stage
    from hiring.guide.interview_query import InterviewQuery


def build_answer(
    interviews: Interviews, query: InterviewQuery, *, detailed: bool = False
) -> Message:
    """What the person who asked reads; if `detailed`, all that the role's folder says."""
    match query:
        case Plan():
            end = _build_plan_buttons(interviews, detailed=detailed)
            return build_plan(interviews, end, detailed=detailed)
        case AtStage(stage=stage):
            end = [_build_stage_actions(interviews, stage, detailed=detailed)]
            return build_stage(interviews, stage, end, detailed=detailed)
        case HelpRequest():
            return build_command_help(COMMAND, interviews.help, build_stage_menu(interviews))
        case NearStages():
            return _build_did_you_mean(interviews, query)
        case InGuide() | OtherJob() | NoStage():
            return build_no_stage(interviews, query)
        case _:
            assert_never(query)


def build_shared_answer(
    interviews: Interviews, query: Plan | AtStage, user: str, *, detailed: bool = False
) -> Message:
    """What the channel reads when `user` shares the plan or a stage."""
    end = [build_shared_by(user, COMMAND)]
    if isinstance(query, Plan):
        return build_plan(interviews, end, detailed=detailed)
    return build_stage(interviews, query.stage, end, detailed=detailed)


def build_kit(interviews: Interviews, query: Plan | AtStage) -> Message:
    """What the direct message with the kit says, bars included; the file comes after it."""
    if isinstance(query, Plan):
        return build_plan(interviews, [], detailed=True)
    bars = _build_bars(interviews, query.stage)
    return build_stage(interviews, query.stage, bars, detailed=True)


def build_plan(interviews: Interviews, end: Sequence[Block], *, detailed: bool) -> Message:
    """All stages with their minutes and aims; if `detailed`, a table, and why they are so."""
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
            *([build_guide_source(interviews.role)] if detailed else []),
            *end,
        ],
    )


def build_stage(
    interviews: Interviews, stage: Stage, end: Sequence[Block], *, detailed: bool
) -> Message:
    """What to ask and what to rate; if `detailed`, also what to listen for and how time goes."""
    number = interviews.interview.number_of(stage)
    title = f"{number} {stage.name}, {stage.minutes} minutes"
    questions = [
        md(
            "*{n}.* {ask}\n_Listen for:_ {listen_for}",
            n=n,
            ask=question.ask,
            listen_for=question.listen_for,
        )
        if detailed
        else md("*{n}.* {ask}", n=n, ask=question.ask)
        for n, question in enumerate(stage.questions, start=1)
    ]
    texts = {
        "questions": join(questions),
        **(_describe_stage_details(interviews, stage) if detailed else {}),
        "rates": _describe_end(interviews, stage),
    }
    text = join([escape(title), *questions])
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(title),
        [
            kit.header(f"{interviews.role.about.title}: {title}", "interview.title"),
            *(
                block
                for name, part in texts.items()
                for block in kit.paragraphs(part, f"interview.{name}")
            ),
            *([build_guide_source(interviews.role)] if detailed else []),
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


def _describe_stage_details(interviews: Interviews, stage: Stage) -> dict[str, Mrkdwn]:
    """What only the long answer says, by block."""
    covers = [md("• _{name}:_ {text}", name=topic.name, text=topic.text) for topic in stage.covers]
    flags = [
        md("• _{name}._ {probe}", name=flag.name, probe=flag.probe)
        for flag in interviews.flags(stage)
    ]
    return {
        "aim": md("*Aim*\n{aim}", aim=stage.aim),
        "covers": join([md("*{word}*", word=stage.covers_as), *covers]),
        "red_flags": join([Mrkdwn("*Red flags to probe*"), *flags]) if flags else Mrkdwn(),
        "clock": join([Mrkdwn("*Clock plan*"), *_describe_clock_plan(stage)]),
    }


def _describe_end(interviews: Interviews, stage: Stage) -> Mrkdwn:
    """What an interviewer has to rate, and how the interview ends."""
    rated = ", ".join(attribute.name for attribute in interviews.interview.attributes_of(stage))
    ends_with = md("*At the end:* {text}", text=stage.ends_with) if stage.ends_with else Mrkdwn()
    return join([md("*Then rate* {rated}.", rated=rated), ends_with])


def _describe_clock_plan(stage: Stage) -> list[Mrkdwn]:
    lines, start = [], 0
    for segment in stage.clock:
        end = start + segment.minutes
        lines.append(md("`{start:>2}–{end:<2}`  {what}", start=start, end=end, what=segment.what))
        start = end
    return lines


def _build_stage_table(interviews: Interviews) -> list[Block]:
    rows: list[list[Cell]] = [
        [f"{number} {stage.name}", (stage.minutes, str(stage.minutes)), stage.aim]
        for number, stage in enumerate(interviews.interview.stages, start=1)
    ]
    head = ("Interview", "Minutes", "Aim")
    return [kit.table("The interviews", head, rows, "interview.table", native=True)]


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
        "*Did you mean {names}?* You asked for {typed}.",
        names=names,
        typed=quote(query.typed),
    )
    buttons = [
        build_show_button(interviews, stage, stage.name, number)
        for number, stage in enumerate(query.stages)
    ]
    return build_choice(text, buttons)


def _build_plan_buttons(interviews: Interviews, *, detailed: bool) -> list[Block]:
    return [
        kit.actions(build_stage_menu(interviews), "interview.stages.buttons"),
        kit.actions(
            [
                interviews.details_button(None, detailed=detailed),
                interviews.kit_button(None),
                interviews.share_button(None, detailed=detailed),
                build_open_button(interviews.role.id),
                *interviews.role_picker(),
            ],
            "interview.actions",
        ),
    ]


def _build_stage_actions(interviews: Interviews, stage: Stage, *, detailed: bool) -> Block:
    after = interviews.interview.stage_after(stage)
    following = [build_show_button(interviews, after, f"Next: {after.short}", 1)] if after else []
    return kit.actions(
        [
            interviews.details_button(stage, detailed=detailed),
            *following,
            build_show_button(interviews, None, "All interviews", 0),
            interviews.kit_button(stage),
            interviews.share_button(stage, detailed=detailed),
        ],
        "interview.actions",
    )
