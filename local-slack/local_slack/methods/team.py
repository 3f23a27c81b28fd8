"""team.info, bots.info, emoji.list.

Sources: docs.slack.dev/reference/methods/team.info, /bots.info, /emoji.list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]


async def describe_team(app: App, arguments: Arguments) -> JSON:
    """The workspace. Another one, also one that channels are shared with, is not found."""
    workspace = app.slack.workspace
    if arguments.text("team") not in {None, "", workspace.id}:
        raise SlackError("team_not_found")
    enterprise = app.slack.settings.enterprise_id
    shown: JSON = {
        "id": workspace.id,
        "name": workspace.name,
        "domain": workspace.domain,
        "url": f"{app.slack_url}/",
        "email_domain": "",
        "icon": {"image_default": True},
        "is_verified": False,
    }
    if enterprise:
        shown |= {"enterprise_id": enterprise, "enterprise_name": "Organisation"}
    return {"team": shown}


async def describe_bot(app: App, arguments: Arguments) -> JSON:
    """A bot by its bot id, by default the app's own."""
    bot_id = arguments.text("bot") or app.bot_id
    for each in app.slack.apps:
        if each.bot_id == bot_id:
            return {"bot": objects.bot_profile(each)}
    raise SlackError("bot_not_found")


async def list_emoji(app: App, _: Arguments) -> JSON:
    """The workspace's own emoji, by name."""
    return {"emoji": app.slack.workspace.emoji}


METHODS: dict[str, Method] = {
    "bots.info": method(describe_bot, "users:read"),
    "emoji.list": method(list_emoji, "emoji:read"),
    "team.info": method(describe_team, "team:read"),
}
