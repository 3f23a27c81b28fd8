"""What else `python app.py` can do, and what it says where a start cannot be."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from slack_sdk.oauth.installation_store import Bot

from app import main
from blocks.gallery import EXAMPLES
from bot.doctor import examine
from bot.settings import Settings
from bot.store.from_settings import open_store
from bot.store.installations import Installations
from bot.store.keys import Keys
from hiring.guide import content
from local_slack.client import Workspace
from tests.app.conftest import OURS, run_app
from tests.app.test_serving import HTTP, serve_slack
from tests.desk import APP_TOKEN, BOT_TOKEN, KEY, ROOT
from tests.stand_in import serve_answers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.app.conftest import Start

    Run = Callable[..., tuple[int, str]]
    Doctor = Callable[..., Awaitable[tuple[int, str]]]

COMMANDS = ("check-content", "check-extensions", "manifest", "doctor", "gallery")


def write_salary(folder: Path, text: str) -> Path:
    """A team's own content that changes the pay of the AI Tech Lead."""
    file = folder / "own" / "roles" / "ai-tech-lead" / "salary.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return folder / "own"


def write_broken_content(folder: Path) -> tuple[Path, int]:
    """A team's own content with an upside-down range, and the line that it is in."""
    text = "bands:\n  - place: london\n    base: {low: 180000, high: 130000}\n"
    return write_salary(folder, text), 3


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[int, str]]:
    """Runs `app.py` with these arguments and variables in this process: exit code and output."""

    def ran(*arguments: str, **variables: object) -> tuple[int, str]:
        set_environment(monkeypatch, tmp_path, variables)
        monkeypatch.setattr("sys.argv", ["app.py", *arguments])
        code = main()
        written = capsys.readouterr()
        return code, written.out + written.err

    return ran


def set_environment(patch: pytest.MonkeyPatch, folder: Path, variables: dict[str, object]) -> None:
    patch.chdir(folder)
    for name in OURS:
        patch.delenv(name, raising=False)
    for name, value in variables.items():
        patch.setenv(name, str(value))


WRONG: list[tuple[dict[str, str], str]] = [
    ({"SLACK_BOT_TOKEN": BOT_TOKEN}, "SLACK_SIGNING_SECRET"),
    ({"SLACK_SIGNING_SECRET": "x"}, "SLACK_BOT_TOKEN is missing"),
    ({**HTTP, "REDIS_URL": "redis://127.0.0.1:9"}, "ENCRYPTION_KEYS is missing"),
]


@pytest.mark.parametrize(("variables", "said"), WRONG)
def test_settings_that_prevent_a_start_are_named_in_one_line(
    variables: dict[str, str], said: str, run: Run
) -> None:
    code, written = run(**variables)
    assert code == 1
    assert written.startswith("hiring-desk: ")
    assert said in written
    assert written.count("\n") == 1
    assert BOT_TOKEN not in written


async def test_backup_copies_a_running_store_and_says_what_else_to_keep(
    start: Start, tmp_path: Path
) -> None:
    """Into a new folder only, and without the keys; with a store of one's own it says so."""
    async with start():
        code, written = await run_app(tmp_path, "backup", "saved")
        assert (code, written.count("\n")) == (0, 2)
        assert "without .data/encryption.keys, which is not in it" in written
        code, written = await run_app(tmp_path, "backup", "saved")
        assert (code, written) == (1, "hiring-desk: saved exists already: name a new folder.\n")
        code, written = await run_app(tmp_path, "backup", "/proc/saved")
        assert (code, written) == (
            1,
            "hiring-desk: The backup can't be written to /proc/saved: No such file or directory.\n",
        )
        named = {"ENCRYPTION_KEYS_COMMAND": "print-them"}  # a backup needs no key
        code, written = await run_app(tmp_path, "backup", "more", **named)
        assert (code, "the keys that ENCRYPTION_KEYS_COMMAND prints" in written) == (0, True)
    assert (tmp_path / "saved" / "valkey" / "appendonlydir").is_dir()
    theirs = {"REDIS_URL": "redis://127.0.0.1:9", "ENCRYPTION_KEYS": KEY}
    code, written = await run_app(tmp_path, "backup", "other", **theirs)
    assert (code, "docs/backup.md" in written) == (1, True)


async def test_bad_content_stops_the_start_with_file_and_line(tmp_path: Path) -> None:
    folder, line = write_broken_content(tmp_path)
    code, written = await run_app(tmp_path, CONTENT_DIR=folder)
    assert code == 1
    assert f"salary.yml, line {line}: " in written
    assert written.count("\n") == 1


def test_check_content_says_what_is_wrong_line_by_line(tmp_path: Path, run: Run) -> None:
    folder, line = write_broken_content(tmp_path)
    code, written = run("check-content", str(folder))
    assert code == 1
    assert f"salary.yml, line {line}: " in written
    missing = "nowhere: there is no such folder; CONTENT_DIR names the folder of your own content\n"
    assert run("check-content", "nowhere") == (1, missing)
    assert run("check-content", CONTENT_DIR="nowhere") == (1, missing)


async def test_a_missing_content_folder_stops_the_start_and_names_its_setting(
    tmp_path: Path,
) -> None:
    code, written = await run_app(tmp_path, CONTENT_DIR="nowhere")
    assert (code, written.count("\n")) == (1, 1)
    assert "nowhere: there is no such folder; CONTENT_DIR names" in written


def test_check_content_fails_for_what_is_absurd_and_a_start_only_warns(
    tmp_path: Path, run: Run
) -> None:
    folder = write_salary(
        tmp_path,
        "bands: {london: {base: {low: 13000, high: 180000}, total: {low: 150000, high: 240000}}}\n",
    )
    code, written = run("check-content", str(folder))
    assert code == 1
    assert "base from 13,000 to 180,000 is a very wide range" in written
    assert content.load(ROOT / "content", folder).doubts == (written.strip(),)


def test_check_content_prints_a_merged_file_with_where_each_value_came_from(
    tmp_path: Path, run: Run
) -> None:
    folder = write_salary(tmp_path, "bands: {london: {base: {low: 140000}}}\n")
    name = "roles/ai-tech-lead/salary.yml"
    code, written = run("check-content", str(folder), "--effective", name)
    assert code == 0
    assert "      low: 140000  # yours, line 1\n" in written
    assert run("check-content", "--effective", name, CONTENT_DIR=folder) == (0, written)
    code, written = run("check-content", str(folder), "--effective", "salary.yml")
    assert code == 1
    assert "is not one of help.yml, pay-transparency.yml, places.yml, " in written


def test_check_content_finds_the_shipped_content_in_order(tmp_path: Path, run: Run) -> None:
    assert run("check-content") == (0, "The content is in order.\n")
    empty = tmp_path / "own"
    empty.mkdir()
    assert run("check-content", str(empty))[0] == 0


def test_manifest_prints_each_form(run: Run) -> None:
    """For Socket Mode, for HTTP, for many workspaces; an address that cannot be is refused."""
    url = "https://desk.example.com"
    code, written = run("manifest")
    shipped = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    assert (code, yaml.safe_load(written)) == (0, shipped)
    code, written = run("manifest", "--url", url)
    assert code == 0
    manifest = yaml.safe_load(written)
    assert manifest["settings"]["interactivity"]["request_url"] == f"{url}/slack/events"
    assert "redirect_urls" not in manifest["oauth_config"]
    code, written = run("manifest", "--url", url, "--oauth")
    manifest = yaml.safe_load(written)
    assert manifest["oauth_config"]["redirect_urls"] == [f"{url}/slack/oauth_redirect"]
    code, written = run("manifest", "--url", "http://desk.example.com")
    assert (code, written.count("\n")) == (1, 1)


def test_the_manifest_has_the_commands_of_extensions_and_the_prefix(run: Run) -> None:
    """Before there is a token: it is what the app is made from."""
    variables = {"EXTENSIONS": "examples.refer", "COMMAND_PREFIX": "hd-"}
    code, written = run("manifest", SLACK_SIGNING_SECRET="x", **variables)
    assert code == 0
    commands = {entry["command"] for entry in yaml.safe_load(written)["features"]["slash_commands"]}
    assert {"/refer", "/hd-salary"} <= commands
    assert "/salary" not in commands


def test_check_extensions_says_what_is_wrong_with_them(run: Run) -> None:
    assert run("check-extensions") == (0, "EXTENSIONS is not set.\n")
    code, written = run("check-extensions", EXTENSIONS="examples.refer")
    assert (code, written) == (0, "The extensions are in order.\n")
    code, written = run("check-extensions", EXTENSIONS="tests.slack.extension")
    assert (code, written.count("\n")) == (1, 1)
    assert "listens to the shortcut try.message" in written
    code, written = run("check-extensions", EXTENSIONS="not_here")
    assert (code, "EXTENSIONS names not_here" in written) == (1, True)


CONFLICTS = """
MANIFEST = {"features": {"slash_commands": [{"command": "/salary"}]}}

def register(app):
    app.action("debrief.file")(listen)
    app.view("debrief.file.form")(listen)

async def listen(): ...
"""
CONFLICTING = (
    "listens to the action_id debrief.file,",
    "listens to the modal debrief.file.form,",
    "/salary is one of Hiring Desk's own commands: choose another name in conflicting.",
)


@pytest.fixture
def conflicting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An extension whose names are ours: a command, a button and a form."""
    (tmp_path / "conflicting.py").write_text(CONFLICTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "conflicting", raising=False)
    return "conflicting"


def test_check_extensions_names_every_conflict(run: Run, conflicting: str) -> None:
    code, written = run("check-extensions", EXTENSIONS=conflicting)
    assert code == 1
    assert all(conflict in written for conflict in CONFLICTING)


def test_gallery_writes_every_example_and_a_page(tmp_path: Path, run: Run) -> None:
    code, written = run("gallery", "shown")
    assert code == 0, written
    assert {file.stem for file in (tmp_path / "shown").glob("*.json")} == set(EXAMPLES)
    for file in (tmp_path / "shown").glob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))
    page = (tmp_path / "shown" / "index.html").read_text(encoding="utf-8")
    assert all(name in page for name in EXAMPLES)


def test_a_gallery_that_cannot_be_written_is_a_sentence(run: Run) -> None:
    assert run("gallery", "/proc/shown") == (
        1,
        "hiring-desk: The gallery can't be written to /proc/shown: No such file or directory.\n",
    )


def test_help_lists_what_it_can_do(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("--help")
    assert left.value.code == 0
    written = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in written] == []


# --- doctor ---


@pytest.fixture
def doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Awaitable[tuple[int, str]]]:
    """Examines with these variables in this process: exit code and output."""

    async def examined(**variables: object) -> tuple[int, str]:
        set_environment(monkeypatch, tmp_path, variables)
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
    assert [name for name in EXAMPLES if f"refuses {name} (" not in written] == []


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


async def test_an_env_file_that_everybody_can_write_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\n")
    (tmp_path / ".env").chmod(0o646)
    code, written = await run_app(tmp_path)
    assert (code, written.count("\n")) == (1, 1), written
    assert written.startswith("hiring-desk: Everybody on this machine can change .env")


async def test_backup_names_earlier_ones_that_others_can_read(start: Start, tmp_path: Path) -> None:
    async with start():
        assert (await run_app(tmp_path, "backup", "saved"))[0] == 0
        for path in (tmp_path / "saved", *(tmp_path / "saved").rglob("*")):
            path.chmod(0o755)
        code, written = await run_app(tmp_path, "backup", "newer")
    assert (code, f"can read the backup {tmp_path / 'saved'}: chmod" in written) == (0, True)
    assert "newer:" not in written


@pytest.mark.parametrize(
    ("administrator", "said"),
    [
        ("U0MAYA", "ok      Administrators: U0MAYA is 'maya'."),
        ("U0NOBODY", "WRONG   Administrators: U0NOBODY is not in the workspace"),
        ("U0HIRINGBOT", "WRONG   Administrators: U0HIRINGBOT is an app."),
        ("U0GUEST", "WRONG   Administrators: U0GUEST is a guest"),
        ("U0SAM", "WRONG   Administrators: U0SAM is not in the workspace, or is deactivated"),
    ],
)
async def test_doctor_says_whether_administrators_are_people(
    administrator: str, said: str, doctor: Doctor
) -> None:
    async with serve_slack() as slack, Workspace(slack.url) as workspace:
        await workspace.person("maya").changes_profile("U0SAM", deleted=True)
        await workspace.person("maya").changes_profile("U0GUEST", is_restricted=True)
        settings = {**HTTP, "SLACK_API_URL": slack.api_url}
        code, written = await doctor(**settings, ADMINISTRATORS=f"U0ROSA,{administrator}")
        assert (said in written, code) == (True, said.startswith("WRONG")), written
        assert "ok      Administrators: U0ROSA is" in written
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
                bot_user_id="U0HIRINGBOT",
                team_id="T0LOCAL",
                installed_at=1.0,
            )
            await Installations(store, keyring).async_save_bot(bot)
        code, written = await doctor(**many, SLACK_API_URL=slack.api_url)
        assert code == 1
        assert "ok      Administrators: T0LOCAL:U0MAYA is 'maya'" in written
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
