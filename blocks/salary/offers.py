"""An offer compared with a range: the verdict first, then the distances, then what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary import beside
from blocks.salary.benchmark import (
    build_check_button,
    build_left_out,
    build_more_button,
    build_offer_share_button,
    build_place_notes,
    build_read_as,
    build_share_button,
    build_source,
    convert_to_thousands,
    describe_axis,
    format_range,
)
from hiring.guide.offers import Position, Side, format_percent, read_offer
from hiring.guide.salary_query import AtPlace, OfferAt
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Block, Element, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Distance, Point, Reading
    from hiring.guide.salary import Loss
    from hiring.guide.salary_query import TwoOffers

VERDICTS = {
    Position.BELOW: "below the range",
    Position.WITHIN: "within the range",
    Position.ABOVE: "above the range",
    Position.STRADDLES_LOW: "across the bottom of the range",
    Position.STRADDLES_HIGH: "across the top of the range",
    Position.COVERS: "wider than the range on both sides",
}


def build_offer(
    benchmark: Benchmark, query: OfferAt, *, detailed: bool = False, shared: Block | None = None
) -> Message:
    """The reading of an offer that was typed; in detail, with a chart."""
    band = benchmark.band(query.place)
    reading = read_offer(query.offer, band, benchmark.salary)
    at = AtPlace(query.place, query.read_as)
    amount = format_typed_amount(reading)
    verdict = md(
        "*{amount} {basis} is {verdict} for {place}.*",
        amount=amount,
        basis=query.offer.basis.value,
        verdict=VERDICTS[reading.position],
        place=query.place.name,
    )
    rows = beside.find_rows(benchmark, query)
    own = beside.describe_own(benchmark, rows, query.offer)
    text = join([*own, verdict, *describe_distances(reading)])
    read_as = f"{benchmark.title}, {query.place.name}, {amount} {query.offer.basis}"
    official, official_blocks = beside.build_official(
        benchmark, rows, detailed=detailed, offer=query.offer
    )
    return kit.message(
        join([text, official]),
        [
            kit.section(text, "salary.verdict"),
            *build_left_out(query.left_out),
            *beside.build_about_own(rows),
            *build_place_notes([at]),
            *build_read_as(query.ignored, read_as),
            *build_consequences(describe_consequences(reading, reading.costs)),
            *(_build_details(benchmark, query, reading) if detailed else []),
            build_source(
                benchmark,
                band,
                about=describe_assumed_currency(reading),
                beside=Mrkdwn() if official_blocks else official,
            ),
            *official_blocks,
            shared
            or kit.actions(
                _build_buttons(benchmark, query, reading, detailed=detailed), "salary.actions"
            ),
        ],
    )


def build_two_offers(benchmark: Benchmark, query: TwoOffers) -> Message:
    """A verdict on each of two offers, and a button to read more about each."""
    lines: list[Mrkdwn] = []
    elements: list[Element] = []
    assumed: list[str] = []
    both = (query.first, query.second)
    for number, at in enumerate(both):
        lines += beside.describe_own(benchmark, beside.find_rows(benchmark, at), at.offer)
        reading = read_offer(at.offer, benchmark.band(at.place), benchmark.salary)
        amount = f"{format_typed_amount(reading)} {at.offer.basis.value}"
        verdict, place = VERDICTS[reading.position], at.place.name
        lines.append(
            md("*{amount} is {verdict} for {place}.*", amount=amount, verdict=verdict, place=place)
        )
        lines += describe_distances(reading)
        value = benchmark.value(at)
        elements.append(kit.button(amount, ids.number_id(ids.SALARY_READ, number), value=value))
        if reading.assumed_currency:
            assumed.append(reading.band.currency)
    text = join(lines)
    places = dict.fromkeys(AtPlace(at.place, at.read_as) for at in both)
    currencies = " and ".join(dict.fromkeys(assumed))
    return kit.message(
        text,
        [
            kit.section(text, "salary.verdict"),
            *build_left_out(query.left_out),
            *build_place_notes(places),
            *build_read_as(
                (), "", f"You gave no currency, so I read it as {currencies}." if assumed else ""
            ),
            build_source(benchmark),
            kit.actions(elements, "salary.actions"),
        ],
    )


def format_typed_amount(reading: Reading) -> str:
    """The offer's amount, such as `$190k`, or `$200k–$250k` for a range."""
    low, high = reading.low.money.short(), reading.high.money.short()
    return f"{low}–{high}" if reading.offer.is_range else low


def describe_distances(reading: Reading) -> list[Mrkdwn]:
    """How far the offer is from the nearest ends of the range, and the range."""
    if reading.offer.is_range:
        distances = [
            md(
                "• {amount} is {distance}.",
                amount=point.money.short(),
                distance=describe_distance(point),
            )
            for point in (reading.low, reading.high)
        ]
    else:
        distances = [md("It is {distance}.", distance=describe_distance(reading.low))]
    against = md(
        "The {basis} range is {span} per year.",
        basis=reading.offer.basis.value,
        span=format_range(reading.band, reading.offer.basis),
    )
    return [*distances, against]


def describe_distance(point: Point) -> str:
    """Where an amount is: how far outside the range, or from each end of it."""
    bottom, top = point.to_low, point.to_high
    if point.position is Position.BELOW or bottom.side is Side.AT:
        return f"{_format_distance(bottom)} the bottom of the range"
    if top is None:
        return f"{_format_distance(bottom)} the bottom of the range, which is open-ended"
    if point.position is Position.ABOVE or top.side is Side.AT:
        return f"{_format_distance(top)} the top of the range"
    return f"{_format_distance(bottom)} the bottom and {_format_distance(top)} the top of the range"


def describe_assumed_currency(reading: Reading) -> str:
    """That no currency was given, if none was."""
    currency = reading.band.currency
    return f"You gave no currency, so I read it as {currency}." if reading.assumed_currency else ""


def build_consequences(lines: Sequence[Mrkdwn]) -> list[Block]:
    """What an offer risks, and a hint."""
    return [kit.section(join(lines), "salary.costs")] if lines else []


def describe_consequences(reading: Reading, costs: Loss | None) -> list[Mrkdwn]:
    """The offer's risk, and a hint if it fits an engineer's range."""
    lines = [md(":warning: *Risk.* {text}", text=costs.text)] if costs else []
    if reading.engineer_band:
        lines.append(md("{hint}", hint=reading.engineer_band.hint))
    return lines


def _build_details(benchmark: Benchmark, query: OfferAt, reading: Reading) -> list[Block]:
    """A chart of the offer between bottom and top of the range, and what total means."""
    total = kit.context(md("{how}", how=benchmark.salary.how_total.text), "salary.total")
    if not benchmark.native:
        return [total]
    pay = reading.range
    ends = {"Offer": query.offer.low}
    if query.offer.is_range:
        ends = {"Offer, low": query.offer.low, "Offer, high": query.offer.high}
    high = "Top (open-ended)" if pay.high_is_open else "Top of range"
    bars = {"Bottom of range": pay.low, **ends, high: pay.high}
    chart = kit.bar_chart(
        f"{query.place.short}: offer and range",
        {query.offer.basis.value.capitalize(): convert_to_thousands(bars)},
        "salary.chart",
        y_label=describe_axis(reading.band),
    )
    return [chart, total]


def _format_distance(distance: Distance) -> str:
    if distance.side is Side.AT:
        return "exactly at"
    percent = format_percent(distance.percent)
    return f"{distance.money.short()} ({percent}) {distance.side.value}"


def _build_buttons(
    benchmark: Benchmark, query: OfferAt, reading: Reading, *, detailed: bool
) -> list[Element]:
    other = Basis.TOTAL if query.offer.basis is Basis.BASE else Basis.BASE
    other_query = replace(query, offer=replace(query.offer, basis=other))
    return [
        kit.button(
            f"Read as {other.value}",
            ids.number_id(ids.SALARY_READ, 1),
            value=benchmark.value(other_query),
        ),
        build_check_button(benchmark, query),
        build_share_button(
            benchmark,
            AtPlace(query.place, query.read_as),
            "Share the range",
            are_own=bool(beside.list_own(beside.find_rows(benchmark, query))),
        ),
        build_offer_share_button(benchmark, query, format_typed_amount(reading), detailed=detailed),
        build_more_button(benchmark, query, detailed=detailed),
    ]
