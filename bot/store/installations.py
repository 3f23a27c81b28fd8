"""The workspaces that installed the app: their bot tokens, encrypted.

Hiring Desk asks for bot scopes only, so it keeps one bot per workspace and nothing per person, as
Slack's SDK suggests for that case. With Bolt: `installation_store_bot_only=True`.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore

from bot.store.connection import store_call
from bot.store.encrypted_values import read_value, write_value
from bot.store.errors import InstallationUnreadableError
from bot.store.keys import Keys
from hiring.errors import UnreadableError
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from slack_sdk.oauth.installation_store import Installation

    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Keyring

CLOCKS_SECONDS = 5
"""How far Slack's clock, of which events tell the whole second, and ours may be apart."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredBot:
    """What is stored of a bot, by the names of Slack's SDK. Times in seconds."""

    app_id: str | None
    enterprise_id: str | None
    enterprise_name: str | None
    team_id: str | None
    team_name: str | None
    bot_token: str
    bot_id: str
    bot_user_id: str
    bot_scopes: list[str]
    bot_refresh_token: str | None
    bot_token_expires_at: int | None
    is_enterprise_install: bool
    installed_at: float
    custom_values: dict[str, Any]


FORMAT: Final = StoredFormat("installation of Hiring Desk", StoredBot)


class Installations(AsyncInstallationStore):
    """The bots by workspace; one installed org-wide is stored under the organisation's id.

    Every method raises StoreUnavailableError. An installation of a newer version is never written
    over: NewerVersionError is raised.
    """

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    @property
    def logger(self) -> logging.Logger:
        """The logger that the SDK's interface asks for."""
        return log

    async def async_save(self, installation: Installation) -> None:
        """Save the bot of an installation."""
        await self.async_save_bot(installation.to_bot())

    @store_call()
    async def async_save_bot(self, bot: Bot) -> None:
        """Save a bot in place of the workspace's earlier one."""
        tenant = _tenant(bot.enterprise_id, bot.team_id, org_wide=bot.is_enterprise_install)
        stored = StoredBot(**{field.name: getattr(bot, field.name) for field in fields(StoredBot)})
        await write_value(*self._where(tenant), stored)

    @store_call()
    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of a workspace or, installed org-wide, of an organisation.

        Raises InstallationUnreadableError.
        """
        tenant = _tenant(enterprise_id, team_id, org_wide=bool(is_enterprise_install))
        try:
            stored = await read_value(*self._where(tenant))
        except UnreadableError as error:
            log.error("the installation of %s can't be read: %s", tenant, error.sentence)  # noqa: TRY400 - the sentence says it
            raise InstallationUnreadableError(error.sentence) from None
        return Bot(**asdict(stored)) if stored else None

    @store_call()
    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete a bot, once its token was revoked. Org-wide: `team_id` is None."""
        await self._store.delete(Keys(_tenant(enterprise_id, team_id)).installation_key())

    async def delete_installed_by(self, tenant: str, time: int) -> bool:
        """Delete a workspace's bot unless it was installed after `time`; 0 is any time.

        Returns whether that is so: the workspace has no bot now.
        """
        try:
            bot = await self.async_find_bot(enterprise_id=None, team_id=tenant)
        except InstallationUnreadableError:  # logged, and of no use to anybody
            bot = None
        if bot and time and bot.installed_at > time + CLOCKS_SECONDS:
            log.info("the installation of %s is later than its removal, and stays", tenant)
            return False
        await self.async_delete_bot(enterprise_id=None, team_id=tenant)
        return True

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Do nothing: no person's token is stored."""

    async def async_delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete a workspace's bot, once it uninstalled the app. Org-wide: `team_id` is None."""
        await self.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    def _where(
        self, tenant: str
    ) -> tuple[Store, str, Keyring, AssociatedData, StoredFormat[StoredBot]]:
        associated_data = ("installation", tenant)
        return self._store, Keys(tenant).installation_key(), self._keyring, associated_data, FORMAT


def _tenant(enterprise_id: str | None, team_id: str | None, *, org_wide: bool = False) -> str:
    return (enterprise_id if org_wide else team_id or enterprise_id) or ""
