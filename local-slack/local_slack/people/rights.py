"""Who may do what to a channel, and why not: one rule each, for acts, commands and the page.

They are those of a workspace whose owners have changed nothing:
slack.com/help/articles/360047512554 (roles) and /360052445454 (channel management).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, User

GENERAL = "general"
NOT_INTERACTIVE = "This app is not configured to handle interactive responses."
OUTSIDE = "Join the channel to write in it."
FOR_ADMINISTRATORS = {
    "publish": "make a private channel public",
    "unpublish": "make a public channel private",
}
FOR_MEMBERS = {"invite", "remove", "archive", "unarchive", "rename", "share", "unshare"}
KIND_AFTER = {"publish": "public", "unpublish": "private"}
IN_GENERAL = {
    "leave": "Everybody stays in #general.",
    "remove": "Everybody stays in #general.",
    "archive": "#general can't be archived.",
    "unpublish": "#general can't be private.",
}
OF_CHANNEL = (
    *("invite", "leave", "join", "topic", "purpose", "rename", "publish", "unpublish"),
    *("share", "unshare", "archive", "unarchive"),
)
"""The acts that the page offers for a channel itself."""


def find_silence(slack: Slack, channel: Channel) -> str:
    """Why nobody can post in a conversation; empty if its members can."""
    if channel.is_archived:
        return "This channel is archived."
    silent = channel.kind == "im" and any(
        app.manifest.messages_read_only for app in slack.apps_in(channel)
    )
    return "Sending messages to this app has been turned off." if silent else ""


def list_allowed(slack: Slack, user: User, channel: Channel) -> list[str]:
    """The acts of `OF_CHANNEL` that a person may do in a channel."""
    return [act for act in OF_CHANNEL if not find_refusal(slack, user, channel, act)]


def find_refusal(  # noqa: C901, PLR0911 - a sentence for each rule
    slack: Slack, user: User, channel: Channel, act: str, subject: User | None = None
) -> str:
    """Why a person can't do that in a channel, to somebody or not; empty if they can."""
    if channel.kind == "im":
        return "That can't be done in a direct message."
    if channel.is_archived != (act == "unarchive"):
        return "This channel is archived." if channel.is_archived else "It isn't archived."
    if act == "join":
        return _refuse_to_join(user, channel)
    if user.id not in channel.members and act != "unarchive":
        return "You are not in this channel."
    if channel.kind == KIND_AFTER.get(act):
        return f"This channel is {channel.kind} already."
    if act in FOR_ADMINISTRATORS and not user.is_admin:
        return f"Only an administrator can {FOR_ADMINISTRATORS[act]}."
    if act in FOR_MEMBERS and not user.is_member:
        return "Guests and people of other workspaces can't do that."
    is_app = bool(subject and slack.find_app(subject.id))
    if channel.name == GENERAL and act in IN_GENERAL and not is_app:
        return IN_GENERAL[act]
    if act == "remove" and channel.kind == "public" and not user.is_admin and not is_app:
        return "Only an administrator can remove people from a public channel."
    if act == "invite" and subject:
        return _refuse_to_invite(slack, channel, subject)
    return ""


def find_refusal_to_manage(user: User, subject: User) -> str:
    """Why a person can't change somebody's account; empty if they can."""
    if not user.is_admin:
        return "Only an administrator can change an account."
    if subject.is_bot or subject.team:
        return "Only accounts of this workspace can be changed."
    if subject is user:
        return "You can't change your own account."
    if subject.is_owner and not user.is_owner:
        return "Only an owner can change the account of an owner."
    return ""


def _refuse_to_join(user: User, channel: Channel) -> str:
    if user.id in channel.members:
        return "You are already in this channel."
    if channel.kind != "public":
        return "Somebody who is in this channel has to invite you."
    return "" if user.is_member else "Somebody who is in this channel has to invite you."


def _refuse_to_invite(slack: Slack, channel: Channel, subject: User) -> str:
    if subject.id in channel.members:
        return f"{subject.real_name} is already in this channel."
    if subject.deleted:
        return f"{subject.real_name} can't be invited: the account is deactivated."
    if subject.is_bot and not slack.find_app(subject.id):
        return f"{subject.real_name} can't be invited."
    if subject.team and subject.team not in channel.shared_with:
        team = slack.workspace.teams[subject.team].name
        return f"{subject.real_name} is of {team}. Share the channel with {team} first."
    if subject.is_ultra_restricted and any(
        subject.id in each.members and each.kind != "im"
        for each in slack.workspace.channels.values()
    ):
        return f"{subject.real_name} is a single-channel guest, who is in a channel already."
    return ""
