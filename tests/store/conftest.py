"""A store for tests: on one server, and again on a cluster of three nodes."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.store.clock import Clock
from bot.store.connection import Store, connect
from bot.store.debriefs import Debriefs
from bot.store.due import Due
from bot.store.encryption import Keyring
from bot.store.slots import Slots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TENANT = "T0001"
KEYRING = Keyring.from_setting(base64.b64encode(bytes(range(32))).decode())


@dataclass(frozen=True)
class Kit:
    """The parts that belong together, on one store."""

    store: Store
    url: str
    clock: Clock
    due: Due
    slots: Slots
    debriefs: Debriefs


def kit(store: Store, url: str) -> Kit:
    clock = Clock()
    due = Due(store, clock)
    debriefs = Debriefs(store, KEYRING, due)
    return Kit(store, url, clock, due, Slots(store, due), debriefs)


@pytest.fixture(params=["valkey_url", "cluster_url"])
def either_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def desk(either_url: str) -> AsyncIterator[Kit]:
    """On either kind of store."""
    async with connect(either_url) as store:
        yield kit(store, either_url)
