"""Examples of the answers from pay statistics and a company's own figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from blocks.salary.pay_source import PaySource
from blocks.salary.statistics import build_pay_answer, build_shared_pay
from blocks.salary.unclear_pay import build_unclear_pay
from hiring.guide.offers import Offer
from hiring.money import Currency
from hiring.pay_statistics.figures import Area, AreaKind, Job, PayRow, Survey, SurveyKind
from hiring.pay_statistics.parser import parse_pay
from hiring.pay_statistics.query import (
    AskedArea,
    AskedJob,
    NearArea,
    NoOccupation,
    NotMeasured,
    OutsideUnitedStates,
    PayQuestion,
    UnknownTitle,
    WhichArea,
)
from hiring.pay_statistics.surveys import PayStatistics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import Message, View
    from hiring.guide.role import Guide
    from hiring.pay_statistics.query import UnclearPay

TYPED: Final = {
    "one": "data scientist austin",
    "nation": "recruiter",
    "seniority": "senior recruiter ohio",
    "small": "mathematicians in boston",
    "offer": "140k data scientist austin",
    "offer_total": "200k total data scientist austin",
    "offer_range": "80-150k data scientist austin",
    "offer_currency": "£140k data scientist austin",
    "hourly": "$45 an hour recruiter dallas",
    "median": "median pay of lawyers in nyc",
    "unpublished_percentile": "60th percentile for lawyers in nyc",
    "mean": "average pay of accountants in miami",
    "compared_areas": "data scientist austin vs seattle",
    "compared_jobs": "recruiter vs data scientist in texas",
    "unpublished": "mathematician in boise",
    "also": "recruiter portland",
    "which": "recruiter springfield",
    "no_occupation": "product manager sf",
    "too_many": "recruiter in austin, dallas, houston, boston and denver",
    "abroad": "recruiter berlin",
}
DETAILED: Final = ("one", "offer", "compared_areas", "compared_jobs")

_BANDS: Final = Survey("our-bands", "Our bands", SurveyKind.BANDS, "March 2026")
_MARKET: Final = Survey("market", "Market survey", SurveyKind.SURVEY, "June 2026")
_BERLIN: Final = AskedArea("Berlin", "Berlin", "Berlin", (Area("", "Berlin", AreaKind.METRO),))
_LEAD: Final = AskedJob("ai-tech-lead", "AI Tech Lead", (Job("", "AI Tech Lead"),), is_role=True)


class _Rows:
    """A table of some rows, in the place of a file."""

    def __init__(self, rows: Sequence[PayRow]) -> None:
        self._rows = rows
        self.survey = rows[0].survey
        self.jobs = tuple(dict.fromkeys(row.job for row in rows))
        self.areas = tuple(dict.fromkeys(row.area for row in rows))
        self.employment: Mapping[Area, int] = {}

    def read_rows(self, jobs: Sequence[Job] | None, areas: Sequence[Area] | None) -> list[PayRow]:
        """The rows of these jobs and areas."""
        return [
            row
            for row in self._rows
            if (jobs is None or row.job in jobs) and (areas is None or row.area in areas)
        ]


def _make_own_source(guide: Guide, *, native: bool) -> PaySource:
    """A company's own band and a survey that it bought, in a place that has nothing else."""
    job, area = _LEAD.jobs[0], _BERLIN.areas[0]
    band = PayRow(_BANDS, job, area, Currency.EUR, p10=120_000, median=135_000, p90=150_000)
    market = PayRow(_MARKET, job, area, Currency.EUR, p25=118_000, median=131_000, p75=146_000)
    tables = PayStatistics.from_tables([_Rows([band]), _Rows([market])])
    return replace(PaySource.from_guide(guide, native=native), statistics=tables)


def _answer_typed(text: str, *, detailed: bool = False) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        source = PaySource.from_guide(guide, native=native)
        reading = parse_pay(text, source.names)
        assert reading is not None, text  # noqa: S101 - each text above names a job
        if isinstance(reading, PayQuestion):
            return build_pay_answer(source, reading, detailed=detailed)
        return build_unclear_pay(reading)

    return example


def _build_shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        source = PaySource.from_guide(guide, native=native)
        reading = parse_pay(text, source.names)
        assert isinstance(reading, PayQuestion)  # noqa: S101 - the texts below have answers
        return build_shared_pay(source, reading, "U0000000001", detailed=False)

    return example


def _answer_own(
    amount: int | None = None, *, detailed: bool = False
) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        offers = (Offer(Decimal(amount), Decimal(amount), Currency.EUR),) if amount else ()
        question = PayQuestion((_LEAD,), (_BERLIN,), offers)
        source = _make_own_source(guide, native=native)
        return build_pay_answer(source, question, detailed=detailed)

    return example


def _answer_unclear(
    make: Callable[[str, PayQuestion], UnclearPay],
) -> Callable[[Guide, str, bool], Message]:
    """An answer that shows what was typed."""

    def example(_guide: Guide, typed: str, _native: bool) -> Message:  # noqa: FBT001
        return build_unclear_pay(make(typed, PayQuestion((_LEAD,), (_BERLIN,))))

    return example


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    **{f"salary.pay.{name}": _answer_typed(text) for name, text in TYPED.items()},
    **{
        f"salary.pay.details.{name}": _answer_typed(TYPED[name], detailed=True) for name in DETAILED
    },
    **{
        f"salary.pay.shared.{name}": _build_shared(TYPED[name])
        for name in ("one", "offer", "compared_areas")
    },
    "salary.pay.own": _answer_own(),
    "salary.pay.own_offer": _answer_own(140_000),
    "salary.pay.own_offer_below": _answer_own(110_000),
    "salary.pay.details.own": _answer_own(detailed=True),
    "salary.pay.no_occupation_typed": _answer_unclear(
        lambda typed, rest: NoOccupation(typed, "Nurse", "There is none in the data.", (), rest)
    ),
    "salary.pay.unknown_title": _answer_unclear(
        lambda typed, rest: UnknownTitle(typed, (_LEAD,), rest)
    ),
    "salary.pay.which_area_typed": _answer_unclear(
        lambda typed, rest: WhichArea(typed, (_BERLIN,), rest, "England")
    ),
    "salary.pay.near_area": _answer_unclear(lambda typed, rest: NearArea(typed, (_BERLIN,), rest)),
    "salary.pay.not_measured": _answer_unclear(
        lambda typed, rest: NotMeasured(typed, (_BERLIN,), rest, is_known=True)
    ),
    "salary.pay.unknown_place": _answer_unclear(
        lambda typed, rest: NotMeasured(typed, (_BERLIN,), rest)
    ),
    "salary.pay.outside": _answer_unclear(
        lambda typed, rest: OutsideUnitedStates(typed, (_BERLIN,), rest)
    ),
}
