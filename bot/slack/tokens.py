"""Where a bot token comes from: the settings, or the installation in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.store.installations import Installations

NOT_INSTALLED = "Hiring Desk is not installed in this workspace any more."


class Tokens:
    """Finds the token for a request: `token` where it is set, else the installation's."""

    def __init__(self, token: str | None, installations: Installations | None) -> None:
        self.token = token
        self._installations = installations

    async def find(
        self, team_id: str | None, enterprise_id: str | None = None, *, org_wide: bool = False
    ) -> str:
        """The token of a workspace or, installed org-wide, of an organisation.

        Raises HiringDeskError if the app is not installed, and what the store raises.
        """
        if not self._installations:
            return self.token or ""
        bot = await self._installations.async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=org_wide
        )
        if not bot:
            raise HiringDeskError(NOT_INSTALLED)
        return str(bot.bot_token)
