"""What an operator can watch, in Prometheus's format. No label names a person or a text."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


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
            "HTTP requests turned away at the edge, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self.calls = Counter(
            "hiring_desk_slack_calls",
            "Calls to Slack's Web API, by method and outcome.",
            ["method", "outcome"],
            registry=self.registry,
        )

    def exposition(self) -> bytes:
        """All metrics as `GET /metrics` answers them."""
        return generate_latest(self.registry)
