"""What an app answers for its previews is passed on, and what can't be understood is a sentence."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

import local_slack
from local_slack.client import Workspace
from tests.local_slack.conftest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    JSON = dict[str, Any]

PREVIEW = {"name": "/hi", "surface": "message", "content": {"text": "Hi"}}


@asynccontextmanager
async def serve_previews(answer: object, status: int = 200) -> AsyncIterator[tuple[Workspace, Any]]:
    """A workspace whose app answers this; and the queries that it gets."""
    queries: list[JSON] = []

    async def handle(request: web.Request) -> web.Response:
        queries.append(dict(request.query))
        return web.json_response(answer, status=status)

    routes = web.Application()
    routes.router.add_get("/previews", handle)
    runner = web.AppRunner(routes, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/previews"
        app = local_slack.AppSettings(MANIFEST, previews_url=url)
        async with (
            local_slack.serve(local_slack.Settings((app,))) as slack,
            Workspace(slack.url) as workspace,
        ):
            yield workspace, queries
    finally:
        await runner.cleanup()


async def test_groups_and_revisions_are_passed_on() -> None:
    answer = {"revision": "3", "groups": [{"id": "a", "name": "A"}], "previews": [PREVIEW]}
    async with serve_previews(answer) as (workspace, queries):
        assert await workspace.get("/-/previews", group="a", after="2") == {"ok": True, **answer}
        assert queries == [{"group": "a", "after": "2"}]
        assert [app["previews"] for app in (await workspace.get("/-/boot"))["apps"]] == [True]


async def test_an_app_may_answer_that_nothing_has_changed() -> None:
    async with serve_previews({"revision": "3"}) as (workspace, _):
        assert await workspace.get("/-/previews", after="3") == {"ok": True, "revision": "3"}


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        ([], 200, "answers no previews: it is not a JSON object"),
        ({}, 200, "answers no previews: previews is missing"),
        ({"previews": [{"name": "x"}]}, 200, "each of previews has content, name, surface"),
        ({"previews": [PREVIEW | {"surface": "wall"}]}, 200, "a surface is one of "),
        ({"previews": [], "groups": ["a"]}, 200, "each of groups has id, name"),
        ({}, 500, "does not answer at http://127.0.0.1"),
    ],
)
async def test_what_can_not_be_understood_is_a_sentence(
    answer: object, status: int, sentence: str
) -> None:
    async with serve_previews(answer, status) as (workspace, _):
        refused = await workspace.get("/-/previews")
    assert not refused["ok"]
    assert sentence in refused["error"]


async def test_an_app_without_previews_says_how_to_have_some() -> None:
    app = local_slack.AppSettings(MANIFEST)
    async with (
        local_slack.serve(local_slack.Settings((app,))) as slack,
        Workspace(slack.url) as workspace,
    ):
        refused = await workspace.get("/-/previews")
        assert refused["error"].endswith("has no previews: start with --previews-url.")
        assert [app["previews"] for app in (await workspace.get("/-/boot"))["apps"]] == [False]
