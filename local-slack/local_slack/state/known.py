"""The names of Slack's methods, events and scopes, in `known.json`, built here or not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def load_methods() -> frozenset[str]:
    """The names of Slack's Web API methods."""
    return _load("methods")


@cache
def load_events() -> frozenset[str]:
    """The names under which a manifest subscribes to events."""
    return _load("events")


@cache
def load_scopes() -> frozenset[str]:
    """The scopes that an app can ask for, of its bot or of people."""
    return _load("scopes")


def _load(kind: str) -> frozenset[str]:
    text = Path(__file__).with_name("known.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)[kind])
