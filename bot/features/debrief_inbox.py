"""What people do with a message of the clock: let a reminder wait, or nudge an interviewer.

The message then says until when it waits. The owner is told whether a nudge has arrived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs.inbox import read_snooze
from blocks.debriefs.ref import Ref
from bot.debriefs.context import load_context
from bot.debriefs.nudges import nudge_interviewer
from bot.debriefs.refs import STALE, read_ref
from bot.slack import replies
from bot.slack.clicks import tell_person
from bot.slack.routes import Routes
from hiring.debriefs.inbox import Snooze
from hiring.debriefs.inbox_lines import find_snooze_end
from hiring.debriefs.inbox_snooze import is_listed, list_snoozable
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action

NOTHING_TO_SNOOZE = "There is nothing left to be reminded of here, so nothing was snoozed."


async def snooze(action: Action, desk: Desk) -> Reply:
    """Remind the person of one thing later, or of all that a digest lists.

    The reconciler changes the message.
    """
    try:
        choice, what = read_snooze(action.value)
    except ValueError:
        raise HiringDeskError(STALE) from None
    tenant, user = action.tenant, action.user
    calendar = (await desk.calendars.find(tenant, [user]))[user]
    if isinstance(what, Ref):
        context = await load_context(action, desk, what.debrief_id)
        now = context.now
        snoozable = list_snoozable([context.debrief], user, calendar, now)
        items = [item for item in snoozable if item.seat_id == what.seat]
    else:
        stored = (await desk.archive.list_all_of(tenant, user)).readable
        inbox, now = await desk.inboxes.load(tenant, user), stored[0].now if stored else what
        snoozable = list_snoozable((each.debrief for each in stored), user, calendar, now)
        items = [item for item in snoozable if is_listed(item, inbox, what)]
    if not items:
        raise HiringDeskError(NOTHING_TO_SNOOZE)
    until = find_snooze_end(choice, now, calendar)
    for item in items:
        await desk.inboxes.snooze(tenant, user, Snooze(item.debrief.id, item.seat_id, until))
    return replies.ACKNOWLEDGED


async def nudge(action: Action, desk: Desk) -> Reply:
    """Send an interviewer a message, and tell the owner whether it arrives now or when."""
    note = await nudge_interviewer(action, desk, read_ref(action))
    desk.tasks.start(tell_person(action, desk, note), "nudging")
    return replies.ACKNOWLEDGED


ROUTES = Routes(actions={ids.DEBRIEF_SNOOZE: snooze, ids.DEBRIEF_NUDGE: nudge})
