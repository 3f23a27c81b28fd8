"""Why the app gave no usable answer: a sentence for its developer.

Bolt for Python answers 404 to what no listener takes, and over Socket Mode nothing. Bolt for
JavaScript answers nothing in both cases.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from local_slack.traffic import Exchange

USUAL_PATH = "/slack/events"  # Bolt's own
WITHOUT_LISTENER = {"unhandled request", "no handler found"}
WITHOUT_NEXT = "no next() calls in middleware"
LONGEST_NAME = 60  # characters of a server's name

LISTENERS = {
    "command": "the command {name}",
    "click": "the action_id {name}",
    "suggestion": "the choices of the action_id {name}",
    "submission": "the submission of the callback_id {name}",
    "closing": "the closing of the callback_id {name}",
    "shortcut": "the shortcut {name}",
    "event": "the event {name}",
}
"""What a listener is for, by the kind of an exchange."""


def explain_status(exchange: Exchange, status: int, address: str, body: str, server: str) -> str:
    """What an answer with another status than 200 means. `server` is what its header says."""
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return (
            f"The app answered {status}: it refuses the signature. Does it have the signing secret "
            "of this workspace?"
        )
    error = _read_error(body)
    if status == HTTPStatus.NOT_FOUND and error in WITHOUT_LISTENER:
        return f"The app has no listener for {_describe_listener(exchange)}."
    if status == HTTPStatus.NOT_FOUND and error == WITHOUT_NEXT:
        return "A middleware of the app neither called next() nor answered."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED:
        return f"The app answered {status}. What it printed itself may say why."
    path = urlsplit(address).path or "/"
    usual = "" if path == USUAL_PATH else f" Is the path right? Bolt's own is {USUAL_PATH}."
    who = f"{server[:LONGEST_NAME]} answers" if server else "Something answers"
    return f"{who} {status} at {address}. Is that your app?{usual}"


def explain_silence(exchange: Exchange, seconds: float, address: str) -> str:
    """What it means that no answer came in time; no address for Socket Mode."""
    place = f" at {address}" if address else ""
    return (
        f"The app did not answer within {seconds:g} s{place}. Does it have a listener for "
        f"{_describe_listener(exchange)}, and does that call ack() at once?"
    )


def _describe_listener(exchange: Exchange) -> str:
    return LISTENERS[exchange.kind].format(name=exchange.name)


def _read_error(body: str) -> str:
    try:
        answer = json.loads(body)
    except ValueError:
        return ""
    return str(answer.get("error")) if isinstance(answer, dict) else ""
