"""Makes Slack look as the debriefs say.

The loop leases a debrief that is due, compares the messages that should exist with what was posted,
and posts, updates and deletes what differs. Thread updates, the reveal, reminders and their removal
all come from this loop. So nothing has to be cancelled when, for example, a submission ends a
reminder, and fifty changes cost one update.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.debriefs.posted import list_posted_debriefs, wake_untold_leaders
from bot.reconciler.gate import LEFT
from bot.reconciler.logbook import ROOT, TROUBLE, has_messages, is_exposure_noted
from bot.reconciler.visit import RETRY_SECONDS, UNKNOWN, Visit
from bot.reconciler.wanted_message import name_messages
from bot.slack.client import SlackError, SlackRefusedError
from bot.slack.refusals import ACCESS_LOST
from bot.slack.tokens import NoAccessError
from bot.store.errors import DebriefMissingError, LeaseLostError, StoreError
from bot.store.slots import WITHDRAWN, OvertakenError
from hiring.debriefs.contents import Kit
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.state import Phase, apply_due_reveal, get_end_time, get_phase
from hiring.debriefs.succession import find_keeper
from hiring.debriefs.trouble import EXPOSING, AbandonedSeat, Trouble
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.debriefs.posted import PostedDebrief
    from bot.reconciler.planner import Planner
    from bot.reconciler.visit import Tools
    from bot.reconciler.wanted_message import WantedMessage
    from bot.slack.tasks import Tasks
    from bot.store.debriefs import Debriefs, StoredDebrief
    from bot.store.due import Due, Lease
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import PlannedMessage
    from hiring.errors import HiringDeskError

POLL_SECONDS = 1
PARALLEL = 8
READINGS = 5
"""How often a visit reads a debrief that others keep changing. After the last reading it makes one
post in any case, so that endless changes can't hold up every message."""
ABSENT_SECONDS = 24 * 60 * 60
"""Until a debrief of a workspace without an installation is looked at again. This is for workspaces
that are allowed again: an installation wakes its debriefs at once."""
REFUSED_SECONDS = 10 * 60
"""Until Slack is asked again after it has refused the token."""
UNREADABLE_SECONDS = 10 * 60
"""Until a debrief that can't be read is tried again: with another key, or by a newer process."""

log = logging.getLogger(__name__)


class Reconciler:
    """The loop. Any number of processes may run it."""

    def __init__(self, debriefs: Debriefs, due: Due, tools: Tools, planner: Planner) -> None:
        self._debriefs = debriefs
        self._due = due
        self._tools = tools
        self._planner = planner
        self._last_shard = 0
        self._busy_shards: list[int] = []
        self._asked_at = -math.inf
        self._inaccessible: set[str] = set()  # tenants; each is logged once
        self._stopping = asyncio.Event()

    async def run(self, tasks: Tasks) -> None:
        """Work until cancelled; `tasks` lets calls to Slack that were started come to their end."""
        self._stopping.clear()
        try:
            await self._run(tasks)
        finally:
            self._stopping.set()

    async def _run(self, tasks: Tasks) -> None:
        room = asyncio.Semaphore(PARALLEL)

        async def work(lease: Lease) -> None:
            try:
                with self._tools.metrics.time_visit():
                    await self._work_on(lease)
            finally:
                room.release()

        # Checked here too, since the store's client may swallow the cancellation of a call.
        me = asyncio.current_task()
        while not (me and me.cancelling()):
            await room.acquire()
            self._due.woken.clear()
            lease = None
            try:
                lease = await self._lease_next()
            except StoreError as error:
                log.warning("the reconciler waits: %s", error.sentence)
            if lease:
                tasks.start(work(lease), "reconciler")
                continue
            room.release()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._due.woken.wait()

    async def step(self) -> bool:
        """Visit one debrief that is due; returns whether there was one."""
        lease = await self._lease_next()
        if lease:
            await self._work_on(lease)
        return lease is not None

    async def _lease_next(self) -> Lease | None:
        """Lease a debrief that is due, if there is one.

        All queues are asked once a second, or when those that had something have nothing due.
        """
        now = time.monotonic()
        if now < self._asked_at + POLL_SECONDS and (lease := await self._lease_due()):
            return lease
        self._busy_shards = list(await self._due.find_earliest())
        self._asked_at = now
        return await self._lease_due()

    async def _lease_due(self) -> Lease | None:
        """Lease a debrief of the shards that had something; they take turns."""
        for shard in sorted(
            self._busy_shards, key=lambda shard: (shard <= self._last_shard, shard)
        ):
            self._last_shard = (
                shard  # also if it can't be asked, so that the others have their turn
            )
            if lease := await self._due.lease_next(shard):
                return lease
        return None

    async def _work_on(self, lease: Lease) -> None:
        try:
            next_look = await self._visit_debrief(lease)
        except (LeaseLostError, DebriefMissingError) as error:
            log.info("a debrief is left alone: %s", error.sentence)
            next_look = None
        except UnreadableError as error:
            next_look = lease.now + UNREADABLE_SECONDS
            log.error(  # noqa: TRY400 - the sentence says it
                "the debrief %s of %s is left alone for %d minutes: %s",
                lease.debrief,
                lease.tenant,
                UNREADABLE_SECONDS // 60,
                error.reason,
            )
        await self._due.finish(lease, next_look)

    async def _visit_debrief(self, lease: Lease) -> int | None:
        """Returns when to look again; None if nothing is to come."""
        visit = Visit(self._tools, lease, self._stopping)
        try:
            for reading in range(1, READINGS + 1):
                try:
                    await self._bring_up_to_date(visit)
                    break
                except OvertakenError as overtaken:
                    last = reading == READINGS - 1
                    visit.start_again(None if last else overtaken.woken)
        except NoAccessError as error:
            self._note_inaccessible(lease.tenant, error)
            return lease.now + ABSENT_SECONDS
        except SlackError as error:
            if isinstance(error, SlackRefusedError) and error.code in ACCESS_LOST:
                self._note_inaccessible(lease.tenant, error)
                return lease.now + REFUSED_SECONDS
            pause = error.retry_after if isinstance(error, SlackRefusedError) else 0
            visit.book.schedule_look(lease.now + max(pause, RETRY_SECONDS))
        else:
            self._inaccessible.discard(lease.tenant)
        return visit.book.next_look

    def _note_inaccessible(self, tenant: str, error: HiringDeskError) -> None:
        if tenant not in self._inaccessible:
            self._inaccessible.add(tenant)
            log.warning("the debriefs of %s wait: %s", tenant, error.sentence)

    async def _bring_up_to_date(self, visit: Visit) -> None:
        lease = visit.lease
        await self._tools.slack.get_client(lease.tenant)  # without a token, nothing is begun
        stored = await self._debriefs.load(lease.tenant, lease.debrief)
        debrief = stored.debrief
        outlook = await self._planner.plan(lease.tenant, debrief, lease.now)
        visit.running = get_end_time(debrief) is None
        reveals = apply_due_reveal(debrief, lease.now).reveals
        visit.revealed_at = reveals[-1].at if reveals else 0
        await visit.book.load(debrief.channel)
        if outlook.look_again is not None:
            visit.book.schedule_look(outlook.look_again)
        wanted: dict[str, WantedMessage] = {}
        kits = {}
        for planned in outlook.messages:
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
        troubles = await self._describe_troubles(visit, stored, exposure, posted)
        for name, message in troubles.items():
            await visit.ensure_message(name, message)
        # A debrief that has told its owner wakes nobody any more, so that no two wake each other.
        leads = any(message.generation % 2 for message in troubles.values())
        if not withdrawn and (not leads or noted < is_exposure_noted(visit.book.slots)):
            await wake_untold_leaders(lease.tenant, self._due, posted, but=debrief.id)
        for name in sorted(visit.book.slots.keys() - {*wanted, *troubles, WITHDRAWN}):
            await visit.remove_message(name)

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

    async def _describe_troubles(
        self, visit: Visit, stored: StoredDebrief, exposure: str, posted: Sequence[PostedDebrief]
    ) -> dict[str, WantedMessage]:
        """What could not be done in Slack, as a message to who answers for the debrief.

        `exposure`: why others can read what was posted, or nothing. `posted` are the debriefs of
        the channel that are told of together, of each person by one of them.
        """
        debrief = stored.debrief
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
            return {}
        people = [user for user in (debrief.owner, debrief.decider, debrief.deputy) if user]
        gone = await self._tools.directory.find_gone(visit.lease.tenant, people)
        if not (keeper := find_keeper(debrief, gone)):
            log.warning("nobody is left to be told that messages of a debrief are held")
            return {}
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
        if not (
            trouble.held
            or trouble.unknown
            or trouble.exposed
            or trouble.withdrawn
            or trouble.abandoned
        ):
            return {}
        return name_messages(
            stored,
            TROUBLE + keeper,
            InDM(keeper),
            self._planner.render(debrief, trouble),
            # An update would notify nobody.
            generation=bool(trouble.exposed or trouble.withdrawn) + 2 * bool(abandoned),
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
