"""Where a bot token comes from: the settings, or the installation in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from slack_sdk.oauth.installation_store import Bot

    from bot.store.installations import Installations

NOT_INSTALLED: Final = "Hiring Desk is not installed in this workspace any more."
NOT_ALLOWED: Final = (
    "This Hiring Desk isn't open to this workspace, so nothing was done. "
    "If that is a mistake, ask the person who runs it to allow the workspace."
)
ORG_WIDE: Final = (
    "Hiring Desk works in single workspaces and can't be installed for a whole organisation. "
    "Nothing was done. Install it in each workspace that needs it."
)


class NoAccessError(HiringDeskError):
    """There is no token to act with in a workspace, or it must not be used."""


class Tokens:
    """Finds the token of a workspace: `token` if it is set, else the installation's.

    `allowed`: ids of workspaces and organisations; if empty, every workspace may use the app.
    Methods raise what the store raises.
    """

    def __init__(
        self,
        token: str | None,
        installations: Installations | None,
        allowed: AbstractSet[str] = frozenset(),
    ) -> None:
        self.token = token
        self._installations = installations
        self._allowed = allowed

    async def find(self, tenant: str, *, org_wide: bool = False) -> str:
        """The token of a workspace. Raises NoAccessError, also if a request is `org_wide`."""
        if not self._installations:
            return self.token or ""
        bot = None if org_wide else await self._find_bot(tenant)
        if org_wide or (bot and bot.is_enterprise_install):
            raise NoAccessError(ORG_WIDE)
        if not bot:
            raise NoAccessError(NOT_INSTALLED)
        if not is_allowed(self._allowed, bot.team_id, bot.enterprise_id):
            raise NoAccessError(NOT_ALLOWED)
        return str(bot.bot_token)

    async def find_for_refusal(self, tenant: str) -> str:
        """The token of a workspace, allowed or not, to tell a person that it isn't; or empty."""
        bot = await self._find_bot(tenant)
        return str(bot.bot_token) if bot else self.token or ""

    async def require_allowed(self, tenant: str) -> None:
        """Raise NoAccessError for a request from a workspace that isn't allowed."""
        if not self._allowed or tenant in self._allowed:
            return
        bot = await self._find_bot(tenant)  # it knows the organisation
        if not (bot and is_allowed(self._allowed, bot.team_id, bot.enterprise_id)):
            raise NoAccessError(NOT_ALLOWED)

    async def _find_bot(self, tenant: str) -> Bot | None:
        if not self._installations:
            return None
        return await self._installations.async_find_bot(enterprise_id=None, team_id=tenant)


def is_allowed(allowed: AbstractSet[str], team_id: str | None, enterprise_id: str | None) -> bool:
    """Whether a workspace, or the organisation that it belongs to, is among those allowed."""
    return not allowed or not allowed.isdisjoint({team_id, enterprise_id})
