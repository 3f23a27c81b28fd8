"""A submitted form is kept for its author, channel and role, encrypted, for 30 days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.store.drafts import EXPIRY_SECONDS, DraftLocation, Drafts
from bot.store.encryption import Key, Keyring
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from bot.store.connection import Store

RING = Keyring((Key(bytes(range(32))),))
OTHER_RING = Keyring((Key(bytes(32)),))
MINE = DraftLocation("T0001", "jd", "U0MAYA", "C0HIRING", "sample")
DRAFT = {"company": "Sample 4711"}


async def test_a_draft_is_read_by_its_author_in_its_channel_about_its_role(store: Store) -> None:
    drafts = Drafts(store, RING)
    await drafts.save(MINE, DRAFT)
    assert await drafts.load(MINE) == DRAFT
    for other in (
        replace(MINE, user="U0SAM"),
        replace(MINE, channel="C0OTHER"),
        replace(MINE, role="other"),
        replace(MINE, form="jd-shared"),
        replace(MINE, tenant="T0002"),
    ):
        assert await drafts.load(other) is None
    await drafts.delete(MINE)
    assert await drafts.load(MINE) is None


async def test_a_draft_is_encrypted_and_forgotten_after_30_days(store: Store) -> None:
    await Drafts(store, RING).save(MINE, DRAFT)
    encrypted = await store.get(MINE.key)
    assert isinstance(encrypted, bytes)
    assert b"4711" not in encrypted
    assert EXPIRY_SECONDS - 5 <= await store.ttl(MINE.key) <= EXPIRY_SECONDS


async def test_a_draft_that_our_keys_do_not_decrypt_is_an_error_until_it_is_replaced(
    store: Store,
) -> None:
    """Also one that somebody moved to another place."""
    await Drafts(store, RING).save(MINE, DRAFT)
    with pytest.raises(UnreadableError):
        await Drafts(store, OTHER_RING).load(MINE)
    moved = replace(MINE, user="U0SAM")
    await store.copy(MINE.key, moved.key)
    with pytest.raises(UnreadableError):
        await Drafts(store, RING).load(moved)
    await Drafts(store, RING).save(moved, DRAFT)
    assert await Drafts(store, RING).load(moved) == DRAFT
