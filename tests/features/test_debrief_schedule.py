"""When interviews are: asked on opening and advancing, changed later, read from invitations."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from hiring import invitations
from local_slack.block_kit import elements
from local_slack.client import words
from tests.features.debriefs import (
    CHANNEL,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    submit_open_form,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
PASTED = "Text of the invitation's .ics file"
OR_PASTED = f"Or: {PASTED[0].lower()}{PASTED[1:]}"
DAY = 24 * 3600
HOUR = 3600
SECRET = "Salary talk with J. S."


def find_now(desk: Running) -> int:
    return int(desk.store.time()[0]) + desk.clock.offset


def find_tuesday(desk: Running) -> int:
    """A Tuesday at 10:00 where all but Lena are, more than a week ahead."""
    day = datetime.fromtimestamp(find_now(desk), UTC) + timedelta(days=8)
    while day.weekday() != 1:
        day += timedelta(days=1)
    return int(day.replace(hour=10, minute=0, second=0, microsecond=0).timestamp())


def describe_for_lena(at: int) -> str:
    """What ten o'clock of the others is in Los Angeles."""
    there_it_is = datetime.fromtimestamp(at, ZoneInfo("America/Los_Angeles"))
    return f"10:00 for you is {there_it_is.hour}:00 for Lena (engineer) in Los Angeles."


def write_invitation(at: int, *lines: str) -> str:
    """As a calendar writes it, with more in it than a time."""
    start = datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")
    end = datetime.fromtimestamp(at + 2700, UTC).strftime("%Y%m%dT%H%M%SZ")
    event = (f"DTSTART:{start}", f"DTEND:{end}", f"SUMMARY:{SECRET}", *lines)
    return "\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR")
    )


async def start_open_form(maya: Person, label: str = "JS") -> JSON:
    await maya.say(CHANNEL, f"/debrief {label}")
    return await wait_for_modal(maya)


async def wait_for_words(person: Person, text: str) -> JSON:
    """The modal on top, once it says something."""
    await person.until(lambda screen: screen["views"] and text in words(screen["views"][-1]))
    return await wait_for_modal(person)


async def test_opening_asks_for_the_time_of_each_interviewer_of_the_first_round(
    fresh: Running,
) -> None:
    """It says what the time is where they are, and nothing that was typed is lost."""
    maya, sam, ines, *_ = get_people(fresh)
    lena, at = fresh.workspace.person("lena"), find_tuesday(fresh)
    view = await start_open_form(maya)
    assert "interview?" not in words(view).replace("Who interviews?", "")
    await maya.fill(view, {"Candidate": "Jo"})
    await maya.choose(view, SCREEN, sam.id, lena.id)
    view = await wait_for_words(maya, f"{SCREEN}: when does Lena")
    await maya.choose(view, "Team fit and values", ines.id)
    view = await wait_for_modal(maya)
    assert "Team fit and values: when does" not in words(view)  # a later round
    await maya.choose(view, f"{SCREEN}: when does Lena (engineer) interview?", str(at))
    view = await wait_for_words(maya, "in Los Angeles.")
    assert describe_for_lena(at) in words(view)

    told = await submit_open_form(maya, view)

    assert describe_for_lena(at) in told
    assert "not scheduled yet" in told
    root = await wait_for_message(maya, f"<@{lena.id}>, interview <!date^{at}^")
    assert f"<@{sam.id}>, not scheduled yet" in read_text(root)
    kit = await wait_for_message(lena, f"{SCREEN}: Jo", get_dm(lena))
    assert f"You interview *<!date^{at}^" in read_text(kit)


async def test_the_last_panel_is_marked_and_can_be_cleared(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    view = await start_open_form(maya)
    assert "From your last debrief here" not in words(view)
    await maya.choose(view, SCREEN, sam.id)
    await submit_open_form(maya, await wait_for_modal(maya))
    await wait_for_message(maya, "Debrief: JS")
    view = await start_open_form(maya, "KT")
    assert "From your last debrief here" in words(view)

    await maya.press(view, "Clear them")

    await maya.until(lambda screen: "From your last debrief" not in words(screen["views"][-1]))
    view = await wait_for_modal(maya)
    assert sam.id not in json.dumps(view["blocks"])
    refused = await maya.submit(view)
    assert refused
    assert list(refused["errors"].values()) == ["Choose at least one interviewer, in any stage."]
    await maya.choose(refused, SCREEN, ines.id)
    await submit_open_form(maya, await wait_for_modal(maya))
    root = await wait_for_message(maya, "Debrief: KT")
    assert "Ines" in read_text(root) or ines.id in read_text(root)
    assert not {"Sam", sam.id} & set(read_text(root).replace(",", "").split())


async def test_whoever_has_the_kit_keeps_it_and_a_time_a_move_and_the_evening_before_are_news(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    full = await wait_for_message(sam, "isn't scheduled yet", get_dm(sam))
    assert "*Ask*" in read_text(full)
    at = find_tuesday(fresh)
    await schedule(maya, root, at)
    timed = await wait_for_message(sam, f"You interview *<!date^{at}^", get_dm(sam))
    assert "*Ask*" in read_text(timed)
    assert timed["ts"] != full["ts"]
    await fresh.advance(60)

    await schedule(maya, root, at + DAY)

    moved = await wait_for_message(sam, "It was moved", get_dm(sam))
    assert moved["ts"] != timed["ts"]
    assert "*Ask*" in read_text(moved)
    assert f"Before, it was <!date^{at}^" in read_text(moved)
    await fresh.advance(at + 9 * HOUR - find_now(fresh))  # Tuesday evening, before Wednesday

    def list_new(screen: JSON) -> list[JSON]:
        shown: list[JSON] = screen["messages"].get(get_dm(sam), [])
        return [m for m in shown if m["ts"] > moved["ts"] and "*Ask*" in read_text(m)]

    [kit] = list_new(await sam.until(list_new))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    filed = await wait_for_message(sam, "*Filed.*", get_dm(sam))
    assert filed["ts"] == kit["ts"]


async def schedule(maya: Person, root: JSON, at: int, says: str = "Saved.") -> None:
    """Set the time of the only seat, from *Manage*."""
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Schedule")
    form = await wait_for_words(maya, "When is the interview?")
    await maya.choose(form, "When is the interview?", str(at))
    await maya.submit(await wait_for_modal(maya))
    await wait_for_words(maya, says)
    await maya.close(await wait_for_modal(maya), everything=True)


async def test_an_interviewer_schedules_from_their_own_message_and_sets_no_due_time(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    kit = await wait_for_message(sam, "isn't scheduled yet", get_dm(sam))
    at = find_tuesday(fresh)
    await sam.press(kit, "Schedule")
    form = await wait_for_modal(sam)
    assert "Scorecard due" not in words(form)
    await sam.choose(form, "When is the interview?", str(at + 400 * DAY))
    refused = await sam.submit(await wait_for_modal(sam))
    assert refused
    assert "Check the year" in json.dumps(refused["errors"])
    await sam.choose(refused, "When is the interview?", str(at))
    await sam.choose(await wait_for_modal(sam), "How long?", "45 minutes")
    assert await sam.submit(await wait_for_modal(sam)) is None

    own = await wait_for_message(sam, "You interview", get_dm(sam))
    assert own["ts"] == kit["ts"]  # no news to the person who did it
    assert f"due *<!date^{at + 2700 + DAY}^" in read_text(own)
    root = await wait_for_message(maya, f"<@{sam.id}>, interview <!date^{at}^")
    assert f"scorecard due <!date^{at + 2700 + DAY}^" in read_text(root)


async def test_the_owner_sets_another_due_time_but_none_before_the_end(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    at = find_tuesday(fresh)
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Schedule")
    form = await wait_for_words(maya, "When is the interview?")
    await maya.choose(form, "When is the interview?", str(at))
    form = await wait_for_modal(maya)
    await maya.choose(form, "Scorecard due", str(at))
    refused = await maya.submit(form)
    assert refused
    assert "isn't over by then" in json.dumps(refused["errors"])
    await maya.choose(refused, "Scorecard due", str(at + 5 * DAY))
    await maya.submit(refused)
    root = await wait_for_message(maya, f"scorecard due <!date^{at + 5 * DAY}^")


HOSTILE = {
    "<!channel> *bold* `code` " * 40: invitations.NO_INVITATION,
    "BEGIN:VEVENT\n" * 200: invitations.SEVERAL,
    "BEGIN:VEVENT\nDTSTART;TZID=../../../etc/passwd:20270105T100000\n": (invitations.UNKNOWN_ZONE),
    "BEGIN:VEVENT\nDTSTART:99999999T999999Z\n": invitations.NO_TIME,
    "\u202e\x00BEGIN:VCALENDAR": invitations.NO_INVITATION,
}


async def test_a_pasted_invitation_fills_in_the_time_and_nothing_else_of_it_is_kept(
    fresh: Running, caplog: pytest.LogCaptureFixture
) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    at = find_tuesday(fresh)
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Schedule")
    form = await wait_for_words(maya, OR_PASTED)
    for text, sentence in HOSTILE.items():
        await maya.fill(form, {OR_PASTED: text})
        await maya.press(form, "Read it")
        form = await wait_for_words(maya, sentence)
        assert is_beside_button(form)
        assert "<!channel>" not in json.dumps(form["blocks"][:2])
    await maya.fill(form, {OR_PASTED: write_invitation(at, "LOCATION:Home")})
    refused = await maya.submit(form)
    assert refused
    assert "Press “Read it” to see the time" in str(refused["errors"])
    await maya.press(refused, "Read it")
    form = await wait_for_words(maya, f"Read: <!date^{at}^")
    assert is_beside_button(form)
    assert "45 minutes" in json.dumps(form)
    assert SECRET not in json.dumps(form["blocks"])
    await maya.submit(form)
    await wait_for_message(maya, f"interview <!date^{at}^")
    assert SECRET not in fresh.store_text()
    assert SECRET not in caplog.text
    assert "LOCATION" not in caplog.text


async def test_a_text_that_is_no_invitation_is_refused_with_the_reason(fresh: Running) -> None:
    """Reading it again would not help."""
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Schedule")
    form = await wait_for_words(maya, OR_PASTED)
    await maya.fill(form, {OR_PASTED: "Technical screen with JS, Tuesday, 10:00"})
    refused = await maya.submit(form)
    assert refused
    (error,) = refused["errors"].values()
    assert "This isn't the text of an .ics file" in error
    assert "remove this text" in error


async def test_schedule_comes_first_while_a_seat_has_no_time(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})

    async def read_first_choice() -> str:
        await maya.press(root, "Manage")
        form = await wait_for_modal(maya)
        (menu,) = (e for _, e in elements.find_all(form["blocks"]) if e["type"] == "overflow")
        await maya.close(form, everything=True)
        return str(menu["options"][0]["text"]["text"])

    assert await read_first_choice() == "Schedule"
    await schedule(maya, root, find_tuesday(fresh))
    assert await read_first_choice() == "Send a reminder"


def is_beside_button(form: JSON) -> bool:
    """Whether what *Read it* answers is below the button, where the person looks."""
    names = [block["block_id"] for block in form["blocks"]]
    return names.index("note") == names.index("read") + 1


async def read_invitation_of(desk: Running, maya: Person, at: int, *people: str) -> JSON:
    """The form after the invitation of some people was read."""
    users = desk.slack.workspace.users
    lines = [each if ":" in each else f"ATTENDEE:mailto:{users[each].email}" for each in people]
    view = await start_open_form(maya)
    await maya.press(view, "Paste an invitation")
    view = await wait_for_words(maya, "The invitation is for")
    await maya.fill(view, {PASTED: write_invitation(at, *lines)})
    await maya.press(view, "Read it")
    return await wait_for_words(maya, "the invitation. ")


async def test_the_people_of_an_invitation_are_found_where_the_app_may_look_them_up(
    fresh: Running,
) -> None:
    """Whoever isn't filled in is counted."""
    maya, sam, ines, *_ = get_people(fresh)
    at = find_tuesday(fresh)
    users = fresh.slack.workspace.users
    view = await read_invitation_of(
        fresh,
        maya,
        at,
        f'ATTENDEE;CN=Sam;EMAIL="{users[sam.id].email.upper()}":/aMTI/principal/',
        f"ATTENDEE;PARTSTAT=DECLINED:mailto:{users[ines.id].email}",
        "ATTENDEE:mailto:jo@elsewhere.example",
        maya.id,
    )
    assert "This is the time in the invitation." in words(view)
    assert "I found 2 of the 3 people in it." in words(view)
    assert "Left out because they declined: 1." in words(view)
    assert "You are invited, too" in words(view)
    assert SECRET not in json.dumps(view["blocks"])
    await submit_open_form(maya, view)
    root = await wait_for_message(maya, f"<@{sam.id}>, interview <!date^{at}^")
    assert "0 of 1 filed" in read_text(root)


async def test_an_invitation_whose_people_are_all_known_says_so(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    view = await read_invitation_of(fresh, maya, find_tuesday(fresh), sam.id, ines.id)

    assert "These are the time and the people in the invitation." in words(view)
    assert "of the" not in words(view).split("Check them")[1]


@pytest.mark.parametrize("kind", ["delay", "server_error", "ratelimited"])
async def test_who_could_not_be_looked_up_loses_nobody_else_and_not_the_time(
    fresh: Running, kind: str
) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    at = find_tuesday(fresh)
    await fresh.workspace.fault("users.lookupByEmail", kind, times=1, seconds=2)
    view = await read_invitation_of(fresh, maya, at, sam.id, ines.id, tariq.id)

    assert "I couldn't look 1 of them up just now: press *Read it* again" in words(view)
    assert json.dumps(view["blocks"]).count(f'"initial_date_time": {at}') == 2
    await maya.press(view, "Read it")
    view = await wait_for_words(maya, "These are the time and the people")
    assert json.dumps(view["blocks"]).count(f'"initial_date_time": {at}') == 3


async def test_an_invitation_for_a_later_round_says_that_its_time_is_set_later(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    view = await read_invitation_of(fresh, maya, find_tuesday(fresh), sam.id)
    at = find_tuesday(fresh)
    email = fresh.slack.workspace.users[ines.id].email
    await maya.fill(view, {PASTED: write_invitation(at, f"ATTENDEE:mailto:{email}")})
    await maya.choose(await wait_for_modal(maya), "The invitation is for", "Team fit and values")
    await maya.press(await wait_for_modal(maya), "Read it")

    view = await wait_for_words(maya, "This stage isn't in the first round")
    assert ines.id in json.dumps(view["blocks"])


async def test_whoever_is_chosen_later_gets_the_time_of_the_invitation(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    at = find_tuesday(fresh)
    await fresh.workspace.fault("users.lookupByEmail", "refused", code="missing_scope")
    view = await read_invitation_of(fresh, maya, at, sam.id)
    assert "I read the time in the invitation. Choose who interviews in that stage" in words(view)
    assert "I'm not allowed to look people up" in words(view)

    await maya.choose(view, SCREEN, sam.id)

    view = await wait_for_words(maya, f"{SCREEN}: when does Sam")
    assert f'"initial_date_time": {at}' in json.dumps(view["blocks"])
    await submit_open_form(maya, view)
    await wait_for_message(maya, f"<@{sam.id}>, interview <!date^{at}^")


async def test_advance_says_who_is_told_what_and_takes_the_times(fresh: Running) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    seats = {SCREEN: [sam.id], "Team fit and values": [ines.id, tariq.id]}
    root = await open_debrief(maya, "JS", seats)
    assert "due" not in read_text(root).split("Round 2")[1]
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"})
    complete = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    await maya.press(complete, "Advance")
    form = await wait_for_modal(maya)
    assert f"<@{ines.id}> and <@{tariq.id}>: each a message now" in words(form)
    assert "round 2 has started" in words(form)
    at = find_tuesday(fresh)
    label = "Team fit and values: when does Ines (interviewer) interview?"
    await maya.choose(form, label, str(at))
    assert await maya.submit(await wait_for_modal(maya)) is None

    root = await wait_for_message(maya, f"<@{ines.id}>, interview <!date^{at}^")
    assert f"<@{tariq.id}>, not scheduled yet" in read_text(root)
    await wait_for_message(ines, "The questions come", get_dm(ines))
    await wait_for_message(tariq, "isn't scheduled yet", get_dm(tariq))


async def test_a_later_interview_has_its_kit_before_its_round_and_files_once_that_starts(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id], "Team fit and values": [ines.id]})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"})
    complete = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    at = find_tuesday(fresh)

    await schedule(maya, root, at, "They can file once round 2 starts.")

    opens = "You can file your scorecard once round 2 starts"
    brief = await wait_for_message(ines, opens, get_dm(ines))
    assert "File feedback" not in json.dumps(brief)
    await fresh.advance(at - find_now(fresh))
    whole = await wait_for_message(ines, "*Ask*", get_dm(ines))
    assert opens in read_text(whole)
    assert whole["ts"] != brief["ts"]
    await maya.press(complete, "Advance")
    await maya.submit(await wait_for_modal(maya))
    started = await wait_for_message(ines, "Your scorecard is due", get_dm(ines))
    assert started["ts"] != whole["ts"]
    assert "File feedback" in json.dumps(started)
