"""Where people are: their names and time zones, for the forms in which a time is set."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs.zones import Panel, ZonedPerson, describe_elsewhere
from bot.debriefs.people import PEOPLE_SECONDS, SLACK_SLOW
from bot.slack.client import SlackError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.desk import Desk


async def find_panel(tenant: str, desk: Desk, user: str, people: Iterable[str]) -> Panel:
    """The person who fills in a form, and the people in it.

    If Slack is slow, the form does without their names and time zones.
    """
    try:
        zoned = await find_zoned_people(tenant, desk, [user, *people])
    except (HiringDeskError, SlackError):
        return Panel(ZonedPerson(user))
    return Panel(zoned[user], zoned)


async def describe_for_interviewer(
    tenant: str, desk: Desk, user: str, person: str, at: int | None
) -> str:
    """What a time that `user` picked is for the person who interviews, if they are in another zone.

    Nothing if Slack is slow: it may be asked for once the time is saved.
    """
    if at is None:
        return ""
    panel = await find_panel(tenant, desk, user, [person])
    return describe_elsewhere(at, panel.reader, panel.find(person))


async def find_zoned_people(
    tenant: str, desk: Desk, people: Iterable[str]
) -> dict[str, ZonedPerson]:
    """People by id. Raises what the store raises, and HiringDeskError if Slack is too slow.

    The store is asked first: the time limit is Slack's, so that nobody blames it for the store.
    """
    users = list(dict.fromkeys(people))
    stored = await desk.preferences.load(tenant, users)
    try:
        async with asyncio.timeout(PEOPLE_SECONDS):
            described = await desk.directory.find_people(tenant, users)
            calendars = await desk.calendars.build(tenant, stored)  # of what Slack has just said
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    return {
        person.id: ZonedPerson(person.id, person.name, calendars[person.id]) for person in described
    }
