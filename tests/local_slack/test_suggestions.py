"""External selects: the app suggests choices while a person types."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from local_slack import serve
from local_slack.client import RefusedError, Workspace
from local_slack.state import manifest
from tests.local_slack.stub import Bot, actions, modal, option, plain, section
from tests.local_slack.test_people import opened

if TYPE_CHECKING:
    from pathlib import Path

    from slack_bolt.context.ack.async_ack import AsyncAck

    from local_slack import Settings
    from local_slack.client import Person
    from local_slack.slack import Slack

JSON = dict[str, Any]
LONDON, LEEDS, BERLIN = (option(name, name.lower()) for name in ("London", "Leeds", "Berlin"))
PLACE: JSON = {"type": "external_select", "action_id": "place", "placeholder": plain("Place")}
PLACES: JSON = PLACE | {"type": "multi_external_select", "action_id": "places"}


def field(element: JSON, **more: object) -> JSON:
    return {"type": "input", "block_id": "f", "label": plain("Where"), "element": element, **more}


async def posted(bot: Bot, person: Person, *blocks: JSON) -> JSON:
    answer = await bot.call(
        "chat.postMessage", channel="C0GENERAL", text="Where?", blocks=list(blocks)
    )
    assert answer["ok"], answer
    return (await person.sees("#general"))[-1]


async def test_a_form_asks_the_app_and_submits_what_it_suggested(bot: Bot, maya: Person) -> None:
    bot.on["place"] = {"options": [LONDON, LEEDS]}
    form = await opened(bot, maya, modal("form", field(PLACE)))
    await maya.choose(form, "Where", "London")
    question = bot.received[-1]
    assert question["type"] == "block_suggestion"
    assert (question["block_id"], question["action_id"], question["value"]) == (
        "f",
        "place",
        "London",
    )
    assert question["container"] == {"type": "view", "view_id": form["id"]}
    assert question["view"]["callback_id"] == "form"
    assert question["api_app_id"] == form["app_id"]
    assert question["user"]["id"] == maya.id
    assert not {"trigger_id", "response_url", "actions", "message"} & question.keys()
    await maya.submit(form)
    state = bot.received[-1]["view"]["state"]["values"]["f"]["place"]
    assert state == {"type": "external_select", "selected_option": LONDON}


async def test_a_message_asks_the_app_and_sends_the_choice_at_once(bot: Bot, maya: Person) -> None:
    groups = [{"label": plain("Britain"), "options": [LONDON, LEEDS]}]
    bot.on["places"] = {"option_groups": groups}
    message = await posted(bot, maya, actions(PLACES))
    await maya.choose(message, "Place", "London", "Leeds")
    question, again, click = bot.received[-3:]
    assert (question["value"], again["value"]) == ("London", "Leeds")
    assert question["message"]["ts"] == message["ts"]
    assert question["channel"] == {"id": "C0GENERAL", "name": "general"}
    assert question["container"]["message_ts"] == message["ts"]
    assert click["actions"][0]["selected_options"] == [LONDON, LEEDS]
    [values] = click["state"]["values"].values()
    assert values["places"]["selected_options"] == [LONDON, LEEDS]


async def test_a_home_tab_asks_the_app_too(bot: Bot, maya: Person) -> None:
    bot.on["place"] = {"options": [LONDON]}
    view = {"type": "home", "blocks": [section("Where?", accessory=PLACE)]}
    await bot.call("views.publish", user_id=maya.id, view=view)
    home = await maya.home()
    assert home
    await maya.choose(home, "Where?", "London")
    assert bot.received[-1]["actions"][0]["selected_option"] == LONDON
    home = await maya.home()
    assert home
    [values] = home["state"]["values"].values()
    assert values["place"]["selected_option"] == LONDON


async def test_a_choice_must_have_been_suggested_to_this_person_in_this_place(
    bot: Bot, maya: Person, sam: Person, workspace: Workspace
) -> None:
    bot.on["place"] = {"options": [LONDON]}
    message = await posted(bot, maya, actions(PLACE))
    block_id = message["blocks"][0]["block_id"]

    async def press(person: Person, choice: JSON) -> None:
        place = {"container": "message", "channel": "C0GENERAL", "ts": message["ts"]}
        ids = {"block_id": block_id, "action_id": "place"}
        value = {"selected_option": choice}
        await workspace.post(
            "/-/act", {"as": person.id, "do": "press", **place, **ids, "value": value}
        )

    with pytest.raises(RefusedError, match="does not offer"):
        await press(maya, LONDON)
    await maya.suggest(message, "Place", "Lon")
    await press(maya, LONDON)
    with pytest.raises(RefusedError, match="does not offer"):
        await press(maya, BERLIN)
    with pytest.raises(RefusedError, match="does not offer"):
        await press(sam, LONDON)


async def test_the_initial_options_can_be_submitted_without_asking(bot: Bot, maya: Person) -> None:
    form = await opened(bot, maya, modal("form", field(PLACES | {"initial_options": [BERLIN]})))
    await maya.submit(form)
    assert [payload.get("type") for payload in bot.received] == [None, "view_submission"]
    state = bot.received[-1]["view"]["state"]["values"]["f"]["places"]
    assert state["selected_options"] == [BERLIN]


async def test_what_was_chosen_stays_when_the_form_is_updated(bot: Bot, maya: Person) -> None:
    bot.on["place"] = {"options": [LONDON]}
    form = await opened(bot, maya, modal("form", field(PLACE, dispatch_action=True)))
    await maya.choose(form, "Where", "London")
    await bot.call(
        "views.update", view_id=form["id"], view=modal("form", section("New"), field(PLACE))
    )
    shown = await maya.modal()
    assert shown
    assert shown["state"]["values"]["f"]["place"]["selected_option"] == LONDON


@pytest.mark.parametrize(
    ("fields", "query", "least"),
    [({}, "Lo", 3), ({"min_query_length": 5}, "Lond", 5), ({"min_query_length": 1}, "", 1)],
)
async def test_the_app_is_not_asked_before_enough_is_typed(
    bot: Bot, maya: Person, fields: JSON, query: str, least: int
) -> None:
    message = await posted(bot, maya, actions(PLACE | fields))
    with pytest.raises(RefusedError, match=f"Type at least {least} characters"):
        await maya.suggest(message, "Place", query)
    assert not bot.received


async def test_a_query_length_of_0_asks_as_soon_as_the_menu_opens(bot: Bot, maya: Person) -> None:
    bot.on["place"] = {"options": []}
    message = await posted(bot, maya, actions(PLACE | {"min_query_length": 0}))
    assert await maya.suggest(message, "Place", "") == []
    assert bot.received[-1]["value"] == ""


TOO_MANY = [option(str(n), str(n)) for n in range(101)]
BAD_ANSWERS: dict[str, tuple[Any, str]] = {
    "nothing": (None, "The app did not send any choices."),
    "an error": (500, "The app did not send any choices."),
    "101 options": ({"options": TOO_MANY}, "choices that Slack would refuse"),
    "a text over 75": ({"options": [option("x" * 76, "x")]}, "choices that Slack would refuse"),
    "a value over 150": ({"options": [option("x", "x" * 151)]}, "choices that Slack would refuse"),
    "options without text": ({"options": [{"value": "x"}]}, "choices that Slack would refuse"),
    "options and groups": (
        {"options": [LONDON], "option_groups": []},
        "choices that Slack would refuse",
    ),
    "a group of 101": (
        {"option_groups": [{"label": plain("G"), "options": TOO_MANY}]},
        "choices that Slack would refuse",
    ),
    "bare words": ({"options": ["London"]}, "choices that Slack would refuse"),
}


@pytest.mark.parametrize("case", BAD_ANSWERS)
async def test_the_person_is_told_of_an_answer_of(case: str, bot: Bot, maya: Person) -> None:
    bot.on["place"], sentence = BAD_ANSWERS[case]
    message = await posted(bot, maya, actions(PLACE))
    with pytest.raises(RefusedError, match=sentence):
        await maya.suggest(message, "Place", "London")


async def test_what_was_wrong_with_the_choices_is_listed_for_the_developer(
    bot: Bot, maya: Person, workspace: Workspace
) -> None:
    bot.on["place"] = {"options": [LONDON, option("x" * 76, "x")]}
    message = await posted(bot, maya, actions(PLACE))
    with pytest.raises(RefusedError):
        await maya.suggest(message, "Place", "London")
    [call] = await workspace.calls("block_suggestion")
    assert call["errors"] == ["must be less than 76 characters [json-pointer:/options/1/text/text]"]


async def test_the_person_is_told_that_the_app_is_not_running(
    slack: Slack, maya: Person, bot: Bot
) -> None:
    message = await posted(bot, maya, actions(PLACE))
    slack.app.delivery.url = "http://127.0.0.1:9/slack/events"
    with pytest.raises(RefusedError, match="Check that it is running"):
        await maya.suggest(message, "Place", "London")


async def test_the_person_is_told_that_the_app_took_too_long(settings: Settings) -> None:
    never = asyncio.Event()

    async def wait(_: JSON) -> None:
        await never.wait()

    async with (
        serve(dataclasses.replace(settings, ack_seconds=0.1)) as slack,
        Workspace(slack.url) as workspace,
    ):
        bot = Bot(slack.app.settings.signing_secret, slack.app.settings.bot_token)
        bot.api_url, bot.on["place"] = slack.api_url, wait
        async with TestServer(bot.app) as server:
            slack.app.delivery.url = str(server.make_url("/slack/events"))
            maya = workspace.person("maya")
            message = await posted(bot, maya, actions(PLACE))
            with pytest.raises(RefusedError, match="It took too long"):
                await maya.suggest(message, "Place", "London")
            never.set()


async def test_the_options_load_url_of_the_manifest_is_asked_at_the_apps_own_address(
    slack: Slack, bot: Bot, maya: Person
) -> None:
    bot.on["place"] = {"options": [LONDON]}
    slack.app.manifest = dataclasses.replace(slack.app.manifest, options_path="/slack/options")
    message = await posted(bot, maya, actions(PLACE))
    await maya.choose(message, "Place", "London")
    assert bot.paths == ["/slack/options", "/slack/events"]


@pytest.mark.parametrize(
    ("interactivity", "path"),
    [
        ({}, None),
        ({"request_url": "https://a.example/slack/events"}, None),
        (
            {
                "request_url": "https://a.example/slack/events",
                "message_menu_options_url": "https://a.example/slack/events",
            },
            None,
        ),
        ({"message_menu_options_url": "https://a.example/slack/options"}, "/slack/options"),
    ],
)
def test_the_manifest_says_where_choices_come_from(
    tmp_path: Path, interactivity: JSON, path: str | None
) -> None:
    file = tmp_path / "manifest.json"
    source = {
        "display_information": {"name": "Chooser"},
        "settings": {"interactivity": {"is_enabled": True} | interactivity},
    }
    file.write_text(json.dumps(source))
    assert manifest.load(file).options_path == path


async def test_bolt_suggests_choices_over_socket_mode(slack: Slack, maya: Person) -> None:
    web_client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    app = AsyncApp(client=web_client)

    @app.options("place")
    async def suggest(ack: AsyncAck, payload: JSON) -> None:
        await ack(options=[option(f"{payload['value']} Town", "town")])

    handler = AsyncSocketModeHandler(app, "xapp-local", web_client=web_client)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK has no type here
    try:
        blocks = [actions(PLACE)]
        await web_client.chat_postMessage(channel="C0GENERAL", text="Where?", blocks=blocks)
        message = (await maya.sees("#general"))[-1]
        assert await maya.suggest(message, "Place", "Camden") == [option("Camden Town", "town")]
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the SDK has no type here
