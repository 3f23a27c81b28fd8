"""What the app asks of a store, on one client, with answers that say whose they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.clock import Clock
from bot.store.debriefs import Act, Debriefs
from bot.store.drafts import DraftOf, Drafts
from bot.store.due import Due
from bot.store.encryption import Keyring
from bot.store.keys import Keys, shard
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


def new_tally(debrief_id: str) -> Debrief:
    """A debrief that tells which calls have changed it: their numbers are its speakers."""
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
    """What came back belongs to another question."""


class Calls:
    """All that is asked; `acknowledged` has the commits of which that was heard."""

    def __init__(self, store: Store) -> None:
        keyring = Keyring.from_setting(KEY)
        self._due = Due(store, Clock(), lease_seconds=LEASE_SECONDS)
        self._once = Once(store)
        self._drafts = Drafts(store, keyring)
        self._slots = Slots(store, self._due)
        self._debriefs = Debriefs(store, keyring, self._due)
        self._leases: dict[str, Lease] = {}
        self.acknowledged: list[tuple[str, int]] = []

    async def prepare(self) -> None:
        """Keep some of everything."""
        for number in range(THINGS):
            act = Act(f"open {number}", "U1", "open")
            made = await self._debriefs.open(TENANT, act, lambda name, _: new_tally(name))
            await self._drafts.save(_draft_of(made.debrief.id), {"of": made.debrief.id})
            await self._once.done(
                await self._once.claim(_once_of(made.debrief.id)), made.debrief.id
            )
            lease = await self._due.lease_next(shard(TENANT))
            if lease is None:
                raise AssertionError("a new debrief is due")
            self._leases[lease.debrief] = lease
            await self._mark(lease.debrief, 0)

    async def one(self, chance: random.Random, number: int) -> None:
        """Any call. Raises AnotherAnswerError."""
        kinds: tuple[Callable[[str, int], Awaitable[None]], ...] = (
            self._load, self._commit, self._mark, self._read_slots, self._claim, self._draft,
        )  # fmt: skip
        await chance.choice(kinds)(chance.choice([*self._leases]), number)

    async def _load(self, thing: str, _: int) -> None:
        _is(thing, (await self._debriefs.load(TENANT, thing)).debrief.id)

    async def _commit(self, thing: str, number: int) -> None:
        act = Act(f"call {number}", "U1", "tally")
        kept = await self._debriefs.change(
            TENANT,
            thing,
            act,
            lambda tally, _: replace(tally, speaking=(*tally.speaking, str(number))),
        )
        self.acknowledged.append((thing, number))
        _is(thing, kept.debrief.id)

    async def _mark(self, thing: str, number: int) -> None:
        await self._slots.mark(self._leases[thing], f"{number % 8}", Slot("sent", 0, mark=thing))

    async def _read_slots(self, thing: str, _: int) -> None:
        for slot in (await self._slots.load(TENANT, thing)).values():
            _is(thing, slot.mark)

    async def _claim(self, thing: str, _: int) -> None:
        _is(thing, (await self._once.claim(_once_of(thing))).result)

    async def _draft(self, thing: str, _: int) -> None:
        _is(thing, (await self._drafts.load(_draft_of(thing)) or {}).get("of"))

    async def kept(self) -> tuple[int, int]:
        """How many acknowledged commits are not there, and how many are there twice."""
        kept = {
            thing: Counter((await self._debriefs.load(TENANT, thing)).debrief.speaking)
            for thing in self._leases
        }
        lost = sum(not kept[thing][str(number)] for thing, number in self.acknowledged)
        return lost, sum(times - 1 for one in kept.values() for times in one.values())


def _is(thing: str, found: object) -> None:
    if found != thing:
        raise AnotherAnswerError


def _draft_of(thing: str) -> DraftOf:
    return DraftOf(TENANT, "need", "U1", "C1", thing)


def _once_of(thing: str) -> str:
    return Keys(TENANT).once("act", thing)
