"""What an interviewer does with their own seat besides filing, through real HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.block_kit import elements
from local_slack.client import words
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    read_history,
    read_text,
    start_working_day,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN, TEAM = "Technical screen", "Team fit and values"
RATINGS = {"ML judgement": "Yes"}
HOUR = 60 * 60
WORKING_DAY = 4 * 24 * 60 * 60  # at most, since a weekend may lie in it
ASKS = "asks you to interview and file in their place"


async def get_kit(person: Person) -> JSON:
    return await wait_for_message(person, f"{SCREEN}: JS", get_dm(person))


async def ask_to_take_over(person: Person, other: Person) -> None:
    """Ask someone from the kit's menu to take the seat."""
    await person.press(await get_kit(person), "Hand over to…")
    form = await wait_for_modal(person)
    await person.choose(form, "Who can interview instead?", other.id)
    answer = await person.submit(form)
    assert answer
    assert f"<@{other.id}> can accept until" in words(answer)
    await person.close(answer)


async def test_who_did_not_interview_says_so_and_the_owner_reassigns_from_the_note(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    root = await open_debrief(
        maya, "JS", {SCREEN: [sam.id], TEAM: [ines.id]}, {"Rounds": "All together"}
    )
    await sam.press(await get_kit(sam), "I didn't interview")
    form = await wait_for_modal(sam)
    assert "The channel sees the reason: did not interview." in words(form)
    assert await sam.submit(form) is None
    shown = read_text(await wait_for_message(sam, "can't file: did not interview"))
    assert f"<@{sam.id}>" in shown
    note = await wait_for_message(maya, f"<@{sam.id}> said that they can't file", get_dm(maya))
    await maya.press(note, "Reassign")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", tariq.id)
    assert await maya.submit(form) is None
    await get_kit(tariq)
    await wait_until_gone(maya, "nobody interviews in place of", get_dm(maya))
    assert f"replaced <@{sam.id}>: now <@{tariq.id}>" in await read_history(maya, root)


async def test_who_did_not_interview_confirms_that_the_others_are_revealed(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await sam.press(await get_kit(sam), "I didn't interview")
    form = await wait_for_modal(sam)
    assert "last scorecard" not in words(form)
    assert await file_scorecard(ines, await get_kit(ines), "Yes", RATINGS) is None

    again = await sam.submit(form)  # it completes the round by now, so it is asked first

    assert again
    assert "This is the last scorecard that is missing" in words(again)
    await sam.choose(again, "Are you sure?", "Yes, go on without it")
    assert await sam.submit(again) is None
    await fresh.advance(301)
    await wait_for_message(maya, "JS: what to talk about")


async def test_a_seat_is_handed_over_once_the_other_accepts(fresh: Running) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await ask_to_take_over(sam, tariq)
    await wait_for_message(sam, f"You asked <@{tariq.id}> to interview", get_dm(sam))
    request = await wait_for_message(tariq, ASKS, get_dm(tariq))
    said = read_text(request)
    assert f"<@{sam.id}> {ASKS}:* JS, {SCREEN}, in <#{HIRING}>" in said
    assert "You can accept until" in said
    before = json.dumps((await ines.screen())["messages"])
    assert tariq.id not in before  # nobody else learns of the request

    await tariq.press(request, "Accept")

    await wait_for_message(tariq, "You accepted.", get_dm(tariq))
    kit = await get_kit(tariq)
    told = await wait_for_message(sam, f"<@{tariq.id}> interviews in your place", get_dm(sam))
    assert "nothing left for you to do" in read_text(told)
    note = await wait_for_message(
        maya, f"<@{tariq.id}> interviews in place of <@{sam.id}>", get_dm(maya)
    )
    assert not note["edited"]
    shown = read_text(await wait_for_message(ines, "handed their seat over"))
    assert f"Screen: <@{tariq.id}>" in shown
    assert f"took over the seat of <@{sam.id}>" in await read_history(maya, root)
    assert await file_scorecard(tariq, kit, "Yes", RATINGS) is None
    await wait_for_message(ines, "1 of 2 filed")


async def test_an_interview_that_is_over_is_handed_over_without_its_time(fresh: Running) -> None:
    """Whoever asks says that it didn't take place; all learn that it needs a new time.

    The person isn't in the channel, which whoever asks sees at once, and the owner on acceptance.
    """
    maya, sam, *_ = get_people(fresh)
    lena = fresh.workspace.person("lena")
    await start_working_day(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    at = int(fresh.store.time()[0]) + fresh.clock.offset + HOUR
    await sam.press(await get_kit(sam), "Schedule")
    await sam.choose(await wait_for_modal(sam), "When is the interview?", str(at))
    assert await sam.submit(await wait_for_modal(sam)) is None
    await wait_for_message(sam, f"You interview *<!date^{at}^", get_dm(sam))
    await fresh.advance(HOUR + 60)
    await sam.press(await get_kit(sam), "Hand over to…")
    form = await wait_for_modal(sam)
    assert f"Your interview was to be <!date^{at}^" in json.dumps(form)
    await sam.choose(form, "Who can interview instead?", lena.id)
    refused = await sam.submit(form)
    assert refused  # Slack asks for what isn't optional
    await sam.choose(form, "Did you interview?", "It didn't take place")
    answer = await sam.submit(form)
    assert answer
    assert f"<@{lena.id}> isn't in <#{HIRING}>" in words(answer)
    request = await wait_for_message(lena, ASKS, get_dm(lena))
    assert f"was to be <!date^{at}^" in read_text(request)
    assert "due" not in read_text(request)

    await lena.press(request, "Accept")

    kit = await get_kit(lena)
    assert "isn't scheduled yet" in read_text(kit)
    note = await wait_for_message(maya, f"<@{lena.id}> interviews in place of", get_dm(maya))
    assert "The interview has no time." in read_text(note)
    await wait_for_message(maya, "can't read the reveal", get_dm(maya))
    messages = json.dumps([kit, *(await lena.screen())["messages"].get(get_dm(lena), [])])
    assert "isn't filed yet" not in messages


async def test_the_owner_is_told_who_is_outside_wherever_they_reassign_a_seat(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    await tariq.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await sam.press(await get_kit(sam), "I didn't interview")
    assert await sam.submit(await wait_for_modal(sam)) is None
    note = await wait_for_message(maya, "Reassign", get_dm(maya))
    await maya.press(note, "Reassign")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", tariq.id)
    assert await maya.submit(form) is None

    named = await wait_for_message(maya, "can't read the reveal", get_dm(maya))
    assert f"<@{tariq.id}>" in read_text(named)


async def test_who_declines_or_never_answers_leaves_the_seat_with_who_asked(
    fresh: Running,
) -> None:
    maya, sam, _, tariq, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await ask_to_take_over(sam, tariq)
    request = await wait_for_message(tariq, ASKS, get_dm(tariq))
    await tariq.press(request, "Decline")
    await wait_for_message(tariq, "You declined.", get_dm(tariq))
    told = await wait_for_message(sam, f"<@{tariq.id}> declined", get_dm(sam))
    assert "The scorecard is still yours" in read_text(told)

    await sam.press(told, "Hand over to…")
    form = await wait_for_modal(sam)
    await sam.choose(form, "Who can interview instead?", rosa.id)
    await sam.submit(form)
    await wait_for_message(rosa, ASKS, get_dm(rosa))
    await fresh.advance(WORKING_DAY)
    await wait_for_message(sam, f"<@{rosa.id}> didn't answer your request", get_dm(sam))
    over = await wait_for_message(rosa, "The request is over.", get_dm(rosa))
    assert "Accept" not in json.dumps(over["blocks"])
    seen_by_owner = json.dumps((await maya.screen())["messages"][get_dm(maya)])
    assert rosa.id not in seen_by_owner
    assert tariq.id not in seen_by_owner


async def test_a_new_request_replaces_the_former_and_filing_withdraws_it(fresh: Running) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await ask_to_take_over(sam, tariq)
    first = await wait_for_message(tariq, ASKS, get_dm(tariq))
    await ask_to_take_over(sam, rosa)
    await wait_for_message(tariq, "The request is over.", get_dm(tariq))
    second = await wait_for_message(rosa, ASKS, get_dm(rosa))
    accept = find_button(first, "Accept")
    await tariq.press(await post_stolen_button(fresh, tariq, accept), "Accept")
    await wait_for_message(tariq, "This request is over, so nothing was changed", get_dm(tariq))

    assert await file_scorecard(sam, await get_kit(sam), "Yes", RATINGS) is None

    over = read_text(await wait_for_message(rosa, "The request is over.", get_dm(rosa)))
    assert "filed" not in over  # which is sealed
    for name in ("Accept", "Decline"):
        await rosa.press(await post_stolen_button(fresh, rosa, find_button(second, name)), name)
        said = await wait_for_message(rosa, "This request is over, so nothing", get_dm(rosa))
        fresh.slack.remove(fresh.slack.workspace.find(said["channel"], said["ts"]))


def find_button(message: JSON, name: str) -> JSON:
    [button] = [
        element
        for _, element in elements.find_all(message["blocks"])
        if element.get("text", {}).get("text") == name
    ]
    return button


async def test_only_a_person_who_can_take_part_and_has_not_that_seat_is_asked(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await maya.changes_profile("U0GUEST", is_restricted=True)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await sam.press(await get_kit(sam), "Hand over to…")
    form = await wait_for_modal(sam)
    for user, says in (
        ("U0GUEST", "Choose someone else"),
        (fresh.slack.app.bot_user, "apps can't take part"),
        (sam.id, "already has it"),
        (ines.id, "already an interviewer for that stage"),
    ):
        await sam.choose(form, "Who can interview instead?", user)
        refused = await sam.submit(form)
        assert refused
        assert says in refused["errors"]["person"]
        form = refused
    assert fresh.store_text().count("b'history:") == 1


async def test_more_time_is_taken_once_and_then_the_owner_is_named(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    kit = await get_kit(sam)
    assert "I need more time" not in json.dumps(kit)  # it has no due time yet
    await sam.press(kit, "Schedule")
    form = await wait_for_modal(sam)
    at = int(fresh.store.time()[0]) + fresh.clock.offset + 2 * HOUR
    await sam.choose(form, "When is the interview?", str(at))
    assert await sam.submit(await wait_for_modal(sam)) is None
    await sam.until(lambda screen: "I need more time" in json.dumps(screen["messages"]))
    kit = await get_kit(sam)
    shown = read_text(await wait_for_message(maya, "scorecard due"))
    await sam.press(kit, "I need more time")
    await wait_for_message(sam, "You have more time: your scorecard is due", get_dm(sam))
    await wait_for_message(maya, "asked for more time", get_dm(maya))
    await fresh.advance(11)  # a second press is no double click
    await sam.press(await get_kit(sam), "I need more time")
    again = await wait_for_message(sam, "taken more time for this scorecard already", get_dm(sam))
    assert f"<@{maya.id}> owns the debrief" in read_text(again)
    assert fresh.store_text().count("b'history:") == 3  # opened, scheduled, and the first press
    assert read_text(await wait_for_message(maya, "scorecard due")) == shown


async def test_old_buttons_of_a_seat_answer_with_a_sentence(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    kit = await get_kit(sam)
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    [menu] = [
        element for _, element in elements.find_all(kit["blocks"]) if element["type"] == "overflow"
    ]
    for option in menu["options"]:
        name = option["text"]["text"]
        await sam.press(await post_stolen_button(fresh, sam, menu), name)
        said = await wait_for_message(sam, "You have already filed", get_dm(sam))
        fresh.slack.remove(fresh.slack.workspace.find(said["channel"], said["ts"]))
    unknown = menu | {"options": [{"text": menu["options"][0]["text"], "value": "other x"}]}
    await sam.press(await post_stolen_button(fresh, sam, unknown), "I didn't interview")
    await wait_for_message(sam, "from an older version", get_dm(sam))


async def test_the_board_and_manage_offer_to_fill_a_seat_that_was_given_up(fresh: Running) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id, rosa.id]})
    for person in (sam, rosa):
        await person.press(await get_kit(person), "I didn't interview")
        assert await person.submit(await wait_for_modal(person)) is None
    board = await wait_for_message(
        maya, f"nobody interviews in place of <@{rosa.id}>", get_dm(maya)
    )
    await maya.press(board, "Reassign")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", tariq.id)
    assert await maya.submit(form) is None
    await get_kit(tariq)
    await maya.press(root, "Manage")
    view = await wait_for_modal(maya)
    await maya.press(view, "Reassign")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", maya.id)
    assert not ((await maya.submit(form)) or {}).get("errors")
    await get_kit(maya)
    await maya.until(lambda screen: "Reassign" not in json.dumps(screen["views"]))


async def test_the_owner_is_told_of_an_interviewer_who_became_a_guest(fresh: Running) -> None:
    maya, sam, _, tariq, _ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await get_kit(sam)
    await fresh.settle()
    await maya.changes_profile(sam.id, is_restricted=True)
    told = await wait_for_message(maya, f"<@{sam.id}> is a guest now", get_dm(maya))
    await maya.press(told, "Reassign")
    form = await wait_for_modal(maya)
    assert "can keep the seat" not in words(form)
    await maya.choose(form, "Interviewer", tariq.id)
    assert await maya.submit(form) is None
    await get_kit(tariq)
    await wait_until_gone(maya, "is a guest now", get_dm(maya))
    await wait_for_button(tariq, "File feedback", get_dm(tariq))
