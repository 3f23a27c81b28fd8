"""A question about pay statistics in a few words, to compare it with what is expected of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.guide.salary_query import NotComparable, NotUnderstood, NotYearly, UnknownUnit
from hiring.pay_statistics.query import (
    NearArea,
    NoOccupation,
    NotMeasured,
    OutsideUnitedStates,
    PayQuestion,
    TooManyCompared,
    UnknownTitle,
    WhichArea,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.guide.offers import Offer
    from hiring.pay_statistics.parser import PayReading
    from hiring.pay_statistics.query import AskedArea


def describe_question(query: PayReading | None) -> str:  # noqa: C901, PLR0911, PLR0912 - a case each
    """`15-2051 in Austin, TX offer 140000 USD`, or what is unclear."""
    match query:
        case None:
            return "none"
        case PayQuestion():
            return _describe(query)
        case NoOccupation():
            beside = " + ".join(job.key for job in query.rest.jobs)
            title = f"{query.title} beside {beside}" if beside else query.title
            return f"no occupation {title}{_say_where(query.rest)}{_say_without(query.rest)}"
        case UnknownTitle():
            return f"unknown title {query.typed}"
        case WhichArea():
            abroad = f" ({query.abroad})" if query.abroad else ""
            return f"which area {query.typed}: {_list(query.candidates)}{abroad}"
        case NearArea():
            return f"near area {_list(query.candidates)}"
        case NotMeasured():
            return f"not measured: {_list(query.instead)}"
        case OutsideUnitedStates():
            return f"outside {query.typed}"
        case TooManyCompared():
            return "too many"
        case NotYearly():
            return f"not yearly {query.period}"
        case NotComparable():
            return "not comparable"
        case NotUnderstood():
            return f"not understood {query.reason}"
        case UnknownUnit():
            return f"unknown unit {query.typed}"


def _describe(question: PayQuestion) -> str:
    parts = [" + ".join(job.key for job in question.jobs), _say_where(question).strip()]
    if question.is_paired:
        parts = [" and ".join(f"{job.key} in {area.short}" for job, area in question.pairs)]
    parts += [_describe_offer(offer) for offer in question.offers]
    parts += [f"p{question.percentile}"] if question.percentile else []
    parts += [str(question.focus)] if question.focus else []
    parts += [f"per {question.period}"] if question.period else []
    return f"{' '.join(parts)}{_say_without(question)}"


def _say_without(question: PayQuestion) -> str:
    """What has no figures, of all that is left out."""
    end = " (I have no figures for it)"
    names = [each.removesuffix(end) for each in question.left_out if each.endswith(end)]
    return f" without {' and '.join(names)}" if names else ""


def _say_where(question: PayQuestion) -> str:
    return f" in {' + '.join(area.short for area in question.areas) or 'nothing'}"


def _describe_offer(offer: Offer) -> str:
    amounts = "-".join(f"{amount:.0f}" for amount in dict.fromkeys((offer.low, offer.high)))
    return " ".join(filter(None, ("offer", amounts, offer.currency)))


def _list(areas: Iterable[AskedArea]) -> str:
    return " | ".join(area.short for area in areas)
