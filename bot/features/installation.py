"""A workspace removes the app, or takes its token back: what we keep to reach it is deleted.

With the token of a single workspace in the settings there is nothing to delete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack import replies
from bot.slack.routes import Routes

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Event


async def uninstalled(event: Event, desk: Desk) -> Reply:
    """Forget the workspace's token. Slack says this once or several times, in any order."""
    if desk.installations:
        await desk.installations.async_delete_all(enterprise_id=None, team_id=event.tenant)
    return replies.ACKNOWLEDGED


async def tokens_revoked(event: Event, desk: Desk) -> Reply:
    """The same, where the bot's own token is among the revoked ones."""
    revoked = event.content.get("tokens")
    if isinstance(revoked, dict) and revoked.get("bot"):
        return await uninstalled(event, desk)
    return replies.ACKNOWLEDGED


ROUTES = Routes(events={"app_uninstalled": uninstalled, "tokens_revoked": tokens_revoked})
