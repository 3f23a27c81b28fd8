"""The settings decide which store is opened, and with which keys."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from bot.store.errors import KeyringError
from bot.store.from_settings import open_store
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder


async def test_without_an_address_a_server_runs_with_a_key_file_of_its_own(folder: Path) -> None:
    wanted = Settings(_env_file=None, data_dir=folder)
    async with open_store(wanted) as (store, keyring):
        await store.set("sample", 1, ex=60)
        encrypted = keyring.encrypt(b"sample", ("place",))
    assert (folder / "encryption.keys").stat().st_mode & 0o777 == 0o600
    async with open_store(wanted) as (store, keyring):
        assert await store.get("sample") == b"1"
        assert keyring.decrypt(encrypted, ("place",)) == b"sample"


async def test_keys_from_the_settings_take_the_place_of_the_file(folder: Path) -> None:
    wanted = Settings(_env_file=None, data_dir=folder, encryption_keys=KEY)
    async with open_store(wanted):
        assert not (folder / "encryption.keys").exists()


async def test_an_address_is_used_with_the_keys_that_were_given(valkey_url: str) -> None:
    wanted = Settings(_env_file=None, redis_url=valkey_url, encryption_keys=KEY)
    async with open_store(wanted) as (store, _):
        assert await store.ping()
    with pytest.raises(KeyringError):
        async with open_store(wanted.model_copy(update={"encryption_keys": None})):
            pass
