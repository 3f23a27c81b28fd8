"""Fixtures for the tests of an app: `local_slack` is a workspace in which the app is running.

In pytest's configuration:

    local_slack_manifest = manifest.yml
    local_slack_command = python app.py
    local_slack_app_url = http://127.0.0.1:{port}/slack/events

Without the address the app has to use Socket Mode. An app that runs in the tests' own process
replaces the fixture `local_slack_app`.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from local_slack.settings import AppSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from local_slack.testing import LocalSlack


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings."""
    parser.addini("local_slack_manifest", "the app's manifest", default="manifest.yml")
    parser.addini("local_slack_people", "a file of the workspace's people; without it, a sample")
    parser.addini("local_slack_command", "what starts the app, for tests with local_slack")
    parser.addini("local_slack_app_url", "where the app receives Slack's requests; {port} is free")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failed test what went wrong between the app and the workspace."""
    report = yield
    slack = getattr(item, "funcargs", {}).get("local_slack")
    failures = slack.list_failures() if report.failed and slack else []
    if failures:
        title = "What was refused or failed between the app and the workspace"
        report.sections.append((title, "\n".join(dict.fromkeys(failures))))
    return report


@pytest.fixture(scope="session")
def local_slack_workspace(pytestconfig: pytest.Config) -> Iterator[LocalSlack]:
    """The workspace of all tests, without the app."""
    from local_slack.testing import run_workspace  # noqa: PLC0415 - only where it is used

    manifest = pytestconfig.rootpath / pytestconfig.getini("local_slack_manifest")
    app = AppSettings(manifest, app_token="xapp-local-workspace")  # noqa: S106 - it opens only this
    people = pytestconfig.getini("local_slack_people")
    file = pytestconfig.rootpath / people if people else None
    with run_workspace(Settings((app,), workspace=file)) as slack:
        yield slack


@pytest.fixture(scope="session")
def local_slack_app(
    local_slack_workspace: LocalSlack, pytestconfig: pytest.Config
) -> Iterator[None]:
    """The app while tests run: a process, or what you replace this fixture by."""
    from local_slack.testing import run_app  # noqa: PLC0415 - only where it is used

    command, url = (pytestconfig.getini(f"local_slack_{name}") for name in ("command", "app_url"))
    folder = pytestconfig.rootpath
    with run_app(local_slack_workspace, command, url, folder) if command else nullcontext():
        yield


@pytest.fixture
def local_slack(
    local_slack_workspace: LocalSlack,
    local_slack_app: None,  # noqa: ARG001 - it runs
) -> LocalSlack:
    """The workspace as at its first start, with the app."""
    local_slack_workspace.reset()
    return local_slack_workspace
