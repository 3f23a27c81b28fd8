"""The people of a pasted invitation, found by their e-mail addresses as far as Slack tells."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeAlias

from blocks.debriefs.invited import InvitedPeople
from bot.debriefs.people import PEOPLE_SECONDS, explain_exclusion
from bot.slack.client import SlackError, SlackRefusedError
from hiring.invitations import MOST_ADDRESSES

if TYPE_CHECKING:
    from bot.desk import Desk
    from hiring.invitations import Invitation

NO_SCOPE = "missing_scope"
Answer: TypeAlias = "str | SlackError"
"""The id of a person who may interview, "" for nobody, or why Slack didn't say."""


async def find_invited_people(
    tenant: str, desk: Desk, invitation: Invitation, user: str
) -> InvitedPeople:
    """Those of the invited people who may interview, and what became of the others.

    `user` pastes the invitation. Whoever Slack names in time is kept, however long the others take.
    """
    tasks = [
        asyncio.create_task(_find_interviewer(tenant, desk, address))
        for address in invitation.addresses[:MOST_ADDRESSES]
    ]
    in_time, late = await asyncio.wait(tasks, timeout=PEOPLE_SECONDS) if tasks else ((), ())
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    answers = [task.result() for task in tasks if task in in_time]
    people = [answer for answer in answers if isinstance(answer, str)]
    barred = [isinstance(each, SlackRefusedError) and each.code == NO_SCOPE for each in answers]
    return InvitedPeople(
        people=tuple(dict.fromkeys(person for person in people if person not in {"", user})),
        addresses=len(invitation.addresses) + invitation.unread,
        absent=len(invitation.absent),
        not_asked=len(invitation.addresses) - len(people),
        is_invited=user in people,
        may_ask=not any(barred),
        is_cut=invitation.is_cut,
    )


async def _find_interviewer(tenant: str, desk: Desk, address: str) -> Answer:
    try:
        user = await desk.directory.find_by_address(tenant, address)
        if not user:
            return ""
        person = await desk.directory.find_person(tenant, user)
    except SlackError as problem:
        return problem
    return "" if explain_exclusion(person) else person.id
