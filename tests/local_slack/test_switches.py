"""What a manifest turns off is off: clicks, forms and shortcuts, and Socket Mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from local_slack.client import Person, RefusedError
from tests.local_slack.conftest import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]
ON = "  interactivity:\n    is_enabled: true\n"
SENTENCE = "This app is not configured to handle interactive responses."
BUTTON: JSON = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Press"}},
        {
            "type": "external_select",
            "action_id": "b",
            "placeholder": {"type": "plain_text", "text": "Place"},
            "min_query_length": 0,
        },
    ],
}
FORM: JSON = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [{"type": "divider"}],
    "callback_id": "form",
}


@pytest.fixture(params=["  interactivity:\n    is_enabled: false\n", ""], ids=["off", "absent"])
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> local_slack.Settings:
    file = tmp_path / "manifest.yml"
    source = MANIFEST.read_text()
    assert ON in source
    file.write_text(source.replace(ON, request.param).replace("socket_mode_enabled: true", ""))
    app = local_slack.AppSettings(file, app_token="xapp-local")
    return local_slack.Settings((app,))


async def test_clicks_shortcuts_and_forms_are_not_sent_and_people_are_told(
    bot: Bot, maya: Person, slack: Slack
) -> None:
    posted = await bot.call("chat.postMessage", channel="C0GENERAL", text="a", blocks=[BUTTON])
    assert posted["ok"]
    message = (await maya.sees("#general"))[-1]

    async def open_form(payload: JSON) -> None:
        await bot.call("views.open", trigger_id=payload["trigger_id"], view=FORM)

    bot.on["/salary"] = open_form
    await maya.say("#general", "/salary")
    form = await maya.wait_for_modal()
    for act in (
        maya.press(message, "Press"),
        maya.suggest(message, "Place", ""),
        maya.shortcut("ask"),
        maya.shortcut("ask_about", message),
        maya.submit(form),
    ):
        with pytest.raises(RefusedError, match=SENTENCE):
            await act
    assert await maya.close(form) is None
    assert [payload.get("command") for payload in bot.received] == ["/salary"]
    told = {each["reason"] for each in slack.traffic.list_since() if each["error"]}
    assert told == {"The manifest needs is_enabled: true under settings.interactivity."}


async def test_an_app_without_socket_mode_opens_no_connection(bot: Bot) -> None:
    refused = await bot.call("apps.connections.open", token="xapp-local")
    assert refused["error"] == "socket_mode_not_enabled"
