"""Where debriefs may be opened and who may take part: as Slack says, not as it is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    submit_open_form,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

APPS = ("USLACKBOT", "U0HIRINGDESK")


def send_real_names(desk: Running) -> None:
    desk.slack.settings = replace(desk.slack.settings, private_names=True)


async def test_a_private_channel_holds_debriefs_also_where_slack_sends_its_real_name(
    fresh: Running,
) -> None:
    """From the command, a shortcut, a button and the list."""
    send_real_names(fresh)
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.say(CHANNEL, "/debrief list")
    listed = (await maya.sees(CHANNEL))[-1]
    assert "JS" in read_text(listed)
    await maya.press(listed, "Open a debrief")
    await maya.close(await wait_for_modal(maya))
    await maya.say(CHANNEL, "Shall we?")
    await maya.shortcut("debrief.open.here", (await maya.sees(CHANNEL))[-1])
    assert "Pick a private channel" not in words(await wait_for_modal(maya))


async def test_a_public_channel_is_refused_by_what_it_is_whatever_its_name(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    for name in ("privategroup", "directmessage"):
        fresh.slack.workspace.channels["C0GENERAL"].name = name
        await maya.say("C0GENERAL", "/debrief JS")
        assert "this channel is public" in read_text((await maya.sees("C0GENERAL"))[-1])


async def test_without_the_app_a_private_channel_asks_for_an_invitation_and_a_public_one_does_not(
    fresh: Running,
) -> None:
    send_real_names(fresh)
    maya, *_ = get_people(fresh)
    await maya.say("#leadership", "/debrief JS")
    refusal = read_text((await maya.sees("#leadership"))[-1])
    assert "`/invite` me first, then type `/debrief` again" in refusal
    assert "Use a private channel" not in refusal
    await maya.does("remove", "#general", user="U0HIRINGDESK")
    await maya.say("#general", "/debrief JS")
    refusal = read_text((await maya.sees("#general"))[-1])
    assert "this channel is public" in refusal
    assert "/invite" not in refusal


async def test_direct_messages_of_a_group_are_no_place_for_a_debrief(fresh: Running) -> None:
    send_real_names(fresh)
    maya, *_ = get_people(fresh)
    fresh.slack.workspace.channels["C0LEADERS"].name = "mpdm-maya--rosa-1"
    await maya.say("C0LEADERS", "/debrief JS")
    assert "a debrief needs a private channel" in read_text((await maya.sees("C0LEADERS"))[-1])


async def test_sharing_interviews_warns_in_a_public_channel_only_by_what_slack_says(
    fresh: Running,
) -> None:
    send_real_names(fresh)
    maya, *_ = get_people(fresh)
    for channel, warns in ((CHANNEL, False), ("#general", True), ("#leadership", False)):
        await maya.say(channel, "/interview-questions")
        answer = (await maya.sees(channel))[-1]
        assert ("confirm" in json.dumps(answer["blocks"])) == warns, channel


async def test_where_slack_does_not_say_what_a_channel_is_its_name_decides_about_the_warning(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    await fresh.workspace.fault("conversations.info", "ratelimited", times=2)
    for channel, warns in (("#general", True), (CHANNEL, False)):
        await maya.say(channel, "/interview-questions")
        answer = (await maya.sees(channel))[-1]
        assert ("confirm" in json.dumps(answer["blocks"])) == warns, channel
    await maya.say("me", "/interview-questions")
    assert "confirm" not in json.dumps((await maya.sees("me"))[-1]["blocks"])


@pytest.mark.parametrize("allowed", [False, True])
async def test_a_channel_shared_in_one_organisation_is_named_as_that_and_allowed_by_a_setting(
    guide: Guide, valkey_socket: Path, *, allowed: bool
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, allow_org_shared_channels=allowed) as desk:
            maya, sam, *_ = get_people(desk)
            await maya.does("share_in_organisation", CHANNEL)
            if allowed:
                await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
                return
            await maya.say(CHANNEL, "/debrief JS")
            refusal = read_text((await maya.sees(CHANNEL))[-1])
            assert "other workspaces of your organisation share this channel" in refusal
            assert "another organisation" not in refusal


@pytest.mark.parametrize("app", APPS)
async def test_no_app_is_seated_decides_or_speaks(fresh: Running, app: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    await maya.press(await wait_for_modal(maya), "More options")
    view = await wait_for_modal(maya)
    await maya.fill(view, {"Candidate": "JS"})
    for label, block, person in (
        ("Technical screen", "seats/", sam.id),
        ("Decider", "decider", maya.id),
        ("Who speaks first", "speaking", sam.id),
    ):
        await maya.choose(view, label, app)
        refused = await maya.submit(view)
        assert refused
        [(field, sentence)] = refused["errors"].items()
        assert field.startswith(block)
        assert "is an app, and apps can't take part" in sentence
        await maya.choose(view, label, person)
    await submit_open_form(maya, view)


@pytest.mark.parametrize("app", APPS)
async def test_no_app_takes_over_what_a_person_does(fresh: Running, app: str) -> None:
    """By *Add interviewer*, *Replace interviewer* or *Hand over*."""
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.press(root, "Manage")
    for button, label in (
        ("Add interviewer", "Interviewer"),
        ("Replace interviewer", "Interviewer"),
        ("Hand over", "New person"),
    ):
        await maya.press(await wait_for_modal(maya), button)
        form = await wait_for_modal(maya)
        await maya.choose(form, label, app)
        if button == "Add interviewer":
            await maya.choose(form, "Stage", "Technical screen")
        refused = await maya.submit(form)
        assert refused
        assert "apps can't take part" in refused["errors"]["person"]
        await maya.close(refused)


@pytest.mark.parametrize(
    ("profile", "sentence"),
    [
        ({"real_name": "Noor", "is_restricted": True}, "Noor is a guest, and guests can't"),
        ({"real_name": "Pavel", "deleted": True}, "Pavel has a deactivated account"),
        ({"deleted": True, "is_restricted": True}, "has a deactivated account"),
    ],
)
async def test_a_person_who_cannot_take_part_is_refused_for_their_own_reason(
    fresh: Running, profile: JSON, sentence: str
) -> None:
    maya, *_ = get_people(fresh)
    await maya.changes_profile("U0NEW", **profile)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Technical screen", "U0NEW")
    refused = await maya.submit(view)
    assert refused
    [said] = refused["errors"].values()
    assert sentence in said


async def test_nobody_of_another_company_takes_part_in_a_debrief(fresh: Running) -> None:
    """Also if they share a channel with the app, so that Slack does not call them strangers."""
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Technical screen", "U0OLIVE")
    refused = await maya.submit(view)
    assert refused
    [said] = refused["errors"].values()
    assert "isn't in this workspace" in said


async def test_a_deactivated_member_holds_nothing_back(fresh: Running) -> None:
    """Slack has taken that account's access, so a debrief goes on in its channel."""
    maya, sam, ines, *_ = get_people(fresh)
    await maya.changes_profile(ines.id, deleted=True)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert fresh.slack.workspace.channels[HIRING].members.count(ines.id) == 1
