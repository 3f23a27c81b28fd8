"""Places that pay is given for, the names that people type for them, and regions of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.shape import Label, Shape, Slug

# Slack: a label on a chart's axis holds 20 characters.
ShortLabel = Annotated[str, Field(min_length=1, max_length=20)]


class Place(Shape):
    """A place with its names.

    `aliases` mean this place; the names of `stands_for` lie elsewhere and are read as this
    place, which an answer says. `remote` is a way of working rather than a spot on the map.
    """

    id: Slug
    name: Label
    short: ShortLabel
    aliases: tuple[Label, ...] = ()
    stands_for: tuple[Label, ...] = ()
    remote: bool = False


class Region(Shape):
    """A name that covers several places (ids), to choose from."""

    name: Label
    aliases: tuple[Label, ...] = ()
    places: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Places(Shape):
    """All of `places.yml`."""

    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    regions: tuple[Region, ...] = ()

    def get(self, place_id: str) -> Place | None:
        """The place of this id, None where there is none."""
        return next((place for place in self.places if place.id == place_id), None)
