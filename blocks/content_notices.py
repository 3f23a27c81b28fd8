"""What administrators are told of their content: mistakes, none any more, roles not yet offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks.debriefs import parts
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.sentences import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

MOST_SHOWN: Final = 5
LONGEST_SHOWN: Final = 200
WRONG: Final = Mrkdwn(
    "*The last change to your content has a mistake, so it doesn't count yet.* I go on with the"
    " content from before it."
)
TO_MEND: Final = Mrkdwn(
    "The log has every mistake with its line. So has `check-content`, run with the folder that"
    " `CONTENT_DIR` names. I look again after each change, and tell you when all is in order. Only"
    " administrators get this."
)
IN_ORDER: Final = Mrkdwn("*Your content is in order.* I answer from its last change now.")
NOT_OFFERED: Final = Mrkdwn(
    "Nobody is offered these roles yet, since texts in them still say “FILL IN”:"
)


@dataclass(frozen=True)
class Mistake:
    """What is wrong, and where: the role's title and the file's name; both may be empty."""

    role: str
    file: str
    what: str
    line: int | None = None


def build_content_wrong(mistakes: Sequence[Mistake]) -> Message:
    """Something is wrong in the content."""
    lines = [_describe(each) for each in mistakes[:MOST_SHOWN]]
    if more := len(mistakes) - len(lines):
        lines.append(md("• and {more} more", more=more))
    return parts.join_parts(
        parts.build_text(join([WRONG, *lines]), "wrong"),
        parts.build_small_text(TO_MEND, "to_mend"),
    )[0]


def build_content_in_order(unfinished: Sequence[str] = ()) -> Message:
    """Nothing is wrong any more; `unfinished` are the titles of roles that nobody is offered."""
    lines = [
        md("• {title}", title=shorten(title, LONGEST_SHOWN)) for title in unfinished[:MOST_SHOWN]
    ]
    if more := len(unfinished) - len(lines):
        lines.append(md("• and {more} more", more=more))
    said = [IN_ORDER, NOT_OFFERED, *lines] if unfinished else [IN_ORDER]
    return parts.join_parts(parts.build_text(join(said), "in_order"))[0]


def _describe(mistake: Mistake) -> Mrkdwn:
    words = [each for each in (mistake.role, mistake.file) if each] or ["the folder as a whole"]
    place = ", ".join([*words, f"line {mistake.line}"] if mistake.line else words)
    return md("• {place}: {what}", place=place, what=shorten(mistake.what, LONGEST_SHOWN))


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "content.wrong": lambda _guide, typed, _native: build_content_wrong(
        [
            Mistake("AI Tech Lead", "salary", "“£140k” is not an amount. Write 140000.", 3),
            Mistake(typed[:75], "posting", "needs a posting.md.jinja beside it."),
            Mistake("", "sources", typed, 12),
            Mistake("", "", "is empty, and had files before."),
            *[Mistake("Data Engineer", "interview", "“ask” is missing.", at) for at in (4, 17, 32)],
        ]
    ),
    "content.in_order": lambda _guide, _typed, _native: build_content_in_order(),
    "content.not_offered": lambda _guide, typed, _native: build_content_in_order(
        ["Data Engineer", typed[:75]]
    ),
}
