"""`/debrief`: what I owe and what is open here, or the form where nothing is; `/debrief list`.

Only somebody in the channel can type it there, and a channel that others could read is refused.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks import ids
from blocks.command_help import build_command_help
from blocks.debriefs import lists
from blocks.debriefs.lists import COMMAND, SHOWN, DebriefLine, OwedScorecard
from bot.debrief_records import ended_at
from bot.features.debrief_open import blank
from bot.features.modals import show
from bot.slack import replies
from bot.slack.client import SlackError
from bot.slack.routes import Routes
from bot.store.debriefs import PAGE
from bot.store.errors import StoreError
from hiring.debriefs.state import apply_due_reveal, get_phase
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command
    from bot.store.debriefs import Kept
    from hiring.debriefs.debrief import Debrief

LINK_SECONDS = 0.5
NO_PAGE = "There is no such page."
OUTSIDE = "You are not in that channel any more, so its debriefs are not yours to read."


async def debrief(command: Command, desk: Desk) -> Reply:
    """Answer what was typed."""
    typed = command.text.strip()
    if typed.lower() == "help":
        return replies.ephemeral(build_command_help(COMMAND, desk.guide.help.debrief))
    if why := await _refused(command, desk):
        return replies.ephemeral(lists.build_refusal(why))
    if typed.lower() == "list":
        return replies.ephemeral(await _page(command, desk, 0))
    subject = await desk.roles.subject(command, lambda role: role.interview)
    label = subject.text.strip()
    running = await desk.debriefs.in_channel(command.tenant, command.channel)
    if label or not running:
        form = blank(command, desk, subject.role, command.channel, label)
        return await show(command, desk, form)
    await _tell_of_orphans(command, desk, running)
    owed = await desk.debriefs.owed_by(command.tenant, command.user)
    there = await listed(command.tenant, desk, running[::-1][:SHOWN])
    there += [_listed(kept, desk, "") for kept in running[::-1][SHOWN:]]
    owes = await owing(command.tenant, desk, owed, command.user)
    return replies.ephemeral(lists.build_channel_answer(owes, there))


async def turn(action: Action, desk: Desk) -> Reply:
    """Put another page in the place of the list, for who is still in the channel."""
    if not action.value.isdecimal():
        raise HiringDeskError(NO_PAGE)
    desk.directory.forget_channel(action.tenant, action.channel)
    why = await _refused(action, desk)
    if not why:
        there = await desk.directory.channel(action.tenant, action.channel)
        if there is None or action.user not in there.members:
            raise HiringDeskError(OUTSIDE)
    message = lists.build_refusal(why) if why else await _page(action, desk, int(action.value))
    desk.tasks.start(desk.slack.respond(action.response_url, message, replace=True), "list")
    return replies.ACKNOWLEDGED


async def followed_link(_: Action, __: Desk) -> Reply:
    """Nothing: Slack opens the address by itself, and tells us all the same."""
    return replies.ACKNOWLEDGED


async def owing(
    tenant: str, desk: Desk, owed: Sequence[Kept[Debrief]], user: str
) -> list[OwedScorecard]:
    """The scorecards that somebody has to file, the soonest due first."""
    found = []
    threads = await _threads(tenant, desk, owed)
    for kept in owed:
        record = kept.record
        found += [
            OwedScorecard(
                kept.id,
                seat.id,
                record.label,
                desk.guide.roles.get(record.role),
                seat.stage,
                seat.due_at,
                threads.get(kept.id, ""),
            )
            for seat in record.seats_in(record.current_round.number)
            if seat.is_empty and seat.person == user
        ]
    return sorted(found, key=lambda one: one.due_at)


async def listed(tenant: str, desk: Desk, found: Sequence[Kept[Debrief]]) -> list[DebriefLine]:
    """Debriefs as everybody in their channel may know them."""
    threads = await _threads(tenant, desk, found)
    return [_listed(kept, desk, threads.get(kept.id, "")) for kept in found]


def _listed(kept: Kept[Debrief], desk: Desk, thread: str) -> DebriefLine:
    record = apply_due_reveal(kept.record, kept.now)
    return DebriefLine(
        kept.id,
        record.label,
        desk.guide.roles.get(record.role),
        record.channel,
        get_phase(record, kept.now),
        record.opened_at,
        thread,
        record.decision.outcome if record.decision else None,
        record.closed.kind if record.closed else None,
    )


async def _page(request: Command | Action, desk: Desk, number: int) -> Message:
    """A page of what is open and what is over, each newest first."""
    tenant, channel = request.tenant, request.channel
    running = await desk.debriefs.in_channel(tenant, channel)
    running.sort(key=lambda kept: -kept.record.opened_at)
    first, after = number * SHOWN, (number + 1) * SHOWN
    found = running[first:after]
    _, over = await desk.debriefs.past(tenant, channel)
    at = max(first - len(running), 0)
    while len(found) < SHOWN and at < over:
        past, _ = await desk.debriefs.past(tenant, channel, at // PAGE)
        some = past[at % PAGE :][: SHOWN - len(found)]
        found += some
        at += len(some)
        if not some:
            break
    shown = await listed(tenant, desk, found)
    return lists.build_list_page(shown, number, more=after < len(running) + over)


async def _refused(request: Command | Action, desk: Desk) -> str | None:
    if request.public:
        return "public"
    if request.channel.startswith("D"):
        return "direct"
    return await desk.directory.objection(request.tenant, request.channel)


async def _threads(tenant: str, desk: Desk, found: Sequence[Kept[Debrief]]) -> dict[str, str]:
    """The addresses of their threads; those that Slack doesn't tell at once are left out."""

    async def thread(kept: Kept[Debrief]) -> str:
        try:
            async with asyncio.timeout(LINK_SECONDS):
                root = (await desk.slots.load(tenant, kept.id)).get("root")
                if root is None or not root.ts:
                    return ""
                return await desk.slack.permalink(tenant, root.channel, root.ts)
        except (TimeoutError, SlackError, StoreError):
            return ""

    addresses = await asyncio.gather(*map(thread, found))
    return {kept.id: address for kept, address in zip(found, addresses, strict=True) if address}


async def _tell_of_orphans(command: Command, desk: Desk, found: Sequence[Kept[Debrief]]) -> None:
    """Tell an administrator which open debriefs have nobody left to run them."""
    who = await desk.directory.person(command.tenant, command.user)
    if not who.administrator:
        return
    for kept in found:
        people = [kept.record.owner, kept.record.decider]
        in_charge = [await desk.directory.person(command.tenant, one) for one in people]
        if all(one.gone for one in in_charge) and ended_at(kept.record) is None:
            message = lists.build_orphan_note(kept.id, kept.record.label)
            desk.tasks.start(desk.slack.respond(command.response_url, message), "orphans")


ROUTES = Routes(
    commands={COMMAND: debrief},
    actions={ids.DEBRIEF_LIST: turn, ids.DEBRIEF_LINK: followed_link},
)
