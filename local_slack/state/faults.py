"""Faults that tests ask for: what networks and busy servers do to Web API calls."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("ratelimited", "server_error", "delay", "drop_before", "drop_after")


@dataclass
class Fault:
    """The next ``times`` calls of ``method`` go wrong.

    ``*`` is any; ``response_url`` is one too, and ``link``, the opening of a websocket.

    ``ratelimited`` answers 429 with Retry-After of ``seconds``; ``server_error`` 503; ``delay``
    waits ``seconds`` first; ``drop_before`` closes the connection before the call is carried out,
    ``drop_after`` afterwards.
    """

    method: str
    kind: str
    times: int = 1
    seconds: float = 1.0


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Queue a fault behind those for the same method."""
        self._waiting.append(fault)

    def next(self, method: str) -> Fault | None:
        """The fault that befalls this call, counted down."""
        for fault in self._waiting:
            if fault.method in {method, "*"}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
