"""Between two rounds: owner and decider read the complete one, or stop. They may also advance.

Who reads is saved before anything is shown, so that a scorecard they file later is marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import read_view
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import start_refresh
from bot.debriefs.refs import read_ref
from bot.debriefs.rounds import require_running_round
from bot.slack import replies
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.debriefs import access, course
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.reveal import reveal_seat
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import Seal, get_seal
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView
    from hiring.debriefs.debrief import Debrief

NOT_OPEN = "That round is not open to you. Nothing was changed."
STOPPED = "Stopped. The scorecards are revealed within a few minutes."
NO_ROUND = "This debrief has no such round. Nothing was changed."


async def open_round(action: Action, desk: Desk) -> Reply:
    """Show the scorecards of a round."""
    return await open_modal(action, desk, _load_round(action, desk, read_ref(action)))


async def turn_page(action: Action, desk: Desk) -> Reply:
    """Show another page of the round's scorecards."""

    async def draw(_: OpenView) -> View:
        return await _load_round(action, desk, read_ref(action))

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def _load_round(action: Action, desk: Desk, ref: Ref) -> View:
    """A page of a round's scorecards, once it is saved that the person reads them."""
    context = await load_context(action, desk, ref.debrief_id, with_channel=True, fresh=True)
    in_charge = {context.debrief.owner, context.debrief.decider}
    if context.actor.person in in_charge and not 1 <= ref.round <= len(context.debrief.rounds):
        raise HiringDeskError(NO_ROUND)

    def mark_read(debrief: Debrief, now: int) -> Debrief:
        return course.mark_round_read(debrief, context.actor, ref.round, now)

    number = str(ref.round)
    debrief = (
        await change_debrief(action, desk, context, "read", mark_read, detail=number)
    ).debrief
    # A repeated press makes no change, so `mark_read` doesn't check it: it is checked here as well.
    if not access.can_read_round(debrief, ref.round, context.actor, context.now):
        raise NotAllowedError(NOT_OPEN)
    seats = [reveal_seat(debrief, seat) for seat in debrief.seats_in(ref.round)]
    text = find_role_text(debrief, desk.guide.roles)
    public = get_seal(debrief, ref.round, context.now) is Seal.PUBLIC
    return read_view.build_read_view(
        debrief.id, debrief.label, ref.round, seats, text, ref.page, public=public
    )


async def stop_rounds(action: Action, desk: Desk) -> Reply:
    """Start no more rounds: what was filed is revealed after the reveal grace."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)

    def stop(debrief: Debrief, now: int) -> Debrief:
        access.require_permission(debrief, access.Permission.STOP, context.actor, now)
        require_running_round(debrief, ref)
        return course.stop_rounds(debrief, context.actor, now)

    await change_debrief(action, desk, context, "stop", stop)
    start_refresh(action, desk, STOPPED)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    actions={
        ids.DEBRIEF_READ: open_round,
        ids.DEBRIEF_READ_PAGE: turn_page,
        ids.DEBRIEF_STOP: stop_rounds,
    }
)
