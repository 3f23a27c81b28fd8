"""What postings must say about pay, by place hired in, as `pay-transparency.yml` holds it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.content_model import ContentModel, Label, Paragraph, Slug


class PayLaw(ContentModel):
    """A place's rule: for employers of which size, since when, and what a posting must show."""

    entry_key = "id"

    id: Slug
    name: Label
    employers: Label
    since: Label
    must_show: Paragraph


class PayTransparency(ContentModel):
    """All of `pay-transparency.yml`. Slack: a picker holds 100 places."""

    note: Paragraph
    places: Annotated[tuple[PayLaw, ...], Field(min_length=1, max_length=100)]
