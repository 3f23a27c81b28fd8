"""The app's calls of a store, with answers that show which call they belong to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.clock import Clock
from bot.store.debriefs import Act, Debriefs
from bot.store.drafts import DraftLocation, Drafts
from bot.store.due import Due
from bot.store.encryption import Keyring
from bot.store.keys import get_shard
from bot.store.once import Once
from bot.store.slots import Slot, Slots
from chaos.desk import KEY
from chaos.slack import TENANT
from hiring.debriefs.debrief import Debrief, Round

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from bot.store.connection import Store
    from bot.store.due import Lease

THINGS = 40  # of each kind
LEASE_SECONDS = 3600


def _new_tally(debrief_id: str) -> Debrief:
    """A debrief that shows which calls have changed it: their numbers are its speakers."""
    return Debrief(
        id=debrief_id,
        channel="C1",
        label="SAMPLE",
        role="sample-lead",
        owner="U1",
        decider="U1",
        opened_at=0,
        grace=0,
        stages=(),
        seats=(),
        rounds=(Round(1, started_at=0),),
        next_seat=1,
    )


class AnotherAnswerError(Exception):
    """An answer belongs to another call."""


class Calls:
    """Every kind of call. `acknowledged` holds the commits that were answered."""

    def __init__(self, store: Store) -> None:
        keyring = Keyring.from_setting(KEY)
        self._due = Due(store, Clock(), lease_seconds=LEASE_SECONDS)
        self._once = Once(store, keyring)
        self._drafts = Drafts(store, keyring)
        self._slots = Slots(store, self._due)
        self._debriefs = Debriefs(store, keyring, self._due)
        self._leases: dict[str, Lease] = {}
        self.acknowledged: list[tuple[str, int]] = []

    async def prepare(self) -> None:
        """Store some items of every kind."""
        for number in range(THINGS):
            act = Act(f"open {number}", "U1", "open")
            stored = await self._debriefs.open(TENANT, act, lambda name, _: _new_tally(name))
            thing = stored.debrief.id
            await self._drafts.save(_draft_of(thing), {"of": thing})
            await self._once.finish(await self._once.claim(TENANT, "act", thing), thing)
            lease = await self._due.lease_next(get_shard(TENANT))
            if lease is None:
                raise AssertionError("a new debrief must be due")
            self._leases[lease.id] = lease
            await self._mark(lease.id, 0)

    async def call_any(self, chance: random.Random, number: int) -> None:
        """Make a random call. Raises AnotherAnswerError."""
        kinds: tuple[Callable[[str, int], Awaitable[None]], ...] = (
            self._load, self._commit, self._mark, self._read_slots, self._claim, self._draft,
        )  # fmt: skip
        await chance.choice(kinds)(chance.choice([*self._leases]), number)

    async def _load(self, thing: str, _: int) -> None:
        _expect(thing, (await self._debriefs.load(TENANT, thing)).debrief.id)

    async def _commit(self, thing: str, number: int) -> None:
        act = Act(f"call {number}", "U1", "tally")

        def count_call(tally: Debrief, _: int) -> Debrief:
            return replace(tally, speaking=(*tally.speaking, str(number)))

        stored = await self._debriefs.change(TENANT, thing, act, count_call)
        self.acknowledged.append((thing, number))
        _expect(thing, stored.debrief.id)

    async def _mark(self, thing: str, number: int) -> None:
        await self._slots.mark(self._leases[thing], f"{number % 8}", Slot("sent", 0, mark=thing))

    async def _read_slots(self, thing: str, _: int) -> None:
        for slot in (await self._slots.load(TENANT, thing)).values():
            _expect(thing, slot.mark)

    async def _claim(self, thing: str, _: int) -> None:
        _expect(thing, (await self._once.claim(TENANT, "act", thing)).result)

    async def _draft(self, thing: str, _: int) -> None:
        _expect(thing, (await self._drafts.load(_draft_of(thing)) or {}).get("of"))

    async def count_lost_and_doubled(self) -> tuple[int, int]:
        """How many acknowledged commits are missing, and how many are stored twice."""
        stored = {
            thing: Counter((await self._debriefs.load(TENANT, thing)).debrief.speaking)
            for thing in self._leases
        }
        lost = sum(not stored[thing][str(number)] for thing, number in self.acknowledged)
        return lost, sum(times - 1 for counts in stored.values() for times in counts.values())


def _expect(thing: str, answer: object) -> None:
    if answer != thing:
        raise AnotherAnswerError


def _draft_of(thing: str) -> DraftLocation:
    return DraftLocation(TENANT, "need", "U1", "C1", thing)
