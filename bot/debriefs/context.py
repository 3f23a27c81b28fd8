"""A debrief as it is now, with the person who acts.

What a button or a modal says about a debrief may be out of date. So every request reads the debrief
and asks Slack who the person is; `hiring.debriefs.access` then decides what they may do.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.debriefs.administrators import is_administrator
from bot.debriefs.people import (
    LOOKUP_SECONDS,
    SLACK_SLOW,
    explain_refused_person,
    find_outsiders,
)
from bot.debriefs.posted import notice_channel
from bot.slack.directory import CHANNEL_SECONDS, PERSON_SECONDS
from bot.slack.requests import Action, Submission
from bot.store.debriefs import Act
from bot.store.preferences import NO_PREFERENCES
from hiring.debriefs.access import Actor, has_permission
from hiring.debriefs.errors import NotAllowedError, NotGoneError
from hiring.debriefs.state import Timing, list_people_concerned
from hiring.debriefs.succession import find_follower, find_keeper, promote_successor
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.requests import Command, Shortcut
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs import access
    from hiring.debriefs.debrief import Debrief

    Request: TypeAlias = Action | Command | Shortcut | Submission

PATIENT_SECONDS = 1.5
"""How long Slack may take to answer after a press, which loses no text."""


@dataclass(frozen=True, slots=True)
class DebriefContext:
    """A debrief and the person who acts on it.

    `gone` holds the owner, the decider and the deputy, as far as they have left the workspace or
    became guests, who can't take part; and, if Slack was asked about the channel, the interviewers
    of empty seats. `outsiders` are the people who could not read the reveal; empty if Slack was not
    asked about the channel.
    """

    actor: Actor
    stored: StoredDebrief
    timing: Timing
    gone: frozenset[str]
    outsiders: tuple[str, ...] = ()

    @property
    def debrief(self) -> Debrief:
        """The debrief as it was read."""
        return self.stored.debrief

    @property
    def now(self) -> int:
        """When it was read, in seconds."""
        return self.stored.now

    @property
    def keeps(self) -> bool:
        """Whether the person answers for what was posted of the debrief."""
        return self.actor.person == find_keeper(self.debrief, self.gone)

    def may(self, permission: access.Permission) -> bool:
        """Whether the person may do this now."""
        return has_permission(self.debrief, permission, self.actor, self.now)


async def load_context(  # noqa: PLR0913 - what is asked about
    request: Request,
    desk: Desk,
    debrief_id: str,
    *,
    with_channel: bool = False,
    with_calendars: bool = True,
    fresh: bool = False,
) -> DebriefContext:
    """Read a debrief and look up the person who acts.

    `with_channel` also asks Slack who is in the debrief's channel, `fresh` even if that was asked a
    moment ago. Without `with_calendars`, `timing` knows nobody's: filing, which needs none, doesn't
    wait for what Slack says of other people. If the owner has left the workspace, their successor
    becomes the owner here. Raises DebriefMissingError, NotAllowedError,
    and HiringDeskError if Slack is too slow.
    """
    stored = await desk.debriefs.load(request.tenant, debrief_id)
    return await complete_context(
        request,
        desk,
        stored,
        with_channel=with_channel,
        with_calendars=with_calendars,
        fresh=fresh,
    )


async def complete_context(  # noqa: PLR0913 - what is asked about
    request: Request,
    desk: Desk,
    stored: StoredDebrief,
    *,
    with_channel: bool = False,
    with_calendars: bool = True,
    fresh: bool = False,
) -> DebriefContext:
    """Look up the person who acts on a debrief that was just read. See `load_context`."""
    tenant, debrief = request.tenant, stored.debrief
    preferences = (
        await desk.preferences.load(tenant, list_people_concerned(debrief))
        if with_calendars
        else NO_PREFERENCES
    )
    try:
        seconds = LOOKUP_SECONDS if isinstance(request, Submission) else PATIENT_SECONDS
        async with asyncio.timeout(seconds):
            in_charge = (debrief.owner, debrief.decider, debrief.deputy or debrief.owner)
            others = {*in_charge, *preferences.people} - {request.user}
            person, _ = await asyncio.gather(
                desk.directory.find_person(
                    tenant,
                    request.user,
                    max_age=CHANNEL_SECONDS if with_channel else PERSON_SECONDS,
                ),
                desk.directory.find_people(tenant, others),
            )
            # By now Slack was asked about each of them, once.
            responsible = await desk.directory.find_people(tenant, in_charge)
            calendars = await desk.calendars.build(tenant, preferences)
            channel = (
                await desk.directory.find_channel(
                    tenant, debrief.channel, max_age=0 if fresh else CHANNEL_SECONDS
                )
                if with_channel
                else None
            )
            waited_for = [seat.person for seat in debrief.seats if seat.is_empty]
            asked_about = waited_for if with_channel else ()
            absent = await desk.directory.find_gone(tenant, asked_about)
            guests = await desk.directory.find_guests(tenant, asked_about)
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    if with_channel or (isinstance(request, Action) and request.channel == debrief.channel):
        desk.tasks.start(notice_channel(tenant, desk, debrief), "looking at a channel again")
    if why := explain_refused_person(person):
        raise NotAllowedError(why)
    gone = frozenset(user.id for user in responsible if user.gone or user.guest)
    if {debrief.owner, debrief.decider} & gone:
        stored = await replace_people_who_are_gone(tenant, desk, stored, gone)
    actor = Actor(
        request.user,
        member=channel is not None and request.user in channel.members,
        administrator=is_administrator(tenant, desk, request.user),
    )
    gone |= absent
    outsiders = tuple(u for u in find_outsiders(stored.debrief, channel) if u not in gone)
    timing = Timing(desk.reveal_grace, calendars)
    return DebriefContext(actor, stored, timing, gone | guests, outsiders)


async def replace_people_who_are_gone(
    tenant: str, desk: Desk, stored: StoredDebrief, gone: frozenset[str]
) -> StoredDebrief:
    """Let someone follow an owner or decider who has left, if nobody did this before.

    `gone` are those of the owner, the decider and the deputy who have left.
    """
    debrief = stored.debrief
    if not (follows := find_follower(debrief, gone)):
        return stored

    def transition(debrief: Debrief, now: int) -> Debrief:
        try:
            return promote_successor(debrief, gone, now)
        except (NotGoneError, NotAllowedError):
            return debrief

    act = Act(f"follow {debrief.owner} {debrief.decider}", "", "follow", follows)
    return await desk.debriefs.change(tenant, stored.debrief.id, act, transition)
