"""The App Home: the scorecards that a person has to file, and the debriefs that they run.

It is drawn when it is opened. It holds nobody's feedback, so an old one gives nothing away.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs.home import build_home
from blocks.notices import build_notice_home
from bot.debriefs.lists import list_debriefs, list_owed_scorecards
from bot.slack import replies
from bot.slack.fields import is_id
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.directory import Person
    from bot.slack.replies import Reply
    from bot.slack.requests import Event

AWAY = (
    "I can't reach my storage right now, so I can't show your scorecards and debriefs. "
    "Nothing is lost. Come back to this page in a minute."
)


async def open_home(event: Event, desk: Desk) -> Reply:
    """Show the Home to the person who opened it; nobody is left to show it to who is gone."""
    user = event.content.get("user")
    if event.content.get("tab") != "home" or not is_id(user):
        return replies.ACKNOWLEDGED
    person = await desk.directory.find_person(event.tenant, user)
    if person.gone:
        return replies.ACKNOWLEDGED
    try:
        view = await _load_home(event.tenant, desk, person)
    except StoreUnavailableError:
        view = build_notice_home(AWAY)
    await desk.slack.publish_home(event.tenant, user, view)
    return replies.ACKNOWLEDGED


async def _load_home(tenant: str, desk: Desk, person: Person) -> View:
    """A person's Home; a guest can't take part in debriefs, so theirs is empty."""
    user = person.id
    if person.guest:
        return build_home((), ())
    owed, running = await asyncio.gather(
        desk.debriefs.list_owed_by(tenant, user), desk.debriefs.list_run_by(tenant, user)
    )
    scorecards = await list_owed_scorecards(tenant, desk, owed.readable, user)
    unreadable = {*owed.unreadable, *running.unreadable}
    debriefs = await list_debriefs(tenant, desk, running.readable)
    return build_home(scorecards, debriefs, len(unreadable))


ROUTES = Routes(events={"app_home_opened": open_home})
