"""What has pages is asked for again, page by page: who may no longer read gets a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.block_kit import elements
from local_slack.client import words
from tests.desk import action, as_form
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
LONG = "\N{GRINNING FACE}" * 570  # each counts as twelve characters in what is sent


def create_response_url(desk: Running, user: str, channel: str) -> str:
    workspace = desk.slack.workspace
    return str(
        desk.slack.app.create_response_url(workspace.users[user], workspace.channels[channel])
    )


async def test_a_person_who_may_not_read_any_more_gets_no_further_page(fresh: Running) -> None:
    maya, sam, _, tariq, rosa = get_people(fresh)
    interviewers = [maya, sam]
    root = await open_debrief(
        maya,
        "JS",
        {SCREEN: [person.id for person in interviewers], "Team fit and values": [sam.id]},
        {"Decider": rosa.id},
    )
    for person in interviewers:
        kit = await wait_for_message(person, f"{SCREEN}: JS", get_dm(person))
        rated = dict.fromkeys(("ML judgement", "System design", "Clarity"), "Yes")
        assert await file_scorecard(person, kit, "Yes", rated, reason=LONG) is None
    complete = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    await rosa.press(complete, "Read round 1")
    first = await wait_for_modal(rosa)
    await rosa.press(first, "Next page")
    await rosa.until(lambda screen: "Previous page" in words(screen["views"][-1]))
    second = await wait_for_modal(rosa)
    assert words(first) != words(second)
    await rosa.press(second, "Previous page")
    await rosa.until(lambda screen: words(screen["views"][-1]) == words(first))

    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Hand over")
    form = await wait_for_modal(maya)
    await maya.choose(form, "What to hand over", "Decision")
    await maya.choose(form, "New person", tariq.id)
    assert await maya.submit(form) is not None  # *Manage*, below it
    request = await wait_for_message(tariq, "asks you to decide", get_dm(tariq))
    await tariq.press(request, "Accept")
    await wait_for_message(maya, f"<@{tariq.id}> has taken over the decision")
    await rosa.press(first, "Next page")
    await rosa.until(lambda screen: len(screen["views"]) == 2)
    said, lower = words(await wait_for_modal(rosa)), (await rosa.screen())["views"][0]
    assert "That round is not open to you" in said
    assert words(lower) == words(first)

    # The first press once more, of a message that is gone by now: it was marked as read then.
    [button] = [
        element
        for _, element in elements.find_all(complete["blocks"])
        if "Read" in str(element["text"])
    ]
    late: JSON = {
        "user": {"id": rosa.id},
        "channel": {"id": get_dm(rosa), "name": "directmessage"},
        "container": {"type": "message", "message_ts": complete["ts"], "channel_id": get_dm(rosa)},
        "response_url": create_response_url(fresh, rosa.id, get_dm(rosa)),
    }
    await fresh.post(as_form(action(button["action_id"], button["value"], **late)))
    await wait_for_message(rosa, "That round is not open to you", get_dm(rosa))


async def test_a_person_who_was_removed_from_the_channel_gets_no_page_of_its_list(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    for number in range(6):
        await open_debrief(maya, f"C{number}", {SCREEN: [sam.id]})
    await sam.say(CHANNEL, "/debrief list")
    await wait_for_message(sam, "newest first, page 1")

    # Slack shows nothing of the channel to Sam any more: it is pressed as a late click would be.
    await maya.does("remove", CHANNEL, user=sam.id)
    url = create_response_url(fresh, sam.id, HIRING)
    where: JSON = {"user": {"id": sam.id}, "channel": {"id": HIRING, "name": "privategroup"}}
    await fresh.post(as_form(action("debrief.list:1", "1", response_url=url, **where)))
    await maya.does("invite", CHANNEL, user=sam.id)
    await wait_for_message(sam, "You are not in that channel any more")
    assert "page 2" not in str(await sam.screen())
