"""Doing something once, however often somebody clicks: publishing, and sending a file.

Slack has no idempotency key for a post, so the store lets one click through; the others are told
how that one went. An outcome that nobody knows is said to be unknown and never repeated blindly.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from blocks.notices import build_notice
from bot.slack import replies
from bot.slack.client import SlackRefused, SlackUnreachable
from bot.store.errors import StoreUnavailable
from bot.store.keys import Keys
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from bot.store.once import Claim

Say: TypeAlias = "Callable[[str], Coroutine[Any, Any, None]]"

NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}


@dataclass(frozen=True, slots=True)
class Words:
    """What people read about one kind of act."""

    done: str
    again: str  # it was done by an earlier click
    refused: str  # Slack refused; its code follows in brackets
    unknown: str  # Slack didn't say
    no_store: str  # nobody could be let through


SHARED = Words(
    done="Shared in this channel.",
    again="Shared already, once is enough.",
    refused="Slack refused to post that, so nothing was shared",
    unknown=(
        "Slack didn't say whether that was shared. Look at the channel; if it is missing, "
        "type the command again and share from the new answer."
    ),
    no_store="The store did not answer, so nothing was shared. Please press again in a minute.",
)
SENT = Words(
    done="Sent: look in your direct messages with Hiring Desk.",
    again="Sent already: look in your direct messages with Hiring Desk.",
    refused="Slack refused to send that",
    unknown=(
        "Slack didn't say whether that was sent. Look in your direct messages with Hiring Desk; "
        "if it is missing, type the command again."
    ),
    no_store="The store did not answer, so nothing was sent. Please press again in a minute.",
)


async def share(action: Action, desk: Desk, message: Message) -> Reply:
    """Publish in the channel of the click, once for each answer and button."""

    async def act() -> None:
        await publish(action, desk, message)

    return await once(action, desk, SHARED, act)


async def send(action: Action, desk: Desk, message: Message, filename: str, text: str) -> Reply:
    """Send a message and a text file to the person's DM, once for each answer and button."""

    async def act() -> None:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        await desk.slack.post(action.tenant, channel, message)
        await desk.slack.upload(action.tenant, channel, filename, text)

    return await once(action, desk, SENT, act)


async def once(
    action: Action,
    desk: Desk,
    words: Words,
    act: Callable[[], Awaitable[str | None]],
    say: Say | None = None,
) -> Reply:
    """Let the first click act, after the acknowledgement, and tell each click how it went.

    `act` may return what to say instead of that it was done. `say` is how people are told, such
    as by changing the modal that they clicked in; see `tell` for what is done without it.
    """
    told: Say = say or partial(tell, action, desk)
    where = action.message_ts or (action.view.id if action.view else "")
    key = Keys(action.tenant).once(action.action_id, action.user, where, action.value)
    try:
        claim = await desk.once.claim(key)
    except StoreUnavailable:
        raise HiringDeskError(words.no_store) from None
    if claim.first:
        desk.tasks.start(_act(desk, words, act, told, claim), "click")
    elif claim.state != "claimed" or say is None:  # where `say` is, the first click's word comes
        others = {"claimed": "One moment: that is being done.", "done": words.again}
        sentence = others.get(claim.state, words.unknown)
        desk.tasks.start(told(sentence), "click")
    return replies.ACKNOWLEDGED


async def tell(action: Action, desk: Desk, sentence: str) -> None:
    """Say something to the person who clicked: beside the message, or from a modal by DM."""
    if action.response_url:
        await desk.slack.respond(action.response_url, build_notice(sentence))
    else:
        channel = await desk.slack.open_dm(action.tenant, action.user)
        await desk.slack.post(action.tenant, channel, build_notice(sentence))


async def _act(
    desk: Desk,
    words: Words,
    act: Callable[[], Awaitable[str | None]],
    say: Say,
    claim: Claim,
) -> None:
    try:
        instead = await act()
    except SlackRefused as refusal:
        with suppress(StoreUnavailable):
            await desk.once.release(claim)
        sentence = f"{words.refused} ({refusal.code})."
    except (SlackUnreachable, StoreUnavailable):
        sentence = words.unknown
    else:
        # Without a store a later click is told that nobody knows, which is never repeated either.
        with suppress(StoreUnavailable):
            await desk.once.done(claim, "done")
        sentence = instead or words.done
    await say(sentence)


async def publish(
    action: Action, desk: Desk, message: Message, otherwise: Message | None = None
) -> str | None:
    """Post as the bot, and return the message's `ts`.

    Where it is no member, post `otherwise` through the click; that has no `ts`, so it can't be
    edited later.
    """
    try:
        return await desk.slack.post(action.tenant, action.channel, message)
    except SlackRefused as refusal:
        if refusal.code not in NOT_A_MEMBER:
            raise
        await desk.slack.respond(action.response_url, otherwise or message, in_channel=True)
        return None
