"""What an operator can watch, in Prometheus's format. No label names a person or a text.

`docs/operations.md` says what each means and when to worry; a test holds the two together. Every
label's values come from the code, never from what a person sent, so their number is bounded.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.slots import Slot

UNKNOWN = "unknown"


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Histogram(
            "hiring_desk_answer_seconds",
            "Time to answer Slack, by kind of request and outcome.",
            ["kind", "outcome"],
            buckets=(0.005, 0.025, 0.1, 0.3, 1.0, 2.5, 3.0),
            registry=self.registry,
        )
        self.refused = Counter(
            "hiring_desk_refused_requests",
            "HTTP requests refused at the edge, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self.calls = Counter(
            "hiring_desk_slack_calls",
            "Calls to Slack's Web API, by method and outcome.",
            ["method", "outcome"],
            registry=self.registry,
        )
        self.sockets = Gauge(
            "hiring_desk_socket_connections",
            "Socket Mode: open connections of this process.",
            registry=self.registry,
        )
        self.sockets_at_slack = Gauge(
            "hiring_desk_socket_connections_at_slack",
            "Socket Mode: connections of the app, of all processes, as Slack counted them last.",
            registry=self.registry,
        )
        self.reconnects = Counter(
            "hiring_desk_socket_reconnects",
            "Socket Mode: connections that were replaced, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self.store_safe = Gauge(
            "hiring_desk_store_safe",
            "0 if the store may lose acknowledged writes, as checked at the start, else 1.",
            ["check"],
            registry=self.registry,
        )
        self.store = Histogram(
            "hiring_desk_store_seconds",
            "Time of a call to the store, by command or script, and outcome.",
            ["call", "outcome"],
            buckets=(0.001, 0.005, 0.025, 0.1, 0.3, 0.8, 2.0),
            registry=self.registry,
        )
        self.visits = Histogram(
            "hiring_desk_visit_seconds",
            "Time of the reconciler's work on a debrief, by outcome.",
            ["outcome"],
            buckets=(0.1, 0.5, 2.0, 10.0, 60.0),
            registry=self.registry,
        )
        self.posts = Counter(
            "hiring_desk_posts",
            "Messages of debriefs that were sent, or became unknown, flagged, held or gone.",
            ["state"],
            registry=self.registry,
        )
        self.due_age = Gauge(
            "hiring_desk_due_age_seconds",
            "How long the debrief that was due first has been waiting; NaN without a store.",
            registry=self.registry,
        )
        self.tasks = Gauge(
            "hiring_desk_tasks",
            "Work that goes on after its request was acknowledged.",
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "hiring_desk_calls_in_flight",
            "Calls to the store and to Slack under way: the connections in use.",
            ["to"],
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)  # memory, open files

    def count_refusal(self, reason: str) -> None:
        """Count a request that was turned away."""
        self.refused.labels(reason).inc()

    def record_store_call(self, call: str, outcome: str, seconds: float) -> None:
        """Record a call of the store."""
        self.store.labels(call, outcome).observe(seconds)

    @contextmanager
    def time_visit(self) -> Iterator[None]:
        """Measure the reconciler's work on a debrief, done inside the `with` block."""
        started, outcome = time.perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            self.visits.labels(outcome).observe(time.perf_counter() - started)

    def count_post(self, before: Slot | None, now: Slot | None) -> None:
        """Count the new state of a debrief's message."""
        state = _name_state(now)
        if (
            state
            and state != _name_state(before)
            and not (state == "sent" and before and before.ts)
        ):
            self.posts.labels(state).inc()

    def write_exposition(self) -> bytes:
        """All metrics as `GET /metrics` answers them."""
        return generate_latest(self.registry)


def _name_state(slot: Slot | None) -> str:
    """What an operator calls it; empty for a slot that is empty, or just being sent."""
    if slot is None or slot.state == "sending":
        return ""
    if slot.reason:
        return "flagged" if slot.reason == UNKNOWN else "held"
    return slot.state
