"""Tells administrators once of mistakes in the content, of their end, and of unfinished roles."""

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

    Without a mistake, they are told which roles nobody is offered, since these are unfinished.

    `told` is what this process has told each: see ADMINISTRATORS. Who can't be told now, since
    Slack or the store can't be reached, stays out of it, and is told by the next call.
    """
    unfinished = desk.loaded_guide.unfinished_roles
    told_of = map(str, mistakes) if mistakes else (role.id for role in unfinished)
    state = make_digest(*told_of) if mistakes or unfinished else IN_ORDER
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
        tenant or ONE_WORKSPACE, user, state, only_after_another=state == IN_ORDER
    ):
        return
    message = (
        build_content_wrong(
            list(dict.fromkeys(_locate(each, own, desk.loaded_guide) for each in mistakes))
        )
        if mistakes
        else build_content_in_order(
            [role.about.title for role in desk.loaded_guide.unfinished_roles]
        )
    )
    await desk.slack.post_message(tenant, await desk.directory.find_dm(tenant, user), message)


def _locate(problem: Problem, own: Path, guide: Guide) -> Mistake:
    """A mistake, its place in words: `roles/data-engineer/red-flags.yml` has a role and a name."""
    what = f"{problem.message}."
    if not problem.file.is_relative_to(own) or problem.file == own:
        return Mistake("", "", what)
    path = PurePath(problem.file.relative_to(own))
    folder, name = path.parts[:-1], path.name.partition(".")[0].replace("-", " ")
    if folder[:1] != ("roles",) or len(folder) == 1:
        return Mistake("", name, what, problem.line)
    role = (guide.with_unfinished or guide).roles.get(folder[1])
    title = role.about.title if role else folder[1].replace("-", " ").title()
    return Mistake(title, name, what, problem.line)
