"""Tells administrators that the content has a mistake, and that it is in order again: once each."""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from blocks.content_notices import Mistake, build_content_in_order, build_content_wrong
from bot.slack.client import SlackRefusedError, SlackUnreachableError
from bot.slack.refusals import explain_refusal
from bot.slack.tokens import NoAccessError
from bot.store.errors import StoreUnavailableError
from bot.store.keys import make_digest
from hiring.debriefs.role_text import read_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.desk import Desk
    from hiring.guide.problem import Problem
    from hiring.guide.role import Guide

IN_ORDER: Final = "in_order"
"""What stands for content without a mistake, where other states are digests."""
ONE_WORKSPACE: Final = "-"
"""Stands for the workspace in a key where there is only one, and entries name none."""

log = logging.getLogger(__name__)


async def tell_administrators(
    desk: Desk, own: Path, mistakes: Sequence[Problem], told: dict[str, str]
) -> None:
    """Tell each administrator of the mistakes in the folder `own`, or that there are none any more.

    `told` is what this process has told each: see ADMINISTRATORS. Who can't be told now, since
    Slack or the store can't be reached, stays out of it, and is told by the next call.
    """
    state = make_digest(*map(str, mistakes)) if mistakes else IN_ORDER
    for entry in sorted(desk.administrators):
        if told.get(entry) != state:
            try:
                await _tell(desk, entry, own, mistakes, state)
            except (StoreUnavailableError, SlackUnreachableError):
                continue
            except SlackRefusedError as refusal:
                if refusal.retry_after:
                    continue
                log.warning("an administrator was not told: %s", explain_refusal(refusal.code))
            except NoAccessError as error:
                log.warning("an administrator was not told: %s", error.sentence)
            told[entry] = state


async def _tell(desk: Desk, entry: str, own: Path, mistakes: Sequence[Problem], state: str) -> None:
    tenant, _, user = entry.rpartition(":")
    if not await desk.content_notices.claim(
        tenant or ONE_WORKSPACE, user, state, only_after_another=not mistakes
    ):
        return
    message = (
        build_content_wrong([_locate(each, own, desk.guide) for each in mistakes])
        if mistakes
        else build_content_in_order()
    )
    await desk.slack.post_message(tenant, await desk.directory.find_dm(tenant, user), message)


def _locate(problem: Problem, own: Path, guide: Guide) -> Mistake:
    """Where a mistake is, in words: `roles/data-engineer/red-flags.yml` has a role and a name."""
    if not problem.file.is_relative_to(own) or problem.file == own:
        return Mistake("", "")
    path = PurePath(problem.file.relative_to(own))
    folder, name = path.parts[:-1], path.name.partition(".")[0].replace("-", " ")
    if folder[:1] != ("roles",) or len(folder) == 1:
        return Mistake("", name, problem.line)
    role = guide.roles.get(folder[1])
    return Mistake(role.about.title if role else read_id(folder[1]), name, problem.line)
