"""OAuth states: what /slack/install hands out and /slack/oauth_redirect accepts, once."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.store import keys
from bot.store.connection import store_call

if TYPE_CHECKING:
    from bot.store.connection import Store

EXPIRY_SECONDS = 10 * 60


class OAuthStates(AsyncOAuthStateStore):
    """Random states, each valid once for ten minutes. Every method raises StoreUnavailableError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def logger(self) -> logging.Logger:
        """The logger that the SDK's interface asks for."""
        return logging.getLogger(__name__)

    @store_call()
    async def async_issue(self, *_args: object, **_kwargs: object) -> str:
        """A new state."""
        state = secrets.token_urlsafe(32)
        await self._store.set(keys.oauth_state_key(state), 1, ex=EXPIRY_SECONDS)
        return state

    @store_call()
    async def async_consume(self, state: str) -> bool:
        """Whether `state` was issued and is used for the first time."""
        return bool(await self._store.delete(keys.oauth_state_key(state)))
