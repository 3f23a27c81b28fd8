"""Examples of every modal of a debrief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import (
    decide_form,
    file_form,
    history_view,
    manage,
    manage_forms,
    open_form,
    read_view,
)
from blocks.debriefs.file_form import ScorecardToFill
from blocks.debriefs.filed_view import FiledScorecard, build_filed_view
from blocks.debriefs.manage import ManagedDebrief, OpenRequest
from blocks.debriefs.manage_form_parts import RoundEffect
from blocks.debriefs.next_steps import NextSteps
from blocks.debriefs.open_form import OpenForm
from blocks.debriefs.sample import (
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    TARIQ,
    make_revealed_seats,
    make_role_text,
    pick_sample_role,
)
from blocks.debriefs.wording import RoleWords
from blocks.modal_origin import ModalOrigin
from hiring.debriefs.access import Permission
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.contents import SeatStatus
from hiring.debriefs.debrief import Decision, Duty, Outcome, ReleaseReason, SeatState
from hiring.debriefs.history import HistoryEvent
from hiring.debriefs.role_text import RoleText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

STAGES = ("screen", "architecture", "leadership", "team")
ATTRIBUTES = ("structuring-ambiguity", "system-design", "scale-fit", "decision-style")
EXCUSED = SeatStatus("3", 1, "team", TARIQ, AT, SeatState.EXCUSED, AT)
EMPTY = SeatStatus("2", 1, "architecture", INES, AT, SeatState.EMPTY, at=AT - 90_000)
SEATS = (SeatStatus("1", 1, "screen", SAM, AT, SeatState.FILED), EMPTY, EXCUSED)


def _ignore_native_flag(make: Callable[[Guide, str], View]) -> Example:
    return lambda guide, typed, _native: make(guide, typed)


def _build_open_form(guide: Guide, typed: str) -> View:
    role = pick_sample_role(guide)
    others = [other for other in guide.roles.values() if other.interview and other is not role]
    filled = OpenForm(label=typed[: open_form.LONGEST_LABEL], seats={"screen": (SAM,)})
    return open_form.build_open_form(role, others, ModalOrigin(role.id, CHANNEL), filled)


def _build_full_open_form(guide: Guide, typed: str) -> View:
    role = pick_sample_role(guide)
    filled = OpenForm(
        label="JS",
        decider=TARIQ,
        deputy=INES,
        due_at=AT,
        speaking=(INES,),
        job_title=typed[: open_form.LONGEST_JOB],
        link=typed[: open_form.LONGEST_LINK],
    )
    return open_form.build_open_form(
        role, (), ModalOrigin(role.id), filled, more=True, note=typed[:500]
    )


def _make_scorecard_to_fill(typed: str, *, filed: bool = False) -> ScorecardToFill:
    return ScorecardToFill(
        debrief_id=DEBRIEF,
        seat="2",
        label=typed,
        stage="architecture",
        attributes=ATTRIBUTES,
        due_at=AT,
        probe_next=() if filed else (typed,),
        filed=filed,
        needs_reason=filed,
        late=filed,
        can_rate=not filed,
    )


def _make_draft(typed: str) -> dict[str, str | list[str]]:
    return {
        "rating/system-design": "RATING_3",
        "evidence/system-design": typed[:600],
        "red_flags/0": ["ego-driven"],
        "overall": "RATING_4",
        "reason": typed,
        "change_mind": typed[:600],
        "probe_next": typed[:1000],
        "because": typed[:600],
    }


def _build_empty_scorecard(guide: Guide, typed: str) -> View:
    return file_form.build_scorecard_form(_make_scorecard_to_fill(typed), make_role_text(guide))


def _build_drafted_scorecard(guide: Guide, typed: str) -> View:
    return file_form.build_scorecard_form(
        _make_scorecard_to_fill(typed), make_role_text(guide), _make_draft(typed), AT
    )


def _build_filed_scorecard(guide: Guide, typed: str) -> View:
    scorecard = make_revealed_seats(typed[:500])[1].scorecard
    draft = file_form.fill_from_scorecard(scorecard) if scorecard else {}
    return file_form.build_scorecard_form(
        _make_scorecard_to_fill(typed, filed=True),
        make_role_text(guide),
        draft,
        not_saved="The store is away.",
    )


def _build_read_scorecard(guide: Guide, typed: str) -> View:
    """Filed, in a round that others can read, by someone who has read another one."""
    to_fill = replace(
        _make_scorecard_to_fill(typed, filed=True),
        late=False,
        readers=(SAM, TARIQ),
        after_reading=1,
    )
    return file_form.build_scorecard_form(to_fill, make_role_text(guide))


def _build_filed_view(guide: Guide, typed: str) -> View:
    filed = FiledScorecard(typed, "architecture")
    return build_filed_view(filed, RoleWords(make_role_text(guide)))


def _build_changed_view(guide: Guide, typed: str) -> View:
    """Changed in the grace, by which the channel waits for the reveal."""
    filed = FiledScorecard(
        typed, "architecture", changed=True, complete=True, reveal_at=AT, needs_reason=True
    )
    return build_filed_view(filed, RoleWords(make_role_text(guide)))


def _build_read_page(page: int) -> Example:
    return _ignore_native_flag(
        lambda guide, typed: read_view.build_read_view(
            DEBRIEF, typed, 1, make_revealed_seats(typed), make_role_text(guide), page
        )
    )


def _build_long_read_page(guide: Guide, typed: str) -> View:
    return read_view.build_read_view(
        DEBRIEF,
        typed,
        1,
        make_revealed_seats(f"{typed} " + "word " * 600),
        make_role_text(guide),
        1,
    )


def _build_decide_form(previous: Outcome | None, outcome: Outcome | None) -> Example:
    return _ignore_native_flag(
        lambda guide, typed: decide_form.build_decide_form(
            DEBRIEF,
            typed,
            make_role_text(guide),
            STAGES,
            Telling(SAM, AT),
            previous=Decision(previous, typed, TARIQ, AT) if previous else None,
            outcome=outcome,
        )
    )


def _make_managed_debrief(typed: str, *, left_out: int = 0) -> ManagedDebrief:
    allowed = frozenset(Permission)
    return ManagedDebrief(
        DEBRIEF,
        typed,
        SAM,
        TARIQ,
        SEATS,
        allowed,
        NextSteps(left_out=left_out),
        CHANNEL,
        (TARIQ,),
        deputy=INES,
        requests=(OpenRequest((Duty.DECIDER,), INES, AT),),
    )


def _build_manage_view_of_many(_guide: Guide, typed: str) -> View:
    seats = tuple(
        SeatStatus(str(number), 1, "team", TARIQ, AT, SeatState.EMPTY) for number in range(90)
    )
    managing = ManagedDebrief(DEBRIEF, typed, SAM, TARIQ, seats, frozenset(Permission))
    return manage.build_manage_view(managing, RoleText(), page=1)


def _build_manage_view_without_seats(*allowed: Permission) -> Example:
    return _ignore_native_flag(
        lambda _guide, typed: manage.build_manage_view(
            ManagedDebrief(DEBRIEF, typed, SAM, TARIQ, (), frozenset(allowed)), RoleText()
        )
    )


def _build_history(events: Sequence[HistoryEvent], *, sealed: bool = False) -> Example:
    return _ignore_native_flag(
        lambda _guide, typed: history_view.build_history_view(
            DEBRIEF, typed, events, hidden_until_reveal=sealed
        )
    )


EVENTS = tuple(
    HistoryEvent(AT + number, actor, name, person, detail)
    for number, (actor, name, person, detail) in enumerate(
        (
            (SAM, "open", "", ""),
            (SAM, "seat", INES, "architecture"),
            (SAM, "seat", "", ""),
            (SAM, "reschedule", INES, ""),
            (SAM, "schedule", INES, ""),
            (SAM, "nudge", INES, ""),
            (INES, "file", "", ""),
            (INES, "edit", "", ""),
            (SAM, "excuse", TARIQ, ReleaseReason.DID_NOT_INTERVIEW.value),
            (TARIQ, "keep", "", ""),
            (SAM, "swap", TARIQ, INES),
            (TARIQ, "agree", "", ""),
            (TARIQ, "give_up", "", ReleaseReason.CONFLICT.value),
            (TARIQ, "read", "", "1"),
            (TARIQ, "advance", "", "2"),
            (SAM, "hand_over", INES, Duty.OWNER.value),
            (INES, "decline", "", ""),
            (SAM, "hand_over", INES, Duty.DECIDER.value),
            (INES, "accept", "", f"{Duty.OWNER.value} {Duty.DECIDER.value}"),
            ("", "follow", TARIQ, ""),
            ("U0PEOPLE", "appoint", INES, ""),
            (TARIQ, "stop", "", ""),
            (TARIQ, "reveal_without", "", ""),
            (TARIQ, "decide", "", Outcome.ANOTHER_ROUND.value),
            ("USLACKBOT", "move", "", ""),
            (SAM, "withdraw", "", ""),
            (SAM, "post_again", "", ""),
            (SAM, "close", "", "role_closed"),
            (SAM, "something_new", "", "a-new-word"),
        )
    )
)


EXAMPLES: Mapping[str, Example] = {
    "debrief.form.open": _ignore_native_flag(_build_open_form),
    "debrief.form.open_more": _ignore_native_flag(_build_full_open_form),
    "debrief.form.file": _ignore_native_flag(_build_empty_scorecard),
    "debrief.form.file_draft": _ignore_native_flag(_build_drafted_scorecard),
    "debrief.form.file_edit": _ignore_native_flag(_build_filed_scorecard),
    "debrief.form.file_read": _ignore_native_flag(_build_read_scorecard),
    "debrief.form.filed": _ignore_native_flag(_build_filed_view),
    "debrief.form.changed": _ignore_native_flag(_build_changed_view),
    "debrief.read": _build_read_page(0),
    "debrief.read_long": _ignore_native_flag(_build_long_read_page),
    "debrief.form.decide": _build_decide_form(None, None),
    "debrief.form.decide_another_round": _build_decide_form(None, Outcome.ANOTHER_ROUND),
    "debrief.form.decide_hire": _build_decide_form(None, Outcome.HIRE),
    "debrief.form.decide_changed": _build_decide_form(Outcome.HOLD, None),
    "debrief.manage": _ignore_native_flag(
        lambda guide, typed: manage.build_manage_view(
            _make_managed_debrief(typed, left_out=1),
            make_role_text(guide),
            note="Reminder sent.",
        )
    ),
    "debrief.manage_exposed": _ignore_native_flag(
        lambda _guide, typed: manage.build_manage_view(
            ManagedDebrief(DEBRIEF, typed, SAM, TARIQ, (), (), exposed=True), RoleText()
        )
    ),
    "debrief.manage_withdrawn": _ignore_native_flag(
        lambda _guide, typed: manage.build_manage_view(
            ManagedDebrief(DEBRIEF, typed, SAM, TARIQ, (), (), withdrawn=True), RoleText()
        )
    ),
    "debrief.manage_many": _ignore_native_flag(_build_manage_view_of_many),
    "debrief.manage_nothing": _build_manage_view_without_seats(),
    "debrief.manage_history": _build_manage_view_without_seats(Permission.SEE_HISTORY),
    "debrief.history": _build_history(EVENTS),
    "debrief.history.sealed": _build_history(EVENTS[:2], sealed=True),
    "debrief.history.empty": _build_history(()),
    "debrief.history.long": _build_history(EVENTS * 40),
    "debrief.form.add_seat": _ignore_native_flag(
        lambda guide, typed: manage_forms.build_add_interviewer_form(
            DEBRIEF, typed, make_role_text(guide), STAGES, (1, 2)
        )
    ),
    "debrief.form.swap": _ignore_native_flag(
        lambda guide, _typed: manage_forms.build_replace_form(
            DEBRIEF, EMPTY, make_role_text(guide), waits_until=AT
        )
    ),
    "debrief.form.excuse": _ignore_native_flag(
        lambda guide, _typed: manage_forms.build_excuse_form(
            DEBRIEF, EMPTY, make_role_text(guide), waits_until=AT
        )
    ),
    "debrief.form.excuse_last": _ignore_native_flag(
        lambda guide, _typed: manage_forms.build_excuse_form(
            DEBRIEF,
            EMPTY,
            make_role_text(guide),
            waits_until=None,
            completing=RoundEffect.REVEALS,
        )
    ),
    "debrief.form.give_up": _ignore_native_flag(
        lambda guide, _typed: manage_forms.build_give_up_form(
            DEBRIEF, EMPTY, make_role_text(guide), SAM, RoundEffect.OPENS
        )
    ),
    "debrief.form.give_up_own": _ignore_native_flag(
        lambda guide, _typed: manage_forms.build_give_up_form(
            DEBRIEF, EMPTY, make_role_text(guide), EMPTY.person
        )
    ),
    "debrief.form.hand_over": _ignore_native_flag(
        lambda _guide, typed: manage_forms.build_hand_over_form(DEBRIEF, typed, tuple(Duty), INES)
    ),
    "debrief.form.close": _ignore_native_flag(
        lambda _guide, typed: manage_forms.build_close_form(DEBRIEF, typed)
    ),
    "debrief.form.appoint": _ignore_native_flag(
        lambda _guide, typed: manage_forms.build_appoint_form(DEBRIEF, typed)
    ),
}
