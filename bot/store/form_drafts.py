"""Forms about a debrief as a person has half filled them in, stored for them alone.

A draft of a scorecard is feedback, so it is encrypted with the debrief's own data key: once that is
erased, nobody can read the draft either. It is forgotten 30 days after it was last saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.store.connection import store_call
from bot.store.encrypted_values import read_value, write_value
from bot.store.keys import Keys
from hiring.debriefs.scorecard import replace_former_codes
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Key

Json: TypeAlias = dict[str, Any]

EXPIRY_SECONDS = 30 * 24 * 60 * 60


def _make_rating_codes_equally_long(content: Json) -> Json:
    """1 → 2: the size of a draft doesn't tell which ratings are in it."""
    fields = content.get("fields")
    return content if fields is None else content | {"fields": replace_former_codes(fields)}


FORMAT: Final[StoredFormat[Json]] = StoredFormat(
    "draft", dict, upgrades=(_make_rating_codes_equally_long,)
)


class FormDrafts:
    """The drafts of all people. Every method raises StoreUnavailableError.

    `key` is the debrief's data key, `StoredDebrief.data_key`. `form` names the form and what it is
    about, such as a seat's id, in letters and digits.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @store_call()
    async def load(self, tenant: str, debrief: str, key: Key, form: str, user: str) -> Json | None:
        """The draft, or None if there is none. Raises UnreadableError."""
        name, associated_data = _locate(tenant, debrief, form, user)
        return await read_value(self._store, name, key, associated_data, FORMAT)

    @store_call()
    async def save(  # noqa: PLR0913, PLR0917 - where the draft is
        self, tenant: str, debrief: str, key: Key, form: str, user: str, draft: Json
    ) -> None:
        """Save a draft in place of the earlier one, for 30 days from now.

        Raises NewerVersionError if a newer version of Hiring Desk wrote the earlier one.
        """
        name, associated_data = _locate(tenant, debrief, form, user)
        await write_value(
            self._store, name, key, associated_data, FORMAT, draft, expiry=EXPIRY_SECONDS
        )

    @store_call()
    async def exists(self, tenant: str, debrief: str, form: str, user: str) -> bool:
        """Whether there is a draft, readable or not."""
        return bool(await self._store.exists(Keys(tenant).form_draft_key(debrief, form, user)))

    @store_call()
    async def delete(self, tenant: str, debrief: str, form: str, user: str) -> None:
        """Delete a draft."""
        await self._store.delete(Keys(tenant).form_draft_key(debrief, form, user))


def _locate(tenant: str, debrief: str, form: str, user: str) -> tuple[str, AssociatedData]:
    """The key of a draft, and the data that its encryption is bound to."""
    associated_data = (tenant, debrief, "form draft", form, user)
    return Keys(tenant).form_draft_key(debrief, form, user), associated_data
