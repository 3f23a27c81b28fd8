"""Examples of every modal of a debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import (
    decide_form,
    file_form,
    manage,
    manage_forms,
    open_form,
    read_view,
)
from blocks.debriefs.file_form import Asked
from blocks.debriefs.manage import Managing
from blocks.debriefs.manage_form_parts import Completing
from blocks.debriefs.manage_forms import HandOver
from blocks.debriefs.open_form import OpenForm
from blocks.debriefs.sample import AT, CHANNEL, DEBRIEF, INES, SAM, TARIQ, a_role, revealed
from blocks.opened import Opened
from hiring.debriefs.access import Permission
from hiring.debriefs.contents import SeatStatus
from hiring.debriefs.debrief import Decision, Outcome, SeatState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

STAGES = ("screen", "architecture", "leadership", "team")
ATTRIBUTES = ("structuring-ambiguity", "system-design", "scale-fit", "decision-style")
EMPTY = SeatStatus("2", 1, "architecture", INES, AT, SeatState.EMPTY)
SEATS = (SeatStatus("1", 1, "screen", SAM, AT, SeatState.FILED), EMPTY)


def _form(make: Callable[[Guide, str], View]) -> Example:
    return lambda guide, typed, _native: make(guide, typed)


def _open(guide: Guide, typed: str) -> View:
    role = a_role(guide)
    others = [one for one in guide.roles.values() if one.interview and one is not role]
    filled = OpenForm(label=typed[: open_form.LONGEST_LABEL], seats={"screen": (SAM,)})
    return open_form.form(role, others, Opened(role.id, CHANNEL), filled)


def _open_more(guide: Guide, typed: str) -> View:
    role = a_role(guide)
    filled = OpenForm(
        label="JS",
        decider=TARIQ,
        due_at=AT,
        speaking=(INES,),
        job_title=typed[: open_form.LONGEST_JOB],
        link=typed[: open_form.LONGEST_LINK],
    )
    return open_form.form(role, (), Opened(role.id), filled, more=True, note=typed[:500])


def _asked(typed: str, *, filed: bool = False) -> Asked:
    return Asked(
        debrief=DEBRIEF,
        seat="2",
        label=typed,
        stage="architecture",
        attributes=ATTRIBUTES,
        due_at=AT,
        probe_next=() if filed else (typed,),
        filed=filed,
        needs_reason=filed,
        late=filed,
    )


def _draft(typed: str) -> dict[str, str | list[str]]:
    return {
        "rating/system-design": "YES",
        "evidence/system-design": typed[:600],
        "red_flags/0": ["ego-driven"],
        "overall": "STRONG_YES",
        "reason": typed,
        "probe_next": typed[:1000],
        "because": typed[:600],
    }


def _file(guide: Guide, typed: str) -> View:
    return file_form.form(_asked(typed), a_role(guide))


def _file_draft(guide: Guide, typed: str) -> View:
    return file_form.form(_asked(typed), a_role(guide), _draft(typed), AT)


def _file_edit(guide: Guide, typed: str) -> View:
    card = revealed(typed[:500])[1].card
    draft = file_form.from_card(card) if card else {}
    return file_form.form(
        _asked(typed, filed=True), a_role(guide), draft, not_saved="The store is away."
    )


def _read(page: int) -> Example:
    return _form(
        lambda guide, typed: read_view.view(DEBRIEF, typed, 1, revealed(typed), a_role(guide), page)
    )


def _read_long(guide: Guide, typed: str) -> View:
    return read_view.view(
        DEBRIEF, typed, 1, revealed(f"{typed} " + "word " * 600), a_role(guide), 1
    )


def _decide(former: Outcome | None, outcome: Outcome | None) -> Example:
    return _form(
        lambda guide, typed: decide_form.form(
            DEBRIEF,
            typed,
            a_role(guide),
            STAGES,
            former=Decision(former, typed, TARIQ, AT) if former else None,
            outcome=outcome,
        )
    )


def _managing(typed: str, *, waits_for: int = 0) -> Managing:
    allowed = frozenset(Permission)
    return Managing(DEBRIEF, typed, SAM, TARIQ, SEATS, allowed, waits_for, CHANNEL, (TARIQ,))


def _many(_guide: Guide, typed: str) -> View:
    seats = tuple(
        SeatStatus(str(number), 1, "team", TARIQ, AT, SeatState.EMPTY) for number in range(90)
    )
    managing = Managing(DEBRIEF, typed, SAM, TARIQ, seats, frozenset(Permission))
    return manage.view(managing, None, page=1)


def _nothing(_guide: Guide, typed: str) -> View:
    return manage.view(Managing(DEBRIEF, typed, SAM, TARIQ, (), frozenset()), None)


EXAMPLES: Mapping[str, Example] = {
    "debrief.form.open": _form(_open),
    "debrief.form.open_more": _form(_open_more),
    "debrief.form.file": _form(_file),
    "debrief.form.file_draft": _form(_file_draft),
    "debrief.form.file_edit": _form(_file_edit),
    "debrief.read": _read(0),
    "debrief.read_long": _form(_read_long),
    "debrief.form.decide": _decide(None, None),
    "debrief.form.decide_another_round": _decide(None, Outcome.ANOTHER_ROUND),
    "debrief.form.decide_changed": _decide(Outcome.HOLD, None),
    "debrief.manage": _form(
        lambda guide, typed: manage.view(
            _managing(typed, waits_for=1), a_role(guide), note="Nudged just now."
        )
    ),
    "debrief.manage_many": _form(_many),
    "debrief.manage_nothing": _form(_nothing),
    "debrief.form.add_seat": _form(
        lambda guide, typed: manage_forms.add_seat(DEBRIEF, typed, a_role(guide), STAGES, (1, 2))
    ),
    "debrief.form.swap": _form(
        lambda guide, _typed: manage_forms.swap(DEBRIEF, EMPTY, a_role(guide))
    ),
    "debrief.form.reschedule": _form(
        lambda guide, _typed: manage_forms.reschedule(DEBRIEF, EMPTY, a_role(guide))
    ),
    "debrief.form.excuse": _form(
        lambda guide, _typed: manage_forms.excuse(DEBRIEF, EMPTY, a_role(guide))
    ),
    "debrief.form.excuse_last": _form(
        lambda guide, _typed: manage_forms.excuse(DEBRIEF, EMPTY, a_role(guide), Completing.REVEALS)
    ),
    "debrief.form.give_up": _form(
        lambda guide, _typed: manage_forms.give_up(DEBRIEF, EMPTY, a_role(guide), Completing.OPENS)
    ),
    "debrief.form.hand_over": _form(
        lambda _guide, typed: manage_forms.hand_over(DEBRIEF, typed, tuple(HandOver))
    ),
    "debrief.form.close": _form(lambda _guide, typed: manage_forms.close(DEBRIEF, typed)),
    "debrief.form.appoint": _form(lambda _guide, typed: manage_forms.appoint(DEBRIEF, typed)),
}
