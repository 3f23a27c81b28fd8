"""A whole Hiring Desk for tests: the real app, a real Valkey and `local_slack`, over real HTTP.

`async with run_desk(guide, redis_url) as desk:` starts all of it in this process, so that `caplog`
sees what it logs; `desk.workspace.person("maya")` then acts as a person. The fixture `desk` is one
for a module, whose tests share its loop: `pytest.mark.asyncio(loop_scope="module")`. Its database
is emptied afterwards, and the test fails where it holds keys that should expire and do not.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import threading
import time
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
import redis

import local_slack
from bot.run import run
from bot.settings import Settings
from bot.slack.server import listen
from bot.store.channel_roles import EXPIRY_SECONDS
from bot.store.clock import Clock
from bot.store.from_settings import open_store
from bot.store.keys import Keys
from bot.store.pace import Pace
from hiring.guide import content
from hiring.guide.content_folders import ContentFolders
from local_slack.client import Workspace
from local_workspace import follow_clock
from tests import raw_http
from tests.guides import SAMPLE_CONTENT, load_sample_guide
from tests.valkey import forgotten_expiries

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from hiring.guide.role import Guide
    from tests.raw_http import Answer

ROOT = Path(__file__).parent.parent
SECRET = "a-signing-secret-of-tests"
BOT_TOKEN = "xoxb-of-tests"
APP_TOKEN = "xapp-of-tests"
TENANT = "T0LOCAL"
KEY = base64.b64encode(bytes(32)).decode()


@dataclass(frozen=True)
class Running:
    """A running desk: its port, the workspace that it serves, and a client for its store."""

    port: int
    slack: Any  # local_slack's server
    workspace: Workspace
    store: redis.Redis
    clock: Clock

    async def post(self, body: bytes, **more: Any) -> Answer:  # noqa: ANN401 - see raw_http.slack
        """What `POST /slack/events` answers to a signed body."""
        return await raw_http.slack(self.port, SECRET, body, **more)

    async def get(self, path: str) -> Answer:
        return await raw_http.send(self.port, "GET", path)

    async def advance(self, seconds: int) -> None:
        """Move Slack's clock forward, and wait until the app has followed."""
        offset = self.clock.offset + seconds
        await self.workspace.advance(seconds)
        await until(lambda: self.clock.offset == offset)

    async def settle(self) -> None:
        """Wait until Slack shows what the records say and no process is working on it."""
        await until(self.is_settled)

    def is_settled(self) -> bool:
        """Whether nothing is due and no process is working on anything."""
        now = int(self.store.time()[0]) + self.clock.offset
        claims = [*self.store.scan_iter("hd:{*}:-:*claims", count=1000)]
        due = [*self.store.scan_iter("hd:{*}:-:*due", count=1000)]
        return not any(self.store.hkeys(key) != [b"last"] for key in claims) and not any(
            self.store.zcount(key, "-inf", now) for key in due
        )

    def store_text(self) -> str:
        """Every key and value in the store, as text to search in."""
        return store_text(self.store)


@asynccontextmanager
async def run_desk(
    guide: Guide,
    redis_url: str,
    *,
    manifest: Path = ROOT / "manifest.yml",
    previews: bool = False,
    **settings: Any,  # noqa: ANN401 - of any type
) -> AsyncIterator[Running]:
    """Serve by HTTP with one bot token, unless `settings` say otherwise (None removes one)."""
    app_token = APP_TOKEN if settings.get("slack_app_token") else None
    async with (
        serve_workspace(manifest, app_token) as (slack, workspace),
        run_in_workspace(
            slack, workspace, guide, redis_url, previews=previews, **settings
        ) as started,
    ):
        yield started


@asynccontextmanager
async def serve_workspace(
    manifest: Path = ROOT / "manifest.yml",
    app_token: str | None = None,
    *,
    enterprise_id: str = "",
    people: Path | None = None,
) -> AsyncIterator[tuple[Any, Workspace]]:
    """A local workspace, whose app can be started, stopped and started again."""
    app = local_slack.AppSettings(
        manifest, bot_token=BOT_TOKEN, signing_secret=SECRET, app_token=app_token
    )
    stand_in = local_slack.Settings((app,), workspace=people, enterprise_id=enterprise_id)
    # The pace of calls has its own tests, and would only make these slower.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.run.Pace", partial(Pace, interval=0))
        async with local_slack.serve(stand_in) as slack, Workspace(slack.url) as workspace:
            if people is None:
                spare_holidays(slack)
            yield slack, workspace


def spare_holidays(slack: Any) -> None:  # noqa: ANN401 - local_slack's server
    """Put Londoners in a time zone of no country: tests count on Monday being a working day."""
    for user in slack.workspace.users.values():
        if user.tz == "Europe/London":
            user.tz = "Etc/UTC"


@asynccontextmanager
async def run_in_workspace(  # noqa: PLR0913 - what a process works with
    slack: Any,  # noqa: ANN401 - local_slack's server
    workspace: Workspace,
    guide: Guide,
    redis_url: str,
    *,
    clock: Clock | None = None,
    channel_role: str = "ai-tech-lead",
    previews: bool = False,
    **settings: Any,  # noqa: ANN401 - of any type
) -> AsyncIterator[Running]:
    """Serve a workspace; see `run_desk`. With a clock the app lives by it, not by Slack's.

    Each channel is about `channel_role`, if the store knows no other, so that no command asks which
    role it is about.
    """
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    slack.app.delivery.url = f"http://127.0.0.1:{port}/slack/events"
    chosen = {
        "slack_bot_token": BOT_TOKEN,
        "slack_signing_secret": SECRET,
        "slack_api_url": slack.api_url,
        "redis_url": redis_url,
        "encryption_keys": KEY,
        "allow_unsafe_store": True,  # the tests' Valkey writes nothing to disk
        **settings,
    }
    stop, follows, clock = asyncio.Event(), clock is None, clock or Clock()
    serving = asyncio.create_task(
        _serve(
            make_settings(**chosen),
            guide,
            listening,
            stop,
            clock,
            follows=follows,
            previews=previews,
        )
    )
    healthy = asyncio.create_task(raw_http.send(port, "GET", "/healthz"))
    await asyncio.wait((serving, healthy), return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        healthy.cancel()
        await serving
    try:
        with redis.Redis.from_url(redis_url) as store:
            for channel in slack.workspace.channels if channel_role else ():
                set_channel_role(store, channel, channel_role)
            yield Running(port, slack, workspace, store, clock)
    finally:
        stop.set()
        await serving


def set_channel_role(store: redis.Redis, channel: str, role: str) -> None:
    """Make a role the channel's, unless it has one."""
    store.set(Keys(TENANT).channel_role_key(channel), role, ex=EXPIRY_SECONDS, nx=True)


async def _serve(  # noqa: PLR0913 - what a process is made of
    settings: Settings,
    guide: Guide,
    listening: socket.socket,
    stop: asyncio.Event,
    clock: Clock,
    *,
    follows: bool,
    previews: bool,
) -> None:
    with listening:
        async with open_store(settings) as opened:
            follow = follow_clock(settings.slack_api_url, clock, opened[0])
            async with follow if follows else nullcontext():
                own = settings.content_dir
                folders = ContentFolders(SAMPLE_CONTENT, own) if own else None
                await run(
                    settings,
                    guide,
                    opened,
                    listening,
                    stop,
                    clock=clock,
                    folders=folders,
                    previews=previews,
                )


def make_settings(**settings: Any) -> Settings:  # noqa: ANN401 - of any type
    """Settings with these values; `.env` is not read."""
    return Settings(_env_file=None, **settings)


def store_text(store: redis.Redis) -> str:
    lines = []
    for key in store.scan_iter(count=1000):
        match store.type(key):
            case b"string":
                value: object = store.get(key)
            case b"hash":
                value = store.hgetall(key)
            case b"zset":
                value = store.zrange(key, 0, -1, withscores=True)
            case b"set":
                value = store.smembers(key)
            case b"list":
                value = store.lrange(key, 0, -1)
            case kind:
                value = pytest.fail(f"a key of the kind {kind!r}: teach this dump to read it")
        lines.append(f"{key!r}: {value!r}")
    return "\n".join(lines)


@contextmanager
def own_database(valkey_socket: Path, number: int) -> Iterator[str]:
    """A database of the session's Valkey that no other fixture uses, for a module's own desk."""
    url = f"unix://{valkey_socket}?db={number}"
    with redis.Redis.from_url(url) as client:
        client.flushdb()
        yield url
        never_expire = forgotten_expiries(client)
        client.flushdb()
    assert not never_expire, f"keys without an expiry: {never_expire}"


async def until(condition: Callable[[], object | Awaitable[object]], seconds: float = 5.0) -> None:
    """Wait for what another task does. Fails where it does not happen in time."""
    async with asyncio.timeout(seconds):
        while True:
            value = condition()
            if await value if isawaitable(value) else value:
                return
            await asyncio.sleep(0.005)


def join_preparing() -> None:
    """Wait for what the desks of other tests were preparing in a thread when they stopped."""
    for thread in threading.enumerate():
        if thread.name == "answers":
            thread.join()


def command(text: str, **more: str) -> dict[str, str]:
    """The fields of a slash command, as Slack's documentation lists them."""
    return {
        "token": "deprecated",
        "team_id": TENANT,
        "team_domain": "local-workspace",
        "channel_id": "C0GENERAL",
        "channel_name": "general",
        "user_id": "U0MAYA",
        "user_name": "maya",
        "command": "/salary",
        "text": text,
        "api_app_id": "A0HIRINGDESK",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/response/none",
        "trigger_id": "1.2.3",
        **more,
    }


def action(action_id: str, value: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A press of a button in an ephemeral message."""
    return {
        "type": "block_actions",
        "team": {"id": TENANT, "domain": "local-workspace"},
        "user": {"id": "U0MAYA", "username": "maya", "team_id": TENANT},
        "api_app_id": "A0HIRINGDESK",
        "container": {
            "type": "message",
            "message_ts": "1700000000.000100",
            "channel_id": "C0GENERAL",
            "is_ephemeral": True,
        },
        "channel": {"id": "C0GENERAL", "name": "general"},
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/response/none",
        "state": {"values": {}},
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "block",
                "value": value,
                "action_ts": "1700000000.000200",
            }
        ],
        **more,
    }


def submission(callback_id: str, values: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A submitted modal; `values` maps each block_id to its element's state."""
    return {
        "type": "view_submission",
        "team": {"id": TENANT, "domain": "local-workspace"},
        "user": {"id": "U0MAYA", "username": "maya", "team_id": TENANT},
        "api_app_id": "A0HIRINGDESK",
        "trigger_id": "1.2.3",
        "view": {
            "id": "V0000000001",
            "team_id": TENANT,
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": "",
            "hash": "1700000000.hash",
            "app_installed_team_id": TENANT,
            "blocks": [{"type": "input", "block_id": block_id} for block_id in values],
            "state": {"values": {block_id: {"value": state} for block_id, state in values.items()}},
        },
        "response_urls": [],
        **more,
    }


def event(kind: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An event's envelope."""
    return {
        "type": "event_callback",
        "team_id": TENANT,
        "api_app_id": "A0HIRINGDESK",
        "event_id": "Ev0000000001",
        "event_time": int(time.time()),
        "event": {"type": kind, "event_ts": "1700000000.000100", **content},
    }


def as_form(payload: dict[str, Any]) -> bytes:
    """An interaction as Slack posts it: JSON in a form field."""
    return raw_http.form({"payload": json.dumps(payload)})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    """One desk for the module. Each test leaves it as it was."""
    with own_database(valkey_socket, 1) as url:
        async with run_desk(guide, url) as started:
            yield started


@pytest.fixture(scope="session")
def guide() -> Guide:
    """Sample content, so that a change of the shipped content changes no test."""
    return load_sample_guide()


@pytest.fixture(scope="session")
def two_roles(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The shipped content with an overlay that adds a second full role, 'Sample Lead'.

    The new role has the texts of the first one under another title.
    """
    overlay = tmp_path_factory.mktemp("overlay")
    role = overlay / "roles" / "sample-lead"
    role.mkdir(parents=True)
    for file in (SAMPLE_CONTENT / "roles" / "ai-tech-lead").iterdir():
        text = file.read_text(encoding="utf-8").replace("AI Tech Lead", "Sample Lead")
        text = re.sub(r"^aliases: \[.*\]$", "aliases: [Sample]", text, flags=re.MULTILINE)
        (role / file.name).write_text(text, encoding="utf-8")
    return content.load(SAMPLE_CONTENT, overlay)
