"""Installing the app into a workspace: Bolt's flow on our store."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NoReturn

import aiohttp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import read_secret
from bot.slack.environment import without_slack_variables
from bot.slack.proxy import make_proxy_finder
from bot.slack.tasks import describe_error
from bot.slack.tokens import NOT_ALLOWED, ORG_WIDE, is_allowed
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_sdk.oauth.installation_store import Installation

    from bot.settings import Settings
    from bot.store.due import Due
    from bot.store.installations import Installations
    from bot.store.oauth_states import OAuthStates

log = logging.getLogger(__name__)


class InstallationRefusedError(HiringDeskError):
    """The app was not installed: the workspace isn't allowed, or it was a whole organisation."""


class _Flow(AsyncOAuthFlow):
    """Bolt's flow, which stores only what is allowed and then takes up the workspace's work."""

    def __init__(
        self,
        *,
        allowed: AbstractSet[str],
        queues: Sequence[Due],
        client: AsyncWebClient,
        settings: AsyncOAuthSettings,
    ) -> None:
        super().__init__(client=client, settings=settings)
        self._allowed = allowed
        self._queues = queues

    async def store_installation(
        self, request: AsyncBoltRequest, installation: Installation
    ) -> None:
        """Store it, and go on with debriefs of an earlier installation.

        Raises InstallationRefusedError, after the token was revoked, and what the store raises.
        """
        if installation.is_enterprise_install:
            await self._refuse(installation, ORG_WIDE)
        if not is_allowed(self._allowed, installation.team_id, installation.enterprise_id):
            await self._refuse(installation, NOT_ALLOWED)
        await super().store_installation(request, installation)
        for due in self._queues:
            await due.wake_tenant(str(installation.team_id))

    async def _refuse(self, installation: Installation, sentence: str) -> NoReturn:
        """Give the token back: nobody could use it, and it should not be left in the world."""
        try:
            await self.client.auth_revoke(token=installation.bot_token)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            reason = describe_error(error)
            log.error("a refused installation's token is not revoked: %s", reason)  # noqa: TRY400 - not its text
        log.warning("an installation was refused: %s", sentence)
        raise InstallationRefusedError(sentence)


def build_oauth_flow(  # noqa: PLR0913, PLR0917 - the parts of an installation
    settings: Settings,
    scopes: Sequence[str],
    session: aiohttp.ClientSession,
    installations: Installations,
    states: OAuthStates,
    queues: Sequence[Due],
    *,
    install_path: str,
    redirect_path: str,
) -> AsyncOAuthFlow:
    """Build the flow. A state is good once, for ten minutes, in the browser that asked for it."""
    client = AsyncWebClient(base_url=settings.slack_api_url, session=session, retry_handlers=[])
    client.proxy = make_proxy_finder()(settings.slack_api_url)
    with without_slack_variables():
        return _Flow(
            allowed=settings.workspace_ids,
            queues=queues,
            client=client,
            settings=AsyncOAuthSettings(
                client_id=read_secret(settings.slack_client_id),
                client_secret=read_secret(settings.slack_client_secret),
                scopes=list(scopes),
                installation_store=installations,
                installation_store_bot_only=True,
                state_store=states,
                install_path=install_path,
                redirect_uri_path=redirect_path,
                install_page_rendering_enabled=False,
            ),
        )
