"""The round that a button between two rounds is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from hiring.debriefs.debrief import Debrief

DECIDED_MEANWHILE: Final = "The next round has already started. Nothing was changed."


def require_running_round(debrief: Debrief, ref: Ref) -> None:
    """Raise HiringDeskError if the running round is not the one that the button is about."""
    if debrief.current_round.number != ref.round:
        raise HiringDeskError(DECIDED_MEANWHILE)
