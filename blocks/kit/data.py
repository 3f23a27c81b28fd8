"""Charts and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import slackblocks as sb

from blocks.kit.text import section
from blocks.mrkdwn import Mrkdwn, clean, md

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blocks.kit.text import Block

Cell: TypeAlias = str | tuple[float, str]  # a text, or a number with the text that shows it


def bar_chart(
    title: str,
    series: Mapping[str, Mapping[str, float]],
    block_id: str,
    *,
    y_label: str,
) -> Block:
    """Grouped bars: series name to category to value.

    Slack: every name and category holds 20 characters, a message two charts.
    """
    categories = list(next(iter(series.values())))
    return sb.DataVisualizationBlock(
        title=title,
        chart=sb.BarChart(
            series=[
                sb.DataSeries(name, [sb.DataPoint(category, data[category]) for category in data])
                for name, data in series.items()
            ],
            axis_config=sb.AxisConfig(categories=categories, y_label=y_label),
        ),
        block_id=block_id,
    )


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    block_id: str,
    *,
    native: bool,
) -> Block:
    """A table: sortable if Slack draws tables itself, otherwise fixed-width text.

    A column sorts as numbers if each of its cells is a number.
    """
    if native:
        cells: list[list[sb.RawText | sb.RawNumber | sb.RichTextBlock]] = [
            [_cell(cell) for cell in row] for row in (head, *rows)
        ]
        return sb.DataTableBlock(
            rows=cells, caption=caption, page_size=min(len(rows), 100), block_id=block_id
        )
    return section(_text_table(head, rows), block_id)


def _cell(cell: Cell) -> sb.RawText | sb.RawNumber:
    return sb.RawText(clean(cell)) if isinstance(cell, str) else sb.RawNumber(*cell)


def _text_table(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Mrkdwn:
    shown = [
        [*head],
        *(
            [fit_in_table_cell(cell if isinstance(cell, str) else cell[1]) for cell in row]
            for row in rows
        ),
    ]
    widths = [max(len(row[column]) for row in shown) for column in range(len(head))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
    return md("```\n{lines}\n```", lines="\n".join(lines))


def fit_in_table_cell(text: str) -> str:
    """Put text on one line and replace backticks, so it can't break a text table."""
    return " ".join(clean(text).split()).replace("`", "'")
