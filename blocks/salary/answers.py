"""The answer to any query, and what of it may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.salary import bands, facts, hints, offers
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
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    OtherRole,
    Overview,
    TooManyPlaces,
    UnknownUnit,
    WrongCurrency,
)

if TYPE_CHECKING:
    from blocks.kit import Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary_query import Query


def build_answer(  # noqa: C901, PLR0911, PLR0912 - a case each
    benchmark: Benchmark,
    query: Query,
    *,
    detailed: bool = False,  # noqa: ARG001
) -> Message:
    """What the person who asked reads."""
    match query:
        case Overview():
            return bands.build_overview(benchmark)
        case AtPlace():
            return bands.build_place(benchmark, query)
        case Compare():
            return bands.build_comparison(benchmark, query)
        case OfferAt():
            return offers.build_offer(benchmark, query)
        case HelpRequest() | CheckOffer():  # the form answers the latter
            return hints.build_help(benchmark)
        case EquityAt():
            return facts.build_equity(benchmark, query)
        case Explain():
            return facts.build_explanation(benchmark, query)
        case OtherRole():
            return facts.build_other_role(benchmark, query)
        case UnknownUnit():
            return facts.build_unknown_unit(benchmark, query)
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
        case NotYearly():
            return hints.build_not_yearly(benchmark, query)
        case TooManyPlaces():
            return hints.build_too_many_places(benchmark, query)
        case NotUnderstood():
            return hints.build_not_understood(benchmark, query)
        case _:
            assert_never(query)


def build_shared_answer(
    benchmark: Benchmark,
    query: Query,
    user: str,
    *,
    detailed: bool = False,  # noqa: ARG001
) -> Message | None:
    """What the channel reads when `user` shares it; None if there is nothing to share."""
    by = build_shared_by(user)
    match query:
        case Overview():
            return bands.build_overview(benchmark, shared=by)
        case AtPlace():
            return bands.build_place(benchmark, query, shared=by)
        case Compare():
            return bands.build_comparison(benchmark, query, shared=by)
        case OfferAt():
            return offers.build_offer(benchmark, query, shared=by)
        case _:
            return None
