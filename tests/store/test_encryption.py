from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.encryption import SHORT_SIZE, SIZES, Key, Keyring
from bot.store.errors import KeyringError, TamperedError, WrongKeyError
from hiring.errors import NewerVersionError, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
PLACE = ("T0001", "d1", "candidate")

# Both were made with OLD for PLACE, in format 0x01; the second one wraps NEW.
FIRST_VALUE = (
    "01590548746dcc08f5ab863c4fe03bc14ec79ffd57cb97b287ffbb8e71c29533"
    "417ad74014b713e9cfc94e7c9b34588a"
)
FIRST_WRAPPED_KEY = (
    "01590548746dcc08f5270d8b5d999ccea41f05bf9c32b8687b9b1c1d8c2febc4"
    "6b978371dca1b75c9334976a7f341e3d7705da1e3ee26a59e029a49797ab5996"
    "78e647fd6d"
)
SECOND_VALUE = (  # in format 0x02, for the same place
    "02590548746dcc08f538467737234c53bbddef755726b6a4986be4615c54e33e"
    "5ee04057d9c71329b34aac8f6a7f4681d064866033ea0e46a2c878c14faebf27"
    "5857c86d68b2f004b0da11c07cf893fdd2c808932ae34627618bfc2331ca5322"
    "4d2b6ca5a674b2a6eb41eb5e09b842d91b023f1633791b6ba6f05155b88eda0f"
    "e2f67c7161e5261776a0ad4405f585758c6a622b4ee1ec084f91533dddf5bdb0"
    "659c6d90a10c5772634ce8a057fe57abbbe3af0a18e58ba0fe80fd00354f289e"
    "e3a5ccd81886d894d0929df7802a42b0d6102e48e65e62e2c71d1a3ff50a4fec"
    "836a9223cab32637ff046ee60b9cc807"
)
SECOND_WRAPPED_KEY = (
    "02590548746dcc08f5dd4d9b73c5c82a86ae64769c94c1b0a4bb8d5485f6ce33"
    "83d0711024510c11407ea9f167b290c4ab0403715df427519426978cff2f1fee"
    "c37a0d190d"
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


def test_the_formats_of_encrypted_values_never_change() -> None:
    """Made by versions that every later one must go on reading."""
    for value in (bytes.fromhex(FIRST_VALUE), bytes.fromhex(SECOND_VALUE)):
        assert ring(OLD).decrypt(value, PLACE) == b"Candidate A"
    for wrapped in (bytes.fromhex(FIRST_WRAPPED_KEY), bytes.fromhex(SECOND_WRAPPED_KEY)):
        assert ring(OLD).unwrap(wrapped, PLACE).secret == NEW
    assert len(bytes.fromhex(FIRST_VALUE)) == 1 + 8 + 12 + len(b"Candidate A") + 16
    assert ring(OLD).encrypt(b"", PLACE)[:1] == b"\x02"


def test_a_later_format_is_left_to_those_who_know_it() -> None:
    later = b"\x03" + bytes.fromhex(SECOND_VALUE)[1:]
    for decrypts in (ring(OLD), Key(OLD)):
        with pytest.raises(NewerVersionError, match="format 3; this process reads up to 2"):
            decrypts.decrypt(later, PLACE)
        with pytest.raises(NewerVersionError):
            decrypts.unwrap(later, PLACE)


def test_one_format_is_not_taken_for_the_other() -> None:
    first, second = bytes.fromhex(FIRST_VALUE), bytes.fromhex(SECOND_VALUE)
    for changed in (b"\x02" + first[1:], b"\x01" + second[1:]):
        with pytest.raises(TamperedError):
            ring(OLD).decrypt(changed, PLACE)


@given(length=st.integers(0, 3 * SIZES[-1]))
def test_only_a_few_sizes_are_ever_stored(length: int) -> None:
    """The smallest that the value fits in; beyond the largest, its multiples."""
    encrypted = ring(OLD).encrypt(bytes(length), PLACE)
    size = len(encrypted)
    assert ring(OLD).decrypt(encrypted, PLACE) == bytes(length)
    assert size in SIZES or size % SIZES[-1] == 0
    smaller = [each for each in SIZES if each < size] + [size - SIZES[-1]]
    assert max(0, *smaller) < length + 41 <= size


@given(length=st.integers(0, 2 * SHORT_SIZE))
def test_what_nobody_typed_may_be_shorter(length: int) -> None:
    encrypted = Key(OLD).encrypt(bytes(length), PLACE, short=True)
    assert Key(OLD).decrypt(encrypted, PLACE) == bytes(length)
    assert len(encrypted) == (SHORT_SIZE if length + 41 <= SHORT_SIZE else SIZES[0])


def test_a_former_value_may_be_bound_to_less_than_one_of_today() -> None:
    """And one of today may not."""
    place, more = PLACE, (*PLACE, "1")
    assert Key(OLD).decrypt(bytes.fromhex(FIRST_VALUE), more, former=place) == b"Candidate A"
    assert ring(OLD).unwrap(bytes.fromhex(FIRST_WRAPPED_KEY), more, former=place).secret == NEW
    with pytest.raises(TamperedError):
        Key(OLD).decrypt(bytes.fromhex(SECOND_VALUE), more, former=place)
    with pytest.raises(TamperedError):
        ring(OLD).unwrap(bytes.fromhex(SECOND_WRAPPED_KEY), more, former=place)


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
