"""What to probe before saying yes, as `red-flags.yml` of a role's folder holds it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.shape import Label, Paragraph, Shape, Slug


class RedFlag(Shape):
    """A warning sign, and how to find out whether it is one."""

    id: Slug
    name: Label
    text: Paragraph
    probe: Paragraph


class RedFlags(Shape):
    """All of `red-flags.yml`."""

    flags: Annotated[tuple[RedFlag, ...], Field(min_length=1)]

    def get(self, flag_id: str) -> RedFlag:
        """The flag of an id; the content check sees to it that there is one."""
        return next(flag for flag in self.flags if flag.id == flag_id)
