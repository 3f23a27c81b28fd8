"""Encryption of what must not be readable in the store: tokens, candidates' names, feedback.

An encrypted value, which later versions of Hiring Desk must go on reading:

| bytes | what |
|---|---|
| 1 | format: 0x02 as below; a later format has a higher number |
| 8 | key id: the first bytes of SHA-256 of "hiring-desk key id" and the key |
| 12 | nonce, random |
| rest | ciphertext of AES-256-GCM, followed by the 16 bytes of the tag |

What is encrypted is the value's length in four bytes, big-endian, the value, and zeros, so that the
whole has one of `SIZES` (a data key is encrypted as it is, as all of them are equally long). Nobody
who sees lengths, in a backup or with STRLEN, learns more of a text than which of these it fits in.

What that costs, measured beside the same without it: a debrief with five scorecards takes 18 kB in
the store instead of 13, and loading it 1.04 times as long. With ten it is 69 kB instead of 21, and
1.2 times; ten as long as the form allows, 265 instead of 69, and 2.7 times, which is 2 ms. Saving
takes as long as before, since the disk does. The append-only file grows by 0.54 MB instead of 0.16
while five people write and file, until the server rewrites it.

The associated data of GCM is: the first nine bytes, a byte for what was encrypted ("V" a value, "K"
a data key), and each part of the value's `AssociatedData` as its length in four bytes, big-endian,
and its UTF-8. So a value can be decrypted only where it was encrypted for, and nobody can exchange
two records. A data key encrypts the values of one record and is itself stored encrypted by the
master key: to erase the record permanently, erase its data key.

Format 0x01, written by versions before 0x02 and still read, has neither the length nor zeros.
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
from hiring.errors import NewerVersionError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    Kind: TypeAlias = Literal[b"V", b"K"]

AssociatedData: TypeAlias = tuple[str, ...]
"""What a value is bound to, such as `(tenant, debrief, "candidate")`: ids, from wide to narrow."""

SHORT_SIZE = 240
"""The size in bytes of an encrypted value that holds nothing that people typed, if it fits."""
SIZES = (4_080, 16_368, 65_520, 262_128)
"""The sizes in bytes of all other encrypted values; larger ones have a multiple of the last.

Each is a power of four, less the 16 bytes that a server needs to hold a value in memory that it
allocates in powers of two.
"""

KEY_BYTES = 32
_FORMER_FORMAT = b"\x01"
_FORMAT = b"\x02"
_NO_FORMAT = b"\x20"  # a value that begins with it, or higher, isn't encrypted
_HEADER_BYTES = 9
_NONCE_BYTES = 12
_LENGTH_BYTES = 4
_AROUND_BYTES = _HEADER_BYTES + _NONCE_BYTES + 16
_HOW = "Make one with: openssl rand -base64 32"


@dataclass(frozen=True, eq=False)
class Key:
    """A 256-bit key. Neither its text form nor its errors show it."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        """What tells from an encrypted value that this key encrypted it."""
        return hashlib.sha256(b"hiring-desk key id" + self.secret).digest()[:8]

    def encrypt(
        self, plaintext: bytes, associated_data: AssociatedData, *, short: bool = False
    ) -> bytes:
        """Encrypt `plaintext` for `associated_data`. The result has one of `SIZES`.

        `short`: it holds nothing that people typed, so it may have SHORT_SIZE.
        """
        sizes = (SHORT_SIZE, *SIZES) if short else SIZES
        return self._encrypt(_pad(plaintext, sizes), b"V", associated_data)

    def decrypt(
        self,
        encrypted: bytes,
        associated_data: AssociatedData,
        *,
        former: AssociatedData | None = None,
    ) -> bytes:
        """Decrypt. Raises UnreadableError.

        `former`: what the value was bound to in format 0x01, if to something else.
        """
        decrypted = self._decrypt(encrypted, b"V", associated_data, former)
        return decrypted if is_of_former_format(encrypted) else _unpad(decrypted)

    def wrap(self, data_key: Key, associated_data: AssociatedData) -> bytes:
        """Encrypt a data key, to be stored beside what it encrypts."""
        return self._encrypt(data_key.secret, b"K", associated_data)

    def unwrap(
        self,
        wrapped: bytes,
        associated_data: AssociatedData,
        *,
        former: AssociatedData | None = None,
    ) -> Key:
        """Decrypt a data key; `former` is as for a value. Raises UnreadableError."""
        return Key(self._decrypt(wrapped, b"K", associated_data, former))

    def fingerprint(self, text: bytes) -> str:
        """32 hexadecimal digits that tell texts apart, and tell nothing of them without the key."""
        return hmac.new(self.secret, b"hiring-desk fingerprint" + text, "sha256").hexdigest()[:32]

    def _encrypt(self, plaintext: bytes, kind: Kind, associated_data: AssociatedData) -> bytes:
        header, nonce = _FORMAT + self.id, secrets.token_bytes(_NONCE_BYTES)
        data = _associated_data(header, kind, associated_data)
        return header + nonce + AESGCM(self.secret).encrypt(nonce, plaintext, data)

    def _decrypt(
        self,
        encrypted: bytes,
        kind: Kind,
        associated_data: AssociatedData,
        former: AssociatedData | None,
    ) -> bytes:
        _check_format(encrypted)
        if former and is_of_former_format(encrypted):
            associated_data = former
        header, rest = encrypted[:_HEADER_BYTES], encrypted[_HEADER_BYTES:]
        if header[1:] != self.id:
            raise WrongKeyError("A stored value was encrypted with another key.")
        data = _associated_data(header, kind, associated_data)
        try:
            return AESGCM(self.secret).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], data)
        except (InvalidTag, ValueError):
            raise TamperedError("A stored value was changed or moved, and is not used.") from None


@dataclass(frozen=True, eq=False)
class Keyring:
    """The master keys: the first one writes, all of them read. To rotate, put a new one first."""

    keys: tuple[Key, ...]

    @classmethod
    def from_setting(cls, text: str, source: str = "ENCRYPTION_KEYS") -> Keyring:
        """Keys of 32 bytes in base64, separated by commas. Raises KeyringError naming `source`."""
        return cls(tuple(_keys(text, source)))

    @classmethod
    def from_file(cls, path: Path) -> Keyring:
        """The keys in a file, written as in the setting; a missing file is made with one new key.

        Raises KeyringError, also for a file that anybody but its owner may read.
        """
        try:
            _make_key_file(path)
            return cls(tuple(_keys(_read_owner_only(path), f"The key file {path}")))
        except OSError as error:
            raise KeyringError(f"The key file {path} cannot be used: {error.strerror}.") from None

    def encrypt(self, plaintext: bytes, associated_data: AssociatedData) -> bytes:
        """Encrypt `plaintext` for `associated_data`, with the first key."""
        return self.keys[0].encrypt(plaintext, associated_data)

    def decrypt(self, encrypted: bytes, associated_data: AssociatedData) -> bytes:
        """Decrypt with the key it was encrypted with. Raises UnreadableError."""
        return self._find_key(encrypted).decrypt(encrypted, associated_data)

    def fingerprint(self, text: bytes) -> tuple[str, ...]:
        """The fingerprint of a text by each key, the one to write first."""
        return tuple(key.fingerprint(text) for key in self.keys)

    def new_data_key(self, associated_data: AssociatedData) -> tuple[Key, bytes]:
        """A new data key, as it is and encrypted for `associated_data`."""
        data_key = Key(secrets.token_bytes(KEY_BYTES))
        return data_key, self.wrap(data_key, associated_data)

    def wrap(self, data_key: Key, associated_data: AssociatedData) -> bytes:
        """Encrypt a data key with the first key, to be stored beside what it encrypts."""
        return self.keys[0].wrap(data_key, associated_data)

    def unwrap(
        self,
        wrapped: bytes,
        associated_data: AssociatedData,
        *,
        former: AssociatedData | None = None,
    ) -> Key:
        """Decrypt a data key; `former` is as for a value. Raises UnreadableError."""
        return self._find_key(wrapped).unwrap(wrapped, associated_data, former=former)

    def _find_key(self, encrypted: bytes) -> Key:
        _check_format(encrypted)
        for key in self.keys:
            if encrypted[1:_HEADER_BYTES] == key.id:
                return key
        raise WrongKeyError(
            "A stored value was encrypted with a key that is not among ENCRYPTION_KEYS."
        )


def is_of_former_format(encrypted: bytes) -> bool:
    """Whether a value was encrypted before its size was hidden, in format 0x01."""
    return encrypted[:1] == _FORMER_FORMAT


def _pad(plaintext: bytes, sizes: tuple[int, ...]) -> bytes:
    needed = _AROUND_BYTES + _LENGTH_BYTES + len(plaintext)
    largest = sizes[-1]
    multiple = -(-needed // largest) * largest
    size = next((size for size in sizes if size >= needed), multiple)
    length = len(plaintext).to_bytes(_LENGTH_BYTES, "big")
    return (length + plaintext).ljust(size - _AROUND_BYTES, b"\0")


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _check_format(encrypted: bytes) -> None:
    if _FORMAT < encrypted[:1] < _NO_FORMAT:
        raise NewerVersionError("encrypted value", encrypted[0], _FORMAT[0])


def _associated_data(header: bytes, kind: Kind, associated_data: AssociatedData) -> bytes:
    parts = [part.encode() for part in associated_data]
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

    The file is on disk, whole, before anything can be encrypted with it.
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
