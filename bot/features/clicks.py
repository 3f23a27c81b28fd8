"""Doing something once, however often somebody clicks: publishing, and sending a file.

Slack has no idempotency key for a post, so the store lets one click through; the others are told
how that one went. An outcome that nobody knows is said to be unknown and never repeated blindly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks.notices import notice
from bot.slack import replies
from bot.slack.client import SlackRefused, SlackUnreachable
from bot.store.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from bot.store.once import Claim

NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}


@dataclass(frozen=True, slots=True)
class Words:
    """What people read about one kind of act."""

    done: str
    again: str  # it was done by an earlier click
    refused: str  # Slack refused; its code follows in brackets
    unknown: str  # Slack didn't say


SHARED = Words(
    done="Shared in this channel.",
    again="Shared already, once is enough.",
    refused="Slack refused to post that, so nothing was shared",
    unknown=(
        "Slack didn't say whether that was shared. Look at the channel; if it is missing, "
        "type the command again and share from the new answer."
    ),
)
SENT = Words(
    done="Sent: look in your direct messages with Hiring Desk.",
    again="Sent already: look in your direct messages with Hiring Desk.",
    refused="Slack refused to send that",
    unknown=(
        "Slack didn't say whether that was sent. Look in your direct messages with Hiring Desk; "
        "if it is missing, type the command again."
    ),
)


async def share(action: Action, desk: Desk, message: Message) -> Reply:
    """Publish in the channel of the click, once for each answer and button."""
    return await once(action, desk, SHARED, lambda: _publish(action, desk, message))


async def send(action: Action, desk: Desk, message: Message, filename: str, text: str) -> Reply:
    """Send a message and a text file to the person's DM, once for each answer and button."""

    async def act() -> None:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        await desk.slack.post(action.tenant, channel, message)
        await desk.slack.upload(action.tenant, channel, filename, text)

    return await once(action, desk, SENT, act)


async def once(
    action: Action, desk: Desk, words: Words, act: Callable[[], Awaitable[None]]
) -> Reply:
    """Let the first click act, after the acknowledgement, and tell each click how it went."""
    where = action.message_ts or (action.view.id if action.view else "")
    key = Keys(action.tenant).once(action.action_id, action.user, where, action.value)
    claim = await desk.once.claim(key)
    if claim.first:
        desk.tasks.start(_act(action, desk, words, act, claim), "click")
    else:
        others = {"claimed": "One moment: that is being done.", "done": words.again}
        sentence = others.get(claim.state, words.unknown)
        desk.tasks.start(tell(action, desk, sentence), "click")
    return replies.ACKNOWLEDGED


async def tell(action: Action, desk: Desk, sentence: str) -> None:
    """Say something to the person who clicked: beside the message, or from a modal by DM."""
    if action.response_url:
        await desk.slack.respond(action.response_url, notice(sentence))
    else:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        await desk.slack.post(action.tenant, channel, notice(sentence))


async def _act(
    action: Action, desk: Desk, words: Words, act: Callable[[], Awaitable[None]], claim: Claim
) -> None:
    try:
        await act()
    except SlackRefused as refusal:
        await desk.once.release(claim)
        sentence = f"{words.refused} ({refusal.code})."
    except SlackUnreachable:
        sentence = words.unknown
    else:
        await desk.once.done(claim, "done")
        sentence = words.done
    await tell(action, desk, sentence)


async def _publish(action: Action, desk: Desk, message: Message) -> None:
    """Post as the bot; where it is no member, through the click, which cannot be edited later."""
    try:
        await desk.slack.post(action.tenant, action.channel, message)
    except SlackRefused as refusal:
        if refusal.code not in NOT_A_MEMBER:
            raise
        await desk.slack.respond(action.response_url, message, in_channel=True)
