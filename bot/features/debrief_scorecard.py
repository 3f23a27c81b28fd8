"""Filing a scorecard and editing it.

The draft is saved at each choice and while the person types. That doesn't redraw the form, which
could move the cursor: it is only redrawn to say that the draft isn't saved, or is again. A
submission is saved before the form says so; if it can't be, the form stays open and says why.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from blocks import ids
from blocks.debriefs import file_form
from blocks.debriefs.file_form import ScorecardToFill
from blocks.debriefs.filed_view import FiledScorecard, build_filed_view
from blocks.debriefs.wording import RoleWords
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import start_refresh_below
from bot.debriefs.own_notes import load_notes
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.saved_forms import NOT_SAVED, say_whether_saved
from bot.slack import replies
from bot.slack.client import SlackError
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from bot.store.errors import StoreError
from hiring.debriefs import access, filing
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.errors import (
    NotAllowedError,
    NotStartedError,
    ReasonNeededError,
)
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.notes import SeatNotes, quote_notes
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.seat_messages import find_probe_questions, list_readers
from hiring.debriefs.state import (
    Phase,
    Seal,
    apply_due_reveal,
    edit_needs_reason,
    find_last_round_read,
    get_phase,
    get_scheduled_reveal_time,
    get_seal,
)
from hiring.errors import FormError, HiringDeskError, NewerVersionError, UnreadableError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission
    from bot.store.debriefs import StoredDebrief
    from bot.store.encryption import Key
    from hiring.debriefs.debrief import Debrief, Seat

    Json = dict[str, Any]

log = logging.getLogger(__name__)

OWNER_WITHOUT_SEAT = (
    "You have no scorecard to file in this debrief. You own it, so you can add yourself as an "
    "interviewer under *Manage*."
)
NO_SEAT = (
    "You have no scorecard to file in this debrief. Ask its owner to add you as an interviewer."
)
SAVE_SECONDS = 1.9
"""For saving a draft. Whoever types must see that it failed in the form, not in one over it."""

DRAFT_UNREADABLE = "Your earlier draft can't be read any more, so the form starts without it."
DRAFT_OF_NEWER_VERSION = (
    "Your draft was saved by a newer version of Hiring Desk, so I can't change it."
)
READ_MEANWHILE = "A change of your scorecard needs a reason now."
REVEALED_MEANWHILE = (
    "The scorecards were revealed while you wrote. If you file yours now, the channel reads it at "
    "once."
)


class RevealedMeanwhileError(HiringDeskError):
    """A scorecard that its author took to stay sealed would be public at once."""


async def open_scorecard(action: Action, desk: Desk) -> Reply:
    """Open the scorecard of a seat, or the person's own."""
    return await open_modal(action, desk, _load_scorecard(action, desk))


async def _load_scorecard(action: Action, desk: Desk) -> View:
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id, with_calendars=False)
    seat = _require_seat(context, ref.seat or _find_own_seat(context).id)
    text = find_role_text(context.debrief, desk.guide.roles)
    described = await _describe_form(action, desk, context, seat)
    filed = _find_saved_fields(seat)
    try:
        draft = await _load_draft(action, desk, context, seat)
    except UnreadableError as error:
        log.warning("the draft of a scorecard can't be read: %s", error.sentence)
        return file_form.build_scorecard_form(described, text, filed, not_saved=DRAFT_UNREADABLE)
    except StoreError:
        return file_form.build_scorecard_form(described, text, filed, not_saved=NOT_SAVED)
    if "done" in draft or not draft:
        return file_form.build_scorecard_form(described, text, filed)
    return file_form.build_scorecard_form(described, text, draft["fields"], draft["saved_at"])


def _find_saved_fields(seat: Seat) -> Json | None:
    """What the record holds of a seat's scorecard: all of it, ratings alone, or nothing."""
    if seat.filing:
        return file_form.fill_from_scorecard(seat.filing.card)
    return file_form.fill_from_early_ratings(seat.rated) if seat.rated else None


async def save_early_ratings(action: Action, desk: Desk) -> Reply:
    """Save the ratings in the form, sealed, and all of it as a draft; the words can follow."""
    view, ref = _read_view(action), read_modal_ref(action)
    async with desk.modals.take_turn(f"{view.id} draft"):
        context = await load_context(action, desk, ref.debrief_id, with_calendars=False)

        def rate(debrief: Debrief, now: int) -> Debrief:
            rated = file_form.read_early_ratings(view.values, now)
            return filing.save_early_ratings(debrief, context.actor, ref.seat, rated, now)

        # Whoever watches the store must not see whether another rating was chosen.
        stored = await change_debrief(
            action, desk, context, "rate_now", rate, even_if_unchanged=True
        )
        context = replace(context, stored=stored)
        seat, fields = stored.debrief.seat(ref.seat), file_form.read_draft(view.values)
        saved = await _keep_draft(action, desk, context, seat, fields)
    if saved is None:
        return replies.ACKNOWLEDGED
    saved_at, trouble = saved

    async def draw(_: OpenView) -> View:
        text = find_role_text(context.debrief, desk.guide.roles)
        described = await _describe_form(action, desk, context, seat)
        return file_form.build_scorecard_form(described, text, fields, saved_at, not_saved=trouble)

    with suppress(SlackError):
        await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def save_draft(action: Action, desk: Desk) -> Reply:
    """Save what the form holds as a draft.

    Without a store, the form says that the draft is not saved.
    """
    view = _read_view(action)
    async with desk.modals.take_turn(f"{view.id} draft"):  # a later choice is saved later, too
        try:
            async with asyncio.timeout(SAVE_SECONDS):
                saved = await _save_draft(action, desk, view)
        except (StoreError, TimeoutError):
            saved = None, NOT_SAVED
    if saved:
        saved_at, trouble = saved
        await say_whether_saved(action, desk, trouble, file_form.describe_saved(saved_at))
    return replies.ACKNOWLEDGED


async def _save_draft(action: Action, desk: Desk, view: OpenView) -> tuple[int | None, str] | None:
    """See `_keep_draft`."""
    ref = read_modal_ref(action)
    context = await load_context(action, desk, ref.debrief_id, with_calendars=False)
    seat = _require_seat(context, ref.seat)
    return await _keep_draft(action, desk, context, seat, file_form.read_draft(view.values))


async def _keep_draft(
    action: Action, desk: Desk, context: DebriefContext, seat: Seat, fields: Json
) -> tuple[int | None, str] | None:
    """Save a draft: when that was, or why it isn't saved; None if its form was submitted before."""
    view = _read_view(action)
    try:
        earlier = await _load_earlier_draft(action, desk, context, seat)
        if earlier.get("done") == view.id:
            return None
        draft = {"fields": fields, "saved_at": context.now}
        await desk.form_drafts.save(*_locate_draft(action, context, seat.id), draft)
    except NewerVersionError:
        return None, DRAFT_OF_NEWER_VERSION
    except StoreError:
        return None, NOT_SAVED
    return context.now, ""


async def submit_scorecard(submission: Submission, desk: Desk) -> Reply:
    """File the scorecard, or change it; it is saved before the form closes."""
    view, ref = submission.view, read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id, with_calendars=False)
    seat = context.debrief.find_seat(ref.seat)
    name = "edit" if seat and seat.filing else "file"
    try:
        form = file_form.read_scorecard(view.values)

        def file_or_edit(debrief: Debrief, now: int) -> Debrief:
            seat = access.require_seat_permission(
                debrief, access.Permission.FILE, context.actor, ref.seat, now
            )
            if seat.filing:
                edit = ScorecardEdit(form.scorecard, form.because)
                return filing.edit_scorecard(debrief, context.actor, ref.seat, edit, now)
            changed = filing.file_scorecard(debrief, context.actor, ref.seat, form.scorecard, now)
            if not ref.page:
                _require_sealed(debrief, seat, now)
            return changed

        # Whoever watches the store must not see whether an edit chose another rating.
        stored = await change_debrief(
            submission, desk, context, name, file_or_edit, even_if_unchanged=True
        )
    except FormError as problems:
        return replies.build_errors(problems.errors)
    except ReasonNeededError as problem:
        if "because" in view.inputs:
            return replies.build_errors({"because": problem.sentence})
        return await _show_again(submission, desk, ref.seat, context, READ_MEANWHILE)
    except RevealedMeanwhileError as problem:
        return await _show_again(submission, desk, ref.seat, context, problem.sentence)
    with suppress(StoreError, UnreadableError):
        await desk.form_drafts.save(
            *_locate_draft(submission, context, ref.seat), {"done": view.id}
        )
    start_refresh_below(submission, desk)
    text = find_role_text(stored.debrief, desk.guide.roles)
    filed = _describe_filed(stored, ref.seat, changed=name == "edit")
    return replies.build_update(build_filed_view(filed, RoleWords(text)))


def _describe_filed(stored: StoredDebrief, seat_id: str, *, changed: bool) -> FiledScorecard:
    debrief, now = stored.debrief, stored.now
    seat = debrief.seat(seat_id)
    earlier = seat.round < debrief.current_round.number
    return FiledScorecard(
        debrief.label,
        seat.stage,
        changed=changed,
        complete=earlier or get_phase(debrief, now) is not Phase.RUNNING,
        public=get_seal(debrief, seat.round, now) is Seal.PUBLIC,
        readers=list_readers(debrief, seat, now),
        reveal_at=get_scheduled_reveal_time(debrief),
        needs_reason=edit_needs_reason(debrief, seat, now),
    )


def _require_sealed(debrief: Debrief, seat: Seat, now: int) -> None:
    """Raise RevealedMeanwhileError where the channel would read a seat's scorecard at once."""
    if get_seal(debrief, seat.round, now) is Seal.PUBLIC:
        raise RevealedMeanwhileError(REVEALED_MEANWHILE)


async def _show_again(
    submission: Submission, desk: Desk, seat_id: str, context: DebriefContext, why: str
) -> Reply:
    """The form as it has to be by now, such as with a reason to fill in, and all that was typed."""
    context = await load_context(submission, desk, context.debrief.id, with_calendars=False)
    text = find_role_text(context.debrief, desk.guide.roles)
    fields = file_form.read_draft(submission.view.values)
    described = await _describe_form(submission, desk, context, context.debrief.seat(seat_id))
    return replies.build_update(
        file_form.build_scorecard_form(described, text, fields, not_saved=why)
    )


def _find_own_seat(context: DebriefContext) -> Seat:
    """The seat that a person most likely means: an empty one, or else the last one filed."""
    current = context.debrief.current_round.number
    own = context.debrief.seats_of(context.actor.person)
    started = [seat for seat in own if seat.round <= current]
    by_state = {
        SeatState.EMPTY: 0,
        SeatState.GIVEN_UP: 1,
        SeatState.FILED: 2,
        SeatState.EXCUSED: 3,
    }
    if not own:
        owns = context.actor.person == context.debrief.owner
        raise HiringDeskError(OWNER_WITHOUT_SEAT if owns else NO_SEAT)
    if not started:
        raise NotStartedError
    return min(started, key=lambda seat: (by_state[seat.state], -seat.round, seat.due_order))


def _require_seat(context: DebriefContext, seat_id: str) -> Seat:
    """The seat, if the person can file or edit its scorecard now. Raises DebriefError."""
    debrief, now = context.debrief, context.now
    # Who may file may edit and the other way round, so one of them tells.
    seat = access.require_seat_permission(
        debrief, access.Permission.FILE, context.actor, seat_id, now
    )
    filing.refuse_excused_seat(debrief, context.actor, seat, now)
    if seat.round > debrief.current_round.number:
        raise NotStartedError
    return seat


async def _describe_form(
    request: Action | Submission, desk: Desk, context: DebriefContext, seat: Seat
) -> ScorecardToFill:
    debrief, now = context.debrief, context.now
    role_stage = RoleWords(find_role_text(debrief, desk.guide.roles)).stages.get(seat.stage)
    notes = SeatNotes()
    with suppress(StoreError, UnreadableError):  # the form is there to file, with notes or without
        notes = await load_notes(request, desk, context, seat)
    stage = next((plan for plan in debrief.stages if plan.id == seat.stage), None)
    return ScorecardToFill(
        debrief_id=debrief.id,
        seat=seat.id,
        label=debrief.label,
        stage=seat.stage,
        attributes=stage.attributes if stage else (),
        due_at=seat.due_at,
        probe_next=find_probe_questions(debrief, seat, now),
        filed=seat.filing is not None,
        needs_reason=seat.filing is not None and edit_needs_reason(debrief, seat, now),
        late=get_seal(debrief, seat.round, now) is Seal.PUBLIC,
        readers=list_readers(debrief, seat, now),
        after_reading=find_last_round_read(debrief, seat.person, now),
        revealed_through=apply_due_reveal(debrief, now).public_through,
        can_rate=filing.can_rate_early(debrief, context.actor, seat, now),
        rated=seat.rated is not None,
        notes=quote_notes(notes, role_stage),
        at=seat.at,
    )


async def _load_draft(
    request: Action | Submission, desk: Desk, context: DebriefContext, seat: Seat
) -> Json:
    return await desk.form_drafts.load(*_locate_draft(request, context, seat.id)) or {}


async def _load_earlier_draft(
    action: Action, desk: Desk, context: DebriefContext, seat: Seat
) -> Json:
    """The draft that is about to be replaced; empty if it can't be read any more.

    Raises NewerVersionError for one that must not be replaced.
    """
    try:
        return await _load_draft(action, desk, context, seat)
    except NewerVersionError:
        raise
    except UnreadableError:
        return {}


def _locate_draft(
    request: Action | Submission, context: DebriefContext, seat_id: str
) -> tuple[str, str, Key, str, str]:
    stored = context.stored
    return request.tenant, context.debrief.id, stored.data_key, f"card.{seat_id}", request.user


def _read_view(action: Action) -> OpenView:
    if action.view is None:
        raise NotAllowedError
    return action.view


ROUTES = Routes(
    actions={
        ids.DEBRIEF_FILE: open_scorecard,
        ids.DEBRIEF_FILE_SAVE: save_draft,
        ids.DEBRIEF_RATE_NOW: save_early_ratings,
    },
    views={ids.DEBRIEF_FILE_FORM: submit_scorecard},
)
