"""*Questions the guide couldn't answer*: an administrator's part of the Home, and its switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, join, md

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blocks.kit import Block

MOST: Final = 30
LEAST: Final = 2
"""A word that was in one question only could tell which one."""

OFF: Final = Mrkdwn(
    "To see what your guide lacks, count which known words occur in these questions. It is off now."
)
ON: Final = Mrkdwn(
    "In how many questions of the last 30 days each word was. Words in only one aren't shown."
)
NONE: Final = Mrkdwn("No word has been in two of these questions yet.")


def build_unanswered_words(words: Mapping[str, int] | None) -> Iterator[Block]:
    """The most frequent words with the number of questions they were in; None: not counted."""
    yield kit.divider("words.line")
    yield kit.header("Questions the guide couldn't answer", "words")
    if words is None:
        yield kit.section(OFF, "words.off", _build_start_button())
        return
    ranked = sorted(words.items(), key=lambda counted: (-counted[1], counted[0]))
    shown = [
        md("*{word}* {count}", word=word, count=count)
        for word, count in ranked[:MOST]
        if count >= LEAST
    ]
    yield kit.section(join(shown, ", ") if shown else NONE, "words.counts", _build_stop_button())
    yield kit.context(ON, "words.on")


def _build_start_button() -> kit.Element:
    asks = kit.confirm(
        "Count their words?",
        "For each question that the guide can't answer, the words on a fixed list (such as “visa”)"
        " are counted by day, for 30 days. No question, name or other word is stored, nor who"
        " asked. People read that under the answer.",
        "Count their words",
    )
    return kit.button("Count their words", ids.WORDS_COUNT, confirm=asks)


def _build_stop_button() -> kit.Element:
    asks = kit.confirm(
        "Stop counting?", "All counts are deleted. You can't undo this.", "Stop and delete"
    )
    return kit.button("Stop counting", ids.WORDS_STOP, confirm=asks)
