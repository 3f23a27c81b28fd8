"""What the workspace and its apps have said to each other, for developers.

The record holds the latest exchanges and is never saved. Tokens and secrets are removed when it is
listed.
"""

from __future__ import annotations

import json
import re
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local_slack.refusals import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from local_slack.errors import SlackError, UndeliveredError

    JSON = dict[str, Any]

FROM_APP, TO_APP = "from_app", "to_app"
LATEST = 4000  # exchanges

REMOVED = "(removed)"
SECRET_FIELDS = {
    *("token", "access_token", "refresh_token", "bot_access_token"),
    *("client_secret", "signing_secret"),
}
SECRET_TEXTS = (r"\bxox[a-z]-[\w-]+", r"\bxapp-[\w-]+", r"\bxwfp-[\w-]+", r"(?<=ticket=)[\w-]+")
SHORTEST_SECRET = 8  # characters: a shorter one would blot out ordinary words


@dataclass
class Exchange:
    """A request and its answer.

    `kind` is call, response_url, upload or websocket from an app, and command, click, submission,
    closing, shortcut, suggestion or event to one. `name` is the method, command, action_id,
    callback_id or event type. `time` is the workspace's, `started` the machine's.
    `milliseconds` is None while the answer is awaited. `error` is what Slack would call it if it
    was refused or not delivered, `reason` why, and `problems` say where; those of a refused answer
    (`is_answer_refused`) lead into the answer. `remarks` say what of an
    accepted call is ignored. `fault` is the fault that it met.
    `messages` are the messages that it posted or changed, each as channel and ts.
    """

    number: int
    direction: str
    kind: str
    name: str
    time: float
    started: float
    app: str = ""
    by: str = ""
    channel: str = ""
    request: Any = None
    answer: Any = None
    status: int | None = None
    milliseconds: float | None = None
    error: str = ""
    reason: str = ""
    extra: JSON = field(default_factory=dict)
    is_answer_refused: bool = False
    remarks: list[str] = field(default_factory=list)
    fault: str = ""
    retry: int = 0
    envelope_id: str = ""
    messages: list[tuple[str, str]] = field(default_factory=list)
    revision: int = 0

    def problems(self) -> list[JSON]:
        """What is wrong with the request, or with the answer, and where."""
        if not self.error or (self.direction == TO_APP and not self.is_answer_refused):
            return []
        refused = self.answer if self.is_answer_refused else self.request
        return explain(self.error, self.extra, unfold(refused))


class Traffic:
    """The latest exchanges of a workspace and its apps, in the order in which they began."""

    def __init__(
        self,
        read_clock: Callable[[], float],
        name_id: Callable[[str], str],
        notify: Callable[[], None],
        secrets: Iterable[str],
    ) -> None:
        """`name_id` says what people call a person or channel, `notify` tells of each change."""
        self._read_clock, self._name_id, self._notify = read_clock, name_id, notify
        known = sorted({s for s in secrets if len(s) >= SHORTEST_SECRET}, key=len, reverse=True)
        self._secret = re.compile("|".join([*map(re.escape, known), *SECRET_TEXTS]))
        self._exchanges: deque[Exchange] = deque(maxlen=LATEST)
        self._number = 0
        self.revision = 0
        self.refused = 0
        self.on_refusal: Callable[[Exchange], None] | None = None
        self.on_remark: Callable[[str], None] | None = None

    def start(self, direction: str, kind: str, name: str, **known: Any) -> Exchange:  # noqa: ANN401
        """Record that an exchange begins; `known` are more of its fields."""
        self._number += 1
        now = self._read_clock()
        exchange = Exchange(self._number, direction, kind, name, now, time.time(), **known)
        self._exchanges.append(exchange)
        self._touch(exchange)
        return exchange

    def start_delivery(self, kind: str, payload: JSON, retry: int) -> Exchange:
        """Record that a payload is delivered; `kind` is as Socket Mode names it."""
        return self.start(TO_APP, **_describe_payload(kind, payload), retry=retry, request=payload)

    def finish(
        self, exchange: Exchange, answer: object, status: int | None = None, **known: object
    ) -> None:
        """Record the answer. `known` are more fields, such as `error` for a refusal."""
        for name, value in known.items():
            setattr(exchange, name, value)
        exchange.answer = answer
        exchange.status = status or exchange.status
        exchange.milliseconds = round((time.time() - exchange.started) * 1000, 1)
        self._touch(exchange)
        if exchange.error:
            self._count_refusal(exchange)
        for remark in exchange.remarks:
            if self.on_remark:
                self.on_remark(f"{exchange.name}: {remark}")

    def fail(self, exchange: Exchange, error: UndeliveredError) -> None:
        """Record that a payload was not delivered, or not answered well."""
        self.finish(exchange, error.answer, error=error.code, reason=error.reason)

    def refuse_answer(self, exchange: Exchange, error: SlackError) -> None:
        """Record that the app's answer to a payload is refused."""
        exchange.error, exchange.extra = error.code, error.extra
        exchange.is_answer_refused = True
        self._touch(exchange)
        self._count_refusal(exchange)

    def clear(self) -> None:
        """Forget every exchange."""
        self._exchanges.clear()
        self.refused = 0
        self.revision += 1
        self._notify()

    def list_since(self, revision: int = 0) -> list[JSON]:
        """The exchanges that are new or have changed since a revision, for the developer."""
        return [self.describe(each) for each in self._exchanges if each.revision > revision]

    def list_failures(self) -> list[str]:
        """A line for each exchange that was refused or failed."""
        return [self.describe_refusal(each) for each in self._exchanges if each.error]

    def list_calls(self) -> Iterator[JSON]:
        """The Web API calls and refused answers, in the order in which they ended."""
        for exchange in sorted(self._exchanges, key=lambda each: each.revision):
            call = _describe_call(exchange)
            if call:
                yield call

    def describe(self, exchange: Exchange) -> JSON:
        """An exchange as `GET /-/traffic` lists it, without tokens and secrets."""
        whole = {
            "number": exchange.number,
            "revision": exchange.revision,
            "direction": exchange.direction,
            "kind": exchange.kind,
            "name": exchange.name,
            "app": exchange.app,
            "summary": f"{self._summarise(exchange)} {_describe_end(exchange)}",
            "time": exchange.time,
            "started": exchange.started,
            "milliseconds": exchange.milliseconds,
            "status": exchange.status,
            "ok": None if exchange.milliseconds is None else not exchange.error,
            "error": exchange.error,
            "reason": exchange.reason,
            "problems": exchange.problems(),
            "refused": "answer" if exchange.is_answer_refused else "request",
            "fault": exchange.fault,
            "retry": exchange.retry,
            "envelope_id": exchange.envelope_id,
            "messages": [{"channel": channel, "ts": ts} for channel, ts in exchange.messages],
            "request": unfold(exchange.request),
            "answer": unfold(exchange.answer),
        }
        clean: JSON = self.clean(whole)
        return clean

    def describe_refusal(self, exchange: Exchange) -> str:
        """A refused or failed exchange in one line, without anything that people typed."""
        what = f"{exchange.kind} {exchange.name}" if exchange.direction == TO_APP else exchange.name
        if exchange.is_answer_refused:
            line = f"Refused the answer to {what}: {exchange.error}"
        elif exchange.direction == TO_APP:
            return f"Not delivered: {what}. {exchange.reason}"
        else:
            line = f"Refused {what}: {exchange.error}"
        first = next(iter(exchange.problems()), None)
        if first and first["pointer"]:
            line += f" at {first['pointer']}"
        clean: str = self.clean(f"{line}. {first['message'] if first else ''}".strip())
        return clean

    def _touch(self, exchange: Exchange) -> None:
        self.revision += 1
        exchange.revision = self.revision
        self._notify()

    def _count_refusal(self, exchange: Exchange) -> None:
        self.refused += 1
        if self.on_refusal:
            self.on_refusal(exchange)

    def _summarise(self, exchange: Exchange) -> str:
        words = ["websocket" if exchange.kind == "websocket" else exchange.name]
        if exchange.direction == TO_APP and exchange.kind != "command":
            words.insert(0, exchange.kind)
        if exchange.kind == "command" and exchange.request.get("text"):
            words.append(exchange.request["text"])
        if exchange.by:
            words.append(f"by {self._name_id(exchange.by)}")
        if exchange.channel:
            words.append(f"in {self._name_id(exchange.channel)}")
        if exchange.retry:
            words.append(f"(retry {exchange.retry})")
        return " ".join(words)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """JSON without tokens and secrets."""
        if isinstance(value, dict):
            return {
                key: REMOVED if key in SECRET_FIELDS and inner else self.clean(inner)
                for key, inner in value.items()
            }
        if isinstance(value, list):
            return [self.clean(inner) for inner in value]
        return self._secret.sub(REMOVED, value) if isinstance(value, str) else value


def unfold(message: object) -> object:
    """A request or answer with its fields as JSON, also those that came as JSON text."""
    if not isinstance(message, dict):
        return message
    return {name: _unfold_text(value) for name, value in message.items()}


def _unfold_text(value: object) -> object:
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


_INTERACTIONS = {
    "block_actions": "click",
    "view_submission": "submission",
    "view_closed": "closing",
    "block_suggestion": "suggestion",
}


_ANSWERS = {
    "command": "command",
    "submission": "view_submission",
    "suggestion": "block_suggestion",
}
"""What `GET /-/calls` calls the refused answer to a delivery of a kind."""


def _describe_payload(kind: str, payload: JSON) -> JSON:
    """What a payload is, whose it is, and what it is about."""
    app = payload.get("api_app_id", "")
    if kind == "slash_commands":
        by, channel = payload.get("user_id"), payload.get("channel_id")
        name = payload.get("command", "")
        return {"kind": "command", "name": name, "app": app} | _by(by, channel)
    if kind == "events_api":
        inner = payload.get("event") or {"type": "event"}
        by, channel = inner.get("user"), inner.get("channel")
        name = f"{inner['type']}.{inner['subtype']}" if "subtype" in inner else inner["type"]
        return {"kind": "event", "name": name, "app": app} | _by(by, channel)
    actions = payload.get("actions") or [{}]
    view = payload.get("view") or {}
    name = (
        actions[0].get("action_id")
        or payload.get("action_id")
        or payload.get("callback_id")
        or view.get("callback_id")
        or payload.get("type", "")
    )
    kind = _INTERACTIONS.get(payload.get("type", ""), "shortcut")
    described = {"kind": kind, "name": name, "app": app}
    return described | _by(payload.get("user"), payload.get("channel"))


def _by(by: object, channel: object) -> JSON:
    """Some events hold a whole person or channel instead of an id."""
    ids = [each.get("id", "") if isinstance(each, dict) else each or "" for each in (by, channel)]
    return {"by": ids[0], "channel": ids[1]}


def _describe_end(exchange: Exchange) -> str:
    if exchange.milliseconds is None:
        return "…"
    result = exchange.error or (exchange.status and str(exchange.status)) or "acknowledged"
    fault = f" (fault: {exchange.fault})" if exchange.fault else ""
    return f"→ {result} in {exchange.milliseconds:.0f} ms{fault}"


def _describe_call(exchange: Exchange) -> JSON | None:
    """An exchange as `GET /-/calls` lists it; None for one that it leaves out."""
    if exchange.is_answer_refused:
        refused = {
            "method": _ANSWERS[exchange.kind],
            "args": {},
            "ok": False,
            "error": exchange.error,
        }
        return refused | exchange.extra
    is_call = exchange.kind in {"call", "response_url", "download"} or (
        exchange.kind == "websocket" and exchange.fault
    )
    if not is_call or exchange.milliseconds is None:
        return None
    given = exchange.request if isinstance(exchange.request, dict) else {}
    if exchange.kind == "download":
        given = {}
    if exchange.fault and exchange.error:  # it had no effect
        return {"method": exchange.name, "args": {}, "ok": False, "error": exchange.error}
    call: JSON = {
        "method": exchange.name,
        "args": {key: value for key, value in given.items() if key not in SECRET_FIELDS},
        "ok": not exchange.error,
        "error": exchange.error or None,
    }
    if exchange.app:
        call["app"] = exchange.app
    if exchange.error and "response_metadata" in exchange.extra:
        call["messages"] = exchange.extra["response_metadata"].get("messages", [])
    return call
