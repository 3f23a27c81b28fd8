"""Hiring Desk: `python app.py` serves; `python app.py --help` lists what else it can do."""

from __future__ import annotations

import argparse
import logging
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from bot import exposure, logs, manifest
from bot import settings as configuration
from bot.run import run
from bot.settings import LOOPBACK, Mode
from bot.slack.server import listen, watch_stop_signals
from bot.store.backup import backup
from bot.store.clock import Clock
from bot.store.from_settings import KEY_FILE, open_store
from hiring.errors import HiringDeskError
from hiring.guide import content, new_role
from hiring.guide.content_folders import ContentFolders
from local_workspace import follow_clock, local_workspace

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.connection import Store

CONTENT = Path(__file__).parent / "content"

log = logging.getLogger("hiring-desk")


async def serve() -> int:
    """Settings, content, Slack, until SIGTERM or Ctrl-C."""
    settings = configuration.load_settings()
    logs.set_up_logging(settings.log_level)
    exposure.check_at_start(settings)
    own = settings.content_dir
    folders = ContentFolders(CONTENT, own) if own else None
    guide = content.load(CONTENT, own)
    for doubt in guide.doubts:
        log.warning("Content: %s", doubt)
    for sentence in configuration.find_misspelt_settings():
        log.warning("Settings: %s", sentence)
    stop = watch_stop_signals()
    operations = listen_for_operations(settings)
    async with (
        open_store(settings) as store,
        reach_slack(settings, store[0]) as (reached, listening, clock),
    ):
        await run(
            reached,
            guide,
            store,
            listening,
            stop,
            operations=operations,
            clock=clock,
            folders=folders,
            previews=settings.mode is Mode.LOCAL,
        )
    return 0


def listen_for_operations(settings: Settings) -> socket.socket | None:
    """The socket for health and metrics; None where they share that for Slack."""
    if not settings.operations_port:
        return None
    host = settings.operations_host or LOOPBACK
    names = ("OPERATIONS_HOST", "OPERATIONS_PORT")
    return listen(host, settings.operations_port, settings=names)


@asynccontextmanager
async def reach_slack(
    settings: Settings, store: Store
) -> AsyncIterator[tuple[Settings, socket.socket, Clock | None]]:
    """The settings to reach Slack with, or a local workspace; and the socket to listen on.

    A local workspace has a clock, too, which people there move. Nothing else has one.
    """
    if settings.mode is not Mode.LOCAL:
        yield settings, listen(settings.listening_host, settings.port), None
        return
    listening = listen(LOOPBACK, 0)
    async with local_workspace(settings, listening.getsockname()[1]) as reached:
        if settings.redis_url:  # others may use that store, and live by its time
            yield reached, listening, None
            return
        clock = Clock()
        async with follow_clock(reached.slack_api_url, clock, store):
            yield reached, listening, clock


def check_content(folder: Path | None, shown: str | None) -> int:
    """Say what is wrong or doubtful in the content, a line for each; nothing is 0.

    With the name of a file in `shown`, print that file as it is after merging instead.
    """
    own = folder or configuration.load_settings().content_dir
    if shown:
        print(content.effective(CONTENT, own, shown), end="")
        return 0
    problems = content.check(CONTENT, own)
    for problem in problems:
        print(problem)
    if not problems:
        print(_describe_order(own))
    return 1 if problems else 0


def _describe_order(own: Path | None) -> str:
    """That nothing is wrong, and in what."""
    if own is None:
        return (
            "Our own content is in order. None of yours was checked: name its folder, or set "
            "CONTENT_DIR to it."
        )
    if not any(content.list_files(own)):
        return f"{own} has no content, so ours counts, which is in order."
    return "The content is in order."


def make_role(arguments: argparse.Namespace) -> int:
    """Make the folder of a new role, to be filled in, and say what to do next."""
    own = arguments.folder or configuration.load_settings().content_dir
    new = new_role.make_role(CONTENT, own, arguments.id, arguments.title, arguments.like)
    print(new_role.describe_next_steps(new))
    return 0


def check_extensions() -> int:
    """Say what is wrong with the modules of EXTENSIONS, a line for each; no problem is 0."""
    from bot import doctor  # noqa: PLC0415 - imports every example, which no start should wait for

    settings = configuration.read_settings()
    problems = doctor.find_extension_problems(settings)
    for problem in problems:
        print(problem)
    if not problems:
        print("The extensions are in order." if settings.extensions else "EXTENSIONS is not set.")
    return 1 if problems else 0


def print_manifest(url: str | None, *, oauth: bool) -> int:
    """Print the manifest to paste into Slack's app settings."""
    form = manifest.build_manifest(configuration.read_settings())
    if url:
        form = manifest.adapt_for_http(form, url, oauth=oauth)
    print(manifest.write_yaml(form), end="")
    return 0


def back_up(target: Path) -> int:
    """Copy the embedded store's data to a new folder, and say what else to keep."""
    settings = configuration.load_settings()
    if settings.redis_url:
        raise HiringDeskError(
            "With REDIS_URL, back the store up by its own means: docs/backup.md says how."
        )
    size = backup(settings.data_dir, target)
    print(f"{size:,} bytes are in {target}.")
    print(f"Nobody can read them without {_name_keys(settings)} not in it: keep a copy elsewhere.")
    for earlier in exposure.find_exposed_backups(target.absolute().parent):
        print(earlier.sentence)
    return 0


def _name_keys(settings: Settings) -> str:
    if settings.encryption_keys_command:
        return "the keys that ENCRYPTION_KEYS_COMMAND prints, which are"
    keys = "ENCRYPTION_KEYS" if settings.encryption_keys else settings.data_dir / KEY_FILE
    return f"{keys}, which is"


def main() -> int:  # noqa: PLR0911 - one for each command
    """Do what the command line says; the exit code is 0 where all is well."""
    arguments = _arguments()
    try:
        match arguments.command:
            case "check-content":
                return check_content(arguments.folder, arguments.effective)
            case "new-role":
                return make_role(arguments)
            case "check-extensions":
                return check_extensions()
            case "manifest":
                return print_manifest(arguments.url, oauth=arguments.oauth)
            case "doctor":
                from bot import doctor  # noqa: PLC0415 - see `check_extensions`

                return uvloop.run(doctor.examine(CONTENT))
            case "backup":
                return back_up(arguments.folder)
            case _:
                return uvloop.run(serve())
    except HiringDeskError as error:
        print(f"hiring-desk: {error.sentence}", file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", title="commands")
    check = commands.add_parser("check-content", help="check content/ with a folder laid over it")
    check.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="your own content; CONTENT_DIR by default",
    )
    check.add_argument(
        "--effective",
        metavar="FILE",
        help="print a merged file, such as roles/ai-tech-lead/salary.yml, with where each value "
        "came from",
    )
    new = commands.add_parser("new-role", help="make the folder of a new role, to be filled in")
    new.add_argument("id", metavar="ROLE", help="small letters and hyphens, such as data-engineer")
    new.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="your own content; CONTENT_DIR by default",
    )
    new.add_argument("--title", help="by default the id in words, such as Data Engineer")
    new.add_argument(
        "--from", dest="like", metavar="ROLE", help="begin with the files of another role"
    )
    commands.add_parser("check-extensions", help="check the modules that EXTENSIONS names")
    manifest_parser = commands.add_parser("manifest", help="print the app manifest")
    manifest_parser.add_argument(
        "--url", help="for HTTP: the https:// address that Slack reaches the bot at"
    )
    manifest_parser.add_argument(
        "--oauth", action="store_true", help="for installing into many workspaces"
    )
    commands.add_parser("doctor", help="check settings, token, scopes, store, content and blocks")
    saved = commands.add_parser("backup", help="copy the data of the embedded store, while it runs")
    saved.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
