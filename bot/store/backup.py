"""A copy of the embedded store's data, taken while it runs or not.

The append-only file is a few files and a manifest that names them. Only the last one grows, at its
end, with all that was acknowledged; where a copy ends in the middle of a write, Valkey
reads up to the last whole one. Now and then the server rewrites them all, and the manifest with
them: so a copy is good if the manifest is the same before and after.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from bot.store.errors import BackupError

ATTEMPTS = 5
PLACE = Path("valkey", "appendonlydir")
"""Where the files lie, both in DATA_DIR and in a backup."""
MANIFEST = "appendonly.aof.manifest"


def backup(data_dir: Path, target: Path) -> int:
    """Copy the data in `data_dir` to the new folder `target`. The number of bytes.

    `target` can serve as a DATA_DIR once `encryption.keys` lies in it: the keys are not copied.
    It appears when it is whole, or not at all. Raises BackupError.
    """
    try:
        if target.exists():
            raise BackupError(f"{target} exists already: name a new folder.")
        draft = Path(tempfile.mkdtemp(prefix=".backup-", dir=target.absolute().parent))
        try:
            size = _copy_folder(data_dir / PLACE, draft / PLACE)
            draft.rename(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise BackupError(_explain(error, data_dir / PLACE, target)) from None
    return size


def _explain(error: OSError, source: Path, target: Path) -> str:
    """Why a backup failed. The draft's name would tell nobody anything."""
    name = Path(str(error.filename))
    if name.parent == source:
        return f"The backup failed: {name} can't be read: {error.strerror}."
    return f"The backup can't be written to {target}: {error.strerror}."


def _copy_folder(source: Path, target: Path) -> int:
    if not (source / MANIFEST).exists():
        raise BackupError(f"There is no data in {source}.")
    for folder in (target.parent, target):
        folder.mkdir(mode=0o700)
    for _ in range(ATTEMPTS):
        for earlier in target.iterdir():
            earlier.unlink()
        manifest = (source / MANIFEST).read_bytes()
        names = [line.split()[1] for line in manifest.decode().splitlines()]
        try:
            size = sum(_copy_file(source / name, target / name) for name in names)
        except FileNotFoundError:
            continue
        if (source / MANIFEST).read_bytes() == manifest:
            return size + _copy_file(source / MANIFEST, target / MANIFEST)
    raise BackupError("The store kept rewriting its files during the backup. Try again.")


def _copy_file(source: Path, target: Path) -> int:
    """Copy a file, down to the disk. The number of bytes."""
    with source.open("rb") as read, target.open("wb") as written:
        target.chmod(0o600)
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
        return written.tell()
