"""One candidate, five people, two rounds: from opening to the decision, as it is seen in Slack."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from local_slack.client import words
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    advance_debrief,
    file_scorecard,
    get_dm,
    open_debrief,
    read_text,
    submit_scorecard,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "a-word-of-sams-scorecard"


async def test_five_people_take_a_candidate_through_two_rounds(  # noqa: PLR0915 - one walk
    desk: Running,
) -> None:
    maya, sam, ines, tariq, rosa = (
        desk.workspace.person(name) for name in ("maya", "sam", "ines", "tariq", "rosa")
    )
    # Open: the screen is round 1, the rest round 2; Rosa decides.
    root = await open_debrief(
        maya,
        "JS",
        {
            "Technical screen": [sam.id],
            "Architecture deep-dive": [ines.id],
            "Team fit and values": [tariq.id],
        },
        {"Decider": rosa.id},
    )
    assert "0 of 1 filed" in read_text(root)
    # Nobody is notified of it: the names come with an update.
    root = await wait_for_message(maya, f"<@{ines.id}>")
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert "How did you know that it was good enough?" in read_text(kit)
    assert not await ines.sees("DM")
    board = await wait_for_message(maya, "who has filed", get_dm(maya))
    assert "not filed" in read_text(board)

    # Whoever has no seat in this round has nothing to file yet.
    await ines.press(root, "File feedback")
    await wait_for_message(ines, "round hasn't started yet")
    await rosa.press(root, "File feedback")
    await wait_for_message(rosa, "You have no scorecard to file")

    # Round 1 is filed: sealed, then opened to owner and decider.
    ratings = {"ML judgement": "Yes", "System design": "No"}
    assert (
        await file_scorecard(sam, kit, "Yes", ratings, reason=SECRET, probe="Ask about scale.")
        is None
    )
    note = await wait_for_message(rosa, "Round 1 is complete. The owner and the decider")
    complete = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    for person in (maya, ines, tariq, rosa):
        assert SECRET not in json.dumps(await person.screen())
    await rosa.press(complete, "Read round 1")
    assert SECRET in words(await wait_for_modal(rosa))
    await rosa.close(await wait_for_modal(rosa))
    mine = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    await advance_debrief(maya, mine)
    await wait_for_message(rosa, "The next round has started", get_dm(rosa))
    assert note["thread_ts"] == root["ts"]

    # Round 2: its interviewers are told, with the question that was left for them.
    second = await wait_for_message(ines, "Architecture deep-dive: JS", get_dm(ines))
    assert "Ask about scale." in read_text(second)
    assert SECRET not in json.dumps(await ines.screen())
    team = await wait_for_message(tariq, "Team fit and values: JS", get_dm(tariq))
    assert await file_scorecard(ines, second, "Strong no", {"System design": "Strong no"}) is None
    await wait_for_message(maya, "1 of 2 filed")
    assert await file_scorecard(tariq, team, "Strong yes", {"Decision style": "Yes"}) is None

    # The grace passes, and the channel reads everything.
    await wait_for_message(maya, "All scorecards are in")
    assert SECRET not in json.dumps(await tariq.screen())
    await desk.advance(MINUTES_5)
    plan = await wait_for_message(tariq, "Talk it through in 25 minutes")
    assert f"<@{ines.id}>" in read_text(plan)
    summary = await wait_for_message(tariq, "JS: what to talk about")
    await wait_for_message(tariq, SECRET)
    sheet = await wait_for_message(tariq, "run-sheet")
    assert summary["thread_ts"] == sheet["thread_ts"] == root["ts"]
    await wait_until_gone(maya, "who has filed", get_dm(maya))
    thread = [read_text(message) for message in await maya.sees(CHANNEL, root["ts"])]
    assert not any(word in " ".join(thread).lower() for word in ("average", "score:", "recommend"))

    # From now on a change needs a reason, and both versions show.
    filed = await wait_for_message(sam, "If you change it, give a reason", get_dm(sam))
    await sam.press(filed, "Edit feedback")
    view = await wait_for_modal(sam)
    await sam.choose(view, "Overall", "No")
    refused = await sam.submit(view)
    assert refused
    assert set(refused["errors"]) == {"because"}
    await sam.fill(refused, {"Why are you changing it?": "I had it wrong."})
    assert await submit_scorecard(sam, refused) is None
    await wait_for_message(rosa, "I had it wrong.")

    # The decider decides; the message carries the outcome.
    root = await wait_for_message(rosa, "Debrief: JS")
    await maya.press(root, "Decide")
    await wait_for_message(maya, f"Only <@{rosa.id}> can decide here. Nothing was changed.")
    await rosa.press(root, "Decide")
    view = await wait_for_modal(rosa)
    await rosa.choose(view, "Decision", "Hire")
    await rosa.fill(await wait_for_modal(rosa), {"Why?": "The bar is met."})
    assert await rosa.submit(await wait_for_modal(rosa)) is None
    await wait_for_message(maya, "*Hire*, decided by")
    decided = await wait_for_message(maya, "*JS:* *Hire*")
    await rosa.press(await wait_for_button(rosa, "Change the decision"), "Change the decision")
    assert "Another round" not in words(await wait_for_modal(rosa))  # only what is on hold goes on
    await rosa.close(await wait_for_modal(rosa))
    assert "The bar is met." in read_text(decided)
    assert decided["thread_ts"] == root["ts"]

    # Nothing offers to decide any more.
    await maya.until(lambda screen: not re.search(r'"text": "Decide"', json.dumps(screen)))

    # Its owner tells the candidate, and ticks it off.
    assert f"<@{maya.id}> tells the candidate by" in read_text(decided)
    await maya.press(
        await wait_for_button(maya, "The candidate was told"), "The candidate was told"
    )
    told = await wait_for_message(sam, "*JS was told the decision.*")
    assert told["thread_ts"] == root["ts"]
    await desk.settle()

    # It is in the list of what is over, and nobody owes anything.
    await maya.say(CHANNEL, "/debrief list")
    listed = await wait_for_message(maya, "Debriefs in this channel")
    assert "Hire" in read_text(listed)
    home = await sam.open_home()
    assert home
    assert "Scorecards you owe\nNone." in words(home)
