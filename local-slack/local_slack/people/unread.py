"""What a person has not read: messages, replies in threads that they follow, and mentions.

As on Slack, somebody follows a thread that they began, wrote in or were mentioned in. How far a
person has read is in `Workspace.read`, by channel id, and by channel id and root for a thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, Message, User

    JSON = dict[str, Any]


def thread_key(channel: str, root: str) -> str:
    """Where `Workspace.read` holds how far a person has read in a thread."""
    return f"{channel}/{root}"


def last_read(slack: Slack, user: User, key: str) -> str:
    """The ts up to which a person has read a channel or thread; empty for none of it."""
    return slack.workspace.read.get(user.id, {}).get(key, "")


def mark_read(slack: Slack, user: User, key: str, ts: str) -> None:
    """Note that a person has read a channel or thread up to `ts`."""
    slack.workspace.read.setdefault(user.id, {})[key] = ts


def group_replies(slack: Slack, channel: Channel) -> dict[str, list[Message]]:
    """The replies that everybody sees, by their root, oldest first."""
    threads: dict[str, list[Message]] = {}
    for message in slack.workspace.messages.get(channel.id, ()):
        if message.thread_ts and message.is_reply and not message.visible_to:
            threads.setdefault(message.thread_ts, []).append(message)
    return threads


def follows_thread(user: User, root: Message | None, replies: list[Message]) -> bool:
    """Whether a person began a thread, wrote in it or was mentioned in it."""
    messages = [root, *replies] if root else replies
    return any(user.id == m.user or user.id in m.notified for m in messages)


def list_unread_replies(
    slack: Slack, user: User, root: Message | None, replies: list[Message]
) -> list[Message]:
    """The replies that a person who follows the thread has not read.

    Somebody who was mentioned in a reply follows from that reply on.
    """
    messages = [root, *replies] if root else replies
    since = next((m.ts for m in messages if user.id == m.user or user.id in m.notified), None)
    if since is None:
        return []
    read = last_read(slack, user, thread_key(replies[0].channel, str(replies[0].thread_ts)))
    return [m for m in replies if m.ts > read and m.ts >= since and m.user != user.id]


def count_mentions(slack: Slack, user: User, channel: Channel) -> int:
    """How many unread messages of a channel are for this person: direct messages and mentions."""
    if channel.kind == "im":
        return len(slack.workspace.list_unread(user.id, channel.id))
    read = last_read(slack, user, channel.id)
    return sum(
        m.ts > read and user.id in m.notified and not m.is_reply and not m.deleted
        for m in slack.workspace.messages.get(channel.id, ())
    )


def describe_badges(slack: Slack) -> JSON:
    """For each person: how many messages are for them, and whether they have anything unread."""
    people = {person.id: person for person in slack.workspace.people()}
    badges: JSON = {user_id: {"count": 0, "unread": False} for user_id in people}
    for channel in slack.workspace.channels.values():
        threads = [
            (slack.workspace.find(channel.id, root), replies)
            for root, replies in group_replies(slack, channel).items()
        ]
        for user_id in people.keys() & set(slack.audience(channel)):
            user, badge = people[user_id], badges[user_id]
            badge["count"] += count_mentions(slack, user, channel)
            for root, replies in threads:
                badge["count"] += len(list_unread_replies(slack, user, root, replies))
            badge["unread"] |= bool(slack.workspace.list_unread(user_id, channel.id))
    return badges
