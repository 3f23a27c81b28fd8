"""Elements that do more than hold a value: files, formatted text, feedback, conversations."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from local_slack.client import RefusedError
from local_slack.people.uploads import LARGEST
from tests.local_slack.samples import (
    CARD,
    FEEDBACK,
    REMOVE,
    VIDEO,
    WORKFLOW,
    container,
    rich,
    written,
)
from tests.local_slack.stub import actions, button, modal, plain, section
from tests.local_slack.test_people import opened

if TYPE_CHECKING:
    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]


def field(element: JSON, **more: object) -> JSON:
    given = {"action_id": "value", **element}
    return {"type": "input", "block_id": "f", "label": plain("Field"), "element": given, **more}


def grant(slack: Slack, *scopes: str) -> None:
    """Give the app more scopes."""
    known = slack.app.manifest
    slack.app.manifest = dataclasses.replace(known, scopes=known.scopes | {*scopes})


async def post(bot: Bot, person: Person, *blocks: JSON) -> JSON:
    answer = await bot.call(
        "chat.postMessage", channel="C0GENERAL", text="Look", blocks=list(blocks)
    )
    assert answer["ok"], answer
    return (await person.sees("#general"))[-1]


def submitted_value(bot: Bot) -> JSON:
    state: JSON = bot.received[-1]["view"]["state"]["values"]["f"]["value"]
    return state


# --- files ---


@pytest_asyncio.fixture
async def file_form(slack: Slack, bot: Bot, maya: Person) -> JSON:
    grant(slack, "files:read")
    element = {"type": "file_input", "filetypes": ["pdf"], "max_files": 2}
    return await opened(bot, maya, modal("form", field(element)))


async def test_uploaded_files_are_submitted_as_files_that_the_app_can_read(
    slack: Slack, bot: Bot, maya: Person, file_form: JSON
) -> None:
    await maya.upload(file_form, "Field", ("C V.pdf", b"%PDF-1"), ("letter.PDF", b"%PDF-2"))
    await maya.submit(file_form)
    state = submitted_value(bot)
    first, second = state["files"]
    assert (state["type"], first["name"], second["name"]) == ("file_input", "C V.pdf", "letter.PDF")
    assert (first["size"], first["mimetype"], first["filetype"], first["user"]) == (
        6,
        "application/pdf",
        "pdf",
        maya.id,
    )
    headers = {"Authorization": f"Bearer {slack.app.settings.bot_token}"}
    for address in (first["url_private"], first["url_private_download"]):
        async with bot.session.get(address, headers=headers) as response:
            assert (response.status, await response.read()) == (200, b"%PDF-1")


async def test_a_file_is_not_read_without_the_token_or_its_scope(
    slack: Slack, bot: Bot, maya: Person, workspace: Workspace, file_form: JSON
) -> None:
    """Slack leads such a request to a web page, which apps mistake for the file."""
    await maya.upload(file_form, "Field", ("cv.pdf", b"%PDF-1"))
    await maya.submit(file_form)
    address = submitted_value(bot)["files"][0]["url_private"]
    known = slack.app.manifest
    slack.app.manifest = dataclasses.replace(known, scopes=known.scopes - {"files:read"})
    token = {"Authorization": f"Bearer {slack.app.settings.bot_token}"}
    for headers in ({}, {"Authorization": "Bearer xoxb-other"}, token):
        async with bot.session.get(address, headers=headers) as response:
            assert response.content_type == "text/html"
    errors = [call["error"] for call in await workspace.calls("url_private")]
    assert errors == ["not_authed", "not_authed", "missing_scope"]


REFUSED_FILES = {
    "another type": ("photo.png", b"x", "Choose a file of this type: pdf."),
    "nothing": ("cv.pdf", b"", "This file is empty."),
    "more than 10 MB": ("cv.pdf", b"x" * (LARGEST + 1), "This file is larger than 10 MB."),
}


@pytest.mark.parametrize("case", REFUSED_FILES)
async def test_a_file_is_refused_for(case: str, maya: Person, file_form: JSON) -> None:
    name, content, sentence = REFUSED_FILES[case]
    with pytest.raises(RefusedError, match=sentence):
        await maya.upload(file_form, "Field", (name, content))


async def test_more_files_than_allowed_do_not_reach_the_app(
    bot: Bot, maya: Person, file_form: JSON
) -> None:
    await maya.upload(file_form, "Field", *[(f"{n}.pdf", b"x") for n in range(3)])
    shown = await maya.submit(file_form)
    assert shown
    assert shown["errors"] == {"f": "Choose at most 2 files."}
    assert all(payload.get("type") != "view_submission" for payload in bot.received)


async def test_a_file_of_another_form_cannot_be_submitted(
    bot: Bot, maya: Person, workspace: Workspace, file_form: JSON
) -> None:
    values = {"f": {"value": {"type": "file_input", "files": [{"id": "F0OTHER"}]}}}
    body = {"as": maya.id, "do": "submit", "view_id": file_form["id"], "values": values}
    with pytest.raises(RefusedError, match="Upload the file first"):
        await workspace.post("/-/act", body)
    assert all(payload.get("type") != "view_submission" for payload in bot.received)


async def test_a_form_with_files_needs_files_read(slack: Slack, bot: Bot, maya: Person) -> None:
    known = slack.app.manifest
    slack.app.manifest = dataclasses.replace(known, scopes=known.scopes - {"files:read"})
    answers = []

    async def open_form(payload: JSON) -> None:
        view = modal("form", field({"type": "file_input"}))
        answers.append(await bot.call("views.open", trigger_id=payload["trigger_id"], view=view))

    bot.on["/salary"] = open_form
    await maya.say("#general", "/salary")
    assert answers[0]["error"] == "invalid_arguments"
    assert "needs the scope files:read" in answers[0]["response_metadata"]["messages"][0]


# --- what else an app may show ---


async def test_a_video_needs_its_scope_and_a_domain_of_the_manifest(
    slack: Slack, bot: Bot, maya: Person
) -> None:
    async def complaints() -> str:
        answer = await bot.call(
            "chat.postMessage", channel="C0GENERAL", text="Look", blocks=[VIDEO]
        )
        return "".join(answer.get("errors", []))

    assert "needs the scope links.embed:write" in await complaints()
    grant(slack, "links.embed:write")
    assert "must be of one of the app's unfurl domains" in await complaints()
    slack.app.manifest = dataclasses.replace(slack.app.manifest, unfurl_domains=("example.com",))
    assert await complaints() == ""
    assert (await maya.sees("#general"))[-1]["blocks"][0]["type"] == "video"


async def test_a_picture_from_a_file_has_to_exist(bot: Bot, workspace: Workspace) -> None:
    async def show(**slack_file: str) -> JSON:
        image = {"type": "image", "slack_file": slack_file, "alt_text": "A chart"}
        return await bot.call("chat.postMessage", channel="C0GENERAL", text="Look", blocks=[image])

    assert "invalid slack file" in (await show(id="F0NONE"))["errors"][0]
    given = await bot.call("files.getUploadURLExternal", filename="chart.png", length=3)
    async with bot.session.post(given["upload_url"], data=b"png") as response:
        assert response.status == 200
    assert (await show(id=given["file_id"]))["ok"]
    assert (await show(url=f"https://files.example.com/{given['file_id']}"))["ok"]
    async with workspace.session.get(f"/-/files/{given['file_id']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", b"png")


# --- formatted text ---


async def test_formatted_text_is_submitted_as_rich_text(bot: Bot, maya: Person) -> None:
    form = await opened(bot, maya, modal("form", field({"type": "rich_text_input"})))
    quote = {"type": "rich_text_quote", "elements": [written("so be it")]}
    await maya.write(form, "Field", *rich(written("Dear Sam"))["elements"], quote)
    await maya.submit(form)
    text = submitted_value(bot)["rich_text_value"]
    assert text["type"] == "rich_text"
    assert [part["type"] for part in text["elements"]] == ["rich_text_section", "rich_text_quote"]


async def test_words_can_be_typed_in_a_rich_text_input(bot: Bot, maya: Person) -> None:
    element = {"type": "rich_text_input", "initial_value": rich(written("Old"))}
    form = await opened(bot, maya, modal("form", field(element)))
    await maya.submit(form)
    assert submitted_value(bot)["rich_text_value"] == rich(written("Old"))
    form = await opened(bot, maya, modal("form", field(element)))
    await maya.fill(form, {"Field": "New"})
    await maya.submit(form)
    assert submitted_value(bot)["rich_text_value"] == rich(written("New"))


async def test_what_is_no_rich_text_is_refused_and_an_empty_one_is_missing(
    bot: Bot, maya: Person
) -> None:
    form = await opened(bot, maya, modal("form", field({"type": "rich_text_input"})))
    shown = await maya.submit(form)
    assert shown
    assert shown["errors"] == {"f": "Please complete this required field."}
    await maya.write(form, "Field", {"type": "rich_text_poem", "elements": []})
    with pytest.raises(RefusedError, match="unsupported type: rich_text_poem"):
        await maya.submit(form)
    assert all(payload.get("type") != "view_submission" for payload in bot.received)


# --- buttons ---


async def test_feedback_arrives_as_the_value_of_its_button(bot: Bot, maya: Person) -> None:
    message = await post(bot, maya, {"type": "context_actions", "elements": [FEEDBACK, REMOVE]})
    await maya.press(message, "Bad")
    [action] = bot.received[-1]["actions"]
    assert (action["type"], action["action_id"], action["value"], action["text"]) == (
        "feedback_buttons",
        "feedback",
        "bad",
        plain("Bad"),
    )
    await maya.press(message, "Remove")
    [action] = bot.received[-1]["actions"]
    assert (action["type"], action["action_id"]) == ("icon_button", "rm")


async def test_a_button_for_some_people_cannot_be_pressed_by_others(
    bot: Bot, maya: Person, sam: Person, workspace: Workspace
) -> None:
    only_sam = button("Approve", "approve", visible_to_user_ids=[sam.id])
    message = await post(bot, maya, actions(only_sam))
    with pytest.raises(RefusedError, match="Nothing to press says 'Approve'"):
        await maya.press(message, "Approve")
    place = {"container": "message", "channel": "C0GENERAL", "ts": message["ts"]}
    ids = {"block_id": message["blocks"][0]["block_id"], "action_id": "approve"}
    with pytest.raises(RefusedError, match="You don't see this button"):
        await workspace.post("/-/act", {"as": maya.id, "do": "press", **place, **ids})
    await sam.press(message, "Approve")
    assert bot.received[-1]["user"]["id"] == sam.id


async def test_a_workflow_button_says_that_no_workflow_runs(bot: Bot, maya: Person) -> None:
    message = await post(bot, maya, actions(WORKFLOW))
    with pytest.raises(RefusedError, match="Workflows don't run here"):
        await maya.press(message, "Start")
    assert not bot.received


async def test_what_containers_and_carousels_hold_can_be_used(bot: Bot, maya: Person) -> None:
    inner = CARD | {"actions": [button("Open it", "inner")], "block_id": "second"}
    message = await post(
        bot,
        maya,
        container(section("Inside", accessory=button("Check", "check")), block_id="box"),
        {"type": "carousel", "elements": [CARD, inner]},
    )
    await maya.press(message, "Check")
    action = bot.received[-1]["actions"][0]
    assert action["action_id"] == "check"
    assert action["block_id"] == message["blocks"][0]["child_blocks"][0]["block_id"]
    await maya.press(message, "Open it")
    assert bot.received[-1]["actions"][0]["block_id"] == "second"


# --- conversations and times ---


async def test_a_select_with_a_response_url_lets_the_app_answer_in_that_channel(
    bot: Bot, maya: Person, sam: Person
) -> None:
    element = {"type": "conversations_select", "response_url_enabled": True}
    form = await opened(bot, maya, modal("form", field(element)))
    await maya.choose(form, "Field", "C0HIRING")
    await maya.submit(form)
    [given] = bot.received[-1]["response_urls"]
    assert (given["block_id"], given["action_id"], given["channel_id"]) == (
        "f",
        "value",
        "C0HIRING",
    )
    await bot.respond(given["response_url"], text="Here it is", response_type="in_channel")
    assert (await sam.sees("C0HIRING"))[-1]["text"] == "Here it is"


async def test_a_person_s_own_id_is_the_direct_message_with_themselves(
    bot: Bot, maya: Person
) -> None:
    """The id of a person stands for a conversation in selects, also in `channel_id`."""
    element = {
        "type": "conversations_select",
        "response_url_enabled": True,
        "initial_conversation": maya.id,
    }
    form = await opened(bot, maya, modal("form", field(element)))
    await maya.submit(form)
    [given] = bot.received[-1]["response_urls"]
    assert given["channel_id"] == maya.id
    await bot.respond(given["response_url"], text="To you", response_type="in_channel")
    assert (await maya.sees("me"))[-1]["text"] == "To you"


async def test_without_a_choice_or_the_flag_there_are_no_response_urls(
    bot: Bot, maya: Person
) -> None:
    element = {"type": "channels_select", "response_url_enabled": True}
    form = await opened(bot, maya, modal("form", field(element, optional=True)))
    await maya.submit(form)
    assert bot.received[-1]["response_urls"] == []


@pytest.mark.parametrize("kind", ["conversations_select", "multi_conversations_select"])
async def test_a_select_begins_with_the_conversation_that_one_looks_at(
    bot: Bot, maya: Person, kind: str
) -> None:
    element = {"type": kind, "default_to_current_conversation": True}
    form = await opened(bot, maya, modal("form", field(element)))
    await maya.submit(form)
    [chosen] = [value for key, value in submitted_value(bot).items() if key != "type"]
    assert chosen == ("C0GENERAL" if kind == "conversations_select" else ["C0GENERAL"])


async def test_a_time_carries_its_zone(bot: Bot, maya: Person) -> None:
    element = {"type": "timepicker", "timezone": "Europe/London", "initial_time": "09:30"}
    form = await opened(bot, maya, modal("form", field(element)))
    await maya.submit(form)
    assert submitted_value(bot) == {
        "type": "timepicker",
        "selected_time": "09:30",
        "timezone": "Europe/London",
    }
