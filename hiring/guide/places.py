"""Places that pay is given for, the names that people type for them, and regions of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hiring.guide.content_model import ContentModel, Label, Slug
from hiring.language.gazetteer import Gazetteer, PlaceName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Slack: a label on a chart's axis holds 20 characters.
ShortLabel = Annotated[str, Field(min_length=1, max_length=20)]


class Place(ContentModel):
    """A place with its names.

    `aliases` mean this place; the names of `stands_for` lie elsewhere and are read as this
    place, which an answer says. `remote` is a way of working rather than a spot on the map.
    """

    entry_key = "id"

    id: Slug
    name: Label
    short: ShortLabel
    aliases: tuple[Label, ...] = ()
    stands_for: tuple[Label, ...] = ()
    remote: bool = False


class Region(ContentModel):
    """A name that covers several places (ids), to choose from.

    `codes` are letters that mean it behind the name of a town, `adjectives` words that mean it
    only if no other place is named. `elsewhere` is the place that its
    towns without a name of their own are read as.
    """

    entry_key = "name"

    name: Label
    aliases: tuple[Label, ...] = ()
    codes: tuple[Label, ...] = ()
    adjectives: tuple[Label, ...] = ()
    places: Annotated[tuple[Slug, ...], Field(min_length=1)]
    elsewhere: Slug | None = None

    def as_names(self, *, is_part: bool) -> Iterator[PlaceName]:
        """Its names, then its codes."""
        only = self.places[0] if len(self.places) == 1 else None
        elsewhere = self.elsewhere or only
        for text in (self.name, *self.aliases, *self.adjectives, *self.codes):
            yield PlaceName(
                text,
                self.places,
                stands_for=only is not None,
                is_region=elsewhere is not None,
                elsewhere=elsewhere,
                is_part=is_part,
                is_adjective=text in self.adjectives,
                is_code=text in self.codes,
            )


class WithoutFigures(ContentModel):
    """Names that there are no figures for; towns can lie in the `regions`."""

    regions: tuple[Label, ...] = ()
    towns: tuple[Label, ...] = ()


class Places(ContentModel):
    """All of `places.yml`."""

    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    regions: tuple[Region, ...] = ()
    without_figures: WithoutFigures = WithoutFigures()
    ordinary_words: tuple[Label, ...] = ()

    def get(self, place_id: str) -> Place | None:
        """The place of this id, None where there is none."""
        return next((place for place in self.places if place.id == place_id), None)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Every name that a sentence can hold."""
        names = list(self._named())
        return Gazetteer.from_names(
            (name for name in names if not name.is_code),
            (name for name in names if name.is_code),
            self.ordinary_words,
        )

    @property
    def names(self) -> Mapping[str, PlaceName]:
        """Every name by its normalized form, `telaviv` as well as `tel aviv`."""
        return self.gazetteer.names

    def _named(self) -> Iterator[PlaceName]:
        """Later names win over the same earlier ones."""
        for text in self.without_figures.regions:
            yield PlaceName(text, (), is_region=True)
        for text in self.without_figures.towns:
            yield PlaceName(text, ())
        for region in self.regions:
            is_part = any(set(region.places) < set(other.places) for other in self.regions)
            yield from region.as_names(is_part=is_part)
        for place in self.places:
            remote = place.remote
            for text in (place.id, place.short, *place.aliases, place.name):
                yield PlaceName(text, (place.id,), is_remote=remote)
            for text in place.stands_for:
                yield PlaceName(text, (place.id,), stands_for=True, is_remote=remote)
