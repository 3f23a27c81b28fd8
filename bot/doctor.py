"""`python app.py doctor`: what keeps the bot from working, and what to do about it."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks.gallery import EXAMPLES
from blocks.kit import Message
from bot import manifest, settings
from bot.exposure import find_exposed_backups, find_exposures
from bot.extensions import ExtensionError, check_extensions
from bot.features.routes import ROUTES
from bot.metrics import Metrics
from bot.settings import LOOPBACK, Mode, read_secret
from bot.slack import client
from bot.slack.client import Slack, SlackError, SlackRefusedError
from bot.slack.command_names import CommandNames
from bot.slack.directory import Directory
from bot.slack.tokens import NoAccessError, Tokens
from bot.store.connection import connect
from bot.store.durability import check_durability
from bot.store.embedded import EmbeddedValkey
from bot.store.errors import StoreError, StoreInUseError
from bot.store.from_settings import load_keyring, open_store
from bot.store.installations import Installations
from bot.store.unreadable import find_unreadable
from hiring.errors import HiringDeskError
from hiring.guide import content

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.settings import Settings
    from bot.store.connection import Store
    from bot.store.encryption import Keyring

MARKS = {"ok": "ok     ", "warning": "warning", "wrong": "WRONG  "}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found: "ok", "warning" or "wrong", and a sentence that says what to do."""

    state: str
    sentence: str


async def examine(folder: Path) -> int:
    """Check everything and print it. The exit code is 1 where something is wrong."""
    wrong = 0
    async for finding in _check_everything(folder):
        print(f"{MARKS[finding.state]} {finding.sentence}", flush=True)
        wrong += finding.state == "wrong"
    print("Nothing is wrong." if not wrong else f"{wrong} to fix.")
    return 1 if wrong else 0


async def _check_everything(folder: Path) -> AsyncIterator[CheckResult]:
    try:
        configured = settings.load_settings()
    except HiringDeskError as error:
        yield CheckResult("wrong", f"Settings: {error.sentence}")
        return
    yield CheckResult("ok", f"Settings: this is {configured.mode.value}.")
    for sentence in settings.find_misspelt_settings():
        yield CheckResult("warning", f"Settings: {sentence}")
    yield _check_addresses(configured)
    extensions = _check_extensions(configured)
    for finding in extensions:
        yield finding
    if any(finding.state == "wrong" for finding in extensions):
        return
    for finding in _check_files(configured):
        yield finding
    async for finding in _check_store(configured):
        yield finding
    async with client.open_session() as session:
        slack = Slack(session, configured.slack_api_url, _find_no_token, Metrics())
        for look in (_check_token, _check_app_token, _check_workspaces, _check_administrators):
            async for finding in look(configured, slack):
                yield finding
        async for finding in _check_content(folder, configured, slack):
            yield finding


def _check_addresses(configured: Settings) -> CheckResult:
    """Say what is on which address; a warning where health and metrics are where Slack calls."""
    own = f"{configured.listening_host}:{configured.port}"
    incoming = {
        Mode.LOCAL: f"the local workspace is on 127.0.0.1:{configured.port}",
        Mode.SOCKET: "Slack needs none, in Socket Mode",
    }.get(configured.mode, f"Slack's requests come in on {own}")
    if port := configured.operations_port:
        operations = f"on {configured.operations_host or LOOPBACK}:{port}"
    elif configured.mode in {Mode.HTTP, Mode.OAUTH}:
        return CheckResult(
            "warning",
            f"Addresses: {incoming}, and so do those for /healthz, /readyz and /metrics. Set "
            "OPERATIONS_PORT, or keep these three from the internet.",
        )
    else:
        operations = "on the bot's own port" if configured.mode is Mode.LOCAL else f"on {own}"
    return CheckResult("ok", f"Addresses: {incoming}; health and metrics are {operations}.")


def _check_files(configured: Settings) -> list[CheckResult]:
    exposures = [*find_exposures(configured)]
    if not configured.redis_url:
        exposures += find_exposed_backups(configured.data_dir.resolve().parent)
    return [
        CheckResult(
            "warning" if exposure.severity == "warning" else "wrong", f"Files: {exposure.sentence}"
        )
        for exposure in exposures
    ] or [CheckResult("ok", "Files: nobody else can read or change them.")]


def _check_extensions(configured: Settings) -> list[CheckResult]:
    if not configured.extension_names:
        return []
    problems = find_extension_problems(configured)
    if not problems:
        return [CheckResult("ok", "Extensions: every listener can be reached.")]
    return [CheckResult("wrong", problem) for problem in problems]


def find_extension_problems(configured: Settings) -> list[str]:
    """Find what is wrong with the modules of EXTENSIONS, each problem as a sentence."""
    problems: list[str] = []
    try:
        problems += check_extensions(
            configured.extension_names,
            ROUTES.rename_commands(CommandNames(configured.command_prefix)),
        )
        manifest.build_manifest(configured)
    except ExtensionError as error:
        problems.append(error.sentence)
    return problems


async def _check_store(configured: Settings) -> AsyncIterator[CheckResult]:
    try:
        async with _open_store(configured) as (store, keyring, running):
            if running:
                yield CheckResult("ok", "Store: a Hiring Desk is running on it.")
            for finding in [
                *await _check_durability(store),
                *await _check_readable(store, keyring),
            ]:
                yield finding
    except StoreError as error:
        yield CheckResult("wrong", f"Store: {error.sentence}")


@asynccontextmanager
async def _open_store(configured: Settings) -> AsyncIterator[tuple[Store, Keyring, bool]]:
    """Open the store, and say whether a Hiring Desk is running on it. Raises StoreError."""
    async with AsyncExitStack() as stack:
        try:
            store, keyring = await stack.enter_async_context(open_store(configured))
            running = False
        except StoreInUseError:
            url = EmbeddedValkey(configured.data_dir).url
            store = await stack.enter_async_context(connect(url))
            keyring, running = await load_keyring(configured, store), True
        yield store, keyring, running


async def _check_durability(store: Store) -> list[CheckResult]:
    states = {"safe": "ok", "unknown": "warning", "unsafe": "wrong"}
    findings = await check_durability(store)
    return [
        CheckResult(states[finding.state], f"Store: {finding.sentence}") for finding in findings
    ]


async def _check_readable(store: Store, keyring: Keyring) -> list[CheckResult]:
    unreadable = [
        CheckResult("wrong", f"Store: {value.ids} can't be read. {value.reason}")
        async for value in find_unreadable(store, keyring)
    ]
    return unreadable or [CheckResult("ok", "Store: everything in it can be read.")]


async def _check_app_token(configured: Settings, slack: Slack) -> AsyncIterator[CheckResult]:
    if configured.mode is not Mode.SOCKET:
        return
    try:
        await slack.get_client_with(None).apps_connections_open(
            app_token=read_secret(configured.slack_app_token)
        )
    except SlackRefusedError as refusal:
        yield CheckResult(
            "wrong",
            f"Socket Mode: Slack refuses SLACK_APP_TOKEN ({refusal.code}). Make an app-level "
            "token with connections:write under Basic Information, and switch Socket Mode on.",
        )
    except SlackError as error:
        yield CheckResult("warning", f"Socket Mode: not checked. {error.sentence}")
    else:
        yield CheckResult("ok", "Socket Mode: Slack gives a connection.")


async def _check_token(configured: Settings, slack: Slack) -> AsyncIterator[CheckResult]:
    if configured.mode is Mode.LOCAL:
        yield CheckResult("ok", "Token: none is needed for the local workspace.")
        return
    if configured.mode is Mode.OAUTH:
        yield CheckResult("ok", "Token: each workspace brings its own at /slack/install.")
        return
    try:
        team, granted = await slack.find_identity(read_secret(configured.slack_bot_token))
    except SlackRefusedError as refusal:
        yield CheckResult(
            "wrong",
            f"Token: Slack refuses SLACK_BOT_TOKEN ({refusal.code}). Copy the bot token from "
            "OAuth & Permissions in the app's settings.",
        )
        return
    except SlackError as error:
        yield CheckResult("wrong", f"Token: {error.sentence} Can this machine reach Slack?")
        return
    yield CheckResult("ok", f"Token: works for the workspace {team!r}.")
    needed = manifest.list_scopes(manifest.build_manifest(configured))
    missing = [scope for scope in needed if scope not in granted]
    if missing:
        yield CheckResult(
            "wrong",
            f"Scopes: {', '.join(missing)} not granted. Update the app from the manifest and "
            "reinstall it.",
        )
    else:
        yield CheckResult("ok", "Scopes: all that the manifest asks for are granted.")


async def _check_workspaces(configured: Settings, _: Slack) -> AsyncIterator[CheckResult]:
    if configured.mode is Mode.OAUTH and not configured.workspace_ids:
        yield CheckResult(
            "warning",
            "Workspaces: every workspace may install the app. Name yours in ALLOWED_WORKSPACES.",
        )


async def _check_administrators(configured: Settings, slack: Slack) -> AsyncIterator[CheckResult]:
    if not configured.administrator_ids:
        yield CheckResult(
            "ok",
            "Administrators: nobody is named. Should the owner and the decider of a debrief both "
            "leave, name somebody in ADMINISTRATORS, who can then appoint an owner.",
        )
        return
    if configured.mode is Mode.LOCAL:
        yield CheckResult("ok", "Administrators: not checked in the local workspace.")
        return
    try:
        async with _find_tokens(configured) as tokens:
            directory = Directory(slack.with_tokens(tokens.find))
            for entry in sorted(configured.administrator_ids):
                yield await _check_administrator(directory, entry)
    except StoreError:
        yield CheckResult("warning", "Administrators: not checked, since the store can't be read.")


async def _check_administrator(directory: Directory, entry: str) -> CheckResult:
    workspace, _, user = entry.rpartition(":")
    try:
        person = await directory.find_person(workspace, user)
    except NoAccessError as error:
        return CheckResult("wrong", f"Administrators: {entry} is not checked. {error.sentence}")
    except SlackError as error:
        return CheckResult("warning", f"Administrators: {entry} is not checked. {error.sentence}")
    if person.gone or person.stranger:
        problem = "is not in the workspace, or is deactivated"
    elif person.bot:
        problem = "is an app"
    elif person.guest:
        problem = "is a guest, who can't take part in debriefs"
    else:
        return CheckResult("ok", f"Administrators: {entry} is {person.name!r}.")
    return CheckResult("wrong", f"Administrators: {entry} {problem}. Change ADMINISTRATORS.")


@asynccontextmanager
async def _find_tokens(configured: Settings) -> AsyncIterator[Tokens]:
    """The bot's token or, with many workspaces, those that are stored. Raises StoreError."""
    if configured.mode is not Mode.OAUTH:
        yield Tokens(read_secret(configured.slack_bot_token), None)
        return
    async with _open_store(configured) as (store, keyring, _):
        yield Tokens(None, Installations(store, keyring), configured.workspace_ids)


async def _check_content(
    folder: Path, configured: Settings, slack: Slack
) -> AsyncIterator[CheckResult]:
    problems = content.check(folder, configured.content_dir)
    for problem in problems:
        yield CheckResult("warning" if problem.doubtful else "wrong", f"Content: {problem}")
    if not all(problem.doubtful for problem in problems):
        return
    if not problems:
        yield CheckResult("ok", "Content: in order.")
    if configured.mode is Mode.LOCAL:
        yield CheckResult("ok", "Blocks: checked by the local workspace as they are posted.")
        return
    guide = content.load(folder, configured.content_dir)
    refused = 0
    for name, example in EXAMPLES.items():
        built = example(guide, "sample", configured.native_charts != "off")
        kind, payload = (
            ("message", built.payload()) if isinstance(built, Message) else ("view", built.payload)
        )
        try:
            await slack.validate_blocks(**{kind: payload})
        except SlackRefusedError as refusal:
            refused += 1
            yield CheckResult("wrong", f"Blocks: Slack refuses {name} ({refusal.code}).")
        except SlackError as error:
            yield CheckResult("warning", f"Blocks: not checked. {error.sentence}")
            return
    if not refused:
        yield CheckResult("ok", f"Blocks: Slack takes all {len(EXAMPLES)} examples.")


async def _find_no_token(_: str) -> str:
    return ""
