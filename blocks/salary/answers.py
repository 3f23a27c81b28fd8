"""The answer to any query, and what of it may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.salary import bands, facts, hints, offers, packages
from blocks.salary.benchmark import build_shared_by
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    Choose,
    Compare,
    DidYouMean,
    EquityAt,
    Explain,
    HelpRequest,
    NoFigures,
    NotComparable,
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    OtherRole,
    Overview,
    TooManyPlaces,
    TwoOffers,
    UnknownUnit,
    WhichAmount,
    WrongCurrency,
)

if TYPE_CHECKING:
    from blocks.kit import Block, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary_query import Query

# The queries whose answer holds figures, which a channel may read.
_WithFigures = Overview | AtPlace | Compare | OfferAt | CheckOffer | EquityAt | Explain


def build_answer(  # noqa: C901, PLR0911, PLR0912 - a case each
    benchmark: Benchmark, query: Query, *, detailed: bool = False
) -> Message:
    """What the person who asked reads: the short answer, or the long one if `detailed`."""
    if isinstance(query, _WithFigures):
        figures = _build_figures(benchmark, query, detailed=detailed, shared=None)
        return figures or hints.build_help(benchmark)
    match query:
        case HelpRequest():
            return hints.build_help(benchmark)
        case OtherRole():
            return hints.build_other_role(benchmark, query)
        case UnknownUnit():
            return hints.build_unknown_unit(benchmark, query)
        case TwoOffers():
            return offers.build_two_offers(benchmark, query)
        case WhichAmount():
            return hints.build_which_amount(benchmark, query)
        case OfferWithoutPlace():
            return hints.build_which_place(benchmark, query)
        case Choose():
            return hints.build_choice(benchmark, query)
        case DidYouMean():
            return hints.build_did_you_mean(benchmark, query)
        case NoFigures():
            return hints.build_no_figures(benchmark, query)
        case WrongCurrency():
            return hints.build_wrong_currency(benchmark, query)
        case NotComparable():
            return hints.build_not_comparable(benchmark, query)
        case NotYearly():
            return hints.build_not_yearly(benchmark, query)
        case TooManyPlaces():
            return hints.build_too_many_places(benchmark, query)
        case NotUnderstood():
            return hints.build_not_understood(benchmark, query)
        case _:
            assert_never(query)


def build_shared_answer(
    benchmark: Benchmark, query: Query, user: str, *, detailed: bool = False
) -> Message | None:
    """What the channel reads when `user` shares it; None if there is nothing to share."""
    if not isinstance(query, _WithFigures):
        return None
    return _build_figures(
        benchmark, query, detailed=detailed, shared=build_shared_by(benchmark, user)
    )


def _build_figures(  # noqa: PLR0911 - a case each
    benchmark: Benchmark, query: _WithFigures, *, detailed: bool, shared: Block | None
) -> Message | None:
    """An answer that ends with its buttons, or with `shared`; None for an incomplete package."""
    match query:
        case Overview():
            return bands.build_overview(benchmark, query, detailed=detailed, shared=shared)
        case AtPlace():
            return bands.build_place(benchmark, query, detailed=detailed, shared=shared)
        case Compare():
            return bands.build_comparison(benchmark, query, detailed=detailed, shared=shared)
        case OfferAt():
            return offers.build_offer(benchmark, query, detailed=detailed, shared=shared)
        case CheckOffer():
            return packages.build_package(benchmark, query, shared=shared)
        case EquityAt():
            return facts.build_equity(benchmark, query, shared=shared)
        case Explain():
            return facts.build_explanation(benchmark, query, shared=shared)
        case _:
            assert_never(query)
