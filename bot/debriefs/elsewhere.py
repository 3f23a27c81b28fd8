"""`/debrief` in direct messages, in a public channel, or wherever else no debrief can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs.elsewhere import OwnDebriefs, build_elsewhere_answer
from blocks.debriefs.lists import SHOWN
from bot.debriefs.home import list_runs
from bot.debriefs.lists import list_owed_scorecards

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.requests import Command


async def answer_elsewhere(command: Command, desk: Desk, why: str, label: str) -> Message:
    """What the person has to file and, in direct messages, what they run; `label` was typed."""
    tenant, user = command.tenant, command.user
    owed = await desk.debriefs.list_owed_by(tenant, user)
    scorecards = await list_owed_scorecards(tenant, desk, owed.readable, user)
    own = OwnDebriefs(
        user,
        scorecards[:SHOWN],
        more_owed=max(len(scorecards) - SHOWN, 0) + owed.more,
        unreadable=len(owed.unreadable),
    )
    if not command.channel.startswith("D"):  # a channel, or a group's direct messages
        return build_elsewhere_answer(why, own, label)
    running = await desk.debriefs.list_run_by(tenant, user)
    own = replace(
        own,
        runs=await list_runs(tenant, desk, running.readable, user, SHOWN),
        more_runs=max(len(running.readable) - SHOWN, 0) + running.more,
        unreadable=len({*owed.unreadable, *running.unreadable}),
    )
    return build_elsewhere_answer(why, own, label)
