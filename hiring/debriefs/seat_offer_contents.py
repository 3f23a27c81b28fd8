"""What is said of a request to interview and file in somebody's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.debriefs.contents import RequestState


@dataclass(frozen=True, slots=True)
class SeatOfferRequest:
    """To the person who was asked: accept or decline. Slot: `seat/<id>/offer/<n>/<to>`.

    `number` counts the requests for the seat from 1; the interview is from `at` to `ends_at`, and
    was to be at `former_at` if that is over.
    """

    debrief_id: str
    seat: str
    number: int
    label: str
    channel: str
    stage: str
    by: str
    at: int | None
    ends_at: int | None
    due_at: int | None
    lapses_at: int
    state: RequestState
    owner: str
    former_at: int | None = None


@dataclass(frozen=True, slots=True)
class SeatOfferAnswer:
    """To the interviewer who asked: what became of it. Slot: `seat/<id>/offer/<n>/answer/<by>`.

    `state` is ACCEPTED, DECLINED or LAPSED. `owed`: the scorecard is still theirs to file.
    `has_due_time`: a time is set for it.
    """

    debrief_id: str
    seat: str
    label: str
    channel: str
    stage: str
    to: str
    state: RequestState
    owed: bool
    has_due_time: bool


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """To the owner of that time: `to` has the seat of `person`, who had asked them.

    `needs_time`: nobody has said when they interview, and they haven't filed.

    Slot: `seat/<id>/offer/<n>/owner/<owner>`.
    """

    debrief_id: str
    label: str
    channel: str
    stage: str
    person: str
    to: str
    needs_time: bool = False
