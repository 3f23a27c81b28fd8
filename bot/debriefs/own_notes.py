"""What the person who acts has noted for themselves about an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Seat
    from hiring.debriefs.notes import SeatNotes


async def load_notes(
    request: Action | Submission, desk: Desk, context: DebriefContext, seat: Seat
) -> SeatNotes:
    """The person's own notes for a seat. Raises StoreError and UnreadableError."""
    key = context.stored.data_key
    return await desk.notes.load(request.tenant, context.debrief.id, key, seat.id, request.user)
