"""Sight is passed on in the open: who takes over accepts it, and everybody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.debriefs import course, filing, succession
from hiring.debriefs.access import can_read_round
from hiring.debriefs.contents import (
    HandOverNote,
    HandOverRefused,
    HandOverRequest,
    ReadersNote,
    RequestState,
    Root,
)
from hiring.debriefs.debrief import Answer, CloseKind, Debrief, Duty, Outcome
from hiring.debriefs.errors import (
    HandOverLapsedError,
    NoSightError,
    NotAllowedError,
    NotGoneError,
    SamePersonError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM, InThread
from hiring.debriefs.state import Phase, get_phase
from hiring.debriefs.succession import Successor
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    DECIDER,
    GONE,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    east,
    excused,
    filed,
    handed_over,
    make_scorecard,
    opened,
    revealed,
)

if TYPE_CHECKING:
    from hiring.debriefs.planned_messages import PlannedMessage

FRIDAY = MONDAY + 4 * DAY
BOTH = tuple(Duty)


def requested(
    debrief: Debrief, duty: Duty, person: str, now: int = MONDAY, asker: str = OWNER
) -> Debrief:
    return succession.request_hand_over(debrief, by(asker), duty, Successor(person), now)


def accepted(debrief: Debrief, person: str, now: int, number: int = 1) -> Debrief:
    return succession.accept_hand_over(debrief, by(person), number, now)


def declined(debrief: Debrief, person: str, now: int, number: int = 1) -> Debrief:
    return succession.decline_hand_over(debrief, by(person), number, now)


def find_messages(debrief: Debrief, now: int) -> dict[str, PlannedMessage]:
    """The messages about hand-overs, and to authors about who can read a round."""
    return {
        message.slot: message
        for message in compute_outlook(debrief, now, SETTINGS).messages
        if "hand-over" in message.slot or "readers" in message.slot
    }


def find_state(debrief: Debrief, now: int, slot: str) -> RequestState:
    content = find_messages(debrief, now)[slot].content
    assert isinstance(content, HandOverRequest)
    return content.state


@pytest.mark.parametrize("duty", Duty)
def test_who_is_asked_to_take_over_does_so_by_accepting_and_the_channel_is_told(
    duty: Duty,
) -> None:
    debrief = requested(opened(), duty, CAT)
    assert (debrief.owner, debrief.decider) == (OWNER, DECIDER)
    message = find_messages(debrief, MONDAY)[f"hand-over/1/{CAT}"]
    assert message.destination == InDM(CAT)
    assert message.content == HandOverRequest(
        "D1", 1, "JS", "C1", (duty,), OWNER, MONDAY + DAY, RequestState.OPEN
    )
    assert "thread/hand-over-1" not in find_messages(debrief, MONDAY)

    debrief = accepted(debrief, CAT, MONDAY + 5)

    former = OWNER if duty is Duty.OWNER else DECIDER
    assert (debrief.owner, debrief.decider) == (
        (CAT, DECIDER) if duty is Duty.OWNER else (OWNER, CAT)
    )
    assert find_state(debrief, MONDAY + 5, f"hand-over/1/{CAT}") is RequestState.ACCEPTED
    told = find_messages(debrief, MONDAY + 5)["thread/hand-over-1"]
    assert (told.destination, told.notifies) == (InThread("C1"), True)
    assert told.content == HandOverNote("D1", "JS", (duty,), CAT, OWNER, (former,), at_once=False)
    root = compute_outlook(debrief, MONDAY + 5, SETTINGS).messages[0].content
    assert isinstance(root, Root)
    assert (root.owner, root.decider) == (debrief.owner, debrief.decider)


def test_who_declines_changes_nothing_and_who_asked_is_told() -> None:
    debrief = declined(requested(opened(), Duty.DECIDER, CAT), CAT, MONDAY + 5)

    assert debrief.decider == DECIDER
    messages = find_messages(debrief, MONDAY + 5)
    assert set(messages) == {f"hand-over/1/{CAT}", f"hand-over/1/refused/{OWNER}"}
    assert find_state(debrief, MONDAY + 5, f"hand-over/1/{CAT}") is RequestState.DECLINED
    refused = messages[f"hand-over/1/refused/{OWNER}"]
    assert refused.destination == InDM(OWNER)
    assert refused.content == HandOverRefused(
        "D1", "JS", "C1", (Duty.DECIDER,), CAT, Answer.DECLINED
    )


@pytest.mark.parametrize(
    ("at", "hours", "offset"),
    [(MONDAY, 24, 0), (FRIDAY, 72, 0), (FRIDAY, 24, -10), (FRIDAY + 6 * HOUR, 72, 9)],
)
def test_a_request_lapses_after_one_of_the_persons_own_working_days(
    at: int, hours: int, offset: int
) -> None:
    successor, lapses_at = Successor(CAT, east(offset)), at + hours * HOUR
    debrief = succession.request_hand_over(opened(now=at), by(OWNER), Duty.OWNER, successor, at)

    assert accepted(debrief, CAT, lapses_at - 1).owner == CAT
    for answer in (accepted, declined):
        with pytest.raises(HandOverLapsedError):
            answer(debrief, CAT, lapses_at)
    assert find_state(debrief, lapses_at, f"hand-over/1/{CAT}") is RequestState.LAPSED
    refused = find_messages(debrief, lapses_at)[f"hand-over/1/refused/{OWNER}"].content
    assert isinstance(refused, HandOverRefused)
    assert refused.answer is None
    assert f"hand-over/1/refused/{OWNER}" not in find_messages(debrief, lapses_at - 1)


def test_the_time_when_a_request_lapses_is_looked_at() -> None:
    debrief = requested(filed(opened(*TWO_ROUNDS), MONDAY), Duty.OWNER, CAT)

    assert compute_outlook(debrief, MONDAY, SETTINGS).look_again == MONDAY + DAY
    assert compute_outlook(debrief, MONDAY + DAY, SETTINGS).look_again is None
    answered = declined(debrief, CAT, MONDAY)
    assert compute_outlook(answered, MONDAY, SETTINGS).look_again is None


def test_a_new_request_for_a_duty_takes_the_place_of_the_earlier_and_of_no_other() -> None:
    debrief = requested(opened(), Duty.OWNER, CAT)
    debrief = requested(debrief, Duty.DECIDER, BEN, MONDAY + 1)
    debrief = requested(debrief, Duty.OWNER, ANN, MONDAY + 2)

    with pytest.raises(HandOverLapsedError):
        accepted(debrief, CAT, MONDAY + 3, 1)
    assert find_state(debrief, MONDAY + 3, f"hand-over/1/{CAT}") is RequestState.WITHDRAWN
    assert f"hand-over/1/refused/{OWNER}" not in find_messages(debrief, MONDAY + 3 * DAY)
    for_ownership = [each for each in debrief.hand_overs if Duty.OWNER in each.duties]
    assert [each.to for each in for_ownership if each.is_open(MONDAY + 3)] == [ANN]
    assert [each.to for each in for_ownership if each.is_open(MONDAY + 3 * DAY)] == []
    assert accepted(debrief, BEN, MONDAY + 3, 2).decider == BEN
    assert accepted(debrief, ANN, MONDAY + 3, 3).owner == ANN


def test_only_the_person_who_was_asked_answers_and_only_once() -> None:
    debrief = requested(opened(), Duty.OWNER, CAT)
    sentences = set()
    for person in (OWNER, DECIDER, ANN, OUTSIDER):
        for answer in (accepted, declined):
            with pytest.raises(NotAllowedError) as refusal:
                answer(debrief, person, MONDAY)
            sentences.add(refusal.value.sentence)
    assert len(sentences) == 1
    for number in (0, 2, -1):
        with pytest.raises(HandOverLapsedError):
            accepted(debrief, CAT, MONDAY, number)
    two = requested(debrief, Duty.DECIDER, BEN)
    with pytest.raises(HandOverLapsedError):
        accepted(two, CAT, MONDAY, 2)
    for answered in (accepted(debrief, CAT, MONDAY), declined(debrief, CAT, MONDAY)):
        for answer in (accepted, declined):
            with pytest.raises(HandOverLapsedError):  # pressed twice: nothing to be accused of
                answer(answered, CAT, MONDAY)


def test_owner_and_decider_ask_for_what_is_theirs_and_for_somebody_else() -> None:
    debrief = opened()
    for asker in (OWNER, DECIDER):
        assert accepted(requested(debrief, Duty.DECIDER, CAT, asker=asker), CAT, MONDAY).decider
    with pytest.raises(NotAllowedError):
        requested(debrief, Duty.OWNER, CAT, asker=DECIDER)
    for person in (ANN, OUTSIDER, ADMIN):
        for duty in Duty:
            with pytest.raises(NotAllowedError):
                requested(debrief, duty, CAT, asker=person)
    with pytest.raises(SamePersonError):
        requested(debrief, Duty.OWNER, OWNER)
    with pytest.raises(SamePersonError):
        requested(debrief, Duty.DECIDER, DECIDER)
    assert accepted(requested(debrief, Duty.DECIDER, OWNER), OWNER, MONDAY).decider == OWNER


def test_the_deputy_who_was_named_at_opening_takes_over_at_once() -> None:
    debrief = requested(opened(deputy=CAT), Duty.DECIDER, CAT, MONDAY + 1)

    assert (debrief.owner, debrief.decider) == (OWNER, CAT)
    messages = find_messages(debrief, MONDAY + 1)
    told = {f"hand-over/1/told/{person}" for person in (CAT, DECIDER)}
    assert set(messages) == {"thread/hand-over-1", *told}
    note = HandOverNote("D1", "JS", (Duty.DECIDER,), CAT, OWNER, (DECIDER,), at_once=True)
    assert messages["thread/hand-over-1"].content == note
    root = compute_outlook(opened(deputy=CAT), MONDAY, SETTINGS).messages[0].content
    assert isinstance(root, Root)
    assert root.deputy == CAT


def test_the_deputy_takes_the_place_of_a_request_for_the_same_duty() -> None:
    debrief = requested(opened(deputy=CAT), Duty.DECIDER, BEN)
    debrief = requested(debrief, Duty.DECIDER, CAT, MONDAY + 1)

    assert debrief.decider == CAT
    with pytest.raises(HandOverLapsedError):
        accepted(debrief, BEN, MONDAY + 2)


def test_the_decider_follows_an_owner_who_is_gone_and_the_channel_is_told() -> None:
    debrief = opened()
    followed = succession.promote_successor(debrief, {OWNER}, MONDAY)
    assert (followed.owner, followed.decider) == (DECIDER, DECIDER)
    note = HandOverNote("D1", "JS", (Duty.OWNER,), DECIDER, "", (OWNER,), at_once=True)
    assert find_messages(followed, MONDAY)["thread/hand-over-1"].content == note

    for gone in (set[str](), {OWNER, DECIDER}):
        with pytest.raises(NotGoneError):
            succession.promote_successor(debrief, gone, MONDAY)


def test_the_deputy_or_else_the_owner_follows_a_decider_who_is_gone() -> None:
    for deputy, gone, follows in (("", {DECIDER}, OWNER), (CAT, {DECIDER}, CAT)):
        followed = succession.promote_successor(opened(deputy=deputy), gone, MONDAY)
        assert (followed.owner, followed.decider) == (OWNER, follows)
    without = succession.promote_successor(opened(deputy=CAT), {DECIDER, CAT}, MONDAY)
    assert without.decider == OWNER


def test_the_first_of_owner_decider_and_deputy_who_is_still_in_the_workspace_answers_for_it() -> (
    None
):
    debrief = opened(deputy=CAT)
    expected = {
        (): OWNER,
        (OWNER,): DECIDER,
        (OWNER, DECIDER): CAT,
        (OWNER, DECIDER, CAT): "",
    }
    for gone, keeper in expected.items():
        assert succession.find_keeper(debrief, {*gone}) == keeper
    assert not succession.find_keeper(opened(), {OWNER, DECIDER})


def test_whoever_loses_or_gets_a_duty_by_another_is_told_themselves() -> None:
    debrief = accepted(requested(opened(), Duty.DECIDER, CAT, asker=OWNER), CAT, MONDAY + 1)
    told = {slot for slot in find_messages(debrief, MONDAY + 1) if "/told/" in slot}
    assert told == {f"hand-over/1/told/{DECIDER}"}
    own = accepted(requested(opened(), Duty.DECIDER, CAT, asker=DECIDER), CAT, MONDAY + 1)
    assert not {slot for slot in find_messages(own, MONDAY + 1) if "/told/" in slot}


def test_with_both_gone_the_deputy_takes_over_both_and_nobody_else_does() -> None:
    debrief = opened(deputy=CAT)
    assert succession.promote_successor(debrief, {OWNER}, MONDAY).owner == DECIDER

    followed = succession.promote_successor(debrief, {OWNER, DECIDER}, MONDAY)

    assert (followed.owner, followed.decider) == (CAT, CAT)
    note = HandOverNote("D1", "JS", BOTH, CAT, "", (OWNER, DECIDER), at_once=True)
    assert find_messages(followed, MONDAY)["thread/hand-over-1"].content == note
    with pytest.raises(NotGoneError):
        succession.promote_successor(debrief, {OWNER, DECIDER, CAT}, MONDAY)


def test_a_request_of_an_owner_who_is_gone_ends_when_somebody_follows() -> None:
    debrief = requested(opened(), Duty.OWNER, CAT)
    followed = succession.promote_successor(debrief, {OWNER}, MONDAY + 1)

    with pytest.raises(HandOverLapsedError):
        accepted(followed, CAT, MONDAY + 2)


def test_a_request_outlives_the_duty_of_who_made_it_and_says_who_that_was() -> None:
    """Anna asks Cat to decide and hands the debrief to Ben; Cat's acceptance names Anna."""
    debrief = requested(opened(), Duty.DECIDER, CAT)
    debrief = handed_over(debrief, Duty.OWNER, BEN, MONDAY + 1)

    debrief = accepted(debrief, CAT, MONDAY + 2)

    assert (debrief.owner, debrief.decider) == (BEN, CAT)
    note = HandOverNote("D1", "JS", (Duty.DECIDER,), CAT, OWNER, (DECIDER,), at_once=False)
    assert find_messages(debrief, MONDAY + 2)["thread/hand-over-1"].content == note


def test_an_administrator_asks_somebody_else_once_both_are_gone_and_they_accept() -> None:
    debrief, gone, cat = opened(), {OWNER, DECIDER}, Successor(CAT)
    request = succession.appoint_owner(debrief, by(ADMIN), cat, gone, MONDAY)
    assert (request.owner, request.decider) == (OWNER, DECIDER)
    appointed = accepted(request, CAT, MONDAY + 1)
    assert (appointed.owner, appointed.decider) == (CAT, CAT)
    note = HandOverNote("D1", "JS", BOTH, CAT, ADMIN, (OWNER, DECIDER), at_once=False)
    assert find_messages(appointed, MONDAY + 1)["thread/hand-over-1"].content == note

    for some_gone in ({OWNER}, {DECIDER}, set[str]()):
        with pytest.raises(NotGoneError):
            succession.appoint_owner(debrief, by(ADMIN), cat, some_gone, MONDAY)
    with pytest.raises(NoSightError):
        succession.appoint_owner(debrief, by(ADMIN), Successor(ADMIN), gone, MONDAY)
    with pytest.raises(NotAllowedError):
        succession.appoint_owner(debrief, by(CAT), Successor(ANN), gone, MONDAY)


def test_in_a_closed_debrief_nothing_is_handed_over_any_more() -> None:
    debrief = requested(opened(deputy=BEN), Duty.OWNER, CAT)
    closed = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY + 1)

    for answer in (accepted, declined):
        with pytest.raises(NotAllowedError):
            answer(closed, CAT, MONDAY + 2)
    with pytest.raises(NotAllowedError):
        requested(closed, Duty.OWNER, BEN, MONDAY + 2)
    with pytest.raises(NotAllowedError):
        succession.promote_successor(closed, {OWNER, DECIDER}, MONDAY + 2)
    for now in (MONDAY + 2, MONDAY + 9 * DAY):
        assert find_state(closed, now, f"hand-over/1/{CAT}") is RequestState.LAPSED
        assert set(find_messages(closed, now)) == {f"hand-over/1/{CAT}"}


def test_what_is_decided_can_still_be_handed_over() -> None:
    now = MONDAY + 300
    debrief = course.record_decision(revealed(), by(DECIDER), Outcome.HIRE, "Bar met.", now)
    assert handed_over(debrief, Duty.DECIDER, CAT, now).decider == CAT


def test_who_was_asked_reads_nothing_before_accepting_and_who_handed_over_nothing_after() -> None:
    debrief = requested(filed(opened(*TWO_ROUNDS), MONDAY), Duty.OWNER, CAT)
    assert not can_read_round(debrief, 1, by(CAT), MONDAY)
    assert can_read_round(debrief, 1, by(OWNER), MONDAY)

    debrief = accepted(debrief, CAT, MONDAY)

    assert can_read_round(debrief, 1, by(CAT), MONDAY)
    assert not can_read_round(debrief, 1, by(OWNER), MONDAY)


def test_authors_are_told_once_who_can_read_their_round_and_again_after_a_hand_over() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY, "1")
    assert not find_messages(debrief, MONDAY)
    debrief = filed(debrief, MONDAY, "2")

    first = find_messages(debrief, MONDAY)
    assert set(first) == {f"round/1/readers/{ANN}", f"round/1/readers/{OWNER}"}
    to_ann = first[f"round/1/readers/{ANN}"]
    assert (to_ann.destination, to_ann.generation) == (InDM(ANN), 0)
    assert to_ann.content == ReadersNote("D1", "JS", "C1", 1, (OWNER, DECIDER))
    to_owner = first[f"round/1/readers/{OWNER}"].content
    assert to_owner == ReadersNote("D1", "JS", "C1", 1, (DECIDER,))
    read = course.mark_round_read(debrief, by(DECIDER), 1, MONDAY + 1)
    advanced = course.advance_round(read, by(OWNER), SETTINGS, MONDAY + 2)
    edit = filing.ScorecardEdit(make_scorecard(reason="Other."), "Wrong.")
    for later in (
        read,
        advanced,
        filing.edit_scorecard(advanced, by(ANN), "1", edit, MONDAY + 3),
        declined(requested(advanced, Duty.DECIDER, CAT), CAT, MONDAY + 3),
        requested(advanced, Duty.DECIDER, CAT),
    ):
        assert find_messages(later, MONDAY + 3)[to_ann.slot] == to_ann

    debrief = handed_over(advanced, Duty.DECIDER, CAT, MONDAY + 4, MONDAY + 5)

    again = find_messages(debrief, MONDAY + 5)[to_ann.slot]
    assert again.generation == MONDAY + 5
    assert again.content == ReadersNote("D1", "JS", "C1", 1, (OWNER, CAT))
    assert find_messages(debrief, MONDAY + DAY)[to_ann.slot] == again


def test_only_authors_are_told_who_can_read_and_nobody_whose_round_only_they_can_read() -> None:
    seatings = (NewSeat("screen", ANN), NewSeat("screen", BEN), NewSeat("team", CAT, 2))
    debrief = filed(excused(opened(*seatings), "2", MONDAY, GONE), MONDAY)
    assert [slot for slot in find_messages(debrief, MONDAY) if "readers" in slot] == [
        f"round/1/readers/{ANN}"
    ]
    alone = handed_over(handed_over(debrief, Duty.OWNER, ANN, MONDAY), Duty.DECIDER, ANN, MONDAY)
    assert not any("readers" in slot for slot in find_messages(alone, MONDAY))


def test_once_a_round_is_public_or_closed_nobody_is_told_who_alone_can_read_it() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    stopped = course.stop_rounds(debrief, by(OWNER), MONDAY)
    closed = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY)

    assert get_phase(stopped, MONDAY + 300) is Phase.REVEALED
    assert len(find_messages(stopped, MONDAY + 299)) == 2
    assert not find_messages(stopped, MONDAY + 300)
    assert not find_messages(closed, MONDAY)
