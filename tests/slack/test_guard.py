"""Nobody ever sees silence: whatever a handler does, a sentence stands where the person looks."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from blocks import kit
from blocks.mrkdwn import Mrkdwn
from bot import manifest
from bot.metrics import STEP_SECONDS
from bot.slack import dispatcher, guard, replies
from bot.slack.client import SlackRefusedError, SlackUnreachableError
from bot.slack.requests import Action, Command, Event, Shortcut, Submission
from bot.slack.routes import Routes
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError
from local_slack.client import words
from tests.desk import action, as_form, command, event, own_database, run_desk, submission
from tests.raw_http import JSON, form

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Request
    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

TYPED = "what-somebody-typed"
ERRORS: dict[str, tuple[Callable[[], Exception], str]] = {
    "domain": (
        lambda: HiringDeskError("Say it <otherwise> & again."),
        "Say it <otherwise> & again.",
    ),
    "store": (lambda: StoreUnavailableError("TimeoutError"), "I can't reach my storage right now"),
    "refused": (lambda: SlackRefusedError("is_archived"), "This channel is archived. Unarchive it"),
    "refused for a new reason": (
        lambda: SlackRefusedError("new_code"),
        "Slack refused it. Try again",
    ),
    "unreachable": (SlackUnreachableError, "can't tell whether that went through"),
    "bug": (lambda: RuntimeError(TYPED), guard.BROKEN),
    "bug in a key": (lambda: KeyError(TYPED), guard.BROKEN),
}
LATE = "late"


async def misbehave(request: Request, desk: Desk) -> Reply:
    """Show something to press and to submit, or go wrong in the way that is asked for."""
    match request:
        case Command(text="buttons"):
            return replies.build_ephemeral(kit.message(Mrkdwn("Press one."), [buttons()]))
        case Command(text="fields" | "no fields" as text):
            fields = [
                kit.section(Mrkdwn("First a text."), "text"),
                kit.input_block("Field", kit.text_input("value"), "field"),
            ]
            blocks = [*(fields if text == "fields" else []), buttons()]
            view = kit.modal("test", "Sample", blocks, submit="Send", private_metadata="bug")
            await desk.slack.open_view(request.tenant, request.trigger_id, view)
            return replies.ACKNOWLEDGED
        case Command():
            way = request.text
        case Action():
            way = request.value
        case Submission():
            way = request.view.private_metadata
        case Shortcut():
            way = request.callback_id.removeprefix("test.message.")
        case Event():
            way = request.content["way"]
    if way == LATE:
        await asyncio.Event().wait()
    raise error(way)


def error(way: str) -> Exception:
    make, _ = ERRORS[way]
    return make()


def buttons() -> Any:  # noqa: ANN401 - a block
    ways = [kit.button(way, f"test.press:{way}", value=way) for way in (*ERRORS, LATE)]
    return kit.actions([*ways, kit.button("stale", "test.no_more")], "buttons")


SHORTCUTS = {
    "domain": "global",
    "store": "global",
    "test.message.domain": "message",
    "no more": "global",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wrong(
    guide: Guide, valkey_socket: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Running]:
    """The real app with a routing table of handlers that go wrong, and less patience."""
    routes = Routes(
        commands={"/salary": misbehave},
        actions={"test.press": misbehave},
        views={"test": misbehave},
        shortcuts=dict.fromkeys(list(SHORTCUTS)[:-1], misbehave),
        events={"tokens_revoked": misbehave},
    )
    contents = manifest.read_manifest()
    contents["features"]["shortcuts"] = [
        {"name": name, "callback_id": name, "type": kind, "description": "Sample"}
        for name, kind in SHORTCUTS.items()
    ]
    asks = tmp_path_factory.mktemp("manifest") / "manifest.yml"
    asks.write_text(manifest.write_yaml(contents), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, own_database(valkey_socket, 2) as url:
        patch.setattr("bot.run.ROUTES", routes)
        patch.setattr(guard, "ANSWER_SECONDS", 0.2)
        async with run_desk(guide, url, manifest=asks) as started:
            yield started


async def test_an_answer_comes_before_slack_gives_up() -> None:
    """Slack waits 3 seconds, and the answer has to travel."""
    assert guard.ANSWER_SECONDS <= 2.5


@pytest.mark.parametrize("way", ERRORS)
async def test_a_command_that_fails_is_answered_with_a_sentence(way: str, wrong: Running) -> None:
    answer = await wrong.post(form(command(way)))
    assert (answer.status, answer.json["response_type"]) == (200, "ephemeral")
    shown = answer.json["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert ERRORS[way][1] in shown


async def test_a_command_that_takes_too_long_is_answered_with_a_sentence(wrong: Running) -> None:
    answer = await wrong.post(form(command(LATE)))
    assert (answer.status, answer.json["text"]) == (200, guard.TOO_SLOW)


@pytest.mark.parametrize("way", [*ERRORS, LATE])
async def test_a_press_that_fails_shows_a_sentence_beside_the_message(
    way: str, wrong: Running
) -> None:
    maya = wrong.workspace.person("maya")
    await maya.say("#leadership", "/salary buttons")
    message = (await maya.sees("#leadership"))[-1]
    expected = guard.TOO_SLOW if way == LATE else ERRORS[way][1]

    def says_so(screen: dict[str, Any]) -> bool:
        *_, last = screen["messages"]["C0LEADERS"]
        text = last["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return expected in text and last["ephemeral"] and last["ts"] > message["ts"]

    await maya.press(message, way)
    await maya.until(says_so)


async def test_a_press_in_a_modal_that_fails_shows_a_sentence_over_it(wrong: Running) -> None:
    sam = wrong.workspace.person("sam")
    await sam.say("#general", "/salary fields")
    view = await sam.modal()
    assert view
    await sam.press(view, "domain")
    await sam.until(lambda screen: len(screen["views"]) == 2)
    top = await sam.modal()
    assert top
    assert "Say it &lt;otherwise&gt;" in words(top)
    lower = await sam.close(top)
    assert lower
    assert lower["id"] == view["id"]
    await sam.close(lower)


async def test_a_press_over_which_no_modal_opens_is_answered_by_dm(wrong: Running) -> None:
    """Slack: a trigger opens one modal, within three seconds, and three modals are a stack."""
    ines = wrong.workspace.person("ines")
    await wrong.workspace.fault("views.push", "ratelimited")
    await ines.say("#general", "/salary fields")
    view = await ines.modal()
    assert view
    await ines.press(view, "domain")
    await ines.until(lambda screen: screen["messages"]["D0INES"])
    assert "Say it" in (await ines.sees("DM"))[-1]["text"]
    await ines.close(view)


async def test_a_shortcut_that_fails_shows_a_sentence_in_a_modal(wrong: Running) -> None:
    sam = wrong.workspace.person("sam")
    for shortcut, sentence in (("store", guard.AWAY), ("no more", dispatcher.UNKNOWN_SHORTCUT)):
        await sam.shortcut(shortcut)
        await sam.until(lambda screen: screen["views"])
        shown = await sam.modal()
        assert shown
        assert sentence in words(shown)
        await sam.close(shown)


async def test_a_shortcut_on_a_message_that_fails_is_answered_beside_it(wrong: Running) -> None:
    sam = wrong.workspace.person("sam")
    await sam.say("#general", "A message.")
    await sam.shortcut("test.message.domain", (await sam.sees("#general"))[-1])
    await sam.until(lambda screen: "Say it" in screen["messages"]["C0GENERAL"][-1]["text"])


async def test_a_form_that_fails_stays_open_with_the_sentence_at_a_field(wrong: Running) -> None:
    tariq = wrong.workspace.person("tariq")
    await tariq.say("#general", "/salary fields")
    view = await tariq.modal()
    assert view
    await tariq.fill(view, {"Field": TYPED})
    still = await tariq.submit(view)
    assert still
    assert (still["id"], still["errors"]) == (view["id"], {"field": guard.BROKEN})
    assert still["state"]["values"]["field"]["value"]["value"] == TYPED
    await tariq.close(still)


async def test_a_form_without_fields_that_fails_shows_the_sentence_over_it(wrong: Running) -> None:
    """Slack takes errors for input blocks only."""
    rosa = wrong.workspace.person("rosa")
    await rosa.say("#general", "/salary no fields")
    view = await rosa.modal()
    assert view
    top = await rosa.submit(view)
    assert top
    assert guard.BROKEN in words(top)
    await rosa.close(top, everything=True)


@pytest.mark.parametrize("way", [*ERRORS, LATE])
async def test_an_event_that_fails_is_asked_for_again(way: str, wrong: Running) -> None:
    body = json.dumps(event("tokens_revoked", way=way)).encode()
    assert (await wrong.post(body, content_type=JSON)).status == 503


async def test_what_is_unknown_or_stale_is_said_to_be(wrong: Running) -> None:
    """An event that nobody listens to is taken, so that Slack does not send it again."""
    unknown = await wrong.post(form(command("x", command="/other")))
    assert unknown.json["text"] == dispatcher.UNKNOWN_COMMAND
    fields = await wrong.post(as_form(submission("gone", {"field": {"value": "x"}})))
    assert fields.json == {"response_action": "errors", "errors": {"field": dispatcher.STALE_FORM}}
    ignored = json.dumps(event("team_join")).encode()
    assert (await wrong.post(ignored, content_type=JSON)).status == 200
    maya = wrong.workspace.person("maya")
    await maya.say("#general", "/salary buttons")
    await maya.press((await maya.sees("#general"))[-1], "stale")
    await maya.until(
        lambda screen: screen["messages"]["C0GENERAL"][-1]["text"] == dispatcher.STALE_BUTTON
    )


@pytest.mark.parametrize("way", ["bug", "bug in a key"])
async def test_a_bug_is_logged_by_type_and_place_without_its_text(
    way: str, wrong: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for body, kind in (
        (form(command(way)), "command"),
        (as_form(action(f"test.press:{way}", way)), "action"),
    ):
        caplog.clear()
        assert (await wrong.post(body)).status == 200
        (line,) = [text for text in caplog.messages if text.startswith(f"{kind} failed: ")]
        assert type(error(way)).__name__ in line
        assert __name__.rpartition(".")[2] in line
    assert TYPED not in caplog.text


async def test_a_request_that_takes_too_long_is_logged(
    wrong: Running, caplog: pytest.LogCaptureFixture
) -> None:
    await wrong.post(form(command(LATE)))
    assert "command took more than 0.2 s" in caplog.messages


async def test_outcomes_are_measured_without_people(wrong: Running) -> None:
    await wrong.post(form(command("domain")))
    await wrong.advance(STEP_SECONDS)
    shown = (await wrong.get("/metrics")).body.decode()
    assert 'hiring_desk_answer_seconds_count{kind="any",outcome="refused"}' in shown
    assert "U0" not in shown
    assert "C0" not in shown
