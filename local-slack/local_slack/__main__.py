"""`python -m local_slack`: the local workspace as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from itertools import chain, count, repeat
from pathlib import Path

from local_slack.errors import StartError
from local_slack.server import serve
from local_slack.settings import AppSettings, Settings

SECRETS = {
    "bot_token": "LOCAL_SLACK_BOT_TOKEN",
    "signing_secret": "LOCAL_SLACK_SIGNING_SECRET",
    "app_token": "LOCAL_SLACK_APP_TOKEN",
}
"""The fields of AppSettings that are secret, and the variables that hold them.

Those of a second app end in _2, and so on.
"""


def main() -> int:
    """Serve until a signal, or the end of stdin. Returns 0, or 2 if it cannot start."""
    parser = argparse.ArgumentParser(
        "local_slack",
        description="A local stand-in for Slack. Everybody on a machine can read the arguments of "
        f"its processes, so secrets come from the environment: {', '.join(SECRETS.values())}.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--data", type=Path, help="folder in which the workspace is saved")
    parser.add_argument(
        "--manifest", type=Path, action="append", help="an app; repeat both for several"
    )
    parser.add_argument(
        "--app-url", action="append", help="where that app receives Slack's requests"
    )
    parser.add_argument("--latency", action="store_true", help="answer after 100-400 ms")
    parser.add_argument(
        "--private-names", action="store_true", help="send the real names of private channels"
    )
    parser.add_argument(
        "--fixed-clock", action="store_true", help="let nobody move the workspace's time"
    )
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="stop when the parent process is gone"
    )
    options = vars(parser.parse_args())
    until_stdin_closes = options.pop("until_stdin_closes")
    try:
        manifests = options.pop("manifest") or [Path("manifest.yml")]
        urls = options.pop("app_url") or []
        apps = tuple(
            AppSettings(manifest=manifest, url=url, **_read_secrets(number))
            for manifest, url, number in zip(
                manifests, chain(urls, repeat("")), count(1), strict=False
            )
        )
        settings = Settings(apps, **options)
        asyncio.run(_serve(settings, until_stdin_closes=until_stdin_closes))
    except StartError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command-line tool speaks to its terminal
        return 2
    return 0


def _read_secrets(number: int) -> dict[str, str]:
    """The secrets of the app with this number, the first one being 1.

    What the environment does not hold is left out.
    """
    suffix = "" if number == 1 else f"_{number}"
    names = {field: f"{name}{suffix}" for field, name in SECRETS.items()}
    return {field: os.environ[name] for field, name in names.items() if os.environ.get(name)}


async def _serve(settings: Settings, *, until_stdin_closes: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with serve(settings) as slack:
        print(f"Local workspace, a stand-in for Slack: {slack.url}", flush=True)  # noqa: T201
        watcher = loop.create_task(_stop_when_stdin_closes(stop)) if until_stdin_closes else None
        await stop.wait()
        if watcher:
            watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watcher


async def _stop_when_stdin_closes(stop: asyncio.Event) -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass
    stop.set()


if __name__ == "__main__":
    sys.exit(main())
