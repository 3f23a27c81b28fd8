"""`python app.py doctor`: what it finds, and what it says to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.oauth.installation_store import Bot

from blocks.gallery import EXAMPLES
from bot.doctor import examine
from bot.settings import Settings
from bot.store.from_settings import open_store
from bot.store.installations import Installations
from bot.store.keys import Keys
from local_slack.client import Workspace
from tests.app.conftest import CONFLICTING, run_app, set_environment, write_broken_content
from tests.app.test_serving import HTTP, serve_slack
from tests.desk import APP_TOKEN, BOT_TOKEN, KEY, ROOT
from tests.stand_in import serve_answers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str]]
    Doctor = Callable[..., Awaitable[tuple[int, str]]]


FEW = ("notice", "notice_view")


@pytest.fixture
def doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Awaitable[tuple[int, str]]]:
    """Examines with these variables in this process: exit code and output.

    It posts only a few of the examples. The test in which all is well starts the app and posts all.
    """
    few = {name: EXAMPLES[name] for name in FEW}

    async def examined(**variables: object) -> tuple[int, str]:
        set_environment(monkeypatch, tmp_path, variables)
        monkeypatch.setattr("bot.doctor.EXAMPLES", few)
        code = await examine(ROOT / "content")
        return code, capsys.readouterr().out

    return examined


async def test_doctor_finds_nothing_wrong_where_nothing_is(tmp_path: Path) -> None:
    """Settings, store, token, scopes, content, and every example by Slack's own judgement."""
    async with serve_slack() as slack:
        code, written = await run_app(tmp_path, "doctor", **HTTP, SLACK_API_URL=slack.api_url)
    assert code == 0, written
    assert "WRONG" not in written
    for said in (
        "Settings: ",
        "Store: ",
        "Token: ",
        "Scopes: all",
        "Content: in order",
        "Blocks: ",
    ):
        assert said in written
    assert f"all {len(EXAMPLES)} examples" in written
    assert BOT_TOKEN not in written


async def test_doctor_needs_no_settings(doctor: Doctor) -> None:
    code, written = await doctor()
    assert (code, "WRONG" in written) == (0, False), written


@pytest.mark.parametrize(
    ("variables", "mark", "said"),
    [
        (
            {},
            "ok     ",
            "the local workspace is on 127.0.0.1:3000; health and metrics are on the bot's",
        ),
        (HTTP, "warning", "come in on 0.0.0.0:3000, and so do those for /healthz"),
        (
            {**HTTP, "OPERATIONS_PORT": "9000"},
            "ok     ",
            "come in on 0.0.0.0:3000; health and metrics are on 127.0.0.1:9000",
        ),
        (
            {**HTTP, "HOST": "10.0.0.1", "OPERATIONS_HOST": "10.0.0.2", "OPERATIONS_PORT": "80"},
            "ok     ",
            "come in on 10.0.0.1:3000; health and metrics are on 10.0.0.2:80",
        ),
        (
            {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN},
            "ok     ",
            "Slack needs none, in Socket Mode; health and metrics are on 127.0.0.1:3000",
        ),
    ],
)
async def test_doctor_says_what_is_on_which_address(
    variables: dict[str, str], mark: str, said: str, doctor: Doctor
) -> None:
    _, written = await doctor(**variables, SLACK_API_URL="http://127.0.0.1:9/")
    (line,) = [line for line in written.splitlines() if "Addresses:" in line]
    assert line.startswith(mark)
    assert said in line


async def test_doctor_reads_the_store_with_the_keys_of_the_command(
    doctor: Doctor, tmp_path: Path
) -> None:
    """Whether the app runs or not; and says what is wrong with the command."""
    settings = {"DATA_DIR": tmp_path / "stored", "ENCRYPTION_KEYS_COMMAND": f"echo {KEY}"}
    code, written = await doctor(**settings)
    assert (code, "everything in it can be read" in written) == (0, True), written
    given = Settings(_env_file=None, data_dir=tmp_path / "stored", encryption_keys=KEY)
    async with open_store(given):
        code, written = await doctor(**settings)
        assert (code, "a Hiring Desk is running on it" in written) == (0, True), written
        code, written = await doctor(**{**settings, "ENCRYPTION_KEYS_COMMAND": "false"})
        assert (code, "WRONG   Store: ENCRYPTION_KEYS_COMMAND failed" in written) == (1, True)


async def test_doctor_names_what_cannot_be_read_whether_the_app_runs_or_not(
    doctor: Doctor, tmp_path: Path
) -> None:
    data_dir = tmp_path / "stored"
    settings = Settings(_env_file=None, data_dir=data_dir)
    code, written = await doctor(DATA_DIR=data_dir)
    assert (code, "everything in it can be read" in written) == (0, True), written
    async with open_store(settings) as (store, _):
        await store.hset(Keys("T0001").slots_key("d1"), "root", '{"version": 99, "what": "4711"}')
        running_code, running = await doctor(DATA_DIR=data_dir)
    stopped_code, stopped = await doctor(DATA_DIR=data_dir)
    for code, written in ((running_code, running), (stopped_code, stopped)):
        assert code == 1
        assert (
            "WRONG   Store: T0001:slots:d1 can't be read. This message of a debrief was" in written
        )
        assert "update and restart this process" in written
        assert "4711" not in written


async def test_doctor_says_what_to_do_about_a_token_that_slack_refuses(doctor: Doctor) -> None:
    async with serve_slack() as slack:
        settings = {**HTTP, "SLACK_BOT_TOKEN": "xoxb-other", "SLACK_API_URL": slack.api_url}
        code, written = await doctor(**settings)
    assert code == 1
    assert "SLACK_BOT_TOKEN (invalid_auth)" in written
    assert "xoxb-other" not in written


async def test_doctor_names_the_scopes_that_are_missing(doctor: Doctor) -> None:
    identity: dict[str, Any] = {"ok": True, "team": "Sample"}
    async with serve_answers({"auth.test": identity, "blocks.validate": {"ok": True}}) as bare:
        code, written = await doctor(**HTTP, SLACK_API_URL=bare.url)
    assert code == 1
    assert "WRONG   Scopes: " in written
    assert "chat:write" in written
    assert "reinstall" in written


async def test_doctor_tells_which_blocks_slack_refuses(doctor: Doctor) -> None:
    refused = {
        "auth.test": {"ok": True},
        "blocks.validate": {"ok": False, "error": "invalid_blocks"},
    }
    async with serve_answers(refused) as picky:
        code, written = await doctor(**HTTP, SLACK_API_URL=picky.url)
    assert code == 1
    assert [name for name in FEW if f"refuses {name} (" not in written] == []


async def test_doctor_says_what_others_on_the_machine_can_reach(
    doctor: Doctor, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SEAL_HOST_NOTE=We run it.\n")
    (tmp_path / ".env").chmod(0o666)
    (tmp_path / "desk" / "data").mkdir(parents=True)
    (tmp_path / "desk" / "data").chmod(0o750)
    code, written = await doctor(DATA_DIR=tmp_path / "desk" / "data", ENCRYPTION_KEYS=KEY)
    assert code == 1
    assert "WRONG   Files: Everybody on this machine can change .env" in written
    assert "warning Files: Others can look into DATA_DIR" in written
    (tmp_path / ".env").chmod(0o600)
    code, written = await doctor(REDIS_URL="redis://127.0.0.1:9", ENCRYPTION_KEYS=KEY)
    assert "ok      Files: nobody else can read or change them." in written


async def test_doctor_says_whether_administrators_are_people(doctor: Doctor) -> None:
    wrong = (
        "U0NOBODY is not in the workspace",
        "U0HIRINGDESK is an app.",
        "U0GUEST is a guest",
        "U0SAM is not in the workspace, or is deactivated",
    )
    async with serve_slack() as slack, Workspace(slack.url) as workspace:
        await workspace.person("maya").changes_profile("U0SAM", deleted=True)
        await workspace.person("maya").changes_profile("U0GUEST", is_restricted=True)
        settings = {**HTTP, "SLACK_API_URL": slack.api_url}
        code, written = await doctor(**settings, ADMINISTRATORS="U0ROSA,U0MAYA")
        assert (code, "ok      Administrators: U0MAYA is 'Maya (hiring manager)'." in written) == (
            0,
            True,
        ), written
        named = ",".join(["U0ROSA", *(said.split()[0] for said in wrong)])
        code, written = await doctor(**settings, ADMINISTRATORS=named)
        assert "ok      Administrators: U0ROSA is" in written
        assert [said for said in wrong if f"WRONG   Administrators: {said}" not in written] == []
        assert (code, "4 to fix." in written) == (1, True), written
        _, written = await doctor(**settings)
        assert "ok      Administrators: nobody is named." in written


async def test_doctor_asks_about_administrators_in_their_own_workspace(
    doctor: Doctor, tmp_path: Path
) -> None:
    """With many workspaces, by the token that is stored; and warns if all may install."""
    many = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "x",
        "SLACK_SIGNING_SECRET": "x",
        "DATA_DIR": tmp_path / "stored",
        "ADMINISTRATORS": "T0LOCAL:U0MAYA,T0OTHER:U0MAYA",
    }
    settings = Settings(_env_file=None, data_dir=tmp_path / "stored")
    async with serve_slack() as slack:
        async with open_store(settings) as (store, keyring):
            bot = Bot(
                bot_token=BOT_TOKEN,
                bot_id="B0BOT",
                bot_user_id="U0HIRINGDESK",
                team_id="T0LOCAL",
                installed_at=1.0,
            )
            await Installations(store, keyring).async_save_bot(bot)
        code, written = await doctor(**many, SLACK_API_URL=slack.api_url)
        assert code == 1
        assert "ok      Administrators: T0LOCAL:U0MAYA is 'Maya (hiring manager)'" in written
        assert "WRONG   Administrators: T0OTHER:U0MAYA is not checked. Hiring Desk is" in written
        assert "warning Workspaces: every workspace may install the app." in written
        allowed = {"ALLOWED_WORKSPACES": "T0OTHER", "SLACK_API_URL": slack.api_url}
        code, written = await doctor(**many, **allowed)
        assert "T0LOCAL:U0MAYA is not checked. This Hiring Desk isn't open" in written
        assert "every workspace may install" not in written


async def test_doctor_says_which_settings_do_not_go_together(doctor: Doctor) -> None:
    code, written = await doctor(SLACK_BOT_TOKEN=BOT_TOKEN)
    assert code == 1
    assert "WRONG   Settings: SLACK_BOT_TOKEN" in written


async def test_doctor_goes_on_to_what_it_can_still_look_at(doctor: Doctor, tmp_path: Path) -> None:
    """A store that is down, a Slack that cannot be reached, and a file that is wrong."""
    folder, line = write_broken_content(tmp_path)
    code, written = await doctor(
        **HTTP,
        SLACK_API_URL="http://127.0.0.1:9/api/",
        REDIS_URL="redis://127.0.0.1:9",
        ENCRYPTION_KEYS=KEY,
        CONTENT_DIR=folder,
    )
    assert code == 1
    for said in ("WRONG   Store: ", "Can this machine reach Slack?", f"salary.yml, line {line}: "):
        assert said in written
    assert "3 to fix." in written


async def test_doctor_names_every_conflict_of_an_extension(
    doctor: Callable[..., Awaitable[tuple[int, str]]], conflicting: str
) -> None:
    code, written = await doctor(EXTENSIONS=conflicting)
    assert code == 1
    assert all(conflict in written for conflict in CONFLICTING)


async def test_doctor_finds_what_is_wrong_with_extensions(
    doctor: Callable[..., Awaitable[tuple[int, str]]],
) -> None:
    """Of those that are in order it says so, and goes on."""
    code, written = await doctor(EXTENSIONS="tests.slack.extension")
    assert (code, "WRONG   EXTENSIONS: tests.slack.extension listens" in written) == (1, True)
    code, written = await doctor(EXTENSIONS="not_here")
    assert (code, "WRONG   EXTENSIONS names not_here" in written) == (1, True)
    code, written = await doctor(EXTENSIONS="examples.refer")
    assert "ok      Extensions: every listener can be reached." in written
    assert "Content: in order" in written
