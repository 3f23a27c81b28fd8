"""Pay of one job in one area, as a survey publishes it, or as a company's own band."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hiring.money import Basis

if TYPE_CHECKING:
    from decimal import Decimal

    from hiring.money import Currency


class SurveyKind(StrEnum):
    """What rows are, in the order in which they lead."""

    BANDS = "bands"
    """A company's own bands: bottom, middle and top stand in p10, median and p90."""
    SURVEY = "survey"
    """A survey that the company has chosen itself."""
    OFFICIAL = "official"
    """A government's statistics, of all seniorities and companies of all sizes."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Where rows come from, as people read it.

    `as_of`: the time that the figures are of, such as "May 2025". `about`: what they count and
    leave out. `credit`: how their publisher is named. `counts`: whether they are base or total pay;
    an offer of the other isn't compared with them.
    """

    id: str
    name: str
    kind: SurveyKind
    as_of: str = ""
    about: str = ""
    credit: str = ""
    counts: Basis = Basis.BASE


class AreaKind(StrEnum):
    """How large an area is; the values are those of the column `area_type`."""

    NATION = "nation"
    STATE = "state"
    METRO = "metro"
    """A metropolitan or a nonmetropolitan area; also any place of a company's own."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its publisher's code (`0041860`) and name (`San Francisco-Oakland-Fremont, CA`).

    Of a company's own places the code may be empty.
    """

    code: str
    name: str
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class Job:
    """An occupation by its code in the Standard Occupational Classification, and its name.

    A company's own job has its title as name, and may have no code.
    """

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PayRow:
    """What a job is paid in an area, in whole units of the currency per year.

    What is not published is None. `p90_is_open`: the 90th percentile is at least that.
    `employment` is rounded. `error_percent` is the relative standard error of the mean: the
    smaller, the more precise.
    """

    survey: Survey
    job: Job
    area: Area
    currency: Currency
    employment: int | None = None
    mean: int | None = None
    p10: int | None = None
    p25: int | None = None
    median: int | None = None
    p75: int | None = None
    p90: int | None = None
    p90_is_open: bool = False
    error_percent: Decimal | None = None
