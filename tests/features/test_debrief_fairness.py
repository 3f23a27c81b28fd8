"""Nobody influences a debrief unseen: reading, rewriting, dropping people, passing sight on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    make_due,
    open_debrief,
    post_stolen_button,
    read_history,
    read_text,
    start_working_day,
    submit_scorecard,
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
DAY = 24 * 60 * 60
WORKING_DAY = 4 * DAY  # at most, since a weekend may lie in it
NOTE = "axolotl"


async def excuse(owner: Person, root: JSON, reason: str = "Not available") -> JSON | None:
    """Excuse the first interviewer whom the round waits for, from *Manage*."""
    await owner.press(root, "Manage")
    await owner.press(await wait_for_modal(owner), "Excuse interviewer")
    form = await wait_for_modal(owner)
    await owner.choose(form, "Why?", reason)
    refused = await owner.submit(form)
    await owner.close(await wait_for_modal(owner), everything=True)
    return refused


async def hand_over(owner: Person, root: JSON, duty: str, to: Person) -> None:
    """Ask someone to take over, from *Manage*."""
    await owner.press(root, "Manage")
    await owner.press(await wait_for_modal(owner), "Hand over")
    form = await wait_for_modal(owner)
    await owner.choose(form, "What to hand over", duty)
    await owner.choose(form, "New person", to.id)
    refused = await owner.submit(form)
    assert not (refused or {}).get("errors")
    await owner.close(await wait_for_modal(owner), everything=True)


async def test_a_decider_who_rewrites_after_reading_is_marked_and_both_versions_stay(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    seats = {SCREEN: [sam.id, rosa.id], TEAM: [tariq.id]}
    root = await open_debrief(maya, "JS", seats, {"Decider": rosa.id})
    for person, reason in ((sam, "Sam's view."), (rosa, "A stub.")):
        kit = await wait_for_message(person, f"{SCREEN}: JS", get_dm(person))
        assert await file_scorecard(person, kit, "Yes", RATINGS, reason=reason) is None
    told = await wait_for_message(sam, "can now read your scorecard", get_dm(sam))
    assert f"<@{maya.id}> and <@{rosa.id}>" in read_text(told)
    complete = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    await rosa.press(complete, "Read round 1")
    assert "Sam's view." in words(await wait_for_modal(rosa))
    await rosa.close(await wait_for_modal(rosa))

    kit = await wait_for_message(rosa, "If you change it, give a reason", get_dm(rosa))
    await rosa.press(kit, "Edit feedback")
    form = await wait_for_modal(rosa)
    labels = [block["label"]["text"] for block in form["blocks"] if "label" in block]
    assert labels[0] == "Why are you changing it?"
    await rosa.choose(form, "Overall", "No")
    await rosa.fill(form, {"Why?": "I agree with Sam."})
    refused = await rosa.submit(form)
    assert refused
    assert set(refused["errors"]) == {"because"}
    await rosa.fill(refused, {"Why are you changing it?": "Sam is right."})
    assert await submit_scorecard(rosa, refused) is None

    await rosa.press(complete, "Stop")
    await fresh.advance(MINUTES_5)
    await fresh.settle()
    summary = (await wait_for_message(ines, "JS: what to talk about"))["text"]
    [line] = [line for line in summary.splitlines() if line.startswith("*No*")]
    assert "changed after reading round 1" in line
    assert summary.count("after reading") == 1
    assert f"Read before the reveal: <@{rosa.id}> (round 1)" in summary
    card = read_text(await wait_for_message(ines, f"*{SCREEN}, <@{rosa.id}>: No*"))
    assert "A stub." in card
    assert "Sam is right." in card
    assert root


async def test_an_excused_interviewer_is_told_and_the_round_waits_for_a_working_day(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    kit = await wait_for_message(ines, f"{SCREEN}: JS", get_dm(ines))
    assert await file_scorecard(ines, kit, "Yes", RATINGS) is None
    assert not ((await excuse(maya, root)) or {}).get("errors")
    note = await wait_for_message(sam, "excused you", get_dm(sam))
    assert "not available" in read_text(note)
    shown = read_text(await wait_for_message(sam, "excused by"))
    assert f"<@{sam.id}>, excused by <@{maya.id}>: not available" in shown
    await fresh.advance(MINUTES_5)
    await fresh.settle()
    assert "what to talk about" not in json.dumps((await maya.screen())["messages"])

    await fresh.advance(WORKING_DAY)
    await fresh.settle()
    summary = read_text(await wait_for_message(sam, "JS: what to talk about"))
    assert f"<@{sam.id}>, excused by <@{maya.id}>: not available" in summary


async def test_whoever_keeps_the_seat_has_time_to_file_and_then_can_be_left_out(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await start_working_day(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    kit = await wait_for_message(ines, f"{SCREEN}: JS", get_dm(ines))
    assert await file_scorecard(ines, kit, "Yes", RATINGS) is None
    await excuse(maya, root)
    note = await wait_for_message(sam, "excused you", get_dm(sam))
    await sam.press(note, "Keep my seat")
    await wait_until_gone(sam, "excused you", get_dm(sam))
    await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    told = await wait_for_message(maya, f"<@{sam.id}> keeps the seat", get_dm(maya))
    assert not told["edited"]
    await maya.press(root, "Manage")
    view = await wait_for_modal(maya)
    assert "keeps the seat until then" in words(view)
    assert "Excuse interviewer" not in json.dumps(view)
    await maya.close(view)

    await fresh.advance(WORKING_DAY)
    overdue = await wait_for_message(maya, "scorecard is late", get_dm(maya))
    await maya.press(overdue, "Reveal without 1")
    await wait_for_message(ines, "JS: what to talk about")


async def test_what_was_written_as_sealed_is_not_public_before_its_author_knows(
    fresh: Running,
) -> None:
    """The scorecards are revealed without hers while her form says that it stays sealed."""
    maya, sam, ines, *_ = get_people(fresh)
    await start_working_day(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, make_due(fresh))
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    kit = await wait_for_message(ines, f"{SCREEN}: JS", get_dm(ines))
    await ines.press(kit, "File feedback")
    form = await wait_for_modal(ines)
    assert "stays sealed" in words(form)
    await ines.choose(form, "Rating for ML judgement", "No")
    await ines.fill(form, {"Evidence for ML judgement": NOTE, "Why?": NOTE})
    await ines.choose(form, "Overall", "No")
    await fresh.advance(2 * WORKING_DAY)
    overdue = await wait_for_message(maya, "scorecard is late", get_dm(maya))
    await maya.press(overdue, "Reveal without 1")
    await wait_for_message(maya, "JS: what to talk about")

    again = await ines.submit(form)
    assert again
    assert "revealed while you wrote" in words(again)
    assert "stays sealed" not in words(again)
    await fresh.settle()
    assert NOTE not in json.dumps(await maya.screen())
    assert await submit_scorecard(ines, again) is None
    card = await wait_for_message(maya, f"*{SCREEN}, <@{ines.id}>: No*")
    assert "after the reveal" in read_text(card)
    assert NOTE in read_text(card)


async def test_a_replaced_interviewer_can_agree_and_both_are_named(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Replace interviewer")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", ines.id)
    await maya.submit(form)
    note = await wait_for_message(sam, "in your place", get_dm(sam))
    kit = await wait_for_message(ines, f"{SCREEN}: JS", get_dm(ines))
    assert await file_scorecard(ines, kit, "Yes", RATINGS) is None
    await fresh.settle()
    assert "All scorecards are in" not in json.dumps((await maya.screen())["messages"])
    await sam.press(note, "Don't wait for me")
    await wait_for_message(maya, "All scorecards are in")
    await fresh.advance(MINUTES_5)
    await fresh.settle()
    summary = read_text(await wait_for_message(maya, "JS: what to talk about"))
    assert f"<@{sam.id}>" in summary
    assert "someone else interviews, agreed" in summary


async def test_what_is_written_in_giving_up_reaches_the_owner_alone_and_at_once(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    await sam.press(kit, "I can't file this")
    form = await wait_for_modal(sam)
    assert "health" in json.dumps(form["blocks"])
    await sam.choose(form, "Why?", "Conflict of interest")
    [field] = [
        block["label"]["text"]
        for block in form["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    ]
    await sam.fill(form, {field: NOTE})
    assert await submit_scorecard(sam, form) is None
    note = await wait_for_message(maya, NOTE, get_dm(maya))
    assert not note["edited"]  # an update would notify nobody
    assert "conflict of interest" in read_text(await wait_for_message(ines, "can't file"))
    await hand_over(maya, root, "Ownership", tariq)
    await tariq.press(await wait_for_message(tariq, "asks you", get_dm(tariq)), "Accept")
    await wait_for_message(ines, f"<@{tariq.id}> has taken over ownership")
    await fresh.settle()
    for person in (sam, ines, tariq, rosa):
        assert NOTE not in json.dumps(await person.screen())


async def test_what_is_written_for_one_owner_does_not_reach_the_next(fresh: Running) -> None:
    """The form names who reads the note, and the debrief is handed over while it is open."""
    maya, sam, _, tariq, _ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]}, {"Deputy": tariq.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    await sam.press(kit, "I can't file this")
    form = await wait_for_modal(sam)
    await sam.choose(form, "Why?", "Conflict of interest")
    await sam.choose(form, "Are you sure?", "Yes, go on without it")
    await sam.fill(form, {"Note to the owner": NOTE})
    await hand_over(maya, root, "Ownership", tariq)
    refused = await sam.submit(form)
    assert refused
    assert "Someone else owns this debrief now" in refused["errors"]["note"]
    await fresh.settle()
    for person in (maya, tariq):
        assert NOTE not in json.dumps(await person.screen())
    assert "can't file" not in read_text(await wait_for_message(maya, "Debrief: JS"))


async def test_sight_is_passed_on_only_to_someone_who_accepts_and_authors_are_told_again(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    seats = {SCREEN: [sam.id], TEAM: [ines.id]}
    root = await open_debrief(maya, "JS", seats, {"Decider": rosa.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS, reason=NOTE) is None
    complete = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    told = await wait_for_message(sam, f"<@{maya.id}> and <@{rosa.id}> can now", get_dm(sam))
    await hand_over(maya, root, "Decision", tariq)
    request = await wait_for_message(tariq, "asks you to decide", get_dm(tariq))
    [read] = [
        element
        for block in complete["blocks"]
        for element in block.get("elements", ())
        if element.get("text", {}).get("text") == "Read round 1"
    ]
    await tariq.press(await post_stolen_button(fresh, tariq, read), "Read round 1")
    await wait_for_message(tariq, "That round is not open to you", get_dm(tariq))
    await tariq.press(request, "Accept")
    taken = await wait_for_message(maya, f"<@{tariq.id}> has taken over the decision")
    assert f"<@{rosa.id}>" in read_text(taken)
    again = await wait_for_message(sam, f"<@{maya.id}> and <@{tariq.id}> can now read", get_dm(sam))
    assert again["ts"] != told["ts"]  # an update would notify nobody
    await rosa.press(await post_stolen_button(fresh, rosa, read), "Read round 1")
    await wait_for_message(rosa, "That round is not open to you", get_dm(rosa))


@pytest.mark.parametrize("answers", [True, False])
async def test_a_request_that_is_declined_or_lapses_changes_nothing_and_who_asked_is_told(
    fresh: Running, *, answers: bool
) -> None:
    maya, sam, _, tariq, _ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await hand_over(maya, root, "Ownership", tariq)
    request = await wait_for_message(tariq, "asks you to own the debrief", get_dm(tariq))
    if answers:
        await tariq.press(request, "Decline")
    else:
        await fresh.advance(WORKING_DAY)
    said = "declined" if answers else "hasn't answered"
    await wait_for_message(maya, f"<@{tariq.id}> {said}", get_dm(maya))
    assert f"Owner <@{maya.id}>" in read_text(await wait_for_message(sam, "Debrief: JS"))
    await tariq.press(root, "Manage")
    shown = words(await wait_for_modal(tariq))
    assert "There is nothing for you to do here" in shown
    assert f"ask <@{maya.id}>" in shown


async def test_who_interviews_in_a_later_round_reads_that_in_manage(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id], TEAM: [ines.id]})
    await ines.press(root, "Manage")
    shown = words(await wait_for_modal(ines))
    assert "You interview in round 2:" in shown
    assert "You can file once that round has started." in shown
    assert "There is nothing for you to do here" not in shown
    assert "File feedback" not in shown


async def test_an_owner_or_decider_outside_the_channel_reads_nothing(fresh: Running) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    await rosa.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {SCREEN: [sam.id], TEAM: [ines.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS, reason=NOTE) is None
    for person in (maya, rosa):
        complete = await wait_for_message(person, "Round 1 for JS is complete", get_dm(person))
        if person is maya:
            await maya.does("leave", CHANNEL)
        await person.press(complete, "Read round 1")
        await wait_for_message(person, "you are not in it", get_dm(person))
        assert NOTE not in json.dumps(await person.screen())


async def test_the_deputy_of_the_opening_takes_over_at_once(fresh: Running) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]}, {"Deputy": tariq.id})
    assert "deputy" in read_text(root)
    await hand_over(maya, root, "Ownership", tariq)
    await wait_for_message(ines, f"<@{maya.id}> has given ownership to <@{tariq.id}>, the deputy")
    await wait_for_message(tariq, "you have ownership now", get_dm(tariq))
    await wait_for_message(ines, f"Owner <@{tariq.id}>")


async def test_the_history_hides_until_the_reveal_who_has_filed_and_then_shows_it_to_all_seated(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    before = await read_history(rosa, root)
    assert await file_scorecard(sam, kit, "Yes", RATINGS, reason=NOTE) is None
    assert await read_history(rosa, root) == before
    assert f"<@{maya.id}> opened the debrief" in before
    await excuse(maya, root)
    note = await wait_for_message(ines, "excused you", get_dm(ines))
    assert f"<@{maya.id}> excused <@{ines.id}>: not available" in await read_history(maya, root)
    await sam.press(root, "Manage")
    own = await wait_for_modal(sam)
    assert "Your scorecard: Screen" in words(own).replace("*", "")
    assert "History" not in words(own)
    assert ines.id not in words(own)
    await sam.press(own, "Edit my feedback")
    await sam.close(await wait_for_modal(sam), everything=True)
    await ines.press(note, "Don't wait for me")
    await wait_for_message(maya, "All scorecards are in")
    await fresh.advance(MINUTES_5)
    await wait_for_button(rosa, "Decide")
    after = await read_history(sam, root)
    assert f"<@{sam.id}> filed a scorecard" in after
    assert NOTE not in after
    await tariq.press(root, "Manage")
    shown = words(await wait_for_modal(tariq))
    assert "There is nothing for you to do here" in shown
    assert f"ask <@{maya.id}>" in shown
