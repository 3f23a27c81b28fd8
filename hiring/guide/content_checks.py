"""What the content check sees by comparing values: across a file, and across files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hiring.guide import need_checks, salary_parser
from hiring.guide.content_errors import find_fault, list_names, name_path
from hiring.guide.content_model import parts_of
from hiring.guide.effective import write_key
from hiring.guide.interview import Interview, find_unknown_ids, list_stage_names
from hiring.guide.need import Need
from hiring.guide.not_to_ask import NotToAsk, find_unknown_places
from hiring.guide.places import Places
from hiring.guide.problem import Contradiction, Problem
from hiring.guide.red_flags import RedFlags
from hiring.guide.role import About
from hiring.guide.salary import Salary
from hiring.guide.salary_query import AtPlace, Choose, NoFigures
from hiring.guide.sources import Sources, find_source_ids
from hiring.normalize import normalize
from hiring.postings import template
from hiring.postings.posting import Posting, sample_values
from hiring.postings.template import Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from hiring.guide.content_model import ContentModel
    from hiring.guide.yaml_file import Key, Node


@dataclass(frozen=True)
class ContentFile:
    """A file that could be read: where its values came from, and its model."""

    node: Node
    model: ContentModel

    def problem(self, path: Sequence[Key], message: str, *, doubtful: bool = False) -> Problem:
        """What is wrong with the value at a path of keys and positions."""
        location = find_fault(path, self.node).location
        return Problem(location.file, location.line, message, doubtful)


def check_together(
    files: Mapping[str, ContentFile], unusable: AbstractSet[str]
) -> Iterator[Problem]:
    """What one value alone cannot show, in the files that could be read.

    Each file is keyed by its path within the content folder. Nothing is said of what is only
    missing because it would be in an `unusable` file, which has a problem of its own.
    """
    yield from _role_names(files)
    yield from _find_unknown_sources(files)
    yield from _find_unknown_places_with_rules(files)
    for name, file in files.items():
        yield from _repeated_entries(file, (), type(file.model))
        if isinstance(interview := file.model, Interview):
            flags = f"{name.rpartition('/')[0]}/red-flags.yml"
            checked = flags not in unusable
            yield from _interview_problems(name, file, interview, files.get(flags), checked=checked)
        if isinstance(questions := file.model, Need):
            for contradiction in need_checks.find_problems(questions):
                yield _contradiction(name, file, contradiction, file)
        if isinstance(file.model, Posting | Template):
            yield from _posting_problems(name, file, files, unusable)
    shared = files.get("places.yml")
    if shared is None or not isinstance(places := shared.model, Places):
        return
    problems = list(_check_places_file(shared, places))
    yield from problems
    for name, file in files.items():
        if isinstance(salary := file.model, Salary):
            yield from _salary_problems(name, file, salary, shared, places)
            if not problems:
                yield from _untypable(shared, places, salary)


def _contradiction(
    name: str, file: ContentFile, contradiction: Contradiction, listing: ContentFile
) -> Problem:
    """The problem at the value; or where an overlay removed the entry of `listing` it needs."""
    path, message, unknown, entries = contradiction
    removed = listing.node.along(entries)[-1].removed_entries if entries else {}
    if unknown not in removed:
        return file.problem(path, message)
    user = name_path(path[:-1], file.node)
    message = (
        f"this removes “{unknown}”, but “{user}” in {name} still uses it. "
        f"In your own {name}, write {_without(path, file.node, removed)}"
    )
    return Problem(removed[unknown].file, removed[unknown].line, message)


def _without(path: Sequence[Key], node: Node, removed: Mapping[str, object]) -> str:
    """What takes the removed entries out of the value at `path`, as an overlay writes it."""
    names = list_names(path[:-1], node)
    if path[0] == "contradictions":
        return f"contradictions: {{{names[1]}: null}}"
    if "weighs" in path:
        names = list_names(path, node)
    ids = node.along(path[:-1])[-1].value
    left = [entry for entry in ids if entry.value not in removed] if isinstance(ids, list) else []
    if "weighs" in path or (not left and path[0] in {"bands", "regions"}):
        names, written = names if "weighs" in path else names[:2], "null"
    else:
        written = f"[{', '.join(write_key(str(entry.value)) for entry in left)}]"
    for key in reversed(names[1:]):
        written = f"{{{write_key(key)}: {written}}}"
    return f"{names[0]}: {written}"


def _repeated_entries(
    file: ContentFile, path: tuple[Key, ...], model: type[ContentModel]
) -> Iterator[Problem]:
    """Two entries of a list that have one name."""
    for field, part in parts_of(model).items():
        value = file.node.along((*path, field))[-1].value
        if not part.is_list:
            yield from _repeated_entries(file, (*path, field), part.model)
        elif isinstance(value, list) and part.entry_key:
            paths = [(*path, field, at) for at in range(len(value))]
            keys = [(*entry, part.entry_key) for entry in paths]
            yield from _repeated(file, [(key, str(file.node.along(key)[-1].value)) for key in keys])
            for entry in paths:
                yield from _repeated_entries(file, entry, part.model)


def _check_places_file(file: ContentFile, places: Places) -> Iterator[Problem]:
    ids = {place.id for place in places.places}
    shorts = [(("places", at, "short"), place.short) for at, place in enumerate(places.places)]
    yield from _repeated(file, shorts)
    for at, region in enumerate(places.regions):
        for index, place_id in enumerate(region.places):
            if place_id not in ids:
                contradiction = Contradiction(
                    ("regions", at, "places", index),
                    f"“{place_id}” is not the id of a place",
                    place_id,
                    ("places",),
                )
                yield _contradiction("places.yml", file, contradiction, file)
    owners: dict[str, tuple[Key, ...]] = {}
    for path, name in _names(places):
        owner = owners.setdefault(normalize(name), path[:2])
        if owner != path[:2]:
            other = name_path(owner, file.node)
            yield file.problem(path, f"“{name}” is also a name in “{other}”")


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


def _untypable(file: ContentFile, places: Places, salary: Salary) -> Iterator[Problem]:
    """Names that `/salary` would read as something else, such as a currency or a filler."""
    for path, name in _find_untypable(places, salary):
        yield file.problem(path, f"“{name}” would not be found when typed")


@lru_cache(maxsize=4)
def _find_untypable(places: Places, salary: Salary) -> tuple[tuple[tuple[Key, ...], str], ...]:
    """Such names, each with where it is. They are hundreds, so those of the last check count."""
    return tuple(
        (path, name)
        for path, name in _names(places)
        if not isinstance(salary_parser.parse(name, places, salary), AtPlace | Choose | NoFigures)
    )


def _salary_problems(
    name: str, file: ContentFile, salary: Salary, shared: ContentFile, places: Places
) -> Iterator[Problem]:
    for at, band in enumerate(salary.bands):
        if places.get(band.place) is None:
            contradiction = Contradiction(
                ("bands", at, "place"),
                f"“{band.place}” is not the id of a place in places.yml",
                band.place,
                ("places",),
            )
            yield _contradiction(name, file, contradiction, shared)


def _interview_problems(
    name: str,
    file: ContentFile,
    interview: Interview,
    flags: ContentFile | None,
    *,
    checked: bool,
) -> Iterator[Problem]:
    yield from _repeated(file, list_stage_names(interview))
    known = flags.model if flags and isinstance(flags.model, RedFlags) else None
    for contradiction in find_unknown_ids(interview, known):
        in_flags = contradiction.entries == ("flags",)
        if checked or not in_flags:
            yield _contradiction(name, file, contradiction, flags if in_flags and flags else file)


def _posting_problems(
    name: str,
    file: ContentFile,
    files: Mapping[str, ContentFile],
    unusable: AbstractSet[str],
) -> Iterator[Problem]:
    """A posting is two files, and its template must work with what the other one has."""
    folder = name.rpartition("/")[0]
    posting = files.get(f"{folder}/posting.yml")
    posting_template = files.get(f"{folder}/posting.md.jinja")
    if posting is None or posting_template is None:
        other = "posting.yml" if posting is None else "posting.md.jinja"
        if f"{folder}/{other}" not in unusable:
            yield Problem(file.node.location.file, None, f"needs a {other} beside it")
    elif (
        file is posting_template
        and isinstance(posting.model, Posting)
        and isinstance(posting_template.model, Template)
        and (error := template.find_problem(posting_template.model, sample_values(posting.model)))
    ):
        yield Problem(file.node.location.file, *error)


def _find_unknown_sources(files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    shared = files.get("sources.yml")
    if shared is None or not isinstance(sources := shared.model, Sources):
        return
    known = {source.id for source in sources.sources}
    for name, file in files.items():
        for path, source_id in find_source_ids(file.model):
            if source_id not in known:
                message = f"“{source_id}” is not the id of a source in sources.yml"
                contradiction = Contradiction(path, message, source_id, ("sources",))
                yield _contradiction(name, file, contradiction, shared)


def _find_unknown_places_with_rules(files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    for name, file in files.items():
        if isinstance(rules := file.model, NotToAsk):
            for contradiction in find_unknown_places(rules):
                yield _contradiction(name, file, contradiction, file)


def _role_names(files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """A name that two roles have could not be typed."""
    owners: dict[str, str] = {}
    for name, file in files.items():
        if isinstance(about := file.model, About):
            role = name.split("/")[1]
            aliases = [(("aliases", at), alias) for at, alias in enumerate(about.aliases)]
            short = [(("short_names", at), name) for at, name in enumerate(about.short_names)]
            for path, name_of_role in [((), role), (("title",), about.title), *aliases, *short]:
                owner = owners.setdefault(normalize(name_of_role), role)
                if owner != role:
                    yield file.problem(path, f"“{name_of_role}” is also a name of the role {owner}")


def _repeated(
    file: ContentFile, values: Iterable[tuple[tuple[Key, ...], str]]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, value in values:
        if value in seen:
            yield file.problem(path, f"“{value}” is there twice")
        seen.add(value)
