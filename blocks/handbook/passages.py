"""A passage that answers a question, and others that may be what was meant."""

from __future__ import annotations

import re
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.details import build_details_button
from blocks.handbook.source import (
    build_all_topics_button,
    build_ask_button,
    build_follow_up,
    build_share_button,
)
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.sentences import shorten, take_first_sentence
from blocks.sources import build_guide_source
from hiring.guide.sources import has_figure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from blocks.handbook.source import HandbookSource
    from blocks.kit import Block, Message
    from hiring.guide.handbook import Found
    from hiring.guide.passage import Passage

# A line on a phone holds so many characters, and so many beside a button. An answer of so many
# lines, by itself or with related passages, fits on one screen with its buttons.
LINE = 42
LINE_BESIDE_A_BUTTON = 30
MOST_LINES = 19
# Of a related passage, so much is shown to choose by.
BEGINNING = 110
# The points of a long passage that don't fit are named on so many lines.
ROOM_FOR_NAMES = 2
_MARKS = re.compile(r"^• |[*_]")
_NAMED_POINT = re.compile(r"• \*([^*]+?)[.:]?\*")


def build_passage(asking: HandbookSource, query: Found, *, detailed: bool = False) -> Message:
    """The passage and what is related to it, as far as a screen holds; if `detailed`, all of it."""
    passage = query.passage
    full = _write_passage(passage, detailed=True)
    short = _write_passage(passage, detailed=False)
    fitting = _take_fitting(query.related, MOST_LINES - _count_lines(short, LINE))
    related = query.related if detailed else fitting
    more = "Details" if short != full else "Related" if fitting != query.related else None
    value = asking.value(passage.id)
    buttons = [
        *build_follow_up(asking, passage),
        *(
            [build_details_button(ids.GUIDE_SHOW, value, detailed=detailed, label=more)]
            if more
            else []
        ),
        build_ask_button(asking),
        build_share_button(asking, passage.id, detailed=detailed),
        *([] if related else [build_all_topics_button(asking)]),
    ]
    end = [
        build_guide_source(
            asking.role,
            "Related:" if related else "",
            citing=asking.citing,
            source=passage.source,
        ),
        *build_passage_rows(asking, related, passage.source),
        kit.actions(buttons, "guide.actions"),
    ]
    return _build_message(passage, full if detailed else short, end)


def build_shared_passage(
    asking: HandbookSource, passage: Passage, by: Block, *, detailed: bool
) -> Message:
    """The passage as the channel reads it, short or long as it was shown."""
    text = _write_passage(passage, detailed=detailed)
    source = build_guide_source(asking.role, citing=asking.citing, source=passage.source)
    return _build_message(passage, text, [source, by])


def build_passage_rows(
    asking: HandbookSource, passages: Sequence[Passage], source: Collection[str]
) -> list[Block]:
    """The beginning of each passage, with a button that shows the whole in its place.

    Of one with figures that are not from `source`, which the message names, only the title.
    """
    return [
        kit.section(
            _write_beginning(passage)
            if set(passage.source) <= set(source) or not has_figure(_write_beginning(passage))
            else md("*{title}*", title=passage.title),
            f"guide.passage.{number}",
            kit.button(
                "Show it",
                ids.number_id(ids.GUIDE_SHOW, 10 + number),
                value=asking.value(passage.id),
            ),
        )
        for number, passage in enumerate(passages, start=1)
    ]


def list_shown_sources(passages: Sequence[Passage]) -> list[str]:
    """Where the figures come from that the beginnings of these passages show."""
    showing = (passage for passage in passages if has_figure(_write_beginning(passage)))
    return [source_id for passage in showing for source_id in passage.source]


def _build_message(passage: Passage, text: Mrkdwn, end: Sequence[Block]) -> Message:
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(passage.title),
        [*kit.paragraphs(text, "guide.passage"), *end],
    )


def _write_passage(passage: Passage, *, detailed: bool) -> Mrkdwn:
    """The whole text if `detailed`; otherwise the points that don't fit are only named."""
    lines = passage.text.splitlines()
    room = MOST_LINES - _count_lines(passage.title, LINE)
    shown = lines if detailed else list(_take_lines(lines, room))
    points = [point[1] for line in lines[len(shown) :] if (point := _NAMED_POINT.match(line))]
    rest = [md("• Also: {points}", points=", ".join(points))] if points else []
    return join([md("*{title}*", title=passage.title), *map(escape, shown), *rest])


def _take_lines(lines: Sequence[str], room: int) -> Iterator[str]:
    """The lines that fit, all of them if they do; room is left to name the others."""
    if sum(_count_lines(line, LINE) for line in lines) <= room:
        yield from lines
        return
    room -= ROOM_FOR_NAMES
    for line in lines:
        room -= _count_lines(line, LINE)
        if room < 0:
            return
        yield line


def _take_fitting(passages: Sequence[Passage], room: int) -> tuple[Passage, ...]:
    """As many passages, from the first, as have room with their beginnings."""
    heights = (_count_lines(_write_beginning(each), LINE_BESIDE_A_BUTTON) for each in passages)
    return tuple(
        passage
        for passage, lines in zip(passages, accumulate(heights), strict=True)
        if lines <= room
    )


def _write_beginning(passage: Passage) -> Mrkdwn:
    first = _MARKS.sub("", take_first_sentence(passage.text))
    return join([md("*{title}*", title=passage.title), escape(shorten(first, BEGINNING))])


def _count_lines(text: str, characters: int) -> int:
    return sum(max(1, ceil(len(line) / characters)) for line in text.splitlines())
