"""What an app may do is what people have consented to, as long as it is in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    Heard = Callable[..., Awaitable[list[dict[str, Any]]]]
    Install = Callable[[str], Awaitable[str]]


@pytest.fixture
def install(slack: Slack, bot: Bot) -> Install:
    """Consent to scopes; the scopes that the app then has."""

    async def run(scope: str) -> str:
        query = {"client_id": slack.app.id, "redirect_uri": "http://localhost/", "scope": scope}
        url = f"{slack.url}/oauth/v2/authorize"
        async with bot.session.get(url, params=query, allow_redirects=False) as response:
            code = response.headers["Location"].split("code=")[1].split("&")[0]
        client = {"client_id": slack.app.id, "client_secret": "any"}
        granted = await bot.call("oauth.v2.access", code=code, **client)
        return str(granted["scope"])

    return run


async def test_an_installation_grants_the_scopes_that_it_asks_for_and_a_later_one_adds_to_them(
    install: Install, bot: Bot
) -> None:
    assert await install("chat:write,commands") == "chat:write,commands"
    refused = await bot.call("reactions.list")
    assert (refused["error"], refused["provided"]) == ("missing_scope", "chat:write,commands")
    assert await install("reactions:read") == "chat:write,commands,reactions:read"
    assert (await bot.call("reactions.list"))["ok"]


async def test_an_app_that_was_taken_out_hears_nothing_and_has_no_scopes_of_before_when_it_is_back(
    install: Install, heard: Heard, bot: Bot, maya: Person
) -> None:
    await install("channels:history,chat:write")
    await maya.say("#general", "Hello")
    assert len(await heard("message")) == 1
    assert (await bot.call("auth.revoke"))["revoked"]
    await maya.say("#general", "Is anybody listening?")
    assert [event["type"] for event in await heard()] == ["tokens_revoked", "app_uninstalled"]
    assert await install("chat:write") == "chat:write"
    await maya.say("#general", "Without the scope it hears no message")
    assert await heard() == []
    assert await install("channels:history") == "channels:history,chat:write"
    await maya.say("#general", "Welcome back")
    assert [event["text"] for event in await heard()] == ["Welcome back"]
