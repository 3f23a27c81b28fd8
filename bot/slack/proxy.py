"""Which proxy a call goes through: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, read once for each host.

With `trust_env`, aiohttp reads them for every call, and ~/.netrc too, which takes as long as the
call.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

if TYPE_CHECKING:
    from collections.abc import Callable


def make_proxy_finder() -> Callable[[str], str | None]:
    """Make a function that returns the address of the proxy for a URL, None if there is none."""

    @cache
    def find_for_host(scheme: str, host: str) -> str | None:
        return None if proxy_bypass(host) else getproxies().get(scheme)

    def find_proxy(url: str) -> str | None:
        parts = urlsplit(url)
        return find_for_host(parts.scheme, parts.hostname or "")

    return find_proxy
