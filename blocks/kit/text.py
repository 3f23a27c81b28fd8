"""Blocks of text, and how text gets into any block."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

import slackblocks as sb

from blocks.mrkdwn import Mrkdwn, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Block: TypeAlias = sb.Block
Element: TypeAlias = sb.Element

# Slack: a section's text holds 3,000 characters.
SECTION_CHARACTERS = 3_000


def parsed(text: Mrkdwn) -> sb.Text:
    """Text for Slack's parser, which then leaves bare addresses and #names in it alone."""
    return sb.Markdown(text, verbatim=True)


def plain(text: str) -> sb.Text:
    """Text that Slack shows unchanged."""
    return sb.PlainText(clean(text))


def section(text: Mrkdwn, block_id: str, accessory: Element | None = None) -> Block:
    """A paragraph, with an accessory beside it."""
    return sb.SectionBlock(text=parsed(text), block_id=block_id, accessory=accessory)


def paragraphs(text: Mrkdwn, block_id: str) -> list[Block]:
    """A text of any length: in as many sections as it needs, see `split`."""
    return [
        section(part, f"{block_id}.{number}" if number else block_id)
        for number, part in enumerate(split(text))
    ]


def named_paragraphs(texts: Iterable[tuple[object, Mrkdwn]], prefix: str) -> list[Block]:
    """Texts of any length one below another, each with the name or number that its ids end with."""
    return [block for name, text in texts for block in paragraphs(text, f"{prefix}.{name}")]


def split(text: Mrkdwn) -> list[Mrkdwn]:
    """A text of any length in parts that a section holds, split at the ends of lines.

    A line that is too long by itself is split between words. What counts is the size as it is
    sent, in which an emoji is twelve characters, so that a part never fills a message.
    """
    parts: list[list[str]] = []
    room = 0
    for piece in (piece for line in text.splitlines() for piece in _pieces(line)):
        size = _size(piece) + _size("\n")
        if not parts or size > room:
            parts.append([])
            room = SECTION_CHARACTERS + _size("\n")
        parts[-1].append(piece)
        room -= size
    joined = ("\n".join(part) for part in parts)
    return [Mrkdwn(part) for part in joined if part.strip()]


def _pieces(line: str) -> list[str]:
    pieces = []
    while _size(line) > SECTION_CHARACTERS:
        longest = _longest(line)
        end = line.rfind(" ", 1, longest + 1)
        if end < 0:
            escaped = line.rfind("&", 0, longest)  # `&amp;` stays in one piece
            torn = ";" not in line[escaped:longest]
            end = escaped if escaped > 0 and torn else longest
        pieces.append(line[:end])
        line = line[end:].lstrip()
    return [*pieces, line]


def _longest(line: str) -> int:
    """How many characters of a line a section holds."""
    most = min(len(line), SECTION_CHARACTERS)
    ends = range(1, most + 1)
    return bisect_right(ends, SECTION_CHARACTERS, key=lambda end: _size(line[:end]))


def _size(text: str) -> int:
    return len(json.dumps(text)) - 2  # its quotes


def fields(texts: Sequence[Mrkdwn], block_id: str) -> Block:
    """Up to ten short texts in two columns."""
    return sb.SectionBlock(fields=[parsed(text) for text in texts], block_id=block_id)


def context(text: Mrkdwn, block_id: str) -> Block:
    """A small grey line."""
    return sb.ContextBlock(elements=[parsed(text)], block_id=block_id)


def header(text: str, block_id: str) -> Block:
    """A heading, at most 150 characters of plain text."""
    return sb.HeaderBlock(text=plain(text), block_id=block_id)


def divider(block_id: str) -> Block:
    """A line across."""
    return sb.DividerBlock(block_id=block_id)
