"""A file for each scenario, named for what happens in it."""

NAMES = ("killed",)
"""In the order of their numbers."""
