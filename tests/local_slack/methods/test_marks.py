"""Reactions, pins and bookmarks: put by people and apps, refused as Slack refuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]

GENERAL = "C0GENERAL"


@pytest.fixture
async def message(maya: Person) -> JSON:
    """A message of Maya's in #general, as she sees it."""
    await maya.say("#general", "Look")
    return (await maya.sees("#general"))[-1]


async def test_a_reaction_is_heard_and_seen_until_it_is_taken_away(
    heard: Heard, message: JSON, maya: Person, sam: Person
) -> None:
    await heard()
    await sam.marks("react", message, name="tada")
    [added] = await heard()
    assert (added["type"], added["reaction"], added["user"]) == ("reaction_added", "tada", "U0SAM")
    assert added["item"] == {"type": "message", "channel": GENERAL, "ts": message["ts"]}
    assert added["item_user"] == "U0MAYA"
    seen = (await maya.sees("#general"))[-1]
    assert seen["reactions"] == [{"name": "tada", "users": ["U0SAM"]}]
    await sam.marks("unreact", message, name="tada")
    [removed] = await heard()
    assert removed["type"] == "reaction_removed"
    assert (await maya.sees("#general"))[-1]["reactions"] == []


async def test_an_app_reacts_to_messages_and_reads_reactions(
    client: AsyncWebClient, message: JSON, sam: Person
) -> None:
    where = {"channel": GENERAL, "timestamp": message["ts"]}
    await client.reactions_add(name="eyes", **where)
    await sam.marks("react", message, name="eyes")
    got = (await client.reactions_get(**where))["message"]
    assert got["reactions"] == [{"name": "eyes", "users": ["U0WIDEAPP", "U0SAM"], "count": 2}]
    [item] = (await client.reactions_list())["items"]
    assert item["message"]["ts"] == message["ts"]
    await client.reactions_remove(name="eyes", **where)
    assert (await client.reactions_list())["items"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "no_such_emoji"}, "invalid_name"),
        ({"name": "eyes", "timestamp": "1.000001"}, "message_not_found"),
        ({"name": "eyes", "timestamp": "yesterday"}, "bad_timestamp"),
        ({"name": "eyes", "timestamp": ""}, "no_item_specified"),
        ({"name": "eyes", "channel": "C0LEADERS"}, "channel_not_found"),
        ({}, "invalid_arguments"),
    ],
)
async def test_a_reaction_is_refused_with_slacks_code(
    bot: Bot, message: JSON, given: JSON, code: str
) -> None:
    where = {"channel": GENERAL, "timestamp": message["ts"]}
    assert (await bot.call("reactions.add", **where | given))["error"] == code


async def test_nobody_reacts_twice_with_one_emoji_or_takes_away_what_is_not_theirs(
    bot: Bot, message: JSON, sam: Person
) -> None:
    where = {"channel": GENERAL, "timestamp": message["ts"], "name": "thumbsup::skin-tone-3"}
    assert (await bot.call("reactions.add", **where))["ok"]
    assert (await bot.call("reactions.add", **where))["error"] == "already_reacted"
    with pytest.raises(RefusedError, match="not reacted"):
        await sam.marks("unreact", message, name="thumbsup::skin-tone-3")
    await bot.call("reactions.remove", **where)
    assert (await bot.call("reactions.remove", **where))["error"] == "no_reaction"


async def test_an_own_emoji_can_be_reacted_with(slack: Slack, bot: Bot, message: JSON) -> None:
    slack.workspace.emoji["party_parrot"] = "https://example.com/parrot.gif"
    where = {"channel": GENERAL, "timestamp": message["ts"]}
    assert (await bot.call("reactions.add", name="party_parrot", **where))["ok"]


async def test_a_pin_is_heard_and_listed_until_it_is_taken_away(
    heard: Heard, client: AsyncWebClient, message: JSON, sam: Person
) -> None:
    await heard()
    await sam.marks("pin", message)
    [added] = await heard()
    assert (added["type"], added["user"], added["channel_id"]) == ("pin_added", "U0SAM", GENERAL)
    assert added["item"]["message"]["pinned_to"] == [GENERAL]
    assert (added["item_user"], added["pin_count"]) == ("U0MAYA", "1")
    [item] = (await client.pins_list(channel=GENERAL))["items"]
    assert (item["created_by"], item["message"]["text"]) == ("U0SAM", "Look")
    await client.pins_remove(channel=GENERAL, timestamp=message["ts"])
    [removed] = await heard("pin_removed")
    assert (removed["has_pins"], removed["pin_count"]) == (False, "0")
    assert (await client.pins_list(channel=GENERAL))["items"] == []


async def test_a_message_is_pinned_once(bot: Bot, message: JSON, sam: Person) -> None:
    where = {"channel": GENERAL, "timestamp": message["ts"]}
    assert (await bot.call("pins.remove", **where))["error"] == "no_pin"
    assert (await bot.call("pins.add", **where))["ok"]
    assert (await bot.call("pins.add", **where))["error"] == "already_pinned"
    with pytest.raises(RefusedError, match="pinned already"):
        await sam.marks("pin", message)


async def test_a_person_edits_their_own_message_and_the_app_hears_of_it(
    heard: Heard, message: JSON, maya: Person, sam: Person
) -> None:
    await heard()
    await maya.marks("edit", message, text="Look & see")
    [changed] = await heard()
    assert changed["message"]["text"] == "Look &amp; see"
    assert changed["previous_message"]["text"] == "Look"
    with pytest.raises(RefusedError, match="only your own"):
        await sam.marks("edit", message, text="Mine")


async def test_a_bookmark_is_added_changed_and_removed(
    client: AsyncWebClient, maya: Person
) -> None:
    added = await client.bookmarks_add(
        channel_id=GENERAL, title="Plan", type="link", link="https://example.com", emoji=":books:"
    )
    bookmark = added["bookmark"]["id"]
    await client.bookmarks_edit(bookmark_id=bookmark, channel_id=GENERAL, title="Plans")
    [listed] = (await client.bookmarks_list(channel_id=GENERAL))["bookmarks"]
    assert (listed["title"], listed["link"]) == ("Plans", "https://example.com")
    channel = next(c for c in (await maya.screen())["channels"] if c["id"] == GENERAL)
    assert channel["bookmarks"] == [listed]
    await client.bookmarks_remove(bookmark_id=bookmark, channel_id=GENERAL)
    assert (await client.bookmarks_list(channel_id=GENERAL))["bookmarks"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"type": "file"}, "invalid_bookmark_type"),
        ({"link": "example.com"}, "invalid_link"),
        ({"emoji": ":no_such:"}, "invalid_emoji"),
        ({"channel_id": "C0LEADERS"}, "channel_not_found"),
    ],
)
async def test_a_bookmark_is_refused_with_slacks_code(bot: Bot, given: JSON, code: str) -> None:
    good = {"channel_id": GENERAL, "title": "Plan", "type": "link", "link": "https://example.com"}
    assert (await bot.call("bookmarks.add", **good | given))["error"] == code
    gone = await bot.call("bookmarks.remove", channel_id=GENERAL, bookmark_id="Bk1")
    assert gone["error"] == "not_found"
