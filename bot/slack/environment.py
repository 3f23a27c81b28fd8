"""Bolt reads SLACK_* variables by itself; here only `bot.settings` decides what they mean."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_slack_variables() -> Iterator[None]:
    """Hide SLACK_* while Bolt's objects are made: SLACK_CLIENT_ID would switch it to OAuth."""
    names = [name for name in os.environ if name.startswith("SLACK_")]
    taken = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(taken)
