"""Releasing a seat: what the forms ask for, and what the people concerned read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blocks import ids
from blocks.debriefs import manage_forms
from blocks.debriefs.form_examples import EMPTY
from blocks.debriefs.manage_form_parts import YES, RoundEffect
from blocks.debriefs.manage_forms import SubmittedGivingUp
from blocks.debriefs.ref import Ref
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import AT, CHANNEL, DEBRIEF, INES, SAM, make_releases
from blocks.debriefs.wording import RELEASE_REASONS, describe_release
from hiring.debriefs.contents import GivenUpNote, ReleaseNote
from hiring.debriefs.debrief import ReleaseReason
from hiring.debriefs.role_text import RoleText
from tests.blocks.test_debriefs import at_inputs, fields, refused, submit

if TYPE_CHECKING:
    from blocks.debriefs.values import Values
    from blocks.kit import View

CHOICES = {"did_not_interview", "not_available", "conflict"}
NOTHING = RoundEffect.NOTHING
TYPED_REASON = {"reason": {"reason": {"type": "plain_text_input", "value": "Ill"}}}


def build_both(completing: RoundEffect) -> tuple[View, View]:
    """The owner's form and the interviewer's, for a release that is final at once."""
    return (
        manage_forms.build_excuse_form(
            DEBRIEF, EMPTY, RoleText(), waits_until=None, completing=completing
        ),
        manage_forms.build_give_up_form(DEBRIEF, EMPTY, RoleText(), SAM, completing),
    )


def refuse(values: Values, completing: RoundEffect = NOTHING) -> dict[str, str]:
    return refused(lambda: manage_forms.read_release_reason(values, completing=completing))


def test_a_reason_is_one_of_three_and_the_channel_is_said_to_see_it() -> None:
    """`replaced` is what the record says of a replacement; nobody chooses it."""
    for view in build_both(NOTHING):
        (choice,) = [block for block in fields(view) if block["block_id"] == "reason"]
        assert {option["value"] for option in choice["element"]["options"]} == CHOICES
        assert "channel sees" in choice["hint"]["text"]
        assert refuse(submit(view)) == {"reason": "Choose a reason."}
        assert refuse(submit(view, reason="replaced")) == {"reason": "Choose a reason."}
        chosen = submit(view, reason="conflict")
        reason = manage_forms.read_release_reason(chosen, completing=NOTHING)
        assert reason is ReleaseReason.CONFLICT


@pytest.mark.parametrize("values", [TYPED_REASON, {}])
def test_a_form_from_before_the_reasons_were_fixed_says_to_open_it_again(
    values: Values,
) -> None:
    assert refuse(values) == {"reason": "This form is out of date. Close it, then open it again."}


@pytest.mark.parametrize("completing", [RoundEffect.OPENS, RoundEffect.REVEALS])
def test_releasing_the_last_empty_seat_has_to_be_meant(completing: RoundEffect) -> None:
    """Also if it has become the last one since the form was opened."""
    for stale, view in zip(build_both(NOTHING), build_both(completing), strict=True):
        for opened in (stale, view):
            errors = refuse(submit(opened, reason="conflict"), completing)
            assert "confirm" in " ".join(errors.values())
            at_inputs(opened, errors)
        meant = submit(view, reason="conflict", **{completing.value: [YES]})
        assert manage_forms.read_release_reason(meant, completing=completing)


def test_a_release_that_waits_says_until_when_and_asks_for_no_confirmation() -> None:
    view = manage_forms.build_excuse_form(
        DEBRIEF, EMPTY, RoleText(), waits_until=AT, completing=RoundEffect.REVEALS
    )
    shown = str(view.payload)
    assert f"<@{INES}> is told" in shown
    assert f"date^{AT}^" in shown
    assert [block["block_id"] for block in fields(view)] == ["reason"]


def test_a_note_goes_to_the_owner_alone_and_needs_nothing_in_it() -> None:
    view = manage_forms.build_give_up_form(DEBRIEF, EMPTY, RoleText(), SAM)
    assert "Only the owner reads this. No health or family details" in str(view.payload)
    assert f"<@{SAM}> gets a message" in str(view.payload)
    typed = submit(view, reason="not_available", note=" On leave. ")
    assert manage_forms.read_giving_up(typed, owner=SAM, completing=NOTHING) == SubmittedGivingUp(
        ReleaseReason.NOT_AVAILABLE, "On leave."
    )
    silent = submit(view, reason="not_available")
    assert manage_forms.read_giving_up(silent, owner=SAM, completing=NOTHING).note == ""


def test_a_note_is_not_for_an_owner_whom_the_form_did_not_name() -> None:
    view = manage_forms.build_give_up_form(DEBRIEF, EMPTY, RoleText(), SAM)
    typed = submit(view, reason="not_available", note="On leave.")
    says = refused(lambda: manage_forms.read_giving_up(typed, owner=INES, completing=NOTHING))
    assert set(says) == {"note"}
    silent = submit(view, reason="not_available")
    assert manage_forms.read_giving_up(silent, owner=INES, completing=NOTHING).note == ""


def test_an_owner_who_gives_up_their_own_seat_is_not_asked_to_write_to_themselves() -> None:
    own = manage_forms.build_give_up_form(DEBRIEF, EMPTY, RoleText(), EMPTY.person)
    assert [block["block_id"] for block in fields(own)] == ["reason"]
    assert "gets a message" not in str(own.payload)


@pytest.mark.parametrize("reason", [*ReleaseReason, None])
@pytest.mark.parametrize("keeps_until", [AT, None])
def test_who_was_excused_can_keep_the_seat_or_agree_until_it_is_final(
    reason: ReleaseReason | None, keeps_until: int | None
) -> None:
    note = ReleaseNote(DEBRIEF, "2", "JS", CHANNEL, "team", SAM, reason, keeps_until)
    [message] = build_messages(note, RoleText(), native=True)
    buttons = {
        button["action_id"]: button["value"]
        for block in message.blocks
        if block["type"] == "actions"
        for button in block["elements"]
    }
    own = Ref(DEBRIEF, "2").text()
    expected = {ids.DEBRIEF_KEEP_SEAT: own, ids.DEBRIEF_AGREE: own} if keeps_until else {}
    assert buttons == expected
    assert (f"date^{AT}^" in message.text) == bool(keeps_until)
    assert ("nothing left to do" in message.text) == (keeps_until is None)
    assert f"<@{SAM}> has" in message.text
    if reason is ReleaseReason.REPLACED:
        assert "interview in your place" in message.text
        assert "reason" not in message.text
    elif reason:
        assert f"reason: {RELEASE_REASONS[reason]}." in message.text
    else:
        assert "reason" not in message.text


def test_the_owner_reads_the_note_whole_and_that_nobody_else_does() -> None:
    note = GivenUpNote(
        DEBRIEF, "2", "JS", CHANNEL, "team", INES, ReleaseReason.CONFLICT, "We were\ncolleagues."
    )
    [message] = build_messages(note, RoleText(), native=True)
    assert "for you alone:\n&gt; We were\n&gt; colleagues." in message.text
    assert "reason: conflict of interest." in message.text


def test_everybody_reads_who_released_a_seat_and_why_and_never_a_typed_text() -> None:
    assert [
        describe_release(release).partition(", may keep")[0] for release in make_releases(AT)
    ] == [
        "<@U0INES>, excused by <@U0SAM>: did not interview",
        "<@U0TARIQ>, excused by <@U0SAM>: someone else interviews",
        "<@U0TARIQ> can't file: conflict of interest",
        "<@U0SAM> excused themselves: not available",
        "<@U0INES>, excused by <@U0SAM>",
        "<@U0TARIQ> can't file",
    ]
    waits = [f"date^{AT}^" in describe_release(release) for release in make_releases(AT)]
    assert waits == [True, True, False, False, False, False]
