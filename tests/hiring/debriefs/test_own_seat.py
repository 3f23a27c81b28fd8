"""What interviewers do with their own seats: rate early, take more time, hand over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given, settings

from hiring.debriefs import course, filing, opening, seat_offers, staffing
from hiring.debriefs.contents import GivenUpNote, Kit, OwnerBoard, RequestState, Root
from hiring.debriefs.debrief import Answer, CloseKind, EarlyRatings, Release, ReleaseReason
from hiring.debriefs.errors import (
    AlreadyFiledError,
    AlreadyRevealedError,
    MoreTimeGivenError,
    NoDueTimeError,
    NoRatingsError,
    NotAllowedError,
    NotStartedError,
    OfferOverError,
    RoundOverError,
    SamePersonError,
    SeatFilledError,
    SeatReleasedError,
    SeatTakenError,
)
from hiring.debriefs.inbox_items import list_items
from hiring.debriefs.opening import NewRound, NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.scorecard import AttributeRating, Rating
from hiring.debriefs.seat_offer_contents import SeatOfferAnswer, SeatOfferRequest, SeatTaken
from hiring.debriefs.state import Phase, Seal, get_phase, get_seal
from hiring.debriefs.succession import Successor
from hiring.work_calendar import DAY, HOUR, WorkCalendar
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    Step,
    by,
    excused,
    filed,
    given_up,
    opened,
    openings,
    played,
    replaced,
    rescheduled,
    scheduled,
    steps,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import Outlook

relaxed = settings(deadline=None)
UTC = WorkCalendar()
FRIDAY = MONDAY + 4 * DAY
RATED = EarlyRatings((AttributeRating("design", Rating.YES, ""),), Rating.NO, MONDAY)


def see(debrief: Debrief, now: int) -> Outlook:
    return compute_outlook(debrief, now, SETTINGS)


def rated(debrief: Debrief, seat_id: str, now: int = MONDAY) -> Debrief:
    actor = by(debrief.seat(seat_id).person)
    return filing.save_early_ratings(debrief, actor, seat_id, RATED, now)


def offered(debrief: Debrief, seat_id: str, person: str, now: int = MONDAY) -> Debrief:
    actor = by(debrief.seat(seat_id).person)
    return seat_offers.offer_seat(debrief, actor, seat_id, Successor(person), now)


def accepted(
    debrief: Debrief, seat_id: str, person: str, number: int = 1, now: int = MONDAY
) -> Debrief:
    return seat_offers.accept_seat(debrief, by(person), seat_id, number, SETTINGS, now)


def given_more_time(debrief: Debrief, seat_id: str, now: int = MONDAY) -> Debrief:
    actor = by(debrief.seat(seat_id).person)
    return filing.give_more_time(debrief, actor, seat_id, UTC, now)


def test_early_ratings_count_for_nothing_and_are_replaced_by_later_ones() -> None:
    debrief = rated(opened(), "1")

    assert debrief.seat("1").rated == RATED
    root = see(debrief, MONDAY).messages[0]
    assert root == see(opened(), MONDAY).messages[0]
    other = replace(RATED, overall=None)
    again = filing.save_early_ratings(debrief, by(ANN), "1", other, MONDAY + 1)
    assert again.seat("1").rated == other


def test_only_the_board_and_their_own_kit_say_that_someone_has_rated() -> None:
    before, after = see(opened(), MONDAY).messages, see(rated(opened(), "1"), MONDAY).messages

    changed = [new for old, new in zip(before, after, strict=True) if old != new]

    assert [type(message.content) for message in changed] == [Kit, OwnerBoard]
    assert [message.destination for message in changed] == [InDM(ANN), InDM(OWNER)]


@pytest.mark.parametrize(
    "end",
    [
        lambda d: filed(d, MONDAY, "3"),
        lambda d: given_up(d, "3", MONDAY),
        lambda d: excused(d, "3", MONDAY),
        lambda d: replaced(d, "3", OUTSIDER, MONDAY),
        lambda d: accepted(d, "3", DECIDER),
        lambda d: course.close_debrief(d, by(OWNER), CloseKind.WITHDREW, MONDAY),
        lambda d: course.reveal_without_missing_seats(
            offered(d, "3", OUTSIDER, MONDAY + 30 * DAY), by(OWNER), MONDAY + 30 * DAY
        ),
    ],
)
def test_early_ratings_are_erased_and_requests_withdrawn_once_nobody_waits(
    end: Callable[[Debrief], Debrief],
) -> None:
    debrief = end(offered(rated(waiting(), "3"), "3", DECIDER))

    assert "EarlyRatings" not in repr(debrief)
    assert debrief.seat("3").offers[-1].answer in {Answer.WITHDRAWN, Answer.ACCEPTED}


def test_only_an_empty_seat_of_a_sealed_round_is_rated_early() -> None:
    with pytest.raises(NoRatingsError):
        filing.save_early_ratings(opened(), by(ANN), "1", EarlyRatings((), None, 0), MONDAY)
    with pytest.raises(AlreadyFiledError):
        rated(filed(opened(), MONDAY, "1"), "1")
    with pytest.raises(NotStartedError):
        rated(opened(*TWO_ROUNDS), "3")
    with pytest.raises(SeatReleasedError):
        rated(given_up(opened(), "1", MONDAY), "1")
    late = MONDAY + 30 * DAY
    revealed = course.reveal_without_missing_seats(waiting(), by(OWNER), late)
    with pytest.raises(NotAllowedError):
        rated(revealed, "3", late)
    more = NewRound((NewSeat("team", BEN),), "One more.")
    again = opening.start_another_round(revealed, by(DECIDER), more, SETTINGS, late)
    with pytest.raises(AlreadyRevealedError):
        rated(again, "3", late)


@relaxed
@given(openings, steps)
def test_no_early_rating_is_in_any_message_whatever_happens(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """Other ratings change nothing that anybody is sent, and when it is looked at again."""
    other = EarlyRatings((AttributeRating("scale", Rating.STRONG_YES, ""),) * 4, None, 1)
    for debrief, now, _, _ in played(seatings, steps):
        for seat in debrief.seats:
            if seat.rated:
                event("rated")
                assert seat.is_empty
                assert get_seal(debrief, seat.round, now) is not Seal.PUBLIC
                assert seat.round <= debrief.current_round.number
                assert not debrief.closed
        seats = tuple(replace(s, rated=s.rated and other) for s in debrief.seats)
        assert see(replace(debrief, seats=seats), now) == see(debrief, now)


@relaxed
@given(openings, steps)
def test_an_early_rating_changes_no_count_and_no_time(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    for debrief, now, _, _ in played(seatings, steps):
        seats = tuple(replace(seat, rated=None) for seat in debrief.seats)
        bare = replace(debrief, seats=seats)
        assert get_phase(bare, now) is get_phase(debrief, now)
        theirs, shown = see(bare, now), see(debrief, now)
        assert theirs.look_again == shown.look_again
        assert [message.slot for message in theirs.messages] == [m.slot for m in shown.messages]
        changed = {
            type(new.content)
            for old, new in zip(theirs.messages, shown.messages, strict=True)
            if old != new
        }
        assert changed <= {Kit, OwnerBoard}


def test_more_time_is_a_working_day_from_the_due_time_or_from_now_if_that_is_later() -> None:
    debrief = opened(NewSeat("screen", ANN, at=FRIDAY - DAY), NewSeat("screen", BEN))
    due_at = debrief.seat("1").due_at
    assert due_at is not None

    more = given_more_time(debrief, "1", MONDAY).seat("1")
    assert (more.due_at, more.more_time_at) == (due_at + 3 * DAY, MONDAY)  # over the weekend
    assert more.overdue_at == due_at + 4 * DAY
    late = given_more_time(debrief, "1", due_at + 4 * DAY).seat("1")
    assert late.due_at == due_at + 5 * DAY


def test_only_the_owner_and_the_interviewer_see_that_a_due_time_has_moved() -> None:
    """The channel would know that who takes more time hasn't filed."""
    debrief = opened(NewSeat("screen", ANN, due_at=FRIDAY), NewSeat("screen", BEN))
    before, after = see(debrief, MONDAY), see(given_more_time(debrief, "1"), MONDAY)

    pairs = zip(before.messages, after.messages, strict=True)

    changed = [type(new.content) for old, new in pairs if old != new]
    assert changed == [Kit, OwnerBoard]
    moved = rescheduled(given_more_time(debrief, "1"), "1", FRIDAY + 9 * DAY, MONDAY)
    assert moved.seat("1").public_due_at == FRIDAY + 9 * DAY


def test_more_time_does_not_show_a_due_time_that_the_channel_was_not_shown_before() -> None:
    """An interview that is entered when it is over moves the due time for those two alone."""
    debrief = opened(NewSeat("screen", ANN, due_at=MONDAY + HOUR), NewSeat("screen", BEN))
    entered = scheduled(debrief, "1", MONDAY, MONDAY + 60)
    before, after = see(debrief, MONDAY + 60), see(given_more_time(entered, "1"), MONDAY + 60)

    pairs = zip(before.messages, after.messages, strict=True)

    assert {type(new.content) for old, new in pairs if old != new} == {Kit, OwnerBoard}


def test_more_time_is_given_once_for_an_empty_seat_that_is_due_at_a_time() -> None:
    debrief = given_more_time(opened(NewSeat("screen", ANN, due_at=FRIDAY)), "1")
    with pytest.raises(MoreTimeGivenError, match="owner"):
        given_more_time(debrief, "1")
    with pytest.raises(AlreadyFiledError):
        given_more_time(waiting(), "1")
    with pytest.raises(NotStartedError):
        given_more_time(opened(*TWO_ROUNDS), "3")
    undue = opened()
    seats = tuple(replace(seat, due_at=None) for seat in undue.seats)
    with pytest.raises(NoDueTimeError):
        given_more_time(replace(undue, seats=seats), "1")


def test_who_keeps_a_seat_and_takes_more_time_can_be_left_out_when_that_is_over() -> None:
    pending = excused(opened(NewSeat("screen", ANN, due_at=FRIDAY)), "1", MONDAY)
    holder = filing.keep_seat(pending, by(ANN), "1", UTC, MONDAY)

    more = given_more_time(holder, "1").seat("1")

    assert more.due_at == more.overdue_at
    assert more.overdue_at > holder.seat("1").overdue_at


def test_who_accepts_gets_the_seat_and_who_asked_is_released_at_once() -> None:
    debrief = given_more_time(opened(NewSeat("screen", ANN, due_at=FRIDAY)), "1")
    debrief = offered(debrief, "1", OUTSIDER)
    assert [seat.person for seat in debrief.seats] == [ANN]

    debrief = accepted(debrief, "1", OUTSIDER, now=MONDAY + HOUR)

    former, new = debrief.seats
    assert former.released
    assert (former.released.how, former.released.reason) == (
        Release.EXCUSED,
        ReleaseReason.REPLACED,
    )
    assert (former.released.by, former.released.final_at) == (ANN, MONDAY + HOUR)
    assert not former.can_be_kept(MONDAY + HOUR)
    assert (new.person, new.in_place_of, new.due_at) == (OUTSIDER, "1", former.due_at)
    assert (new.more_time_at, new.offers, new.nudged_at) == (None, (), ())
    kits = [m.destination for m in see(debrief, MONDAY + HOUR).messages if m.slot.endswith("kit")]
    assert kits == [InDM(OUTSIDER)]


@pytest.mark.parametrize("offered_at", [MONDAY, MONDAY + 2 * DAY, MONDAY + 9 * DAY])
@pytest.mark.parametrize("due_at", [None, MONDAY + 3 * DAY + 77 * 60])
def test_who_accepts_gets_the_times_that_they_were_told(
    offered_at: int, due_at: int | None
) -> None:
    """In whatever state the interview is; and no reminder comes before an hour has passed."""
    at = MONDAY + 2 * DAY
    debrief = scheduled(opened(), "1", at, MONDAY, due_at)
    debrief = offered(debrief, "1", OUTSIDER, offered_at)
    messages = see(debrief, offered_at).messages
    [told] = [m.content for m in messages if isinstance(m.content, SeatOfferRequest)]

    taken = accepted(debrief, "1", OUTSIDER, now=offered_at + HOUR)

    new = taken.seats[1]
    assert (new.person, new.at, new.ends_at) == (OUTSIDER, told.at, told.ends_at)
    assert new.due_at == told.due_at
    assert new.at is None or new.at > offered_at
    assert (told.former_at, told.at) in {(None, at), (at, None)}
    items = list_items(taken, OUTSIDER, UTC, 3, offered_at + HOUR)
    assert all(item.first_at > offered_at + 2 * HOUR for item in items)
    messages = see(taken, offered_at + HOUR).messages
    [note] = [m.content for m in messages if isinstance(m.content, SeatTaken)]
    assert note.needs_time is (new.at is None)


def test_nobody_accepts_an_interview_that_has_begun() -> None:
    debrief = offered(scheduled(opened(), "1", MONDAY + 2 * HOUR, MONDAY), "1", OUTSIDER)

    assert debrief.seat("1").offers[-1].lapses_at == MONDAY + 2 * HOUR
    with pytest.raises(OfferOverError):
        accepted(debrief, "1", OUTSIDER, now=MONDAY + 2 * HOUR)


def test_who_takes_a_late_seat_has_time_to_file_and_is_not_overdue() -> None:
    late = MONDAY + 30 * DAY
    debrief = accepted(offered(opened(), "1", OUTSIDER, late), "1", OUTSIDER, now=late)

    new = debrief.seats[1]

    assert new.due_at is None or new.due_at >= late + DAY
    assert new.overdue_at >= late + DAY


def test_the_channel_sees_it_as_a_replaced_interviewer_and_nothing_before() -> None:
    debrief = offered(opened(), "1", OUTSIDER)
    assert see(debrief, MONDAY).messages[0] == see(opened(), MONDAY).messages[0]

    root = see(accepted(debrief, "1", OUTSIDER), MONDAY).messages[0].content

    assert isinstance(root, Root)
    assert [seat.person for seat in root.rounds[0].seats] == [OUTSIDER, BEN, CAT]
    [release] = root.rounds[0].released
    assert (release.person, release.by, release.keeps_until) == (ANN, ANN, None)


def test_each_is_told_what_concerns_them_and_the_owner_once_it_is_accepted() -> None:
    debrief = offered(opened(), "1", OUTSIDER)
    lapses_at = MONDAY + DAY
    for now, state, told in (
        (MONDAY, RequestState.OPEN, []),
        (lapses_at, RequestState.LAPSED, [InDM(ANN)]),
    ):
        assert list_offer_messages(debrief, now) == (state, told)
    assert see(debrief, MONDAY).look_again <= lapses_at  # type: ignore[operator]
    declined = seat_offers.decline_seat(debrief, by(OUTSIDER), "1", 1, MONDAY)
    assert list_offer_messages(declined, MONDAY) == (RequestState.DECLINED, [InDM(ANN)])
    taken = accepted(debrief, "1", OUTSIDER)
    told = [InDM(ANN), InDM(OWNER)]
    assert list_offer_messages(taken, MONDAY) == (RequestState.ACCEPTED, told)
    own = accepted(offered(opened(), "1", OWNER), "1", OWNER)  # who knows that without a message
    assert list_offer_messages(own, MONDAY) == (RequestState.ACCEPTED, [InDM(ANN)])
    withdrawn = filed(debrief, MONDAY, "1")
    assert list_offer_messages(withdrawn, MONDAY) == (RequestState.WITHDRAWN, [])


def list_offer_messages(debrief: Debrief, now: int) -> tuple[RequestState, list[object]]:
    """The state of the last request, and to which people something else about it is sent."""
    messages = see(debrief, now).messages
    requests = [m.content for m in messages if isinstance(m.content, SeatOfferRequest)]
    others = [m for m in messages if isinstance(m.content, SeatOfferAnswer | SeatTaken)]
    return requests[-1].state, [message.destination for message in others]


def test_a_new_request_takes_the_place_of_the_former_and_a_number_tells_them_apart() -> None:
    debrief = offered(offered(offered(opened(), "1", OUTSIDER), "1", DECIDER), "1", OUTSIDER)
    assert [o.answer for o in debrief.seat("1").offers] == [Answer.WITHDRAWN] * 2 + [None]

    for person, number in ((OUTSIDER, 1), (DECIDER, 2), (OUTSIDER, 0), (OUTSIDER, 4)):
        with pytest.raises(OfferOverError):
            accepted(debrief, "1", person, number)
    assert accepted(debrief, "1", OUTSIDER, 3).seats[1].person == OUTSIDER


def test_a_request_is_for_somebody_else_who_has_not_that_seat_and_only_while_it_is_open() -> None:
    debrief = opened(NewSeat("screen", ANN), NewSeat("screen", BEN))
    with pytest.raises(SamePersonError):
        offered(debrief, "1", ANN)
    with pytest.raises(SeatTakenError):
        offered(debrief, "1", BEN)
    with pytest.raises(AlreadyFiledError):
        offered(filed(debrief, MONDAY, "1"), "1", CAT)
    pending = offered(debrief, "1", CAT)
    with pytest.raises(OfferOverError):
        accepted(pending, "1", CAT, now=MONDAY + DAY)
    added = staffing.add_seat(pending, by(OWNER), NewSeat("screen", CAT), SETTINGS, MONDAY)
    with pytest.raises(SeatTakenError):
        accepted(added, "1", CAT)
    with pytest.raises(NotAllowedError, match="person who was asked"):
        accepted(pending, "1", BEN)


@relaxed
@given(openings, steps)
def test_nobody_gets_a_seat_from_another_interviewer_without_accepting_it(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """And at most one request a seat is open, while its interviewer hasn't filed."""
    before: Debrief | None = None
    for debrief, now, step, _ in played(seatings, steps):
        known = {seat.id for seat in before.seats} if before else set()
        for seat in debrief.seats:
            still_open = [offer for offer in seat.offers if offer.is_open(now)]
            assert len(still_open) <= seat.is_empty
            taken = [offer for offer in seat.offers if offer.answer is Answer.ACCEPTED]
            if taken:
                event("taken over")
                assert seat.released
                assert seat.released.by == seat.person
                assert any(each.in_place_of == seat.id for each in debrief.seats)
            if before and step and seat.id not in known:
                former = before.find_seat(seat.in_place_of)
                if step.what == "accept_seat":
                    assert former
                    assert step.who == seat.person
                    assert any(
                        offer.to == step.who and offer.is_open(now) for offer in former.offers
                    )
                else:
                    assert step.what in {"seat", "swap", "another_round"}
        before = debrief


def test_a_seat_that_was_given_up_or_finally_released_is_filled_again_once() -> None:
    given = given_up(opened(), "1", MONDAY)
    pending = excused(opened(), "1", MONDAY)
    with pytest.raises(SeatReleasedError):
        replaced(pending, "1", OUTSIDER, MONDAY)
    for debrief, now in ((given, MONDAY), (pending, MONDAY + DAY)):
        assert can_fill(debrief, now) == {"1"}
        again = replaced(debrief, "1", OUTSIDER, now)
        assert again.seat("1") == debrief.seat("1")
        assert (again.seat("4").person, again.seat("4").in_place_of) == (OUTSIDER, "1")
        assert can_fill(again, now) == set()
        with pytest.raises(SeatFilledError):
            replaced(again, "1", DECIDER, now)
    assert can_fill(replaced(opened(), "1", OUTSIDER, MONDAY), MONDAY + DAY) == set()


def test_a_round_that_is_complete_is_not_filled_again() -> None:
    debrief = filed(given_up(opened(*TWO_ROUNDS), "1", MONDAY), MONDAY)

    assert get_phase(debrief, MONDAY) is Phase.BETWEEN
    assert can_fill(debrief, MONDAY) == set()
    with pytest.raises(RoundOverError):
        replaced(debrief, "1", OUTSIDER, MONDAY)


def can_fill(debrief: Debrief, now: int) -> set[str]:
    """The seats that the owner's board offers to fill; a note about one of them offers it, too."""
    messages = see(debrief, now).messages
    [board] = [m.content for m in messages if isinstance(m.content, OwnerBoard)]
    shown = {seat.seat for seat in board.seats if seat.can_fill}
    notes = [m.content for m in messages if isinstance(m.content, GivenUpNote)]
    assert {note.seat for note in notes if note.can_fill} <= shown
    return shown
