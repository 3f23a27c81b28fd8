"""The six questions and their first-match table, read as it stands."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide import content
from hiring.guide.need import Clash, Decision, Need, decide, find_unanswered, keep_known_options
from tests.hiring.conftest import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.need import Answers

NEED = content.load(CONTENT).roles["ai-tech-lead"].need
assert NEED is not None
SIGNALS = ["inconsistent", "product", "seniors", "debt"]
BASE = {
    "engineers": "enough",
    "owner": "nobody",
    "problems": "open",
    "stuck": "nothing",
    "time": "unsure",
}


def answers(signals: tuple[str, ...] = (), **chosen: str) -> Answers:
    """Answers that differ from BASE in what is given."""
    singles = {name: frozenset({option}) for name, option in {**BASE, **chosen}.items()}
    return {**singles, "signals": frozenset(signals)}


def verdict(decision: Decision | Clash) -> str:
    return decision.verdict.id if isinstance(decision, Decision) else "clash"


def every() -> list[Answers]:
    """Every way to answer."""
    assert NEED is not None
    singles = [question for question in NEED.questions if not question.several]
    picked = product(*([option.id for option in question.options] for question in singles))
    subsets = list(chain.from_iterable(combinations(SIGNALS, n) for n in range(5)))
    return [
        answers(subset, **dict(zip((entry.id for entry in singles), way, strict=True)))
        for way in picked
        for subset in subsets
    ]


one_of_all = st.sampled_from(every())


@pytest.fixture
def need() -> Need:
    assert NEED is not None
    return NEED


@pytest.mark.parametrize(
    ("row", "chosen", "signals", "expected"),
    [
        (1, {"problems": "defined", "stuck": "architecture"}, (), "clash"),
        (1, {"problems": "defined"}, ("seniors",), "clash"),
        (2, {"stuck": "hard-problems", "time": "outside"}, (), "clash"),
        (2, {"stuck": "architecture", "time": "building"}, (), "clash"),
        (3, {"stuck": "growing", "owner": "executive"}, (), "engineering-manager"),
        (4, {"stuck": "hard-problems", "owner": "executive"}, (), "staff-ic"),
        (5, {"owner": "executive"}, (), "not-yet"),
        (5, {"owner": "other"}, (), "not-yet"),
        (6, {"problems": "defined"}, (), "not-yet"),
        (7, {"engineers": "few", "stuck": "architecture"}, (), "staff-ic"),
        (8, {"engineers": "few", "time": "building"}, (), "not-yet"),
        (9, {"time": "building"}, (), "staff-ic"),
        (10, {}, (), "ai-tech-lead"),
        (10, {"time": "outside", "stuck": "architecture"}, (), "ai-tech-lead"),
    ],
)
def test_each_row_gives_its_answer(
    need: Need, row: int, chosen: dict[str, str], signals: tuple[str, ...], expected: str
) -> None:
    """The row is the first that fits, and its answer is the one in the table."""
    given_ = answers(signals, **chosen)

    first = next(number for number, entry in enumerate(need.table, start=1) if entry.holds(given_))

    assert (first, verdict(decide(need, given_))) == (row, expected)


def test_the_table_has_ten_rows_and_the_form_six_questions(need: Need) -> None:
    assert (len(need.table), len(need.questions)) == (10, 6)


@given(one_of_all)
def test_no_answer_falls_through(given_: Answers) -> None:
    """Every way to answer gives a verdict, or at least two readings with a verdict each."""
    assert NEED is not None
    decision = decide(NEED, given_)

    if isinstance(decision, Clash):
        assert len(decision.readings) >= 2
        assert all(reading.says for reading in decision.readings)
    else:
        assert decision.verdict in NEED.verdicts


@given(one_of_all, st.sampled_from(SIGNALS))
def test_a_further_signal_changes_reasons_and_never_a_verdict(given_: Answers, signal: str) -> None:
    """But for the table's first row: seniors stuck on well-defined problems contradict it."""
    assert NEED is not None
    before = decide(NEED, given_)
    after = decide(NEED, {**given_, "signals": given_["signals"] | {signal}})

    if signal == "seniors" and "defined" in given_["problems"]:
        assert isinstance(after, Clash)
    else:
        assert verdict(after) == verdict(before)
    if isinstance(before, Decision) and isinstance(after, Decision):
        told = {entry.id for entry in (*after.pro, *after.contra)}
        assert signal in told
        assert {entry.id for entry in (*before.pro, *before.contra)} <= told


@given(one_of_all)
def test_what_would_change_it_is_true(given_: Answers) -> None:
    """Giving just that other answer leads to just that other verdict."""
    assert NEED is not None
    decision = decide(NEED, given_)
    if isinstance(decision, Clash):
        return
    for change in decision.changes:
        question = next(entry for entry in NEED.questions if change.option in entry.options)
        other = decide(NEED, {**given_, question.id: frozenset({change.option.id})})
        assert isinstance(other, Decision)
        assert other.verdict == change.verdict != decision.verdict


def test_contradictions_are_read_both_ways(need: Need) -> None:
    """Each reading is what the table says once one of the two answers is set aside."""
    decision = decide(need, answers(problems="defined", stuck="architecture", time="outside"))

    assert isinstance(decision, Clash)
    assert [reading.decision.verdict.id for reading in decision.readings] == [
        "ai-tech-lead",
        "not-yet",
    ]


def test_a_reading_that_contradicts_itself_again_is_read_both_ways_too(need: Need) -> None:
    decision = decide(need, answers(problems="defined", stuck="architecture", time="building"))

    assert isinstance(decision, Clash)
    assert [(len(entry.says), entry.decision.verdict.id) for entry in decision.readings] == [
        (2, "ai-tech-lead"),
        (2, "staff-ic"),
        (1, "not-yet"),
    ]


def test_unanswered_questions_are_named_and_unknown_options_do_not_count(need: Need) -> None:
    chosen = keep_known_options(
        need, {"engineers": {"few", "enough"}, "owner": {"nobody", "<!channel>"}}
    )

    assert set(find_unanswered(need, chosen)) == {"engineers", "problems", "stuck", "time"}
    assert chosen["owner"] == {"nobody"}


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ({}, False),
        ({"engineers": {"enough"}}, False),
        ({"engineers": {"few"}, "owner": {"nobody"}}, False),
        ({"engineers": {"enough"}, "owner": {"nobody"}}, True),
    ],
)
def test_a_sign_is_told_only_if_all_of_it_is(
    need: Need, told: dict[str, set[str]], is_told: object
) -> None:
    assert need.signs is not None
    assert need.signs.lead[0].is_told(told) is is_told


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("then: engineering-manager}", "then: boss}", "“boss” is not the id of a verdict"),
        ("points_to: [not-yet, staff-ic]", "points_to: [boss]", "“boss” is not the id"),
        ("{stuck: [growing]}", "{stuck: [naps]}", "“naps” is not an option of “stuck”"),
        ("{stuck: [growing]}", "{naps: [growing]}", "“naps” is not the id of a question"),
        ("told_by: {engineers: [few]}", "told_by: {engineers: [x]}", "“x” is not an option"),
        ("aside: {problems: [defined]}", "aside: {problems: [x]}", "“x” is not an option"),
        ("{when: [{}], then: ai-tech-lead}", "{when: [{time: [unsure]}], then: not-yet}", "last"),
        ("{when: [{stuck: [growing]}]", "{when: [{}]", "those after it never do"),
        ("{when: [{stuck: [growing]}], then: engineering-manager}", "{when: [{}]}", "either"),
        ("      - id: enough", "      - id: few", "there twice"),
    ],
)
def test_a_broken_table_is_an_error_with_its_line(
    folder: Path, find: str, replace: str, message: str
) -> None:
    file = folder / "roles" / "ai-tech-lead" / "need.yml"
    text = file.read_text(encoding="utf-8")
    assert find in text
    file.write_text(text.replace(find, replace), encoding="utf-8")

    problems = content.check(folder)

    assert any(message in problem.message for problem in problems), problems
    assert all(problem.file == file and problem.line for problem in problems)


def test_a_reading_that_sets_nothing_aside_comes_to_an_end(folder: Path) -> None:
    """A team's own table may say so; the rows after it answer then."""
    file = folder / "roles" / "ai-tech-lead" / "need.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("aside: {problems: [defined]}", "aside: {}"), encoding="utf-8")
    own = content.load(folder).roles["ai-tech-lead"].need
    assert own is not None

    decision = decide(own, answers(problems="defined", stuck="architecture"))

    assert isinstance(decision, Clash)
    assert [entry.decision.verdict.id for entry in decision.readings] == ["not-yet", "not-yet"]
