"""The workspace as a process: it saves its state, and starts and ends cleanly."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import stat
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

import local_slack
from local_slack.client import Workspace, words
from local_slack.errors import StartError
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.stub import Bot, actions, button, modal, section

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local_slack.slack import Slack

JSON = dict[str, Any]


async def test_a_restart_keeps_everything_but_ephemeral_messages_and_modals(
    settings: local_slack.Settings,
) -> None:
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        bot = Bot(slack.app.settings.signing_secret, slack.app.settings.bot_token)
        bot.api_url = slack.api_url
        maya = workspace.person("maya")
        root = (await maya.say("#general", "Stays"))["ts"]
        await maya.say("#general", "A reply", thread_ts=root)
        await bot.call("chat.postEphemeral", channel="C0GENERAL", user="U0MAYA", text="Gone")
        metadata = {"event_type": "post", "event_payload": {"id": "x1"}}
        await bot.call("chat.postMessage", channel="C0HIRING", text="New", metadata=metadata)
        home = {"type": "home", "blocks": [section("Welcome")]}
        await bot.call("views.publish", user_id="U0MAYA", view=home)
        await workspace.advance(600)
        before = await maya.screen()
        await bot.session.close()
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        after = await workspace.person("maya").screen()
        assert [m["text"] for m in after["messages"]["C0GENERAL"]] == ["Stays", "A reply"]
        assert after["messages"]["C0HIRING"] == before["messages"]["C0HIRING"]
        assert after["homes"] == before["homes"]
        assert after["channels"] == before["channels"]
        assert slack.workspace.messages["C0HIRING"][-1].metadata == metadata
        assert slack.clock.offset == 600


async def test_the_saved_file_is_readable_by_its_owner_only_and_is_written_soon(
    settings: local_slack.Settings,
) -> None:
    assert settings.data
    file = settings.data / "workspace.json"
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        await workspace.person("maya").say("#general", "Stays")
        async with asyncio.timeout(5):
            while not file.exists():  # noqa: ASYNC110 - another task of this loop writes it
                await asyncio.sleep(0)
        assert "Stays" in file.read_text()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert slack.settings == settings


async def test_one_workspace_is_saved_in_a_folder_at_a_time(
    settings: local_slack.Settings,
) -> None:
    """Two would each save over what the other has."""
    async with local_slack.serve(settings):
        with pytest.raises(StartError, match="Another local-slack saves its workspace in"):
            async with local_slack.serve(settings):
                pass  # pragma: no cover
    async with local_slack.serve(settings):
        pass


async def test_an_app_that_takes_anothers_place_is_told(
    settings: local_slack.Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A new name has the ids and messages of the old one, which another app would not want."""
    async with local_slack.serve(settings) as slack:
        known = slack.app.id
    other = tmp_path / "other.yml"
    text = settings.apps[0].manifest.read_text()
    other.write_text(text.replace("name: Sample app", "name: Clumsy"))
    renamed = replace(settings, apps=(replace(settings.apps[0], manifest=other),))
    async with local_slack.serve(renamed) as slack:
        assert slack.app.id == known
    assert "Clumsy is taken for Sample app under a new name" in caplog.text
    assert "give it a --data folder of its own" in caplog.text


async def test_of_two_apps_with_one_command_the_start_says_which_gets_it(
    settings: local_slack.Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = tmp_path / "other.yml"
    text = settings.apps[0].manifest.read_text()
    other.write_text(text.replace("name: Sample app", "name: Clumsy"))
    second = replace(
        settings.apps[0], manifest=other, bot_token="xoxb-second", app_token="xapp-second"
    )
    async with local_slack.serve(replace(settings, apps=(*settings.apps, second))):
        assert "Clumsy gets /salary instead of Sample app." in caplog.messages


async def test_a_workspace_that_cannot_be_saved_says_so_and_goes_on(
    settings: local_slack.Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert settings.data
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        (settings.data / "workspace.json").mkdir()
        await workspace.person("maya").say("#general", "Stays")
        slack.save()
        assert f"The workspace is not saved in {settings.data}" in caplog.text
        assert await workspace.person("maya").sees("#general")


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 99}', '{"version": 1}', "\udcff"])
async def test_a_damaged_file_stops_the_start_with_one_sentence(
    settings: local_slack.Settings, content: str
) -> None:
    assert settings.data
    settings.data.mkdir()
    file = settings.data / "workspace.json"
    file.write_text(content, errors="surrogateescape")
    with pytest.raises(StartError, match=r"workspace\.json"):
        async with local_slack.serve(settings):
            pass  # pragma: no cover


@pytest.mark.parametrize("content", [None, "a: [", "text"])
async def test_an_unreadable_manifest_stops_the_start_with_one_sentence(
    tmp_path: Path, content: str | None
) -> None:
    manifest = tmp_path / "manifest.yml"
    if content is not None:
        manifest.write_text(content)
    with pytest.raises(StartError, match=r"manifest\.yml"):
        async with local_slack.serve(local_slack.Settings((local_slack.AppSettings(manifest),))):
            pass  # pragma: no cover


@asynccontextmanager
async def process(*arguments: str, **variables: str) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "local_slack",
        "--manifest",
        str(MANIFEST),
        *arguments,
        env={**os.environ, **variables},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def address(started: asyncio.subprocess.Process) -> str:
    assert started.stdout
    line = (await started.stdout.readline()).decode()
    assert "stand-in" in line
    return line.split()[-1]


async def test_sigterm_saves_and_exits_0(tmp_path: Path) -> None:
    async with (
        process("--port", "0", "--data", str(tmp_path)) as started,
        Workspace(await address(started)) as workspace,
    ):
        maya = workspace.person("maya")
        await maya.say("#general", "Last words")
        async with workspace.session.get("/-/events", params={"as": maya.id}) as window:
            await window.content.readline()
            started.send_signal(signal.SIGTERM)
            await window.content.read()
        assert await started.wait() == 0
    saved = json.loads((tmp_path / "workspace.json").read_text())
    assert saved["messages"]["C0GENERAL"][0]["text"] == "Last words"


async def test_with_until_stdin_closes_it_ends_with_its_parent() -> None:
    async with process("--port", "0", "--until-stdin-closes") as started:
        await address(started)
        assert started.stdin
        started.stdin.close()
        async with asyncio.timeout(10):
            assert await started.wait() == 0


async def test_tokens_and_the_signing_secret_come_from_the_environment() -> None:
    """An option would show them to everybody on the machine."""
    secrets = {
        "LOCAL_SLACK_BOT_TOKEN": "xoxb-given",
        "LOCAL_SLACK_SIGNING_SECRET": "given",
        "LOCAL_SLACK_APP_TOKEN": "xapp-given",
    }
    async with process("--port", "0", **secrets) as started:
        url = await address(started)
        async with aiohttp.ClientSession() as session:
            for method, token in (
                ("auth.test", "xoxb-given"),
                ("apps.connections.open", "xapp-given"),
            ):
                async with session.post(f"{url}/api/{method}", data={"token": token}) as answer:
                    assert (await answer.json())["ok"], method
    async with process("--bot-token", "xoxb-given") as started:
        _, said = await started.communicate()
    assert started.returncode == 2
    assert b"unrecognized arguments" in said


async def test_a_port_in_use_gives_one_sentence_and_exit_code_2(slack: Slack) -> None:
    port = slack.url.rsplit(":", 1)[1]
    async with process("--port", port) as started:
        _, said = await started.communicate()
    assert started.returncode == 2
    assert said.decode() == f"Port {port} is already in use.\n"


async def test_a_workspace_saved_for_one_app_opens_with_its_app_and_home(
    settings: local_slack.Settings,
) -> None:
    """Version 1 had one app; its ids stay, so that messages and Home views stay its own."""
    assert settings.data
    home = {"id": "V1", "user": "U0MAYA", "body": {"type": "home", "blocks": []}, "hash": "1.a"}
    ids = {"app_id": "A0OLD", "bot_id": "B0OLD", "bot_user": "U0OLD"}
    bot = {"id": "U0OLD", "name": "old", "real_name": "Old bot", "is_bot": True}
    maya = {"id": "U0MAYA", "name": "maya", "real_name": "Maya"}
    direct = {"id": "D0MAYA", "name": "", "kind": "im", "members": ["U0MAYA", "U0OLD"]}
    stored = {
        "version": 1,
        "id": "T0LOCAL",
        "name": "Local workspace",
        "domain": "local",
        **ids,
        "users": {"U0OLD": bot, "U0MAYA": maya},
        "channels": {"D0MAYA": direct},
        "messages": {},
        "read": {},
        "files": {},
        "homes": {"U0MAYA": {**home, "root": "V1", "previous": None, "entered": {}, "errors": {}}},
        "clock_offset": 0.0,
        "last_ts": "1.000001",
    }
    settings.data.mkdir()
    (settings.data / "workspace.json").write_text(json.dumps(stored))
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        shown = await workspace.person("maya").home()
        assert slack.app.bot_user == "U0OLD"
        assert shown
        assert (shown["id"], shown["app_id"]) == ("V1", "A0OLD")
        channels = [each for each in slack.workspace.channels.values() if "U0OLD" in each.members]
        assert channels[0].id == "D0MAYA"


async def test_several_apps_share_a_workspace_and_each_gets_what_is_its_own(
    settings: local_slack.Settings, tmp_path: Path
) -> None:
    """Tokens, direct messages, clicks, Home tabs. Of two with one command the latest gets it."""
    second = tmp_path / "second.yml"
    second.write_text(
        MANIFEST.read_text().replace("Sample app", "Second app").replace("Sample bot", "Second bot")
    )
    first = settings.apps[0]
    other = local_slack.AppSettings(second, bot_token="xoxb-second", signing_secret="second")
    async with (
        local_slack.serve(local_slack.Settings((first, other))) as slack,
        Workspace(slack.url) as workspace,
    ):
        bots = [Bot(app.settings.signing_secret, app.settings.bot_token) for app in slack.apps]
        async with TestServer(bots[0].app) as one_server, TestServer(bots[1].app) as other_server:
            for app, bot, server in zip(slack.apps, bots, (one_server, other_server), strict=True):
                bot.api_url = slack.api_url
                app.delivery.url = str(server.make_url("/slack/events"))
            maya = workspace.person("maya")
            await maya.say("#general", "/salary london")
            assert [len(bot.received) for bot in bots] == [0, 1]

            for bot, app in zip(bots, slack.apps, strict=True):
                posted = await bot.call(
                    "chat.postMessage",
                    channel="U0MAYA",
                    text="x",
                    blocks=[actions(button("Go", "go"))],
                )
                assert slack.workspace.channels[posted["channel"]].members == [
                    "U0MAYA",
                    app.bot_user,
                ]
                view = {"type": "home", "blocks": [section(app.id)]}
                assert (await bot.call("views.publish", user_id="U0MAYA", view=view))["ok"]
                message = (await maya.sees(posted["channel"]))[-1]
                before = len(bot.received)
                await maya.press(message, "Go")
                assert bot.received[before]["api_app_id"] == app.id
                trigger = bot.received[before]["trigger_id"]
            stolen = await bots[0].call("views.open", trigger_id=trigger, view=modal("m"))
            assert stolen["error"] == "invalid_trigger_id"
            homes = (await maya.screen())["homes"]
            assert {key: words(home) for key, home in homes.items()} == {
                app.id: f"\n{app.id}" for app in slack.apps
            }


@pytest.mark.parametrize(
    ("token", "sentence"),
    [("xoxb-local-workspace", "tokens of its own"), ("xoxb-second", "name of its own")],
)
async def test_apps_that_cannot_be_told_apart_stop_the_start(
    settings: local_slack.Settings, token: str, sentence: str
) -> None:
    twins = (settings.apps[0], replace(settings.apps[0], app_token=None, bot_token=token))
    with pytest.raises(StartError, match=sentence):
        async with local_slack.serve(local_slack.Settings(twins)):
            pass  # pragma: no cover


@pytest.mark.parametrize("wrong", [{"bot_token": "mine"}, {"app_token": "xoxb-mine"}])
async def test_a_token_of_the_wrong_kind_stops_the_start(
    settings: local_slack.Settings, wrong: dict[str, Any]
) -> None:
    apps = (replace(settings.apps[0], **wrong),)
    with pytest.raises(StartError, match="begins with xoxb-, and an app token with xapp-"):
        async with local_slack.serve(local_slack.Settings(apps)):
            pass  # pragma: no cover
