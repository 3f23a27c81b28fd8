"""Which occupations of official statistics stand for a role, as `official-pay.yml` holds it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from hiring.guide.content_model import PLACEHOLDER, Brief, ContentModel
from hiring.guide.sources import SourceIds


def _check_code(code: str) -> str:
    if not re.fullmatch(rf"\d\d-\d{{4}}|{PLACEHOLDER}", code):
        message = f"“{code}” is not a code of an occupation, such as 15-1252"
        raise ValueError(message)
    return code


class RoleOccupation(ContentModel):
    """An occupation that comes near to the role, and why.

    `code` is of the Standard Occupational Classification: 15-1252. In a role that is only begun
    it is still to be chosen. `itself`: it is the role, whatever it is called and whoever else is
    counted there.
    """

    entry_key = "code"

    code: Annotated[str, AfterValidator(_check_code)]
    why: Brief
    itself: bool = False


class OfficialPay(ContentModel):
    """All of `official-pay.yml`; the nearest occupation is first.

    `note`: what somebody should know who reads the role's pay from them.
    """

    source: SourceIds = ()
    occupations: Annotated[tuple[RoleOccupation, ...], Field(min_length=1, max_length=3)]
    note: Brief | None = None
