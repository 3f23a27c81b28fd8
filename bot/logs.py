"""Logging to stderr: one line each, ids and outcomes, never what people typed."""

from __future__ import annotations

import logging

# At DEBUG the SDK and Bolt log whole payloads and tokens; at INFO, bodies with a bad signature; at
# WARNING, Bolt logs bodies that nobody took and the code of an installation that failed.
QUIET = {
    "slack_sdk": logging.WARNING,
    "slack_bolt": logging.ERROR,
    "aiohttp": logging.WARNING,
    "asyncio": logging.WARNING,
    "uvicorn": logging.WARNING,
}


def set_up(level: str) -> None:
    """Log from this level on; what other libraries say, only where it is serious."""
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
