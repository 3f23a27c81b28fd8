"""A store that hangs is named as what it is."""

from __future__ import annotations

import signal
from types import SimpleNamespace
from typing import Any

import pytest

from bot.debriefs.zones import find_zoned_people
from bot.store.connection import connect
from bot.store.encryption import Keyring
from bot.store.errors import StoreUnavailableError
from bot.store.preferences import PreferenceStore
from tests.desk import KEY, TENANT
from tests.valkey import lone_server


async def test_a_store_that_hangs_is_not_taken_for_a_slow_slack() -> None:
    """Slack's time limit begins once the store has answered."""
    with lone_server() as (path, process):
        async with connect(f"unix://{path}") as store:
            process.send_signal(signal.SIGSTOP)
            try:
                desk: Any = SimpleNamespace(
                    preferences=PreferenceStore(store, Keyring.from_setting(KEY))
                )
                with pytest.raises(StoreUnavailableError):
                    await find_zoned_people(TENANT, desk, ["U0SAM"])
            finally:
                process.send_signal(signal.SIGCONT)
