from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio

from tests.desk import own_database, run_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    """A desk of its own for each test, with Ines as its administrator."""
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, administrators="U0INES") as desk:
            yield desk
