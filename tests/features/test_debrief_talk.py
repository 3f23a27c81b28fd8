"""From the grace to "told the candidate": reveal now, the talk, dissent, and who tells whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_history,
    read_text,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN, ARCHITECTURE = "Technical screen", "Architecture deep-dive"
BOTH = "System design"  # what both stages rate


async def file_both(desk: Running, sam_says: str = "Yes", ines_says: str = "No") -> None:
    """Maya owns it and Rosa decides; Sam and Ines file."""
    maya, sam, ines, _, rosa = get_people(desk)
    await open_debrief(
        maya,
        "JS",
        {SCREEN: [sam.id], ARCHITECTURE: [ines.id]},
        {"Decider": rosa.id, "Rounds": "All together"},
    )
    for person, stage, rating in ((sam, SCREEN, sam_says), (ines, ARCHITECTURE, ines_says)):
        kit = await wait_for_message(person, f"{stage}: JS", get_dm(person))
        assert await file_scorecard(person, kit, rating, {BOTH: rating}) is None
    await wait_for_message(maya, "All scorecards are in")


async def decide(rosa: Person, outcome: str, teller: str = "") -> None:
    button = await wait_for_button(rosa, "Decide")
    await rosa.press(button, "Decide")
    view = await wait_for_modal(rosa)
    await rosa.choose(view, "Decision", outcome)
    view = await wait_for_modal(rosa)
    if teller:
        await rosa.choose(view, "Who tells the candidate?", teller)
    await rosa.fill(view, {"Why?": "The bar is met."})
    assert await rosa.submit(view) is None


async def test_reveal_now_takes_both_owner_and_decider_and_the_other_one_is_told(
    fresh: Running,
) -> None:
    maya, sam, _, _, rosa = get_people(fresh)
    await file_both(fresh)
    root = await wait_for_button(maya, "Reveal now")
    await sam.press(root, "Reveal now")
    await wait_for_message(sam, "Only the debrief's owner or the decider can do that")

    await maya.press(root, "Reveal now")
    note = await wait_for_message(rosa, "wants to reveal JS now", get_dm(rosa))
    await wait_for_message(maya, f"<@{maya.id}> wants to reveal now")
    await fresh.settle()
    assert "what to talk about" not in json.dumps((await maya.screen())["messages"])

    await rosa.press(note, "Reveal now")
    await wait_for_message(sam, "JS: what to talk about")
    people = f"<@{maya.id}> and <@{rosa.id}>"
    await wait_for_message(sam, f"Revealed by {people}, before the time for edits was over.")
    await wait_until_gone(rosa, "wants to reveal JS now", get_dm(rosa))
    assert "asked to reveal at once" in await read_history(
        maya, await wait_for_button(maya, "Manage")
    )


async def test_the_thread_begins_with_how_to_talk_it_through_and_then_what_deserves_it(
    fresh: Running,
) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    await file_both(fresh)
    await fresh.advance(MINUTES_5)
    root = await wait_for_message(maya, "Debrief: JS")
    line = f"*{BOTH}:* you differ: no <@{ines.id}>; yes <@{sam.id}>."
    await wait_for_message(maya, "Run-sheet: 25 minutes")
    await wait_for_message(maya, line)
    await fresh.settle()
    plan, summary, *_ = [read_text(each) for each in (await maya.sees(CHANNEL, root["ts"]))[1:]]
    first = f"*JS is revealed.*\n*The overall ratings differ:* no <@{ines.id}>; yes <@{sam.id}>."
    assert f"{first}\nTalk it through in 25 minutes:" in plan
    assert f"<@{sam.id}>, <@{ines.id}>, in this order." in plan
    assert f"<@{rosa.id}> decides by <!date^" in plan
    assert line in summary
    assert summary.index(line) < summary.index("Nobody assessed")
    assert summary.index("Nobody assessed") < summary.index("*Overall ratings*")
    assert "Chosen by who rated what, never by reading texts" in summary


async def test_telling_the_candidate_is_a_task_until_it_is_ticked_off(fresh: Running) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    await file_both(fresh)
    await fresh.advance(MINUTES_5)
    await decide(rosa, "No hire", tariq.id)
    note = await wait_for_message(tariq, "Please tell JS:", get_dm(tariq))
    assert "*No hire*" in read_text(note)
    await wait_for_message(maya, f"<@{tariq.id}> tells the candidate by")

    # Ines, who has nothing to do with it, can't tick it off, and Tariq hands it on to Sam.
    root = await wait_for_button(ines, "The candidate was told")
    await ines.press(root, "The candidate was told")
    await wait_for_message(ines, "the person who tells the candidate can do that")
    await tariq.press(note, "Change who tells them")
    form = await wait_for_modal(tariq)
    await tariq.choose(form, "Who tells the candidate?", sam.id)
    assert await tariq.submit(form) is None
    note = await wait_for_message(sam, "Please tell JS:", get_dm(sam))
    await wait_until_gone(tariq, "Please tell JS:", get_dm(tariq))

    await sam.press(note, "The candidate was told")
    told = await wait_for_message(maya, "*JS was told the decision.*")
    assert told["thread_ts"]
    await wait_for_message(sam, "*The candidate was told.* ", get_dm(sam))
    await maya.until(lambda screen: '"The candidate was told"' not in json.dumps(screen))
    shown = await read_history(maya, await wait_for_button(maya, "Manage"))
    assert f"<@{rosa.id}> decided: no hire" in shown
    assert f"<@{tariq.id}> asked <@{sam.id}> to tell the candidate" in shown
    assert f"<@{sam.id}> ticked off that the candidate was told" in shown


async def test_dissent_is_recorded_under_the_decision_until_the_candidate_was_told(
    fresh: Running,
) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    await file_both(fresh)
    await fresh.advance(MINUTES_5)
    await decide(rosa, "Hire")
    decision = await wait_for_button(ines, "Record dissent")
    await rosa.press(decision, "Record dissent")
    await wait_for_message(rosa, "interviewers of this debrief can do that. Nothing was changed.")
    await ines.press(decision, "Record dissent")
    form = await wait_for_modal(ines)
    assert "Questions of fairness or conduct belong to your People team" in words(form)
    refused = await ines.submit(form)
    assert refused
    assert set(refused["errors"]) == {"attribute", "evidence"}
    await ines.choose(form, "About which attribute?", BOTH)
    await ines.fill(form, {"What is your evidence?": "One design, no limits."})
    assert await ines.submit(form) is None
    dissent = await wait_for_message(rosa, f"<@{ines.id}> dissents, on {BOTH}.")
    assert "One design, no limits." in read_text(dissent)
    assert dissent["thread_ts"] == decision["thread_ts"]

    # The form was opened before the candidate was told, and comes too late.
    await sam.press(decision, "Record dissent")
    late = await wait_for_modal(sam)
    await maya.press(
        await wait_for_button(maya, "The candidate was told"), "The candidate was told"
    )
    await wait_for_message(maya, "*JS was told the decision.*")
    await sam.choose(late, "About which attribute?", BOTH)
    await sam.fill(late, {"What is your evidence?": "Too late."})
    refused = await sam.submit(late)
    assert refused
    assert "has been told already" in str(refused["errors"])
    await maya.until(lambda screen: '"Record dissent"' not in json.dumps(screen))


async def test_the_form_for_dissent_names_who_takes_questions_of_conduct(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 7) as url:
        async with run_desk(guide, url, concerns_contact="U0TARIQ") as desk:
            _, _, ines, tariq, rosa = get_people(desk)
            await file_both(desk)
            await desk.advance(MINUTES_5)
            await decide(rosa, "Hire")
            await ines.press(await wait_for_button(ines, "Record dissent"), "Record dissent")
            says = f"Take questions of fairness or conduct to <@{tariq.id}>."
            assert says in words(await wait_for_modal(ines))
