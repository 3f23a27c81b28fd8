from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A refusal in Slack's own words: `{"ok": false, "error": code, ...}`.

    `extra` holds more fields of the answer, such as `needed` and `provided` of a
    `missing_scope`, or `response_metadata`.
    """

    def __init__(self, code: str, **extra: Any) -> None:  # noqa: ANN401 - fields of any JSON type
        super().__init__(code)
        self.code = code
        self.extra = extra

    def add_message(self, sentence: str) -> None:
        """Say first what is wrong, before what comes of it."""
        metadata = self.extra.setdefault("response_metadata", {})
        metadata["messages"] = [f"[ERROR] {sentence}", *metadata.get("messages", [])]


def build_refusal(code: str, sentence: str, pointer: str = "") -> SlackError:
    """A refusal with a sentence of its own, and a JSON pointer to what it is about."""
    place = f" [json-pointer:{pointer}]" if pointer else ""
    return SlackError(code, response_metadata={"messages": [f"[ERROR] {sentence}{place}"]})


class ActError(Exception):
    """Something that this person cannot do; the message is a sentence for them."""


class UndeliveredError(Exception):
    """The app gave no usable answer; `reason` says why to its developer.

    `code` is what Slack tells the person: operation_timeout, dispatch_failed (no app there),
    http_service_error (another status than 200), invalid_command_response. `retry` is False
    where the app wants no repetition (`x-slack-no-retry: 1`). `answer` is what it answered, if
    anything.
    """

    def __init__(
        self, code: str, reason: str, *, retry: bool = True, answer: str | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.retry = retry
        self.answer = answer


class StartError(Exception):
    """The local workspace cannot start; the message is a sentence for the person who started it."""


class StateError(Exception):
    """A file is not a saved workspace; the message is a sentence that says what is wrong."""
