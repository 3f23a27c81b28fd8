"""Faults by a switch: what networks and busy servers do to calls, and to what is sent to apps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import types
    from collections.abc import Callable

    from local_slack.traffic import Exchange

KINDS = ("refused", "ratelimited", "server_error", "delay", "drop_before", "drop_after")
"""What can befall a call from an app."""
OTHER_CALLS = (
    "*",
    "call",
    "response_url",
    "websocket",
    "link",
    "upload",
    "download",
    "url_private",
)
"""What a fault may name instead of a method of the Web API."""
DELIVERY_KINDS = ("twice", "late", "slow", "answer_lost")
"""What can befall something that is sent to an app."""
LONGEST = 24 * 60 * 60  # seconds


@dataclass
class Fault:
    """The next `times` calls of `method` go wrong, with 0 every one until the fault is taken back.

    `*` is any method. `response_url`, and `link` for opening a websocket, count as methods. `app`
    is an app's id, empty for all of them. `id` is given when it is added; `met` counts what it
    has befallen.

    `refused` answers with the error `code`; `ratelimited` 429 with Retry-After of `seconds`;
    `server_error` 503; `delay` waits `seconds` first; `drop_before` closes the connection before
    the call has an effect, `drop_after` afterwards.

    Towards the app, `method` is a command, action_id, callback_id, event type, or the kind of what
    is sent, such as `event` (see `Exchange.kind`). `twice` sends it again; `late` sends it after
    `seconds`; `slow` lets the answer take `seconds` longer; `answer_lost` loses the answer.
    """

    method: str
    kind: str
    times: int = 1
    seconds: float = 1.0
    code: str = "fatal_error"
    app: str = ""
    id: int = field(default=0, init=False)
    met: int = field(default=0, init=False)

    def find_problem(self) -> str:
        """What is wrong with it, as a sentence; empty if nothing is."""
        if self.kind not in (*KINDS, *DELIVERY_KINDS):
            return f"a fault is one of {', '.join((*KINDS, *DELIVERY_KINDS))}"
        given: list[tuple[object, type | types.UnionType]] = [
            *((text, str) for text in (self.method, self.code, self.app)),
            (self.times, int),
            (self.seconds, int | float),
        ]
        if not all(isinstance(value, kind) for value, kind in given):
            return "method, code and app are texts, times and seconds are numbers"
        if not 0 <= self.seconds <= LONGEST:
            return f"seconds are from 0 to {LONGEST}"
        return "" if self.times >= 0 else "times is how often, or 0 for always"


class Faults:
    """The faults that are still to come."""

    def __init__(self, notify: Callable[[], None] = lambda: None) -> None:
        """`notify` tells of each change."""
        self._notify = notify
        self._waiting: list[Fault] = []
        self._number = 0

    def add(self, fault: Fault) -> Fault:
        """Queue a fault behind those for the same method."""
        self._number += 1
        fault.id = self._number
        self._waiting.append(fault)
        self._notify()
        return fault

    def remove(self, number: int | None = None) -> bool:
        """Take a fault back by its id, or all. Returns whether there was one."""
        before = len(self._waiting)
        self._waiting = [each for each in self._waiting if number not in {None, each.id}]
        self._notify()
        return len(self._waiting) < before

    def list_waiting(self) -> list[Fault]:
        """The faults that are still to come, in their order."""
        return list(self._waiting)

    def meet(self, exchange: Exchange) -> Fault | None:
        """The fault for a call or delivery, None for none. It counts as used."""
        kinds = KINDS if exchange.direction == "from_app" else DELIVERY_KINDS
        for fault in self._waiting:
            concerns = fault.method in {exchange.name, exchange.kind, "*"}
            if concerns and fault.kind in kinds and fault.app in {"", exchange.app}:
                exchange.fault = fault.kind
                fault.met += 1
                if fault.times == 1:
                    self._waiting.remove(fault)
                fault.times = max(0, fault.times - 1)
                self._notify()
                return fault
        return None
