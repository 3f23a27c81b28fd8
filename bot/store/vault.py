"""Encryption of what must not be readable in the store: tokens, candidates' names, feedback.

A sealed value, which later versions of Hiring Desk must go on reading:

| bytes | what |
|---|---|
| 1 | format, 0x01: AES-256-GCM as below |
| 8 | key id: the first bytes of SHA-256 of "hiring-desk key id" and the key |
| 12 | nonce, random |
| rest | ciphertext, followed by the 16 bytes of the tag |

The associated data of GCM is: the first nine bytes, a byte for what was sealed ("V" a value, "K" a
data key), and each part of the context as its length in four bytes, big-endian, and its UTF-8. So a
value opens only in the place it was sealed for, and nobody can swap two records. A data key seals
the values of one record and is itself kept sealed by the master key: to erase the record for good,
erase its data key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.errors import KeyringError, TamperedError, WrongKeyError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    Kind: TypeAlias = Literal[b"V", b"K"]

Context: TypeAlias = tuple[str, ...]
"""Where a value stands, such as `(tenant, debrief, "candidate")`: ids, from wide to narrow."""

KEY_BYTES = 32
_FORMAT = b"\x01"
_HEADER_BYTES = 9
_NONCE_BYTES = 12
_HOW = "Make one with: openssl rand -base64 32"


@dataclass(frozen=True, eq=False)
class Key:
    """A 256-bit key. Neither its text form nor its errors show it."""

    secret: bytes = field(repr=False)

    @property
    def header(self) -> bytes:
        """What every value sealed with this key begins with."""
        return _FORMAT + hashlib.sha256(b"hiring-desk key id" + self.secret).digest()[:8]

    def seal(self, plaintext: bytes, context: Context) -> bytes:
        """Encrypt `plaintext` for the place `context`."""
        return self._seal(plaintext, b"V", context)

    def open(self, sealed: bytes, context: Context) -> bytes:
        """Decrypt. Raises WrongKeyError and TamperedError."""
        return self._open(sealed, b"V", context)

    def wrap(self, data_key: Key, context: Context) -> bytes:
        """Encrypt a data key, to be kept beside what it seals."""
        return self._seal(data_key.secret, b"K", context)

    def unwrap(self, wrapped: bytes, context: Context) -> Key:
        """Decrypt a data key. Raises WrongKeyError and TamperedError."""
        return Key(self._open(wrapped, b"K", context))

    def fingerprint(self, text: bytes) -> str:
        """32 hexadecimal digits that tell texts apart, and tell nothing of them without the key."""
        return hmac.new(self.secret, b"hiring-desk fingerprint" + text, "sha256").hexdigest()[:32]

    def _seal(self, plaintext: bytes, kind: Kind, context: Context) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        place = _associated_data(self.header, kind, context)
        return self.header + nonce + AESGCM(self.secret).encrypt(nonce, plaintext, place)

    def _open(self, sealed: bytes, kind: Kind, context: Context) -> bytes:
        header, rest = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES:]
        if header != self.header:
            raise WrongKeyError("A stored value was encrypted with another key.")
        place = _associated_data(header, kind, context)
        try:
            return AESGCM(self.secret).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], place)
        except (InvalidTag, ValueError):
            raise TamperedError("A stored value was changed or moved, and is not used.") from None


@dataclass(frozen=True, eq=False)
class Keyring:
    """The master keys: the first one writes, all of them read. To rotate, put a new one first."""

    keys: tuple[Key, ...]

    @classmethod
    def from_setting(cls, text: str) -> Keyring:
        """Keys of 32 bytes in base64, separated by commas. Raises KeyringError."""
        return cls(tuple(_keys(text, "ENCRYPTION_KEYS")))

    @classmethod
    def from_file(cls, path: Path) -> Keyring:
        """The keys in a file of the same form, which is made with one new key where there is none.

        Raises KeyringError, also for a file that anybody but its owner may read.
        """
        try:
            _make_key_file(path)
            return cls(tuple(_keys(_read_owner_only(path), f"The key file {path}")))
        except OSError as error:
            raise KeyringError(f"The key file {path} cannot be used: {error.strerror}.") from None

    def seal(self, plaintext: bytes, context: Context) -> bytes:
        """Encrypt `plaintext` for the place `context`, with the first key."""
        return self.keys[0].seal(plaintext, context)

    def open(self, sealed: bytes, context: Context) -> bytes:
        """Decrypt with whichever key it was. Raises WrongKeyError and TamperedError."""
        return self._key_of(sealed).open(sealed, context)

    def new_data_key(self, context: Context) -> tuple[Key, bytes]:
        """A new data key, and the same one wrapped for the place `context`."""
        data_key = Key(secrets.token_bytes(KEY_BYTES))
        return data_key, self.wrap(data_key, context)

    def wrap(self, data_key: Key, context: Context) -> bytes:
        """Encrypt a data key with the first key, to be kept beside what it seals."""
        return self.keys[0].wrap(data_key, context)

    def unwrap(self, wrapped: bytes, context: Context) -> Key:
        """Decrypt a data key. Raises WrongKeyError and TamperedError."""
        return self._key_of(wrapped).unwrap(wrapped, context)

    def _key_of(self, sealed: bytes) -> Key:
        for key in self.keys:
            if sealed[:_HEADER_BYTES] == key.header:
                return key
        raise WrongKeyError(
            "A stored value was encrypted with a key that is not among ENCRYPTION_KEYS."
        )


def _associated_data(header: bytes, kind: Kind, context: Context) -> bytes:
    parts = [part.encode() for part in context]
    return header + kind + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _keys(text: str, source: str) -> list[Key]:
    keys = []
    for number, entry in enumerate(text.split(","), start=1):
        try:
            secret = base64.b64decode(entry.strip(), validate=True)
        except (binascii.Error, ValueError):
            raise KeyringError(f"{source}: key {number} is not base64. {_HOW}") from None
        if len(secret) != KEY_BYTES:
            raise KeyringError(
                f"{source}: key {number} has {len(secret)} bytes instead of {KEY_BYTES}. {_HOW}"
            )
        keys.append(Key(secret))
    return keys


def _make_key_file(path: Path) -> None:
    """Put a new key at `path` unless there is one; of two processes at once, one wins.

    The file is on disk, whole, before anything can be sealed with it.
    """
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read_owner_only(path: Path) -> str:
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
            raise KeyringError(
                f"The key file {path} must be yours and readable by nobody else: chmod 600 it."
            )
        return file.read().decode("ascii", "replace")
