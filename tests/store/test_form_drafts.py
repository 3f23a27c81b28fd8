"""A draft is read by its author only, and by nobody once the debrief's key is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.encryption import Key
from bot.store.errors import DecryptionError
from bot.store.form_drafts import EXPIRY_SECONDS, FormDrafts
from bot.store.keys import Keys

if TYPE_CHECKING:
    from tests.store.conftest import Kit

KEY = Key(bytes(range(32)))
DRAFT = {"evidence": "Feedback 4711"}


async def test_a_draft_comes_back_until_it_is_deleted(desk: Kit) -> None:
    drafts = FormDrafts(desk.store)
    await drafts.save("T0001", "d1", KEY, "card.s1", "U0SAM", DRAFT)
    assert await drafts.load("T0001", "d1", KEY, "card.s1", "U0SAM") == DRAFT
    for other in (("d2", "card.s1", "U0SAM"), ("d1", "card.s2", "U0SAM"), ("d1", "card.s1", "U0X")):
        assert await drafts.load("T0001", other[0], KEY, *other[1:]) is None
    await drafts.delete("T0001", "d1", "card.s1", "U0SAM")
    assert await drafts.load("T0001", "d1", KEY, "card.s1", "U0SAM") is None


async def test_a_draft_is_encrypted_for_its_place_and_kept_for_30_days(desk: Kit) -> None:
    drafts = FormDrafts(desk.store)
    await drafts.save("T0001", "d1", KEY, "card.s1", "U0SAM", DRAFT)
    place = Keys("T0001").form_draft_key("d1", "card.s1", "U0SAM")
    encrypted = await desk.store.get(place)
    assert isinstance(encrypted, bytes)
    assert b"4711" not in encrypted
    assert EXPIRY_SECONDS - 5 <= await desk.store.ttl(place) <= EXPIRY_SECONDS
    await desk.store.set(Keys("T0001").form_draft_key("d1", "card.s1", "U0INES"), encrypted, ex=60)
    with pytest.raises(DecryptionError):
        await drafts.load("T0001", "d1", KEY, "card.s1", "U0INES")
    with pytest.raises(DecryptionError):
        await drafts.load("T0001", "d1", Key(bytes(32)), "card.s1", "U0SAM")
