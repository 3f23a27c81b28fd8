"""The whole workspace is saved to a file and loaded from one."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.errors import StateError
from local_slack.state import stored
from tests.local_slack.stub import section

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]


async def load(workspace: Workspace, content: object) -> tuple[int, JSON]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    async with workspace.session.put("/-/state", data=BytesIO(body)) as response:
        return response.status, await response.json()


async def test_a_loaded_workspace_is_as_it_was_saved(
    slack: Slack, bot: Bot, workspace: Workspace, maya: Person
) -> None:
    await maya.say("#general", "Saved")
    await bot.call("chat.postEphemeral", channel="C0GENERAL", user="U0MAYA", text="Not saved")
    home = {"type": "home", "blocks": [section("Welcome")]}
    await bot.call("views.publish", user_id="U0MAYA", view=home)
    saved = await workspace.get("/-/state")
    before = await maya.home()
    await workspace.advance(60)
    await workspace.reset()
    assert await maya.sees("#general") == []
    assert await load(workspace, saved) == (200, {"ok": True})
    assert [message["text"] for message in await maya.sees("#general")] == ["Saved"]
    assert await maya.home() == before
    assert slack.clock.offset == 60  # time never goes back
    assert (await bot.call("chat.postMessage", channel="C0GENERAL", text="On"))["ok"]


async def test_a_message_that_waits_is_posted_after_its_workspace_was_loaded(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    due = int((await workspace.get("/-/clock"))["now"]) + 600
    scheduled = await bot.call("chat.scheduleMessage", channel="C0GENERAL", text="Due", post_at=due)
    assert scheduled["ok"]
    assert (await load(workspace, await workspace.get("/-/state")))[1]["ok"]
    await workspace.advance(601)
    await maya.until(lambda screen: screen["messages"]["C0GENERAL"])
    assert [message["text"] for message in await maya.sees("#general")] == ["Due"]


async def test_a_workspace_can_be_loaded_into_one_with_another_app(
    slack: Slack, workspace: Workspace
) -> None:
    saved = await workspace.get("/-/state")
    [ids] = saved["apps"].values()
    saved["apps"] = {"Another name": ids}
    assert (await load(workspace, saved))[1]["ok"]
    assert slack.app.id == ids["id"]
    assert [app["id"] for app in (await workspace.get("/-/boot"))["apps"]] == [ids["id"]]


async def test_a_loaded_workspace_may_be_larger_than_any_other_request(
    slack: Slack, workspace: Workspace
) -> None:
    saved = await workspace.get("/-/state")
    saved["files"] = {
        "F1": {"id": "F1", "name": "a", "title": "a", "size": 1, "content": "A" * 5_000_000}
    }
    assert (await load(workspace, saved))[1]["ok"]
    assert len(slack.workspace.files["F1"].content) == 5_000_000


BROKEN: list[tuple[Callable[[JSON], object], str]] = [
    (
        lambda _: b"{",
        "This is not JSON: Expecting property name enclosed in double quotes at line 1, column 2.",
    ),
    (lambda _: b"\xff", "This is not a text in UTF-8."),
    (lambda _: [], "This is not a saved workspace: it has no version."),
    (lambda s: s | {"version": 99}, "This is a workspace of version 99; version 2 is needed."),
    (lambda s: s | {"version": 1}, "A workspace of version 1 needs app_id, bot_id, bot_user."),
    (lambda s: s | {"moon": 1}, "/moon is not known to this version of local-slack."),
    (lambda s: s | {"users": []}, "/users must be an object."),
    (lambda s: s | {"users": {}}, "/users needs a member of the workspace."),
    (lambda s: s | {"name": 1}, "/name must be text."),
    (lambda s: s | {"clock_offset": True}, "/clock_offset must be a number."),
    (
        lambda s: s | {"messages": {"C1": []}},
        "/messages/C1 is of a channel that /channels does not have.",
    ),
    (
        lambda s: s | {"messages": {"C0GENERAL": [{"ts": "1.0"}]}},
        "/messages/C0GENERAL/0 needs channel.",
    ),
    (
        lambda s: s | {"messages": {"C0GENERAL": [message(user="U1")]}},
        "/messages/C0GENERAL/0/user is U1, whom /users does not have.",
    ),
    (
        lambda s: s | {"messages": {"C0GENERAL": [message(channel="C2")]}},
        "/messages/C0GENERAL/0/channel must be C0GENERAL.",
    ),
    (
        lambda s: s | {"messages": {"C0GENERAL": [message(files=["F1"])]}},
        "/messages/C0GENERAL/0/files names F1, which /files does not have.",
    ),
    (
        lambda s: s | {"channels": {"C1": channel(members=["U1"])}, "messages": {}},
        "/channels/C1/members names U1, whom /users does not have.",
    ),
    (lambda s: s | {"homes": {"A1": {"U0MAYA": {}}}}, "/homes/A1/U0MAYA needs id."),
]


def message(**more: object) -> JSON:
    return {"ts": "1.0", "channel": "C0GENERAL", "user": "U0MAYA", "text": "Hi", **more}


def channel(**more: object) -> JSON:
    return {"id": "C1", "name": "one", "kind": "public", "members": [], **more}


async def test_what_is_wrong_is_named_and_changes_nothing(
    workspace: Workspace, maya: Person
) -> None:
    await maya.say("#general", "Stays")
    saved = await workspace.get("/-/state")
    answers = [await load(workspace, broken(dict(saved))) for broken, _ in BROKEN]
    assert answers == [(200, {"ok": False, "error": sentence}) for _, sentence in BROKEN]
    assert await workspace.get("/-/state") == saved


def test_whole_numbers_and_flags_are_told_apart() -> None:
    with pytest.raises(StateError, match="/users/U1/is_bot must be true or false"):
        stored.read(
            {
                "version": 2,
                "id": "T1",
                "name": "Team",
                "domain": "team",
                "users": {"U1": {"id": "U1", "name": "one", "real_name": "One", "is_bot": 1}},
            }
        )
