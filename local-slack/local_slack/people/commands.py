"""The commands that Slack itself has, such as `/invite @sam`.

As on Slack they also work in threads. What they answer is seen by whoever typed them only. Source:
slack.com/help/articles/201259356 (built-in commands).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local_slack import messages
from local_slack.errors import ActError
from local_slack.people import changes, rights, typed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, User

    Run = Callable[[Slack, User, Channel, str], Awaitable[str]]

NAMED_USER = re.compile(r"<@(\w+)\|[^>]*>")
NAMED_CHANNEL = re.compile(r"<#(\w+)\|[^>]*>")


@dataclass(frozen=True)
class BuiltIn:
    """A command of Slack's own: what it does, and what is shown of it."""

    run: Run
    usage_hint: str
    description: str


def check_right(
    slack: Slack, user: User, channel: Channel, act: str, subject: User | None = None
) -> None:
    """Raises ActError with the reason if a person can't do that in a channel."""
    refusal = rights.find_refusal(slack, user, channel, act, subject)
    if refusal:
        raise ActError(refusal)


async def invite(slack: Slack, user: User, channel: Channel, text: str) -> str:
    """Add the people and apps that are named, here or in the channel that is named."""
    people = _find_people(slack, text, "Name somebody: /invite @name")
    channel = _find_channel(slack, user, text) or channel
    for person in people:
        check_right(slack, user, channel, "invite", person)
    for person in people:
        await changes.join(slack, channel, user, person)
    return ""


async def remove(slack: Slack, user: User, channel: Channel, text: str) -> str:
    """Take the people and apps that are named out of the channel."""
    people = _find_people(slack, text, "Name somebody: /remove @name")
    for person in people:
        check_right(slack, user, channel, "remove", person)
        if person.id not in channel.members:
            raise ActError(f"{person.real_name} is not in this channel.")
    for person in people:
        await changes.leave(slack, channel, user, person)
    return ""


async def join(slack: Slack, user: User, _: Channel, text: str) -> str:
    """Join the channel that is named."""
    named = _find_channel(slack, user, text)
    if named is None:
        raise ActError("Name a channel: /join #channel")
    check_right(slack, user, named, "join")
    await changes.join(slack, named, user, user)
    return f"You joined #{named.name}."


async def leave(slack: Slack, user: User, channel: Channel, _: str) -> str:
    """Leave the channel."""
    check_right(slack, user, channel, "leave")
    await changes.leave(slack, channel, user, user)
    return ""


async def set_topic(slack: Slack, user: User, channel: Channel, text: str) -> str:
    """Set the channel's topic; without a text, say what it is."""
    if not text:
        return f"The topic is: {channel.topic}" if channel.topic else "This channel has no topic."
    check_right(slack, user, channel, "topic")
    changes.set_topic(slack, channel, user, text)
    return ""


async def rename(slack: Slack, user: User, channel: Channel, text: str) -> str:
    """Give the channel another name."""
    check_right(slack, user, channel, "rename")
    changes.rename(slack, channel, user, text.removeprefix("#"))
    return ""


async def archive(slack: Slack, user: User, channel: Channel, _: str) -> str:
    """Archive the channel."""
    check_right(slack, user, channel, "archive")
    await changes.archive(slack, channel, user, user)
    return ""


async def list_members(slack: Slack, _: User, channel: Channel, __: str) -> str:
    """Who is in the channel."""
    names = [slack.workspace.users[member].real_name for member in channel.members]
    return f"In this channel: {', '.join(names)}."


async def act_out(slack: Slack, user: User, channel: Channel, text: str) -> str:
    """Say what one is doing."""
    if not text:
        raise ActError("Say what you do: /me is making tea")
    if user.id not in channel.members:
        raise ActError("Join the channel to write in it.")
    written = typed.write_message(slack, text)
    messages.post(slack, channel, user.id, written, subtype="me_message")
    return ""


def _find_people(slack: Slack, text: str, hint: str) -> list[User]:
    escaped = typed.escape_command(slack, text)
    named = dict.fromkeys(NAMED_USER.findall(escaped))
    unknown = re.search(r"@[\w.-]+", re.sub(r"<[^>]*>", "", escaped))
    if unknown:
        raise ActError(f"Nobody is called {unknown[0]}.")
    if not named:
        raise ActError(hint)
    users = slack.workspace.users
    if not named.keys() <= users.keys():
        raise ActError("Nobody has that id.")
    return [users[user_id] for user_id in named]


def _find_channel(slack: Slack, user: User, text: str) -> Channel | None:
    """The channel that is named, None for none. Raises ActError if the person can't see it."""
    escaped = typed.escape_command(slack, text)
    named = NAMED_CHANNEL.search(escaped)
    channel = slack.workspace.channels.get(named[1]) if named else None
    is_seen = channel is not None and user.id in slack.audience(channel)
    if "#" in re.sub(r"<[^>]*>", "", escaped) or (named and not is_seen):
        raise ActError("There is no such channel.")
    return channel


COMMANDS: dict[str, BuiltIn] = {
    "/invite": BuiltIn(invite, "@somebody [#channel]", "Add a person or an app to a channel"),
    "/remove": BuiltIn(remove, "@somebody", "Take a person or an app out of this channel"),
    "/join": BuiltIn(join, "#channel", "Join a channel"),
    "/leave": BuiltIn(leave, "", "Leave this channel"),
    "/topic": BuiltIn(set_topic, "[text]", "Set this channel's topic"),
    "/rename": BuiltIn(rename, "new-name", "Give this channel another name"),
    "/archive": BuiltIn(archive, "", "Archive this channel"),
    "/who": BuiltIn(list_members, "", "See who is in this channel"),
    "/me": BuiltIn(act_out, "does something", "Say what you are doing"),
}
ALIASES = {"/kick": "/remove", "/open": "/join", "/close": "/leave", "/part": "/leave"}


def find_built_in(name: str) -> BuiltIn | None:
    """The command of that name; Slack has several names for a few."""
    return COMMANDS.get(ALIASES.get(name, name))
