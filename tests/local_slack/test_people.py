"""People act, the app answers, and everybody sees what Slack would show them."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import Person, RefusedError, Workspace, words
from tests.local_slack.stub import Bot, actions, button, modal, option, plain, section, text_input
from tests.local_slack.test_faults import until_received

if TYPE_CHECKING:
    from local_slack.slack import Slack

JSON = dict[str, Any]
ELEMENT = {"block_id": "b", "action_id": "a"}
PLACES = {
    "type": "static_select",
    "action_id": "place",
    "placeholder": plain("Place"),
    "options": [option("London", "london"), option("San Francisco", "sf")],
}


async def opened(bot: Bot, person: Person, view: JSON) -> JSON:
    """The modal that /salary opens."""

    async def open_modal(payload: JSON) -> None:
        answer = await bot.call("views.open", trigger_id=payload["trigger_id"], view=view)
        assert answer["ok"], answer

    bot.on["/salary"] = open_modal
    await person.say("#general", "/salary")
    shown = await person.modal()
    assert shown
    return shown


async def test_a_command_is_signed_and_only_its_author_sees_the_answer(
    bot: Bot, maya: Person, sam: Person
) -> None:
    bot.on["/salary"] = {"text": "£140k", "blocks": [section("*£140k*")]}
    await maya.say("#general", "/salary  london ")
    answer = (await maya.sees("#general"))[-1]
    assert (answer["ephemeral"], words(answer)) == (True, "£140k\n*£140k*")
    assert await sam.sees("#general") == []
    [command] = bot.received
    assert (command["command"], command["text"]) == ("/salary", "london")


async def test_private_channels_are_called_privategroup_and_their_ids_start_with_c(
    bot: Bot, maya: Person
) -> None:
    for channel, name in (
        ("#hiring-ai-lead", "privategroup"),
        ("#leadership", "privategroup"),
        ("#general", "general"),
        ("DM", "directmessage"),
    ):
        await maya.say(channel, "/salary")
        assert bot.received[-1]["channel_name"] == name
    assert bot.received[0]["channel_id"].startswith("C")


async def test_private_channels_have_their_real_names_in_payloads_if_a_setting_says_so(
    bot: Bot, slack: Slack, maya: Person
) -> None:
    slack.settings = dataclasses.replace(slack.settings, private_names=True)
    for channel, name in (
        ("#hiring-ai-lead", "hiring-ai-lead"),
        ("#general", "general"),
        ("DM", "directmessage"),
    ):
        await maya.say(channel, "/salary")
        assert bot.received[-1]["channel_name"] == name


async def test_an_answer_can_be_plain_text_or_for_the_whole_channel(
    bot: Bot, maya: Person, sam: Person
) -> None:
    bot.on["/salary"] = "Just words"
    await maya.say("#general", "/salary")
    assert (await maya.sees("#general"))[-1]["text"] == "Just words"
    bot.on["/salary"] = {"response_type": "in_channel", "text": "For all"}
    await maya.say("#general", "/salary london")
    assert [m["text"] for m in await sam.sees("#general")] == ["/salary london", "For all"]


async def test_should_escape_turns_names_into_ids(bot: Bot, maya: Person) -> None:
    await maya.say("#general", "/greet @sam in #general and #leadership")
    text = "<@U0SAM|sam> in <#C0GENERAL|general> and <#C0LEADERS|>"
    assert bot.received[-1]["text"] == text
    await maya.say("#general", "/salary @sam")
    assert bot.received[-1]["text"] == "@sam"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (500, "http_service_error"),
        (404, "http_service_error"),
        ({"text": ""}, "no_text"),
        ({"blocks": [{"type": "hologram"}]}, "invalid_blocks"),
    ],
)
async def test_the_author_of_a_failed_command_is_told(
    bot: Bot, maya: Person, answer: JSON | int, error: str
) -> None:
    bot.on["/salary"] = answer
    await maya.say("#general", "/salary")
    said = (await maya.sees("#general"))[-1]
    assert said["text"] == f'/salary failed with the error "{error}"'
    assert (said["user"], said["ephemeral"]) == ("USLACKBOT", True)


async def test_an_app_that_is_down_and_one_that_does_not_answer_give_different_errors(
    slack: Slack, bot: Bot, maya: Person
) -> None:
    async def hang(_: JSON) -> None:
        await maya.until(lambda screen: "operation_timeout" in str(screen["messages"]))

    bot.on["/salary"] = hang
    slack.settings = dataclasses.replace(slack.settings, ack_seconds=0.1)
    assert (await maya.say("#general", "/salary"))["failed"] == "operation_timeout"
    slack.app.delivery.url = ""
    assert (await maya.say("#general", "/salary"))["failed"] == "dispatch_failed"


async def test_an_unknown_command_and_one_in_a_thread_are_refused(bot: Bot, maya: Person) -> None:
    await maya.say("#general", "/salami")
    assert (await maya.sees("#general"))[-1]["text"] == "/salami is not a valid command."
    ts = (await maya.say("#general", "Root"))["ts"]
    with pytest.raises(RefusedError, match="not supported in threads"):
        await maya.say("#general", "/salary", thread_ts=ts)
    assert bot.received == []


async def test_people_see_only_their_own_channels(maya: Person, sam: Person) -> None:
    await maya.say("#leadership", "Quiet please")
    with pytest.raises(RefusedError, match="no channel '#leadership'"):
        await sam.sees("#leadership")
    assert "Quiet please" not in str(await sam.screen())
    assert "D0MAYA" not in str((await sam.screen())["channels"])


async def test_what_people_type_is_escaped_as_slack_does(maya: Person) -> None:
    await maya.say("#general", "<!channel> & co")
    assert (await maya.sees("#general"))[-1]["text"] == "&lt;!channel&gt; &amp; co"


async def test_a_click_carries_its_message_unless_that_is_ephemeral(bot: Bot, maya: Person) -> None:
    blocks = [section("Share?", accessory=button("Share", "share", value="v1"))]
    await bot.call("chat.postMessage", channel="C0HIRING", text="Share?", blocks=blocks)
    await maya.press((await maya.sees("#hiring-ai-lead"))[-1], "Share")
    seen = bot.received[-1]
    assert seen["message"]["text"] == "Share?"
    assert seen["actions"][0]["value"] == "v1"
    assert seen["channel"] == {"id": "C0HIRING", "name": "privategroup"}
    assert seen["container"]["is_ephemeral"] is False
    bot.on["/salary"] = {"text": "Share?", "blocks": blocks}
    await maya.say("#hiring-ai-lead", "/salary")
    await maya.press((await maya.sees("#hiring-ai-lead"))[-1], "Share")
    hidden = bot.received[-1]
    assert "message" not in hidden
    assert hidden["container"]["is_ephemeral"] is True
    assert hidden["response_url"]


async def test_a_choice_carries_the_whole_option_which_must_be_offered(
    bot: Bot, maya: Person
) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Read as total", "total")]}
    await bot.call(
        "chat.postMessage", channel="C0HIRING", text="Where?", blocks=[actions(PLACES, menu)]
    )
    message = (await maya.sees("#hiring-ai-lead"))[-1]
    await maya.choose(message, "Place", "London")
    assert bot.received[-1]["actions"][0]["selected_option"] == option("London", "london")
    block_id = message["blocks"][0]["block_id"]
    state = bot.received[-1]["state"]["values"][block_id]["place"]
    assert state["selected_option"]["value"] == "london"
    await maya.press(message, "Read as total")
    assert bot.received[-1]["actions"][0]["selected_option"]["value"] == "total"
    with pytest.raises(RefusedError, match=r"does not offer \['Berlin'\]"):
        await maya.choose(message, "Place", "Berlin")
    with pytest.raises(RefusedError, match="To use: static_select 'Place', overflow"):
        await maya.press(message, "Share")


async def test_a_person_is_told_of_a_click_without_an_answer(bot: Bot, maya: Person) -> None:
    blocks = [actions(button("Share", "share"))]
    await bot.call("chat.postMessage", channel="C0HIRING", text="Share?", blocks=blocks)
    message = (await maya.sees("#hiring-ai-lead"))[-1]
    bot.on["share"] = 500
    with pytest.raises(RefusedError, match="did not answer"):
        await maya.press(message, "Share")
    assert (await maya.screen())["notices"]
    bot.on["share"] = None
    await maya.press(message, "Share")
    assert (await maya.screen())["notices"] == []


async def test_a_modal_is_filled_in_submitted_and_closed(bot: Bot, maya: Person) -> None:
    place = {"type": "input", "block_id": "where", "label": plain("Place"), "element": PLACES}
    view = modal("offer", text_input("Base", "base"), place, private_metadata="m1")
    form = await opened(bot, maya, view)
    await maya.fill(form, {"Base": "190k"})
    await maya.choose(form, "Place", "San Francisco")
    assert await maya.submit(form) is None
    sent = bot.received[-1]
    assert sent["type"] == "view_submission"
    assert "response_url" not in sent
    values = sent["view"]["state"]["values"]
    assert values["base"]["base_text"] == {"type": "plain_text_input", "value": "190k"}
    assert values["where"]["place"]["selected_option"]["value"] == "sf"
    assert sent["view"]["private_metadata"] == "m1"


async def test_errors_keep_the_modal_and_what_was_typed(bot: Bot, maya: Person) -> None:
    form = await opened(bot, maya, modal("offer", text_input("Base", "base")))
    bot.on["offer"] = {"response_action": "errors", "errors": {"base": "A yearly figure, please."}}
    await maya.fill(form, {"Base": "lots"})
    refused = await maya.submit(form)
    assert refused
    assert refused["errors"] == {"base": "A yearly figure, please."}
    assert refused["state"]["values"]["base"]["base_text"]["value"] == "lots"


async def test_what_slacks_own_client_refuses_does_not_reach_the_app(
    bot: Bot, maya: Person
) -> None:
    number = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}
    view = modal(
        "offer",
        text_input("Base", "base"),
        text_input("Reason", "reason", max_length=3),
        {"type": "input", "block_id": "n", "label": plain("Bonus"), "element": number},
        {
            "type": "input",
            "block_id": "mail",
            "optional": True,
            "label": plain("Mail"),
            "element": {"type": "email_text_input", "action_id": "m"},
        },
    )
    form = await opened(bot, maya, view)
    await maya.fill(form, {"Reason": "long", "Bonus": "1.5"})
    refused = await maya.submit(form)
    assert refused
    assert refused["errors"] == {
        "base": "Please complete this required field.",
        "reason": "Must be at most 3 characters.",
        "n": "Enter a valid number.",
    }
    assert [payload["type"] for payload in bot.received if "type" in payload] == []


@pytest.mark.parametrize(
    "answer",
    [
        500,
        {"response_action": "dance"},
        {"response_action": "errors", "errors": {"nowhere": "?"}},
        {"response_action": "update", "view": {"type": "modal"}},
    ],
)
async def test_a_submission_without_a_valid_answer_keeps_the_modal(
    bot: Bot, maya: Person, answer: JSON | int
) -> None:
    form = await opened(bot, maya, modal("offer", text_input("Base", "base")))
    bot.on["offer"] = answer
    await maya.fill(form, {"Base": "190k"})
    with pytest.raises(RefusedError, match="We had some trouble connecting"):
        await maya.submit(form)
    modal_again = await maya.modal()
    assert modal_again
    assert modal_again["state"]["values"]["base"]["base_text"]["value"] == "190k"


async def test_update_push_and_clear_answer_a_submission(bot: Bot, maya: Person) -> None:
    form = await opened(bot, maya, modal("one", section("One")))
    bot.on["one"] = {"response_action": "update", "view": modal("two", section("Two"))}
    second = await maya.submit(form)
    assert second
    assert (second["id"], second["callback_id"]) == (form["id"], "two")
    assert second["hash"] != form["hash"]
    bot.on["two"] = {"response_action": "push", "view": modal("three", section("Three"))}
    third = await maya.submit(second)
    assert third
    assert (third["previous_view_id"], third["root_view_id"]) == (form["id"], form["id"])
    bot.on["three"] = None
    back = await maya.submit(third)
    assert back
    assert back["callback_id"] == "two"
    bot.on["two"] = {"response_action": "clear"}
    assert await maya.submit(back) is None


async def test_a_stack_holds_three_views(bot: Bot, maya: Person) -> None:
    view = modal("one", section("More?", accessory=button("More", "more")))
    refusals = []

    async def push(payload: JSON) -> None:
        answer = await bot.call("views.push", trigger_id=payload["trigger_id"], view=view)
        refusals.append(answer.get("error"))

    bot.on["more"] = push
    top: JSON | None = await opened(bot, maya, view)
    for _ in range(3):
        assert top
        await maya.press(top, "More")
        top = await maya.modal()
    assert refusals == [None, None, "push_limit_reached"]
    assert len((await maya.screen())["views"]) == 3


async def test_views_update_keeps_typed_text_and_checks_the_hash(bot: Bot, maya: Person) -> None:
    form = await opened(bot, maya, modal("offer", text_input("Base", "base"), actions(PLACES)))
    await maya.fill(form, {"Base": "190k"})
    await maya.choose(form, "Place", "London")
    assert bot.received[-1]["view"]["state"]["values"]["base"]["base_text"]["value"] == "190k"
    changed = modal("offer", section("London"), text_input("Base", "base", initial_value="1"))
    updated = await bot.call("views.update", view_id=form["id"], view=changed, hash=form["hash"])
    assert updated["ok"]
    shown = await maya.modal()
    assert shown
    assert shown["state"]["values"]["base"]["base_text"]["value"] == "190k"
    late = await bot.call("views.update", view_id=form["id"], view=changed, hash=form["hash"])
    assert late["error"] == "hash_conflict"
    gone = await bot.call("views.update", view_id="V0", view=changed)
    assert gone["error"] == "not_found"


async def test_an_external_id_is_unique_and_finds_its_view(bot: Bot, maya: Person) -> None:
    form = await opened(bot, maya, modal("offer", section("One"), external_id="x1"))
    view = modal("offer", section("Two"), external_id="x1")
    assert (await bot.call("views.update", external_id="x1", view=view))["ok"]
    shown = await maya.modal()
    assert shown
    assert (shown["id"], words(shown)) == (form["id"], "\nTwo")

    async def again(payload: JSON) -> None:
        answer = await bot.call("views.open", trigger_id=payload["trigger_id"], view=view)
        assert answer["error"] == "duplicate_external_id"

    bot.on["/salary"] = again
    await maya.say("#general", "/salary")


async def test_view_closed_is_sent_with_notify_on_close_and_without_values(
    bot: Bot, maya: Person
) -> None:
    quiet = await opened(bot, maya, modal("offer", text_input("Base", "base")))
    assert await maya.close(quiet) is None
    assert len(bot.received) == 1
    form = await opened(bot, maya, modal("a", text_input("Base", "base"), notify_on_close=True))
    await maya.fill(form, {"Base": "190k"})
    await maya.close(form)
    closed = bot.received[-1]
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)
    assert closed["view"]["state"]["values"] == {}


async def test_a_dispatching_input_is_sent_while_typing(bot: Bot, maya: Person) -> None:
    typed = text_input("Base", "base") | {"dispatch_action": True}
    form = await opened(bot, maya, modal("offer", typed))
    await maya.fill(form, {"Base": "190k"})
    assert bot.received[-1]["actions"][0]["value"] == "190k"
    assert bot.received[-1]["view"]["state"]["values"]["base"]["base_text"]["value"] == "190k"


async def test_shortcuts_are_global_or_on_a_message(bot: Bot, maya: Person) -> None:
    await maya.shortcut("ask")
    assert (bot.received[-1]["type"], "channel" in bot.received[-1]) == ("shortcut", False)
    [message] = await maya.sees("#hiring-ai-lead")
    await maya.shortcut("ask_about", message)
    payload = bot.received[-1]
    assert (payload["type"], payload["message"]["ts"]) == ("message_action", message["ts"])


async def test_opening_the_home_tab_is_an_event(bot: Bot, maya: Person) -> None:
    async def publish(payload: JSON) -> None:
        view = {"type": "home", "blocks": [section("Welcome")]}
        await bot.call("views.publish", user_id=payload["event"]["user"], view=view)

    bot.on["app_home_opened"] = publish
    home = await maya.open_home()
    assert home
    assert words(home) == "\nWelcome"
    assert bot.received[-1]["authorizations"][0]["is_bot"] is True


async def test_a_home_tab_that_is_published_after_the_answer_is_waited_for(
    bot: Bot, maya: Person
) -> None:
    view = {"type": "home", "blocks": [section("Welcome")]}
    opening = asyncio.create_task(maya.open_home())
    waiting = asyncio.create_task(maya.wait_for_home("Welcome"))
    await until_received(bot, 1)
    await bot.call("views.publish", user_id=maya.id, view=view)
    assert words(await opening) == words(await waiting) == "\nWelcome"


async def test_a_message_event_is_sent_if_the_manifest_subscribes_to_it(
    bot: Bot, maya: Person
) -> None:
    await maya.say("#general", "Not for the app")
    await maya.say("DM", "For the app")
    [event] = bot.received
    assert event["event"]["text"] == "For the app"
    assert event["event"]["channel_type"] == "im"


async def test_windows_hear_only_of_changes_that_their_person_sees(
    bot: Bot, maya: Person, sam: Person
) -> None:
    before = (await sam.screen())["revision"]
    await maya.say("#leadership", "Quiet")
    await bot.call("chat.postEphemeral", channel="C0HIRING", user="U0MAYA", text="Psst")
    assert (await sam.screen())["revision"] == before
    await maya.say("#general", "Loud")
    assert (await sam.screen())["revision"] > before


async def test_a_reset_brings_the_sample_workspace_back(workspace: Workspace, maya: Person) -> None:
    await maya.say("#general", "Gone soon")
    await workspace.reset()
    assert await maya.sees("#general") == []


async def test_nobody_sees_a_refused_in_channel_answer(bot: Bot, maya: Person, sam: Person) -> None:
    bot.on["/salary"] = {"response_type": "in_channel", "blocks": [{"type": "hologram"}]}
    await maya.say("#general", "/salary")
    assert await sam.sees("#general") == []


async def test_a_click_in_a_thread_names_the_thread(bot: Bot, maya: Person) -> None:
    root = (await maya.say("#hiring-ai-lead", "Root"))["ts"]
    blocks = [actions(button("Share", "share"))]
    await bot.call("chat.postMessage", channel="C0HIRING", text="a", blocks=blocks, thread_ts=root)
    thread = await maya.sees("#hiring-ai-lead", thread_ts=root)
    assert thread[0]["ts"] == root
    await maya.press(thread[-1], "Share")
    assert bot.received[-1]["container"]["thread_ts"] == root
    await bot.respond(bot.received[-1]["response_url"], text="Here", thread_ts=root)
    assert (await maya.sees("#hiring-ai-lead", thread_ts=root))[-1]["text"] == "Here"


async def test_a_whole_stack_is_closed_at_once(bot: Bot, maya: Person) -> None:
    view = modal("one", section("More?"), notify_on_close=True)
    bot.on["one"] = {"response_action": "push", "view": view}
    top = await maya.submit(await opened(bot, maya, view))
    assert top
    assert await maya.close(top, everything=True) is None
    closed = [payload for payload in bot.received if payload.get("type") == "view_closed"]
    assert [payload["is_cleared"] for payload in closed] == [True, True]
    bot.on["one"] = {"response_action": "push", "view": view | {"clear_on_close": True}}
    top = await maya.submit(await opened(bot, maya, view))
    assert top
    assert await maya.close(top) is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"as": "U0NOBODY", "do": "say"}, "nobody has that id"),
        ({"as": "U0SAMPLEAPP", "do": "say"}, "nobody has that id"),
        ({"do": "dance"}, "no act dance"),
        ({"do": "say", "channel": "C0GENERAL", "text": " "}, "Type a message"),
        ({"do": "say", "channel": "C0LEADERS", "text": "a"}, "no such channel"),
        (
            {"do": "press", "container": "message", "channel": "C0GENERAL", "ts": "1", **ELEMENT},
            "No such message",
        ),
        ({"do": "press", "container": "view", "view_id": "V1", **ELEMENT}, "no longer open"),
        ({"do": "press", "container": "home", **ELEMENT}, "Home tab is empty"),
        ({"do": "submit", "view_id": "V1"}, "no longer open"),
        ({"do": "profile", "profile": {"title": "x"}}, "profile needs user"),
        ({"do": "profile", "user": "U0SAM", "profile": {"title": 5}}, "title can't be that"),
        ({"do": "profile", "user": "U0SAM", "profile": "title"}, "A profile has only"),
        ({"do": "add_person", "profile": "Lena"}, "profile is missing"),
        ({"do": "shortcut", "callback_id": "x"}, "No app has such a shortcut"),
    ],
)
async def test_a_person_gets_a_sentence_for_what_they_cannot_do(
    workspace: Workspace, body: JSON, sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        await workspace.post("/-/act", {"as": "U0SAM", **body})
