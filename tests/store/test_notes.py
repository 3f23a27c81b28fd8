"""Notes are read by their author only, go with the debrief's key, and never get lost."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.store.encryption import SIZES, Key
from bot.store.errors import DecryptionError
from bot.store.keys import Keys
from bot.store.notes import Notes
from hiring.debriefs.notes import SeatNotes, TypedNote, Typing, save_notes
from hiring.errors import NewerVersionError
from tests.store.conftest import TENANT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.store.conftest import Kit

KEY = Key(bytes(range(32)))
PLACE = (TENANT, "d1", KEY, "s1", "U0SAM")
KEY_NAME = Keys(TENANT).notes_key("d1")


def write(window: str, text: str, field: str = "general") -> Callable[[SeatNotes], SeatNotes]:
    typing = Typing(window, (TypedNote(field, 0, text),), 3000)
    return lambda notes: save_notes(notes, typing)


async def test_notes_come_back_to_their_author_only(desk: Kit) -> None:
    notes = Notes(desk.store)
    saved = await notes.change(*PLACE, write("V1", "Feedback 4711"))
    assert await notes.load(*PLACE) == saved
    assert saved.find("general").text == "Feedback 4711"
    for debrief, seat, user in (("d2", "s1", "U0SAM"), ("d1", "s2", "U0SAM"), ("d1", "s1", "U0X")):
        assert await notes.load(TENANT, debrief, KEY, seat, user) == SeatNotes()
    assert await notes.load_all(TENANT, "d1", KEY) == {"s1/U0SAM": saved}


async def test_notes_are_encrypted_for_their_place_and_never_expire(desk: Kit) -> None:
    notes = Notes(desk.store)
    await notes.change(*PLACE, write("V1", "Feedback 4711"))
    encrypted = await desk.store.hget(KEY_NAME, "s1/U0SAM")
    assert isinstance(encrypted, bytes)
    assert b"4711" not in encrypted
    assert len(encrypted) == SIZES[0]
    assert await desk.store.ttl(KEY_NAME) == -1
    await desk.store.hset(KEY_NAME, "s1/U0INES", encrypted)
    with pytest.raises(DecryptionError):
        await notes.load(TENANT, "d1", KEY, "s1", "U0INES")
    with pytest.raises(DecryptionError):
        await notes.load(TENANT, "d1", Key(bytes(32)), "s1", "U0SAM")


async def test_what_is_no_change_is_not_written_unless_it_must_be(desk: Kit) -> None:
    notes = Notes(desk.store)
    await notes.change(*PLACE, lambda before: before, even_if_unchanged=True)
    assert not await desk.store.exists(KEY_NAME)
    await notes.change(*PLACE, write("V1", "Once"))
    before = await desk.store.hget(KEY_NAME, "s1/U0SAM")
    await notes.change(*PLACE, write("V1", "Once"))
    assert await desk.store.hget(KEY_NAME, "s1/U0SAM") == before
    await notes.change(*PLACE, write("V1", "Once"), even_if_unchanged=True)
    assert await desk.store.hget(KEY_NAME, "s1/U0SAM") != before


async def test_windows_that_save_at_once_lose_nothing_to_each_other(desk: Kit) -> None:
    notes = Notes(desk.store)
    saves = [notes.change(*PLACE, write(f"V{n}", f"Line {n}", f"q.{n % 2}")) for n in range(8)]
    await asyncio.gather(*saves)
    stored = await notes.load(*PLACE)
    shown = "\n".join(stored.find(f"q.{n}").text for n in (0, 1)).split("\n")
    assert sorted(shown) == [f"Line {n}" for n in range(8)]


async def test_damaged_notes_are_replaced_and_those_of_a_later_version_are_not(desk: Kit) -> None:
    notes = Notes(desk.store)
    await desk.store.hset(KEY_NAME, "s1/U0SAM", b"\x02damaged")
    with pytest.raises(DecryptionError):
        await notes.load(*PLACE)
    await notes.change(*PLACE, write("V1", "Written again"))
    assert (await notes.load(*PLACE)).find("general").text == "Written again"
    later = json.dumps({"version": 99}).encode()
    encrypted = KEY.encrypt(later, (TENANT, "d1", "notes", "s1", "U0SAM"))
    await desk.store.hset(KEY_NAME, "s1/U0SAM", encrypted)
    with pytest.raises(NewerVersionError):
        await notes.change(*PLACE, write("V1", "Not this"))
    assert await desk.store.hget(KEY_NAME, "s1/U0SAM") == encrypted
