"""Who is notified: Slack notifies the people in a new message, and nobody of an update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.client import WebClient
from tests.reconciler.conftest import CHANNEL_ID, in_dm, in_thread

if TYPE_CHECKING:
    from tests.reconciler.conftest import World

NAMES = {"texts": ["For @sam and @ines"]}
TOLD = "For <@U0SAM> and <@U0INES>"


async def notified(world: World, name: str) -> list[str]:
    return [m["text"] for m in await world.person(name).notified(CHANNEL_ID)]


async def test_a_message_that_should_notify_nobody_is_posted_with_names_and_then_gets_mentions(
    world: World,
) -> None:
    await world.want(root=NAMES, note={**in_thread(), **NAMES})
    await world.settle()
    assert (await world.channel(), await world.thread()) == ([TOLD], [TOLD])
    assert await notified(world, "sam") == await notified(world, "ines") == []
    posted = [call["args"] for call in await world.workspace.calls("chat.postMessage")]
    assert [args["text"] for args in posted] == ["For Sam and Ines"] * 2
    assert all("<@" not in args["blocks"] for args in posted)
    assert await world.calls("chat.update") == 2
    await world.advance(3600)
    assert await world.calls("chat.update") == 2


async def test_a_message_that_should_notify_people_mentions_them_at_once(world: World) -> None:
    await world.want(root="Root", summary={**in_thread("@sam, please read"), "notifies": True})
    await world.settle()
    assert await notified(world, "sam") == ["<@U0SAM>, please read"]
    assert await notified(world, "ines") == []
    assert await world.calls("chat.update") == 0


async def test_a_direct_message_notifies_its_reader_alone_and_is_posted_as_it_is(
    world: World,
) -> None:
    await world.want(kit=in_dm("U0SAM", "@ines owns it"))
    await world.settle()
    assert await world.dm("sam") == ["<@U0INES> owns it"]
    assert await world.calls("chat.update") == 0


class KilledError(Exception):
    """The process ends here."""


async def test_a_process_that_dies_before_the_update_is_followed_by_one_that_makes_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = WebClient.api_call

    async def killed(client: WebClient, method: str, **arguments: Any) -> Any:  # noqa: ANN401 - JSON
        if method == "chat.update":
            raise KilledError
        return await call(client, method, **arguments)

    monkeypatch.setattr(WebClient, "api_call", killed)
    await world.want(root=NAMES)
    with pytest.raises(KilledError):
        await world.loop.step()
    monkeypatch.undo()
    assert await world.channel() == ["For Sam and Ines"]
    await world.advance(world.kit.due.lease_seconds)
    assert await world.channel() == [TOLD]
    assert await notified(world, "sam") == []
    assert await world.calls("chat.postMessage") == 1


async def test_a_post_with_names_that_slack_never_confirmed_gets_its_mentions(
    world: World,
) -> None:
    await world.workspace.fault("chat.postMessage", "drop_after")
    await world.want(root=NAMES)
    await world.settle()
    await world.advance(60)
    assert await world.channel() == [TOLD]
    assert await world.calls("chat.postMessage") == 1
