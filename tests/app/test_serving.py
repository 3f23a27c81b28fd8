"""The app from its start to its end: what people find, and what a signal leaves behind."""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import re
import secrets
import signal
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

import local_slack
from bot.settings import EVERYWHERE
from bot.slack.server import listen
from chaos.stores import free_port
from hiring.postings.range import benchmark_range
from local_slack.client import Workspace, words
from tests import raw_http
from tests.app.conftest import find_processes, list_processes, run_app
from tests.desk import APP_TOKEN, BOT_TOKEN, ROOT, SECRET, command, until
from tests.features.debriefs import get_dm, open_debrief, wait_for_message
from tests.guides import load_shipped_guide
from tests.raw_http import form
from tests.stand_in import serve_answers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.app.conftest import App, Start

HTTP = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET}


def read_shipped_pay() -> str:
    """The base range for London in the content that the project ships."""
    salary = load_shipped_guide().roles["ai-tech-lead"].salary
    band = salary.band("london") if salary else None
    assert band is not None
    return benchmark_range(band)


def read_first_stage() -> str:
    """The name of the first interview in the content that the project ships."""
    interview = load_shipped_guide().roles["ai-tech-lead"].interview
    assert interview is not None
    return interview.stages[0].name


@asynccontextmanager
async def serve_slack(**more: Any) -> AsyncIterator[Any]:  # noqa: ANN401 - of any type
    stand_in = local_slack.AppSettings(
        ROOT / "manifest.yml", bot_token=BOT_TOKEN, signing_secret=SECRET, **more
    )
    async with local_slack.serve(local_slack.Settings((stand_in,))) as slack:
        yield slack


async def is_ready(app: App) -> bool:
    return (await raw_http.send(app.port, "GET", "/readyz")).status == 200


async def test_with_nothing_set_a_workspace_answers_in_the_browser(
    start: Start, tmp_path: Path
) -> None:
    """One address is printed, once the app answers; SIGTERM ends all of it, and so does Ctrl-C.

    A restart keeps what was said and the time that it was, and no second app gets at the folder
    meanwhile.
    """
    async with start() as app:
        url = f"http://127.0.0.1:{app.port}"
        await until(lambda: url in app.said, 30)
        assert app.said.count("http://") == 1
        async with Workspace(url) as workspace:
            maya = workspace.person("maya")
            await maya.say("#hiring-ai-lead", "/salary ai tech lead london")
            answer = (await maya.sees("#hiring-ai-lead"))[-1]
            assert read_shipped_pay() in answer["text"]
            assert "DEBUG" not in app.said  # no library says more than is wanted
            await maya.press(answer, "Share in channel")
            await maya.until(lambda screen: "Shared" in screen["messages"]["C0HIRING"][-1]["text"])
        assert len(list_processes(tmp_path)) >= 3  # the app, the workspace, the store
        code, written = await run_app(tmp_path, PORT=free_port(), HOST="127.0.0.1")
        assert (code, written.count("\n")) == (1, 1), written
        assert str(tmp_path / ".data") in written
        async with Workspace(url) as workspace:
            await workspace.advance(3 * 366 * 24 * 60 * 60)
        assert await app.stopped(signal.SIGTERM) == 0
        assert list_processes(tmp_path) == []
    async with start() as app, Workspace(f"http://127.0.0.1:{app.port}") as workspace:
        said = await workspace.person("sam").sees("#hiring-ai-lead")
        assert read_shipped_pay() in words(said[-1])
        sam = workspace.person("sam")
        await until(lambda: "Open http" in app.said, 30)
        await sam.say("#general", "/salary ai tech lead london")
        later = words((await sam.sees("#general"))[-1])
        assert re.search(r"Recorded \d+ (months|years) ago: check before you rely on it\.", later)
        assert await app.stopped(signal.SIGINT) == 0
    assert list_processes(tmp_path) == []
    assert "Traceback" not in app.said


async def test_no_process_has_a_secret_in_its_arguments_or_one_that_it_does_not_need(
    start: Start, tmp_path: Path
) -> None:
    """Anybody on a machine can read the arguments of all its processes."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    async with start(ENCRYPTION_KEYS=key) as app:
        await until(lambda: "Open http" in app.said, 30)
        environments = {}
        for process in find_processes(tmp_path):
            words = (process / "environ").read_bytes().decode().split("\0")
            environments[process] = dict(word.split("=", 1) for word in words if word)
        (stand_in,) = [each for each in environments.values() if "LOCAL_SLACK_BOT_TOKEN" in each]
        assert [each for each in environments.values() if key in each.values()] == [
            environments[Path(f"/proc/{app.process.pid}")]
        ]
        known = [key, stand_in["LOCAL_SLACK_BOT_TOKEN"], stand_in["LOCAL_SLACK_SIGNING_SECRET"]]
        for arguments in list_processes(tmp_path):
            assert [secret for secret in (*known, "xoxb", "xapp") if secret in arguments] == []


async def test_the_local_workspace_has_an_extensions_commands_and_the_prefix(start: Start) -> None:
    variables = {"EXTENSIONS": "examples.refer", "COMMAND_PREFIX": "hd-"}
    async with start(**variables) as app:
        url = f"http://127.0.0.1:{app.port}"
        await until(lambda: url in app.said, 30)
        async with Workspace(url) as workspace:
            maya = workspace.person("maya")
            await maya.say("#hiring-ai-lead", "/refer Jo")
            assert (await maya.sees("#hiring-ai-lead"))[-1]["text"] == "Refer Jo?"
            await maya.say("#hiring-ai-lead", "/hd-salary ai tech lead london")
            assert read_shipped_pay() in (await maya.sees("#hiring-ai-lead"))[-1]["text"]


async def test_a_stop_finishes_the_request_in_flight(start: Start, tmp_path: Path) -> None:
    """SIGTERM while Slack is slow: the command is answered, then the app ends with 0."""
    arrived, go = asyncio.Event(), asyncio.Event()

    async def call(request: web.Request) -> web.Response:
        if request.match_info["method"] == "views.open":
            arrived.set()
            await go.wait()
        return web.json_response({"ok": True})

    slow = web.Application()
    slow.router.add_post("/api/{method}", call)
    runner = web.AppRunner(slow, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    async with start(**HTTP, SLACK_API_URL=url) as app:
        body = form(command("ai tech lead 200k + 15% + 0.2% sf"))
        request = asyncio.create_task(raw_http.slack(app.port, SECRET, body))
        await arrived.wait()
        app.process.send_signal(signal.SIGTERM)
        while await raw_http.listens(app.port):
            pass
        go.set()
        assert (await request).status == 200
        async with asyncio.timeout(10):
            assert await app.process.wait() == 0
    assert list_processes(tmp_path) == []
    await runner.cleanup()


async def test_a_stop_while_messages_are_being_posted_doubles_and_loses_none(
    start: Start, tmp_path: Path
) -> None:
    """SIGTERM while Slack is slow: the post in flight is finished, the rest is the next start's."""
    stage = read_first_stage()
    async with serve_slack() as slack, Workspace(slack.url) as workspace:
        settings = {**HTTP, "SLACK_API_URL": slack.api_url}
        maya, *panel = (workspace.person(name) for name in ("maya", "sam", "ines", "tariq"))
        async with start(**settings) as app:
            slack.app.delivery.url = f"http://127.0.0.1:{app.port}/slack/events"
            await workspace.fault("chat.postMessage", "delay", times=4, seconds=0.9)
            seats = {stage: [person.id for person in panel]}
            await open_debrief(maya, "JS", seats, role="ai tech lead")
            assert await app.stopped(signal.SIGTERM) == 0
            assert "still running" not in app.said
        first = len(await workspace.calls("chat.postMessage"))
        assert first < len(panel)
        async with start(**settings) as app:
            slack.app.delivery.url = f"http://127.0.0.1:{app.port}/slack/events"
            for person in panel:
                await wait_for_message(person, f"{stage}: JS", get_dm(person))
            await wait_for_message(maya, "who has filed", get_dm(maya))
            assert await app.stopped(signal.SIGTERM) == 0
        # The channel's, one to each of the panel, and the owner's.
        assert len(await workspace.calls("chat.postMessage")) == 1 + len(panel) + 1
    assert list_processes(tmp_path) == []


async def test_after_a_kill_the_next_start_knows_what_was_done(
    start: Start, tmp_path: Path
) -> None:
    """`kill -9` of the app loses nothing that was acknowledged: shared once stays shared once."""
    async with serve_slack() as slack, Workspace(slack.url) as workspace:
        maya = workspace.person("maya")
        async with start(**HTTP, SLACK_API_URL=slack.api_url) as app:
            slack.app.delivery.url = f"http://127.0.0.1:{app.port}/slack/events"
            await maya.say("#general", "/salary ai tech lead london")
            answer = (await maya.sees("#general"))[-1]
            await maya.press(answer, "Share in channel")
            await maya.until(lambda screen: "Shared" in screen["messages"]["C0GENERAL"][-1]["text"])
            assert await app.stopped(signal.SIGKILL) == -signal.SIGKILL
        assert len(list_processes(tmp_path)) == 1  # the store runs on, for the next start
        async with start(**HTTP, SLACK_API_URL=slack.api_url) as app:
            slack.app.delivery.url = f"http://127.0.0.1:{app.port}/slack/events"
            await maya.press(answer, "Share in channel")
            await maya.until(
                lambda screen: "Shared already" in screen["messages"]["C0GENERAL"][-1]["text"]
            )
        assert len(await workspace.calls("chat.postMessage")) == 1
    assert list_processes(tmp_path) == []


async def test_a_port_that_is_taken_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    """Whatever else listens there is not taken for ours, even if it answers as we would."""
    async with serve_slack() as other:
        port = int(other.url.rpartition(":")[2])
        code, written = await run_app(tmp_path, PORT=port, HOST="127.0.0.1")
    assert (code, written.count("\n")) == (1, 1), written
    assert f"PORT {port}" in written
    assert list_processes(tmp_path) == []


async def test_it_works_with_any_server_that_speaks_the_web_api(start: Start) -> None:
    """Pointed by SLACK_API_URL at a stand-in that knows `auth.test` alone."""
    known = {"auth.test": {"ok": True, "team": "Sample", "team_id": "T0LOCAL"}}
    async with serve_answers(known) as foreign, start(**HTTP, SLACK_API_URL=foreign.url) as app:
        answer = await raw_http.slack(
            app.port, SECRET, form(command("ai tech lead london details"))
        )
        assert answer.status == 200
        assert answer.json["response_type"] == "ephemeral"
        assert read_shipped_pay() in answer.json["text"]
        drawn = {block["type"] for block in answer.json["blocks"]}
        assert {"data_visualization", "data_table", "actions"} <= drawn
        assert await is_ready(app)
        unsigned = await raw_http.slack(app.port, "other", form(command("ai tech lead london")))
        assert unsigned.status == 401
    assert set(foreign.calls) <= {"auth.test", "blocks.validate"}


async def test_health_and_metrics_can_have_a_port_of_their_own(start: Start) -> None:
    """Nothing of them is then on Slack's, and nothing of Slack's on theirs."""
    known = {"auth.test": {"ok": True, "team": "Sample", "team_id": "T0LOCAL"}}
    own = free_port()
    async with (
        serve_answers(known) as foreign,
        start(**HTTP, SLACK_API_URL=foreign.url, OPERATIONS_PORT=own) as app,
    ):
        assert find_listening_address(own) == "127.0.0.1"
        for path in ("/healthz", "/readyz", "/metrics"):
            assert (await raw_http.send(own, "GET", path)).status == 200
            assert (await raw_http.send(app.port, "GET", path)).status == 404
        body = form(command("ai tech lead london"))
        assert (await raw_http.slack(app.port, SECRET, body)).status == 200
        assert (await raw_http.slack(own, SECRET, body)).status == 404


async def test_the_local_workspaces_bot_has_that_port_too(start: Start) -> None:
    own = free_port()
    async with start(OPERATIONS_PORT=own) as app:
        await until(lambda: "ready" in app.said, 30)
        assert (await raw_http.send(own, "GET", "/readyz")).status == 200


async def test_many_workspaces_install_on_slacks_port_only(start: Start) -> None:
    own = free_port()
    settings = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "secret-of-tests",
        "SLACK_SIGNING_SECRET": SECRET,
        "OPERATIONS_PORT": own,
        "OPERATIONS_HOST": "127.0.0.1",
        "NATIVE_CHARTS": "on",
    }
    async with start(**settings) as app:
        assert (await raw_http.send(app.port, "GET", "/slack/install")).status == 302
        assert (await raw_http.send(own, "GET", "/slack/install")).status == 404
        assert (await raw_http.send(app.port, "GET", "/metrics")).status == 404


async def test_the_port_for_health_and_metrics_is_named_where_it_is_taken(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        own = taken.getsockname()[1]
        code, written = await run_app(tmp_path, **HTTP, OPERATIONS_PORT=own, PORT=free_port())
    said = [line for line in written.splitlines() if " WARNING " not in line]
    assert (code, len(said)) == (1, 1), written
    assert f"OPERATIONS_PORT {own} on OPERATIONS_HOST 127.0.0.1 can't be used" in written
    assert list_processes(tmp_path) == []


@pytest.mark.parametrize(("host", "used"), [("", "127.0.0.1"), (EVERYWHERE, EVERYWHERE)])
async def test_socket_mode_is_on_loopback_unless_host_is_set(
    host: str, used: str, start: Start
) -> None:
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    async with (
        serve_slack(app_token=APP_TOKEN) as slack,
        start(**tokens, SLACK_API_URL=slack.api_url, HOST=host) as app,
    ):
        assert find_listening_address(app.port) == used


def find_listening_address(port: int) -> str:
    """The address of the socket that listens on a port, as Linux says (proc(5), /proc/net/tcp)."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()]
    (address,) = {
        row[1].split(":")[0]
        for row in rows[1:]
        if row[1].endswith(f":{port:04X}") and row[3] == "0A"
    }
    return str(ipaddress.ip_address(bytes.fromhex(address)[::-1]))


async def test_a_misspelt_setting_is_named_at_the_start(start: Start) -> None:
    async with start(REVEAL_GRACE_SECOND="60", SLACK_BOT_TOKEN_="xoxb-secret") as app:
        assert await app.stopped(signal.SIGTERM) == 0
    assert "Did you mean REVEAL_GRACE_SECONDS?" in app.said
    assert "Did you mean SLACK_BOT_TOKEN?" in app.said
    assert "xoxb-secret" not in app.said


async def test_half_open_connections_keep_no_command_of_slacks_out(start: Start) -> None:
    """1,100 at first and new ones all the time, with 1,024 descriptors: half of them are theirs."""
    known = {"auth.test": {"ok": True, "team": "Sample", "team_id": "T0LOCAL"}}
    opened: list[asyncio.StreamWriter] = []

    async def open_connections(app: App, number: int) -> None:
        for _ in range(number):
            _, writer = await asyncio.open_connection("127.0.0.1", app.port)
            writer.write(b"POST /slack/events HTTP/1.1\r\nhost:")
            opened.append(writer)

    async with (
        serve_answers(known) as foreign,
        start(1024, **HTTP, SLACK_API_URL=foreign.url) as app,
    ):
        most, slowest = 0, 0.0
        await asyncio.gather(*(open_connections(app, 100) for _ in range(11)))
        for _ in range(30):
            new = asyncio.create_task(open_connections(app, 20))
            began = time.monotonic()
            answer = await raw_http.slack(app.port, SECRET, form(command("ai tech lead london")))
            slowest = max(slowest, time.monotonic() - began)
            assert answer.status == 200
            most = max(most, app.count_descriptors())
            await new
        assert slowest < 1  # Slack waits 3 seconds
        assert 512 < most < 800
        counted = (await raw_http.send(app.port, "GET", "/metrics")).body.decode()
        assert 'refused_requests_total{reason="no room for connections"}' in counted
        for writer in opened:
            writer.close()
        assert await app.stopped(signal.SIGTERM) == 0
    assert "Traceback" not in app.said
    assert "Too many open files" not in app.said


async def test_no_level_logs_a_token_or_what_was_typed(start: Start) -> None:
    typed = "198,765 what-somebody-typed"
    async with serve_slack() as slack, Workspace(slack.url) as workspace:
        settings = {**HTTP, "SLACK_API_URL": slack.api_url, "LOG_LEVEL": "DEBUG"}
        async with start(**settings) as app:
            slack.app.delivery.url = f"http://127.0.0.1:{app.port}/slack/events"
            rosa = workspace.person("rosa")
            await rosa.say("#general", f"/salary ai tech lead {typed} sf")
            await rosa.say("#general", "/salary ai tech lead $198,765 sf")
            answer = (await rosa.sees("#general"))[-1]
            await rosa.press(answer, "Share with the offer")
            await rosa.until(lambda screen: "Shared" in screen["messages"]["C0GENERAL"][-1]["text"])
            await raw_http.slack(app.port, "wrong secret", form(command(typed)))
            assert await app.stopped(signal.SIGTERM) == 0
    assert "serving" in app.said
    assert "bad signature" in app.said
    for trace in (
        "xoxb",
        SECRET,
        "198765",
        "198,765",
        "198.765",
        "what-somebody-typed",
        "payload=",
    ):
        assert trace not in app.said, trace
