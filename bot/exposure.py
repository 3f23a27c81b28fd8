"""Files of Hiring Desk that other users of the machine could read or change.

What lets others act as Hiring Desk stops the start. What lets them read something is a warning: the
file's mode may be right for a container, and debriefs with due times would wait.
"""

from __future__ import annotations

import logging
import re
import shlex
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pydantic import SecretStr
from pydantic_settings import DotEnvSettingsSource

from bot.settings import Mode, Settings, SettingsError
from bot.store.backup import MANIFEST, PLACE
from bot.store.from_settings import KEY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

Severity: TypeAlias = Literal["refused", "wrong", "warning"]
"""Refused: the start stops. Otherwise it logs a warning. `doctor` fails unless it is a warning."""

ENV_FILE: Final = Path(".env")
MOUNTS: Final = Path("/proc/self/mounts")
_TEMPORARY: Final = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - to warn of them
_NETWORK: Final = frozenset(
    {"afs", "beegfs", "ceph", "cifs", "glusterfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"}
) | {"fuse.ceph", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exposure:
    """Something that others on the machine can reach, and a sentence that says what to do."""

    severity: Severity
    sentence: str


def check_at_start(settings: Settings) -> None:
    """Log what others can reach. Raises SettingsError for what lets them act as Hiring Desk.

    The local workspace is for trying things out, so nothing is logged there.
    """
    for exposure in find_exposures(settings):
        if exposure.severity == "refused":
            raise SettingsError(exposure.sentence)
        if settings.mode is not Mode.LOCAL:
            log.warning("%s", exposure.sentence)


def find_exposures(settings: Settings, mounts: Path = MOUNTS) -> Iterator[Exposure]:
    """What others can reach of `.env` and, with the embedded store, of its data and its keys."""
    yield from _check_env_file()
    if not settings.redis_url:
        yield from _check_data_dir(settings.data_dir.resolve(), mounts)
        yield from _check_key_file(settings)


def find_exposed_backups(folder: Path) -> Iterator[Exposure]:
    """Backups in this folder that others can read."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # there is none yet, or it is closed to us, and then to a backup as well
        return
    for backup in entries:
        try:
            exposed = (backup / PLACE / MANIFEST).is_file() and _others_can_read(backup)
        except PermissionError:  # somebody else's, and closed to us
            continue
        if exposed:
            yield Exposure(
                "warning",
                f"Others on this machine can read the backup {backup}: "
                f"chmod -R go= {shlex.quote(str(backup))}",
            )


def _check_env_file() -> Iterator[Exposure]:
    if not ENV_FILE.is_file():
        return
    mode = _read_mode(ENV_FILE)
    if mode & stat.S_IWOTH or _find_open_folders(ENV_FILE.resolve().parent):
        yield Exposure(
            "refused",
            "Everybody on this machine can change .env, and with it what Hiring Desk runs: "
            "chmod 600 .env, in a folder that only you can write to.",
        )
    elif not _holds_secrets():
        return
    elif mode & stat.S_IROTH:
        yield Exposure(
            "wrong", "Everybody on this machine can read the secrets in .env: chmod 600 .env."
        )
    elif mode & (stat.S_IRGRP | stat.S_IWGRP):
        yield Exposure(
            "warning",
            "The group of .env can read or change the secrets in it. Unless that is intended: "
            "chmod 600 .env.",
        )


def _holds_secrets() -> bool:
    fields = Settings.model_fields.items()
    secret = {name for name, field in fields if field.annotation == SecretStr | None}
    return not secret.isdisjoint(DotEnvSettingsSource(Settings, ENV_FILE)())


def _check_key_file(settings: Settings) -> Iterator[Exposure]:
    path = settings.data_dir / KEY_FILE
    if not (settings.encryption_keys or settings.encryption_keys_command):
        yield Exposure(
            "warning",
            f"The key file {path} lies beside the data, so a copy of DATA_DIR has both. For real "
            "candidates, keep the keys elsewhere and set ENCRYPTION_KEYS_COMMAND "
            "(docs/security.md).",
        )
    elif path.exists():
        yield Exposure(
            "warning",
            f"The key file {path} still lies beside the data, and isn't used. Keep a copy "
            "elsewhere as long as anything is encrypted with it, and delete it.",
        )


def _check_data_dir(data_dir: Path, mounts: Path) -> Iterator[Exposure]:
    if data_dir.is_dir() and _read_mode(data_dir) & stat.S_IWOTH:
        yield Exposure(
            "refused",
            f"Everybody on this machine can write to DATA_DIR ({data_dir}): name a folder of its "
            "own, and chmod 700 it.",
        )
    elif open_folders := _find_open_folders(data_dir.parent):
        yield Exposure(
            "refused",
            f"Everybody on this machine can write to {open_folders[0]} and put another folder in "
            f"the place of DATA_DIR ({data_dir}): chmod o-w {open_folders[0]}, or name another "
            "DATA_DIR.",
        )
    elif data_dir.is_dir() and _read_mode(data_dir) & 0o077:
        yield Exposure("warning", f"Others can look into DATA_DIR ({data_dir}): chmod 700 it.")
    if any(data_dir.is_relative_to(folder) for folder in (*_TEMPORARY, tempfile.gettempdir())):
        yield Exposure(
            "warning",
            f"DATA_DIR ({data_dir}) is a place for temporary files, which may be emptied at any "
            "restart: name another one.",
        )
    if (kind := _find_file_system(data_dir, mounts)) in _NETWORK:
        yield Exposure(
            "warning",
            f"DATA_DIR ({data_dir}) is on a network drive ({kind}): other machines may read it, "
            "and what is saved may not be on a disk yet. Name a folder on a local disk.",
        )


def _find_open_folders(folder: Path) -> list[Path]:
    """The folders, from this one up, whose entries everybody can rename (no sticky bit)."""
    return [
        each
        for each in (folder, *folder.parents)
        if each.is_dir() and _read_mode(each) & stat.S_IWOTH and not _read_mode(each) & stat.S_ISVTX
    ]


def _find_file_system(folder: Path, mounts: Path) -> str:
    """The kind of file system that a folder is on; empty if the machine doesn't tell."""
    if not mounts.is_file():
        return ""
    lines = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    points = [(_unescape(fields[1]), fields[2]) for fields in lines if len(fields) > 2]  # noqa: PLR2004 - as fstab(5) says
    above = [(len(point), kind) for point, kind in points if folder.is_relative_to(point)]
    return max(above)[1] if above else ""


def _unescape(point: str) -> str:
    """A mount point as proc(5) writes it: with spaces and some others in octal."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point)


def _others_can_read(backup: Path) -> bool:
    """Whether the group or everybody can reach and read a file of a backup."""
    folders = [backup, (backup / PLACE).parent, backup / PLACE]
    files = [path for path in (backup / PLACE).iterdir() if path.is_file()]
    return any(
        all(_read_mode(folder) & enter for folder in folders)
        and any(_read_mode(file) & read for file in files)
        for enter, read in ((stat.S_IXGRP, stat.S_IRGRP), (stat.S_IXOTH, stat.S_IROTH))
    )


def _read_mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
