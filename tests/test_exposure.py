"""What others on the machine can reach: refused if they could act as us, else a warning."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import exposure
from bot.exposure import check_at_start, find_exposed_backups, find_exposures
from bot.settings import Settings, SettingsError
from bot.store.backup import backup
from bot.store.from_settings import open_store
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "xoxb-of-tests"
SIGNED = {"slack_bot_token": SECRET, "slack_signing_secret": "of-tests"}
KEYS = {"encryption_keys_command": "print-keys"}


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory that doesn't count as one for temporary files."""
    with short_folder() as folder:
        folder.chmod(0o755)
        monkeypatch.chdir(folder)
        monkeypatch.setattr(exposure, "_TEMPORARY", ())
        monkeypatch.setattr(tempfile, "gettempdir", lambda: "/nowhere")
        yield folder


def build_settings(**more: Any) -> Settings:  # noqa: ANN401 - of any type
    return Settings(_env_file=None, **{**SIGNED, **KEYS, **more})


def find(settings: Settings | None = None, **more: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    exposures = find_exposures(settings or build_settings(), **more)
    return [(each.severity, each.sentence) for each in exposures]


def write_env(mode: int, text: str = f"SLACK_BOT_TOKEN={SECRET}\n") -> None:
    Path(".env").write_text(text, encoding="utf-8")
    Path(".env").chmod(mode)


def test_closed_files_are_no_exposure(folder: Path) -> None:
    write_env(0o600)
    (folder / ".data").mkdir(mode=0o700)
    assert find() == []


@pytest.mark.parametrize(
    ("mode", "severity", "said"),
    [
        (0o600, None, ""),
        (0o400, None, ""),
        (0o640, "warning", "The group of .env can read or change the secrets"),
        (0o660, "warning", "The group of .env"),
        (0o644, "wrong", "Everybody on this machine can read the secrets in .env: chmod 600 .env."),
        (0o604, "wrong", "Everybody on this machine can read"),
        (0o602, "refused", "Everybody on this machine can change .env"),
        (0o666, "refused", "Everybody on this machine can change .env"),
    ],
)
def test_an_env_file_with_secrets_is_for_its_owner(
    mode: int, severity: str | None, said: str
) -> None:
    write_env(mode)
    assert [(each, said in sentence) for each, sentence in find()] == (
        [(severity, True)] if severity else []
    )


@pytest.mark.parametrize("text", ["", "PORT=4000\n", "SLACK_BOT_TOKEN=\n", "SEAL_HOST_NOTE=Us.\n"])
def test_an_env_file_without_secrets_may_be_read_and_not_changed(text: str) -> None:
    """Whoever changes it can have Hiring Desk run a module of theirs."""
    write_env(0o644, text)
    assert find() == []
    write_env(0o646, text)
    assert [severity for severity, _ in find()] == ["refused"]


@pytest.mark.parametrize("name", ["SLACK_SIGNING_SECRET", "encryption_keys", "REDIS_URL"])
def test_every_secret_setting_counts_however_it_is_written(name: str) -> None:
    write_env(0o644, f"export {name}='of-tests'\n")
    assert [severity for severity, _ in find()] == ["wrong"]


def test_a_folder_in_which_everybody_can_put_another_env_file_is_refused(folder: Path) -> None:
    write_env(0o600)
    folder.chmod(0o777)
    assert "refused" in [severity for severity, _ in find(build_settings(redis_url="redis://x"))]
    folder.chmod(0o1777)
    assert find(build_settings(redis_url="redis://x")) == []


@pytest.mark.parametrize(
    ("of_data", "of_parent", "severity", "said"),
    [
        (0o700, 0o755, None, ""),
        (0o700, 0o1777, None, ""),  # the sticky bit: nobody else can rename it
        (0o700, 0o775, None, ""),
        (0o750, 0o755, "warning", "Others can look into DATA_DIR"),
        (0o705, 0o755, "warning", "Others can look into DATA_DIR"),
        (0o770, 0o755, "warning", "Others can look into DATA_DIR"),
        (0o707, 0o755, "refused", "Everybody on this machine can write to DATA_DIR"),
        (0o1777, 0o755, "refused", "Everybody on this machine can write to DATA_DIR"),
        (0o700, 0o777, "refused", "put another folder in the place of DATA_DIR"),
        (None, 0o777, "refused", "put another folder in the place of DATA_DIR"),
        (None, 0o755, None, ""),
    ],
)
def test_a_data_folder_is_closed_and_nobody_else_can_replace_it(
    of_data: int | None, of_parent: int, severity: str | None, said: str, folder: Path
) -> None:
    data_dir = folder / "parent" / "more" / "data"
    data_dir.parent.mkdir(parents=True)
    if of_data is not None:
        data_dir.mkdir()
        data_dir.chmod(of_data)
    data_dir.parent.parent.chmod(of_parent)
    exposures = find(build_settings(data_dir=data_dir))
    assert [(each, said in sentence) for each, sentence in exposures] == (
        [(severity, True)] if severity else []
    )
    assert all(str(data_dir) in sentence for _, sentence in exposures)
    assert find(build_settings(data_dir=data_dir, redis_url="redis://x")) == []


def test_a_link_is_followed_to_where_the_data_is(folder: Path) -> None:
    (folder / "open").mkdir()
    (folder / "open").chmod(0o777)
    (folder / ".data").symlink_to(folder / "open" / "data")
    assert [severity for severity, _ in find()] == ["refused"]


def test_a_folder_for_temporary_files_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with short_folder() as folder:
        monkeypatch.chdir(folder)
        [(severity, sentence)] = find()
        assert (severity, "temporary files" in sentence) == ("warning", True)


MOUNTED = [
    ("server:/x {} nfs4 rw 0 0", "nfs4"),
    ("//server/x {} cifs rw 0 0", "cifs"),
    ("me@server: {} fuse.sshfs rw 0 0", "fuse.sshfs"),
    ("/dev/sdb1 {} ext4 rw 0 0", None),
    ("server:/x {}/elsewhere nfs4 rw 0 0", None),
    ("server:/x {}x nfs4 rw 0 0", None),
    ("server:/x / nfs4 rw 0 0\n/dev/sdb1 {} ext4 rw 0 0", None),
    ("/dev/sdb1 / ext4 rw 0 0\nserver:/x {} nfs rw 0 0", "nfs"),
    ("garbage\n\n", None),
]


@pytest.mark.parametrize(("lines", "kind"), MOUNTED)
def test_a_network_drive_is_a_warning(lines: str, kind: str | None, folder: Path) -> None:
    """The nearest mount counts, and a space in its name is written in octal."""
    drive = folder / "a drive"
    mounts = folder / "mounts"
    mounts.write_text(lines.format(str(drive).replace(" ", "\\040")))
    exposures = find(build_settings(data_dir=drive / "data"), mounts=mounts)
    assert [(severity, f"network drive ({kind})" in said) for severity, said in exposures] == (
        [("warning", True)] if kind else []
    )
    mounts.unlink()
    assert find(build_settings(data_dir=drive / "data"), mounts=mounts) == []


@pytest.mark.parametrize(
    "given",
    [
        {"encryption_keys_command": "print-keys"},
        {"encryption_keys": "keys"},
        {"redis_url": "redis://x"},
    ],
)
def test_a_key_file_beside_the_data_is_a_warning(given: dict[str, str]) -> None:
    """It is made unless the keys come from elsewhere."""
    [(severity, sentence)] = find(build_settings(encryption_keys_command=None))
    assert (severity, "lies beside the data" in sentence) == ("warning", True)
    assert find(Settings(_env_file=None, **SIGNED, **given)) == []  # type: ignore[arg-type]


def test_a_key_file_that_is_left_over_is_a_warning(folder: Path) -> None:
    """Once the keys come from elsewhere, it still opens all that was encrypted with it."""
    (folder / ".data").mkdir(mode=0o700)
    (folder / ".data" / "encryption.keys").touch(mode=0o600)
    [(severity, sentence)] = find()
    assert (severity, "still lies beside the data" in sentence) == ("warning", True)


def test_what_lets_others_act_as_us_stops_the_start() -> None:
    """Also in the local workspace."""
    write_env(0o666)
    for settings in (build_settings(), Settings(_env_file=None)):
        with pytest.raises(SettingsError, match=r"can change \.env"):
            check_at_start(settings)


def test_what_lets_others_read_is_logged_at_the_start_unless_it_is_for_trying_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    write_env(0o644)
    check_at_start(Settings(_env_file=None))
    assert caplog.text == ""
    check_at_start(build_settings(encryption_keys_command=None))
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "can read the secrets in .env" in caplog.text
    assert "lies beside the data" in caplog.text
    assert SECRET not in caplog.text


async def test_a_backup_that_others_can_read_is_named(folder: Path) -> None:
    """As it is made, it is closed; a careless copy of it is not."""
    async with open_store(Settings(_env_file=None, data_dir=folder / "data")):
        pass
    backup(folder / "data", folder / "saved")
    assert list(find_exposed_backups(folder / "nowhere")) == []
    assert list(find_exposed_backups(folder)) == []
    shutil.copytree(folder / "saved", folder / "copied")
    for path in (folder / "copied", *(folder / "copied").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    [exposed] = find_exposed_backups(folder)
    assert exposed.sentence == (
        f"Others on this machine can read the backup {folder / 'copied'}: "
        f"chmod -R go= {folder / 'copied'}"
    )
    (folder / "copied").chmod(0o700)  # what is in it can't be reached
    assert list(find_exposed_backups(folder)) == []
    (folder / "copied").chmod(0o710)
    assert len(list(find_exposed_backups(folder))) == 1
