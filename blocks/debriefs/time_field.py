"""The fields of a form in which somebody says when an interview is, or pastes an invitation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.debriefs.zones import OWN_ZONE, describe_elsewhere
from blocks.mrkdwn import Mrkdwn, format_local_span, md
from hiring.debriefs.due_times import FARTHEST
from hiring.invitations import MOST_CHARACTERS, InvitationError, read_invitation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blocks.debriefs.zones import ZonedPerson
    from blocks.kit import Block

# Slack: a modal holds 100 blocks; about thirty are around these.
MOST_TIMES: Final = 60
LATER: Final = Mrkdwn("You can set the times of the other interviews later, with *Schedule*.")
WHEN: Final = "When is the interview?"
READ_FIRST: Final = "Press *Read it* to see the time, or remove this text."
REMOVE: Final = "To go on without it, remove this text."
FILE_TEXT: Final = "Text of the invitation's .ics file"


def build_time_field(  # noqa: PLR0913, PLR0917 - a field, and whose clocks it is about
    label: str,
    action_id: str,
    block_id: str,
    at: int | None,
    reader: ZonedPerson,
    person: ZonedPerson | None,
) -> Block:
    """The field. A picked time is told at once, so that the hint can say what it is for `person`.

    `reader` fills in the form; `person` interviews, None if nobody is chosen yet.
    """
    elsewhere = describe_elsewhere(at, reader, person) if at is not None and person else ""
    return kit.input_block(
        label,
        kit.datetime_picker(action_id, initial=at),
        block_id,
        hint=elsewhere or OWN_ZONE,
        optional=True,
        dispatch=True,
    )


@dataclass(frozen=True, slots=True)
class ReadInvitation:
    """What *Read it* answers: the time, if there is one, and a sentence on what follows, or why."""

    sentence: str = ""
    at: int | None = None
    ends_at: int | None = None


def build_invitation_fields(  # noqa: PLR0913, PLR0917 - a field, and what was read
    label: str, block_id: str, invitation: str, taken: str, action: str, read: ReadInvitation
) -> Iterator[Block]:
    """Where the text of an invitation is pasted, the button that reads it, and its answer.

    `taken` says what is taken from the text; `action` is the button's.
    """
    text = kit.text_input(
        "invitation",
        initial=invitation,
        placeholder="BEGIN:VCALENDAR…",
        multiline=True,
        max_length=MOST_CHARACTERS,
    )
    hint = f"If it is too long, leave out its description. Only {taken}."
    yield kit.input_block(label, text, block_id, hint=hint, optional=True)
    yield kit.actions([kit.button("Read it", action)], "read")
    if read.sentence:
        yield kit.context(_describe_read(read), "note")


def _describe_read(read: ReadInvitation) -> Mrkdwn:
    what = md("{sentence}", sentence=read.sentence)
    if read.at is None:
        return what
    return md("*Read: {time}.* {what}", time=format_local_span(read.at, read.ends_at), what=what)


def find_unread_invitation(invitation: str) -> dict[str, str]:
    """The error of a text that was pasted, and not read or not readable."""
    if not invitation:
        return {}
    try:
        read_invitation(invitation)
    except InvitationError as error:
        return {"invitation": f"{error.sentence} {REMOVE}"}
    return {"invitation": READ_FIRST}


def ask_when(stage: str, person: ZonedPerson) -> str:
    """The label of the field where a form has one for each interview."""
    return f"{stage}: when does {person.name or 'this person'} interview?"


def find_far_times(times: Mapping[str, int | None], now: int) -> dict[str, str]:
    """The errors of interview times that are so far away that the year must be a slip."""
    far = "That is more than a year away. Check the year."
    return {name: far for name, at in times.items() if at is not None and abs(at - now) > FARTHEST}


def find_past_times(times: Mapping[str, int | None], now: int) -> dict[str, str]:
    """The errors of times that have to be in the future."""
    past = "Choose a time in the future."
    return {name: past for name, at in times.items() if at is not None and at <= now}
