"""A script can direct the page of two windows, and show people typing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.local_slack.stub import modal, text_input

if TYPE_CHECKING:
    from aiohttp import StreamReader

    from local_slack.client import Person, Workspace
    from tests.local_slack.stub import Bot


async def test_an_open_page_of_two_windows_follows_each_direction_from_then_on(
    workspace: Workspace,
) -> None:
    assert await workspace.stage("U0MAYA/C0HIRING", "U0SAM/C0HIRING", "Before") == 0
    async with workspace.session.get("/-/stage") as page:
        assert await read_event(page.content) == {}
        assert await workspace.stage("U0MAYA/C0GENERAL", "U0SAM/D0SAM", "After") == 1
        assert await read_event(page.content) == {
            "left": "U0MAYA/C0GENERAL",
            "right": "U0SAM/D0SAM",
            "caption": "After",
            "front": "left",
        }


async def test_what_a_person_types_is_shown_before_it_is_sent(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    """In every window of theirs, and the app hears nothing of it."""

    async def open_form(payload: dict[str, str]) -> None:
        view = modal("form", text_input("Reason", "reason"))
        await bot.call("views.open", trigger_id=payload["trigger_id"], view=view)

    bot.on["/salary"] = open_form
    await maya.say("#general", "/salary")
    form = await maya.modal()
    assert form
    heard = len(bot.received)
    await maya.fill(form, {"Reason": "Half a sent"})
    await maya.show_typed(form)

    elsewhere = await workspace.person("maya").modal()
    assert elsewhere
    assert elsewhere["state"]["values"]["reason"]["reason_text"]["value"] == "Half a sent"
    assert len(bot.received) == heard


async def read_event(content: StreamReader) -> dict[str, str]:
    async for line in content:
        if line.startswith(b"data:"):
            event: dict[str, str] = json.loads(line.removeprefix(b"data:"))
            return event
    raise AssertionError("the stream has ended")
