"""One candidate, five people, two rounds: from opening to the decision, as it is seen in Slack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from local_slack.client import words
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    dm,
    files,
    gone,
    offers,
    opened,
    posted,
    told,
    top,
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
    root = await opened(
        maya,
        "JS",
        {
            "Technical screen": [sam.id],
            "Architecture deep-dive": [ines.id],
            "Team fit and values": [tariq.id],
        },
        {"Decider": rosa.id},
    )
    assert "0 of 1 filed" in told(root)
    # Nobody is notified of it: the names come with an update.
    root = await posted(maya, f"<@{ines.id}>")
    kit = await posted(sam, "Technical screen: JS", dm(sam))
    assert "How did you know that it was good enough?" in told(kit)
    assert not await ines.sees("DM")
    board = await posted(maya, "who has filed", dm(maya))
    assert "not filed" in told(board)

    # Whoever has no seat in this round has nothing to file yet.
    await ines.press(root, "File feedback")
    await posted(ines, "round has not started yet")
    await rosa.press(root, "File feedback")
    await posted(rosa, "You have no scorecard to file")

    # Round 1 is filed: sealed, then opened to owner and decider.
    ratings = {"ML judgement": "Yes", "System design": "No"}
    assert await files(sam, kit, "Yes", ratings, reason=SECRET, probe="Ask about scale.") is None
    note = await posted(rosa, "Round 1 is complete. Owner and decider")
    complete = await posted(rosa, "Round 1 of JS is complete", dm(rosa))
    for person in (maya, ines, tariq, rosa):
        assert SECRET not in json.dumps(await person.screen())
    await rosa.press(complete, "Read round 1")
    assert SECRET in words(await top(rosa))
    await rosa.close(await top(rosa))
    mine = await posted(maya, "Round 1 of JS is complete", dm(maya))
    await maya.press(mine, "Advance")
    await posted(rosa, "The next round has started", dm(rosa))
    assert note["thread_ts"] == root["ts"]

    # Round 2: those seated are told, with the question that was left for them.
    second = await posted(ines, "Architecture deep-dive: JS", dm(ines))
    assert "Ask about scale." in told(second)
    assert SECRET not in json.dumps(await ines.screen())
    team = await posted(tariq, "Team fit and values: JS", dm(tariq))
    assert await files(ines, second, "Strong no", {"System design": "Strong no"}) is None
    await posted(maya, "1 of 2 filed")
    assert await files(tariq, team, "Strong yes", {"Decision style": "Yes"}) is None

    # The grace passes, and the channel reads everything.
    await posted(maya, "All scorecards are in")
    assert SECRET not in json.dumps(await tariq.screen())
    await desk.advance(MINUTES_5)
    summary = await posted(tariq, "JS: overall ratings")
    assert f"<@{ines.id}>" in told(summary)
    await posted(tariq, SECRET)
    sheet = await posted(tariq, "run-sheet")
    assert summary["thread_ts"] == sheet["thread_ts"] == root["ts"]
    await gone(maya, "who has filed", dm(maya))
    thread = [told(one) for one in await maya.sees(CHANNEL, root["ts"])]
    assert not any(word in " ".join(thread).lower() for word in ("average", "score:", "recommend"))

    # From now on a change needs a reason, and both versions show.
    filed = await posted(sam, "A change needs a reason", dm(sam))
    await sam.press(filed, "Edit")
    view = await top(sam)
    await sam.choose(view, "Overall", "No")
    refused = await sam.submit(view)
    assert refused
    assert set(refused["errors"]) == {"because"}
    await sam.fill(refused, {"Why do you change it?": "I had it wrong."})
    assert await sam.submit(refused) is None
    await posted(rosa, "I had it wrong.")

    # The decider decides; the message carries the outcome.
    root = await posted(rosa, "Debrief: JS")
    await maya.press(root, "Decide")
    await posted(maya, "for somebody else in this debrief")
    await rosa.press(root, "Decide")
    view = await top(rosa)
    await rosa.choose(view, "Decision", "Hire")
    await rosa.fill(await top(rosa), {"Why?": "The bar is met."})
    assert await rosa.submit(await top(rosa)) is None
    await posted(maya, "*Hire*, decided by")
    decided = await posted(maya, "*JS:* *Hire*")
    await rosa.press(await offers(rosa, "Change the decision"), "Change the decision")
    assert "Another round" not in words(await top(rosa))  # only what is on hold goes on
    await rosa.close(await top(rosa))
    assert "The bar is met." in told(decided)
    assert decided["thread_ts"] == root["ts"]

    # It is in the list of what is over, and nobody owes anything.
    await maya.say(CHANNEL, "/debrief list")
    listed = await posted(maya, "Debriefs of this channel")
    assert "Hire" in told(listed)
    home = await sam.open_home()
    assert home
    assert "None. When somebody seats you" in words(home)
