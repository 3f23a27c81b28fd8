"""An author's own notes beside what they file: their first lines, never filled in for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.debriefs.wording import quote_lines
from blocks.mrkdwn import Mrkdwn, join, md, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from blocks.kit import Block
    from hiring.debriefs.notes import QuotedNote

_LINES: Final = 3
_CHARACTERS: Final = 240
_MOST_SECTIONS: Final = 3


def quote_about(notes: Sequence[QuotedNote], attribute: str) -> list[Block]:
    """The beginning of the notes to each question that gives evidence on an attribute."""
    return _quote([note for note in notes if attribute in note.attributes], f"notes/{attribute}")


def quote_others(notes: Sequence[QuotedNote], attributes: Collection[str]) -> list[Block]:
    """The beginning of the notes to everything else, for the reason of the overall rating."""
    others = [note for note in notes if not set(note.attributes) & set(attributes)]
    return _quote(others, "notes/others")


def _quote(notes: Sequence[QuotedNote], block_id: str) -> list[Block]:
    if not notes:
        return []
    quoted = [
        join([quote(note.ask, 100) if note.ask else Mrkdwn(), quote_lines(_begin(note.text))])
        for note in notes
    ]
    text = join([md("*Your notes*"), *quoted])
    return kit.paragraphs(text, block_id)[:_MOST_SECTIONS]


def _begin(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    beginning = "\n".join(lines[:_LINES])
    if len(beginning) > _CHARACTERS:
        return beginning[:_CHARACTERS].rstrip() + "…"
    return beginning + ("\n…" if len(lines) > _LINES else "")
