"""`manifest.yml`: what it asks of Slack, and the same app for HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import yaml

from bot.slack.web import EVENTS_PATH, REDIRECT_PATH
from hiring.errors import HiringDeskError

Json: TypeAlias = dict[str, Any]

PATH = Path(__file__).parent.parent / "manifest.yml"


def read() -> Json:
    """The manifest as it lies there: for Socket Mode."""
    manifest: Json = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return manifest


def scopes(manifest: Json) -> list[str]:
    """The bot scopes that the app cannot do without."""
    return list(manifest["oauth_config"]["scopes"]["bot"])


def for_http(manifest: Json, url: str, *, oauth: bool = False) -> Json:
    """The manifest for requests to `url`; with `oauth`, for installing into many workspaces.

    Raises HiringDeskError where Slack could not call that address.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise HiringDeskError(f"--url must be an https:// address that Slack can reach: {url!r}.")
    base = url.rstrip("/")
    events = base + EVENTS_PATH
    features, settings = manifest["features"], manifest["settings"]
    made: Json = {
        **manifest,
        "features": {
            **features,
            "slash_commands": [
                {"command": entry["command"], "url": events, **entry}
                for entry in features["slash_commands"]
            ],
        },
        "settings": {
            **settings,
            "event_subscriptions": {"request_url": events, **settings["event_subscriptions"]},
            "interactivity": {**settings["interactivity"], "request_url": events},
            "socket_mode_enabled": False,
        },
    }
    if oauth:
        made["oauth_config"] = {
            "redirect_urls": [base + REDIRECT_PATH],
            **manifest["oauth_config"],
        }
    return made


def as_yaml(manifest: Json) -> str:
    """The text to paste into Slack's app settings."""
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=100)
