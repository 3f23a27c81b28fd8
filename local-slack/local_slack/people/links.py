"""Links to messages: `<workspace>/archives/<channel>/p<ts>`, as chat.getPermalink writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, User

    JSON = dict[str, Any]


def find_linked_message(slack: Slack, channel_id: str, ts: str, user: User | None) -> JSON:
    """Where the page shows a linked message or, without `ts`, a channel.

    Without a person it is shown to the first who can see it. Where the person cannot, the answer
    is a sentence that says so.
    """
    channel = slack.workspace.channels.get(channel_id)
    message = slack.workspace.find(channel_id, ts) if ts else None
    if channel is None or (ts and (message is None or message.deleted)):
        return {"error": "That message is gone: somebody deleted it, or the link is wrong."}
    visible_to = message.visible_to if message else None
    audience = set(slack.audience(channel))
    readers = [
        person
        for person in slack.workspace.people()
        if person.id in audience and visible_to in {None, person.id}
    ]
    if user is None and readers:
        user = readers[0]
    if user is None or user not in readers:
        return {"error": _describe_refusal(channel, user, readers)}
    shown: JSON = {"person": user.id, "channel": channel.id}
    if message:
        shown["ts"] = message.ts
    if message and message.is_reply:
        shown["thread"] = message.thread_ts
    return shown


def _describe_refusal(channel: Channel, user: User | None, readers: list[User]) -> str:
    where = "in that direct message" if channel.kind == "im" else "in that channel"
    if user is None:
        return f"Nobody is {where}."
    refusal = f"{user.real_name} is not {where}."
    if not readers:
        return refusal
    return f"{refusal} Choose {readers[0].real_name} under “Acting as” to see it."
