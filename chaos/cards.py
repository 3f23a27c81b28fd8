"""Sample debriefs in which people file and edit scorecards, and the check of what was kept.

Everybody submits one card after the other, each from a form of its own; a card's reason says its
number. One seat of each debrief stays empty, so that nothing is revealed and edits need no reason.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from blocks import ids
from blocks.debriefs.ref import Ref
from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Act, Debriefs
from bot.store.due import Due
from bot.store.encryption import Keyring
from chaos.desk import KEY
from chaos.slack import TENANT
from hiring.debriefs.access import Actor
from hiring.debriefs.debrief import StagePlan
from hiring.debriefs.opening import NewDebrief, NewSeat, open_debrief
from hiring.debriefs.scorecard import Rating
from hiring.debriefs.state import Timing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.connection import Store
    from chaos.person import Answer
    from hiring.debriefs.debrief import Debrief

    Json = dict[str, Any]

ROLE, STAGE = "general", "interview"
AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Place:
    """A seat: who files what where."""

    debrief: str
    seat: str
    person: str


@dataclass
class Filed:
    """What one person submitted in one seat, in order; `outcomes` has the last word on each."""

    place: Place
    payloads: list[Json] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)

    def next(self) -> Json:
        """The next card."""
        made = submission(self.place, len(self.payloads))
        self.payloads.append(made)
        self.outcomes.append("unknown")
        return made

    def answered(self, number: int, answer: Answer) -> None:
        """What the person saw. Once acknowledged, it is."""
        if self.outcomes[number] != "acknowledged":
            self.outcomes[number] = answer.outcome


def debriefs(store: Store, clock: Clock | None = None) -> Debriefs:
    """The debriefs in a store, as the app keeps them."""
    due = Due(store, clock or Clock())
    return Debriefs(store, Keyring.from_setting(KEY), due)


async def opened(url: str, count: int, people: int) -> list[Filed]:
    """Open debriefs, each in a channel of its own, and return the seats of all."""
    room = asyncio.Semaphore(AT_ONCE)
    async with connect(url) as store:
        kept = debriefs(store)

        async def one(number: int) -> list[Filed]:
            async with room:
                return await _opened(kept, number, people)

        return [seat for made in await asyncio.gather(*map(one, range(count))) for seat in made]


async def _opened(kept: Debriefs, number: int, people: int) -> list[Filed]:
    owner, decider, absent = (f"U{number}{who}" for who in ("OWNER", "DECIDER", "ABSENT"))
    seated = [f"U{number}X{one}" for one in range(people)]
    seatings = tuple(NewSeat(STAGE, person) for person in (*seated, absent))

    def make(debrief: str, now: int) -> Debrief:
        stages = (StagePlan(STAGE, ("judgement",)),)
        asked = NewDebrief(debrief, f"C{number}", "SAMPLE", ROLE, decider, stages, seatings)
        return open_debrief(asked, Actor(owner, member=True), Timing(), now)

    made = await kept.open(TENANT, Act(f"open {number}", owner, "open"), make)
    seats = [seat for seat in made.debrief.seats if seat.person != absent]
    return [Filed(Place(made.debrief.id, seat.id, seat.person)) for seat in seats]


def submission(place: Place, number: int) -> Json:
    """A filled-in scorecard, from a form that was opened for it."""
    chosen = {"type": "radio_buttons", "selected_option": {"value": Rating.YES.value}}
    values = {
        "rating/judgement": {"choice": chosen},
        "evidence/judgement": {"text": {"type": "plain_text_input", "value": "A sample."}},
        "overall": {"choice": chosen},
        "reason": {"text": {"type": "plain_text_input", "value": f"card {number}"}},
    }
    return {
        "type": "view_submission",
        "team": {"id": TENANT},
        "user": {"id": place.person, "team_id": TENANT},
        "trigger_id": "1.2.3",
        "view": {
            "id": f"V{place.debrief}{place.seat}N{number}",
            "type": "modal",
            "callback_id": ids.DEBRIEF_FILE_FORM,
            "private_metadata": Ref(place.debrief, place.seat).text(),
            "hash": "1.a",
            "app_installed_team_id": TENANT,
            "blocks": [{"type": "input", "block_id": block} for block in values],
            "state": {"values": values},
        },
    }


@dataclass(frozen=True, slots=True)
class Check:
    """What the store holds beside what was answered."""

    lost: int
    doubled: int


async def check(url: str, filed: Sequence[Filed]) -> Check:
    """Compare each seat with what its person saw.

    Lost: of the acknowledged cards, those without an entry in the history, or at least one where
    the card that stands is older than the last acknowledged one. Doubled: entries beyond the cards
    that were submitted.
    """
    room = asyncio.Semaphore(AT_ONCE)
    async with connect(url) as store:
        kept = debriefs(store)

        async def one(seat: Filed) -> Check:
            async with room:
                return await _checked(kept, seat)

        found = await asyncio.gather(*map(one, filed))
    return Check(sum(one.lost for one in found), sum(one.doubled for one in found))


async def _checked(kept: Debriefs, filed: Filed) -> Check:
    place, outcomes = filed.place, filed.outcomes
    stored = await kept.load(TENANT, place.debrief)
    filing = stored.debrief.seat(place.seat).filing
    stands = int(filing.card.reason.removeprefix("card ")) if filing else -1
    history = await kept.history(TENANT, place.debrief)
    entries = sum(entry.actor == place.person for entry in history)
    acknowledged = [n for n, outcome in enumerate(outcomes) if outcome == "acknowledged"]
    old = bool(acknowledged) and stands < acknowledged[-1]
    return Check(max(len(acknowledged) - entries, int(old)), max(0, entries - len(outcomes)))
