"""What an owner does to a running debrief, from one modal: the seats, and how it goes on.

What asks for more is a form over it. Once that is saved it closes, and the modal below shows how
things are then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage, manage_forms
from blocks.debriefs.manage import ManagedDebrief, SeatChoice
from bot import acting as at
from bot.features import modals
from bot.features.debrief_file import completing, seat_line
from bot.slack import replies
from bot.slack.routes import Routes
from hiring.debriefs import access, course, staffing
from hiring.debriefs.access import Permission as May
from hiring.debriefs.errors import DebriefError, NotAllowedError
from hiring.debriefs.filing import require_empty_seat
from hiring.debriefs.state import Phase, get_phase, is_round_complete
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.acting import Acting
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from hiring.debriefs.debrief import Debrief

OWNERS = (
    May.ADD_SEAT,
    May.SWAP,
    May.RESCHEDULE,
    May.EXCUSE,
    May.NUDGE,
    May.REVEAL_WITHOUT,
    May.HAND_OVER,
    May.HAND_OVER_DECISION,
    May.CLOSE,
    May.INVITE,
)
NOT_YOURS = "Only the owner and the decider manage this debrief."
NUDGED = "Nudged: a message went to the interviewer."
REVEALED = "Revealed: the channel reads the scorecards in the thread."
GONE = "That can't be done any more. Open *Manage* again."


async def open_view(action: Action, desk: Desk) -> Reply:
    """Open the modal; in it, turn to another page of its seats."""
    ref = at.ref_of(action)
    if action.modal:
        there = await at.acting(action, desk, ref.debrief_id, member=True)
        view = view_of(there, desk, page=ref.page)
        await desk.slack.update_view(action.tenant, action.modal.id, view)
        return replies.ACKNOWLEDGED

    async def make() -> View:
        there = await at.acting(action, desk, ref.debrief_id, member=True)
        return view_of(there, desk)

    return await modals.show(action, desk, make())


async def seat_act(action: Action, desk: Desk) -> Reply:
    """What was chosen beside a seat: nudge at once, anything else asks for more."""
    try:
        chosen, ref = manage.read_seat_choice(action.value)
    except ValueError:
        raise HiringDeskError(GONE) from None
    if chosen is SeatChoice.NUDGE:
        return await _nudge(action, desk, ref)
    return await modals.show(action, desk, _seat_form(action, desk, chosen, ref))


async def _nudge(action: Action, desk: Desk, ref: Ref) -> Reply:
    there = await at.acting(action, desk, ref.debrief_id)

    def transition(record: Debrief, now: int) -> Debrief:
        return staffing.nudge_interviewer(record, there.by, ref.seat, now)

    await at.change(action, desk, there, "nudge", transition)
    await _shown_again(action, desk, ref, NUDGED)
    return replies.ACKNOWLEDGED


async def _seat_form(action: Action, desk: Desk, chosen: SeatChoice, ref: Ref) -> View:
    there = await at.acting(action, desk, ref.debrief_id)
    record = there.record
    needed, _ = manage.SEAT_CHOICES[chosen]
    access.require_permission(record, needed, there.by, there.now)
    seat = require_empty_seat(record.seat(ref.seat))
    role = desk.guide.roles.get(record.role)
    match chosen:
        case SeatChoice.SWAP:
            return manage_forms.build_swap_form(record.id, seat_line(seat), role)
        case SeatChoice.RESCHEDULE:
            return manage_forms.build_reschedule_form(record.id, seat_line(seat), role)
        case _:
            follows = completing(record, seat.id)
            return manage_forms.build_excuse_form(record.id, seat_line(seat), role, follows)


async def other_form(action: Action, desk: Desk) -> Reply:
    """Add a seat, hand over, close: the form that its button opens."""
    return await modals.show(action, desk, _other_form(action, desk))


async def _other_form(action: Action, desk: Desk) -> View:
    there = await at.acting(action, desk, at.ref_of(action).debrief_id)
    record = there.record
    match ids.strip_number(action.action_id):
        case ids.DEBRIEF_ADD_SEAT:
            access.require_permission(record, May.ADD_SEAT, there.by, there.now)
            role = desk.guide.roles.get(record.role)
            stages = [plan.id for plan in record.stages]
            return manage_forms.build_add_interviewer_form(
                record.id, record.label, role, stages, rounds_to_seat(record)
            )
        case ids.DEBRIEF_HAND_OVER:
            what = handed_over_by(there)
            if not what:
                raise NotAllowedError(NOT_YOURS)
            return manage_forms.build_hand_over_form(record.id, record.label, what)
        case _:
            access.require_permission(record, May.CLOSE, there.by, there.now)
            return manage_forms.build_close_form(record.id, record.label)


async def reveal_without(action: Action, desk: Desk) -> Reply:
    """Reveal at once without whoever is overdue; the button has asked whether that is meant."""
    ref = at.ref_of(action)
    there = await at.acting(action, desk, ref.debrief_id)

    def transition(record: Debrief, now: int) -> Debrief:
        return course.reveal_without_empty_seats(record, there.by, there.settings, now)

    await at.change(action, desk, there, "reveal_without", transition)
    await _shown_again(action, desk, ref, REVEALED)
    return replies.ACKNOWLEDGED


async def post_again(action: Action, desk: Desk) -> Reply:
    """Post anew what nobody could find out about: owner or decider have looked."""
    ref = at.ref_of(action)
    there = await at.acting(action, desk, ref.debrief_id)
    if there.by.person not in {there.record.owner, there.record.decider}:
        raise NotAllowedError(NOT_YOURS)
    await desk.slots.post_again(action.tenant, ref.debrief_id)
    return replies.ACKNOWLEDGED


def view_of(there: Acting, desk: Desk, *, note: str = "", page: int = 0) -> View:
    """The modal for whoever acts. Raises NotAllowedError for those with nothing to manage."""
    record = there.record
    allowed = {one for one in OWNERS if there.may(one)}
    if not allowed and there.by.person not in {record.owner, record.decider}:
        raise NotAllowedError(NOT_YOURS)
    seats = record.seats if there.may(May.SEE_EMPTY_SEATS) else ()
    managing = ManagedDebrief(
        debrief_id=record.id,
        label=record.label,
        owner=record.owner,
        decider=record.decider,
        seats=tuple(map(seat_line, seats)),
        allowed=allowed,
        waits_for=_waits_for(there),
        channel=record.channel,
        outside=there.outside,
    )
    return manage.build_manage_view(
        managing, desk.guide.roles.get(record.role), note=note, page=page
    )


def rounds_to_seat(record: Debrief) -> list[int]:
    """The rounds that somebody can still be seated in."""
    first = record.current_round.number + is_round_complete(record)
    return list(range(first, len(record.rounds) + 1)) or [record.current_round.number]


def handed_over_by(there: Acting) -> list[manage_forms.HandOver]:
    """What a person may hand over."""
    both = (
        (May.HAND_OVER, manage_forms.HandOver.OWNER),
        (May.HAND_OVER_DECISION, manage_forms.HandOver.DECIDER),
    )
    return [what for action, what in both if there.may(action)]


def _waits_for(there: Acting) -> int:
    """How many seats a reveal would leave out; 0 where it can't be done now."""
    if get_phase(there.record, there.now) is not Phase.RUNNING:
        return 0
    try:
        course.reveal_without_empty_seats(there.record, there.by, there.settings, there.now)
    except DebriefError:
        return 0
    current = there.record.seats_in(there.record.current_round.number)
    return sum(seat.is_empty for seat in current)


async def _shown_again(action: Action, desk: Desk, ref: Ref, note: str) -> None:
    """Say in the modal what was done; a message is kept up to date by itself."""
    if action.modal:
        there = await at.acting(action, desk, ref.debrief_id, member=True)
        view = view_of(there, desk, note=note, page=at.ref_of_view(action).page)
        shown = modals.change(action.tenant, desk, action.modal.id, view)
        desk.tasks.start(shown, "managing")


ROUTES = Routes(
    actions={
        ids.DEBRIEF_MANAGE: open_view,
        ids.DEBRIEF_MANAGE_SEAT: seat_act,
        ids.DEBRIEF_ADD_SEAT: other_form,
        ids.DEBRIEF_HAND_OVER: other_form,
        ids.DEBRIEF_CLOSE: other_form,
        ids.DEBRIEF_REVEAL_WITHOUT: reveal_without,
        ids.DEBRIEF_POST_AGAIN: post_again,
    }
)
