"""What people read whose question the guide does not answer for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.handbook.pages import describe_signs
from blocks.handbook.passages import build_passage_rows, list_shown_sources
from blocks.handbook.source import build_all_topics_button, build_ask_button, build_topic_rows
from blocks.mrkdwn import Mrkdwn, join, md, quote
from blocks.need.questions import build_questions_button
from blocks.sources import build_sources, describe_sources

if TYPE_CHECKING:
    from blocks.handbook.source import HandbookSource
    from blocks.kit import Message
    from hiring.guide.handbook import Described, DidYouMean, NotCovered

# So many of the answers that somebody has told are named; all of them would not fit on a phone.
MOST_NAMED = 2


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
