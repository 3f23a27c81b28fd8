"""Examples of every message of a debrief, plainly of a sample candidate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import (
    command_examples,
    find_examples,
    form_examples,
    home_examples,
    invite,
    lists,
    manage_examples,
    notes_examples,
    reveal_examples,
    schedule_examples,
    seat_examples,
)
from blocks.debriefs.command_examples import list_sample_debriefs
from blocks.debriefs.lists import OwedScorecard
from blocks.debriefs.removal import build_exposed_answer
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import (
    ARCHITECTURE,
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    TARIQ,
    THREAD,
    make_releases,
    make_role_text,
)
from hiring.debriefs.contents import (
    ClosedNote,
    GivenUpNote,
    HandOverNote,
    HandOverRefused,
    HandOverRequest,
    HandOverTold,
    KeptNote,
    Kit,
    KitState,
    OwnerBoard,
    PublicRound,
    PublicSeat,
    ReadersNote,
    ReleaseNote,
    RequestState,
    Root,
    RoundComplete,
    RoundNote,
    RoundState,
    SeatStatus,
)
from hiring.debriefs.debrief import (
    Answer,
    CandidateTask,
    CloseKind,
    Decision,
    Duty,
    Outcome,
    ReleaseReason,
    SeatState,
)
from hiring.debriefs.state import Phase
from hiring.debriefs.trouble import AbandonedSeat, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.debriefs.planned_messages import Content
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]


def _build_from_content(make: Callable[[str], Content | Trouble], number: int = 0) -> Example:
    def example(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
        return build_messages(make(typed), make_role_text(guide), native=native)[number]

    return example


def _ignore_native_flag(make: Callable[[Guide, str], Message | View]) -> Example:
    return lambda guide, typed, _native: make(guide, typed)


def _make_root(phase: Phase) -> Callable[[str], Root]:
    def content(typed: str) -> Root:
        over = phase in {Phase.REVEALED, Phase.DECIDED}
        first = RoundState.RUNNING if phase is Phase.RUNNING else RoundState.COMPLETE
        second = RoundState.LAST_COMPLETE if phase is Phase.GRACE else RoundState.WAITING
        if phase is Phase.GRACE:
            first = RoundState.ADVANCED
        return Root(
            debrief_id=DEBRIEF,
            label=typed,
            role="ai-tech-lead",
            job_title=typed,
            link=typed if phase is Phase.RUNNING else "https://ats.example/candidates/1",
            owner=SAM,
            decider=TARIQ,
            phase=phase,
            rounds=(
                PublicRound(
                    1,
                    RoundState.REVEALED if over else first,
                    (PublicSeat("screen", SAM, AT),),
                    0 if phase is Phase.RUNNING else 1,
                ),
                PublicRound(
                    2,
                    RoundState.REVEALED if over else second,
                    (
                        PublicSeat("architecture", INES, AT),
                        PublicSeat("team", SAM, AT),
                        PublicSeat("team", TARIQ, AT),
                    ),
                    3 if over or phase is Phase.GRACE else 0,
                ),
            ),
            decision=_make_decision(typed) if phase is Phase.DECIDED else None,
            asked_now=(SAM,) if phase is Phase.GRACE else (),
            task=CandidateTask(SAM, AT, AT) if phase is Phase.DECIDED else None,
            closed=CloseKind.WITHDREW if phase is Phase.CLOSED else None,
        )

    return content


def _make_root_with_releases(typed: str) -> Root:
    root = _make_root(Phase.RUNNING)(typed)
    first, second = root.rounds
    rounds = (replace(first, released=make_releases(AT)), replace(second, seats=()))
    return replace(root, rounds=rounds, deputy=INES)


def _make_round_note(state: RoundState) -> Callable[[str], RoundNote]:
    stopped = (SAM, (INES, TARIQ)) if state is RoundState.STOPPED else ("", ())
    return lambda _typed: RoundNote(DEBRIEF, 1, state, *stopped)


def _refuse_channel(why: str) -> Example:
    return _ignore_native_flag(lambda _guide, _typed: lists.build_refusal(why))


def _make_decision(typed: str, outcome: Outcome = Outcome.HIRE) -> Decision:
    return Decision(outcome, typed, TARIQ, AT)


def _make_kit(
    state: KitState,
    *,
    late: bool = False,
    readers: tuple[str, ...] = (),
    needs_reason: bool = False,
    held: str = "",
) -> Callable[[str], Kit]:
    return lambda typed: Kit(
        debrief_id=DEBRIEF,
        seat="2",
        label=typed,
        role="ai-tech-lead",
        job_title=typed,
        link=typed,
        channel=CHANNEL,
        owner=SAM,
        stage="architecture",
        due_at=AT,
        state=state,
        late=late,
        probe_next=(typed, "Ask about the second outage."),
        attributes=ARCHITECTURE,
        readers=readers,
        needs_reason=needs_reason,
        held=held,
    )


def _make_release_note(
    reason: ReleaseReason | None, keeps_until: int | None
) -> Callable[[str], ReleaseNote]:
    return lambda typed: ReleaseNote(
        DEBRIEF, "2", typed, CHANNEL, "architecture", SAM, reason, keeps_until
    )


def _make_given_up_note(typed: str) -> GivenUpNote:
    reason = ReleaseReason.NOT_AVAILABLE
    return GivenUpNote(DEBRIEF, "2", typed, CHANNEL, "architecture", INES, reason, typed)


def _make_hand_over_request(state: RequestState) -> Callable[[str], HandOverRequest]:
    return lambda typed: HandOverRequest(DEBRIEF, 1, typed, CHANNEL, tuple(Duty), SAM, AT, state)


def _make_hand_over_refused(answer: Answer | None) -> Callable[[str], HandOverRefused]:
    return lambda typed: HandOverRefused(DEBRIEF, typed, CHANNEL, (Duty.DECIDER,), INES, answer)


def _make_hand_over_note(by: str, *former: str) -> Callable[[str], HandOverNote]:
    duties = tuple(Duty) if len(former) > 1 else (Duty.OWNER,)
    return lambda typed: HandOverNote(DEBRIEF, typed, duties, INES, by, former, at_once=not by)


def _make_deputy_note(typed: str) -> HandOverNote:
    return HandOverNote(DEBRIEF, typed, (Duty.DECIDER,), INES, SAM, (TARIQ,), at_once=True)


def _make_hand_over_told(reader: str) -> Callable[[str], HandOverTold]:
    return lambda typed: HandOverTold(DEBRIEF, typed, CHANNEL, tuple(Duty), INES, SAM, reader)


def _make_kept_note(typed: str) -> KeptNote:
    return KeptNote(DEBRIEF, typed, CHANNEL, "team", INES, AT)


def _make_owner_board(typed: str) -> OwnerBoard:
    seats = (
        SeatStatus("1", 1, "screen", SAM, AT, SeatState.FILED),
        SeatStatus("2", 1, "architecture", INES, AT, SeatState.EMPTY),
        SeatStatus("3", 1, "leadership", TARIQ, AT, SeatState.EXCUSED),
        SeatStatus("5", 1, "team", INES, AT, SeatState.EXCUSED, AT),
        SeatStatus("4", 2, "team", TARIQ, AT, SeatState.EMPTY),
    )
    return OwnerBoard(DEBRIEF, typed, CHANNEL, Phase.RUNNING, 1, seats)


def _make_round_complete(state: RoundState) -> Callable[[str], RoundComplete]:
    return lambda typed: RoundComplete(DEBRIEF, typed, CHANNEL, 1, 2, state, (INES, TARIQ))


def _list_owed_scorecards(guide: Guide, typed: str) -> list[OwedScorecard]:
    return [OwedScorecard(DEBRIEF, "2", typed, make_role_text(guide), "architecture", AT, THREAD)]


EXAMPLES: Mapping[str, Example] = {
    **{f"debrief.root.{phase.value}": _build_from_content(_make_root(phase)) for phase in Phase},
    **{
        f"debrief.round_note.{state.value}": _build_from_content(_make_round_note(state))
        for state in (RoundState.COMPLETE, RoundState.ADVANCED, RoundState.STOPPED)
    },
    **{f"debrief.kit.{state.value}": _build_from_content(_make_kit(state)) for state in KitState},
    "debrief.root.released": _build_from_content(_make_root_with_releases),
    "debrief.kit.owed_late": _build_from_content(_make_kit(KitState.OWED, late=True)),
    "debrief.kit.owed_decided": _build_from_content(
        lambda typed: replace(_make_kit(KitState.OWED, late=True)(typed), outcome=Outcome.HIRE)
    ),
    "debrief.kit.not_started": _build_from_content(
        lambda typed: replace(_make_kit(KitState.OWED)(typed), opens_in=2)
    ),
    "debrief.kit.given_up_late": _build_from_content(_make_kit(KitState.GIVEN_UP, late=True)),
    "debrief.kit.late": _build_from_content(
        _make_kit(KitState.FILED, late=True, needs_reason=True)
    ),
    "debrief.kit.held": _build_from_content(
        _make_kit(KitState.FILED, late=True, needs_reason=True, held="public")
    ),
    "debrief.kit.opened": _build_from_content(_make_kit(KitState.FILED, readers=(SAM, TARIQ))),
    "debrief.kit.read": _build_from_content(
        _make_kit(KitState.FILED, readers=(SAM, TARIQ), needs_reason=True)
    ),
    "debrief.kit.has_read": _build_from_content(_make_kit(KitState.FILED, needs_reason=True)),
    "debrief.release": _build_from_content(_make_release_note(ReleaseReason.NOT_AVAILABLE, AT)),
    "debrief.release.replaced": _build_from_content(_make_release_note(ReleaseReason.REPLACED, AT)),
    "debrief.release.final": _build_from_content(
        _make_release_note(ReleaseReason.DID_NOT_INTERVIEW, None)
    ),
    "debrief.release.without_reason": _build_from_content(_make_release_note(None, None)),
    "debrief.given_up": _build_from_content(_make_given_up_note),
    "debrief.given_up.without_note": _build_from_content(
        lambda typed: replace(_make_given_up_note(typed), reason=None, note="")
    ),
    "debrief.readers": _build_from_content(
        lambda typed: ReadersNote(DEBRIEF, typed, CHANNEL, 1, (SAM, TARIQ))
    ),
    **{
        f"debrief.hand_over.{state.value}": _build_from_content(_make_hand_over_request(state))
        for state in RequestState
    },
    "debrief.hand_over_refused": _build_from_content(_make_hand_over_refused(Answer.DECLINED)),
    "debrief.hand_over_refused.lapsed": _build_from_content(_make_hand_over_refused(None)),
    "debrief.hand_over_note": _build_from_content(_make_hand_over_note(SAM, SAM)),
    "debrief.hand_over_note.by_owner": _build_from_content(_make_hand_over_note(TARIQ, SAM)),
    "debrief.hand_over_note.deputy": _build_from_content(_make_deputy_note),
    "debrief.hand_over_told.lost": _build_from_content(_make_hand_over_told(TARIQ)),
    "debrief.hand_over_told.has": _build_from_content(_make_hand_over_told(INES)),
    "debrief.kept": _build_from_content(_make_kept_note),
    "debrief.hand_over_note.left": _build_from_content(_make_hand_over_note("", SAM)),
    "debrief.hand_over_note.both_left": _build_from_content(_make_hand_over_note("", SAM, TARIQ)),
    "debrief.board": _build_from_content(_make_owner_board),
    "debrief.board.grace": _build_from_content(
        lambda typed: replace(
            _make_owner_board(typed),
            phase=Phase.GRACE,
            owner=SAM,
            decider=TARIQ,
            asked_now=(TARIQ,),
        )
    ),
    "debrief.round_complete": _build_from_content(_make_round_complete(RoundState.COMPLETE)),
    "debrief.round_complete.advanced": _build_from_content(
        _make_round_complete(RoundState.ADVANCED)
    ),
    "debrief.trouble": _build_from_content(
        lambda typed: Trouble(DEBRIEF, typed, CHANNEL, ("guest", "removed"), ("decision",))
    ),
    "debrief.trouble.exposed": _build_from_content(
        lambda typed: Trouble(DEBRIEF, typed, CHANNEL, ("public",), (), exposed=("public",))
    ),
    "debrief.trouble.exposed.several": _build_from_content(
        lambda typed: Trouble(
            DEBRIEF, typed, CHANNEL, (), (), exposed=("guest",), together=(typed, "JS", "AB")
        )
    ),
    "debrief.trouble.exposed.many": _build_from_content(
        lambda typed: Trouble(
            DEBRIEF, typed, CHANNEL, (), (), exposed=("shared",), together=(typed,) * 40
        )
    ),
    "debrief.trouble.withdrawn.several": _build_from_content(
        lambda typed: Trouble(
            DEBRIEF, typed, CHANNEL, (), (), withdrawn=True, together=(typed, "JS")
        )
    ),
    "debrief.trouble.withdrawn": _build_from_content(
        lambda typed: Trouble(DEBRIEF, typed, CHANNEL, (), (), withdrawn=True)
    ),
    "debrief.trouble.abandoned": _build_from_content(
        lambda typed: Trouble(
            DEBRIEF, typed, CHANNEL, (), (), abandoned=(AbandonedSeat("2", "screen", SAM),)
        )
    ),
    "debrief.closed": _build_from_content(
        lambda typed: ClosedNote(DEBRIEF, typed, CloseKind.WITHDREW, SAM, ((TARIQ, (1,)),))
    ),
    "debrief.in_channel": _ignore_native_flag(
        lambda guide, typed: lists.build_channel_answer(
            _list_owed_scorecards(guide, typed), list_sample_debriefs(guide, typed)[:2]
        )
    ),
    "debrief.already_open": _ignore_native_flag(
        lambda guide, typed: lists.build_running_answer(
            _list_owed_scorecards(guide, typed)[:1],
            list_sample_debriefs(guide, typed)[0],
            manage=True,
        )
    ),
    "debrief.list": _ignore_native_flag(
        lambda guide, typed: lists.build_list_page(list_sample_debriefs(guide, typed), 1, more=True)
    ),
    "debrief.unreadable": _ignore_native_flag(
        lambda guide, typed: lists.build_channel_answer(
            [], list_sample_debriefs(guide, typed)[:1], 1
        )
    ),
    "debrief.list.unreadable": _ignore_native_flag(
        lambda _guide, _typed: lists.build_list_page([], 0, more=False, unreadable=2)
    ),
    "debrief.empty": _ignore_native_flag(lambda _guide, _typed: lists.build_empty_answer()),
    **{f"debrief.refused.{why}": _refuse_channel(why) for why in ("public", "removed")},
    "debrief.exposed.all_mine": _ignore_native_flag(
        lambda _guide, typed: build_exposed_answer("guest", 1, [(DEBRIEF, typed)], ())
    ),
    "debrief.exposed.some_mine": _ignore_native_flag(
        lambda _guide, typed: build_exposed_answer(
            "public", 5, [(DEBRIEF, typed), (DEBRIEF, "JS")], (INES, TARIQ)
        )
    ),
    "debrief.exposed.none_mine": _ignore_native_flag(
        lambda _guide, _typed: build_exposed_answer("shared", 1, (), (INES,))
    ),
    "debrief.not_members": _ignore_native_flag(
        lambda _guide, typed: invite.build_outsiders_note(DEBRIEF, typed, CHANNEL, (INES, TARIQ))
    ),
    "debrief.invited": _ignore_native_flag(
        lambda _guide, typed: invite.build_invitations_note(
            DEBRIEF, CHANNEL, {SAM: "", INES: "ratelimited", TARIQ: typed}
        )
    ),
    "debrief.invited.by_hand": _ignore_native_flag(
        lambda _guide, _typed: invite.build_invitations_note(
            DEBRIEF, CHANNEL, {SAM: "missing_scope"}
        )
    ),
    "debrief.orphaned": _ignore_native_flag(
        lambda _guide, typed: lists.build_orphan_note(DEBRIEF, typed)
    ),
    "debrief.orphaned.hint": _ignore_native_flag(
        lambda _guide, typed: lists.build_orphans_hint([typed, "JS"], ["U0ROSA", "U0INES"])
    ),
    "debrief.orphaned.unset": _ignore_native_flag(
        lambda _guide, typed: lists.build_orphans_hint([typed], [])
    ),
    "debrief.help": _ignore_native_flag(
        lambda guide, typed: lists.build_debrief_help(guide.help.debrief, typed[:200])
    ),
    "debrief.help.unnamed": _ignore_native_flag(
        lambda guide, _typed: lists.build_debrief_help(guide.help.debrief, "")
    ),
    **home_examples.EXAMPLES,
    **find_examples.EXAMPLES,
    **command_examples.EXAMPLES,
    **form_examples.EXAMPLES,
    **reveal_examples.EXAMPLES,
    **seat_examples.EXAMPLES,
    **manage_examples.EXAMPLES,
    **notes_examples.EXAMPLES,
    **schedule_examples.EXAMPLES,
}
