"""The owner reminds an interviewer, and is told whether the message arrives now or when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.mrkdwn import format_local_time, md, mention
from bot.debriefs.changes import make_command_id
from bot.debriefs.context import load_context
from bot.store.debriefs import Act
from hiring.debriefs import staffing
from hiring.debriefs.errors import RemindedTodayError
from hiring.work_calendar import DAY, find_next_opening

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from blocks.mrkdwn import Mrkdwn
    from bot.desk import Desk
    from bot.slack.requests import Action
    from hiring.debriefs.debrief import Debrief


DOUBLE_CLICK_SECONDS: Final = 10
"""For how long a second press of a button counts as the first."""


async def nudge_interviewer(action: Action, desk: Desk, ref: Ref) -> Mrkdwn:
    """Remind the interviewer of a seat, once a day; returns what to tell the owner.

    Raises what `staffing.remind_interviewer` raises.
    """
    context = await load_context(action, desk, ref.debrief_id)

    def nudge(debrief: Debrief, now: int) -> Debrief:
        return staffing.remind_interviewer(debrief, context.actor, ref.seat, now)

    seat = context.debrief.find_seat(ref.seat)
    person = seat.person if seat else ""
    # A double click comes twice. A press of the same button on another day is another act.
    earlier = sum(at <= context.now - DAY for at in seat.nudged_at) if seat else 0
    act = Act(f"{make_command_id(action)} {earlier}", action.user, "nudge", person)
    last = seat.nudged_at[-1] if seat and seat.nudged_at else 0
    try:
        stored = await desk.debriefs.change(action.tenant, context.stored, act, nudge)
    except RemindedTodayError:
        if not last:
            raise
        return _describe_last_nudge(person, last)
    if stored.repeated and last and stored.now > last + DOUBLE_CLICK_SECONDS:
        return _describe_last_nudge(person, last)
    arrives_at = find_next_opening(stored.now, context.timing.calendar_of(person))
    if arrives_at <= stored.now:
        return md("Reminder sent: {interviewer} gets a message now.", interviewer=mention(person))
    return md(
        "{interviewer} is out of their working hours, and gets your reminder {at}.",
        interviewer=mention(person),
        at=format_local_time(arrives_at),
    )


def _describe_last_nudge(person: str, last: int) -> Mrkdwn:
    return md(
        "No reminder was sent. You reminded {interviewer} {last}, and can again from {again}.",
        interviewer=mention(person),
        last=format_local_time(last),
        again=format_local_time(last + DAY),
    )
