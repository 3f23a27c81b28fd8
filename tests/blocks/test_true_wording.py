"""Each message and form says what is true for its reader at that moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blocks import ids
from blocks.debriefs import file_form, manage, read_view
from blocks.debriefs.file_form import ScorecardToFill
from blocks.debriefs.manage import ManagedDebrief, OpenRequest
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import (
    ARCHITECTURE,
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    TARIQ,
    make_releases,
    make_revealed_seats,
)
from hiring.debriefs.access import Permission
from hiring.debriefs.contents import (
    HandOverNote,
    HandOverRequest,
    Kit,
    KitState,
    ReadersNote,
    RequestState,
)
from hiring.debriefs.debrief import Change, Duty
from hiring.debriefs.reveal_contents import RevealedScorecard, RevealedSeat, Summary
from hiring.debriefs.role_text import RoleText
from hiring.debriefs.state import Seal

READERS = (SAM, TARIQ)
WHO = "<@U0SAM> and <@U0TARIQ> can read"
SEALED = "sealed: nobody else can read it yet"


def make_kit(state: KitState, seal: Seal, *, needs_reason: bool = False) -> Kit:
    return Kit(
        debrief_id=DEBRIEF,
        seat="2",
        label="JS",
        role="ai-tech-lead",
        job_title="",
        link="",
        channel=CHANNEL,
        owner=SAM,
        stage="architecture",
        due_at=AT,
        state=state,
        late=seal is Seal.PUBLIC,
        probe_next=(),
        attributes=ARCHITECTURE,
        readers=READERS if seal is Seal.OPENED and state is KitState.FILED else (),
        needs_reason=needs_reason,
    )


def read_kit(state: KitState, seal: Seal, *, needs_reason: bool) -> str:
    kit = make_kit(state, seal, needs_reason=needs_reason)
    [message] = build_messages(kit, RoleText(), native=True)
    return message.text


@pytest.mark.parametrize(
    ("seal", "needs_reason", "says"),
    [
        (Seal.SEALED, False, [SEALED]),
        (Seal.SEALED, True, []),  # who read it before may not be able to any more
        (Seal.OPENED, False, [f"{WHO} it now"]),
        (Seal.OPENED, True, [f"{WHO} it now"]),
        (Seal.PUBLIC, True, ["revealed in the thread"]),
    ],
)
def test_a_kit_says_who_can_read_what_was_filed_and_what_a_change_needs(
    seal: Seal,
    needs_reason: bool,  # noqa: FBT001 - a case
    says: list[str],
) -> None:
    shown = read_kit(KitState.FILED, seal, needs_reason=needs_reason)
    possible = (SEALED, f"{WHO} it now", "revealed in the thread")
    assert [each for each in possible if each in shown] == says
    assert ("give a reason" in shown) == needs_reason


def test_a_kit_offers_to_give_up_only_while_somebody_waits() -> None:
    for seal in Seal:
        [message] = build_messages(make_kit(KitState.OWED, seal), RoleText(), native=True)
        offered = "I can't file this" in str(message.blocks)
        assert offered == (seal is not Seal.PUBLIC)


@pytest.mark.parametrize("seal", Seal)
@pytest.mark.parametrize("state", [KitState.OWED, KitState.GIVEN_UP, KitState.CLOSED])
def test_a_kit_without_a_scorecard_says_nothing_of_readers(state: KitState, seal: Seal) -> None:
    shown = read_kit(state, seal, needs_reason=False)
    assert not [each for each in (SEALED, WHO, "give a reason") if each in shown]
    marked = seal is Seal.PUBLIC and state is not KitState.CLOSED
    assert ("after the reveal" in shown) == marked


def read_form(*, filed: bool, seal: Seal, after_reading: int = 0) -> tuple[str, list[str]]:
    """The form's first lines, and its fields."""
    to_fill = ScorecardToFill(
        DEBRIEF,
        "2",
        "JS",
        "architecture",
        ARCHITECTURE,
        AT,
        filed=filed,
        needs_reason=filed and (seal is not Seal.SEALED or after_reading > 0),
        late=seal is Seal.PUBLIC,
        readers=READERS if seal is Seal.OPENED else (),
        after_reading=after_reading,
    )
    blocks = file_form.build_scorecard_form(to_fill, RoleText()).payload["blocks"]
    head = blocks[0]["text"]["text"] + "\n" + blocks[1]["elements"][0]["text"]
    return head, [block["block_id"] for block in blocks]


FORM = {
    (False, Seal.SEALED): "stays sealed until everyone in the round has filed",
    (False, Seal.OPENED): f"{WHO} your scorecard as soon as you file it.",
    (False, Seal.PUBLIC): "The channel can read the scorecard at once, marked “after the reveal”",
    (True, Seal.SEALED): SEALED,
    (True, Seal.OPENED): f"{WHO} your scorecard.",
    (True, Seal.PUBLIC): "The channel sees a change at once, marked “after the reveal”",
}


@pytest.mark.parametrize(("filed", "seal"), FORM)
def test_a_form_says_who_can_read_the_scorecard(filed: bool, seal: Seal) -> None:  # noqa: FBT001
    head, _ = read_form(filed=filed, seal=seal)
    assert [case for case, says in FORM.items() if says in head] == [(filed, seal)]
    assert "Only you see the draft." in head


@pytest.mark.parametrize("seal", Seal)
@pytest.mark.parametrize("filed", [True, False])
def test_who_has_read_another_scorecard_is_told_once_what_the_summary_will_say(
    filed: bool,  # noqa: FBT001 - a case
    seal: Seal,
) -> None:
    head, _ = read_form(filed=filed, seal=seal, after_reading=1)
    marks = head.count("You have read round 1.") + head.count("after the reveal")
    assert marks == 1
    assert "stays sealed" not in head or not filed


@pytest.mark.parametrize(("revealed", "says"), [(0, "You have read"), (1, "which counts as read")])
def test_nobody_is_told_that_they_read_what_they_may_only_have_been_able_to_read(
    revealed: int, says: str
) -> None:
    """Such as an interviewer of another round after a reveal, who may be outside the channel."""
    to_fill = ScorecardToFill(
        DEBRIEF, "2", "JS", "team", (), AT, after_reading=1, revealed_through=revealed
    )
    head = file_form.build_scorecard_form(to_fill, RoleText()).payload["blocks"][0]["text"]["text"]
    assert [each for each in ("You have read", "which counts as read") if each in head] == [says]
    assert "If you file this scorecard, the summary says so." in head


@pytest.mark.parametrize("seal", [Seal.OPENED, Seal.PUBLIC])
def test_the_reason_for_a_change_is_the_first_thing_that_the_form_asks(seal: Seal) -> None:
    """Beside what is changed, not discovered at the end."""
    _, blocks = read_form(filed=True, seal=seal)
    assert blocks[:3] == ["head", "saved", "because"]
    _, fresh = read_form(filed=True, seal=Seal.SEALED)
    assert fresh == [block for block in blocks if block != "because"]


def test_the_fields_keep_their_ids_when_a_change_begins_to_need_a_reason() -> None:
    """Slack keeps what a field holds only then."""

    def list_actions(*, needs_reason: bool) -> set[str]:
        to_fill = ScorecardToFill(
            DEBRIEF, "2", "JS", "team", ARCHITECTURE, AT, filed=True, needs_reason=needs_reason
        )
        view = file_form.build_scorecard_form(to_fill, RoleText()).payload
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        return {f"{block['block_id']} {block['element']['action_id']}" for block in inputs}

    assert list_actions(needs_reason=False) < list_actions(needs_reason=True)


def read_marks(seat: RevealedSeat) -> str:
    summary = Summary(DEBRIEF, "JS", (SAM,), (seat,), ())
    [message] = build_messages(summary, RoleText(), native=False)
    line = next(line for line in message.text.splitlines() if line.endswith(("<@U0SAM>", ")")))
    return line.partition("(")[2].rstrip(")")


FORMER = make_revealed_seats("x")[0].changes[0]
PLAIN = replace(FORMER, after_reading=0, after_reveal=False)
READ = replace(PLAIN, after_reading=1)
PUBLIC = replace(READ, after_reveal=True)


@pytest.mark.parametrize(
    ("after_reveal", "after_reading", "changes", "marks"),
    [
        (False, 0, (), ""),
        (False, 2, (), "filed after reading round 2"),
        (True, 2, (), "filed after the reveal"),
        (False, 0, (PLAIN,), "changed"),
        (False, 0, (READ,), "changed after reading round 1"),
        (False, 0, (PUBLIC,), "changed after the reveal"),
        (False, 0, (READ, PUBLIC), "changed after reading round 1 and after the reveal"),
        (False, 0, (READ, PUBLIC, PUBLIC), "changed after reading round 1 and after the reveal"),
        (False, 0, (PLAIN, PUBLIC), "changed after the reveal"),
        (False, 0, (READ, READ), "changed after reading round 1"),
        (False, 1, (READ,), "filed after reading round 1, changed after reading round 1"),
    ],
)
def test_the_summary_says_once_what_its_author_could_know(
    after_reveal: bool,  # noqa: FBT001 - a case
    after_reading: int,
    changes: tuple[Change, ...],
    marks: str,
) -> None:
    seat = replace(
        make_revealed_seats("x")[0],
        after_reveal=after_reveal,
        after_reading=after_reading,
        changes=changes,
    )
    assert read_marks(seat) == marks
    card = RevealedScorecard(DEBRIEF, "JS", seat)
    messages = build_messages(card, RoleText(), native=False)
    assert not [message for message in messages if "after reading" in message.text]


def test_the_summary_names_who_read_what_before_the_reveal_and_who_was_released() -> None:
    readers = ((SAM, (1,)), (TARIQ, (1, 2)), (INES, (1, 2, 3)))
    summary = Summary(DEBRIEF, "JS", (), (), (), make_releases(), readers)
    [message] = build_messages(summary, RoleText(), native=False)
    assert (
        "Read before the reveal: <@U0SAM> (round 1), <@U0TARIQ> (rounds 1 and 2),"
        " <@U0INES> (rounds 1, 2 and 3)." in message.text
    )
    assert "• Team: <@U0INES>, excused by <@U0SAM>: did not interview" in message.text
    [calm] = build_messages(Summary(DEBRIEF, "JS", (), (), ()), RoleText(), native=False)
    assert "Read before" not in calm.text
    assert "Without a scorecard" not in calm.text


def test_whoever_reads_a_round_is_told_that_others_learn_of_it() -> None:
    view = read_view.build_read_view(DEBRIEF, "JS", 1, make_revealed_seats("x"), RoleText())
    head = view.payload["blocks"][0]["text"]["text"]
    assert "The summary will name you as a reader" in head
    assert "if you file or change a scorecard after this, it says so" in head


def test_whoever_reads_what_is_public_is_not_told_of_marks_that_nobody_makes() -> None:
    seats = make_revealed_seats("x")
    view = read_view.build_read_view(DEBRIEF, "JS", 1, seats, RoleText(), public=True)
    head = view.payload["blocks"][0]["text"]["text"]
    assert "Everybody in the channel can read this." in head
    assert "summary" not in head


def test_an_author_is_told_who_can_read_their_scorecard() -> None:
    note = ReadersNote(DEBRIEF, "JS", CHANNEL, 1, READERS)
    [message] = build_messages(note, RoleText(), native=True)
    assert "<@U0SAM> and <@U0TARIQ> can now read your scorecard:" in message.text


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("duties", [(Duty.OWNER,), (Duty.DECIDER,), tuple(Duty)])
def test_a_request_can_be_answered_only_while_it_is_open(
    state: RequestState, duties: tuple[Duty, ...]
) -> None:
    request = HandOverRequest(DEBRIEF, 3, "JS", CHANNEL, duties, SAM, AT, state)
    [message] = build_messages(request, RoleText(), native=True)
    buttons = {
        button["action_id"]: button["value"]
        for block in message.blocks
        if block["type"] == "actions"
        for button in block["elements"]
    }
    ref = f"{DEBRIEF}//3/0"
    is_open = state is RequestState.OPEN
    assert buttons == ({ids.DEBRIEF_ACCEPT: ref, ids.DEBRIEF_DECLINE: ref} if is_open else {})
    assert ("you can read complete rounds" in message.text) == is_open
    assert ("own the debrief" in message.text) == (Duty.OWNER in duties)


@pytest.mark.parametrize(
    ("by", "former", "says"),
    [
        (SAM, (SAM,), "from <@U0SAM>."),
        (TARIQ, (SAM,), "from <@U0SAM>. <@U0TARIQ> asked for it."),
        ("", (SAM,), "from <@U0SAM>. <@U0SAM> has left the workspace."),
        (
            "",
            (SAM, TARIQ),
            "from <@U0SAM> and <@U0TARIQ>. <@U0SAM> and <@U0TARIQ> have left the workspace.",
        ),
    ],
)
def test_the_thread_says_who_has_taken_over_from_which_people(
    by: str, former: tuple[str, ...], says: str
) -> None:
    note = HandOverNote(DEBRIEF, "JS", (Duty.OWNER,), INES, by, former, at_once=not by)
    [message] = build_messages(note, RoleText(), native=True)
    assert message.text == f"*JS:* <@U0INES> has taken over ownership {says}"


def read_manage(*allowed: Permission, requests: tuple[OpenRequest, ...] = ()) -> str:
    managing = ManagedDebrief(
        DEBRIEF, "JS", SAM, TARIQ, (), frozenset(allowed), deputy=INES, requests=requests
    )
    return str(manage.build_manage_view(managing, RoleText()).payload["blocks"])


def test_the_history_alone_is_nothing_to_manage_but_can_be_opened() -> None:
    nothing = "nothing left to manage"
    assert nothing in read_manage()
    assert nothing in read_manage(Permission.SEE_HISTORY)
    assert nothing not in read_manage(Permission.SEE_HISTORY, Permission.CLOSE)
    assert ids.DEBRIEF_HISTORY in read_manage(Permission.SEE_HISTORY)
    assert ids.DEBRIEF_HISTORY not in read_manage(Permission.CLOSE)


def test_whoever_may_hand_over_the_decision_alone_has_the_button() -> None:
    assert ids.DEBRIEF_HAND_OVER in read_manage(Permission.HAND_OVER_DECISION)


def test_manage_names_the_deputy_and_who_was_asked_to_take_over() -> None:
    shown = read_manage(requests=(OpenRequest((Duty.DECIDER,), INES, AT),))
    assert "decider <@U0TARIQ>, deputy <@U0INES>." in shown
    assert "Asked <@U0INES> to decide. They can accept until" in shown
