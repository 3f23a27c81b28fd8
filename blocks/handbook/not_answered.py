"""What people read whose question the guide does not answer for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.handbook.pages import describe_signs
from blocks.handbook.passages import build_passage_rows, list_shown_sources
from blocks.handbook.source import build_all_topics_button, build_ask_button, build_topic_rows
from blocks.mrkdwn import Mrkdwn, join, md, quote
from blocks.need.questions import build_questions_button
from blocks.roles import MOST_BUTTONS
from blocks.sources import build_sources, describe_sources
from hiring.guide.passage import Topic
from hiring.guide.passages import list_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.handbook.source import HandbookSource
    from blocks.kit import Block, Element, Message
    from hiring.guide.handbook import Described, DidYouMean, NotCovered
    from hiring.guide.passage import MissingTopic

# So many of the answers that somebody has told are named; all of them would not fit on a phone.
MOST_NAMED = 2
_MISSING = {
    Topic.RED_FLAGS: "red flags",
    Topic.MISTAKES: "common mistakes",
    Topic.TIME: "the time to hire",
    Topic.SALARY: "pay",
    Topic.NEED: "whether you need one",
}


def build_did_you_mean(asking: HandbookSource, query: DidYouMean) -> Message:
    """Two or three passages to choose from."""
    text = md("*Did you mean one of these?* You asked {typed}.", typed=quote(query.typed))
    buttons = [build_ask_button(asking), build_all_topics_button(asking)]
    source = list_shown_sources(query.passages)
    return kit.message(
        join([text, *(md("• {title}", title=passage.title) for passage in query.passages)]),
        [
            kit.section(text, "guide.hint"),
            *build_passage_rows(asking, query.passages, source),
            *build_sources(asking.citing, source),
            kit.actions(buttons, "guide.actions"),
        ],
    )


def build_not_covered(asking: HandbookSource, query: NotCovered) -> Message:
    """That the guide doesn't cover it, where to ask, and what it does cover."""
    text = md(
        "*The guide doesn't cover {subject}.* You asked {typed}. Ask your People team; the person "
        "who looks after this guide can add it.",
        subject=query.subject or "that",
        typed=quote(query.typed),
    )
    covered = Mrkdwn("It covers:")
    return kit.message(
        text,
        [
            kit.section(join([text, covered]), "guide.hint"),
            *build_topic_rows(asking),
            kit.actions([build_ask_button(asking)], "guide.actions"),
        ],
    )


def build_missing(asking: HandbookSource, query: MissingTopic) -> Message:
    """That this role's guide has nothing on a topic, what comes near, and whose guides have it."""
    role, topic = asking.role, query.topic
    if topic is Topic.SALARY and role.official_pay:
        text = md(
            "*Pay of {title} is in `/salary {name}`.* It comes from official statistics.",
            title=role.about.title_with_article,
            name=role.name_to_type,
        )
        pay = kit.button("Show the pay", ids.SALARY_READ, value=role.id)
        return _build_missing(asking, text, [pay])
    others = [other for other in asking.others if topic in list_topics(other)]
    signal = role.about.signal if topic is Topic.NEED else None
    text = join(
        [
            md(
                "*The guide for {title} has nothing on {what} yet.*{signal}",
                title=role.about.title_with_article,
                what=_MISSING[topic],
                signal=f" {signal}" if signal else "",
            ),
            Mrkdwn("These guides have:"),
        ]
    )
    shows = ids.NEED_OPEN if topic is Topic.NEED else ids.GUIDE_SHOW
    buttons = [
        kit.button(other.about.title, ids.number_id(shows, 50 + number), value=value)
        for number, other in enumerate(others[:MOST_BUTTONS])
        for value in [other.id if topic is Topic.NEED else f"{other.id} {topic.value}"]
    ]
    sources = build_sources(asking.citing, role.about.source) if signal else []
    return _build_missing(asking, text, buttons, sources)


def _build_missing(
    asking: HandbookSource,
    text: Mrkdwn,
    buttons: Sequence[Element],
    sources: Sequence[Block] = (),
) -> Message:
    ways_on = [build_ask_button(asking), build_all_topics_button(asking)]
    return kit.message(
        text,
        [
            kit.section(text, "guide.hint"),
            *sources,
            *([kit.actions(buttons, "guide.roles")] if buttons else []),
            kit.actions(ways_on, "guide.actions"),
        ],
    )


def build_described(asking: HandbookSource, query: Described) -> Message:
    """The signs for and against, what was told marked among them, and the questions to answer.

    Nothing is said of the team but what was typed.
    """
    role, need = asking.role, asking.role.need
    assert need is not None  # noqa: S101 - a description is told from the questions of need.yml
    headline = md(
        "*Do you need {title}?*",
        title=role.about.title_with_article,
    )
    texts = [headline, *describe_signs(role, need, query.chosen)]
    told = [
        option.name
        for question in need.questions
        for option in question.options
        if option.id in query.chosen.get(question.id, ())
    ]
    more = [f"{len(told) - MOST_NAMED} more"] if len(told) > MOST_NAMED else []
    filled = md("Filled in: {told}.", told="; ".join([*told[:MOST_NAMED], *more]))
    source = describe_sources(asking.citing, need.source)
    note = join([filled if told else Mrkdwn(), source], " ")
    buttons = [
        build_questions_button(role, need, query.chosen, primary=True),
        build_ask_button(asking),
    ]
    return kit.message(
        join(texts),
        [
            *(kit.section(text, f"guide.text.{number}") for number, text in enumerate(texts)),
            *([kit.context(note, "guide.filled")] if note else []),
            kit.actions(buttons, "guide.actions"),
        ],
    )
