from __future__ import annotations

import json
from itertools import chain
from typing import Any

import pytest
from pydantic import TypeAdapter

from hiring.debriefs import codec
from hiring.debriefs.debrief import Change, Release, Released, Seat
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.scorecard import FORMER_CODES, NOT_RATED, Rating, replace_former_codes
from hiring.errors import DamagedError, UnreadableError
from hiring.work_calendar import DAY
from tests.hiring.debriefs.world import (
    ANN,
    MONDAY,
    OWNER,
    SETTINGS,
    filed,
    make_scorecard,
    opened,
)
from tests.stored.samples import FOLDER

DEBRIEF = filed(
    opened(NewSeat("screen", ANN)), MONDAY, what=make_scorecard(probe="Why?", flags=("ego",))
)
TEXT = codec.dump(DEBRIEF).decode()
LINES = (FOLDER / "formats" / "debrief.jsonl").read_text().splitlines()
VERSION = f'"version":{codec.FORMAT.version}'


def test_a_record_is_read_as_it_was_written() -> None:
    """What versions before this one wrote is in `tests/stored/formats`."""
    assert codec.load(TEXT.encode()) == DEBRIEF
    assert json.loads(TEXT)["debrief"]["seats"][0]["filing"]["card"]["overall"] == "RATING_3"


def test_only_ratings_of_a_form_that_was_opened_before_are_brought_up_to_date() -> None:
    former = {"rating/design": "STRONG_YES", "overall": "NO", "reason": "NO", "red_flags": ["NO"]}
    assert replace_former_codes(former) == former | {
        "rating/design": Rating.STRONG_YES,
        "overall": Rating.NO,
    }


def write_version_3(**seat: object) -> bytes:
    """A record as it was written before releases could be kept, with these fields of its seat."""
    record = json.loads(TEXT) | {"version": 3}
    del record["debrief"]["deputy"], record["debrief"]["hand_overs"]
    stored = record["debrief"]["seats"][0]
    del stored["overdue_at"], stored["kept_at"]
    stored |= {"due_at": MONDAY + DAY} | seat
    return json.dumps(record).encode()


def test_a_reason_that_was_typed_becomes_a_note_that_nobody_is_sent() -> None:
    """And no release can be undone after the fact."""
    for how, by in (("excused", OWNER), ("given_up", ANN)):
        typed = {"how": how, "reason": "A reason of mine.", "at": MONDAY}
        debrief = codec.load(write_version_3(filing=None, released=typed))

        released = debrief.seats[0].released
        assert released == Released(
            Release(how), None, by, MONDAY, MONDAY, "A reason of mine.", note_for=""
        )
        assert not debrief.seats[0].can_be_kept(MONDAY)
        messages = compute_outlook(debrief, MONDAY, SETTINGS).messages
        assert "A reason of mine." not in repr(messages)


def test_a_mark_without_a_round_means_the_round_before() -> None:
    filing = json.loads(TEXT)["debrief"]["seats"][0]["filing"]
    change = {"former": filing["card"], "reason": "Wrong.", "at": MONDAY}
    for marked, round_, read in ((False, 3, 0), (True, 3, 2), (True, 1, 1)):
        old = filing | {"after_reading": marked, "changes": [change]}
        seat = codec.load(write_version_3(filing=old, round=round_)).seats[0]

        assert seat.filing is not None
        assert seat.filing.after_reading == read
        assert seat.filing.changes == (Change(seat.filing.card, "Wrong.", MONDAY),)


def test_a_seat_of_an_older_version_is_overdue_a_working_day_after_it_was_due() -> None:
    seat = codec.load(write_version_3(filing=None)).seats[0]
    assert (seat.overdue_at, seat.kept_at) == ((seat.due_at or 0) + DAY, None)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        TEXT.replace(VERSION, '"version":true').encode(),
        TEXT.replace(VERSION, '"version":0').encode(),
        TEXT.replace(VERSION, '"version":"1"').encode(),
        TEXT.replace('"grace":300', '"grace":"300"').encode(),
        TEXT.replace('"grace":300', '"grace":300,"more":1').encode(),
        TEXT.replace('"probe_next":"Why?"', '"probe_next":"Why?","more":1').encode(),
        TEXT.replace('"link":"",', "").encode(),
        TEXT.replace('"RATING_3"', '"RATING_5"').encode(),
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused_in_a_sentence_that_quotes_nothing_of_it(broken: bytes) -> None:
    with pytest.raises(DamagedError) as refusal:
        codec.load(broken)

    assert refusal.value.sentence.startswith("What is stored of this debrief is damaged.")
    assert "JS" not in refusal.value.sentence
    assert refusal.value.__cause__ is None
    assert isinstance(refusal.value, UnreadableError)


def test_which_rating_was_chosen_does_not_show_in_the_size_of_a_record() -> None:
    """Nor that none was: every choice of a form has a code of the same length."""
    assert {len(code) for code in (*Rating, NOT_RATED)} == {len(NOT_RATED)}
    assert set(FORMER_CODES.values()) == {*Rating, NOT_RATED}
    cards = [make_scorecard(rating) for rating in Rating]
    records = [codec.dump(filed(opened(NewSeat("screen", ANN)), MONDAY, what=c)) for c in cards]
    assert len(set(records)) == len(Rating)
    assert len({len(record) for record in records}) == 1


def test_an_interview_of_version_4_ends_after_the_minutes_of_its_stage() -> None:
    """So whatever has a time has an end. That version knew when it begins, if anything."""
    text, *_ = [line for line in LINES if '"version": 4' in line]
    debrief = codec.load(text.encode())
    [plan] = debrief.stages
    times = [(seat.stage, seat.at, seat.ends_at) for seat in debrief.seats]
    assert times == [("screen", MONDAY, MONDAY + 45 * 60), *[("screen", None, None)] * 3]
    assert (plan.id, plan.minutes) == ("screen", 45)


def test_a_record_of_version_2_has_the_ratings_that_it_had() -> None:
    """In the scorecards as they are, and in those that were changed."""
    [text] = [line for line in LINES if '"version": 2' in line and '"changes": [{' in line]
    seats = codec.load(text.encode()).seats
    before = json.loads(text)["debrief"]["seats"]

    def show_codes(seat: dict[str, Any]) -> list[str]:
        filing = seat["filing"] or {"card": None, "changes": []}
        cards = [filing["card"], *(change["former"] for change in filing["changes"])]
        rated = [[each["rating"] for each in card["ratings"]] for card in cards if card]
        return [*chain(*rated), *(card["overall"] for card in cards if card)]

    former = {code: former for former, code in FORMER_CODES.items()}
    after = json.loads(TypeAdapter(tuple[Seat, ...]).dump_json(seats))
    codes = [show_codes(seat) for seat in before]
    assert [[former[code] for code in show_codes(seat)] for seat in after] == codes
    assert set(chain(*codes)) == {"DEFINITELY_NO", "NO", "YES", "STRONG_YES"}
