"""What an interviewer does with their own seat besides filing.

They didn't interview, can't file, ask somebody else to, or take more time. The reconciler tells
everybody whom it concerns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blocks import ids
from blocks.debriefs import manage_forms, seat_forms
from blocks.debriefs.manage_form_parts import RoundEffect, require_confirmation
from blocks.debriefs.seat_menu import read_seat_act
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import start_refresh, start_refresh_below
from bot.debriefs.people import check_people, find_successor
from bot.debriefs.refs import STALE, read_modal_ref, read_ref
from bot.debriefs.seats import find_effect_of_release
from bot.slack import replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from bot.slack.sentences import tell
from hiring.debriefs import filing, seat_offers
from hiring.debriefs.access import Permission, require_seat_permission
from hiring.debriefs.debrief import ReleaseReason
from hiring.debriefs.errors import DebriefError, MoreTimeGivenError
from hiring.debriefs.outlook import describe_seat
from hiring.debriefs.role_snapshot import find_role_text
from hiring.errors import FormError, HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Debrief, Seat


DOUBLE_CLICK_SECONDS: Final = 10
"""A second press on the same button is a wish of its own after so long."""


async def choose_seat_act(action: Action, desk: Desk) -> Reply:
    """Do what was chosen in the menu of a seat."""
    try:
        act, ref = read_seat_act(action.value)
    except ValueError:
        raise HiringDeskError(STALE) from None
    return await _ACTS[act](replace(action, action_id=act, value=ref), desk)


async def open_giving_up(action: Action, desk: Desk) -> Reply:
    """Ask why the person won't file, and say what happens then."""
    return await open_modal(action, desk, _load_giving_up(action, desk))


async def _load_giving_up(action: Action, desk: Desk) -> View:
    context, seat = await _load_empty_seat(action, desk, Permission.GIVE_UP)
    debrief, now = context.debrief, context.now
    return manage_forms.build_give_up_form(
        debrief.id,
        describe_seat(seat, now),
        find_role_text(debrief, desk.guide.roles),
        debrief.owner,
        find_effect_of_release(debrief, seat.id, now),
    )


async def give_up_seat(submission: Submission, desk: Desk) -> Reply:
    """Release the person's own seat: its scorecard isn't waited for any more."""
    values, ref = submission.view.values, read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id)
    actor = context.actor

    def give_up(debrief: Debrief, now: int) -> Debrief:
        require_seat_permission(debrief, Permission.GIVE_UP, actor, ref.seat, now)
        effect = find_effect_of_release(debrief, ref.seat, now)
        form = manage_forms.read_giving_up(values, owner=debrief.owner, completing=effect)
        return filing.give_up_seat(debrief, actor, ref.seat, form.reason, form.note, now)

    try:
        reason = manage_forms.read_release_reason(values, completing=RoundEffect.NOTHING)
        await change_debrief(submission, desk, context, "give_up", give_up, detail=reason.value)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    start_refresh_below(submission, desk)
    return replies.ACKNOWLEDGED


async def open_did_not_interview(action: Action, desk: Desk) -> Reply:
    """Have the person confirm that they didn't interview, and say what happens then."""
    return await open_modal(action, desk, _load_did_not_interview(action, desk))


async def _load_did_not_interview(action: Action, desk: Desk) -> View:
    context, seat = await _load_empty_seat(action, desk, Permission.GIVE_UP)
    return _build_did_not_interview(desk, context, seat)


def _build_did_not_interview(desk: Desk, context: DebriefContext, seat: Seat) -> View:
    debrief, now = context.debrief, context.now
    return seat_forms.build_did_not_interview_form(
        debrief.id,
        describe_seat(seat, now),
        find_role_text(debrief, desk.guide.roles),
        debrief.owner,
        find_effect_of_release(debrief, seat.id, now),
    )


async def give_up_without_interview(submission: Submission, desk: Desk) -> Reply:
    """Release the person's own seat, because they didn't interview."""
    values, ref = submission.view.values, read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id)
    actor, reason = context.actor, ReleaseReason.DID_NOT_INTERVIEW

    def give_up(debrief: Debrief, now: int) -> Debrief:
        require_seat_permission(debrief, Permission.GIVE_UP, actor, ref.seat, now)
        require_confirmation(values, find_effect_of_release(debrief, ref.seat, now))
        return filing.give_up_seat(debrief, actor, ref.seat, reason, "", now)

    try:
        await change_debrief(submission, desk, context, "give_up", give_up, detail=reason.value)
    except FormError as problems:
        if {*problems.errors} <= {*submission.view.inputs}:
            return replies.build_errors(problems.errors)
        context = await load_context(submission, desk, ref.debrief_id)
        seat = context.debrief.seat(ref.seat)
        return replies.build_update(_build_did_not_interview(desk, context, seat))
    start_refresh_below(submission, desk)
    return replies.ACKNOWLEDGED


async def open_offer(action: Action, desk: Desk) -> Reply:
    """Ask for the person who can interview instead."""
    return await open_modal(action, desk, _load_offer(action, desk))


async def _load_offer(action: Action, desk: Desk) -> View:
    context, seat = await _load_empty_seat(action, desk, Permission.OFFER_SEAT)
    debrief = context.debrief
    text = find_role_text(debrief, desk.guide.roles)
    status = describe_seat(seat, context.now)
    return seat_forms.build_offer_form(debrief.id, status, text, debrief.owner, context.now)


async def offer_seat(submission: Submission, desk: Desk) -> Reply:
    """Ask another person to interview and file; nothing changes until they accept."""
    ref = read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id, with_channel=True)
    try:
        person = seat_forms.read_offer(submission.view.values)
        await check_people(submission.tenant, desk, {"person": (person,)})
        successor = await find_successor(submission.tenant, desk, person)

        def offer(debrief: Debrief, now: int) -> Debrief:
            return seat_offers.offer_seat(debrief, context.actor, ref.seat, successor, now)

        stored = await change_debrief(submission, desk, context, "offer_seat", offer, person=person)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    except DebriefError as problem:
        return replies.build_errors({"person": problem.sentence})
    debrief = stored.debrief
    offered = debrief.seat(ref.seat).offers[-1]
    members = await desk.directory.find_channel(submission.tenant, debrief.channel)
    is_outside = members is not None and offered.to not in members.members
    outside = (debrief.channel, debrief.owner) if is_outside else None
    return replies.build_update(
        seat_forms.build_offered_view(offered.to, offered.lapses_at, outside=outside)
    )


async def take_more_time(action: Action, desk: Desk) -> Reply:
    """Move the due time by a working day, once; a second time, say which person can move it."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    seat = context.debrief.find_seat(ref.seat)
    taken_at = seat.more_time_at if seat else None
    calendar = context.timing.calendar_of(action.user)

    def give_more_time(debrief: Debrief, now: int) -> Debrief:
        return filing.give_more_time(debrief, context.actor, ref.seat, calendar, now)

    try:
        if taken_at is not None and context.now - taken_at >= DOUBLE_CLICK_SECONDS:
            give_more_time(context.debrief, context.now)  # says why not
        stored = await change_debrief(action, desk, context, "more_time", give_more_time)
        due_at = stored.debrief.seat(ref.seat).due_at or context.now
        answer = seat_forms.describe_more_time(due_at)
    except MoreTimeGivenError:
        answer = seat_forms.describe_no_more_time(context.debrief.owner)
    start_refresh(action, desk, answer)
    if not action.modal:
        desk.tasks.start(tell(answer, action, desk.slack), "answer to a press")
    return replies.ACKNOWLEDGED


async def _load_empty_seat(
    action: Action, desk: Desk, permission: Permission
) -> tuple[DebriefContext, Seat]:
    """The debrief with the seat that the action is about, if the person may do this to it now."""
    ref: Ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    debrief, now = context.debrief, context.now
    seat = require_seat_permission(debrief, permission, context.actor, ref.seat, now)
    return context, filing.require_own_empty_seat(seat)


_ACTS: Final[Mapping[str, Callable[[Action, Desk], Awaitable[Reply]]]] = {
    ids.DEBRIEF_GIVE_UP: open_giving_up,
    ids.DEBRIEF_DID_NOT_INTERVIEW: open_did_not_interview,
    ids.DEBRIEF_OFFER_SEAT: open_offer,
    ids.DEBRIEF_MORE_TIME: take_more_time,
}

ROUTES = Routes(
    actions={**_ACTS, ids.DEBRIEF_SEAT_MENU: choose_seat_act},
    views={
        ids.DEBRIEF_GIVE_UP_FORM: give_up_seat,
        ids.DEBRIEF_DID_NOT_INTERVIEW_FORM: give_up_without_interview,
        ids.DEBRIEF_OFFER_SEAT_FORM: offer_seat,
    },
)
