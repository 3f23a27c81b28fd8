"""Examples of what *Manage* shows people of the debrief's next steps, and after the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs.command_examples import list_sample_debriefs
from blocks.debriefs.manage import ManagedDebrief, build_manage_view
from blocks.debriefs.manage_own import OwnPart, OwnSeat
from blocks.debriefs.next_steps import NextSteps
from blocks.debriefs.sample import AT, DEBRIEF, INES, SAM, TARIQ, make_role_text
from hiring.debriefs.contents import SeatStatus
from hiring.debriefs.debrief import (
    CandidateTask,
    CloseKind,
    Closing,
    Decision,
    Outcome,
    SeatState,
)
from hiring.debriefs.state import Phase
from hiring.debriefs.waiting import Step, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]


def _manage_own(guide: Guide, typed: str, own: OwnPart, steps: NextSteps) -> View:
    managing = ManagedDebrief(DEBRIEF, typed, SAM, TARIQ, (), set(), steps, own=own)
    return build_manage_view(managing, make_role_text(guide))


def _list_own_parts(guide: Guide, typed: str) -> dict[str, tuple[OwnPart, NextSteps]]:
    """What *Manage* shows an interviewer, a member, who decides, and after the end."""
    running, revealed, decided, closed = list_sample_debriefs(guide, typed)
    seat = SeatStatus("2", 1, "architecture", INES, AT, SeatState.EMPTY)
    filed = replace(seat, seat="3", stage="team", state=SeatState.FILED)
    excused = replace(seat, seat="4", state=SeatState.EXCUSED)
    seats = (
        OwnSeat(seat, may_file=True, may_give_up=True),
        OwnSeat(filed, may_file=True, may_give_up=False),
        OwnSeat(excused, may_file=False, may_give_up=False),
        OwnSeat(replace(seat, seat="5", round=2), may_file=False, may_give_up=False, later=True),
    )
    decision, task = Decision(Outcome.HIRE, typed, TARIQ, AT), CandidateTask(SAM, AT, AT)
    told = replace(task, told_by=SAM, told_at=AT)
    between = replace(running, phase=Phase.BETWEEN)
    grace = replace(running, phase=Phase.GRACE)
    waits = Waiting(Step.SCORECARDS)
    to_decide = Waiting(Step.DECISION, (TARIQ,), AT)
    to_tell = Waiting(Step.CANDIDATE, (SAM,), AT)
    end = OwnPart(SAM, SAM, decided, to_tell, decision=decision, task=task)
    return {
        "interviewer": (OwnPart(INES, SAM, running, waits, seats), NextSteps()),
        "member": (OwnPart(INES, SAM, running, waits), NextSteps()),
        "between": (
            OwnPart(TARIQ, SAM, between, Waiting(Step.CHOICE, (SAM, TARIQ))),
            NextSteps(reads=(1, 2), complete=2),
        ),
        "grace": (
            OwnPart(TARIQ, SAM, grace, Waiting(Step.REVEAL)),
            NextSteps(reveals_now=True, asked_now=(SAM,)),
        ),
        "decider": (OwnPart(TARIQ, SAM, revealed, to_decide), NextSteps(decides=True)),
        "decided": (
            replace(end, reader=TARIQ, seats=seats[1:2]),
            NextSteps(changes_decision=True, task=task, dissents=True),
        ),
        "tell": (end, NextSteps(task=task)),
        "told": (replace(end, wait=None, task=told), NextSteps()),
        "closed": (
            OwnPart(INES, SAM, closed, closed=Closing(CloseKind.WITHDREW, SAM, AT)),
            NextSteps(),
        ),
    }


def _show_own_part(name: str) -> Example:
    return lambda guide, typed, _native: _manage_own(
        guide, typed, *_list_own_parts(guide, typed)[name]
    )


NAMES = (
    "interviewer",
    "member",
    "between",
    "grace",
    "decider",
    "decided",
    "tell",
    "told",
    "closed",
)
EXAMPLES: Mapping[str, Example] = {
    f"debrief.manage_own.{name}": _show_own_part(name) for name in NAMES
}
