"""The package as a stranger gets it: its wheel, its fixtures, its examples and its README."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from flit_core import buildapi

from local_slack import client, redirect, testing
from local_slack.__main__ import build_parser
from local_slack.delivery import NO_ADDRESS
from local_slack.developer_side import DeveloperSide
from local_slack.people.acts import ACTS
from local_slack.people.sight import INTERFACE
from local_slack.person_side import PersonSide
from local_slack.state.faults import DELIVERY_KINDS, KINDS

if TYPE_CHECKING:
    from local_slack.slack import Slack

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "local-slack"
EXAMPLES = PACKAGE / "examples"
README = PACKAGE / "README.md"

needs_node = pytest.mark.skipif(
    not shutil.which("node") or not (EXAMPLES / "javascript/node_modules").is_dir(),
    reason="needs Node.js, and `npm ci` in local-slack/examples/javascript",
)


def run(folder: Path, *arguments: str, **variables: str) -> str:
    """What a command prints. It has to end well."""
    ended = subprocess.run(  # noqa: S603 - our own examples
        arguments,
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


def test_the_wheel_holds_every_file_of_the_package_and_its_license(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PACKAGE)
    wheel = ZipFile(tmp_path / buildapi.build_wheel(str(tmp_path)))
    packed = {name for name in wheel.namelist() if name.startswith("local_slack/")}
    ours = {
        path.relative_to(PACKAGE).as_posix()
        for path in (PACKAGE / "local_slack").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == ours
    for name in ("py.typed", "page/main.js", "redirect/web_client.cjs"):
        assert f"local_slack/{name}" in packed
    assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())
    [entry_points] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "local-slack=local_slack.__main__:main" in wheel.read(entry_points).decode()


def test_its_license_is_that_of_the_repository() -> None:
    assert (PACKAGE / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()


@pytest.mark.parametrize(
    ("waiting", "original"),
    [(testing.Person, client.Person), (testing.LocalSlack, client.Workspace)],
)
def test_whatever_a_person_can_do_with_asyncio_they_can_do_without(
    waiting: type, original: type
) -> None:
    """Add what is missing to the class in `testing`. A method with `**` needs `self, /`."""
    public = {name for name, _ in inspect.getmembers(original, inspect.isfunction)}
    assert {name for name in public if name[0] != "_"} <= vars(waiting).keys()


def test_a_run_of_pytest_that_uses_no_fixture_loads_no_server() -> None:
    program = (
        "import sys, pytest; import local_slack.pytest_plugin; "
        "sys.exit('aiohttp' in sys.modules or 'yaml' in sys.modules)"
    )
    run(ROOT, sys.executable, "-c", program)


def test_the_python_example_passes_its_tests_with_the_fixtures() -> None:
    plugins = ["-p", "no:cacheprovider"]
    if not metadata.entry_points(group="pytest11", name="local_slack"):
        plugins += ["-p", "local_slack.pytest_plugin"]  # installed before there was a plugin
    said = run(EXAMPLES / "python", sys.executable, "-m", "pytest", "-q", *plugins)
    assert "3 passed" in said


FAILING_TESTS = """
def test_a_wait(local_slack):
    maya = local_slack.person("maya")
    maya.say("#general", "Before")
    maya.say("#general", "/note")
    maya.wait_for_message("#general", "The office", seconds=1)

def test_a_name(local_slack):
    local_slack.person("bob")
"""


def test_a_failed_test_says_what_it_waited_for_whom_it_knows_and_what_was_not_delivered(
    tmp_path: Path,
) -> None:
    shutil.copy(EXAMPLES / "python/manifest.yml", tmp_path)
    (tmp_path / "test_failing.py").write_text(FAILING_TESTS)
    (tmp_path / "pytest.ini").touch()
    options = ["-q", "-p", "no:cacheprovider", "--tb=line"]
    if not metadata.entry_points(group="pytest11", name="local_slack"):
        options += ["-p", "local_slack.pytest_plugin"]
    said = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", *options],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    ).stdout
    assert "Within 1 s there was not a message in #general with the words 'The office'." in said
    assert "The latest in #general: 'Before'" in said
    assert "Nobody here is called 'bob'. There are: maya (U0MAYA), " in said
    assert f"Not delivered: command /note. {NO_ADDRESS}" in said


@needs_node
def test_the_javascript_example_passes_its_tests() -> None:
    """Its test starts `local-slack`, and uses the routes under `/-/`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    assert "# fail 0" in run(EXAMPLES / "javascript", "node", "--test", PATH=path)


def read_section(title: str) -> str:
    """A section of the README, without its title."""
    _, heading, rest = README.read_text(encoding="utf-8").partition(f"\n## {title}\n")
    assert heading, title
    return rest.partition("\n## ")[0]


def test_the_readme_lists_every_route_of_the_http_interface(slack: Slack) -> None:
    section = read_section("Tests in other languages")
    rows = re.findall(r"^\| (`[A-Z]+ /-/[^|]*) \|", section, re.MULTILINE)
    listed = [route for row in rows for route in re.findall(r"`([A-Z]+ /-/[^`?]*)", row)]
    sides = (PersonSide(slack), DeveloperSide(slack))
    routes = [f"{route.method} {route.path}" for side in sides for route in side.routes()]
    assert sorted(listed) == sorted(route for route in routes if " /-/" in route)
    assert f'"interface": {INTERFACE}`' in section


def test_the_readme_lists_every_kind_of_fault() -> None:
    section = read_section("Tests in other languages").partition("Kinds of faults")[2]
    assert {*KINDS, *DELIVERY_KINDS} <= set(re.findall(r"`(\w+)`", section.partition("\n")[0]))


def test_the_readme_lists_everything_that_a_person_can_do() -> None:
    acts = read_section("Tests in other languages").partition("| `do` |")[2]
    rows = re.findall(r"^\| (`[a-z_`, ]+) \|", acts, re.MULTILINE)
    listed = [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)]
    assert sorted(listed) == sorted(ACTS)


def test_the_readme_names_everything_that_a_person_can_do_in_python() -> None:
    named = set(re.findall(r"`(\w+)[`(]", read_section("Tests with pytest")))
    methods = {name for name in vars(testing.Person) if name[0] != "_"}
    assert methods - named == set()


def test_the_readme_names_every_option() -> None:
    text = README.read_text(encoding="utf-8")
    options = {name for each in build_parser()._actions for name in each.option_strings}
    unnamed = options - {"-h", "--help"} - set(re.findall(r"--[a-z-]+", text))
    assert unnamed == set()


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!http|#)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (PACKAGE / link).exists()] == []


def read_default_address(program: str, *command: str, folder: Path) -> str:
    """What a program prints that makes a client, with the variables of `redirect`."""
    variables = redirect.VARIABLES | {"SLACK_API_URL": "http://127.0.0.1:1/api/"}
    return run(folder, *command, program, **variables).strip()


def test_an_app_in_python_that_reads_no_address_calls_the_workspace() -> None:
    """An address in its code stays."""
    program = (
        "from slack_sdk import WebClient; from slack_sdk.web.async_client import AsyncWebClient\n"
        "print(WebClient().base_url, AsyncWebClient().base_url)\n"
        "print(WebClient(base_url='http://x/').base_url)"
    )
    printed = read_default_address(program, sys.executable, "-c", folder=ROOT)
    assert printed.split() == ["http://127.0.0.1:1/api/"] * 2 + ["http://x/"]


@needs_node
@pytest.mark.parametrize(
    ("start", "flag"),
    [
        ("const { WebClient } = require('@slack/web-api')", "commonjs"),
        ("import { WebClient } from '@slack/web-api'", "module"),
    ],
)
def test_an_app_in_javascript_that_reads_no_address_calls_the_workspace(
    start: str, flag: str
) -> None:
    """An address in its code stays."""
    program = f"""{start}
for (const options of [undefined, {{}}, {{ slackApiUrl: "http://x/" }}])
  console.log(new WebClient("xoxb", options).slackApiUrl)"""
    kind = f"--input-type={flag}"
    printed = read_default_address(program, "node", kind, "-e", folder=EXAMPLES / "javascript")
    assert printed.split() == ["http://127.0.0.1:1/api/"] * 2 + ["http://x/"]
