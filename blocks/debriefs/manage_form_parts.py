"""What the forms of `manage_forms` are made of, and how their fields are read."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from blocks import kit
from blocks.debriefs import values as v
from blocks.debriefs.wording import RELEASE_REASONS, RoleWords, describe_times
from blocks.mrkdwn import md, mention
from hiring.debriefs.debrief import ReleaseReason
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.debriefs.ref import Ref
    from blocks.kit import Block, View
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.role_text import RoleText

LONGEST_NOTE = 600
YES = "yes"


class RoundEffect(StrEnum):
    """What happens if a seat is the last one that the round waits for."""

    NOTHING = "nothing"  # it isn't the last one
    OPENS = "opens"
    REVEALS = "reveals"


RELEASE_CHOICES = (
    ReleaseReason.DID_NOT_INTERVIEW,
    ReleaseReason.NOT_AVAILABLE,
    ReleaseReason.CONFLICT,
)
EFFECTS = {
    RoundEffect.OPENS: (
        (
            "This is the last scorecard that the round waits for. If you go on, the owner and the"
            " decider can read the others."
        ),
        "Yes, go on without it",
    ),
    RoundEffect.REVEALS: (
        (
            "This is the last scorecard that is missing. If you go on, the channel can read all the"
            " others within minutes."
        ),
        "Yes, go on without it",
    ),
}


def build_form(
    callback_id: str, title: str, submit: str, ref: Ref, blocks: Sequence[Block]
) -> View:
    """A form over the modal that it was opened from."""
    return kit.modal(
        callback_id, title, blocks, submit=submit, close="Back", private_metadata=ref.text()
    )


def build_seat_head(seat: SeatStatus, role_text: RoleText) -> Block:
    """The seat that a form is about."""
    text = md(
        "*{stage}*, {person}\n{due}",
        stage=RoleWords(role_text).stage_name(seat.stage),
        person=mention(seat.person),
        due=describe_times(seat.at, seat.due_at, start=True),
    )
    return kit.section(text, "head")


def build_due_field(label: str, initial: int | None, text: RoleText, *, optional: bool) -> Block:
    """When a scorecard is due."""
    usual = RoleWords(text).describe_usual_due("after the interview")
    element = kit.datetime_picker("due_at", initial=initial)
    return kit.input_block(label, element, "due_at", hint=usual, optional=optional)


def build_reason_field() -> Block:
    """The choice of why a seat is released."""
    options: dict[str, tuple[str, str | None]] = {
        reason.value: (RELEASE_REASONS[reason].capitalize(), None) for reason in RELEASE_CHOICES
    }
    return kit.input_block(
        "Why?",
        kit.choices("reason", options, several=False),
        "reason",
        hint="The channel sees this reason.",
    )


def build_confirmation(completing: RoundEffect) -> list[Block]:
    """What this completes, and a box to confirm it; nothing if it completes nothing."""
    if completing is RoundEffect.NOTHING:
        return []
    sentence, yes = EFFECTS[completing]
    boxes = kit.choices(completing.value, {YES: (yes, None)}, several=True)
    return [
        kit.section(md("*{sentence}*", sentence=sentence), "follows"),
        kit.input_block("Are you sure?", boxes, completing.value),
    ]


def require_confirmation(values: v.Values, completing: RoundEffect) -> None:
    """Raise FormError, by block_id, where what a form completes isn't confirmed in it.

    `completing` is what follows now, which the form may not have asked about when it was opened.
    """
    confirmed = YES in v.get_choices(v.read_fields(values), completing.value)
    if completing is not RoundEffect.NOTHING and not confirmed:
        raise FormError({completing.value: "Confirm that, or go back."})


def find_empty_fields(**given: str) -> dict[str, str]:
    """The errors of the fields that are empty, by name."""
    says = {"stage": "Pick a stage.", "person": "Pick a person."}
    return {name: says[name] for name, value in given.items() if not value}


def read_required(values: v.Values, block_id: str, sentence: str) -> str:
    """The text of a field. Raises FormError if it is empty."""
    text = v.get_text(v.read_fields(values), block_id)
    if not text:
        raise FormError({block_id: sentence})
    return text
