"""The debrief's record as it is stored.

A new field of the record, or of anything in it, needs an upgrade: a function here that gives the
field to a record that was written without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hiring.debriefs.debrief import Debrief  # noqa: TC001 - pydantic reads the type
from hiring.debriefs.scorecard import FORMER_CODES
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


FORMAT: Final = StoredFormat(
    "debrief", Record, upgrades=(_add_role_text, _make_rating_codes_equally_long)
)


def dump(debrief: Debrief) -> bytes:
    """A debrief as JSON; equal debriefs give equal bytes."""
    return FORMAT.dump(Record(debrief))


def load(data: bytes) -> Debrief:
    """The debrief of some JSON. Raises UnreadableError."""
    return FORMAT.load(data).debrief
