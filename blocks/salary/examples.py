"""Examples of every `/salary` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.salary import form
from blocks.salary.answers import build_answer, build_shared_answer
from blocks.salary.benchmark import Benchmark
from hiring.guide import package
from hiring.guide.salary_parser import parse
from hiring.guide.salary_query import Candidate, DidYouMean, NoFigures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

TYPED = {
    "overview": "",
    "help": "help",
    "place": "london",
    "place_open_end": "sf",
    "place_read_as": "seattle",
    "remote": "remote",
    "region": "us",
    "compare": "london vs sf",
    "compare_three": "london vs sf vs tel aviv",
    "offer_below": "190k sf",
    "offer_within": "£150k london",
    "offer_assumed_currency": "140k london",
    "offer_above": "400k base sf",
    "offer_costs": "150k sf",
    "offer_range": "200-250k sf",
    "offer_open_end": "650k total sf",
    "offer_without_place": "190k",
    "wrong_currency": "$180k london",
    "not_yearly": "£700/day london",
    "remote_elsewhere": "remote uk",
    "not_understood": "-5k sf",
}


def _find_benchmark(guide: Guide, *, native: bool) -> Benchmark:
    role = next(role for role in guide.roles.values() if role.salary)
    benchmark = Benchmark.from_role(role, guide, native=native)
    assert benchmark is not None  # noqa: S101 - the role has figures
    return benchmark


def _answer_typed(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        return build_answer(benchmark, parse(text, benchmark.places, benchmark.salary))

    return example


def _build_shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        shown = build_shared_answer(
            benchmark, parse(text, benchmark.places, benchmark.salary), "U0000000001"
        )
        assert shown is not None  # noqa: S101 - the texts below can all be shared
        return shown

    return example


def _answer_no_figures(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    return build_answer(benchmark, NoFigures(typed, tuple(benchmark.priced())))


def _answer_did_you_mean(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    near = tuple(Candidate(place.name, place) for place in benchmark.priced()[:2])
    return build_answer(benchmark, DidYouMean(typed, near))


def _build_form(text: str) -> Callable[[Guide, str, bool], View]:
    def example(guide: Guide, _: str, native: bool) -> View:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        return form.build_form(benchmark, parse(text, benchmark.places, benchmark.salary))

    return example


def _build_form_reading(guide: Guide, _: str, native: bool) -> View:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    fields = {
        "place": benchmark.priced()[0].id,
        "base": "200k",
        "bonus_percent": "15",
        "equity_value": "40k",
        "stage": benchmark.salary.equity.stages[0].id,
        "equity_percent": "0.2",
    }
    offer = package.read_form(fields, benchmark.places, benchmark.salary)
    return form.build_reading(benchmark, package.read_package(offer, benchmark.salary))


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    **{f"salary.{name}": _answer_typed(text) for name, text in TYPED.items()},
    **{
        f"salary.shared.{name}": _build_shared(TYPED[name])
        for name in ("overview", "place", "compare", "offer_below")
    },
    "salary.no_figures": _answer_no_figures,
    "salary.did_you_mean": _answer_did_you_mean,
    "salary.form": _build_form(""),
    "salary.form_filled": _build_form("200k + 15% + 0.2% sf"),
    "salary.form_reading": _build_form_reading,
}
