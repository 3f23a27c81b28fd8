"""The everyday names of occupations, as `pay/occupations.yml` holds them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.content_model import Brief, ContentModel, Label, Names

Code = Annotated[str, Field(pattern=r"^\d\d-\d{4}$")]
"""Of the Standard Occupational Classification: 15-1252."""


class OccupationNames(ContentModel):
    """What people type for an occupation; of `leads`, its managers (`marketing`)."""

    entry_key = "code"

    code: Code
    titles: Names = ()
    leads: Names = ()


class NearOccupation(ContentModel):
    """An occupation that comes near to a title, and why."""

    entry_key = "code"

    code: Code
    why: Brief


class WithoutOccupation(ContentModel):
    """A title that has no occupation of its own, or none in the data; `also` are other names."""

    entry_key = "title"

    title: Label
    also: Names = ()
    why: Brief
    near: tuple[NearOccupation, ...] = ()


class Occupations(ContentModel):
    """All of `pay/occupations.yml`."""

    occupations: tuple[OccupationNames, ...] = ()
    without_occupation: tuple[WithoutOccupation, ...] = ()
