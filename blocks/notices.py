"""Short sentences to one person: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide


def notice(sentence: str | Mrkdwn) -> Message:
    """One sentence or two."""
    text = sentence if isinstance(sentence, Mrkdwn) else escape(sentence)
    return kit.message(text, [kit.section(text, "notice")])


def notice_view(sentence: str) -> View:
    """The same over a modal; closing it leads back to what was typed there."""
    blocks = [kit.section(escape(sentence), "notice")]
    return kit.modal(ids.NOTICE, "Hiring Desk", blocks, close="Back")


def noted(message: Message, sentence: str | None) -> Message:
    """The message with a small grey line at its end, where there is something to add."""
    if sentence is None:
        return message
    line = kit.message(message.text, [kit.context(escape(sentence), "note")])
    return kit.Message(message.text, (*message.blocks, *line.blocks))


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "notice": lambda _guide, typed, _native: notice(f"I know no command {typed}."),
    "notice_view": lambda _guide, typed, _native: notice_view(f"That failed: {typed}."),
}
