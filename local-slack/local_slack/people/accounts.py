"""Who is in the workspace: new people, closed accounts, guests, administrators, profiles.

Sources: docs.slack.dev/reference/events/team_join and /user_change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from local_slack import events, objects
from local_slack.errors import ActError
from local_slack.people import changes, rights
from local_slack.state.installation import open_direct_messages
from local_slack.state.people_file import COLOURS, make_id
from local_slack.state.workspace import User

if TYPE_CHECKING:
    from local_slack.slack import Slack

    JSON = dict[str, Any]

HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
PROFILE = {
    *("name", "real_name", "title", "email", "tz", "color", "status_emoji", "status_text"),
    *("is_admin", "is_owner", "is_restricted", "is_ultra_restricted", "deleted"),
}
CHANGES: dict[str, dict[str, bool]] = {
    "deactivate": {"deleted": True},
    "reactivate": {"deleted": False},
    "make_guest": {"is_restricted": True, "is_admin": False},
    "make_member": {"is_restricted": False, "is_ultra_restricted": False},
    "make_administrator": {"is_admin": True},
    "end_administrator": {"is_admin": False},
}
"""By the name of a change of an account: what it sets."""


async def add_person(slack: Slack, by: User, given: JSON) -> User:
    """Add a person, who joins #general unless they are a guest. Raises ActError."""
    if not by.is_member:
        raise ActError("Guests and people of other workspaces can't add anybody.")
    words = {key: str(given.get(key) or "").strip() for key in ("name", "real_name", "title", "tz")}
    handle = words["name"].removeprefix("@").lower()
    _check_handle(slack, handle)
    zone = words["tz"] or by.tz
    if zone not in available_timezones():
        raise ActError("Choose a time zone such as Europe/London.")
    user_id = make_id("U", handle)
    while user_id in slack.workspace.users:
        user_id += "X"
    user = User(
        user_id,
        handle,
        words["real_name"] or handle,
        words["title"],
        COLOURS[len(slack.workspace.users) % len(COLOURS)],
        is_restricted=bool(given.get("guest")),
        tz=zone,
        email=f"{handle}@{slack.workspace.domain}.example",
        updated=int(slack.clock.now()),
    )
    slack.workspace.users[user.id] = user
    _tell(slack, user, "team_join")
    await _join_general(slack, user)
    return user


async def change_account(slack: Slack, by: User, user: User, change: str) -> None:
    """Carry out one of `CHANGES`. Raises ActError if the person may not."""
    if change not in CHANGES:
        raise ActError("That is no change of an account.")
    refusal = rights.find_refusal_to_manage(by, user)
    if refusal:
        raise ActError(refusal)
    change_profile(slack, user, CHANGES[change])
    await _join_general(slack, user)


async def _join_general(slack: Slack, user: User) -> None:
    """Give a person what everybody has: messages with the apps and, for members, #general."""
    open_direct_messages(slack.workspace)
    for channel in slack.workspace.channels.values():
        is_general = channel.name == rights.GENERAL and not channel.is_archived
        if is_general and user.is_member and user.id not in channel.members:
            await changes.join(slack, channel, user, user)


def list_changes(by: User, user: User) -> list[str]:
    """The changes of a person's account that somebody may carry out now."""
    if rights.find_refusal_to_manage(by, user):
        return []
    if user.deleted:
        return ["reactivate"]
    rank = ["end_administrator"] if user.is_admin else ["make_administrator"]
    guest = ["make_member"] if user.is_restricted else ["make_guest", *rank]
    return [*guest, "deactivate"]


def set_profile(slack: Slack, user_id: str, changed: object) -> None:
    """Change a profile, whoever asks: for tests. An unknown id becomes a new member."""
    changed = check_profile(changed)
    user = slack.workspace.users.get(user_id)
    if user is None:
        user = User(user_id, user_id.lower(), user_id)
        slack.workspace.users[user_id] = user
        _tell(slack, user, "team_join")
    change_profile(slack, user, changed)


def check_profile(changed: object) -> JSON:
    """Fields of a profile, each of its own type. Raises ActError."""
    if not isinstance(changed, dict) or not changed.keys() <= PROFILE:
        raise ActError(f"A profile has only {', '.join(sorted(PROFILE))}.")
    anybody = User("", "", "")
    wrong = [name for name in changed if type(changed[name]) is not type(getattr(anybody, name))]
    if wrong:
        raise ActError(f"{' and '.join(wrong)} can't be that.")
    return changed


def change_profile(slack: Slack, user: User, changed: JSON) -> None:
    """Change fields of a person, and tell the apps."""
    for name, value in changed.items():
        setattr(user, name, value)
    user.updated = int(slack.clock.now())
    _tell(slack, user, "user_change")


def _tell(slack: Slack, user: User, event: str) -> None:
    slack.notify_windows([person.id for person in slack.workspace.people()])
    for app in slack.apps:
        events.send([app], {"type": event, "user": objects.user_object(app, user)})


def _check_handle(slack: Slack, handle: str) -> None:
    if not HANDLE.fullmatch(handle):
        raise ActError("A handle takes small letters, digits, dots, hyphens and underscores.")
    groups = {group.handle for group in slack.workspace.groups.values()}
    if handle in groups | {user.name for user in slack.workspace.users.values()}:
        raise ActError(f"{handle} is taken. Choose another handle.")
