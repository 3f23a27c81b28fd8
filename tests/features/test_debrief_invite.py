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
    dm,
    files,
    gone,
    offers,
    opened,
    people,
    posted,
    stolen,
    told,
    top,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN, TEAM = "Technical screen", "Team fit and values"
CANT_READ = "can't read the reveal"


def members(desk: Running) -> set[str]:
    return set(desk.slack.workspace.channels[HIRING].members)


async def test_the_owner_invites_everybody_who_is_named(fresh: Running) -> None:
    maya, sam, ines, _, rosa = people(fresh)
    for one in (sam, rosa):
        await one.does("leave", CHANNEL)
    await opened(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    named = await posted(maya, CANT_READ)
    assert {sam.id, rosa.id} == {one.id for one in people(fresh) if f"<@{one.id}>" in told(named)}
    await maya.press(named, "Invite")
    answer = await posted(maya, "can read the reveal now")
    assert answer["ts"] == named["ts"]
    assert "Invite" not in json.dumps(answer)
    assert {sam.id, rosa.id} <= members(fresh)


async def test_a_press_that_comes_late_or_twice_invites_who_is_missing_then(
    fresh: Running,
) -> None:
    """What the message said when it was written does not count."""
    maya, sam, ines, *_ = people(fresh)
    for one in (sam, ines):
        await one.does("leave", CHANNEL)
    await opened(maya, "JS", {SCREEN: [sam.id, ines.id]})
    named = await posted(maya, CANT_READ)
    await maya.does("invite", CHANNEL, user=sam.id)
    await asyncio.gather(maya.press(named, "Invite"), maya.press(named, "Invite"))
    await gone(maya, CANT_READ)
    calls = await fresh.workspace.calls("conversations.invite")
    assert {call["args"]["users"] for call in calls} == {ines.id}
    assert [call["ok"] for call in calls].count(True) == 1
    assert ines.id in members(fresh)


async def test_nobody_but_the_owner_invites_and_only_from_within(fresh: Running) -> None:
    maya, sam, ines, _, rosa = people(fresh)
    await sam.does("leave", CHANNEL)
    root = await opened(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    await rosa.press(root, "Manage")
    assert CANT_READ not in words(await top(rosa))
    await rosa.close(await top(rosa))

    # The button of the owner's modal, pressed by somebody else as a forged request would.
    await maya.press(root, "Manage")
    named = await top(maya)
    await maya.close(named)
    [[button]] = [
        [block["accessory"]] for block in named["blocks"] if block["block_id"] == "outside"
    ]
    for other in (ines, rosa):
        message = await stolen(fresh, other, button)
        await other.press(message, "Invite")
        await posted(other, "for somebody else in this debrief", dm(other))

    message = await stolen(fresh, maya, button)
    await maya.does("leave", CHANNEL)
    await maya.press(message, "Invite")
    await posted(maya, "You are not in that channel, so nobody was invited", dm(maya))
    assert await fresh.workspace.calls("conversations.invite") == []


async def test_who_is_seated_later_is_named_in_the_modal_and_invited_there(fresh: Running) -> None:
    maya, sam, ines, tariq, _ = people(fresh)
    await tariq.does("leave", CHANNEL)
    root = await opened(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await maya.press(root, "Manage")
    view = await top(maya)
    assert CANT_READ not in words(view)
    await maya.press(view, "Seat somebody else")
    form = await top(maya)
    await maya.choose(form, "Interviewer", tariq.id)
    await maya.submit(form)
    await maya.until(lambda screen: CANT_READ in json.dumps(screen["views"]))
    view = await top(maya)
    assert tariq.id in words(view)
    await maya.press(view, "Invite")
    await maya.until(lambda screen: "can read the reveal now" in json.dumps(screen["views"]))
    assert CANT_READ not in words(await top(maya))
    assert tariq.id in members(fresh)


async def test_the_people_of_another_round_are_named_to_the_owner(fresh: Running) -> None:
    maya, sam, _, tariq, rosa = people(fresh)
    await tariq.does("leave", CHANNEL)
    await opened(maya, "JS", {SCREEN: [sam.id]}, {"Decider": rosa.id})
    kit = await posted(sam, f"{SCREEN}: JS", dm(sam))
    assert await files(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.advance(301)
    await posted(rosa, "JS: overall ratings")
    await rosa.press(await offers(rosa, "Decide"), "Decide")
    await rosa.choose(await top(rosa), "Decision", "Another round")
    form = await top(rosa)
    await rosa.choose(form, TEAM, tariq.id)
    await rosa.fill(form, {"Why?": "One more look."})
    assert await rosa.submit(form) is None
    named = await posted(maya, CANT_READ, dm(maya))
    await maya.press(named, "Invite")
    await posted(maya, "can read the reveal now", dm(maya))
    assert tariq.id in members(fresh)


async def test_a_guest_is_not_invited_and_keeps_nobody_else_out(fresh: Running) -> None:
    maya, sam, ines, *_ = people(fresh)
    for one in (sam, ines):
        await one.does("leave", CHANNEL)
    await opened(maya, "JS", {SCREEN: [sam.id, ines.id]})
    named = await posted(maya, CANT_READ)
    await maya.changes_profile(sam.id, is_restricted=True)
    await maya.press(named, "Invite")
    answer = told(await posted(maya, "can read the reveal now"))
    assert f"<@{sam.id}> isn't invited: a guest would read the scorecards" in answer
    assert members(fresh) & {sam.id, ines.id} == {ines.id}
    [call] = await fresh.workspace.calls("conversations.invite")
    assert call["args"]["users"] == ines.id


async def test_a_channel_that_is_no_place_any_more_gets_nobody(fresh: Running) -> None:
    maya, sam, *_ = people(fresh)
    await sam.does("leave", CHANNEL)
    await opened(maya, "JS", {SCREEN: [sam.id]})
    named = await posted(maya, CANT_READ)
    await maya.does("share", CHANNEL)
    await maya.press(named, "Invite")
    await posted(maya, "Nobody was invited: another organisation shares this channel")
    assert await fresh.workspace.calls("conversations.invite") == []


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("ratelimited", "Slack asks for a pause; press again in a minute"),
        ("server_error", "Slack didn't answer; see who is in the channel, and press again"),
    ],
)
async def test_an_invitation_that_fails_says_so_and_can_be_tried_again(
    fresh: Running, kind: str, sentence: str
) -> None:
    maya, sam, *_ = people(fresh)
    await sam.does("leave", CHANNEL)
    await opened(maya, "JS", {SCREEN: [sam.id]})
    named = await posted(maya, CANT_READ)
    await fresh.workspace.fault("conversations.invite", kind)
    await maya.press(named, "Invite")
    failed = await posted(maya, sentence)
    await maya.press(failed, "Invite")
    await posted(maya, "can read the reveal now")
    assert sam.id in members(fresh)


async def test_without_the_scope_it_says_what_to_type(
    guide: Guide, valkey_socket: Path, tmp_path: Path
) -> None:
    manifest = tmp_path / "manifest.yml"
    whole = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    manifest.write_text(whole.replace("      - groups:write.invites\n", ""), encoding="utf-8")
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, manifest=manifest) as desk:
            maya, sam, *_ = people(desk)
            await sam.does("leave", CHANNEL)
            await opened(maya, "JS", {SCREEN: [sam.id]})
            await maya.press(await posted(maya, CANT_READ), "Invite")
            answer = told(await posted(maya, "I may not invite anybody here"))
            assert f"Type `/invite` in <#{HIRING}> for <@{sam.id}>." in answer
            assert sam.id not in members(desk)
