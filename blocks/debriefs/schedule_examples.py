"""Examples of what is shown about the time of an interview: kits, and the forms that set it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import open_form, schedule_form
from blocks.debriefs.advance_form import Advance, NextSeat, build_advance_form
from blocks.debriefs.open_form import OpenForm
from blocks.debriefs.open_form_times import FormState
from blocks.debriefs.opened_view import OpenedDebrief, build_opened_view
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import (
    ARCHITECTURE,
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    make_role_text,
    pick_sample_role,
)
from blocks.debriefs.schedule_form import ScheduledSeat, ScheduleForm
from blocks.debriefs.time_field import ReadInvitation
from blocks.debriefs.zones import Panel, ZonedPerson
from blocks.modal_origin import ModalOrigin
from hiring.debriefs.called_off import CalledOff
from hiring.debriefs.contents import InterviewOff, Kit, KitState, ReleaseNote, SeatStatus
from hiring.debriefs.debrief import CloseKind, Debrief, ReleaseReason, Round, Seat, SeatState
from hiring.work_calendar import DAY, HOUR, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

HERE_AND_NOW = ZonedPerson(SAM, "Sam", WorkCalendar(zone="Europe/London"))
ELSEWHERE = ZonedPerson(INES, "Ines", WorkCalendar(zone="America/New_York"))
EMPTY = SeatStatus("2", 1, "architecture", INES, None, SeatState.EMPTY)
SCHEDULED = replace(EMPTY, at=AT, ends_at=AT + HOUR, due_at=AT + DAY)


def _build_kit(**more: object) -> Example:
    def build(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001 - as all
        kit = Kit(
            debrief_id=DEBRIEF,
            seat="2",
            label=typed,
            role="ai-tech-lead",
            job_title=typed,
            link=typed,
            channel=CHANNEL,
            owner=SAM,
            stage="architecture",
            due_at=AT + DAY,
            state=KitState.OWED,
            late=False,
            probe_next=(typed,),
            attributes=ARCHITECTURE,
            at=AT,
            ends_at=AT + HOUR,
        )
        kit = replace(kit, **more)  # type: ignore[arg-type]
        return build_messages(kit, make_role_text(guide), native=native)[0]

    return build


def _build_schedule_form(
    seat: SeatStatus,
    form: ScheduleForm | None = None,
    read: ReadInvitation | None = None,
    *,
    is_owner: bool = True,
) -> Example:
    def build(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001 - as all
        scheduled = ScheduledSeat(
            DEBRIEF, seat, make_role_text(guide), ELSEWHERE, HERE_AND_NOW, sets_due=is_owner
        )
        filled = form or schedule_form.start_schedule_form(scheduled, 45)
        if filled.invitation:
            filled = replace(filled, invitation=typed)
        return schedule_form.build_schedule_form(scheduled, filled, read)

    return build


def _build_open_form(*, pasting: bool = False, from_last: bool = False) -> Example:
    def build(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001 - as all
        role = pick_sample_role(guide)
        state = FormState(from_last=from_last, pasting=pasting, filled=1)
        filled = OpenForm(
            label="JS",
            seats={"screen": (SAM, INES), "team": (SAM,)},
            times={f"screen/{INES}": AT},
            invitation=typed if pasting else "",
        )
        panel = Panel(HERE_AND_NOW, {SAM: HERE_AND_NOW, INES: replace(ELSEWHERE, name=typed[:80])})
        origin = state.write(ModalOrigin(role.id, CHANNEL))
        return open_form.build_open_form(role, (), origin, filled, panel)

    return build


def _build_opened(*times: int | None) -> Example:
    def build(_guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001 - as all
        seats = tuple(
            Seat(str(number), 1, "screen", person, None, at=at)
            for number, (person, at) in enumerate(zip((SAM, INES), times, strict=True))
        )
        debrief = Debrief(
            id=DEBRIEF,
            channel=CHANNEL,
            label=typed,
            role="ai-tech-lead",
            owner=SAM,
            decider=SAM,
            opened_at=AT,
            grace=300,
            stages=(),
            seats=seats,
            rounds=(Round(1, started_at=AT),),
            next_seat=3,
        )
        panel = Panel(HERE_AND_NOW, {SAM: HERE_AND_NOW, INES: ELSEWHERE})
        return build_opened_view(OpenedDebrief(debrief, panel))

    return build


def _build_interview_off(at: int | None, kind: CloseKind | None) -> Example:
    def build(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001 - as all
        ends_at = at + HOUR if at else None
        off = CalledOff("2", INES, "architecture", at, ends_at, SAM, AT, closed=kind is not None)
        note = InterviewOff(DEBRIEF, typed, CHANNEL, off, kind)
        return build_messages(note, make_role_text(guide), native=native)[0]

    return build


def _build_release_note(reason: ReleaseReason) -> Example:
    def build(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001 - as all
        note = ReleaseNote(
            DEBRIEF, "2", typed, CHANNEL, "architecture", SAM, reason, AT, at=AT, ends_at=AT + HOUR
        )
        return build_messages(note, make_role_text(guide), native=native)[0]

    return build


def _build_advance_form(*seats: NextSeat) -> Example:
    def build(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001 - as all
        advance = Advance(DEBRIEF, typed, CHANNEL, 1, seats, HERE_AND_NOW)
        return build_advance_form(advance, make_role_text(guide))

    return build


EXAMPLES: Mapping[str, Example] = {
    "debrief.open_form.times": _build_open_form(from_last=True),
    "debrief.open_form.invitation": _build_open_form(pasting=True),
    "debrief.opened": _build_opened(AT, AT + DAY),
    "debrief.opened.unscheduled": _build_opened(AT, None),
    "debrief.form.advance": _build_advance_form(
        NextSeat("2", "architecture", ELSEWHERE, AT), NextSeat("3", "team", HERE_AND_NOW)
    ),
    "debrief.form.advance_nobody": _build_advance_form(),
    "debrief.kit.brief": _build_kit(brief=True, kit_at=AT - 16 * HOUR),
    "debrief.kit.scheduled": _build_kit(),
    "debrief.kit.moved": _build_kit(brief=True, kit_at=AT - 16 * HOUR, former_at=AT - DAY),
    "debrief.kit.unscheduled": _build_kit(at=None, ends_at=None, due_at=None),
    "debrief.kit.called_off": _build_kit(at=None, ends_at=None, due_at=None, former_at=AT - DAY),
    "debrief.interview_off": _build_interview_off(AT, CloseKind.WITHDREW),
    "debrief.interview_off.no_time": _build_interview_off(None, CloseKind.OPENED_BY_MISTAKE),
    "debrief.interview_off.dropped": _build_interview_off(AT, None),
    "debrief.release.interview": _build_release_note(ReleaseReason.NOT_AVAILABLE),
    "debrief.release.interview_replaced": _build_release_note(ReleaseReason.REPLACED),
    "debrief.form.schedule": _build_schedule_form(EMPTY),
    "debrief.form.schedule_read": _build_schedule_form(
        SCHEDULED,
        ScheduleForm(AT, 50, AT + DAY),
        ReadInvitation("Check it, then press *Save*.", AT, AT + 50 * 60),
    ),
    "debrief.form.schedule_own": _build_schedule_form(
        SCHEDULED, ScheduleForm(None, 60, None, "pasted"), is_owner=False
    ),
}
