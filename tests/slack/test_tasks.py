"""Work after the acknowledgement: nothing of it is lost at a stop, and no error is silent."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

from bot.slack.tasks import Tasks, describe_error

if TYPE_CHECKING:
    import pytest

TYPED = "what-somebody-typed"


async def fail() -> None:
    raise ValueError(TYPED)


async def test_a_stop_waits_for_what_is_running() -> None:
    tasks, go, finished = Tasks(), asyncio.Event(), []

    async def work() -> None:
        await go.wait()
        finished.append(1)

    for _ in range(3):
        tasks.start(work(), "work")
    gc.collect()
    asyncio.get_running_loop().call_soon(go.set)
    assert await tasks.drain(5) == 0
    assert len(finished) == 3


async def test_a_stop_waits_for_what_that_starts_too() -> None:
    tasks, finished = Tasks(), []

    async def work(more: int) -> None:
        await asyncio.sleep(0)
        if more:
            tasks.start(work(more - 1), "work")
        finished.append(more)

    tasks.start(work(3), "work")
    assert await tasks.drain(5) == 0
    assert finished == [3, 2, 1, 0]


async def test_what_takes_longer_is_cancelled_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks()
    tasks.start(asyncio.sleep(3600), "slow")
    tasks.start(asyncio.sleep(0), "quick")
    assert await tasks.drain(0.05) == 1
    assert await tasks.drain(0.05) == 0
    assert not caplog.messages


async def test_with_nothing_running_a_stop_waits_for_nothing() -> None:
    assert await Tasks().drain(3600) == 0


async def test_an_error_is_logged_by_type_and_place_without_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tasks = Tasks()
    tasks.start(fail(), "sample work")
    await tasks.drain(5)
    (line,) = caplog.messages
    assert line.startswith("sample work failed: ValueError in fail (")
    assert "test_tasks.py:" in line
    assert TYPED not in caplog.text


def test_an_error_that_was_never_raised_is_told_by_its_type() -> None:
    assert describe_error(KeyError(TYPED)) == "KeyError"
