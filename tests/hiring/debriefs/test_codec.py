from __future__ import annotations

import json

import pytest

from hiring.debriefs import codec
from hiring.debriefs.errors import RecordError
from hiring.debriefs.opening import NewSeat
from tests.hiring.debriefs.world import ANN, MONDAY, card, filed, opened

GOLDEN = (
    '{"version":1,"debrief":{"id":"D1","channel":"C1","label":"JS","role":"ai-tech-lead",'
    '"owner":"UOWNER","decider":"UDECIDER","opened_at":1767603600,"grace":300,'
    '"stages":[{"id":"screen","attributes":["judgement","design"],"same_day":false},'
    '{"id":"architecture","attributes":["design","scale"],"same_day":false},{"id":"team",'
    '"attributes":["clarity","judgement"],"same_day":true}],"seats":[{"id":"1","round":1,'
    '"stage":"screen","person":"UANN","due_at":1767690000,"at":null,'
    '"filing":{"card":{"ratings":[{"attribute":"design","rating":"YES",'
    '"evidence":"Compared two designs."}],"overall":"YES","reason":"It held together.",'
    '"red_flags":["ego"],"probe_next":"Why?"},"at":1767603600,"after_reveal":false,'
    '"after_reading":false,"changes":[]},"released":null,"nudged_at":[]}],'
    '"rounds":[{"number":1,"started_at":1767603600,"advanced_at":null,"stopped_at":null,'
    '"read_by":[]}],"next_seat":2,"job_title":"","link":"","speaking":[],"reveals":[],'
    '"decisions":[],"closed":null}}'
)


def test_a_record_written_by_version_1_is_read_for_good() -> None:
    """What is in stores already: a change of shape needs a version, and a way up from this one."""
    debrief = filed(opened(NewSeat("screen", ANN)), MONDAY, what=card(probe="Why?", flags=("ego",)))

    assert codec.dump(debrief).decode() == GOLDEN
    assert codec.load(GOLDEN.encode()) == debrief


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        GOLDEN.replace('"version":1', '"version":2').encode(),
        GOLDEN.replace('"version":1', '"version":true').encode(),
        GOLDEN.replace('"grace":300', '"grace":"300"').encode(),
        GOLDEN.replace('"grace":300', '"grace":300,"more":1').encode(),
        GOLDEN.replace('"link":"",', "").encode(),
        GOLDEN.replace('"YES"', '"MAYBE"').encode(),
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused_in_a_sentence_that_quotes_nothing_of_it(broken: bytes) -> None:
    with pytest.raises(RecordError) as refusal:
        codec.load(broken)

    assert refusal.value.sentence == RecordError.says
    assert refusal.value.__cause__ is None


def test_the_record_is_plain_json() -> None:
    assert json.loads(GOLDEN)["debrief"]["seats"][0]["filing"]["card"]["overall"] == "YES"
