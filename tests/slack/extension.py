"""An extension that does whatever its tests ask for. `calls` is what its listeners were given."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from slack_bolt.response import BoltResponse

if TYPE_CHECKING:
    from slack_bolt.async_app import (
        AsyncAck,
        AsyncApp,
        AsyncBoltContext,
        AsyncBoltRequest,
        AsyncRespond,
        AsyncSay,
    )
    from slack_sdk.web.async_client import AsyncWebClient

    Json = dict[str, Any]

TYPED = "what-somebody-typed"
MANIFEST = {
    "features": {
        "slash_commands": [
            {"command": name, "description": "Try something out"}
            for name in ("/try", "/silent", "/party")
        ]
    }
}

calls: defaultdict[str, list[Any]] = defaultdict(list)
gates: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)


def forget() -> None:
    calls.clear()
    gates.clear()


def register(app: AsyncApp) -> None:
    app.use(note_everything)
    app.command("/try")(ack=try_out, lazy=[go_on])
    app.command("/silent")(keep_silent)
    app.command(re.compile("^/part"))(pass_over)
    app.action("try.press")(press)
    app.view("try.form")(submit)
    app.view_closed("try.form")(note("view_closed"))
    app.options("try.choose")(choose)
    app.message_shortcut("try.message")(press)
    app.event("member_joined_channel")(note("member_joined_channel"))
    app.event("team_join")(join)
    app.message("hello")(hear)
    app.function("try_function")(note("function"))


async def note_everything(body: Json, next: Any) -> None:  # noqa: A002, ANN401 - Bolt's name for it
    calls["middleware"].append(body)
    if body.get("text") == "stop in the middleware":
        raise RuntimeError(TYPED)
    await next()


def note(name: str) -> Any:  # noqa: ANN401 - a listener
    async def listener(ack: AsyncAck, request: AsyncBoltRequest, client: AsyncWebClient) -> None:
        await ack()
        calls[name].append((request, client.token))

    return listener


async def try_out(  # noqa: PLR0913, PLR0917 - by name, as Bolt does it
    ack: AsyncAck,
    command: Json,
    say: AsyncSay,
    respond: AsyncRespond,
    client: AsyncWebClient,
    context: AsyncBoltContext,
) -> None:
    match command["text"]:
        case "token":
            await ack(f"{client.token} {context.bot_user_id} {context.team_id}")
        case "say":
            await ack()
            await say("Said.")
        case "respond":
            await ack()
            await respond("Responded.")
        case "buttons":
            button = {
                "type": "button",
                "action_id": "try.press",
                "text": {"type": "plain_text", "text": "Press"},
            }
            await ack(text="Press it.", blocks=[{"type": "actions", "elements": [button]}])
        case "fail":
            raise RuntimeError(TYPED)
        case "fail after the answer":
            await ack()
            raise RuntimeError(TYPED)
        case "wait after the answer":
            await ack("Answered.")
            await gates["listener"].wait()
            calls["listener"].append("done")
        case _:
            await ack("Answered.")


async def go_on(command: Json, client: AsyncWebClient) -> None:
    if command["text"] == "fail lazily":
        raise RuntimeError(TYPED)
    if command["text"] == "go on lazily":
        await gates["lazy"].wait()
        calls["lazy"].append((client.token, command["text"]))


async def keep_silent() -> None:
    pass


async def pass_over(ack: AsyncAck, command: Json) -> None:
    await ack(f"Passed {command['command']}.")


async def press(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await ack()
    if body.get("callback_id"):
        raise RuntimeError(TYPED)
    field = {
        "type": "input",
        "block_id": "field",
        "label": {"type": "plain_text", "text": "Field"},
        "element": {"type": "plain_text_input", "action_id": "value"},
    }
    view = {
        "type": "modal",
        "callback_id": "try.form",
        "title": {"type": "plain_text", "text": "Sample"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [field],
    }
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit(ack: AsyncAck, view: Json) -> None:
    typed = view["state"]["values"]["field"]["value"]["value"]
    if typed == "fail":
        raise RuntimeError(TYPED)
    if typed == "fail after the answer":
        await ack()
        raise RuntimeError(TYPED)
    await ack(response_action="errors", errors={"field": f"Not {typed}."})


async def choose(ack: AsyncAck) -> None:
    option = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
    await ack(options=[option])


async def join(event: Json) -> None:
    calls["team_join"].append(event)
    raise RuntimeError(TYPED)


async def hear(message: Json, context: AsyncBoltContext) -> None:
    calls["message"].append((message["text"], context.matches))


async def answer_errors(error: Exception, body: Json) -> BoltResponse | None:
    """Registered by the test that is about error handlers."""
    calls["error"].append(error)
    if body.get("text") == "fail":
        return BoltResponse(status=200, body="Handled.")
    return None
