"""What else `python app.py` can do, and what it says where a start cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from app import main
from hiring.guide import content
from tests.app.conftest import (
    CONFLICTING,
    run_app,
    set_environment,
    write_broken_content,
    write_salary,
)
from tests.app.test_serving import HTTP
from tests.desk import BOT_TOKEN, KEY, ROOT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.app.conftest import Start

    Run = Callable[..., tuple[int, str]]
    Doctor = Callable[..., Awaitable[tuple[int, str]]]

COMMANDS = ("check-content", "new-role", "check-extensions", "manifest", "doctor")


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
    assert "is not one of every-role.yml, help.yml, not-covered.yml, not-to-ask.yml, " in written


def test_check_content_finds_the_shipped_content_in_order(tmp_path: Path, run: Run) -> None:
    code, written = run("check-content")
    assert (code, written.partition(". ")[0]) == (0, "Our own content is in order")
    assert "None of yours was checked" in written
    empty = tmp_path / "own"
    empty.mkdir()
    code, written = run("check-content", str(empty))
    assert (code, written.startswith(f"{empty} has no content")) == (0, True)
    (empty / "sources.yml").write_text("sources: []\n", encoding="utf-8")
    assert run("check-content", str(empty)) == (0, "The content is in order.\n")


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


def test_check_extensions_names_every_conflict(run: Run, conflicting: str) -> None:
    code, written = run("check-extensions", EXTENSIONS=conflicting)
    assert code == 1
    assert all(conflict in written for conflict in CONFLICTING)


def test_a_new_role_is_made_where_the_team_has_its_content(tmp_path: Path, run: Run) -> None:
    code, written = run("new-role", "data-engineer", "--title", "Data Plumber", CONTENT_DIR="own")
    assert code == 0
    assert "own/roles/data-engineer is made: role.yml, interview.yml, " in written
    assert ".venv/bin/python app.py check-content own\n" in written
    role = (tmp_path / "own/roles/data-engineer/role.yml").read_text(encoding="utf-8")
    assert '\ntitle: "Data Plumber"\n' in role
    code, written = run("check-content", "own")
    assert code == 1
    assert written.count("still to be written") == written.count("\n")
    assert run("new-role", "data-engineer", CONTENT_DIR="own") == (
        1,
        "hiring-desk: own/roles/data-engineer is there already. Choose another id.\n",
    )
    code, written = run("new-role", "ml-engineer")
    assert (code, written.partition(". ")[0]) == (
        1,
        "hiring-desk: There is no folder for your role yet",
    )


def test_help_lists_what_it_can_do(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("--help")
    assert left.value.code == 0
    written = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in written] == []


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
