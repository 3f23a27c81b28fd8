"""Reads and checks a content folder, with a team's own folder laid over it.

A new kind of file for a role is a model and a line in `_ROLE_FILES`.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from hiring.errors import ContentError
from hiring.guide import content_checks, template, yaml_file
from hiring.guide.advice import CommonQuestions, Mistakes, TimeToHire
from hiring.guide.content_checks import ContentFile, Problem
from hiring.guide.content_model import ContentModel
from hiring.guide.interview import Interview
from hiring.guide.need import Need
from hiring.guide.pay_transparency import PayTransparency
from hiring.guide.places import Places
from hiring.guide.posting import Posting
from hiring.guide.red_flags import RedFlags
from hiring.guide.role import About, Guide, Help, Role
from hiring.guide.salary import Salary
from hiring.guide.template import Template
from hiring.guide.yaml_file import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails


T = TypeVar("T", bound=ContentModel)

_SHARED_FILES: Mapping[str, type[ContentModel]] = {
    "places.yml": Places,
    "help.yml": Help,
    "pay-transparency.yml": PayTransparency,
}
_ROLE_FILES: Mapping[str, type[ContentModel]] = {
    "role.yml": About,
    "salary.yml": Salary,
    "interview.yml": Interview,
    "red-flags.yml": RedFlags,
    "mistakes.yml": Mistakes,
    "time-to-hire.yml": TimeToHire,
    "questions.yml": CommonQuestions,
    "need.yml": Need,
    "posting.yml": Posting,
    "posting.md.jinja": Template,
}
_ENDINGS = (".yml", ".yaml", ".jinja")
_ROLES = "roles"
_ROLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNKNOWN_FILE = (
    "is not a file that is known here: beside the roles stand "
    f"{', '.join(_SHARED_FILES)}; in {_ROLES}/ROLE/ (small letters and hyphens) "
    f"{', '.join(_ROLE_FILES)}"
)


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


def _read(folder: Path, overlay: Path | None) -> tuple[Guide | None, list[Problem]]:
    layers = [layer for layer in (folder, overlay) if layer]
    problems = [Problem(layer, None, "is not a folder") for layer in layers if not layer.is_dir()]
    files = {name: file for layer in layers for name, file in _files(layer)}
    sources: dict[str, ContentFile] = {}
    for name, file in files.items():
        model = _model(name)
        read = _source(file, model) if model else [Problem(file, None, _UNKNOWN_FILE)]
        if isinstance(read, ContentFile):
            sources[name] = read
        else:
            problems += read
    roles = sorted({name.split("/")[1] for name in files if _model(name) and "/" in name})
    needed = [*_SHARED_FILES, *(f"{_ROLES}/{role}/role.yml" for role in roles or ["ROLE"])]
    problems += [Problem(folder / name, None, "is missing") for name in needed if name not in files]
    problems += content_checks.check_together(sources)
    if problems:
        return None, problems
    return _guide({name: source.model for name, source in sources.items()}, roles), []


def _files(layer: Path) -> Iterator[tuple[str, Path]]:
    """Files by their path within the layer; what begins with a point is left alone."""
    for file in sorted(file for ending in _ENDINGS for file in layer.rglob(f"*{ending}")):
        name = file.relative_to(layer)
        if not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), file


def _model(name: str) -> type[ContentModel] | None:
    """What a file must hold, by its path within the folder."""
    match name.split("/"):
        case [file]:
            return _SHARED_FILES.get(file)
        case [folder, role, file] if folder == _ROLES and _ROLE_ID.fullmatch(role):
            return _ROLE_FILES.get(file)
        case _:
            return None


def _source(file: Path, model: type[ContentModel]) -> ContentFile | list[Problem]:
    try:
        data = template.read(file) if model is Template else yaml_file.read(file)
    except FileError as error:
        return [Problem(file, error.line, error.message)]
    try:
        return ContentFile(file, data, model.model_validate(data.data))
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


def _guide(models: Mapping[str, ContentModel], roles: Iterable[str]) -> Guide:
    def take(name: str, kind: type[T]) -> T:
        model = models[name]
        assert isinstance(model, kind)  # noqa: S101 - `_model` chose the kind by the name
        return model

    def part(role: str, file: str, kind: type[T]) -> T | None:
        name = f"{_ROLES}/{role}/{file}"
        return take(name, kind) if name in models else None

    return Guide(
        places=take("places.yml", Places),
        help=take("help.yml", Help),
        pay_transparency=take("pay-transparency.yml", PayTransparency),
        roles=MappingProxyType(
            {
                role: Role(
                    id=role,
                    about=take(f"{_ROLES}/{role}/role.yml", About),
                    salary=part(role, "salary.yml", Salary),
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
        ),
    )
