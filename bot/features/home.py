"""The App Home: the scorecards that a person has to file, and the debriefs that they run.

It is drawn when it is opened. It holds nobody's feedback, so an old one gives nothing away. An
administrator also sees which known words occur in questions that the guide couldn't answer, and
switches it on and off that these are counted.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs.home import build_home
from blocks.notices import build_notice_home
from blocks.unanswered import build_unanswered_words
from bot.debriefs.administrators import is_administrator
from bot.debriefs.lists import list_debriefs, list_owed_scorecards
from bot.slack import replies
from bot.slack.fields import is_id
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block, View
    from bot.desk import Desk
    from bot.slack.directory import Person
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Event

AWAY = (
    "I can't reach my storage right now, so I can't show your scorecards and debriefs. "
    "Nothing is lost. Come back to this page in a minute."
)


NOT_YOURS = (
    "Only an administrator of Hiring Desk can change that. Who is one is said in its setting"
    " `ADMINISTRATORS`."
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
    more = await _load_unanswered_words(tenant, desk, user)
    return build_home(scorecards, debriefs, len(unreadable), more)


async def _load_unanswered_words(tenant: str, desk: Desk, user: str) -> Iterable[Block]:
    if not is_administrator(tenant, desk, user):
        return ()
    counts = await desk.unanswered_words.load(tenant)
    return build_unanswered_words(counts.words if counts.on else None)


async def start_counting(action: Action, desk: Desk) -> Reply:
    """Count the known words of unanswered questions from now on."""
    _require_administrator(action, desk)
    await desk.unanswered_words.start(action.tenant)
    return await _draw_again(action, desk)


async def stop_counting(action: Action, desk: Desk) -> Reply:
    """Stop that, and delete the counts."""
    _require_administrator(action, desk)
    await desk.unanswered_words.stop(action.tenant)
    return await _draw_again(action, desk)


def _require_administrator(action: Action, desk: Desk) -> None:
    if not is_administrator(action.tenant, desk, action.user):
        raise HiringDeskError(NOT_YOURS)


async def _draw_again(action: Action, desk: Desk) -> Reply:
    person = await desk.directory.find_person(action.tenant, action.user)
    view = await _load_home(action.tenant, desk, person)
    await desk.slack.publish_home(action.tenant, action.user, view)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    actions={ids.WORDS_COUNT: start_counting, ids.WORDS_STOP: stop_counting},
    events={"app_home_opened": open_home},
)
