"""`/debrief stats`: who gets which figures."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Debriefs
from bot.store.due import Due
from bot.store.encryption import Keyring
from hiring.debriefs.debrief import Decision, Filing, Outcome, Reveal, Seat
from hiring.debriefs.scorecard import Rating, Scorecard
from tests.desk import KEY, TENANT, own_database, run_desk
from tests.features.debriefs import get_people, read_text
from tests.sample_debriefs import STAGE, act, sample_debrief

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOUR = 3600
CARD = Scorecard((), Rating.YES, "because")


async def ask(person: Person, channel: str = "#general") -> str:
    await person.say(channel, "/debrief stats")
    return read_text((await person.sees(channel))[-1])


def make_debrief(debrief_id: str, now: int, owner: str) -> Debrief:
    """A decided one, of which three people filed 2, 4 and 6 hours after their interviews."""
    ended = now - 30 * HOUR
    seats = tuple(
        Seat(
            f"s{hours}",
            1,
            STAGE,
            person,
            None,
            at=ended - HOUR,
            ends_at=ended,
            filing=Filing(CARD, ended + hours * HOUR),
        )
        for hours, person in ((2, "U0SAM"), (4, "U0INES"), (6, "U0TARIQ"))
    )
    decision = Decision(Outcome.HIRE, "because", "U0ROSA", ended + 16 * HOUR)
    return replace(
        sample_debrief(debrief_id, opened_at=ended - 9 * HOUR, owner=owner),
        seats=seats,
        reveals=(Reveal(1, ended + 7 * HOUR),),
        decisions=(decision,),
    )


async def store_debriefs(url: str, owners: list[str]) -> None:
    async with connect(url) as store:
        debriefs = Debriefs(store, Keyring.from_setting(KEY), Due(store, Clock()))
        for number, owner in enumerate(owners):
            now = int(time.time())
            await debriefs.open(
                TENANT,
                act(f"V{number}"),
                lambda debrief_id, _, owner=owner, now=now: make_debrief(debrief_id, now, owner),  # type: ignore[misc]
            )


async def test_administrators_see_the_workspace_and_owners_their_own(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, administrators="U0INES") as desk:
            await store_debriefs(url, ["U0MAYA", "U0MAYA", "U0ROSA"])
            await check_who_sees_what(desk)


async def check_who_sees_what(desk: Running) -> None:
    maya, sam, ines, _, rosa = get_people(desk)
    nobody = await ask(sam)
    assert "for people who run debriefs" in nobody
    assert " h" not in nobody.replace(" have", "").partition("administrators")[0]
    whole = await ask(ines)
    assert "All debriefs of this workspace" in whole
    assert "3 debriefs revealed lately" in whole
    assert "4 h" in whole
    assert "Debriefs that you own" not in whole
    own = await ask(maya, "#hiring-ai-lead")
    assert "2 debriefs revealed lately" in own
    assert "4 h" in own
    assert "All debriefs" not in own
    few = await ask(rosa)
    assert "Too few scorecards and decisions" in few
    for text in (whole, own, few):
        assert not any(person in text for person in ("U0SAM", "U0INES", "U0TARIQ", "U0ROSA"))
    desk.slack.workspace.channels["C0HIRING"].members.remove("U0MAYA")
    await desk.advance(11)
    assert "for people who run debriefs" in await ask(maya)
