"""What an interviewer has in their messages when: nothing takes the questions away again."""

from __future__ import annotations

from dataclasses import replace

from hiring.debriefs import course, filing
from hiring.debriefs.contents import Kit, KitState, Root
from hiring.debriefs.debrief import CloseKind, Debrief, Outcome
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.scheduling import schedule_interview
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    DECIDER,
    ILL,
    MONDAY,
    OWNER,
    SETTINGS,
    by,
    filed,
    make_scorecard,
    opened,
)

AT = MONDAY + 3 * DAY
KIT_TIME = MONDAY + 2 * DAY + 9 * HOUR
LATER_ROUND = (NewSeat("screen", ANN), NewSeat("architecture", BEN, 2))


def find_kit(debrief: Debrief, now: int, seat: str) -> tuple[Kit, int | None] | None:
    """A seat's kit with its generation."""
    slot = f"seat/{seat}/kit"
    for message in compute_outlook(debrief, now, SETTINGS).messages:
        if message.slot == slot and isinstance(message.content, Kit):
            return message.content, message.generation
    return None


def get_kit(debrief: Debrief, now: int, seat: str = "1") -> tuple[Kit, int | None]:
    kit = find_kit(debrief, now, seat)
    assert kit
    return kit


def scheduled(
    debrief: Debrief, seat: str, at: int | None, now: int = MONDAY, person: str = OWNER
) -> Debrief:
    return schedule_interview(debrief, by(person), seat, InterviewTime(at), SETTINGS, now)


def test_whoever_has_the_whole_kit_keeps_it_when_a_time_is_set() -> None:
    untimed = opened(NewSeat("screen", ANN))
    told = scheduled(untimed, "1", AT)

    kit, generation = get_kit(told, MONDAY)

    assert (kit.brief, kit.kit_at, kit.at) == (False, None, AT)
    assert generation == MONDAY  # the owner's change is news
    own = scheduled(untimed, "1", AT, person=ANN)
    assert get_kit(own, MONDAY)[1] == get_kit(untimed, MONDAY)[1]  # their own isn't


def test_at_the_kit_time_it_comes_again_unless_it_came_after_that() -> None:
    untimed = opened(NewSeat("screen", ANN))
    ahead = scheduled(untimed, "1", AT)
    assert get_kit(ahead, KIT_TIME - 1)[1] != get_kit(ahead, KIT_TIME)[1]
    assert not get_kit(ahead, KIT_TIME)[0].brief
    same_day = scheduled(untimed, "1", MONDAY + HOUR)
    assert get_kit(same_day, MONDAY)[1] == get_kit(same_day, MONDAY + HOUR)[1] == MONDAY


def test_an_interview_that_is_put_off_after_its_kit_came_leaves_the_kit() -> None:
    timed = opened(NewSeat("screen", ANN, at=AT))
    assert get_kit(timed, KIT_TIME - 1)[0].brief
    put_off = scheduled(timed, "1", AT + 7 * DAY, KIT_TIME)
    again = scheduled(put_off, "1", AT + 14 * DAY, KIT_TIME + HOUR)
    assert [get_kit(each, KIT_TIME + HOUR)[0].brief for each in (put_off, again)] == [False] * 2
    before = scheduled(timed, "1", AT + 7 * DAY, KIT_TIME - 1)
    assert get_kit(before, KIT_TIME - 1)[0].brief


def test_a_later_interview_with_a_time_has_its_kit_before_its_round_starts() -> None:
    debrief = opened(*LATER_ROUND)
    assert find_kit(debrief, MONDAY, "2") is None

    debrief = scheduled(debrief, "2", AT)

    kit, generation = get_kit(debrief, MONDAY, "2")
    assert (kit.brief, kit.kit_at, kit.opens_in, kit.at) == (True, KIT_TIME, 2, AT)
    assert compute_outlook(debrief, MONDAY + 2 * DAY, SETTINGS).look_again == KIT_TIME
    whole, comes_new = get_kit(debrief, KIT_TIME, "2")
    assert (whole.brief, whole.opens_in) == (False, 2)
    assert comes_new != generation


def test_before_its_round_starts_a_kit_shows_nothing_of_the_round_before() -> None:
    debrief = scheduled(opened(*LATER_ROUND), "2", AT)
    card = make_scorecard(probe="Ask about on-call.")
    complete = filed(debrief, MONDAY, "1", what=card)
    given_up = filing.give_up_seat(debrief, by(ANN), "1", ILL, "", MONDAY)
    for other in (complete, given_up):
        for now in (MONDAY + 1, KIT_TIME, AT + DAY):
            assert get_kit(other, now, "2") == get_kit(debrief, now, "2")

    started = course.advance_round(complete, by(OWNER), SETTINGS, AT + 2 * HOUR)

    kit, generation = get_kit(started, AT + 2 * HOUR, "2")
    assert (kit.opens_in, kit.probe_next) == (0, ("Ask about on-call.",))
    assert generation != get_kit(complete, AT + 2 * HOUR - 1, "2")[1]  # filing opens: that is news


def test_a_later_interview_that_is_dropped_or_closed_asks_for_nothing() -> None:
    debrief = scheduled(opened(*LATER_ROUND), "2", AT)
    closed = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY)
    assert get_kit(closed, MONDAY, "2")[0].state is KitState.CLOSED
    stopped = course.stop_rounds(filed(debrief, MONDAY, "1"), by(OWNER), MONDAY)
    assert find_kit(stopped, MONDAY, "2") is None


def test_whoever_never_filed_reads_what_became_of_it_in_the_message_that_they_have() -> None:
    late = MONDAY + 4 * DAY
    debrief = filed(opened(), MONDAY, "1", "2")
    over = course.reveal_without_missing_seats(debrief, by(OWNER), late)
    decided = course.record_decision(over, by(DECIDER), Outcome.HIRE, "Yes.", late)

    kits = [get_kit(each, late, "3") for each in (over, decided)]

    assert [(kit.late, kit.outcome) for kit, _ in kits] == [(True, None), (True, Outcome.HIRE)]
    assert [generation for _, generation in kits] == [None, None]


def test_the_channel_is_told_of_no_due_time_that_has_passed_whoever_has_filed() -> None:
    """Whoever took more time would seem to be late, and whoever filed would stand out."""
    debrief = opened()
    due_at = debrief.seat("1").due_at or 0
    longer = filing.give_more_time(debrief, by(ANN), "1", DEFAULT_CALENDAR, due_at - HOUR)
    filed_early = filed(debrief, MONDAY, "2")
    for each in (debrief, longer, filed_early):
        shown = []
        for now in (due_at - 1, due_at):
            root = compute_outlook(each, now, SETTINGS).messages[0].content
            assert isinstance(root, Root)
            shown.append([seat.due_at for seat in root.rounds[0].seats])
        assert shown == [[due_at] * 3, [None] * 3]
        assert compute_outlook(each, due_at - 1, SETTINGS).look_again == due_at
    all_timed = replace(debrief, seats=debrief.seats[:1])
    assert compute_outlook(filed(all_timed, MONDAY), MONDAY, SETTINGS).look_again == MONDAY + 300
