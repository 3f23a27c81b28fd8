"""The newest state of the modals that people pressed in, and whose turn it is to change one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from bot.slack.requests import OpenView

MOST_REMEMBERED = 1000


class OpenModals:
    """What this process has shown last in the modals that people pressed in, and whose turn it is.

    A hash identifies a state of a modal.
    """

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._newest: OrderedDict[str, tuple[set[str], OpenView]] = OrderedDict()

    def take_turn(self, view_id: str) -> asyncio.Lock:
        """Wait until the presses that came before in this modal are done with."""
        return self._turns.setdefault(view_id, asyncio.Lock())

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
