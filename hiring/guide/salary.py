"""A role's salary benchmark, as `salary.yml` of its folder holds it. All pay is yearly."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from hiring.guide.content_model import (
    Amount,
    ContentModel,
    Label,
    Paragraph,
    Percent,
    Phrasings,
    Slug,
)
from hiring.guide.sources import SourceIds
from hiring.language.stages import name_stages
from hiring.money import Basis, Currency, Money

if TYPE_CHECKING:
    from decimal import Decimal


class Range(ContentModel):
    """Yearly pay from `low` to `high`, edges included; `high_is_open`: "500k+", no upper edge."""

    low: Amount
    high: Amount
    high_is_open: bool = False

    @model_validator(mode="after")
    def _require_low_below_high(self) -> Self:
        if self.low >= self.high:
            raise ValueError(
                f"the range is upside down: low {self.low:,} is not under high {self.high:,}"
            )
        return self


class Band(ContentModel):
    """The benchmark of one place. `unusual`: its figures look wrong and are right.

    `source`: where this place's figures come from, if not from where the others do.
    """

    entry_key = "place"

    place: Slug
    currency: Currency
    base: Range
    total: Range
    unusual: bool = False
    source: SourceIds = ()

    @field_validator("total")
    @classmethod
    def _over_base(cls, total: Range, info: ValidationInfo) -> Range:
        base = info.data.get("base", total)
        if total.low < base.low or total.high < base.high:
            raise ValueError("total compensation is under base")
        return total

    def range(self, basis: Basis) -> Range:
        """The range that an offer on this basis is read against."""
        return self.base if basis is Basis.BASE else self.total

    def money(self, amount: Decimal) -> Money:
        """An amount in this band's currency."""
        return Money(amount, self.currency)


class PercentRange(ContentModel):
    """Usual percentages from `low` to `high`, ends included."""

    low: Percent
    high: Percent

    @model_validator(mode="after")
    def _require_low_below_high(self) -> Self:
        if self.low >= self.high:
            raise ValueError(
                f"the range is upside down: low {self.low} is not under high {self.high}"
            )
        return self


class FundingStage(PercentRange):
    """The usual equity of a funding stage, in percent of the company."""

    entry_key = "id"

    id: Slug
    name: Label


class HowTotal(ContentModel):
    """How total compensation is made up."""

    text: Paragraph


class Equity(ContentModel):
    """What equity is expected, and how much at which stage."""

    text: Paragraph
    stages: tuple[FundingStage, ...]


class EngineerBands(ContentModel):
    """How far software-engineer bands lie under this market; `hint` is for an offer there."""

    currency: Currency
    low: Amount
    high: Amount
    hint: Paragraph


class Loss(ContentModel):
    """What an offer costs that is `percent_under` the low edge, or more."""

    percent_under: Percent
    text: Paragraph


class RulesOfThumb(ContentModel):
    """Coarser figures, shown under their `label` and never used for a reading."""

    label: Paragraph
    rules: tuple[Paragraph, ...]


class SalaryPhrasings(ContentModel):
    """What people type who want a text of `salary.yml`; `bands` is all places together."""

    bands: Phrasings = ()
    source: Phrasings = ()
    varies: Phrasings = ()
    how_total: Phrasings = ()
    equity: Phrasings = ()
    mistake: Phrasings = ()
    loss: Phrasings = ()
    rules_of_thumb: Phrasings = ()


class Salary(ContentModel):
    """All of `salary.yml`. What a role has no figures for is left out.

    `source` is ids of sources, or a line in the team's own words, which is then `source_text`.
    `reliability`: how far the figures can be trusted. `above_engineers`: why the role is paid more
    than comparable engineers. `bonus`: the usual yearly bonus, in percent of base.
    """

    source: SourceIds
    source_text: Paragraph | None = None
    reliability: Paragraph | None = None
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    varies: Paragraph
    above_engineers: Paragraph | None = None
    bonus: PercentRange | None = None
    how_total: HowTotal
    equity: Equity
    mistake: Paragraph | None = None
    engineer_bands: EngineerBands | None = None
    loss: Loss | None = None
    rules_of_thumb: RulesOfThumb | None = None
    asked_as: SalaryPhrasings = SalaryPhrasings()

    @model_validator(mode="before")
    @classmethod
    def _read_source_in_words(cls, values: object) -> object:
        """Files that were written before there were ids have a sentence under `source`."""
        if not isinstance(values, Mapping):
            return values
        source = values.get("source")
        if isinstance(source, str) and " " in source:
            return {**values, "source": (), "source_text": source}
        return values

    @property
    def about_source(self) -> str:
        """What there is to say on the source, beside the line that names it."""
        return self.reliability or self.source_text or "All pay figures have one source."

    def list_sources(self, *bands: Band) -> tuple[str, ...]:
        """The ids of what these places' figures come from."""
        return (
            tuple(source_id for band in bands for source_id in (band.source or self.source))
            or self.source
        )

    def band(self, place_id: str) -> Band | None:
        """The band of a place, None where there are no figures for it."""
        return next((band for band in self.bands if band.place == place_id), None)

    @cached_property
    def stage_names(self) -> Mapping[str, str]:
        """Ids of the funding stages by their names, as people type them."""
        return name_stages((stage.id, stage.name) for stage in self.equity.stages)

    def by_currency(self) -> dict[Currency, tuple[Band, ...]]:
        """The bands, apart by currency and in their order: one chart axis each."""
        currencies = dict.fromkeys(band.currency for band in self.bands)
        return {
            currency: tuple(band for band in self.bands if band.currency is currency)
            for currency in currencies
        }
