"""`/debrief find`: in all channels of a person, and in no other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.features.debriefs import (
    get_people,
    open_debrief,
    read_text,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
LEADERS = "C0LEADERS"


async def ask(person: Person, typed: str, channel: str = "#general") -> JSON:
    await person.say(channel, f"/debrief {typed}")
    answer: JSON = (await person.sees(channel))[-1]
    return answer


async def test_a_debrief_is_found_from_anywhere_by_those_in_its_channel(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    members = fresh.slack.workspace.channels["C0HIRING"].members
    for place in ("#general", "me", "#hiring-ai-lead"):
        answer = await ask(maya, "find js", place)
        assert "1 debrief for “js”" in read_text(answer)
        assert "*JS*" in read_text(answer)
        assert "<#C0HIRING>" in json.dumps(answer["blocks"])
    members.remove(ines.id)
    assert "*JS*" not in read_text(await ask(ines, "find js"))
    members.append(ines.id)
    assert "*JS*" in read_text(await ask(ines, "find js"))


async def test_what_matches_is_found_by_role_outcome_and_month(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await open_debrief(maya, "KT", {SCREEN: [sam.id]})
    await maya.press(await wait_for_message(maya, "Debrief: KT"), "Manage")
    await maya.press(await wait_for_modal(maya), "Close without a decision")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Why?", "The candidate withdrew")
    await maya.submit(view)
    await maya.close(await wait_for_modal(maya), everything=True)
    await fresh.settle()
    assert "2 debriefs" in read_text(await ask(maya, "find tech lead"))
    withdrawn = read_text(await ask(maya, "find withdrawn this month"))
    assert "*KT*" in withdrawn
    assert "*JS*" not in withdrawn
    assert "*JS*" in read_text(await ask(maya, "find open this month"))
    assert "2 debriefs" in read_text(await ask(maya, "find this month"))
    for typed in ("withdrew this month", "the one who withdrew since last month"):
        withdrawn = read_text(await ask(maya, typed))  # also without “find”
        assert "*KT*" in withdrawn
        assert "Closed: the candidate withdrew on <!date^" in withdrawn
    nothing = await ask(maya, "find no hire 2021")
    assert "No debrief matches “no hire 2021”" in read_text(nothing)
    assert "that you and I are both in, open and past" in read_text(nothing)
    assert "`/debrief find hired march`" in read_text(nothing)


async def test_what_was_typed_and_not_searched_for_is_said(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "Bold", {SCREEN: [sam.id]})
    unknown = read_text(await ask(maya, "find open zebra this month"))
    assert "No label or role has “zebra”, so I left that out." in unknown
    assert "*Bold*" in unknown
    assert "No label or role has “zebra”." in read_text(await ask(maya, "find zebra lead"))
    assert "by day" in read_text(await ask(maya, "find 2 march"))
    for typed in ("find @sam", f"find <@{sam.id}> this month"):
        assert "I can't search by interviewer" in read_text(await ask(maya, typed))
    assert "*Bold*" not in read_text(await ask(maya, "find @sam"))
    assert "*1 debrief for “bold”*" in read_text(await ask(maya, "find bold"))
    assert "that you and I are both in, open and past" in read_text(await ask(maya, "find"))


async def test_pages_are_searched_again_with_the_channels_of_that_moment(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    for number in range(6):
        await open_debrief(maya, f"Page {number}", {SCREEN: [sam.id]})
    answer = await ask(ines, "find page")
    assert "Page 1 of 2" in read_text(answer)
    await ines.press(answer, "Next page")
    second = await wait_for_message(ines, "Page 2 of 2", "C0GENERAL")
    fresh.slack.workspace.channels["C0HIRING"].members.remove(ines.id)
    await ines.press(second, "Previous page")
    await wait_for_message(ines, "No debrief matches", "C0GENERAL")


async def test_a_guest_reads_the_same_sentence_everywhere_and_gets_no_form(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await maya.changes_profile(sam.id, is_restricted=True)
    await fresh.settle()
    refusal = "Guests can't take part in debriefs. Ask an administrator"
    for typed in ("find js", "stats", "JS", "list", ""):
        for place in ("#general", "me"):
            assert refusal in read_text(await ask(sam, typed, place))
    view = await sam.open_home()
    assert view
    assert refusal in words(view)
    assert "Open a debrief" not in words(view)
    assert "`/debrief" not in words(view)
    assert "`/salary london`" in words(view)
    await sam.shortcut("debrief.open")
    assert refusal in words(await wait_for_modal(sam))


@pytest.mark.parametrize("typed", ["<!channel> *x* `y`", "%00\\", "a" * 3000, "2026-13 march may"])
async def test_hostile_text_is_shown_as_text(fresh: Running, typed: str) -> None:
    maya, *_ = get_people(fresh)
    answer = await ask(maya, f"find {typed}", "me")
    assert "No debrief matches" in read_text(answer)
    sections = [block["text"]["text"] for block in answer["blocks"] if block["type"] == "section"]
    assert "<!channel>" not in " ".join(sections)


async def test_what_was_looked_for_is_nowhere_in_the_store(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "Sunniva", {SCREEN: [sam.id]})
    await ask(maya, "find Sunniva")
    assert "*Sunniva*" in read_text((await maya.sees("#general"))[-1])
    assert "unniva" not in fresh.store_text()


async def test_where_slack_does_not_say_who_is_where_nothing_is_shown(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await fresh.workspace.fault("users.conversations", "ratelimited", times=1)
    assert "*JS*" not in read_text(await ask(maya, "find js", "me"))
    assert "*JS*" in read_text(await ask(maya, "find js", "me"))
