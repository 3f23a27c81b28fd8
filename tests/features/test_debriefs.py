"""Debriefs as people use them: where they may be opened, how they go, what goes wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    CHANNEL,
    file_scorecard,
    get_dm,
    get_people,
    make_due,
    open_debrief,
    press_role,
    read_text,
    start_working_day,
    submit_open_form,
    submit_scorecard,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

RATINGS = {"ML judgement": "Yes"}
HOSTILE = "<!channel> <@U0MAYA> *bold* `code` & <https://example.com|press> \u202e \x00 ~x~"
DAY = 24 * 60 * 60


async def test_a_public_channel_and_a_direct_message_are_refused_with_the_reason(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    await maya.say("#general", "/debrief JS")
    assert "this channel is public" in read_text((await maya.sees("#general"))[-1])
    await maya.say("me", "/debrief")
    assert "You owe no scorecard, and run no debrief" in read_text((await maya.sees("me"))[-1])
    await maya.say("#leadership", "/debrief")
    assert "`/invite` me first" in read_text((await maya.sees("#leadership"))[-1])
    assert await maya.modal() is None


async def test_a_form_opened_in_such_a_channel_asks_for_another_one(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    await maya.say("#general", "Shall we?")
    await maya.shortcut("debrief.open.here", (await maya.sees("#general"))[-1])
    view = await wait_for_modal(maya)
    assert "No debrief can be opened here: this channel is public" in words(view)
    await maya.choose(view, "Channel", "C0HIRING")


async def test_a_channel_that_was_picked_is_checked_when_the_form_is_submitted(
    fresh: Running,
) -> None:
    """By then somebody may have left it, or it may be shared."""
    maya, sam, *_ = get_people(fresh)
    await maya.shortcut("debrief.open")
    view = await press_role(maya)
    await maya.choose(view, "Channel", "C0HIRING")
    await maya.fill(view, {"Candidate": "JS"})
    await maya.choose(view, "Technical screen", sam.id)
    await maya.does("leave", CHANNEL)
    refused = await maya.submit(view)
    assert refused
    assert "You are not in that channel" in refused["errors"]["channel"]
    await sam.does("invite", CHANNEL, user=maya.id)
    await sam.does("share", CHANNEL)
    refused = await maya.submit(refused)
    assert refused
    assert "another organisation shares this channel" in refused["errors"]["channel"]


async def test_a_channel_with_a_guest_is_refused(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.changes_profile(sam.id, is_restricted=True)
    await maya.say(CHANNEL, "/debrief JS")
    assert "a guest is in this channel" in read_text((await maya.sees(CHANNEL))[-1])


async def test_help_shows_what_can_be_typed(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief help")
    assert "/debrief list" in read_text((await maya.sees(CHANNEL))[-1])


HOST_NOTE = "The <People> team & IT <!channel> run it."


@pytest.mark.parametrize("note", ["", HOST_NOTE])
async def test_help_says_that_the_host_can_read_and_who_that_is(
    note: str, guide: Guide, valkey_socket: Path
) -> None:
    """The note is shown as it was set, and nothing in it is markup."""
    with own_database(valkey_socket, 7) as url:
        async with run_desk(guide, url, seal_host_note=note) as desk:
            maya = desk.workspace.person("maya")
            await maya.say("#general", "/debrief help")
            blocks = (await maya.sees("#general"))[-1]["blocks"]
    notes = str(blocks[-1]["elements"][0]["text"]).split("\n")
    host = "not from whoever runs the server of Hiring Desk, who holds the data and its keys."
    shown = note.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert notes[-1].endswith(f"{host} {shown}".rstrip())


async def test_the_form_opens_from_shortcuts_an_interview_plan_a_list_and_the_home(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.shortcut("debrief.open")
    view = await press_role(maya)
    assert "Channel" in words(view)
    await maya.close(view)
    await maya.say(CHANNEL, "Shall we?")
    await maya.shortcut("debrief.open.here", (await maya.sees(CHANNEL))[-1])
    view = await wait_for_modal(maya)
    assert "Pick a private channel" not in words(view)
    await maya.close(view)
    await maya.say(CHANNEL, "/interview-questions")
    await maya.press((await maya.sees(CHANNEL))[-1], "Open a debrief")
    await maya.close(await wait_for_modal(maya))
    home = await maya.open_home()
    assert home
    await maya.press(home, "Open a debrief")
    view = await press_role(maya)
    await maya.choose(view, "Channel", "C0HIRING")
    await maya.fill(view, {"Candidate": "From the Home"})
    await maya.choose(view, "Technical screen", sam.id)
    await submit_open_form(maya, view)
    await wait_for_message(maya, "Debrief: From the Home")
    home = await sam.open_home()
    assert home
    assert "From the Home" in words(home)
    await sam.press(home, "File feedback")
    assert "Your scorecard" in (await wait_for_modal(sam))["title"]["text"]


async def test_a_debrief_whose_scorecards_were_due_in_the_past_is_not_opened(
    fresh: Running,
) -> None:
    """By the store's clock, as everything about a debrief."""
    maya, sam, *_ = get_people(fresh)
    due: Any = int(fresh.store.time()[0]) + 60
    await fresh.advance(61)
    await maya.say(CHANNEL, "/debrief JS")
    await maya.press(await wait_for_modal(maya), "More options")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Technical screen", sam.id)
    await maya.choose(view, "First-round scorecards due", due)
    refused = await maya.submit(view)
    assert refused
    assert "time in the future" in refused["errors"]["due_at"]


async def test_the_last_panel_is_filled_in_and_a_label_in_use_gets_a_suffix(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.say(CHANNEL, "/debrief Jo")
    view = await wait_for_modal(maya)
    assert sam.id in json.dumps(view["blocks"])
    await maya.fill(view, {"Candidate": "Js"})
    refused = await maya.submit(view)
    assert refused
    assert "Js-2" in refused["errors"]["label"]
    await maya.close(refused)
    await fresh.advance(60)
    await open_debrief(maya, "KT", {"Technical screen": [ines.id]})
    await maya.say(CHANNEL, "/debrief LU")
    filled = json.dumps((await wait_for_modal(maya))["blocks"])
    assert ines.id in filled
    assert sam.id not in filled


async def test_the_person_who_opens_a_debrief_is_told_who_cannot_read_the_reveal(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await sam.does("leave", CHANNEL)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    assert sam.id in read_text(await wait_for_message(maya, "can't read the reveal"))
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None


async def test_a_draft_comes_back_and_says_when_it_was_saved(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    await sam.choose(view, "Rating for ML judgement", "Strong no")
    await sam.fill(view, {"Why?": "Half a thought"})
    await sam.close(view)
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    assert "Draft saved" in words(view)
    assert "Half a thought" in json.dumps(view["blocks"])
    await sam.choose(view, "Overall", "No")
    refused = await sam.submit(view)
    assert refused
    assert set(refused["errors"]) == {"evidence/ml-judgement"}
    assert "Half a thought" not in fresh.store_text()


async def test_a_slow_form_opens_at_once_and_is_filled_later(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await fresh.settle()
    await sam.changes_profile(sam.id, title="Interviewer")  # so that it is asked for again
    await fresh.workspace.fault("users.info", "delay", seconds=1.2)
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    assert "Loading" in words(view)
    await sam.until(lambda screen: "Your scorecard" in json.dumps(screen["views"]))


async def test_without_a_store_the_form_keeps_its_text_and_says_that_nothing_is_saved(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url) as desk:
            maya, sam, *_ = get_people(desk)
            root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
            await sam.press(root, "File feedback")
            view = await wait_for_modal(sam)
            await sam.choose(view, "Rating for ML judgement", "Yes")
            await sam.fill(view, {"Evidence for ML judgement": "It held.", "Why?": "It held."})
            await sam.choose(view, "Overall", "Yes")
            desk.store.client_pause(3000)
            still = await sam.submit(view)
            assert still
            assert "isn't saved yet" in next(iter(still["errors"].values()))
            desk.store.client_unpause()
            assert await submit_scorecard(sam, still) is None
            await wait_for_message(maya, "All scorecards are in")


async def test_the_button_under_the_root_opens_the_scorecard_that_is_still_to_file(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    seats = {"Technical screen": [sam.id], "Architecture deep-dive": [sam.id]}
    root = await open_debrief(maya, "JS", seats, {"Rounds": "All together"})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await sam.press(root, "File feedback")
    assert "Architecture" in words(await wait_for_modal(sam))


async def test_an_edit_that_comes_after_the_reveal_asks_for_a_reason_and_keeps_its_text(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await sam.press(await wait_for_message(sam, "*Filed.*", get_dm(sam)), "Edit feedback")
    view = await wait_for_modal(sam)
    await sam.fill(view, {"Why?": "On second thoughts."})
    await fresh.advance(301)
    await wait_for_message(maya, "JS: what to talk about")
    form = await sam.submit(view)
    assert form
    assert "On second thoughts." in json.dumps(form["state"])
    await sam.fill(form, {"Why are you changing it?": "I had it wrong."})
    assert await submit_scorecard(sam, form) is None
    await wait_for_message(maya, "I had it wrong.")


async def test_hostile_texts_are_shown_as_text(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief")
    view = await wait_for_modal(maya)
    await maya.fill(view, {"Candidate": HOSTILE[:40]})
    await maya.choose(view, "Technical screen", sam.id)
    await submit_open_form(maya, view)
    kit = await wait_for_message(sam, "isn't scheduled yet", get_dm(sam))
    assert await file_scorecard(sam, kit, "No", RATINGS, reason=HOSTILE * 6) is None
    await fresh.advance(301)
    card = await wait_for_message(maya, "*ML judgement: Yes*")
    for message in [card, *await maya.sees(CHANNEL)]:
        assert "<!channel>" not in message["text"]
        assert not any("<!channel>" in text for text in find_markup(message.get("blocks")))
    refused = [call for call in await fresh.workspace.calls() if not call["ok"]]
    assert refused == []


def find_markup(part: object) -> Iterator[str]:
    """The texts in which Slack looks for mentions and links; in `plain_text` it looks for none."""
    if isinstance(part, list):
        for inner in part:
            yield from find_markup(inner)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        yield from find_markup(list(part.values()))


async def test_an_owner_manages_the_seats(fresh: Running) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    await start_working_day(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id, ines.id]})
    await maya.press(root, "Manage")
    view = await wait_for_modal(maya)
    await maya.press(view, "Send a reminder")
    reminder = f"Reminder sent: <@{sam.id}> gets a message now."
    await maya.until(lambda screen: reminder in json.dumps(screen["views"]))
    await wait_for_message(sam, "asks for your scorecard", get_dm(sam))
    await maya.press(await wait_for_modal(maya), "Replace interviewer")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", tariq.id)
    await maya.submit(form)
    await wait_for_message(tariq, "Technical screen: JS", get_dm(tariq))
    await wait_until_gone(sam, "Technical screen: JS", get_dm(sam))
    await maya.until(lambda screen: "Saved." in json.dumps(screen["views"]))
    kit = await wait_for_message(tariq, "Technical screen: JS", get_dm(tariq))
    assert await file_scorecard(tariq, kit, "Yes", RATINGS) is None
    await maya.close(await wait_for_modal(maya))
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Excuse interviewer")
    form = await wait_for_modal(maya)
    assert "can keep the seat until" in words(form)
    await maya.choose(form, "Why?", "Not available")
    await maya.submit(form)
    for person in (sam, ines):
        note = await wait_for_message(person, "keep your seat", get_dm(person))
        await person.press(note, "Don't wait for me")
    root = await wait_for_message(maya, "All scorecards are in")
    assert f"<@{ines.id}>, excused by <@{maya.id}>: not available" in read_text(root)


async def test_overdue_seats_are_reminded_and_left_out(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await start_working_day(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id, ines.id]}, make_due(fresh))
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await fresh.advance(7 * DAY)  # at least three working days
    await wait_for_message(ines, "isn't filed yet", get_dm(ines))
    overdue = await wait_for_message(maya, "'s scorecard is late", get_dm(maya))
    await maya.press(overdue, "Reveal without 1")
    await wait_for_message(ines, "JS: what to talk about")
    late = await wait_for_message(ines, "after the reveal", get_dm(ines))
    assert await file_scorecard(ines, late, "No", RATINGS) is None
    card = await wait_for_message(maya, "*Technical screen, <@U0INES>: No*")
    assert "after the reveal" in read_text(card).lower()


async def test_nothing_more_is_posted_once_a_guest_is_in_the_channel(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await maya.changes_profile("U0GUEST", is_restricted=True)
    await maya.does("invite", CHANNEL, user="U0GUEST")
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await fresh.advance(301)
    await wait_for_message(maya, "a guest is in the channel", get_dm(maya))
    assert not any(
        "what to talk about" in read_text(message) for message in await list_all_messages(maya)
    )
    await maya.does("remove", CHANNEL, user="U0GUEST")
    await wait_for_message(maya, "JS: what to talk about")


async def list_all_messages(person: Person) -> list[JSON]:
    messages: list[JSON] = (await person.screen())["messages"]["C0HIRING"]
    return messages


async def test_the_list_has_pages_newest_first(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    for number in range(7):
        await open_debrief(maya, f"C{number}", {"Technical screen": [sam.id]})
        await fresh.advance(60)
    await maya.say(CHANNEL, "/debrief list")
    first = await wait_for_message(maya, "newest first, page 1")
    assert [f"C{n}" in read_text(first) for n in range(7)] == [False, False, *[True] * 5]
    await maya.press(first, "Older")
    second = await wait_for_message(maya, "newest first, page 2")
    assert [f"C{n}" in read_text(second) for n in range(7)] == [True, True, *[False] * 5]
