"""What is done from the preview of `/jd`: sharing, updating what was shared, sending the file.

A preview acts on what it shows: its buttons carry a digest of the draft, and where the draft has
changed since, nothing happens but a sentence. What was done is said in the preview itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.posting import preview
from blocks.posting.form import COMMAND
from bot.features import clicks
from bot.features.posting import (
    DRAFT_GONE,
    digest,
    draft_of,
    made_from,
    opened_view,
    shared_of,
    writing_of,
)
from bot.slack import replies
from bot.slack.client import SlackRefused
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailable
from hiring.errors import HiringDeskError
from hiring.guide.posting import Blanks

if TYPE_CHECKING:
    from blocks.opened import Opened
    from blocks.posting.form import PostingSource
    from blocks.posting.preview import PostingDraft
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from bot.store.drafts import DraftOf, Json

CHANGED = f"Your draft has changed since, in another window. Type `{COMMAND}` to see it as it is."
GONE_FROM_CHANNEL = "The shared one is gone from the channel. You can share it anew."
NO_STORE = (
    "The store did not answer, so your draft can't be read, and nothing was posted or sent. It is "
    "kept: please press again in a minute."
)
UNFORGOTTEN = (
    "Shared in this channel. The store did not answer, so it can't be updated in place later."
)
SHARED_AS_IS = "Shared in the channel. Hiring Desk is not a member there, so it can't be edited."
UPDATED = "The posting in the channel is up to date."


async def share(action: Action, desk: Desk) -> Reply:
    """Post in the channel where `/jd` was typed, once for each preview."""
    there = await _shown(action, desk)
    ours = preview.build_shared_posting(there.writing, there.drafted, action.user, editable=True)
    fixed = preview.build_shared_posting(there.writing, there.drafted, action.user, editable=False)

    async def act() -> str | None:
        ts = await clicks.publish(there.action, desk, ours, fixed)
        if ts is None:
            return SHARED_AS_IS
        try:
            await desk.drafts.save(shared_of(there.draft), {"ts": ts})
        except StoreUnavailable:
            return UNFORGOTTEN
        return None

    return await clicks.once(there.action, desk, clicks.SHARED, act, _say(there, desk))


async def update(action: Action, desk: Desk) -> Reply:
    """Change the posting that stands in the channel; its author's alone, as drafts are."""
    there = await _shown(action, desk)
    message = preview.build_shared_posting(there.writing, there.drafted, action.user, editable=True)
    shared = await _load(desk, shared_of(there.draft))
    say = _say(there, desk)

    async def change() -> None:
        if shared is None:
            await say(GONE_FROM_CHANNEL)
            return
        try:
            ts = str(shared.get("ts"))
            await desk.slack.update_message(action.tenant, there.action.channel, ts, message)
        except SlackRefused as refusal:
            if refusal.code in {"message_not_found", "cant_update_message", "channel_not_found"}:
                with suppress(StoreUnavailable):
                    await desk.drafts.delete(shared_of(there.draft))
                await say(GONE_FROM_CHANNEL)
            else:
                await say(refusal.sentence)
        except HiringDeskError as error:
            await say(f"{error.sentence} Look at the posting, and update it again if need be.")
        else:
            await say(UPDATED)

    desk.tasks.start(change(), "update")
    return replies.ACKNOWLEDGED


async def send_file(action: Action, desk: Desk) -> Reply:
    """Send the posting as a Markdown file to the person's direct messages."""
    there = await _shown(action, desk)
    message = preview.build_file_note(there.writing, there.drafted)
    text = there.drafted.document.markdown()

    async def act() -> None:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        await desk.slack.post(action.tenant, channel, message)
        await desk.slack.upload(action.tenant, channel, preview.make_filename(there.writing), text)

    return await clicks.once(action, desk, clicks.SENT, act, _say(there, desk))


@dataclass(frozen=True)
class _Shown:
    """A preview that something was pressed in, as the store has it; `action` is in its channel."""

    action: Action
    view_id: str
    opened: Opened
    writing: PostingSource
    drafted: PostingDraft
    draft: DraftOf


async def _shown(action: Action, desk: Desk) -> _Shown:
    view, opened = opened_view(action)
    writing = writing_of(opened.role, desk)
    mine = draft_of(action.tenant, action.user, opened)
    draft = await _load(desk, mine)
    if draft is None:
        raise HiringDeskError(DRAFT_GONE)
    blanks = Blanks.from_json(draft)
    if digest(blanks) != action.value:
        raise HiringDeskError(CHANGED)
    there = replace(action, channel=opened.channel, response_url=opened.response_url)
    drafted = replace(made_from(writing, blanks), saved=action.value)
    return _Shown(there, view.id, opened, writing, drafted, mine)


async def _load(desk: Desk, of: DraftOf) -> Json | None:
    try:
        return await desk.drafts.load(of)
    except StoreUnavailable:
        raise HiringDeskError(NO_STORE) from None


def _say(there: _Shown, desk: Desk) -> clicks.Say:
    """Say it in the preview; by direct message where that was closed in the meantime."""

    async def say(sentence: str) -> None:
        try:
            shared = await desk.drafts.load(shared_of(there.draft)) is not None
        except StoreUnavailable:  # then it can't be updated either
            shared = False
        drafted = replace(there.drafted, shared=shared)
        shown = preview.build_preview(there.writing, drafted, there.opened, sentence)
        tenant = there.action.tenant
        try:
            await desk.slack.update_view(tenant, there.view_id, shown)
        except SlackRefused:
            await clicks.tell(replace(there.action, response_url=""), desk, sentence)

    return say


ROUTES = Routes(
    actions={
        ids.JD_SHARE: share,
        ids.JD_UPDATE: update,
        ids.JD_FILE: send_file,
    }
)
