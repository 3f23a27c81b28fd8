"""The debriefs whose messages are in a channel, for when others can read it.

Each person is told once for a channel, by one of the debriefs that they answer for in it: the
oldest, which leads. Its reconciler's visit posts the note and removes it, and looks at the channel
again, at longer and longer intervals. The others are not visited because of that.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.reconciler.logbook import has_messages, is_exposure_noted
from bot.store.slots import WITHDRAWN
from hiring.debriefs.succession import find_keeper
from hiring.debriefs.trouble import EXPOSING
from hiring.errors import HiringDeskError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.desk import Desk
    from bot.slack.directory import Directory
    from bot.store.debriefs import Debriefs, StoredDebrief
    from bot.store.due import Due
    from bot.store.slots import Slot, Slots
    from hiring.debriefs.debrief import Debrief

PAGE = 50
"""How many debriefs that are over are read at a time."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PostedDebrief:
    """A debrief with messages in its channel, or whose messages were taken out of it (`withdrawn`).

    `keeper` answers for it: the owner, or whoever does so instead; empty if all of them have left.
    `noted`: they were told that others can read it.
    """

    stored: StoredDebrief
    keeper: str
    withdrawn: bool
    noted: bool

    @property
    def id(self) -> str:
        """The debrief's id."""
        return self.stored.debrief.id

    @property
    def label(self) -> str:
        """The candidate's label."""
        return self.stored.debrief.label


async def list_posted_debriefs(
    tenant: str, debriefs: Debriefs, slots: Slots, directory: Directory, channel: str
) -> list[PostedDebrief]:
    """The debriefs of a channel with messages in it, open or over, and those withdrawn from it.

    Oldest first. One that can't be read is left out.
    """
    listed = (await debriefs.list_open(tenant, channel)).readable
    first, over = 0, 1
    while first < over:
        page, over = await debriefs.list_past(tenant, channel, first, PAGE)
        listed += page.readable
        first += PAGE
    all_slots = await asyncio.gather(
        *(_load_slots(tenant, slots, stored.debrief.id) for stored in listed)
    )
    posted = [
        (stored, its_slots)
        for stored, its_slots in zip(listed, all_slots, strict=True)
        if WITHDRAWN in its_slots or has_messages(its_slots)
    ]
    people = {
        person
        for stored, _ in posted
        for person in (stored.debrief.owner, stored.debrief.decider, stored.debrief.deputy)
        if person
    }
    gone = await directory.find_gone(tenant, sorted(people))
    return sorted(
        (
            PostedDebrief(
                stored,
                find_keeper(stored.debrief, gone),
                WITHDRAWN in its_slots,
                is_exposure_noted(its_slots),
            )
            for stored, its_slots in posted
        ),
        key=lambda each: (each.stored.debrief.opened_at, each.id),
    )


async def list_posted(tenant: str, desk: Desk, channel: str) -> list[PostedDebrief]:
    """`list_posted_debriefs` for a handler."""
    return await list_posted_debriefs(tenant, desk.debriefs, desk.slots, desk.directory, channel)


def find_leaders(posted: Iterable[PostedDebrief]) -> list[PostedDebrief]:
    """The debriefs whose visits tell somebody: of each person the oldest, of either kind."""
    leaders: dict[tuple[str, bool], PostedDebrief] = {}
    for each in posted:
        if each.keeper:
            leaders.setdefault((each.keeper, each.withdrawn), each)
    return list(leaders.values())


async def wake_untold_leaders(
    tenant: str, due: Due, posted: Iterable[PostedDebrief], *, but: str = ""
) -> None:
    """Others can read a channel: have everybody told who was not told yet.

    `but`: the debrief that is being visited, and tells of itself.
    """
    for each in find_leaders(posted):
        if not (each.withdrawn or each.noted or each.id == but):
            await due.wake(tenant, each.id)


async def wake_notes(tenant: str, desk: Desk, channel: str) -> None:
    """Bring the notes of a channel up to date: who can read it, or what is in it, changed."""
    posted = await list_posted(tenant, desk, channel)
    leaders = {each.id for each in find_leaders(posted)}
    for each in posted:
        if each.noted or each.id in leaders:
            await desk.due.wake(tenant, each.id)


async def wake_held(tenant: str, desk: Desk, channel: str) -> None:
    """Have what waits for a channel posted at once, of all its open debriefs and the latest past.

    Their visits ask again whether it may be posted.
    """
    running = await desk.debriefs.list_open(tenant, channel)
    past, _ = await desk.debriefs.list_past(tenant, channel, 0, PAGE)
    for stored in (*running.readable, *past.readable):
        slots = await _load_slots(tenant, desk.slots, stored.debrief.id)
        if any(slot.reason for slot in slots.values()):
            await desk.due.wake(tenant, stored.debrief.id)


async def notice_channel(tenant: str, desk: Desk, debrief: Debrief) -> None:
    """Look again at the channel of a debrief that somebody uses.

    If others can read it, its owners are told; what waited is posted if it may be. Slack
    sends no event when a channel becomes public or private.
    """
    try:
        why = await desk.directory.find_objection(tenant, debrief.channel)
        if why in EXPOSING:
            posted = await list_posted(tenant, desk, debrief.channel)
            await wake_untold_leaders(tenant, desk.due, posted)
        slots = await _load_slots(tenant, desk.slots, debrief.id)
        if is_exposure_noted(slots) or any(slot.reason for slot in slots.values()):
            await desk.due.wake(tenant, debrief.id)
            if why is None:
                await wake_held(tenant, desk, debrief.channel)
    except HiringDeskError as error:
        log.info("who can read a channel is not known: %s", error.sentence)


async def _load_slots(tenant: str, slots: Slots, debrief_id: str) -> dict[str, Slot]:
    """What was posted of a debrief; nothing if that can't be read."""
    try:
        return await slots.load(tenant, debrief_id)
    except UnreadableError:
        return {}
