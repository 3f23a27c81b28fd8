from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.encryption import Key, Keyring
from bot.store.errors import KeyringError, TamperedError, WrongKeyError
from hiring.errors import NewerVersionError, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
PLACE = ("T0001", "d1", "candidate")

# Both were made with OLD for PLACE; the second one wraps NEW.
FIRST_VALUE = (
    "01590548746dcc08f5ab863c4fe03bc14ec79ffd57cb97b287ffbb8e71c29533"
    "417ad74014b713e9cfc94e7c9b34588a"
)
FIRST_WRAPPED_KEY = (
    "01590548746dcc08f5270d8b5d999ccea41f05bf9c32b8687b9b1c1d8c2febc4"
    "6b978371dca1b75c9334976a7f341e3d7705da1e3ee26a59e029a49797ab5996"
    "78e647fd6d"
)

places = st.lists(st.text(max_size=20), max_size=4).map(tuple)


def encoded(*secrets: bytes) -> str:
    return ",".join(base64.b64encode(secret).decode() for secret in secrets)


def ring(*secrets: bytes) -> Keyring:
    return Keyring.from_setting(encoded(*secrets))


@given(plaintext=st.binary(max_size=4000), place=places)
def test_what_is_encrypted_is_decrypted_in_its_place(
    plaintext: bytes, place: tuple[str, ...]
) -> None:
    keyring = ring(OLD)
    assert keyring.decrypt(keyring.encrypt(plaintext, place), place) == plaintext


@given(place=places, elsewhere=places)
def test_nothing_is_decrypted_in_another_place(
    place: tuple[str, ...], elsewhere: tuple[str, ...]
) -> None:
    keyring = ring(OLD)
    encrypted = keyring.encrypt(b"text", place)
    if place != elsewhere:
        with pytest.raises(TamperedError):
            keyring.decrypt(encrypted, elsewhere)


@given(data=st.data())
def test_a_changed_or_shortened_value_is_refused(data: st.DataObject) -> None:
    encrypted = bytearray(ring(OLD).encrypt(b"a rating", PLACE))
    if data.draw(st.booleans()):
        encrypted[data.draw(st.integers(0, len(encrypted) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del encrypted[data.draw(st.integers(0, len(encrypted) - 1)) :]
    with pytest.raises(UnreadableError):
        ring(OLD).decrypt(bytes(encrypted), PLACE)


def test_one_text_is_encrypted_differently_each_time() -> None:
    assert ring(OLD).encrypt(b"yes", PLACE) != ring(OLD).encrypt(b"yes", PLACE)


def test_the_format_of_encrypted_values_never_changes() -> None:
    """Made by the first version, which every later one must go on reading."""
    value = bytes.fromhex(FIRST_VALUE)
    wrapped = bytes.fromhex(FIRST_WRAPPED_KEY)
    assert ring(OLD).decrypt(value, PLACE) == b"Candidate A"
    assert ring(OLD).unwrap(wrapped, PLACE).secret == NEW
    assert value[:1] == b"\x01"
    assert len(value) == 1 + 8 + 12 + len(b"Candidate A") + 16


def test_a_later_format_is_left_to_those_who_know_it() -> None:
    later = b"\x02" + bytes.fromhex(FIRST_VALUE)[1:]
    for decrypts in (ring(OLD), Key(OLD)):
        with pytest.raises(NewerVersionError, match="format 2; this process reads up to 1"):
            decrypts.decrypt(later, PLACE)
        with pytest.raises(NewerVersionError):
            decrypts.unwrap(later, PLACE)


def test_the_first_key_writes_and_every_key_reads() -> None:
    before = ring(OLD)
    encrypted, (data_key, wrapped) = before.encrypt(b"text", PLACE), before.new_data_key(PLACE)
    after = ring(NEW, OLD)
    assert after.decrypt(encrypted, PLACE) == b"text"
    assert after.unwrap(wrapped, PLACE).secret == data_key.secret
    assert ring(NEW).decrypt(after.encrypt(b"text", PLACE), PLACE) == b"text"


def test_a_key_that_is_not_on_the_ring_decrypts_nothing() -> None:
    encrypted = ring(OLD).encrypt(b"text", PLACE)
    with pytest.raises(WrongKeyError):
        ring(NEW).decrypt(encrypted, PLACE)
    with pytest.raises(WrongKeyError):
        Key(NEW).decrypt(encrypted, PLACE)


def test_a_data_key_encrypts_a_record_and_is_stored_encrypted() -> None:
    data_key, wrapped = ring(OLD).new_data_key(PLACE)
    encrypted = data_key.encrypt(b"text", PLACE)
    assert ring(OLD).unwrap(wrapped, PLACE).decrypt(encrypted, PLACE) == b"text"
    assert data_key.secret not in wrapped


def test_every_record_has_a_data_key_of_its_own() -> None:
    assert ring(OLD).new_data_key(PLACE)[0].secret != ring(OLD).new_data_key(PLACE)[0].secret


def test_a_wrapped_key_is_not_a_value_and_a_value_not_a_key() -> None:
    keyring = ring(OLD)
    with pytest.raises(TamperedError):
        keyring.decrypt(keyring.wrap(Key(NEW), PLACE), PLACE)
    with pytest.raises(TamperedError):
        keyring.unwrap(keyring.encrypt(NEW, PLACE), PLACE)


def test_no_text_form_and_no_error_shows_a_key_or_a_value() -> None:
    keyring = ring(OLD)
    shown = [repr(keyring), str(keyring.keys[0])]
    for wrong in ("c2hvcnQ=", "not base64!", encoded(OLD) + ","):
        with pytest.raises(KeyringError) as refused:
            Keyring.from_setting(wrong)
        shown.append(str(refused.value))
    with pytest.raises(TamperedError) as tampered:
        keyring.decrypt(keyring.encrypt(b"Candidate A", PLACE), ("elsewhere",))
    shown.append(repr(tampered.value))
    for text in shown:
        for secret in (encoded(OLD), repr(OLD), "c2hvcnQ", "not base64!", "Candidate A"):
            assert secret not in text


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ("", "key 1 has 0 bytes"),
        ("c2hvcnQ=", "key 1 has 5 bytes instead of 32"),
        (f"{encoded(OLD)},***", "key 2 is not base64"),
        (f"{encoded(OLD)},", "key 2 has 0 bytes"),
        ("ключ", "key 1 is not base64"),
    ],
)
def test_a_wrong_setting_is_a_sentence_that_counts_the_keys(setting: str, complaint: str) -> None:
    with pytest.raises(KeyringError) as refused:
        Keyring.from_setting(setting)
    assert complaint in refused.value.sentence
    assert "ENCRYPTION_KEYS" in refused.value.sentence
    assert "openssl rand -base64 32" in refused.value.sentence


def test_spaces_around_keys_do_not_matter() -> None:
    assert len(Keyring.from_setting(f" {encoded(OLD)} , {encoded(NEW)}\n").keys) == 2


def test_a_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "encryption.key"
    encrypted = Keyring.from_file(path).encrypt(b"text", PLACE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Keyring.from_file(path).decrypt(encrypted, PLACE) == b"text"
    assert list(tmp_path.iterdir()) == [path]


def test_of_two_who_make_the_key_file_at_once_one_wins(tmp_path: Path) -> None:
    for number in range(50):
        path = tmp_path / f"{number}.key"
        with ThreadPoolExecutor(4) as pool:
            rings = list(pool.map(Keyring.from_file, [path] * 4))
        assert len({keyring.keys[0].secret for keyring in rings}) == 1
    assert len(list(tmp_path.iterdir())) == 50


def test_a_key_file_can_be_rotated_like_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "encryption.key"
    path.write_text(encoded(NEW, OLD) + "\n")
    path.chmod(0o600)
    assert Keyring.from_file(path).decrypt(ring(OLD).encrypt(b"text", PLACE), PLACE) == b"text"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "encryption.key"
    Keyring.from_file(path)
    path.chmod(mode)
    with pytest.raises(KeyringError, match="chmod 600"):
        Keyring.from_file(path)


def test_a_spoilt_key_file_is_a_sentence_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "encryption.key"
    path.write_bytes(b"\xff\xfe")
    path.chmod(0o600)
    with pytest.raises(KeyringError, match=r"encryption\.key: key 1 is not base64"):
        Keyring.from_file(path)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="cannot be used: No such file"):
        Keyring.from_file(tmp_path / "gone" / "encryption.key")


def test_a_fingerprint_tells_texts_apart_and_needs_the_key() -> None:
    first, second = Key(bytes(32)), Key(bytes(range(32)))
    prints = {key.fingerprint(text) for key in (first, second) for text in (b"JS", b"SJ")}
    assert len(prints) == 4
    assert first.fingerprint(b"JS") == first.fingerprint(b"JS")
