"""What a click in a message does: replace the message, share it, or send a file.

Sharing and sending happen once, however often a person clicks. Slack has no idempotency key for a
post, so the store lets one click through; the others are told how that one went. An act whose
outcome is unknown is called unknown, and never repeated blindly.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from blocks.notices import build_notice
from bot.slack import replies
from bot.slack.client import SlackRefusedError, SlackUnreachableError
from bot.slack.refusals import explain_refusal
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from blocks.kit import Message
    from blocks.mrkdwn import Mrkdwn
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from bot.store.once import Claim

Tell: TypeAlias = "Callable[[str], Coroutine[Any, Any, None]]"

NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What people read about one kind of act, depending on how it went."""

    succeeded: str
    succeeded_before: str  # by an earlier click
    refused: str  # by Slack; the reason follows
    unknown: str  # Slack didn't say
    no_store: str  # so no click could be let through


SHARED = Words(
    succeeded="Shared in this channel.",
    succeeded_before="Shared already.",
    refused="Nothing was shared.",
    unknown=(
        "Slack didn't say whether that was shared. Look at the channel; if it is missing, "
        "type the command again and share from the new answer."
    ),
    no_store="I can't reach my storage right now, so nothing was shared. Press again in a minute.",
)
SENT = Words(
    succeeded="Sent to your direct messages with Hiring Desk.",
    succeeded_before="Already sent to your direct messages with Hiring Desk.",
    refused="Not everything was sent.",
    unknown=(
        "Slack didn't say whether that was sent. Look in your direct messages with Hiring Desk; "
        "if it is missing, type the command again."
    ),
    no_store="I can't reach my storage right now, so nothing was sent. Press again in a minute.",
)
SENT_BELOW = "Here is the file."
IN_PROGRESS = "Slack hasn't answered your first click yet."


def replace_message(action: Action, desk: Desk, message: Message) -> Reply:
    """Acknowledge the press, and put another message in the place of the one with the button."""
    replacing = desk.slack.respond(action.response_url, message, replace=True)
    desk.tasks.start(replacing, "answer to a press")
    return replies.ACKNOWLEDGED


async def share_message(action: Action, desk: Desk, message: Message) -> Reply:
    """Post in the channel of the click, once for each answer and button."""

    async def share() -> None:
        await post_or_respond(action, desk, message)

    return await act_once(action, desk, SHARED, share)


async def send_file(  # noqa: PLR0913, PLR0917 - what is sent, and how people are told
    action: Action,
    desk: Desk,
    messages: Sequence[Message],
    filename: str,
    text: str,
    tell: Tell | None = None,
) -> Reply:
    """Send messages and a text file to the person's direct messages, once for each button."""

    async def send() -> str | None:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        for message in messages:
            await desk.slack.post_message(action.tenant, channel, message)
        await desk.slack.upload_file(action.tenant, channel, filename, text)
        return SENT_BELOW if channel == action.channel else None

    return await act_once(action, desk, SENT, send, tell)


async def act_once(
    action: Action,
    desk: Desk,
    words: Words,
    act: Callable[[], Awaitable[str | None]],
    tell: Tell | None = None,
) -> Reply:
    """Let the first click act, after the acknowledgement, and tell each click how it went.

    `act` may return a sentence to say instead of `words.succeeded`. `tell` is how people are told,
    for example by changing the modal that they clicked in; without it, `tell_person` is used.
    """
    say: Tell = tell or partial(tell_person, action, desk)
    location = action.message_ts or (action.view.id if action.view else "")
    pressed = (action.action_id, action.user, location, action.value)
    try:
        claim = await desk.once.claim(action.tenant, *pressed)
    except StoreUnavailableError:
        raise HiringDeskError(words.no_store) from None
    if claim.first:
        desk.tasks.start(_act_and_tell(desk, words, act, say, claim), "click")
    elif claim.state != "claimed" or tell is None:  # with `tell`, the first click's result appears
        sentences = {"claimed": IN_PROGRESS, "done": words.succeeded_before}
        desk.tasks.start(say(sentences.get(claim.state, words.unknown)), "click")
    return replies.ACKNOWLEDGED


async def tell_person(action: Action, desk: Desk, sentence: str | Mrkdwn) -> None:
    """Say something to the person who clicked: beside the message, or from a modal by DM."""
    if action.response_url:
        await desk.slack.respond(action.response_url, build_notice(sentence))
    else:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        await desk.slack.post_message(action.tenant, channel, build_notice(sentence))


async def _act_and_tell(
    desk: Desk,
    words: Words,
    act: Callable[[], Awaitable[str | None]],
    say: Tell,
    claim: Claim,
) -> None:
    try:
        instead = await act()
    except SlackRefusedError as refusal:
        log.warning("Slack refused what a click asked for: %s", refusal.code)
        with suppress(StoreUnavailableError):
            await desk.once.release(claim)
        sentence = f"{words.refused} {explain_refusal(refusal.code)}"
    except (SlackUnreachableError, StoreUnavailableError):
        sentence = words.unknown
    else:
        # Without a store, a later click finds the outcome unknown, and doesn't act again either.
        with suppress(StoreUnavailableError):
            await desk.once.finish(claim, "done")
        sentence = instead or words.succeeded
    await say(sentence)


async def post_or_respond(
    action: Action, desk: Desk, message: Message, fixed: Message | None = None
) -> str | None:
    """Post as the bot, and return the message's `ts`.

    If the bot isn't a member, post `fixed` (or else `message`) through the click's `response_url`.
    Such a message has no `ts`, so it can't be edited later.
    """
    try:
        return await desk.slack.post_message(action.tenant, action.channel, message)
    except SlackRefusedError as refusal:
        if refusal.code not in NOT_A_MEMBER:
            raise
        await desk.slack.respond(action.response_url, fixed or message, in_channel=True)
        return None
