"""When the clock tells a person something, and which messages then exist. A pure function.

What there is to tell is in `inbox_items`. This is when it is told:

- Only in the person's own working hours: what falls due outside of them comes at the next opening.
- One message a day, as soon as something is due. It takes along all that would be repeated later on
  that day. In the last working hour one more may come, if something became due after the first.
- What is repeated comes once a working day, at the same time of day as before.
- A nudge comes at once in working hours, in a message of its own, and takes along whatever else is
  due. The clock says nothing more about that seat on that day.
- Snoozed: the clock says nothing about it until then, and then says it again, however often it was
  said before. A nudge comes all the same, since a person asks.
- However long nobody looked at the clock, everything that is due makes one message.

A message is derived from the record of what was sent: it shows each item that was last sent in it,
while that still holds. So what is filed, released or sent again goes from an earlier message, and a
message of which nothing is left goes altogether. The record is stored before the message is posted,
so a crash in between costs nothing, and a change of working hours repeats nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiring.debriefs.inbox_contents import InboxMessage
from hiring.debriefs.inbox_items import OWN_SCORECARD, SNOOZABLE, Kind, list_items
from hiring.debriefs.inbox_lines import build_line, list_snooze_choices
from hiring.debriefs.state import apply_due_reveal, get_scheduled_reveal_time
from hiring.work_calendar import (
    DAY,
    add_working_days,
    find_date,
    find_end_of_day,
    find_last_hour,
    find_next_opening,
    is_open,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.inbox_items import Item
    from hiring.work_calendar import WorkCalendar

    SentTimes: TypeAlias = Mapping[tuple[str, str, Kind], tuple[int, ...]]

MOST_A_DAY: Final = 2
REMEMBERED_SECONDS: Final = 2 * DAY
MOST_REMEMBERED: Final = 50
"""How many times are stored for one thing."""


@dataclass(frozen=True, slots=True)
class Sending:
    """When a person was told something: the times, oldest first. `seat` may be empty."""

    debrief: str
    seat: str
    kind: Kind
    times: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Snooze:
    """Until when a person wants to hear nothing about something. `seat` may be empty."""

    debrief: str
    seat: str
    until: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a person was sent, and has snoozed.

    `messages` are the times of the last messages that the clock sent by itself, oldest first.
    """

    sent: tuple[Sending, ...] = ()
    messages: tuple[int, ...] = ()
    snoozes: tuple[Snooze, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxPlan:
    """The messages that should exist, by the time that each was sent, oldest first.

    `inbox` is to be stored before they are posted. `look_again` is None if nothing more happens by
    time alone.
    """

    messages: tuple[InboxMessage, ...]
    inbox: Inbox
    look_again: int | None


@dataclass(frozen=True, slots=True)
class _Told:
    """An item, and what became of it. Times in seconds, 0 for never.

    `last_at` is when the person was last told of it, by a nudge or by the clock. `shown_at` is the
    time of the message that shows it. `next_at` is when the clock tells it next if working hours
    allow it; None for never.
    """

    item: Item
    last_at: int
    shown_at: int
    count: int
    snoozed_until: int
    next_at: int | None
    is_repeated: bool

    @property
    def is_new_nudge(self) -> bool:
        """Whether the owner has nudged the person, who hasn't been told of it yet."""
        return self.item.kind is Kind.NUDGE and not self.count


def plan_inbox(  # noqa: PLR0913, PLR0917 - all that it depends on
    person: str,
    debriefs: Sequence[Debrief],
    inbox: Inbox,
    calendar: WorkCalendar,
    most: int,
    now: int,
    unreadable: Collection[str] = (),
) -> InboxPlan:
    """What a person is told, out of all debriefs in which they have something to do.

    `most`: how often at most they are reminded of one thing. `unreadable` are the ids of debriefs
    that can't be read at the moment: what was sent about them isn't forgotten.
    """
    items = [
        item
        for debrief in debriefs
        for item in list_items(apply_due_reveal(debrief, now), person, calendar, most, now)
    ]
    told = _read_record(items, inbox, calendar)
    chosen, by_clock = _choose(told, inbox, calendar, now)
    known = {*unreadable, *(debrief.id for debrief in debriefs)}
    inbox = _record(inbox, chosen, known, now, by_clock=by_clock)
    told = _read_record(items, inbox, calendar)
    snoozes = tuple(each for each in inbox.snoozes if _is_wanted(each, told))
    return InboxPlan(
        tuple(_build_messages(told, calendar, person, now)),
        replace(inbox, snoozes=snoozes),
        _find_next_look(told, debriefs, inbox, calendar, now),
    )


def _read_record(items: Iterable[Item], inbox: Inbox, calendar: WorkCalendar) -> list[_Told]:
    sent = {(each.debrief, each.seat, each.kind): each.times for each in inbox.sent}
    snoozes = {(each.debrief, each.seat): each.until for each in inbox.snoozes}
    return [
        _read_item(
            item,
            sent,
            snoozes.get((item.debrief.id, item.seat_id), 0) if item.kind in SNOOZABLE else 0,
            calendar,
        )
        for item in items
    ]


def _read_item(item: Item, sent: SentTimes, snoozed: int, calendar: WorkCalendar) -> _Told:
    own = [at for at in _list_times(item, item.kind, sent) if at >= item.counts_from]
    matter = OWN_SCORECARD if item.kind in OWN_SCORECARD else {item.kind}
    times = [at for kind in matter for at in _list_times(item, kind, sent)]
    last_at = max(times, default=0)
    shown_at = max((at for at in own if at >= item.shown_from), default=0)
    told = _Told(item, last_at, shown_at, len(own), snoozed, None, is_repeated=False)
    if item.kind is Kind.NUDGE:
        return told
    if snoozed > last_at:
        return replace(told, next_at=max(snoozed, item.first_at))
    if told.count >= item.most:
        return told
    again = add_working_days(last_at, 1, calendar) if last_at else 0
    return replace(told, next_at=max(again, item.first_at), is_repeated=again > item.first_at)


def _list_times(item: Item, kind: Kind, sent: SentTimes) -> tuple[int, ...]:
    return sent.get((item.debrief.id, item.seat_id, kind), ())


def _choose(
    told: Sequence[_Told], inbox: Inbox, calendar: WorkCalendar, now: int
) -> tuple[list[Item], bool]:
    """What is sent now in one message, and whether the clock has a part in it."""
    if not is_open(now, calendar):
        return [], False
    nudges = [each.item for each in told if each.is_new_nudge]
    due = any(each.next_at is not None and each.next_at <= now for each in told)
    if not due or not _allows_message(inbox, calendar, now):
        return nudges, False
    today = find_date(now, calendar)
    matters = {(item.debrief.id, item.seat_id) for item in nudges}
    by_clock = [
        each.item
        for each in told
        if each.next_at is not None
        and (
            each.next_at <= now or (each.is_repeated and find_date(each.next_at, calendar) <= today)
        )
        and not (
            each.item.kind is Kind.SCORECARD
            and (each.item.debrief.id, each.item.seat_id) in matters
        )
    ]
    return [*nudges, *by_clock], bool(by_clock)


def _allows_message(inbox: Inbox, calendar: WorkCalendar, now: int) -> bool:
    """Whether the clock may send a message now, in working hours."""
    count = _count_messages(inbox, calendar, now)
    return not count or (count < MOST_A_DAY and now >= find_last_hour(now, calendar))


def _count_messages(inbox: Inbox, calendar: WorkCalendar, now: int) -> int:
    """How many messages the clock has sent today."""
    today = find_date(now, calendar)
    return sum(find_date(at, calendar) == today for at in inbox.messages)


def _record(
    inbox: Inbox, chosen: Sequence[Item], known: Collection[str], now: int, *, by_clock: bool
) -> Inbox:
    """The record once the chosen items were sent, without debriefs that are over for the person."""
    sent = {(each.debrief, each.seat, each.kind): each.times for each in inbox.sent}
    # No two messages have one time, or the second would only change the first.
    at = max(now, 1 + max((times[-1] for times in sent.values()), default=0))
    for item in chosen:
        key = (item.debrief.id, item.seat_id, item.kind)
        sent[key] = (*sent.get(key, ()), at)[-MOST_REMEMBERED:]
    messages = (*inbox.messages, *([at] if by_clock else []))
    return Inbox(
        tuple(Sending(*key, times) for key, times in sorted(sent.items()) if key[0] in known),
        tuple(time for time in messages if time > now - REMEMBERED_SECONDS),
        tuple(each for each in inbox.snoozes if each.debrief in known),
    )


def _is_wanted(snooze: Snooze, told: Iterable[_Told]) -> bool:
    """Whether a snooze isn't over: the person was told nothing since, or is unknown here."""
    return not any(
        each.snoozed_until == snooze.until
        and (each.item.debrief.id, each.item.seat_id) == (snooze.debrief, snooze.seat)
        and each.last_at >= snooze.until
        for each in told
    )


def _build_messages(
    told: Iterable[_Told], calendar: WorkCalendar, person: str, now: int
) -> Iterator[InboxMessage]:
    newest: dict[tuple[str, str, bool], _Told] = {}
    for each in told:
        item = each.item
        key = (item.debrief.id, f"{item.seat_id}/{item.kind}", False)
        if item.kind in OWN_SCORECARD:
            key = (item.debrief.id, item.seat_id, True)
        if each.shown_at and (key not in newest or newest[key].shown_at < each.shown_at):
            newest[key] = each
    for at in sorted({each.shown_at for each in newest.values()}):
        shown = [each for each in newest.values() if each.shown_at == at]
        lines = [
            build_line(each.item, each.count, each.snoozed_until, person, now) for each in shown
        ]
        yield InboxMessage(
            at,
            tuple(
                sorted(lines, key=lambda line: (line.order, line.label, line.debrief_id, line.seat))
            ),
            tuple(list_snooze_choices(at, calendar)),
        )


def _find_next_look(
    told: Iterable[_Told],
    debriefs: Iterable[Debrief],
    inbox: Inbox,
    calendar: WorkCalendar,
    now: int,
) -> int | None:
    times = [
        _find_sending_time(each.next_at, inbox, calendar, now)
        for each in told
        if each.next_at is not None
    ]
    times += [find_next_opening(now, calendar) for each in told if each.is_new_nudge]
    times += [each.snoozed_until for each in told]
    for debrief in debriefs:
        times.append(get_scheduled_reveal_time(debrief) or 0)
        times += [seat.settled_at for seat in debrief.seats if seat.can_be_kept(now)]
    return min((at for at in times if at > now), default=None)


def _find_sending_time(at: int, inbox: Inbox, calendar: WorkCalendar, now: int) -> int:
    """The first time at which the clock may send what is due at a time."""
    opening = find_next_opening(max(at, now), calendar)
    count = _count_messages(inbox, calendar, opening)
    if count >= MOST_A_DAY:
        return find_next_opening(find_end_of_day(opening, calendar) + 1, calendar)
    return max(opening, find_last_hour(opening, calendar)) if count else opening
