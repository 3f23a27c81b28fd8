"""The Home: what waits for whom, inside Slack's limits, and up to date within seconds."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Debriefs
from bot.store.due import Due
from bot.store.encryption import Keyring
from hiring.debriefs.debrief import CandidateTask, Decision, Filing, Outcome, Reveal
from hiring.debriefs.scorecard import Rating, Scorecard
from local_slack.client import words
from tests.desk import KEY, TENANT, own_database, run_desk
from tests.features.debriefs import (
    advance_debrief,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    wait_for_message,
    wait_for_modal,
)
from tests.sample_debriefs import act, closed_at, sample_debrief, seats

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
DAY = 24 * 60 * 60
MOST_BLOCKS = 100
MOST_BYTES = 250_000


async def open_home(person: Person) -> str:
    view = await person.open_home()
    assert view
    return words(view)


async def wait_for_home(person: Person, text: str) -> str:
    """The Home that a person has open, once it shows a text."""
    screen = await person.until(lambda screen: any(text in words(each) for each in homes(screen)))
    return words(homes(screen)[0])


def homes(screen: JSON) -> list[JSON]:
    shown = screen["homes"]
    return [each for each in (shown.values() if isinstance(shown, dict) else shown) if each]


async def test_who_has_nothing_reads_what_this_is_and_has_one_primary_button(
    fresh: Running,
) -> None:
    sam = fresh.workspace.person("sam")
    view = await sam.open_home()
    assert view
    assert "Interview feedback that arrives" in words(view)
    assert "`/salary london`" in words(view)
    assert json.dumps(view["blocks"]).count('"primary"') == 1
    await sam.press(view, "Open a debrief")
    await wait_for_modal(sam)


async def test_an_open_home_follows_what_happens_and_is_not_published_for_nothing(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_home(maya)
    await open_home(sam)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    own = await wait_for_home(sam, "*JS*")
    assert "File feedback" in own
    assert "Not filed yet" not in own
    runs = await wait_for_home(maya, "*JS*")
    assert f"Not filed yet: <@{sam.id}>" in runs
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    assert "*JS*" in await wait_for_home(sam, "You took part lately")
    assert "<@U0SAM>" not in await wait_for_home(maya, "All scorecards are in")
    await fresh.settle()
    published = len(await fresh.workspace.calls("views.publish"))
    await open_home(ines)  # the first of hers: nobody else's is touched
    await fresh.settle()
    assert len(await fresh.workspace.calls("views.publish")) == published + 1


async def test_nobody_reads_who_is_missing_but_the_owner(fresh: Running) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": rosa.id})
    await fresh.settle()
    assert f"<@{sam.id}>" in await open_home(maya)
    shown = await open_home(rosa)
    assert "*JS*" in shown
    assert sam.id not in shown


async def test_a_past_debrief_is_shown_to_those_in_its_channel_only(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Close without a decision")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Why?", "The candidate withdrew")
    await maya.submit(view)
    await fresh.settle()
    assert "*JS*" in await open_home(maya)
    await maya.does("leave", "#hiring-ai-lead")
    await maya.until(lambda screen: "*JS*" not in words(homes(screen)[0]))


async def test_a_thousand_debriefs_fit_and_are_counted(guide: Guide, valkey_socket: Path) -> None:
    with own_database(valkey_socket, 6) as url:
        now = int(time.time())
        await store_debriefs(url, 500, lambda n, debrief: replace(debrief, opened_at=now - n))
        over = closed_at(now - 60)
        await store_debriefs(url, 500, lambda _, debrief: replace(debrief, closed=over), "past")
        async with run_desk(guide, url, administrators="U0MAYA") as desk:
            maya = desk.workspace.person("maya")
            view = await maya.open_home()
            assert view
            assert "And 490 more." in words(view)
            await maya.press(view, "Show the rest")
            rest = await wait_for_modal(maya)
            assert rest["title"]["text"] == "Scorecards you owe"
            assert words(rest).count("File feedback") == 40
            assert "And 450 more." in words(rest)
            await maya.close(rest)
            assert len(view["blocks"]) <= MOST_BLOCKS
            assert len(json.dumps(view["blocks"])) <= MOST_BYTES
            await maya.say("#general", "/debrief find withdrew")
            await maya.until(lambda screen: "500 debriefs for" in json.dumps(screen["messages"]))
            answer = read_text((await maya.sees("#general"))[-1])
            assert "Page 1 of 100" in answer
            assert "I compared" not in answer  # all of them


async def test_an_interview_of_a_later_round_is_coming_up(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id], "Team fit and values": [ines.id]})
    shown = (await open_home(ines)).partition("Coming up")[2]
    assert "JS, Team fit, in" in shown.replace("*", "")
    assert "round 2, not scheduled yet" in shown
    assert "Coming up" not in await open_home(sam)
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    complete = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    await advance_debrief(maya, complete)
    assert "Coming up" not in await wait_for_home(ines, "File feedback")


async def test_what_is_most_overdue_comes_first_and_says_so(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        now = int(time.time())

        def decide(number: int, debrief: Debrief) -> Debrief:
            """The older, the longer has the candidate waited."""
            at = now - (10 + number) * DAY
            task = CandidateTask("U0MAYA", at + 3 * DAY, at)
            decision = Decision(Outcome.HIRE, "because", "U0MAYA", at)
            reveal = Reveal(1, at)
            return replace(
                debrief,
                opened_at=at - DAY,
                seats=(),
                reveals=(reveal,),
                decisions=(decision,),
                candidate_tasks=(task,),
            )

        await store_debriefs(url, 20, decide)
        async with run_desk(guide, url) as desk:
            maya = desk.workspace.person("maya")
            view = await maya.open_home()
            assert view
            shown = words(view)
            assert shown.count("*Overdue* since") == 10
            assert shown.index("*Nº 19*") < shown.index("*Nº 18*") < shown.index("*Nº 10*")
            assert "*Nº 9*" not in shown
            await maya.press(view, "Show the rest")
            rest = words(await wait_for_modal(maya))
            assert rest.index("*Nº 9*") < rest.index("*Nº 0*")
            assert "*Nº 10*" not in rest


async def test_a_debrief_in_which_a_seat_was_left_out_is_shown_to_those_who_filed(
    guide: Guide, valkey_socket: Path
) -> None:
    """What a person neither owes nor runs any more is not lost for them."""
    with own_database(valkey_socket, 6) as url:
        now = int(time.time())
        card = Scorecard((), Rating.YES, "because")

        def reveal(_: int, debrief: Debrief) -> Debrief:
            filed, left_out = seats("U0MAYA", "U0MAYA", due_at=now - DAY)
            filed = replace(filed, id="filed", filing=Filing(card, now - DAY))
            reveals = (Reveal(1, now - 60),)
            debrief = replace(debrief, owner="U0ROSA", decider="U0ROSA")
            return replace(debrief, seats=(filed, left_out), reveals=reveals)

        await store_debriefs(url, 1, reveal)
        async with run_desk(guide, url) as desk:
            shown = await open_home(desk.workspace.person("maya"))
            assert "Revealed, waiting for a decision" in shown.partition("You took part lately")[2]


async def store_debriefs(
    url: str, count: int, change: Callable[[int, Debrief], Debrief], prefix: str = "V"
) -> None:
    """Maya's, in which she has a seat as well; nothing of them is posted."""
    async with connect(url) as store:
        debriefs = Debriefs(store, Keyring.from_setting(KEY), Due(store, Clock()))
        now = int(time.time())

        async def store_one(number: int) -> None:
            def make(debrief_id: str, _: int) -> Debrief:
                debrief = sample_debrief(debrief_id, opened_at=now, label=f"Nº {number}")
                owed = seats("U0MAYA", "U0SAM", due_at=now + 10**6)
                return change(number, replace(debrief, seats=owed))

            await debriefs.open(TENANT, act(f"{prefix}{number}"), make)

        for first in range(0, count, 20):
            await asyncio.gather(*map(store_one, range(first, first + 20)))
        # A thousand new debriefs would all be posted; here only what is stored is looked at.
        await store.delete(*[key async for key in store.scan_iter("hd:{*}:-:due")])
