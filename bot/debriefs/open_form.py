"""The form that opens a debrief, as it starts: with the interviewers of the last one like it."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import lists, open_form
from blocks.debriefs.open_form import LONGEST_LABEL, LONGEST_LINK, OpenForm
from blocks.debriefs.open_form_times import FormState
from blocks.modal_origin import ModalOrigin
from bot.answers.roles import NO_ROLE
from bot.debriefs.named import find_most_alike
from bot.debriefs.people import require_participant
from bot.debriefs.zones import find_panel
from bot.slack.client import SlackError
from bot.slack.requests import is_direct
from bot.store.errors import StoreUnavailableError
from hiring.debriefs.label_search import Likeness
from hiring.debriefs.state import get_end_time
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.debriefs.time_field import ReadInvitation
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.requests import Action, Command, Shortcut
    from bot.store.debriefs import StoredDebrief
    from hiring.guide.role import Role

LABEL_TOO_LONG = (
    f"A candidate's label has {LONGEST_LABEL} characters at most, so I cut it. Change it to a "
    "shorter one, such as the initials."
)
ADDRESS_TYPED = "I put the address into *Link*. Enter a label for the candidate, such as initials."
PERSON_SECONDS = 0.5
"""How long Slack may take to say who opens the form."""
ADDRESS_UNUSABLE = (
    f"I left the address out: *Link* takes one of at most {LONGEST_LINK:,} characters, as your "
    "browser copies it. Enter a label for the candidate, such as initials."
)


async def start_open_form(  # noqa: PLR0913 - where it is opened, for whom, and how it starts
    request: Action | Shortcut | Command,
    desk: Desk,
    role: Role | None,
    channel: str,
    label: str = "",
    *,
    may_use: bool = False,
) -> View:
    """The form with nothing but the last interviewers filled in, and the label that was typed.

    What its field can't hold is said at the top, and that a debrief with that label is over. Where
    others could read the scorecards, it asks for another channel, and says why. Without a role it
    only asks which one it is for. `may_use`: the role isn't the channel's. Raises NotAllowedError
    for those who can't take part.
    """
    with suppress(SlackError, TimeoutError):  # a guest's form would be refused in the end
        async with asyncio.timeout(PERSON_SECONDS):
            await require_participant(request.tenant, desk, request.user)
    # A debrief needs a channel of its team, so in direct messages the form asks for one.
    why = None
    if channel and not is_direct(request):
        why = await desk.directory.find_objection(request.tenant, channel)
    ask_for_channel = not channel or is_direct(request) or why is not None
    origin = ModalOrigin(
        role.id if role else "",
        "" if ask_for_channel else channel,
        request.response_url,
        is_channels=not may_use,
    )
    if role is None:
        return open_form.build_which_role(list_interview_roles(desk), origin)
    debriefs = await _list_latest(request.tenant, desk, origin.channel)
    panel = _find_last_panel(role, debriefs)
    typed, note = _read_typed(label)
    note = explain_refusal(why) if why else note or _describe_past_label(typed.label, debriefs)
    filled = replace(typed, seats=panel.seats)
    origin = FormState(from_last=bool(panel.seats)).write(origin)
    return await draw_open_form(
        request, desk, role, origin, filled, more=bool(typed.link), note=note
    )


def _read_typed(typed: str) -> tuple[OpenForm, str]:
    """What was typed after the command as fields of the form, with a sentence if it needs one."""
    if re.match("https?://", typed, re.IGNORECASE):
        if open_form.ADDRESS.fullmatch(typed):
            return OpenForm(link=typed), ADDRESS_TYPED
        return OpenForm(), ADDRESS_UNUSABLE
    if len(typed) > LONGEST_LABEL:
        return OpenForm(label=typed[:LONGEST_LABEL]), LABEL_TOO_LONG
    return OpenForm(label=typed), ""


async def draw_open_form(  # noqa: PLR0913 - what a form may start with
    request: Action | Shortcut | Command,
    desk: Desk,
    role: Role,
    origin: ModalOrigin,
    filled: OpenForm,
    *,
    more: bool = False,
    note: str = "",
    read: ReadInvitation | None = None,
) -> View:
    """The form with these fields filled in; `more` shows those behind *More*, too."""
    others = [other for other in list_interview_roles(desk) if other.id != role.id]
    people = (user for chosen in filled.seats.values() for user in chosen)
    panel = await find_panel(request.tenant, desk, request.user, people)
    return open_form.build_open_form(
        role, others, origin, filled, panel, more=more, note=note, read=read
    )


async def load_last_panel(tenant: str, desk: Desk, role: Role, channel: str) -> OpenForm:
    """The interviewers of the last debrief of this role in this channel; nobody without a store."""
    return _find_last_panel(role, await _list_latest(tenant, desk, channel))


async def _list_latest(tenant: str, desk: Desk, channel: str) -> list[StoredDebrief]:
    """The latest debriefs of a channel that are over, and the open ones; none without a store."""
    if not channel:
        return []
    try:
        (past, _), running = await asyncio.gather(
            desk.debriefs.list_past(tenant, channel), desk.debriefs.list_open(tenant, channel)
        )
    except StoreUnavailableError:
        return []
    return [*past.readable, *running.readable]


def _describe_past_label(label: str, debriefs: Sequence[StoredDebrief]) -> str:
    """A sentence if a debrief with this label is over; empty otherwise."""
    past = [stored for stored in debriefs if get_end_time(stored.debrief) is not None]
    same = find_most_alike(label, past, Likeness.SAME) if label else []
    return open_form.describe_past_label(same[0].debrief.label) if same else ""


def _find_last_panel(role: Role, latest: Sequence[StoredDebrief]) -> OpenForm:
    debriefs = [stored.debrief for stored in latest if stored.debrief.role == role.id]
    if not debriefs:
        return OpenForm()
    last = max(debriefs, key=lambda debrief: debrief.opened_at)
    seats: dict[str, tuple[str, ...]] = {}
    for seat in last.seats:
        if not seat.released and seat.person not in seats.get(seat.stage, ()):
            seats[seat.stage] = (*seats.get(seat.stage, ()), seat.person)
    return OpenForm(seats=seats)


def get_interview(role: Role) -> object:
    """What a role needs for a debrief."""
    return role.interview


def list_interview_roles(desk: Desk) -> Sequence[Role]:
    """The roles that have interviews. Raises HiringDeskError if there is none."""
    roles = desk.roles.list_roles_with(get_interview)
    if not roles:
        raise HiringDeskError(NO_ROLE)
    return roles


def explain_refusal(why: str) -> str:
    """Why no debrief may be opened in a channel, as a sentence."""
    reason = lists.REFUSALS.get(why, "scorecards could be read by others here")
    if why == lists.REMOVED:
        return f"No debrief can be opened here yet: {reason}, then try again."
    return (
        f"No debrief can be opened here: {reason}. Use a private channel with only the hiring team"
        " in it."
    )
