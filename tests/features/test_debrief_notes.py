"""What an interviewer notes is theirs alone, saved while they type, and beside the scorecard."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from blocks import ids
from bot.debriefs import saved_forms
from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    read_everything,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
)
from tests.features.notes import open_notes, read_fields, read_labels, type_on_phone

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
ALL = "Anything else"
NOTE = "koala: named the failure before I asked"


async def test_notes_are_saved_while_typed_and_come_back_to_their_author_alone(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    view = await open_notes(sam)
    shown = words(view)
    assert "Only you see these here. They belong to the hiring record." in shown
    first, *others, last = read_labels(view)
    assert first.startswith("1. ")
    assert "min)" in first
    assert last == ALL
    assert len(others) >= 2
    assert "Listen for: " in json.dumps(view)
    await sam.fill(view, {first: NOTE, ALL: "Wants to start in May"})
    before = json.dumps((await wait_for_modal(sam))["blocks"])
    assert before == json.dumps(view["blocks"])  # nothing was drawn again
    await sam.close(view)

    again = await open_notes(sam)
    assert read_fields(again)[first] == NOTE
    assert read_fields(again)[ALL] == "Wants to start in May"
    await sam.fill(again, {first: f"{NOTE}\nand its cause"})
    assert await sam.submit(again) is None
    assert read_fields(await open_notes(sam))[first] == f"{NOTE}\nand its cause"

    for seen in (await read_everything(fresh, without="sam")).values():
        assert "koala" not in seen
    assert "koala" not in fresh.store_text()
    button = {"type": "button", "text": {"type": "plain_text", "text": "Take notes"}}
    ref = again["private_metadata"]
    button |= {"action_id": ids.DEBRIEF_NOTES, "value": ref}
    await maya.press(await post_stolen_button(fresh, maya, button), "Take notes")
    await wait_for_message(maya, "Only that stage's interviewer can do that", get_dm(maya))


async def test_notes_stand_beside_what_they_are_evidence_for_and_never_in_its_fields(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    view = await open_notes(sam)
    first = read_labels(view)[0]
    await sam.fill(view, {first: "\n".join(f"{NOTE} {n}" for n in range(9)), ALL: "Starts in May"})
    await sam.submit(view)
    kit = await wait_for_button(sam, "File feedback", get_dm(sam))
    await sam.press(kit, "File feedback")
    form = await wait_for_modal(sam)
    beside = {block["block_id"]: json.dumps(block) for block in form["blocks"]}
    assert f"{NOTE} 2" in beside["notes/ml-judgement"]
    assert f"{NOTE} 3" not in beside["notes/ml-judgement"]
    assert "Starts in May" in beside["notes/others"]
    assert not any(text for text in read_fields(form).values() if "koala" in text)
    await sam.press(form, "Read my notes")
    assert f"{NOTE} 8" in json.dumps(await wait_for_modal(sam))
    await sam.close(await wait_for_modal(sam))
    await sam.close(await wait_for_modal(sam))

    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.advance(MINUTES_5)
    await wait_for_message(maya, "*ML judgement: Yes*")
    for seen in (await read_everything(fresh, without="sam")).values():
        assert "koala" not in seen


async def test_a_debrief_that_is_over_leaves_its_notes_to_be_read(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    view = await open_notes(sam)
    await sam.fill(view, {ALL: NOTE})
    await sam.submit(view)
    view = await open_notes(sam)
    root = await wait_for_message(maya, "Debrief: JS")
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Close without a decision")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Why?", "The candidate withdrew")
    await maya.submit(form)
    await wait_for_message(maya, "withdrew")
    await sam.fill(view, {ALL: "Too late"})
    changed = await wait_for_modal(sam)
    assert "Not saved." in words(changed)
    await sam.close(changed)
    over = await open_notes(sam, "Read my notes")
    assert not read_labels(over)
    assert NOTE in words(over)
    assert "Too late" not in words(over)


async def test_two_devices_lose_nothing_to_each_other(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    laptop = await open_notes(sam)
    first, second, *_ = read_labels(laptop)
    await asyncio.gather(
        sam.fill(laptop, {first: "On the laptop", second: "Only here"}),
        type_on_phone(fresh, sam, laptop, first, "On the phone"),
    )
    await sam.fill(laptop, {first: "On the laptop, later"})
    await type_on_phone(fresh, sam, laptop, first, "On the phone, too")
    assert await sam.submit(laptop) is None
    fields = read_fields(await open_notes(sam))
    assert sorted(fields[first].split("\n")) == ["On the laptop, later", "On the phone, too"]
    assert fields[second] == "Only here"


async def test_without_a_store_the_form_says_so_keeps_its_text_and_saves_it_later(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url) as desk:
            maya, sam, *_ = get_people(desk)
            await open_debrief(maya, "JS", {SCREEN: [sam.id]})
            view = await open_notes(sam)
            desk.store.client_pause(5000)
            await sam.fill(view, {ALL: NOTE})
            told = await wait_for_modal(sam)
            assert saved_forms.NOT_SAVED in words(told)
            assert NOTE in json.dumps(told["state"])
            still = await sam.submit(told)
            assert still
            assert "isn't saved yet" in next(iter(still["errors"].values()))
            desk.store.client_unpause()
            await sam.fill(told, {ALL: f"{NOTE}!"})
            assert "Saved as you type." in words(await wait_for_modal(sam))
            assert await sam.submit(told) is None
            assert read_fields(await open_notes(sam))[ALL] == f"{NOTE}!"


async def test_fast_typing_is_saved_in_few_writes_and_whole(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    view = await open_notes(sam)
    typed = [NOTE[:end] for end in range(1, len(NOTE) + 1)]
    await asyncio.gather(*(sam.fill(view, {ALL: text}) for text in typed))
    assert read_fields(await open_notes(sam))[ALL] == NOTE
