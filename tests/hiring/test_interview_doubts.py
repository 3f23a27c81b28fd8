"""What is odd in interviews is doubted in its line, and a team's own content still loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from tests.guides import load_sample_guide
from tests.hiring.conftest import CONTENT
from tests.hiring.test_content_figures import write

if TYPE_CHECKING:
    from pathlib import Path

PLANS = """\
plans:
  short:
    id: short
    name: Short
    aliases: [architecture]
    text: One talk.
    stages: [screen, gone]
    loses: Nearly everything.
"""
SHEET = """\
own_problem:
  aliases: [deep dive]
  stages: [gone]
"""
CARD = """\
stages:
  team:
    questions:
      What else?:
        id: {id}
        listen_for: Anything.
        minutes: {minutes}
        attributes: [{attribute}]
"""
PLANNED = """\
plans:
  two-interviews:
    interviews:
      Technical:
        stages: [{stage}]
        questions:
          {question}: {{minutes: {minutes}}}
"""
OWN_ATTRIBUTE = """\
attributes:
  curiosity: {name: Curiosity, "no": None., "yes": Much.}
stages:
  team: {attributes: [decision-style, enabling-others]}
"""
UNMARKED = """\
stages:
  team:
    clock: [{minutes: 45, what: Talk}]
    questions: {What else?: {listen_for: Anything., minutes: 40}}
"""
RATED_ONCE = """\
stages:
  screen: {attributes: [ml-judgement, clarity, system-design]}
  team: {attributes: [decision-style, enabling-others]}
"""


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (
            CARD.format(id="else", minutes=60, attribute="decision-style"),
            3,
            "minutes, and “Team fit and values” has 27 for them. Shorten or leave out some",
        ),
        (
            UNMARKED,
            4,
            "minutes, and “Team fit and values” has 45 for them.",
        ),
        (
            CARD.format(id="else", minutes=1, attribute="clarity"),
            8,
            "“clarity” is not among the attributes that “Team fit and values” rates",
        ),
        (
            CARD.format(id="decided-against-you", minutes=1, attribute="decision-style"),
            5,
            "“decided-against-you” is the id of another question too",
        ),
        (OWN_ATTRIBUTE, 4, "no interview rates “Curiosity”, and this one has room for it."),
        (RATED_ONCE, 3, "only “Leadership and stakeholders” rates “Stakeholder work”, and this"),
        (PLANS, 7, "“gone” is not the id of a stage, so the plan leaves it out"),
        (PLANS, 5, "“architecture” is a name of the stage “Architecture deep-dive” too"),
        (
            PLANNED.format(stage="screen", question="tenfold", minutes=99),
            6,
            "minutes, and “Technical” has 70 for them. Shorten or leave out some",
        ),
        (
            PLANNED.format(stage="screen", question="gone", minutes=1),
            7,
            "“gone” is not the id of a question, so the plan leaves it out",
        ),
        (
            PLANNED.format(stage="gone", question="tenfold", minutes=7),
            5,
            "“gone” is not among the stages of “Two interviews”",
        ),
        (SHEET, 3, "“gone” is not the id of a stage"),
        (SHEET, 2, "“deep dive” is a name of the stage “Architecture deep-dive” too"),
    ],
)
def test_what_looks_like_a_slip_in_interviews_is_doubted(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    own = write(tmp_path, "interview.yml", text)
    problems = content.check(CONTENT, own)

    [doubt] = [problem for problem in problems if says in problem.message]
    assert all(problem.doubtful for problem in problems)
    assert doubt.line == line
    content.load(CONTENT, own)


def test_an_attribute_that_no_other_interview_has_room_for_is_rated_once_without_a_doubt() -> None:
    """The sample's "Fit at our scale": every other stage rates as many as a stage can."""
    interview = load_sample_guide().roles["ai-tech-lead"].interview
    assert interview is not None
    raters = [stage for stage in interview.stages if "scale-fit" in stage.attributes]
    assert len(raters) == 1
    assert content.check(CONTENT) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "attributes: {clarity: {strong_no: null}}",
            "“strong_no” is missing: strong_no and strong_yes come together",
        ),
        (
            "attributes: {clarity: {strong_yes: null}}",
            "“strong_yes” is missing: strong_no and strong_yes come together",
        ),
        (
            "stages: {team: {questions: {What?: {listen_for: A., anchors: {yes: B.}}}}}",
            "“stages, team, questions, What?, anchors, strong_no” is missing",
        ),
        (
            "stages: {team: {questions: {What?: {listen_for: A., follow_ups: [1., 2., 3., 4.]}}}}",
            "has 4 in the list, and at most 3 fit",
        ),
    ],
)
def test_anchors_are_complete_or_absent_and_follow_ups_are_few(
    tmp_path: Path, text: str, says: str
) -> None:
    own = write(tmp_path, "interview.yml", text)
    assert any(says in problem.message for problem in content.check(CONTENT, own))


def test_content_of_a_team_that_was_written_before_there_were_cards_still_loads(
    tmp_path: Path,
) -> None:
    """It takes a stage and an attribute away that our plans and cards name, and sets a clock."""
    text = (
        "attributes: {clarity: null}\n"
        "stages:\n"
        "  team: null\n"
        "  screen:\n"
        "    attributes: [ml-judgement, system-design]\n"
        "    clock: [{minutes: 45, what: Talk}]\n"
        "  leadership: {attributes: [decision-style, stakeholder-work]}\n"
    )
    guide = content.load(CONTENT, write(tmp_path, "interview.yml", text))
    interview = guide.roles["ai-tech-lead"].interview
    assert interview is not None
    assert [stage.id for stage in interview.stages] == ["screen", "architecture", "leadership"]
    assert {stage.id for plan in interview.plans for stage in interview.stages_of(plan)} == {
        "screen",
        "architecture",
        "leadership",
    }
    assert set(interview.stages[0].list_question_ends()) == {None}


def test_a_red_flag_for_an_attribute_that_a_team_has_removed_is_doubted_and_loads(
    tmp_path: Path,
) -> None:
    own = write(tmp_path, "red-flags.yml", "flags:\n  ego-driven: {attribute: gone}\n")

    [doubt] = content.check(CONTENT, own)

    assert doubt.doubtful
    assert doubt.line == 2
    assert "“gone” is not the id of an attribute in interview.yml" in doubt.message
    content.load(CONTENT, own)
