"""The forms of a decision and of dissent from it, as they are read back."""

from __future__ import annotations

import json

import pytest

from blocks.debriefs import decide_form
from blocks.debriefs.dissent import build_dissent_form, read_dissent
from blocks.debriefs.sample import AT, DEBRIEF, SAM, TARIQ
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.debrief import Decision, Outcome
from hiring.debriefs.role_text import RoleText
from tests.blocks.test_debriefs import at_inputs, refused, submit

TELLING = Telling(SAM, AT + 3600)


def test_a_decision_is_read_with_its_people() -> None:
    stages = ("screen", "team")
    view = decide_form.build_decide_form(
        DEBRIEF, "JS", RoleText(), stages, TELLING, outcome=Outcome.ANOTHER_ROUND
    )
    values = submit(view, reason="Once more.", seats__team=[SAM])
    assert decide_form.read_outcome(values) is Outcome.ANOTHER_ROUND
    assert decide_form.read_decision(values, AT) == decide_form.SubmittedDecision(
        Outcome.ANOTHER_ROUND, "Once more.", {"team": (SAM,)}
    )
    errors = refused(lambda: decide_form.read_decision(submit(view), AT))
    assert errors.keys() == {"reason", "seats/screen"}
    at_inputs(view, errors)
    plain = decide_form.build_decide_form(DEBRIEF, "JS", RoleText(), stages, TELLING)
    errors = refused(lambda: decide_form.read_decision(submit(plain), AT))
    assert errors.keys() == {"reason", "outcome"}
    hired = submit(plain, outcome="hire", reason="Clears the bar.")
    assert decide_form.read_decision(hired, AT) == decide_form.SubmittedDecision(
        Outcome.HIRE, "Clears the bar.", {}
    )


@pytest.mark.parametrize("outcome", [Outcome.HIRE, Outcome.NO_HIRE])
def test_a_decision_to_hire_or_not_asks_who_tells_the_candidate_by_when(outcome: Outcome) -> None:
    view = decide_form.build_decide_form(
        DEBRIEF, "JS", RoleText(), ("screen",), TELLING, outcome=outcome
    )
    assert decide_form.read_decision(submit(view, reason="Bar."), AT).telling == TELLING
    late = submit(view, reason="Bar.", candidate_person="")
    errors = refused(lambda: decide_form.read_decision(late, TELLING.due_at))
    assert errors.keys() == {"candidate_person", "candidate_due_at"}
    at_inputs(view, errors)


def test_dissent_needs_an_attribute_and_evidence_and_names_where_questions_of_conduct_belong() -> (
    None
):
    decision = Decision(Outcome.HIRE, "Bar.", TARIQ, AT)
    for contact, says in (
        (SAM, f"<@{SAM}>"),
        ("the People team", "to the People team."),
        ("", "belong to your People team, not here"),
    ):
        view = build_dissent_form(DEBRIEF, "JS", decision, RoleText(), ("clarity",), contact)
        assert says in json.dumps(view.payload)
    assert "It doesn't change the decision." in json.dumps(view.payload)
    errors = refused(lambda: read_dissent(submit(view)))
    assert errors.keys() == {"attribute", "evidence"}
    at_inputs(view, errors)
