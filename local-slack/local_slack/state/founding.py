"""The workspace at its first start, and what a changed people file adds at a later one."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from local_slack.errors import StartError
from local_slack.state.installation import install_apps, open_direct_messages
from local_slack.state.workspace import SLACKBOT, Channel, Message, User, UserGroup, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.state.manifest import Manifest
    from local_slack.state.people_file import PeopleFile

    JSON = dict[str, Any]

SAMPLE = Path(__file__).parent.parent / "sample.yml"
SLACKBOT_COLOR = "5b5b66"


def found_workspace(file: PeopleFile, manifests: Iterable[Manifest], now: float) -> Workspace:
    """A new workspace of the file's people and channels, with the apps."""
    workspace = Workspace(id=file.id, name=file.name, domain=file.domain)
    _add_what_is_new(workspace, file, now)
    workspace.users[SLACKBOT] = User(
        SLACKBOT, "slackbot", "Slackbot", "The workspace itself", SLACKBOT_COLOR, is_bot=True
    )
    install_apps(workspace, manifests)
    for channel, author, text in file.messages:
        ts = workspace.next_ts(now)
        workspace.post(Message(ts=ts, channel=channel, user=author, text=text))
        for person in workspace.people():
            workspace.read.setdefault(person.id, {})[channel] = ts
    return workspace


def follow_file(workspace: Workspace, file: PeopleFile, now: float) -> None:
    """Bring a saved workspace to what the file says now, without losing anything of it.

    New people, channels and members are added, and what has changed in the file since the last
    start changes. The rest stays as it is: messages, what was changed in the workspace itself, and
    people, channels and members that the file no longer has. Raises StartError if the file is of
    another workspace.
    """
    if workspace.id != file.id:
        raise StartError(
            f"The saved workspace is {workspace.id}, but the people file is of {file.id}. Give "
            "another folder with --data, or the id of the saved one in the file."
        )
    workspace.name, workspace.domain = file.name, file.domain
    users, channels = workspace.followed.get("users", {}), workspace.followed.get("channels", {})
    for user_id, user in file.users.items():
        if user_id in workspace.users:
            said = {k: v for k, v in asdict(user).items() if k not in _OWN}
            _follow(workspace.users[user_id], said, users.get(user_id, {}))
    for channel_id, channel in file.channels.items():
        if channel_id not in workspace.channels:
            continue
        before = channels.get(channel_id, {})
        known = workspace.channels[channel_id]
        members = set(before.get("members", ())) | set(known.members)
        known.members += [member for member in channel.members if member not in members]
        said = {k: v for k, v in asdict(channel).items() if k not in _OWN}
        _follow(known, said, before)
    groups = workspace.followed.get("groups", {})
    for group_id, group in file.groups.items():
        if group_id in workspace.groups:
            said = {k: v for k, v in asdict(group).items() if k not in _OWN}
            _follow(workspace.groups[group_id], said, groups.get(group_id, {}))
    _add_what_is_new(workspace, file, now)
    open_direct_messages(workspace)


_OWN = {
    *("members", "created", "creator", "updated"),
    *("date_create", "date_update", "date_delete", "created_by", "updated_by"),
}
"""Fields that the file says nothing about, or that are taken over in another way."""


def _follow(known: User | Channel | UserGroup, said: JSON, before: JSON) -> None:
    """Take over what the file says otherwise than before."""
    for name, value in said.items():
        if before.get(name) != value:
            setattr(known, name, value)


def _add_what_is_new(workspace: Workspace, file: PeopleFile, now: float) -> None:
    for user in file.users.values():
        workspace.users.setdefault(user.id, replace(user, updated=int(now)))
    owner = workspace.find_owner().id
    bots = [ids.bot_user for ids in workspace.apps.values()]
    for channel in file.channels.values():
        members = [*channel.members, *(bots if channel.takes_apps else ())]
        fresh = replace(channel, members=members, created=int(now), creator=owner)
        workspace.channels.setdefault(channel.id, fresh)
    workspace.teams |= file.teams
    for group in file.groups.values():
        workspace.groups.setdefault(group.id, replace(group))
    workspace.followed = {
        "users": {each.id: asdict(each) for each in file.users.values()},
        "channels": {each.id: asdict(each) for each in file.channels.values()},
        "groups": {each.id: asdict(each) for each in file.groups.values()},
    }
