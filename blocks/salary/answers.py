"""The answer to any query, and what of it may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.salary import bands, hints, offers
from blocks.salary.benchmark import shared_by
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    Choose,
    Compare,
    DidYouMean,
    HelpRequest,
    NoFigures,
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    Overview,
    TooManyPlaces,
    WrongCurrency,
)

if TYPE_CHECKING:
    from blocks.kit import Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.salary_query import Query


def answer(benchmark: Benchmark, query: Query) -> Message:  # noqa: C901, PLR0911, PLR0912 - a case each
    """What the person who asked reads."""
    match query:
        case Overview():
            return bands.overview(benchmark)
        case AtPlace():
            return bands.place(benchmark, query)
        case Compare():
            return bands.compare(benchmark, query)
        case OfferAt():
            return offers.offer(benchmark, query)
        case HelpRequest() | CheckOffer():  # the form answers the latter
            return hints.help_text(benchmark)
        case OfferWithoutPlace():
            return hints.which_place(benchmark, query)
        case Choose():
            return hints.choose(benchmark, query)
        case DidYouMean():
            return hints.did_you_mean(benchmark, query)
        case NoFigures():
            return hints.no_figures(benchmark, query)
        case WrongCurrency():
            return hints.wrong_currency(benchmark, query)
        case NotYearly():
            return hints.not_yearly(benchmark, query)
        case TooManyPlaces():
            return hints.too_many_places(benchmark, query)
        case NotUnderstood():
            return hints.not_understood(benchmark, query)
        case _:
            assert_never(query)


def shared(benchmark: Benchmark, query: Query, user: str) -> Message | None:
    """What the channel reads when `user` shares it; None where there is nothing to share."""
    by = shared_by(user)
    match query:
        case Overview():
            return bands.overview(benchmark, shared=by)
        case AtPlace():
            return bands.place(benchmark, query, shared=by)
        case Compare():
            return bands.compare(benchmark, query, shared=by)
        case OfferAt():
            return offers.offer(benchmark, query, shared=by)
        case _:
            return None
