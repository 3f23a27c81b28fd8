"""The newest state of the modals that people pressed in, which were sent, and whose turn it is."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
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

    A hash identifies a state of a modal. It also knows which forms were sent to this process.
    """

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, Turn] = WeakValueDictionary()
        self._newest: OrderedDict[str, tuple[set[str], OpenView]] = OrderedDict()
        self._sent: OrderedDict[str, tuple[set[str], asyncio.Future[bool]]] = OrderedDict()

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
        _forget_oldest(self._newest)

    def start_sending(self, form: OpenView) -> asyncio.Future[bool]:
        """Remember that a form is being sent. The future is to say whether that has ended it."""
        ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        replaced, _ = self._newest.get(form.id, (set(), form))
        self._sent[form.id] = ({*replaced, form.hash}, ended)
        self._sent.move_to_end(form.id)
        _forget_oldest(self._sent)
        return ended

    async def was_sent(self, pressed: OpenView) -> bool:
        """Whether a form was sent that was pressed in before; if it is being sent, wait for that.

        Slack sends a field's action and the form at once, and either may come first. What the
        action was for, the form has done.
        """
        if pressed.id not in self._sent:
            return False
        hashes, ended = self._sent[pressed.id]
        return pressed.hash in hashes and await asyncio.shield(ended)


def _forget_oldest(remembered: OrderedDict[str, Any]) -> None:
    if len(remembered) > MOST_REMEMBERED:
        remembered.popitem(last=False)
