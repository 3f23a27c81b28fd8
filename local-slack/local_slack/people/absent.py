"""Mentioned, but not in the channel: Slack offers to invite them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import messages
from local_slack.block_kit.mentions import mentioned_users
from local_slack.people import changes, rights
from local_slack.state.workspace import SLACKBOT

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Message, User

    JSON = dict[str, Any]

INVITE, NOTHING = "invite_mentioned", "do_nothing"


def offer_to_invite(slack: Slack, user: User, message: Message) -> None:
    """Show an author whom of those that a message mentions can be invited to the channel."""
    channel = slack.workspace.channels[message.channel]
    people = [
        subject
        for user_id in sorted(mentioned_users(message.text, message.blocks))
        if (subject := slack.workspace.users.get(user_id))
        and not rights.find_refusal(slack, user, channel, "invite", subject)
    ]
    if not people:
        return
    names = " and ".join(f"<@{person.id}>" for person in people)
    text = f"{names} {'is' if len(people) == 1 else 'are'} not in this channel."
    value = ",".join([message.ts, *(person.id for person in people)])
    blocks: list[JSON] = [
        {"type": "section", "block_id": "absent", "text": {"type": "mrkdwn", "text": text}},
        {
            "type": "actions",
            "block_id": "answer",
            "elements": [
                _button(INVITE, "Invite them", value) | {"style": "primary"},
                _button(NOTHING, "Do nothing", value),
            ],
        },
    ]
    thread_ts = message.thread_ts if message.is_reply else None
    slack.post(channel, SLACKBOT, text, blocks, visible_to=user.id, thread_ts=thread_ts)


async def answer_offer(slack: Slack, user: User, offer: Message, button: JSON) -> None:
    """Carry out what the author pressed, and take the offer away.

    An app then hears of the mention: docs.slack.dev/reference/events/app_mention.
    """
    slack.remove(offer)
    if button["action_id"] != INVITE:
        return
    channel = slack.workspace.channels[offer.channel]
    ts, *user_ids = str(button["value"]).split(",")
    message = slack.workspace.find(channel.id, ts)
    for user_id in user_ids:
        subject = slack.workspace.users[user_id]
        if not rights.find_refusal(slack, user, channel, "invite", subject):
            await changes.join(slack, channel, user, subject)
            app = slack.find_app(subject.id)
            if app and message:
                messages.announce_mention(app, message)


def _button(action_id: str, text: str, value: str) -> JSON:
    label = {"type": "plain_text", "text": text}
    return {"type": "button", "action_id": action_id, "text": label, "value": value}
