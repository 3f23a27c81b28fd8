"""Looks for debriefs in all private channels that a person and the bot are both in.

Who is in which channel is what Slack says at that moment. The channels' own lists name the
debriefs, and what they say is compared after it was decrypted, so that nothing that can be searched
is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.find_answers import FoundDebriefs, build_find_answer
from blocks.debriefs.lists import SHOWN
from bot.debriefs.named import describe_named
from bot.debriefs.people import require_participant
from hiring.debriefs.debrief_search import (
    drop_unknown,
    list_known_words,
    match_debrief,
    read_search,
)
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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

    Raises NotAllowedError for those who can't take part in debriefs.
    """
    tenant, user = request.tenant, request.user
    await require_participant(tenant, desk, user)
    today = desk.read_date()
    channels = await desk.directory.find_private_channels(tenant, user, max_age=0)
    newest = await desk.archive.list_newest(
        tenant, channels, since=read_search(typed, today).starts_at
    )
    words = {
        stored.debrief.id: list_known_words(stored.debrief, _list_names(stored.debrief, desk))
        for stored in newest.readable
    }
    known = {word for each in words.values() for word in each}
    search = read_search(typed, today, known)
    ranked = _rank_all(search, newest.readable, words, request.channel)
    is_label = bool(search.rest) and not (search.courses or search.periods)
    unknown: tuple[str, ...] = ()
    if not ranked and search.rest:
        narrower, unknown = drop_unknown(search, known)
        if not is_label:
            ranked = _rank_all(narrower, newest.readable, words, request.channel)
    shown = ranked[page * SHOWN : (page + 1) * SHOWN]
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
            unknown=unknown,
            by_day=search.by_day,
            by_person=search.by_person,
            unreadable=newest.unreadable,
        )
    )


def _rank_all(
    search: Search,
    debriefs: Iterable[StoredDebrief],
    words: Mapping[str, Collection[str]],
    channel: str,
) -> list[StoredDebrief]:
    """The debriefs that match, the best first; of equals, those of this channel."""
    ranked = []
    for stored in debriefs:
        debrief = apply_due_reveal(stored.debrief, stored.now)
        if match := match_debrief(search, debrief, words[debrief.id], stored.now):
            ranked.append(((match[0], debrief.channel != channel, match[1]), stored))
    ranked.sort(key=lambda each: each[0])
    return [stored for _, stored in ranked]


def _list_names(debrief: Debrief, desk: Desk) -> list[str]:
    """What the debrief's role is called."""
    role = desk.guide.roles.get(debrief.role)
    title = find_role_text(debrief, desk.guide.roles).title
    return [title, debrief.job_title, *(role.names if role else ())]
