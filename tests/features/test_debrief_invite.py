"""*Invite*: who could not read the reveal is added to the channel, by the owner and nobody else."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import ROOT, own_database, run_desk
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    read_text,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN, TEAM = "Technical screen", "Team fit and values"
CANT_READ = "can't read the reveal"


def list_members(desk: Running) -> set[str]:
    return set(desk.slack.workspace.channels[HIRING].members)


async def test_the_owner_invites_everybody_who_is_named(fresh: Running) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    for person in (sam, rosa):
        await person.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    named = await wait_for_message(maya, CANT_READ)
    assert {sam.id, rosa.id} == {
        person.id for person in get_people(fresh) if f"<@{person.id}>" in read_text(named)
    }
    await maya.press(named, "Invite")
    answer = await wait_for_message(maya, "can read the reveal now")
    assert answer["ts"] == named["ts"]
    assert "Invite" not in json.dumps(answer)
    assert {sam.id, rosa.id} <= list_members(fresh)


async def test_a_late_or_repeated_press_invites_only_people_who_are_still_missing(
    fresh: Running,
) -> None:
    """What the message said when it was written does not count."""
    maya, sam, ines, *_ = get_people(fresh)
    for person in (sam, ines):
        await person.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    named = await wait_for_message(maya, CANT_READ)
    await maya.does("invite", CHANNEL, user=sam.id)
    await asyncio.gather(maya.press(named, "Invite"), maya.press(named, "Invite"))
    await wait_until_gone(maya, CANT_READ)
    await fresh.settle()  # one press may still be under way when the other's answer is there
    calls = await fresh.workspace.calls("conversations.invite")
    assert {call["args"]["users"] for call in calls} == {ines.id}
    assert [call["ok"] for call in calls].count(True) == 1
    assert ines.id in list_members(fresh)


async def test_only_an_owner_who_is_in_the_channel_can_invite(fresh: Running) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    await sam.does("leave", CHANNEL)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    await rosa.press(root, "Manage")
    assert CANT_READ not in words(await wait_for_modal(rosa))
    await rosa.close(await wait_for_modal(rosa))

    # The button of the owner's modal, pressed by somebody else as a forged request would.
    await maya.press(root, "Manage")
    named = await wait_for_modal(maya)
    await maya.close(named)
    [[button]] = [
        [block["accessory"]] for block in named["blocks"] if block["block_id"] == "outside"
    ]
    for other in (ines, rosa):
        message = await post_stolen_button(fresh, other, button)
        await other.press(message, "Invite")
        await wait_for_message(other, "Only the debrief's owner can do that", get_dm(other))

    message = await post_stolen_button(fresh, maya, button)
    await maya.does("leave", CHANNEL)
    await maya.press(message, "Invite")
    await wait_for_message(maya, "You are not in that channel, so nobody was invited", get_dm(maya))
    assert await fresh.workspace.calls("conversations.invite") == []


async def test_an_interviewer_added_later_is_named_in_the_modal_and_invited_there(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    await tariq.does("leave", CHANNEL)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await maya.press(root, "Manage")
    view = await wait_for_modal(maya)
    assert CANT_READ not in words(view)
    await maya.press(view, "Replace interviewer")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", tariq.id)
    await maya.submit(form)
    await maya.until(lambda screen: CANT_READ in json.dumps(screen["views"]))
    view = await wait_for_modal(maya)
    assert tariq.id in words(view)
    await maya.press(view, "Invite")
    await maya.until(lambda screen: "can read the reveal now" in json.dumps(screen["views"]))
    assert CANT_READ not in words(await wait_for_modal(maya))
    assert tariq.id in list_members(fresh)


async def test_the_people_of_another_round_are_named_to_the_owner(fresh: Running) -> None:
    maya, sam, _, tariq, rosa = get_people(fresh)
    await tariq.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.advance(301)
    await wait_for_message(rosa, "JS: what to talk about")
    await rosa.press(await wait_for_button(rosa, "Decide"), "Decide")
    await rosa.choose(await wait_for_modal(rosa), "Decision", "Another round")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, TEAM, tariq.id)
    await rosa.fill(form, {"Why?": "One more look."})
    assert await rosa.submit(form) is None
    named = await wait_for_message(maya, CANT_READ, get_dm(maya))
    await maya.press(named, "Invite")
    await wait_for_message(maya, "can read the reveal now", get_dm(maya))
    assert tariq.id in list_members(fresh)


async def test_a_guest_is_not_invited_and_keeps_nobody_else_out(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    for person in (sam, ines):
        await person.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    named = await wait_for_message(maya, CANT_READ)
    await maya.changes_profile(sam.id, is_restricted=True)
    await maya.press(named, "Invite")
    answer = read_text(await wait_for_message(maya, "can read the reveal now"))
    assert f"<@{sam.id}> wasn't invited: guests may not read scorecards" in answer
    assert list_members(fresh) & {sam.id, ines.id} == {ines.id}
    [call] = await fresh.workspace.calls("conversations.invite")
    assert call["args"]["users"] == ines.id


async def test_who_is_of_another_company_now_is_not_invited_and_has_to_be_replaced(
    fresh: Running,
) -> None:
    """To share the channel with their company, as Slack proposes, would stop the debrief."""
    maya, sam, *_ = get_people(fresh)
    await sam.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    named = await wait_for_message(maya, CANT_READ)
    fresh.slack.workspace.users[sam.id].team = "T0NORTHWIND"
    await maya.press(named, "Invite")
    answer = read_text(await wait_for_message(maya, "wasn't invited"))
    assert f"<@{sam.id}> wasn't invited: they aren't in this workspace" in answer
    assert "replace them in *Manage*" in answer
    assert "/invite" not in answer


async def test_nobody_is_invited_to_a_channel_that_others_can_read_now(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await sam.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    named = await wait_for_message(maya, CANT_READ)
    await maya.does("share", CHANNEL)
    await maya.press(named, "Invite")
    await wait_for_message(maya, "Nobody was invited: another organisation shares this channel")
    assert await fresh.workspace.calls("conversations.invite") == []


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("ratelimited", "Slack is busy; press again in a minute"),
        ("server_error", "Slack didn't answer; check who is in the channel, then press again"),
    ],
)
async def test_an_invitation_that_fails_says_so_and_can_be_tried_again(
    fresh: Running, kind: str, sentence: str
) -> None:
    maya, sam, *_ = get_people(fresh)
    await sam.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    named = await wait_for_message(maya, CANT_READ)
    await fresh.workspace.fault("conversations.invite", kind)
    await maya.press(named, "Invite")
    failed = await wait_for_message(maya, sentence)
    await maya.press(failed, "Invite")
    await wait_for_message(maya, "can read the reveal now")
    assert sam.id in list_members(fresh)


async def test_without_the_scope_it_says_what_to_type(
    guide: Guide, valkey_socket: Path, tmp_path: Path
) -> None:
    manifest = tmp_path / "manifest.yml"
    whole = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    manifest.write_text(whole.replace("      - groups:write.invites\n", ""), encoding="utf-8")
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, manifest=manifest) as desk:
            maya, sam, *_ = get_people(desk)
            await sam.does("leave", CHANNEL)
            await open_debrief(maya, "JS", {SCREEN: [sam.id]})
            await maya.press(await wait_for_message(maya, CANT_READ), "Invite")
            answer = read_text(
                await wait_for_message(maya, "I'm not allowed to invite people here")
            )
            assert f"Type `/invite` in <#{HIRING}> to add <@{sam.id}>." in answer
            assert sam.id not in list_members(desk)
