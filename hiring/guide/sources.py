"""Where figures and rules of law come from, as `sources.yml` holds it.

Content names its sources by their ids, in the key `source` of an entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from hiring.guide.content_model import Brief, ContentModel, Slug, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from hiring.guide.yaml_file import Key

_COUNT = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_FIGURE = re.compile(
    rf"""[$£€₪]\s?\d            # money
    | \b\d[\d,.]*k\b
    | \d\s?(?:%|percent\b)
    | \b{_COUNT}\+?[ -](?:weeks?|months?|years?)\b
    | \b\d+\s(?:days?|times)\b
    | \b\d+\sor\s(?:more|fewer)\b | \b(?:fewer|more|less)\sthan\s\d | \bat\sleast\s\d""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH = re.compile(r"(20\d\d|19\d\d)(?:-(0[1-9]|1[0-2]))?")
_MONTHS = 12


def _read_ids(value: object) -> object:
    """The id of one source, or a list of them."""
    return (value,) if isinstance(value, str) else value


def _read_month(value: object) -> object:
    """2025 or 2025-03 as text. ValueError where it is written in any other way."""
    text = str(value)
    if not _MONTH.fullmatch(text):
        raise ValueError(
            f"“{describe(value)}” is not a date. Write a year or a month: 2025 or 2025-03."
        )
    return text


_NAMES_SOURCES = BeforeValidator(_read_ids)
SourceIds = Annotated[tuple[Slug, ...], _NAMES_SOURCES, Field(max_length=6)]
"""The ids of an entry's sources: one, or a list. A model's field of this type is checked."""

YearMonth: TypeAlias = Annotated[str, BeforeValidator(_read_month)]
"""A year, or a year and a month: 2025 or 2025-03."""


def has_figure(text: str) -> bool:
    """Whether a text states money, a percentage, weeks, months or years, or a least or most number.

    Minutes and hours are not figures: they are a plan's own, and nobody claims them of the world.
    """
    return _FIGURE.search(text) is not None


class Kind(StrEnum):
    """What a figure or a text rests on. A claim is of somebody about themselves.

    A framework is a public description of roles or of how to hire, a judgement our own. No figure
    rests on either.
    """

    ESTIMATE = "estimate"
    SURVEY = "survey"
    STUDY = "study"
    LAW = "law"
    GUIDANCE = "guidance"
    CLAIM = "claim"
    FRAMEWORK = "framework"
    JUDGEMENT = "judgement"


WITHOUT_FIGURES = frozenset((Kind.FRAMEWORK, Kind.JUDGEMENT))


class Source(ContentModel):
    """A source: `published` is absent where it is undated, `recorded` is when we read it.

    `place` is the id of the place or country whose rule it is.
    """

    entry_key = "id"

    id: Slug
    name: Annotated[str, Field(min_length=1, max_length=150)]
    kind: Kind
    place: Slug | None = None
    published: YearMonth | None = None
    recorded: YearMonth
    address: Annotated[str, Field(pattern=r"^https://\S+$", max_length=300)] | None = None
    about: Brief | None = None

    @property
    def dated(self) -> str:
        """When what it says was true. A rule in force is as old as our reading of it.

        So is a framework: what a role is doesn't change with the year.
        """
        is_as_read = self.is_rule or self.kind is Kind.FRAMEWORK
        return self.recorded if is_as_read or self.published is None else self.published

    @property
    def is_rule(self) -> bool:
        """Whether it is a law, or what an authority says of one."""
        return self.kind in {Kind.LAW, Kind.GUIDANCE}

    def count_months(self, today: date) -> int:
        """Its age in whole months; a year counts from its last month."""
        year, _, month = self.dated.partition("-")
        return (today.year - int(year)) * _MONTHS + today.month - int(month or _MONTHS)

    def is_old(self, today: date) -> bool:
        """Whether it is older than twelve months."""
        return self.count_months(today) > _MONTHS


class Sources(ContentModel):
    """All of `sources.yml`."""

    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    def get(self, source_id: str) -> Source:
        """The source of an id; the content check sees to it that there is one."""
        return next(source for source in self.sources if source.id == source_id)


@dataclass(frozen=True)
class Citing:
    """The sources, and the day on which their age is told; None where no age is told."""

    sources: Sources
    today: date | None = None

    def list_sources(self, ids: Iterable[str]) -> list[Source]:
        """The sources of these ids, each once."""
        return [self.sources.get(source_id) for source_id in dict.fromkeys(ids)]


def list_source_ids(*parts: ContentModel) -> tuple[str, ...]:
    """The sources that parts of a file name, each once."""
    ids = (source_id for part in parts for _, source_id in find_source_ids(part))
    return tuple(dict.fromkeys(ids))


def names_source(model: ContentModel, other_than: AbstractSet[str] = frozenset()) -> bool:
    """Whether a part of a file names a source itself, not only a part of it.

    The sources of `other_than` don't count.
    """
    listed = (
        getattr(model, field)
        for field, info in type(model).model_fields.items()
        if _NAMES_SOURCES in info.metadata
    )
    return bool(getattr(model, "source_text", None)) or any(set(ids) - other_than for ids in listed)


def find_source_ids(
    model: ContentModel, path: tuple[Key, ...] = ()
) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every source that a file names, with the path of its id."""
    for field, info in type(model).model_fields.items():
        value = getattr(model, field)
        if _NAMES_SOURCES in info.metadata:
            yield from (((*path, field, at), source_id) for at, source_id in enumerate(value))
        elif isinstance(value, ContentModel):
            yield from find_source_ids(value, (*path, field))
        elif isinstance(value, tuple):
            for at, entry in enumerate(value):
                if isinstance(entry, ContentModel):
                    yield from find_source_ids(entry, (*path, field, at))
