"""Figures that are allowed but look like typos, and sentences that contradict the data."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from hiring.guide import interview_doubts, need_checks
from hiring.guide.advice import TimeToHire, Unit
from hiring.guide.interview import Interview
from hiring.guide.need import Need
from hiring.guide.red_flags import RedFlags
from hiring.guide.salary import Salary
from hiring.money import TYPED, Currency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.problem import Problem
    from hiring.guide.salary import Band, Loss
    from hiring.guide.yaml_file import Key, Node

_WIDEST = 4  # times the bottom of a range, its top
_MOST_OVER_BASE = 4  # times base, total compensation
_FAR = 5  # times the other places' pay, or a fifth of it
_MOST_EQUITY = 20  # percent of the company, for one hire
_LEAST_EQUITY = Decimal("0.01")
_LONGEST = {Unit.WEEKS: 104, Unit.MONTHS: 24}

_DURATION = re.compile(r"(\d+)\s?[–-]\s?(\d+) (weeks|months)")
_CODES = "|".join(Currency)
_PAY = re.compile(rf"([$£€₪]?)(\d+)k?\s?[–-]\s?[$£€₪]?(\d+)k(?:\s?({_CODES}))?")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?%")


def find_doubts(files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """Figures that are possible and absurd, and figures in texts that the data contradicts."""
    for name, file in files.items():
        folder = name.rpartition("/")[0]
        beside = [
            neighbour for other, neighbour in files.items() if other.rpartition("/")[0] == folder
        ]
        if isinstance(salary := file.model, Salary):
            yield from _bands(file, salary)
            yield from _find_equity_and_loss_doubts(file, salary)
            yield from _find_bonus_doubts(file, salary)
            for text_file in beside:
                yield from _pay_in_texts(text_file, salary)
        if isinstance(need := file.model, Need) and need.table:
            message = (
                "is not read any more: the answers are weighed. Remove it, and write “weighs”."
            )
            yield file.problem(("table",), f"the “table” {message}", doubtful=True)
        if isinstance(time := file.model, TimeToHire):
            yield from _routes(file, time)
            for text_file in beside:
                yield from _durations_in_texts(text_file, time)
        if isinstance(interview := file.model, Interview):
            yield from interview_doubts.find_doubts(file, interview)
            for other in beside:
                if isinstance(flags := other.model, RedFlags):
                    yield from interview_doubts.find_doubts_of_flags(other, flags, interview)


def find_unreached_verdicts(files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """Verdicts that no answers to the need questions lead to, which takes a second to find out."""
    for file in files.values():
        if isinstance(need := file.model, Need):
            for path, message, *_ in need_checks.find_unreached_verdicts(need):
                yield file.problem(path, message, doubtful=True)


def _bands(file: ContentFile, salary: Salary) -> Iterator[Problem]:
    """One doubt for a band at most: one slip makes several comparisons odd."""
    plausible = [band for band in salary.bands if not _find_odd_range(band) and not band.unusual]
    for at, band in enumerate(salary.bands):
        doubt = _find_odd_range(band) or _find_odd_band(
            band, [other for other in plausible if other is not band]
        )
        if doubt and not band.unusual:
            key, message = doubt
            yield file.problem(
                ("bands", at, key),
                f"{message} If it is right, add “unusual: true” to the entry.",
                doubtful=True,
            )


def _find_odd_range(band: Band) -> tuple[str, str] | None:
    """What looks wrong in a band by itself: the key and a sentence."""
    base, total = band.base, band.total
    for key, pay in (("base", base), ("total", total)):
        if pay.high > pay.low * _WIDEST:
            return key, f"{key} from {pay.low:,} to {pay.high:,} is a very wide range."
    if total.low > base.low * _MOST_OVER_BASE or total.high > base.high * _MOST_OVER_BASE:
        return "total", f"total is more than {_MOST_OVER_BASE} times base."
    return None


def _find_odd_band(band: Band, others: Iterable[Band]) -> tuple[str, str] | None:
    """What looks wrong in a band beside the others in its currency."""
    lows = [other.base.low for other in others if other.currency is band.currency]
    if not lows or median(lows) / _FAR <= band.base.low <= median(lows) * _FAR:
        return None
    return "base", (
        f"base begins at {band.base.low:,} {band.currency}, and elsewhere in {band.currency} "
        f"around {median(lows):,.0f}."
    )


def _find_equity_and_loss_doubts(file: ContentFile, salary: Salary) -> Iterator[Problem]:
    for at, stage in enumerate(salary.equity.stages):
        path = ("equity", "stages", at)
        if stage.high > _MOST_EQUITY:
            message = f"{stage.high}% of the company is a lot for one hire."
            yield file.problem((*path, "high"), message, doubtful=True)
        if stage.high < _LEAST_EQUITY:
            message = f"{stage.high} means {stage.high}%. Write 0.5 for 0.5%."
            yield file.problem((*path, "high"), message, doubtful=True)
    if salary.loss:
        yield from _check_loss(file, salary.loss)


def _find_bonus_doubts(file: ContentFile, salary: Salary) -> Iterator[Problem]:
    bonus, text = salary.bonus, salary.how_total.text
    if bonus and _PERCENT.search(text) and f"{bonus.low}–{bonus.high}%" not in text:
        yield file.problem(
            ("how_total", "text"),
            f"the text does not say {bonus.low}–{bonus.high}%, as “bonus” does. Write "
            "{{ salary.bonus }}% in it.",
            doubtful=True,
        )


def _check_loss(file: ContentFile, loss: Loss) -> Iterator[Problem]:
    under = loss.percent_under
    if under < 1:
        message = f"{under} means {under}%. Write 20 for 20%."
        yield file.problem(("loss", "percent_under"), message, doubtful=True)
    told = {Decimal(figure) for figure in _PERCENT.findall(loss.text)}
    if told and under not in told:
        yield file.problem(
            ("loss", "text"),
            f"the text does not say {under}%, as “percent_under” does. Write "
            "{{ salary.loss.percent_under }}% in it.",
            doubtful=True,
        )


def _routes(file: ContentFile, time: TimeToHire) -> Iterator[Problem]:
    for at, route in enumerate(time.routes):
        if route.high > _LONGEST[route.unit]:
            message = f"{route.high} {route.unit} is a very long time."
            yield file.problem(("routes", at, "high"), message, doubtful=True)
        if not {str(route.low), str(route.high)} <= set(re.findall(r"\d+", route.label)):
            message = f"the label does not say {route.low}–{route.high}, as the figures do."
            yield file.problem(("routes", at, "label"), message, doubtful=True)


def _durations_in_texts(file: ContentFile, time: TimeToHire) -> Iterator[Problem]:
    known = {(str(route.low), str(route.high), str(route.unit)) for route in time.routes}
    shown = ", ".join(f"{route.low}–{route.high} {route.unit}" for route in time.routes)
    for path, text in _texts(file.node):
        for match in _DURATION.finditer(text):
            if match.groups() not in known:
                yield file.problem(
                    path,
                    f"“{match[0]}” is not in time-to-hire.yml, which says {shown}. Take it from "
                    'there: {{ time_to_hire.routes["its name"] }}.',
                    doubtful=True,
                )


def _pay_in_texts(file: ContentFile, salary: Salary) -> Iterator[Problem]:
    """Flag pay in a sentence that matches no range; rules of thumb may differ, and are skipped."""
    ranges = {
        (pay.low, pay.high, band.currency)
        for band in salary.bands
        for pay in (band.base, band.total)
    }
    if engineers := salary.engineer_bands:
        ranges.add((engineers.low, engineers.high, engineers.currency))
    known = {currency for _, _, currency in ranges}
    for path, text in _texts(file.node):
        if "rules_of_thumb" in path:
            continue
        for sign, low, high, code in _PAY.findall(text):
            currency = TYPED.get((sign or code).casefold())
            pay = (Decimal(low) * 1000, Decimal(high) * 1000, currency)
            if currency in known and pay not in ranges:
                yield file.problem(
                    path,
                    f"{low}–{high}k {currency} is in none of the ranges of salary.yml. Take it "
                    "from there: {{ salary.bands.london.base }}.",
                    doubtful=True,
                )


def _texts(node: Node, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], str]]:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from _texts(child, (*path, key))
    elif isinstance(node.value, list):
        for at, child in enumerate(node.value):
            yield from _texts(child, (*path, at))
    elif isinstance(node.value, str):
        yield path, node.value
