from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A refusal in Slack's own words: ``{"ok": false, "error": code, ...}``.

    ``extra`` holds further fields of the answer, such as ``needed`` and ``provided`` of a
    ``missing_scope``, or ``response_metadata``.
    """

    def __init__(self, code: str, **extra: Any) -> None:  # noqa: ANN401 - fields of any JSON type
        super().__init__(code)
        self.code = code
        self.extra = extra


class ActError(Exception):
    """Something a person cannot do here; the message is a sentence for them."""


class StartError(Exception):
    """The local workspace cannot start; the message is a sentence for whoever started it."""
