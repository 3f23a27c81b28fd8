"""Python imports this at its start, if its folder is in PYTHONPATH."""

from __future__ import annotations

import contextlib
import importlib
import os


def redirect_clients(url: str) -> None:
    """Make `url` the default address of slack_sdk's Web API clients."""
    for name, kind in (("base_client", "BaseClient"), ("async_base_client", "AsyncBaseClient")):
        with contextlib.suppress(ImportError):
            client = getattr(importlib.import_module(f"slack_sdk.web.{name}"), kind)
            old, client.BASE_URL = client.BASE_URL, url
            start = client.__init__
            start.__defaults__ = tuple(url if d == old else d for d in start.__defaults__ or ())
            for argument, default in (start.__kwdefaults__ or {}).items():
                if default == old:
                    start.__kwdefaults__[argument] = url


if os.environ.get("SLACK_API_URL"):
    redirect_clients(os.environ["SLACK_API_URL"].rstrip("/") + "/")
