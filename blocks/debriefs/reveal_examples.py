"""Examples of the reveal, of the decision, and of what follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs.candidate import build_task_form
from blocks.debriefs.dissent import build_dissent_form
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import (
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    SCREEN,
    TARIQ,
    make_releases,
    make_revealed_seats,
    make_role_text,
)
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.contents import (
    CandidateNote,
    CandidateTold,
    DeciderNote,
    DecisionNote,
    DissentNote,
    RevealNowNote,
)
from hiring.debriefs.debrief import CandidateTask, Decision, Dissent, Outcome
from hiring.debriefs.reveal_contents import (
    Matrix,
    OpenMind,
    RevealedScorecard,
    RunSheet,
    SeenRedFlag,
    Summary,
    TalkClock,
    TalkingPoint,
    TalkPlan,
)
from hiring.debriefs.scorecard import Rating

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.debriefs.planned_messages import Content
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

NO, YES = Rating.NO, Rating.YES
EGO = SeenRedFlag("ego-driven", "decision-style", (SAM, INES))
POINTS = (
    TalkingPoint("system-design", ((SAM, YES),), (INES, TARIQ)),
    TalkingPoint("decision-style", ((SAM, YES), (INES, Rating.DEFINITELY_NO)), (TARIQ,), (EGO,)),
)
OVERALL = ((SAM, Rating.STRONG_YES), (INES, NO), (TARIQ, YES))
OTHER_FLAGS = (
    SeenRedFlag("never-unblocked", "enabling-others", (TARIQ,)),
    SeenRedFlag("no-example", "", (SAM,)),
)


def _show_content(make: Callable[[str], Content], number: int = 0) -> Example:
    def example(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
        return build_messages(make(typed), make_role_text(guide), native=native)[number]

    return example


def _make_plan(typed: str) -> TalkPlan:
    points = tuple(point.attribute for point in POINTS)
    speakers = (INES, SAM, TARIQ)
    return TalkPlan(
        DEBRIEF, typed, TalkClock(5, 5, 5), points, speakers, TARIQ, ("U4",), overall=OVERALL
    )


def _make_calm_plan(typed: str) -> TalkPlan:
    return replace(_make_plan(typed), clock=TalkClock(0, 6, 7), points=(), listeners=(), overall=())


def _make_empty_plan(typed: str) -> TalkPlan:
    return TalkPlan(DEBRIEF, typed, TalkClock(0, 0, 25), (), (), TARIQ)


def _make_summary(typed: str) -> Summary:
    return Summary(
        DEBRIEF,
        typed,
        (SAM, INES, TARIQ),
        make_revealed_seats(typed),
        tuple(zip(Rating, (0, 1, 1, 1), strict=True)),
        points=POINTS,
        more_points=2,
        red_flags=OTHER_FLAGS,
        without_evidence=("scale-fit", "stakeholder-work"),
        overall=OVERALL,
        compared=True,
    )


def _make_summary_with_releases(typed: str) -> Summary:
    readers = ((TARIQ, (1,)), (SAM, (1, 2)))
    released = replace(_make_summary(typed), released=make_releases(), readers=readers)
    return replace(released, points=(), more_points=0, early_by=(SAM, TARIQ), overall=())


def _make_matrix(typed: str) -> Matrix:
    filed = tuple(seat for seat in make_revealed_seats(typed) if seat.scorecard)
    names = ("system-design", "decision-style", "enabling-others", "clarity")
    rows = tuple(
        (
            name,
            tuple(
                rated.rating if (rated := seat.scorecard.rated(name)) else None
                for seat in filed
                if seat.scorecard
            ),
        )
        for name in names
    )
    return Matrix(DEBRIEF, typed, filed, rows)


def _make_wide_matrix(typed: str) -> Matrix:
    """Sixteen interviewers who rate four attributes each."""
    seat = make_revealed_seats(typed)[0]
    columns = tuple(replace(seat, seat=str(number), person=f"U{number}") for number in range(16))
    scale = (*Rating, None)
    rows = tuple(
        (name, tuple(scale[(place + number) % 5] for number in range(16)))
        for place, name in enumerate((*SCREEN, "scale-fit"))
    )
    return Matrix(DEBRIEF, typed, columns, rows)


def _make_scorecard(typed: str) -> RevealedScorecard:
    return RevealedScorecard(DEBRIEF, typed, make_revealed_seats(typed)[0])


def _make_run_sheet(typed: str) -> RunSheet:
    return RunSheet(
        plan=_make_plan(typed),
        points=POINTS,
        without_evidence=("scale-fit", "stakeholder-work"),
        open_minds=(OpenMind(INES, "architecture", typed), OpenMind(TARIQ, "team", typed)),
    )


def _make_calm_run_sheet(typed: str) -> RunSheet:
    return RunSheet(_make_calm_plan(typed), (), compared=True, undecided=False)


def _make_lone_run_sheet(typed: str) -> RunSheet:
    plan = replace(_make_calm_plan(typed), clock=TalkClock(0, 20, 5), speakers=(SAM,))
    return RunSheet(plan, (), without_evidence=("scale-fit",))


def _make_decision(typed: str, outcome: Outcome = Outcome.HIRE) -> Decision:
    return Decision(outcome, typed, TARIQ, AT)


TASK = CandidateTask(SAM, AT + 2 * 86_400, AT)
TOLD = replace(TASK, told_by=TARIQ, told_at=AT + 86_400)


def _make_decision_note(typed: str) -> DecisionNote:
    decision = _make_decision(typed)
    return DecisionNote(DEBRIEF, typed, decision, None, task=TASK, takes_dissent=True)


def _make_candidate_note(typed: str) -> CandidateNote:
    return CandidateNote(DEBRIEF, typed, CHANNEL, _make_decision(typed), TASK)


def _make_dissent_form(contact: str) -> Example:
    return lambda guide, typed, _native: build_dissent_form(
        DEBRIEF, typed, _make_decision(typed), make_role_text(guide), SCREEN, contact or typed[:200]
    )


EXAMPLES: Mapping[str, Example] = {
    "debrief.talk": _show_content(_make_plan),
    "debrief.talk.calm": _show_content(_make_calm_plan),
    "debrief.summary": _show_content(_make_summary),
    "debrief.summary.released": _show_content(_make_summary_with_releases),
    "debrief.matrix": _show_content(_make_matrix),
    "debrief.matrix.wide": _show_content(_make_wide_matrix),
    "debrief.card": _show_content(_make_scorecard),
    "debrief.card.last": _show_content(_make_scorecard, -1),
    "debrief.run_sheet": _show_content(_make_run_sheet),
    "debrief.run_sheet.calm": _show_content(_make_calm_run_sheet),
    "debrief.talk.lone": _show_content(lambda typed: _make_lone_run_sheet(typed).plan),
    "debrief.run_sheet.lone": _show_content(_make_lone_run_sheet),
    "debrief.talk.nobody": _show_content(_make_empty_plan),
    "debrief.run_sheet.nobody": _show_content(
        lambda typed: RunSheet(_make_empty_plan(typed), (), without_evidence=SCREEN)
    ),
    "debrief.decider": _show_content(lambda typed: DeciderNote(DEBRIEF, typed, CHANNEL, SAM)),
    "debrief.reveal_now": _show_content(lambda typed: RevealNowNote(DEBRIEF, typed, CHANNEL, SAM)),
    "debrief.decision": _show_content(_make_decision_note),
    "debrief.decision.told": _show_content(
        lambda typed: replace(_make_decision_note(typed), task=TOLD, takes_dissent=False)
    ),
    "debrief.decision.changed": _show_content(
        lambda typed: DecisionNote(
            DEBRIEF, typed, _make_decision(typed, Outcome.NO_HIRE), _make_decision(typed)
        )
    ),
    "debrief.candidate": _show_content(_make_candidate_note),
    "debrief.candidate.told": _show_content(
        lambda typed: replace(_make_candidate_note(typed), task=TOLD)
    ),
    "debrief.candidate_told": _show_content(lambda typed: CandidateTold(DEBRIEF, typed, SAM)),
    "debrief.candidate.form": lambda _guide, typed, _native: build_task_form(
        DEBRIEF, typed, Telling(SAM, AT)
    ),
    "debrief.dissent": _show_content(
        lambda typed: DissentNote(DEBRIEF, typed, Dissent(INES, "system-design", typed, AT))
    ),
    "debrief.dissent.form": _make_dissent_form(SAM),
    "debrief.dissent.form.words": _make_dissent_form(""),
}
