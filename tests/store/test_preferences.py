"""What people have set about reminders, in a real store."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.store.keys import Keys
from bot.store.preferences import PreferenceStore
from hiring.errors import NewerVersionError
from hiring.preferences import FORMAT, NOTHING_SET, Hours, Preferences
from hiring.work_calendar import Absence, KitTime
from tests.store.conftest import KEYRING, TENANT

if TYPE_CHECKING:
    from tests.store.conftest import Kit

AWAY = (Absence(date(2026, 12, 21), date(2027, 1, 3)),)
SAM = Preferences((0, 1, 2), Hours(480, 1020), "DE-BY", KitTime.HOUR_BEFORE, AWAY)
COMPANY = Preferences(days=(6, 0, 1, 2, 3), reminders=5)


async def test_what_people_and_their_workspace_have_set_is_read_in_one_call(desk: Kit) -> None:
    preferences = PreferenceStore(desk.store, KEYRING)
    assert (await preferences.load(TENANT, ["U1"])).people == {"U1": NOTHING_SET}

    await preferences.save(TENANT, "U1", SAM)
    await preferences.save_of_workspace(TENANT, COMPANY)
    stored = await preferences.load(TENANT, ["U1", "U2", "U1"])

    assert stored.people == {"U1": SAM, "U2": NOTHING_SET}
    assert stored.workspace == COMPANY
    assert (await preferences.load("T0002", ["U1"])).people == {"U1": NOTHING_SET}


async def test_nothing_of_it_can_be_read_in_the_store_and_nothing_is_left_once_it_is_unset(
    desk: Kit,
) -> None:
    preferences = PreferenceStore(desk.store, KEYRING)
    key = Keys(TENANT).preferences_key("U1")
    await preferences.save(TENANT, "U1", SAM)

    value = await desk.store.get(key)
    assert isinstance(value, bytes)
    assert not any(part in value for part in (b"2026", b'"DE"', b"days"))
    assert await desk.store.ttl(key) == -1

    await preferences.save(TENANT, "U1", NOTHING_SET)
    assert await desk.store.get(key) is None


async def test_settings_put_in_the_place_of_somebody_elses_count_as_not_set(
    desk: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    """So does what is damaged: nobody's reminder waits for it. It is logged without a name."""
    preferences, keys = PreferenceStore(desk.store, KEYRING), Keys(TENANT)
    await preferences.save(TENANT, "U1", SAM)
    moved = await desk.store.get(keys.preferences_key("U1"))
    assert isinstance(moved, bytes)
    await desk.store.set(keys.preferences_key("U2"), moved)
    await desk.store.set(keys.workspace_preferences_key(), b"nonsense")

    with caplog.at_level(logging.ERROR):
        stored = await preferences.load(TENANT, ["U1", "U2"])

    assert stored.people == {"U1": SAM, "U2": NOTHING_SET}
    assert stored.workspace == NOTHING_SET
    assert [TENANT in message for message in caplog.messages] == [True, True]
    await preferences.save(TENANT, "U2", replace(SAM, absences=()))
    assert (await preferences.load(TENANT, ["U2"])).people["U2"].days == SAM.days


async def test_settings_of_a_newer_version_are_not_written_over(desk: Kit) -> None:
    preferences, keys = PreferenceStore(desk.store, KEYRING), Keys(TENANT)
    newer = json.loads(FORMAT.dump(SAM)) | {"version": FORMAT.version + 1, "more": 1}
    where = (TENANT, "preferences", "U1")
    await desk.store.set(
        keys.preferences_key("U1"), KEYRING.encrypt(json.dumps(newer).encode(), where)
    )

    with pytest.raises(NewerVersionError):
        await preferences.save(TENANT, "U1", COMPANY)
    assert (await preferences.load(TENANT, ["U1"])).people["U1"] == NOTHING_SET
