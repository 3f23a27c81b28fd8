"""Short sentences to one person: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide


# Escaped, a character may become five, and a section still holds that.
LONGEST = 500


def notice(sentence: str | Mrkdwn) -> Message:
    """One sentence or two. It is the last word in any trouble, so no text makes it fail."""
    text = sentence if isinstance(sentence, Mrkdwn) else _escaped(sentence)
    return kit.message(text, [kit.section(text, "notice")])


def notice_view(sentence: str) -> View:
    """The same over a modal; closing it leads back to what was typed there."""
    blocks = [kit.section(_escaped(sentence), "notice")]
    return kit.modal(ids.NOTICE, "Hiring Desk", blocks, close="Back")


def notice_home(sentence: str) -> View:
    """The same in the place of an App Home."""
    return kit.home([kit.section(_escaped(sentence), "notice")])


def noted(message: Message, sentence: str | None) -> Message:
    """The message with a small grey line at its end, where there is something to add."""
    if sentence is None:
        return message
    line = kit.message(message.text, [kit.context(_escaped(sentence), "note")])
    return kit.Message(message.text, (*message.blocks, *line.blocks))


def _escaped(sentence: str) -> Mrkdwn:
    short = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
    return escape(short)


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "notice": lambda _guide, typed, _native: notice(f"I know no command {typed}."),
    "notice_home": lambda _guide, typed, _native: notice_home(f"That failed: {typed}."),
    "notice_view": lambda _guide, typed, _native: notice_view(f"That failed: {typed}."),
}
