"""An offer compared with a range: the verdict first, then the distances, then what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary.benchmark import (
    build_check_button,
    build_place_notes,
    build_share_button,
    build_source,
    convert_to_thousands,
    describe_axis,
    format_range,
)
from hiring.guide.offers import Position, Side, read_offer
from hiring.guide.salary_query import AtPlace, OfferAt
from hiring.money import Basis

if TYPE_CHECKING:
    from decimal import Decimal

    from blocks.kit import Block, Element, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Distance, Point, Reading

VERDICTS = {
    Position.BELOW: "below the range",
    Position.WITHIN: "within the range",
    Position.ABOVE: "above the range",
    Position.STRADDLES_LOW: "across the bottom of the range",
    Position.STRADDLES_HIGH: "across the top of the range",
    Position.COVERS: "wider than the range on both sides",
}


def build_offer(benchmark: Benchmark, query: OfferAt, *, shared: Block | None = None) -> Message:
    """The reading of an offer that was typed."""
    band = benchmark.band(query.place)
    reading = read_offer(query.offer, band, benchmark.salary)
    at = AtPlace(query.place, query.read_as)
    verdict = md(
        "*{amount} {basis} is {verdict} for {place}.*",
        amount=format_typed_amount(reading),
        basis=query.offer.basis.value,
        verdict=VERDICTS[reading.position],
        place=query.place.name,
    )
    blocks = [
        kit.section(verdict, "salary.verdict"),
        kit.section(describe_distances(reading), "salary.distances"),
        *build_place_notes([at]),
        *build_consequences(reading),
    ]
    if benchmark.native:
        blocks.append(_build_chart(query, reading))
    blocks += [
        build_source(benchmark),
        shared or kit.actions(_build_buttons(benchmark, query, reading), "salary.actions"),
    ]
    return kit.message(join([verdict, describe_distances(reading)]), blocks)


def format_typed_amount(reading: Reading) -> str:
    """The offer's amount, such as `$190k`, or `$200k–$250k` for a range."""
    low, high = reading.low.money.short(), reading.high.money.short()
    return f"{low}–{high}" if reading.offer.is_range else low


def describe_distances(reading: Reading) -> Mrkdwn:
    """The range, and how far the offer is from its bottom and its top."""
    points = [reading.low, reading.high] if reading.offer.is_range else [reading.low]
    against = md(
        "The {basis} range is {span} per year.",
        basis=reading.offer.basis.value,
        span=format_range(reading.band, reading.offer.basis),
    )
    return join([against, *(_describe_point(point) for point in points)])


def build_consequences(reading: Reading) -> list[Block]:
    """The offer's risk, a hint if it fits an engineer's range, and what was assumed."""
    blocks = []
    if reading.costs:
        blocks.append(
            kit.section(md(":warning: *Risk.* {text}", text=reading.costs.text), "salary.costs")
        )
    if reading.engineer_band:
        blocks.append(kit.section(md("{hint}", hint=reading.engineer_band.hint), "salary.engineer"))
    if reading.assumed_currency:
        blocks.append(
            kit.context(
                md(
                    "You gave no currency, so I read it as {currency}.",
                    currency=reading.band.currency.value,
                ),
                "salary.assumed",
            )
        )
    return blocks


def _build_chart(query: OfferAt, reading: Reading) -> Block:
    """A chart of the offer between bottom and top of the range."""
    pay = reading.range
    ends = {"Offer": query.offer.low}
    if query.offer.is_range:
        ends = {"Offer, low": query.offer.low, "Offer, high": query.offer.high}
    high = "Top (open-ended)" if pay.high_is_open else "Top of range"
    bars = {"Bottom of range": pay.low, **ends, high: pay.high}
    return kit.bar_chart(
        f"{query.place.short}: offer and range",
        {query.offer.basis.value.capitalize(): convert_to_thousands(bars)},
        "salary.chart",
        y_label=describe_axis(reading.band),
    )


def _describe_point(point: Point) -> Mrkdwn:
    parts = [_describe_distance("bottom", point.to_low)]
    if point.to_high:
        parts.append(_describe_distance("top", point.to_high))
    else:
        parts.append("the range is open-ended, so it has no top")
    return md("• {amount}: {parts}", amount=point.money.short(), parts="; ".join(parts))


def _format_percent(percent: Decimal) -> str:
    """Whole percents; a smaller distance isn't shown as 0%."""
    return "under 1%" if percent < 1 else f"{percent:.0f}%"


def _describe_distance(name: str, distance: Distance) -> str:
    end = f"the {name} of the range ({distance.edge.short()})"
    if distance.side is Side.AT:
        return f"exactly at {end}"
    percent = _format_percent(distance.percent)
    return f"{distance.money.short()} ({percent}) {distance.side.value} {end}"


def _build_buttons(benchmark: Benchmark, query: OfferAt, reading: Reading) -> list[Element]:
    other = Basis.TOTAL if query.offer.basis is Basis.BASE else Basis.BASE
    other_query = replace(query, offer=replace(query.offer, basis=other))
    return [
        kit.button(
            f"Read as {other.value}",
            ids.number_id(ids.SALARY_READ, 1),
            value=benchmark.value(other_query),
        ),
        build_check_button(benchmark, query),
        build_share_button(benchmark, AtPlace(query.place, query.read_as), "Share the range"),
        kit.button(
            "Share with the offer",
            ids.number_id(ids.SALARY_SHARE, 1),
            value=benchmark.value(query),
            confirm=kit.confirm(
                "Share the offer?",
                f"Everyone in this channel will read {format_typed_amount(reading)} "
                "and how it compares with the range.",
                "Share the offer",
            ),
        ),
    ]
