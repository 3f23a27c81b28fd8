"""What is odd in a role's interviews: minutes that don't fit, attributes that one interview rates.

All of it is only doubtful. A team's own file that was written before cards and plans were still
loads, even where it takes away a stage that one of our plans names.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hiring.guide.interview import MOST_ATTRIBUTES
from hiring.guide.problem import Contradiction
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.interview import Interview, InterviewPlan, PlannedInterview, Stage
    from hiring.guide.problem import Problem
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.yaml_file import Key

_ENOUGH = 2  # interviews that rate an attribute


def find_doubts(file: ContentFile, interview: Interview) -> Iterator[Problem]:
    """The doubts about one role's interviews, each where it can be mended."""
    for contradiction in (
        *_find_lacking_minutes(interview),
        *_find_attributes_seen_once(interview),
        *_find_foreign_evidence(interview),
        *_find_repeated_ids(interview),
        *_find_unknown_stages(interview),
        *_find_names_of_stages(interview),
    ):
        yield file.problem(contradiction.path, contradiction.message, doubtful=True)


def find_doubts_of_flags(
    file: ContentFile, red_flags: RedFlags, interview: Interview
) -> Iterator[Problem]:
    """The red flags that speak against an attribute which no interview rates."""
    attributes = {attribute.id for attribute in interview.attributes}
    for at, flag in enumerate(red_flags.flags):
        if flag.attribute and flag.attribute not in attributes:
            yield file.problem(
                ("flags", at, "attribute"),
                f"“{flag.attribute}” is not the id of an attribute in interview.yml, so debriefs "
                "show the flag by itself",
                doubtful=True,
            )


def _find_lacking_minutes(interview: Interview) -> Iterator[Contradiction]:
    """Questions that take longer than the segments that hold them, or than the whole interview."""
    held: list[tuple[tuple[Key, ...], Stage | PlannedInterview]] = [
        *((("stages", at, "questions"), stage) for at, stage in enumerate(interview.stages)),
        *(
            (("plans", at, "interviews", index, "questions"), planned)
            for at, plan in enumerate(interview.plans)
            for index, planned in enumerate(plan.interviews)
        ),
    ]
    for path, each in held:
        needed = sum(question.minutes or 0 for question in each.questions)
        marked = sum(segment.minutes for segment in each.clock if segment.questions)
        room = marked or each.minutes
        if needed > room:
            yield Contradiction(
                path,
                f"the questions take {needed} minutes, and “{each.name}” has {room} for them. "
                "Shorten or leave out some, or give them more of the clock.",
            )


def _find_attributes_seen_once(interview: Interview) -> Iterator[Contradiction]:
    """Attributes that fewer than two interviews rate, where another one has room for them."""
    for attribute in interview.attributes:
        raters = [stage.name for stage in interview.stages if attribute.id in stage.attributes]
        room = [
            at
            for at, stage in enumerate(interview.stages)
            if attribute.id not in stage.attributes and len(stage.attributes) < MOST_ATTRIBUTES
        ]
        if len(raters) < _ENOUGH and room:
            only = f"only “{raters[0]}” rates" if raters else "no interview rates"
            yield Contradiction(
                ("stages", room[-1], "attributes"),
                f"{only} “{attribute.name}”, and this one has room for it. Let two interviews rate "
                "it, so that it doesn't hang on one person's view.",
            )


def _find_foreign_evidence(interview: Interview) -> Iterator[Contradiction]:
    for at, stage in enumerate(interview.stages):
        for number, question in enumerate(stage.questions):
            for index, attribute_id in enumerate(question.attributes):
                if attribute_id not in stage.attributes:
                    yield Contradiction(
                        ("stages", at, "questions", number, "attributes", index),
                        f"“{attribute_id}” is not among the attributes that “{stage.name}” rates",
                    )


def _find_repeated_ids(interview: Interview) -> Iterator[Contradiction]:
    seen: Counter[str] = Counter()
    for at, stage in enumerate(interview.stages):
        for number, question in enumerate(stage.questions):
            if question.id and seen[question.id]:
                yield Contradiction(
                    ("stages", at, "questions", number, "id"),
                    f"“{question.id}” is the id of another question too",
                )
            seen[question.id or ""] += 1


def _find_unknown_stages(interview: Interview) -> Iterator[Contradiction]:
    known = {stage.id for stage in interview.stages}
    for at, plan in enumerate(interview.plans):
        for index, stage_id in enumerate(plan.stages):
            if stage_id not in known:
                yield Contradiction(
                    ("plans", at, "stages", index),
                    f"“{stage_id}” is not the id of a stage, so the plan leaves it out",
                )
        yield from _find_unknown_in_plan(interview, at, plan)
    sheet = interview.own_problem
    for index, stage_id in enumerate(sheet.stages if sheet else ()):
        if stage_id not in known:
            yield Contradiction(
                ("own_problem", "stages", index), f"“{stage_id}” is not the id of a stage"
            )


def _find_unknown_in_plan(
    interview: Interview, at: int, plan: InterviewPlan
) -> Iterator[Contradiction]:
    """What an interview of a plan names and nothing has: stages of the plan, and questions."""
    questions = {question.id for stage in interview.stages for question in stage.questions}
    for index, held in enumerate(plan.interviews):
        for number, stage_id in enumerate(held.stages):
            if stage_id not in plan.stages:
                yield Contradiction(
                    ("plans", at, "interviews", index, "stages", number),
                    f"“{stage_id}” is not among the stages of “{plan.name}”",
                )
        for number, question in enumerate(held.questions):
            if question.id not in questions:
                yield Contradiction(
                    ("plans", at, "interviews", index, "questions", number, "id"),
                    f"“{question.id}” is not the id of a question, so the plan leaves it out",
                )


def _find_names_of_stages(interview: Interview) -> Iterator[Contradiction]:
    """Names that lead to a stage, and so not to the plan or the sheet."""
    sheet = interview.own_problem
    named: list[tuple[tuple[Key, ...], str]] = [
        *(
            (("plans", at, "aliases", index), name)
            for at, plan in enumerate(interview.plans)
            for index, name in enumerate(plan.aliases)
        ),
        *(
            (("own_problem", "aliases", index), name)
            for index, name in enumerate(sheet.aliases if sheet else ())
        ),
    ]
    for path, name in named:
        if stage := interview.stages_by_name.get(normalize(name)):
            yield Contradiction(path, f"“{name}” is a name of the stage “{stage.name}” too")
