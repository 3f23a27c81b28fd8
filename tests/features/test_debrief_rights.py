"""Who may do what to a debrief, whatever buttons they press, and when they press them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.block_kit import elements
from local_slack.client import words
from tests.desk import TENANT, as_form, own_database, run_desk, submission
from tests.features.debriefs import (
    CHANNEL,
    advance_debrief,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    submit_scorecard,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

RATINGS = {"ML judgement": "Yes"}
HOSTILE = "<!channel> <@U0MAYA> *bold* `code` & <https://example.com|press> \u202e \x00 ~x~"
DAY = 24 * 60 * 60


async def test_a_guest_cannot_become_an_interviewer(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    await maya.changes_profile("U0GUEST", is_restricted=True)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Technical screen", "U0GUEST")
    refused = await maya.submit(view)
    assert refused
    assert "Choose someone else" in refused["errors"]["seats/screen"]
    await maya.close(refused)
    root = await open_debrief(maya, "KT", {"Technical screen": [maya.id]})
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Replace interviewer")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Interviewer", "U0GUEST")
    refused = await maya.submit(form)
    assert refused
    assert "Choose someone else" in refused["errors"]["person"]


async def test_a_person_who_became_a_guest_sees_and_does_nothing_more(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await maya.changes_profile(sam.id, is_restricted=True)
    await sam.press(kit, "File feedback")
    await wait_for_message(sam, "take part in debriefs", get_dm(sam))
    home = await sam.open_home()
    assert home
    assert "JS" not in words(home)


async def test_double_clicks_and_repetitions_have_one_effect(fresh: Running) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    seats = {"Technical screen": [sam.id], "Team fit and values": [tariq.id]}
    await open_debrief(maya, "JS", seats, {"Decider": rosa.id})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    complete = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    theirs = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    await maya.press(complete, "Advance")
    form = await wait_for_modal(maya)
    await asyncio.gather(*(maya.submit(form) for _ in range(3)), rosa.press(theirs, "Stop"))
    stored = fresh.store_text()
    assert stored.count("b'history:") == 3  # opened, filed, and one of the two
    assert await ines.sees("DM") == []


async def test_buttons_that_are_old_or_someone_elses_do_nothing(fresh: Running) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    root = await open_debrief(
        maya, "JS", {"Technical screen": [sam.id, ines.id]}, {"Decider": rosa.id}
    )
    await sam.press(root, "Manage")
    manage = await wait_for_modal(sam)
    assert "Close without a decision" not in words(manage)
    await sam.close(manage)
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await rosa.press(root, "File feedback")
    await wait_for_message(rosa, "no scorecard to file")
    assert fresh.store_text().count("b'history:") == 1
    await maya.press(root, "Manage")
    view = await wait_for_modal(maya)
    await maya.press(view, "Close without a decision")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Why?", "The candidate withdrew")
    await maya.submit(form)
    await wait_for_message(maya, "*Closed.*")
    await sam.press(kit, "I can't file this")
    await wait_for_message(sam, "at this point of the debrief", get_dm(sam))


async def test_every_button_checks_who_presses_it(fresh: Running) -> None:
    """A request can be forged: what an interviewer has no button for, they can't do either."""
    maya, sam, _, _, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    [file] = [
        element
        for _, element in elements.find_all(root["blocks"])
        if element["action_id"] == "debrief.file"
    ]
    ref = file["value"].replace("/0/0", "/1/0")
    refusals = {
        "appoint": "Only an administrator",
        "post_again": "Only the owner and the decider",
        "withdraw": "Only the owner can remove",
        "reveal_without": "Only the debrief's owner or the decider",
        "advance": "Only the debrief's owner or the decider",
        "stop": "Only the debrief's owner or the decider",
        "reveal_now": "Only the debrief's owner or the decider",
        "decide": "can decide here",
        "candidate_told": "the person who tells the candidate",
        "candidate_task": "the person who tells the candidate",
        "dissent": "at this point of the debrief",
        "close": "Only the debrief's owner",
        "read": "That round is not open to you",
        "history": "at this point of the debrief",
        "keep_seat": "Only that stage's interviewer",
        "agree": "Only that stage's interviewer",
        "give_up": "Only that stage's interviewer",
        "did_not_interview": "Only that stage's interviewer",
        "offer_seat": "Only that stage's interviewer",
        "more_time": "Only that stage's interviewer",
        "accept_seat": "Only the person who was asked",
        "decline_seat": "Only the person who was asked",
        "accept": "Only the person who was asked",
        "decline": "Only the person who was asked",
    }
    for name, sentence in refusals.items():
        button = {
            "type": "button",
            "action_id": f"debrief.{name}",
            "text": {"type": "plain_text", "text": name},
            "value": ref,
        }
        await sam.press(await post_stolen_button(fresh, sam, button), name)
        said = await wait_for_message(sam, sentence, get_dm(sam))
        await remove_message(fresh, said)
    appoint = button | {"action_id": "debrief.appoint"}
    await maya.changes_profile(sam.id, is_admin=True)  # of Slack, which is not enough
    appoint["text"] = {"type": "plain_text", "text": "appoint"}
    await sam.press(await post_stolen_button(fresh, sam, appoint), "appoint")
    await wait_for_message(sam, "Only an administrator", get_dm(sam))
    ines = fresh.workspace.person("ines")  # owner and decider are still there
    await ines.press(await post_stolen_button(fresh, ines, appoint), "appoint")
    await wait_for_message(ines, "still", get_dm(ines))
    assert fresh.store_text().count("b'history:") == 1


async def test_an_outsider_gets_one_answer_to_a_button_or_form_whatever_the_state(
    fresh: Running,
) -> None:
    """Not even whether a scorecard was filed; what is public a member may read in any way."""
    maya, sam, ines, tariq, rosa = get_people(fresh)
    seats = {"Technical screen": [sam.id, ines.id]}
    root = await open_debrief(maya, "JS", seats, {"Decider": rosa.id})
    answers = [await press_everything(fresh, tariq, root)]
    for person in (sam, ines):
        kit = await wait_for_message(person, "Technical screen: JS", get_dm(person))
        assert await file_scorecard(person, kit, "Yes", RATINGS) is None
        await fresh.settle()
        answers.append(await press_everything(fresh, tariq, root))
    await fresh.advance(301)
    await wait_for_message(maya, "JS: what to talk about")
    await fresh.settle()
    public = await press_everything(fresh, tariq, root)
    assert "Only" in public["debrief.give_up"]
    changed = {name for name, said in answers[0].items() if public[name] != said}
    assert changed == {"debrief.read", "debrief.manage"}
    for number, said in enumerate(answers):  # *Manage* counts, as the channel's message does
        counted = said.pop("debrief.manage")
        assert (f"{number} of 2 filed" in counted) is (number < len(seats["Technical screen"]))
        assert "There is nothing for you to do here." in counted
    assert answers[1:] == answers[:1] * 2


BUTTONS_OF_OTHERS = (
    *("add_seat", "advance", "agree", "accept", "appoint", "close", "decide", "decline", "file"),
    *("give_up", "hand_over", "history", "invite", "keep_seat", "manage", "post_again", "read"),
    *("reveal_without", "stop", "withdraw", "did_not_interview", "offer_seat", "more_time"),
    *("accept_seat", "decline_seat", "reveal_now", "candidate_told", "candidate_task", "dissent"),
)
FORMS_OF_OTHERS = (
    *("add_seat.form", "appoint.form", "close.form", "decide.form", "excuse.form", "file.form"),
    *("give_up.form", "hand_over.form", "reschedule.form", "swap.form"),
    *("did_not_interview.form", "offer_seat.form", "candidate_task.form", "dissent.form"),
)


async def press_everything(desk: Running, person: Person, root: JSON) -> dict[str, str]:
    """What a person is told who presses every button and submits every form, by its id."""
    [debrief_id] = {
        element["value"].partition("/")[0]
        for _, element in elements.find_all(root["blocks"])
        if element["action_id"] == "debrief.file"
    }
    ref, told = f"{debrief_id}/1/1/0", {}
    for name in BUTTONS_OF_OTHERS:
        words_on_it = {"type": "plain_text", "text": name}
        button = {"type": "button", "action_id": f"debrief.{name}", "value": ref}
        message = await post_stolen_button(desk, person, button | {"text": words_on_it})
        await person.press(message, name)
        told[f"debrief.{name}"] = await wait_for_answer(person, message)
        if view := await person.modal():
            await person.close(view, everything=True)
        for new in (message, *list_new(await person.screen(), person, message)):
            await remove_message(desk, new)
    picked = {
        "person": {"type": "users_select", "selected_user": "U0ROSA"},
        "stage": {"type": "static_select", "selected_option": {"value": "team"}},
        "what": {"type": "radio_buttons", "selected_option": {"value": "owner"}},
        "kind": {"type": "radio_buttons", "selected_option": {"value": "withdrew"}},
        "outcome": {"type": "radio_buttons", "selected_option": {"value": "hire"}},
        "reason": {"type": "radio_buttons", "selected_option": {"value": "conflict"}},
        "due_at": {"type": "datetimepicker", "selected_date_time": 4_000_000_000},
    }
    for name in FORMS_OF_OTHERS:
        form = submission(f"debrief.{name}", {}, user={"id": person.id, "team_id": TENANT})
        form["view"] |= {
            "private_metadata": ref,
            "state": {"values": {block: {block: state} for block, state in picked.items()}},
        }
        told[f"debrief.{name}"] = (await desk.post(as_form(form))).body.decode()
    return told


async def wait_for_answer(person: Person, message: JSON) -> str:
    """The words of what is new since a message, once it is all there."""

    def read(screen: JSON) -> str:
        said = "\n".join(map(words, list_new(screen, person, message)))
        return "" if "Loading" in said else said

    return read(await person.until(read))


def list_new(screen: JSON, person: Person, message: JSON) -> list[JSON]:
    """The modals, and the direct messages after a message."""
    messages = screen["messages"][get_dm(person)]
    return [*screen["views"], *(each for each in messages if each["ts"] > message["ts"])]


async def remove_message(desk: Running, message: JSON) -> None:
    """Remove a message, so that the next one with these words is known to be new."""
    stored = desk.slack.workspace.find(message["channel"], message["ts"])
    assert stored
    desk.slack.remove(stored)


async def test_a_button_of_an_earlier_round_decides_nothing_about_a_later_one(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, _ = get_people(fresh)
    three = ("Technical screen", "Architecture deep-dive", "Team fit and values")
    seats = {stage: [person.id] for stage, person in zip(three, (sam, ines, tariq), strict=True)}
    await open_debrief(maya, "JS", seats, {"Rounds": "Each stage on its own"})
    kit = await wait_for_message(sam, f"{three[0]}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    first = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    late = {
        element["text"]["text"]: element
        for _, element in elements.find_all(first["blocks"])
        if element["text"]["text"] in {"Advance", "Stop"}
    }
    await advance_debrief(maya, first)
    kit = await wait_for_message(ines, f"{three[1]}: JS", get_dm(ines))
    assert await file_scorecard(ines, kit, "Yes", {"System design": "Yes"}) is None
    await wait_for_message(maya, "Round 2 for JS is complete", get_dm(maya))
    for name, button in late.items():
        plain = {key: value for key, value in button.items() if key != "confirm"}
        await maya.press(await post_stolen_button(fresh, maya, plain), name)
        await remove_message(
            fresh, await wait_for_message(maya, "next round has already started", get_dm(maya))
        )
    assert await tariq.sees("DM") == []


async def test_the_decider_follows_an_owner_who_leaves_and_an_administrator_appoints(
    fresh: Running,
) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    await maya.does("leave", CHANNEL)
    await rosa.changes_profile(maya.id, deleted=True)
    await ines.say(CHANNEL, "/debrief")  # one of the two is there still
    await wait_for_message(rosa, f"Owner <@{rosa.id}>, decider <@{rosa.id}>")
    await rosa.press(root, "Manage")
    assert "Add interviewer" in words(await wait_for_modal(rosa))
    await rosa.close(await wait_for_modal(rosa))
    await rosa.does("leave", CHANNEL)
    await ines.changes_profile(rosa.id, deleted=True)
    await ines.changes_profile(sam.id, is_admin=True)  # of Slack, which appoints nobody
    orphaned = "the owner and the decider have both left"
    assert orphaned not in json.dumps(await ines.screen())
    await sam.say(CHANNEL, "/debrief")
    hint = await wait_for_message(sam, orphaned)
    assert f"Ask <@{ines.id}> to appoint someone" in words(hint)
    assert "Appoint an owner" not in json.dumps(hint)
    await ines.say(CHANNEL, "/debrief")
    told_of = await wait_for_message(ines, "the owner and the decider have both left")
    await ines.press(told_of, "Appoint an owner")
    form = await wait_for_modal(ines)
    await ines.choose(form, "Owner and decider", tariq.id)
    assert await submit_scorecard(ines, form) is None
    request = await wait_for_message(tariq, "asks you to own the debrief and decide", get_dm(tariq))
    await tariq.press(request, "Accept")
    await wait_for_message(ines, f"Owner <@{tariq.id}>, decider <@{tariq.id}>")


async def test_without_administrators_people_are_told_what_the_operator_can_do(
    guide: Guide, valkey_socket: Path
) -> None:
    """Slack's administrators don't take their place: they are often IT, not People."""
    with own_database(valkey_socket, 7) as url:
        async with run_desk(guide, url) as desk:
            maya, sam, _, _, rosa = get_people(desk)
            await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
            for person in (maya, rosa):
                await person.does("leave", CHANNEL)
                await sam.changes_profile(person.id, deleted=True)
            await sam.changes_profile(sam.id, is_admin=True)
            await sam.say(CHANNEL, "/debrief")
            hint = await wait_for_message(sam, "the owner and the decider have both left")
            assert "its setting `ADMINISTRATORS`" in words(hint)
            assert "Appoint an owner" not in json.dumps(hint)
