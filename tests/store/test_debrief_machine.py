"""The store and a model in memory, driven side by side through whatever people do, by Hypothesis.

The model is the record itself: each transition is applied to it at the time that the store gave.
Between the steps time passes, processes restart, and commands come twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import redis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Act, Debriefs
from bot.store.due import Due
from hiring.debriefs.debrief import Outcome
from hiring.debriefs.errors import DebriefError
from hiring.debriefs.opening import open_debrief
from hiring.debriefs.state import Phase, get_phase, list_later_seats
from hiring.work_calendar import DAY
from tests.hiring.debriefs.world import (
    NEXT,
    PEOPLE,
    SECONDS,
    SETTINGS,
    by,
    make_new_debrief,
    openings,
    plays,
)
from tests.store.conftest import KEYRING, TENANT
from tests.valkey import forgotten_expiries

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from bot.store.connection import Store
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.opening import NewSeat

    Transition = Callable[[Debrief, int], Debrief]

PLAYS = plays(0)
picks = st.integers(0, 27)


class Machine(RuleBasedStateMachine):
    """A debrief in the store, and the same in memory."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = Clock()
        self.commands = 0
        self.changes = 0
        self.last: tuple[Act, Transition] | None = None
        with redis.Redis.from_url(self.url) as store:
            store.flushdb()
        self.start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - of any type
        return self.loop.run_until_complete(work)

    def start(self) -> None:
        self.store: Store = connect(self.url)
        self.due = Due(self.store, self.clock)
        self.debriefs = Debriefs(self.store, KEYRING, self.due)

    @initialize(new_seats=openings)
    def opens(self, new_seats: tuple[NewSeat, ...]) -> None:
        def make(debrief_id: str, now: int) -> Debrief:
            opening = replace(make_new_debrief(*new_seats), id=debrief_id)
            self.model = open_debrief(opening, by("UOWNER"), SETTINGS, now)
            return self.model

        stored = self.run(self.debriefs.open(TENANT, self.act("UOWNER", "open"), make))
        self.id, self.now = stored.debrief.id, stored.now
        self.changes = 1

    @rule(what=st.sampled_from(tuple(PLAYS)), who=st.sampled_from(PEOPLE), seat=picks, pick=picks)
    def somebody_tries_something(self, what: str, who: str, seat: int, pick: int) -> None:
        self.play(what, who, seat, pick)

    @rule(seat=picks, pick=picks)
    def what_comes_next_is_done(self, seat: int, pick: int) -> None:
        likely = NEXT[get_phase(self.model, self.now)]
        what = likely[pick % len(likely)]
        empty = [at for at, each in enumerate(self.model.seats) if each.is_empty]
        seat = empty[0] if what == "file" and empty else seat
        chosen = self.model.seats[seat % len(self.model.seats)]
        owner = {"mark_read", "advance", "stop"}
        who = chosen.person if what in {"file", "edit"} else self.model.decider
        self.play(what, self.model.owner if what in owner else who, seat, pick)

    @rule(seconds=st.sampled_from(SECONDS))
    def time_passes(self, seconds: int) -> None:
        self.clock.offset += seconds
        self.now += seconds

    @rule()
    def whoever_is_overdue_is_left_out(self) -> None:
        self.time_passes(5 * DAY)
        self.play("reveal_without", self.model.owner, 0, 0)

    @rule()
    def the_process_restarts(self) -> None:
        self.run(self.store.aclose())
        self.start()

    @precondition(lambda self: self.last)
    @rule()
    def a_command_comes_twice(self) -> None:
        assert self.last
        act, transition = self.last
        stored = self.run(self.debriefs.change(TENANT, self.id, act, transition))
        assert stored.repeated
        assert stored.debrief == self.model

    def act(self, actor: str, name: str) -> Act:
        self.commands += 1
        return Act(f"V{self.commands}", actor, name)

    def play(self, what: str, who: str, seat: int, pick: int) -> None:
        seat_id = self.model.seats[seat % len(self.model.seats)].id
        moments: list[int] = []

        def transition(record: Debrief, now: int) -> Debrief:
            moments.append(now)
            return PLAYS[what](record, by(who), seat_id, pick, now)

        act = self.act(who, what)
        refusal = refused = None
        before = self.model
        try:
            stored = self.run(self.debriefs.change(TENANT, self.id, act, transition))
        except DebriefError as error:
            refusal = error
        self.now = moments[-1]
        try:
            self.model = PLAYS[what](self.model, by(who), seat_id, pick, self.now)
        except DebriefError as error:
            refused = error
        assert (type(refusal), str(refusal)) == (type(refused), str(refused))
        if refusal is None:
            assert stored.debrief == self.model
        if self.model != before:
            self.changes += 1
            self.last = act, transition

    @invariant()
    def they_agree(self) -> None:
        stored: StoredDebrief = self.run(self.debriefs.load(TENANT, self.id))
        assert stored.debrief == self.model
        assert stored.revision == self.changes
        history = self.run(self.debriefs.load_history(TENANT, self.id))
        assert len(history) == self.changes
        open_ids, past_ids = self.run(self.listed())
        ended = bool(self.model.closed) or (
            self.model.decision is not None and self.model.decision.outcome is not Outcome.HOLD
        )
        assert (open_ids, past_ids) == (([], [self.id]) if ended else ([self.id], []))
        for person in PEOPLE:
            owes = self.run(self.debriefs.list_owed_by(TENANT, person)).readable
            runs = self.run(self.debriefs.list_run_by(TENANT, person)).readable
            in_charge = person in {self.model.owner, self.model.decider} and not ended
            running = get_phase(self.model, stored.now) is Phase.RUNNING
            empty = [
                seat
                for seat in self.model.seats_in(self.model.current_round.number)
                if seat.is_empty and seat.person == person
            ]
            later = any(seat.person == person for seat in list_later_seats(self.model))
            assert bool(owes) == bool((running and empty) or (later and not ended))
            assert bool(runs) == in_charge

    async def listed(self) -> tuple[list[str], list[str]]:
        running = await self.debriefs.list_open(TENANT, self.model.channel)
        past, count = await self.debriefs.list_past(TENANT, self.model.channel)
        assert count == len(past.readable)
        assert running.unreadable == past.unreadable == ()
        ids = [[stored.debrief.id for stored in each.readable] for each in (running, past)]
        return ids[0], ids[1]

    def teardown(self) -> None:
        self.run(self.store.aclose())
        self.loop.close()
        with redis.Redis.from_url(self.url) as store:
            assert not forgotten_expiries(store)
            store.flushdb()


def test_the_store_and_the_model_never_differ(valkey_url: str) -> None:
    class Here(Machine):
        url = valkey_url

    case = Here.TestCase
    case.settings = settings(
        max_examples=10,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    case().runTest()
