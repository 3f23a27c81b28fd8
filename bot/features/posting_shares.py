"""What is done from the preview of `/jd`: sharing, updating what was shared, sending the file.

A preview acts on what it shows: its buttons carry a digest of the draft, and if the draft has
changed, nothing happens but a sentence. The preview itself says what was done.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.posting import preview
from blocks.posting.form import COMMAND
from bot.answers.posting import (
    DRAFT_GONE,
    digest_draft,
    find_posting_source,
    locate_draft,
    locate_shared_ts,
    mark_shared,
    read_posting_view,
    remember_shared,
    write_posting,
)
from bot.slack import clicks, replies
from bot.slack.client import SlackRefusedError
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError, UnreadableError
from hiring.postings.posting import Blanks

if TYPE_CHECKING:
    from blocks.modal_origin import ModalOrigin
    from blocks.posting.preview import PostingDraft
    from blocks.posting.source import PostingSource
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from bot.store.drafts import DraftLocation, Json

CHANGED = f"You changed this draft in another window. Type `{COMMAND}` to see the newest version."
GONE_FROM_CHANNEL = "The shared message is gone from the channel. You can share it again."
NO_STORE = (
    "I can't reach my storage right now, so nothing was posted or sent. "
    "Your draft isn't lost. Press again in a minute."
)
DRAFT_UNREADABLE = (
    "Your draft can't be read any more, so nothing was posted or sent. "
    f"Type `{COMMAND}` to write it again."
)
SHARED_BUT_FIXED = (
    "Shared in this channel. I can't reach my storage right now, so you won't be able to update "
    "the message later."
)
SHARED_AS_IS = "Shared in the channel. Hiring Desk is not in that channel, so it can't be edited."
UPDATED = "The message in the channel is up to date."
LOOK_AT_CHANNEL = "Look at the message in the channel, and update it again if it is out of date."


async def share_posting(action: Action, desk: Desk) -> Reply:
    """Post in the channel where `/jd` was typed, once for each preview."""
    pressed = await _load_pressed(action, desk)
    editable = preview.build_shared_posting(
        pressed.source, pressed.draft, action.user, editable=True
    )
    fixed = preview.build_shared_posting(pressed.source, pressed.draft, action.user, editable=False)

    async def share() -> str | None:
        ts = await clicks.post_or_respond(pressed.action, desk, editable, fixed)
        if ts is None:
            return SHARED_AS_IS
        try:
            await remember_shared(desk, pressed.location, ts, pressed.draft.blanks)
        except (StoreUnavailableError, UnreadableError):
            return SHARED_BUT_FIXED
        return None

    tell = _tell_in_preview(pressed, desk)
    return await clicks.act_once(pressed.action, desk, clicks.SHARED, share, tell)


async def update_shared_posting(action: Action, desk: Desk) -> Reply:
    """Change the message that was shared; only its author can, as with drafts."""
    pressed = await _load_pressed(action, desk)
    message = preview.build_shared_posting(
        pressed.source, pressed.draft, action.user, editable=True
    )
    shared = await _load(desk, locate_shared_ts(pressed.location))
    tell = _tell_in_preview(pressed, desk)

    async def update() -> None:
        if shared is None:
            await tell(GONE_FROM_CHANNEL)
            return
        ts = str(shared.get("ts"))
        try:
            await desk.slack.update_message(action.tenant, pressed.action.channel, ts, message)
        except SlackRefusedError as refusal:
            if refusal.code in {"message_not_found", "cant_update_message", "channel_not_found"}:
                with suppress(StoreUnavailableError):
                    await desk.drafts.delete(locate_shared_ts(pressed.location))
                await tell(GONE_FROM_CHANNEL)
            else:
                await tell(refusal.sentence)
        except HiringDeskError as error:
            await tell(f"{error.sentence} {LOOK_AT_CHANNEL}")
        else:
            with suppress(StoreUnavailableError, UnreadableError):
                await remember_shared(desk, pressed.location, ts, pressed.draft.blanks)
            await tell(UPDATED)

    desk.tasks.start(update(), "update")
    return replies.ACKNOWLEDGED


async def send_posting_file(action: Action, desk: Desk) -> Reply:
    """Send the job description as a Markdown file to the person's direct messages."""
    pressed = await _load_pressed(action, desk)
    return await clicks.send_file(
        action,
        desk,
        [preview.build_file_note(pressed.source, pressed.draft)],
        preview.make_filename(pressed.source),
        pressed.draft.document.markdown(),
        _tell_in_preview(pressed, desk),
    )


async def go_on_without_range(action: Action, desk: Desk) -> Reply:
    """Take it that there deliberately is no range, once its author was told what that costs."""
    pressed = await _load_pressed(action, desk)
    blanks = replace(pressed.draft.blanks, range_declined=True)
    try:
        await desk.drafts.save(pressed.location, blanks.as_json())
        draft = replace(pressed.draft, blanks=blanks, saved=digest_draft(blanks))
        draft = await mark_shared(draft, desk, pressed.location)
    except StoreUnavailableError:
        raise HiringDeskError(NO_STORE) from None
    except UnreadableError:
        raise HiringDeskError(DRAFT_UNREADABLE) from None
    view = preview.build_preview(pressed.source, draft, pressed.origin)
    await desk.slack.update_view(action.tenant, pressed.view_id, view)
    return replies.ACKNOWLEDGED


@dataclass(frozen=True)
class _Pressed:
    """A preview that something was pressed in, with its draft from the store.

    `action` is the press as if it had happened in the channel where `/jd` was typed.
    """

    action: Action
    view_id: str
    origin: ModalOrigin
    source: PostingSource
    draft: PostingDraft
    location: DraftLocation


async def _load_pressed(action: Action, desk: Desk) -> _Pressed:
    view, origin = read_posting_view(action)
    source = find_posting_source(origin.role, desk)
    location = locate_draft(action.tenant, action.user, origin)
    saved = await _load(desk, location)
    if saved is None:
        raise HiringDeskError(DRAFT_GONE)
    blanks = Blanks.from_json(saved)
    if digest_draft(blanks) != action.value:
        raise HiringDeskError(CHANGED)
    in_channel = replace(action, channel=origin.channel, response_url=origin.response_url)
    draft = replace(write_posting(source, blanks), saved=action.value)
    return _Pressed(in_channel, view.id, origin, source, draft, location)


async def _load(desk: Desk, location: DraftLocation) -> Json | None:
    try:
        return await desk.drafts.load(location)
    except StoreUnavailableError:
        raise HiringDeskError(NO_STORE) from None
    except UnreadableError:
        raise HiringDeskError(DRAFT_UNREADABLE) from None


def _tell_in_preview(pressed: _Pressed, desk: Desk) -> clicks.Tell:
    """Says a sentence in the preview; by direct message if it was closed in the meantime."""

    async def tell(sentence: str) -> None:
        try:
            draft = await mark_shared(pressed.draft, desk, pressed.location)
        except (StoreUnavailableError, UnreadableError):  # then it can't be updated either
            draft = replace(pressed.draft, shared=False)
        view = preview.build_preview(pressed.source, draft, pressed.origin, sentence)
        tenant = pressed.action.tenant
        try:
            await desk.slack.update_view(tenant, pressed.view_id, view)
        except SlackRefusedError:
            await clicks.tell_person(replace(pressed.action, response_url=""), desk, sentence)

    return tell


ROUTES = Routes(
    actions={
        ids.JD_NO_RANGE: go_on_without_range,
        ids.JD_SHARE: share_posting,
        ids.JD_UPDATE: update_shared_posting,
        ids.JD_FILE: send_posting_file,
    }
)
