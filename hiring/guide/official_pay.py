"""Which occupations of official statistics stand for a role, as `official-pay.yml` holds it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.content_model import Brief, ContentModel
from hiring.guide.sources import SourceIds


class RoleOccupation(ContentModel):
    """An occupation that comes near to the role, and why.

    `code` is of the Standard Occupational Classification: 15-1252. `itself`: it is the role,
    whatever it is called and whoever else is counted there.
    """

    entry_key = "code"

    code: Annotated[str, Field(pattern=r"^\d\d-\d{4}$")]
    why: Brief
    itself: bool = False


class OfficialPay(ContentModel):
    """All of `official-pay.yml`; the nearest occupation is first.

    `note`: what somebody should know who reads the role's pay from them.
    """

    source: SourceIds = ()
    occupations: Annotated[tuple[RoleOccupation, ...], Field(min_length=1, max_length=3)]
    note: Brief | None = None
