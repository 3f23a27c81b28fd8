"""Examples of every `/salary` answer."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from blocks.salary import form
from blocks.salary.answers import build_answer, build_shared_answer
from blocks.salary.benchmark import Benchmark
from hiring.guide import package
from hiring.guide.offers import Offer
from hiring.guide.salary_parser import parse
from hiring.guide.salary_query import (
    AtPlace,
    Candidate,
    CheckOffer,
    Compare,
    DidYouMean,
    EquityAt,
    Explain,
    NoFigures,
    OfferAt,
    OtherRole,
    UnknownUnit,
)
from hiring.language.questions import Focus, Subject
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide
    from hiring.guide.salary_query import Query

TYPED = {
    "overview": "",
    "help": "help",
    "place": "london",
    "place_open_end": "sf",
    "place_read_as": "seattle",
    "remote": "remote",
    "region": "us",
    "compare": "london vs sf",
    "compare_same_currency": "sf vs remote",
    "compare_three": "london vs sf vs tel aviv",
    "offer_below": "190k sf",
    "offer_within": "£150k london",
    "offer_assumed_currency": "140k london",
    "offer_above": "400k base sf",
    "offer_costs": "150k sf",
    "offer_range": "200-250k sf",
    "offer_open_end": "650k total sf",
    "offer_without_place": "190k",
    "two_offers": "150k base 200k total london",
    "two_offers_two_places": "£120k london vs $250k sf",
    "which_amount": "offered 180k, wants 210k in sf",
    "cheapest": "what's the cheapest place",
    "how_much": "how much should we pay",
    "bonus_above": "30% bonus too high?",
    "wrong_currency": "$180k london",
    "not_yearly": "£700/day london",
    "remote_elsewhere": "remote uk",
    "not_understood": "-5k sf",
}
DETAILED = (
    "overview",
    "place",
    "place_open_end",
    "compare",
    "compare_same_currency",
    "offer_below",
)


def _find_benchmark(guide: Guide, *, native: bool) -> Benchmark:
    role = next(role for role in guide.roles.values() if role.salary)
    benchmark = Benchmark.from_role(role, guide, native=native)
    assert benchmark is not None  # noqa: S101 - the role has figures
    return benchmark


def _answer_typed(text: str, *, detailed: bool = False) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        query = parse(text, benchmark.places, benchmark.salary)
        return build_answer(benchmark, query, detailed=detailed)

    return example


def _build_shared(text: str, *, detailed: bool = False) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        query = parse(text, benchmark.places, benchmark.salary)
        shown = build_shared_answer(benchmark, query, "U0000000001", detailed=detailed)
        assert shown is not None  # noqa: S101 - the texts below can all be shared
        return shown

    return example


def _answer_query(
    make: Callable[[Benchmark], Query], *, shared: bool = False
) -> Callable[[Guide, str, bool], Message]:
    """The answer to a query that is made by hand, since many sentences ask it."""

    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        query = make(benchmark)
        if not shared:
            return build_answer(benchmark, query)
        message = build_shared_answer(benchmark, query, "U0000000001")
        assert message is not None  # noqa: S101 - the queries below can all be shared
        return message

    return example


def _make_package(
    benchmark: Benchmark, *, value: str | None = "40000", staged: bool = True
) -> CheckOffer:
    return CheckOffer(
        base=Decimal(200_000),
        currency=None,
        bonus_percent=Decimal(15),
        equity_percent=Decimal("0.2"),
        place=benchmark.priced()[0],
        equity_value=Decimal(value) if value else None,
        stage=benchmark.salary.equity.stages[0] if staged else None,
    )


def _ask_focus(focus: Focus, basis: Basis | None = None) -> Callable[[Benchmark], Query]:
    return lambda benchmark: AtPlace(benchmark.priced()[0], focus=focus, basis=basis)


QUERIES: Mapping[str, Callable[[Benchmark], Query]] = {
    "bottom": _ask_focus(Focus.BOTTOM),
    "middle": _ask_focus(Focus.MIDDLE),
    "top_open_end": _ask_focus(Focus.TOP, Basis.TOTAL),
    "top_base": lambda benchmark: AtPlace(
        benchmark.priced()[3], focus=Focus.TOP, basis=Basis.BASE, ignored=("please",)
    ),
    "total_only": lambda benchmark: AtPlace(benchmark.priced()[0], basis=Basis.TOTAL),
    "base_only": lambda benchmark: AtPlace(benchmark.priced()[3], basis=Basis.BASE),
    "offer_ignored": lambda benchmark: OfferAt(
        Offer(Decimal(150_000), Decimal(150_000)), benchmark.priced()[3], ignored=("for Ada",)
    ),
    "compare_ignored": lambda benchmark: Compare(
        AtPlace(benchmark.priced()[0]), AtPlace(benchmark.priced()[1]), ignored=("next year",)
    ),
    "equity": lambda _: EquityAt(),
    "equity_stage": lambda benchmark: EquityAt(
        benchmark.salary.equity.stages[0], ignored=("for a lead",)
    ),
    "equity_unknown_stage": lambda _: EquityAt(typed_stage="Seed"),
    "equity_above": lambda benchmark: EquityAt(
        benchmark.salary.equity.stages[0], low=Decimal(1), high=Decimal(1)
    ),
    "equity_across": lambda benchmark: EquityAt(
        benchmark.salary.equity.stages[0], low=Decimal("0.4"), high=Decimal("0.6")
    ),
    "equity_which_stage": lambda _: EquityAt(low=Decimal("0.2")),
    "package": _make_package,
    "package_no_equity": lambda benchmark: _make_package(benchmark, value="0", staged=False),
    **{
        f"explain.{subject.name.lower()}": partial(lambda subject, _: Explain(subject), subject)
        for subject in Subject
    },
}


def _answer_no_figures(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    return build_answer(benchmark, NoFigures(typed, tuple(benchmark.priced())))


def _answer_half_a_comparison(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    return build_answer(benchmark, NoFigures(typed, (benchmark.priced()[3],)))


def _answer_offer_elsewhere(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    offer = Offer(Decimal(150_000), Decimal(150_000))
    return build_answer(benchmark, NoFigures(typed, tuple(benchmark.priced()), offer))


def _answer_did_you_mean(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    benchmark = _find_benchmark(guide, native=native)
    near = tuple(Candidate(place.name, place) for place in benchmark.priced()[:2])
    return build_answer(benchmark, DidYouMean(typed, near))


def _build_form(text: str) -> Callable[[Guide, str, bool], View]:
    def example(guide: Guide, _: str, native: bool) -> View:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        return form.build_form(benchmark, parse(text, benchmark.places, benchmark.salary))

    return example


def _answer_other_role(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_find_benchmark(guide, native=native), OtherRole(typed))


def _answer_unknown_unit(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_find_benchmark(guide, native=native), UnknownUnit(typed))


def _answer_unknown_stage(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_find_benchmark(guide, native=native), EquityAt(typed_stage=typed))


def _build_form_reading(**changed: str | None) -> Callable[[Guide, str, bool], View]:
    def example(guide: Guide, _: str, native: bool) -> View:  # noqa: FBT001
        benchmark = _find_benchmark(guide, native=native)
        fields = {
            "place": benchmark.priced()[0].id,
            "base": "200k",
            "bonus_percent": "15",
            "equity_value": "40k",
            "stage": benchmark.salary.equity.stages[0].id,
            "equity_percent": "0.2",
        }
        offer = package.read_form(fields | changed, benchmark.places, benchmark.salary)
        return form.build_reading(benchmark, package.read_package(offer, benchmark.salary))

    return example


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    **{f"salary.{name}": _answer_typed(text) for name, text in TYPED.items()},
    **{f"salary.details.{name}": _answer_typed(TYPED[name], detailed=True) for name in DETAILED},
    **{f"salary.{name}": _answer_query(make) for name, make in QUERIES.items()},
    **{
        f"salary.shared.{name}": _build_shared(TYPED[name])
        for name in ("overview", "place", "compare", "offer_below")
    },
    "salary.shared.details.place": _build_shared(TYPED["place"], detailed=True),
    **{
        f"salary.shared.{name}": _answer_query(QUERIES[name], shared=True)
        for name in ("equity_above", "explain.total", "package")
    },
    "salary.no_figures": _answer_no_figures,
    "salary.no_figures_beside": _answer_half_a_comparison,
    "salary.no_figures_offer": _answer_offer_elsewhere,
    "salary.did_you_mean": _answer_did_you_mean,
    "salary.form": _build_form(""),
    "salary.form_filled": _build_form("200k + 15% + 0.2% sf"),
    "salary.other_role": _answer_other_role,
    "salary.unknown_unit": _answer_unknown_unit,
    "salary.other_currency": lambda guide, _, native: build_answer(
        _find_benchmark(guide, native=native), UnknownUnit("EUR")
    ),
    "salary.equity_typed_stage": _answer_unknown_stage,
    "salary.form_whole": lambda guide, _, native: form.build_form(
        benchmark := _find_benchmark(guide, native=native), _make_package(benchmark)
    ),
    "salary.form_reading": _build_form_reading(),
    "salary.form_reading_without_equity": _build_form_reading(equity_value=""),
    "salary.form_reading_without_stage": _build_form_reading(
        base="300k", bonus_percent="30", stage=None
    ),
    "salary.form_reading_without_percent": _build_form_reading(
        bonus_percent="5", equity_percent=None
    ),
}
