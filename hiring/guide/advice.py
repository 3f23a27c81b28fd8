"""The smaller files of a role's folder: common mistakes, time to hire, questions people ask."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from hiring.guide.content_model import (
    ContentModel,
    Label,
    Phrasings,
    Remark,
    Short,
    Slug,
    WholeNumber,
)
from hiring.guide.sources import SourceIds

WEEKS_PER_MONTH = Decimal(52) / 12


class Mistake(ContentModel):
    """A way in which hiring for the role goes wrong."""

    entry_key = "id"

    id: Slug
    name: Label
    text: Remark
    source: SourceIds = ()
    asked_as: Phrasings = ()


class Mistakes(ContentModel):
    """`mistakes.yml`; its own `asked_as` is what people type who want all of them.

    `source`: what mistakes without one of their own rest on.
    """

    source: SourceIds = ()
    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=1, max_length=10)]
    asked_as: Phrasings = ()


class Unit(StrEnum):
    """What a duration is given in."""

    WEEKS = "weeks"
    MONTHS = "months"


class Route(ContentModel):
    """A way to hire and how long it takes; `label` is for the chart."""

    entry_key = "name"

    name: Label
    label: Short
    low: Annotated[WholeNumber, Field(gt=0, le=200)]
    high: Annotated[WholeNumber, Field(gt=0, le=200)]
    unit: Unit

    @model_validator(mode="after")
    def _require_low_below_high(self) -> Self:
        if self.low >= self.high:
            raise ValueError(
                f"the range is upside down: low {self.low} is not under high {self.high}"
            )
        return self

    def weeks(self, duration: int) -> Decimal:
        """One of the two durations in weeks, a month being 52/12 of them; to one decimal."""
        factor = WEEKS_PER_MONTH if self.unit is Unit.MONTHS else Decimal(1)
        return round(duration * factor, 1)


class TimeToHire(ContentModel):
    """`time-to-hire.yml`."""

    summary: Remark
    why: Remark
    advice: Remark
    source: SourceIds = ()
    routes: Annotated[tuple[Route, ...], Field(min_length=1, max_length=6)]
    asked_as: Phrasings = ()


class CommonQuestion(ContentModel):
    """A question that people ask, other wordings of it, and the answer.

    `answered_by` is the id of a passage that answers it as well: who asks gets that one. `also` is
    the name that `asked_as` had before.
    """

    entry_key = "id"

    id: Slug
    question: Label
    asked_as: Phrasings = ()
    also: Phrasings = ()
    answer: Remark
    source: SourceIds = ()
    answered_by: Label | None = None


class CommonQuestions(ContentModel):
    """`questions.yml`. `source`: what answers without one of their own rest on."""

    source: SourceIds = ()
    questions: Annotated[tuple[CommonQuestion, ...], Field(min_length=1, max_length=40)]
