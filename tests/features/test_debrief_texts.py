"""Whatever somebody types into any field of a debrief stays a text, and breaks nothing."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from local_slack.block_kit import elements
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    get_dm,
    read_text,
    submit_scorecard,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
ATTRIBUTES = ("ML judgement", "System design", "Structuring ambiguity", "Clarity")
RATED = dict.fromkeys((*(f"Rating for {name}" for name in ATTRIBUTES), "Overall"), "Yes")
# Each is repeated up to a field's length; the first word is looked for where it is shown.
HOSTILE = {
    "markup and what is not seen": (
        "koala <!channel> <!here> <@U0MAYA> <https://example.com|press> *b* &lt;!here&gt;"
        " \ud800 x\udfff\ud83d \x00\x01\x07\x1b[31m\x7f\x85\ufeff \u202e\u2066\u200f\u202d "
    ),
    "emoji": "koala " + "\N{GRINNING FACE}" * 3000,
    "lines": "koala\n\n> \n```\n\u2028\u2029\r\n",
}


@pytest_asyncio.fixture(loop_scope="module")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url) as started:
            yield started


async def type_into_all_fields(person: Person, view: JSON, text: str) -> None:
    """Fill every field of a form as far as it goes; in the one for an address, as a part of it."""
    for block, element in elements.find_all(view["blocks"]):
        if element["type"] == "plain_text_input":
            label = block["label"]["text"]
            typed = (text * 3000)[: element["max_length"]]
            if label == "Link":
                typed = "https://ats.example/" + re.sub(r"[^!-~]|[<>|]", "", text)[:900]
            await person.fill(view, {label: typed})


async def submit_text(person: Person, text: str, choices: dict[str, str] | None = None) -> None:
    """Fill the form on top and send it; nothing is in its way."""
    view = await wait_for_modal(person)
    for field, choice in (choices or {}).items():
        await person.choose(view, field, choice)
        view = await wait_for_modal(person)
    await type_into_all_fields(person, view, text)
    refused = await submit_scorecard(person, view)
    assert refused is None or not refused.get("errors"), refused["errors"]


def find_markup(part: object) -> Iterator[str]:
    """The texts in which Slack looks for mentions and links; in `plain_text` it looks for none."""
    if isinstance(part, list):
        for inner in part:
            yield from find_markup(inner)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        yield from find_markup(list(part.values()))


@pytest.mark.parametrize("name", HOSTILE)
async def test_any_text_in_any_field_is_shown_as_text(desk: Running, name: str) -> None:
    """From opening to a changed decision: nothing fails, nothing pings, and it can be read."""
    text = HOSTILE[name]
    maya, sam, ines = (desk.workspace.person(name) for name in ("maya", "sam", "ines"))
    await maya.say(CHANNEL, "/debrief")
    await maya.press(await wait_for_modal(maya), "More options")
    await maya.choose(await wait_for_modal(maya), SCREEN, sam.id, ines.id)
    await maya.choose(await wait_for_modal(maya), "Team fit and values", maya.id)
    await maya.choose(await wait_for_modal(maya), "Rounds", "All together")
    await maya.fill(
        await wait_for_modal(maya), {"Candidate": "x", "Link": "https://ats.example/\u202e1"}
    )
    refused = await maya.submit(await wait_for_modal(maya))
    assert refused
    assert "as your browser copies it" in refused["errors"]["link"]
    await submit_text(maya, text)
    root = await wait_for_message(maya, "0 of 3 filed")

    await sam.press(
        await wait_for_message(sam, "stay sealed until everyone", get_dm(sam)), "File feedback"
    )
    await submit_text(sam, text, RATED)
    await ines.press(
        await wait_for_message(ines, "stay sealed until everyone", get_dm(ines)),
        "I can't file this",
    )
    await submit_text(ines, text, {"Why?": "Not available"})
    await wait_for_message(maya, "koala", get_dm(maya))
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Excuse interviewer")
    confirmed = {"Why?": "Did not interview", "Are you sure?": "Yes, go on without it"}
    await submit_text(maya, text, confirmed)
    await maya.close(await wait_for_modal(maya), everything=True)
    await desk.advance(MINUTES_5)
    await wait_for_message(maya, "*ML judgement: Yes*")
    thread = await maya.sees(CHANNEL, root["ts"])
    assert sum(read_text(message).count("koala") for message in thread) > 4  # reasons, evidence

    await sam.press(
        await wait_for_message(sam, "If you change it, give a reason", get_dm(sam)), "Edit feedback"
    )
    await submit_text(sam, text, {"Overall": "No"})
    for outcome in ("Hire", "No hire"):
        button = "Decide" if outcome == "Hire" else "Change the decision"
        await maya.press(await wait_for_button(maya, button), button)
        await submit_text(maya, text, {"Decision": outcome})
        await wait_for_message(maya, f"*{outcome}*, decided by")

    for person in (maya, sam, ines):
        screen = await person.screen()
        json.dumps(screen["messages"], ensure_ascii=False).encode()  # no half characters
        for message in chain.from_iterable(screen["messages"].values()):
            for shown in (message["text"], *find_markup(message.get("blocks"))):
                assert not any(ping in shown for ping in ("<!channel>", "<!here>", "<https://ex"))
    calls = [call for call in await desk.workspace.calls() if not call["ok"]]
    overtaken = {"hash_conflict", "not_found"}  # a form that was redrawn after it was closed
    assert [call for call in calls if call["error"] not in overtaken] == []
    metrics = (await desk.get("/metrics")).body.decode()
    assert 'outcome="failed"' not in metrics
