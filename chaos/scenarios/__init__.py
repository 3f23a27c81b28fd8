"""A file for each scenario, named for what happens in it."""

NAMES = ("killed", "power_loss", "events", "cancelled", "fuzzed")
"""In the order of their numbers."""
