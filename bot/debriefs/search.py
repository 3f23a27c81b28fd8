"""Looks for debriefs in all private channels that a person and the bot are both in.

Who is in which channel is what Slack says at that moment. The channels' own lists name the
debriefs, and what they say is compared after it was decrypted, so that nothing that can be searched
is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.find_answers import FoundDebriefs, build_find_answer
from blocks.debriefs.lists import SHOWN
from bot.debriefs.context import GUESTS
from bot.debriefs.named import describe_named
from hiring.debriefs.debrief_search import match_debrief, read_search
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.requests import Action, Command
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.debrief_search import Search


async def find_debriefs(
    request: Command | Action, desk: Desk, typed: str, page: int = 0
) -> Message:
    """A page (from 0) of the debriefs that match a text; of equals, those of this channel first.

    Raises NotAllowedError for guests, who can't take part in debriefs.
    """
    tenant, user = request.tenant, request.user
    if (await desk.directory.find_person(tenant, user)).guest:
        raise NotAllowedError(GUESTS)
    search = read_search(typed, desk.read_date())
    channels = await desk.directory.find_private_channels(tenant, user, max_age=0)
    newest = await desk.archive.list_newest(tenant, channels, since=search.starts_at)
    ranked = sorted(
        (
            (rank, stored)
            for stored in newest.readable
            if (rank := _rank(search, stored, desk, request.channel)) is not None
        ),
        key=lambda each: each[0],
    )
    shown = [stored for _, stored in ranked[page * SHOWN : (page + 1) * SHOWN]]
    is_label = bool(search.rest) and not (search.courses or search.months)
    return build_find_answer(
        FoundDebriefs(
            typed=search.typed,
            label=search.typed if is_label else "",
            debriefs=await describe_named(tenant, desk, user, shown),
            page=page,
            total=len(ranked),
            channels=len(channels),
            read=newest.read,
            known=newest.total,
            unreadable=newest.unreadable,
        )
    )


def _rank(
    search: Search, stored: StoredDebrief, desk: Desk, channel: str
) -> tuple[int, bool, int] | None:
    debrief = apply_due_reveal(stored.debrief, stored.now)
    match = match_debrief(search, debrief, _list_names(debrief, desk), stored.now)
    return (match[0], debrief.channel != channel, match[1]) if match else None


def _list_names(debrief: Debrief, desk: Desk) -> Iterator[str]:
    """What the debrief's role is called."""
    yield find_role_text(debrief, desk.guide.roles).title
    yield debrief.job_title
    if role := desk.guide.roles.get(debrief.role):
        yield from role.names
