from __future__ import annotations

import json

import pytest

from hiring.debriefs import codec
from hiring.debriefs.opening import NewSeat
from hiring.errors import DamagedError, UnreadableError
from tests.hiring.debriefs.world import ANN, MONDAY, filed, make_scorecard, opened

DEBRIEF = filed(
    opened(NewSeat("screen", ANN)), MONDAY, what=make_scorecard(probe="Why?", flags=("ego",))
)
TEXT = codec.dump(DEBRIEF).decode()
VERSION = f'"version":{codec.FORMAT.version}'


def test_a_record_is_read_as_it_was_written() -> None:
    """What versions before this one wrote is in `tests/stored/formats`."""
    assert codec.load(TEXT.encode()) == DEBRIEF
    assert json.loads(TEXT)["debrief"]["seats"][0]["filing"]["card"]["overall"] == "YES"


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
        TEXT.replace('"YES"', '"MAYBE"').encode(),
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
