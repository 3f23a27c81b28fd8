"""`people.yml`: who is in the workspace, what is wrong with a file, what a change of it does."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack.client import Workspace
from local_slack.errors import StartError
from local_slack.refusals import explain
from local_slack.state import people_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    Write = Callable[[str], local_slack.Settings]

JSON = dict[str, Any]
MANIFEST = Path(__file__).parent / "manifest.yml"
README = Path(local_slack.__file__).parent.parent / "README.md"

ACME = """
    workspace: {name: Acme, domain: acme, id: T0ACME}
    people:
      - {name: ada, real_name: Ada Byron, owner: true, time_zone: America/New_York}
      - {name: ben.k, id: U123ABC, title: Engineer, status: ":tea: At lunch"}
      - {name: gil, guest: multi-channel}
      - {name: gone, deactivated: true}
      - {name: otto, workspace: Other, email: otto@other.example}
    channels:
      - {name: alerts, id: C12345, topic: What breaks, members: [ada, gil]}
      - {name: partners, private: true, shared_with: [Other], members: [ben.k, otto], app: false}
      - name: old
        archived: true
        messages: [{from: gone, text: Bye}]
    groups:
      - {handle: on-call, members: [ada, ben.k]}
    other_workspaces:
      - {name: Other}
    """


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Settings with a people file of this text."""

    def write(text: str) -> local_slack.Settings:
        file = tmp_path / "people.yml"
        file.write_text(dedent(text))
        app = local_slack.AppSettings(MANIFEST)
        return local_slack.Settings((app,), workspace=file, data=tmp_path / "data")

    return write


async def test_a_workspace_has_the_people_channels_and_groups_of_its_file(write: Write) -> None:
    """Ids may be chosen. Everyone but guests, outsiders and deactivated people is in #general."""
    async with local_slack.serve(write(ACME)) as slack, Workspace(slack.url) as workspace:
        boot = await workspace.get("/-/boot")
        assert boot["workspace"] == {"id": "T0ACME", "name": "Acme"}
        ada = workspace.person("ada")
        screen = await ada.screen()
        assert [channel["name"] for channel in screen["channels"] if channel["name"]][:3] == [
            "alerts",
            "old",
            "general",
        ]
        channels = slack.workspace.channels
        assert channels["C0GENERAL"].members == ["U0ADA", "U123ABC", slack.app.bot_user]
        assert channels["C12345"].members == ["U0ADA", "U0GIL", slack.app.bot_user]
        assert slack.app.bot_user not in channels["C0PARTNERS"].members
        assert channels["C0PARTNERS"].is_ext_shared
        assert [message["text"] for message in screen["messages"]["C0OLD"]] == ["Bye"]
        assert slack.workspace.groups["S0ONCALL"].users == ["U0ADA", "U123ABC"]
        ben = slack.workspace.users["U123ABC"]
        assert (ben.status_emoji, ben.status_text, ben.email) == (
            ":tea:",
            "At lunch",
            "ben.k@acme.example",
        )


PEOPLE = "people:\n  - name: ada\n"


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", None, "is empty"),
        ("people: [", 1, "not YAML"),
        ("people:\n  - {name: ada, emial: a@b.c}", 2, "Did you mean email?"),
        ("peeple: []", 1, "Did you mean people?"),
        ("channels: []", 1, "people is missing in the file"),
        ("people: ada", 1, "A list is expected"),
        ("people:\n  - ada", 2, "Keys and values are expected, of a person"),
        (PEOPLE + "  - name: ada", 3, "Two people are called ada"),
        (PEOPLE + "  - {name: bo, id: U0ADA}", 3, "Two people have the id U0ADA"),
        (PEOPLE + "    name: bob", 3, "name is given twice"),
        (PEOPLE + '    admin: "yes"', 3, "true or false is expected, without quotation marks"),
        (PEOPLE + "    deactivated: 'true'", 3, "without quotation marks"),
        (PEOPLE + "    title: null", 3, "A text is expected"),
        (PEOPLE + "    time_zone: Europe/Lodon", 3, "Did you mean Europe/London?"),
        (PEOPLE + "    admin: maybe", 3, "true or false"),
        (PEOPLE + "    guest: yes", 3, "single-channel, multi-channel"),
        (PEOPLE + "    id: ada", 3, "such as U0MAYA"),
        (PEOPLE + "    deactivated: true", 2, "At least one person"),
        (PEOPLE + "    workspace: Elsewhere", 3, "other_workspaces"),
        (PEOPLE + "channels: [{name: x, members: [adda]}]", 3, "Did you mean ada?"),
        (PEOPLE + "channels: [{name: x, members: [ada, ada]}]", 3, "listed twice"),
        (PEOPLE + "channels: [{name: x}, {name: x}]", 3, "Two channels are called x"),
        (PEOPLE + "channels: [{name: Big Room}]", 3, "a channel's name"),
        (PEOPLE + "groups: [{handle: ada}]", 3, "ada is taken"),
    ],
)
async def test_what_is_wrong_with_a_file_is_said_with_its_line(
    write: Write, text: str, line: int | None, sentence: str
) -> None:
    with pytest.raises(StartError) as refused:
        async with local_slack.serve(write(text)):
            pass
    said = str(refused.value)
    assert sentence in said
    assert "people.yml" in said
    assert line is None or re.search(rf", line {line}[:,] ", said)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("[ada, gil]", "[ada, gone]", "gone is deactivated"),
        ("[ada, gil]", "[ada, otto]", "otto is of Other, and #alerts isn't shared with it"),
        ("multi-channel}", "multi-channel, admin: true}", "can't be an administrator"),
        ("[ben.k, otto]", "[ben.k, gil]", ""),
        ("multi-channel}", "single-channel}", ""),
    ],
)
async def test_people_are_only_in_channels_that_slack_lets_them_be_in(
    write: Write, before: str, after: str, sentence: str
) -> None:
    settings = write(ACME.replace(before, after))
    if sentence:
        with pytest.raises(StartError, match=re.escape(sentence)):
            async with local_slack.serve(settings):
                pass
    else:
        async with local_slack.serve(settings):
            pass


async def test_a_single_channel_guest_is_in_one_channel(write: Write) -> None:
    text = ACME.replace("multi-channel", "single-channel").replace("[ben.k, otto]", "[ben.k, gil]")
    with pytest.raises(StartError, match="gil is a single-channel guest, but in #alerts and #part"):
        async with local_slack.serve(write(text)):
            pass


async def test_a_changed_file_adds_and_changes_and_loses_nothing(write: Write) -> None:
    """What was done in the workspace since stays, unless the file says something new about it."""
    async with local_slack.serve(write(ACME)) as slack, Workspace(slack.url) as workspace:
        ada = workspace.person("ada")
        await ada.say("#alerts", "It burns")
        await ada.changes_profile("U123ABC", title="Lead", deleted=True)
        slack.workspace.groups["S0ONCALL"].users = ["U0ADA"]
    changed = ACME.replace("title: Engineer", "title: Staff engineer, time_zone: Asia/Tokyo")
    changed = changed.replace("[ada, gil]", "[ada, new]").replace("topic: What", "topic: All that")
    changed = changed.replace("- {name: gone, d", "- {name: new}\n      - {name: gone, d")
    changed = changed.replace("      - {name: otto,", "      - {name: otto, title: Buyer,")
    changed = changed.replace("groups:", "  - {name: news}\n    groups:")
    settings = write(changed)
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as workspace:
        users, channels = slack.workspace.users, slack.workspace.channels
        assert [m["text"] for m in await workspace.person("new").sees("#alerts")] == ["It burns"]
        assert channels["C12345"].members == ["U0ADA", "U0GIL", slack.app.bot_user, "U0NEW"]
        assert channels["C12345"].topic == "All that breaks"
        assert slack.app.bot_user in channels["C0NEWS"].members
        assert (users["U123ABC"].title, users["U123ABC"].tz) == ("Staff engineer", "Asia/Tokyo")
        assert users["U123ABC"].deleted
        assert users["U0OTTO"].title == "Buyer"
        assert slack.workspace.groups["S0ONCALL"].users == ["U0ADA"]
        assert await workspace.person("new").sees("DM") == []
        await workspace.reset()
        assert [m["text"] for m in await workspace.person("new").sees("#alerts")] == []


async def test_a_saved_workspace_is_not_mixed_with_the_file_of_another_one(write: Write) -> None:
    async with local_slack.serve(write(ACME)):
        pass
    with pytest.raises(StartError, match="T0ACME, but the people file is of T0LOCAL"):
        async with local_slack.serve(write(PEOPLE)):
            pass


def test_the_readme_has_a_table_row_for_each_key_of_the_file() -> None:
    section = README.read_text(encoding="utf-8").partition("## People")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?:`(\w+)`)? *\| `(\w+)`", section, re.MULTILINE)
    listed: dict[str, list[str]] = {}
    for name, key in rows:
        listed.setdefault(name or next(reversed(listed)), []).append(key)
    assert listed == {name: list(keys) for name, keys in people_keys.SECTIONS.items()}


async def test_the_readmes_example_is_a_file_that_works(write: Write) -> None:
    section = README.read_text(encoding="utf-8").partition("## People")[2].partition("\n## ")[0]
    example = section.partition("```yaml\n")[2].partition("```")[0]
    async with local_slack.serve(write(example)) as slack:
        assert slack.workspace.id == "T0ACME"


async def test_an_app_is_told_what_kind_of_person_somebody_is(bot: Bot) -> None:
    """Time zones are by the workspace's clock; this manifest has no users:read.email."""

    async def look(user: str) -> JSON:
        shown: JSON = (await bot.call("users.info", user=user))["user"]
        return shown

    maya, arjun = await look("U0MAYA"), await look("U0ARJUN")
    ranks = ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted")
    assert [maya[rank] for rank in ranks] == [True, True, True, False, False]
    assert (arjun["tz"], arjun["tz_offset"]) == ("Asia/Kolkata", 19800)
    assert arjun["tz_label"] == "India Standard Time"
    assert arjun["profile"]["status_emoji"] == ":palm_tree:"
    assert arjun["profile"]["status_text"] == "Back on Monday"
    assert "email" not in arjun["profile"]
    assert "is_stranger" not in arjun
    noor = await look("U0NOOR")
    assert [noor[rank] for rank in ranks] == [False, False, False, True, True]
    gone = await look("U0PAVEL")
    assert gone["deleted"]
    assert "tz" not in gone
    assert "is_admin" not in gone


async def test_people_of_other_workspaces_are_strangers_outside_shared_channels(
    slack: Slack, bot: Bot
) -> None:
    """Slack: they are not listed, and a stranger is whoever shares no channel with the app."""
    olive = (await bot.call("users.info", user="U0OLIVE"))["user"]
    assert (olive["team_id"], olive["profile"]["team"]) == ("T0NORTHWIND", "T0NORTHWIND")
    assert olive["is_stranger"] is False
    assert (await bot.call("conversations.open", users="U0OLIVE"))["ok"]
    refused = await bot.call("conversations.invite", channel="C0HIRING", users="U0OLIVE")
    assert refused["error"] == "no_external_invite_permission"
    [problem] = explain(refused["error"], refused, {"users": "U0OLIVE"})
    assert problem["pointer"] == "/users"
    assert "only where the channel is shared" in problem["message"]
    slack.workspace.channels["C0NORTHWINDPILOT"].members.remove(slack.app.bot_user)
    refused = await bot.call("conversations.open", users="U0OLIVE")
    assert refused["error"] == "user_not_visible"
    assert (await bot.call("users.info", user="U0OLIVE"))["user"]["is_stranger"] is True
    listed = {member["id"] for member in (await bot.call("users.list"))["members"]}
    assert "U0OLIVE" not in listed
    assert {"U0PAVEL", "U0NOOR"} <= listed


async def test_time_zones_follow_the_workspaces_clock_into_summer(
    workspace: Workspace, bot: Bot
) -> None:
    async def zone() -> tuple[str, int]:
        lena = (await bot.call("users.info", user="U0LENA"))["user"]
        return lena["tz_label"], lena["tz_offset"]

    year = datetime.now(UTC).year + 1
    await workspace.move_to(datetime(year, 1, 10, tzinfo=UTC).timestamp())
    assert await zone() == ("Pacific Standard Time", -28800)
    await workspace.move_to(datetime(year, 7, 10, tzinfo=UTC).timestamp())
    assert await zone() == ("Pacific Daylight Time", -25200)


async def test_email_addresses_take_a_scope_of_their_own(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    text = MANIFEST.read_text().replace(
        "- users:read\n", "- users:read\n      - users:read.email\n"
    )
    manifest.write_text(text)
    settings = local_slack.Settings((local_slack.AppSettings(manifest),))
    async with local_slack.serve(settings) as slack:
        client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
        maya = (await client.users_info(user="U0MAYA"))["user"]
        assert maya["profile"]["email"] == "maya@local-workspace.example"
