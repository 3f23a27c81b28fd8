"""Previews of links: an app draws them on messages of anybody's, for its own domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.local_slack.stub import actions, button, section

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from local_slack.client import Person
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]

URL = "https://example.com/a?b=1&c=2"


@pytest.fixture
async def link(heard: Heard, maya: Person) -> JSON:
    """The event of a link that Maya has posted."""
    await maya.say("#general", f"See {URL}")
    [event] = await heard("link_shared")
    return event


async def test_a_preview_is_drawn_and_its_buttons_reach_the_app(
    heard: Heard, client: AsyncWebClient, bot: Bot, link: JSON, maya: Person
) -> None:
    preview = {"blocks": [section("A page"), actions(button("More", "more"))]}
    await client.chat_unfurl(channel="C0GENERAL", ts=link["message_ts"], unfurls={URL: preview})
    message = (await maya.sees("#general"))[-1]
    [attachment] = message["attachments"]
    assert attachment["from_url"] == URL
    [changed] = await heard()
    assert changed["subtype"] == "message_changed"
    await maya.press(message, "More")
    container = bot.received[-1]["container"]
    assert (container["type"], container["is_app_unfurl"]) == ("message_attachment", True)
    assert container["app_unfurl_url"] == URL


async def test_an_unfurl_id_names_the_message_and_a_later_preview_replaces_the_first(
    client: AsyncWebClient, link: JSON, maya: Person
) -> None:
    where = {"unfurl_id": link["unfurl_id"], "source": link["source"]}
    for title in ("First", "Second"):
        await client.chat_unfurl(unfurls={URL: {"title": title}}, **where)
    [attachment] = (await maya.sees("#general"))[-1]["attachments"]
    assert attachment["title"] == "Second"


async def test_an_entity_is_drawn_with_its_title_and_fields(
    bot: Bot, link: JSON, maya: Person
) -> None:
    entity = {
        "app_unfurl_url": URL,
        "url": URL,
        "entity_type": "slack#/entities/task",
        "external_ref": {"id": "1"},
        "entity_payload": {
            "attributes": {"title": {"text": "Write it"}},
            "fields": {
                "due_date": {"value": "Friday"},
                "status": {"value": "open", "label": "State"},
            },
        },
    }
    answer = await bot.call(
        "chat.unfurl",
        channel="C0GENERAL",
        ts=link["message_ts"],
        metadata={"entities": [entity]},
    )
    assert answer["ok"], answer
    [attachment] = (await maya.sees("#general"))[-1]["attachments"]
    assert attachment["title"] == "Write it"
    fields = [(field["title"], field["value"]) for field in attachment["fields"]]
    assert fields == [("Due date", "Friday"), ("State", "open")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"unfurls": None}, "missing_unfurls"),
        ({"unfurls": "["}, "invalid_unfurls_format"),
        ({"unfurls": {"https://example.com/b": {"title": "b"}}}, "cannot_unfurl_message"),
        ({"unfurls": {URL: {"blocks": [section("")]}}}, "invalid_attachments"),
        ({"ts": "1.000001"}, "cannot_find_message"),
        ({"channel": "C1"}, "cannot_find_channel"),
        ({"ts": ""}, "missing_ts"),
        ({"unfurl_id": "x"}, "missing_source"),
    ],
)
async def test_a_preview_is_refused_with_slacks_code(
    bot: Bot, link: JSON, given: JSON, code: str
) -> None:
    good = {"channel": "C0GENERAL", "ts": link["message_ts"], "unfurls": {URL: {"title": "A"}}}
    assert (await bot.call("chat.unfurl", **good | given))["error"] == code
