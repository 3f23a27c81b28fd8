from __future__ import annotations

from dataclasses import replace

import pytest

from hiring.debriefs import course
from hiring.debriefs.access import (
    TABLE,
    Actor,
    Permission,
    Relation,
    can_read_round,
    find_relations,
    has_permission,
    require_permission,
    require_seat_permission,
)
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.debrief import CloseKind, Debrief, Duty, Outcome
from hiring.debriefs.errors import NotAllowedError, UnknownSeatError
from hiring.debriefs.opening import NewRound, NewSeat, start_another_round
from hiring.debriefs.seat_offers import offer_seat
from hiring.debriefs.state import Phase, Seal, get_phase, get_seal
from hiring.debriefs.succession import Successor, request_hand_over
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    DECIDER,
    MONDAY,
    OWNER,
    SETTINGS,
    by,
    filed,
    opened,
)

# Action, then who may, in which states. Phases by letter: running, between, grace, Revealed,
# Decided, Closed; for reading and the history, seals: sealed, opened, public.
PHASES = {
    "r": Phase.RUNNING,
    "b": Phase.BETWEEN,
    "g": Phase.GRACE,
    "R": Phase.REVEALED,
    "D": Phase.DECIDED,
    "C": Phase.CLOSED,
}
SEALS = {"s": Seal.SEALED, "o": Seal.OPENED, "p": Seal.PUBLIC}
MAY = """
see                 owner rbgRDC  decider rbgRDC  seated rbgRDC  interviewer rbgRDC  member rbgRDC
see_empty           owner rbg
read                owner op      decider op      seated sop     member p
read_probes         seated r
take_notes          seated rbgR
read_notes          seated rbgRDC
file                seated rbgRD
edit                seated rbgRD
rate_early          seated r
give_up             seated rb
more_time           seated r
offer_seat          seated rb
answer_offer        offered rb
answer_release      seated rb
seat                owner rb
swap                owner rb
reschedule          owner rb      seated rb
excuse              owner rb
nudge               owner r
advance             owner b       decider b
stop                owner b       decider b
reveal_without      owner r       decider r
reveal_now          owner g       decider g
candidate_told      owner D       decider D       teller D
candidate_task      owner D       decider D       teller D
dissent             seated D      interviewer D
decide              decider R
change_decision     decider D
another_round       decider RD
close               owner rbgR
hand_over           owner rbgRD
hand_over_decision  owner rbgRD   decider rbgRD
answer_hand_over    successor rbgRD
appoint             administrator rbgRD
invite              owner rbgRD
see_history         owner sop     decider sop     seated p        interviewer p
"""
ALLOWED = {
    action: dict(zip(rest[::2], rest[1::2], strict=True))
    for action, *rest in (line.split() for line in MAY.strip().splitlines())
}
SEATINGS = (NewSeat("screen", ANN), NewSeat("screen", BEN, 2))
BY_SEAL = {Permission.READ, Permission.SEE_HISTORY}
ACTORS = {
    Relation.OWNER: Actor(OWNER),
    Relation.DECIDER: Actor(DECIDER),
    Relation.SEAT_HOLDER: Actor(ANN),
    Relation.INTERVIEWER: Actor(BEN),
    Relation.SUCCESSOR: Actor("USUCCESSOR"),
    Relation.OFFERED: Actor("UOFFERED"),
    Relation.TELLER: Actor("UTELLER"),
    Relation.MEMBER: Actor("UMEMBER", member=True),
    Relation.ADMINISTRATOR: Actor("UADMIN", administrator=True),
    Relation.STRANGER: Actor("USTRANGER"),
}


def states() -> dict[Phase, Debrief]:
    running = opened(*SEATINGS)
    successor = Successor("USUCCESSOR")
    running = request_hand_over(running, by(OWNER), Duty.OWNER, successor, MONDAY - 300)
    running = offer_seat(running, by(ANN), "1", Successor("UOFFERED"), MONDAY - 300)
    between = filed(running, MONDAY)
    grace = filed(course.advance_round(between, by(OWNER), SETTINGS, MONDAY), MONDAY)
    later = MONDAY + 300
    return {
        Phase.RUNNING: running,
        Phase.BETWEEN: between,
        Phase.GRACE: grace,
        Phase.REVEALED: course.stop_rounds(filed(running, MONDAY - 300), by(OWNER), MONDAY),
        Phase.DECIDED: course.record_decision(
            course.stop_rounds(filed(running, MONDAY - 300), by(OWNER), MONDAY - 300),
            by(DECIDER),
            Outcome.HIRE,
            "The bar is met.",
            MONDAY,
            Telling("UTELLER", MONDAY + 300),
        ),
        Phase.CLOSED: course.close_debrief(running, by(OWNER), CloseKind.WITHDREW, later),
    }


def test_the_literal_table_names_every_action() -> None:
    assert set(ALLOWED) == {action.value for action in Permission}


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize(
    "action", [permission for permission in Permission if permission not in BY_SEAL]
)
def test_the_table_of_who_may_do_what_when(action: Permission, relation: Relation) -> None:
    letters = ALLOWED[action].get(relation, "")
    for state, debrief in states().items():
        assert get_phase(debrief, MONDAY) is state
        seat = debrief.seats[0]
        if relation is Relation.INTERVIEWER and BEN not in debrief.interviewers:
            continue  # his seat was in a round that was stopped
        if relation is Relation.TELLER and state is not Phase.DECIDED:
            continue  # nobody is to tell the candidate anything
        assert find_relations(debrief, ACTORS[relation], seat) == {relation}
        expected = state in {PHASES[letter] for letter in letters}
        assert has_permission(debrief, action, ACTORS[relation], MONDAY, seat) is expected


@pytest.mark.parametrize("relation", Relation)
def test_reading_goes_by_the_seal_of_the_round(relation: Relation) -> None:
    letters = ALLOWED[Permission.READ].get(relation, "")
    expected = {SEALS[letter] for letter in letters}
    of = states()
    grace = of[Phase.GRACE]
    for state, debrief, now in (
        (Seal.SEALED, of[Phase.RUNNING], MONDAY),
        (Seal.OPENED, of[Phase.BETWEEN], MONDAY),
        (Seal.OPENED, grace, MONDAY),
        (Seal.PUBLIC, grace, MONDAY + 300),
        (Seal.SEALED, of[Phase.CLOSED], MONDAY),
    ):
        seat = debrief.seats[0]
        assert get_seal(debrief, 1, now) is state
        actor = ACTORS[relation]
        if relation in {Relation.OWNER, Relation.DECIDER}:
            assert not has_permission(debrief, Permission.READ, actor, now, seat)
            assert not can_read_round(debrief, 1, actor, now)
            actor = replace(actor, member=True)
        assert has_permission(debrief, Permission.READ, actor, now, seat) is (state in expected)
        whole = relation is not Relation.SEAT_HOLDER and state in expected
        assert can_read_round(debrief, 1, actor, now) is whole


@pytest.mark.parametrize("relation", Relation)
def test_interviewers_see_the_history_from_the_first_reveal_on_whatever_follows(
    relation: Relation,
) -> None:
    letters = ALLOWED[Permission.SEE_HISTORY].get(relation, "")
    expected = {SEALS[letter] for letter in letters}
    of = states()
    revealed = filed(course.advance_round(of[Phase.BETWEEN], by(OWNER), SETTINGS, MONDAY), MONDAY)
    new_round = NewRound((NewSeat("team", ANN),), "One more.")
    later = MONDAY + 300
    again = start_another_round(revealed, by(DECIDER), new_round, SETTINGS, later)
    closed = course.close_debrief(again, by(OWNER), CloseKind.WITHDREW, later)
    for state, debrief, now in (
        (Seal.SEALED, of[Phase.RUNNING], MONDAY),
        (Seal.OPENED, of[Phase.BETWEEN], MONDAY),
        (Seal.PUBLIC, revealed, later),
        (Seal.PUBLIC, again, later),
        (Seal.PUBLIC, closed, later),
        (Seal.SEALED, of[Phase.CLOSED], MONDAY),
    ):
        for seat in (debrief.seats[0], None):
            sees = has_permission(debrief, Permission.SEE_HISTORY, ACTORS[relation], now, seat)
            assert sees is (state in expected)


def test_the_last_round_opens_to_nobody_before_the_reveal() -> None:
    grace = states()[Phase.GRACE]

    assert get_seal(grace, 2, MONDAY + 299) is Seal.SEALED
    assert not can_read_round(grace, 2, by(OWNER), MONDAY + 299)
    assert can_read_round(grace, 1, by(OWNER), MONDAY + 299)


def test_several_relations_add_up() -> None:
    debrief = opened(NewSeat("screen", OWNER), NewSeat("team", OWNER))
    actor = Actor(OWNER, member=True, administrator=True)
    seat = debrief.seats[0]

    assert find_relations(debrief, actor, seat) == {
        Relation.OWNER,
        Relation.SEAT_HOLDER,
        Relation.INTERVIEWER,
        Relation.MEMBER,
        Relation.ADMINISTRATOR,
    }
    for action in Permission:
        one_of_them = any(
            {"r", "s"} & {*ALLOWED[action].get(relation, "")}
            for relation in find_relations(debrief, actor, seat)
        )
        assert has_permission(debrief, action, actor, MONDAY, seat) is one_of_them


def test_a_refusal_names_those_who_may_or_says_that_it_is_the_time_and_nothing_else() -> None:
    debrief = opened(*SEATINGS)

    for permission, person, who in (
        (Permission.DECIDE, OWNER, "the decider"),
        (Permission.ADVANCE, ANN, "the debrief's owner or the decider"),
        (Permission.FILE, OWNER, "that stage's interviewer"),
        (Permission.DISSENT, OWNER, "the interviewers of this debrief"),
        (
            Permission.READ,
            "USTRANGER",
            "the debrief's owner, the decider, that stage's interviewer or people in the channel",
        ),
    ):
        with pytest.raises(NotAllowedError) as refusal:
            require_permission(debrief, permission, Actor(person), MONDAY, debrief.seats[0])
        assert refusal.value.sentence == f"Only {who} can do that. Nothing was changed."
    with pytest.raises(NotAllowedError, match="at this point of the debrief"):
        require_permission(debrief, Permission.DECIDE, by(DECIDER), MONDAY)


@pytest.mark.parametrize("permission", Permission)
def test_a_refusal_names_each_who_may_by_one_word(permission: Permission) -> None:
    """An interviewer is either that stage's or any; nobody is named twice."""
    debrief = opened(*SEATINGS)
    with pytest.raises(NotAllowedError) as refusal:
        require_permission(debrief, permission, Actor("USTRANGER"), MONDAY, debrief.seats[0])

    sentence = refusal.value.sentence
    names = sentence.removeprefix("Only ").split(" can do that")[0].replace(" or ", ", ")
    assert len({*names.split(", ")}) == len(names.split(", "))
    assert sentence.count("interviewer") <= 1


def test_whoever_may_never_do_it_gets_one_sentence_whatever_the_state_and_the_seat() -> None:
    """Over all phases, permissions and kinds of people; also for seats that don't exist."""
    for permission in Permission:
        for relation, actor in ACTORS.items():
            if relation in TABLE[permission]:
                continue
            sentences = set()
            for debrief in states().values():
                for seat in (*debrief.seats, None):
                    held = find_relations(debrief, actor, seat)
                    if held & TABLE[permission].keys():
                        continue  # their own seat
                    with pytest.raises(NotAllowedError) as refusal:
                        require_permission(debrief, permission, actor, MONDAY, seat)
                    sentences.add(refusal.value.sentence)
                    seat_id = seat.id if seat else "99"
                    with pytest.raises(NotAllowedError) as refusal:
                        require_seat_permission(debrief, permission, actor, seat_id, MONDAY)
                    sentences.add(refusal.value.sentence)
            assert len(sentences) == 1


def test_whoever_may_do_it_is_told_that_there_is_no_such_seat() -> None:
    debrief = opened(*SEATINGS)

    assert require_seat_permission(debrief, Permission.EXCUSE, by(OWNER), "2", MONDAY).id == "2"
    with pytest.raises(UnknownSeatError):
        require_seat_permission(debrief, Permission.EXCUSE, by(OWNER), "99", MONDAY)
