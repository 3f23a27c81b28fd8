"""An offer against a band: the verdict first, then the distances, then what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary.benchmark import (
    check_button,
    in_thousands,
    read_as,
    share_button,
    source,
    span,
    thousands,
)
from hiring.guide.offers import Position, Side, read_offer
from hiring.guide.salary import Basis
from hiring.guide.salary_query import AtPlace, OfferAt

if TYPE_CHECKING:
    from blocks.kit import Block, Element, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Distance, Point, Reading

VERDICTS = {
    Position.BELOW: "below the band",
    Position.WITHIN: "within the band",
    Position.ABOVE: "above the band",
    Position.STRADDLES_LOW: "across the low edge of the band",
    Position.STRADDLES_HIGH: "across the high edge of the band",
    Position.COVERS: "wider than the band on both sides",
}


def offer(benchmark: Benchmark, query: OfferAt, *, shared: Block | None = None) -> Message:
    """The reading of an offer that was typed."""
    band = benchmark.band(query.place)
    reading = read_offer(query.offer, band, benchmark.salary)
    at = AtPlace(query.place, query.read_as)
    verdict = md(
        "*{amount} {basis} is {verdict} for {place}.*",
        amount=typed_amount(reading),
        basis=query.offer.basis.value,
        verdict=VERDICTS[reading.position],
        place=query.place.name,
    )
    blocks = [
        kit.section(verdict, "salary.verdict"),
        kit.section(distances(reading), "salary.distances"),
        *read_as([at]),
        *consequences(benchmark, reading),
    ]
    if benchmark.native:
        blocks.append(_chart(query, reading))
    blocks += [
        source(benchmark),
        shared or kit.actions(_buttons(benchmark, query, reading), "salary.actions"),
    ]
    return kit.message(join([verdict, distances(reading)]), blocks)


def typed_amount(reading: Reading) -> str:
    """`$190k`, or `$200k–$250k` for a range."""
    low, high = reading.low.money.short(), reading.high.money.short()
    return f"{low}–{high}" if reading.offer.is_range else low


def distances(reading: Reading) -> Mrkdwn:
    """The range, and how far from each of its edges the offer is."""
    points = [reading.low, reading.high] if reading.offer.is_range else [reading.low]
    against = md(
        "The {basis} range is {span} a year.",
        basis=reading.offer.basis.value,
        span=span(reading.band, reading.offer.basis),
    )
    return join([against, *(_point(point) for point in points)])


def consequences(benchmark: Benchmark, reading: Reading) -> list[Block]:
    """What such an offer costs, whose band it may have been taken from, what was assumed."""
    salary = benchmark.salary
    blocks = []
    if reading.costs:
        blocks.append(
            kit.section(md(":warning: *Risk.* {text}", text=salary.loss.text), "salary.costs")
        )
    if reading.engineer_band:
        blocks.append(kit.section(md("{hint}", hint=salary.engineer_bands.hint), "salary.engineer"))
    if reading.assumed_currency:
        blocks.append(
            kit.context(
                md(
                    "No currency given: read as {currency}, the band's.",
                    currency=reading.band.currency.value,
                ),
                "salary.assumed",
            )
        )
    return blocks


def _chart(query: OfferAt, reading: Reading) -> Block:
    """The offer between the edges."""
    pay = reading.range
    ends = {"Offer": query.offer.low}
    if query.offer.is_range:
        ends = {"Offer, low": query.offer.low, "Offer, high": query.offer.high}
    high = "High (open end)" if pay.high_is_open else "High edge"
    bars = {"Low edge": pay.low, **ends, high: pay.high}
    return kit.bar_chart(
        f"{query.place.short}: the offer and the band",
        {query.offer.basis.value.capitalize(): in_thousands(bars)},
        "salary.chart",
        y_label=thousands(reading.band),
    )


def _point(point: Point) -> Mrkdwn:
    parts = [_distance("low", point.to_low)]
    if point.to_high:
        parts.append(_distance("high", point.to_high))
    else:
        parts.append("the range is open-ended, so there is no high edge")
    return md("• {amount}: {parts}", amount=point.money.short(), parts="; ".join(parts))


def _distance(name: str, distance: Distance) -> str:
    edge = f"the {name} edge ({distance.edge.short()})"
    if distance.side is Side.AT:
        return f"exactly at {edge}"
    return f"{distance.money.short()} or {distance.percent} % {distance.side.value} {edge}"


def _buttons(benchmark: Benchmark, query: OfferAt, reading: Reading) -> list[Element]:
    other = Basis.TOTAL if query.offer.basis is Basis.BASE else Basis.BASE
    other_query = replace(query, offer=replace(query.offer, basis=other))
    return [
        kit.button(
            f"Read as {other.value}",
            ids.nth(ids.SALARY_READ, 1),
            value=benchmark.value(other_query),
        ),
        check_button(benchmark, query),
        share_button(benchmark, AtPlace(query.place, query.read_as), "Share the band"),
        kit.button(
            "Share with the offer",
            ids.nth(ids.SALARY_SHARE, 1),
            value=benchmark.value(query),
            confirm=kit.confirm(
                "Share the offer?",
                f"Everyone in this channel will read {typed_amount(reading)} "
                "and how it compares with the band.",
                "Share the offer",
            ),
        ),
    ]
