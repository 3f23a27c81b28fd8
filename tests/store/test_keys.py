from __future__ import annotations

import pytest
from redis.crc import key_slot

from bot.store import keys
from bot.store.keys import SHARDS, Keys, get_shard, make_digest


@pytest.mark.parametrize(
    ("tenant", "number"), [("T0001", 46), ("T0HIRING", 32), ("E0ACME", 44), ("T024BE7LD", 26)]
)
def test_a_tenant_keeps_its_shard_for_life(tenant: str, number: int) -> None:
    """These figures were written down once: where they change, records are no longer found."""
    assert get_shard(tenant) == number


def test_a_key_names_its_shard_its_tenant_and_its_kind() -> None:
    assert Keys("T0001").installation_key() == f"hd:{{s{get_shard('T0001')}}}:T0001:installation"


def test_all_keys_of_a_tenant_share_one_slot() -> None:
    mine = Keys("T0001")
    names = [
        mine.installation_key(),
        mine.once_key(make_digest("share", "1700000000.000100")),
        mine.once_key(make_digest("x}", "{y}")),
    ]
    assert len({key_slot(name.encode()) for name in names}) == 1


def test_tenants_spread_over_every_shard() -> None:
    assert {get_shard(f"T{number:06}") for number in range(2000)} == set(range(SHARDS))


def test_a_key_never_shows_what_it_was_made_of() -> None:
    digest = make_digest("Jane Doe", "share")
    assert "Jane" not in digest
    assert "share" not in digest


def test_parts_that_look_alike_when_joined_are_told_apart() -> None:
    assert make_digest("a", "bc") != make_digest("ab", "c")
    assert make_digest('a","b') != make_digest("a", "b")


@pytest.mark.parametrize("tenant", ["", "T1}", "T 1", "Jane Doe", "T1:once", "T" * 65, "T1\n"])
def test_a_tenant_that_is_no_id_is_refused(tenant: str) -> None:
    with pytest.raises(ValueError, match="must be an id"):
        Keys(tenant)


def test_an_oauth_state_cannot_be_read_from_its_key() -> None:
    assert "secret-state" not in keys.oauth_state_key("secret-state")
