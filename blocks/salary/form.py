"""The form *Check an offer* and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn
from blocks.salary.benchmark import build_left_out, build_source
from blocks.salary.packages import build_package_blocks, describe_grant
from hiring.guide.salary_query import AtPlace, CheckOffer, EquityAt, OfferAt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from blocks.kit import Block, Json, View
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Offer
    from hiring.guide.package import PackageReading
    from hiring.guide.salary_query import Query


def build_form(benchmark: Benchmark, query: Query) -> View:
    """The form, filled in with what the query has.

    The block_id of a field, and the action_id of the one element in it, is the field's name in
    `hiring.guide.package.FIELDS`.
    """
    filled = _fill_from_query(query)
    stages = {stage.id: stage.name for stage in benchmark.salary.equity.stages}
    places = {place.id: place.name for place in benchmark.priced()}
    return kit.modal(
        ids.SALARY_FORM,
        "Check an offer",
        [
            *_build_notes(query),
            kit.input_block(
                "Place",
                kit.select("place", "Pick a place", places, initial=filled.get("place")),
                "place",
            ),
            kit.input_block(
                "Base pay per year",
                kit.text_input(
                    "base", initial=filled.get("base"), placeholder="190k", max_length=40
                ),
                "base",
                hint="In the currency of the range, unless you name another.",
            ),
            kit.input_block(
                "Bonus, % of base or an amount",
                kit.text_input(
                    "bonus_percent",
                    initial=filled.get("bonus_percent"),
                    placeholder="15",
                    max_length=40,
                ),
                "bonus_percent",
                hint="Without it I can't compare the total. Write 0 if there is no bonus.",
                optional=True,
            ),
            kit.input_block(
                "Equity, value per year",
                kit.text_input(
                    "equity_value",
                    initial=filled.get("equity_value"),
                    placeholder="40k",
                    max_length=40,
                ),
                "equity_value",
                hint="Without it I can't compare the total. Write 0 if there is no equity.",
                optional=True,
            ),
            kit.input_block(
                "Funding stage",
                kit.select("stage", "Pick a stage", stages, initial=filled.get("stage")),
                "stage",
                optional=True,
            ),
            kit.input_block(
                "Equity, % of the company",
                kit.text_input(
                    "equity_percent",
                    initial=filled.get("equity_percent"),
                    placeholder="0.2",
                    max_length=20,
                ),
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
    return kit.modal(
        ids.SALARY_FORM_READING,
        "The offer",
        [*build_package_blocks(benchmark, read), build_source(benchmark)],
        close="Back",
    )


def _fill_from_query(query: Query) -> dict[str, str | None]:
    """What the query has, as texts and ids for the fields."""
    match query:
        case AtPlace(place=place):
            return {"place": place.id}
        case OfferAt(offer=offer, place=place):
            return {"place": place.id, "base": _format_offer(offer)}
        case EquityAt():
            return {
                "stage": query.stage.id if query.stage else None,
                "equity_percent": _format_number(query.low) if query.low == query.high else None,
            }
        case CheckOffer():
            value = query.equity_value
            return {
                "place": query.place.id if query.place else None,
                "base": _format_amount(query.base, query.currency),
                "bonus_percent": (
                    _format_number(query.bonus_percent)
                    if query.bonus_value is None
                    else _format_amount(query.bonus_value, query.currency)
                ),
                "equity_value": None if value is None else _format_amount(value, query.currency),
                "stage": query.stage.id if query.stage else None,
                "equity_percent": _format_number(query.equity_percent),
            }
        case _:
            return {}


def _format_offer(offer: Offer) -> str:
    """The amount, or both of a range, which the form then asks to choose from."""
    low = _format_amount(offer.low, offer.currency)
    return f"{low} - {_format_amount(offer.high, None)}" if offer.is_range else low


def _build_notes(query: Query) -> list[Block]:
    """What was typed and has no field to be filled in with."""
    if not isinstance(query, CheckOffer):
        return []
    grant = [describe_grant(query.grant, query.currency)] if query.grant else []
    return [*(kit.section(text, "salary.grant") for text in grant), *build_left_out(query.left_out)]


def _format_amount(amount: Decimal, currency: str | None) -> str:
    digits = f"{amount:,.2f}".removesuffix(".00")
    return f"{currency} {digits}" if currency else digits


def _format_number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _read_state(state: Json) -> str | None:
    option = state.get("selected_option")
    value = option.get("value") if isinstance(option, dict) else state.get("value")
    return value if isinstance(value, str) and value.strip() else None
