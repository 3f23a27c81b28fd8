"""Faults that a test can order: what networks and busy servers do to Web API calls."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("refused", "ratelimited", "server_error", "delay", "drop_before", "drop_after")


@dataclass
class Fault:
    """The next `times` calls of `method` go wrong.

    `*` is any method. `response_url`, and `link` for opening a websocket, count as methods.

    `refused` answers with the error `code`; `ratelimited` 429 with Retry-After of `seconds`;
    `server_error` 503; `delay` waits `seconds` first; `drop_before` closes the connection before
    the call has an effect, `drop_after` afterwards.
    """

    method: str
    kind: str
    times: int = 1
    seconds: float = 1.0
    code: str = "fatal_error"


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Queue a fault behind those for the same method."""
        self._waiting.append(fault)

    def next(self, method: str) -> Fault | None:
        """The fault for this call, None for none. It counts as used."""
        for fault in self._waiting:
            if fault.method in {method, "*"}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
