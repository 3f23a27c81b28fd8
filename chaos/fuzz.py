"""Random HTTP requests as bytes: what an attacker, a scanner or a bug might send."""

from __future__ import annotations

import json
import time
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.slack.signature import sign
from chaos import scorecards, wire
from chaos.desk import SIGNING_SECRET
from chaos.slack import TENANT
from chaos.wire import build_request

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    Json = dict[str, Any]

FORM, JSON = (content_type.encode() for content_type in (wire.FORM, wire.JSON))
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, "", "x", "\ud800", "\0", "<!channel>", "{{7*7}}", [], {}, [[]],
    {"id": []}, "é" * 3000, 10**30, ["U1"] * 50, {"type": "home"},
)  # fmt: skip
PATHS = (b"/slack/events", b"/slack/events", b"/slack/events/", b"/", b"//", b"/slack/install",
         b"/metrics", b"/%00", b"/..%2f..%2fetc/passwd", b"/readyz?" + b"a" * 5000)  # fmt: skip
METHODS = (b"POST", b"POST", b"GET", b"PUT", b"HEAD", b"DELETE", b"OPTIONS", b"BREW")
NOT_HTTP = (b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02",
            b"POST /slack/events HTTP/9.9\r\n\r\n",
           b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
           b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n",
           )  # fmt: skip


def make_request(chance: random.Random, valid: list[Json], *, signed: bool) -> bytes:
    """A random request, `signed` with a valid signature or not.

    Of ten, one is not HTTP, one has another method and path, two are random bytes and six are
    almost valid. `valid` are payloads that are sometimes sent unchanged.
    """
    kind = chance.randrange(10)
    if kind == 0:
        return chance.choice(NOT_HTTP)
    body, content_type = _make_body(chance, valid) if kind > 3 else (_random_bytes(chance), FORM)
    method = path = b""
    if kind == 1:
        method, path = chance.choice(METHODS), chance.choice(PATHS)
    if chance.random() < 0.1:
        content_type = chance.choice([b"", b"text/html", JSON + b"; charset=utf-7", FORM, JSON])
    headers = [(b"Content-Type", content_type), *_make_signature(chance, body, signed=signed)]
    if chance.random() < 0.05:
        headers += [
            (b"X-Slack-Request-Timestamp", b"1"),
            (b"X-Odd", _random_bytes(chance).hex().encode()),
        ]
    return build_request(method or b"POST", path or b"/slack/events", headers, body)


def _make_signature(
    chance: random.Random, body: bytes, *, signed: bool
) -> Iterator[tuple[bytes, bytes]]:
    """A valid signature, or one of the ways in which one can be wrong."""
    now = int(time.time())
    good = sign(SIGNING_SECRET, now, body).encode()
    wrong = chance.choice([b"", b"v0=", b"v0=" + b"0" * 64, b"\xff\xfe", good[:-1], good.upper()])
    when = chance.choice(
        [b"", b"x", b"-1", b"9" * 400, b"\xc2\xb2", b"%d" % (now - 3600), b"%d" % now]
    )
    if not signed and chance.random() < 0.2:
        return
    yield b"X-Slack-Request-Timestamp", b"%d" % now if signed else when
    yield b"X-Slack-Signature", good if signed else wrong


def _make_body(chance: random.Random, valid: list[Json]) -> tuple[bytes, bytes]:
    """A valid payload, mostly with one to three odd values in it."""
    if valid and chance.random() < 0.2:
        return urlencode({"payload": json.dumps(chance.choice(valid))}).encode(), FORM
    kind, payload = chance.choice(VALID)
    odd = json.loads(json.dumps(payload))
    for _ in range(chance.randrange(4)):
        _spoil(chance, odd)
    if kind == "command":
        fields = {name: value for name, value in odd.items() if isinstance(value, str)}
        return urlencode(fields, errors="surrogatepass").encode(), FORM
    if kind == "event":
        return json.dumps(odd).encode(), JSON
    return urlencode({"payload": json.dumps(odd)}).encode(), FORM


def _spoil(chance: random.Random, payload: Any) -> None:  # noqa: ANN401 - JSON
    """Replace a random value by something odd, or remove it."""
    part = payload
    while True:
        names = list(part) if isinstance(part, dict) else list(range(len(part)))
        if not names:
            return
        name = chance.choice(names)
        if isinstance(part[name], dict | list) and part[name] and chance.random() < 0.7:
            part = part[name]
            continue
        if chance.random() < 0.3:
            del part[name]
        else:
            part[name] = deepcopy(chance.choice(ODD))
        return


def _random_bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice([0, 1, 10, 100, 2000]))


_PERSON = {"team": {"id": TENANT}, "user": {"id": "U1", "team_id": TENANT}, "trigger_id": "1.2.3"}
VALID: list[tuple[str, Json]] = [
    *(
        (
            "command",
            {
                "team_id": TENANT,
                "channel_id": "C1",
                "channel_name": "privategroup",
                "user_id": "U1",
                "command": command,
                "text": text,
                "trigger_id": "1.2.3",
                "response_url": "http://127.0.0.1:9/none",
            },
        )
        for command, text in (
            ("/salary", "ai tech lead 190k sf"),
            ("/jd", ""),
            ("/interview-questions", "ai tech lead 2"),
            ("/debrief", "ai tech lead JS"),
            ("/hiring-guide", "ai tech lead how long"),
            ("/do-we-need-a-lead", ""),
            ("/debrief", "list"),
        )
    ),
    (
        "action",
        {
            "type": "block_actions",
            **_PERSON,
            "channel": {"id": "C1", "name": "privategroup"},
            "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
            "actions": [
                {
                    "type": "button",
                    "action_id": "debrief_file",
                    "block_id": "b",
                    "value": "0123456789abcdef/s1/1/0",
                }
            ],
            "response_url": "http://127.0.0.1:9/none",
            "state": {"values": {}},
        },
    ),
    ("submission", scorecards.make_submission(scorecards.Place("0123456789abcdef", "s1", "U1"), 0)),
    ("shortcut", {"type": "shortcut", **_PERSON, "callback_id": "open_debrief"}),
    *(
        (
            "event",
            {
                "type": "event_callback",
                "team_id": TENANT,
                "event_id": f"Ev{kind}",
                "event": {"type": kind, "event_ts": "1.1", **content},
            },
        )
        for kind, content in (
            ("user_change", {"user": {"id": "U1", "deleted": False}}),
            ("channel_id_changed", {"old_channel_id": "C8", "new_channel_id": "C9"}),
            ("member_left_channel", {"channel": "C1", "user": "U1"}),
            ("app_home_opened", {"user": "U1", "tab": "home"}),
            ("tokens_revoked", {"tokens": {"bot": ["U1"]}}),
        )
    ),
]
