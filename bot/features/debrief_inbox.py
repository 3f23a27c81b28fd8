"""What people do with a message of the clock: let a reminder wait, or nudge an interviewer.

The message then says until when it waits. The owner is told whether a nudge has arrived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs.inbox import read_snooze
from bot.debriefs.context import load_context
from bot.debriefs.nudges import nudge_interviewer
from bot.debriefs.refs import STALE, read_ref
from bot.slack import replies
from bot.slack.clicks import tell_person
from bot.slack.routes import Routes
from hiring.debriefs.inbox import Snooze
from hiring.debriefs.inbox_items import SNOOZABLE, list_items
from hiring.debriefs.inbox_lines import find_snooze_end
from hiring.debriefs.state import apply_due_reveal
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action

NOTHING_TO_SNOOZE = "There is nothing left to be reminded of here, so nothing was snoozed."


async def snooze(action: Action, desk: Desk) -> Reply:
    """Remind the person of one thing later. The reconciler changes the message."""
    try:
        choice, ref = read_snooze(action.value)
    except ValueError:
        raise HiringDeskError(STALE) from None
    context = await load_context(action, desk, ref.debrief_id)
    calendars = await desk.calendars.find(action.tenant, [action.user])
    calendar = calendars[action.user]
    debrief = apply_due_reveal(context.debrief, context.now)
    if not any(
        item.kind in SNOOZABLE and item.seat_id == ref.seat
        for item in list_items(debrief, action.user, calendar, 1, context.now)
    ):
        raise HiringDeskError(NOTHING_TO_SNOOZE)
    until = find_snooze_end(choice, context.now, calendar)
    snoozed = Snooze(ref.debrief_id, ref.seat, until)
    await desk.inboxes.snooze(action.tenant, action.user, snoozed)
    return replies.ACKNOWLEDGED


async def nudge(action: Action, desk: Desk) -> Reply:
    """Send an interviewer a message, and tell the owner whether it arrives now or when."""
    note = await nudge_interviewer(action, desk, read_ref(action))
    desk.tasks.start(tell_person(action, desk, note), "nudging")
    return replies.ACKNOWLEDGED


ROUTES = Routes(actions={ids.DEBRIEF_SNOOZE: snooze, ids.DEBRIEF_NUDGE: nudge})
