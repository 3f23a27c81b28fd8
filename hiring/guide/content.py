"""Reads and checks a content folder, with a team's own folder laid over it.

A new kind of file for a role is a model and a line in `_ROLE_FILES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from hiring.errors import ContentError
from hiring.guide import (
    content_checks,
    content_doubts,
    content_errors,
    every_role,
    figures,
    overlay,
    phrasing_doubts,
    unfinished_doubts,
    unlawful_doubts,
    unsourced_doubts,
    yaml_file,
)
from hiring.guide.advice import CommonQuestions, Mistakes, TimeToHire
from hiring.guide.content_checks import ContentFile
from hiring.guide.content_model import ContentModel
from hiring.guide.effective import write_effective
from hiring.guide.every_role import EveryRole
from hiring.guide.interview import Interview
from hiring.guide.need import Need
from hiring.guide.not_covered import NotCoveredSubjects
from hiring.guide.not_to_ask import NotToAsk
from hiring.guide.official_pay import OfficialPay
from hiring.guide.overlay import did_you_mean
from hiring.guide.places import Places
from hiring.guide.problem import Problem
from hiring.guide.red_flags import RedFlags
from hiring.guide.role import About, Guide, Help, Role
from hiring.guide.salary import Salary
from hiring.guide.sources import Sources
from hiring.guide.synonyms import Synonyms
from hiring.pay_statistics import table_checks, tables
from hiring.pay_statistics.areas import AreaNames
from hiring.pay_statistics.job_index import RoleJob
from hiring.pay_statistics.names import PayNames
from hiring.pay_statistics.occupations import Occupations
from hiring.pay_statistics.survey_file import SurveyFile
from hiring.pay_statistics.surveys import PayStatistics
from hiring.postings.pay_transparency import PayTransparency
from hiring.postings.posting import Posting
from hiring.postings.template import Template, read_template
from hiring.wording.rules import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiring.guide.yaml_file import Node

T = TypeVar("T", bound=ContentModel)

_SHARED_FILES: Mapping[str, type[ContentModel]] = {
    "places.yml": Places,
    "help.yml": Help,
    "pay-transparency.yml": PayTransparency,
    "synonyms.yml": Synonyms,
    "not-covered.yml": NotCoveredSubjects,
    "wording.yml": Wording,
    "sources.yml": Sources,
    "not-to-ask.yml": NotToAsk,
    every_role.NAME: EveryRole,
    "pay/occupations.yml": Occupations,
    "pay/areas.yml": AreaNames,
}
_ROLE_FILES: Mapping[str, type[ContentModel]] = {
    "role.yml": About,
    "salary.yml": Salary,
    "official-pay.yml": OfficialPay,
    "interview.yml": Interview,
    "red-flags.yml": RedFlags,
    "mistakes.yml": Mistakes,
    "time-to-hire.yml": TimeToHire,
    "questions.yml": CommonQuestions,
    "need.yml": Need,
    "posting.yml": Posting,
    "posting.md.jinja": Template,
}
_SPREADSHEETS = frozenset({".xlsx", ".xls", ".ods"})
_ENDINGS = frozenset({".yml", ".yaml", ".jinja", *tables.ENDINGS, *_SPREADSHEETS})
ROLES = "roles"
_EXAMPLE = f"{ROLES}/ai-tech-lead"
_ROLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SURVEY = re.compile(rf"{tables.FOLDER}/{_ROLE_ID.pattern}\.yml")
_TABLE = re.compile(rf"{tables.FOLDER}/{_ROLE_ID.pattern}\.(csv|sqlite)")
_NO_ROLE = (
    "can't be the folder of a role: name it in small letters, digits and single hyphens, such as "
    f"{_EXAMPLE}"
)
_NO_FOLDER = {
    FileNotFoundError: "there is no such folder",
    NotADirectoryError: "is a file, not a folder",
}
_ABOUT_OWN = "; CONTENT_DIR names the folder of your own content"


def load(folder: Path, own: Path | None = None) -> Guide:
    """Read `folder`, with a team's `own` files laid over it key by key.

    A role in which something is still to be written is left out; `with_unfinished` has it.
    ContentError names the first problem. What is only doubtful is in the guide's `doubts`.
    """
    guide, problems = read(folder, own)
    if guide is None:
        raise next(problem for problem in problems if not problem.doubtful).as_error()
    return guide


def read(folder: Path, own: Path | None = None) -> tuple[Guide | None, list[Problem]]:
    """As `load`, with every problem. The guide is None where one of them is more than doubtful."""
    files, pay, problems, unfinished = _read(folder, own, all_texts=False)
    if not all(problem.doubtful for problem in problems):
        return None, problems
    doubts = [str(problem) for problem in problems]
    everything = _guide(files, pay, doubts)
    if not unfinished:
        return everything, problems
    finished = {
        name: file
        for name, file in files.items()
        if not (name.startswith(f"{ROLES}/") and name.split("/")[1] in unfinished)
    }
    return replace(_guide(finished, pay, doubts), with_unfinished=everything), problems


def check(folder: Path, own: Path | None = None) -> list[Problem]:
    """Every problem, file by file; none, or doubtful ones alone, mean that `load` works."""
    files, pay, problems, _ = _read(folder, own, all_texts=True)
    if all(problem.doubtful for problem in problems):
        ours = {name for name, _ in list_files(folder)}
        problems += unfinished_doubts.find_missing(files, ours)
        problems += unfinished_doubts.find_copies(files, ours)
    # The search is only tried where nothing else is to mend: it takes some seconds.
    return problems or [
        *table_checks.find_problems(files, pay),
        *content_doubts.find_unreached_verdicts(files),
        *phrasing_doubts.find_doubts(_guide(files, pay, ()), files),
    ]


def effective(folder: Path, own: Path | None, name: str, *, alone: bool = False) -> str:
    """A file, by its path within the folder, as YAML that says where each value came from.

    `alone`: without what the files of every role have in common. ContentError where there is no
    such file, or where it can't be merged.
    """
    layers, problems = _list_layers(folder, own)
    known = [
        candidate for candidate in layers.names if candidate.endswith(".yml") and _model(candidate)
    ]
    if not problems and name not in known:
        problems = [Problem(folder / name, None, f"is not one of {', '.join(known)}")]
    common = None if problems or alone else _merge(every_role.NAME, layers, problems)
    node = None if problems else _merge(name, layers, problems, common)
    if node is None:
        raise problems[0].as_error()
    labels = {layers.ours.get(name): "ours", layers.own.get(name): "yours"}
    if every_role.find_section(name, common):
        labels |= {
            layers.ours.get(every_role.NAME): "ours for every role",
            layers.own.get(every_role.NAME): "yours for every role",
        }
    names = {file: label for file, label in labels.items() if file}
    head = "".join(f"# {label}: {file}\n" for file, label in names.items())
    return head + write_effective(node, names)


@dataclass(frozen=True)
class _Layers:
    """The files of our folder and of the team's own one, by their path within it."""

    ours: Mapping[str, Path]
    own: Mapping[str, Path]

    @property
    def files(self) -> Mapping[str, Path]:
        """The files of both; the team's where both have one."""
        return {**self.ours, **self.own}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files of both."""
        return tuple(self.files)

    def locate_missing_file(self, name: str, folder: Path) -> Path:
        """The path for an error about a missing file: in its role's folder, else in `folder`."""
        role = name.rpartition("/")[0]
        beside = [
            file
            for other, file in {**self.own, **self.ours}.items()
            if other.startswith(f"{role}/")
        ]
        return beside[0].parent / "role.yml" if role and beside else folder / name


def _read(
    folder: Path, own: Path | None, *, all_texts: bool
) -> tuple[dict[str, ContentFile], PayStatistics, list[Problem], frozenset[str]]:
    """The files that can be used, by path within the folder; pay; what is wrong; unfinished roles.

    What may not be asked, and what is unwritten, is looked for in the team's own texts, or in
    `all_texts`.
    """
    layers, problems = _list_layers(folder, own)
    names = [name for name in layers.names if not _TABLE.fullmatch(name)]
    common = _merge(every_role.NAME, layers, problems) if every_role.NAME in names else None
    merged = {
        name: node
        for name in names
        if (node := common if name == every_role.NAME else _merge(name, layers, problems, common))
    }
    roles = _list_roles(name for name in names if _model(name))
    figure_problems: list[Problem] = []
    for role in roles:
        merged |= _fill_in_figures(f"{ROLES}/{role}/", merged, figure_problems)
    files = {name: _validate(name, node, problems) for name, node in merged.items()}
    usable = {name: file for name, file in files.items() if file}
    for name in [*_SHARED_FILES, *(f"{ROLES}/{role}/role.yml" for role in roles or ["ROLE"])]:
        if name not in layers.names:
            problems.append(Problem(layers.locate_missing_file(name, folder), None, "is missing"))
    surveys = {name: file.model for name, file in usable.items() if _SURVEY.fullmatch(name)}
    pay = PayStatistics.from_tables(
        tables.read_tables(
            {name: model for name, model in surveys.items() if isinstance(model, SurveyFile)},
            layers.files,
            problems,
        )
    )
    problems += content_checks.check_together(usable, set(names) - set(usable))
    if all(problem.doubtful for problem in problems):
        # Else the figures may only be missing because of what is wrong already.
        problems += figure_problems
    problems += content_doubts.find_doubts(usable)
    problems += unsourced_doubts.find_doubts(usable)
    written_in = None if all_texts else frozenset(layers.own.values())
    problems += unlawful_doubts.find_doubts(usable, written_in)
    placeholders = list(
        unfinished_doubts.find_placeholders(
            file for name, file in usable.items() if all_texts or name in layers.own
        )
    )
    unfinished = unfinished_doubts.list_unfinished_roles(placeholders)
    return usable, pay, _say_once([*problems, *placeholders], layers), unfinished


def _say_once(problems: Iterable[Problem], layers: _Layers) -> list[Problem]:
    """Problems, of which those with what every role has come up once, and not for each role."""
    common = {layers.ours.get(every_role.NAME), layers.own.get(every_role.NAME)}
    first: dict[object, Problem] = {}
    for problem in problems:
        is_common = problem.file in common
        first.setdefault((problem.file, problem.line) if is_common else problem, problem)
    return list(first.values())


def _list_layers(folder: Path, own: Path | None) -> tuple[_Layers, list[Problem]]:
    """The files of both folders; a folder that can't be read is a problem, and has none."""
    problems: list[Problem] = []
    layers: list[Mapping[str, Path]] = []
    for layer, advice in ((folder, ""), (own, _ABOUT_OWN)):
        try:
            layers.append(dict(list_files(layer)) if layer else {})
        except OSError as error:
            reason = _NO_FOLDER.get(type(error), f"cannot be read: {error.strerror}")
            problems.append(Problem(Path(error.filename), None, f"{reason}{advice}"))
            layers.append({})
    return _Layers(*layers), problems


def list_files(layer: Path, folder: Path | None = None) -> Iterator[tuple[str, Path]]:
    """The files of a content folder, by their path within it.

    What begins with a point is left alone. OSError where a folder can't be read.
    """
    for path in sorted((folder or layer).iterdir()):
        if path.name.startswith((".", "~$")):  # the second is Excel's mark of an open file
            continue
        if path.is_dir():
            yield from list_files(layer, path)
        elif path.suffix.lower() in _ENDINGS:
            yield path.relative_to(layer).as_posix(), path


def _list_roles(names: Iterable[str]) -> list[str]:
    return sorted({name.split("/")[1] for name in names if name.startswith(f"{ROLES}/")})


def _model(name: str) -> type[ContentModel] | None:
    """What a file must hold, by its path within the folder."""
    if model := _SHARED_FILES.get(name):
        return model
    if _SURVEY.fullmatch(name):
        return SurveyFile
    match name.split("/"):
        case [folder, role, file] if folder == ROLES and _ROLE_ID.fullmatch(role):
            return _ROLE_FILES.get(file)
        case _:
            return None


def _describe_stray(name: str, file: Path) -> Problem:
    """A file that nothing reads, or the folder of such files.

    With a space in its name it is hardly a slip for one of ours, but a copy that a desktop made.
    """
    is_copy = " " in name
    match name.split("/"):
        case [folder, role, _] if folder == ROLES and not _ROLE_ID.fullmatch(role):
            return Problem(file.parent, None, _NO_ROLE, is_copy)
        case _:
            return Problem(file, None, _place_for_stray(name), is_copy)


def _place_for_stray(name: str) -> str:
    """What to do with a file that nothing reads."""
    folder, _, file = name.rpartition("/")
    ending = f".{name.rpartition('.')[2].lower()}"
    if ending in _SPREADSHEETS:
        return f"can't be read: save it as CSV, in UTF-8, in {tables.FOLDER}/"
    if ending in tables.ENDINGS:
        return f"belongs in {tables.FOLDER}/, named in small letters and hyphens: bands{ending}"
    if file in _SHARED_FILES:
        return f"belongs at the top of the content folder, not in {folder}/"
    if file in _ROLE_FILES and not folder.startswith(f"{ROLES}/"):
        return f"belongs in the folder of a role: {ROLES}/ROLE/{file}, such as {_EXAMPLE}/{file}"
    known = _ROLE_FILES if folder.startswith(f"{ROLES}/") else _SHARED_FILES
    return f"is not a file that is known here.{did_you_mean(file, known)} Rename it, or take it out"


def _merge(
    name: str, layers: _Layers, problems: list[Problem], common: Node | None = None
) -> Node | None:
    """Our file with the team's laid over it; None, with one more problem, where that fails.

    A template is no mapping: the team's takes the place of ours. `common` is what the files of
    every role have in common.
    """
    model = _model(name)
    ours, own = layers.ours.get(name), layers.own.get(name)
    if model is None:
        problems += [_describe_stray(name, file) for file in (ours, own) if file]
        return None
    try:
        if model is Template:
            return read_template(own or layers.ours[name])
        our_node = yaml_file.read_yaml(ours) if ours else None
        if our_node:
            our_node = every_role.complete(our_node, name, common, problems)
        if own is None:
            return our_node
        own_node = yaml_file.read_yaml(own)
    except ContentError as error:
        problems.append(Problem(error.file, error.line, error.message))
        return None
    merged, overlay_problems = overlay.merge(our_node, own_node, model)
    problems += overlay_problems
    return merged if our_node else every_role.complete(merged, name, common, problems)


def _fill_in_figures(
    folder: str, merged: Mapping[str, Node], problems: list[Problem]
) -> dict[str, Node]:
    """A role's files with the figures in their texts; a template is filled in when it is used."""
    role = {
        name.removeprefix(folder): node
        for name, node in merged.items()
        if name.startswith(folder) and _model(name) is not Template
    }
    filled, unfilled = figures.fill_in(role, _ROLE_FILES)
    problems += unfilled
    return {folder + name: node for name, node in filled.items()}


def _validate(name: str, node: Node, problems: list[Problem]) -> ContentFile | None:
    model = _model(name)
    assert model is not None  # noqa: S101 - `_merge` gave a node
    try:
        return ContentFile(node, model.model_validate(node.plain()))
    except ValidationError as errors:
        problems += content_errors.find_problems(errors, node, model)
        return None


def _guide(files: Mapping[str, ContentFile], pay: PayStatistics, doubts: Iterable[str]) -> Guide:
    def take(name: str, kind: type[T]) -> T:
        model = files[name].model
        assert isinstance(model, kind)  # noqa: S101 - `_model` chose the kind by the name
        return model

    def part(role: str, file: str, kind: type[T]) -> T | None:
        name = f"{ROLES}/{role}/{file}"
        return take(name, kind) if name in files else None

    roles = _list_roles(files)
    packs = {
        role: Role(
            id=role,
            about=take(f"{ROLES}/{role}/role.yml", About),
            salary=part(role, "salary.yml", Salary),
            official_pay=part(role, "official-pay.yml", OfficialPay),
            interview=part(role, "interview.yml", Interview),
            red_flags=part(role, "red-flags.yml", RedFlags),
            mistakes=part(role, "mistakes.yml", Mistakes),
            time_to_hire=part(role, "time-to-hire.yml", TimeToHire),
            questions=part(role, "questions.yml", CommonQuestions),
            need=part(role, "need.yml", Need),
            posting=part(role, "posting.yml", Posting),
            template=part(role, "posting.md.jinja", Template),
        )
        for role in roles
    }
    places = take("places.yml", Places)
    return Guide(
        places=places,
        help=take("help.yml", Help),
        pay_transparency=take("pay-transparency.yml", PayTransparency),
        synonyms=take("synonyms.yml", Synonyms),
        not_covered=take("not-covered.yml", NotCoveredSubjects),
        wording=take("wording.yml", Wording),
        not_to_ask=take("not-to-ask.yml", NotToAsk),
        sources=take("sources.yml", Sources),
        pay_statistics=pay,
        pay_names=PayNames(
            pay,
            take("pay/occupations.yml", Occupations),
            take("pay/areas.yml", AreaNames),
            places,
            [_name_job(role) for role in packs.values() if role.has_pay],
        ),
        roles=MappingProxyType(packs),
        doubts=tuple(doubts),
    )


def _name_job(role: Role) -> RoleJob:
    """What a role is called, and which occupations stand for it."""
    occupations = role.official_pay.occupations if role.official_pay else ()
    codes = tuple(occupation.code for occupation in occupations)
    return RoleJob(role.id, role.about.title, role.names, codes)
