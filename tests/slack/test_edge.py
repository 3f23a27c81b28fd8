"""What reaches `POST /slack/events`: everything malformed is turned away, and nothing breaks."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.features.routes import ROUTES
from bot.slack import edge
from bot.slack.requests import Action, read_request
from bot.slack.signature import sign
from tests import raw_http
from tests.desk import SECRET, action, as_form, command, event, submission, until
from tests.raw_http import FORM, JSON, form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

TYPED = "what-somebody-typed"
GOOD = form(command(f"london {TYPED}"))


def post(body: bytes, **more: Any) -> tuple[bytes, dict[str, Any]]:  # noqa: ANN401 - of any type
    return body, more


def header(name: bytes, value: bytes | None) -> dict[str, Any]:
    return {"replaced": {name: value}}


def twice(name: bytes, value: bytes) -> dict[str, Any]:
    return {"added": [(name, value)]}


TIMESTAMP = b"x-slack-request-timestamp"
SIGNATURE = b"x-slack-signature"
TYPE = b"content-type"

# name: (status, reason in the log, body, how it is sent)
MALFORMED: dict[str, tuple[int, str, bytes, dict[str, Any]]] = {
    "timestamp of letters": (401, "bad timestamp", *post(GOOD, **header(TIMESTAMP, b"soon"))),
    "empty timestamp": (401, "bad timestamp", *post(GOOD, **header(TIMESTAMP, b""))),
    "negative timestamp": (401, "bad timestamp", *post(GOOD, **header(TIMESTAMP, b"-1"))),
    "timestamp with a fraction": (
        401,
        "bad timestamp",
        *post(GOOD, **header(TIMESTAMP, b"1700000000.5")),
    ),
    "timestamp in Arabic digits": (
        401,
        "bad timestamp",
        *post(GOOD, **header(TIMESTAMP, "\u0661\u0667\u0660".encode())),
    ),
    "timestamp of 5,000 digits": (
        401,
        "bad timestamp",
        *post(GOOD, **header(TIMESTAMP, b"9" * 5000)),
    ),
    "stale": (401, "stale", *post(GOOD, shift=-301)),
    "from the future": (401, "stale", *post(GOOD, shift=+310)),
    "no timestamp": (401, "unsigned", *post(GOOD, **header(TIMESTAMP, None))),
    "no signature": (401, "unsigned", *post(GOOD, **header(SIGNATURE, None))),
    "empty signature": (401, "bad signature", *post(GOOD, **header(SIGNATURE, b""))),
    "signature beyond ASCII": (
        401,
        "bad signature",
        *post(GOOD, **header(SIGNATURE, "v0=süß\N{SNOWMAN}".encode())),
    ),
    "signature of bytes that are no text": (
        401,
        "bad signature",
        *post(GOOD, **header(SIGNATURE, b"v0=\xff\xfe")),
    ),
    "signature of another body": (
        401,
        "bad signature",
        *post(GOOD, **header(SIGNATURE, sign(SECRET, int(time.time()), b"other").encode())),
    ),
    "signature with another secret": (
        401,
        "bad signature",
        *post(GOOD, **header(SIGNATURE, sign("other", int(time.time()), GOOD).encode())),
    ),
    "signature of the old kind": (401, "bad signature", *post(GOOD, **header(SIGNATURE, b"v1=ab"))),
    "two signatures": (400, "repeated header", *post(GOOD, **twice(SIGNATURE, b"v0=ab"))),
    "two timestamps": (400, "repeated header", *post(GOOD, **twice(TIMESTAMP, b"1700000000"))),
    "two content types": (400, "repeated header", *post(GOOD, **twice(TYPE, JSON))),
    "no content type": (415, "unknown content type", *post(GOOD, **header(TYPE, None))),
    "XML": (415, "unknown content type", *post(b"<a/>", content_type=b"application/xml")),
    "multipart": (
        415,
        "unknown content type",
        *post(GOOD, content_type=b"multipart/form-data; boundary=x"),
    ),
    "content type of bytes that are no text": (
        415,
        "unknown content type",
        *post(GOOD, content_type=b"\xff\xfe"),
    ),
    "unknown charset": (
        415,
        "unknown charset",
        *post(b"{}", content_type=JSON + b"; charset=utf-16"),
    ),
    "charset that does not exist": (
        415,
        "unknown charset",
        *post(GOOD, content_type=FORM + b"; charset=klingon"),
    ),
    "bad JSON": (400, "malformed body", *post(b'{"type": ', content_type=JSON)),
    "empty JSON": (400, "malformed body", *post(b"", content_type=JSON)),
    "JSON list": (400, "malformed body", *post(b"[1, 2]", content_type=JSON)),
    "JSON text": (400, "malformed body", *post(b'"event_callback"', content_type=JSON)),
    "JSON null": (400, "malformed body", *post(b"null", content_type=JSON)),
    "JSON in invalid UTF-8": (401, "bad signature", *post(b'{"type": "\xff"}', content_type=JSON)),
    "JSON with a byte order mark": (
        400,
        "malformed body",
        *post(b"\xef\xbb\xbf{}", content_type=JSON),
    ),
    "100,000 deep JSON lists": (400, "malformed body", *post(b"[" * 100_000, content_type=JSON)),
    "100,000 deep JSON objects": (
        400,
        "malformed body",
        *post(b'{"a":' * 100_000, content_type=JSON),
    ),
    "a number of 100,000 digits": (
        400,
        "malformed body",
        *post(b'{"type": ' + b"9" * 100_000 + b"}", content_type=JSON),
    ),
    "form in invalid UTF-8": (400, "malformed body", *post(b"command=%FF%FE")),
    "form of bytes that are no text": (401, "bad signature", *post(b"command=\xff\xfe")),
    "form with half a character": (400, "malformed body", *post(b"text=%ED%A0%80")),
    "form with a thousand fields": (
        400,
        "malformed body",
        *post(form({f"field{number}": "1" for number in range(1000)})),
    ),
    "payload that is no JSON": (400, "malformed body", *post(form({"payload": "{not json"}))),
    "payload that is a list": (400, "malformed body", *post(form({"payload": "[]"}))),
    "payload that is empty": (400, "malformed body", *post(form({"payload": ""}))),
    "deep payload": (400, "malformed body", *post(form({"payload": "[" * 100_000}))),
    "empty form": (400, "payload without type", *post(b"")),
    "form of nothing known": (400, "payload without type", *post(form({"a": "b"}))),
    "JSON of nothing known": (400, "payload without type", *post(b"{}", content_type=JSON)),
    "unknown type": (
        400,
        "payload without type",
        *post(form({"payload": '{"type": "dialog_submission"}'})),
    ),
    "type that is no text": (
        400,
        "payload without type",
        *post(b'{"type": ["event_callback"]}', content_type=JSON),
    ),
    "a workspace that is no id": (
        400,
        "payload without team_id",
        *post(
            json.dumps(event("app_home_opened", user="U1") | {"team_id": "<T>"}).encode(),
            content_type=JSON,
        ),
    ),
    "a person who is no id": (
        400,
        "payload without user_id",
        *post(form(command("london", user_id="{s1}"))),
    ),
    "too large": (413, "body too large", *post(b"a" * (edge.MAX_BODY_BYTES + 1))),
    "too large, in chunks": (
        413,
        "body too large",
        *post(b"a" * (edge.MAX_BODY_BYTES + 1), chunked=True),
    ),
}


def edge_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line.getMessage() for line in caplog.records if line.name == edge.__name__]


@pytest.mark.parametrize("name", MALFORMED)
async def test_the_malformed_is_refused_in_one_line(
    name: str, desk: Running, caplog: pytest.LogCaptureFixture
) -> None:
    """A 4xx, one short line in the log, and nothing of the body in either."""
    status, reason, body, how = MALFORMED[name]
    answer = await desk.post(body, **how)
    assert (answer.status, answer.json) == (status, {"error": reason})
    assert edge_lines(caplog) == [f"refused a request: {status} {reason}"]
    assert TYPED not in caplog.text


@pytest.mark.parametrize("depth", [50, 200, 450, 900, 980])
async def test_nesting_breaks_nothing_however_deep(depth: int, desk: Running) -> None:
    """What the parser still takes may be more than what reads it afterwards does."""
    body = json.dumps(event("member_joined_channel")).replace(
        '"event_ts"', f'"deep": {"[" * depth}{"]" * depth}, "event_ts"'
    )
    answer = await desk.post(body.encode(), content_type=JSON)
    assert answer.status in {200, 400}


async def test_half_a_character_is_replaced_before_anybody_reads_it(desk: Running) -> None:
    """JSON can spell a lone surrogate; no text that is stored or sent can hold one."""
    pressed = action("guide.show", "ai-tech-lead \ud800")
    assert "\\ud800" in json.dumps(pressed)
    request = read_request(pressed)
    assert isinstance(request, Action)
    assert request.value == "ai-tech-lead \N{REPLACEMENT CHARACTER}"
    assert (await desk.post(as_form(pressed))).status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_only_posts_are_taken(method: str, desk: Running) -> None:
    answer = await raw_http.send(desk.port, method, "/slack/events")
    assert answer.status == 405


@pytest.mark.parametrize("body", [b"{not json", b"[" * 100_000, b"a" * 1000, b"", b"\xff"])
@pytest.mark.parametrize("content_type", [FORM, JSON])
async def test_nothing_is_parsed_before_the_signature(
    body: bytes, content_type: bytes, desk: Running
) -> None:
    """Without the secret nobody learns what a parser makes of their bytes."""
    answer = await desk.post(body, content_type=content_type, replaced={SIGNATURE: b"v0=guess"})
    assert answer.status == 401


async def test_a_body_that_is_cut_short_is_dropped(
    desk: Running, caplog: pytest.LogCaptureFixture
) -> None:
    headers = [(TYPE, FORM), (b"content-length", b"5000")]
    await raw_http.send(
        desk.port, "POST", "/slack/events", headers, [b"text=" + TYPED.encode()], cut=True
    )
    await until(lambda: edge_lines(caplog))
    assert edge_lines(caplog) == ["refused a request: 400 incomplete body"]
    assert (await desk.post(form(command("london")))).status == 200


async def test_every_refusal_is_counted(desk: Running) -> None:
    counted = 'hiring_desk_refused_requests_total{reason="unsigned"}'

    async def count() -> float:
        lines = (await desk.get("/metrics")).body.decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(counted))

    before = await count()
    await desk.post(GOOD, replaced={SIGNATURE: None})
    assert await count() == before + 1


async def test_slack_may_check_the_address(desk: Running) -> None:
    """`url_verification` gets its challenge back and `ssl_check` an empty 200, when signed."""
    check = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    verified = await desk.post(check, content_type=JSON)
    assert (verified.status, verified.json) == (200, {"challenge": "3eZbrw1a"})
    checked = await desk.post(form({"ssl_check": "1", "token": "deprecated"}))
    assert (checked.status, checked.body) == (200, b"")
    for body, kind in ((check, JSON), (form({"ssl_check": "1"}), FORM)):
        unsigned = await desk.post(body, content_type=kind, replaced={SIGNATURE: None})
        assert unsigned.status == 401


@pytest.mark.parametrize(
    "content_type",
    [FORM, FORM.upper(), FORM + b"; charset=utf-8", FORM + b';charset="UTF-8"'],
)
async def test_a_good_request_is_answered(content_type: bytes, desk: Running) -> None:
    answer = await desk.post(form(command("london")), content_type=content_type)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json["response_type"] == "ephemeral"
    assert "130k" in answer.json["text"]


@pytest.mark.parametrize("seconds", [-295, +295])
async def test_five_minutes_are_allowed_for_clocks_and_queues(seconds: int, desk: Running) -> None:
    answer = await desk.post(form(command("london")), shift=seconds)
    assert answer.status == 200


# Each kind of payload, sound; and the fields without which it is not one.
SOUND: dict[str, tuple[dict[str, Any], Callable[[dict[str, Any]], tuple[bytes, bytes]]]] = {
    "command": (command("london"), lambda body: (form(body), FORM)),
    "action": (action("salary.read", "london"), lambda body: (as_form(body), FORM)),
    "submission": (submission("salary.form", {}), lambda body: (as_form(body), FORM)),
    "event": (event("tokens_revoked"), lambda body: (json.dumps(body).encode(), JSON)),
}
NEEDED = {
    "command": [
        "team_id",
        "channel_id",
        "user_id",
        "text",
        "trigger_id",
        "response_url",
        "command",
    ],
    "action": ["type", "team", "user", "actions", "container", "trigger_id", "user.id"],
    "submission": ["type", "user", "user.id", "view", "view.callback_id", "view.id", "view.state"],
    "event": ["type", "team_id", "event", "event_id", "event.type"],
}


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, name) for kind, needed in NEEDED.items() for name in needed]
)
async def test_a_payload_without_a_field_of_its_kind_is_refused(
    kind: str, field: str, desk: Running, caplog: pytest.LogCaptureFixture
) -> None:
    sound, encoded = SOUND[kind]
    lacking = json.loads(json.dumps(sound))
    *path, name = field.split(".")
    part = lacking
    for step in path:
        part = part[step]
    del part[name]
    body, content_type = encoded(lacking)
    answer = await desk.post(body, content_type=content_type)
    assert answer.status == 400
    assert edge_lines(caplog) == [f"refused a request: 400 {answer.json['error']}"]


async def test_every_kind_of_payload_is_answered_when_sound(desk: Running) -> None:
    for sound, encoded in SOUND.values():
        body, content_type = encoded(sound)
        assert (await desk.post(body, content_type=content_type)).status == 200


# --- anything else: Hypothesis ---

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
names = st.sampled_from(
    sorted(
        {
            *(
                "type",
                "command",
                "actions",
                "view",
                "state",
                "values",
                "user",
                "id",
                "team",
                "event",
            ),
            *(
                "channel",
                "container",
                "payload",
                "ssl_check",
                "challenge",
                "team_id",
                "callback_id",
            ),
            *("subtype", "bot_id", "enterprise", "authorizations", "function_data", "message"),
        }
    )
) | st.text(max_size=5)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
EXAMPLES = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def never_5xx(answer: raw_http.Answer) -> None:
    assert answer.status == 200 or 400 <= answer.status < 500


@EXAMPLES
@given(body=st.binary(max_size=300), content_type=st.sampled_from([FORM, JSON]))
async def test_no_bytes_break_the_edge(body: bytes, content_type: bytes, desk: Running) -> None:
    never_5xx(await desk.post(body, content_type=content_type))


@EXAMPLES
@given(body=st.dictionaries(names, values, max_size=4))
async def test_no_json_breaks_the_edge(body: dict[str, Any], desk: Running) -> None:
    never_5xx(await desk.post(json.dumps(body).encode(), content_type=JSON))


@EXAMPLES
@given(kind=st.sampled_from(list(SOUND)), data=st.data())
async def test_no_sound_payload_with_one_odd_field_breaks_the_edge(
    kind: str, data: st.DataObject, desk: Running
) -> None:
    """Any field of any depth may be of another type, another value, or not there."""
    sound, encoded = SOUND[kind]
    odd = json.loads(json.dumps(sound))
    path = data.draw(st.sampled_from(list(paths(odd))))
    *steps, last = path
    part = odd
    for step in steps:
        part = part[step]
    part[last] = data.draw(st.text(max_size=20) if kind == "command" else values)
    body, content_type = encoded(odd)
    answer = await desk.post(body, content_type=content_type)
    if kind == "event" and odd["event"] != sound["event"]:
        assert answer.status < 500 or answer.status == 503  # 503 asks for the event again
    else:
        never_5xx(answer)


def paths(part: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    inner = part.items() if isinstance(part, dict) else enumerate(part)
    for name, value in inner:
        yield (*at, name)
        if isinstance(value, dict | list):
            yield from paths(value, (*at, name))


async def test_no_two_features_can_claim_the_same_name() -> None:
    with pytest.raises(ValueError, match="claim"):
        type(ROUTES).join(ROUTES, ROUTES)
