"""Whether a request comes from Slack: the SDK's check, and what has to hold before it can be asked.

Slack signs `v0:{timestamp}:{raw body}` with HMAC-SHA256 and the app's signing secret, and asks
apps to refuse timestamps more than five minutes away. A request that is delivered twice in that
time has its effect once, because every effect is idempotent, so no signature is remembered here.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from slack_sdk.signature import Clock, SignatureVerifier

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW_SECONDS = 300


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """Make the value of `X-Slack-Signature`, to act as Slack. The body may be any bytes."""
    signed = b"v0:%d:%b" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class SignatureCheck:
    """Says why a request is refused. `clock` returns seconds since 1970."""

    def __init__(self, secret: str, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._verifier = SignatureVerifier(secret, _Clock(clock))

    def find_problem(
        self, timestamp: bytes | None, signature: bytes | None, body: bytes
    ) -> str | None:
        """Find why a request is refused; None if it is from Slack.

        The SDK raises where a header or the body is not what Slack sends, so that is refused first.
        """
        if timestamp is None or signature is None:
            return "unsigned"
        if not timestamp.isdigit() or len(timestamp) > 12:  # noqa: PLR2004 - seconds since 1970
            return "bad timestamp"
        if abs(self._clock() - int(timestamp)) > WINDOW_SECONDS:
            return "stale"
        try:
            good = signature.isascii() and self._verifier.is_valid(
                body, timestamp.decode(), signature.decode()
            )
        except UnicodeDecodeError:  # a body that is not UTF-8
            good = False
        return None if good else "bad signature"


class _Clock(Clock):
    def __init__(self, clock: Callable[[], float]) -> None:
        self.now = clock  # type: ignore[method-assign]
