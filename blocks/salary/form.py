"""The form *Check an offer* and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, md
from blocks.salary.benchmark import build_source
from blocks.salary.offers import VERDICTS, build_consequences, describe_distances
from hiring.guide.offers import Position
from hiring.guide.salary_query import AtPlace, CheckOffer, OfferAt
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from blocks.kit import Block, Json, View
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.package import PackageReading
    from hiring.guide.salary_query import Query

EQUITY_VERDICTS = {
    Position.BELOW: "below the usual range",
    Position.WITHIN: "within the usual range",
    Position.ABOVE: "above the usual range",
}


def build_form(benchmark: Benchmark, query: Query) -> View:
    """The form, filled in with what the query has.

    The block_id of a field, and the action_id of the one element in it, is the field's name in
    `hiring.guide.package.FIELDS`.
    """
    place, base, bonus, equity = _fill_from_query(query)
    stages = {stage.id: stage.name for stage in benchmark.salary.equity.stages}
    places = {place.id: place.name for place in benchmark.priced()}
    return kit.modal(
        ids.SALARY_FORM,
        "Check an offer",
        [
            kit.input_block(
                "Place",
                kit.select("place", "Pick a place", places, initial=place),
                "place",
            ),
            kit.input_block(
                "Base pay per year",
                kit.text_input("base", initial=base, placeholder="190k", max_length=40),
                "base",
                hint="In the currency of the range, unless you name another.",
            ),
            kit.input_block(
                "Bonus, % of base",
                kit.text_input("bonus_percent", initial=bonus, placeholder="15", max_length=20),
                "bonus_percent",
                optional=True,
            ),
            kit.input_block(
                "Equity, value per year",
                kit.text_input("equity_value", placeholder="40k", max_length=40),
                "equity_value",
                optional=True,
            ),
            kit.input_block(
                "Funding stage",
                kit.select("stage", "Pick a stage", stages),
                "stage",
                optional=True,
            ),
            kit.input_block(
                "Equity, % of the company",
                kit.text_input("equity_percent", initial=equity, placeholder="0.2", max_length=20),
                "equity_percent",
                optional=True,
            ),
            kit.context(
                Mrkdwn("Only you see the answer. The offer isn't stored or logged."),
                "salary.private",
            ),
        ],
        submit="Check",
        close="Cancel",
        private_metadata=benchmark.role.id,
    )


def read_form(values: Mapping[str, Mapping[str, Json]]) -> dict[str, str | None]:
    """The fields of a submitted form, by name; None if a field was left empty."""
    return {name: _read_state(states.get(name, {})) for name, states in values.items()}


def build_reading(benchmark: Benchmark, read: PackageReading) -> View:
    """The answer, laid over the form; closing it leads back to the unchanged form."""
    package = read.package
    head = md(
        "*{title}, {place}*\nBase {base}, bonus {bonus}, equity {equity}: *{total}* per year.",
        title=benchmark.title,
        place=package.place.name,
        base=read.base.low.money.short(),
        bonus=read.bonus.short(),
        equity=read.equity_value.short(),
        total=read.total.low.money.short(),
    )
    return kit.modal(
        ids.SALARY_FORM_READING,
        "The offer",
        [
            kit.section(head, "salary.package"),
            *_build_verdict(read, Basis.BASE),
            *_build_verdict(read, Basis.TOTAL),
            *_build_equity(read),
            *build_consequences(read.base),
            build_source(benchmark),
        ],
        close="Back",
    )


def _build_verdict(read: PackageReading, basis: Basis) -> list[Block]:
    reading = read.base if basis is Basis.BASE else read.total
    text = md(
        "*{basis} is {verdict}.*\n{distances}",
        basis=basis.value.capitalize(),
        verdict=VERDICTS[reading.position],
        distances=describe_distances(reading),
    )
    return [kit.section(text, f"salary.verdict.{basis.value}")]


def _build_equity(read: PackageReading) -> list[Block]:
    package = read.package
    if read.equity is None or package.stage is None:
        return []
    text = md(
        "*Equity of {percent}% is {verdict} for {stage}*, which is {low}–{high}%.",
        percent=package.equity_percent,
        verdict=EQUITY_VERDICTS[read.equity],
        stage=package.stage.name,
        low=package.stage.low,
        high=package.stage.high,
    )
    return [kit.section(text, "salary.verdict.equity")]


def _fill_from_query(query: Query) -> tuple[str | None, str | None, str | None, str | None]:
    """Place id, base, bonus and equity percentages, as texts for the fields."""
    match query:
        case AtPlace(place=place):
            return place.id, None, None, None
        case OfferAt(offer=offer, place=place) if not offer.is_range:
            return place.id, _format_amount(offer.low, offer.currency), None, None
        case CheckOffer():
            return (
                query.place.id if query.place else None,
                _format_amount(query.base, query.currency),
                _format_number(query.bonus_percent),
                _format_number(query.equity_percent),
            )
        case _:
            return None, None, None, None


def _format_amount(amount: Decimal, currency: str | None) -> str:
    digits = f"{amount:,.2f}".removesuffix(".00")
    return f"{currency} {digits}" if currency else digits


def _format_number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _read_state(state: Json) -> str | None:
    option = state.get("selected_option")
    value = option.get("value") if isinstance(option, dict) else state.get("value")
    return value if isinstance(value, str) and value.strip() else None
