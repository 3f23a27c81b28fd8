"""What follows when a seat is released, and what Slack says of its interviewer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs.manage_form_parts import RoundEffect
from bot.debriefs.people import PEOPLE_SECONDS, SLACK_SLOW
from bot.slack.directory import CHANNEL_SECONDS
from hiring.debriefs.staffing import SeatHolder, completes_round
from hiring.debriefs.state import is_round_complete
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from hiring.debriefs.debrief import Debrief


async def find_seat_holder(tenant: str, desk: Desk, person: str) -> SeatHolder:
    """Whether an interviewer's account is gone, and where they are.

    An account that is gone has no say in a release, so one that came back must not count as gone.
    """
    try:
        async with asyncio.timeout(PEOPLE_SECONDS):
            interviewer = await desk.directory.find_person(tenant, person, max_age=CHANNEL_SECONDS)
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    return SeatHolder(interviewer.gone, interviewer.utc_offset)


def find_effect_of_release(debrief: Debrief, seat_id: str, now: int) -> RoundEffect:
    """What follows if a seat is finally released: nothing, its round opens, or the reveal."""
    if not completes_round(debrief, seat_id, now):
        return RoundEffect.NOTHING
    last = debrief.current_round.number == len(debrief.rounds)
    return RoundEffect.REVEALS if last else RoundEffect.OPENS


def list_staffable_rounds(debrief: Debrief, now: int) -> list[int]:
    """The rounds that an interviewer can still be added to."""
    first = debrief.current_round.number + is_round_complete(debrief, now)
    return list(range(first, len(debrief.rounds) + 1)) or [debrief.current_round.number]
