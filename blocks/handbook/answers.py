"""The answers to questions about a role's guide, and what of them can be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from blocks import ids, kit
from blocks.command_help import build_command_help
from blocks.handbook.pages import build_page
from blocks.mrkdwn import Mrkdwn, escape, join, md, quote
from blocks.roles import build_picker_of_roles
from blocks.salary.answers import build_answer as build_salary_answer
from blocks.salary.benchmark import Benchmark
from blocks.sources import build_guide_source, build_shared_by
from hiring.guide.handbook import (
    AboutPay,
    AtTopic,
    Described,
    DidYouMean,
    Found,
    Handbook,
    HelpRequest,
    Home,
    NotCovered,
)
from hiring.guide.passages import Topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Block, Element, Message
    from hiring.guide.handbook import GuideQuery
    from hiring.guide.passages import Passage
    from hiring.guide.role import CommandHelp, Guide, Role

COMMAND = "/hiring-guide"
LABELS = {
    Topic.ROLE: "The role",
    Topic.NEIGHBOURS: "Neighbouring roles",
    Topic.RED_FLAGS: "Red flags",
    Topic.MISTAKES: "Common mistakes",
    Topic.TIME: "Time to hire",
    Topic.QUESTIONS: "Questions people ask",
    Topic.SALARY: "Salary",
    Topic.INTERVIEW: "Interview plan",
    Topic.POSTING: "Job description",
    Topic.NEED: "Do we need one?",
}
# Topics that another command answers, with the action that shows its answer.
ANSWERED_BY = {
    Topic.SALARY: ids.SALARY_READ,
    Topic.INTERVIEW: ids.INTERVIEW_SHOW,
    Topic.POSTING: ids.JD_OPEN,
    Topic.NEED: ids.NEED_OPEN,
}
# Slack: a button's text holds 75 characters.
BUTTON_CHARACTERS = 75


@dataclass(frozen=True)
class HandbookSource:
    """A role's guide, the other roles that have one, and whether Slack's own charts are used."""

    handbook: Handbook
    others: Sequence[Role]
    help: CommandHelp
    native: bool
    benchmark: Benchmark | None  # None: the role has no figures on pay

    @classmethod
    def from_role(cls, role: Role, guide: Guide, *, native: bool) -> HandbookSource:
        """The guide of a role; other roles count if their functions are described."""
        others = [
            other for other in guide.roles.values() if other.about.functions and other is not role
        ]
        return cls(
            Handbook(role, guide),
            others,
            guide.help.hiring_guide,
            native,
            Benchmark.from_role(role, guide, native=native),
        )

    @property
    def role(self) -> Role:
        """The role whose guide is asked."""
        return self.handbook.role

    def value(self, what: str = "") -> str:
        """A topic or a passage as the value of a button, as it could be typed."""
        return f"{self.role.id} {what}".rstrip()


def build_answer(  # noqa: PLR0911 - a case each
    asking: HandbookSource,
    query: GuideQuery,
    *,
    detailed: bool = False,  # noqa: ARG001
) -> Message:
    """What the person who asked reads."""
    match query:
        case Home():
            return _build_home(asking)
        case HelpRequest():
            return build_command_help(COMMAND, asking.help, [_build_all_topics_button(asking)])
        case AtTopic(topic=topic):
            buttons = [_build_all_topics_button(asking)]
            if topic in ANSWERED_BY:
                buttons.insert(0, _build_topic_button(asking, topic, 0))
            else:
                buttons.append(_build_share_button(asking, topic))
            return _build_topic(asking, topic, kit.actions(buttons, "guide.actions"))
        case Found():
            return _build_found_passage(asking, query)
        case DidYouMean():
            return _build_did_you_mean(asking, query)
        case NotCovered(typed=typed, subject=subject):
            what = escape(subject) if subject else quote(typed)
            text = md("*The guide doesn't cover {what}.* These are its topics:", what=what)
            return kit.message(text, [kit.section(text, "guide.hint"), *_build_topic_rows(asking)])
        case Described():
            text = md("*Do you need {title}?*", title=asking.role.about.title_with_article)
            button = _build_topic_button(asking, Topic.NEED, 0)
            return kit.message(
                text, [kit.section(text, "guide.hint"), kit.actions([button], "guide.actions")]
            )
        case AboutPay(query=about_pay):
            assert asking.benchmark is not None  # noqa: S101 - pay is asked about where it is known
            return build_salary_answer(asking.benchmark, about_pay)
        case _:
            assert_never(query)


def build_shared_answer(
    asking: HandbookSource,
    query: GuideQuery,
    user: str,
    *,
    detailed: bool = False,  # noqa: ARG001
) -> Message | None:
    """What the channel reads when `user` shares it; None if there is nothing to share."""
    match query:
        case AtTopic(topic=topic) if topic not in ANSWERED_BY:
            return _build_topic(asking, topic, build_shared_by(user, COMMAND))
        case Found(passage=passage):
            return _build_passage(asking, passage, [build_shared_by(user, COMMAND)])
        case _:
            return None


def _build_home(asking: HandbookSource) -> Message:
    about = asking.role.about
    text = md("*{title}.* {summary}", title=about.title, summary=about.summary)
    example = asking.help.examples[0].typed if asking.help.examples else "help"
    ask = md("Or ask: `{command} {example}`", command=COMMAND, example=example)
    return kit.message(
        join([text, ask]),
        [
            kit.header(f"{about.title}: the hiring guide", "guide.title"),
            *kit.paragraphs(md("{summary}", summary=about.summary), "guide.summary"),
            *_build_topic_rows(asking),
            kit.context(ask, "guide.ask"),
        ],
    )


def _build_topic(asking: HandbookSource, topic: Topic, end: Block) -> Message:
    title = f"{asking.role.about.title}: {LABELS[topic].lower()}"
    shown = build_page(asking.role, topic, native=asking.native)
    text = join([escape(title), shown.text])
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(title),
        [
            kit.header(title, "guide.title"),
            *shown.blocks,
            build_guide_source(asking.role),
            end,
        ],
    )


def _build_did_you_mean(asking: HandbookSource, query: DidYouMean) -> Message:
    text = Mrkdwn("*Did you mean*")
    buttons = _build_passage_buttons(asking, query.passages)
    return kit.message(text, [kit.section(text, "guide.or"), kit.actions(buttons, "guide.others")])


def _build_passage_buttons(asking: HandbookSource, passages: Sequence[Passage]) -> list[Element]:
    return [
        kit.button(
            _shorten_label(passage.title),
            ids.number_id(ids.GUIDE_SHOW, 10 + number),
            value=asking.value(passage.id),
        )
        for number, passage in enumerate(passages)
    ]


def _build_found_passage(asking: HandbookSource, query: Found) -> Message:
    topic = query.passage.topic
    others = _build_passage_buttons(asking, query.related)
    maybe = [
        kit.section(Mrkdwn("*Related*"), "guide.or"),
        kit.actions(others, "guide.others"),
    ]
    buttons = [
        _build_topic_button(asking, topic, 1),
        _build_all_topics_button(asking),
        _build_share_button(asking, query.passage.id),
    ]
    return _build_passage(
        asking,
        query.passage,
        [*(maybe if others else []), kit.actions(buttons, "guide.actions")],
    )


def _build_passage(asking: HandbookSource, passage: Passage, end: Sequence[Block]) -> Message:
    text = md("*{title}*\n{text}", title=passage.title, text=passage.text)
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(passage.title),
        [
            *kit.paragraphs(text, "guide.passage"),
            build_guide_source(asking.role),
            *end,
        ],
    )


def _build_topic_rows(asking: HandbookSource) -> list[Block]:
    """The topics in a row, then those that other commands answer, and other roles."""
    own = [topic for topic in asking.handbook.topics if topic not in ANSWERED_BY]
    elsewhere = [topic for topic in asking.handbook.topics if topic in ANSWERED_BY]
    second = [
        *(
            _build_topic_button(asking, topic, 50 + number)
            for number, topic in enumerate(elsewhere)
        ),
        *build_picker_of_roles(
            ids.number_id(ids.GUIDE_SHOW, 100), asking.others, lambda role: role.id
        ),
    ]
    first = [_build_topic_button(asking, topic, number) for number, topic in enumerate(own)]
    return [
        *([kit.actions(first, "guide.topics")] if first else []),
        *([kit.actions(second, "guide.elsewhere")] if second else []),
    ]


def _build_topic_button(asking: HandbookSource, topic: Topic, number: int) -> Element:
    """Show a topic, here or as the command that answers it does."""
    if elsewhere := ANSWERED_BY.get(topic):
        return kit.button(LABELS[topic], ids.number_id(elsewhere, number), value=asking.value())
    return kit.button(
        LABELS[topic], ids.number_id(ids.GUIDE_SHOW, number), value=asking.value(topic.value)
    )


def _build_all_topics_button(asking: HandbookSource) -> Element:
    return kit.button("All topics", ids.number_id(ids.GUIDE_SHOW, 99), value=asking.value())


def _build_share_button(asking: HandbookSource, what: str) -> Element:
    return kit.button("Share in channel", ids.GUIDE_SHARE, value=asking.value(what))


def _shorten_label(title: str) -> str:
    return title if len(title) <= BUTTON_CHARACTERS else title[: BUTTON_CHARACTERS - 1] + "…"
