"""Checks that Slack shows each message of a debrief's outlook once."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from blocks.debriefs.render import build_messages
from bot.store.due import Due
from bot.store.keys import PEOPLE, Keys
from bot.store.slots import Slots
from chaos.desk import ROOT as FOLDER
from chaos.scorecards import AT_ONCE
from chaos.slack import TENANT
from chaos.stand_in import checksum
from hiring.debriefs.contents import OwnerBoard
from hiring.debriefs.inbox_items import list_items
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InThread
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import SEALED_PHASES, Phase, Timing, apply_due_reveal
from hiring.guide import content as guides
from hiring.work_calendar import DEFAULT_CALENDAR, is_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.store.clock import Clock
    from bot.store.connection import Store
    from bot.store.slots import Slot
    from chaos.sample_debrief import SampleDebrief
    from chaos.stand_in import Message
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import Content, PlannedMessage
    from hiring.guide.role import Guide

ROOT, TROUBLE, UNKNOWN = "root", "trouble/", "unknown"


@dataclass
class MessageCounts:
    """Messages by what became of them.

    `correct`: posted as wanted. `flagged`: nobody knows whether it was posted, and a note tells the
    owner so; `waiting` for a flagged root. `missing`, or with old content. `doubled`: posted
    although no slot knows it, or while the same message existed. `unwanted`, although a slot knows
    it.
    `unreported`: debriefs with a flagged message and without a note.
    """

    correct: int = 0
    flagged: int = 0
    waiting: int = 0
    missing: int = 0
    doubled: int = 0
    unwanted: int = 0
    unreported: int = 0
    complete: int = 0  # debriefs with every message correct
    slots: dict[str, frozenset[str]] = field(default_factory=dict)  # the wanted ones, by debrief

    @property
    def wanted(self) -> int:
        """How many messages should be in Slack."""
        return self.correct + self.flagged + self.waiting + self.missing

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong and counts neither as lost nor as doubled."""
        counts = (
            (self.unwanted, "messages are in Slack that are not wanted"),
            (self.unreported, "debriefs have an unknown message and no note about it"),
        )
        return tuple(f"{count:,} {what}" for count, what in counts if count)


async def check_messages(
    store: Store, clock: Clock, debriefs: Sequence[SampleDebrief], messages: Sequence[Message]
) -> MessageCounts:
    """Compare outlook, slots and Slack with each other, once no process has anything to do."""
    counts, known, guide = MessageCounts(), set[tuple[str, str]](), guides.load(FOLDER / "content")
    slots_store = Slots(store, Due(store, clock))
    inboxes = Slots(store, Due(store, clock, queue=PEOPLE), Keys.inbox_slots_key)
    existing = {(each.channel, each.ts): each for each in messages if not each.deleted_at}
    by_channel = defaultdict[str, list["Message"]](list)
    for message in existing.values():
        by_channel[message.channel].append(message)
    limit = asyncio.Semaphore(AT_ONCE)

    async def check(debrief: SampleDebrief) -> None:
        async with limit:
            stored = await debrief.debriefs.load(TENANT, debrief.id)
            slots = await slots_store.load(TENANT, debrief.id)
            people = {stored.debrief.owner, *stored.debrief.interviewers}
            inbox = {person: await inboxes.load(TENANT, person) for person in people}
        wanted = _list_wanted(stored.debrief, stored.now, guide, slots)
        for person, messages_of in inbox.items():
            _compare_inbox(counts, stored.debrief, person, messages_of, existing, stored.now)
            known.update((slot.channel, slot.ts) for slot in messages_of.values())
        counts.slots[debrief.id] = frozenset(wanted)
        _compare(counts, wanted, slots, existing)
        flagged = {slot.mark for slot in slots.values() if slot.state == UNKNOWN}
        known.update((slot.channel, slot.ts) for slot in slots.values())
        known.update(
            (message.channel, message.ts)
            for message in by_channel[debrief.channel]
            if message.mark in flagged
        )

    await asyncio.gather(*map(check, debriefs))
    counts.doubled = max(len(existing.keys() - known), count_repeated(messages))
    return counts


def _list_wanted(
    debrief: Debrief, now: int, guide: Guide, slots: dict[str, Slot]
) -> dict[str, tuple[int, bool]]:
    """By slot: a checksum of the message's content, and whether it is in the thread."""
    text = find_role_text(debrief, guide.roles)
    return {
        f"{planned.slot}#{number}" if number else planned.slot: (
            _checksum(message.payload()),
            isinstance(planned.destination, InThread),
        )
        for planned in compute_outlook(debrief, now, Timing()).messages
        if (content := _complete(planned, slots))
        for number, message in enumerate(build_messages(content, text, native=True))
    }


def _complete(planned: PlannedMessage, slots: dict[str, Slot]) -> Content | None:
    """What a message says: the owner's list at the end has the thread's address, too.

    None for such a list that was never posted: it is not posted after the decision.
    """
    content, root = planned.content, slots.get(ROOT)
    if not isinstance(content, OwnerBoard) or content.phase in SEALED_PHASES:
        return content
    if content.phase is not Phase.REVEALED and planned.slot not in slots:
        return None
    if not root or not root.ts:
        return content
    return replace(content, thread=f"https://slack.invalid/{root.channel}/{root.ts}")


def _checksum(payload: dict[str, Any]) -> int:
    return checksum(payload["text"], json.dumps(payload["blocks"]))


def _compare(
    counts: MessageCounts,
    wanted: dict[str, tuple[int, bool]],
    slots: dict[str, Slot],
    existing: dict[tuple[str, str], Message],
) -> None:
    """Count the messages of one debrief."""
    before = counts.correct
    unsure = [name for name, slot in slots.items() if slot.state == UNKNOWN and slot.reason]
    for name, (content, in_thread) in wanted.items():
        slot = slots.get(name)
        message = existing.get((slot.channel, slot.ts)) if slot else None
        if message and message.content == content:
            counts.correct += 1
        elif name in unsure:
            counts.flagged += 1
        elif slot is None and in_thread and ROOT in unsure:
            counts.waiting += 1
        else:
            counts.missing += 1
    counts.complete += counts.correct - before == len(wanted)
    notes = [name for name in slots if name.startswith(TROUBLE)]
    is_reported = any((slots[name].channel, slots[name].ts) in existing for name in notes)
    counts.unreported += bool(unsure) and not is_reported
    counts.unwanted += len(slots.keys() - wanted.keys() - set(notes))
    counts.unwanted += 0 if unsure else len(notes)


def _compare_inbox(  # noqa: PLR0913, PLR0917 - what is compared
    counts: MessageCounts,
    debrief: Debrief,
    person: str,
    slots: dict[str, Slot],
    existing: dict[tuple[str, str], Message],
    now: int,
) -> None:
    """Count what the clock has told a person, who is in this one debrief only."""
    calendar = DEFAULT_CALENDAR
    items = list_items(apply_due_reveal(debrief, now), person, calendar, 1, now)
    due = any(item.first_at <= now for item in items) and is_open(now, calendar)
    unsure = any(slot.state == UNKNOWN for slot in slots.values())
    posted = any((slot.channel, slot.ts) in existing for slot in slots.values())
    counts.missing += due and not posted and not unsure
    counts.unwanted += posted and not items


def count_repeated(messages: Iterable[Message]) -> int:
    """How many messages were posted while the same one existed, which could have been found."""
    same = defaultdict[tuple[str, str], list["Message"]](list)
    for message in sorted(messages, key=lambda message: message.at):
        same[message.channel, message.first].append(message)
    return sum(
        not earlier.deleted_at or later.at < earlier.deleted_at
        for group in same.values()
        for earlier, later in pairwise(group)
    )
