"""The App Home: the scorecards that somebody owes, and the debriefs that they run.

It is made when it is opened, and nothing in it is anybody's feedback, so it can grow old but give
nothing away.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs.home import build_home
from blocks.notices import build_notice_home
from bot.features.debrief_list import listed, owing
from bot.slack import replies
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailable

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Event

AWAY = (
    "The store did not answer, so I can't show what you owe and what you run. Nothing is lost: "
    "come back to this page in a minute."
)


async def opened(event: Event, desk: Desk) -> Reply:
    """Show the Home to who opened it."""
    user = event.content.get("user")
    if event.content.get("tab") == "home" and isinstance(user, str):
        try:
            view = await _home(event.tenant, desk, user)
        except StoreUnavailable:
            view = build_notice_home(AWAY)
        await desk.slack.publish_home(event.tenant, user, view)
    return replies.ACKNOWLEDGED


async def _home(tenant: str, desk: Desk, user: str) -> View:
    """What somebody reads; a guest takes no part in debriefs, so theirs is empty."""
    if (await desk.directory.person(tenant, user)).guest:
        return build_home((), ())
    owed, runs = await asyncio.gather(
        desk.debriefs.owed_by(tenant, user), desk.debriefs.run_by(tenant, user)
    )
    return build_home(await owing(tenant, desk, owed, user), await listed(tenant, desk, runs))


ROUTES = Routes(events={"app_home_opened": opened})
