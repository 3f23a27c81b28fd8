"""Forms about a debrief as somebody has half filled them in, kept for them alone.

A draft of a scorecard is feedback, so it is encrypted with the debrief's own data key: once that is
erased, nobody can read the draft either. It is forgotten 30 days after it was last saved.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Key

Json: TypeAlias = dict[str, Any]

EXPIRY_SECONDS = 30 * 24 * 60 * 60


class FormDrafts:
    """The drafts of all people. Every method raises StoreUnavailable.

    `key` is the debrief's data key, `Kept.key`; `form` names the form and what it is about, such
    as a seat's id, in letters and digits.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @store_call()
    async def load(self, tenant: str, debrief: str, key: Key, form: str, user: str) -> Json | None:
        """The draft, or None where there is none. Raises DecryptionError."""
        place = Keys(tenant).form_draft(debrief, form, user)
        encrypted = cast("bytes | None", await self._store.get(place))
        if encrypted is None:
            return None
        draft: Json = json.loads(key.decrypt(encrypted, _place(tenant, debrief, form, user)))
        return draft

    @store_call()
    async def save(  # noqa: PLR0913, PLR0917 - where the draft stands
        self, tenant: str, debrief: str, key: Key, form: str, user: str, draft: Json
    ) -> None:
        """Keep a draft in place of the former one."""
        encrypted = key.encrypt(json.dumps(draft).encode(), _place(tenant, debrief, form, user))
        place = Keys(tenant).form_draft(debrief, form, user)
        await self._store.set(place, encrypted, ex=EXPIRY_SECONDS)

    @store_call()
    async def delete(self, tenant: str, debrief: str, form: str, user: str) -> None:
        """Forget a draft: its form was submitted."""
        await self._store.delete(Keys(tenant).form_draft(debrief, form, user))


def _place(tenant: str, debrief: str, form: str, user: str) -> AssociatedData:
    return (tenant, debrief, "form draft", form, user)
