"""The check of what stands in Slack: each message that a debrief's outlook wants, once."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from blocks.debriefs.render import build_messages
from bot.store.due import Due
from bot.store.slots import Slots
from chaos.cards import AT_ONCE
from chaos.desk import ROOT as FOLDER
from chaos.slack import TENANT
from chaos.stand_in import content
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InThread
from hiring.debriefs.state import Timing
from hiring.guide import content as guides

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.store.clock import Clock
    from bot.store.connection import Store
    from bot.store.debriefs import StoredDebrief
    from bot.store.slots import Slot
    from chaos.course import Course
    from chaos.stand_in import Message
    from hiring.guide.role import Guide

ROOT, TROUBLE, UNKNOWN = "root", "trouble/", "unknown"


@dataclass
class Found:
    """Messages, by what became of them.

    `stand` as wanted. `flagged`: nobody knows whether they stand, and a note to the owner says so;
    `waiting` for a flagged root. `missing`, or with old content. `doubled`: they stand, and no slot
    knows them, or they were posted while the same one stood. `unwanted`, but a slot knows them.
    `untold`: debriefs with something flagged and without a note.
    """

    stand: int = 0
    flagged: int = 0
    waiting: int = 0
    missing: int = 0
    doubled: int = 0
    unwanted: int = 0
    untold: int = 0
    whole: int = 0  # debriefs of which all stands
    wanted_of: dict[str, frozenset[str]] = field(default_factory=dict)  # by debrief, the slots

    @property
    def wanted(self) -> int:
        """All that should stand."""
        return self.stand + self.flagged + self.waiting + self.missing

    @property
    def problems(self) -> tuple[str, ...]:
        """What is neither lost nor doubled, and must not be."""
        counts = (
            (self.unwanted, "messages stand that are not wanted"),
            (self.untold, "debriefs have an unknown message and no note about it"),
        )
        return tuple(f"{count:,} {what}" for count, what in counts if count)


async def check(
    store: Store, clock: Clock, courses: Sequence[Course], messages: Sequence[Message]
) -> Found:
    """Compare outlook, slots and Slack, each with the others. Everything must have come to rest."""
    found, known, guide = Found(), set[tuple[str, str]](), guides.load(FOLDER / "content")
    slots_of = Slots(store, Due(store, clock))
    standing = {(one.channel, one.ts): one for one in messages if not one.deleted_at}
    room = asyncio.Semaphore(AT_ONCE)

    async def one(course: Course) -> None:
        async with room:
            kept = await course.debriefs.load(TENANT, course.id)
            slots = await slots_of.load(TENANT, course.id)
        wanted = _wanted(kept, guide)
        found.wanted_of[course.id] = frozenset(wanted)
        _compare(found, wanted, slots, standing)
        flagged = {slot.mark for slot in slots.values() if slot.state == UNKNOWN}
        known.update((slot.channel, slot.ts) for slot in slots.values())
        known.update(
            (one.channel, one.ts) for one in by_channel[course.channel] if one.mark in flagged
        )

    by_channel = defaultdict[str, list["Message"]](list)
    for message in standing.values():
        by_channel[message.channel].append(message)
    await asyncio.gather(*map(one, courses))
    found.doubled = max(len(standing.keys() - known), repeated(messages))
    return found


def _wanted(kept: StoredDebrief, guide: Guide) -> dict[str, tuple[int, bool]]:
    """By slot: what stands for its content, and whether it stands in the thread."""
    wanted = compute_outlook(kept.debrief, kept.now, Timing())
    role = guide.roles.get(kept.debrief.role)
    return {
        f"{one.slot}#{number}" if number else one.slot: (
            _content(message.payload()),
            isinstance(one.place, InThread),
        )
        for one in wanted.messages
        for number, message in enumerate(build_messages(one.content, role, native=True))
    }


def _content(payload: dict[str, Any]) -> int:
    return content(payload["text"], json.dumps(payload["blocks"]))


def _compare(
    found: Found,
    wanted: dict[str, tuple[int, bool]],
    slots: dict[str, Slot],
    standing: dict[tuple[str, str], Message],
) -> None:
    before = found.stand
    unsure = [name for name, slot in slots.items() if slot.state == UNKNOWN and slot.reason]
    for name, (looks, in_thread) in wanted.items():
        slot = slots.get(name)
        message = standing.get((slot.channel, slot.ts)) if slot else None
        if message and message.content == looks:
            found.stand += 1
        elif name in unsure:
            found.flagged += 1
        elif slot is None and in_thread and ROOT in unsure:
            found.waiting += 1
        else:
            found.missing += 1
    found.whole += found.stand - before == len(wanted)
    notes = [name for name in slots if name.startswith(TROUBLE)]
    told = any((slots[name].channel, slots[name].ts) in standing for name in notes)
    found.untold += bool(unsure) and not told
    found.unwanted += len(slots.keys() - wanted.keys() - set(notes))
    found.unwanted += 0 if unsure else len(notes)


def repeated(messages: Iterable[Message]) -> int:
    """How many were posted while the same one stood: blindly, since it could have been found."""
    same = defaultdict[tuple[str, str], list["Message"]](list)
    for message in sorted(messages, key=lambda one: one.at):
        same[message.channel, message.first].append(message)
    return sum(
        not former.deleted_at or later.at < former.deleted_at
        for each in same.values()
        for former, later in pairwise(each)
    )
