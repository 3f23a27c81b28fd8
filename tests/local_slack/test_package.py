"""The package as a stranger gets it: its wheel, its fixtures, its examples and its README."""

from __future__ import annotations

import inspect
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from flit_core import buildapi

from local_slack import client, testing

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "local-slack"
EXAMPLES = PACKAGE / "examples"


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


@pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")
@pytest.mark.skipif(
    not (EXAMPLES / "javascript/node_modules").is_dir(),
    reason="run `npm ci` in local-slack/examples/javascript to test the example",
)
def test_the_javascript_example_passes_its_tests() -> None:
    """Its test starts `local-slack`, and uses the routes under `/-/`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    assert "# fail 0" in run(EXAMPLES / "javascript", "node", "--test", PATH=path)
