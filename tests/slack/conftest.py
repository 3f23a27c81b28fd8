from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio

from tests.desk import own_database, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    """One desk for the module: whoever uses it leaves it as good as new."""
    with own_database(valkey_socket, 1) as url:
        async with running(guide, url) as started:
            yield started
