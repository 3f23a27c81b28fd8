"""A file for each scenario, named for what happens in it."""

NAMES = (
    "killed",
    "rolled",
    "power_loss",
    "failover",
    "broken_store",
    "events",
    "posts",
    "due",
    "socket_mode",
    "steady",
    "cancelled",
    "fuzzed",
    "soak",
)
"""In the order of their numbers."""
