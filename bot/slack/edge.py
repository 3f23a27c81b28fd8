"""The HTTP endpoint that Slack calls: `POST /slack/events`, plain ASGI.

Size, content type, signature and time are checked over the raw bytes before anything is parsed.
A bad request gets a 4xx and one short log line without the body. Only a well-formed body goes on.
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl

from bot.slack.signature import SignatureCheck

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from starlette.types import Receive, Scope, Send

    from bot.slack.replies import Reply

Json: TypeAlias = dict[str, Any]

# A modal may hold 250 KB of JSON, which percent-encoding can treble.
MAX_BODY_BYTES = 1024 * 1024
# A slash command has about fifteen fields; an interactivity payload has one.
MAX_FIELDS = 100

CHECKED_HEADERS = (b"content-type", b"x-slack-request-timestamp", b"x-slack-signature")

log = logging.getLogger(__name__)


class RequestRefusedError(Exception):
    """A request that is refused before it is handled."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Edge:
    """Checks requests and hands their parsed body to `dispatch`."""

    def __init__(
        self,
        signing_secret: str,
        dispatch: Callable[[Json, Mapping[str, str]], Awaitable[Reply]],
        count_refusal: Callable[[str], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._signature = SignatureCheck(signing_secret, clock)
        self._dispatch = dispatch
        self._count_refusal = count_refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            body = await self._check_request(scope, receive)
            if body.get("type") == "url_verification":
                await _send_answer(
                    send, 200, json.dumps({"challenge": body.get("challenge")}).encode()
                )
                return
            if "ssl_check" in body:
                await _send_answer(send, 200, b"")
                return
            reply = await self._dispatch(body, _select_headers(scope["headers"]))
        except RequestRefusedError as problem:
            log.warning("refused a request: %d %s", problem.status, problem.reason)
            self._count_refusal(problem.reason)
            await _send_answer(send, problem.status, json.dumps({"error": problem.reason}).encode())
        else:
            await _send_answer(send, reply.status, reply.body.encode())

    async def _check_request(self, scope: Scope, receive: Receive) -> Json:
        """Return the parsed body. Raises RequestRefusedError."""
        if scope["method"] != "POST":
            raise RequestRefusedError(405, "not a POST")
        headers = dict(scope["headers"])
        if len(headers) < len(scope["headers"]) and _is_any_repeated(scope["headers"]):
            raise RequestRefusedError(400, "repeated header")
        parse = _choose_parser(headers.get(b"content-type", b""))
        raw = await _read_body(receive)
        problem = self._signature.find_problem(
            headers.get(b"x-slack-request-timestamp"), headers.get(b"x-slack-signature"), raw
        )
        if problem:
            raise RequestRefusedError(401, problem)
        try:
            return parse(raw)
        except (ValueError, RecursionError):
            raise RequestRefusedError(400, "malformed body") from None


def _select_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Select Slack's headers, such as the number of a retry. Bolt uses some to call itself."""
    return {
        name.decode("latin-1"): value.decode("latin-1")
        for name, value in headers
        if name.startswith(b"x-slack-") and not name.startswith(b"x-slack-bolt-")
    }


def _is_any_repeated(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a header that is checked is there twice: another program may read the other one."""
    names = [name for name, _ in headers]
    return any(names.count(name) > 1 for name in CHECKED_HEADERS)


def _choose_parser(content_type: bytes) -> Callable[[bytes], Json]:
    kind, _, parameters = content_type.lower().partition(b";")
    parse = PARSERS.get(kind.strip())
    if parse is None:
        raise RequestRefusedError(415, "unknown content type")
    charset = parameters.strip().removeprefix(b"charset=").strip(b'" ')
    if charset not in (b"", b"utf-8"):
        raise RequestRefusedError(415, "unknown charset")
    return parse


def _parse_form(raw: bytes) -> Json:
    """Parse a command's fields, or the JSON in the one field `payload`. Raises ValueError."""
    fields = dict(
        parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict"
        )
    )
    payload = fields.get("payload")
    return dict(fields) if payload is None else _parse_json(payload)


def _parse_json(raw: bytes | str) -> Json:
    """Parse an object. Raises ValueError or, for absurd nesting, RecursionError."""
    text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("not an object")  # noqa: TRY004 - the caller catches one kind
    return body


PARSERS: Mapping[bytes, Callable[[bytes], Json]] = {
    b"application/x-www-form-urlencoded": _parse_form,
    b"application/json": _parse_json,
}


async def _read_body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise RequestRefusedError(400, "incomplete body")
        chunk = part.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            raise RequestRefusedError(413, "body too large")
        chunks.append(chunk)
        if not part.get("more_body", False):
            return b"".join(chunks)


async def _send_answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-length", str(len(body)).encode())]
    if body:
        headers.append((b"content-type", b"application/json; charset=utf-8"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
