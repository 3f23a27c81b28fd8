"""The forms that *Manage* opens, and the one in which an interviewer says that they won't file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import manage_form_parts as parts
from blocks.debriefs import values as v
from blocks.debriefs.manage_form_parts import YES, RoundEffect
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import CLOSINGS, RoleWords, shorten_label
from blocks.mrkdwn import Mrkdwn, md
from hiring.debriefs.debrief import CloseKind
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import View
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.role_text import RoleText


@dataclass(frozen=True, slots=True)
class SubmittedSeat:
    """An interviewer to add. `due_at` is None for the usual time."""

    stage: str
    person: str
    round: int
    due_at: int | None


def build_add_interviewer_form(
    debrief_id: str,
    candidate: str,
    role_text: RoleText,
    stages: Sequence[str],
    rounds: Sequence[int],
) -> View:
    """Add an interviewer to one of the debrief's stages (ids).

    `rounds` are those that an interviewer can still be added to; the first is chosen already.
    """
    names = {stage: RoleWords(role_text).stage_name(stage) for stage in stages}
    options = {str(number): f"Round {number}" for number in rounds}
    pick = kit.select("round", "Round", options, initial=str(rounds[0]))
    return parts.build_form(
        ids.DEBRIEF_ADD_SEAT_FORM,
        "Add an interviewer",
        "Add",
        Ref(debrief_id),
        [
            kit.section(md("*{label}*", label=shorten_label(candidate)), "head"),
            kit.input_block("Stage", kit.select("stage", "Pick a stage", names), "stage"),
            kit.input_block("Interviewer", kit.person("person", "Pick a person"), "person"),
            *([kit.input_block("Round", pick, "round")] if len(rounds) > 1 else []),
            parts.build_due_field("Scorecard due", None, role_text, optional=True),
        ],
    )


def read_added_interviewer(values: v.Values, rounds: Sequence[int], now: int) -> SubmittedSeat:
    """The interviewer to add. Raises FormError, by block_id."""
    fields = v.read_fields(values)
    stage, person, number = (v.get_text(fields, name) for name in ("stage", "person", "round"))
    errors = parts.find_empty_fields(stage=stage, person=person) | parts.find_past_due_time(
        fields, now
    )
    if errors:
        raise FormError(errors)
    chosen = int(number) if number.isdecimal() else rounds[0]
    return SubmittedSeat(stage, person, chosen, v.get_time(fields, "due_at"))


def build_replace_form(debrief_id: str, seat: SeatStatus, role_text: RoleText) -> View:
    """Replace the interviewer of an empty seat."""
    text = Mrkdwn("If they have started a draft, nobody else can read it.")
    return parts.build_form(
        ids.DEBRIEF_REPLACE_FORM,
        "Replace interviewer",
        "Replace",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            kit.input_block("Interviewer", kit.person("person", "Pick a person"), "person"),
            kit.context(text, "draft"),
        ],
    )


def read_replacement(values: v.Values) -> str:
    """The chosen person. Raises FormError, by block_id."""
    return parts.read_required(values, "person", "Pick a person.")


def build_reschedule_form(debrief_id: str, seat: SeatStatus, role_text: RoleText) -> View:
    """Move when a scorecard is due."""
    return parts.build_form(
        ids.DEBRIEF_RESCHEDULE_FORM,
        "Change due time",
        "Save",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            parts.build_due_field("Scorecard due", seat.due_at, role_text, optional=False),
        ],
    )


def read_due_time(values: v.Values, now: int) -> int:
    """The time, in seconds. Raises FormError, by block_id."""
    fields = v.read_fields(values)
    due_at = v.get_time(fields, "due_at")
    if due_at is None or due_at <= now:
        raise FormError(
            parts.find_past_due_time(fields, now) or {"due_at": "Choose a date and a time."}
        )
    return due_at


def build_excuse_form(
    debrief_id: str,
    seat: SeatStatus,
    role_text: RoleText,
    completing: RoundEffect = RoundEffect.NOTHING,
) -> View:
    """Stop waiting for a seat, with the reason; for the last one, a confirmation."""
    return parts.build_form(
        ids.DEBRIEF_EXCUSE_FORM,
        "Excuse interviewer",
        "Excuse",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            parts.build_reason_field("Why?", hint="It stays on record.", optional=False),
            *parts.build_confirmation(completing),
        ],
    )


def build_give_up_form(
    debrief_id: str,
    seat: SeatStatus,
    role_text: RoleText,
    completing: RoundEffect = RoundEffect.NOTHING,
) -> View:
    """The interviewer says that they won't file; the reason is up to them."""
    return parts.build_form(
        ids.DEBRIEF_GIVE_UP_FORM,
        "I can't file this",
        "Don't wait for me",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            parts.build_reason_field("Why?", hint="The owner reads it.", optional=True),
            *parts.build_confirmation(completing),
            kit.context(Mrkdwn("You can still file later."), "later"),
        ],
    )


def read_release_reason(values: v.Values, *, needed: bool, completing: RoundEffect) -> str:
    """Why a seat is excused or given up. Raises FormError, by block_id.

    `completing` is what follows now, which the form may not have asked about when it was opened.
    """
    fields = v.read_fields(values)
    text = v.get_text(fields, "reason")
    errors = {"reason": "Write a reason. It stays on record."} if needed and not text else {}
    if completing is not RoundEffect.NOTHING and YES not in v.get_choices(fields, completing.value):
        block = completing.value if completing.value in values else "reason"
        errors[block] = f"{parts.EFFECTS[completing][0]} Open this form again and confirm."
    if errors:
        raise FormError(errors)
    return text


class HandOver(StrEnum):
    """What is handed over."""

    OWNER = "owner"
    DECIDER = "decider"


def build_hand_over_form(debrief_id: str, candidate: str, what: Sequence[HandOver]) -> View:
    """Make someone else owner or decider; `what` is what the person may hand over."""
    names: dict[str, tuple[str, str | None]] = {
        HandOver.OWNER.value: (
            "Ownership",
            "Adds interviewers, sends reminders, closes the debrief.",
        ),
        HandOver.DECIDER.value: ("Decision", "Decides after the reveal."),
    }
    options = {part.value: names[part.value] for part in what}
    which = kit.choices("what", options, several=False, initial=[what[0].value])
    text = Mrkdwn(
        "Only the new person can hand it back. Sealed scorecards stay sealed for you both."
    )
    return parts.build_form(
        ids.DEBRIEF_HAND_OVER_FORM,
        "Hand over",
        "Hand over",
        Ref(debrief_id),
        [
            kit.section(md("*{label}*", label=shorten_label(candidate)), "head"),
            kit.input_block("What to hand over", which, "what"),
            kit.input_block("New person", kit.person("person", "Pick a person"), "person"),
            kit.context(text, "sealed"),
        ],
    )


def read_hand_over(values: v.Values) -> tuple[HandOver, str]:
    """What is handed over, and the new person. Raises FormError, by block_id."""
    what = parts.read_required(values, "what", "Choose what to hand over.")
    return HandOver(what), parts.read_required(values, "person", "Pick a person.")


def build_close_form(debrief_id: str, candidate: str) -> View:
    """End the debrief without a decision."""
    options: dict[str, tuple[str, str | None]] = {
        kind.value: (words, None) for kind, words in CLOSINGS.items()
    }
    sealed = Mrkdwn(
        "Reminders stop. Scorecards that weren't revealed stay sealed. You can't undo this."
    )
    return parts.build_form(
        ids.DEBRIEF_CLOSE_FORM,
        "Close the debrief",
        "Close debrief",
        Ref(debrief_id),
        [
            kit.section(md("*{label}*", label=shorten_label(candidate)), "head"),
            kit.input_block("Why?", kit.choices("kind", options, several=False), "kind"),
            kit.context(sealed, "sealed"),
        ],
    )


def read_close_kind(values: v.Values) -> CloseKind:
    """Why the debrief ends. Raises FormError, by block_id."""
    return CloseKind(parts.read_required(values, "kind", "Choose why it is closed."))


def build_appoint_form(debrief_id: str, candidate: str) -> View:
    """An administrator makes someone owner and decider, because both have left."""
    text = md(
        "*{label}*\nThe owner and the decider have both left. Appoint someone to be both. You won't"
        " get to read the scorecards.",
        label=shorten_label(candidate),
    )
    return parts.build_form(
        ids.DEBRIEF_APPOINT_FORM,
        "Appoint an owner",
        "Appoint",
        Ref(debrief_id),
        [
            kit.section(text, "head"),
            kit.input_block("Owner and decider", kit.person("person", "Pick a person"), "person"),
        ],
    )


def read_appointee(values: v.Values) -> str:
    """The chosen person. Raises FormError, by block_id."""
    return parts.read_required(values, "person", "Pick a person.")
