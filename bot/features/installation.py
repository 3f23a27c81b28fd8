"""A workspace removes the app, or revokes its token: what we store to reach it is deleted.

So are the counts of words in unanswered questions, and who has opened their Home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack import replies
from bot.slack.routes import Routes

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Event


async def delete_installation(event: Event, desk: Desk) -> Reply:
    """Delete the workspace's token. Slack sends this once or several times, in any order.

    It may come after the workspace has installed the app again. Then it is about an earlier token.
    """
    if desk.installations is None or await desk.installations.delete_installed_by(
        event.tenant, event.at
    ):
        await desk.unanswered_words.stop(event.tenant)
        await desk.homes.forget_all(event.tenant)
    return replies.ACKNOWLEDGED


async def delete_revoked_token(event: Event, desk: Desk) -> Reply:
    """Delete the workspace's token if the bot's own one was revoked."""
    revoked = event.content.get("tokens")
    if isinstance(revoked, dict) and revoked.get("bot"):
        return await delete_installation(event, desk)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    events={"app_uninstalled": delete_installation, "tokens_revoked": delete_revoked_token}
)
