"""What administrators are told while the app runs on content that is older than its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks.debriefs import parts
from blocks.mrkdwn import Mrkdwn, join, md

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

MOST_SHOWN: Final = 5
WRONG: Final = Mrkdwn(
    "*The last change to your content has a mistake, so it doesn't count yet.* I go on with the"
    " content from before it."
)
TO_MEND: Final = Mrkdwn(
    "The person who edits it can run `python app.py check-content`, which says what is wrong. I"
    " look again after each change, and tell you when all is in order. Only administrators get"
    " this."
)
IN_ORDER: Final = Mrkdwn("*Your content is in order again.* I answer from its last change now.")


@dataclass(frozen=True)
class Mistake:
    """Where a mistake is: the role's title and the file's name in words; both may be empty."""

    role: str
    file: str
    line: int | None = None


def build_content_wrong(mistakes: Sequence[Mistake]) -> Message:
    """Something is wrong in the content."""
    lines = [md("• {place}", place=_describe(each)) for each in mistakes[:MOST_SHOWN]]
    if more := len(mistakes) - len(lines):
        lines.append(md("• and {more} more", more=more))
    return parts.join_parts(
        parts.build_text(join([WRONG, *lines]), "wrong"),
        parts.build_small_text(TO_MEND, "to_mend"),
    )[0]


def build_content_in_order() -> Message:
    """Nothing is wrong any more."""
    return parts.join_parts(parts.build_text(IN_ORDER, "in_order"))[0]


def _describe(mistake: Mistake) -> str:
    words = [each for each in (mistake.role, mistake.file) if each] or ["the folder as a whole"]
    return ", ".join([*words, f"line {mistake.line}"] if mistake.line else words)


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "content.wrong": lambda _guide, typed, _native: build_content_wrong(
        [
            Mistake("AI Tech Lead", "salary", 3),
            Mistake(typed[:75], "posting"),
            Mistake("", "sources", 12),
            Mistake("", ""),
            *[Mistake("Data Engineer", "interview", line) for line in (4, 17, 32)],
        ]
    ),
    "content.in_order": lambda _guide, _typed, _native: build_content_in_order(),
}
