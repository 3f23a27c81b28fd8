"""A local workspace for tests without asyncio: calls that wait, and the app as a process.

    with run_workspace(Settings((AppSettings(Path("manifest.yml")),))) as slack:
        with run_app(slack, "python app.py"):
            maya = slack.person("maya")
            maya.say("#general", "/hello")
            assert "Hello" in words(maya.sees("#general")[-1])

The fixtures of `pytest_plugin` do that. `client` has the same for asyncio.
"""

from __future__ import annotations

import asyncio
import functools
import os
import shlex
import socket
import subprocess
import sys
import threading
import time
from contextlib import AsyncExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from local_slack import client, environment, redirect
from local_slack.client import RefusedError, words
from local_slack.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

    from local_slack.settings import Settings
    from local_slack.slack import Slack

    Run = Callable[[Coroutine[Any, Any, Any]], Any]

__all__ = ["LocalSlack", "Person", "RefusedError", "run_app", "run_workspace", "words"]

START_SECONDS = 30
LOOK_AGAIN = 0.02  # seconds

P = ParamSpec("P")
T = TypeVar("T")


def _wait_for(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[Any, P], T]:
    """The method of `client`, as one that returns when it is over."""

    def wait(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> T:  # noqa: ANN401 - of either class
        result: T = self._run(method(self._actor, *args, **kwargs))
        return result

    functools.update_wrapper(wait, method)
    return wait


class Person:
    """One person at their screen. Acts return once the app has answered."""

    def __init__(self, actor: client.Person, run: Run) -> None:
        self._actor, self._run, self.id = actor, run, actor.id

    screen = _wait_for(client.Person.screen)
    sees = _wait_for(client.Person.sees)
    unread = _wait_for(client.Person.unread)
    notified = _wait_for(client.Person.notified)
    modal = _wait_for(client.Person.modal)
    home = _wait_for(client.Person.home)
    until = _wait_for(client.Person.until)
    wait_for_message = _wait_for(client.Person.wait_for_message)
    wait_for_home = _wait_for(client.Person.wait_for_home)
    wait_for_modal = _wait_for(client.Person.wait_for_modal)
    say = _wait_for(client.Person.say)
    press = _wait_for(client.Person.press)
    choose = _wait_for(client.Person.choose)
    suggest = _wait_for(client.Person.suggest)
    fill = _wait_for(client.Person.fill)
    show_typed = _wait_for(client.Person.show_typed)
    write = _wait_for(client.Person.write)
    share = _wait_for(client.Person.share)
    upload = _wait_for(client.Person.upload)
    submit = _wait_for(client.Person.submit)
    close = _wait_for(client.Person.close)
    shortcut = _wait_for(client.Person.shortcut)
    open_home = _wait_for(client.Person.open_home)
    read = _wait_for(client.Person.read)
    does = _wait_for(client.Person.does)
    delete = _wait_for(client.Person.delete)
    marks = _wait_for(client.Person.marks)
    start_chat = _wait_for(client.Person.start_chat)
    look_at = _wait_for(client.Person.look_at)
    run_step = _wait_for(client.Person.run_step)
    step_options = _wait_for(client.Person.step_options)
    changes_profile = _wait_for(client.Person.changes_profile)
    create_channel = _wait_for(client.Person.create_channel)
    add_person = _wait_for(client.Person.add_person)
    change_account = _wait_for(client.Person.change_account)


class LocalSlack:
    """A running workspace. `url` is its page's address, `api_url` what SLACK_API_URL is set to."""

    def __init__(self, slack: Slack, actor: client.Workspace, run: Run) -> None:
        self.slack, self.url, self.api_url = slack, slack.url, slack.api_url
        self._actor, self._run = actor, run

    def person(self, name: str) -> Person:
        """A person to act as, by handle ("maya") or id ("U0MAYA"). Raises RefusedError."""
        people = self._run(self._actor.get("/-/boot"))["people"]
        known = [each["id"] for each in people if name in {each["id"], each["name"]}]
        if not known:
            names = ", ".join(f"{each['name']} ({each['id']})" for each in people)
            raise RefusedError(f"Nobody here is called {name!r}. There are: {names}.")
        return Person(self._actor.person(known[0]), self._run)

    def list_failures(self) -> list[str]:
        """What the workspace refused, and what could not be delivered, since it started over."""

        async def collect() -> list[str]:
            return self.slack.traffic.list_failures()

        failures: list[str] = self._run(collect())
        return failures

    def environment(self, app: int = 0) -> dict[str, str]:
        """The variables that an app needs: of the first one, or the one with that index."""
        return environment.describe_app(self.slack.apps[app])

    def set_app_url(self, url: str, app: int = 0) -> None:
        """Say where an app receives Slack's requests."""
        self.slack.apps[app].delivery.url = url

    def move_to(self, moment: float | str, person: Person | None = None) -> float:
        """Move the workspace's clock to a moment; see `client.Workspace.move_to`."""
        whose = self._actor.person(person.id) if person else None
        now: float = self._run(self._actor.move_to(moment, whose))
        return now

    calls = _wait_for(client.Workspace.calls)
    advance = _wait_for(client.Workspace.advance)
    stage = _wait_for(client.Workspace.stage)
    fault = _wait_for(client.Workspace.fault)
    sockets = _wait_for(client.Workspace.sockets)
    socket = _wait_for(client.Workspace.socket)
    reset = _wait_for(client.Workspace.reset)
    get = _wait_for(client.Workspace.get)
    post = _wait_for(client.Workspace.post)
    upload = _wait_for(client.Workspace.upload)


@contextmanager
def run_workspace(settings: Settings) -> Iterator[LocalSlack]:
    """Run a workspace in a thread until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="local-slack", daemon=True)
    thread.start()

    def run(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    stack = AsyncExitStack()
    try:
        slack = run(stack.enter_async_context(serve(settings)))
        actor = run(stack.enter_async_context(client.Workspace(slack.url)))
        yield LocalSlack(slack, actor, run)
    finally:
        run(stack.aclose())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def run_app(
    slack: LocalSlack, command: str, url: str = "", folder: Path | None = None
) -> Iterator[None]:
    """Run the app as a process in a folder, from the moment when it can be reached.

    `url` is where it receives Slack's requests; without one it has to use Socket Mode. `{port}` in
    the command and the address is a free port, which the app also gets as PORT. The app gets its
    tokens and the address of the Web API as variables, and `redirect` if it reads no address.

    Raises RuntimeError if it ends or is not reached in 30 seconds.
    """
    port = str(_find_free_port())
    url = url.replace("{port}", port)
    slack.set_app_url(url)
    arguments = shlex.split(command.replace("{port}", port))
    if arguments[0] in {"python", "python3"}:
        arguments[0] = sys.executable
    variables = {**os.environ, **slack.environment(), "PORT": port}
    for name, value in redirect.VARIABLES.items():
        separator = os.pathsep if name == "PYTHONPATH" else " "
        variables[name] = separator.join(filter(None, [value, os.environ.get(name)]))
    process = subprocess.Popen(arguments, cwd=folder, env=variables)  # noqa: S603 - the app's own command
    try:
        _wait_until_reached(slack, url, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_reached(slack: LocalSlack, url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("The app ended before it could be reached: its output says why.")
        if _listens(url) if url else slack.sockets()["open"]:
            return
        time.sleep(LOOK_AGAIN)
    how = f"listens at {url}" if url else "has connected by Socket Mode"
    raise RuntimeError(f"After {START_SECONDS} seconds no app {how}.")


def _listens(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port or 80), timeout=1):
            return True
    except OSError:
        return False


def _find_free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
