"""Checks of the people of a debrief: who may take part, and who could not read its reveal."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import invite
from bot.slack.directory import CHANNEL_SECONDS
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.staffing import SeatHolder
from hiring.debriefs.succession import Successor
from hiring.errors import FormError, HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.desk import Desk
    from bot.slack.directory import Channel, Person
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.state import Timing
    from hiring.work_calendar import WorkCalendar

LOOKUP_SECONDS = 1.2
"""How long Slack may take to answer three calls in a row before a form is saved.

The guard ends what takes longer in all than Slack waits, and the text stays in the form.
"""
PEOPLE_SECONDS = 0.8
"""How long Slack may take to describe the chosen people, all asked for at once.

Of the 2.4 seconds for an answer, the rest is for the store.
"""

SLACK_SLOW = "Slack took too long to say who you are, so nothing was saved yet. Please try again."
GUEST = "{name} is a guest, and guests can't take part in a debrief. Choose someone else."
APP = "{name} is an app, and apps can't take part in a debrief. Choose a person."
GONE = "{name} has a deactivated account. Choose someone else."
STRANGER = "{name} isn't in this workspace. Choose someone else."
SOMEONE = "Someone you chose"


GUESTS = (
    "Guests can't take part in debriefs. Ask an administrator of the workspace if this is wrong."
)
STRANGERS = (
    "People of another company can't take part in debriefs here. Ask an administrator of the"
    " workspace if this is wrong."
)
DEACTIVATED = (
    "Slack says that your account is deactivated or isn't in this workspace. Ask an administrator"
    " of the workspace if this is wrong."
)


def explain_refused_person(person: Person) -> str:
    """Why someone who acts, or looks, can't take part in debriefs; empty if they can."""
    reasons = (
        (person.gone, DEACTIVATED),
        (person.stranger, STRANGERS),
        (person.guest, GUESTS),
    )
    return next((sentence for applies, sentence in reasons if applies), "")


async def require_participant(tenant: str, desk: Desk, user: str) -> None:
    """Raise NotAllowedError for someone who can't take part in debriefs."""
    if why := explain_refused_person(await desk.directory.find_person(tenant, user)):
        raise NotAllowedError(why)


async def check_people(tenant: str, desk: Desk, chosen: Mapping[str, Iterable[str]]) -> None:
    """Raise FormError, by field, where a chosen person is a guest, an app, or has left.

    Every field in which a person can be picked is checked here.
    """
    chosen = {field: tuple(people) for field, people in chosen.items()}
    users = {user for people in chosen.values() for user in people}
    people = await _find_people(tenant, desk, users)
    objections = {person.id: why for person in people if (why := explain_exclusion(person))}
    errors = {
        field: next(objections[user] for user in people if user in objections)
        for field, people in chosen.items()
        if objections.keys() & set(people)
    }
    if errors:
        raise FormError(errors)


async def find_successor(tenant: str, desk: Desk, person: str) -> Successor:
    """Who is asked to take over, with their working days."""
    calendars = await find_calendars(tenant, desk, [person])
    return Successor(person, calendars[person])


async def find_seat_holder(tenant: str, desk: Desk, person: str) -> SeatHolder:
    """Whether an interviewer's account is gone or a guest's, and when they work.

    Neither can answer a release, so one that came back must not count as gone.
    """
    [interviewer] = await _find_people(tenant, desk, [person])
    calendars = await find_calendars(tenant, desk, [person])
    return SeatHolder(interviewer.gone or interviewer.guest, calendars[person])


async def find_calendars(
    tenant: str, desk: Desk, people: Iterable[str]
) -> Mapping[str, WorkCalendar]:
    """When people work. Raises HiringDeskError if Slack is too slow."""
    stored = await desk.preferences.load(tenant, people)
    try:
        async with asyncio.timeout(PEOPLE_SECONDS):
            return await desk.calendars.build(tenant, stored)
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None


async def add_calendars(tenant: str, desk: Desk, timing: Timing, people: Iterable[str]) -> Timing:
    """The timing with the calendars of more people: those who are about to get a seat."""
    more = await find_calendars(tenant, desk, people)
    return replace(timing, calendars={**timing.calendars, **more})


async def _find_people(tenant: str, desk: Desk, users: Iterable[str]) -> list[Person]:
    """What Slack says of people now. Raises HiringDeskError if it is too slow."""
    try:
        async with asyncio.timeout(PEOPLE_SECONDS):
            return await asyncio.gather(
                *(
                    desk.directory.find_person(tenant, user, max_age=CHANNEL_SECONDS)
                    for user in users
                )
            )
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None


def explain_exclusion(person: Person) -> str:
    """Why a person can't take part, as a sentence; empty if they can."""
    reasons = (
        (person.bot, APP),
        (person.stranger, STRANGER),
        (person.gone, GONE),
        (person.guest, GUEST),
    )
    why = next((sentence for applies, sentence in reasons if applies), "")
    return why.format(name=person.name or SOMEONE)


def find_outsiders(debrief: Debrief, channel: Channel | None) -> tuple[str, ...]:
    """The interviewers and the decider who are not in the channel, each once.

    Without a channel nobody is known to be outside.
    """
    interviewers = (seat.person for seat in debrief.seats if not seat.released)
    members = channel.members if channel else (*debrief.interviewers, debrief.decider)
    users = dict.fromkeys((*interviewers, debrief.decider))
    return tuple(user for user in users if user not in members)


async def tell_owner_of_outsiders(
    tenant: str, desk: Desk, debrief: Debrief, response_url: str = "", person: str = ""
) -> None:
    """Tell the owner who can't read the reveal: beside their command, or else by direct message.

    With a `person` only if that one can't.
    """
    outsiders = find_outsiders(debrief, await desk.directory.find_channel(tenant, debrief.channel))
    if not outsiders or (person and person not in outsiders):
        return
    message = invite.build_outsiders_note(debrief.id, debrief.label, debrief.channel, outsiders)
    if response_url:
        await desk.slack.respond(response_url, message)
    else:
        dm = await desk.directory.find_dm(tenant, debrief.owner)
        await desk.slack.post_message(tenant, dm, message)
