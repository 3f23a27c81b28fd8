"""The form *Schedule*: when an interview is, typed or out of a pasted invitation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import manage_form_parts as parts
from blocks.debriefs import values as v
from blocks.debriefs.ref import Ref
from blocks.debriefs.time_field import (
    FILE_TEXT,
    WHEN,
    ReadInvitation,
    build_invitation_fields,
    build_time_field,
    find_far_times,
    find_unread_invitation,
)
from blocks.debriefs.wording import RoleWords
from hiring.errors import FormError

if TYPE_CHECKING:
    from blocks.debriefs.zones import ZonedPerson
    from blocks.kit import Block, View
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.role_text import RoleText

LENGTHS: Final = (15, 30, 45, 60, 75, 90, 120, 180, 240)
USUAL_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """What is filled in: the interview's time, its length, the due time, a pasted invitation."""

    at: int | None = None
    minutes: int = USUAL_MINUTES
    due_at: int | None = None
    invitation: str = ""

    @property
    def ends_at(self) -> int | None:
        """When the interview ends."""
        return None if self.at is None else self.at + self.minutes * 60


@dataclass(frozen=True, slots=True)
class ScheduledSeat:
    """The seat to schedule. `reader` fills in the form; `sets_due` tells whether the due time, too.

    `filled` counts how often an invitation was read into the form: its fields have other ids then,
    or Slack would keep what was in them.
    """

    debrief_id: str
    seat: SeatStatus
    role_text: RoleText
    person: ZonedPerson
    reader: ZonedPerson
    sets_due: bool = False
    filled: int = 0


def start_schedule_form(scheduled: ScheduledSeat, usual_minutes: int) -> ScheduleForm:
    """The form as it opens, with what is known of the interview."""
    seat = scheduled.seat
    minutes = (seat.ends_at - seat.at) // 60 if seat.at and seat.ends_at else usual_minutes
    return ScheduleForm(seat.at, minutes, seat.due_at)


def build_schedule_form(
    scheduled: ScheduledSeat, form: ScheduleForm, read: ReadInvitation | None = None
) -> View:
    """The form. `read` says what was read out of an invitation, or why it wasn't.

    Fields are `at`, `minutes`, `due_at` and `invitation`, each with a number after a colon.
    """
    text = scheduled.role_text
    return parts.build_form(
        ids.DEBRIEF_RESCHEDULE_FORM,
        "Schedule",
        "Save",
        Ref(scheduled.debrief_id, scheduled.seat.seat, page=scheduled.filled),
        [
            parts.build_seat_head(scheduled.seat, text),
            build_time_field(
                WHEN,
                ids.number_id(ids.DEBRIEF_SCHEDULE_TIME, scheduled.filled),
                _name_field("at", scheduled),
                form.at,
                scheduled.reader,
                scheduled.person,
            ),
            _build_length_field(scheduled, form),
            *([_build_due_field(scheduled, form)] if scheduled.sets_due else []),
            *build_invitation_fields(
                f"Or: {FILE_TEXT[0].lower()}{FILE_TEXT[1:]}",
                _name_field("invitation", scheduled),
                form.invitation,
                "the time is taken from it",
                ids.DEBRIEF_SCHEDULE_READ,
                read or ReadInvitation(),
            ),
        ],
    )


def read_schedule_form(values: v.Values) -> ScheduleForm:
    """What is filled in so far, unchecked."""
    fields = v.name_fields(v.read_fields(values))
    minutes = v.get_text(fields, "minutes")
    return ScheduleForm(
        v.get_time(fields, "at"),
        int(minutes) if minutes.isdecimal() else USUAL_MINUTES,
        v.get_time(fields, "due_at"),
        v.get_text(fields, "invitation"),
    )


def read_complete_schedule_form(values: v.Values, now: int) -> ScheduleForm:
    """The form to save. Raises FormError, by the name of a field; see `values.map_errors`."""
    form = read_schedule_form(values)
    errors = find_unread_invitation(form.invitation) | find_far_times({"at": form.at}, now)
    if errors:
        raise FormError(errors)
    return form


def _build_length_field(scheduled: ScheduledSeat, form: ScheduleForm) -> Block:
    lengths = sorted({*LENGTHS, form.minutes})
    options = {str(minutes): f"{minutes} minutes" for minutes in lengths}
    picker = kit.select("minutes", "Length", options, initial=str(form.minutes))
    return kit.input_block("How long?", picker, _name_field("minutes", scheduled))


def _build_due_field(scheduled: ScheduledSeat, form: ScheduleForm) -> Block:
    stage = RoleWords(scheduled.role_text).stages.get(scheduled.seat.stage)
    same_day = stage is not None and stage.due_same_day
    usual = "on the day of the interview" if same_day else "24 hours after the interview"
    return kit.input_block(
        "Scorecard due",
        kit.datetime_picker("due_at", initial=form.due_at),
        _name_field("due_at", scheduled),
        hint=f"Usually {usual}. It moves with the interview, unless you change it here.",
        optional=True,
    )


def _name_field(name: str, scheduled: ScheduledSeat) -> str:
    return f"{name}:{scheduled.filled}"
