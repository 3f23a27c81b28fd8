"""A file for each scenario, named for what happens in it."""

NAMES = ("killed", "events")
"""In the order of their numbers."""
