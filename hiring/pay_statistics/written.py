"""Reads the text of a button back: `15-2051 | 0012420 | USD 140000 base`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hiring.guide.offers import Offer
from hiring.language.amounts import Period
from hiring.money import Basis, Currency
from hiring.normalize import normalize
from hiring.pay_statistics.query import PAIRED, PER_YEAR, PayFocus, PayQuestion

if TYPE_CHECKING:
    from hiring.pay_statistics.names import PayNames
    from hiring.pay_statistics.query import AskedArea, AskedJob

_OFFER: Final = re.compile(
    r"(?:(?P<currency>[A-Z]{3}) )?(?P<low>[0-9]+(?:\.[0-9]+)?)(?:-(?P<high>[0-9]+(?:\.[0-9]+)?))?"
    r" (?P<basis>base|total)(?: per (?P<period>hour|week|month))?"
)
_PERIOD: Final = re.compile(r"per (?P<period>hour|week|month)")
_PERCENTILE: Final = re.compile(r"p(?P<percentile>[1-9][0-9]?)")


def read_written(text: str, names: PayNames, own_job: AskedJob | None) -> PayQuestion | None:
    """The question that `write_pay_question` wrote; None where the text is not written so.

    A job that is missing, or left empty, is `own_job`: the role was taken from the text before.
    """
    if "|" not in text:
        return None
    first, second, *others = (part.strip() for part in text.split("|"))
    jobs = [_find_job(key.strip(), names, own_job) for key in first.split(";")]
    areas = [_find_area(key.strip(), names) for key in second.split(";")]
    known_jobs = tuple(job for job in jobs if job)
    known_areas = tuple(area for area in areas if area)
    if len(known_jobs) < len(jobs) or len(known_areas) < len(areas):
        return None
    question = PayQuestion(known_jobs, known_areas)
    return _read_rest(question, others)


def _find_job(key: str, names: PayNames, own_job: AskedJob | None) -> AskedJob | None:
    return names.jobs.written.get(normalize(key)) if key else own_job


def _find_area(key: str, names: PayNames) -> AskedArea | None:
    return names.areas.written.get(normalize(key))


def _read_rest(question: PayQuestion, parts: list[str]) -> PayQuestion | None:
    """With offers and what is asked of the figures."""
    offers: list[Offer] = []
    period: Period | None = None
    percentile: int | None = None
    focus: PayFocus | None = None
    is_paired = False
    for part in filter(None, (piece.strip() for each in parts for piece in each.split(";"))):
        if match := _OFFER.fullmatch(part):
            currency = match["currency"]
            if currency and currency not in set(Currency):
                return None
            period = Period(match["period"]) if match["period"] else None
            times = PER_YEAR[period] if period else 1
            low = Decimal(match["low"]) * times
            high = Decimal(match["high"]) * times if match["high"] else low
            offers.append(
                Offer(low, high, Currency(currency) if currency else None, Basis(match["basis"]))
            )
        elif match := _PERIOD.fullmatch(part):
            period = Period(match["period"])
        elif match := _PERCENTILE.fullmatch(part):
            percentile = int(match["percentile"])
        elif part in set(PayFocus):
            focus = PayFocus(part)
        elif part == PAIRED and len(question.jobs) == len(question.areas):
            is_paired = True
        else:
            return None
    return PayQuestion(
        question.jobs, question.areas, tuple(offers), percentile, focus, period, is_paired
    )
