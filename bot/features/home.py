"""The App Home: the scorecards that a person has to file, and the debriefs that they run.

It is drawn when it is opened. It holds nobody's feedback, so an old one gives nothing away. An
administrator also sees which known words occur in questions that the guide couldn't answer, and
switches it on and off that these are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs.home import KINDS
from blocks.notices import build_notice_home
from bot.debriefs.administrators import is_administrator, require_administrator
from bot.debriefs.home import load_rest, publish_home
from bot.debriefs.welcome import start_welcome
from bot.slack import replies
from bot.slack.fields import is_id
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Event

AWAY = (
    "I can't reach my storage right now, so I can't show your scorecards and debriefs. "
    "Nothing is lost. Come back to this page in a minute."
)


NO_REST = "This page is out of date. Open it again."


async def open_home(event: Event, desk: Desk) -> Reply:
    """Show the Home to the person who opened it, unless their account is gone."""
    user = event.content.get("user")
    if event.content.get("tab") != "home" or not is_id(user):
        return replies.ACKNOWLEDGED
    if (await desk.directory.find_person(event.tenant, user)).gone:
        return replies.ACKNOWLEDGED
    try:
        await publish_home(event.tenant, desk, user)
        if is_administrator(event.tenant, desk, user):
            start_welcome(desk, event.tenant, user)
    except StoreUnavailableError:
        await desk.slack.publish_home(event.tenant, user, build_notice_home(AWAY))
    return replies.ACKNOWLEDGED


async def show_rest(action: Action, desk: Desk) -> Reply:
    """Show what the Home has no room for."""
    if action.value not in KINDS:
        raise HiringDeskError(NO_REST)
    view = load_rest(action.tenant, desk, action.user, action.value)
    return await open_modal(action, desk, view)


async def start_counting(action: Action, desk: Desk) -> Reply:
    """Count the known words of unanswered questions from now on."""
    require_administrator(action, desk)
    await desk.unanswered_words.start(action.tenant)
    await publish_home(action.tenant, desk, action.user)
    return replies.ACKNOWLEDGED


async def stop_counting(action: Action, desk: Desk) -> Reply:
    """Stop that, and delete the counts."""
    require_administrator(action, desk)
    await desk.unanswered_words.stop(action.tenant)
    await publish_home(action.tenant, desk, action.user)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    actions={
        ids.HOME_REST: show_rest,
        ids.WORDS_COUNT: start_counting,
        ids.WORDS_STOP: stop_counting,
    },
    events={"app_home_opened": open_home},
)
