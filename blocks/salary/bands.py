"""The ranges without an offer: every place, one place, two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary import beside
from blocks.salary.benchmark import (
    build_amount_cells,
    build_check_button,
    build_left_out,
    build_more_button,
    build_place_notes,
    build_place_picker,
    build_range_chart,
    build_read_as,
    build_share_button,
    build_source,
    describe_equity,
    describe_pay,
    format_range,
)
from hiring.language.questions import Focus
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.kit import Block, Cell, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary import Band, Range, Salary
    from hiring.guide.salary_query import AtPlace, Compare, Overview
    from hiring.pay_statistics.figures import PayRow

BESIDE_THEM = Mrkdwn("Beside them, estimates:")
RANGES = ("Base from", "Base to", "Total from", "Total to")


def build_overview(
    benchmark: Benchmark, query: Overview, *, detailed: bool = False, shared: Block | None = None
) -> Message:
    """Every place in a line; in detail, charts, the table and what to know beside it."""
    if query.extreme and not detailed:
        return _build_extremes(benchmark, query, query.extreme, shared)
    lines = [
        md("• *{name}*: base {base}, total {total}", **_format_figures(benchmark, band))
        for band in benchmark.salary.bands
    ]
    asking = "Which place? " if query.asks_place else ""
    title = md("*{asking}{title}: yearly pay by place*", asking=asking, title=benchmark.title)
    rows = beside.find_own_places(benchmark)
    own = beside.describe_own(benchmark, rows, leads=False)
    if own:
        lines = [*(md("• {line}", line=line) for line in own), BESIDE_THEM, *lines]
    figures = kit.section(join([title, *lines]), "salary.places")
    own_blocks = [kit.section(join(own), "salary.own")] if own else []
    return kit.message(
        join([title, *lines]),
        [
            *([*own_blocks, *_build_details_of_all(benchmark)] if detailed else [figures]),
            *beside.build_about_own(rows),
            build_source(benchmark),
            shared or _build_overview_buttons(benchmark, query, detailed=detailed),
        ],
    )


def _build_overview_buttons(benchmark: Benchmark, query: Overview, *, detailed: bool) -> Block:
    are_own = not query.extreme and bool(beside.find_own_places(benchmark))
    return kit.actions(
        [
            build_check_button(benchmark, query),
            build_share_button(benchmark, query, detailed=detailed, are_own=are_own),
            build_more_button(benchmark, query, detailed=detailed),
            build_place_picker(benchmark, "Pick a place"),
        ],
        "salary.actions",
    )


def _build_extremes(
    benchmark: Benchmark, query: Overview, extreme: Focus, shared: Block | None
) -> Message:
    """The place of each currency whose base range is the lowest or the highest."""
    find = min if extreme is Focus.BOTTOM else max
    word = "least" if extreme is Focus.BOTTOM else "most"
    lines = []
    for currency, bands in benchmark.salary.by_currency().items():
        band = find(bands, key=lambda band: (band.base.low, band.base.high))
        lines.append(
            md(
                "*{name} pays {word} in {currency}*: base {base}, total {total} per year.",
                word=word,
                currency=currency.value,
                **_format_figures(benchmark, band),
            )
        )
    text = join(lines)
    return kit.message(
        text,
        [
            kit.section(text, "salary.places"),
            *([_build_two_currencies()] if len(lines) > 1 else []),
            build_source(benchmark),
            shared or _build_overview_buttons(benchmark, query, detailed=False),
        ],
    )


def build_place(
    benchmark: Benchmark, at: AtPlace, *, detailed: bool = False, shared: Block | None = None
) -> Message:
    """One place's base range and total range; in detail, with a table and what to know."""
    band = benchmark.band(at.place)
    figures = _format_figures(benchmark, band)
    rows = beside.find_rows(benchmark, at)
    lines = beside.describe_own(benchmark, rows)
    if lines:
        lines.append(Mrkdwn("Beside it, an estimate:"))
    lines += _describe_focus(band, at.focus, at.basis, figures["name"]) if at.focus else []
    lines.append(_describe_ranges(benchmark, band, at))
    text = join(lines)
    official, official_blocks = beside.build_official(benchmark, rows, detailed=detailed)
    return kit.message(
        join([text, official]),
        [
            kit.section(text, "salary.band"),
            *build_left_out(at.left_out),
            *build_place_notes([at]),
            *build_read_as(at.ignored, f"{benchmark.title}, {at.place.name}"),
            *beside.build_about_own(rows),
            *(_build_details_of_place(benchmark, band, rows) if detailed else []),
            build_source(benchmark, band, about=benchmark.salary.how_total.text),
            *official_blocks,
            shared
            or kit.actions(
                [
                    build_check_button(benchmark, at),
                    build_share_button(
                        benchmark, at, detailed=detailed, are_own=bool(beside.list_own(rows))
                    ),
                    build_more_button(benchmark, at, detailed=detailed),
                    build_place_picker(benchmark),
                ],
                "salary.actions",
            ),
        ],
    )


def build_comparison(
    benchmark: Benchmark, query: Compare, *, detailed: bool = False, shared: Block | None = None
) -> Message:
    """Two places: what each pays, and which pays more if their currency is the same."""
    both = (query.first, query.second)
    bands = [benchmark.band(at.place) for at in both]
    rows = [row for at in both for row in beside.find_rows(benchmark, at)]
    own = beside.describe_own(benchmark, rows, leads=False)
    estimates = [describe_pay(benchmark, at.place) for at in both]
    lines = [*_describe_difference(benchmark, bands), *estimates]
    text = join([*own, BESIDE_THEM, *lines] if own else lines)
    currencies = {band.currency for band in bands}
    names = " and ".join(at.place.name for at in both)
    return kit.message(
        text,
        [
            kit.section(text, "salary.band"),
            *build_left_out(query.left_out),
            *beside.build_about_own(rows),
            *build_place_notes(both),
            *build_read_as(query.ignored, names),
            *(_build_details_of_both(benchmark, bands) if detailed else []),
            *([_build_two_currencies()] if len(currencies) > 1 else []),
            build_source(benchmark, *bands),
            shared
            or kit.actions(
                [
                    build_share_button(benchmark, query, detailed=detailed, are_own=bool(own)),
                    build_more_button(benchmark, query, detailed=detailed),
                    build_place_picker(benchmark),
                ],
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


def _describe_ranges(benchmark: Benchmark, band: Band, at: AtPlace) -> Mrkdwn:
    """Both ranges of a place: the one that was asked for in bold, or both."""
    figures = _format_figures(benchmark, band) | {
        "title": benchmark.title,
        "currency": band.currency.value,
    }
    if at.focus:
        return md("Base is {base}, total {total} per year, in {currency}.", **figures)
    if at.basis is Basis.TOTAL:
        return md(
            "*{title}, {name}: total {total} per year.*\nBase is {base}, in {currency}.", **figures
        )
    if at.basis is Basis.BASE:
        return md(
            "*{title}, {name}: base {base} per year.*\nTotal is {total}, in {currency}.", **figures
        )
    return md("*{title}, {name}: base {base}, total {total} per year*, in {currency}.", **figures)


def _describe_focus(band: Band, focus: Focus, basis: Basis | None, name: str) -> list[Mrkdwn]:
    """The bottom, the middle or the top of a range, of base first unless only one is meant."""
    first, *others = [basis] if basis else [Basis.BASE, Basis.TOTAL]
    sentences = [
        md("*{answer}*", answer=_describe_end(band, focus, first, f" for {name}")),
        *(md("{answer}", answer=_describe_end(band, focus, other)) for other in others),
    ]
    if focus is Focus.MIDDLE and not all(
        band.range(shown).high_is_open for shown in (first, *others)
    ):
        sentences.append(
            Mrkdwn("The middle is halfway between bottom and top. My source gives no average.")
        )
    return sentences


def _describe_end(band: Band, focus: Focus, basis: Basis, place: str = "") -> str:
    pay = band.range(basis)
    if pay.high_is_open and focus is not Focus.BOTTOM:
        shown = format_range(band, basis)
        return f"The {basis} range{place} is open-ended ({shown}), so it has no {focus}."
    ends = {Focus.BOTTOM: pay.low, Focus.MIDDLE: (pay.low + pay.high) / 2, Focus.TOP: pay.high}
    return f"The {focus} of the {basis} range{place} is {band.money(ends[focus]).short()}."


def _describe_difference(benchmark: Benchmark, bands: Sequence[Band]) -> list[Mrkdwn]:
    """Which of two places pays more, if one does at every end of both ranges."""
    first, second = bands
    for more, less in ((first, second), (second, first)):
        if more.currency is less.currency and all(
            _pays_more(more.range(basis), less.range(basis)) for basis in Basis
        ):
            return [
                md(
                    "*{more} pays more than {less}*: base is {low} more at the bottom of the "
                    "range and {high} more at the top.",
                    more=benchmark.place(more).name,
                    less=benchmark.place(less).name,
                    low=more.money(more.base.low - less.base.low).short(),
                    high=more.money(more.base.high - less.base.high).short(),
                )
            ]
    return []


def _pays_more(more: Range, less: Range) -> bool:
    """Whether both ends are higher. An open top is higher than any other, but not comparable."""
    tops = more.high > less.high and not less.high_is_open
    return more.low > less.low and tops


def _build_details_of_all(benchmark: Benchmark) -> list[Block]:
    salary = benchmark.salary
    blocks = [
        kit.header(f"{benchmark.title}: yearly pay by place", "salary.title"),
        kit.section(_join_sentences([salary.varies, salary.above_engineers]), "salary.varies"),
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
    table = kit.table(
        "Yearly pay by place",
        ("Place", *RANGES, "Currency"),
        [
            [benchmark.place(band).name, *build_amount_cells(band), band.currency.value]
            for band in salary.bands
        ],
        "salary.table",
        native=benchmark.native,
    )
    total = md("*Total compensation.* {text}", text=salary.how_total.text)
    return [*blocks, table, kit.section(total, "salary.total"), *_build_advice(salary)]


def _build_details_of_place(
    benchmark: Benchmark, band: Band, rows: Sequence[PayRow]
) -> list[Block]:
    """The estimate's chart and table; a company's own bands lead the table."""
    salary = benchmark.salary
    return [
        *_build_pay_chart(benchmark, band, "salary.chart"),
        kit.table(
            f"Yearly pay, {benchmark.place(band).name}",
            ("Pay", "From", "To"),
            [*beside.build_band_rows(benchmark, rows), *_build_pay_rows(band)],
            "salary.table",
            native=benchmark.native,
        ),
        kit.section(_join_sentences([salary.varies, salary.above_engineers]), "salary.varies"),
        *_build_advice(salary),
    ]


def _build_details_of_both(benchmark: Benchmark, bands: Sequence[Band]) -> list[Block]:
    """A chart each, since their currencies may differ, and the table of both."""
    charts = [
        block
        for number, band in enumerate(bands)
        for block in _build_pay_chart(benchmark, band, f"salary.chart.{number}")
    ]
    table = kit.table(
        "Yearly pay, two places",
        ("Place", *RANGES),
        [[benchmark.place(band).name, *build_amount_cells(band)] for band in bands],
        "salary.table",
        native=benchmark.native,
    )
    return [*charts, table]


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
    """Usual equity, the most common mistake and the rules of thumb, as far as the role has them."""
    equity = join([md("*Equity.* {text}", text=salary.equity.text), *describe_equity(salary)])
    blocks: list[Block] = [kit.section(equity, "salary.equity")]
    if salary.mistake:
        mistake = md("*Most common mistake.* {text}", text=salary.mistake)
        blocks.append(kit.section(mistake, "salary.mistake"))
    if rules := salary.rules_of_thumb:
        lines = [md("• {rule}", rule=rule) for rule in rules.rules]
        label = md("_{label}_", label=rules.label)
        blocks.append(kit.context(join([label, *lines]), "salary.rules_of_thumb"))
    return blocks


def _join_sentences(texts: Iterable[str | None]) -> Mrkdwn:
    return join((md("{text}", text=text) for text in texts if text), " ")
