"""A backup holds all that was acknowledged before it began, and is of use with its keys only."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from redis.exceptions import ResponseError

from bot.settings import Settings
from bot.store.backup import MANIFEST, PLACE, backup
from bot.store.clock import Clock
from bot.store.debriefs import Debriefs
from bot.store.due import Due
from bot.store.errors import BackupError, DebriefUnreadableError, KeyringError
from bot.store.from_settings import KEY_FILE, open_store
from tests.sample_debriefs import act, add_one, count, sample_debrief
from tests.store.conftest import TENANT
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.connection import Store
    from bot.store.encryption import Keyring

RECORDS = 20


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder


def wanted(data_dir: Path) -> Settings:
    return Settings(_env_file=None, data_dir=data_dir)


def debriefs_in(opened: tuple[Store, Keyring]) -> Debriefs:
    store, keyring = opened
    return Debriefs(store, keyring, Due(store, Clock()))


async def fill(debriefs: Debriefs) -> list[str]:
    """The ids of new debriefs."""
    opened = [
        await debriefs.open(TENANT, act(f"V{number}"), lambda new, _: sample_debrief(new))
        for number in range(RECORDS)
    ]
    return [stored.debrief.id for stored in opened]


async def test_a_backup_of_a_running_store_has_every_record_that_was_acknowledged(
    folder: Path,
) -> None:
    """While writes go on, and while the server rewrites its files."""
    async with open_store(wanted(folder / "old")) as opened:
        debriefs = debriefs_in(opened)
        ids = await fill(debriefs)
        acknowledged, enough = dict.fromkeys(ids, 1), asyncio.Event()

        async def busy() -> None:
            number = 0
            while not enough.is_set():  # Python 3.11: a cancellation may be lost in the client
                number += 1
                debrief_id = ids[number % RECORDS]
                acknowledged[debrief_id] = (
                    await debriefs.change(TENANT, debrief_id, act(f"C{number}"), add_one)
                ).revision

        writing = asyncio.create_task(busy())
        before: list[dict[str, int]] = []
        for number in range(5):
            with suppress(ResponseError):  # it is at it still
                await opened[0].bgrewriteaof()
            before.append(dict(acknowledged))
            await asyncio.to_thread(backup, folder / "old", folder / f"saved{number}")
        enough.set()
        await writing
    for number, revisions in enumerate(before):
        restored = folder / f"saved{number}"
        shutil.copy2(folder / "old" / KEY_FILE, restored)
        async with open_store(wanted(restored)) as opened:
            debriefs = debriefs_in(opened)
            for debrief_id, revision in revisions.items():
                stored = await debriefs.load(TENANT, debrief_id)
                assert stored.revision >= revision
                assert count(stored.debrief) == stored.revision - 1
                assert len(await debriefs.load_history(TENANT, debrief_id)) == stored.revision


async def test_a_backup_of_a_store_that_does_not_run_is_the_same(folder: Path) -> None:
    async with open_store(wanted(folder / "old")) as opened:
        ids = await fill(debriefs_in(opened))
    size = backup(folder / "old", folder / "saved")
    copied = [path for path in (folder / "saved").rglob("*") if path.is_file()]
    assert size == sum(path.stat().st_size for path in copied)
    assert [path.name for path in copied if path.name == KEY_FILE] == []
    for path in (folder / "saved", *(folder / "saved").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    shutil.copy2(folder / "old" / KEY_FILE, folder / "saved")
    async with open_store(wanted(folder / "saved")) as opened:
        assert [
            (await debriefs_in(opened).load(TENANT, debrief_id)).debrief.id for debrief_id in ids
        ] == ids


async def test_without_its_keys_a_restored_store_does_not_start_and_makes_no_new_ones(
    folder: Path,
) -> None:
    async with open_store(wanted(folder / "old")) as opened:
        await fill(debriefs_in(opened))
    backup(folder / "old", folder / "saved")
    for _ in range(2):
        with pytest.raises(KeyringError, match=r"encryption\.keys is missing") as missing:
            async with open_store(wanted(folder / "saved")):
                pass
        assert "Put it back" in missing.value.sentence
    assert not (folder / "saved" / KEY_FILE).exists()


async def test_with_other_keys_each_record_says_that_it_cannot_be_read(folder: Path) -> None:
    async with open_store(wanted(folder / "old")) as opened:
        ids = await fill(debriefs_in(opened))
    async with open_store(wanted(folder / "other")):
        pass
    backup(folder / "old", folder / "saved")
    shutil.copy2(folder / "other" / KEY_FILE, folder / "saved")
    async with open_store(wanted(folder / "saved")) as opened:
        with pytest.raises(DebriefUnreadableError) as refused:
            await debriefs_in(opened).load(TENANT, ids[0])
    assert "not among ENCRYPTION_KEYS" in refused.value.reason


def test_a_folder_that_is_there_already_is_left_alone(folder: Path) -> None:
    (folder / "saved").mkdir()
    with pytest.raises(BackupError, match="new folder"):
        backup(folder, folder / "saved")


def test_where_there_is_no_data_there_is_no_backup(folder: Path) -> None:
    with pytest.raises(BackupError, match="no data"):
        backup(folder, folder / "saved")
    with pytest.raises(BackupError, match="No such file or directory"):
        backup(folder, folder / "nowhere" / "saved")
    assert list(folder.iterdir()) == []


def test_a_backup_that_fails_names_what_the_operator_named(folder: Path) -> None:
    """And not the draft that it is written to first."""
    place = files(folder / "old", "1.aof")
    (place / "1.aof").mkdir()
    with pytest.raises(BackupError) as failed:
        backup(folder / "old", folder / "saved")
    assert failed.value.sentence == (
        f"The backup failed: {place / '1.aof'} can't be read: Is a directory."
    )
    (place / "1.aof").rmdir()
    (place / "1.aof").touch()
    too_long = folder / ("x" * 300)
    for target in (Path("/proc/saved"), folder / "old" / PLACE / "1.aof" / "saved"):
        with pytest.raises(BackupError) as failed:
            backup(folder / "old", target)
        assert ".backup-" not in failed.value.sentence
        assert str(target) in failed.value.sentence
    with pytest.raises(BackupError, match="File name too long") as failed:
        backup(folder / "old", too_long)
    assert failed.value.sentence.startswith(f"The backup can't be written to {too_long}: ")


def print_key(source: str, folder: Path, key: str) -> Settings:
    """Settings that take this key from a file, a setting or a command."""
    if source == "file":
        folder.mkdir()
        (folder / KEY_FILE).write_text(key)
        (folder / KEY_FILE).chmod(0o600)
        return wanted(folder)
    if source == "setting":
        return Settings(_env_file=None, data_dir=folder, encryption_keys=key)
    return Settings(_env_file=None, data_dir=folder, encryption_keys_command=f"echo {key}")


@pytest.mark.parametrize("source", ["file", "setting", "command"])
async def test_a_backup_holds_no_key_in_any_form(source: str, folder: Path) -> None:
    """Neither the master key nor, in the clear, the key of a debrief."""
    secret = bytes(range(100, 132))
    settings = print_key(source, folder / "old", base64.b64encode(secret).decode())
    async with open_store(settings) as opened:
        ids = await fill(debriefs_in(opened))
        data_keys = [
            (await debriefs_in(opened).load(TENANT, debrief_id)).data_key.secret
            for debrief_id in ids
        ]
    backup(folder / "old", folder / "saved")
    copied = [path for path in (folder / "saved").rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in copied)
    assert ids[0].encode() in content
    for key in (secret, *data_keys):
        for form in (key, base64.b64encode(key), key.hex().encode()):
            assert form not in content
    assert [path.name for path in copied if "key" in path.name] == []


def files(data_dir: Path, *names: str) -> Path:
    place = data_dir / PLACE
    place.mkdir(parents=True)
    named(place, *names)
    return place


def named(place: Path, *names: str) -> None:
    (place / MANIFEST).write_text("".join(f"file {name} seq 1 type i\n" for name in names))


def test_files_that_are_never_all_there_are_no_backup(folder: Path) -> None:
    files(folder / "old", "gone.aof")
    with pytest.raises(BackupError, match="Try again"):
        backup(folder / "old", folder / "saved")
    assert [path.name for path in folder.iterdir()] == ["old"]


async def test_files_that_were_rewritten_meanwhile_are_copied_anew(folder: Path) -> None:
    """A pipe in the place of a file: what reads it waits for us."""
    place = files(folder / "old", "1.aof")
    os.mkfifo(place / "1.aof")
    copying = asyncio.create_task(asyncio.to_thread(backup, folder / "old", folder / "saved"))
    with await asyncio.to_thread((place / "1.aof").open, "wb") as pipe:
        (place / "2.aof").write_bytes(b"rewritten")
        named(place, "2.aof")
        pipe.write(b"former")
    await copying
    assert (folder / "saved" / PLACE / "2.aof").read_bytes() == b"rewritten"
    copied = {path.name for path in (folder / "saved" / PLACE).iterdir()}
    assert copied == {"2.aof", MANIFEST}
    assert "2.aof" in (folder / "saved" / PLACE / MANIFEST).read_text()
