"""What a question about pay statistics can name: jobs and areas. Built at the first question."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hiring.language.reading import Vocabulary
from hiring.pay_statistics.area_index import AreaIndex
from hiring.pay_statistics.job_index import JobIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.guide.places import Places
    from hiring.pay_statistics.areas import AreaNames
    from hiring.pay_statistics.job_index import RoleJob
    from hiring.pay_statistics.occupations import Occupations
    from hiring.pay_statistics.surveys import PayStatistics


class PayNames:
    """The names of jobs and areas in all surveys."""

    def __init__(
        self,
        statistics: PayStatistics,
        occupations: Occupations,
        areas: AreaNames,
        places: Places,
        roles: Sequence[RoleJob],
    ) -> None:
        self.statistics = statistics
        self.jobs = JobIndex(statistics, occupations, roles)
        self.areas = AreaIndex(statistics, areas, places)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names of areas, for a sentence in which the jobs were found already."""
        return Vocabulary(self.areas.gazetteer)
