"""A person's Home: what it shows, and bringing one that is open up to date.

It is published when somebody opens it, and again by the reconciler's loop for people whenever what
it shows has changed (`refresh_home`). It is compared with what was published last, so that Slack
is not asked twice for the same.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from blocks.debriefs.home import build_home
from blocks.unanswered import build_unanswered_words
from bot.debriefs.administrators import is_administrator
from bot.debriefs.lists import list_debriefs, list_owed_scorecards
from bot.slack.client import SlackRefusedError
from bot.slack.refusals import ACCESS_LOST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block, View
    from bot.desk import Desk

log = logging.getLogger(__name__)


async def publish_home(tenant: str, desk: Desk, user: str) -> None:
    """Show a person their Home, and remember that they have opened it."""
    view = await load_home(tenant, desk, user)
    await desk.slack.publish_home(tenant, user, view)
    await desk.homes.save(tenant, user, desk.homes.make_fingerprint(view.payload))


async def refresh_home(desk: Desk, tenant: str, user: str) -> None:
    """Publish a Home again if it was ever opened and shows something else by now.

    Raises SlackUnreachableError, SlackRefusedError where Slack wants a pause or refuses the token,
    and what the store raises.
    """
    published = await desk.homes.load(tenant, user)
    if published is None or (await desk.directory.find_person(tenant, user)).gone:
        return
    view = await load_home(tenant, desk, user)
    fingerprint = desk.homes.make_fingerprint(view.payload)
    if fingerprint == published:
        return
    try:
        await desk.slack.publish_home(tenant, user, view)
    except SlackRefusedError as refusal:
        if refusal.retry_after or refusal.code in ACCESS_LOST:
            raise
        log.info("a Home is left as it is: %s", refusal.code)
    await desk.homes.save(tenant, user, fingerprint)


async def load_home(tenant: str, desk: Desk, user: str) -> View:
    """A person's Home; a guest can't take part in debriefs, so theirs is empty."""
    if (await desk.directory.find_person(tenant, user)).guest:
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
