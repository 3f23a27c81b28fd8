"""Examples of what interviewers do with their seats besides filing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import seat_forms
from blocks.debriefs.file_form import (
    ScorecardToFill,
    build_scorecard_form,
    fill_from_early_ratings,
)
from blocks.debriefs.manage import ManagedDebrief, build_manage_view
from blocks.debriefs.manage_form_parts import RoundEffect
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import (
    ARCHITECTURE,
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    TARIQ,
    make_role_text,
)
from blocks.notices import build_notice, build_notice_view
from hiring.debriefs.access import Permission
from hiring.debriefs.contents import (
    GivenUpNote,
    Kit,
    KitState,
    OwnerBoard,
    RequestState,
    SeatStatus,
)
from hiring.debriefs.debrief import EarlyRatings, ReleaseReason, SeatState
from hiring.debriefs.scorecard import AttributeRating, Rating
from hiring.debriefs.seat_offer_contents import SeatOfferAnswer, SeatOfferRequest, SeatTaken
from hiring.debriefs.state import Phase
from hiring.debriefs.trouble import AbandonedSeat, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.debriefs.planned_messages import Content
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

_SEAT = SeatStatus("2", 1, "architecture", INES, AT, SeatState.EMPTY)


def _build_from_content(make: Callable[[str], Content | Trouble]) -> Example:
    def example(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
        return build_messages(make(typed), make_role_text(guide), native=native)[0]

    return example


def _make_kit(typed: str) -> Kit:
    return Kit(
        debrief_id=DEBRIEF,
        seat="2",
        label=typed,
        role="ai-tech-lead",
        job_title="",
        link="",
        channel=CHANNEL,
        owner=SAM,
        stage="architecture",
        due_at=AT,
        state=KitState.OWED,
        late=False,
        probe_next=(),
        attributes=ARCHITECTURE,
        rated=True,
        offered_to=TARIQ,
        offered_until=AT,
    )


def _make_offer(
    state: RequestState, at: int | None = AT, former_at: int | None = None
) -> Callable[[str], SeatOfferRequest]:
    return lambda typed: SeatOfferRequest(
        *(DEBRIEF, "2", 1, typed, CHANNEL, "architecture", INES, at, at, at, AT, state),
        owner=SAM,
        former_at=former_at,
    )


def _make_answer(state: RequestState, *, owed: bool = True) -> Callable[[str], SeatOfferAnswer]:
    return lambda typed: SeatOfferAnswer(
        DEBRIEF, "2", typed, CHANNEL, "architecture", TARIQ, state, owed, has_due_time=owed
    )


def _list_seats() -> tuple[SeatStatus, ...]:
    return (
        replace(_SEAT, rated=True),
        replace(_SEAT, seat="3", stage="screen", person=SAM, more_time=True, rated=True),
        replace(_SEAT, seat="4", stage="team", state=SeatState.GIVEN_UP, can_fill=True),
    )


def _make_board(typed: str) -> OwnerBoard:
    return OwnerBoard(DEBRIEF, typed, CHANNEL, Phase.RUNNING, 1, _list_seats())


def _make_given_up_note(typed: str) -> GivenUpNote:
    why = ReleaseReason.DID_NOT_INTERVIEW
    return GivenUpNote(DEBRIEF, "2", typed, CHANNEL, "architecture", INES, why, "", can_fill=True)


def _make_trouble(typed: str) -> Trouble:
    seats = (AbandonedSeat("2", "screen", SAM), AbandonedSeat("3", "team", INES, guest=True))
    return Trouble(DEBRIEF, typed, CHANNEL, (), (), abandoned=seats)


def _build_manage(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001
    allowed = {Permission.REPLACE, Permission.EXCUSE}
    managing = ManagedDebrief(DEBRIEF, typed, SAM, TARIQ, _list_seats(), allowed)
    return build_manage_view(managing, make_role_text(guide))


def _build_did_not_interview_form(owner: str, completing: RoundEffect) -> Example:
    def example(guide: Guide, _typed: str, _native: bool) -> View:  # noqa: FBT001
        text = make_role_text(guide)
        return seat_forms.build_did_not_interview_form(DEBRIEF, _SEAT, text, owner, completing)

    return example


def _build_rated_form(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001
    ratings = tuple(AttributeRating(name, Rating.YES, "") for name in ARCHITECTURE[:2])
    to_fill = ScorecardToFill(
        DEBRIEF, "2", typed, "architecture", ARCHITECTURE, AT, can_rate=True, rated=True
    )
    saved = fill_from_early_ratings(EarlyRatings(ratings, Rating.NO, AT))
    return build_scorecard_form(to_fill, make_role_text(guide), saved)


EXAMPLES: Mapping[str, Example] = {
    "debrief.kit.offered": _build_from_content(_make_kit),
    **{
        f"debrief.seat_offer.{state.value}": _build_from_content(_make_offer(state))
        for state in RequestState
    },
    "debrief.seat_offer.no_time": _build_from_content(_make_offer(RequestState.OPEN, None)),
    **{
        f"debrief.seat_offer_answer.{state.value}": _build_from_content(_make_answer(state))
        for state in (RequestState.ACCEPTED, RequestState.DECLINED, RequestState.LAPSED)
    },
    "debrief.seat_offer_answer.over": _build_from_content(
        _make_answer(RequestState.DECLINED, owed=False)
    ),
    "debrief.seat_taken": _build_from_content(
        lambda typed: SeatTaken(DEBRIEF, typed, CHANNEL, "architecture", INES, TARIQ)
    ),
    "debrief.seat_taken.no_time": _build_from_content(
        lambda typed: SeatTaken(
            DEBRIEF, typed, CHANNEL, "architecture", INES, TARIQ, needs_time=True
        )
    ),
    "debrief.seat_offer.over": _build_from_content(_make_offer(RequestState.OPEN, None, AT)),
    "debrief.board.seats": _build_from_content(_make_board),
    "debrief.given_up.can_fill": _build_from_content(_make_given_up_note),
    "debrief.trouble.guest": _build_from_content(_make_trouble),
    "debrief.manage_seats": _build_manage,
    "debrief.form.did_not_interview": _build_did_not_interview_form(SAM, RoundEffect.NOTHING),
    "debrief.form.did_not_interview_last": _build_did_not_interview_form(INES, RoundEffect.REVEALS),
    "debrief.form.offer_seat": lambda guide, _typed, _native: seat_forms.build_offer_form(
        DEBRIEF, _SEAT, make_role_text(guide), SAM, AT - 1
    ),
    "debrief.form.offer_seat_over": lambda guide, _typed, _native: seat_forms.build_offer_form(
        DEBRIEF, replace(_SEAT, at=AT), make_role_text(guide), SAM, AT
    ),
    "debrief.form.offered_outside": lambda _guide, _typed, _native: seat_forms.build_offered_view(
        TARIQ, AT, outside=(CHANNEL, SAM)
    ),
    "debrief.form.offered": lambda _guide, _typed, _native: seat_forms.build_offered_view(
        TARIQ, AT
    ),
    "debrief.form.file_rated": _build_rated_form,
    "debrief.more_time": lambda _guide, _typed, _native: build_notice(
        seat_forms.describe_more_time(AT)
    ),
    "debrief.more_time.once": lambda _guide, _typed, _native: build_notice_view(
        seat_forms.describe_no_more_time(SAM)
    ),
}
