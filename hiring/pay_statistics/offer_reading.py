"""Where an amount of pay lies among the percentiles of a row, or in a company's own band.

Never more exactly than the row says: between two published percentiles, and not at the 37th.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from hiring.pay_statistics.figures import PayRow


class Mark(StrEnum):
    """A published point of a row; the values are the fields of `PayRow` that hold it."""

    P10 = "p10"
    P25 = "p25"
    MEDIAN = "median"
    P75 = "p75"
    P90 = "p90"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an amount lies: at `lower` and `higher` if they are the same, else between them.

    `lower` is None under the lowest mark, and `higher` over the highest that is known; both are
    where the row has no marks.
    """

    lower: Mark | None
    higher: Mark | None

    @property
    def is_exact(self) -> bool:
        """Whether the amount is a published figure."""
        return self.lower is not None and self.lower is self.higher


def list_marks(row: PayRow) -> Sequence[tuple[Mark, int]]:
    """The points that the row has, the lowest first, without a 90th percentile that is open.

    Of that no more is known than how low it can't be, which may even be under the 75th.
    """
    marks = [mark for mark in Mark if not (mark is Mark.P90 and row.p90_is_open)]
    amounts = ((mark, getattr(row, mark.value)) for mark in marks)
    return [(mark, amount) for mark, amount in amounts if amount is not None]


def find_standing(row: PayRow, amount: Decimal) -> Standing:
    """Where an amount in the row's currency lies among its marks."""
    marks = list_marks(row)
    at = next((mark for mark, value in marks if value == amount), None)
    if at:
        return Standing(at, at)
    lower = [mark for mark, value in marks if value < amount]
    higher = [mark for mark, value in marks if value > amount]
    return Standing(lower[-1] if lower else None, higher[0] if higher else None)


ROUGH_ERROR = 10
"""Percent. Of the rows of May 2025, one in twenty has a relative standard error this large."""
FEW_PEOPLE = 100
"""Of the rows of May 2025, one in four is of fewer people."""


def is_rough(row: PayRow) -> bool:
    """Whether another sample could well have given another average."""
    return row.error_percent is not None and row.error_percent >= ROUGH_ERROR


def is_small(row: PayRow) -> bool:
    """Whether so few people hold the job in the area that each of them counts."""
    return row.employment is not None and row.employment < FEW_PEOPLE
