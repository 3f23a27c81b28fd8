"""Answers without a place: usual equity, and what pay is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md, quote
from blocks.salary.benchmark import (
    build_check_button,
    build_left_out,
    build_offer_share_button,
    build_place_picker,
    build_read_as,
    build_share_button,
    build_source,
    format_usual_equity,
)
from blocks.salary.packages import PERCENT_VERDICTS
from blocks.sentences import take_first_sentence
from hiring.guide.offers import compare_percents
from hiring.guide.salary_query import EquityAt, Overview
from hiring.language.questions import Subject

if TYPE_CHECKING:
    from decimal import Decimal

    from blocks.kit import Block, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary import FundingStage, Salary
    from hiring.guide.salary_query import Explain


def build_equity(benchmark: Benchmark, query: EquityAt, *, shared: Block | None = None) -> Message:
    """The usual equity at a funding stage or at each, and how a percentage compares with it."""
    salary = benchmark.salary
    text = md("{text}", text=salary.equity.text)
    if not salary.equity.stages:
        lines = [Mrkdwn("*I have no figures for equity.*")]
    elif query.typed_stage:
        known = [f"{stage.name} ({stage.low}–{stage.high}%)" for stage in salary.equity.stages]
        lines = [
            md(
                "*I have no equity figures for {stage}.* I have them for {known}.",
                stage=quote(query.typed_stage),
                known=" and ".join(known),
            )
        ]
    elif query.low is not None:
        lines = _describe_percents(salary, query.stage, query.low, query.high or query.low)
    else:
        first, *others = [query.stage] if query.stage else salary.equity.stages
        usual = [
            f"{first.low}–{first.high}% of the company at {first.name}",
            *(f"{stage.low}–{stage.high}% at {stage.name}" for stage in others),
        ]
        lines = [md("*Usual equity is {usual}.*", usual=", ".join(usual))]
    read_as = f"equity at {query.stage.name}" if query.stage else "equity"
    return _build_fact(
        join([*lines, text]),
        [
            *build_left_out(query.left_out),
            *build_read_as(query.ignored, read_as),
            build_source(benchmark),
        ],
        shared or _build_buttons(benchmark, None if query.typed_stage else query),
    )


def _describe_percents(
    salary: Salary, stage_meant: FundingStage | None, low: Decimal, high: Decimal
) -> list[Mrkdwn]:
    amount = _format_percents(low, high)
    stages = salary.equity.stages
    positions = {compare_percents(low, high, stage) for stage in stages}
    if not stage_meant and len(positions) == 1 and len(stages) > 1:
        return [
            md(
                "*{amount} is {verdict} at every stage I know*: {usual}.",
                amount=amount,
                verdict=PERCENT_VERDICTS[positions.pop()],
                usual=format_usual_equity(stages),
            )
        ]
    verdicts = [
        md(
            "*{amount} is {verdict} for {stage}*, which is {low}–{high}% of the company.",
            amount=amount,
            verdict=PERCENT_VERDICTS[compare_percents(low, high, stage)],
            stage=stage.name,
            low=stage.low,
            high=stage.high,
        )
        for stage in ([stage_meant] if stage_meant else stages)
    ]
    if len(verdicts) == 1:
        return verdicts
    return [Mrkdwn("*That depends on the funding stage.*"), *verdicts]


def build_explanation(
    benchmark: Benchmark, query: Explain, *, shared: Block | None = None
) -> Message:
    """What the content says on a subject of pay, its first sentence in bold."""
    text = _judge_bonus(benchmark.salary, query) or _find_text(benchmark.salary, query.subject)
    if text is None:
        return _build_fact(
            md("*My guide to {title} says nothing about that.*", title=benchmark.title),
            build_left_out(query.left_out),
            shared or _build_buttons(benchmark, None),
        )
    first = take_first_sentence(text)
    rest = text[len(first) :].lstrip()
    notes = [*build_left_out(query.left_out), build_source(benchmark)]
    return _build_fact(
        join([md("*{first}*", first=first), md("{rest}", rest=rest)], " "),
        notes,
        shared or _build_buttons(benchmark, query),
    )


def _judge_bonus(salary: Salary, query: Explain) -> str | None:
    """How a bonus compares with the usual one, None where none was given or none is usual."""
    low, high, usual = query.low, query.high, salary.bonus
    if low is None or high is None or usual is None:
        return None
    amount = _format_percents(low, high)
    verdict = PERCENT_VERDICTS[compare_percents(low, high, usual)]
    return f"A bonus of {amount} is {verdict}, which is {usual.low}–{usual.high}% of base per year."


def _format_percents(low: Decimal, high: Decimal) -> str:
    return f"{low:f}%" if low == high else f"{low:f}–{high:f}%"


def _find_text(salary: Salary, subject: Subject) -> str | None:
    bonus, loss = salary.bonus, salary.loss
    texts = {
        Subject.TOTAL: salary.how_total.text,
        Subject.BONUS: (
            f"A bonus is typically {bonus.low}–{bonus.high}% of base per year."
            if bonus
            else salary.how_total.text
        ),
        Subject.UNDERPAYING: loss.text if loss else None,
        Subject.ENGINEER_BANDS: salary.mistake,
        Subject.ABOVE_ENGINEERS: salary.above_engineers or salary.varies,
        Subject.DEPENDS: salary.varies,
        Subject.SOURCE: salary.about_source,
    }
    return texts[subject]


def _build_buttons(benchmark: Benchmark, query: EquityAt | Explain | None) -> Block:
    """Sharing a percentage that was offered is confirmed first, as with any offer."""
    share = []
    if query and query.low is not None:
        part = "equity" if isinstance(query, EquityAt) else "bonus"
        share = [build_offer_share_button(benchmark, query, f"{query.low:f}% {part}")]
    elif query:
        share = [build_share_button(benchmark, query)]
    return kit.actions(
        [
            build_check_button(benchmark, query or Overview()),
            *share,
            build_place_picker(benchmark, "Pick a place"),
        ],
        "salary.actions",
    )


def _build_fact(text: Mrkdwn, notes: list[Block], end: Block) -> Message:
    return kit.message(text, [kit.section(text, "salary.fact"), *notes, end])
