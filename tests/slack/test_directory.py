"""Look-ups are kept shortly, forgotten when something changes, and afresh where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.slack import directory as module
from bot.slack.client import SlackRefusedError
from bot.slack.directory import CHANNEL_SECONDS, PERSON_SECONDS, Directory, Person
from tests.reconciler.conftest import CHANNEL_ID, TENANT, manifest, world

if TYPE_CHECKING:
    from tests.reconciler.conftest import World

__all__ = ["manifest", "world"]  # fixtures


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_answers_are_kept_for_their_time(world: World) -> None:
    time = Time()
    directory = Directory(world.tools.slack, time)
    for seconds in (0, CHANNEL_SECONDS - 1, PERSON_SECONDS):
        time.now = seconds
        assert await directory.find_objection(TENANT, CHANNEL_ID) is None
        assert (await directory.find_person(TENANT, "U0MAYA")).name
        assert await directory.find_dm(TENANT, "U0SAM") == "D0SAM"
    assert await world.calls("conversations.info") == 2
    assert await world.calls("users.info") == 2 * 6
    assert await world.calls("conversations.open") == 1


async def test_what_changed_is_asked_again(world: World) -> None:
    directory, maya = world.tools.directory, world.person("maya")
    assert await directory.find_objection(TENANT, CHANNEL_ID) is None
    await maya.does("publish", "#hiring-ai-lead")
    assert await directory.find_objection(TENANT, CHANNEL_ID) is None
    assert await directory.find_objection(TENANT, CHANNEL_ID, fresh=True) == "public"
    await maya.changes_profile("U0SAM", is_restricted=True)
    assert not (await directory.find_person(TENANT, "U0SAM")).guest
    directory.forget_person(TENANT, "U0SAM")
    directory.forget_channel(TENANT, CHANNEL_ID)
    assert (await directory.find_person(TENANT, "U0SAM")).guest


async def test_all_members_are_asked_for_page_by_page(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    channel = await world.tools.directory.find_channel(TENANT, CHANNEL_ID)
    assert channel
    assert len(channel.members) == 6
    assert await world.calls("conversations.members") == 3


async def test_who_and_what_slack_does_not_know_is_gone(world: World) -> None:
    directory = world.tools.directory
    assert await directory.find_person(TENANT, "U0NOBODY") == Person("U0NOBODY", gone=True)
    assert await directory.find_channel(TENANT, "C0LEADERS") is None
    await world.person("maya").does("remove", "#general", user="U0HIRINGBOT")
    assert await directory.find_objection(TENANT, "C0GENERAL") == "removed"


@pytest.mark.parametrize("method", ["users.info", "conversations.info"])
async def test_another_refusal_is_passed_on(world: World, method: str) -> None:
    await world.workspace.fault(method, "ratelimited", seconds=7)
    with pytest.raises(SlackRefusedError) as refused:
        await world.tools.directory.find_objection(TENANT, CHANNEL_ID)
    assert refused.value.retry_after == 7


async def test_only_so_many_answers_are_kept(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_CACHED", 2)
    for user in ("U0MAYA", "U0SAM", "U0INES", "U0SAM", "U0MAYA"):
        await world.tools.directory.find_person(TENANT, user)
    assert await world.calls("users.info") == 4
