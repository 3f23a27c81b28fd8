"""usergroups.list, create, update, disable, enable, usergroups.users.list and update.

Sources: docs.slack.dev/reference/methods/usergroups.* and /reference/events/subteam_created.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_slack import events
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.state.workspace import UserGroup

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]

READ, WRITE = "usergroups:read", "usergroups:write"
LONGEST_DESCRIPTION = 140
HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,20}")


async def list_groups(app: App, arguments: Arguments) -> JSON:
    """The groups; disabled ones and their members only on request."""
    groups = [
        _group_object(app, group, arguments)
        for group in app.slack.workspace.groups.values()
        if not group.date_delete or arguments.flag("include_disabled")
    ]
    return {"usergroups": groups}


async def create_group(app: App, arguments: Arguments) -> JSON:
    """A new group without members."""
    name = arguments.text("name")
    if not name:
        raise SlackError("missing_subteam_name")
    groups = app.slack.workspace.groups
    handle = arguments.text("handle") or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    _check(app, handle, name, arguments)
    now = int(app.slack.clock.now())
    group_id = f"S0{re.sub(r'[^A-Z0-9]', '', handle.upper())}"
    while group_id in groups:
        group_id += "X"
    group = UserGroup(group_id, handle, name, arguments.text("description") or "")
    group.date_create, group.created_by = now, app.bot_user
    groups[group.id] = group
    return _tell(app, group, arguments, "subteam_created")


async def update_group(app: App, arguments: Arguments) -> JSON:
    """Change the name, handle or description of a group."""
    group = _find_group(app, arguments)
    handle = arguments.text("handle") or group.handle
    name = arguments.text("name") or group.name
    _check(app, handle, name, arguments, group)
    group.handle, group.name = handle, name
    if "description" in arguments:
        group.description = arguments.text("description") or ""
    return _tell(app, group, arguments, "subteam_updated")


async def disable_group(app: App, arguments: Arguments) -> JSON:
    """Nobody can be mentioned by the group any more, until it is enabled again."""
    group = _find_group(app, arguments)
    group.date_delete = int(app.slack.clock.now())
    return _tell(app, group, arguments, "subteam_updated")


async def enable_group(app: App, arguments: Arguments) -> JSON:
    """The group can be mentioned again."""
    group = _find_group(app, arguments)
    group.date_delete = 0
    return _tell(app, group, arguments, "subteam_updated")


async def list_members(app: App, arguments: Arguments) -> JSON:
    """The people in a group."""
    return {"users": _find_group(app, arguments).users}


async def set_members(app: App, arguments: Arguments) -> JSON:
    """Replace the people in a group."""
    group = _find_group(app, arguments)
    users = [user for user in (arguments.text("users") or "").split(",") if user]
    if not users:
        raise SlackError("no_users_provided")
    known = app.slack.workspace.users
    if any(user not in known or known[user].is_bot or known[user].deleted for user in users):
        raise SlackError("invalid_users")
    before, group.users = group.users, list(dict.fromkeys(users))
    added = [user for user in group.users if user not in before]
    removed = [user for user in before if user not in group.users]
    now = int(app.slack.clock.now())
    changed: JSON = {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": app.slack.workspace.id,
        "date_previous_update": group.date_update,
        "date_update": now,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
    }
    events.send(app.slack.apps, changed)
    return _tell(app, group, arguments, "subteam_updated")


def _check(
    app: App, handle: str, name: str, arguments: Arguments, own: UserGroup | None = None
) -> None:
    others = [group for group in app.slack.workspace.groups.values() if group is not own]
    if not HANDLE.fullmatch(handle):
        raise SlackError("bad_handle")
    handles = {user.name for user in app.slack.workspace.users.values()}
    handles |= {group.handle for group in others}
    if handle in handles:
        raise SlackError("handle_already_exists")
    if name in {group.name for group in others}:
        raise SlackError("name_already_exists")
    if len(arguments.text("description") or "") > LONGEST_DESCRIPTION:
        raise SlackError("description_too_long")


def _find_group(app: App, arguments: Arguments) -> UserGroup:
    group = app.slack.workspace.groups.get(arguments.required("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return group


def _tell(app: App, group: UserGroup, arguments: Arguments, event: str) -> JSON:
    group.date_update, group.updated_by = int(app.slack.clock.now()), app.bot_user
    app.slack.notify_windows([person.id for person in app.slack.workspace.people()])
    full = _group_object(app, group, None)
    events.send(app.slack.apps, {"type": event, "subteam": full})
    return {"usergroup": _group_object(app, group, arguments)}


def _group_object(app: App, group: UserGroup, arguments: Arguments | None) -> JSON:
    """A group; with its members as the arguments ask, or for events, always."""
    shown: JSON = {
        "id": group.id,
        "team_id": app.slack.workspace.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": group.date_create,
        "date_update": group.date_update,
        "date_delete": group.date_delete,
        "auto_type": None,
        "auto_provision": False,
        "created_by": group.created_by,
        "updated_by": group.updated_by,
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
    }
    if arguments is None or arguments.flag("include_users"):
        shown["users"] = group.users
    if arguments is None or arguments.flag("include_count"):
        shown["user_count"] = len(group.users)
    return shown


METHODS: dict[str, Method] = {
    "usergroups.create": method(create_group, WRITE),
    "usergroups.disable": method(disable_group, WRITE),
    "usergroups.enable": method(enable_group, WRITE),
    "usergroups.list": method(list_groups, READ),
    "usergroups.update": method(update_group, WRITE),
    "usergroups.users.list": method(list_members, READ),
    "usergroups.users.update": method(set_members, WRITE),
}
