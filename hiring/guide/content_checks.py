"""What the content check sees by comparing values: across a file, and across files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiring.errors import ContentError
from hiring.guide import need, salary_parser, template
from hiring.guide.interview import Interview, find_unknown_ids, list_ids
from hiring.guide.need import Need
from hiring.guide.normalize import normalize
from hiring.guide.places import Places
from hiring.guide.posting import Posting, sample_values
from hiring.guide.red_flags import RedFlags
from hiring.guide.role import About
from hiring.guide.salary import Salary
from hiring.guide.salary_query import AtPlace, Choose, NoFigures
from hiring.guide.template import Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hiring.guide.content_model import ContentModel
    from hiring.guide.yaml_file import Key, ParsedFile


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file; `line` counts from 1, None for a file as a whole."""

    file: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        return str(ContentError(self.file, self.line, self.message))


@dataclass(frozen=True)
class ContentFile:
    """A file that could be read, with its model."""

    file: Path
    parsed: ParsedFile
    model: ContentModel

    def problem(self, path: tuple[Key, ...], message: str) -> Problem:
        """What is wrong with the value at a path of keys and positions."""
        return Problem(self.file, self.parsed.line(path), message)


def check_together(sources: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """What one value alone cannot show, in the files that could be read.

    Each file is keyed by its path within the content folder.
    """
    yield from _role_names(sources)
    for name, source in sources.items():
        if isinstance(interview := source.model, Interview):
            flags = sources.get(f"{name.rpartition('/')[0]}/red-flags.yml")
            yield from _interview_problems(source, interview, flags)
        if isinstance(found := source.model, Need):
            yield from _twice(source, need.list_ids(found))
            yield from (source.problem(*problem) for problem in need.find_problems(found))
        if isinstance(source.model, Posting | Template):
            yield from _posting_problems(name, source, sources)
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


def _place_problems(source: ContentFile, places: Places) -> Iterator[Problem]:
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
        owner = owners.setdefault(normalize(name), path[:2])
        if owner != path[:2]:
            line = source.parsed.line(owner)
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


def _untypable(source: ContentFile, places: Places, salary: Salary) -> Iterator[Problem]:
    """Names that `/salary` would read as something else, such as a currency or a filler."""
    for path, name in _names(places):
        query = salary_parser.parse(name, places, salary)
        if not isinstance(query, AtPlace | Choose | NoFigures):
            yield source.problem(path, f"“{name}” would not be found when typed")


def _salary_problems(source: ContentFile, salary: Salary, places: Places) -> Iterator[Problem]:
    at = [(("bands", index, "place"), band.place) for index, band in enumerate(salary.bands)]
    yield from _twice(source, at)
    for path, place_id in at:
        if places.get(place_id) is None:
            yield source.problem(path, f"“{place_id}” is not the id of a place in places.yml")
    stages = enumerate(salary.equity.stages)
    yield from _twice(source, [(("equity", "stages", at, "id"), stage.id) for at, stage in stages])


def _interview_problems(
    source: ContentFile, interview: Interview, flags: ContentFile | None
) -> Iterator[Problem]:
    yield from _twice(source, list_ids(interview))
    known = flags.model if flags and isinstance(flags.model, RedFlags) else None
    for path, message in find_unknown_ids(interview, known):
        yield source.problem(path, message)


def _posting_problems(
    name: str, source: ContentFile, sources: Mapping[str, ContentFile]
) -> Iterator[Problem]:
    """A posting is two files, and its template must work with what the other one has."""
    folder = name.rpartition("/")[0]
    posting = sources.get(f"{folder}/posting.yml")
    made = sources.get(f"{folder}/posting.md.jinja")
    if posting is None or made is None:
        other = "posting.yml" if posting is None else "posting.md.jinja"
        yield Problem(source.file, None, f"needs a {other} beside it that can be used")
    elif (
        source is made
        and isinstance(posting.model, Posting)
        and isinstance(made.model, Template)
        and (error := template.find_problem(made.model, sample_values(posting.model)))
    ):
        yield Problem(source.file, error.line, error.message)


def _role_names(sources: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """A name that two roles have could not be typed."""
    owners: dict[str, str] = {}
    for name, source in sources.items():
        if isinstance(about := source.model, About):
            role = name.split("/")[1]
            aliases = [(("aliases", at), alias) for at, alias in enumerate(about.aliases)]
            for path, one in [((), role), (("title",), about.title), *aliases]:
                owner = owners.setdefault(normalize(one), role)
                if owner != role:
                    yield source.problem(path, f"“{one}” is also a name of the role {owner}")


def _twice(source: ContentFile, values: Iterable[tuple[tuple[Key, ...], str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, value in values:
        if value in seen:
            yield source.problem(path, f"“{value}” is there twice")
        seen.add(value)
