"""Open a debrief: a form, from a command, a button or a shortcut; a message in the channel.

Refused in a channel where others could read about the candidate. The form starts with the
interviewers of this channel's last debrief for the role.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import open_form
from blocks.debriefs.invited import describe_invited
from blocks.debriefs.open_form import LONGEST_LABEL
from blocks.debriefs.open_form_times import FormState
from blocks.debriefs.opened_view import OpenedDebrief, build_opened_view
from blocks.debriefs.time_field import ReadInvitation
from blocks.debriefs.values import map_errors
from blocks.modal_origin import ModalOrigin
from blocks.roles import build_role_question
from bot.debriefs.context import load_context
from bot.debriefs.invited import find_invited_people
from bot.debriefs.open_form import (
    draw_open_form,
    explain_refusal,
    get_interview,
    list_interview_roles,
    load_last_panel,
    start_open_form,
)
from bot.debriefs.people import (
    LOOKUP_SECONDS,
    SLACK_SLOW,
    check_people,
    find_calendars,
    tell_owner_of_outsiders,
)
from bot.debriefs.refs import read_ref
from bot.debriefs.zones import find_panel
from bot.slack import replies
from bot.slack.directory import CHANNEL_SECONDS
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from bot.store.debriefs import Act
from hiring.debriefs.access import Actor, Permission
from hiring.debriefs.debrief import StagePlan
from hiring.debriefs.errors import DueBeforeEndError, DueInPastError
from hiring.debriefs.labels import normalize_label, suggest_label
from hiring.debriefs.opening import NewDebrief, NewSeat, open_debrief
from hiring.debriefs.role_snapshot import capture_role_text
from hiring.debriefs.state import Timing
from hiring.errors import FormError, HiringDeskError
from hiring.invitations import InvitationError, read_invitation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from blocks.debriefs.open_form import OpenForm
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Shortcut, Submission
    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Role

SHORTCUT = "debrief.open"
ON_MESSAGE = "debrief.open.here"

NOT_A_MEMBER = "You are not in that channel, so you can't open a debrief there. Join it first."
NOT_YOURS = "You aren't in the channel of that debrief. Join it and press again."
ROLE_GONE = "This role's interviews are gone. Type `/debrief` to start again."


async def open_from_button(action: Action, desk: Desk) -> Reply:
    """Open the form from a button: under an interview plan, in a list, or in the Home."""
    role_id, _, label = action.value.partition(":")
    role: Role | None
    if role_id:
        of_role = replace(action, value=role_id)
        subject = await desk.roles.find_pressed(of_role, get_interview)
        role, may_use = subject.role, subject.may_use
    else:
        role, may_use = await desk.roles.find_remembered(action, get_interview)
    if role is None and action.response_url:
        question = build_role_question(open_form.ASKER, list_interview_roles(desk), label)
        asking = desk.slack.respond(action.response_url, question)
        desk.tasks.start(asking, "asking which role")
        return replies.ACKNOWLEDGED
    form = start_open_form(action, desk, role, action.channel, label, may_use=may_use)
    return await open_modal(action, desk, form)


async def open_another(action: Action, desk: Desk) -> Reply:
    """Open the form for a second debrief of a label that is in use, with one that is free."""
    context = await load_context(action, desk, read_ref(action).debrief_id, with_channel=True)
    debrief = context.debrief
    if not context.may(Permission.SEE):
        raise HiringDeskError(NOT_YOURS)
    roles = {role.id: role for role in list_interview_roles(desk)}
    role = roles.get(debrief.role) or next(iter(roles.values()))
    running = await desk.debriefs.list_open(action.tenant, debrief.channel)
    taken = [stored.debrief.label for stored in running.readable]
    label = suggest_label(debrief.label, [debrief.label, *taken], LONGEST_LABEL)
    return await open_modal(
        action, desk, start_open_form(action, desk, role, debrief.channel, label)
    )


async def open_from_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """Open the form from a shortcut; a global one has to ask for the channel."""
    role, may_use = await desk.roles.find_remembered(shortcut, get_interview)
    form = start_open_form(shortcut, desk, role, shortcut.channel, may_use=may_use)
    return await open_modal(shortcut, desk, form)


async def show_more_fields(action: Action, desk: Desk) -> Reply:
    """Show the fields that most people leave alone, and keep what was filled in so far."""
    return await _redraw(action, desk, lambda form, state: (form, state), more=True)


async def redraw_times(action: Action, desk: Desk) -> Reply:
    """Ask for the time of each interviewer of the first round, and say what it is for them."""
    return await _redraw(action, desk, lambda form, state: (form, state))


async def clear_last_panel(action: Action, desk: Desk) -> Reply:
    """Take out the interviewers of the last debrief."""

    def clear(form: OpenForm, state: FormState) -> tuple[OpenForm, FormState]:
        cleared = replace(state, from_last=False, filled=state.filled + 1)
        return replace(form, seats={}, times={}), cleared

    return await _redraw(action, desk, clear)


async def show_invitation_field(action: Action, desk: Desk) -> Reply:
    """Show where the text of an invitation is pasted."""
    return await _redraw(action, desk, lambda form, state: (form, replace(state, pasting=True)))


async def read_pasted_invitation(action: Action, desk: Desk) -> Reply:
    """Fill in the time of an invitation and, where the app may look them up, its interviewers."""
    values = action.view.values if action.view else {}
    typed = open_form.read_open_form(values)
    try:
        invitation = read_invitation(typed.invitation)
    except InvitationError as error:
        read = ReadInvitation(error.sentence)
        return await _redraw(action, desk, lambda form, state: (form, state), read=read)
    invited = await find_invited_people(action.tenant, desk, invitation, action.user)
    stage = typed.invitation_stage
    read_again = invited.may_ask and invited.not_asked

    def fill(form: OpenForm, state: FormState) -> tuple[OpenForm, FormState]:
        people = tuple(dict.fromkeys((*form.seats.get(stage, ()), *invited.people)))
        times = {f"{stage}/{person}": invitation.at for person in people}
        filled = replace(
            form,
            seats={**form.seats, stage: people},
            times={**form.times, **times},
            invitation=form.invitation if read_again else "",
        )
        invited_at = {**state.invited_at, stage: invitation.at}
        return filled, replace(state, filled=state.filled + 1, invited_at=invited_at)

    people = (*typed.seats.get(stage, ()), *invited.people)
    filled = replace(typed, seats={**typed.seats, stage: people})
    origin = ModalOrigin.read(action.view.private_metadata if action.view else "")
    interview = _find_role(origin.role, desk).interview
    first = filled.find_first_stages(interview.stages if interview else ())
    sentence = describe_invited(invited, is_chosen=bool(people), asks_times=stage in first)
    read = ReadInvitation(sentence, invitation.at, invitation.ends_at)
    return await _redraw(action, desk, fill, read=read)


async def choose_role(action: Action, desk: Desk) -> Reply:
    """Show the stages of another role with its last interviewers, and keep the other fields."""
    role = _find_role(action.value, desk)

    async def draw(view: OpenView) -> View:
        former = ModalOrigin.read(view.private_metadata)
        panel = await load_last_panel(action.tenant, desk, role, former.channel)
        state = FormState.read(former)
        state = replace(state, from_last=bool(panel.seats), filled=state.filled + 1, invited_at={})
        filled = replace(open_form.read_open_form(view.values), seats=panel.seats, times={})
        origin = state.write(former.with_role(role.id))
        return await draw_open_form(
            action, desk, role, origin, filled, more="decider" in view.inputs
        )

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def _redraw(
    action: Action,
    desk: Desk,
    change: Callable[[OpenForm, FormState], tuple[OpenForm, FormState]],
    *,
    more: bool = False,
    read: ReadInvitation | None = None,
) -> Reply:
    """Draw the form again with what was filled in so far, changed."""

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata)
        role = _find_role(origin.role, desk)
        form, state = change(open_form.read_open_form(view.values), FormState.read(origin))
        form = _give_invited_time(form, state, view.inputs)
        return await draw_open_form(
            action,
            desk,
            role,
            state.write(origin),
            form,
            more=more or "decider" in view.inputs,
            read=read,
        )

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


def _give_invited_time(form: OpenForm, state: FormState, inputs: Iterable[str]) -> OpenForm:
    """The form with the time of an invitation for whoever was chosen for its stage since."""
    shown = {block.partition(":")[0] for block in inputs}
    times = {
        f"{stage}/{person}": at
        for stage, at in state.invited_at.items()
        for person in form.seats.get(stage, ())
        if f"at/{stage}/{person}" not in shown
    }
    return replace(form, times={**times, **form.times})


async def submit_new_debrief(submission: Submission, desk: Desk) -> Reply:
    """Open the debrief, or say at the field what is in the way."""
    view, origin = submission.view, ModalOrigin.read(submission.view.private_metadata)
    role = _find_role(origin.role, desk)
    tenant = submission.tenant
    try:
        form = open_form.read_complete_open_form(view.values)
        channel = origin.channel or form.channel
        timing = await _check_channel_and_people(submission, desk, channel, form)
        running = await desk.debriefs.list_open(tenant, channel)
        labels = [stored.debrief.label for stored in running.readable]

        def make(debrief_id: str, now: int) -> Debrief:
            open_form.check_times(form, now)
            if normalize_label(form.label) in map(normalize_label, labels):
                raise open_form.make_label_error(form.label, labels)
            opening = _read_new_debrief(debrief_id, channel, role, form, submission.user)
            return open_debrief(opening, Actor(submission.user, member=True), timing, now)

        stored = await desk.debriefs.open(tenant, Act(view.id, submission.user, "open"), make)
    except FormError as problems:
        return replies.build_errors(map_errors(problems.errors, view.inputs))
    except (DueBeforeEndError, DueInPastError) as problem:
        return replies.build_errors(map_errors({"due_at": problem.sentence}, view.inputs))
    telling = tell_owner_of_outsiders(tenant, desk, stored.debrief, origin.response_url)
    desk.tasks.start(telling, "telling the owner who is outside")
    panel = await find_panel(tenant, desk, submission.user, stored.debrief.interviewers)
    return replies.build_update(build_opened_view(OpenedDebrief(stored.debrief, panel)))


async def _check_channel_and_people(
    submission: Submission, desk: Desk, channel: str, form: OpenForm
) -> Timing:
    """Check where and with whom it is opened; returns the timing. Raises FormError."""
    tenant, field = submission.tenant, "channel" if form.channel else "label"
    chosen = {f"seats/{stage}": people for stage, people in form.seats.items() if people}
    if form.decider:
        chosen["decider"] = (form.decider,)
    if form.deputy:
        chosen["deputy"] = (form.deputy,)
    if form.speaking:
        chosen["speaking"] = form.speaking
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            why = await desk.directory.find_objection(
                tenant, channel, max_age=0, people_max_age=CHANNEL_SECONDS
            )
            described = await desk.directory.find_channel(tenant, channel)
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    if why:
        raise FormError({field: explain_refusal(why)})
    if described is None or submission.user not in described.members:
        raise FormError({field: NOT_A_MEMBER})
    await check_people(tenant, desk, chosen)
    interviewers = (person for people in form.seats.values() for person in people)
    calendars = await find_calendars(tenant, desk, {submission.user, *interviewers})
    return Timing(desk.reveal_grace, calendars)


def _read_new_debrief(
    debrief_id: str, channel: str, role: Role, form: OpenForm, owner: str
) -> NewDebrief:
    stages = role.interview.stages if role.interview else ()
    rounds = {stage.id: form.round_of(stage.id, stages) for stage in stages}
    panel = {stage: people for stage, people in form.seats.items() if people and stage in rounds}
    first = min((rounds[stage] for stage in panel), default=1)
    seatings = tuple(
        NewSeat(
            stage.id,
            person,
            rounds[stage.id],
            at=form.times.get(f"{stage.id}/{person}") if rounds[stage.id] == first else None,
            due_at=form.due_at if rounds[stage.id] == first else None,
        )
        for stage in stages
        for person in panel.get(stage.id, ())
    )
    return NewDebrief(
        id=debrief_id,
        channel=channel,
        label=form.label,
        role=role.id,
        role_text=capture_role_text(role),
        decider=form.decider or owner,
        stages=tuple(
            StagePlan(stage.id, stage.attributes, stage.due_same_day, stage.minutes)
            for stage in stages
        ),
        new_seats=seatings,
        job_title=form.job_title,
        link=form.link,
        speaking=form.speaking,
        deputy=form.deputy if form.deputy not in {owner, form.decider or owner} else "",
    )


def _find_role(role_id: str, desk: Desk) -> Role:
    role = next((role for role in list_interview_roles(desk) if role.id == role_id), None)
    if role is None:
        raise HiringDeskError(ROLE_GONE)
    return role


ROUTES = Routes(
    actions={
        ids.DEBRIEF_OPEN: open_from_button,
        ids.DEBRIEF_OPEN_ANOTHER: open_another,
        ids.DEBRIEF_OPEN_MORE: show_more_fields,
        ids.DEBRIEF_OPEN_ROLE: choose_role,
        ids.DEBRIEF_OPEN_PEOPLE: redraw_times,
        ids.DEBRIEF_OPEN_TIME: redraw_times,
        ids.DEBRIEF_OPEN_ROUNDS: redraw_times,
        ids.DEBRIEF_OPEN_CLEAR: clear_last_panel,
        ids.DEBRIEF_OPEN_PASTE: show_invitation_field,
        ids.DEBRIEF_OPEN_READ: read_pasted_invitation,
    },
    views={ids.DEBRIEF_OPEN_FORM: submit_new_debrief},
    shortcuts={SHORTCUT: open_from_shortcut, ON_MESSAGE: open_from_shortcut},
)
