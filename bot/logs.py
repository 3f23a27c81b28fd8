"""Logging to stderr: one line each, ids and outcomes, never what people typed."""

from __future__ import annotations

import logging

QUIET = {
    "slack_sdk": logging.WARNING,
    "slack_bolt": logging.ERROR,
    "aiohttp": logging.WARNING,
    "asyncio": logging.WARNING,
    "uvicorn": logging.WARNING,
    "bm25s": logging.WARNING,
}
"""Libraries that must not log more than this.

At DEBUG the SDK and Bolt log whole payloads and tokens; at INFO, bodies with a bad signature; at
WARNING, Bolt logs bodies that no listener took and the code of a failed installation. bm25s sets
itself to DEBUG, whatever level the settings name.
"""


def set_up_logging(level: str) -> None:
    """Log at this level and above; other libraries only what is serious."""
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
