"""Answers to the need questions: of the labelled teams, and every way to answer."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from tests.asked.teams import load_teams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.need import Answers, Need

SIGNALS = ("inconsistent", "product", "seniors", "debt")


def list_every_way_to_answer(need: Need) -> list[Answers]:
    """Every combination of answers."""
    names = [question.id for question in need.questions]
    ways = (
        list(chain.from_iterable(combinations(ids, count) for count in range(len(ids) + 1)))
        if question.several
        else [(option_id,) for option_id in ids]
        for question in need.questions
        for ids in [[option.id for option in question.options]]
    )
    return [dict(zip(names, map(frozenset, way), strict=True)) for way in product(*ways)]


def list_labelled_answers() -> Iterator[tuple[str, Answers]]:
    """Those of the labelled teams, to the AI Tech Lead's questions."""
    for name in ("need.tsv", "more_need.tsv"):
        for number, team in enumerate(load_teams(name), start=1):
            yield f"{name} {number}", team.answers


def list_odd_answers(need: Need) -> Iterator[tuple[str, Answers]]:
    """Every hundredth way to answer, which are odder than a team's."""
    for number, answers in enumerate(list_every_way_to_answer(need)[::97]):
        yield f"way {number}", answers
