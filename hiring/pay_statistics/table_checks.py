"""What the content check sees in official statistics by reading them, which a start doesn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.errors import ContentError
from hiring.guide.official_pay import OfficialPay
from hiring.guide.problem import Problem
from hiring.pay_statistics.official_table import OfficialTable, check_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiring.guide.content_checks import ContentFile
    from hiring.pay_statistics.surveys import PayStatistics


def find_problems(files: Mapping[str, ContentFile], pay: PayStatistics) -> Iterator[Problem]:
    """Tables that are damaged, else roles' occupations that no table has."""
    tables = [table for table in pay.tables if isinstance(table, OfficialTable)]
    damaged = [problem for table in tables for problem in _find_damage(table)]
    if damaged:
        yield from damaged
        return
    known = {job.code for table in tables for job in table.jobs}
    for file in files.values():
        if isinstance(file.model, OfficialPay):
            for at, occupation in enumerate(file.model.occupations):
                if occupation.code not in known:
                    yield file.problem(
                        ("occupations", at, "code"),
                        f"{occupation.code} is not an occupation of the official statistics",
                        doubtful=True,
                    )


def _find_damage(table: OfficialTable) -> Iterator[Problem]:
    try:
        check_rows(table.file)
    except ContentError as error:
        yield Problem(error.file, error.line, error.message)
