"""The content of `need.yml`: what is answered, told and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from hiring.guide.need import Need, find_unanswered, keep_known_options
from tests.guides import load_sample_guide

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def need() -> Need:
    need = load_sample_guide().roles["ai-tech-lead"].need
    assert need is not None
    return need


def test_unanswered_questions_are_named_and_unknown_options_do_not_count(need: Need) -> None:
    chosen = keep_known_options(
        need, {"engineers": {"few", "enough"}, "owner": {"nobody", "<!channel>"}}
    )

    assert set(find_unanswered(need, chosen)) == {"engineers", "problems", "stuck", "time"}
    assert chosen["owner"] == {"nobody"}


def test_options_of_older_versions_are_still_options(need: Need) -> None:
    """They are in the values of buttons, in open modals and in teams' own files."""
    former = {
        "engineers": {"few", "enough"},
        "owner": {"nobody", "executive", "other"},
        "signals": {"inconsistent", "product", "seniors", "debt"},
        "problems": {"defined", "open"},
        "stuck": {"architecture", "hard-problems", "growing", "nothing"},
        "time": {"outside", "building", "unsure"},
    }
    verdicts = {"ai-tech-lead", "staff-ic", "engineering-manager", "not-yet"}

    assert keep_known_options(need, former) == former
    assert verdicts < {verdict.id for verdict in need.verdicts}


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ({}, False),
        ({"engineers": {"enough"}}, False),
        ({"engineers": {"few"}, "owner": {"nobody"}}, False),
        ({"engineers": {"enough"}, "owner": {"nobody"}}, True),
        ({"engineers": {"enough"}, "owner": {"executive-in-name"}}, True),
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
        ("weighs: {ai-tech-lead: 2}", "weighs: {boss: 2}", "“boss” is not the id of a verdict"),
        ("rules_out: [ai-tech-lead, ", "rules_out: [boss, ", "“boss” is not the id of a verdict"),
        ("weighs: {not-yet: 1}", "points_to: [boss]", "“boss” is not the id of a verdict"),
        (
            "        rules_out: [not-yet]\n  - id",
            "        rules_out: [x]\n  - id",
            "“x” is not the id",
        ),
        ("joins: [ai-tech-lead, ", "joins: [boss, ", "“boss” is not the id of a verdict"),
        (
            "weighs: {ai-tech-lead: 2}",
            "weighs: {lead-and-manager: 2}",
            "“lead-and-manager” is made of ai-tech-lead and engineering-manager; name these",
        ),
        ("weighs: {ai-tech-lead: 2}", "weighs: {ai-tech-lead: 3}", "3 can't be weighed"),
        ("weighs: {ai-tech-lead: 2}", "weighs: {ai-tech-lead: 0}", "0 can't be weighed"),
        ("weighs: {ai-tech-lead: 2}", "weighs: {ai-tech-lead: much}", "is not a whole number"),
        (
            "weighs: {staff-ic: 1, not-yet: 1}",
            "weighs: {ai-tech-lead: 1, not-yet: 1}",
            "rules out “ai-tech-lead” and weighs it too",
        ),
        ("turns: executive", "turns: boss", "“boss” is not an option of “owner”"),
        ("stuck: [growing], ", "stuck: [naps], ", "“naps” is not an option of “stuck”"),
        ("stuck: [growing], ", "naps: [growing], ", "“naps” is not the id of a question"),
        ("stuck: [growing], ", "", "can never hold: name an option each of two questions or more"),
        ("stuck: [growing], ", "stuck: [], ", "can never hold"),
        ("aside: {signals: [seniors]}", "aside: {signals: [x]}", "“x” is not an option"),
        ("instead: {problems: [open]}", "instead: {problems: [x]}", "“x” is not an option"),
        (
            "instead: {problems: [open]}",
            "instead: {problems: [defined]}",
            "this reading leaves the answers as contradictory as they are",
        ),
        (
            "      - says: If no senior is really stuck\n        aside: {signals: [seniors]}\n",
            "",
            "needs two readings or more, or none",
        ),
        ("told_by: {engineers: [few]}", "told_by: {engineers: [x]}", "“x” is not an option"),
        ("      - id: enough", "      - id: few", "there twice"),
        ("clear_by: 2", "clear_by: 0", "too small"),
        ("sets_aside: {stuck: [growing]}", "sets_aside: {stuck: [x]}", "“x” is not an option"),
        ("when: {time: [building]}", "when: {time: [x]}", "“x” is not an option of “time”"),
        ("until: ai-tech-lead", "until: boss", "“boss” is not the id of a verdict"),
        ("weighs: {not-yet: 1}\n    sets", "weighs: {x: 1}\n    sets", "“x” is not the id"),
    ],
)
def test_a_slip_is_an_error_with_its_line(
    folder: Path, find: str, replace: str, message: str
) -> None:
    change(folder, find, replace)

    problems = content.check(folder)

    file = folder / "roles" / "ai-tech-lead" / "need.yml"
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.file == file and problem.line for problem in problems)


@pytest.mark.parametrize(
    ("find", "replace", "message"),
    [
        ("engineering-manager: 2, ", "", "no answers lead to “engineering-manager”"),
        ("clear_by: 2", "table: [{when: [{}], then: not-yet}]\nclear_by: 2", "not read any more"),
    ],
)
def test_what_a_team_can_not_have_meant_is_doubtful_and_does_not_stop_a_start(
    folder: Path, find: str, replace: str, message: str
) -> None:
    change(folder, find, replace)

    problems = content.check(folder)

    assert [problem.doubtful for problem in problems if message in problem.message] == [True]
    assert content.load(folder).roles["ai-tech-lead"].need


def test_a_form_with_too_many_ways_to_answer_is_not_tried_out(folder: Path) -> None:
    """Six more ticks make 64 times as many: nothing is said of what can't be tried."""
    ticks = "".join(
        f"      - {{id: more-{number}, label: More, say: More., would: more}}\n"
        for number in range(6)
    )
    change(folder, "engineering-manager: 2, ", "")
    change(folder, "\n  - id: problems\n", f"{ticks}\n  - id: problems\n")

    assert not [problem for problem in content.check(folder) if "lead to" in problem.message]


def change(folder: Path, find: str, replace: str) -> None:
    """Put something else into the need questions of a copied content folder."""
    file = folder / "roles" / "ai-tech-lead" / "need.yml"
    text = file.read_text(encoding="utf-8")
    assert find in text
    file.write_text(text.replace(find, replace), encoding="utf-8")
