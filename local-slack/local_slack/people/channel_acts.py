"""The acts of `POST /-/act` that change channels, their members, and people's accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.errors import ActError
from local_slack.people import accounts, changes
from local_slack.people.commands import check_right

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, User

    JSON = dict[str, Any]
    Act = Callable[[Slack, User, JSON], Awaitable[JSON]]

WITHOUT_RULES = {"share_in_organisation", "change_id"}
"""What happens to a channel from outside, which tests do."""


def find_channel(slack: Slack, user: User, body: JSON) -> Channel:
    """The channel `body["channel"]`. Raises ActError if the person can't see it."""
    if not body.get("channel"):
        raise ActError("channel is missing: the id of a channel, such as C0GENERAL.")
    channel = slack.workspace.channels.get(str(body["channel"]))
    if channel is None or user.id not in slack.audience(channel):
        raise ActError("There is no such channel.")
    return channel


def _change_channel(name: str, change: changes.Change) -> Act:
    """An act on a channel. `body["user"]` is the person that it changes, if it is another one."""

    async def run(slack: Slack, user: User, body: JSON) -> JSON:
        subject = _find_person(slack, str(body.get("user", user.id)))
        channel = find_channel(slack, user, body)
        if name not in WITHOUT_RULES:
            check_right(slack, user, channel, name, None if subject is user else subject)
        await change(slack, channel, user, subject)
        return {}

    return run


async def _share(slack: Slack, user: User, body: JSON) -> JSON:
    channel = find_channel(slack, user, body)
    check_right(slack, user, channel, "share")
    changes.share_with(slack, channel, str(body.get("team") or "T0OTHER"))
    return {}


async def _unshare(slack: Slack, user: User, body: JSON) -> JSON:
    channel = find_channel(slack, user, body)
    check_right(slack, user, channel, "unshare")
    await changes.unshare(slack, channel, user, str(body.get("team")))
    return {}


async def _create(slack: Slack, user: User, body: JSON) -> JSON:
    if not user.is_member:
        raise ActError("Guests and people of other workspaces can't create channels.")
    name = str(body.get("name") or "").strip().removeprefix("#")
    channel = changes.create_channel(slack, user, name, is_private=bool(body.get("private")))
    return {"channel": channel.id}


def _set_text(act: str, change: Callable[[Slack, Channel, User, str], None]) -> Act:
    """An act that sets a text of a channel, `body["text"]`."""

    async def run(slack: Slack, user: User, body: JSON) -> JSON:
        channel = find_channel(slack, user, body)
        check_right(slack, user, channel, act)
        change(slack, channel, user, str(body.get("text") or "").strip())
        return {}

    return run


async def _add_person(slack: Slack, user: User, body: JSON) -> JSON:
    given = body.get("profile")
    if not isinstance(given, dict):
        raise ActError("profile is missing: it says who that is.")
    added = await accounts.add_person(slack, user, given)
    return {"user": added.id}


async def _change_account(slack: Slack, user: User, body: JSON) -> JSON:
    subject = _find_person(slack, str(body.get("user")))
    await accounts.change_account(slack, user, subject, str(body.get("change")))
    return {}


async def _set_profile(slack: Slack, _: User, body: JSON) -> JSON:
    accounts.set_profile(slack, str(body["user"]), body["profile"])
    return {}


def _find_person(slack: Slack, user_id: str) -> User:
    user = slack.workspace.users.get(user_id)
    if user is None:
        raise ActError("Nobody has that id.")
    return user


ACTS: dict[str, Act] = {
    **{name: _change_channel(name, change) for name, change in changes.TO_CHANNEL.items()},
    "share": _share,
    "unshare": _unshare,
    "create": _create,
    "rename": _set_text("rename", changes.rename),
    "topic": _set_text("topic", changes.set_topic),
    "purpose": _set_text("purpose", changes.set_purpose),
    "add_person": _add_person,
    "account": _change_account,
    "profile": _set_profile,
}
