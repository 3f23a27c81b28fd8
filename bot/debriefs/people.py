"""Checks of the people of a debrief: who may take part, and who could not read its reveal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs import invite
from hiring.errors import FormError, HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.desk import Desk
    from bot.slack.directory import Channel, Person
    from hiring.debriefs.debrief import Debrief

LOOKUP_SECONDS = 1.2
"""How long Slack may take to answer three calls in a row before a form is saved.

The guard ends what takes longer in all than Slack waits, and the text stays in the form.
"""
PEOPLE_SECONDS = 0.8
"""How long Slack may take to describe the chosen people, all asked for at once.

Of the 2.4 seconds for an answer, the rest is for the store.
"""

SLACK_SLOW = "Slack took too long to say who you are, so nothing was saved yet. Please try again."
CANNOT_TAKE_PART = (
    "Someone you chose is a guest, an app, or has left the workspace. Choose someone else."
)


async def check_seats(tenant: str, desk: Desk, seats: Mapping[str, Iterable[str]]) -> None:
    """Raise FormError, by stage, where a chosen interviewer can't take part."""
    await check_people(tenant, desk, {f"seats/{stage}": people for stage, people in seats.items()})


async def check_people(tenant: str, desk: Desk, chosen: Mapping[str, Iterable[str]]) -> None:
    """Raise FormError, by field, where a chosen person is a guest, an app, or has left."""
    users = {user for people in chosen.values() for user in people}
    try:
        async with asyncio.timeout(PEOPLE_SECONDS):
            people = await asyncio.gather(
                *(desk.directory.find_person(tenant, user) for user in users)
            )
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    excluded = {person.id for person in people if not _can_take_part(person)}
    if wrong := [field for field, people in chosen.items() if excluded & set(people)]:
        raise FormError(dict.fromkeys(wrong, CANNOT_TAKE_PART))


def _can_take_part(person: Person) -> bool:
    return not (person.guest or person.gone or person.bot)


def find_outsiders(debrief: Debrief, channel: Channel | None) -> tuple[str, ...]:
    """The interviewers and the decider who are not in the channel, each once.

    Without a channel nobody is known to be outside.
    """
    interviewers = (seat.person for seat in debrief.seats if not seat.released)
    members = channel.members if channel else (*debrief.interviewers, debrief.decider)
    users = dict.fromkeys((*interviewers, debrief.decider))
    return tuple(user for user in users if user not in members)


async def tell_owner_of_outsiders(
    tenant: str, desk: Desk, debrief: Debrief, response_url: str = ""
) -> None:
    """Tell the owner who can't read the reveal: beside their command, or else by direct message."""
    outsiders = find_outsiders(debrief, await desk.directory.find_channel(tenant, debrief.channel))
    if not outsiders:
        return
    message = invite.build_outsiders_note(debrief.id, debrief.label, debrief.channel, outsiders)
    if response_url:
        await desk.slack.respond(response_url, message)
    else:
        dm = await desk.directory.find_dm(tenant, debrief.owner)
        await desk.slack.post_message(tenant, dm, message)
