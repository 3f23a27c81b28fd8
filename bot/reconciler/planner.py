"""Which messages of a debrief should exist in Slack, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.render import build_messages
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import Timing, list_people_concerned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from blocks.kit import Message
    from bot.calendars import Calendars
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import Content, Outlook
    from hiring.debriefs.trouble import Trouble
    from hiring.guide.role import Guide


class Planner:
    """Plans with the guide's words and the working days of the people concerned.

    `native`: Slack's own charts and tables are used. `reveal_grace` is in seconds.
    """

    def __init__(
        self,
        read_guide: Callable[[], Guide],
        calendars: Calendars,
        *,
        native: bool,
        reveal_grace: int,
    ) -> None:
        self._read_guide = read_guide
        self._calendars = calendars
        self._native = native
        self._reveal_grace = reveal_grace

    async def plan(self, tenant: str, debrief: Debrief, now: int) -> Outlook:
        """The messages that should exist now."""
        calendars = await self._calendars.find(tenant, list_people_concerned(debrief))
        return compute_outlook(debrief, now, Timing(self._reveal_grace, calendars))

    def render(self, debrief: Debrief, content: Content | Trouble) -> Sequence[Message]:
        """A content as messages: more than one if it is too long for one."""
        text = find_role_text(debrief, self._read_guide().roles)
        return build_messages(content, text, native=self._native)
