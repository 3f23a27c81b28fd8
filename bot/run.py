"""Puts a Hiring Desk together from its settings, runs it, and takes it apart again."""

from __future__ import annotations

import asyncio
import logging
import math
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot import manifest
from bot.answers.guide import ask_once, change_guide
from bot.answers.pay import PayAnswers
from bot.answers.roles import Roles
from bot.background import call_in_thread, without_collection
from bot.calendars import Calendars
from bot.content_reader import ContentReader
from bot.debriefs.home import refresh_home
from bot.desk import CurrentDesk, Desk
from bot.extensions import start_extensions
from bot.features.routes import ROUTES
from bot.health import Health
from bot.metrics import Metrics
from bot.previews import PATH as PREVIEWS_PATH
from bot.previews import make_previews
from bot.reconciler.debriefs import DebriefUpdater
from bot.reconciler.loop import Reconciler
from bot.reconciler.people import PersonUpdater
from bot.reconciler.planner import Planner
from bot.reconciler.visit import Tools
from bot.settings import Mode, read_secret
from bot.slack import client
from bot.slack.bolt import ExtensionApp
from bot.slack.charts import decide_native_charts
from bot.slack.client import Slack
from bot.slack.command_names import CommandNames
from bot.slack.connections import Connections
from bot.slack.directory import Directory
from bot.slack.dispatcher import Dispatcher
from bot.slack.edge import Edge
from bot.slack.guard import Guard
from bot.slack.oauth import build_oauth_flow
from bot.slack.open_modals import OpenModals
from bot.slack.server import serve
from bot.slack.socket_mode import SocketMode
from bot.slack.tasks import Tasks, describe_error
from bot.slack.tokens import Tokens
from bot.slack.web import INSTALL_PATH, NOTHING_MORE, REDIRECT_PATH, build_web_app
from bot.store.archive import Archive
from bot.store.backlog import measure_backlog
from bot.store.channel_roles import ChannelRoles
from bot.store.clock import Clock
from bot.store.content_notices import ContentNotices
from bot.store.debriefs import Debriefs
from bot.store.drafts import Drafts
from bot.store.due import Due
from bot.store.durability import check_at_start, summarise_checks
from bot.store.errors import StoreUnavailableError
from bot.store.form_drafts import FormDrafts
from bot.store.homes import Homes
from bot.store.inboxes import Inboxes
from bot.store.installations import Installations
from bot.store.keys import PEOPLE, Keys
from bot.store.monitoring import monitor_calls
from bot.store.notes import Notes
from bot.store.oauth_states import OAuthStates
from bot.store.once import Once
from bot.store.pace import Pace
from bot.store.preferences import PreferenceStore
from bot.store.slots import Slots
from bot.store.welcomes import Welcomes
from bot.store.word_counts import UnansweredWords

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Coroutine, Sequence

    import aiohttp
    from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

    from bot.settings import Settings
    from bot.store.connection import Store
    from bot.store.durability import Finding
    from bot.store.encryption import Keyring
    from hiring.guide.content_folders import ContentFolders
    from hiring.guide.role import Guide

TASK_SECONDS = 2
"""How long a stop waits for tasks. With uvicorn's own wait before it, that is below ten seconds."""
PREPARING_AFTER_SECONDS = 1
"""How long after a start answers are prepared. A request may come before."""
RESTART_SECONDS = 1
"""How long a reconciler that failed waits before it starts again."""
SWITCH_SECONDS = 0.0005
"""How long a thread may compute before requests get their turn. Python's own is ten times that, and
a request waits as often as it calls the store.
"""

log = logging.getLogger(__name__)


async def run(  # noqa: PLR0913 - what a process is made of
    settings: Settings,
    guide: Guide,
    opened: tuple[Store, Keyring],
    listening: socket.socket,
    stop: asyncio.Event,
    *,
    operations: socket.socket | None = None,
    clock: Clock | None = None,
    folders: ContentFolders | None = None,
    previews: bool = False,
) -> None:
    """Serve until `stop`. Raises HiringDeskError if something is in the way of a start.

    With `operations`, health and metrics are there, and nowhere else.
    `folders` are those that the guide was read from; without them, it is never read again.
    `clock` is for who moves the time: the local workspace, and tests.
    `previews`: whoever reaches the port may see what every surface of a role looks like.
    """
    store, keyring = opened
    sys.setswitchinterval(SWITCH_SECONDS)
    clock = clock or Clock()
    tasks, metrics = Tasks(), Metrics(clock.read_monotonic)
    findings = await check_at_start(store, allow_unsafe=settings.allow_unsafe_store)
    _connect_metrics(store, tasks, findings, metrics)
    async with client.open_session() as session:
        installations = Installations(store, keyring) if settings.mode is Mode.OAUTH else None
        names = CommandNames(settings.command_prefix)
        tokens = Tokens(
            read_secret(settings.slack_bot_token) or None, installations, settings.workspace_ids
        )
        slack = Slack(session, settings.slack_api_url, tokens.find, metrics, names)
        native = await decide_native_charts(settings.native_charts, slack)
        desk = build_desk(
            settings, guide, opened, clock, slack, installations, tasks, native=native
        )
        current = CurrentDesk(desk)
        reader = ContentReader(folders, current, metrics) if folders else None
        reconcilers = build_reconcilers(current, store, Pace(store, clock), metrics)
        routes = ROUTES.rename_commands(names)
        make_app = partial(ExtensionApp, slack, session, tokens, tasks)
        extensions = start_extensions(settings.extension_names, routes, make_app)
        dispatcher = Dispatcher(routes, Guard(current.read, metrics, tokens), extensions, names)
        oauth = _build_oauth(settings, session, installations, OAuthStates(store), desk)
        edge = _build_edge(settings, dispatcher, metrics)
        async with (
            _connect_socket_mode(settings, slack, session, dispatcher, metrics) as socket_mode,
            reconciling(reconcilers, tasks),
            reading_content(reader, settings.content_check_seconds),
            preparing_answers(current, PREPARING_AFTER_SECONDS),
        ):
            log.info("serving %s", settings.mode.value)
            health = Health(store, slack, tokens.token, findings, socket_mode, reader)
            exposition = partial(_expose_metrics, store, clock, metrics)
            port = operations.getsockname()[1] if operations else None
            more = {PREVIEWS_PATH: make_previews(current, reader)} if previews else NOTHING_MORE
            web = build_web_app(
                exposition, health.report, edge, oauth, operations_port=port, more=more
            )
            sockets = [listening, operations] if operations else [listening]
            await serve(web, sockets, stop, Connections(metrics.count_refusal))
        if cancelled := await tasks.drain(TASK_SECONDS):
            log.error("%d tasks were still running and were cancelled", cancelled)
    log.info("stopped")


def _connect_metrics(store: Store, tasks: Tasks, findings: list[Finding], metrics: Metrics) -> None:
    """Have the metrics follow the store and the tasks."""
    for check, safe in summarise_checks(findings).items():
        metrics.store_safe.labels(check).set(safe)
    monitor_calls(
        store, metrics.record_store_call, metrics.in_flight.labels("store").track_inprogress
    )
    metrics.tasks.set_function(lambda: len(tasks))


async def _expose_metrics(store: Store, clock: Clock, metrics: Metrics) -> bytes:
    try:
        metrics.due_age.set(await measure_backlog(store, clock))
    except StoreUnavailableError:
        metrics.due_age.set(math.nan)
    return metrics.write_exposition()


def build_desk(  # noqa: PLR0913, PLR0917 - what its parts are made of
    settings: Settings,
    guide: Guide,
    opened: tuple[Store, Keyring],
    clock: Clock,
    slack: Slack,
    installations: Installations | None,
    tasks: Tasks,
    *,
    native: bool,
) -> Desk:
    """Make what handlers work with. `native`: Slack's own charts and tables are used."""
    store, keyring = opened
    due, people = Due(store, clock), Due(store, clock, queue=PEOPLE)
    debriefs = Debriefs(store, keyring, due, people)
    directory = Directory(
        slack, clock.read_monotonic, allow_org_shared=settings.allow_org_shared_channels
    )
    preferences = PreferenceStore(store, keyring)
    desk = Desk(
        loaded_guide=guide,
        read_date=clock.read_date,
        native=native,
        roles=Roles(guide, ChannelRoles(store, clock.read_monotonic)),
        salary_answers={},
        pay_answers=PayAnswers(guide, clock.read_date, native=native),
        interview_answers={},
        handbook_answers={},
        drafts=Drafts(store, keyring),
        debriefs=debriefs,
        archive=Archive(store, debriefs),
        form_drafts=FormDrafts(store),
        notes=Notes(store),
        slots=Slots(store, due),
        homes=Homes(store, keyring),
        welcomes=Welcomes(store),
        due=due,
        people=people,
        inboxes=Inboxes(store, keyring, people),
        directory=directory,
        preferences=preferences,
        calendars=Calendars(directory, preferences, settings.reminders),
        modals=OpenModals(),
        reveal_grace=settings.reveal_grace_seconds,
        seal_host_note=settings.seal_host_note,
        concerns_contact=settings.concerns_contact,
        administrators=settings.administrator_ids,
        slack=slack,
        once=Once(store, keyring),
        unanswered_words=UnansweredWords(store, frozenset(), clock.read_seconds),
        content_notices=ContentNotices(store),
        installations=installations,
        tasks=tasks,
    )
    return change_guide(desk, guide)


def build_reconcilers(
    current: CurrentDesk, store: Store, pace: Pace, metrics: Metrics
) -> list[Reconciler]:
    """The loops over debriefs and over people."""
    desk = current.desk  # for the parts that content changes nothing in

    async def refresh(tenant: str, user: str) -> None:
        await refresh_home(current.desk, tenant, user)

    tools = Tools(desk.slack, desk.directory, desk.slots, pace, metrics)
    planner = Planner(
        current.read_guide, desk.calendars, native=desk.native, reveal_grace=desk.reveal_grace
    )
    debriefs = DebriefUpdater(desk.debriefs, desk.due, desk.people, tools, planner)
    of_people = replace(tools, slots=Slots(store, desk.people, Keys.inbox_slots_key))
    people = PersonUpdater(
        desk.archive,
        desk.inboxes,
        desk.calendars,
        of_people,
        current.read_guide,
        refresh,
    )
    silent: set[str] = set()
    return [
        Reconciler(desk.due, tools, debriefs.bring_up_to_date, "debrief", silent),
        Reconciler(desk.people, of_people, people.bring_up_to_date, "person", silent),
    ]


def _build_edge(settings: Settings, dispatcher: Dispatcher, metrics: Metrics) -> Edge | None:
    """What answers Slack's HTTP requests; None with Socket Mode."""
    if settings.mode is Mode.SOCKET:
        return None

    return Edge(read_secret(settings.slack_signing_secret), dispatcher, metrics.count_refusal)


@asynccontextmanager
async def _connect_socket_mode(
    settings: Settings,
    slack: Slack,
    session: aiohttp.ClientSession,
    dispatcher: Dispatcher,
    metrics: Metrics,
) -> AsyncIterator[SocketMode | None]:
    """Keep connected to Slack, if the settings ask for Socket Mode."""
    if settings.mode is not Mode.SOCKET:
        yield None
        return
    socket_mode = SocketMode(
        read_secret(settings.slack_app_token), slack, session, dispatcher, metrics
    )
    try:
        await socket_mode.connect()
        yield socket_mode
    finally:
        await socket_mode.close()


def _build_oauth(
    settings: Settings,
    session: aiohttp.ClientSession,
    installations: Installations | None,
    states: OAuthStates,
    desk: Desk,
) -> AsyncOAuthFlow | None:
    """How workspaces install the app; None if there is a single one."""
    if installations is None:
        return None
    return build_oauth_flow(
        settings,
        manifest.list_scopes(manifest.build_manifest(settings)),
        session,
        installations,
        states,
        (desk.due, desk.people),
        install_path=INSTALL_PATH,
        redirect_path=REDIRECT_PATH,
    )


@asynccontextmanager
async def reading_content(reader: ContentReader | None, seconds: float) -> AsyncIterator[None]:
    """Look every so many seconds whether the content has changed; never if that is 0."""
    if reader is None or not seconds:
        yield
        return
    async with _doing(reader.run(seconds), "content"):
        yield


@asynccontextmanager
async def preparing_answers(current: CurrentDesk, seconds: float) -> AsyncIterator[None]:
    """After so many seconds, do what the first question to each role would otherwise wait for.

    By then the start is over, which this would make slower. It happens beside the requests.
    """

    def prepare() -> None:
        with without_collection():
            ask_once(current.desk)

    async def prepare_later() -> None:
        await asyncio.sleep(seconds)
        try:
            await call_in_thread(prepare, "answers")
        except Exception as error:  # noqa: BLE001 - the questions themselves may succeed
            log.error("preparing answers failed: %s", describe_error(error))  # noqa: TRY400 - no text

    async with _doing(prepare_later(), "answers"):
        yield


@asynccontextmanager
async def _doing(work: Coroutine[object, object, None], name: str) -> AsyncIterator[None]:
    """Have this done meanwhile, as far as it gets."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait((task,))


@asynccontextmanager
async def reconciling(reconcilers: Sequence[Reconciler], tasks: Tasks) -> AsyncIterator[None]:
    """Run the loops; at the end they start nothing more, and `tasks` has what they had started."""

    async def loop(reconciler: Reconciler) -> None:
        while True:
            try:
                await reconciler.run(tasks)
            except Exception as error:  # noqa: BLE001 - whatever it is, the loop has to go on
                log.error("the reconciler failed: %s", describe_error(error))  # noqa: TRY400 - no text
                await asyncio.sleep(RESTART_SECONDS)
            else:
                return  # it was cancelled, and the client swallowed that

    running = {asyncio.create_task(loop(each), name="reconciler") for each in reconcilers}
    try:
        yield
    finally:
        # Python 3.11: a cancellation that meets the end of a timeout can be lost in the client.
        while running := {task for task in running if not task.done()}:
            for task in running:
                task.cancel()
            await asyncio.wait(running, timeout=0.1)
