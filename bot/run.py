"""Puts a Hiring Desk together from its settings, runs it, and takes it apart again."""

from __future__ import annotations

import asyncio
import logging
import math
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot import manifest
from bot.answers.prepared import (
    prepare_handbook_answers,
    prepare_interview_answers,
    prepare_salary_answers,
)
from bot.answers.roles import Roles
from bot.debriefs.records import DebriefRecords
from bot.desk import Desk
from bot.extensions import start_extensions
from bot.features.routes import ROUTES
from bot.health import Health
from bot.metrics import Metrics
from bot.reconciler.loop import Reconciler
from bot.reconciler.model import DebriefModel
from bot.reconciler.visit import Tools
from bot.settings import Mode, secret
from bot.slack import client
from bot.slack.charts import native_charts
from bot.slack.client import Slack
from bot.slack.directory import Directory
from bot.slack.dispatcher import Dispatcher
from bot.slack.edge import Edge
from bot.slack.guard import Guard
from bot.slack.oauth import oauth_flow
from bot.slack.server import serve
from bot.slack.socket_mode import SocketMode
from bot.slack.tasks import Tasks, describe
from bot.slack.tokens import Tokens
from bot.slack.web import INSTALL_PATH, REDIRECT_PATH, web
from bot.store.backlog import waiting
from bot.store.channel_roles import ChannelRoles
from bot.store.clock import Clock
from bot.store.debriefs import Debriefs
from bot.store.drafts import Drafts
from bot.store.due import Due
from bot.store.durability import by_check, checked
from bot.store.errors import StoreUnavailable
from bot.store.form_drafts import FormDrafts
from bot.store.installations import Installations
from bot.store.oauth_states import OAuthStates
from bot.store.once import Once
from bot.store.pace import Pace
from bot.store.slots import Slots
from bot.store.watched import watch

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.connection import Store
    from bot.store.encryption import Keyring
    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Guide

# With uvicorn's own drain before it, a stop takes less than ten seconds.
TASK_SECONDS = 2
RESTART_SECONDS = 1

log = logging.getLogger(__name__)


async def run(  # noqa: PLR0913 - what a process is made of
    settings: Settings,
    guide: Guide,
    opened: tuple[Store, Keyring],
    listening: socket.socket,
    stop: asyncio.Event,
    *,
    clock: Clock | None = None,
) -> None:
    """Serve until `stop`. Raises HiringDeskError where something is in the way of a start.

    `clock` is for tests that let time pass.
    """
    store, keyring = opened
    clock = clock or Clock()
    metrics = Metrics()
    found = await checked(store, allow_unsafe=settings.allow_unsafe_store)
    for check, safe in by_check(found).items():
        metrics.store_safe.labels(check).set(safe)
    tasks = Tasks()
    watch(store, metrics.store_called, metrics.in_flight.labels("store").track_inprogress)
    metrics.tasks.set_function(lambda: len(tasks))
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(client.session())
        installations = Installations(store, keyring) if settings.mode is Mode.OAUTH else None
        tokens = Tokens(secret(settings.slack_bot_token) or None, installations)
        slack = Slack(session, settings.slack_api_url, tokens.find, metrics)
        health = Health(store, slack, tokens.token, found)
        native = await native_charts(settings.native_charts, slack)
        directory = Directory(slack)
        due = Due(store, clock)
        slots = Slots(store, due)
        debriefs = Debriefs(store, keyring, due, DebriefRecords())
        reconciler = Reconciler(
            debriefs,
            due,
            Tools(slack, directory, slots, Pace(store, clock), metrics),
            DebriefModel(guide, directory, native, settings.reveal_grace_seconds),
        )
        desk = Desk(
            guide=guide,
            native=native,
            roles=Roles(guide, ChannelRoles(store)),
            salary_answers=prepare_salary_answers(guide, native=native),
            interview_answers={
                public: prepare_interview_answers(guide, native=native, public=public)
                for public in (False, True)
            },
            handbook_answers=prepare_handbook_answers(guide, native=native),
            drafts=Drafts(store, keyring),
            debriefs=debriefs,
            form_drafts=FormDrafts(store),
            slots=slots,
            due=due,
            directory=directory,
            reveal_grace=settings.reveal_grace_seconds,
            slack=slack,
            once=Once(store),
            installations=installations,
            tasks=tasks,
        )
        extensions = start_extensions(settings.extension_names, slack, session, tokens, tasks)
        dispatcher = Dispatcher(ROUTES, Guard(desk, metrics), extensions)
        if settings.mode is Mode.SOCKET:
            health.socket = SocketMode(
                secret(settings.slack_app_token), slack, session, dispatcher, metrics
            )
            stack.push_async_callback(health.socket.close)
            await health.socket.connect()
            events = None
        else:
            events = Edge(
                secret(settings.slack_signing_secret),
                dispatcher,
                lambda reason: metrics.refused.labels(reason).inc(),
            )
        flow = None
        if installations:
            flow = oauth_flow(
                settings,
                manifest.scopes(manifest.read()),
                session,
                installations,
                OAuthStates(store),
                install_path=INSTALL_PATH,
                redirect_path=REDIRECT_PATH,
            )
        log.info("serving %s", settings.mode.value)

        async def exposition() -> bytes:
            try:
                metrics.due_age.set(await waiting(store, clock))
            except StoreUnavailable:
                metrics.due_age.set(math.nan)
            return metrics.exposition()

        async with reconciling(reconciler, tasks):
            await serve(web(exposition, health.report, events, flow), listening, stop)
        if health.socket:
            await health.socket.close()
        if cancelled := await tasks.drain(TASK_SECONDS):
            log.error("%d tasks were still running and were cancelled", cancelled)
    log.info("stopped")


@asynccontextmanager
async def reconciling(reconciler: Reconciler[Debrief], tasks: Tasks) -> AsyncIterator[None]:
    """Run the loop; at the end it begins nothing more, and `tasks` has what it has begun."""

    async def loop() -> None:
        while True:
            try:
                await reconciler.run(tasks)
            except Exception as error:  # noqa: BLE001 - whatever it is, the loop has to go on
                log.error("the reconciler failed: %s", describe(error))  # noqa: TRY400 - no text
                await asyncio.sleep(RESTART_SECONDS)
            else:
                return  # it was cancelled, and the client swallowed that

    running = asyncio.create_task(loop(), name="reconciler")
    try:
        yield
    finally:
        # Python 3.11: a cancellation that meets the end of a timeout can be lost in the client.
        while not running.done():
            running.cancel()
            await asyncio.wait((running,), timeout=0.1)
