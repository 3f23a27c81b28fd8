"""What each administrator was last told about the content, so that one of several processes tells.

It is stored for a month: a digest of what was wrong, and a mark of the process that told it.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from bot.store.connection import store_call
from bot.store.keys import Keys
from bot.store.scripts import load_script

if TYPE_CHECKING:
    from bot.store.connection import Store

EXPIRY_SECONDS: Final = 30 * 24 * 60 * 60


class ContentNotices:
    """The notices of all workspaces, as one process claims them."""

    def __init__(self, store: Store) -> None:
        self._claim = load_script(store, "claim_notice")
        self._mark = secrets.token_hex(8)

    @store_call()
    async def claim(self, tenant: str, user: str, state: str, *, only_after_another: bool) -> bool:
        """Whether this process is to tell a person of a state of the content.

        It is where they were last told another one; and, `only_after_another` aside, where they
        were told nothing. It stays so until they are told another one, so that a message that
        failed can be tried again. Raises StoreUnavailableError.
        """
        after = "1" if only_after_another else ""
        key = Keys(tenant).content_notice_key(user)
        return bool(await self._claim(keys=[key], args=[state, self._mark, after, EXPIRY_SECONDS]))
