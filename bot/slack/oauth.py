"""Installing the app into a workspace: Bolt's flow on our store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import read_secret
from bot.slack.environment import without_slack_variables
from bot.slack.proxy import make_proxy_finder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import aiohttp

    from bot.settings import Settings
    from bot.store.installations import Installations
    from bot.store.oauth_states import OAuthStates


def build_oauth_flow(  # noqa: PLR0913 - the parts of an installation
    settings: Settings,
    scopes: Sequence[str],
    session: aiohttp.ClientSession,
    installations: Installations,
    states: OAuthStates,
    *,
    install_path: str,
    redirect_path: str,
) -> AsyncOAuthFlow:
    """Build the flow. A state is good once, for ten minutes, in the browser that asked for it."""
    client = AsyncWebClient(base_url=settings.slack_api_url, session=session, retry_handlers=[])
    client.proxy = make_proxy_finder()(settings.slack_api_url)
    with without_slack_variables():
        return AsyncOAuthFlow(
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
