"""Logging to stderr: one line each, ids and outcomes, never what people typed."""

from __future__ import annotations

import logging

# At DEBUG the SDK and Bolt log whole payloads and tokens; at INFO, bodies with a bad signature.
QUIET = ("slack_sdk", "slack_bolt", "aiohttp", "asyncio", "uvicorn")


def set_up(level: str) -> None:
    """Log from this level on; what other libraries say, from WARNING on."""
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
