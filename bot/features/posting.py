"""`/jd`: a job description from a form, with what to reconsider before anybody else sees it.

Submitting checks the form. An error keeps it open at its field; otherwise the preview replaces it,
and what was filled in is saved as a draft of this person, channel and role. `posting_shares.py`
holds what can be done from the preview. A message that we posted has an *Edit* button for its
author, whose preview then offers *Update the shared one*. Posted through a `response_url`, where
the bot isn't a member, it can't be changed and says so.

Without a store the preview is laid over the form, so that the text stays there; sharing and the
file have to wait until the draft is saved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.command_help import build_command_help
from blocks.kit import BlockError
from blocks.modal_origin import ModalOrigin
from blocks.posting import form, preview
from blocks.posting.form import COMMAND
from bot.answers.posting import (
    NEW,
    POSTING,
    REVIEW,
    choose,
    digest_draft,
    draw_form,
    fill_in_range,
    find_posting_source,
    find_shared_origin,
    leave,
    load_draft_form,
    locate_draft,
    mark_shared,
    save_draft,
    write_posting,
)
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Job, Subject
from bot.slack import replies
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError
from hiring.errors import FormError, HiringDeskError, UnreadableError
from hiring.language.help_words import asks_for_help

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, OpenView, Submission
    from hiring.guide.role import Role

NOT_YOURS = f"Only the person who shared it can edit it. Type `{COMMAND}` to write one of your own."
TOO_LONG = "All together this is too long for a Slack message. Shorten this list, or the sentences."


async def open_posting(command: Command, desk: Desk) -> Reply:
    """Open the form, from the draft if there is one; a place typed fills in its range."""
    if asks_for_help(command.text):
        return replies.build_ephemeral(build_command_help(COMMAND, desk.guide.help.jd))
    choice = await desk.roles.choose_subject(command, _get_posting, job=Job.POSTING)
    if not isinstance(choice, Subject):
        return answer_choice(choice, form.ASKER, desk.guide.help.jd, "posting")
    return await _open_form(command, desk, choice)


async def open_from_button(action: Action, desk: Desk) -> Reply:
    """Open the form from a button beside a message; a place may follow the role in its value."""
    return await _open_form(action, desk, await desk.roles.find_pressed(action, _get_posting))


async def _open_form(request: Command | Action, desk: Desk, subject: Subject) -> Reply:
    origin = ModalOrigin(
        subject.role.id,
        request.channel,
        request.response_url,
        is_channels=not subject.may_use,
    )
    typed = subject.text.strip()
    view = load_draft_form(request.tenant, request.user, origin, desk, typed)
    return await open_modal(request, desk, view)


def _get_posting(role: Role) -> object:
    return role.posting


async def choose_place(action: Action, desk: Desk) -> Reply:
    """Fill in the range of the chosen place, unless the person typed another one."""

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata)
        source = find_posting_source(origin.role, desk)
        typed = form.read_blanks(source, view.values)
        filled = fill_in_range(source, typed, form.read_former_place(view.values))
        return draw_form(source, filled, origin, more=form.shows_more(view.inputs))

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def show_more_fields(action: Action, desk: Desk) -> Reply:
    """Show the fields for benefits, how to apply and the like, and keep what was filled in."""

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata)
        source = find_posting_source(origin.role, desk)
        return draw_form(source, form.read_blanks(source, view.values), origin, more=True)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def choose_role(action: Action, desk: Desk) -> Reply:
    """Show the draft of another role, and remember that role for the person."""
    role = find_posting_source(action.value, desk).role

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata).with_role(role.id)
        await desk.roles.choose_own(action.tenant, origin.channel, action.user, role)
        return await load_draft_form(action.tenant, action.user, origin, desk)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def submit_posting(submission: Submission, desk: Desk) -> Reply:
    """Check what was filled in, save it as a draft, and show the preview."""
    view = submission.view
    origin = ModalOrigin.read(view.private_metadata)
    source = find_posting_source(origin.role, desk)
    blanks = form.read_blanks(source, view.values)
    try:
        draft = write_posting(source, blanks)
        preview.build_shared_posting(source, draft, submission.user, editable=False)
    except FormError as problems:
        return replies.build_errors(form.map_errors_to_blocks(problems.errors, view.inputs))
    except BlockError:
        return replies.build_errors({"musts": TOO_LONG})
    location = locate_draft(submission.tenant, submission.user, origin)
    is_new = NEW in origin.chosen
    origin = leave(origin, NEW, REVIEW, form.DRAFT)
    try:
        blanks = await save_draft(blanks, desk, location, is_new=is_new)
        draft = replace(draft, blanks=blanks, saved=digest_draft(blanks))
        draft = await mark_shared(draft, desk, location)
    except (StoreUnavailableError, UnreadableError):
        draft = replace(draft, saved=None)
        return replies.build_push(preview.build_preview(source, draft, origin))
    return replies.build_update(preview.build_preview(source, draft, origin))


async def start_new(action: Action, desk: Desk) -> Reply:
    """Empty the form, for another posting than that of the draft, or of a message."""

    async def draw(view: OpenView) -> View:
        origin = choose(leave(ModalOrigin.read(view.private_metadata), POSTING), NEW)
        return await load_draft_form(action.tenant, action.user, origin, desk)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def edit_draft(action: Action, desk: Desk) -> Reply:
    """Go back to the form, filled in: from the preview with its remarks, or from a new posting."""

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata)
        origin = leave(origin, NEW) if NEW in origin.chosen else choose(origin, REVIEW)
        return await load_draft_form(
            action.tenant, action.user, origin, desk, may_start_empty=False
        )

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def edit_shared(action: Action, desk: Desk) -> Reply:
    """Open the form of a shared posting for its author."""
    role, _, author = action.value.partition(" ")
    if author != action.user:
        raise HiringDeskError(NOT_YOURS)
    origin = ModalOrigin(role, action.channel, action.response_url)

    async def load() -> View:
        shared = await find_shared_origin(action, origin, desk)
        return await load_draft_form(
            action.tenant, action.user, shared, desk, may_start_empty=False
        )

    return await open_modal(action, desk, load())


ROUTES = Routes(
    commands={COMMAND: open_posting},
    actions={
        ids.JD_OPEN: open_from_button,
        ids.JD_PLACE: choose_place,
        ids.JD_ROLE: choose_role,
        ids.JD_MORE: show_more_fields,
        ids.JD_EDIT: edit_draft,
        ids.JD_NEW: start_new,
        ids.JD_REVISE: edit_shared,
    },
    views={ids.JD_FORM: submit_posting},
)
