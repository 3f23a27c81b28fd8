"""A Slack workspace on this machine, in a browser, that speaks Slack's own protocol.

For trying and testing an app. All that it knows of the app is in the manifest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_slack.settings import AppSettings, Settings

if TYPE_CHECKING:
    from local_slack.server import serve

__all__ = ["AppSettings", "Settings", "serve"]


def __getattr__(name: str) -> object:
    """Import the server only where it is used: pytest imports this package in every run."""
    if name == "serve":
        from local_slack.server import serve  # noqa: PLC0415

        return serve
    raise AttributeError(name)
