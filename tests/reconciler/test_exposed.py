"""Others can suddenly read a channel: nothing more is posted, and the owner takes back the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.reconciler.logbook import DAY_SECONDS, HELD_SECONDS
from bot.slack.client import WebClient
from bot.slack.directory import CHANNEL_SECONDS
from tests.reconciler.conftest import TENANT, in_dm, in_thread
from tests.sample_debriefs import act, sample_debrief

if TYPE_CHECKING:
    from tests.reconciler.conftest import World

CHANNEL = "#hiring-ai-lead"
REVEAL = {"reveal/summary": in_thread("Summary"), "reveal/card/1": in_thread("Card")}
ROOT_ONLY = '{"root": {"texts": ["Root"]}}'


class Time:
    """The directory's clock."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(world.tools.directory, "_clock", lambda: self.now)


@pytest.fixture
def time(world: World, monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(world, monkeypatch)


async def expose(world: World, change: str) -> None:
    maya = world.person("maya")
    if change == "guest":
        await maya.changes_profile("U0GUEST", is_restricted=True)
        await maya.does("invite", CHANNEL, user="U0GUEST")
    else:
        await maya.does(change, CHANNEL)


@pytest.mark.parametrize("change", ["publish", "share", "share_in_organisation", "guest"])
async def test_a_channel_that_changes_between_two_messages_of_a_batch_gets_nothing_more(
    world: World, time: Time, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Slack's answer about it is never older than ten seconds."""
    await world.want(root="Root")
    await world.settle()
    call_slack = WebClient.api_call

    async def call(client: WebClient, method: str, **arguments: Any) -> Any:  # noqa: ANN401 - JSON
        answer = await call_slack(client, method, **arguments)
        if method == "chat.postMessage" and arguments["json"]["text"] == "Summary":
            await expose(world, change)
            time.now += CHANNEL_SECONDS
        return answer

    monkeypatch.setattr(WebClient, "api_call", call)
    await world.want(root="Root", **REVEAL, kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    assert await world.thread() == ["Summary"]
    assert await world.dm("sam") == ["Kit"]
    [told] = await world.dm("maya")
    assert told.startswith("held: ")
    assert told.endswith("exposed")


async def test_within_a_batch_slack_is_asked_about_a_channel_once_in_ten_seconds(
    world: World, time: Time
) -> None:
    await world.want(root="Root", **{f"note/{n}": in_thread(f"Note {n}") for n in range(3)})
    await world.settle()
    assert len(await world.thread()) == 3
    assert await world.calls("conversations.info") == 1
    assert time.now == 0


@pytest.mark.parametrize(("slot", "held"), [("reveal/card/1", True), ("note", False)])
async def test_who_became_a_guest_without_an_event_here_is_noticed_before_a_scorecard_is_posted(
    world: World, time: Time, slot: str, *, held: bool
) -> None:
    """Another process may have got the event. Other messages take an answer of ten minutes ago."""
    await world.want(root="Root")
    await world.settle()
    await world.person("maya").changes_profile("U0SAM", is_restricted=True)
    time.now += CHANNEL_SECONDS
    await world.want(root="Root", **{slot: in_thread("Card")})
    await world.settle()
    assert await world.thread() == ([] if held else ["Card"])


async def test_after_a_reveal_an_answer_of_before_it_does_not_count(
    world: World, time: Time
) -> None:
    await world.want(root="Root")
    await world.settle()
    await world.person("maya").changes_profile("U0SAM", is_restricted=True)
    await world.reveal()
    await world.want(root="Root", **REVEAL)
    await world.settle()
    assert await world.thread() == []
    assert time.now == 0


async def test_what_was_posted_is_removed_and_comes_back_only_when_the_owner_says_so(
    world: World,
) -> None:
    """The replies first, then their root; neither changes nor new messages appear meanwhile."""
    maya = world.person("maya")
    await world.want(root="Root", **REVEAL, kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    await maya.does("publish", CHANNEL)
    await world.want(root="Changed", **REVEAL, late=in_thread("Late"), kit=in_dm("U0SAM", "Kit"))
    await world.settle()
    assert await world.dm("maya") == ["held: public; unknown: ; exposed"]
    await withdraw(world)
    assert await world.channel() == []
    assert await world.dm("maya") == ["held: ; unknown: ; withdrawn"]
    await maya.does("unpublish", CHANNEL)
    await world.want(root="Again", **REVEAL, late=in_thread("Late"), kit=in_dm("U0SAM", "New kit"))
    await world.settle()
    assert await world.channel() == []
    assert await world.dm("sam") == ["New kit"]
    assert await world.kit.slots.post_again(TENANT, world.id) == 1
    await world.settle()
    await world.advance(400)
    assert (await world.channel(), await world.thread()) == (["Again"], ["Summary", "Card", "Late"])
    assert await world.dm("maya") == []


async def test_after_a_reveal_the_owner_is_told_of_new_readers_though_nothing_waits(
    world: World,
) -> None:
    """Until they can't read it any more, which is looked at every ten minutes."""
    maya = world.person("maya")
    await world.want(root="Root")
    await world.settle()
    await world.reveal()
    await world.want(root="Root", **REVEAL)
    await world.settle()
    assert await world.dm("maya") == []
    await expose(world, "guest")
    await world.kit.due.wake(TENANT, world.id)
    await world.settle()
    assert await world.dm("maya") == ["held: ; unknown: ; exposed"]
    await maya.does("remove", CHANNEL, user="U0GUEST")
    await world.advance(HELD_SECONDS)
    assert await world.dm("maya") == []


async def test_of_many_debriefs_that_are_over_one_tells_their_owner_and_is_looked_at_more_rarely(
    world: World,
) -> None:
    """The others are not visited, and a channel that stays public costs less and less."""
    await world.want(root="Root")
    first = world.id
    for number in range(1, 13):
        opened = await world.kit.debriefs.open(
            TENANT,
            act(f"O{number}"),
            lambda new, now: sample_debrief(new, opened_at=now, link=ROOT_ONLY),
        )
        world.id = opened.debrief.id
        await world.close()
    world.id = first
    await world.close()
    await post_all(world, 13)
    await world.person("maya").does("publish", CHANNEL)
    before = await world.calls("conversations.info")
    await world.kit.due.wake(TENANT, opened.debrief.id)
    await world.settle()
    assert await world.dm("maya") == ["held: ; unknown: ; exposed"]
    assert await world.calls("conversations.info") - before == 2  # its own visit, and the oldest's
    for _ in range(30 * 24):
        await world.advance(3600)
    assert await world.calls("conversations.info") - before < 45
    await world.person("maya").does("unpublish", CHANNEL)
    await world.advance(DAY_SECONDS)
    assert await world.dm("maya") == []


async def test_two_owners_whose_notes_have_to_wait_do_not_wake_each_other_for_ever(
    world: World, time: Time
) -> None:
    await world.want(root="Root")
    other = await world.kit.debriefs.open(
        TENANT,
        act("O1"),
        lambda new, now: replace(
            sample_debrief(new, opened_at=now, link=ROOT_ONLY), owner="U0INES"
        ),
    )
    await world.close()
    await post_all(world, 2)
    await world.person("maya").does("publish", CHANNEL)
    time.now += CHANNEL_SECONDS
    await world.workspace.fault("chat.postMessage", "ratelimited", 2, seconds=30)
    await world.kit.due.wake(TENANT, other.debrief.id)
    for _ in range(30):
        await world.loop.step()
    assert not await world.loop.step()
    for _ in range(2):
        await world.advance(HELD_SECONDS)
    assert await world.dm("maya") == ["held: ; unknown: ; exposed"]
    assert await world.dm("ines") == ["held: ; unknown: ; exposed"]


async def test_what_is_posted_again_to_a_channel_that_is_still_public_waits(world: World) -> None:
    await world.want(root="Root", **REVEAL)
    await world.settle()
    await world.person("maya").does("publish", CHANNEL)
    await withdraw(world)
    await world.kit.slots.post_again(TENANT, world.id)
    await world.settle()
    assert await world.channel() == []
    assert await world.dm("maya") == ["held: public; unknown: "]


async def test_a_message_that_slack_does_not_delete_is_tried_again_and_told_of(
    world: World,
) -> None:
    await world.want(root="Root", **REVEAL)
    await world.settle()
    await world.workspace.fault("chat.delete", "refused", code="cant_delete_message")
    await world.kit.slots.withdraw(TENANT, world.id, 0)
    await world.advance(200)
    assert await world.channel() == ["This message was deleted."]
    assert await world.dm("maya") == ["held: cant_delete_message; unknown: ; withdrawn"]
    await world.advance(700)
    assert await world.dm("maya") == ["held: ; unknown: ; withdrawn"]
    assert await list_posted_slots(world) == ["trouble/U0MAYA"]


async def test_a_post_without_an_answer_is_removed_once_it_is_known_to_have_arrived(
    world: World,
) -> None:
    await world.want(root="Root")
    await world.settle()
    await world.workspace.fault("chat.postMessage", "drop_after")
    await world.want(root="Root", **REVEAL)
    await world.settle()
    await withdraw(world)
    await world.advance(60)
    assert await world.channel() == []
    assert await list_posted_slots(world) == ["trouble/U0MAYA"]


async def list_posted_slots(world: World) -> list[str]:
    """The names of the messages that are in Slack."""
    return sorted(name for name, slot in (await world.slots()).items() if slot.ts)


async def post_all(world: World, roots: int) -> None:
    """Let time pass until so many debriefs are in the channel, which takes them one by one."""
    while len(await world.channel()) < roots:
        await world.advance(10)
    await world.advance(60)


async def withdraw(world: World) -> None:
    await world.kit.slots.withdraw(TENANT, world.id, 0)
    await world.settle()
    await world.advance(1000)
