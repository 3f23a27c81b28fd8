"""The answers to questions about a role's guide, and what of them can be shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks import ids, kit
from blocks.command_help import build_command_help
from blocks.details import build_details_button
from blocks.handbook.not_answered import (
    build_described,
    build_did_you_mean,
    build_missing,
    build_not_covered,
)
from blocks.handbook.not_to_ask import build_may_ask, build_shared_may_ask
from blocks.handbook.pages import build_page
from blocks.handbook.passages import build_passage, build_shared_passage
from blocks.handbook.source import (
    COMMAND,
    LABELS,
    build_all_topics_button,
    build_ask_button,
    build_command_button,
    build_share_button,
    build_topic_rows,
)
from blocks.interview.answers import build_plan
from blocks.interview.no_stage import build_stage_menu
from blocks.mrkdwn import escape, join, md
from blocks.salary.answers import build_answer as build_salary_answer
from blocks.sources import build_shared_by, build_sources
from hiring.guide.handbook import (
    AboutPay,
    AtTopic,
    Described,
    DidYouMean,
    Found,
    HelpRequest,
    Home,
    NotCovered,
)
from hiring.guide.may_ask import MayAsk
from hiring.guide.passage import MissingTopic, Topic
from hiring.guide.salary_query import Overview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.handbook.source import HandbookSource
    from blocks.kit import Block, Message
    from hiring.guide.handbook import GuideQuery
    from hiring.guide.salary_query import Query


def build_answer(  # noqa: C901, PLR0911 - a case each
    asking: HandbookSource, query: GuideQuery, *, detailed: bool = False
) -> Message:
    """What the person who asked reads; if `detailed`, all that the guide says on a topic."""
    match query:
        case Home():
            return _build_home(asking)
        case HelpRequest():
            buttons = [build_ask_button(asking, "Ask a question"), build_all_topics_button(asking)]
            return build_command_help(COMMAND, asking.help, buttons)
        case AtTopic(topic=topic):
            return _build_topic_answer(asking, topic, detailed=detailed)
        case Found():
            return build_passage(asking, query, detailed=detailed)
        case DidYouMean():
            return build_did_you_mean(asking, query)
        case NotCovered():
            return build_not_covered(asking, query)
        case MissingTopic():
            return build_missing(asking, query)
        case Described():
            return build_described(asking, query)
        case MayAsk():
            return build_may_ask(asking, query, detailed=detailed)
        case AboutPay(query=about_pay):
            return _build_pay_answer(asking, about_pay, detailed=detailed)
        case _:
            assert_never(query)


def build_shared_answer(
    asking: HandbookSource, query: GuideQuery, user: str, *, detailed: bool = False
) -> Message | None:
    """What the channel reads when `user` shares it; None if there is nothing to share."""
    by = build_shared_by(user, COMMAND)
    match query:
        case AtTopic(topic=topic) if topic not in {Topic.SALARY, Topic.INTERVIEW}:
            return _build_topic(asking, topic, [by], detailed=detailed)
        case MayAsk():
            return build_shared_may_ask(asking, query, by, detailed=detailed)
        case Found(passage=passage):
            return build_shared_passage(asking, passage, by, detailed=detailed)
        case _:
            return None


def _build_home(asking: HandbookSource) -> Message:
    about = asking.role.about
    text = md("*{title}.* {summary}", title=about.title, summary=about.summary)
    example = asking.help.examples[0].typed if asking.help.examples else "help"
    ask = md("Or type `{command} {example}`", command=COMMAND, example=example)
    return kit.message(
        join([text, ask]),
        [
            kit.header(f"{about.title}: the hiring guide", "guide.title"),
            *kit.paragraphs(escape(about.summary), "guide.summary"),
            *build_topic_rows(asking),
            kit.actions([build_ask_button(asking, "Ask a question")], "guide.actions"),
            kit.context(ask, "guide.ask"),
        ],
    )


def _build_topic_answer(asking: HandbookSource, topic: Topic, *, detailed: bool) -> Message:
    """A topic with its buttons; where another command is about it, what that one shows."""
    all_topics = build_all_topics_button(asking)
    if topic is Topic.SALARY:
        return _build_pay_answer(asking, Overview(), detailed=detailed)
    if topic is Topic.INTERVIEW and asking.interviews:
        end = [
            kit.actions(build_stage_menu(asking.interviews), "guide.stages"),
            kit.actions([all_topics], "guide.actions"),
        ]
        return build_plan(asking.interviews, end, detailed=detailed)
    value = asking.value(topic.value)
    details = [build_details_button(ids.GUIDE_SHOW, value, detailed=detailed)]
    buttons = [
        *build_command_button(asking, topic),
        *(details if _has_details(asking, topic) else []),
        build_share_button(asking, topic.value, detailed=detailed),
        all_topics,
    ]
    end = [kit.actions(buttons, "guide.actions")]
    return _build_topic(asking, topic, end, detailed=detailed)


def _build_topic(
    asking: HandbookSource, topic: Topic, end: Sequence[Block], *, detailed: bool
) -> Message:
    title = f"{asking.role.about.title}: {LABELS[topic].lower()}"
    shown = build_page(asking.role, topic, native=asking.native, detailed=detailed)
    text = join([escape(title), shown.text])
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(title),
        [
            kit.header(title, "guide.title"),
            *shown.blocks,
            *build_sources(asking.citing, shown.source),
            *end,
        ],
    )


def _has_details(asking: HandbookSource, topic: Topic) -> bool:
    short, long = (
        build_page(asking.role, topic, native=asking.native, detailed=detailed)
        for detailed in (False, True)
    )
    return len(short.blocks) != len(long.blocks) or short.text != long.text


def _build_pay_answer(asking: HandbookSource, query: Query, *, detailed: bool) -> Message:
    """What `/salary` answers, with its buttons. Pay is asked about only where there are figures."""
    assert asking.benchmark is not None  # noqa: S101
    return build_salary_answer(asking.benchmark, query, detailed=detailed)
