"""Many workspaces: who may install, who may still use it, and what an uninstalled one leaves."""

from __future__ import annotations

import json
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.tokens import NOT_ALLOWED, ORG_WIDE
from bot.store.keys import get_shard
from tests import raw_http
from tests.desk import (
    BOT_TOKEN,
    TENANT,
    action,
    as_form,
    command,
    event,
    own_database,
    run_in_workspace,
    serve_workspace,
    submission,
)
from tests.features.debriefs import (
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    wait_for_message,
)
from tests.raw_http import JSON
from tests.slack.test_oauth import (
    INSTALLED,
    SETTINGS,
    ask_to_install,
    consent,
    install,
    return_to_app,
    uninstall,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running
    from tests.raw_http import Answer

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

ORGANISATION = "E0LOCAL"
SCREEN = "Technical screen"
DAY = 24 * 60 * 60


@asynccontextmanager
async def running(guide: Guide, socket: Path, **more: Any) -> AsyncIterator[Running]:  # noqa: ANN401
    with own_database(socket, 11) as url:
        async with (
            serve_workspace(enterprise_id=ORGANISATION) as (slack, workspace),
            run_in_workspace(slack, workspace, guide, url, **SETTINGS, **more) as desk,
        ):
            yield desk


async def try_to_install(desk: Running, **choice: str) -> Answer:
    query, cookie = await ask_to_install(desk)
    return await return_to_app(desk, await consent(desk, query, **choice), cookie)


@pytest.mark.parametrize("allowed", [None, TENANT, ORGANISATION, f"T0OTHER,{ORGANISATION}"])
async def test_an_allowed_workspace_installs_and_works(
    allowed: str | None, guide: Guide, valkey_socket: Path
) -> None:
    """By its own id or by that of its organisation; without a list, every workspace may."""
    async with running(guide, valkey_socket, allowed_workspaces=allowed) as desk:
        await install(desk)
        maya, sam, *_ = get_people(desk)
        await maya.say("#general", "/salary london")
        assert "£130k" in (await maya.sees("#general"))[-1]["text"]
        await open_debrief(maya, "JS", {SCREEN: [sam.id]})
        assert await desk.workspace.calls("auth.revoke") == []


@pytest.mark.parametrize("fault", [None, "drop_before", "server_error"])
async def test_another_workspace_is_refused_with_a_sentence_and_its_token_is_given_back(
    fault: str | None, guide: Guide, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whether or not Slack takes it: nothing of it is stored."""
    async with running(guide, valkey_socket, allowed_workspaces="T0OTHER,E0OTHER") as desk:
        if fault:
            await desk.workspace.fault("auth.revoke", fault, times=2)  # aiohttp may try twice
        answer = await try_to_install(desk)
        assert (answer.status, answer.body.decode()) == (403, NOT_ALLOWED + "\n")
        calls = await desk.workspace.calls("auth.revoke")
        assert {call["ok"] for call in calls} == {fault is None}
        assert INSTALLED not in desk.store_text()
        assert BOT_TOKEN not in caplog.text
        assert ("not revoked" in caplog.text) is (fault is not None)


@pytest.mark.parametrize("allowed", [None, TENANT, ORGANISATION])
async def test_a_whole_organisation_is_refused_with_a_sentence(
    allowed: str | None, guide: Guide, valkey_socket: Path
) -> None:
    async with running(guide, valkey_socket, allowed_workspaces=allowed) as desk:
        answer = await try_to_install(desk, **{"for": "organisation"})
        assert (answer.status, answer.body.decode()) == (403, ORG_WIDE + "\n")
        assert [call["ok"] for call in await desk.workspace.calls("auth.revoke")] == [True]
        assert "installation" not in desk.store_text()
        await install(desk)  # in the workspace itself
        assert INSTALLED in desk.store_text()


async def test_a_workspace_that_is_no_longer_allowed_gets_a_sentence_and_is_left_alone(
    guide: Guide, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Every way in is refused; it can still uninstall; allowed again, its debriefs go on."""
    with own_database(valkey_socket, 11) as url:
        async with serve_workspace(enterprise_id=ORGANISATION) as (slack, workspace):
            async with run_in_workspace(slack, workspace, guide, url, **SETTINGS) as desk:
                await install(desk)
                maya, sam, *_ = get_people(desk)
                root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
                kit = await wait_for_message(sam, SCREEN, get_dm(sam))
                await desk.settle()
                before = len(await workspace.calls())
            with caplog.at_level(logging.INFO):
                caplog.clear()
                refusing = {**SETTINGS, "allowed_workspaces": "T0OTHER,E0OTHER"}
                async with run_in_workspace(slack, workspace, guide, url, **refusing) as desk:
                    await check_refusals(desk)
                    desk.clock.offset += 7 * DAY  # reminders would be due
                    await desk.settle()
                    calls = (await workspace.calls())[before:]
                    assert {call["args"].get("text", NOT_ALLOWED) for call in calls} == {
                        NOT_ALLOWED
                    }
                    methods = {call["method"] for call in calls}
                    assert methods <= {"blocks.validate", "views.open", "chat.postMessage"}
                    assert caplog.text.count(f"the debriefs of {TENANT} wait") == 1
                    await sam.press(kit, "File feedback")
                    await sam.until(lambda screen: NOT_ALLOWED in json.dumps(screen))
            allowing = {**SETTINGS, "allowed_workspaces": ORGANISATION}
            async with run_in_workspace(slack, workspace, guide, url, **allowing) as desk:
                desk.clock.offset += 9 * DAY
                await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"})
                await wait_for_message(maya, "All scorecards are in")
                assert root["ts"]
            async with run_in_workspace(slack, workspace, guide, url, **refusing) as desk:
                await uninstall(desk)
                assert INSTALLED not in desk.store_text()


async def check_refusals(desk: Running) -> None:
    """A command, a submission, a press and an event of every kind of handler."""
    for typed in (command("london"), command("", command="/debrief"), command("", command="/no")):
        answer = await desk.post(raw_http.form(typed))
        assert answer.json["text"] == NOT_ALLOWED
    refused = await desk.post(as_form(submission("debrief.open.form", {"label": {}})))
    assert refused.json["errors"] == {"label": NOT_ALLOWED}
    pressed = action("debrief.file", "anything", response_url="")
    assert (await desk.post(as_form(pressed))).status == 200
    opened = event("app_home_opened", user="U0MAYA", tab="home")
    answer = await desk.post(json.dumps(opened).encode(), content_type=JSON)
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize("how", ["the event", "a refused token"])
async def test_after_an_uninstall_nothing_is_tried_and_a_new_installation_goes_on(
    how: str, guide: Guide, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Also if Slack's event got lost, and the token is only found to be refused."""
    async with running(guide, valkey_socket) as desk:
        await install(desk)
        maya, sam, *_ = get_people(desk)
        await open_debrief(maya, "JS", {SCREEN: [sam.id]})
        kit = await wait_for_message(sam, SCREEN, get_dm(sam))
        assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
        await desk.settle()
        desk.slack.app.revoked = True
        if how == "the event":
            await uninstall(desk)
        before = len(await desk.workspace.calls())
        with caplog.at_level(logging.INFO):
            caplog.clear()
            for _ in range(12):
                await desk.advance(3600)  # the reveal would be due
                await desk.settle()
        assert caplog.text.count(f"the debriefs of {TENANT} wait") == 1
        assert len(caplog.records) == 1, caplog.text
        tried = (await desk.workspace.calls())[before:]
        assert len(tried) <= (0 if how == "the event" else 60), tried
        assert {call["error"] for call in tried} <= {"token_revoked"}
        slots = [desk.store.hvals(key) for key in desk.store.scan_iter("hd:*:slots:*")]
        assert not any(b"token_revoked" in slot for each in slots for slot in each)
        queue = f"hd:{{s{get_shard(TENANT)}}}:-:due"
        assert desk.store.zcount(queue, "-inf", "+inf") == 1
        await install(desk)
        await wait_for_message(maya, "It held together.")
