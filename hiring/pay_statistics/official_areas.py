"""The official areas by title, code and state."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from hiring.pay_statistics.area_titles import is_metropolitan, list_state_codes
from hiring.pay_statistics.figures import AreaKind, SurveyKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.pay_statistics.areas import AreaNames
    from hiring.pay_statistics.figures import Area
    from hiring.pay_statistics.surveys import PayStatistics


class OfficialAreas:
    """The areas of official statistics. Nothing is read before it is wanted."""

    def __init__(self, statistics: PayStatistics, names: AreaNames) -> None:
        self._statistics = statistics
        self._names = names

    @cached_property
    def all(self) -> tuple[Area, ...]:
        """The nation, then states, then metropolitan and nonmetropolitan areas."""
        return tuple(
            area
            for table in self._statistics.tables
            if table.survey.kind is SurveyKind.OFFICIAL
            for area in table.areas
        )

    @cached_property
    def nation(self) -> Area | None:
        """The nation; None without official statistics."""
        return next((area for area in self.all if area.kind is AreaKind.NATION), None)

    @cached_property
    def by_title(self) -> Mapping[str, Area]:
        """The areas by their titles."""
        return {area.name: area for area in self.all}

    @cached_property
    def by_code(self) -> Mapping[str, Area]:
        """The areas by their codes."""
        return {area.code: area for area in self.all}

    @cached_property
    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """What stands for each state behind a town, by its title: `TX`, `Tex`."""
        return {entry.area: entry.codes for entry in self._names.areas if entry.codes}

    @cached_property
    def states(self) -> Mapping[str, Area]:
        """The states by their two letters."""
        return {
            codes[0]: self.by_title[title]
            for title, codes in self.letters.items()
            if title in self.by_title
        }

    @cached_property
    def inside(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the areas in each state, by the state's own code."""
        by_state: dict[str, list[str]] = defaultdict(list)
        by_first_digits = {state.code[:2]: state for state in self.states.values()}
        for area in self.all:
            if is_metropolitan(area):
                letters = list_state_codes(area)
                states = [self.states[code] for code in letters if code in self.states]
            elif area.kind is AreaKind.METRO and area.code[:2] in by_first_digits:
                states = [by_first_digits[area.code[:2]]]
            else:
                states = []
            for state in states:
                by_state[state.code].append(area.code)
        return {code: tuple(codes) for code, codes in by_state.items()}

    def size(self, area: Area) -> int:
        """How many people there have one of the jobs."""
        return self._statistics.employment.get(area, 0)
