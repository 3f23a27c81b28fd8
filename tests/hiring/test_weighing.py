"""How the answers are weighed: principles that hold for every way to answer, and single cases."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml

from blocks.need.answers import build_shared_answer
from blocks.need.questions import NeedSource
from blocks.need.weighed import describe_weighed
from hiring.guide.need import Need
from hiring.guide.weighing import decide, list_likely, weigh
from tests.asked.teams import load_teams, name_verdict
from tests.guides import load_sample_guide
from tests.hiring.need_answers import SIGNALS, list_every_way_to_answer

if TYPE_CHECKING:
    from hiring.guide.need import Answers
    from hiring.guide.weighing import Decision, Weighed

LEAD = {"ai-tech-lead", "lead-and-manager"}
UNOWNED = {"nobody", "executive-in-name", "other-in-name"}
QUIET: dict[str, str] = {
    "engineers": "enough",
    "owner": "nobody",
    "problems": "open",
    "stuck": "nothing",
    "time": "unsure",
}


@pytest.fixture(scope="module")
def need() -> Need:
    need = load_sample_guide().roles["ai-tech-lead"].need
    assert need is not None
    return need


@pytest.fixture(scope="module")
def every_way(need: Need) -> list[tuple[Answers, set[str]]]:
    """Every way to answer, with the verdicts that it leads to."""
    return [
        (answers, {verdict.id for verdict in list_likely(need, answers)})
        for answers in list_every_way_to_answer(need)
    ]


def answers(*signals: str, **chosen: str) -> Answers:
    """Answers of a team that nothing holds up, with what is given."""
    singles = {name: frozenset({option}) for name, option in {**QUIET, **chosen}.items()}
    return {**singles, "signals": frozenset(signals)}


def name(decision: Decision) -> set[str]:
    return {verdict.id for verdict in decision.likely}


def find(decision: Decision, verdict: str) -> Weighed:
    return next(entry for entry in decision.weighed if entry.verdict.id == verdict)


@pytest.mark.parametrize("file", ["need.tsv", "more_need.tsv"])
def test_every_labelled_team_gets_a_verdict_that_an_expert_would_give(
    need: Need, file: str
) -> None:
    judged = [(team, decide(need, team.answers)) for team in load_teams(file)]

    assert [
        (team.text, name_verdict(decision), team.right)
        for team, decision in judged
        if team.judge(decision) != "right"
    ] == []


def test_teams_that_nobody_tuned_for_get_a_defensible_verdict_too(need: Need) -> None:
    """An independent author's, at whose failures nobody looks."""
    outcomes = Counter(
        team.judge(decide(need, team.answers)) for team in load_teams("held_out_need.tsv")
    )

    assert outcomes["right"] >= 0.9 * outcomes.total()
    assert not outcomes["wrong"]


def test_every_way_to_answer_leads_somewhere_and_each_verdict_is_reached(
    need: Need, every_way: list[tuple[Answers, set[str]]]
) -> None:
    clear = {next(iter(likely)) for _, likely in every_way if len(likely) == 1}

    assert all(likely for _, likely in every_way)
    assert clear == {verdict.id for verdict in need.verdicts}


def test_fewer_than_three_engineers_never_give_a_lead_or_a_manager(
    every_way: list[tuple[Answers, set[str]]],
) -> None:
    assert not [
        given
        for given, likely in every_way
        if "few" in given["engineers"] and likely & {*LEAD, "engineering-manager"}
    ]


def test_a_small_team_with_a_leads_signs_gets_an_engineer_and_reads_why_it_is_no_lead(
    need: Need, every_way: list[tuple[Answers, set[str]]]
) -> None:
    """Two signs that nobody sees to. Contradictions and missing depth are other cases."""
    small = [
        (given, likely)
        for given, likely in every_way
        if "few" in given["engineers"]
        and given["owner"] & UNOWNED
        and len(given["signals"]) >= 2
        and "hard-problems" not in given["stuck"]
        and not any(rule.readings and rule.holds(given) for rule in need.contradictions)
    ]

    for given, likely in small:
        if "defined" in given["problems"] and "architecture" not in given["stuck"]:
            assert "staff-ic" in likely
            continue
        case = decide(need, given).case
        assert likely == {"staff-ic"}
        assert case
        assert "your answers describe a lead's job, but the team is too small" in case.answer


def test_one_more_sign_never_makes_a_small_team_wait(
    every_way: list[tuple[Answers, set[str]]],
) -> None:
    likely_of = {_freeze(given): likely for given, likely in every_way}

    assert not [
        given
        for given, likely in every_way
        if "few" in given["engineers"] and likely == {"staff-ic"} and given["owner"] & UNOWNED
        for sign in SIGNALS
        if likely_of[_freeze({**given, "signals": given["signals"] | {sign}})] == {"not-yet"}
    ]


def test_whoever_is_to_wait_reads_what_would_make_it_a_lead(
    need: Need, every_way: list[tuple[Answers, set[str]]]
) -> None:
    for given, likely in every_way:
        if likely == {"not-yet"}:
            decision = decide(need, given)
            assert any(change.leads_to("ai-tech-lead") for change in decision.changes)


def test_one_more_sign_for_a_lead_never_leads_away_from_one(
    every_way: list[tuple[Answers, set[str]]],
) -> None:
    """Neither from a clear lead to a doubtful one, nor from a doubtful one to none."""
    ranks = {_freeze(given): _rank(likely) for given, likely in every_way}
    worse = [
        (given, sign)
        for given, _ in every_way
        for sign in SIGNALS
        if ranks[_freeze({**given, "signals": given["signals"] | {sign}})] < ranks[_freeze(given)]
    ]

    assert worse == []


def test_owning_it_in_name_only_is_weighed_as_nobody(
    every_way: list[tuple[Answers, set[str]]],
) -> None:
    likely_of = {_freeze(given): likely for given, likely in every_way}
    differing = [
        given
        for given, likely in every_way
        if given["owner"] & {"executive-in-name", "other-in-name"}
        and likely != likely_of[_freeze({**given, "owner": frozenset({"nobody"})})]
    ]

    assert differing == []


def test_it_is_the_same_whether_a_cto_or_someone_else_really_does_the_work(
    every_way: list[tuple[Answers, set[str]]],
) -> None:
    likely_of = {_freeze(given): likely for given, likely in every_way}
    differing = [
        given
        for given, likely in every_way
        if "executive" in given["owner"]
        and likely != likely_of[_freeze({**given, "owner": frozenset({"other"})})]
    ]

    assert differing == []


def test_somebody_who_really_does_the_work_never_brings_a_lead_nearer(
    every_way: list[tuple[Answers, set[str]]],
) -> None:
    ranks = {_freeze(given): _rank(likely) for given, likely in every_way}

    assert not [
        given
        for given, likely in every_way
        if "executive" in given["owner"]
        and _rank(likely) > ranks[_freeze({**given, "owner": frozenset({"nobody"})})]
    ]


def test_whoever_is_stuck_is_never_told_to_wait_unless_that_answer_is_in_doubt(
    need: Need, every_way: list[tuple[Answers, set[str]]]
) -> None:
    assert not [
        given
        for given, likely in every_way
        if "nothing" not in given["stuck"]
        and not ("few" in given["engineers"] and "growing" in given["stuck"])
        and "not-yet" in likely
        and not any(rule.readings and rule.holds(given) for rule in need.contradictions)
    ]


def test_something_speaks_for_every_verdict_that_is_given(
    need: Need, every_way: list[tuple[Answers, set[str]]]
) -> None:
    for given, likely in every_way:
        if len(likely) == 1:
            entry = next(entry for entry in weigh(need, given) if entry.verdict.id in likely)
            assert entry.pro
            assert not entry.ruled_out_by
            assert entry.balance > 0


def test_a_verdict_is_ahead_by_two_or_it_is_called_close(
    need: Need, every_way: list[tuple[Answers, set[str]]]
) -> None:
    """Added up from the reasons that are shown; joined verdicts are two at once."""
    for given, likely in every_way:
        if any(rule.readings and rule.holds(given) for rule in need.contradictions):
            continue
        left = sorted(
            (
                sum(each.count for each in entry.pro) - sum(each.count for each in entry.contra)
                for entry in weigh(need, given)
                if entry.pro and not entry.ruled_out_by and not entry.verdict.joins
            ),
            reverse=True,
        )
        if len(likely) == 1 and likely != {"lead-and-manager"}:
            assert len(left) == 1 or left[0] - left[1] >= need.clear_by


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answers(stuck="growing"), {"lead-and-manager"}),
        (answers("debt", stuck="growing", owner="executive"), {"engineering-manager"}),
        (
            answers("debt", "product", "inconsistent", stuck="growing", owner="executive"),
            {"engineering-manager", "lead-and-manager"},
        ),
        (answers(*SIGNALS, engineers="few", stuck="growing"), {"staff-ic"}),
        (answers(engineers="few", stuck="growing"), {"not-yet"}),
        (answers("debt", engineers="few", stuck="growing", owner="other"), {"not-yet"}),
        (answers(*SIGNALS, engineers="few", stuck="architecture"), {"staff-ic"}),
        (answers(), {"ai-tech-lead", "not-yet"}),
        (answers("debt"), {"ai-tech-lead"}),
        (answers(owner="other"), {"not-yet"}),
        (answers(stuck="hard-problems", owner="other"), {"staff-ic"}),
    ],
)
def test_what_weighs_more_decides_and_what_is_close_is_left_open(
    need: Need, given: Answers, expected: set[str]
) -> None:
    assert name(decide(need, given)) == expected


def test_a_contradiction_that_either_way_leads_to_one_verdict_is_only_said(need: Need) -> None:
    """One odd answer doesn't outvote eight."""
    given = answers(*SIGNALS, problems="defined", stuck="architecture", time="outside")
    decision = decide(need, given)

    assert name(decision) == {"ai-tech-lead"}
    assert [each.rule.id for each in decision.contradictions] == [
        "defined-and-stuck-on-architecture",
        "defined-and-seniors-blocked",
    ]
    assert not decision.hangs_on_contradiction


def test_a_contradiction_on_which_the_verdict_hangs_is_read_each_way(need: Need) -> None:
    decision = decide(need, answers(problems="defined", stuck="architecture"))

    assert decision.verdict is None
    assert decision.hangs_on_contradiction
    [contradicted] = decision.contradictions
    assert [[verdict.id for verdict in read.verdicts] for read in contradicted.readings] == [
        ["ai-tech-lead"],
        ["not-yet"],
    ]
    assert [question.id for question in decision.list_settling()][:2] == ["problems", "stuck"]


def test_what_is_owned_in_name_while_seniors_are_blocked_is_said(need: Need) -> None:
    decision = decide(need, answers("seniors", owner="executive-in-name", stuck="architecture"))

    assert name(decision) == {"ai-tech-lead"}
    assert [each.rule.id for each in decision.contradictions] == ["named-and-seniors-blocked"]
    assert decision.contradictions[0].readings == ()


def test_what_would_change_it_is_true_and_within_reach(need: Need) -> None:
    """Giving just these other answers, or ticks more, leads to just that other verdict."""
    for given in list_every_way_to_answer(need)[::131]:
        decision = decide(need, given)
        for change in decision.changes:
            other = dict(given)
            for question, option in change.options:
                assert option.id != "few"  # nobody dismisses engineers for another verdict
                ticked = other[question.id] if question.several else frozenset()
                other[question.id] = ticked | {option.id}
            assert list_likely(need, other) == (change.verdict,)
            assert decision.likely != (change.verdict,)


def test_the_first_screen_names_a_reason_whatever_the_answers(need: Need) -> None:
    """Beside a contradiction too, of the two verdicts that are ahead."""
    for given in list_every_way_to_answer(need)[::29]:
        decision = decide(need, given)
        first, *_ = describe_weighed(decision).split("\n")
        assert re.search(r"For: \w|such as: \w|ruled out \(\w", first), (given, first)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            answers(
                "debt", "product", owner="other-in-name", stuck="hard-problems", time="outside"
            ),
            "ai-tech-lead",
        ),
        (answers(problems="defined", stuck="architecture"), None),
        (answers(), None),
        (answers("debt"), None),
    ],
)
def test_a_contradiction_says_where_the_weighing_leans(
    need: Need, given: Answers, expected: str | None
) -> None:
    leaning = decide(need, given).leaning

    assert (leaning.id if leaning else None) == expected


def test_the_questions_of_a_contradiction_are_the_ones_to_look_at_again(need: Need) -> None:
    """Whether or not another answer to them alone would decide."""
    decision = decide(
        need,
        answers("seniors", "product", owner="other", stuck="hard-problems", time="building"),
    )

    assert [question.id for question in decision.list_settling()][:2] == ["owner", "signals"]


def test_what_is_unanswered_is_no_reason(need: Need) -> None:
    weighed = weigh(need, {"engineers": frozenset({"few"})})

    assert {entry.verdict.id: entry.balance for entry in weighed if entry.balance} == {
        "staff-ic": 1,
        "not-yet": 1,
    }


def test_joined_verdicts_show_the_reasons_of_their_parts(need: Need) -> None:
    decision = decide(need, answers("debt", stuck="growing"))
    both = find(decision, "lead-and-manager")

    assert {each.reason.name for each in both.pro} == {
        "nobody owns it",
        "debt grows",
        "stuck on growing the team",
    }
    assert both.balance == 2


def test_files_of_an_older_version_are_weighed_by_what_their_options_point_to() -> None:
    """Each verdict that an option points to counts 1; the table is not read."""
    older = Need.model_validate(yaml.safe_load(OLDER))

    assert name(decide(older, {"size": {"few"}, "pain": {"design"}})) == {"lead", "wait"}
    assert name(decide(older, {"size": {"many"}, "pain": {"design"}})) == {"lead"}
    assert name(decide(older, {"size": {"few"}, "pain": {"none"}})) == {"wait"}


def test_where_nothing_speaks_for_any_verdict_there_is_none() -> None:
    silent = Need.model_validate(yaml.safe_load(OLDER.replace("[wait]", "[]")))
    decision = decide(silent, {"size": {"few"}, "pain": {"none"}})
    assert (decision.likely, decision.verdict, decision.leaning) == ((), None, None)
    guide = load_sample_guide()
    asking = NeedSource(guide.roles["ai-tech-lead"], silent, [], [], guide.citing)
    assert "speak for none of these yet" in build_shared_answer(asking, decision, "U0MAYA").text


OLDER = """
intro: Two questions.
clash: Your answers contradict each other.
questions:
  - id: size
    ask: How many?
    options:
      - {id: few, label: Few, say: Few., would: there were few, points_to: [wait], neutral: true}
      - {id: many, label: Many, say: Many., would: there were many, points_to: [lead]}
  - id: pain
    ask: What hurts?
    options:
      - {id: design, label: Design, say: Design hurts., would: design hurt, points_to: [lead]}
      - {id: none, label: Nothing, say: Nothing hurts., would: nothing hurt, points_to: []}
verdicts:
  - {id: lead, title: Lead, text: A lead., neighbour: Lead}
  - {id: wait, title: Wait, text: Wait.}
table:
  - {when: [{size: [few]}, {pain: [none]}], readings: [{says: If so, aside: {size: [few]}}]}
  - {when: [{}], then: lead}
"""


def _rank(likely: set[str]) -> int:
    """2 for a lead for certain, 1 for perhaps one, 0 for none."""
    return 2 if likely <= LEAD else bool(likely & LEAD)


def _freeze(given: Answers) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(given[question]) for question in (*QUIET, "signals"))
