"""A row of pay figures in words: the figures, where an amount lies in them, how sure they are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md
from hiring.guide.offers import format_percent
from hiring.money import Money
from hiring.pay_statistics.area_titles import name_area
from hiring.pay_statistics.figures import SurveyKind
from hiring.pay_statistics.offer_reading import Mark, find_standing, is_rough, is_small, list_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from blocks.kit import Block, Cell
    from hiring.guide.offers import Offer
    from hiring.pay_statistics.figures import PayRow

MARKS: Final = {
    Mark.P10: "the 10th percentile",
    Mark.P25: "the 25th percentile",
    Mark.MEDIAN: "the median",
    Mark.P75: "the 75th percentile",
    Mark.P90: "the 90th percentile",
}
SHORT_MARKS: Final = {
    Mark.P10: "10th percentile",
    Mark.P25: "25th percentile",
    Mark.MEDIAN: "Median (50th)",
    Mark.P75: "75th percentile",
    Mark.P90: "90th percentile",
}
SHORT_BAND_MARKS: Final = {
    Mark.P10: "Bottom",
    Mark.P25: "First quarter",
    Mark.MEDIAN: "Middle",
    Mark.P75: "Last quarter",
    Mark.P90: "Top",
}


def format_amount(row: PayRow, amount: int | Decimal) -> str:
    """`$127,360`: the figures are published to ten dollars, and shown as they are."""
    return Money(Decimal(amount), row.currency).in_full()


def describe_figures(row: PayRow) -> str:
    """`middle half $85,780–$161,560, median $127,360`, or what the row has instead."""
    if row.survey.kind is SurveyKind.BANDS:
        return _describe_band(row)
    parts = []
    if row.p25 is not None and row.p75 is not None:
        parts.append(f"middle half {_format_span(row, row.p25, row.p75)}")
    elif row.mean is not None:
        parts.append(f"mean {format_amount(row, row.mean)}")
    if row.median is not None:
        parts.append(f"median {format_amount(row, row.median)}")
    return ", ".join(parts) or _list_figures(row)


def _describe_band(row: PayRow) -> str:
    if row.p10 is None or row.p90 is None:
        return _list_figures(row)
    middle = f", middle {format_amount(row, row.median)}" if row.median is not None else ""
    return f"{_format_span(row, row.p10, row.p90)}{middle}"


def _format_span(row: PayRow, low: int, high: int) -> str:
    return f"{format_amount(row, low)}–{format_amount(row, high)}"


def _list_figures(row: PayRow) -> str:
    """What a row has that lacks the usual figures."""
    names = get_short_marks(row)
    known = [f"{names[mark].lower()} {format_amount(row, at)}" for mark, at in list_marks(row)]
    return ", ".join(known) or "no figures published"


def get_short_marks(row: PayRow) -> dict[Mark, str]:
    """What its points are called in a table or a chart."""
    return SHORT_BAND_MARKS if row.survey.kind is SurveyKind.BANDS else SHORT_MARKS


def name_survey(row: PayRow) -> str:
    """`Official statistics, May 2025`."""
    return ", ".join(filter(None, (row.survey.name, row.survey.as_of)))


def describe_row(row: PayRow) -> Mrkdwn:
    """A row on one line below other figures, its survey first."""
    return md(
        "*{survey}*, {area}: {job}: {figures}",
        survey=name_survey(row),
        area=name_area(row.area),
        job=row.job.name,
        figures=describe_figures(row),
    )


def describe_standing(row: PayRow, amount: Decimal) -> str:
    """Where an amount lies: `between the 25th percentile ($85,780) and the median ($127,360)`."""
    amounts = dict(list_marks(row))
    if row.survey.kind is SurveyKind.BANDS:
        return _describe_in_band(row, amounts, amount)
    standing = find_standing(row, amount)
    shown = {mark: f"{MARKS[mark]} ({format_amount(row, at)})" for mark, at in amounts.items()}
    lower, higher = standing.lower, standing.higher
    if lower and higher:
        if standing.is_exact:
            return f"exactly {shown[lower]}"
        return f"between {shown[lower]} and {shown[higher]}"
    if higher:
        return f"under {shown[higher]}"
    return f"over {shown[lower]}" if lower else "not comparable: there are no percentiles"


def _describe_in_band(row: PayRow, amounts: Mapping[Mark, int], amount: Decimal) -> str:
    """Inside or outside of a company's own band, and on which side of its middle."""
    bottom, middle, top = (amounts.get(mark) for mark in (Mark.P10, Mark.MEDIAN, Mark.P90))
    if bottom is not None and amount < bottom:
        return f"under your band, by {_format_difference(row, bottom, amount)}"
    if top is not None and amount > top:
        return f"over your band, by {_format_difference(row, top, amount)}"
    for end, name in ((bottom, "bottom"), (middle, "middle"), (top, "top")):
        if amount == end:
            return f"exactly the {name} of your band"
    if middle is None:
        return "inside your band"
    return f"inside your band, {'under' if amount < middle else 'over'} its middle"


def _format_difference(row: PayRow, end: int, amount: Decimal) -> str:
    difference = abs(amount - end)
    return f"{format_amount(row, difference)} ({format_percent(100 * difference / end)})"


def describe_offer(row: PayRow, offer: Offer) -> str:
    """An offer and where it lies; of a range both ends, unless they lie alike."""
    ends = [*dict.fromkeys((offer.low, offer.high))]
    standings = [describe_standing(row, end) for end in ends]
    if len(set(standings)) > 1:
        pairs = zip(ends, standings, strict=True)
        return "; ".join(f"{format_amount(row, end)} is {standing}" for end, standing in pairs)
    amount = "–".join(Money(end, row.currency).short() for end in ends)
    return f"{amount} is {standings[0]}"


def describe_other_basis(row: PayRow, offer: Offer) -> Mrkdwn:
    """That base and total pay aren't compared; nothing where offer and figures are the same."""
    if offer.basis is row.survey.counts:
        return Mrkdwn()
    ends = dict.fromkeys((offer.low, offer.high))
    return md(
        "*{amount} is {typed} pay, and {whose} {counts} pay,* so I don't compare them.",
        amount="–".join(Money(end, row.currency).short() for end in ends),
        typed=offer.basis,
        whose="your band is" if row.survey.kind is SurveyKind.BANDS else "these figures are",
        counts=row.survey.counts,
    )


def build_cautions(rows: Iterable[PayRow], block_id: str) -> list[Block]:
    """A small line for each row whose figures are much less certain than most."""
    lines = [line for row in rows for line in _list_cautions(row)]
    return [kit.context(join(lines), block_id)] if lines else []


def _list_cautions(row: PayRow) -> Iterable[Mrkdwn]:
    who = {"job": row.job.name, "area": name_area(row.area)}
    if is_rough(row):
        yield md(
            ":warning: {job}, {area}: these figures are rough. The standard error of their mean is"
            " {error}%.",
            error=row.error_percent,
            **who,
        )
    if is_small(row):
        yield md(
            ":warning: {job}, {area}: only about {count} people hold this job, so a few employers"
            " can move the figures.",
            count=row.employment,
            **who,
        )


def build_chart(rows: Sequence[PayRow], names: Sequence[str], title: str) -> Block:
    """The points of one row or of several beside each other, in thousands of their currency."""
    marks = get_short_marks(rows[0])
    return kit.bar_chart(
        title,
        {
            name: {marks[mark]: amount / 1000 for mark, amount in list_marks(row)}
            for row, name in zip(rows, names, strict=True)
        },
        "salary.chart",
        y_label=f"{rows[0].currency} thousands per year",
    )


def build_table(rows: Sequence[PayRow], names: Sequence[str], *, native: bool) -> Block:
    """The points, the mean, how many people and how sure: a line each, a column for each row."""
    marks = get_short_marks(rows[0])
    lines: list[list[Cell]] = [
        [marks[mark], *(_build_cell(row, mark) for row in rows)] for mark in Mark
    ]
    lines.append(["Mean", *(_build_amount(row, row.mean) for row in rows)])
    lines.append(["People", *(_build_count(row) for row in rows)])
    lines.append(["Standard error", *(_build_error(row) for row in rows)])
    known = [line for line in lines if any(cell != NOT_PUBLISHED for cell in line[1:])]
    return kit.table("Yearly pay", ("Pay", *names), known, "salary.table", native=native)


def describe_table(rows: Sequence[PayRow], names: Sequence[str]) -> list[Mrkdwn]:
    """All that chart and table show, a line for each row, for who can't see them."""
    return [
        md("{name}: {figures}", name=name, figures=", ".join(_list_all(row)))
        for row, name in zip(rows, names, strict=True)
    ]


def _list_all(row: PayRow) -> Iterable[str]:
    cells = {
        **{name: _build_cell(row, mark) for mark, name in get_short_marks(row).items()},
        "Mean": _build_amount(row, row.mean),
        "People": _build_count(row),
        "Standard error": _build_error(row),
    }
    return (f"{name} {cell[1]}" for name, cell in cells.items() if cell != NOT_PUBLISHED)


NOT_PUBLISHED: Final = "–"


def _build_cell(row: PayRow, mark: Mark) -> Cell:
    amount: int | None = getattr(row, mark.value)
    if mark is Mark.P90 and row.p90_is_open and amount is not None:
        return (float(amount), f"at least {format_amount(row, amount)}")
    return _build_amount(row, amount)


def _build_amount(row: PayRow, amount: int | None) -> Cell:
    return NOT_PUBLISHED if amount is None else (float(amount), format_amount(row, amount))


def _build_count(row: PayRow) -> Cell:
    return NOT_PUBLISHED if row.employment is None else (row.employment, f"{row.employment:,}")


def _build_error(row: PayRow) -> Cell:
    if row.error_percent is None:
        return NOT_PUBLISHED
    return (float(row.error_percent), f"{row.error_percent}%")
