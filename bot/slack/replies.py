"""What a handler answers a request with, inside the HTTP response itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.kit import Message, View


@dataclass(frozen=True, slots=True)
class Reply:
    """The body of the answer, JSON text; empty for a bare acknowledgement."""

    body: str = ""
    status: int = 200


ACKNOWLEDGED = Reply()

_BOLD: Final = re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*")

# Slack delivers an event again that was not answered with a 200.
TRY_AGAIN = Reply(status=503)


def ends_form(reply: Reply) -> bool:
    """Whether a submitted modal is closed by this answer to it, or replaced."""
    answer = json.loads(reply.body) if reply.body.startswith("{") else {}
    keeps = answer.get("response_action") in {"errors", "push"}
    return reply.status == ACKNOWLEDGED.status and not keeps


def build_ephemeral(message: Message) -> Reply:
    """Answer a command so that only its author sees it."""
    return Reply(json.dumps({"response_type": "ephemeral", **message.payload()}))


def build_errors(by_block: Mapping[str, str]) -> Reply:
    """Keep the modal open, with what was typed in it and an error at each of these blocks.

    Slack shows an error as it is, so what would be bold in a message is in quotation marks.
    """
    errors = {block: _BOLD.sub(r"“\1”", sentence) for block, sentence in by_block.items()}
    return Reply(json.dumps({"response_action": "errors", "errors": errors}))


def build_update(view: View) -> Reply:
    """Replace the submitted modal with another view."""
    return Reply(json.dumps({"response_action": "update", "view": view.payload}))


def build_push(view: View) -> Reply:
    """Push another view onto the submitted modal; closing it leads back to the form as it was."""
    return Reply(json.dumps({"response_action": "push", "view": view.payload}))
