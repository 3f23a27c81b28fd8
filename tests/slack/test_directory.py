"""Look-ups are kept shortly, forgotten when something changes, and afresh where it matters."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from bot.calendars import Calendars
from bot.debriefs.people import check_people, find_seat_holder
from bot.slack import directory as module
from bot.slack.client import SlackRefusedError
from bot.slack.directory import CHANNEL_SECONDS, PERSON_SECONDS, Directory, Person
from bot.store.preferences import PreferenceStore
from hiring.errors import FormError
from tests.reconciler.conftest import CHANNEL_ID, TENANT, manifest, world
from tests.store.conftest import KEYRING

if TYPE_CHECKING:
    from tests.reconciler.conftest import World

__all__ = ["manifest", "world"]  # fixtures


CHANNEL = "#hiring-ai-lead"


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
    assert await directory.find_objection(TENANT, CHANNEL_ID, max_age=0) == "public"
    await maya.changes_profile("U0SAM", is_restricted=True)
    assert not (await directory.find_person(TENANT, "U0SAM")).guest
    directory.forget_person(TENANT, "U0SAM")
    directory.forget_channel(TENANT, CHANNEL_ID)
    assert (await directory.find_person(TENANT, "U0SAM")).guest


async def test_an_answer_is_never_older_than_a_caller_allows(world: World) -> None:
    """Another process may have got the event, and some changes bring none."""
    time = Time()
    directory, maya = Directory(world.tools.slack, time), world.person("maya")
    assert await directory.find_objection(TENANT, CHANNEL_ID) is None
    await maya.changes_profile("U0SAM", is_restricted=True)
    time.now = 9
    assert await directory.find_objection(TENANT, CHANNEL_ID, people_max_age=10) is None
    time.now = 10
    assert await directory.find_objection(TENANT, CHANNEL_ID) is None
    assert await directory.find_objection(TENANT, CHANNEL_ID, people_max_age=10) == "guest"


async def test_in_a_large_channel_people_are_asked_about_no_faster_than_slack_answers(
    world: World,
) -> None:
    """A second for each member, so that one member's answer is still good at the last one's."""
    time = Time()
    directory, maya = Directory(world.tools.slack, time), world.person("maya")
    for number in range(30):
        await maya.changes_profile(f"U0NEW{number}", real_name="New")
        await maya.does("invite", CHANNEL, user=f"U0NEW{number}")
    assert await directory.find_objection(TENANT, CHANNEL_ID, people_max_age=10) is None
    calls = await world.calls("users.info")
    for time.now, more in ((35, 0), (36, 36)):
        assert await directory.find_objection(TENANT, CHANNEL_ID, people_max_age=10) is None
        assert await world.calls("users.info") == calls + more


@pytest.mark.parametrize(
    ("act", "joined", "reason"),
    [
        ("publish", True, "public"),
        ("publish", False, "public"),
        ("share", True, "shared"),
        ("share_in_organisation", True, "org_shared"),
        ("archive", True, "archived"),
        ("", False, "removed"),
    ],
)
async def test_a_channel_is_what_slack_says_it_is(
    world: World, act: str, *, joined: bool, reason: str
) -> None:
    """A public channel is refused for that, not for the bot's absence: an invitation won't help."""
    maya = world.person("maya")
    if act:
        await maya.does(act, CHANNEL)
    if not joined:
        await maya.does("remove", CHANNEL, user="U0SAMPLEAPP")
    assert await world.tools.directory.find_objection(TENANT, CHANNEL_ID) == reason
    assert await world.tools.directory.is_public(TENANT, CHANNEL_ID) == (reason == "public")


@pytest.mark.parametrize(("allowed", "reason"), [(False, "org_shared"), (True, None)])
async def test_a_channel_of_one_organisation_is_allowed_by_a_setting_and_never_one_of_two(
    world: World, *, allowed: bool, reason: str | None
) -> None:
    directory = Directory(world.tools.slack, allow_org_shared=allowed)
    await world.person("maya").does("share_in_organisation", CHANNEL)
    assert await directory.find_objection(TENANT, CHANNEL_ID) == reason
    await world.person("maya").does("share", CHANNEL)
    assert await directory.find_objection(TENANT, CHANNEL_ID, max_age=0) == "shared"


async def test_a_deactivated_member_is_no_objection_and_a_member_unknown_to_slack_is_one(
    world: World,
) -> None:
    """The account of the first reads nothing any more, as a former guest's."""
    directory, maya = world.tools.directory, world.person("maya")
    await maya.changes_profile("U0SAM", deleted=True)
    await maya.changes_profile("U0INES", deleted=True, is_restricted=True)
    assert await directory.find_objection(TENANT, CHANNEL_ID) is None
    await maya.changes_profile("U0INES", deleted=False)
    directory.forget_person(TENANT, "U0INES")
    assert await directory.find_objection(TENANT, CHANNEL_ID) == "guest"
    world.slack.workspace.channels[CHANNEL_ID].members.append("U0ELSEWHERE")
    assert await directory.find_objection(TENANT, CHANNEL_ID, max_age=0) == "stranger"


async def test_slackbot_and_apps_are_no_people(world: World) -> None:
    """Slack says of Slackbot that it is no bot."""
    client = await world.tools.slack.get_client(TENANT)
    assert not (await client.users_info(user="USLACKBOT"))["user"]["is_bot"]
    for user, bot in (("USLACKBOT", True), ("U0SAMPLEAPP", True), ("U0SAM", False)):
        assert (await world.tools.directory.find_person(TENANT, user)).bot == bot


async def test_whoever_is_of_another_company_is_a_stranger(world: World) -> None:
    """Slack calls only those strangers who share no channel with the app."""
    client = await world.tools.slack.get_client(TENANT)
    assert not (await client.users_info(user="U0OLIVE"))["user"]["is_stranger"]
    assert (await world.tools.directory.find_person(TENANT, "U0OLIVE")).stranger
    assert not (await world.tools.directory.find_person(TENANT, "U0SAM")).stranger


def test_people_of_one_organisation_are_no_strangers_in_its_workspaces() -> None:
    person: dict[str, object] = {"id": "U1", "team_id": "T0SISTER"}
    assert module._read_person(person, TENANT).stranger
    person["enterprise_user"] = {"enterprise_id": "E1", "teams": [TENANT, "T0SISTER"]}
    assert not module._read_person(person, TENANT).stranger


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
    assert await directory.find_person(TENANT, "U0NOBODY") == Person(
        "U0NOBODY", gone=True, stranger=True
    )
    assert await directory.find_channel(TENANT, "C0LEADERS") is None
    await world.person("maya").does("remove", "#general", user="U0SAMPLEAPP")
    assert await directory.find_channel(TENANT, "C0GENERAL") is None


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


async def test_who_became_a_guest_is_not_seated_though_the_event_reached_another_process(
    world: World,
) -> None:
    """What Slack said of a person who is picked counts for ten seconds, not for ten minutes."""
    time = Time()
    directory = Directory(world.tools.slack, time)
    desk: Any = SimpleNamespace(directory=directory)
    chosen = {"decider": ["U0SAM"]}
    await check_people(TENANT, desk, chosen)
    await world.person("maya").changes_profile("U0SAM", is_restricted=True)
    time.now = 10
    assert not (await directory.find_person(TENANT, "U0SAM")).guest
    with pytest.raises(FormError) as refused:
        await check_people(TENANT, desk, chosen)
    assert "guest" in refused.value.errors["decider"]


async def test_an_interviewer_whose_account_is_back_is_not_released_as_if_it_were_gone(
    world: World,
) -> None:
    """The event may have reached another process, and such a release is final at once."""
    time = Time()
    directory = Directory(world.tools.slack, time)
    preferences = PreferenceStore(world.kit.store, KEYRING)
    calendars = Calendars(directory, preferences, 3)
    desk: Any = SimpleNamespace(directory=directory, preferences=preferences, calendars=calendars)
    await world.person("maya").changes_profile("U0SAM", deleted=True)
    assert (await find_seat_holder(TENANT, desk, "U0SAM")).gone
    await world.person("maya").changes_profile("U0SAM", deleted=False)
    time.now = 10
    assert (await directory.find_person(TENANT, "U0SAM")).gone
    assert not (await find_seat_holder(TENANT, desk, "U0SAM")).gone
