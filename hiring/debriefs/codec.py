"""The debrief's record as it is stored.

A new field of the record, or of anything in it, needs an upgrade: a function here that gives the
field to a record that was written without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hiring.debriefs.debrief import Debrief, Release
from hiring.debriefs.scorecard import FORMER_CODES
from hiring.debriefs.working_days import add_working_days
from hiring.formats import Json, StoredFormat


@dataclass(frozen=True, slots=True)
class Record:
    """What is written: the debrief, under its name."""

    debrief: Debrief


def _add_role_text(content: Json) -> Json:
    """1 → 2: a debrief keeps the words of its role; none of version 1 did."""
    return {"debrief": content["debrief"] | {"role_text": None}}


def _make_rating_codes_equally_long(content: Json) -> Json:
    """2 → 3: the size of a record doesn't tell which ratings are in it."""
    for seat in content["debrief"]["seats"]:
        filing = seat["filing"]
        if filing:
            cards = [filing["card"], *(change["former"] for change in filing["changes"])]
            for card in cards:
                card["overall"] = FORMER_CODES[card["overall"]]
                for rating in card["ratings"]:
                    rating["rating"] = FORMER_CODES[rating["rating"]]
    return content


def _add_fairness(content: Json) -> Json:
    """→ 4: who released a seat and until when it can be kept, marks by round, hand-overs.

    Reasons of version 3 were typed; no fixed one can be read out of them, and they stay as a note
    that nobody is sent. All releases of version 3 were final. A reader was marked without the round
    that they had read: it was the one before.
    """
    debrief: Json = content["debrief"]
    seats = [_add_fairness_to_seat(debrief, seat) for seat in debrief["seats"]]
    reveals = [reveal | {"by": ""} for reveal in debrief["reveals"]]
    rounds = [round_ | {"stopped_by": "", "left_out": []} for round_ in debrief["rounds"]]
    more = {"seats": seats, "rounds": rounds, "reveals": reveals, "deputy": "", "hand_overs": []}
    return {"debrief": debrief | more}


def _add_fairness_to_seat(debrief: Json, seat: Json) -> Json:
    released, filing = seat["released"], seat["filing"]
    if released:
        excused = released["how"] == Release.EXCUSED
        released = released | {
            "reason": None,
            "by": debrief["owner"] if excused else seat["person"],
            "final_at": released["at"],
            "note": released["reason"],
            "note_for": "",
            "agreed": False,
        }
    if filing:
        changes = [c | {"after_reading": 0, "after_reveal": False} for c in filing["changes"]]
        earlier = max(seat["round"] - 1, 1) if filing["after_reading"] else 0
        filing = filing | {"after_reading": earlier, "changes": changes}
    overdue_at = add_working_days(seat["due_at"], 1, utc_offset=0)
    return seat | {
        "released": released,
        "filing": filing,
        "overdue_at": overdue_at,
        "kept_at": None,
        "given_up": None,
    }


FORMAT: Final = StoredFormat(
    "debrief",
    Record,
    upgrades=(_add_role_text, _make_rating_codes_equally_long, _add_fairness),
)


def dump(debrief: Debrief) -> bytes:
    """A debrief as JSON; equal debriefs give equal bytes."""
    return FORMAT.dump(Record(debrief))


def load(data: bytes) -> Debrief:
    """The debrief of some JSON. Raises UnreadableError."""
    return FORMAT.load(data).debrief
