"""Which debrief, seat, round or page a button or a modal is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.ref import Ref
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.slack.requests import Action, Submission

STALE = "This comes from an older version of Hiring Desk. Type `/debrief` to see what is open."


def read_ref(action: Action) -> Ref:
    """What a button is about. Raises HiringDeskError for a value that none of our buttons has."""
    return _read(action.value)


def read_modal_ref(request: Action | Submission) -> Ref:
    """What the modal is about that was submitted, or in which something was pressed."""
    return _read(request.view.private_metadata if request.view else "")


def _read(text: str) -> Ref:
    try:
        return Ref.read(text)
    except ValueError:
        raise HiringDeskError(STALE) from None
