"""Reads and checks a content folder, with a team's own folder laid over it.

A new kind of file for a role is a model and a line in `_ROLE_FILES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from hiring.errors import ContentError
from hiring.guide import parser, tree
from hiring.guide.fold import fold
from hiring.guide.places import Places
from hiring.guide.query import AtPlace, Choose, NoFigures
from hiring.guide.role import About, Guide, Role, SalaryHelp
from hiring.guide.salary import Salary
from hiring.guide.shape import Shape
from hiring.guide.tree import TreeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from hiring.guide.tree import Key, Tree

T = TypeVar("T", bound=Shape)

_SHARED_FILES: Mapping[str, type[Shape]] = {"places.yml": Places, "salary.yml": SalaryHelp}
_ROLE_FILES: Mapping[str, type[Shape]] = {"role.yml": About, "salary.yml": Salary}
_ROLES = "roles"
_ROLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNKNOWN_FILE = (
    "is not a file that is known here: beside the roles stand "
    f"{', '.join(_SHARED_FILES)}; in {_ROLES}/ROLE/ (small letters and hyphens) "
    f"{', '.join(_ROLE_FILES)}"
)


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file; `line` counts from 1, None for a file as a whole."""

    file: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        return str(ContentError(self.file, self.line, self.message))


def load(folder: Path, overlay: Path | None = None) -> Guide:
    """Read `folder`, with the files of `overlay` in place of, or beside, its own.

    ContentError names the first problem found.
    """
    guide, problems = _read(folder, overlay)
    if guide is None:
        raise ContentError(problems[0].file, problems[0].line, problems[0].message)
    return guide


def check(folder: Path, overlay: Path | None = None) -> list[Problem]:
    """Every problem found, file by file; none means that `load` works."""
    return _read(folder, overlay)[1]


@dataclass(frozen=True)
class _Source:
    """A file that could be read, with its model."""

    file: Path
    tree: Tree
    model: Shape

    def problem(self, path: tuple[Key, ...], message: str) -> Problem:
        return Problem(self.file, self.tree.line(path), message)


def _read(folder: Path, overlay: Path | None) -> tuple[Guide | None, list[Problem]]:
    layers = [layer for layer in (folder, overlay) if layer]
    problems = [Problem(layer, None, "is not a folder") for layer in layers if not layer.is_dir()]
    files = {name: file for layer in layers for name, file in _files(layer)}
    sources: dict[str, _Source] = {}
    for name, file in files.items():
        model = _model(name)
        read = _source(file, model) if model else [Problem(file, None, _UNKNOWN_FILE)]
        if isinstance(read, _Source):
            sources[name] = read
        else:
            problems += read
    roles = sorted({name.split("/")[1] for name in files if _model(name) and "/" in name})
    needed = [*_SHARED_FILES, *(f"{_ROLES}/{role}/role.yml" for role in roles or ["ROLE"])]
    problems += [Problem(folder / name, None, "is missing") for name in needed if name not in files]
    problems += _across(sources)
    if problems:
        return None, problems
    return _guide({name: source.model for name, source in sources.items()}, roles), []


def _files(layer: Path) -> Iterator[tuple[str, Path]]:
    """YAML files by their path within the layer; what begins with a point is left alone."""
    for file in sorted([*layer.rglob("*.yml"), *layer.rglob("*.yaml")]):
        name = file.relative_to(layer)
        if not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), file


def _model(name: str) -> type[Shape] | None:
    """What a file must hold, by its path within the folder."""
    match name.split("/"):
        case [file]:
            return _SHARED_FILES.get(file)
        case [folder, role, file] if folder == _ROLES and _ROLE_ID.fullmatch(role):
            return _ROLE_FILES.get(file)
        case _:
            return None


def _source(file: Path, model: type[Shape]) -> _Source | list[Problem]:
    try:
        data = tree.read(file)
    except TreeError as error:
        return [Problem(file, error.line, error.message)]
    try:
        return _Source(file, data, model.model_validate(data.data))
    except ValidationError as errors:
        return [
            Problem(file, data.line(error["loc"]), _sentence(error)) for error in errors.errors()
        ]


def _sentence(error: ErrorDetails) -> str:
    path = ".".join(str(key) for key in error["loc"])
    match error["type"]:
        case "missing":
            return f"“{path}” is missing"
        case "extra_forbidden":
            return f"“{path}” is not a key that is known here"
        case "value_error":
            return f"{path}: {error['ctx']['error']}"
        case _:
            return f"{path}: {error['msg']}"


def _guide(models: Mapping[str, Shape], roles: Iterable[str]) -> Guide:
    def take(name: str, kind: type[T]) -> T:
        model = models[name]
        assert isinstance(model, kind)  # noqa: S101 - `_model` chose the kind by the name
        return model

    def optional(name: str, kind: type[T]) -> T | None:
        return take(name, kind) if name in models else None

    return Guide(
        places=take("places.yml", Places),
        salary_help=take("salary.yml", SalaryHelp),
        roles=MappingProxyType(
            {
                role: Role(
                    id=role,
                    about=take(f"{_ROLES}/{role}/role.yml", About),
                    salary=optional(f"{_ROLES}/{role}/salary.yml", Salary),
                )
                for role in roles
            }
        ),
    )


def _across(sources: Mapping[str, _Source]) -> Iterator[Problem]:
    """What one value alone cannot show."""
    shared = sources.get("places.yml")
    if shared is None or not isinstance(places := shared.model, Places):
        return
    problems = list(_place_problems(shared, places))
    yield from problems
    for source in sources.values():
        if isinstance(salary := source.model, Salary):
            yield from _salary_problems(source, salary, places)
            if not problems:
                yield from _untypable(shared, places, salary)


def _place_problems(source: _Source, places: Places) -> Iterator[Problem]:
    ids = [place.id for place in places.places]
    yield from _twice(source, [(("places", at, "id"), id_) for at, id_ in enumerate(ids)])
    shorts = [(("places", at, "short"), one.short) for at, one in enumerate(places.places)]
    yield from _twice(source, shorts)
    for at, region in enumerate(places.regions):
        for index, place_id in enumerate(region.places):
            if place_id not in ids:
                yield source.problem(
                    ("regions", at, "places", index), f"“{place_id}” is not the id of a place"
                )
    owners: dict[str, tuple[Key, ...]] = {}
    for path, name in _names(places):
        owner = owners.setdefault(fold(name), path[:2])
        if owner != path[:2]:
            line = source.tree.line(owner)
            yield source.problem(path, f"“{name}” is also a name of the entry in line {line}")


def _names(places: Places) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every name with where it stands."""
    for at, place in enumerate(places.places):
        yield ("places", at, "id"), place.id
        yield ("places", at, "name"), place.name
        yield ("places", at, "short"), place.short
        for index, name in enumerate(place.aliases):
            yield ("places", at, "aliases", index), name
        for index, name in enumerate(place.stands_for):
            yield ("places", at, "stands_for", index), name
    for at, region in enumerate(places.regions):
        yield ("regions", at, "name"), region.name
        for index, name in enumerate(region.aliases):
            yield ("regions", at, "aliases", index), name


def _untypable(source: _Source, places: Places, salary: Salary) -> Iterator[Problem]:
    """Names that `/salary` would read as something else, such as a currency or a filler."""
    for path, name in _names(places):
        query = parser.parse(name, places, salary)
        if not isinstance(query, AtPlace | Choose | NoFigures):
            yield source.problem(path, f"“{name}” would not be found when typed")


def _salary_problems(source: _Source, salary: Salary, places: Places) -> Iterator[Problem]:
    at = [(("bands", index, "place"), band.place) for index, band in enumerate(salary.bands)]
    yield from _twice(source, at)
    for path, place_id in at:
        if places.get(place_id) is None:
            yield source.problem(path, f"“{place_id}” is not the id of a place in places.yml")
    stages = enumerate(salary.equity.stages)
    yield from _twice(source, [(("equity", "stages", at, "id"), stage.id) for at, stage in stages])


def _twice(source: _Source, values: Iterable[tuple[tuple[Key, ...], str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, value in values:
        if value in seen:
            yield source.problem(path, f"“{value}” is there twice")
        seen.add(value)
