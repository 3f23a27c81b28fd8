"""The debrief's record as it is stored.

A new field of the record, or of anything in it, needs an upgrade: a function here that gives the
field to a record that was written without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hiring.debriefs.debrief import Debrief, Release
from hiring.debriefs.scorecard import FORMER_CODES
from hiring.formats import Json, StoredFormat
from hiring.work_calendar import DEFAULT_CALENDAR, add_working_days


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
    overdue_at = add_working_days(seat["due_at"], 1, DEFAULT_CALENDAR)
    return seat | {
        "released": released,
        "filing": filing,
        "overdue_at": overdue_at,
        "kept_at": None,
        "given_up": None,
    }


def _add_interview_day(content: Json) -> Json:
    """→ 5: interview times, notes for the talk, and a role's words as data instead of as text.

    All seats of version 4 keep their due time; nobody had said when their interviews end.
    """
    debrief: Json = content["debrief"]
    role_text = debrief["role_text"]
    minutes = {stage["id"]: stage["minutes"] for stage in (role_text or {}).get("stages", ())}
    stages = [
        plan | {"minutes": minutes.get(plan["id"], _USUAL_MINUTES)} for plan in debrief["stages"]
    ]
    reveals = [reveal | {"early_by": [], "guided": False} for reveal in debrief["reveals"]]
    more: Json = {
        "stages": stages,
        "seats": [
            _add_interview_day_to_seat(seat, minutes.get(seat["stage"], _USUAL_MINUTES))
            for seat in debrief["seats"]
        ],
        "reveals": reveals,
        "role_text": role_text and _read_words(role_text),
        "reveal_requests": [],
        "dissents": [],
        "candidate_tasks": [],
        "called_off": [],
    }
    return {"debrief": debrief | more}


_USUAL_MINUTES = 60


def _add_interview_day_to_seat(seat: Json, minutes: int) -> Json:
    filing, at = seat["filing"], seat["at"]
    if filing:
        changes = [
            change | {"former": change["former"] | {"change_mind": ""}}
            for change in filing["changes"]
        ]
        filing = filing | {"card": filing["card"] | {"change_mind": ""}, "changes": changes}
    return seat | {
        "filing": filing,
        "ends_at": None if at is None else at + minutes * 60,
        "more_time_at": None,
        "shown_due_at": None,
        "rated": None,
        "offers": [],
        "in_place_of": "",
        "rescheduled": None,
    }


def _read_words(role_text: Json) -> Json:
    """The words of version 4, which held whatever had come after that format as text."""
    return role_text | {
        "talk_minutes": 25,
        "stages": [_read_stage(stage) for stage in role_text["stages"]],
        "attributes": [_read_attribute(attribute) for attribute in role_text["attributes"]],
        "red_flags": [flag | {"probe": "", "attribute": ""} for flag in role_text["red_flags"]],
    }


def _read_stage(stage: Json) -> Json:
    """Follow-ups were in lines under their question, and the last one of a stage had its end."""
    questions, ends_with = [], ""
    for text in stage["questions"]:
        first, *lines = text.split("\n")
        ask = _MINUTES.fullmatch(first)
        others = [line for line in lines if not line.startswith((_FOLLOW_UP, _END))]
        ends_with = next(
            (line.removeprefix(_END) for line in lines if line.startswith(_END)), ends_with
        )
        question = {
            "ask": "\n".join([ask["ask"] if ask else first, *others]),
            "minutes": int(ask["minutes"]) if ask else None,
            "listen_for": "",
            "follow_ups": [
                line.removeprefix(_FOLLOW_UP) for line in lines if line.startswith(_FOLLOW_UP)
            ],
            "attributes": [],
        }
        questions.append(question)
    more: Json = {"questions": questions, "ends_with": ends_with}
    return stage | more | {"aim": "", "clock": [], "avoid": []}


_MINUTES = re.compile(r"(?P<ask>.*) \((?P<minutes>\d{1,3}) min\)")
_FOLLOW_UP = "    • "
_END = "At the end: "


def _read_attribute(attribute: Json) -> Json:
    """What a strong rating looks like was after the rating beside it."""
    no, _, strong_no = attribute["no"].partition("\nStrong no: ")
    yes, _, strong_yes = attribute["yes"].partition("\nStrong yes: ")
    return attribute | {"no": no, "yes": yes, "strong_no": strong_no, "strong_yes": strong_yes}


FORMAT: Final = StoredFormat(
    "debrief",
    Record,
    upgrades=(_add_role_text, _make_rating_codes_equally_long, _add_fairness, _add_interview_day),
)


def dump(debrief: Debrief) -> bytes:
    """A debrief as JSON; equal debriefs give equal bytes."""
    return FORMAT.dump(Record(debrief))


def load(data: bytes) -> Debrief:
    """The debrief of some JSON. Raises UnreadableError."""
    return FORMAT.load(data).debrief
