"""`make demo` and `make screenshots` play what the app really does."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from demo.pictures import PICTURES
from demo.scenes import play

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from demo.scenes import Scene
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_demo_plays_from_an_offer_to_a_decision(fresh: Running) -> None:
    """Every picture of the README is one of its scenes, and it takes about a minute to watch."""
    scenes: list[Scene] = []

    @asynccontextmanager
    async def show(scene: Scene) -> AsyncIterator[None]:
        scenes.append(scene)
        yield

    await play(fresh.workspace, show)

    names = [scene.name for scene in scenes]
    assert (names[0], names[-1]) == ("salary", "decided")
    assert set(PICTURES) <= set(names)
    assert 45 <= sum(scene.seconds for scene in scenes) <= 75
