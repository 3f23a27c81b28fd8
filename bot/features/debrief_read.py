"""Between two rounds: owner and decider read the one that is complete, and advance or stop.

Who has read is written down before anything is shown, so that a card filed later is marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import read_view
from bot import acting as at
from bot.features import modals
from bot.slack import replies
from bot.slack.routes import Routes
from hiring.debriefs import access, course
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.reveal import reveal_seat
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from hiring.debriefs.debrief import Debrief

NOT_OPEN = "That round is not open to you. Nothing was changed."
NO_ROUND = "There is no such round in this debrief any more."
DECIDED_MEANWHILE = "That was decided for another round. Nothing was changed."


async def read(action: Action, desk: Desk) -> Reply:
    """Show the cards of a round."""
    return await modals.show(action, desk, _read(action, desk, at.ref_of(action)))


async def turn(action: Action, desk: Desk) -> Reply:
    """Another page of them."""
    if action.view is None:
        raise HiringDeskError(NO_ROUND)
    view = await _read(action, desk, at.ref_of(action))
    await desk.slack.update_view(action.tenant, action.view.id, view)
    return replies.ACKNOWLEDGED


async def _read(action: Action, desk: Desk, ref: Ref) -> View:
    there = await at.acting(action, desk, ref.debrief_id, member=True)
    if not 1 <= ref.round <= len(there.record.rounds):
        raise HiringDeskError(NO_ROUND)

    def transition(record: Debrief, now: int) -> Debrief:
        return course.mark_round_read(record, there.by, ref.round, now)

    record = (await at.change(action, desk, there, "read", transition)).record
    # A press that comes twice changes nothing more, so it is asked here as well.
    if not access.can_read_round(record, ref.round, there.by, there.now):
        raise NotAllowedError(NOT_OPEN)
    seats = [reveal_seat(seat) for seat in record.seats_in(ref.round)]
    role = desk.guide.roles.get(record.role)
    return read_view.build_read_view(record.id, record.label, ref.round, seats, role, ref.page)


async def advance(action: Action, desk: Desk) -> Reply:
    """Start the next round: its people are told now. The message says so by itself."""
    ref = at.ref_of(action)
    there = await at.acting(action, desk, ref.debrief_id)

    def transition(record: Debrief, now: int) -> Debrief:
        return course.advance_round(_at(record, ref), there.by, there.settings, now)

    await at.change(action, desk, there, "advance", transition)
    return replies.ACKNOWLEDGED


async def stop(action: Action, desk: Desk) -> Reply:
    """Go no further: what there is is revealed after the grace."""
    ref = at.ref_of(action)
    there = await at.acting(action, desk, ref.debrief_id)

    def transition(record: Debrief, now: int) -> Debrief:
        return course.stop_rounds(_at(record, ref), there.by, now)

    await at.change(action, desk, there, "stop", transition)
    return replies.ACKNOWLEDGED


def _at(record: Debrief, ref: Ref) -> Debrief:
    """The record, if its running round is still the one that the button is about."""
    if record.current_round.number != ref.round:
        raise HiringDeskError(DECIDED_MEANWHILE)
    return record


ROUTES = Routes(
    actions={
        ids.DEBRIEF_READ: read,
        ids.DEBRIEF_READ_PAGE: turn,
        ids.DEBRIEF_ADVANCE: advance,
        ids.DEBRIEF_STOP: stop,
    }
)
