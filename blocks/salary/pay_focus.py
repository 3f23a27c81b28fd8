"""What is asked of a row by name: its mean, how many people, a percentile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.mrkdwn import Mrkdwn, md
from blocks.salary import rows as figures
from hiring.pay_statistics.figures import SurveyKind
from hiring.pay_statistics.offer_reading import Mark, list_marks
from hiring.pay_statistics.query import PayFocus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.pay_statistics.figures import PayRow
    from hiring.pay_statistics.query import AskedArea, AskedJob, PayQuestion

_PERCENTILES: Final = {
    10: Mark.P10,
    25: Mark.P25,
    50: Mark.MEDIAN,
    75: Mark.P75,
    90: Mark.P90,
}
_NOT_IN_BANDS: Final = {PayFocus.MEAN: "mean", PayFocus.EMPLOYMENT: "number of people"}
"""A company writes a bottom, a middle and a top, and counts nobody."""


def describe_focus(
    question: PayQuestion, job: AskedJob, area: AskedArea, row: PayRow
) -> Iterable[Mrkdwn]:
    """A sentence for what is asked; nothing where the figures as a whole are."""
    who = {"job": job.name, "area": area.name}
    is_asked = question.focus or question.percentile
    if is_asked and row.survey.kind is SurveyKind.BANDS:
        yield md(
            "*Your band has no {what}.*",
            what=_NOT_IN_BANDS[question.focus] if question.focus else "percentiles",
        )
        return
    if question.focus is PayFocus.MEAN and row.mean is not None:
        amount = figures.format_amount(row, row.mean)
        yield md("*The mean is {amount}* for {job}, {area}.", amount=amount, **who)
    elif question.focus is PayFocus.EMPLOYMENT and row.employment is not None:
        count = f"{row.employment:,}"
        yield md("*About {count} people hold this job*: {job}, {area}.", count=count, **who)
    elif question.focus:
        yield md("*That isn't published* for {job}, {area}.", **who)
    if question.percentile:
        yield _describe_percentile(question.percentile, row, who)


def _describe_percentile(percentile: int, row: PayRow, who: dict[str, str]) -> Mrkdwn:
    amounts = dict(list_marks(row))
    mark = _PERCENTILES.get(percentile)
    name = figures.MARKS[mark] if mark else f"the {_write_ordinal(percentile)} percentile"
    if mark is Mark.P90 and row.p90_is_open and row.p90 is not None:
        amount = figures.format_amount(row, row.p90)
        return md(
            "*{name} is at least {amount}* for {job}, {area}.",
            name=name.capitalize(),
            amount=amount,
            **who,
        )
    if mark in amounts:
        amount = figures.format_amount(row, amounts[mark])
        return md(
            "*{name} is {amount}* for {job}, {area}.",
            name=name.capitalize(),
            amount=amount,
            **who,
        )
    return md(
        "*{name} isn't published* for {job}, {area}. It lies {between}.",
        name=name.capitalize(),
        between=_describe_gap(percentile, row),
        **who,
    )


def _describe_gap(percentile: int, row: PayRow) -> str:
    """Between which published points an unpublished percentile lies."""
    amounts = dict(list_marks(row))
    known = [(number, mark) for number, mark in _PERCENTILES.items() if mark in amounts]
    under = [mark for number, mark in known if number < percentile]
    over = [mark for number, mark in known if number > percentile]
    shown = {
        mark: f"{figures.MARKS[mark]} ({figures.format_amount(row, amounts[mark])})"
        for _, mark in known
    }
    if under and over:
        return f"between {shown[under[-1]]} and {shown[over[0]]}"
    if under:
        return f"over {shown[under[-1]]}"
    return f"under {shown[over[0]]}" if over else "nowhere that I know of"


def _write_ordinal(number: int) -> str:
    teens = range(11, 14)
    ending = "th" if number % 100 in teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
