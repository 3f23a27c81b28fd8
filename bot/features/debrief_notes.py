"""Taking notes during an interview: the kit as a form, for its interviewer alone.

What is typed is saved at most twice a second. The form isn't redrawn for it, so that the cursor
stays where it is: only when notes can't be saved does the form say so, and again once they can.
What two windows type at once is joined: see `hiring.debriefs.notes`.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import notes_form
from blocks.debriefs.notes_form import NotesToTake
from blocks.debriefs.wording import RoleWords
from bot.debriefs.context import load_context
from bot.debriefs.own_notes import load_notes
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.saved_forms import NOT_SAVED, say_whether_saved
from bot.slack import replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError
from hiring.debriefs import access
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.notes import SeatNotes, Typing, measure_longest_note, save_notes
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.seat_messages import find_probe_questions
from hiring.errors import HiringDeskError, NewerVersionError, UnreadableError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission
    from hiring.debriefs.debrief import Seat

log = logging.getLogger(__name__)

SAVE_SECONDS = 1.9
"""For saving notes. Whoever types must see that it failed in the form, not in one over it."""

UNREADABLE = "Your earlier notes can't be read any more, so the form starts without them."
OF_NEWER_VERSION = (
    "Your notes were saved by a newer version of Hiring Desk, so I can't change them."
)


async def open_notes(action: Action, desk: Desk) -> Reply:
    """Open the notes of a seat: as a form, or to read once the debrief is over."""
    return await open_modal(action, desk, _load_form(action, desk))


async def _load_form(action: Action, desk: Desk) -> View:
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id, with_calendars=False)
    seat = _require_seat(context, access.Permission.READ_NOTES, ref.seat)
    to_take = _describe_interview(context, seat)
    words = RoleWords(find_role_text(context.debrief, desk.guide.roles))
    try:
        notes, trouble = await load_notes(action, desk, context, seat), ""
    except UnreadableError as error:
        log.warning("notes can't be read: %s", error.sentence)
        newer = isinstance(error, NewerVersionError)
        notes, trouble = SeatNotes(), OF_NEWER_VERSION if newer else UNREADABLE
    if not _may_write(context, seat):
        return notes_form.build_notes_view(to_take, notes, words)
    return notes_form.build_notes_form(to_take, notes, words, trouble=trouble)


async def save_typed_notes(action: Action, desk: Desk) -> Reply:
    """Save what the form holds. Where that fails, the form says so and stays as it is."""
    view = action.view
    if view is None:
        raise NotAllowedError
    trouble = ""
    try:
        async with asyncio.timeout(SAVE_SECONDS):
            async with desk.modals.take_newest_turn(f"{view.id} notes") as is_newest:
                if not is_newest:  # a later request waits, and has this text, too
                    return replies.ACKNOWLEDGED
                await _save(action, desk, view, sent=action.sent_at)
    except (StoreUnavailableError, TimeoutError):
        trouble = NOT_SAVED
    except NewerVersionError:
        trouble = OF_NEWER_VERSION
    except HiringDeskError as error:
        trouble = error.sentence
    await say_whether_saved(action, desk, trouble, notes_form.SAVED)
    return replies.ACKNOWLEDGED


async def submit_notes(submission: Submission, desk: Desk) -> Reply:
    """Save all fields and close the form; if they can't be saved, it stays open and says why."""
    await _save(submission, desk, submission.view, submitted=True)
    return replies.ACKNOWLEDGED


async def _save(
    request: Action | Submission,
    desk: Desk,
    view: OpenView,
    *,
    sent: str = "",
    submitted: bool = False,
) -> None:
    ref = read_modal_ref(request)
    context = await load_context(request, desk, ref.debrief_id, with_calendars=False)
    seat = _require_seat(context, access.Permission.TAKE_NOTES, ref.seat)
    stage = RoleWords(find_role_text(context.debrief, desk.guide.roles)).stages.get(seat.stage)
    typed = notes_form.read_notes(view.values, view.payload.get("blocks", []))
    typing = Typing(view.id, typed, measure_longest_note(stage), sent=sent, submitted=submitted)
    await desk.notes.change(
        request.tenant,
        context.debrief.id,
        context.stored.data_key,
        seat.id,
        request.user,
        lambda notes: save_notes(notes, typing),
        even_if_unchanged=submitted,
    )


def _require_seat(context: DebriefContext, permission: access.Permission, seat_id: str) -> Seat:
    return access.require_seat_permission(
        context.debrief, permission, context.actor, seat_id, context.now
    )


def _may_write(context: DebriefContext, seat: Seat) -> bool:
    return access.has_permission(
        context.debrief, access.Permission.TAKE_NOTES, context.actor, context.now, seat
    )


def _describe_interview(context: DebriefContext, seat: Seat) -> NotesToTake:
    debrief = context.debrief
    return NotesToTake(
        debrief_id=debrief.id,
        seat=seat.id,
        label=debrief.label,
        stage=seat.stage,
        at=seat.at,
        probe_next=find_probe_questions(debrief, seat, context.now),
    )


ROUTES = Routes(
    actions={
        ids.DEBRIEF_NOTES: open_notes,
        ids.DEBRIEF_NOTES_SAVE: save_typed_notes,
    },
    views={ids.DEBRIEF_NOTES_FORM: submit_notes},
)
