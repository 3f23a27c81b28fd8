"""The workspaces that installed the app: their bot tokens, encrypted.

Hiring Desk asks for bot scopes only, so it keeps one bot per workspace and nothing per person, as
Slack's SDK suggests for that case. With Bolt: `installation_store_bot_only=True`.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, cast

from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore

from bot.store.connection import store_call
from bot.store.keys import Keys

if TYPE_CHECKING:
    from slack_sdk.oauth.installation_store import Installation

    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Keyring


class Installations(AsyncInstallationStore):
    """The bots by workspace; one installed org-wide is kept under the organisation's id.

    Every method raises StoreUnavailable.
    """

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    @property
    def logger(self) -> logging.Logger:
        """The logger that the SDK's interface asks for."""
        return logging.getLogger(__name__)

    async def async_save(self, installation: Installation) -> None:
        """Keep the bot of an installation."""
        await self.async_save_bot(installation.to_bot())

    @store_call()
    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a bot, in place of the workspace's former one."""
        tenant = _tenant(bot.enterprise_id, bot.team_id, org_wide=bot.is_enterprise_install)
        encrypted = self._keyring.encrypt(json.dumps(vars(bot)).encode(), _place(tenant))
        await self._store.set(Keys(tenant).installation(), encrypted)

    @store_call()
    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of a workspace or, installed org-wide, of an organisation.

        Raises DecryptionError.
        """
        tenant = _tenant(enterprise_id, team_id, org_wide=bool(is_enterprise_install))
        encrypted = cast("bytes | None", await self._store.get(Keys(tenant).installation()))
        if encrypted is None:
            return None
        return Bot(**json.loads(self._keyring.decrypt(encrypted, _place(tenant))))

    @store_call()
    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a bot, once its token was revoked. Org-wide: `team_id` is None."""
        await self._store.delete(Keys(_tenant(enterprise_id, team_id)).installation())

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing to forget: no person's token is kept."""

    async def async_delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace, once it uninstalled the app. Org-wide: `team_id` is None."""
        await self.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)


def _tenant(enterprise_id: str | None, team_id: str | None, *, org_wide: bool = False) -> str:
    return (enterprise_id if org_wide else team_id or enterprise_id) or ""


def _place(tenant: str) -> AssociatedData:
    return ("installation", tenant)
