"""What the content check sees in official statistics by reading them, which a start doesn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.errors import ContentError
from hiring.guide.official_pay import OfficialPay
from hiring.guide.overlay import did_you_mean
from hiring.guide.problem import Problem
from hiring.pay_statistics import own_doubts
from hiring.pay_statistics.areas import AreaNames
from hiring.pay_statistics.occupations import Occupations
from hiring.pay_statistics.official_table import OfficialTable, check_rows
from hiring.pay_statistics.own_table import OwnTable
from hiring.pay_statistics.tables import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.content_model import ContentModel
    from hiring.guide.yaml_file import Key
    from hiring.pay_statistics.surveys import PayStatistics

    Named = Iterator[tuple[tuple[Key, ...], str]]
    """Paths of values in a file, each with what is named there."""


def find_problems(files: Mapping[str, ContentFile], pay: PayStatistics) -> Iterator[Problem]:
    """Slips in own tables; official tables that are damaged, else names that none of them has."""
    own = [table for table in pay.tables if isinstance(table, OwnTable)]
    csvs = {table.survey.id: _find_csv(table, files) for table in own}
    yield from own_doubts.find_doubts(own, csvs)
    tables = [table for table in pay.tables if isinstance(table, OfficialTable)]
    damaged = [problem for table in tables for problem in _find_damage(table)]
    if damaged or not tables:
        yield from damaged
        return
    codes = {job.code for table in tables for job in table.jobs}
    titles = {area.name for table in tables for area in table.areas}
    for file in files.values():
        for path, code in _list_codes(file.model):
            if code not in codes:
                message = f"{code} is not an occupation of the official statistics"
                yield file.problem(path, message, doubtful=True)
        for path, title in _list_areas(file.model):
            if title not in titles:
                message = (
                    f"“{title}” is not the title of an area of the official statistics."
                    f"{did_you_mean(title, titles)}"
                )
                yield file.problem(path, message, doubtful=True)


def _find_csv(table: OwnTable, files: Mapping[str, ContentFile]) -> Path:
    described = files[f"{FOLDER}/{table.survey.id}.yml"]
    return described.problem((), "").file.with_suffix(".csv")


def _list_codes(model: ContentModel) -> Named:
    match model:
        case OfficialPay(occupations=occupations):
            for at, occupation in enumerate(occupations):
                yield ("occupations", at, "code"), occupation.code
        case Occupations():
            for at, named in enumerate(model.occupations):
                yield ("occupations", at, "code"), named.code
            for at, title in enumerate(model.without_occupation):
                for index, near in enumerate(title.near):
                    yield ("without_occupation", at, "near", index, "code"), near.code
        case _:
            return


def _list_areas(model: ContentModel) -> Named:
    if isinstance(model, AreaNames):
        for place, titles in model.places.items():
            yield from ((("places", place, at), title) for at, title in enumerate(titles))
        for at, entry in enumerate(model.areas):
            yield ("areas", at, "area"), entry.area
        for at, several in enumerate(model.several):
            for index, title in enumerate(several.areas):
                yield ("several", at, "areas", index), title


def _find_damage(table: OfficialTable) -> Iterator[Problem]:
    try:
        check_rows(table.file)
    except ContentError as error:
        yield Problem(error.file, error.line, error.message)
