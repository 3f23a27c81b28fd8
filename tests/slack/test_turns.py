"""Whose turn it is in a modal that is saved while someone types."""

from __future__ import annotations

import asyncio

from bot.slack.open_modals import OpenModals


async def test_of_many_that_wait_for_one_the_newest_is_next() -> None:
    """It holds what the others hold, so nothing is left out."""
    modals = OpenModals()
    saved: list[int] = []

    async def save(number: int) -> None:
        async with modals.take_newest_turn("V1") as is_newest:
            if is_newest:
                saved.append(number)
                await asyncio.sleep(0)  # others come while this one is saved

    await asyncio.gather(*(save(number) for number in range(50)))
    assert saved == [0, 49]


async def test_a_turn_that_fails_or_is_given_up_keeps_nobody_waiting() -> None:
    modals = OpenModals()

    async def fail() -> None:
        async with modals.take_newest_turn("V1"):
            raise ValueError

    async def wait() -> bool:
        async with asyncio.timeout(5), modals.take_newest_turn("V1") as is_newest:
            return is_newest

    failed = asyncio.create_task(fail())
    given_up = asyncio.create_task(wait())
    await asyncio.wait((failed,))
    given_up.cancel()
    assert await wait()
    assert isinstance(failed.exception(), ValueError)
