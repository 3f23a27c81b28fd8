"""Random fortnights of one person: what holds of their messages, whatever happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.debriefs import staffing
from hiring.debriefs.debrief import EarlyRatings
from hiring.debriefs.errors import DebriefError
from hiring.debriefs.inbox import Inbox, Snooze, plan_inbox
from hiring.debriefs.inbox_items import Kind
from hiring.debriefs.scorecard import Rating
from hiring.work_calendar import DAY, HOUR, Absence, WorkCalendar, find_date, is_open
from tests.hiring.debriefs.test_inbox import changed, interviewing
from tests.hiring.debriefs.world import ANN, MONDAY, OWNER, by, filed

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief

REMINDERS = 3
FORTNIGHT = 14 * DAY
SPRING = MONDAY + 81 * DAY  # 27 March 2026: clocks change on the 29th
UTC = WorkCalendar()
AWAY = Absence(find_date(SPRING + 3 * DAY, UTC), find_date(SPRING + 5 * DAY, UTC))
CALENDARS = (
    UTC,
    WorkCalendar("America/Los_Angeles"),
    WorkCalendar("Asia/Tokyo", days=frozenset({1, 2, 4})),
    WorkCalendar("Europe/Berlin", opens=10 * 60, closes=12 * 60, country="DE"),
    WorkCalendar("Europe/London", absences=(AWAY,)),
)

times = st.integers(0, FORTNIGHT // 60).map(lambda minutes: SPRING + 60 * minutes)


@dataclass(frozen=True)
class Course:
    """One interview of Ann's, and what becomes of it."""

    at: int
    files_at: int | None
    nudged_at: int | None
    rates: bool
    snooze: tuple[int, int] | None  # when, and for how long


courses = st.builds(
    Course,
    at=times,
    files_at=st.none() | times,
    nudged_at=st.none() | times,
    rates=st.booleans(),
    snooze=st.none() | st.tuples(times, st.integers(1, 30 * HOUR)),
)


@dataclass
class Sent:
    """A new message: when, and what is in it."""

    at: int
    lines: tuple[tuple[Kind, str], ...]
    by_clock: bool


def play(
    plans: list[Course], calendar: WorkCalendar, naps: list[tuple[int, int]]
) -> tuple[list[Sent], dict[str, Debrief], Inbox]:
    """Live through a fortnight and a week, with naps in which nobody looks at the clock."""
    debriefs: dict[str, Debrief] = {}
    for number, plan in enumerate(plans):
        debrief = interviewing(plan.at, id_=f"D{number}")
        first_round = replace(debrief.rounds[0], started_at=SPRING - DAY)
        debriefs[debrief.id] = replace(debrief, rounds=(first_round,))
    acts = sorted(
        (at, f"D{number}", name)
        for number, plan in enumerate(plans)
        for at, name in (
            (plan.files_at, "file"),
            (plan.nudged_at, "nudge"),
            (plan.at + HOUR + 60 if plan.rates else None, "rate"),
            (plan.snooze[0] if plan.snooze else None, "snooze"),
        )
        if at is not None
    )
    inbox, sent, now = Inbox(), list[Sent](), SPRING - HOUR
    end = SPRING + FORTNIGHT + 21 * DAY
    while now <= end:
        while acts and acts[0][0] <= now:
            at, name, act = acts.pop(0)
            debriefs[name], inbox = _do(act, debriefs[name], inbox, at, plans[int(name[1:])])
        planned = plan_inbox(ANN, [*debriefs.values()], inbox, calendar, REMINDERS, now)
        known = {at for each in inbox.sent for at in each.times}
        clock = {*planned.inbox.messages} - {*inbox.messages}
        sent += [
            Sent(
                message.at,
                tuple((line.kind, line.debrief_id) for line in message.lines),
                message.at in clock,
            )
            for message in planned.messages
            if message.at not in known
        ]
        inbox = planned.inbox
        coming = [at for at in (planned.look_again, acts[0][0] if acts else None) if at is not None]
        if not coming:
            break
        now = min(coming)
        for start, length in naps:
            if start <= now < start + length:
                now = start + length
    return sent, debriefs, inbox


def _do(act: str, debrief: Debrief, inbox: Inbox, at: int, plan: Course) -> tuple[Debrief, Inbox]:
    try:
        match act:
            case "file":
                debrief = filed(debrief, at, "1")
            case "nudge":
                debrief = staffing.remind_interviewer(debrief, by(OWNER), "1", at)
            case "rate" if debrief.seat("1").is_empty:
                debrief = changed(debrief, "1", rated=EarlyRatings((), Rating.YES, at))
            case "snooze" if plan.snooze:
                snooze = Snooze(debrief.id, "1", at + plan.snooze[1])
                others = [each for each in inbox.snoozes if each.debrief != debrief.id]
                inbox = replace(inbox, snoozes=(*others, snooze))
    except DebriefError:
        pass
    return debrief, inbox


@settings(deadline=None)
@given(
    plans=st.lists(courses, min_size=1, max_size=6),
    calendar=st.sampled_from(CALENDARS),
    naps=st.lists(st.tuples(times, st.integers(1, 3 * DAY)), max_size=2),
)
def test_a_fortnight(
    plans: list[Course], calendar: WorkCalendar, naps: list[tuple[int, int]]
) -> None:
    sent, debriefs, inbox = play(plans, calendar, naps)
    by_day = Counter(find_date(each.at, calendar) for each in sent if each.by_clock)
    assert all(number <= 2 for number in by_day.values()), "two messages a day at most"
    assert all(is_open(each.at, calendar) for each in sent), "only in working hours"
    assert len({each.at for each in sent}) == len(sent)
    for number, plan in enumerate(plans):
        name = f"D{number}"
        reminders = [each.at for each in sent if (Kind.SCORECARD, name) in each.lines]
        nudges = [each.at for each in sent if (Kind.NUDGE, name) in each.lines]
        every = sorted([*reminders, *nudges])
        due_at = plan.at + HOUR + DAY
        rated = plan.rates and (plan.files_at is None or plan.files_at > plan.at + HOUR + 60)
        earliest = due_at + HOUR if rated else plan.at + 2 * HOUR
        assert all(at >= earliest for at in reminders), "never before the end and an hour"
        if plan.snooze:
            start, length = plan.snooze
            assert not [at for at in reminders if start < at < start + length], "snoozed"
        if plan.files_at is not None:
            assert all(at < plan.files_at for at in every), "never after filing"
        extra = plan.snooze is not None
        assert len(reminders) <= REMINDERS + extra, "so often at most"
        days = [find_date(at, calendar) for at in reminders]
        assert extra or len(set(days)) == len(days), "once a day at most"
        assert len(nudges) <= (plan.nudged_at is not None)
        if plan.files_at is None:
            assert len(reminders) >= REMINDERS, "nothing is lost"
            assert len(nudges) == (plan.nudged_at is not None), "every nudge arrives"
    assert {each.debrief for each in inbox.sent} <= {*debriefs}
