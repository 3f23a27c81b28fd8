"""Opening a debrief: a form, from a command, a button or a shortcut; a message in the channel.

Refused in a channel where others could read about the candidate. The form starts with the people
who were seated in this channel's last debrief of the role.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import lists, open_form
from blocks.debriefs.open_form import OpenForm
from blocks.opened import Opened
from bot.acting import LOOKUP_SECONDS, PEOPLE_SECONDS, SLACK_SLOW
from bot.features.debrief_invite import tell_of_outsiders
from bot.features.modals import show
from bot.roles import NO_ROLE
from bot.slack import replies
from bot.slack.routes import Routes
from bot.store.debriefs import Act
from bot.store.errors import StoreUnavailable
from hiring.debriefs.access import Actor
from hiring.debriefs.debrief import StagePlan
from hiring.debriefs.opening import NewDebrief, NewSeat, open_debrief
from hiring.debriefs.state import Timing
from hiring.errors import FormError, HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.directory import Person
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, OpenView, Shortcut, Submission
    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Role

SHORTCUT = "debrief.open"
ON_MESSAGE = "debrief.open.here"

OUTSIDE = "You are not in that channel, so you can't open a debrief there."
NOT_SEATED = "Somebody chosen here is a guest, an app, or has left. Choose others."


async def from_message(action: Action, desk: Desk) -> Reply:
    """Open the form from a button: under an interview plan, in a list, or in the Home."""
    role = await _role(action, desk)
    return await show(action, desk, blank(action, desk, role, action.channel))


async def from_shortcut(shortcut: Shortcut, desk: Desk) -> Reply:
    """Open the form from a shortcut; a global one has to ask for the channel."""
    role = _with_interviews(desk)[0]
    return await show(shortcut, desk, blank(shortcut, desk, role, shortcut.channel))


async def blank(
    request: Action | Shortcut | Command, desk: Desk, role: Role, channel: str, label: str = ""
) -> View:
    """The form to begin with. Raises HiringDeskError for a channel that is no place for it."""
    asks = not channel or channel.startswith("D")  # a direct message is no place, and says so
    if not asks and (why := await _objection(request.tenant, desk, channel)):
        raise HiringDeskError(refusal(why))
    opened = Opened(role.id, "" if asks else channel, request.response_url)
    panel = await _last_panel(request.tenant, desk, role, opened.channel)
    return _form(desk, role, opened, replace(panel, label=label))


async def more(action: Action, desk: Desk) -> Reply:
    """Show the fields that most leave alone, with what was filled in so far."""
    view, opened = _opened(action)
    role = _known(opened.role, desk)
    form = _form(desk, role, opened, open_form.read_open_form(view.values), more=True)
    await desk.slack.update_view(action.tenant, view.id, form, view.hash)
    return replies.ACKNOWLEDGED


async def other_role(action: Action, desk: Desk) -> Reply:
    """The stages of another role, with its last panel; the rest stays as it was filled in."""
    view, opened = _opened(action)
    role = _known(action.value, desk)
    opened = opened.about(role.id)
    filled = open_form.read_open_form(view.values)
    panel = await _last_panel(action.tenant, desk, role, opened.channel)
    filled = replace(filled, seats=panel.seats)
    form = _form(desk, role, opened, filled, more="decider" in view.values)
    await desk.slack.update_view(action.tenant, view.id, form, view.hash)
    return replies.ACKNOWLEDGED


async def submitted(submission: Submission, desk: Desk) -> Reply:
    """Open it, or say at the field what is in the way."""
    view, opened = _opened(submission)
    role = _known(opened.role, desk)
    tenant = submission.tenant
    try:
        form = open_form.read_complete_open_form(
            view.values, int(time.time()) + desk.due.clock.offset
        )
        channel = opened.channel or form.channel
        settings = await _checked(submission, desk, channel, form)
        taken = [kept.record.label for kept in await desk.debriefs.in_channel(tenant, channel)]

        def make(debrief: str, now: int) -> Debrief:
            if form.label.casefold() in {one.casefold() for one in taken}:
                raise open_form.make_label_error(form.label, taken)
            asked = _asked(debrief, channel, role, form, submission.user)
            return open_debrief(asked, Actor(submission.user, member=True), settings, now)

        kept = await desk.debriefs.open(tenant, Act(view.id, submission.user, "open"), make)
    except FormError as problems:
        return replies.errors(problems.errors)
    told = tell_of_outsiders(tenant, desk, kept.record, opened.response_url)
    desk.tasks.start(told, "telling who is outside")
    return replies.ACKNOWLEDGED


def refusal(why: str) -> str:
    """Why no debrief may be opened in a channel, as a sentence."""
    reason = lists.REFUSALS.get(why, "scorecards could be read by others here")
    return f"No debriefs here: {reason}. Use a private channel with the hiring team alone."


async def check_seats(tenant: str, desk: Desk, seats: Mapping[str, Iterable[str]]) -> None:
    """Raise FormError, by stage, for whoever is a guest, an app, or has left."""
    await check_people(tenant, desk, {f"seats/{stage}": people for stage, people in seats.items()})


async def check_people(tenant: str, desk: Desk, chosen: Mapping[str, Iterable[str]]) -> None:
    """The same for those chosen in some fields, who are all asked for at once."""
    people = {one for some in chosen.values() for one in some}
    try:
        async with asyncio.timeout(PEOPLE_SECONDS):
            found = await asyncio.gather(*(desk.directory.person(tenant, one) for one in people))
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    outside = {person.id for person in found if not _takes_part(person)}
    if wrong := [field for field, some in chosen.items() if outside & set(some)]:
        raise FormError(dict.fromkeys(wrong, NOT_SEATED))


def _takes_part(person: Person) -> bool:
    return not (person.guest or person.gone or person.bot)


async def _objection(tenant: str, desk: Desk, channel: str, *, fresh: bool = False) -> str | None:
    return await desk.directory.objection(tenant, channel, fresh=fresh)


async def _checked(submission: Submission, desk: Desk, channel: str, form: OpenForm) -> Timing:
    """The settings of its owner, where channel and people are in order. Raises FormError."""
    tenant, at = submission.tenant, "channel" if form.channel else "label"
    stages = {f"seats/{stage}": people for stage, people in form.seats.items() if people}
    chosen = stages | ({"decider": (form.decider,)} if form.decider else {})
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            why = await _objection(tenant, desk, channel, fresh=True)
            there = await desk.directory.channel(tenant, channel)
            owner = await desk.directory.person(tenant, submission.user)
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    if why:
        raise FormError({at: refusal(why)})
    if there is None or submission.user not in there.members:
        raise FormError({at: OUTSIDE})
    await check_people(tenant, desk, chosen)
    return Timing(desk.reveal_grace, owner.utc_offset)


def _asked(debrief: str, channel: str, role: Role, form: OpenForm, owner: str) -> NewDebrief:
    stages = role.interview.stages if role.interview else ()
    rounds = {stage.id: form.round_of(stage.id, stages) for stage in stages}
    seated = {stage: people for stage, people in form.seats.items() if people and stage in rounds}
    first = min((rounds[stage] for stage in seated), default=1)
    seatings = tuple(
        NewSeat(
            stage.id,
            person,
            rounds[stage.id],
            due_at=form.due_at if rounds[stage.id] == first else None,
        )
        for stage in stages
        for person in seated.get(stage.id, ())
    )
    return NewDebrief(
        id=debrief,
        channel=channel,
        label=form.label,
        role=role.id,
        decider=form.decider or owner,
        stages=tuple(StagePlan(one.id, one.attributes, one.due_same_day) for one in stages),
        seatings=seatings,
        job_title=form.job_title,
        link=form.link,
        speaking=form.speaking,
    )


async def _last_panel(tenant: str, desk: Desk, role: Role, channel: str) -> OpenForm:
    """Who was seated in this channel's last debrief of a role; nobody without a store."""
    if not channel:
        return OpenForm()
    try:
        (past, _), running = await asyncio.gather(
            desk.debriefs.past(tenant, channel), desk.debriefs.in_channel(tenant, channel)
        )
    except StoreUnavailable:
        return OpenForm()
    of_role = [kept.record for kept in (*past, *running) if kept.record.role == role.id]
    if not of_role:
        return OpenForm()
    last = max(of_role, key=lambda one: one.opened_at)
    seats: dict[str, tuple[str, ...]] = {}
    for seat in last.seats:
        if not seat.released and seat.person not in seats.get(seat.stage, ()):
            seats[seat.stage] = (*seats.get(seat.stage, ()), seat.person)
    return OpenForm(seats=seats)


def _form(desk: Desk, role: Role, opened: Opened, filled: OpenForm, *, more: bool = False) -> View:
    others = [one for one in _with_interviews(desk) if one.id != role.id]
    return open_form.build_open_form(role, others, opened, filled, more=more)


def _with_interviews(desk: Desk) -> Sequence[Role]:
    roles = desk.roles.having(lambda role: role.interview)
    if not roles:
        raise HiringDeskError(NO_ROLE)
    return roles


async def _role(action: Action, desk: Desk) -> Role:
    """The role that a button names, else the one that the channel uses."""
    return (await desk.roles.subject(action, lambda role: role.interview)).role


def _known(role_id: str, desk: Desk) -> Role:
    role = next((one for one in _with_interviews(desk) if one.id == role_id), None)
    if role is None:
        raise HiringDeskError("This role's interviews are gone. Type `/debrief` to start anew.")
    return role


def _opened(request: Action | Submission) -> tuple[OpenView, Opened]:
    if request.view is None:
        raise HiringDeskError("This form is gone. Type `/debrief` to start anew.")
    return request.view, Opened.read(request.view.private_metadata)


ROUTES = Routes(
    actions={
        ids.DEBRIEF_OPEN: from_message,
        ids.DEBRIEF_OPEN_MORE: more,
        ids.DEBRIEF_OPEN_ROLE: other_role,
    },
    views={ids.DEBRIEF_OPEN_FORM: submitted},
    shortcuts={SHORTCUT: from_shortcut, ON_MESSAGE: from_shortcut},
)
