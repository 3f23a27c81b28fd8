"""What to probe before saying yes, as `red-flags.yml` of a role's folder holds it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.content_model import Brief, ContentModel, Label, Phrasings, Slug
from hiring.guide.sources import SourceIds


class RedFlag(ContentModel):
    """A warning sign, and how to find out whether it is one.

    `attribute`: the id in `interview.yml` of the attribute that it speaks against, if there is one.
    """

    entry_key = "id"

    id: Slug
    name: Label
    text: Brief
    probe: Brief
    attribute: Slug | None = None
    source: SourceIds = ()
    asked_as: Phrasings = ()


class RedFlags(ContentModel):
    """All of `red-flags.yml`; its own `asked_as` is what people type who want all of them.

    `source`: what flags without one of their own rest on.
    """

    source: SourceIds = ()
    intro: Brief | None = None
    flags: Annotated[tuple[RedFlag, ...], Field(min_length=1, max_length=12)]
    asked_as: Phrasings = ()

    def get(self, flag_id: str) -> RedFlag:
        """The flag of an id; the content check sees to it that there is one."""
        return next(flag for flag in self.flags if flag.id == flag_id)
