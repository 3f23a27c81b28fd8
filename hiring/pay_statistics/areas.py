"""Other names of areas than their titles, as `pay/areas.yml` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from hiring.guide.content_model import ContentModel, Label, Names, Slug


class OtherNames(ContentModel):
    """Names that mean an area; `codes` are letters behind the name of a town: `TX`."""

    entry_key = "area"

    area: Label
    names: Names = ()
    codes: Names = ()


class SeveralAreas(ContentModel):
    """Names that could mean any of several areas.

    With `first` the first is taken. With `together` the names cover all of them, so that all are
    answered.
    """

    entry_key = "name"

    name: Label
    names: Names = ()
    areas: Annotated[tuple[Label, ...], Field(min_length=2)]
    first: bool = False
    together: bool = False


class AreaNames(ContentModel):
    """All of `pay/areas.yml`; areas are named by their titles.

    `places` has the areas that a place of `places.yml` covers, `abroad` where a place of the same
    name as one in the United States is. `ordinary_words` are as in `places.yml`.
    """

    places: Mapping[Slug, tuple[Label, ...]] = {}
    areas: tuple[OtherNames, ...] = ()
    several: tuple[SeveralAreas, ...] = ()
    abroad: Mapping[Label, Label] = {}
    ordinary_words: Names = ()
