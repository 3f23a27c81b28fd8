"""What networks, busy servers and killed processes do: nothing is missing, nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.reconciler.visit import RETRY_SECONDS, SETTLE_SECONDS
from bot.slack import lookup
from bot.slack.client import WebClient
from bot.store.errors import LeaseLostError
from bot.store.slots import Slots
from tests.reconciler.conftest import CHANNEL_ID, MANIFEST, TENANT, in_dm, in_thread, make_loop

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.due import Lease
    from bot.store.slots import Slot
    from tests.reconciler.conftest import World

POST = "chat.postMessage"


@pytest.fixture(params=["readable", "unreadable"])
def manifest(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """With the optional scopes to read history, and without."""
    text = MANIFEST.read_text()
    if request.param == "unreadable":
        text = text.partition("    bot_optional")[0] + "settings: {}\n"
    chosen = tmp_path / "manifest.yml"
    chosen.write_text(text)
    return chosen


def readable(world: World) -> bool:
    return "groups:history" in world.slack.app.manifest.scopes


async def settled_later(world: World) -> None:
    await world.settle()
    await world.advance(SETTLE_SECONDS)
    await world.advance(SETTLE_SECONDS)


async def test_a_pause_that_slack_wants_is_kept_by_all_and_then_the_post_is_made(
    world: World,
) -> None:
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.workspace.fault(POST, "ratelimited", seconds=30)
    await world.settle()
    assert await world.channel() == []
    assert await world.dm("sam") == ["Kit"]
    await world.advance(28)
    assert await world.channel() == []
    await world.advance(4)
    assert await world.channel() == ["Root"]


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
@pytest.mark.parametrize("kind", ["ratelimited", "server_error", "drop_before", "drop_after"])
async def test_a_call_that_can_safely_be_repeated_is_repeated(
    world: World, method: str, kind: str
) -> None:
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    await world.workspace.fault(method, kind, seconds=RETRY_SECONDS)
    await world.want(root="Changed")
    await world.settle()
    await world.advance(RETRY_SECONDS + 1)
    assert (await world.channel(), await world.dm("sam")) == (["Changed"], [])
    assert list(await world.slots()) == ["root"]
    assert await world.calls(POST) == 2


@pytest.mark.parametrize("kind", ["drop_after", "drop_before", "server_error"])
async def test_a_post_without_an_answer_is_looked_up_and_never_doubled(
    world: World, kind: str
) -> None:
    """Or, where that cannot be read, said to be unknown until somebody has looked."""
    await world.workspace.fault(POST, kind)
    await world.want(root="Root", note=in_thread("Note"))
    await settled_later(world)
    expected_roots = ["Root"] if kind == "drop_after" else []
    if not readable(world):
        assert await world.channel() == expected_roots
        assert (await world.slots())["root"].state == "unknown"
        assert await world.dm("maya") == ["held: ; unknown: root"]
        assert await world.kit.slots.post_again(TENANT, world.id) == 1
        await world.advance(1000)
        expected_roots = [*expected_roots, "Root"]
    else:
        expected_roots = ["Root"]
    assert (await world.channel(), await world.thread()) == (expected_roots, ["Note"])
    await world.advance(3600)
    assert await world.channel() == expected_roots
    assert await world.dm("maya") == []


async def test_a_reply_without_an_answer_is_looked_up_in_its_thread(world: World) -> None:
    await world.want(root="Root")
    await world.settle()
    await world.workspace.fault(POST, "drop_after")
    await world.want(root="Root", note=in_thread("Note"), later=in_thread("Later"))
    await world.settle()
    assert await world.thread() == ["Note"]
    await world.advance(SETTLE_SECONDS)
    await world.advance(1000)
    assert await world.thread() == ["Note", "Later"]


@pytest.mark.parametrize("others", [(), ("First",)], ids=["alone", "a tombstone"])
async def test_a_reply_without_an_answer_is_also_looked_for_at_top_level(
    world: World, monkeypatch: pytest.MonkeyPatch, others: tuple[str, ...]
) -> None:
    """Where its root was deleted meanwhile, it is taken back and follows under the next root."""
    maya = world.person("maya")
    before = {other: in_thread(other) for other in others}
    await world.want(root="Root", **before)
    await world.settle()
    call, deleted = WebClient.api_call, False

    async def root_deleted(client: WebClient, method: str, **arguments: Any) -> Any:  # noqa: ANN401 - JSON
        nonlocal deleted
        if method == POST and not deleted:
            deleted = True
            [root] = [m for m in await maya.sees(CHANNEL_ID) if m["text"] == "Root"]
            await maya.delete(root)
        return await call(client, method, **arguments)

    monkeypatch.setattr(WebClient, "api_call", root_deleted)
    await world.workspace.fault(POST, "drop_after")
    await world.want(root="Root", note=in_thread("Note"), **before)
    await settled_later(world)
    await world.advance(1000)
    assert deleted
    tombstone = ["This message was deleted."] * len(others)
    if readable(world):
        assert await world.channel() == [*tombstone, "Root"]
        assert await world.thread() == ["Note"]
    else:
        assert await world.channel() == [*tombstone, "Note"]
        assert await world.dm("maya") == ["held: ; unknown: note"]


async def test_the_next_of_several_messages_need_not_wait_for_what_became_of_the_last(
    world: World,
) -> None:
    """A reminder that may have come through does not stop those of the days after it."""
    await world.workspace.fault(POST, "drop_after")
    await world.want(reminder=in_dm("U0SAM", "One", 1))
    await settled_later(world)
    await world.want(reminder=in_dm("U0SAM", "Two", 2))
    await world.settle()
    assert await world.dm("sam") == (["Two"] if readable(world) else ["One", "Two"])
    assert await world.dm("maya") == []


async def test_an_update_that_slack_never_confirmed_is_not_taken_for_undone(world: World) -> None:
    """Slack may show what was not written down, even if the former content is wanted again."""
    await world.want(root="First")
    await world.settle()
    await world.workspace.fault("chat.update", "drop_after")
    await world.want(root="Second")
    await world.settle()
    await world.want(root="First")
    await world.advance(RETRY_SECONDS + 1)
    assert await world.channel() == ["First"]


async def test_an_unknown_message_is_looked_up_before_contents_are_compared(world: World) -> None:
    """What was found is then changed, not posted a second time."""
    await world.workspace.fault(POST, "drop_after")
    await world.want(root="First")
    await world.settle()
    await world.want(root="Second")
    await settled_later(world)
    assert await world.channel() == (["Second"] if readable(world) else ["First"])
    assert await world.calls(POST) == (1 if readable(world) else 2)  # the second to the owner


@pytest.mark.parametrize("kind", ["drop_after", "drop_before"])
async def test_a_message_that_is_no_longer_wanted_is_looked_up_too(world: World, kind: str) -> None:
    await world.want(root="Root")
    await world.settle()
    await world.workspace.fault(POST, kind)
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    await world.want(root="Root")
    await world.settle()
    assert (await world.slots())["kit"].state == "unknown"
    await world.advance(SETTLE_SECONDS)
    assert list(await world.slots()) == ["root"]
    left = kind == "drop_after" and not readable(world)
    assert await world.dm("sam") == (["Kit"] if left else [])


async def test_a_lookup_that_fails_is_made_again(world: World) -> None:
    if not readable(world):
        pytest.skip("it is not asked for")
    await world.workspace.fault(POST, "drop_after")
    await world.want(root="Root")
    await world.settle()
    await world.workspace.fault("conversations.history", "server_error")
    await world.advance(SETTLE_SECONDS)
    await world.workspace.fault("conversations.history", "ratelimited", seconds=20)
    await world.advance(RETRY_SECONDS)
    assert (await world.slots())["root"].state == "unknown"
    await world.advance(20)
    assert (await world.slots())["root"].state == "sent"
    assert await world.calls(POST) == 1


async def test_a_history_that_is_too_long_counts_as_unreadable(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "_PAGE", 1)
    monkeypatch.setattr(lookup, "_PAGES", 3)
    await world.workspace.fault(POST, "drop_after")
    await world.want(root="Root")
    await world.settle()
    for number in range(2 if readable(world) else 3):
        await world.person("sam").say("#hiring-ai-lead", str(number))
    await settled_later(world)
    assert (await world.slots())["root"].state == ("sent" if readable(world) else "unknown")
    if readable(world):
        await world.workspace.fault(POST, "drop_after")
        await world.want(root="Root", more="More")
        await world.settle()
        for number in range(3):
            await world.person("sam").say("#hiring-ai-lead", str(number))
        await settled_later(world)
        assert (await world.slots())["more"].state == "unknown"


class KilledError(Exception):
    """The process ends here."""


class Dying(Slots):
    """The slots of a process that is killed after a number of posts, before it writes that down."""

    def __init__(self, world: World, posts: int) -> None:
        super().__init__(world.kit.store, world.kit.due)
        self.left = posts
        self.lease: Lease | None = None

    async def mark(
        self, lease: Lease, name: str, slot: Slot | None, *, woken: int | None = None
    ) -> None:
        self.lease = lease
        self.left -= bool(slot and slot.state == "sent")
        if not self.left:
            raise KilledError
        await super().mark(lease, name, slot, woken=woken)


async def killed_after(world: World, posts: int) -> Lease:
    slots = Dying(world, posts)
    tools = replace(world.tools, slots=slots)
    loop = make_loop(world.kit, tools, world.planner)
    with pytest.raises(KilledError):
        await loop.step()
    assert slots.lease
    return slots.lease


@pytest.mark.parametrize("calls", [1, 2])
async def test_a_process_that_is_killed_between_call_and_commit_is_followed_by_another(
    world: World, calls: int
) -> None:
    await world.want(root="Root", note=in_thread("Note"))
    dead = await killed_after(world, calls)
    await world.settle()
    assert await world.calls(POST) == calls
    await world.advance(world.kit.due.lease_seconds)
    with pytest.raises(LeaseLostError):
        await world.kit.slots.mark(dead, "root", None)
    await world.advance(3600)
    if readable(world):
        assert (await world.channel(), await world.thread()) == (["Root"], ["Note"])
        assert await world.calls(POST) == 2
    else:
        flagged = ["root"] if calls == 1 else ["note"]
        assert await world.dm("maya") == [f"held: ; unknown: {flagged[0]}"]


async def test_a_reconciler_that_lost_its_lease_stops(world: World) -> None:
    """It was held up for longer than its lease, and another one has taken over."""
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    lease = await world.loop._lease_next()
    assert lease
    await world.advance(world.kit.due.lease_seconds)
    await world.want(root="Changed", kit=in_dm("U0SAM", "Kit"))
    await world.loop._work_on(lease)
    await world.settle()
    assert (await world.channel(), await world.dm("sam")) == (["Changed"], ["Kit"])
    assert await world.calls(POST) == 2
