"""A process that stops lets the call to Slack that was begun end, and begins no other."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from blocks.kit import message, section
from blocks.mrkdwn import escape
from bot.reconciler.visit import Visit
from bot.reconciler.wanted_message import WantedMessage
from bot.run import reconciling
from bot.slack.tasks import Tasks
from bot.store import keys
from hiring.debriefs.planned_messages import InDM
from tests.reconciler.conftest import CHANNEL_ID, TENANT, in_dm

FILED = escape("Filed")

if TYPE_CHECKING:
    from tests.reconciler.conftest import World


async def test_a_visit_asks_slack_for_nothing_more_and_is_due_at_once(world: World) -> None:
    """Not even where a message would go: a visit of many messages would outlast the stop."""
    await world.want(card=in_dm("U0MAYA", "Filed"))
    lease = await world.kit.due.lease_next(keys.get_shard(TENANT))
    assert lease
    visit = Visit(world.tools, lease, asyncio.Event())
    visit.stopping.set()
    await visit.book.load(CHANNEL_ID)
    wanted = WantedMessage(InDM("U0MAYA"), message(FILED, [section(FILED, "words")]), "digest")
    await visit.ensure_message("card", wanted)
    assert await world.calls("conversations.open") == 0
    assert visit.book.next_look == lease.now
    await world.kit.due.finish(lease, visit.book.next_look)
    await world.settle()
    assert await world.dm("maya") == ["Filed"]


async def test_a_loop_whose_cancellation_was_swallowed_is_not_begun_again() -> None:
    """Or it would spin for ever, and nothing else would ever run."""
    begun = []

    class Reconciling:
        async def run(self, _: Tasks) -> None:
            begun.append(self)
            if len(begun) > 1:
                raise asyncio.CancelledError  # so that this test ends
            with suppress(asyncio.CancelledError):  # as the store's client may, on Python 3.11
                await asyncio.Event().wait()

    async with reconciling([cast("Any", Reconciling())], Tasks()):
        await asyncio.sleep(0)
    assert len(begun) == 1
