"""A role's interviews, as `interview.yml` of its folder holds them."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from hiring.guide.content_model import (
    Brief,
    ContentModel,
    Label,
    Phrasings,
    Remark,
    Sentence,
    Short,
    Slug,
    WholeNumber,
)
from hiring.guide.problem import Contradiction
from hiring.guide.sources import SourceIds
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.red_flags import RedFlags
    from hiring.guide.yaml_file import Key

Minutes = Annotated[WholeNumber, Field(gt=0, le=600)]


MOST_QUESTIONS = 8
MOST_ATTRIBUTES = 4  # of a stage


class Anchors(ContentModel):
    """What an answer sounds like at each of the four ratings, a sentence each."""

    entry_key = None

    strong_no: Brief
    no: Brief
    yes: Brief
    strong_yes: Brief


ANCHOR_LABELS = {"strong_no": "Strong no", "no": "No", "yes": "Yes", "strong_yes": "Strong yes"}
"""The four ratings in the order of the scale, by the names of their anchors."""


class Attribute(ContentModel):
    """What interviewers rate. The bar: what "no" and what "yes" look like, a sentence each.

    `strong_no` and `strong_yes` make them four anchors, and come together.
    """

    entry_key = "id"

    id: Slug
    name: Label
    strong_no: Brief | None = None
    no: Brief
    yes: Brief
    strong_yes: Brief | None = None
    asked_as: Phrasings = ()

    @model_validator(mode="after")
    def _has_four_anchors_or_two(self) -> Self:
        if (self.strong_no is None) != (self.strong_yes is None):
            missing = "strong_no" if self.strong_no is None else "strong_yes"
            raise ValueError(f"“{missing}” is missing: strong_no and strong_yes come together")
        return self


def list_anchors(bar: Anchors | Attribute) -> list[tuple[str, str]]:
    """The ratings with what each looks like; two of them where the strong ones aren't described."""
    texts = [(label, getattr(bar, field)) for field, label in ANCHOR_LABELS.items()]
    return [(label, text) for label, text in texts if text]


class CoveredTopic(ContentModel):
    """Something that a stage looks at."""

    entry_key = "name"

    name: Label
    text: Brief


class InterviewQuestion(ContentModel):
    """What to ask, and what to listen for in the answer. Everything else makes it a card.

    `why` says what the question is for. `follow_ups` are asked where the answer stays general.
    `minutes` include the answer. `attributes` are the ids that the answer gives evidence on.
    """

    entry_key = "ask"

    id: Slug | None = None
    ask: Brief
    listen_for: Brief
    why: Brief | None = None
    follow_ups: Annotated[tuple[Brief, ...], Field(max_length=3)] = ()
    anchors: Anchors | None = None
    minutes: Minutes | None = None
    attributes: Annotated[tuple[Slug, ...], Field(max_length=MOST_ATTRIBUTES)] = ()


class Segment(ContentModel):
    """What some of the minutes go to. `questions`: to the stage's questions."""

    entry_key = None

    minutes: Minutes
    what: Label
    questions: bool = False


class Stage(ContentModel):
    """One interview. `attributes` and `red_flags` are ids; `short` is for charts and buttons.

    `avoid` is what not to ask or do in it. `due_same_day`: its scorecards are due by the end of its
    day, not 24 hours after it. `questions_asked_as` is what people type who want its questions.
    """

    entry_key = "id"

    id: Slug
    name: Label
    short: Short
    aliases: tuple[Label, ...] = ()
    minutes: Minutes
    aim: Sentence
    covers_as: Label
    covers: Annotated[tuple[CoveredTopic, ...], Field(min_length=1, max_length=5)]
    questions: Annotated[
        tuple[InterviewQuestion, ...], Field(min_length=1, max_length=MOST_QUESTIONS)
    ]
    avoid: Annotated[tuple[Brief, ...], Field(max_length=8)] = ()
    attributes: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=MOST_ATTRIBUTES)]
    red_flags: Annotated[tuple[Slug, ...], Field(max_length=4)] = ()
    clock: Annotated[tuple[Segment, ...], Field(min_length=1, max_length=10)]
    ends_with: Brief | None = None
    due_same_day: bool = False
    asked_as: Phrasings = ()
    questions_asked_as: Phrasings = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call it."""
        return (self.id, self.name, self.short, *self.aliases)

    def list_question_ends(self) -> list[int | None]:
        """The minute by which each question is through; None where the clock doesn't say."""
        clock = [segment for segment in self.clock for _ in range(segment.minutes)]
        free = [end for end, segment in enumerate(clock, start=1) if segment.questions]
        needed = accumulate(question.minutes or len(clock) + 1 for question in self.questions)
        return [free[minutes - 1] if minutes <= len(free) else None for minutes in needed]

    @model_validator(mode="after")
    def _clock_fits(self) -> Self:
        if (planned := sum(segment.minutes for segment in self.clock)) != self.minutes:
            raise ValueError(f"the clock makes up {planned} minutes, the stage {self.minutes}")
        return self


class PlannedQuestion(ContentModel):
    """A question of any stage, with the minutes that a plan gives it, and perhaps other words."""

    entry_key = "id"

    id: Slug
    minutes: Minutes
    ask: Brief | None = None


class PlannedInterview(ContentModel):
    """An interview as a plan holds it, in place of the interviews of `stages`.

    Its scorecards are those of `stages`, by their ids.
    """

    entry_key = "name"

    name: Label
    stages: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=9)]
    questions: Annotated[tuple[PlannedQuestion, ...], Field(min_length=1, max_length=12)]
    clock: Annotated[tuple[Segment, ...], Field(min_length=1, max_length=10)]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(segment.minutes for segment in self.clock)


class InterviewPlan(ContentModel):
    """Another process than all stages: a shorter one, or one with a take-home task.

    `aliases` are names that count anywhere in a text, such as `shorter` or `two rounds`. `stages`
    are the ids of those whose scorecards are filed, in their order. They are held as they are, but
    for those that one of the plan's own `interviews` takes the place of. `minutes` is the
    candidate's time with everything that is no interview; without it, the time of the interviews.
    `loses` is what the process no longer shows.
    """

    entry_key = "id"

    id: Slug
    name: Label
    aliases: tuple[Label, ...] = ()
    text: Remark
    stages: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=9)]
    minutes: Minutes | None = None
    loses: Brief
    interviews: Annotated[tuple[PlannedInterview, ...], Field(max_length=4)] = ()
    asked_as: Phrasings = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call it. The first one can't be the name of a stage."""
        return (f"plan {self.id}", self.id, self.name, *self.aliases)


class SheetPart(ContentModel):
    """A part of the worked example, under its name."""

    entry_key = "name"

    name: Label
    text: Remark


class WorkedExample(ContentModel):
    """The preparation sheet as somebody filled it in, for one problem."""

    entry_key = None

    name: Label
    parts: Annotated[tuple[SheetPart, ...], Field(min_length=1, max_length=12)]


class OwnProblem(ContentModel):
    """How to prepare "a real problem of yours" for the stages that ask for one, by their ids."""

    entry_key = None

    aliases: tuple[Label, ...] = ()
    stages: Annotated[tuple[Slug, ...], Field(max_length=9)] = ()
    intro: Remark
    steps: Annotated[tuple[Brief, ...], Field(min_length=1, max_length=10)]
    example: WorkedExample
    asked_as: Phrasings = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call the sheet."""
        return ("prepare", *self.aliases)


class InterviewPhrasings(ContentModel):
    """What people type who want all stages, the reason for them, or all attributes."""

    stages: Phrasings = ()
    why: Phrasings = ()
    attributes: Phrasings = ()


class Interview(ContentModel):
    """All of `interview.yml`: the one list of attributes, and the stages in their order.

    `plans` are other processes than all stages. `own_problem` is the preparation sheet.
    `talk_minutes` is how long a debrief's talk is to take. `source`: what the file rests on.
    """

    source: SourceIds = ()
    why: Remark | None = None
    attributes: Annotated[tuple[Attribute, ...], Field(min_length=1, max_length=20)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=9)]
    plans: Annotated[tuple[InterviewPlan, ...], Field(max_length=4)] = ()
    own_problem: OwnProblem | None = None
    talk_minutes: Annotated[WholeNumber, Field(ge=10, le=90)] = 25
    asked_as: InterviewPhrasings = InterviewPhrasings()

    @cached_property
    def stages_by_name(self) -> dict[str, Stage]:
        """The stages by their normalized names."""
        return {normalize(name): stage for stage in self.stages for name in stage.names}

    @cached_property
    def stages_by_phrasing(self) -> dict[str, Stage]:
        """The stages by their normalized phrasings; the first one counts where two share one."""
        return {
            normalize(phrasing): stage
            for stage in reversed(self.stages)
            for phrasing in (*stage.asked_as, *stage.questions_asked_as)
        }

    @property
    def minutes(self) -> int:
        """The time that all stages take together."""
        return sum(stage.minutes for stage in self.stages)

    def number_of(self, stage: Stage) -> int:
        """Where a stage stands, from 1."""
        return self.stages.index(stage) + 1

    def attributes_of(self, stage: Stage) -> tuple[Attribute, ...]:
        """The attributes that a stage rates, in the order of the role's list."""
        return tuple(attribute for attribute in self.attributes if attribute.id in stage.attributes)

    def list_evidence(self, stage: Stage, question: InterviewQuestion) -> tuple[Attribute, ...]:
        """The attributes of a stage that the answer to a question gives evidence on."""
        rated = self.attributes_of(stage)
        return tuple(attribute for attribute in rated if attribute.id in question.attributes)

    def stages_of(self, part: InterviewPlan | PlannedInterview | OwnProblem) -> tuple[Stage, ...]:
        """The stages of a plan, its interview or the sheet; ids that no stage has are left out."""
        by_id = {stage.id: stage for stage in self.stages}
        return tuple(by_id[stage_id] for stage_id in part.stages if stage_id in by_id)

    def minutes_of(self, plan: InterviewPlan) -> int:
        """The candidate's time for a plan."""
        return plan.minutes or sum(interview.minutes for interview in self.list_held(plan))

    def list_held(self, plan: InterviewPlan) -> list[Stage | PlannedInterview]:
        """The interviews that a plan holds, in the order of its stages."""
        held: list[Stage | PlannedInterview] = []
        for stage in self.stages_of(plan):
            own = (each for each in plan.interviews if stage.id in each.stages)
            interview = next(own, stage)
            if interview not in held:
                held.append(interview)
        return held

    def list_questions(
        self, interview: Stage | PlannedInterview
    ) -> list[tuple[Stage, InterviewQuestion]]:
        """The questions of an interview, each with the stage that it comes from.

        Ids that no question has are left out.
        """
        if isinstance(interview, Stage):
            return [(interview, question) for question in interview.questions]
        by_id = {
            question.id: (stage, question) for stage in self.stages for question in stage.questions
        }
        return [
            (stage, question.model_copy(update=planned.model_dump(exclude_none=True)))
            for planned in interview.questions
            if planned.id in by_id
            for stage, question in [by_id[planned.id]]
        ]

    def needs_own_problem(self, stage: Stage) -> bool:
        """Whether a stage asks for a problem that has to be prepared."""
        return self.own_problem is not None and stage.id in self.own_problem.stages

    def stage_after(self, stage: Stage) -> Stage | None:
        """The next stage, None after the last."""
        return next(iter(self.stages[self.number_of(stage) :]), None)


def list_stage_names(interview: Interview) -> Iterator[tuple[tuple[Key, ...], str]]:
    """The names of the stages, each with its path: no two stages may share one."""
    for at, stage in enumerate(interview.stages):
        for name in sorted({normalize(name) for name in stage.names}):
            yield ("stages", at, "name"), f"a stage called {name}"


def find_unknown_ids(interview: Interview, red_flags: RedFlags | None) -> Iterator[Contradiction]:
    """The ids in stages that nothing else has, with where each stands."""
    attributes = {attribute.id for attribute in interview.attributes}
    flags = {flag.id for flag in red_flags.flags} if red_flags else set()
    for at, stage in enumerate(interview.stages):
        for index, entry_id in enumerate(stage.attributes):
            if entry_id not in attributes:
                yield Contradiction(
                    ("stages", at, "attributes", index),
                    f"“{entry_id}” is not the id of an attribute",
                    entry_id,
                    ("attributes",),
                )
        for index, entry_id in enumerate(stage.red_flags):
            if entry_id not in flags:
                yield Contradiction(
                    ("stages", at, "red_flags", index),
                    f"“{entry_id}” is not the id of a red flag in red-flags.yml",
                    entry_id,
                    ("flags",),
                )
