"""Answers without a place: usual equity, what pay is made of, what there are no figures for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import join, md, quote
from blocks.salary.benchmark import build_check_button, build_place_picker, build_source
from hiring.guide.salary_query import Overview, Subject

if TYPE_CHECKING:
    from blocks.kit import Message
    from blocks.mrkdwn import Mrkdwn
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary_query import EquityAt, Explain, OtherRole, UnknownUnit


def build_equity(benchmark: Benchmark, query: EquityAt) -> Message:
    """The usual equity by funding stage, and a stage without figures named as such."""
    equity = benchmark.salary.equity
    lines = [
        md("• {stage}: {low}–{high}%", stage=stage.name, low=stage.low, high=stage.high)
        for stage in equity.stages
        if query.stage in {None, stage}
    ]
    if query.typed_stage:
        lines = [md("*I have no equity figures for {stage}.*", stage=query.typed_stage), *lines]
    return _build_fact(benchmark, join([*lines, md("{text}", text=equity.text)]))


def build_explanation(benchmark: Benchmark, query: Explain) -> Message:
    """What the content says on a subject of pay."""
    salary = benchmark.salary
    texts = {
        Subject.TOTAL: salary.how_total.text,
        Subject.BONUS: salary.how_total.text,
        Subject.UNDERPAYING: salary.loss.text if salary.loss else salary.varies,
        Subject.ENGINEER_BANDS: salary.mistake or salary.varies,
        Subject.ABOVE_ENGINEERS: salary.varies,
        Subject.DEPENDS: salary.varies,
        Subject.SOURCE: salary.source,
    }
    return _build_fact(benchmark, md("{text}", text=texts[query.subject]))


def build_other_role(benchmark: Benchmark, query: OtherRole) -> Message:
    """The answer to another job title."""
    text = md(
        "*I have figures for {title} only, not for {typed}.*",
        title=benchmark.title,
        typed=quote(query.typed),
    )
    return _build_fact(benchmark, text)


def build_unknown_unit(benchmark: Benchmark, query: UnknownUnit) -> Message:
    """The answer to an amount in a currency that no range is in."""
    text = md(
        "*I have no figures in {typed}.* The ranges are in {currencies}, and I don't convert.",
        typed=quote(query.typed),
        currencies=" and ".join(benchmark.salary.by_currency()),
    )
    return _build_fact(benchmark, text)


def _build_fact(benchmark: Benchmark, text: Mrkdwn) -> Message:
    return kit.message(
        text,
        [
            kit.section(text, "salary.fact"),
            build_source(benchmark),
            kit.actions(
                [
                    build_place_picker(benchmark, "Pick a place"),
                    build_check_button(benchmark, Overview()),
                ],
                "salary.actions",
            ),
        ],
    )
