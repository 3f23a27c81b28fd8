"""users.info, users.list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.conversations import paginate

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]


async def get_user(app: App, arguments: Arguments) -> JSON:
    """A person, also of another workspace. Their email address takes a scope of its own."""
    user = app.slack.workspace.users.get(arguments.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": payloads.user_object(app, user)}


async def list_users(app: App, arguments: Arguments) -> JSON:
    """Everyone of this workspace, also deactivated, by page.

    People of other workspaces are not listed: docs.slack.dev/apis/slack-connect.
    """
    users = [user for user in app.slack.workspace.users.values() if not user.team]
    members = [payloads.user_object(app, user) for user in users]
    return paginate("members", members, arguments)


METHODS: dict[str, Method] = {
    "users.info": method(get_user, "users:read"),
    "users.list": method(list_users, "users:read"),
}
