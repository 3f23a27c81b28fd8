"""Time is moved in the local workspace, the app follows, and nowhere else can it be moved."""

from __future__ import annotations

import ast
import asyncio
from typing import TYPE_CHECKING

import pytest

from app import reach_slack
from bot.store.connection import connect
from chaos.stores import free_port
from local_slack.client import RefusedError, Workspace
from local_workspace import local_workspace
from tests.desk import APP_TOKEN, BOT_TOKEN, ROOT, SECRET, make_settings, until

if TYPE_CHECKING:
    from pathlib import Path


DAY = 24 * 60 * 60


async def test_the_app_follows_the_time_of_its_workspace_and_starts_in_it(
    tmp_path: Path, valkey_url: str
) -> None:
    settings = make_settings(data_dir=tmp_path, port=free_port())
    url = f"http://127.0.0.1:{settings.port}"
    async with connect(valkey_url) as store:
        async with reach_slack(settings, store) as (_, listening, clock), Workspace(url) as slack:
            listening.close()
            assert clock
            assert clock.offset == 0
            await store.set("hd:over", 1, ex=DAY - 1)
            for seconds in (DAY, 0.5, 0.5):
                await slack.advance(seconds)
            await until(lambda: clock.offset == DAY + 1)
            assert await store.get("hd:over") is None
        async with reach_slack(settings, store) as (_, listening, clock):
            listening.close()
            assert clock
            assert clock.offset == DAY + 1


async def test_the_app_has_no_clock_to_move_beside_a_store_that_others_may_use(
    tmp_path: Path, valkey_url: str
) -> None:
    settings = make_settings(data_dir=tmp_path, port=free_port(), redis_url=valkey_url)
    async with connect(valkey_url) as store, reach_slack(settings, store) as (_, listening, clock):
        listening.close()
        assert clock is None


HTTP = {"slack_bot_token": BOT_TOKEN, "slack_signing_secret": SECRET}
SOCKET = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}
OAUTH = {
    "slack_client_id": "1.2",
    "slack_client_secret": "secret",
    "slack_signing_secret": SECRET,
}


@pytest.mark.parametrize("settings", [HTTP, SOCKET, OAUTH], ids=["http", "socket", "oauth"])
async def test_outside_the_local_workspace_the_app_has_no_clock_to_move(
    settings: dict[str, str],
) -> None:
    before = asyncio.all_tasks()
    chosen = make_settings(port=free_port(), **settings)
    async with reach_slack(chosen, store=None) as (_, listening, clock):  # type: ignore[arg-type]
        listening.close()
        assert clock is None
        assert asyncio.all_tasks() == before


def test_only_the_local_workspace_moves_the_app_s_clock() -> None:
    """No handler, route or setting does: nothing in `bot/` calls `move` or sets an offset."""
    files = [*(ROOT / "bot").rglob("*.py"), ROOT / "app.py", ROOT / "local_workspace.py"]
    moving = {path.relative_to(ROOT).as_posix() for path in files if moves_a_clock(path)}
    assert moving == {"bot/store/clock.py", "local_workspace.py"}
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    assert app.count("follow_clock(") == 1  # after the return of every other mode, tested before


def moves_a_clock(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("clock.move"):
            return True
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(each, ast.Attribute) and each.attr == "offset" for each in targets):
            return True
    return False


async def test_with_a_store_that_others_may_use_time_cannot_be_moved(tmp_path: Path) -> None:
    settings = make_settings(data_dir=tmp_path, port=free_port(), redis_url="redis://127.0.0.1:9")
    async with (
        local_workspace(settings, bot_port=9),
        Workspace(f"http://127.0.0.1:{settings.port}") as slack,
    ):
        with pytest.raises(RefusedError, match="Time can't be moved in this workspace"):
            await slack.advance(60)
