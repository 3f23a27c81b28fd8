"""The command `local-slack`, also `python -m local_slack`: a workspace as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import re
import shlex
import signal
import sys
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from local_slack import environment, redirect
from local_slack.app_side import NOT_BUILT
from local_slack.errors import StartError
from local_slack.server import LOOPBACK, serve
from local_slack.settings import AppSettings, Settings
from local_slack.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_slack.slack import Slack
    from local_slack.traffic import Exchange

DESCRIPTION = """\
A Slack workspace on your own machine: a page in the browser for people, and Slack's HTTP protocol
for an app. All that it knows of an app is its manifest. It prints the address of the page, and the
token and secret to start the app with."""
LAST_PORT = 65535
EXAMPLES = """\
examples:
  local-slack --manifest manifest.yml
      an app with Socket Mode
  local-slack --manifest manifest.yml --app-url http://127.0.0.1:3000/slack/events
      an app that Slack's requests are posted to
  local-slack --manifest one.yml --manifest two.json --app-url http://127.0.0.1:3000/slack/events
      two apps; the second gets requests by HTTP

Everybody on a machine can read the arguments of its processes, so tokens of your own choice come
from the environment: LOCAL_SLACK_BOT_TOKEN, LOCAL_SLACK_SIGNING_SECRET, LOCAL_SLACK_APP_TOKEN, for
a second app the same with _2. Without them, they are made: each time, or once with --env-file or
--data. A real token of Slack's is refused."""


class OfApp(argparse.Action):
    """`--manifest` begins an app; what belongs to an app is that of the `--manifest` before it."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        options: argparse.Namespace,
        value: str | Sequence[Any] | None,
        _option: str | None = None,
    ) -> None:
        """Store the value with its app."""
        apps = options.apps = options.apps or [{}]
        if self.dest in apps[-1]:
            apps.append({})
        apps[-1][self.dest] = value


def main() -> int:
    """Serve until a signal, or the end of stdin. Returns 0, or 2 if it cannot start."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    options = vars(build_parser().parse_args())
    until_stdin_closes, quiet = options.pop("until_stdin_closes"), options.pop("quiet")
    try:
        apps, files = _read_apps(options.pop("apps") or [{}], options["data"])
        settings = Settings(apps, **options)
        asyncio.run(_serve(settings, files, until_stdin_closes=until_stdin_closes, quiet=quiet))
    except StartError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command-line tool speaks to its terminal
        return 2
    except KeyboardInterrupt:  # where signals cannot be handled, the workspace is saved by now
        pass
    return 0


def build_parser() -> argparse.ArgumentParser:
    """The command's options."""
    parser = argparse.ArgumentParser(
        "local-slack",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(apps=None)
    version = metadata.version("local-slack")
    parser.add_argument("--version", action="version", version=f"local-slack {version}")

    apps = parser.add_argument_group("apps", "for several apps, repeat these for each")
    apps.add_argument(
        "--manifest",
        type=Path,
        action=OfApp,
        default=argparse.SUPPRESS,
        metavar="FILE",
        help="an app's manifest, YAML or JSON (default: manifest.yml)",
    )
    apps.add_argument(
        "--app-url",
        dest="url",
        type=_check_url,
        action=OfApp,
        default=argparse.SUPPRESS,
        metavar="URL",
        help="where this app receives Slack's requests; not needed with Socket Mode",
    )
    apps.add_argument(
        "--previews-url",
        type=_check_url,
        action=OfApp,
        default=argparse.SUPPRESS,
        metavar="URL",
        help="where this app answers what its surfaces look like, for the page Previews",
    )
    apps.add_argument(
        "--env-file",
        type=Path,
        action=OfApp,
        default=argparse.SUPPRESS,
        metavar="FILE",
        help="write what this app needs to a file, and take its tokens from there next time",
    )

    workspace = parser.add_argument_group("workspace")
    workspace.add_argument(
        "--workspace",
        type=Path,
        metavar="FILE",
        help="its people and channels, such as people.yml (default: a sample team)",
    )
    workspace.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="save the workspace in a folder (default: it starts over each time)",
    )
    workspace.add_argument(
        "--latency", action="store_true", help="answer calls after 100-400 ms, as Slack does"
    )
    workspace.add_argument(
        "--private-names",
        action="store_true",
        help='send the real names of private channels instead of "privategroup"',
    )
    workspace.add_argument(
        "--fixed-clock", action="store_true", help="let nobody move the workspace's time"
    )

    network = parser.add_argument_group("network")
    network.add_argument(
        "--port", type=_check_port, default=3456, help="default: 3456; 0: any free one"
    )
    network.add_argument(
        "--host",
        type=_check_host,
        default=LOOPBACK[0],
        metavar="ADDRESS",
        help="the address to listen on (default: 127.0.0.1, which only this machine reaches)",
    )
    network.add_argument(
        "--allow-host",
        dest="allowed_hosts",
        type=_check_host,
        action="append",
        default=[],
        metavar="NAME",
        help="another name under which apps or browsers may reach it, such as "
        "host.docker.internal; apps are told the first one; repeat for several",
    )
    parser.add_argument(
        "--quiet", action="store_true", help="do not print what is refused and what fails"
    )
    network.add_argument(
        "--until-stdin-closes", action="store_true", help="stop when the parent process is gone"
    )
    return parser


def _check_port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"a number from 0 to {LAST_PORT} is needed")
    return int(text)


def _check_host(text: str) -> str:
    """An empty address would be every address of the machine."""
    if not re.fullmatch(r"[\w.-]+|[\da-fA-F:]*:[\da-fA-F:.]*:[\da-fA-F.]*", text):
        raise argparse.ArgumentTypeError("a name or an address is needed, without a port")
    return text


def _check_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_url = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_url = False
    if not is_url:
        example = "http://127.0.0.1:3000/slack/events"
        raise argparse.ArgumentTypeError(f"an address is needed, such as {example}")
    return text


def _read_apps(
    given: list[dict[str, Any]], data: Path | None
) -> tuple[tuple[AppSettings, ...], list[Path | None]]:
    """The apps of the command line, and the file of each that holds its variables."""
    apps: list[AppSettings] = []
    files: list[Path | None] = []
    for number, options in enumerate(given, start=1):
        manifest = options.get("manifest", Path("manifest.yml"))
        file = options.get("env_file")
        if file is None and data is not None:
            file = environment.place_file(data, manifest)
        if file and file.resolve() in {known.resolve() for known in files if known}:
            raise StartError(
                f"Two apps would write to {file}. Give each app an --env-file of its own."
            )
        secrets = environment.load_secrets(number, file)
        previews_url = options.get("previews_url", "")
        apps.append(
            AppSettings(manifest, options.get("url", ""), previews_url=previews_url, **secrets)
        )
        files.append(file)
    return tuple(apps), files


async def _serve(
    settings: Settings, files: list[Path | None], *, until_stdin_closes: bool, quiet: bool
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, stop.set)
    async with serve(settings) as slack:
        terminal = Terminal()
        if not quiet:
            slack.traffic.on_refusal = partial(_print_refusal, slack, terminal)
            slack.traffic.on_remark = terminal.print_line
        _introduce(slack, files)
        watcher = loop.create_task(_stop_when_stdin_closes(stop)) if until_stdin_closes else None
        await stop.wait()
        if watcher:
            watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watcher
        terminal.print_repetitions()


def _introduce(slack: Slack, files: list[Path | None]) -> None:
    """Print where people find the workspace, and what each app needs."""
    lines = [f"Local workspace, a stand-in for Slack: {slack.url}"]
    if slack.settings.host not in LOOPBACK:
        lines += [
            "",
            "Everybody who reaches this machine can use it as any person: it has no passwords.",
        ]
    for app, file in zip(slack.apps, files, strict=True):
        reached = f"at {app.settings.url} or over" if app.settings.url else "over"
        variables = environment.describe_app(app)
        lines += ["", f"{app.manifest.name} ({app.id}) is reached {reached} Socket Mode:", ""]
        lines += [f"export {name}={value}" for name, value in variables.items()]
        if file:
            environment.write_file(file, variables)
            place = shlex.quote(str(file) if file.is_absolute() else f"./{file}")
            lines += ["", f"The same is in {file}. In a shell: set -a; . {place}; set +a"]
    lines += ["", "For an app whose code does not read SLACK_API_URL:", ""]
    lines += [f"export {name}={shlex.quote(each)}" for name, each in redirect.VARIABLES.items()]
    print("\n".join(lines), flush=True)  # noqa: T201 - a command-line tool speaks to its terminal


def _print_refusal(slack: Slack, terminal: Terminal, exchange: Exchange) -> None:
    if exchange.error != NOT_BUILT:  # that is in the log already
        terminal.print_line(slack.traffic.describe_refusal(exchange))


async def _stop_when_stdin_closes(stop: asyncio.Event) -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass
    stop.set()


if __name__ == "__main__":
    sys.exit(main())
