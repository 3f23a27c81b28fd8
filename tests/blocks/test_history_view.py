"""The history in words: every event on a line, newest first, and all of them on some page."""

from __future__ import annotations

import json

import pytest

from blocks import ids
from blocks.debriefs.form_examples import EVENTS
from blocks.debriefs.history_view import PAGE, build_history_view, describe_event
from blocks.debriefs.ref import Ref
from blocks.debriefs.sample import AT, DEBRIEF, INES, SAM
from hiring.debriefs.history import HistoryEvent
from local_slack.block_kit import check

SEALED = "Who has filed, and when, isn't shown before the reveal."


def say(name: str, actor: str = SAM, person: str = "", detail: str = "") -> str:
    line = describe_event(HistoryEvent(AT, actor, name, person, detail))
    assert line.startswith("• ")
    assert f"date^{AT}^" in line
    return line.removeprefix("• ").partition(", <!date")[0].replace(f"<@{SAM}>", "Sam")


@pytest.mark.parametrize(
    ("name", "person", "detail", "says"),
    [
        ("open", "", "", "Sam opened the debrief"),
        ("file", "", "", "Sam filed a scorecard"),
        ("give_up", "", "did_not_interview", "Sam said that they can't file: did not interview"),
        ("seat", INES, "system-design", "Sam added <@U0INES>: System design"),
        ("swap", INES, "U0TARIQ", "Sam replaced <@U0INES>: now <@U0TARIQ>"),
        ("excuse", INES, "conflict", "Sam excused <@U0INES>: conflict of interest"),
        ("read", "", "2", "Sam read the scorecards: round 2"),
        ("advance", "", "2", "Sam advanced the debrief: round 2"),
        ("decide", "", "no_hire", "Sam decided: no hire"),
        ("hand_over", INES, "owner", "Sam asked <@U0INES> to take over: ownership"),
        ("accept", "", "owner decider", "Sam took over: ownership and the decision"),
        ("close", "", "withdrew", "Sam closed the debrief: the candidate withdrew"),
        ("a_new_event", "", "", "Sam a new event"),
        ("a_new_event", INES, "a_new-id", "Sam a new event: A new id"),
    ],
)
def test_an_event_is_said_in_words(name: str, person: str, detail: str, says: str) -> None:
    assert say(name, SAM, person, detail) == says


@pytest.mark.parametrize("name", sorted({event.name for event in EVENTS} - {"follow", "move"}))
def test_an_entry_from_before_people_and_details_were_noted_is_a_sentence(name: str) -> None:
    said = say(name)
    assert said.startswith("Sam ")
    assert "<@>" not in said
    assert not set(said) & set("_:{}")
    assert "  " not in said


def test_what_happened_by_itself_names_nobody_who_did_it() -> None:
    assert say("follow", "", INES) == "<@U0INES> took over from someone who has left"
    assert say("move", "USLACKBOT") == "The debrief moved with its channel"


def test_every_event_is_on_a_page_newest_first_and_slack_takes_each_page() -> None:
    events = [HistoryEvent(AT + n, SAM, "seat", INES, "x" * 60) for n in range(3 * PAGE + 1)]
    times: list[int] = []
    page: int | None = 0
    while page is not None:
        view = build_history_view(DEBRIEF, "JS", events, hidden_until_reveal=False, page=page)
        check.view(view.payload, "modal")
        assert Ref.read(view.payload["private_metadata"]) == Ref(DEBRIEF, page=page)
        shown = json.dumps(view.payload)
        times += [int(part.partition("^")[0]) for part in shown.split("date^")[1:]]
        buttons = [
            button
            for block in view.payload["blocks"]
            if block["type"] == "actions"
            for button in block["elements"]
        ]
        assert all(ids.strip_number(b["action_id"]) == ids.DEBRIEF_HISTORY for b in buttons)
        older = [Ref.read(b["value"]).page for b in buttons if b["text"]["text"] == "Older"]
        page = older[0] if older else None
    assert times == [event.at for event in reversed(events)]
    past_the_end = build_history_view(DEBRIEF, "JS", events, hidden_until_reveal=False, page=99)
    assert past_the_end == view


@pytest.mark.parametrize("events", [(), EVENTS])
@pytest.mark.parametrize("hidden", [True, False])
def test_what_the_seal_hides_is_named_whether_or_not_there_is_any(
    events: tuple[HistoryEvent, ...],
    hidden: bool,  # noqa: FBT001 - a case
) -> None:
    view = build_history_view(DEBRIEF, "JS", events, hidden_until_reveal=hidden)
    assert (SEALED in json.dumps(view.payload)) == hidden
