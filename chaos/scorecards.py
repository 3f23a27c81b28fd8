"""Sample debriefs in which people file and edit scorecards, and the check of what was saved.

Each person submits one scorecard after the other, each from its own form. The reason in a scorecard
is its number. One seat of each debrief stays empty, so that nothing is revealed and edits need no
reason.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from blocks import ids
from blocks.debriefs.ref import Ref
from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Act, Debriefs
from bot.store.due import Due
from bot.store.encryption import Keyring
from chaos.desk import KEY
from chaos.result import Result, count_outcomes
from chaos.slack import TENANT
from hiring.debriefs.access import Actor
from hiring.debriefs.debrief import StagePlan
from hiring.debriefs.opening import NewDebrief, NewSeat, open_debrief
from hiring.debriefs.scorecard import Rating
from hiring.debriefs.state import Timing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.connection import Store
    from chaos.delivery import Answer
    from hiring.debriefs.debrief import Debrief

    Json = dict[str, Any]

ROLE, STAGE = "general", "interview"
AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Place:
    """A seat: the debrief, the seat's id and the person who files."""

    debrief: str
    seat: str
    person: str


@dataclass
class Submissions:
    """What one person submitted for one seat, in order, and the last outcome of each."""

    place: Place
    payloads: list[Json] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)

    def add(self) -> Json:
        """The payload of the next scorecard."""
        payload = make_submission(self.place, len(self.payloads))
        self.payloads.append(payload)
        self.outcomes.append("unknown")
        return payload

    def note_answer(self, number: int, answer: Answer) -> None:
        """Record what the person saw. What was acknowledged once stays acknowledged."""
        if self.outcomes[number] != "acknowledged":
            self.outcomes[number] = answer.outcome


def debrief_store(store: Store, clock: Clock | None = None) -> Debriefs:
    """The debriefs in a store, as the app reads and writes them."""
    due = Due(store, clock or Clock())
    return Debriefs(store, Keyring.from_setting(KEY), due)


async def open_debriefs(url: str, count: int, people: int) -> list[Submissions]:
    """Open debriefs, each in its own channel. Returns a place to submit for every person."""
    limit = asyncio.Semaphore(AT_ONCE)
    async with connect(url) as store:
        debriefs = debrief_store(store)

        async def open_numbered(number: int) -> list[Submissions]:
            async with limit:
                return await _open(debriefs, number, people)

        opened = await asyncio.gather(*map(open_numbered, range(count)))
    return [submissions for group in opened for submissions in group]


async def _open(debriefs: Debriefs, number: int, people: int) -> list[Submissions]:
    owner, decider, absent = (f"U{number}{who}" for who in ("OWNER", "DECIDER", "ABSENT"))
    interviewers = [f"U{number}X{index}" for index in range(people)]
    seats = tuple(NewSeat(STAGE, person) for person in (*interviewers, absent))

    def transition(debrief_id: str, now: int) -> Debrief:
        stages = (StagePlan(STAGE, ("judgement",)),)
        plan = NewDebrief(debrief_id, f"C{number}", "SAMPLE", ROLE, decider, stages, seats)
        return open_debrief(plan, Actor(owner, member=True), Timing(), now)

    opened = await debriefs.open(TENANT, Act(f"open {number}", owner, "open"), transition)
    filing = [seat for seat in opened.debrief.seats if seat.person != absent]
    return [Submissions(Place(opened.debrief.id, seat.id, seat.person)) for seat in filing]


def make_submission(place: Place, number: int) -> Json:
    """A filled-in scorecard, from a form that was opened for it."""
    chosen = {"type": "radio_buttons", "selected_option": {"value": Rating.YES.value}}
    values = {
        "rating/judgement": {"choice": chosen},
        "evidence/judgement": {"text": {"type": "plain_text_input", "value": "A sample."}},
        "overall": {"choice": chosen},
        "reason": {"text": {"type": "plain_text_input", "value": f"scorecard {number}"}},
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


async def check_scorecards(url: str, seats: Sequence[Submissions]) -> Result:
    """Compare what the store holds for each seat with the answers that its person got.

    Lost: acknowledged scorecards without an entry in the history. At least one is lost if the
    stored scorecard is older than the last acknowledged one. Doubled: entries in the history beyond
    the number of scorecards that were submitted.
    """
    limit = asyncio.Semaphore(AT_ONCE)
    async with connect(url) as store:
        debriefs = debrief_store(store)

        async def check(seat: Submissions) -> tuple[int, int]:
            async with limit:
                return await _check_seat(debriefs, seat)

        checks = await asyncio.gather(*map(check, seats))
    return replace(
        count_outcomes([outcome for seat in seats for outcome in seat.outcomes]),
        lost=sum(lost for lost, _ in checks),
        doubled=sum(doubled for _, doubled in checks),
    )


async def _check_seat(debriefs: Debriefs, seat: Submissions) -> tuple[int, int]:
    """How many scorecards of a seat are lost, and how many doubled."""
    place, outcomes = seat.place, seat.outcomes
    stored = await debriefs.load(TENANT, place.debrief)
    filing = stored.debrief.seat(place.seat).filing
    latest = int(filing.card.reason.removeprefix("scorecard ")) if filing else -1
    history = await debriefs.load_history(TENANT, place.debrief)
    entries = sum(entry.actor == place.person for entry in history)
    acknowledged = [n for n, outcome in enumerate(outcomes) if outcome == "acknowledged"]
    is_old = bool(acknowledged) and latest < acknowledged[-1]
    return max(len(acknowledged) - entries, int(is_old)), max(0, entries - len(outcomes))
