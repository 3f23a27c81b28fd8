"""Messages of any length: made of parts, each of which says in its `text` what its blocks show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.kit import Block, Element, Message


def build_text(text: Mrkdwn, block_id: str) -> list[Message]:
    """A text, in as many sections as it needs."""
    parts = zip(kit.split(text), kit.paragraphs(text, block_id), strict=True)
    return [kit.message(part, [block]) for part, block in parts]


def build_small_text(text: Mrkdwn, block_id: str) -> list[Message]:
    """A small grey line, or several if the text is long."""
    parts = kit.split(text)
    return [
        kit.message(part, [kit.context(part, f"{block_id}.{number}" if number else block_id)])
        for number, part in enumerate(parts)
    ]


def build_block(text: Mrkdwn, block: Block) -> list[Message]:
    """A block, and what it says to those who only read the text."""
    return [kit.message(text, [block])]


def build_buttons(elements: Sequence[Element], block_id: str) -> list[Message]:
    """A row of buttons, which has no text of its own; nothing if there are no buttons."""
    return [kit.message(Mrkdwn(), [kit.actions(elements, block_id)])] if elements else []


def join_parts(*parts: Iterable[Message]) -> list[Message]:
    """The parts in as few messages as possible."""
    return kit.joined([message for part in parts for message in part])
