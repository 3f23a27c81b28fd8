"""The newest state of the modals that people pressed in, and whose turn it is to change one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.slack.requests import OpenView

MOST_REMEMBERED = 1000
PAUSE_SECONDS = 0.5
"""How long a modal that is saved while someone types waits before it is saved again."""


class Turn(asyncio.Lock):
    """Whose turn it is in a modal, and how many have asked for it."""

    waited = 0


class OpenModals:
    """What this process has shown last in the modals that people pressed in, and whose turn it is.

    A hash identifies a state of a modal.
    """

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, Turn] = WeakValueDictionary()
        self._newest: OrderedDict[str, tuple[set[str], OpenView]] = OrderedDict()

    def take_turn(self, view_id: str) -> Turn:
        """Wait until the presses that came before in this modal are done with."""
        return self._turns.setdefault(view_id, Turn())

    @asynccontextmanager
    async def take_newest_turn(self, view_id: str) -> AsyncIterator[bool]:
        """Wait as for a turn, and a moment longer; whether no later press in this modal waits, too.

        So what holds all that was typed is saved at most every PAUSE_SECONDS, however fast someone
        types, and the newest of it is always saved.
        """
        turn = self.take_turn(view_id)
        turn.waited += 1
        ticket = turn.waited
        await turn.acquire()
        if ticket < turn.waited:
            turn.release()
            yield False
            return
        try:
            yield True
        finally:
            asyncio.get_running_loop().call_later(PAUSE_SECONDS, turn.release)

    def find_newest(self, pressed: OpenView) -> OpenView:
        """The newest state of a modal, with what was typed when it was pressed in."""
        replaced, newest = self._newest.get(pressed.id, (set(), pressed))
        if pressed.hash not in replaced:
            return pressed
        return replace(newest, values={**newest.values, **pressed.values})

    def remember(self, pressed: OpenView, before: OpenView, after: OpenView) -> None:
        """Remember the state that has replaced the one that was pressed in, and a later one."""
        replaced, _ = self._newest.pop(before.id, (set(), before))
        self._newest[after.id] = ({*replaced, pressed.hash, before.hash}, after)
        if len(self._newest) > MOST_REMEMBERED:
            self._newest.popitem(last=False)
