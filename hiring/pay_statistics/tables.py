"""The tables of pay of a content folder: `pay/NAME.yml`, with `NAME.csv` or `NAME.sqlite`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.errors import ContentError
from hiring.guide.problem import Problem
from hiring.pay_statistics.figures import SurveyKind
from hiring.pay_statistics.official_table import open_table
from hiring.pay_statistics.own_csv import read_own_csv
from hiring.pay_statistics.own_table import OwnTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from hiring.pay_statistics.survey_file import SurveyFile
    from hiring.pay_statistics.surveys import PayTable

FOLDER = "pay"
ENDINGS = (".csv", ".sqlite")
_DESCRIBED = "name, kind (bands or survey), as_of and currency"


def read_tables(
    surveys: Mapping[str, SurveyFile], files: Mapping[str, Path], problems: list[Problem]
) -> Iterator[PayTable]:
    """The tables, with more `problems` where they can't be used.

    `surveys` are those that could be read, by their path within the folder; `files` is all of it.
    """
    for name, file in files.items():
        stem, _, ending = name.rpartition(".")
        if f".{ending}" in ENDINGS and f"{stem}.yml" not in files:
            message = f"needs a {file.stem}.yml beside it, with {_DESCRIBED}"
            problems.append(Problem(file, None, message))
    for name, survey_file in surveys.items():
        table = name.removesuffix(".yml")
        beside = [files[path] for ending in ENDINGS if (path := f"{table}{ending}") in files]
        described = files[name]
        if len(beside) != 1:
            message = (
                f"has {_list(beside)} beside it: remove one of them"
                if beside
                else f"needs a {described.stem}.csv beside it, with the pay"
            )
            problems.append(Problem(described, None, message))
        else:
            yield from _read_table(described, beside[0], survey_file, problems)


def _read_table(
    described: Path, file: Path, survey_file: SurveyFile, problems: list[Problem]
) -> Iterator[PayTable]:
    survey = survey_file.as_survey(file.stem)
    is_official = survey.kind is SurveyKind.OFFICIAL
    if is_official != (file.suffix == ".sqlite"):
        kinds = "official" if not is_official else "bands or survey"
        problems.append(Problem(described, None, f"kind must be {kinds} for a {file.suffix} file"))
    elif not is_official:
        rows, wrong = read_own_csv(file, survey, survey_file.currency)
        problems += wrong
        if not wrong:
            yield OwnTable(survey, tuple(rows))
    elif survey_file.currency is None:
        problems.append(Problem(described, None, "“currency” is missing"))
    else:
        try:
            yield open_table(file, survey, survey_file.currency)
        except ContentError as error:
            problems.append(Problem(error.file, error.line, error.message))


def _list(files: Collection[Path]) -> str:
    return " and ".join(file.name for file in files)
