"""What an app may do is what people have consented to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot


async def test_an_installation_grants_the_scopes_that_it_asks_for_and_a_later_one_adds_to_them(
    slack: Slack, bot: Bot
) -> None:
    async def install(scope: str) -> str:
        query = {"client_id": slack.app.id, "redirect_uri": "http://localhost/", "scope": scope}
        url = f"{slack.url}/oauth/v2/authorize"
        async with bot.session.get(url, params=query, allow_redirects=False) as response:
            code = response.headers["Location"].split("code=")[1].split("&")[0]
        client = {"client_id": slack.app.id, "client_secret": "any"}
        granted = await bot.call("oauth.v2.access", code=code, **client)
        return str(granted["scope"])

    assert await install("chat:write,commands") == "chat:write,commands"
    refused = await bot.call("reactions.list")
    assert (refused["error"], refused["provided"]) == ("missing_scope", "chat:write,commands")
    assert await install("reactions:read") == "chat:write,commands,reactions:read"
    assert (await bot.call("reactions.list"))["ok"]
