"""An interviewer's account is gone: the owner is told, and gives the seat to somebody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.features.debriefs import (
    get_dm,
    get_people,
    open_debrief,
    read_text,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def lose_sam(desk: Running, maya: Person, sam: Person) -> JSON:
    """A debrief in which Sam interviews, whose account is then deactivated; its root."""
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await desk.settle()
    await maya.changes_profile(sam.id, deleted=True)
    return root


async def choose_tariq(maya: Person) -> None:
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", "U0TARIQ")
    await maya.submit(form)


async def test_the_owner_is_told_and_reassigns_the_seat_from_the_message(fresh: Running) -> None:
    maya, sam, _, tariq, _ = get_people(fresh)
    await lose_sam(fresh, maya, sam)
    told = await wait_for_message(maya, "the account of <@U0SAM> is gone", get_dm(maya))
    assert "*Technical screen for JS:*" in read_text(told)
    await maya.press(told, "Reassign")
    await choose_tariq(maya)
    await wait_for_message(tariq, "Technical screen: JS", get_dm(tariq))
    await wait_until_gone(maya, "the account of", get_dm(maya))


async def test_manage_offers_to_reassign_the_seat_and_no_reminder(fresh: Running) -> None:
    maya, sam, _, tariq, _ = get_people(fresh)
    root = await lose_sam(fresh, maya, sam)
    await maya.press(root, "Manage")
    view = await wait_for_modal(maya)
    shown = json.dumps(view["blocks"])
    assert "their account is gone" in shown
    assert "Send a reminder" not in shown
    assert "Excuse interviewer" in shown
    await maya.press(view, "Reassign")
    await choose_tariq(maya)
    await wait_for_message(tariq, "Technical screen: JS", get_dm(tariq))


async def test_only_the_owner_reassigns(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await lose_sam(fresh, maya, sam)
    told = await wait_for_message(maya, "the account of <@U0SAM> is gone", get_dm(maya))
    copy = fresh.slack.post(
        fresh.slack.workspace.channels[get_dm(ines)],
        fresh.slack.app.bot_user,
        "Stolen",
        told["blocks"],
    )
    await ines.press({"channel": get_dm(ines), "ts": copy.ts, "blocks": told["blocks"]}, "Reassign")
    await wait_for_message(ines, "Nothing was changed", get_dm(ines))
    assert await ines.modal() is None


async def test_in_a_debrief_that_is_over_nothing_is_reassigned(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await lose_sam(fresh, maya, sam)
    await wait_for_message(maya, "the account of <@U0SAM> is gone", get_dm(maya))
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Close without a decision")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Why?", "The candidate withdrew")
    await maya.submit(form)
    await wait_until_gone(maya, "the account of", get_dm(maya))
