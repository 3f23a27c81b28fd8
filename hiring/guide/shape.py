"""What every content model has in common: frozen, and no key that it does not know."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NewType

from pydantic import BaseModel, ConfigDict, Field

Prose = NewType("Prose", str)
"""Text by a content editor; it may carry Slack's `*bold*` and `_italics_`."""

# Slack: a section's text holds 3,000 characters, a field of one 2,000, a header 150.
Paragraph = Annotated[Prose, Field(min_length=1, max_length=3000)]
Label = Annotated[str, Field(min_length=1, max_length=75)]
# Slack: a label in a chart holds 20 characters.
Short = Annotated[str, Field(min_length=1, max_length=20)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
"""In percent: 15 means 15 %."""


class Shape(BaseModel):
    """A part of a content file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
