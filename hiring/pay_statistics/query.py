"""The questions about pay statistics that can be asked with `/salary`, each written back as text.

`PayQuestion` is the one with an answer. Every other type here says what is unclear, or what has
no figures, and holds in `rest` the question without it. A button offers a way on with
`rest.with_job` or `rest.with_area`, and carries the text of that question.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hiring.guide.answered import Answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from hiring.guide.offers import Offer
    from hiring.language.amounts import Period
    from hiring.pay_statistics.figures import Area, Job

SEPARATOR: Final = "|"
"""Stands between the parts of a question as a button carries it; nobody types it."""
PAIRED: Final = "paired"
"""Stands behind a question that has an area for each job."""
MOST_COMPARED: Final = 4
"""Jobs times areas that one answer can show."""
PER_YEAR: Final = {"hour": 2080, "week": 52, "month": 12}
"""How often a year holds the periods that pay is converted from. Official statistics turn an
hour's pay into a year's with 2,080 hours, which are 52 weeks of 40."""


@dataclass(frozen=True)
class AskedJob:
    """A job that is asked about, by the name that answers give it: `Data Scientists`.

    `jobs` are what the name means in each survey: a company's own jobs first, then occupations of
    official statistics, the nearest first. A role has all that its `official-pay.yml` lists.
    `key` means this job alone: a role's id, an occupation's code, a company's own title. `typed`
    are the titles that were typed for it where its name is another, so that an answer says that
    recruiters are counted as *Human Resources Specialists*.
    """

    key: str
    name: str
    jobs: tuple[Job, ...]
    is_role: bool = False
    typed: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class AskedArea:
    """An area that is asked about, by the name that answers give it.

    `areas` are what the name means in each survey: a company's own places first. `short` has at
    most 20 characters, for a chart: `San Francisco`. `key` means this area alone: its code, or a
    company's own name of the place. `typed` is the name that was typed where it isn't in the
    area's own name, so that an answer says that *Palo Alto* was read as this area. `also` are
    other areas that the name could mean, to be offered beside it: the state of New York.
    """

    key: str
    name: str
    short: str
    areas: tuple[Area, ...]
    typed: str | None = field(default=None, compare=False)
    also: tuple[AskedArea, ...] = field(default=(), compare=False)


class PayFocus(StrEnum):
    """What is asked of the figures, where it is no percentile."""

    MEAN = "mean"
    EMPLOYMENT = "employment"
    """How many people hold the job."""


@dataclass(frozen=True)
class PayQuestion(Answered):
    """What jobs are paid in areas, and how offers compare with it.

    There are one or several of each, at most `MOST_COMPARED` in all combinations. Whether a job's
    figures are published in an area is not looked up: an answer offers `PayNames.widen(area)`
    where they aren't.

    `percentile` is asked of the figures first, from 1 to 99: 50 for `median`, 90 for `top 10%`. It
    need not be one that is published. `offers` are per year; they were typed per `period` where
    that is set, and without any, pay per that period was asked for. `seniority` is a word such as
    `senior`, for an answer to say that the figures count every seniority. With `is_paired` the
    first job is asked about in the first area only, the second in the second, and so on. With
    `assumes_nation` no place was named, and the nation was taken.
    """

    jobs: tuple[AskedJob, ...]
    areas: tuple[AskedArea, ...]
    offers: tuple[Offer, ...] = ()
    percentile: int | None = None
    focus: PayFocus | None = None
    period: Period | None = None
    is_paired: bool = False
    seniority: str | None = field(default=None, compare=False)
    assumes_nation: bool = field(default=False, compare=False)

    @property
    def pairs(self) -> Sequence[tuple[AskedJob, AskedArea]]:
        """The jobs, each with an area that it is asked about in."""
        if self.is_paired:
            return list(zip(self.jobs, self.areas, strict=True))
        return [(job, area) for job in self.jobs for area in self.areas]

    def with_job(self, job: AskedJob) -> PayQuestion:
        """Ask it of one more job."""
        return replace(self, jobs=(*self.jobs, job), is_paired=False)

    def with_area(self, area: AskedArea) -> PayQuestion:
        """Ask it in one more area."""
        return replace(self, areas=(*self.areas, area), assumes_nation=False, is_paired=False)

    def only_in(self, area: AskedArea) -> PayQuestion:
        """Ask it in another area alone."""
        return replace(self, areas=(area,), assumes_nation=False, is_paired=False)

    def only_of(self, job: AskedJob) -> PayQuestion:
        """Ask it of another job alone."""
        return replace(self, jobs=(job,), is_paired=False)


@dataclass(frozen=True)
class NearJob:
    """A job that comes near to a title, and why."""

    job: AskedJob
    why: str


@dataclass(frozen=True)
class NoOccupation:
    """A title that has no occupation of its own, or none in the data, such as product manager.

    `typed` is the title as typed, `title` as the content writes it, and `why` a sentence that says
    why it has none. `near` has the nearest first, and is empty where nothing comes near, as for a
    nurse. `rest` has an area, the nation where none was named.
    """

    typed: str
    title: str
    why: str
    near: tuple[NearJob, ...]
    rest: PayQuestion


@dataclass(frozen=True)
class UnknownTitle:
    """A title, as typed, that nobody knows; `near` are jobs with a similar name, or none."""

    typed: str
    near: tuple[AskedJob, ...]
    rest: PayQuestion


@dataclass(frozen=True)
class WhichArea:
    """A name that covers several areas, or that several share, none far larger than the others.

    `abroad` says where a place of that name is outside the United States, of which there are no
    official statistics: `England` for Cambridge.
    """

    typed: str
    candidates: tuple[AskedArea, ...]
    rest: PayQuestion
    abroad: str | None = None


@dataclass(frozen=True)
class NearArea:
    """An unknown place that is near to known ones in its spelling, the nearest first."""

    typed: str
    candidates: tuple[AskedArea, ...]
    rest: PayQuestion


@dataclass(frozen=True)
class NotMeasured:
    """A place that no survey has: `instead` are areas to offer, its state first, the nation last.

    With `is_known` it is surely a place in the United States; else it may be no place at all.
    """

    typed: str
    instead: tuple[AskedArea, ...]
    rest: PayQuestion
    is_known: bool = False


@dataclass(frozen=True)
class OutsideUnitedStates:
    """A place outside the United States, of which official statistics have nothing.

    `instead` are areas to offer.
    """

    typed: str
    instead: tuple[AskedArea, ...]
    rest: PayQuestion


@dataclass(frozen=True)
class TooManyCompared:
    """More combinations of jobs and areas than an answer can show; `rest` has them all."""

    rest: PayQuestion


UnclearPay = (
    NoOccupation
    | UnknownTitle
    | WhichArea
    | NearArea
    | NotMeasured
    | OutsideUnitedStates
    | TooManyCompared
)
PayQuery = PayQuestion | UnclearPay


def write_pay_question(question: PayQuestion) -> str:
    """A text that `read_written` reads as this same question: `15-2051 | 0012420 | 140000 base`.

    It is short enough for a button's value, and for an option of a picker if it has one job and
    one area.
    """
    offers = [_write_offer(offer, question.period) for offer in question.offers]
    if question.period and not offers:
        offers = [f"per {question.period}"]
    parts = (
        "; ".join(_write_key(job.key) for job in question.jobs),
        "; ".join(_write_key(area.key) for area in question.areas),
        "; ".join(offers),
        f"p{question.percentile}" if question.percentile else question.focus,
        PAIRED if question.is_paired else "",
    )
    return " | ".join(part for part in parts if part)


def _write_key(key: str) -> str:
    """A company's own names can hold any character; `;` and `|` separate here."""
    return " ".join(key.replace(";", " ").replace("|", " ").split())


def _write_offer(offer: Offer, period: Period | None) -> str:
    amounts = dict.fromkeys((offer.low, offer.high))
    amount = "-".join(_write_amount(each, period) for each in amounts)
    per = f"per {period}" if period else ""
    return " ".join(filter(None, (offer.currency, amount, offer.basis, per)))


def _write_amount(yearly: Decimal, period: Period | None) -> str:
    amount = yearly / PER_YEAR[period] if period else yearly
    return f"{amount.normalize():f}"
