"""What an operator can watch, in Prometheus's format. No label names a person or a text.

`docs/operations.md` says what each means and when to worry; a test holds the two together. Every
label's values come from the code, never from what a person sent, so their number is bounded.

Whoever reads `/metrics` every second must not see when somebody edits a scorecard. So what went
well is shown in steps of a quarter of an hour, without saying what it was. What went wrong, and
what concerns nobody in particular, is shown at once.
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
    from collections.abc import Callable, Iterator

    from prometheus_client import Metric
    from prometheus_client.samples import Sample

    from bot.store.slots import Slot

UNKNOWN = "unknown"

STEP_SECONDS = 900
ANY = "any"

# By family: the outcomes that are an everyday thing.
EVERYDAY = {
    "hiring_desk_answer_seconds": {"answered", "refused"},
    "hiring_desk_slack_calls": {"ok", "refused"},
    "hiring_desk_store_seconds": {"ok"},
    "hiring_desk_visit_seconds": {"done"},
}

# Without outcomes. These have nothing to do with what people do in a debrief.
AT_ONCE = {
    "hiring_desk_refused_requests",
    "hiring_desk_socket_connections",
    "hiring_desk_socket_connections_at_slack",
    "hiring_desk_socket_reconnects",
    "hiring_desk_store_safe",
    "hiring_desk_content_current",
}

# Shown at once, and rounded down to a multiple, below which one person's work stays.
ROUNDED = {
    "hiring_desk_calls_in_flight": 10,
    "hiring_desk_due_age_seconds": 60,
    "hiring_desk_tasks": 10,
}


class Metrics:
    """The counters of one process. `clock` returns seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
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
        self.content_current = Gauge(
            "hiring_desk_content_current",
            "0 while the last change of CONTENT_DIR can't be used and an earlier one is, else 1.",
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
            "Time of the reconciler's work on a debrief or a person, by outcome.",
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
            "How long the debrief or person that was due first has waited; NaN without a store.",
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
        self._clock = clock
        self._step_at = clock()
        self._step = self._read_samples()
        self._shown = CollectorRegistry()
        self._shown.register(self)

    def record_answer(self, kind: str, outcome: str, seconds: float) -> None:
        """Record an answer to Slack."""
        self.answers.labels(_generalise(self.answers, kind, outcome), outcome).observe(seconds)

    def count_call(self, method: str, outcome: str) -> None:
        """Count a call to Slack's Web API."""
        self.calls.labels(_generalise(self.calls, method, outcome), outcome).inc()

    def count_refusal(self, reason: str) -> None:
        """Count a request that was turned away."""
        self.refused.labels(reason).inc()

    def record_store_call(self, call: str, outcome: str, seconds: float) -> None:
        """Record a call of the store."""
        self.store.labels(_generalise(self.store, call, outcome), outcome).observe(seconds)

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
        return generate_latest(self._shown)

    def collect(self) -> Iterator[Metric]:
        """What is shown now, as prometheus_client asks for it.

        Two steps are at least STEP_SECONDS apart, whenever somebody reads them.
        """
        now = self._clock()
        if now >= self._step_at + STEP_SECONDS:
            self._step_at, self._step = now, self._read_samples()
        for family in self.registry.collect():
            earlier = self._step.get(family.name, [])
            current = [_round_down(family, each) for each in family.samples]
            family.samples = [
                *(each for each in current if _is_shown_at_once(family, each)),
                *(each for each in earlier if not _is_shown_at_once(family, each)),
            ]
            yield family

    def _read_samples(self) -> dict[str, list[Sample]]:
        """The samples by family, without those that say when something happened the first time."""
        return {
            family.name: [each for each in family.samples if not each.name.endswith("_created")]
            for family in self.registry.collect()
        }


def _generalise(family: Counter | Histogram, label: str, outcome: str) -> str:
    """The label of what went wrong, and the same for everything that went well."""
    return ANY if outcome in EVERYDAY[family._name] else label  # noqa: SLF001 - it has no other name


def _is_shown_at_once(family: Metric, sample: Sample) -> bool:
    if sample.name.endswith("_created"):
        return False
    if "outcome" in sample.labels:
        return sample.labels["outcome"] not in EVERYDAY[family.name]
    return family.name in AT_ONCE or family.name in ROUNDED


def _round_down(family: Metric, sample: Sample) -> Sample:
    multiple = ROUNDED.get(family.name)
    return sample._replace(value=sample.value // multiple * multiple) if multiple else sample


def _name_state(slot: Slot | None) -> str:
    """What an operator calls it; empty for a slot that is empty, or just being sent."""
    if slot is None or slot.state == "sending":
        return ""
    if slot.reason:
        return "flagged" if slot.reason == UNKNOWN else "held"
    return slot.state
