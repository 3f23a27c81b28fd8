"""What every content model has in common: frozen, and no key that it does not know."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NewType, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Prose = NewType("Prose", str)
"""Text by a content editor; it may carry Slack's `*bold*` and `_italics_`."""

# Slack: a section's text holds 3,000 characters, a field of one 2,000, a header 150.
Paragraph = Annotated[Prose, Field(min_length=1, max_length=3000)]
# What stands in a list of its kind: so long that a whole list still fits into a message.
Brief = Annotated[Prose, Field(min_length=1, max_length=200)]
Remark = Annotated[Prose, Field(min_length=1, max_length=600)]
# Plain text that may stand in a table's cell, where markup would show as it is written.
Sentence = Annotated[str, Field(min_length=1, max_length=200)]
Label = Annotated[str, Field(min_length=1, max_length=75)]
# Slack: a label in a chart holds 20 characters.
Short = Annotated[str, Field(min_length=1, max_length=20)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
"""In percent: 15 means 15 %."""


class ContentModel(BaseModel):
    """A part of a content file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Protocol):
    """An entry of a list that is found by its id."""

    @property
    def id(self) -> str:
        """Its name among the entries."""


E = TypeVar("E", bound=Named)


def each_id_once(entries: tuple[E, ...]) -> tuple[E, ...]:
    """A validator: no two entries have the same id."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ValueError(f"the id “{entry.id}” is there twice")
        seen.add(entry.id)
    return entries
