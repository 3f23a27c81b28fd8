"""`/debrief stats`: how long scorecards and decisions take, by month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.debriefs import parts
from blocks.debriefs.wording import count_of
from blocks.mrkdwn import Mrkdwn, join, md
from hiring.debriefs.stats import LEAST_PEOPLE, LEAST_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.kit import Message
    from hiring.debriefs.stats import MonthFigures, Stats

TOO_FEW: Final = "too few"
HEAD: Final = ("Month", "To scorecard", "To decision")
RULE: Final = md(
    "Median hours from the end of an interview to its scorecard, and from the last scorecard to the"
    " decision. Only revealed debriefs count. Nothing is counted per person: a figure needs at"
    " least {values} values, from at least {people} people or all from you.",
    values=LEAST_VALUES,
    people=LEAST_PEOPLE,
)
NOBODY: Final = Mrkdwn(
    "*These figures are for people who run debriefs, and for administrators.* You run none in the"
    " channels that you and I are both in."
)


def build_stats_answer(
    whole: Stats | None, own: Stats | None, *, read: int, known: int, native: bool
) -> Message:
    """The workspace's figures for an administrator, and those of one's own debriefs.

    `read` of the `known` debriefs were counted. `native`: Slack draws tables itself.
    """
    if whole is None and own is None:
        return parts.join_parts(parts.build_text(NOBODY, "nobody"))[0]
    shown = [
        *(_build_figures("All debriefs of this workspace", whole, "all", native=native)),
        *(_build_figures("Debriefs that you own", own, "own", native=native)),
    ]
    part = md(
        "Only the latest {read} of {known} debriefs are counted.",
        read=f"{read:,}",
        known=f"{known:,}",
    )
    small = join([RULE, part if read < known else Mrkdwn()])
    return parts.join_parts(shown, parts.build_small_text(small, "rule"))[0]


def _build_figures(
    title: str, stats: Stats | None, name: str, *, native: bool
) -> Iterator[Message]:
    if stats is None:
        return
    head = md(
        "*{title}:* {debriefs} revealed lately",
        title=title,
        debriefs=count_of(stats.debriefs, "debrief"),
    )
    yield from parts.build_text(head, name)
    if stats.shows_any:
        rows = [_list_cells(month) for month in stats.months]
        text = join(
            md("{month}: to scorecard {card}, to decision {decision}", month=a, card=b, decision=c)
            for a, b, c in rows
        )
        table = kit.table(title, HEAD, rows, f"{name}.table", native=native)
        yield from parts.build_block(text, table)
    else:
        text = Mrkdwn("Too few scorecards and decisions in each of the latest months to show.")
        yield from parts.build_text(text, f"{name}.none")
    if stats.without_time:
        text = md(
            "{count} left out: nobody said when the interview was.",
            count=count_of(stats.without_time, "scorecard"),
        )
        yield from parts.build_small_text(text, f"{name}.left_out")


def _list_cells(figures: MonthFigures) -> Sequence[str]:
    year, month = figures.month
    name = f"{date(year, month, 1):%b %Y}"
    return name, _format_hours(figures.to_scorecard), _format_hours(figures.to_decision)


def _format_hours(hours: float | None) -> str:
    if hours is None:
        return TOO_FEW
    return f"{hours:,.0f} h" if hours >= 1 else "under 1 h"
