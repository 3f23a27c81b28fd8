"""The ranges without an offer: every place, one place, two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary.benchmark import (
    build_amount_cells,
    build_check_button,
    build_place_notes,
    build_place_picker,
    build_range_chart,
    build_role_picker,
    build_share_button,
    build_source,
    format_range,
)
from hiring.guide.salary_query import AtPlace, Compare, Overview
from hiring.money import Basis

if TYPE_CHECKING:
    from blocks.kit import Block, Cell, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary import Band, Salary

RANGES = ("Base from", "Base to", "Total from", "Total to")


def build_overview(benchmark: Benchmark, *, shared: Block | None = None) -> Message:
    """Every place: a chart for each currency, the table, and what to know beside it."""
    salary = benchmark.salary
    lines = [
        md("{name}: base {base}, total {total}", **_format_figures(benchmark, band))
        for band in salary.bands
    ]
    blocks = [
        kit.header(f"{benchmark.title}: yearly pay by place", "salary.title"),
        kit.section(md("{varies}", varies=salary.varies), "salary.varies"),
    ]
    if benchmark.native:
        blocks += [
            build_range_chart(
                f"Base pay in {currency}",
                {benchmark.place(band).short: band.base for band in bands},
                bands[0],
                f"salary.chart.{currency}",
            )
            for currency, bands in salary.by_currency().items()
        ]
    blocks.append(
        kit.table(
            "Yearly pay by place",
            ("Place", *RANGES, "Currency"),
            [
                [benchmark.place(band).name, *build_amount_cells(band), band.currency.value]
                for band in salary.bands
            ],
            "salary.table",
            native=benchmark.native,
        )
    )
    equity = join(
        [
            md("*Equity.* {text}", text=salary.equity.text),
            *(
                md("• {stage}: {low}–{high}%", stage=stage.name, low=stage.low, high=stage.high)
                for stage in salary.equity.stages
            ),
        ]
    )
    blocks += [
        kit.section(md("*Total compensation.* {text}", text=salary.how_total.text), "salary.total"),
        kit.section(equity, "salary.equity"),
        *_build_advice(salary),
        build_source(benchmark),
        shared
        or kit.actions(
            [
                build_place_picker(benchmark, "Pick a place"),
                build_check_button(benchmark, Overview()),
                build_share_button(benchmark, Overview()),
                *build_role_picker(benchmark, Overview()),
            ],
            "salary.actions",
        ),
    ]
    return kit.message(
        md("{title}, yearly pay by place\n{lines}", title=benchmark.title, lines=join(lines)),
        blocks,
    )


def build_place(benchmark: Benchmark, at: AtPlace, *, shared: Block | None = None) -> Message:
    """One place's base range and total range."""
    band = benchmark.band(at.place)
    text = md(
        "*{title}, {name}*\nBase {base}, total {total} per year ({currency}).",
        title=benchmark.title,
        currency=band.currency,
        **_format_figures(benchmark, band),
    )
    return kit.message(
        text,
        [
            kit.section(text, "salary.band"),
            *build_place_notes([at]),
            *_build_pay_chart(benchmark, band, "salary.chart"),
            kit.table(
                f"Yearly pay, {at.place.name}",
                ("Pay", "From", "To"),
                _build_pay_rows(band),
                "salary.table",
                native=benchmark.native,
            ),
            kit.context(md("{how}", how=benchmark.salary.how_total.text), "salary.total"),
            build_source(benchmark),
            shared
            or kit.actions(
                [
                    build_place_picker(benchmark),
                    build_check_button(benchmark, at),
                    build_share_button(benchmark, at),
                    *build_role_picker(benchmark, at),
                ],
                "salary.actions",
            ),
        ],
    )


def build_comparison(
    benchmark: Benchmark, query: Compare, *, shared: Block | None = None
) -> Message:
    """Two places: a chart each, since their currencies may differ."""
    both = (query.first, query.second)
    bands = [benchmark.band(at.place) for at in both]
    lines = [
        md("*{name}*: base {base}, total {total} per year", **_format_figures(benchmark, band))
        for band in bands
    ]
    charts = [
        block
        for number, band in enumerate(bands)
        for block in _build_pay_chart(benchmark, band, f"salary.chart.{number}")
    ]
    currencies = {band.currency for band in bands}
    return kit.message(
        join([md("{title}", title=benchmark.title), *lines]),
        [
            kit.section(join(lines), "salary.band"),
            *build_place_notes(both),
            *charts,
            kit.table(
                "Yearly pay, two places",
                ("Place", *RANGES),
                [[benchmark.place(band).name, *build_amount_cells(band)] for band in bands],
                "salary.table",
                native=benchmark.native,
            ),
            *([_build_two_currencies()] if len(currencies) > 1 else []),
            build_source(benchmark),
            shared
            or kit.actions(
                [build_place_picker(benchmark), build_share_button(benchmark, query)],
                "salary.actions",
            ),
        ],
    )


def _format_figures(benchmark: Benchmark, band: Band) -> dict[str, str]:
    return {
        "name": benchmark.place(band).name,
        "base": format_range(band, Basis.BASE),
        "total": format_range(band, Basis.TOTAL),
    }


def _build_pay_chart(benchmark: Benchmark, band: Band, block_id: str) -> list[Block]:
    if not benchmark.native:
        return []
    total = "Total (open-ended)" if band.total.high_is_open else "Total"
    bars = {"Base": band.base, total: band.total}
    title = f"{benchmark.place(band).short}: base and total"
    return [build_range_chart(title, bars, band, block_id)]


def _build_pay_rows(band: Band) -> list[list[Cell]]:
    base_low, base_high, total_low, total_high = build_amount_cells(band)
    return [["Base", base_low, base_high], ["Total", total_low, total_high]]


def _build_two_currencies() -> Block:
    return kit.context(
        Mrkdwn("These are two currencies, and nothing is converted. Compare with care."),
        "salary.currencies",
    )


def _build_advice(salary: Salary) -> list[Block]:
    """The most common mistake and the rules of thumb, if the role has them."""
    blocks: list[Block] = []
    if salary.mistake:
        mistake = md("*Most common mistake.* {text}", text=salary.mistake)
        blocks.append(kit.section(mistake, "salary.mistake"))
    if rules := salary.rules_of_thumb:
        lines = [md("• {rule}", rule=rule) for rule in rules.rules]
        label = md("_{label}_", label=rules.label)
        blocks.append(kit.context(join([label, *lines]), "salary.rules_of_thumb"))
    return blocks
