"""users.info, list, lookupByEmail, conversations, getPresence, users.profile.get.

Sources: docs.slack.dev/reference/methods/users.*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.conversations import READ, list_visible, paginate, scopes_of_kinds

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import User

    JSON = dict[str, Any]


async def get_user(app: App, arguments: Arguments) -> JSON:
    """A person, also of another workspace. Their email address takes a scope of its own."""
    return {"user": objects.user_object(app, _find_user(app, arguments.required("user")))}


async def list_users(app: App, arguments: Arguments) -> JSON:
    """Everyone of this workspace, also deactivated, by page.

    People of other workspaces are not listed: docs.slack.dev/apis/slack-connect.
    """
    users = [user for user in app.slack.workspace.users.values() if not user.team]
    members = [objects.user_object(app, user) for user in users]
    return paginate("members", members, arguments)


async def find_by_email(app: App, arguments: Arguments) -> JSON:
    """The active person with that address."""
    email = arguments.required("email").lower()
    for user in app.slack.workspace.users.values():
        if user.email.lower() == email and not user.deleted:
            return {"user": objects.user_object(app, user)}
    raise SlackError("users_not_found")


async def get_profile(app: App, arguments: Arguments) -> JSON:
    """A profile, by default the app's own."""
    user = _find_user(app, arguments.text("user") or app.bot_user)
    return {"profile": objects.user_object(app, user)["profile"]}


async def get_presence(app: App, arguments: Arguments) -> JSON:
    """Whether a person is at their desk: everyone with an account is, in this workspace."""
    user = _find_user(app, arguments.text("user") or app.bot_user)
    return {"presence": "away" if user.deleted else "active"}


async def list_conversations(app: App, arguments: Arguments) -> JSON:
    """The conversations that a person is in and the app can see, by default its own, by page."""
    user = _find_user(app, arguments.text("user") or app.bot_user)
    listed = list_visible(app, arguments, user.id)
    return paginate("channels", listed, arguments)


def _find_user(app: App, user_id: str) -> User:
    user = app.slack.workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    return user


METHODS: dict[str, Method] = {
    "users.conversations": Method(list_conversations, scopes_of_kinds, tuple(READ.values())),
    "users.getPresence": method(get_presence, "users:read"),
    "users.info": method(get_user, "users:read"),
    "users.list": method(list_users, "users:read"),
    "users.lookupByEmail": method(find_by_email, "users:read.email"),
    "users.profile.get": method(get_profile, "users.profile:read"),
}
