"""users.info, users.list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.conversations import page

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import Slack
    from local_slack.workspace import User

    JSON = dict[str, Any]


async def info(slack: Slack, arguments: Arguments) -> JSON:
    """One member. Without users:read.email there is no address."""
    user = slack.workspace.users.get(arguments.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": _object(slack, user)}


async def listing(slack: Slack, arguments: Arguments) -> JSON:
    """Every member, by page."""
    found = [_object(slack, user) for user in slack.workspace.users.values()]
    return page("members", found, arguments)


def _object(slack: Slack, user: User) -> JSON:
    return {
        "id": user.id,
        "team_id": slack.workspace.id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "color": user.color,
        "tz": user.tz,
        "tz_offset": 0,
        "is_admin": user.is_admin,
        "is_owner": user.is_admin,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": {
            "title": user.title,
            "real_name": user.real_name,
            "display_name": user.name,
            "team": slack.workspace.id,
        },
    }


METHODS: dict[str, Method] = {
    "users.info": method(info, "users:read"),
    "users.list": method(listing, "users:read"),
}
