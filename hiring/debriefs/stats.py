"""How long scorecards and decisions take, by month: medians over many people, never of somebody.

Only what the channel can read counts: scorecards of revealed rounds, and decisions. A month's
figure is shown where it comes from at least LEAST_VALUES values of at least LEAST_PEOPLE people, or
where all of them are the reader's own. With fewer it would tell how long somebody took.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias

from hiring.debriefs.debrief import Outcome
from hiring.work_calendar import HOUR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hiring.debriefs.debrief import Debrief

    YearMonth: TypeAlias = tuple[int, int]

LEAST_VALUES: Final = 5
LEAST_PEOPLE: Final = 3
MONTHS: Final = 6
"""How many months are shown, the running one included."""


@dataclass(frozen=True)
class Duration:
    """How long somebody took for something, and when it was done, in seconds."""

    person: str
    done_at: int
    seconds: int


@dataclass(frozen=True)
class MonthFigures:
    """A month, and the median hours in it; None if there are too few values to show one.

    `to_scorecard`: from the end of an interview to its scorecard. `to_decision`: from the last
    scorecard to the decision.
    """

    month: YearMonth
    to_scorecard: float | None
    to_decision: float | None


@dataclass(frozen=True)
class Stats:
    """The latest months, newest first. `debriefs` were counted.

    `without_time`: of so many scorecards nobody said when the interview was, so they are left out.
    """

    months: Sequence[MonthFigures]
    debriefs: int
    without_time: int

    @property
    def shows_any(self) -> bool:
        """Whether any figure can be shown."""
        return any(
            month.to_scorecard is not None or month.to_decision is not None for month in self.months
        )


def list_months(today: date) -> list[YearMonth]:
    """The latest months, newest first."""
    number = today.year * 12 + today.month - 1
    return [((number - back) // 12, (number - back) % 12 + 1) for back in range(MONTHS)]


def get_first_time(today: date) -> int:
    """When the oldest of these months begins, in UTC."""
    year, month = list_months(today)[-1]
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp())


def compute_stats(debriefs: Iterable[Debrief], today: date, reader: str) -> Stats:
    """The figures of some debriefs, in which the due reveals are settled."""
    debriefs = [debrief for debrief in debriefs if debrief.reveals]
    months = list_months(today)
    scorecards = _group_by_month(
        each for debrief in debriefs for each in _list_scorecard_times(debrief)
    )
    decisions = _group_by_month(
        each for debrief in debriefs if (each := _find_decision_time(debrief))
    )
    figures = [
        MonthFigures(
            month,
            _find_median(scorecards.get(month, ()), reader),
            _find_median(decisions.get(month, ()), reader),
        )
        for month in months
    ]
    first = get_first_time(today)
    without_time = sum(
        seat.ends_at is None
        for debrief in debriefs
        for seat in debrief.seats
        if seat.filing and seat.filing.at >= first and seat.round <= debrief.public_through
    )
    return Stats(figures, len(debriefs), without_time)


def _list_scorecard_times(debrief: Debrief) -> Iterator[Duration]:
    for seat in debrief.seats:
        if seat.filing and seat.ends_at is not None and seat.round <= debrief.public_through:
            at = seat.filing.at
            yield Duration(seat.person, at, max(at - seat.ends_at, 0))


def _find_decision_time(debrief: Debrief) -> Duration | None:
    """From the last scorecard before the first final decision to that decision."""
    final = {Outcome.HIRE, Outcome.NO_HIRE}
    decision = next((each for each in debrief.decisions if each.outcome in final), None)
    if decision is None:
        return None
    filed = [seat.filing.at for seat in debrief.seats if seat.filing]
    before = [at for at in filed if at <= decision.at]
    return Duration(decision.by, decision.at, decision.at - max(before)) if before else None


def _group_by_month(durations: Iterable[Duration]) -> Mapping[YearMonth, Sequence[Duration]]:
    months: dict[YearMonth, list[Duration]] = defaultdict(list)
    for duration in durations:
        day = datetime.fromtimestamp(duration.done_at, UTC)
        months[day.year, day.month].append(duration)
    return months


def _find_median(durations: Sequence[Duration], reader: str) -> float | None:
    """The median in hours; None if it would tell how long somebody took."""
    people = {duration.person for duration in durations}
    many = len(people) >= LEAST_PEOPLE or people == {reader}
    if len(durations) < LEAST_VALUES or not many:
        return None
    return median(duration.seconds for duration in durations) / HOUR
