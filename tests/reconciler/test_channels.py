"""Channels and people change, and messages are deleted: nothing goes where it may not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.reconciler.logbook import DAY_SECONDS, HELD_SECONDS
from bot.reconciler.loop import ABSENT_SECONDS, REFUSED_SECONDS
from bot.slack.client import WebClient
from tests.reconciler.conftest import CHANNEL_ID, TENANT, in_dm, in_thread
from tests.reconciler.steps import Steps

if TYPE_CHECKING:
    from tests.reconciler.conftest import World

CHANNEL = "#hiring-ai-lead"
BOT = "U0SAMPLEAPP"

# What happens to the channel, the reason that is given, and how it is put right, if it can be.
CHANGES = [
    (("archive", {}), "archived", ("unarchive", {})),
    (("publish", {}), "public", None),
    (("share", {}), "shared", None),
    (("invite", {"user": "U0GUEST"}), "guest", ("remove", {"user": "U0GUEST"})),
    (("remove", {"user": BOT}), "removed", ("invite", {"user": BOT})),
]


async def woken(world: World) -> None:
    await world.kit.due.wake(TENANT, world.id)
    await world.settle()


async def root_deleted(world: World) -> None:
    [root] = [m for m in await world.person("maya").sees(CHANNEL_ID) if m["text"] == "Root"]
    await world.person("maya").delete(root)


@pytest.mark.parametrize(
    ("change", "reason", "undo"), CHANGES, ids=[reason for _, reason, _ in CHANGES]
)
async def test_a_channel_that_others_can_read_or_nobody_gets_nothing_and_the_owner_is_told(
    world: World, change: tuple[str, Any], reason: str, undo: tuple[str, Any] | None
) -> None:
    """Neither a new message nor an update; direct messages go on."""
    maya = world.person("maya")
    await maya.changes_profile("U0GUEST", is_restricted=True)
    await world.want(root="Root")
    await world.settle()
    await maya.does(change[0], CHANNEL, **change[1])
    await world.want(root="Changed", note=in_thread("Note"), kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    assert await world.channel() == ["Root"]
    assert await world.dm("sam") == ["Kit"]
    exposed = "" if reason in {"archived", "removed"} else "; exposed"
    assert await world.dm("maya") == [f"held: {reason}; unknown: {exposed}"]
    calls = await world.calls("chat.postMessage") + await world.calls("chat.update")
    assert calls == 3
    if undo:
        await maya.does(undo[0], CHANNEL, **undo[1])
        await woken(world)
        assert (await world.channel(), await world.thread()) == (["Changed"], ["Note"])
        assert await world.dm("maya") == []


async def test_a_held_message_is_tried_again_often_at_first_and_then_daily(
    world: World,
) -> None:
    maya = world.person("maya")
    await maya.does("archive", CHANNEL)
    await world.want(root="Root")
    await world.settle()
    tried = [await world.calls("conversations.info")]
    for _ in range(12):
        await world.advance(HELD_SECONDS)
        tried.append(await world.calls("conversations.info"))
    assert tried[:2] == [1, 2]
    assert tried[3] >= 3  # a second may pass meanwhile, and then the third try is one step later
    assert 4 <= tried[-1] < 8
    await world.advance(3 * DAY_SECONDS)
    await world.advance(DAY_SECONDS - 60)
    before = await world.calls("conversations.info")
    await maya.does("unarchive", CHANNEL)
    await world.advance(120)
    assert await world.calls("conversations.info") == before + 1
    assert await world.channel() == ["Root"]


async def test_a_change_that_was_held_and_then_taken_back_is_forgotten(world: World) -> None:
    await world.want(root="Root")
    await world.settle()
    await world.person("maya").does("archive", CHANNEL)
    await world.want(root="Changed")
    await world.settle()
    assert (await world.slots())["root"].reason == "archived"
    await world.want(root="Root")
    await world.settle()
    assert (await world.slots())["root"].reason == ""
    assert await world.dm("maya") == []


async def test_the_owner_is_told_of_a_message_that_cannot_be_deleted_and_it_is_tried_again(
    world: World,
) -> None:
    await world.want(root="Root", more="More")
    await world.settle()
    await world.person("maya").does("remove", CHANNEL, user=BOT)
    await world.want(root="Root")
    await world.settle()
    assert (await world.slots())["more"].reason == "channel_not_found"
    await world.person("maya").does("invite", CHANNEL, user=BOT)
    await world.advance(HELD_SECONDS)
    await world.advance(100)
    assert await world.channel() == ["Root"]


async def test_a_person_who_left_gets_nothing_and_the_decider_is_told_in_the_owners_place(
    world: World,
) -> None:
    rosa = world.person("rosa")
    await rosa.changes_profile("U0MAYA", deleted=True)
    await rosa.changes_profile("U0SAM", deleted=True)
    await rosa.does("remove", CHANNEL, user="U0MAYA")
    await rosa.does("remove", CHANNEL, user="U0SAM")
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    assert await world.dm("rosa") == ["held: ; unknown: ; abandoned"]
    await rosa.changes_profile("U0ROSA", deleted=True)
    world.tools.directory.forget_person(TENANT, "U0ROSA")
    await woken(world)
    assert sorted(await world.slots()) == ["kit", "root"]


async def test_a_message_that_slack_refuses_is_held_and_the_others_go_on(world: World) -> None:
    await world.want(root="Root", long=in_thread("Long"), note=in_thread("Note"))

    def refused(slot: str) -> bool:
        return slot == "Long"

    render = world.planner.render
    world.planner.render = lambda debrief, content: [  # type: ignore[method-assign]
        type(each)(each.text, ({"type": "hologram"},)) if refused(each.text) else each
        for each in render(debrief, content)
    ]
    await world.settle()
    assert await world.thread() == ["Note"]
    assert await world.dm("maya") == ["held: invalid_blocks; unknown: "]


async def test_a_deleted_root_is_posted_again_before_the_next_reply(world: World) -> None:
    await world.want(root="Root", note=in_thread("Note"))
    await world.settle()
    await root_deleted(world)
    await world.want(root="Root", note=in_thread("Note"), next=in_thread("Next"))
    await world.settle()
    await world.advance(1000)
    assert await world.channel() == ["This message was deleted.", "Root"]
    assert await world.thread() == ["Next"]
    assert await world.calls("chat.postMessage") == 4


@pytest.mark.parametrize("over", [False, True])
async def test_a_deleted_root_is_posted_again_where_it_changes_unless_the_debrief_is_over(
    world: World, *, over: bool
) -> None:
    await world.want(root="Root")
    await world.settle()
    await root_deleted(world)
    if over:
        await world.close()
    await world.want(root="Changed")
    await world.settle()
    await world.advance(1000)
    assert await world.channel() == ([] if over else ["Changed"])
    if over:
        await world.want(root="Changed", note=in_thread("A late card"))
        await world.settle()
        assert (await world.channel(), await world.thread()) == (["Changed"], ["A late card"])


async def test_a_reply_that_lands_at_top_level_is_taken_back_and_posted_under_a_new_root(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its root was deleted after it had been looked for."""
    await world.want(root="Root")
    await world.settle()
    call_slack = WebClient.api_call
    deleted = False

    async def call(client: WebClient, method: str, **arguments: Any) -> Any:  # noqa: ANN401 - JSON
        nonlocal deleted
        answer = await call_slack(client, method, **arguments)
        if method == "chat.getPermalink" and not deleted:
            deleted = True
            await root_deleted(world)
        return answer

    monkeypatch.setattr(WebClient, "api_call", call)
    await world.want(root="Root", note=in_thread("Note"))
    await world.settle()
    await world.advance(1000)
    assert deleted
    assert (await world.channel(), await world.thread()) == (["Root"], ["Note"])


async def test_a_root_that_cannot_be_looked_for_stops_nothing_for_good(world: World) -> None:
    await world.want(root="Root")
    await world.settle()
    await world.workspace.fault("chat.getPermalink", "ratelimited", seconds=20)
    await world.want(root="Root", note=in_thread("Note"))
    await world.settle()
    assert await world.thread() == []
    await world.advance(21)
    assert await world.thread() == ["Note"]


async def test_other_deleted_messages_stay_deleted_until_there_is_another_generation(
    world: World,
) -> None:
    await world.want(root="Root", card=in_thread("Card"), reminder=in_dm("U0MAYA", "Please", 1))
    await world.settle()
    maya = world.person("maya")
    [reminder] = await maya.sees("DM")
    [card] = [m for m in (await maya.screen())["messages"][CHANNEL_ID] if m["text"] == "Card"]
    await maya.delete(reminder)
    await maya.delete(card)
    await world.want(
        root="Root", card=in_thread("Other"), reminder=in_dm("U0MAYA", "Please now", 1)
    )
    await world.settle()
    await woken(world)
    assert (await world.thread(), await world.dm("maya")) == ([], [])
    assert (await world.slots())["card"].state == "gone"
    await world.want(root="Root", reminder=in_dm("U0MAYA", "Please", 2))
    await world.settle()
    assert await world.dm("maya") == ["Please"]
    assert "card" not in await world.slots()


async def test_a_direct_message_that_cannot_be_opened_now_is_sent_later(world: World) -> None:
    await world.workspace.fault("conversations.open", "ratelimited", seconds=20)
    await world.want(kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    assert await world.dm("sam") == []
    await world.advance(21)
    assert await world.dm("sam") == ["Kit"]


async def test_an_old_message_that_cannot_be_deleted_now_keeps_the_new_one_waiting(
    world: World,
) -> None:
    await world.want(reminder=in_dm("U0SAM", "One", 1))
    await world.settle()
    await world.workspace.fault("chat.delete", "server_error")
    await world.want(reminder=in_dm("U0SAM", "Two", 2))
    await world.settle()
    assert await world.dm("sam") == ["One"]
    await world.advance(60)
    assert await world.dm("sam") == ["Two"]


async def test_a_refused_token_holds_no_message_and_all_of_them_go_on_later(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """It concerns the whole workspace: nobody is to be told of single messages that wait."""
    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    before = await world.slots()
    world.slack.app.revoked = True
    caplog.clear()
    await world.want(root="Newer", kit=in_dm("U0SAM", "Newer kit"), more=in_dm("U0SAM", "More"))
    for _ in range(3):
        await world.advance(REFUSED_SECONDS)
    after = await world.slots()
    assert {name: slot.reason for name, slot in after.items() if slot.reason} == {}
    assert after.keys() == before.keys()
    assert caplog.text.count("the debriefs of T0LOCAL wait") == 1
    world.slack.app.revoked = False
    await world.advance(REFUSED_SECONDS)
    assert await world.channel() == ["Newer"]
    assert await world.dm("sam") == ["Newer kit", "More"]


@pytest.mark.parametrize("call", range(1, 9))
async def test_an_uninstall_in_the_middle_of_a_visit_leaves_no_message_in_doubt(
    call: int, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever step it comes: each message is posted once, now or after a new installation."""
    steps, calls, tokens = Steps(world, monkeypatch), 0, [*world.tokens]

    async def uninstall(_: str) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            world.tokens.clear()

    await world.want(root="Root", kit=in_dm("U0SAM", "Kit"))
    steps.after = uninstall
    await world.settle()
    steps.after = None
    assert {slot.state for slot in (await world.slots()).values()} <= {"sent"}
    world.tokens[:] = tokens
    await world.kit.due.wake_tenant(TENANT)
    await world.advance(ABSENT_SECONDS)
    assert (await world.channel(), await world.dm("sam")) == (["Root"], ["Kit"])
    assert len(steps.posts) == 2


@pytest.mark.parametrize("texts", [{"new": "More"}, {"kit": "Newer kit"}, {}])
async def test_a_token_that_is_refused_in_direct_messages_is_no_reason_to_hold_them(
    texts: dict[str, str], world: World
) -> None:
    """To a new person; and a message, an update and a removal where the channel is known."""
    await world.want(kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    world.slack.app.revoked = True
    first = in_dm("U0INES", "First")
    await world.want(first=first, **{name: in_dm("U0SAM", text) for name, text in texts.items()})
    await world.settle()
    assert not any(slot.reason or slot.state == "held" for slot in (await world.slots()).values())
    world.slack.app.revoked = False
    await world.advance(REFUSED_SECONDS)
    assert await world.dm("sam") == list(texts.values())
    assert await world.dm("ines") == ["First"]
