"""EXTENSIONS: what no table of ours knows goes on to Bolt's own listeners, with Bolt's defaults."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot import manifest
from bot.slack import bolt, dispatcher, guard
from local_slack.client import words
from tests.desk import (
    APP_TOKEN,
    BOT_TOKEN,
    action,
    as_form,
    command,
    event,
    make_settings,
    own_database,
    run_desk,
    submission,
    until,
)
from tests.raw_http import JSON, form
from tests.slack import extension
from tests.slack.test_edge import EXAMPLES, paths, values

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXTENSIONS = "tests.slack.extension"


@pytest.fixture(scope="module")
def asks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manifest, with what the extensions add."""
    contents = manifest.build_manifest(make_settings(extensions=f"{EXTENSIONS},examples.refer"))
    contents["features"]["shortcuts"].append(
        {"name": "Try it", "type": "message", "callback_id": "try.message", "description": "Sample"}
    )
    path = tmp_path_factory.mktemp("manifest") / "manifest.yml"
    path.write_text(manifest.write_yaml(contents), encoding="utf-8")
    return path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def extended(guide: Guide, valkey_socket: Path, asks: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 8) as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "ANSWER_SECONDS", 0.5)
        async with run_desk(guide, url, manifest=asks, extensions=EXTENSIONS) as started:
            yield started


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    extension.forget()
    yield
    extension.forget()


async def sends(desk: Running, body: dict[str, Any], **more: Any) -> Any:  # noqa: ANN401 - an answer
    return await desk.post(json.dumps(body).encode(), content_type=JSON, **more)


async def test_a_listener_gets_the_token_and_knows_the_bot(extended: Running) -> None:
    answer = await extended.post(form(command("token", command="/try")))
    assert (answer.status, answer.json) == (200, {"text": f"{BOT_TOKEN} U0HIRINGDESK T0LOCAL"})


async def test_whose_token_it_is_is_asked_once(extended: Running) -> None:
    for _ in range(3):
        await extended.post(form(command("", command="/try")))
    # one by /readyz at most
    assert len(await extended.workspace.calls("auth.test")) <= 2


async def test_say_and_respond_reach_the_channel(extended: Running) -> None:
    maya = extended.workspace.person("maya")
    for word, shown in (("say", "Said."), ("respond", "Responded.")):
        await maya.say("#hiring-ai-lead", f"/try {word}")

        def is_last(screen: dict[str, Any], text: str = shown) -> bool:
            return bool(screen["messages"]["C0HIRING"][-1]["text"] == text)

        await maya.until(is_last)


async def test_our_own_commands_do_not_pass_through_an_extension(extended: Running) -> None:
    answer = await extended.post(form(command("london")))
    assert "blocks" in answer.json
    assert extension.calls["middleware"] == []


async def test_a_listener_may_match_by_pattern(extended: Running) -> None:
    answer = await extended.post(form(command("", command="/party")))
    assert answer.json == {"text": "Passed /party."}


async def test_where_nothing_matches_todays_sentence_stays(extended: Running) -> None:
    unknown = await extended.post(form(command("x", command="/other")))
    assert unknown.json["text"] == dispatcher.UNKNOWN_COMMAND
    fields = await extended.post(as_form(submission("gone", {"field": {"value": "x"}})))
    assert fields.json["errors"] == {"field": dispatcher.STALE_FORM}
    assert (await sends(extended, event("team_rename"))).status == 200
    assert (await sends(extended, {"type": "unheard_of", "team": {"id": "T0LOCAL"}})).status == 400


async def test_kinds_that_only_extensions_use_reach_them(extended: Running) -> None:
    person = {"team": {"id": "T0LOCAL"}, "user": {"id": "U0MAYA"}}
    view = {"id": "V1", "callback_id": "try.form", "type": "modal"}
    closed = await extended.post(as_form({"type": "view_closed", **person, "view": view}))
    assert (closed.status, closed.body) == (200, b"")
    await until(lambda: extension.calls["view_closed"])
    suggestion = {"type": "block_suggestion", **person, "action_id": "try.choose", "value": "o"}
    assert (await extended.post(as_form(suggestion))).json["options"][0]["value"] == "1"
    function = {"callback_id": "try_function", "id": "Fn1"}
    body = event("function_executed", function=function, function_execution_id="Fx1")
    body["event"]["bot_access_token"] = "xwfp-of-tests"
    assert (await sends(extended, body)).status == 200
    await until(lambda: extension.calls["function"])
    # Bolt's default: the token of the running workflow
    assert extension.calls["function"][0][1] == "xwfp-of-tests"


async def test_messages_are_heard_and_ones_own_are_not(extended: Running) -> None:
    """Bolt's default, so that no bot answers itself for ever."""
    for user in ("U0HIRINGDESK", "U0MAYA"):
        heard = event("message", text="say hello", user=user, channel="C0GENERAL")
        assert (await sends(extended, heard)).status == 200
    await until(lambda: extension.calls["message"])
    assert extension.calls["message"] == [("say hello", ("hello",))]


async def test_an_event_of_ours_reaches_an_extension_too(extended: Running) -> None:
    body = event("member_joined_channel", user="U0MAYA", channel="C0GENERAL")
    repeated = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    headers = [(name.encode(), value.encode()) for name, value in repeated.items()]
    assert (await sends(extended, body, added=headers)).status == 200
    await until(lambda: extension.calls["member_joined_channel"])
    request, token = extension.calls["member_joined_channel"][0]
    assert token == BOT_TOKEN
    # A repetition is seen as Bolt has it.
    assert request.headers["x-slack-retry-num"] == ["1"]
    assert request.headers["x-slack-retry-reason"] == ["http_timeout"]


async def test_an_answer_does_not_wait_for_bolts_clock(extended: Running) -> None:
    """Bolt looks every 10 ms whether a listener has acknowledged."""
    loop = asyncio.get_running_loop()
    took = []
    for _ in range(20):
        started = loop.time()
        await extended.post(form(command("", command="/try")))
        took.append(loop.time() - started)
    assert min(took) < 0.01


# --- errors ---


async def test_a_listener_that_fails_is_answered_with_a_sentence(
    extended: Running, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await extended.post(form(command("fail", command="/try")))
    assert (answer.status, answer.json["text"]) == (200, bolt.FAILED)
    (line,) = [text for text in caplog.messages if "failed" in text]
    assert "RuntimeError in try_out" in line
    assert extension.TYPED not in caplog.text


async def test_a_middleware_that_fails_is_answered_with_a_sentence(extended: Running) -> None:
    answer = await extended.post(form(command("stop in the middleware", command="/try")))
    assert (answer.status, answer.json["text"]) == (200, bolt.FAILED)


@pytest.mark.parametrize("text", ["fail after the answer", "fail lazily"])
async def test_a_listener_that_fails_later_says_so_where_the_person_looks(
    text: str, extended: Running, caplog: pytest.LogCaptureFixture
) -> None:
    maya = extended.workspace.person("maya")
    before = len(await maya.sees("#general"))
    await maya.say("#general", f"/try {text}")
    await maya.until(
        lambda screen: any(
            message["text"] == bolt.FAILED for message in screen["messages"]["C0GENERAL"][before:]
        )
    )
    assert extension.TYPED not in caplog.text


async def test_a_listener_that_never_answers_is_answered_for(extended: Running) -> None:
    answer = await extended.post(form(command("", command="/silent")))
    assert (answer.status, answer.json["text"]) == (200, bolt.LATE)


async def test_a_form_keeps_what_was_typed_when_its_listener_fails(extended: Running) -> None:
    sam = extended.workspace.person("sam")
    await sam.say("#general", "/try buttons")
    await sam.press((await sam.sees("#general"))[-1], "Press")
    await sam.until(lambda screen: screen["views"])
    view = await sam.modal()
    assert view
    for typed, shown in (("this", "Not this."), ("fail", bolt.FAILED)):
        await sam.fill(view, {"Field": typed})
        view = await sam.submit(view)
        assert view
        assert view["errors"] == {"field": shown}
    await sam.fill(view, {"Field": "fail after the answer"})
    assert await sam.submit(view) is None
    await sam.until(lambda screen: screen["messages"]["D0SAM"])
    assert (await sam.sees("DM"))[-1]["text"] == bolt.FAILED


async def test_a_shortcut_that_fails_says_so_beside_its_message(extended: Running) -> None:
    rosa = extended.workspace.person("rosa")
    await rosa.say("#general", "A message.")
    await rosa.shortcut("try.message", (await rosa.sees("#general"))[-1])
    await rosa.until(lambda screen: screen["messages"]["C0GENERAL"][-1]["text"] == bolt.FAILED)


async def test_a_failing_listener_of_an_event_is_logged_only(
    extended: Running, caplog: pytest.LogCaptureFixture
) -> None:
    """As with Bolt, the event is acknowledged before its listener runs."""
    assert (await sends(extended, event("team_join", user={"id": "U0NEW"}))).status == 200
    await until(lambda: "an extension failed: RuntimeError in join" in caplog.text)
    assert extension.TYPED not in caplog.text


async def test_a_body_that_bolt_cannot_read_is_no_error_of_ours(extended: Running) -> None:
    for odd in ({"type": "view_closed", "user": 1}, {"type": "shortcut", "team": [1]}):
        assert (await sends(extended, odd)).status == 400


THEIRS: dict[str, dict[str, Any]] = {
    "command": command("x", command="/try"),
    "action": action("try.press"),
    "submission": submission("try.form", {"field": {"value": {"value": "x"}}}),
    "closed": {
        "type": "view_closed",
        "team": {"id": "T0LOCAL"},
        "user": {"id": "U0MAYA"},
        "view": {"id": "V1", "callback_id": "try.form", "type": "modal"},
    },
    "options": {
        "type": "block_suggestion",
        "team": {"id": "T0LOCAL"},
        "user": {"id": "U0MAYA"},
        "action_id": "try.choose",
        "value": "o",
    },
    "event": event("message", text="hello", user="U0MAYA", channel="C0GENERAL"),
}


@EXAMPLES
@given(kind=st.sampled_from(list(THEIRS)), data=st.data())
async def test_no_sound_payload_with_one_odd_field_breaks_an_extension(
    kind: str, data: st.DataObject, extended: Running
) -> None:
    """Bolt reads many fields without looking whether they are what they should be."""
    odd = json.loads(json.dumps(THEIRS[kind]))
    *steps, last = data.draw(st.sampled_from(list(paths(odd))))
    part = odd
    for step in steps:
        part = part[step]
    part[last] = data.draw(st.text(max_size=20) if kind == "command" else values)
    if kind == "command":
        answer = await extended.post(form(odd))
    else:
        answer = await extended.post(json.dumps(odd).encode(), content_type=JSON)
    asks_for_it_again = answer.status == 503 and odd.get("type") == "event_callback"
    assert answer.status < 500 or asks_for_it_again


async def test_an_error_handler_of_an_extension_is_called_and_may_answer(
    guide: Guide, valkey_socket: Path, asks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        extension, "register", lambda app: (register(app), app.error(extension.answer_errors))
    )
    with own_database(valkey_socket, 9) as url:
        async with run_desk(guide, url, manifest=asks, extensions=EXTENSIONS) as desk:
            handled = await desk.post(form(command("fail", command="/try")))
            assert handled.json == {"text": "Handled."}
            text = "stop in the middleware"
            sentence = await desk.post(form(command(text, command="/try")))
            assert sentence.json["text"] == bolt.FAILED
            unknown = await desk.post(form(command("", command="/other")))
            assert unknown.json["text"] == dispatcher.UNKNOWN_COMMAND
    assert [str(error) for error in extension.calls["error"]] == [extension.TYPED] * 2


register = extension.register


# --- shutdown ---


@pytest.mark.parametrize(
    ("text", "gate"), [("wait after the answer", "listener"), ("go on lazily", "lazy")]
)
async def test_a_stop_waits_for_what_goes_on_after_the_answer(
    text: str, gate: str, guide: Guide, valkey_socket: Path, asks: Path
) -> None:
    with own_database(valkey_socket, 9) as url:
        async with run_desk(guide, url, manifest=asks, extensions=EXTENSIONS) as desk:
            answer = await desk.post(form(command(text, command="/try")))
            assert answer.json == {"text": "Answered."}
            assert not extension.calls[gate]
            asyncio.get_running_loop().call_later(0.3, extension.gates[gate].set)
    assert len(extension.calls[gate]) == 1


# --- the example ---


@pytest.mark.parametrize("app_token", [None, APP_TOKEN], ids=["http", "socket"])
async def test_the_example_works_over_http_and_over_a_socket(
    app_token: str | None, guide: Guide, valkey_socket: Path, asks: Path
) -> None:
    """A command, a button, a modal with an error and then without, and a message."""
    settings: dict[str, Any] = {
        "extensions": f"{EXTENSIONS},examples.refer",
        "slack_app_token": app_token,
    }
    with own_database(valkey_socket, 9) as url:
        async with run_desk(guide, url, manifest=asks, **settings) as desk:
            if app_token:
                desk.slack.bot_url = ""  # nothing goes by HTTP
            maya = desk.workspace.person("maya")
            await maya.say("#hiring-ai-lead", "/refer Jo")
            await maya.press((await maya.sees("#hiring-ai-lead"))[-1], "Write a referral")
            await maya.until(lambda screen: screen["views"])
            view = await maya.modal()
            assert view
            await maya.fill(view, {"What did they do when you worked together?": "Good."})
            still = await maya.submit(view)
            assert still
            assert "write a sentence" in still["errors"]["reason"]
            reason = "Jo led the move off the old queue."
            await maya.fill(still, {"What did they do when you worked together?": reason})
            assert await maya.submit(still) is None
            await maya.until(
                lambda screen: "A referral" in screen["messages"]["C0HIRING"][-1]["text"]
            )
            shown = words((await maya.sees("#hiring-ai-lead"))[-1])
            assert "A referral: Jo" in shown
            assert reason in shown
            # and ours beside it
            await maya.say("#hiring-ai-lead", "/salary london")
            assert "London" in (await maya.sees("#hiring-ai-lead"))[-1]["text"]
