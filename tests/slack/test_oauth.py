"""Installing into many workspaces: once, in the browser that asked, with its token sealed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import pytest_asyncio
from slack_sdk.oauth.installation_store import Bot

from bot import manifest
from bot.slack.tokens import NOT_INSTALLED, ORG_WIDE
from bot.store.from_settings import open_store
from bot.store.installations import Installations
from local_slack.client import words
from tests import raw_http
from tests.desk import (
    BOT_TOKEN,
    KEY,
    TENANT,
    command,
    event,
    make_settings,
    own_database,
    run_desk,
)
from tests.raw_http import JSON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running
    from tests.raw_http import Answer

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # The SDK's own call, which works with the aiohttp that is pinned.
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
]

SETTINGS: dict[str, Any] = {
    "slack_bot_token": None,
    "slack_client_id": "123.456",
    "slack_client_secret": "client-secret-of-tests",
}
INSTALLED = f"{TENANT}:installation"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def many(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 4) as url:
        async with run_desk(guide, url, **SETTINGS) as started:
            yield started


async def ask_to_install(many: Running) -> tuple[dict[str, str], str]:
    """What /slack/install sends the browser to Slack with, and the cookie that it keeps."""
    answer = await many.get("/slack/install")
    assert answer.status == 302
    location = urlsplit(answer.headers["location"])
    assert f"{location.scheme}://{location.netloc}{location.path}" == (
        "https://slack.com/oauth/v2/authorize"
    )
    return dict(parse_qsl(location.query)), answer.headers["set-cookie"].partition(";")[0]


async def consent(many: Running, query: dict[str, str], **more: str) -> str:
    """The consent page, which is the stand-in's here, sends the browser back with a code."""
    back = {**query, **more, "redirect_uri": "https://desk.example.com/slack/oauth_redirect"}
    path = f"/oauth/v2/authorize?{urlencode(back)}"
    port = urlsplit(many.slack.url).port
    assert port
    answer = await raw_http.send(port, "GET", path)
    location = answer.headers["location"]
    return f"/slack/oauth_redirect?{urlsplit(location).query}"


async def return_to_app(many: Running, path: str, cookie: str) -> Answer:
    return await raw_http.send(many.port, "GET", path, [(b"cookie", cookie.encode())])


async def install(many: Running) -> None:
    query, cookie = await ask_to_install(many)
    answer = await return_to_app(many, await consent(many, query), cookie)
    assert answer.status == 200


async def uninstall(many: Running) -> None:
    body = json.dumps({**event("app_uninstalled"), "team_id": TENANT}).encode()
    assert (await many.post(body, content_type=JSON)).status == 200


async def test_the_install_page_asks_for_what_the_manifest_asks_for(many: Running) -> None:
    query, cookie = await ask_to_install(many)
    assert query["scope"].split(",") == manifest.list_scopes(manifest.read_manifest())
    assert query["client_id"] == "123.456"
    assert query["state"] in cookie
    assert "user_scope" not in query or not query["user_scope"]


async def test_a_workspace_installs_works_and_uninstalls(many: Running) -> None:
    maya = many.workspace.person("maya")
    await install(many)
    assert INSTALLED in many.store_text()
    await maya.say("#general", "/salary london")
    answer = (await maya.sees("#general"))[-1]
    await maya.press(answer, "Share in channel")
    await maya.until(lambda screen: "Shared" in screen["messages"]["C0GENERAL"][-1]["text"])
    assert "£130k" in words((await many.workspace.person("sam").sees("#general"))[-1])
    await uninstall(many)
    await uninstall(many)  # Slack may say it twice
    assert INSTALLED not in many.store_text()


async def test_tokens_lie_sealed_and_in_no_log(
    many: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    await install(many)
    stored = many.store_text()
    assert INSTALLED in stored
    for secret in (BOT_TOKEN, "xoxb-", "client-secret-of-tests"):
        assert secret not in stored
        assert secret not in caplog.text
    await uninstall(many)


async def test_a_state_is_good_once(many: Running) -> None:
    query, cookie = await ask_to_install(many)
    path = await consent(many, query)
    assert (await return_to_app(many, path, cookie)).status == 200
    again = await return_to_app(many, await consent(many, query), cookie)
    assert again.status == 401
    await uninstall(many)


@pytest.mark.parametrize("which", ["another browser", "no cookie", "a made-up state"])
async def test_only_the_browser_that_asked_comes_back(which: str, many: Running) -> None:
    query, cookie = await ask_to_install(many)
    path = await consent(many, query)
    match which:
        case "another browser":
            _, cookie = await ask_to_install(many)
        case "no cookie":
            cookie = ""
        case _:
            path = path.replace(parse_qs(urlsplit(path).query)["state"][0], "made-up")
    answer = await return_to_app(many, path, cookie)
    assert answer.status == 400
    assert INSTALLED not in many.store_text()


async def test_who_says_no_is_told_so(many: Running) -> None:
    query, cookie = await ask_to_install(many)
    state = urlencode({"error": "access_denied", "state": query["state"]})
    answer = await return_to_app(many, f"/slack/oauth_redirect?{state}", cookie)
    assert answer.status == 200 or 400 <= answer.status < 500
    assert INSTALLED not in many.store_text()


async def test_a_code_that_slack_does_not_know_installs_nothing(many: Running) -> None:
    query, cookie = await ask_to_install(many)
    made_up = urlencode({"code": "made-up", "state": query["state"]})
    answer = await return_to_app(many, f"/slack/oauth_redirect?{made_up}", cookie)
    assert answer.status >= 400
    assert INSTALLED not in many.store_text()


async def test_a_revoked_token_is_forgotten_and_a_persons_is_not_ours(many: Running) -> None:
    await install(many)
    for tokens, stored in (({"oauth": ["U0MAYA"]}, True), ({"bot": ["U0HIRINGDESK"]}, False)):
        body = json.dumps({**event("tokens_revoked", tokens=tokens), "team_id": TENANT}).encode()
        assert (await many.post(body, content_type=JSON)).status == 200
        assert (INSTALLED in many.store_text()) is stored


async def test_without_an_installation_a_person_is_told(many: Running) -> None:
    """A command still gets its answer; a form needs the token, and says what is the matter."""
    maya = many.workspace.person("maya")
    await maya.say("#general", "/salary london")
    answer = (await maya.sees("#general"))[-1]
    assert "£130k–£180k" in answer["text"]
    await maya.press(answer, "Check an offer")
    await maya.until(lambda screen: "not installed" in screen["messages"]["C0GENERAL"][-1]["text"])


@pytest.mark.parametrize(
    "more", [{}, {"event": {"type": "tokens_revoked", "tokens": {"bot": ["U0HIRINGDESK"]}}}]
)
async def test_a_removal_that_comes_late_leaves_a_later_installation(
    more: dict[str, Any], many: Running
) -> None:
    """Slack repeats an event for an hour, and the workspace may have installed the app since."""
    removal = {**event("app_uninstalled"), **more}
    await install(many)
    for seconds, stays in ((3600, True), (0, False)):
        at = removal["event_time"] - seconds
        body = json.dumps({**removal, "event_time": at}).encode()
        assert (await many.post(body, content_type=JSON)).status == 200
        assert (INSTALLED in many.store_text()) is stays


@pytest.mark.parametrize("kind", ["drop_before", "server_error"])
async def test_when_slack_cannot_be_reached_the_browser_is_told(
    kind: str, many: Running, caplog: pytest.LogCaptureFixture
) -> None:
    query, cookie = await ask_to_install(many)
    path = await consent(many, query)
    await many.workspace.fault("oauth.v2.access", kind)
    answer = await return_to_app(many, path, cookie)
    assert answer.status in {401, 503}
    assert b"Traceback" not in answer.body
    assert "Traceback" not in caplog.text
    assert INSTALLED not in many.store_text()


async def test_an_extension_has_the_token_of_the_workspace_and_never_an_organisations(
    guide: Guide, valkey_socket: Path
) -> None:
    """Also if an earlier version stored one. And says so where there is none."""
    org_wide = {"is_enterprise_install": "true", "enterprise_id": "E0ORG"}
    with own_database(valkey_socket, 9) as url:
        settings = {**SETTINGS, "extensions": "tests.slack.extension"}
        async with run_desk(guide, url, **settings) as many:

            async def ask_token(**more: str) -> str:
                typed = command("token", command="/try", **more)
                return str((await many.post(raw_http.form(typed))).json["text"])

            assert await ask_token() == NOT_INSTALLED
            await install(many)
            assert await ask_token() == f"{BOT_TOKEN} U0HIRINGDESK {TENANT}"
            await uninstall(many)
            assert await ask_token(**org_wide) == ORG_WIDE
            store_settings = make_settings(
                redis_url=url, encryption_keys=KEY, allow_unsafe_store=True
            )
            async with open_store(store_settings) as (store, keyring):
                bot = Bot(
                    bot_token=BOT_TOKEN,
                    bot_id="B0BOT",
                    bot_user_id="U0HIRINGDESK",
                    enterprise_id="E0ORG",
                    is_enterprise_install=True,
                    installed_at=1.0,
                )
                await Installations(store, keyring).async_save_bot(bot)
                assert await ask_token(**org_wide) == ORG_WIDE
                assert await ask_token(team_id="E0ORG") == ORG_WIDE
                assert await ask_token() == NOT_INSTALLED
                await Installations(store, keyring).async_delete_all(
                    enterprise_id="E0ORG", team_id=None
                )
