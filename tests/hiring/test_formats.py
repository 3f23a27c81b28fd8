"""A made-up format on its way from version 1 to 3, and processes that know some of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from hiring.errors import DamagedError, NewerVersionError
from hiring.formats import StoredFormat


@dataclass(frozen=True)
class First:
    name: str


@dataclass(frozen=True)
class Person:
    given: str
    family: str = ""


@dataclass(frozen=True)
class Third:
    person: Person
    roles: tuple[str, ...] = field(default=())


def nest_the_name(value: dict[str, Any]) -> dict[str, Any]:
    return {"person": {"given": value["name"], "family": ""}}


def add_roles(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "roles": []}


FIRST = StoredFormat("sample", First)
SECOND = StoredFormat("sample", dict[str, Any], [nest_the_name])
THIRD = StoredFormat("sample", Third, [nest_the_name, add_roles])


def test_each_version_is_read_by_every_later_one() -> None:
    third = Third(Person("Sam"))
    assert THIRD.load(b'{"name": "Sam"}') == third
    assert THIRD.load(FIRST.dump(First("Sam"))) == third
    assert THIRD.load(SECOND.dump({"person": {"given": "Sam", "family": ""}})) == third
    assert THIRD.load(THIRD.dump(third)) == third
    assert THIRD.dump(third) == (b'{"version":3,"person":{"given":"Sam","family":""},"roles":[]}')


def test_an_empty_value_has_a_version_too() -> None:
    assert SECOND.dump({}) == b'{"version":2}'
    assert SECOND.load(b'{"version":2}') == {}


@pytest.mark.parametrize("spaced", [b'{"version":3,"name":1}', b'{"name": 1, "version": 3}'])
def test_a_later_version_is_left_to_those_who_know_it(spaced: bytes) -> None:
    with pytest.raises(NewerVersionError, match=r"format 3; this process reads up to 2"):
        SECOND.load(spaced)


@pytest.mark.parametrize(
    "broken",
    [
        b'{"version":1}',
        b'{"version":2,"person":{"given":"Sam"}}',
        b'{"version":3,"person":{"given":"Sam","family":""}}',
        b'{"version":3,"person":{"given":"Sam","family":"","more":1},"roles":[]}',
        b'{"version":3,"person":{"given":"Sam","family":""},"roles":[],"version":3}',
        b'{"version":-1,"name":"Sam"}',
        b'{"version":1.5,"name":"Sam"}',
        b"7",
        b"no JSON",
    ],
)
def test_what_is_missing_or_unknown_is_refused_also_inside_and_after_upgrades(
    broken: bytes,
) -> None:
    with pytest.raises(DamagedError) as refusal:
        THIRD.load(broken)
    assert "Sam" not in refusal.value.sentence
