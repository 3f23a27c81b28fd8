"""The command `local-slack`: what it prints, writes, accepts and refuses."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from typing import TYPE_CHECKING

import aiohttp
import pytest

from local_slack import __main__ as command
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.test_process import process

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from pathlib import Path

REAL = ("xoxb-1-2-x", "xoxp-1-2-3-x", "xoxe.xoxb-1-x", "xapp-1-A1-2-x")  # as Slack's begin


async def read_introduction(started: asyncio.subprocess.Process) -> str:
    """What the command prints once it listens."""
    assert started.stdout
    lines: list[str] = []
    while not lines or not lines[-1].startswith("export PYTHONPATH="):
        lines.append((await started.stdout.readline()).decode())
        assert lines[-1], "it ended"
    return "".join(lines)


def read_variables(text: str) -> dict[str, str]:
    return dict(re.findall(r"^(?:export )?([A-Z_]+)=(.*)$", text, re.MULTILINE))


async def call(api_url: str, method: str, token: str, **headers: str) -> dict[str, object]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api_url}{method}", data={"token": token}, headers=headers) as answer,
    ):
        body: dict[str, object] = await answer.json()
        return body


@pytest.fixture
def refuse(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """Runs the command, and returns the line that it stops with."""

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["local-slack", "--port", "0", *arguments])
        try:
            code: object = command.main()
        except SystemExit as ended:  # as argparse ends
            code = ended.code
        out, said = capsys.readouterr()
        assert (code, out) == (2, "")
        return said.splitlines()[-1]

    return run


async def test_it_prints_what_an_app_needs_and_the_printed_tokens_work() -> None:
    async with process("--port", "0", "--app-url", "http://127.0.0.1:3000/slack") as started:
        text = await read_introduction(started)
        printed = read_variables(text)
        assert "Sample app (A0SAMPLEAPP) is reached at http://127.0.0.1:3000/slack or over" in text
        assert printed["SLACK_APP_ID"] == "A0SAMPLEAPP"
        assert len(printed["SLACK_SIGNING_SECRET"]) == 32
        bot, app = printed["SLACK_BOT_TOKEN"], printed["SLACK_APP_TOKEN"]
        assert (await call(printed["SLACK_API_URL"], "auth.test", bot))["ok"]
        assert (await call(printed["SLACK_API_URL"], "apps.connections.open", app))["ok"]


async def test_an_env_file_is_its_owners_and_keeps_the_tokens_for_the_next_start(
    tmp_path: Path,
) -> None:
    file = tmp_path / "new" / ".env.slack"
    starts = []
    for _ in range(2):
        async with process("--port", "0", "--env-file", str(file)) as started:
            printed = read_variables(await read_introduction(started))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        written = read_variables(file.read_text())
        assert written == {name: printed[name] for name in written}
        assert next(iter(written)) == "SLACK_API_URL"
        starts.append(written | {"SLACK_API_URL": ""})
    assert starts[0] == starts[1]
    async with process(
        "--port", "0", "--env-file", str(file), LOCAL_SLACK_BOT_TOKEN="xoxb-mine"
    ) as started:
        await read_introduction(started)
    assert read_variables(file.read_text())["SLACK_BOT_TOKEN"] == "xoxb-mine"


async def test_with_data_the_tokens_stay_too(tmp_path: Path) -> None:
    tokens = []
    for _ in range(2):
        async with process("--port", "0", "--data", str(tmp_path)) as started:
            tokens.append(read_variables(await read_introduction(started))["SLACK_BOT_TOKEN"])
    assert tokens[0] == tokens[1]
    assert (tmp_path / "sample-app.env").exists()


def test_a_file_that_is_not_its_own_is_left_alone(
    tmp_path: Path, refuse: Callable[..., str]
) -> None:
    file = tmp_path / ".env"
    file.write_text("DATABASE=mine\n")
    assert "was not written by local-slack" in refuse(
        "--manifest", str(MANIFEST), "--env-file", str(file)
    )
    assert file.read_text() == "DATABASE=mine\n"


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("One", "Two"), ("both.env", "both.env")),
        (("One", "Two"), ("both.env", "x/../both.env")),
        (("My app", "My-App!"), ()),
    ],
)
def test_two_apps_do_not_share_a_file_for_their_tokens(
    tmp_path: Path, refuse: Callable[..., str], names: tuple[str, str], places: tuple[str, ...]
) -> None:
    """With --data the file's name is made from the app's, so two names can lead to one file."""
    arguments = ["--data", str(tmp_path / "data")]
    for number, name in enumerate(names):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps({"display_information": {"name": name}}))
        arguments += ["--manifest", str(file)]
        if places:
            arguments += ["--env-file", f"{tmp_path}/{places[number]}"]
    said = refuse(*arguments)
    assert "Two apps would write to " in said
    assert said.endswith("Give each app an --env-file of its own.")


async def test_a_second_apps_options_follow_its_manifest(tmp_path: Path) -> None:
    second = tmp_path / "second.json"
    second.write_text('{"display_information":\n\t{"name": "Second"}}')
    arguments = ("--manifest", str(second), "--app-url", "http://127.0.0.1:3000/")
    async with process("--port", "0", *arguments, LOCAL_SLACK_BOT_TOKEN_2="xoxb-second") as started:
        text = await read_introduction(started)
    first, other = text.split("\nSecond (A0SECOND)")
    assert "Sample app (A0SAMPLEAPP) is reached over" in first
    assert " is reached at http://127.0.0.1:3000/ or over" in other
    assert "SLACK_BOT_TOKEN=xoxb-second\n" in other


@pytest.mark.parametrize("token", REAL)
def test_a_token_of_slacks_own_stops_the_start_and_is_not_repeated(
    token: str, refuse: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCAL_SLACK_BOT_TOKEN", token)
    said = refuse("--manifest", str(MANIFEST))
    assert "takes no real token" in said
    assert token not in said


async def test_a_call_with_a_token_of_slacks_own_is_refused_and_told_without_it() -> None:
    """Once to the app, and in one line on the terminal, whatever the method needs."""
    async with process("--port", "0") as started:
        api_url = read_variables(await read_introduction(started))["SLACK_API_URL"]
        for method, token in zip(
            ("auth.test", "api.test", "no.method", "auth.test"), REAL, strict=True
        ):
            answer = await call(api_url, method, token)
            assert answer["error"] == "invalid_auth"
            assert "looks like one of Slack's own" in str(answer["response_metadata"])
        started.terminate()
        _, said = await started.communicate()
    lines = said.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Refused auth.test",
        "Refused api.test",
        "Refused no.method",
        "Refused auth.test",
    ]
    assert all("looks like one of Slack's own" in line for line in lines)
    assert not any(token in said.decode() for token in REAL)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--manifest", "missing.yml"], "There is no file missing.yml. Name your app's manifest"),
        (["--manifest", "/"], "/ cannot be read: is a directory."),
        (["--port", "65536"], "a number from 0 to 65535 is needed"),
        (["--manifest", os.devnull], "/dev/null is not a manifest: it has no keys and values."),
        (["--app-url", "127.0.0.1:3000"], "an address is needed, such as http://127.0.0.1:3000"),
        (["--app-url", "http://[/"], "an address is needed"),
        (
            ["--manifest", str(MANIFEST), "--host", "192.0.2.1"],
            "Port 0 of 192.0.2.1 cannot be used",
        ),
        (["--host", ""], "a name or an address is needed"),
        (["--host", "127.0.0.1:80"], "without a port"),
        (["--allow-host", "a b"], "a name or an address is needed"),
        (["--data", "/proc/none", "--manifest", str(MANIFEST)], "The folder /proc/none cannot be"),
        (["--data", os.devnull, "--manifest", str(MANIFEST)], f"{os.devnull} is not a folder."),
        (["--env-file", "/proc/none/x", "--manifest", str(MANIFEST)], "/proc/none/x cannot be"),
        (["--bot-token", "x"], "unrecognized arguments: --bot-token x"),
    ],
)
def test_what_it_cannot_start_with_is_one_sentence(
    arguments: list[str], sentence: str, refuse: Callable[..., str]
) -> None:
    assert sentence in refuse(*arguments)


async def test_what_fails_again_is_printed_again_whatever_succeeded_between() -> None:
    """Silence would read as "mended". At once after the same line, it is counted."""
    closed = "http://127.0.0.1:9/slack"
    async with process("--port", "0", "--app-url", closed) as started:
        variables = read_variables(await read_introduction(started))
        api_url, token = variables["SLACK_API_URL"], variables["SLACK_BOT_TOKEN"]

        async def read_line() -> str:
            return (await started.stderr.readline()).decode().strip() if started.stderr else ""

        lines = []
        for _ in range(2):  # the second time, the first line is no longer the latest
            await call(api_url, "chat.postMesage", token)
            lines.append(await read_line())
            await call(api_url, "auth.test", token)
            await say(api_url, "/salary")
            lines.append(await read_line())
        misspelt = "Refused chat.postMesage: unknown_method. Slack has no such method."
        undelivered = (
            f"Not delivered: command /salary. Nothing that speaks HTTP answers at {closed}: "
            "start the app there."
        )
        assert lines == [misspelt, undelivered] * 2
        await say(api_url, "/salary")
        assert await read_line() == f"{undelivered} (again)"
        for _ in range(4):
            await say(api_url, "/salary")
        assert await read_line() == undelivered
        started.terminate()  # it counts up to its end
        assert await read_line() == f"{undelivered} (3 times more)"


async def say(api_url: str, text: str) -> None:
    body = {"as": "U0MAYA", "do": "say", "channel": "C0GENERAL", "text": text}
    async with (
        aiohttp.ClientSession() as session,
        session.post(api_url.replace("/api/", "/-/act"), json=body) as answer,
    ):
        assert answer.status == 200


async def test_on_another_address_only_known_hosts_and_its_own_pages_are_answered() -> None:
    """DNS rebinding: a page of the internet must not reach it by a name of its own."""
    options = ("--host", "0.0.0.0", "--allow-host", "Host.docker.internal")  # noqa: S104
    async with process("--port", "0", *options) as started:
        text = await read_introduction(started)
        assert "it has no passwords" in text
        url = text.split("\n", 1)[0].split()[-1]
        assert url.startswith("http://127.0.0.1:")
        port = url.rsplit(":", 1)[1]
        assert f"SLACK_API_URL=http://Host.docker.internal:{port}/api/" in text
        statuses = {}
        async with aiohttp.ClientSession() as session:
            for host, origin in (
                ("host.docker.internal", "http://host.docker.internal"),
                ("127.0.0.1", "http://127.0.0.1"),
                ("host.docker.internal", "http://evil.example"),
                ("evil.example", "http://evil.example"),
                ("0.0.0.0", "http://0.0.0.0"),  # noqa: S104
            ):
                headers = {"Host": host, "Origin": origin}
                async with session.get(f"{url}/-/boot", headers=headers) as answer:
                    statuses[host, origin] = answer.status
    assert list(statuses.values()) == [200, 200, 403, 421, 421]


async def test_an_app_is_told_the_name_by_which_it_reaches_the_workspace() -> None:
    """A response_url of 127.0.0.1 would lead a container to itself."""
    options = ("--host", "0.0.0.0", "--allow-host", "container.test")  # noqa: S104
    async with process("--port", "0", *options) as started:
        text = await read_introduction(started)
        url, token = text.split("\n", 1)[0].split()[-1], read_variables(text)["SLACK_APP_TOKEN"]
        for host in ("container.test:1", "localhost:2"):
            opened = await call(f"{url}/api/", "apps.connections.open", token, Host=host)
            assert str(opened["url"]).startswith(f"ws://{host}/link?")


def test_help_names_every_option_and_fits_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "argv", ["local-slack", "--help"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert max(map(len, text.splitlines())) <= 100
    assert "LOCAL_SLACK_BOT_TOKEN" in text
