"""A person's App Home: what they owe, and what they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs.lists import (
    build_file_button,
    build_open_button,
    build_thread_button,
    describe_debrief,
    describe_owed_scorecard,
    describe_unreadable,
)
from blocks.debriefs.ref import Ref
from blocks.mrkdwn import Mrkdwn, channel, join, md

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from blocks.debriefs.lists import DebriefLine, OwedScorecard
    from blocks.kit import Block, View

MOST: Final = 20
"""Of each kind. Slack: a Home holds 100 blocks."""


def build_home(
    owed: Sequence[OwedScorecard],
    runs: Sequence[DebriefLine],
    unreadable: int = 0,
    more: Iterable[Block] = (),
) -> View:
    """`owed` with the soonest due first; `runs` are open ones that the person owns or decides.

    `unreadable`: how many debriefs can't be read, which belong in one of the two lists. `more` is
    shown at the end.
    """
    unread = describe_unreadable(unreadable)
    return kit.home(
        [
            *([kit.context(unread, "unreadable")] if unread else []),
            *_build_owed(owed),
            kit.divider("line"),
            *_build_own_debriefs(runs),
            *_build_start(),
            *more,
        ]
    )


def _build_owed(owed: Sequence[OwedScorecard]) -> Iterator[Block]:
    yield kit.header("Scorecards you owe", "owed")
    for number, scorecard in enumerate(owed[:MOST]):
        yield kit.section(
            describe_owed_scorecard(scorecard),
            f"owed/{number}",
            build_file_button(scorecard, number),
        )
    if not owed:
        text = Mrkdwn("None. When you are added to a debrief, it shows up here.")
        yield kit.section(text, "owed/none")
    yield from _build_count_of_more(owed, "owed/more")


def _build_own_debriefs(runs: Sequence[DebriefLine]) -> Iterator[Block]:
    yield kit.header("Debriefs you run", "runs")
    for number, line in enumerate(runs[:MOST]):
        where = md("In {channel}", channel=channel(line.channel))
        ref = Ref(line.debrief_id).text()
        manage = kit.button("Manage", ids.number_id(ids.DEBRIEF_MANAGE, number), value=ref)
        yield kit.section(join([describe_debrief(line), where]), f"runs/{number}", manage)
        if thread := build_thread_button(line.thread, number):
            yield kit.actions([thread], f"runs/{number}/thread")
    if not runs:
        text = Mrkdwn("None. Open one for a candidate your team is interviewing.")
        yield kit.section(text, "runs/none")
    yield from _build_count_of_more(runs, "runs/more")


def _build_count_of_more(entries: Sequence[object], block_id: str) -> Iterator[Block]:
    if len(entries) > MOST:
        yield kit.context(md("And {count} more.", count=len(entries) - MOST), block_id)


def _build_start() -> Iterator[Block]:
    yield kit.actions([build_open_button()], "acts")
    text = Mrkdwn(
        "Or type `/debrief` in a private channel. `/hiring-guide` answers other questions."
    )
    yield kit.context(text, "help")
