"""What the reconciler must know of debriefs: what should stand, how it looks, who is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks.debriefs.render import build_messages
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.state import Timing, get_end_time
from hiring.debriefs.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Message
    from bot.slack.directory import Directory
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import Outlook, PlannedMessage
    from hiring.guide.role import Guide


@dataclass(frozen=True, slots=True)
class DebriefModel:
    """Debriefs for `bot.reconciler.loop`, which knows no record by itself."""

    guide: Guide
    directory: Directory
    native: bool  # whether Slack's own charts and tables are used
    reveal_grace: int  # in seconds, for debriefs that are opened now

    async def outlook(self, tenant: str, record: Debrief, now: int) -> Outlook:
        """What should stand in Slack; the owner's working days are those of their time zone."""
        owner = await self.directory.person(tenant, record.owner)
        return compute_outlook(record, now, Timing(self.reveal_grace, owner.utc_offset))

    def render(self, record: Debrief, standing: PlannedMessage, /) -> Sequence[Message]:
        """A content as messages."""
        return build_messages(
            standing.content, self.guide.roles.get(record.role), native=self.native
        )

    def channel(self, record: Debrief) -> str:
        """The channel that it was opened in."""
        return record.channel

    def is_running(self, record: Debrief, _: int) -> bool:
        """Whether a root that somebody deleted is needed."""
        return get_end_time(record) is None

    def in_charge(self, record: Debrief) -> Sequence[str]:
        """The owner, else the decider."""
        return (record.owner, record.decider)

    def trouble(
        self, record: Debrief, held: tuple[str, ...], unknown: tuple[str, ...]
    ) -> Sequence[Message]:
        """What could not be done in Slack."""
        content = Trouble(record.id, record.label, record.channel, held, unknown)
        return build_messages(content, self.guide.roles.get(record.role), native=self.native)
