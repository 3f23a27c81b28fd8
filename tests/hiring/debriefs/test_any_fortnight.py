"""Whatever happens in a fortnight, the clock tells nobody too early, too often, or at night.

Random people, interviews and acts are played from look to look, as the app would. What was sent is
then held to rules that are written down here a second time, without the calendar of the product.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import event, given, settings
from hypothesis import strategies as st

from hiring.debriefs.course import record_decision
from hiring.debriefs.debrief import Debrief, Outcome, Round, Seat
from hiring.debriefs.errors import DebriefError
from hiring.debriefs.filing import file_scorecard, give_up_seat
from hiring.debriefs.inbox import Inbox, Snooze, plan_inbox
from hiring.debriefs.inbox_items import SNOOZABLE, Kind
from hiring.debriefs.staffing import remind_interviewer
from hiring.work_calendar import (
    DAY,
    HOUR,
    Absence,
    WorkCalendar,
    add_working_days,
    find_next_opening,
)
from tests.hiring.debriefs.world import ILL, STAGES, by, make_scorecard

if TYPE_CHECKING:
    from hiring.debriefs.inbox_contents import InboxLine, InboxMessage

few = settings(deadline=None, max_examples=settings().max_examples // 2)

OWNER, DECIDER, ANN, BEN = "UOWNER", "UDECIDER", "UANN", "UBEN"
PEOPLE = (OWNER, DECIDER, ANN, BEN)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
STARTS = (
    datetime(2027, 3, 22, tzinfo=UTC),  # Berlin's clocks go forward on the first Sunday
    datetime(
        2027, 10, 25, tzinfo=UTC
    ),  # Berlin's go back on the first Sunday, New York's on the second
)
FORTNIGHT = 14 * DAY
MOST = 3
MINUTE = 60


@dataclass(frozen=True)
class Move:
    """Something that a person does, or the app's: `files`, `gives_up`, `snoozes` or `nudges`."""

    at: int
    what: str
    pick: int


@dataclass(frozen=True)
class Plot:
    """A fortnight: how people work, the debriefs, the moves, and when the app sleeps."""

    start: int
    calendars: dict[str, WorkCalendar]
    debriefs: tuple[Debrief, ...]
    moves: tuple[Move, ...]
    sleeps: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Rush:
    """A person for whom much falls due about the beginning of one last working hour."""

    person: str
    last_hour: int


@st.composite
def calendars(draw: st.DrawFn, start: date) -> WorkCalendar:
    opens = draw(st.integers(6, 13))
    absences: tuple[Absence, ...] = ()
    if draw(st.booleans()):
        first = start + timedelta(days=draw(st.integers(0, 13)))
        absences = (Absence(first, first + timedelta(days=draw(st.integers(0, 4)))),)
    return WorkCalendar(
        zone=draw(st.sampled_from(ZONES)),
        days=frozenset(draw(st.sets(st.integers(0, 6), min_size=1, max_size=5))),
        opens=opens * 60,
        closes=(opens + draw(st.sampled_from((2, 4, 8, 10)))) * 60,
        country=draw(st.sampled_from(("", "DE"))),
        absences=absences,
    )


@st.composite
def plots(draw: st.DrawFn) -> Plot:
    begins = draw(st.sampled_from(STARTS))
    start = int(begins.timestamp())
    how = {person: draw(calendars(begins.date())) for person in PEOPLE}
    rush = draw(st.none() | plan_rushes(begins, how))
    debriefs = tuple(
        draw(plan_debrief(f"D{number}", start, how, rush))
        for number in range(draw(st.integers(1, 9)))
    )
    any_time = st.integers(0, FORTNIGHT // 600).map(lambda n: start + n * 600)
    busy_day = start + draw(st.integers(1, 6)) * DAY
    times = st.one_of(any_time, st.integers(0, 143).map(lambda n: busy_day + n * 600))
    what = st.sampled_from(("files", "files", "gives_up", "snoozes", "nudges", "decides"))
    moves = draw(st.lists(st.builds(Move, times, what, st.integers(0, 11)), max_size=20))
    sleeps = draw(st.lists(st.tuples(any_time, st.integers(1, 60)), max_size=2))
    return Plot(
        start,
        how,
        debriefs,
        tuple(sorted(moves, key=lambda move: move.at)),
        tuple((at, at + hours * HOUR) for at, hours in sleeps),
    )


@st.composite
def plan_rushes(draw: st.DrawFn, begins: datetime, how: dict[str, WorkCalendar]) -> Rush:
    """The last working hour of somebody's day, for which several things fall due."""
    person = draw(st.sampled_from(PEOPLE))
    calendar = how[person]
    closes = calendar.closes - 60
    day = begins.date() + timedelta(days=draw(st.integers(4, 8)))
    hour = time(closes // 60, closes % 60, tzinfo=ZoneInfo(calendar.zone))
    return Rush(person, int(datetime.combine(day, hour).timestamp()))


@st.composite
def plan_debrief(
    draw: st.DrawFn, name: str, start: int, how: dict[str, WorkCalendar], rush: Rush | None
) -> Debrief:
    opened_at = start + draw(st.integers(0, 60)) * HOUR
    seats = []
    for number, stage in enumerate(STAGES[: draw(st.integers(1, 3))]):
        person = draw(st.sampled_from(PEOPLE))
        at = draw(
            st.one_of(st.none(), st.integers(2, 150).map(lambda n: opened_at + n * HOUR // 2))
        )
        if rush and draw(st.booleans()):
            person = rush.person
            due_after = draw(st.sampled_from((-60, 0, 20, 40)))
            at = rush.last_hour + due_after * MINUTE - HOUR - 45 * MINUTE
        ends_at = at and at + 45 * MINUTE
        due_at = ends_at and ends_at + DAY
        days = 1 if due_at else 3
        overdue_at = add_working_days(due_at or opened_at, days, how[person])
        seats.append(
            Seat(
                str(number + 1),
                1,
                stage.id,
                person,
                due_at,
                at=at,
                ends_at=ends_at,
                overdue_at=overdue_at,
            )
        )
    return Debrief(
        id=name,
        channel="C1",
        label=name,
        role="ai-tech-lead",
        owner=OWNER,
        decider=DECIDER,
        opened_at=opened_at,
        grace=300,
        stages=STAGES,
        seats=tuple(seats),
        rounds=(Round(1, started_at=opened_at),),
        next_seat=len(seats) + 1,
    )


@dataclass(frozen=True)
class Sent:
    """A message that a person got."""

    at: int
    person: str
    lines: tuple[InboxLine, ...]


@dataclass
class Play:
    """A fortnight as it is played; the facts that its rules need are written down beside it."""

    plot: Plot
    debriefs: dict[str, Debrief] = field(default_factory=dict)
    inboxes: dict[str, Inbox] = field(default_factory=lambda: dict.fromkeys(PEOPLE, Inbox()))
    looks: dict[str, int] = field(default_factory=dict)
    shown: dict[str, tuple[InboxMessage, ...]] = field(
        default_factory=lambda: dict.fromkeys(PEOPLE, ())
    )
    sent: list[Sent] = field(default_factory=list)
    empty_until: dict[tuple[str, str], int] = field(default_factory=dict)
    snoozed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def run(self) -> Play:
        """Play all of it."""
        waiting: list[Move | Debrief] = [*self.plot.moves, *self.plot.debriefs]
        waiting.sort(key=lambda each: each.at if isinstance(each, Move) else each.opened_at)
        end = self.plot.start + FORTNIGHT
        while True:
            first = waiting[0] if waiting else None
            times = [first.at if isinstance(first, Move) else first.opened_at] if first else []
            now = self.wake_up(min([*times, *self.looks.values()], default=end))
            if now >= end:
                return self
            if first and times[0] <= now:
                waiting.pop(0)
                self.change(first, now)
                self.looks |= dict.fromkeys(PEOPLE, now)
            for person in PEOPLE:
                if self.looks.get(person, end) <= now:
                    self.visit(person, now)

    def wake_up(self, at: int) -> int:
        """When the app, which may be asleep, gets to see what happens at a time."""
        for begins, ends in sorted(self.plot.sleeps):
            if begins <= at < ends:
                at = ends
        return at

    def visit(self, person: str, now: int) -> None:
        """What the app does for a person when it looks."""
        calendar = self.plot.calendars[person]
        before = self.inboxes[person]
        plan = plan_inbox(person, [*self.debriefs.values()], before, calendar, MOST, now)
        self.inboxes[person] = plan.inbox
        self.looks.pop(person, None)
        if plan.look_again is not None:
            assert plan.look_again > now
            self.looks[person] = plan.look_again
        known = {message.at for message in self.shown[person]}
        self.sent += [
            Sent(now, person, message.lines)
            for message in plan.messages
            if message.at not in known and message.at >= now
        ]
        self.shown[person] = tuple(plan.messages)
        again = plan_inbox(person, [*self.debriefs.values()], plan.inbox, calendar, MOST, now)
        assert (again.messages, again.inbox) == (plan.messages, plan.inbox), "a second look sends"

    def change(self, what: Move | Debrief, now: int) -> None:
        """What somebody does, if they may."""
        if isinstance(what, Debrief):
            self.debriefs[what.id] = what
            return
        if what.what == "snoozes":
            self.snooze(what, now)
            return
        seats = [(each, seat) for each in self.debriefs.values() for seat in each.seats]
        if not seats:
            return
        debrief, seat = seats[what.pick % len(seats)]
        try:
            changed = self.act(what.what, debrief, seat, now)
        except DebriefError:
            return
        self.debriefs[debrief.id] = changed
        if what.what in {"files", "gives_up"}:
            self.empty_until.setdefault((debrief.id, seat.id), now)

    def act(self, what: str, debrief: Debrief, seat: Seat, now: int) -> Debrief:
        """The debrief after an act. Raises DebriefError."""
        match what:
            case "files":
                card = make_scorecard()
                return file_scorecard(debrief, by(seat.person), seat.id, card, now)
            case "gives_up":
                return give_up_seat(debrief, by(seat.person), seat.id, ILL, "", now)
            case "nudges":
                return remind_interviewer(debrief, by(OWNER), seat.id, now)
            case _:
                return record_decision(debrief, by(DECIDER), Outcome.HIRE, "Yes.", now)

    def snooze(self, move: Move, now: int) -> None:
        """Somebody snoozes a line of a message that they have."""
        lines = [
            (person, line)
            for person in PEOPLE
            for message in self.shown[person]
            for line in message.lines
            if line.kind in SNOOZABLE
        ]
        if not lines:
            return
        person, line = lines[move.pick % len(lines)]
        until = find_next_opening(now + (move.pick + 1) * 3 * HOUR, self.plot.calendars[person])
        self.snoozed[line.debrief_id, line.seat] += 1
        inbox = self.inboxes[person]
        rest = (
            each
            for each in inbox.snoozes
            if (each.debrief, each.seat) != (line.debrief_id, line.seat)
        )
        snooze = Snooze(line.debrief_id, line.seat, until)
        self.inboxes[person] = replace(inbox, snoozes=(*rest, snooze))


def read_clock(at: int, calendar: WorkCalendar) -> datetime:
    return datetime.fromtimestamp(at, ZoneInfo(calendar.zone))


def works_at(at: int, calendar: WorkCalendar) -> bool:
    """Whether a person is at work, by the clock on their wall."""
    clock = read_clock(at, calendar)
    holidays = {date(2027, 3, 26), date(2027, 3, 29), date(2027, 10, 3)} if calendar.country else {}
    return (
        clock.weekday() in calendar.days
        and clock.date() not in holidays
        and not any(away.first <= clock.date() <= away.last for away in calendar.absences)
        and calendar.opens <= clock.hour * 60 + clock.minute < calendar.closes
    )


def has_full_day(calendar: WorkCalendar, since: int, until: int) -> bool:
    """Whether a person works for a whole day between two times."""
    day = read_clock(since, calendar).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    while (midnight := int(day.timestamp())) + DAY <= until:
        if works_at(midnight + calendar.opens * MINUTE, calendar):
            return True
        day += timedelta(days=1)
    return False


@given(plots())
@few
def test_whatever_happens_in_a_fortnight_reminders_are_kind(plot: Plot) -> None:
    play = Play(plot).run()
    event(f"{len(play.sent)} messages")
    said: Counter[tuple[object, ...]] = Counter()
    moments = Counter((sent.person, sent.at) for sent in play.sent)
    assert not [key for key, count in moments.items() if count > 1], "a heap"
    for sent in play.sent:
        calendar = plot.calendars[sent.person]
        assert works_at(sent.at, calendar), "outside their hours, or on a day off"
        today = read_clock(sent.at, calendar).date()
        for line in sent.lines:
            seat = play.debriefs[line.debrief_id].find_seat(line.seat)
            said[sent.person, line.debrief_id, line.seat, line.kind, today] += 1
            said[line.debrief_id, line.seat, line.kind] += 1
            if seat and line.kind in {Kind.SCORECARD, Kind.NUDGE}:
                assert seat.person == sent.person
                empty_until = play.empty_until.get((line.debrief_id, line.seat))
                assert empty_until is None or sent.at < empty_until, "after filing"
            if seat and line.kind is Kind.SCORECARD:
                assert sent.at >= (seat.ends_at or 0) + HOUR, "before the interview's end"
    check_nobody_is_written_to_all_day(plot, play)
    for key, count in said.items():
        if len(key) == 5:
            assert count == 1 or key[3] is Kind.NUDGE, "twice on one day"
        elif key[2] is Kind.SCORECARD:
            assert count <= MOST + play.snoozed[str(key[0]), str(key[1])]
        elif key[2] is Kind.LATE:
            assert count == 1
    check_nobody_is_forgotten(plot, play, said)


def check_nobody_is_written_to_all_day(plot: Plot, play: Play) -> None:
    """The clock sends two messages a day at most, the second of them in the last working hour."""
    messages: Counter[tuple[str, date]] = Counter()
    for sent in play.sent:
        if any(line.kind is Kind.NUDGE for line in sent.lines):
            continue
        calendar = plot.calendars[sent.person]
        today = read_clock(sent.at, calendar).date()
        if messages[sent.person, today]:
            assert not works_at(sent.at + HOUR, calendar), "a second one, before the last hour"
        messages[sent.person, today] += 1
    assert max(messages.values(), default=0) <= 2


def check_nobody_is_forgotten(plot: Plot, play: Play, said: Counter[tuple[object, ...]]) -> None:
    """Whoever owes a scorecard is reminded, and the owner hears that it is late."""
    awake_at = max((ends for _, ends in plot.sleeps), default=0)
    end = plot.start + FORTNIGHT
    for debrief in play.debriefs.values():
        for seat in debrief.seats:
            if (debrief.id, seat.id) in play.empty_until or seat.ends_at is None:
                continue
            since = max(seat.ends_at + HOUR, debrief.opened_at, awake_at)
            snoozed = play.snoozed[debrief.id, seat.id]
            if has_full_day(plot.calendars[seat.person], since, end):
                told = said[debrief.id, seat.id, Kind.SCORECARD]
                assert told or said[debrief.id, seat.id, Kind.NUDGE] or snoozed, "forgotten"
            since = max(seat.overdue_at, awake_at)
            if seat.person != OWNER and has_full_day(plot.calendars[OWNER], since, end):
                assert said[debrief.id, seat.id, Kind.LATE] == 1, "the owner never heard"
