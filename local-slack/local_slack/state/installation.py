"""Installing apps in a workspace: their ids, their users, and the conversations they are in."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from local_slack.state.workspace import AppIds, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.state.manifest import Manifest
    from local_slack.state.workspace import Workspace

LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal
COLOR = "3b4a6b"


def install_apps(workspace: Workspace, manifests: Iterable[Manifest]) -> None:
    """Install the apps that are not installed yet, in the channels of the first start.

    An app keeps its ids by its name. Where one name is gone, the first new one takes over its ids:
    that app was renamed.
    """
    known = {manifest.name: manifest for manifest in manifests}
    gone = [name for name in workspace.apps if name not in known]
    new = [name for name in known if name not in workspace.apps]
    if len(gone) == 1 and new:
        workspace.apps[new[0]] = workspace.apps.pop(gone[0])
        LOG.warning(
            "%s is taken for %s under a new name, with its ids and messages. If it is another app, "
            "give it a --data folder of its own.",
            *(new[0], gone[0]),
        )
    for name, manifest in known.items():
        if name not in workspace.apps:
            workspace.apps[name] = _create_ids(workspace, name)
            _join_channels(workspace, workspace.apps[name].bot_user)
        ids = workspace.apps[name]
        if ids.bot_user not in workspace.users:
            handle = _create_handle(workspace, manifest.bot_name)
            workspace.users[ids.bot_user] = User(ids.bot_user, handle, "", color=COLOR, is_bot=True)
        bot = workspace.users[ids.bot_user]
        bot.real_name, bot.title = manifest.bot_name, name


def _create_ids(workspace: Workspace, name: str) -> AppIds:
    """Ids that tell a reader which app it is: A0HIRINGDESK, B0HIRINGDESK, U0HIRINGDESK."""
    word = re.sub(r"[^A-Z0-9]", "", name.upper()) or "APP"
    taken = set(workspace.users)
    number = ""
    while f"U0{word}{number}" in taken:
        number = str(int(number or 1) + 1)
    return AppIds(f"A0{word}{number}", f"B0{word}{number}", f"U0{word}{number}")


def _create_handle(workspace: Workspace, name: str) -> str:
    """A handle that can be typed after an @, whatever signs are in the name, and is its own."""
    word = re.sub(r"[\W_]+", "_", name.lower()).strip("_") or "app"
    taken = {user.name for user in workspace.users.values()}
    number = ""
    while f"{word}{number}" in taken:
        number = str(int(number or 1) + 1)
    return f"{word}{number}"


def _join_channels(workspace: Workspace, bot_user: str) -> None:
    for channel in workspace.channels.values():
        if channel.takes_apps and bot_user not in channel.members:
            channel.members.append(bot_user)
    open_direct_messages(workspace)


def open_direct_messages(workspace: Workspace) -> None:
    """Give each person of this workspace a conversation with each app, where they have none."""
    for person in workspace.people():
        if not (person.deleted or person.team):
            for ids in workspace.apps.values():
                workspace.direct_message(person.id, ids.bot_user)
