"""`/debrief stats`: figures of the workspace for administrators, of one's own debriefs for owners.

The workspace's are those of the private channels that the bot is in; one's own are of those that
the person is in as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.stats_answer import build_stats_answer
from bot.debriefs.administrators import is_administrator
from bot.debriefs.people import require_participant
from hiring.debriefs.state import apply_due_reveal
from hiring.debriefs.stats import compute_stats, get_first_time

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.desk import Desk


async def load_stats(tenant: str, desk: Desk, user: str) -> Message:
    """The figures that a person may see. Raises NotAllowedError for those who can't take part."""
    await require_participant(tenant, desk, user)
    today = desk.read_date()
    own_channels = await desk.directory.find_private_channels(tenant, user)
    administers = is_administrator(tenant, desk, user)
    channels = await desk.directory.find_private_channels(tenant) if administers else own_channels
    newest = await desk.archive.list_newest(tenant, channels, since=get_first_time(today))
    debriefs = [apply_due_reveal(stored.debrief, stored.now) for stored in newest.readable]
    own = [each for each in debriefs if each.owner == user and each.channel in own_channels]
    return build_stats_answer(
        compute_stats(debriefs, today, user) if administers else None,
        compute_stats(own, today, user) if own else None,
        read=newest.read,
        known=newest.total,
        native=desk.native,
    )
