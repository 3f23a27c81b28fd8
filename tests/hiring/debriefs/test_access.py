from __future__ import annotations

import pytest

from hiring.debriefs import course
from hiring.debriefs.access import (
    Actor,
    Permission,
    Relation,
    can_read_round,
    find_relations,
    has_permission,
    require_permission,
)
from hiring.debriefs.debrief import CloseKind, Debrief, Outcome
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.state import Phase, Seal, get_phase, get_seal
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
# Decided, Closed; for reading, seals: sealed, opened, public.
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
file                seated rbgRD
edit                seated rbgRD
give_up             seated rb
seat                owner rb
swap                owner rb
reschedule          owner rb
excuse              owner rb
nudge               owner r
advance             owner b       decider b
stop                owner b       decider b
reveal_without      owner r       decider r
decide              decider R
change_decision     decider D
another_round       decider RD
close               owner rbgR
hand_over           owner rbgRD
hand_over_decision  owner rbgRD   decider rbgRD
appoint             administrator rbgRD
invite              owner rbgRD
"""
ALLOWED = {
    action: dict(zip(rest[::2], rest[1::2], strict=True))
    for action, *rest in (line.split() for line in MAY.strip().splitlines())
}
SEATINGS = (NewSeat("screen", ANN), NewSeat("screen", BEN, 2))
ACTORS = {
    Relation.OWNER: Actor(OWNER),
    Relation.DECIDER: Actor(DECIDER),
    Relation.SEAT_HOLDER: Actor(ANN),
    Relation.INTERVIEWER: Actor(BEN),
    Relation.MEMBER: Actor("UMEMBER", member=True),
    Relation.ADMINISTRATOR: Actor("UADMIN", administrator=True),
    Relation.STRANGER: Actor("USTRANGER"),
}


def states() -> dict[Phase, Debrief]:
    running = opened(*SEATINGS)
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
        ),
        Phase.CLOSED: course.close_debrief(running, by(OWNER), CloseKind.WITHDREW, later),
    }


def test_the_literal_table_names_every_action() -> None:
    assert set(ALLOWED) == {action.value for action in Permission}


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize(
    "action", [permission for permission in Permission if permission is not Permission.READ]
)
def test_the_table_of_who_may_do_what_when(action: Permission, relation: Relation) -> None:
    letters = ALLOWED[action].get(relation, "")
    for state, debrief in states().items():
        assert get_phase(debrief, MONDAY) is state
        seat = debrief.seats[0]
        if relation is Relation.INTERVIEWER and BEN not in debrief.interviewers:
            continue  # his seat was in a round that was stopped
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
        assert has_permission(debrief, Permission.READ, ACTORS[relation], now, seat) is (
            state in expected
        )
        whole = relation is not Relation.SEAT_HOLDER and state in expected
        assert can_read_round(debrief, 1, ACTORS[relation], now) is whole


def test_the_last_round_opens_to_nobody_before_the_reveal() -> None:
    grace = states()[Phase.GRACE]

    assert get_seal(grace, 2, MONDAY + 299) is Seal.SEALED
    assert not can_read_round(grace, 2, Actor(OWNER), MONDAY + 299)


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
            "r" in ALLOWED[action].get(relation, "")
            for relation in find_relations(debrief, actor, seat)
        )
        assert has_permission(debrief, action, actor, MONDAY, seat) is (
            one_of_them or action is Permission.READ
        )


def test_a_refusal_says_whether_it_is_the_person_or_the_time_and_nothing_else() -> None:
    debrief = opened(*SEATINGS)

    with pytest.raises(NotAllowedError, match="someone else"):
        require_permission(debrief, Permission.DECIDE, by(OWNER), MONDAY)
    with pytest.raises(NotAllowedError, match="at this point of the debrief"):
        require_permission(debrief, Permission.DECIDE, by(DECIDER), MONDAY)
