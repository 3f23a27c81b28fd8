"""Whether a request comes from Slack.

Slack signs `v0:{timestamp}:{raw body}` with HMAC-SHA256 and the app's signing secret, and asks
apps to refuse timestamps more than five minutes away. The same request may be delivered twice in
that window; what it does has its effect once all the same, so nothing is remembered here.
"""

from __future__ import annotations

import hashlib
import hmac

WINDOW_SECONDS = 300


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The value of `X-Slack-Signature` for a body."""
    signed = b"v0:%d:%b" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def refusal(
    secret: str, timestamp: bytes | None, signature: bytes | None, body: bytes, now: float
) -> str | None:
    """Why a request is refused, or None where it is from Slack.

    The headers come as raw bytes: what is not the ASCII that Slack sends cannot raise here.
    """
    if timestamp is None or signature is None:
        return "unsigned"
    if not timestamp.isdigit() or len(timestamp) > 12:  # noqa: PLR2004 - seconds since 1970
        return "bad timestamp"
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        return "stale"
    expected = sign(secret, int(timestamp), body).encode()
    return None if hmac.compare_digest(expected, signature) else "bad signature"
