"""The forms that *Manage* opens, and the one in which an interviewer says that they won't file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import manage_form_parts as parts
from blocks.debriefs import values as v
from blocks.debriefs.manage_form_parts import YES, RoundEffect
from blocks.debriefs.ref import Ref
from blocks.debriefs.time_field import WHEN, build_time_field, find_far_times, find_past_times
from blocks.debriefs.wording import CLOSINGS, RoleWords, shorten_label
from blocks.debriefs.zones import ZonedPerson
from blocks.mrkdwn import Mrkdwn, format_local_time, join, md, mention
from hiring.debriefs.debrief import CloseKind, Duty, ReleaseReason
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.kit import Block, View
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.role_text import RoleText


_OUT_OF_DATE = "This form is out of date. Close it, then open it again."
_OTHER_OWNER = (
    "Someone else owns this debrief now, so nothing was sent. Copy your note, then open this form"
    " again: it says who reads it."
)
_NOTE_FOR = "note:"  # and the owner whom the form names


@dataclass(frozen=True, slots=True)
class SubmittedSeat:
    """An interviewer to add, and when they interview. `due_at` is None for the usual time."""

    stage: str
    person: str
    round: int
    at: int | None
    due_at: int | None


@dataclass(frozen=True, slots=True)
class PickedInterview:
    """Who interviews and when, as far as that is picked in a form that `reader` fills in."""

    reader: ZonedPerson = field(default_factory=lambda: ZonedPerson(""))
    person: ZonedPerson | None = None
    at: int | None = None


NOT_PICKED = PickedInterview()


@dataclass(frozen=True, slots=True)
class SubmittedGivingUp:
    """Why an interviewer won't file: the reason that the channel sees, a note to the owner."""

    reason: ReleaseReason
    note: str


def build_add_interviewer_form(  # noqa: PLR0913, PLR0917 - what the form says
    debrief_id: str,
    candidate: str,
    role_text: RoleText,
    stages: Sequence[str],
    rounds: Sequence[int],
    picked: PickedInterview = NOT_PICKED,
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
            _build_person_field(picked),
            *([kit.input_block("Round", pick, "round")] if len(rounds) > 1 else []),
            _build_time_field(picked),
            parts.build_due_field("Scorecard due", None, role_text, optional=True),
        ],
    )


def read_added_interviewer(values: v.Values, rounds: Sequence[int], now: int) -> SubmittedSeat:
    """The interviewer to add. Raises FormError, by block_id."""
    fields = v.read_fields(values)
    stage, person, number = (v.get_text(fields, name) for name in ("stage", "person", "round"))
    at, due_at = v.get_time(fields, "at"), v.get_time(fields, "due_at")
    errors = {
        **parts.find_empty_fields(stage=stage, person=person),
        **find_far_times({"at": at}, now),
        **find_past_times({"due_at": due_at}, now),
    }
    if errors:
        raise FormError(errors)
    chosen = int(number) if number.isdecimal() else rounds[0]
    return SubmittedSeat(stage, person, chosen, at, due_at)


def read_picked_interview(values: v.Values) -> tuple[str, int | None]:
    """Who interviews and when, as far as that is picked."""
    fields = v.read_fields(values)
    return v.get_text(fields, "person"), v.get_time(fields, "at")


def _build_person_field(picked: PickedInterview) -> Block:
    person = picked.person.id if picked.person else None
    picker = kit.person(ids.number_id(ids.DEBRIEF_SEAT_TIME, 0), "Pick a person", initial=person)
    return kit.input_block("Interviewer", picker, "person", dispatch=True)


def _build_time_field(picked: PickedInterview) -> Block:
    action_id = ids.number_id(ids.DEBRIEF_SEAT_TIME, 1)
    return build_time_field(WHEN, action_id, "at", picked.at, picked.reader, picked.person)


def build_replace_form(
    debrief_id: str,
    seat: SeatStatus,
    role_text: RoleText,
    picked: PickedInterview = NOT_PICKED,
    *,
    waits_until: int | None,
) -> View:
    """Replace the interviewer of an empty seat, who may keep it until `waits_until`."""
    person = mention(seat.person)
    told = (
        md(
            "{person} is told, and can keep the seat until {until}. If they do, both file.",
            person=person,
            until=format_local_time(waits_until),
        )
        if waits_until
        else Mrkdwn()
    )
    draft = md("If {person} has started a draft, nobody else can read it.", person=person)
    return parts.build_form(
        ids.DEBRIEF_REPLACE_FORM,
        "Replace interviewer",
        "Replace",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            _build_person_field(picked),
            _build_time_field(picked),
            kit.context(join([told, draft]), "draft"),
        ],
    )


def read_replacement(values: v.Values, now: int) -> tuple[str, int | None]:
    """The chosen person, and when they interview. Raises FormError, by block_id."""
    person, at = read_picked_interview(values)
    errors = parts.find_empty_fields(person=person) | find_far_times({"at": at}, now)
    if errors:
        raise FormError(errors)
    return person, at


def build_excuse_form(
    debrief_id: str,
    seat: SeatStatus,
    role_text: RoleText,
    *,
    waits_until: int | None,
    completing: RoundEffect = RoundEffect.NOTHING,
) -> View:
    """Stop waiting for a seat, with the reason.

    Its interviewer may keep it until `waits_until`. If that is None, it is final at once, and what
    it completes is to be confirmed.
    """
    if waits_until:
        told = md(
            "{person} is told, and can keep the seat until {until}. Until then the round waits.",
            person=mention(seat.person),
            until=format_local_time(waits_until),
        )
        follows = [kit.context(told, "told")]
    else:
        follows = parts.build_confirmation(completing)
    return parts.build_form(
        ids.DEBRIEF_EXCUSE_FORM,
        "Excuse interviewer",
        "Excuse",
        Ref(debrief_id, seat.seat),
        [parts.build_seat_head(seat, role_text), parts.build_reason_field(), *follows],
    )


def read_release_reason(values: v.Values, *, completing: RoundEffect) -> ReleaseReason:
    """Why a seat is excused. Raises FormError, by block_id.

    `completing` is what follows now, which the form may not have asked about when it was opened.
    """
    fields = v.read_fields(values)
    chosen = v.get_text(fields, "reason")
    errors = {}
    if chosen not in parts.RELEASE_CHOICES:
        # The reason was a text once, and a form with it may still be open.
        offered = any("selected_option" in state for state in values.get("reason", {}).values())
        errors["reason"] = "Choose a reason." if offered else _OUT_OF_DATE
    if completing is not RoundEffect.NOTHING and YES not in v.get_choices(fields, completing.value):
        block = completing.value if completing.value in values else "reason"
        errors[block] = f"{parts.EFFECTS[completing][0]} Open this form again and confirm."
    if errors:
        raise FormError(errors)
    return ReleaseReason(chosen)


def build_give_up_form(
    debrief_id: str,
    seat: SeatStatus,
    role_text: RoleText,
    owner: str,
    completing: RoundEffect = RoundEffect.NOTHING,
) -> View:
    """The interviewer says that they won't file. For the `owner`, there is nobody to write to."""
    note = kit.input_block(
        "Note to the owner",
        kit.text_input(f"{_NOTE_FOR}{owner}", multiline=True, max_length=parts.LONGEST_NOTE),
        "note",
        hint="Only the owner reads this. No health or family details, please.",
        optional=True,
    )
    told = md("{owner} gets a message, with your note if you write one.", owner=mention(owner))
    for_owner = owner != seat.person
    return parts.build_form(
        ids.DEBRIEF_GIVE_UP_FORM,
        "I can't file this",
        "Don't wait for me",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            parts.build_reason_field(),
            *([note] if for_owner else []),
            *parts.build_confirmation(completing),
            kit.context(
                join([told if for_owner else Mrkdwn(), Mrkdwn("You can still file later.")]),
                "later",
            ),
        ],
    )


def read_giving_up(values: v.Values, *, owner: str, completing: RoundEffect) -> SubmittedGivingUp:
    """Why an interviewer won't file. Raises FormError, by block_id.

    A note is for the person whom the form named, and for nobody who is the `owner` since.
    """
    reason = read_release_reason(values, completing=completing)
    note = v.get_text(v.read_fields(values), "note")
    if note and f"{_NOTE_FOR}{owner}" not in values["note"]:
        raise FormError({"note": _OTHER_OWNER})
    return SubmittedGivingUp(reason, note)


def build_hand_over_form(
    debrief_id: str, candidate: str, what: Sequence[Duty], deputy: str = ""
) -> View:
    """Ask someone else to be owner or decider; `what` is what the person may hand over."""
    names: dict[Duty, tuple[str, str | None]] = {
        Duty.OWNER: ("Ownership", "Adds interviewers, sends reminders, closes the debrief."),
        Duty.DECIDER: ("Decision", "Decides after the reveal."),
    }
    options = {duty.value: names[duty] for duty in what}
    which = kit.choices("what", options, several=False, initial=[what[0].value])
    return parts.build_form(
        ids.DEBRIEF_HAND_OVER_FORM,
        "Hand over",
        "Hand over",
        Ref(debrief_id),
        [
            kit.section(md("*{label}*", label=shorten_label(candidate)), "head"),
            kit.input_block("What to hand over", which, "what"),
            kit.input_block("New person", kit.person("person", "Pick a person"), "person"),
            kit.context(join(_describe_hand_over(deputy)), "sealed"),
        ],
    )


def _describe_hand_over(deputy: str) -> Iterator[Mrkdwn]:
    yield Mrkdwn(
        "The new person is asked, and has one working day to accept. Until then nothing changes."
        " A new request replaces an earlier one."
    )
    if deputy:
        yield md("{deputy}, the deputy, takes over at once.", deputy=mention(deputy))
    yield Mrkdwn(
        "The thread says who has taken over. They can read the rounds that are open to you, if"
        " they are in the channel. Only they can hand it back."
    )


def read_hand_over(values: v.Values) -> tuple[Duty, str]:
    """What is handed over, and the new person. Raises FormError, by block_id."""
    what = parts.read_required(values, "what", "Choose what to hand over.")
    return Duty(what), parts.read_required(values, "person", "Pick a person.")


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
    """An administrator asks someone to be owner and decider, because both have left."""
    text = md(
        "*{label}*\nThe owner and the decider have both left. Appoint someone to be both. They"
        " have one working day to accept. You won't get to read the scorecards.",
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
