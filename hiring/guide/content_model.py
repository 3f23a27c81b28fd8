"""What every content model has in common: frozen, and no key that it does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, NewType, TypeGuard, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

Prose = NewType("Prose", str)
"""Text by a content editor; it may carry Slack's `*bold*` and `_italics_`."""

_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_LEAST_AMOUNT = 1_000
_MOST_SHOWN = 40  # characters of what was written


def read_amount(value: object) -> object:
    """A year's pay: 140000 or 140,000. ValueError where it is written in any other way."""
    if isinstance(value, str) and _GROUPED.fullmatch(value):
        value = int(value.replace(",", ""))
    if not _is_number(value):
        raise ValueError(
            f"“{describe(value)}” is not an amount. Write 140000 or 140,000: the plain number, "
            "without a currency or a “k”."
        )
    if value < _LEAST_AMOUNT:
        raise ValueError(f"{value} isn't pay for a year. Write it in full: 140000 or 140,000.")
    return value


def read_percent(value: object) -> object:
    """A percentage: 15 or 0.5. ValueError where it is written in any other way."""
    if not _is_number(value):
        raise ValueError(
            f"“{describe(value)}” is not a percentage. Write the plain number: 15 for 15%, "
            "0.5 for 0.5%."
        )
    return value


def read_whole_number(value: object) -> object:
    """A count: 45. ValueError where it is written in any other way."""
    if not (_is_number(value) and isinstance(value, int)):
        raise ValueError(
            f"“{describe(value)}” is not a whole number. Write it in digits, such as 45."
        )
    return value


def read_names(value: object) -> object:
    """The names of a text with commas between them; anything else is left as it is."""
    if not isinstance(value, str):
        return value
    return tuple(name.strip() for name in value.split(",") if name.strip())


def describe(value: object) -> str:
    """What was written, for a sentence about it."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _is_number(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


Amount = Annotated[Decimal, BeforeValidator(read_amount), Field(le=100_000_000)]
"""A year's pay in whole units of its currency."""
Percent = Annotated[Decimal, BeforeValidator(read_percent), Field(ge=0, le=100)]
"""In percent: 15 means 15%."""
WholeNumber = Annotated[int, BeforeValidator(read_whole_number)]

# Slack: a section's text holds 3,000 characters, a field of one 2,000, a header 150.
Paragraph = Annotated[Prose, Field(min_length=1, max_length=3000)]
# For entries of a list: so short that a whole list still fits into a message.
Brief = Annotated[Prose, Field(min_length=1, max_length=200)]
Remark = Annotated[Prose, Field(min_length=1, max_length=600)]
# Plain text for a table's cell, where markup would show as it is written.
Sentence = Annotated[str, Field(min_length=1, max_length=200)]
Label = Annotated[str, Field(min_length=1, max_length=75)]
# Slack: a label in a chart holds 20 characters.
Short = Annotated[str, Field(min_length=1, max_length=20)]
# Questions as people type them, which find a passage.
Phrasings = Annotated[tuple[Sentence, ...], Field(max_length=100)]
Names = Annotated[tuple[Label, ...], BeforeValidator(read_names)]
"""Names as a list, or in one text with commas between them, which is read much faster."""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


PLACEHOLDER = "FILL IN"
"""What a text says that nobody has written yet."""


class ContentModel(BaseModel):
    """A part of a content file.

    Where a list holds models, `entry_key` names the field that tells its entries apart: an overlay
    changes the entry of that name. None: the order or the whole counts, so the list is replaced.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    entry_key: ClassVar[str | None]


@dataclass(frozen=True)
class Part:
    """The model that a field holds: one of it, or a list."""

    model: type[ContentModel]
    is_list: bool

    @property
    def entry_key(self) -> str | None:
        """The field that tells the entries of a list apart, None where it is replaced whole."""
        return self.model.entry_key if self.is_list else None


@cache
def parts_of(model: type[ContentModel]) -> Mapping[str, Part]:
    """The fields of a model that hold models themselves."""
    parts = {name: _part(field.annotation) for name, field in model.model_fields.items()}
    return {name: part for name, part in parts.items() if part}


def _part(annotation: object, *, is_list: bool = False) -> Part | None:
    if isinstance(annotation, type) and issubclass(annotation, ContentModel):
        return Part(annotation, is_list)
    is_list = is_list or get_origin(annotation) is tuple
    inner = (_part(argument, is_list=is_list) for argument in get_args(annotation))
    return next(filter(None, inner), None)
