"""Brings a debrief's messages up to date: the work of one visit to a debrief."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.debriefs.posted import list_posted_debriefs, wake_untold_leaders
from bot.reconciler.gate import LEFT
from bot.reconciler.logbook import ROOT, TROUBLE, has_messages, is_exposure_noted
from bot.reconciler.owner_board import complete_owner_board
from bot.reconciler.visit import UNKNOWN
from bot.reconciler.wanted_message import name_messages
from bot.store.debrief_index import list_busy_people, list_people
from bot.store.slots import WITHDRAWN
from hiring.debriefs.contents import Kit
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.state import Phase, apply_due_reveal, get_end_time, get_phase
from hiring.debriefs.succession import find_keeper
from hiring.debriefs.trouble import EXPOSING, AbandonedSeat, Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.debriefs.posted import PostedDebrief
    from bot.reconciler.planner import Planner
    from bot.reconciler.visit import Tools, Visit
    from bot.reconciler.wanted_message import WantedMessage
    from bot.store.debriefs import Debriefs, StoredDebrief
    from bot.store.due import Due, Lease
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import PlannedMessage

log = logging.getLogger(__name__)


class DebriefUpdater:
    """What a visit to a debrief does. `people`: the queue of people, who are looked at after it."""

    def __init__(
        self, debriefs: Debriefs, due: Due, people: Due, tools: Tools, planner: Planner
    ) -> None:
        self._debriefs = debriefs
        self._due = due
        self._people = people
        self._tools = tools
        self._planner = planner

    async def bring_up_to_date(self, visit: Visit) -> None:
        """Post, update and delete messages until Slack shows what the debrief's record says."""
        lease = visit.lease
        await self._tools.slack.get_client(lease.tenant)  # without a token, nothing is begun
        stored = await self._debriefs.load(lease.tenant, lease.id)
        debrief = stored.debrief
        outlook = await self._planner.plan(lease.tenant, debrief, lease.now)
        visit.running = get_end_time(debrief) is None
        reveals = apply_due_reveal(debrief, lease.now).reveals
        visit.revealed_at = reveals[-1].at if reveals else 0
        await visit.book.load(debrief.channel)
        root_is_new = not visit.book.is_posted(ROOT)
        if outlook.look_again is not None:
            visit.book.schedule_look(outlook.look_again)
        wanted: dict[str, WantedMessage] = {}
        kits = {}
        for planned in await complete_owner_board(visit, outlook.messages):
            wanted |= self._name_planned(stored, planned)
            if isinstance(planned.content, Kit):
                kits[planned.slot] = planned, planned.content
        # New messages come first: endless updates must not take up all that a channel takes.
        # A root is deleted last, since Slack leaves a note in the place of one with replies.
        withdrawn = visit.book.withdrawn
        for name in sorted(
            wanted, key=lambda name: (visit.book.is_posted(name), withdrawn and name == ROOT)
        ):
            if name in kits:  # a reveal that was to be posted came before them
                planned, kit = kits[name]
                content = replace(kit, held=visit.book.find_hold(f"reveal/card/{kit.seat}"))
                wanted |= self._name_planned(stored, replace(planned, content=content))
            await visit.ensure_message(name, wanted[name])
        exposure = ""
        if not withdrawn and has_messages(visit.book.slots):
            exposure = await visit.find_exposure(
                debrief.channel, urgent=bool(reveals) or not visit.running
            )
        posted = await self._list_posted(visit, debrief, exposure)
        noted = is_exposure_noted(visit.book.slots)
        keeper, trouble = await self._find_trouble(visit, debrief, exposure, posted)
        troubles = self._name_trouble(stored, keeper, trouble) if trouble else {}
        for name, message in troubles.items():
            await visit.ensure_message(name, message)
        # Once its own note is posted, a debrief that tells of the channel doesn't wake the others
        # again. Otherwise two of them would wake each other for ever.
        leads = trouble is not None and trouble.is_of_channel
        if not withdrawn and (not leads or noted < is_exposure_noted(visit.book.slots)):
            await wake_untold_leaders(lease.tenant, self._due, posted, but=debrief.id)
        for name in sorted(visit.book.slots.keys() - {*wanted, *troubles, WITHDRAWN}):
            await visit.remove_message(name)
        await self._wake_people(visit, debrief, is_new=root_is_new)

    async def _wake_people(self, visit: Visit, debrief: Debrief, *, is_new: bool) -> None:
        """Have people looked at who aren't in their queue yet, as after an update from version 4.

        A change of the debrief wakes them itself. `is_new`: the root was just posted, so Homes can
        lead to it. Otherwise it is about those to whom the clock may have something to say.
        """
        tenant = visit.lease.tenant
        if is_new and visit.book.is_posted(ROOT):
            for person in sorted(list_people(debrief)):
                await self._people.wake(tenant, person)
        else:
            await self._people.wake_unless_due(tenant, sorted(list_busy_people(debrief)))

    def _name_planned(
        self, stored: StoredDebrief, planned: PlannedMessage
    ) -> dict[str, WantedMessage]:
        return name_messages(
            stored,
            planned.slot,
            planned.destination,
            self._planner.render(stored.debrief, planned.content),
            generation=planned.generation,
            notifies=planned.notifies,
        )

    async def _list_posted(
        self, visit: Visit, debrief: Debrief, exposure: str
    ) -> list[PostedDebrief]:
        """The debriefs in the channel, if others can read it or this one was taken out of it."""
        held = {slot.reason for slot in visit.book.slots.values()}
        if not (exposure or held & {*EXPOSING, WITHDRAWN}):
            return []
        tools, tenant = self._tools, visit.lease.tenant
        return await list_posted_debriefs(
            tenant, self._debriefs, tools.slots, tools.directory, debrief.channel
        )

    async def _find_trouble(
        self, visit: Visit, debrief: Debrief, exposure: str, posted: Sequence[PostedDebrief]
    ) -> tuple[str, Trouble | None]:
        """Who answers for the debrief, and what could not be done in Slack; None if all was.

        `exposure`: why others can read what was posted, or nothing. `posted` are the debriefs of
        the channel that are told of together, of each person by one of them.
        """
        reasons = {
            name: slot.reason
            for name, slot in visit.book.slots.items()
            if slot.reason
            and not name.startswith(TROUBLE)
            # A person who has left need not see changes of the messages that they got.
            and not (slot.reason == LEFT and slot.ts)
        }
        abandoned = await self._list_abandoned_seats(visit.lease, debrief)
        if not (reasons or abandoned or exposure):
            return "", None
        people = [user for user in (debrief.owner, debrief.decider, debrief.deputy) if user]
        gone = await self._tools.directory.find_gone(visit.lease.tenant, people)
        if not (keeper := find_keeper(debrief, gone)):
            log.warning("nobody is left to be told that messages of a debrief are held")
            return "", None
        withdrawn = visit.book.withdrawn
        theirs = [each for each in posted if each.keeper == keeper and each.withdrawn == withdrawn]
        leads = debrief.id == next((each.id for each in theirs), debrief.id)
        if exposure and leads:
            visit.book.schedule_exposed_look()
        trouble = Trouble(
            debrief.id,
            debrief.label,
            debrief.channel,
            tuple(
                sorted({*reasons.values()} - {UNKNOWN, WITHDRAWN, *([LEFT] if abandoned else [])})
            ),
            tuple(sorted(name for name, reason in reasons.items() if reason == UNKNOWN)),
            exposed=(exposure,) if exposure and leads else (),
            withdrawn=withdrawn and leads,
            together=tuple(each.label for each in theirs) if leads else (),
            abandoned=abandoned,
        )
        return keeper, trouble if trouble.has_news else None

    def _name_trouble(
        self, stored: StoredDebrief, keeper: str, trouble: Trouble
    ) -> dict[str, WantedMessage]:
        return name_messages(
            stored,
            TROUBLE + keeper,
            InDM(keeper),
            self._planner.render(stored.debrief, trouble),
            # One for each pair of the two, since an update would notify nobody of either.
            generation=trouble.is_of_channel + 2 * bool(trouble.abandoned),
        )

    async def _list_abandoned_seats(
        self, lease: Lease, debrief: Debrief
    ) -> tuple[AbandonedSeat, ...]:
        """The seats that can still be filled, but not by their interviewers any more."""
        if get_phase(debrief, lease.now) not in {Phase.RUNNING, Phase.BETWEEN}:
            return ()
        empty = [seat for seat in debrief.seats if seat.is_empty]
        waited_for = [seat.person for seat in empty]
        gone = await self._tools.directory.find_gone(lease.tenant, waited_for)
        guests = await self._tools.directory.find_guests(lease.tenant, waited_for)
        return tuple(
            AbandonedSeat(seat.id, seat.stage, seat.person, guest=seat.person in guests)
            for seat in empty
            if seat.person in gone | guests
        )
