"""`/jd`: a job description from a form, with what to reconsider before anybody else sees it.

Submitting checks the blanks. An error keeps the form open at its field; otherwise the preview takes
the form's place, and the blanks are kept as a draft of this person, channel and role. What can be
done from there stands in `posting_shares.py`. A posting of ours keeps an *Edit* button for its
author, who then finds *Update the shared one* in the preview. Posted through a `response_url`,
where the bot is no member, it can't be changed and says so.

Without a store the preview is laid over the form instead, so that the text stays there; sharing and
the file wait until it was saved.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.command_help import build_command_help
from blocks.kit import BlockError
from blocks.opened import Opened
from blocks.posting import form, preview
from blocks.posting.form import COMMAND, PostingSource
from blocks.posting.preview import PostingDraft
from bot.slack import replies
from bot.slack.routes import Routes
from bot.store.drafts import DraftOf
from bot.store.errors import StoreUnavailable
from hiring.errors import FormError, HiringDeskError
from hiring.guide import posting
from hiring.guide.normalize import normalize
from hiring.guide.posting import Blanks
from hiring.guide.template import FAILURES

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, OpenView, Submission

ROLE_GONE = f"The job description of this role is gone. Type `{COMMAND}` for what there is."
NO_STORE = "The store did not answer, so this form does not start from your draft."
NO_DRAFT = (
    "The store did not answer, so your draft can't be opened. It is kept: please press again in a "
    "minute."
)
DRAFT_GONE = f"Your draft is gone: it is kept for 30 days. Type `{COMMAND}` to start anew."
NOT_YOURS = f"Only the person who shared it can edit it. Type `{COMMAND}` for one of your own."
TOO_LONG = "All in all this is too long for a Slack message. Shorten this list, or the sentences."
BAD_TEMPLATE = (
    "The template of this posting can't be filled in with these blanks. Nothing is lost: your text "
    "is still in the form. Whoever looks after the content can see to it (posting.md.jinja)."
)


async def jd(command: Command, desk: Desk) -> Reply:
    """Open the form, from the draft if there is one; a place typed fills in its range."""
    subject = await desk.roles.subject(command, lambda role: role.posting)
    typed = subject.text.strip()
    if typed.lower() == "help":
        return replies.ephemeral(build_command_help(COMMAND, desk.guide.help.jd))
    opened = Opened(subject.role.id, command.channel, command.response_url)
    view = await draft_form(command.tenant, command.user, opened, desk, typed)
    await desk.slack.open_view(command.tenant, command.trigger_id, view)
    return replies.ACKNOWLEDGED


async def draft_form(  # noqa: PLR0913 - whose, of what, and how it begins
    tenant: str, user: str, opened: Opened, desk: Desk, typed: str = "", *, anew: bool = True
) -> View:
    """The form from this person's draft, with the place that was typed. Also for other commands.

    `anew`: whether it may begin without the draft where there is no store.
    """
    writing = writing_of(opened.role, desk)
    notes = []
    blanks = writing.start()
    try:
        draft = await desk.drafts.load(draft_of(tenant, user, opened))
    except StoreUnavailable:
        if not anew:
            raise HiringDeskError(NO_DRAFT) from None
        notes.append(NO_STORE)
    else:
        if draft is not None:
            blanks = Blanks.from_json(draft)
            notes.append("This is your draft of this channel.")
    if typed:
        place = _place(writing, typed)
        if place:
            blanks = moved(writing, replace(blanks, place=place), blanks.place)
        else:
            notes.append(form.describe_unknown_place(typed))
    return form.build_form(writing, blanks, opened, notes)


async def from_message(action: Action, desk: Desk) -> Reply:
    """Open the form from a button beside a message."""
    subject = await desk.roles.subject(action, lambda role: role.posting)
    opened = Opened(subject.role.id, action.channel, action.response_url)
    view = await draft_form(action.tenant, action.user, opened, desk)
    await desk.slack.open_view(action.tenant, action.trigger_id, view)
    return replies.ACKNOWLEDGED


async def chose_place(action: Action, desk: Desk) -> Reply:
    """Fill in the range of the benchmark place, unless somebody wrote another one."""
    view, opened = opened_view(action)
    writing = writing_of(opened.role, desk)
    blanks = form.read_blanks(view.values)
    made = form.build_form(
        writing, moved(writing, blanks, form.read_former_place(view.values)), opened
    )
    await desk.slack.update_view(action.tenant, view.id, made, view.hash)
    return replies.ACKNOWLEDGED


async def chose_role(action: Action, desk: Desk) -> Reply:
    """Another role: its own draft, and the channel's role from now on."""
    view, opened = opened_view(action)
    opened = opened.about(action.value)
    role = writing_of(action.value, desk).role
    await desk.roles.remember(action.tenant, opened.channel, role)
    made = await draft_form(action.tenant, action.user, opened, desk)
    await desk.slack.update_view(action.tenant, view.id, made, view.hash)
    return replies.ACKNOWLEDGED


async def submitted(submission: Submission, desk: Desk) -> Reply:
    """Check, keep, and show the preview."""
    view = submission.view
    opened = Opened.read(view.private_metadata)
    writing = writing_of(opened.role, desk)
    blanks = form.read_blanks(view.values)
    try:
        drafted = made_from(writing, blanks)
        preview.build_shared_posting(writing, drafted, submission.user, editable=False)
    except FormError as problems:
        return replies.errors(form.map_errors_to_blocks(problems.errors, view.inputs))
    except BlockError:
        return replies.errors({"musts": TOO_LONG})
    mine = draft_of(submission.tenant, submission.user, opened)
    try:
        await desk.drafts.save(mine, blanks.as_json())
        shared = await desk.drafts.load(shared_of(mine))
    except StoreUnavailable:
        return replies.push(preview.build_preview(writing, drafted, opened))
    drafted = replace(drafted, saved=digest(blanks), shared=shared is not None)
    return replies.update(preview.build_preview(writing, drafted, opened))


async def edit(action: Action, desk: Desk) -> Reply:
    """Back from the preview to the form, filled in."""
    view, opened = opened_view(action)
    made = await draft_form(action.tenant, action.user, opened, desk, anew=False)
    await desk.slack.update_view(action.tenant, view.id, made, view.hash)
    return replies.ACKNOWLEDGED


async def revise(action: Action, desk: Desk) -> Reply:
    """*Edit* on a shared posting: its author's form."""
    role, _, author = action.value.partition(" ")
    if author != action.user:
        raise HiringDeskError(NOT_YOURS)
    opened = Opened(role, action.channel, action.response_url)
    made = await draft_form(action.tenant, action.user, opened, desk, anew=False)
    await desk.slack.open_view(action.tenant, action.trigger_id, made)
    return replies.ACKNOWLEDGED


def moved(writing: PostingSource, blanks: Blanks, former: str) -> Blanks:
    """The blanks with the benchmark of their place, unless the range was written by hand.

    `former` is the place whose benchmark was filled in before.
    """
    before, after = writing.market(former), writing.market(blanks.place)
    untouched = {"", posting.benchmark_range(before.band) if before else ""}
    if after is None or blanks.range.strip() not in untouched:
        return blanks
    return replace(blanks, range=posting.benchmark_range(after.band))


def made_from(writing: PostingSource, blanks: Blanks) -> PostingDraft:
    """Check the blanks and fill in the template. Raises FormError."""
    market = writing.market(blanks.place)
    pay = posting.check_blanks(blanks, market)
    try:
        document = posting.render_posting(blanks, pay, writing.template, writing.title)
    except FAILURES:
        raise HiringDeskError(BAD_TEMPLATE) from None
    warnings = posting.find_warnings(blanks, pay, market, writing.posting, writing.title)
    return PostingDraft(blanks, document, warnings, saved=None)


def opened_view(action: Action) -> tuple[OpenView, Opened]:
    """The modal that something was pressed in, and where it was opened."""
    if action.view is None:
        raise HiringDeskError(DRAFT_GONE)
    return action.view, Opened.read(action.view.private_metadata)


def writing_of(role_id: str, desk: Desk) -> PostingSource:
    """What a role's job description is made from. Raises HiringDeskError where there is none."""
    role = desk.guide.roles.get(role_id)
    writing = PostingSource.of(role, desk.guide) if role else None
    if writing is None:
        raise HiringDeskError(ROLE_GONE)
    return writing


def _place(writing: PostingSource, typed: str) -> str | None:
    """The one place with figures that a text names."""
    found, unknown = writing.places.find(normalize(typed).split())
    if unknown or len(found) != 1 or len(found[0].places) != 1:
        return None
    place = found[0].places[0].id
    return place if writing.market(place) else None


def draft_of(tenant: str, user: str, opened: Opened) -> DraftOf:
    """Where a person's blanks are kept."""
    return DraftOf(tenant, "jd", user, opened.channel, opened.role)


def shared_of(draft_of: DraftOf) -> DraftOf:
    """Where the `ts` of what was shared from a draft is kept."""
    return replace(draft_of, form="jd-shared")


def digest(blanks: Blanks) -> str:
    """What tells one draft from the next: a preview acts on what it shows, or not at all."""
    kept = json.dumps(blanks.as_json(), sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


ROUTES = Routes(
    commands={COMMAND: jd},
    actions={
        ids.JD_OPEN: from_message,
        ids.JD_PLACE: chose_place,
        ids.JD_ROLE: chose_role,
        ids.JD_EDIT: edit,
        ids.JD_REVISE: revise,
    },
    views={ids.JD_FORM: submitted},
)
