"""What should stand in Slack for a debrief. Sealing is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.standing import Outlook
    from hiring.debriefs.state import Settings


def outlook(debrief: Debrief, now: int, settings: Settings) -> Outlook:
    """The messages that should stand at a time, and when to look again. A pure function."""
    raise NotImplementedError
