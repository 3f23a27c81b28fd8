"""The loop over people, on a real store and with real messages: told once, and not any more."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.calendars import Calendars
from bot.reconciler.loop import Reconciler
from bot.reconciler.people import PersonUpdater
from bot.slack.client import SlackUnreachableError
from bot.store.archive import Archive
from bot.store.due import Due
from bot.store.errors import StoreUnavailableError
from bot.store.inboxes import Inboxes
from bot.store.keys import PEOPLE, Keys, get_shard
from bot.store.preferences import PreferenceStore
from bot.store.slots import OvertakenError, Slots
from hiring.debriefs.debrief import Filing
from hiring.debriefs.inbox import Inbox, Snooze
from hiring.debriefs.scorecard import Rating, Scorecard
from hiring.work_calendar import DAY, HOUR, WorkCalendar, find_end_of_day, find_next_opening
from tests.guides import load_sample_guide
from tests.reconciler.conftest import TENANT, World
from tests.sample_debriefs import act, closed_at, sample_debrief, seats
from tests.store.conftest import KEYRING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.due import Lease
    from hiring.debriefs.debrief import Debrief

LONDON = WorkCalendar("Europe/London")
SAM = "U0SAM"
CARD = Scorecard((), Rating.YES, "It held together.")


class KilledError(Exception):
    """The process ends here."""


@dataclass
class People:
    """A world in which people are looked at, at ten o'clock on a working day."""

    world: World
    people: Due
    inboxes: Inboxes
    slots: Slots
    loop: Reconciler
    homes: list[str] = field(default_factory=list)
    commands: int = 0

    @property
    def now(self) -> int:
        return int(self.world.kit.clock.read_seconds())

    async def open(self, *interviewers: str, due_in: int = -2 * HOUR) -> str:
        """A debrief whose scorecards were due two hours ago; returns its id."""
        self.commands += 1
        opened = await self.world.kit.debriefs.open(
            TENANT,
            act(f"open {self.commands}"),
            lambda new, now: sample_debrief(
                new,
                opened_at=now - DAY,
                seats=tuple(
                    replace(seat, overdue_at=now + 30 * DAY)
                    for seat in seats(*interviewers, due_at=now + due_in)
                ),
            ),
        )
        return opened.debrief.id

    async def change(self, debrief_id: str, transition: Callable[[Debrief, int], Debrief]) -> None:
        self.commands += 1
        await self.world.kit.debriefs.change(
            TENANT, debrief_id, act(f"change {self.commands}"), transition
        )

    async def file(self, debrief_id: str, person: str = SAM) -> None:
        def file(debrief: Debrief, now: int) -> Debrief:
            filed = (
                replace(seat, filing=Filing(CARD, now)) if seat.person == person else seat
                for seat in debrief.seats
            )
            return replace(debrief, seats=tuple(filed))

        await self.change(debrief_id, file)

    async def settle(self) -> None:
        while await self.loop.step():
            pass

    async def advance(self, seconds: int) -> None:
        self.world.kit.clock.offset += seconds
        await self.settle()

    async def dm(self) -> list[str]:
        return await self.world.dm("sam")


def make_people(world: World, *, slots: Slots | None = None) -> People:
    """Another process on the world's store."""
    parts = world.kit
    people = Due(parts.store, parts.clock, queue=PEOPLE)
    inboxes = Inboxes(parts.store, KEYRING, people)
    slots = slots or Slots(parts.store, people, Keys.inbox_slots_key)
    tools = replace(world.tools, slots=slots)
    homes: list[str] = []

    async def refresh_home(_: str, user: str) -> None:
        homes.append(user)

    updater = PersonUpdater(
        Archive(parts.store, parts.debriefs),
        inboxes,
        Calendars(world.tools.directory, PreferenceStore(parts.store, KEYRING), 3),
        tools,
        load_sample_guide,
        refresh_home,
    )
    loop = Reconciler(people, tools, updater.bring_up_to_date, "person", set())
    return People(world, people, inboxes, slots, loop, homes)


@pytest.fixture
async def people(world: World) -> People:
    clock = world.kit.clock
    now = int(clock.read_seconds())
    opening = find_next_opening(find_end_of_day(now, LONDON) + 1, LONDON)
    clock.offset = opening + HOUR - now
    return make_people(world)


async def test_a_change_of_a_debrief_has_everybody_looked_at_whom_it_concerns(
    people: People,
) -> None:
    await people.open(SAM, "U0INES")
    await people.settle()
    assert sorted(people.homes) == ["U0INES", "U0MAYA", "U0ROSA", "U0SAM"]


async def test_who_has_nothing_more_to_do_is_looked_at_once_after_a_change(people: People) -> None:
    """The debrief's own visit, which follows, doesn't have them looked at again."""
    debrief = await people.open(SAM, "U0INES")
    await people.world.settle()
    await people.settle()
    await people.file(debrief)
    people.homes.clear()
    await people.settle()
    assert SAM in people.homes
    people.homes.clear()

    await people.world.settle()
    await people.settle()

    assert SAM not in people.homes


async def test_whom_nobody_looks_at_yet_is_looked_at_after_a_visit_to_the_debrief(
    people: People,
) -> None:
    """A former version opened it, which had no queue of people."""
    debrief = await people.open(SAM)
    await people.world.settle()
    await people.settle()
    for key in await people.world.kit.store.keys("hd:{*}:-:people_due"):
        await people.world.kit.store.delete(key)
    people.homes.clear()

    await people.world.kit.due.wake(TENANT, debrief)
    await people.world.settle()
    await people.settle()

    assert sorted(people.homes) == ["U0MAYA", "U0ROSA", SAM]


async def test_several_debriefs_are_one_message_and_filing_takes_a_line_away(
    people: People,
) -> None:
    first, _ = await people.open(SAM), await people.open(SAM)
    await people.settle()
    (digest,) = await people.dm()
    assert "2 things wait for you" in digest

    await people.file(first)
    await people.settle()

    (reminder,) = await people.dm()
    assert "isn't filed yet" in reminder
    assert await people.world.calls("chat.postMessage") == 1


async def test_filing_or_closing_the_last_one_deletes_the_message(people: People) -> None:
    first, second = await people.open(SAM), await people.open(SAM)
    await people.settle()
    await people.file(first)
    await people.change(second, lambda debrief, now: replace(debrief, closed=closed_at(now)))
    await people.settle()
    assert await people.dm() == []


async def test_the_next_reminder_is_a_new_message_and_the_old_one_is_deleted(
    people: People,
) -> None:
    await people.open(SAM)
    await people.settle()
    before = await people.world.person("sam").sees("DM")
    for _ in range(20):
        await people.advance(DAY)
    after = await people.world.person("sam").sees("DM")
    assert len(before) == len(after) == 1
    assert before[0]["ts"] != after[0]["ts"]
    assert await people.world.calls("chat.postMessage") == 3


async def test_after_a_long_sleep_there_is_one_message(people: People) -> None:
    for _ in range(3):
        await people.open(SAM)
    await people.advance(20 * DAY)
    people.world.kit.clock.offset += find_next_opening(people.now, LONDON) - people.now
    await people.settle()
    assert len(await people.dm()) == 1
    assert await people.world.calls("chat.postMessage") == 1


async def test_out_of_hours_nothing_is_sent(people: People) -> None:
    await people.advance(12 * HOUR)
    await people.open(SAM)
    await people.settle()
    assert await people.dm() == []
    await people.advance(find_next_opening(people.now, LONDON) - people.now)
    assert len(await people.dm()) == 1


async def test_a_process_that_dies_before_it_posts_leaves_that_to_the_next_which_does_it_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to be sent was written down, so it is posted although its time has passed."""
    await people.open(SAM)

    async def die(*_: Any, **__: Any) -> None:  # noqa: ANN401 - as Slots.mark
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(people.slots, "mark", die)
        for _ in range(4):  # one of the four people is Sam
            try:
                await people.loop.step()
            except KilledError:
                break
    inbox = await people.inboxes.load(TENANT, SAM)
    assert len(inbox.messages) == 1
    assert await people.dm() == []

    await people.advance(people.people.lease_seconds + 1)

    assert len(await people.dm()) == 1
    assert (await people.inboxes.load(TENANT, SAM)).sent == inbox.sent


async def test_what_was_not_posted_before_the_evening_comes_in_the_morning(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people.open(SAM)
    with monkeypatch.context() as patch:

        async def die(*_: Any, **__: Any) -> None:  # noqa: ANN401 - as Slots.mark
            raise KilledError

        patch.setattr(people.slots, "mark", die)
        for _ in range(4):
            try:
                await people.loop.step()
            except KilledError:
                break
    await people.advance(12 * HOUR)
    assert await people.dm() == []
    await people.advance(find_next_opening(people.now, LONDON) - people.now)
    assert len(await people.dm()) == 1


async def test_a_message_whose_outcome_is_unknown_is_not_sent_twice(people: People) -> None:
    await people.world.workspace.fault("chat.postMessage", "drop_after")
    await people.open(SAM)
    await people.settle()
    for _ in range(3):
        await people.advance(40)
    assert len(await people.dm()) == 1


async def test_whoever_files_while_the_message_is_on_its_way_does_not_get_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filing wakes the person in the same step of the store, which stops the post."""
    debrief_id = await people.open(SAM)
    reserve = people.world.tools.pace.reserve_call
    filed: list[str] = []

    async def file_first(*arguments: Any) -> int:  # noqa: ANN401 - as Pace.reserve_call
        if not filed:
            filed.append(debrief_id)
            await people.file(debrief_id)
        return await reserve(*arguments)

    monkeypatch.setattr(people.world.tools.pace, "reserve_call", file_first)
    await people.settle()
    assert filed
    assert await people.world.calls("chat.postMessage") == 0


async def test_two_processes_send_one_message(people: People) -> None:
    other = make_people(people.world)
    for _ in range(4):
        await people.open(SAM)
    await asyncio.gather(people.settle(), other.settle())
    await people.settle()
    assert len(await people.dm()) == 1
    assert await people.world.calls("chat.postMessage") == 1


async def test_what_was_planned_before_a_change_is_not_written_down(people: People) -> None:
    debrief_id = await people.open(SAM)
    leases: dict[str, Lease] = {}
    for _ in range(3):
        lease = await people.people.lease_next(get_shard(TENANT))
        assert lease
        leases[lease.id] = lease
    await people.change(
        debrief_id,
        lambda debrief, _: replace(debrief, next_seat=9),
    )
    with pytest.raises(OvertakenError):
        await people.inboxes.save(leases[SAM], Inbox(messages=(1,)), woken=0)
    assert await people.inboxes.load(TENANT, SAM) == Inbox()


async def test_a_snooze_shows_until_when_and_the_message_comes_again_then(people: People) -> None:
    debrief_id = await people.open(SAM)
    await people.settle()
    until = people.now + HOUR
    await people.inboxes.snooze(TENANT, SAM, Snooze(debrief_id, f"s-{SAM}", until))
    await people.settle()
    (snoozed,) = await people.dm()
    assert "Snoozed until" in snoozed

    await people.advance(8 * DAY)

    (again,) = await people.dm()
    assert "Snoozed until" not in again
    assert (await people.inboxes.load(TENANT, SAM)).snoozes == ()


async def test_what_concerns_an_owner_who_has_left_is_told_to_the_decider(people: People) -> None:
    await people.open(SAM)
    await people.world.person("rosa").changes_profile("U0MAYA", deleted=True)
    await people.advance(31 * DAY)
    people.world.kit.clock.offset += find_next_opening(people.now, LONDON) - people.now
    await people.settle()
    (late,) = await people.world.dm("rosa")
    assert "'s scorecard is late" in late


async def test_a_nudge_comes_at_once_and_only_once(people: People) -> None:
    debrief_id = await people.open(SAM, due_in=5 * DAY)

    def nudge(debrief: Debrief, now: int) -> Debrief:
        seat = replace(debrief.seats[0], nudged_at=(now,))
        return replace(debrief, seats=(seat, *debrief.seats[1:]))

    await people.change(debrief_id, nudge)
    await people.settle()
    (message,) = await people.dm()
    assert "<@U0MAYA> asks for your scorecard" in message
    await people.advance(2 * DAY)
    assert await people.world.calls("chat.postMessage") == 1


async def test_while_the_store_is_away_nothing_is_lost_or_doubled(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people.open(SAM)

    async def fail(*_: Any, **__: Any) -> None:  # noqa: ANN401 - as Inboxes.save
        raise StoreUnavailableError("")

    with monkeypatch.context() as patch:
        patch.setattr(people.inboxes, "save", fail)
        with pytest.raises(StoreUnavailableError):
            await people.settle()
    await people.advance(people.people.lease_seconds + 1)
    assert len(await people.dm()) == 1
    assert await people.world.calls("chat.postMessage") == 1


async def test_a_slack_that_is_away_is_asked_again(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people.open(SAM)

    async def fail(*_: Any) -> str:  # noqa: ANN401 - as Directory.find_dm
        raise SlackUnreachableError

    with monkeypatch.context() as patch:
        patch.setattr(people.world.tools.directory, "find_dm", fail)
        await people.settle()
    await people.advance(11)
    assert len(await people.dm()) == 1


async def test_old_messages_of_a_debrief_that_nobody_wants_any_more_are_deleted(
    people: People,
) -> None:
    """As of a version that reminded by debrief: `seat/<id>/reminder`, and `overdue/<person>`."""
    world = people.world
    await world.want(**{"seat/1/reminder": {"texts": "Old reminder", "place": SAM}})
    await world.settle()
    assert await people.dm() == ["Old reminder"]
    await world.want(root="Root")
    await world.settle()
    assert await people.dm() == []
