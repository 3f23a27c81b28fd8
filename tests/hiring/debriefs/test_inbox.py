"""When people are told what, by the clock alone: one rule a test."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiring.debriefs import course, staffing
from hiring.debriefs.debrief import CandidateTask, CloseKind, Duty, EarlyRatings, Outcome
from hiring.debriefs.inbox import Inbox, Snooze, plan_inbox
from hiring.debriefs.inbox_contents import SnoozeChoice
from hiring.debriefs.inbox_items import Kind
from hiring.debriefs.inbox_lines import find_snooze_end, list_snooze_choices
from hiring.debriefs.scorecard import Rating
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR, WorkCalendar
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OWNER,
    TWO_ROUNDS,
    by,
    excused,
    filed,
    given_up,
    handed_over,
    opened,
    replaced,
    revealed,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.inbox import InboxPlan

REMINDERS = 3
TEN = MONDAY + HOUR
MINUTE = 60


class Person:
    """Someone whose inbox is looked at whenever it wants to be, and what they were sent."""

    def __init__(
        self,
        person: str,
        calendar: WorkCalendar = DEFAULT_CALENDAR,
        *,
        most: int = REMINDERS,
        inbox: Inbox | None = None,
    ) -> None:
        self.person = person
        self.calendar = calendar
        self.most = most
        self.inbox = inbox or Inbox()
        self.sent: list[tuple[int, tuple[tuple[Kind, str, str], ...]]] = []

    def look(self, now: int, *debriefs: Debrief) -> InboxPlan:
        """Look once; a new message is written down with what it is about."""
        plan = plan_inbox(self.person, debriefs, self.inbox, self.calendar, self.most, now)
        before = {at for sending in self.inbox.sent for at in sending.times}
        self.inbox = plan.inbox
        for message in plan.messages:
            if message.at not in before:
                about = ((line.kind, line.debrief_id, line.seat) for line in message.lines)
                self.sent.append((message.at, tuple(about)))
        again = plan_inbox(self.person, debriefs, self.inbox, self.calendar, self.most, now)
        assert again.inbox == plan.inbox, "looking twice sends nothing twice"
        assert plan.look_again is None or plan.look_again > now
        return plan

    def live(self, start: int, end: int, *debriefs: Debrief) -> list[int]:
        """Let time pass while nothing changes; returns when messages came."""
        now: int | None = start
        while now is not None and now <= end:
            now = self.look(now, *debriefs).look_again
        return [at for at, _ in self.sent if start <= at <= end]


def changed(debrief: Debrief, seat_id: str, **changes: object) -> Debrief:
    def change(seat: Seat) -> Seat:
        return replace(seat, **changes) if seat.id == seat_id else seat  # type: ignore[arg-type]

    return replace(debrief, seats=tuple(change(seat) for seat in debrief.seats))


def interviewing(at: int, *, id_: str = "D1", seat: str = "1", due: int | None = None) -> Debrief:
    """A debrief in which Ann interviews for an hour; the others have filed."""
    debrief = filed(opened(now=at - DAY), at - DAY, *({"1", "2", "3"} - {seat}))
    times = {"at": at, "ends_at": at + HOUR, "due_at": due or at + HOUR + DAY}
    debrief = changed(debrief, seat, person=ANN, overdue_at=at + 10 * DAY, **times)
    return replace(debrief, id=id_)


def lines(person: Person, now: int, *debriefs: Debrief) -> list[Kind]:
    return [line.kind for message in person.look(now, *debriefs).messages for line in message.lines]


def test_a_scorecard_is_reminded_of_an_hour_after_the_interview_and_then_daily_three_times() -> (
    None
):
    ann = Person(ANN)

    times = ann.live(MONDAY, MONDAY + 30 * DAY, interviewing(TEN))

    assert times == [TEN + 2 * HOUR + day * DAY for day in range(3)]


def test_what_falls_due_out_of_hours_comes_when_the_next_working_day_begins() -> None:
    ann = Person(ANN)
    friday_evening = MONDAY + 4 * DAY + 7 * HOUR

    times = ann.live(MONDAY, MONDAY + 30 * DAY, interviewing(friday_evening))

    assert times == [MONDAY + (7 + day) * DAY for day in range(3)]


@pytest.mark.parametrize("most", [0, 1, 10])
def test_how_often_at_most_is_a_setting(most: int) -> None:
    ann = Person(ANN, most=most)
    assert len(ann.live(MONDAY, MONDAY + 60 * DAY, interviewing(TEN))) == most


def test_without_an_interview_time_the_due_time_counts_and_without_both_no_reminder_comes() -> None:
    known = changed(interviewing(TEN, due=TEN), "1", at=None, ends_at=None)
    neither = changed(known, "1", due_at=None)

    assert Person(ANN).live(MONDAY, MONDAY + 30 * DAY, known)[0] == TEN + HOUR
    ann = Person(ANN)
    ann.live(MONDAY, MONDAY + 30 * DAY, neither)
    assert {kind for _, about in ann.sent for kind, *_ in about} == {Kind.SCHEDULE}


def test_an_interviewer_without_a_time_is_asked_for_it_once_a_working_day_after_the_start() -> None:
    debrief = changed(opened(), "1", at=None, due_at=None)
    ann = Person(ANN)
    assert ann.live(MONDAY, MONDAY + 30 * DAY, debrief) == [MONDAY + DAY]
    (message,) = ann.look(MONDAY + 30 * DAY, debrief).messages
    assert [(line.kind, line.person) for line in message.lines] == [(Kind.SCHEDULE, "")]
    known = changed(debrief, "1", at=TEN + 40 * DAY, ends_at=TEN + 41 * DAY)
    assert lines(ann, MONDAY + 30 * DAY, known) == []


def test_nobody_is_reminded_within_an_hour_of_being_told_to_file() -> None:
    """The interview may be over when the round starts, or when a seat is taken over or kept."""
    over = {"at": MONDAY - 4 * DAY, "ends_at": MONDAY - 4 * DAY + HOUR}
    started = changed(opened(), "1", **over, due_at=MONDAY + DAY)
    taken = replaced(opened(now=MONDAY - 5 * DAY), "1", DECIDER, MONDAY)
    taken = changed(taken, "4", **over, due_at=MONDAY + DAY)
    stays = changed(opened(now=MONDAY - 5 * DAY), "1", **over, due_at=MONDAY + DAY, kept_at=MONDAY)
    for person, debrief in ((ANN, started), (DECIDER, taken), (ANN, stays)):
        assert Person(person).live(MONDAY, MONDAY + 4 * HOUR, debrief) == [MONDAY + HOUR]


def test_whoever_takes_a_seat_over_is_not_asked_for_the_time_in_the_same_minute() -> None:
    debrief = replaced(changed(opened(), "1", due_at=None), "1", DECIDER, MONDAY + 3 * DAY)
    later = changed(debrief, debrief.seats[-1].id, due_at=None, at=None)
    asked_at = [
        at
        for at in Person(DECIDER).live(MONDAY + 3 * DAY, MONDAY + 30 * DAY, later)
        if at < MONDAY + 4 * DAY
    ]
    assert asked_at == []


def test_the_last_reminder_says_so_and_when_the_owner_is_told() -> None:
    ann, debrief = Person(ANN), interviewing(TEN)
    told_at = debrief.seat("1").overdue_at
    seen = []
    for day in range(3):
        (message,) = ann.look(TEN + 2 * HOUR + day * DAY, debrief).messages
        (line,) = message.lines
        seen.append((line.count, line.is_last, line.owner, line.owner_told_at))
    assert seen == [(n, n == 3, OWNER, told_at) for n in (1, 2, 3)]


def test_an_owner_is_not_told_that_they_themself_are_late() -> None:
    owner, debrief = Person(OWNER), changed(interviewing(TEN), "1", person=OWNER)
    (message,) = owner.look(TEN + 2 * HOUR, debrief).messages
    assert (message.lines[0].owner, message.lines[0].owner_told_at) == ("", None)


def test_several_things_are_one_digest_a_day() -> None:
    ann = Person(ANN)
    debriefs = [interviewing(TEN + n * 10 * MINUTE, id_=f"D{n}") for n in range(4)]

    ann.live(MONDAY, MONDAY + 30 * DAY, *debriefs)

    first, second, third, *more = ann.sent
    assert first == (TEN + 2 * HOUR, ((Kind.SCORECARD, "D0", "1"),))
    assert second[0] == MONDAY + 7 * HOUR  # the last working hour
    assert len(second[1]) == 3
    assert third[0] == TEN + 2 * HOUR + DAY
    assert len(third[1]) == 4  # what would have come later on that day comes along
    assert [len(each[1]) for each in more] == [4]


def test_in_the_last_working_hour_nothing_comes_that_did_not_become_due_after_the_first() -> None:
    ann = Person(ANN)
    first, second = interviewing(TEN), interviewing(TEN - HOUR, id_="D2")
    assert ann.live(MONDAY, MONDAY + 10 * HOUR, first, second) == [TEN + HOUR, MONDAY + 7 * HOUR]
    assert ann.live(MONDAY + DAY, MONDAY + DAY + 15 * HOUR, first, second) == [TEN + HOUR + DAY]


def test_after_a_long_sleep_one_message_comes() -> None:
    ann = Person(ANN)
    debriefs = [interviewing(TEN), interviewing(TEN + DAY, id_="D2")]
    asleep_until = MONDAY + 9 * DAY + HOUR

    ann.look(asleep_until, *debriefs)

    assert [(at, len(about)) for at, about in ann.sent] == [(asleep_until, 2)]


def test_a_jump_of_the_clock_by_night_sends_nothing_before_the_morning() -> None:
    ann = Person(ANN)
    by_night = MONDAY + 3 * DAY + 14 * HOUR

    plan = ann.look(by_night, interviewing(TEN))

    assert (plan.messages, plan.look_again) == ((), MONDAY + 4 * DAY)


def test_the_next_reminder_is_a_new_message_and_the_line_goes_from_the_one_before() -> None:
    ann = Person(ANN)
    first, second = interviewing(TEN), interviewing(TEN, id_="D2")
    ann.look(TEN + 2 * HOUR, first, second)
    ann.look(TEN + 2 * HOUR + DAY, first, filed(second, TEN + DAY, "1"))

    assert [len(message.lines) for message in ann.look(TEN + 2 * DAY, first).messages] == [1]


def closed(debrief: Debrief, _: str, now: int) -> Debrief:
    return course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, now)


@pytest.mark.parametrize("end", [filed, given_up, excused, closed])
def test_filing_releasing_and_closing_end_a_reminder_at_once(end: object) -> None:
    ann, debrief = Person(ANN), interviewing(TEN)
    assert lines(ann, TEN + 2 * HOUR, debrief) == [Kind.SCORECARD]
    now = TEN + 2 * HOUR + MINUTE
    over = filed(debrief, now, "1") if end is filed else end(debrief, "1", now)  # type: ignore[operator]
    assert lines(ann, now, over) == []
    assert ann.look(now).inbox.sent == ()  # a debrief that asks nothing of her is forgotten


def test_an_interview_that_is_moved_is_reminded_of_after_its_new_time() -> None:
    ann, moved = Person(ANN), interviewing(TEN + 3 * DAY)
    ann.look(TEN + 2 * HOUR, interviewing(TEN))
    assert lines(ann, TEN + 3 * HOUR, moved) == []
    times = ann.live(TEN + 3 * HOUR, MONDAY + 30 * DAY, moved)
    assert times == [TEN + 2 * HOUR + day * DAY for day in (3, 4, 7)]


def test_whoever_has_rated_or_wants_more_time_is_reminded_once_it_is_due() -> None:
    debrief = interviewing(TEN)
    due_at = debrief.seat("1").due_at or 0
    rated = changed(debrief, "1", rated=EarlyRatings((), Rating.YES, TEN + HOUR))
    longer = changed(debrief, "1", more_time_at=TEN + 2 * HOUR, due_at=due_at + DAY)

    assert Person(ANN).live(MONDAY, due_at + DAY, rated)[0] == due_at + HOUR
    assert Person(ANN).live(MONDAY, due_at + 2 * DAY, longer)[0] == due_at + DAY + HOUR


def test_rating_takes_a_reminder_away_that_stood() -> None:
    ann, debrief = Person(ANN), interviewing(TEN)
    ann.look(TEN + 2 * HOUR, debrief)
    rated = changed(debrief, "1", rated=EarlyRatings((), Rating.YES, TEN + 3 * HOUR))
    assert lines(ann, TEN + 3 * HOUR, rated) == []


def nudged(debrief: Debrief, now: int) -> Debrief:
    return staffing.remind_interviewer(debrief, by(OWNER), "1", now)


@pytest.mark.parametrize("nudged_at", [TEN + 90 * MINUTE, TEN + 2 * HOUR])
def test_a_nudge_comes_at_once_says_who_asked_and_takes_that_days_reminder_along(
    nudged_at: int,
) -> None:
    """Also where both are due at once; the nudge is none of the reminders."""
    ann = Person(ANN)
    wanted = nudged(interviewing(TEN), nudged_at)

    plan = ann.look(nudged_at, wanted)

    (message,) = plan.messages
    (line,) = message.lines
    assert (line.kind, line.nudged_by) == (Kind.NUDGE, OWNER)
    assert ann.live(nudged_at + 1, MONDAY + 9 * HOUR, wanted) == []
    assert len(ann.live(MONDAY + DAY, MONDAY + 30 * DAY, wanted)) == REMINDERS


def test_a_nudge_by_night_comes_in_the_morning() -> None:
    ann, by_night = Person(ANN), MONDAY + 12 * HOUR
    wanted = nudged(interviewing(TEN + 5 * DAY), by_night)
    plan = ann.look(by_night, wanted)
    assert (plan.messages, plan.look_again) == ((), MONDAY + DAY)
    assert lines(ann, MONDAY + DAY, wanted) == [Kind.NUDGE]


def test_a_nudge_names_the_owner_who_asked_whoever_owns_the_debrief_by_now() -> None:
    wanted = nudged(interviewing(TEN), TEN)
    wanted = handed_over(wanted, Duty.OWNER, BEN, TEN + 1)
    (message,) = Person(ANN).look(TEN + 2, wanted).messages
    assert message.lines[0].nudged_by == OWNER


def test_what_is_snoozed_says_until_when_and_comes_again_then_however_often_it_came() -> None:
    debrief, until = interviewing(TEN), TEN + 5 * HOUR
    ann = Person(ANN, most=1)
    ann.look(TEN + 2 * HOUR, debrief)
    ann.inbox = replace(ann.inbox, snoozes=(Snooze("D1", "1", until),))

    (message,) = ann.look(TEN + 3 * HOUR, debrief).messages

    assert message.lines[0].snoozed_until == until
    assert ann.live(TEN + 3 * HOUR, MONDAY + 30 * DAY, debrief) == [MONDAY + 7 * HOUR]
    assert ann.inbox.snoozes == ()


def test_a_snooze_keeps_the_next_reminder_away_and_nothing_else() -> None:
    ann = Person(ANN)
    first, second = interviewing(TEN), interviewing(TEN, id_="D2")
    ann.look(TEN + 2 * HOUR, first, second)
    ann.inbox = replace(ann.inbox, snoozes=(Snooze("D1", "1", MONDAY + 3 * DAY),))
    ann.live(TEN + 3 * HOUR, MONDAY + 3 * DAY, first, second)
    tomorrow, later = ann.sent[1:3]
    assert tomorrow == (TEN + 2 * HOUR + DAY, ((Kind.SCORECARD, "D2", "1"),))
    assert later[0] == TEN + 2 * HOUR + 2 * DAY or len(later[1]) == 2


def test_snoozing_offers_what_makes_sense_and_ends_in_working_hours() -> None:
    morning, late, friday = MONDAY + HOUR, MONDAY + 7 * HOUR + 1, MONDAY + 4 * DAY + 6 * HOUR
    hour, afternoon, tomorrow, next_day = SnoozeChoice
    offered = {now: list_snooze_choices(now, DEFAULT_CALENDAR) for now in (morning, late, friday)}
    assert [*offered[morning]] == [hour, afternoon, tomorrow]
    assert [*offered[late]] == [tomorrow]
    assert [*offered[friday]] == [hour, next_day]
    assert find_snooze_end(afternoon, morning, DEFAULT_CALENDAR) == MONDAY + 5 * HOUR
    assert find_snooze_end(hour, late, DEFAULT_CALENDAR) == MONDAY + DAY
    assert find_snooze_end(next_day, friday, DEFAULT_CALENDAR) == MONDAY + 7 * DAY


def test_the_owner_is_asked_twice_when_an_interview_is_a_working_day_apart() -> None:
    debrief = changed(opened(), "1", at=None, due_at=None, overdue_at=MONDAY + 20 * DAY)
    owner = Person(OWNER)
    owner.live(MONDAY, MONDAY + 2 * DAY, debrief)
    wanted = [at for at, about in owner.sent if (Kind.SCHEDULE, "D1", "1") in about]
    assert wanted == [MONDAY + DAY, MONDAY + 2 * DAY]
    known = changed(debrief, "1", at=TEN + 5 * DAY, ends_at=TEN + 5 * DAY + HOUR)
    assert Kind.SCHEDULE not in lines(owner, MONDAY + 2 * DAY + HOUR, known)
    owner.live(MONDAY + 2 * DAY + HOUR, MONDAY + 30 * DAY, debrief)
    assert sum((Kind.SCHEDULE, "D1", "1") in about for _, about in owner.sent) == 2


def test_the_owner_hears_once_of_each_seat_that_is_late_and_what_can_be_done() -> None:
    overdue = MONDAY + 3 * DAY
    debrief = filed(opened(), MONDAY, "1", "2")
    debrief = changed(debrief, "3", due_at=MONDAY + 2 * DAY, overdue_at=overdue)
    owner = Person(OWNER)

    assert owner.live(MONDAY, MONDAY + 30 * DAY, debrief) == [overdue]

    (message,) = owner.look(overdue + HOUR, debrief).messages
    (line,) = message.lines
    assert (line.kind, line.person, line.missing, line.can_reveal) == (Kind.LATE, CAT, 1, True)
    assert lines(owner, overdue + HOUR, filed(debrief, overdue, "3")) == []


def test_the_decider_hears_once_they_may_reveal_without_those_who_are_missing() -> None:
    debrief = filed(opened(), MONDAY, "1")
    debrief = changed(debrief, "2", overdue_at=MONDAY + DAY)
    debrief = changed(debrief, "3", overdue_at=MONDAY + 2 * DAY)
    decider = Person(DECIDER)

    assert decider.live(MONDAY, MONDAY + 30 * DAY, debrief) == [MONDAY + 2 * DAY]

    (message,) = decider.look(MONDAY + 3 * DAY, debrief).messages
    assert [(line.kind, line.missing) for line in message.lines] == [(Kind.MAY_REVEAL, 2)]


def test_while_a_round_follows_nobody_hears_that_they_may_reveal() -> None:
    debrief = opened(*TWO_ROUNDS)
    assert Person(DECIDER).live(MONDAY, MONDAY + 30 * DAY, debrief) == []
    owner = Person(OWNER)
    owner.live(MONDAY, MONDAY + 30 * DAY, changed(debrief, "2", due_at=None))
    shown = owner.look(MONDAY + 30 * DAY, debrief).messages
    assert not any(line.can_reveal for message in shown for line in message.lines)


def test_an_owner_who_owes_a_scorecard_is_reminded_of_it_and_not_told_that_it_is_late() -> None:
    debrief = filed(changed(opened(), "3", person=OWNER), MONDAY, "1", "2")
    owner = Person(OWNER)
    owner.live(MONDAY, MONDAY + 30 * DAY, debrief)
    assert {kind for _, about in owner.sent for kind, *_ in about} == {Kind.SCORECARD}


def test_the_decider_is_reminded_from_the_working_day_after_the_decision_was_due() -> None:
    debrief = revealed()
    decider = Person(DECIDER)

    times = decider.live(MONDAY, MONDAY + 30 * DAY, debrief)

    assert times == [MONDAY + day * DAY for day in (2, 3, 4)]
    decided = course.record_decision(debrief, by(DECIDER), Outcome.HIRE, "Yes.", MONDAY + 3 * DAY)
    assert lines(decider, MONDAY + 5 * DAY, decided) == []


def test_whoever_tells_the_candidate_is_reminded_from_the_date_on_until_it_is_ticked() -> None:
    debrief = course.record_decision(revealed(), by(DECIDER), Outcome.HIRE, "Yes.", MONDAY + HOUR)
    task = CandidateTask(BEN, MONDAY + 2 * DAY, MONDAY + HOUR)
    debrief = replace(debrief, candidate_tasks=(task,))
    ben = Person(BEN)

    times = ben.live(MONDAY, MONDAY + 30 * DAY, debrief)

    assert times == [MONDAY + day * DAY for day in (2, 3, 4)]
    told = replace(task, told_by=BEN, told_at=MONDAY + 5 * DAY)
    assert lines(ben, MONDAY + 5 * DAY, replace(debrief, candidate_tasks=(told,))) == []


def test_the_teller_is_reminded_on_the_morning_of_the_day_it_is_due_and_not_when_it_is_set() -> (
    None
):
    debrief = course.record_decision(revealed(), by(DECIDER), Outcome.HIRE, "Yes.", MONDAY + HOUR)
    due_at = MONDAY + 2 * DAY + 6 * HOUR
    later = replace(debrief, candidate_tasks=(CandidateTask(BEN, due_at, MONDAY + HOUR),))
    weekend = CandidateTask(BEN, MONDAY + 5 * DAY, MONDAY + HOUR)
    same_day = CandidateTask(BEN, MONDAY + 6 * HOUR, MONDAY + HOUR)

    assert Person(BEN).live(MONDAY, MONDAY + 30 * DAY, later) == [
        MONDAY + day * DAY for day in (2, 3, 4)
    ]
    first = {
        task.due_at: Person(BEN).live(
            MONDAY + HOUR, MONDAY + 9 * DAY, replace(debrief, candidate_tasks=(task,))
        )[0]
        for task in (weekend, same_day)
    }
    assert first == {weekend.due_at: MONDAY + 4 * DAY, same_day.due_at: same_day.due_at}


def test_what_cannot_be_read_for_a_while_is_not_sent_again_afterwards() -> None:
    ann, debrief = Person(ANN), interviewing(TEN)
    ann.look(TEN + 2 * HOUR, debrief)
    away = plan_inbox(ANN, [], ann.inbox, DEFAULT_CALENDAR, 3, TEN + 3 * HOUR, ("D1",))
    ann.inbox = away.inbox
    assert away.messages == ()
    assert lines(ann, TEN + 4 * HOUR, debrief) == [Kind.SCORECARD]
    assert len(ann.sent) == 1


def test_a_change_of_working_hours_repeats_nothing() -> None:
    ann, debrief = Person(ANN), interviewing(TEN)
    ann.look(TEN + 2 * HOUR, debrief)
    ann.calendar = WorkCalendar("America/Los_Angeles", opens=4 * 60)
    ann.live(TEN + 2 * HOUR, TEN + 10 * HOUR, debrief)
    assert len(ann.sent) == 1


def test_two_messages_a_day_are_the_most() -> None:
    ann = Person(ANN)
    ends = [TEN, MONDAY + 5 * HOUR + 10 * MINUTE, MONDAY + 5 * HOUR + 40 * MINUTE]
    debriefs = [interviewing(at, id_=f"D{at}") for at in ends]
    times = ann.live(MONDAY, MONDAY + 8 * HOUR, *debriefs)
    assert times == [TEN + 2 * HOUR, MONDAY + 7 * HOUR + 10 * MINUTE]
    ann.look(MONDAY + 7 * HOUR + 50 * MINUTE, *debriefs)
    assert len(ann.sent) == 2
    assert ann.live(MONDAY + DAY, MONDAY + DAY + HOUR, *debriefs) == [MONDAY + DAY]


def test_two_nudges_in_one_second_are_two_messages() -> None:
    """Or the second would only change the first, which nobody notices."""
    ann = Person(ANN)
    first, second = interviewing(TEN + DAY), interviewing(TEN + DAY, id_="D2")
    ann.look(TEN, nudged(first, TEN), second)
    ann.look(TEN, nudged(first, TEN), nudged(second, TEN))
    assert len(ann.look(TEN, nudged(first, TEN), nudged(second, TEN)).messages) == 2
