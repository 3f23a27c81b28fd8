"""Short sentences to one person: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide


# Escaped, a character may become five, and a section still holds that.
LONGEST = 500


def build_notice(sentence: str | Mrkdwn) -> Message:
    """One sentence or two. It reports every failure, so no text may make it fail."""
    text = _escape_and_cut(sentence)
    return kit.message(text, [kit.section(text, "notice")])


def build_notice_view(sentence: str | Mrkdwn) -> View:
    """A sentence over a modal; closing it leads back to what was typed there."""
    blocks = [kit.section(_escape_and_cut(sentence), "notice")]
    return kit.modal(ids.NOTICE, "Hiring Desk", blocks, close="Back")


def build_notice_home(sentence: str) -> View:
    """A sentence instead of an App Home."""
    return kit.home([kit.section(_escape_and_cut(sentence), "notice")])


def add_note(message: Message, sentence: str | None) -> Message:
    """The message with a small grey line at its end, if there is something to add."""
    if sentence is None:
        return message
    line = kit.message(message.text, [kit.context(_escape_and_cut(sentence), "note")])
    return kit.Message(message.text, (*message.blocks, *line.blocks))


def _escape_and_cut(sentence: str | Mrkdwn) -> Mrkdwn:
    if isinstance(sentence, Mrkdwn):
        return sentence
    short = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
    return escape_sentence(short)


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "notice": lambda _guide, typed, _native: build_notice(f"I know no command {typed}."),
    "notice_home": lambda _guide, typed, _native: build_notice_home(f"That failed: {typed}."),
    "notice_view": lambda _guide, typed, _native: build_notice_view(f"That failed: {typed}."),
}
