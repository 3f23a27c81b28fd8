"""Brings a person's inbox and Home up to date: the work of one visit to a person.

What is to be sent is written down before it is posted, and each message is derived from that
record. So whenever the process dies, the next visit posts what was not posted, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.inbox import build_inbox_message
from blocks.debriefs.wording import RoleWords
from bot.reconciler.wanted_message import WantedMessage, digest_message
from hiring.debriefs.inbox import plan_inbox
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.succession import find_follower, promote_successor
from hiring.work_calendar import find_next_opening

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from blocks.kit import Message
    from bot.calendars import Calendars
    from bot.reconciler.visit import Tools, Visit
    from bot.store.archive import Archive
    from bot.store.debriefs import StoredDebrief
    from bot.store.due import Lease
    from bot.store.inboxes import Inboxes
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.inbox_contents import InboxMessage
    from hiring.guide.role import Guide
    from hiring.work_calendar import WorkCalendar


class PersonUpdater:
    """What a visit to a person does.

    `refresh_home(tenant, user)` publishes the person's Home again if it was opened before and shows
    something else by now.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a visit needs
        self,
        archive: Archive,
        inboxes: Inboxes,
        calendars: Calendars,
        tools: Tools,
        read_guide: Callable[[], Guide],
        refresh_home: Callable[[str, str], Awaitable[None]],
    ) -> None:
        self._archive = archive
        self._inboxes = inboxes
        self._calendars = calendars
        self._tools = tools
        self._read_guide = read_guide
        self._refresh_home = refresh_home

    async def bring_up_to_date(self, visit: Visit) -> None:
        """Post, update and delete messages until Slack shows what the person's record says."""
        lease = visit.lease
        await self._tools.slack.get_client(lease.tenant)  # without a token, nothing is begun
        inbox = await self._inboxes.load(lease.tenant, lease.id)
        debriefs = await self._archive.list_all_of(lease.tenant, lease.id)
        preferences = await self._calendars.preferences.load(lease.tenant, [lease.id])
        calendar = (await self._calendars.build(lease.tenant, preferences))[lease.id]
        plan = plan_inbox(
            lease.id,
            await self._follow_gone(lease, [stored.debrief for stored in debriefs.readable]),
            inbox,
            calendar,
            self._calendars.get_reminders(preferences.workspace),
            lease.now,
            debriefs.unreadable,
        )
        if (plan.inbox.sent, plan.inbox.messages) != (inbox.sent, inbox.messages):
            await self._inboxes.save(lease, plan.inbox, woken=visit.book.woken)
        over = set(inbox.snoozes) - set(plan.inbox.snoozes)
        await self._inboxes.forget_snoozes(lease.tenant, lease.id, over)
        if plan.look_again is not None:
            visit.book.schedule_look(plan.look_again)
        await visit.book.load("")
        await self._ensure_messages(visit, plan.messages, debriefs.readable, calendar)
        await self._refresh_home(lease.tenant, lease.id)

    async def _follow_gone(self, lease: Lease, debriefs: Sequence[Debrief]) -> list[Debrief]:
        """The debriefs with a successor in the place of an owner or decider who has left.

        It is stored only when somebody does something next, but the successor is told from now on.
        """
        in_charge = {person for each in debriefs for person in (each.owner, each.decider)}
        gone = await self._tools.directory.find_gone(lease.tenant, sorted(in_charge))
        return [
            promote_successor(each, gone, lease.now)
            if find_follower(each, gone) and not each.closed
            else each
            for each in debriefs
        ]

    async def _ensure_messages(
        self,
        visit: Visit,
        planned: Sequence[InboxMessage],
        debriefs: Sequence[StoredDebrief],
        calendar: WorkCalendar,
    ) -> None:
        """Post the new messages first, and then delete those that they take the place of."""
        roles = self._read_guide().roles
        words = {
            stored.debrief.id: RoleWords(find_role_text(stored.debrief, roles))
            for stored in debriefs
        }
        now, names = visit.lease.now, set()
        opening = find_next_opening(now, calendar)
        for each in reversed(planned):
            name = f"inbox/{each.at}"
            names.add(name)
            if name not in visit.book.slots and opening > now:
                visit.book.schedule_look(opening)  # a process has died before it could post it
                continue
            message = build_inbox_message(each, words)
            await visit.ensure_message(name, self._make_wanted(visit.lease.id, message, each.at))
        for name in sorted(visit.book.slots.keys() - names):
            await visit.remove_message(name)

    def _make_wanted(self, user: str, message: Message, at: int) -> WantedMessage:
        digest = digest_message(self._inboxes.key, message)
        return WantedMessage(InDM(user), message, digest, generation=at)
