"""`need.yml`: the questions whether a team needs the role, and what each answer speaks for.

Files of an older version have `points_to` and a `table` instead of `weighs`. They still load: what
an option points to counts 1 for each of these verdicts, and the table is no longer read.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, ClassVar, TypeAlias

from pydantic import BeforeValidator, Field

from hiring.guide.content_model import (
    Brief,
    ContentModel,
    Label,
    Paragraph,
    Phrasings,
    Prose,
    Slug,
    WholeNumber,
    read_whole_number,
)
from hiring.guide.sources import SourceIds

Answers: TypeAlias = Mapping[str, AbstractSet[str]]
"""Option ids by question id. One of a question that takes one; any number of another."""

Picked: TypeAlias = Mapping[Slug, tuple[Slug, ...]]

MOST_WEIGHT = 2


def read_weight(value: object) -> object:
    """1 or 2 for a verdict, -1 or -2 against it. ValueError for anything else."""
    number = read_whole_number(value)
    if not isinstance(number, int) or not 1 <= abs(number) <= MOST_WEIGHT:
        raise ValueError(
            f"{number} can't be weighed. Write 1 for what speaks for the verdict, -1 for what "
            "speaks against it; 2 and -2 count double."
        )
    return number


Weights: TypeAlias = Mapping[Slug, Annotated[int, BeforeValidator(read_weight)]]


class Reason(ContentModel):
    """What an answer says: `say` states it, `brief` names it in a list.

    `weighs` is what it speaks for and against, by verdict; `rules_out` the verdicts that are out
    whatever else is said. `points_to` is what older files have instead of `weighs`.
    """

    entry_key: ClassVar[str | None] = None

    say: Paragraph
    brief: Label | None = None
    weighs: Weights = Field(default_factory=dict)
    rules_out: tuple[Slug, ...] = ()
    points_to: tuple[Slug, ...] = ()

    def __hash__(self) -> int:
        """Equal reasons say the same."""
        return hash(self.say)

    @property
    def name(self) -> str:
        """It in few words, without a final point."""
        return self.brief or self.say.removesuffix(".")

    @property
    def weights(self) -> Mapping[str, int]:
        """What it counts for each verdict. `points_to` is a team's own, so it goes first."""
        return dict.fromkeys(self.points_to, 1) if self.points_to else self.weighs


class Option(Reason):
    """An answer to choose: `would` states it as a condition.

    `typed_as` is how people put it who describe their team. Where they tell its size,
    `fewer_than` and `at_least` say which option that is. `turns` is the option of which this one is
    meant where something of the question's `turned_by` is said as well. `reachable: false` is what
    nobody would change to, such as a smaller team.
    """

    entry_key = "id"

    id: Slug
    label: Label
    description: Label | None = None
    would: Paragraph
    neutral: bool = False  # older files: not used any more
    reachable: bool = True
    typed_as: Phrasings = ()
    turns: Slug | None = None
    fewer_than: WholeNumber | None = None
    at_least: WholeNumber | None = None

    def fits_team_of(self, size: int) -> bool:
        """Whether this is the option for a team of this many people."""
        if self.fewer_than is None and self.at_least is None:
            return False
        return (self.fewer_than is None or size < self.fewer_than) and size >= (self.at_least or 0)


class NeedQuestion(ContentModel):
    """A question with its options. Slack: radio buttons and checkboxes hold ten.

    `none` is what it says that no option of several was ticked. `settle` is how a team finds out
    what holds where the verdict hangs on it, and `change` the button that leads to the question.
    `turned_by` is what turns an option into another one: the CTO owns it, *but has no time*.
    """

    entry_key = "id"

    id: Slug
    ask: Paragraph
    hint: Paragraph | None = None
    several: bool = False
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=10)]
    none: Reason | None = None
    settle: Brief | None = None
    change: Label | None = None
    turned_by: Phrasings = ()

    def option(self, option_id: str) -> Option | None:
        """The option of this id, None where there is none."""
        return next((option for option in self.options if option.id == option_id), None)

    def list_reasons(self, chosen: AbstractSet[str]) -> tuple[Reason, ...]:
        """What the answer says; `none` only if the question takes several and none was ticked."""
        reasons = tuple(option for option in self.options if option.id in chosen)
        if self.several and self.none and not reasons:
            return (self.none,)
        return reasons


class Combination(Reason):
    """What answers say together that none of them says alone: an option of each question in `when`.

    The answers of `sets_aside` then count for nothing by themselves.
    """

    entry_key = "id"

    id: Slug
    when: Picked
    sets_aside: Picked = Field(default_factory=dict)

    def holds(self, answers: Answers) -> bool:
        """Whether the answers, of which some may be missing, say all of it."""
        return holds_all(self.when, answers)


class VerdictCase(ContentModel):
    """How a verdict is put to those whose answers say all of `when`."""

    entry_key: ClassVar[str | None] = None

    when: Picked
    answer: Brief
    text: Paragraph


class Verdict(ContentModel):
    """An answer to the whole; `neighbour` is its line among the role's neighbouring roles.

    `answer` is the verdict as a sentence; the first of `cases` that fits puts it otherwise.
    `joins` are the verdicts that it is made of, where each of them is needed. What would lead to
    the verdict of `until` is always said, even where it takes more than one change; `again` is then
    over what would change it, in other words than those of all verdicts.
    """

    entry_key = "id"

    id: Slug
    title: Label
    answer: Brief | None = None
    text: Paragraph
    neighbour: Label | None = None
    joins: tuple[Slug, ...] = ()
    cases: tuple[VerdictCase, ...] = ()
    again: Brief | None = None
    until: Slug | None = None

    def find_case(self, answers: Answers) -> VerdictCase | None:
        """The first case that the answers fit, None where none does."""
        return next((case for case in self.cases if holds_all(case.when, answers)), None)


class Reading(ContentModel):
    """A way to read answers that contradict each other.

    Without the ticks of `aside`, and with the answers of `instead`: none leaves a question open.
    `rules_out` are the verdicts that are out in this reading.
    """

    entry_key = None

    says: Paragraph
    aside: Picked = Field(default_factory=dict)
    instead: Picked = Field(default_factory=dict)
    rules_out: tuple[Slug, ...] = ()

    def apply(self, answers: Answers) -> Answers:
        """The answers as this reading has them."""
        read = dict(answers)
        for question, options in self.aside.items():
            read[question] = read[question] - set(options)
        return read | {question: frozenset(options) for question, options in self.instead.items()}


class ContradictionRule(ContentModel):
    """Answers that can't all be true: an option of each question in `when`.

    `settle` is how to find out. Without `readings` it is only said, and the answers are weighed as
    they are.
    """

    entry_key = "id"

    id: Slug
    when: Picked
    say: Paragraph
    settle: Paragraph
    readings: tuple[Reading, ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Whether the answers say all of it."""
        return holds_all(self.when, answers)


class Sign(ContentModel):
    """Something that speaks for the role or says that it is too early.

    `told_by` are the answers to the questions that tell it.
    """

    entry_key = None

    text: Brief
    told_by: Picked = Field(default_factory=dict)

    def is_told(self, answers: Answers) -> bool:
        """Whether the answers, which need not be complete, tell all of it."""
        return bool(self.told_by) and holds_all(self.told_by, answers)


class Signs(ContentModel):
    """What speaks for the role in general, and what says that it is too early."""

    lead: Annotated[tuple[Sign, ...], Field(min_length=1, max_length=8)]
    not_yet: Annotated[tuple[Sign, ...], Field(min_length=1, max_length=8)]


class NeedPhrasings(ContentModel):
    """What people type who want the signs of either kind."""

    lead: Phrasings = ()
    not_yet: Phrasings = ()


class NeedWording(ContentModel):
    """What is said whatever the role, by `every-role.yml` or by a role's own file.

    `close` says that a verdict is close, `clash` that answers contradict each other. `again` is
    over what would change a verdict that waits for another one.
    """

    intro: Paragraph
    clash: Paragraph
    close: Paragraph = Prose("*No clear answer: it is close.*")
    again: Brief | None = None


class Need(NeedWording):
    """All of `need.yml`.

    `clear_by` is how many more reasons a verdict needs than the next one; with fewer it is close.
    `source_note` is what the sources do not answer for.
    """

    questions: Annotated[tuple[NeedQuestion, ...], Field(min_length=1)]
    verdicts: Annotated[tuple[Verdict, ...], Field(min_length=1)]
    combinations: tuple[Combination, ...] = ()
    contradictions: tuple[ContradictionRule, ...] = ()
    clear_by: Annotated[WholeNumber, Field(ge=1, le=5)] = 2
    signs: Signs | None = None
    source: SourceIds = ()
    source_note: Brief | None = None
    asked_as: NeedPhrasings = NeedPhrasings()
    table: tuple[object, ...] = ()  # older files: not read any more


def holds_all(picked: Picked, answers: Answers) -> bool:
    """Whether the answers, of which some may be missing, have an option of each question."""
    return all(
        answers.get(question, frozenset()) & set(options) for question, options in picked.items()
    )


def find_unanswered(need: Need, answers: Answers) -> Mapping[str, str]:
    """What is missing, by question; only options that there are count as answers."""
    return {
        question.id: "Choose one answer."
        for question in need.questions
        if not question.several and len(answers.get(question.id, ())) != 1
    }


def keep_known_options(need: Need, chosen: Answers) -> dict[str, frozenset[str]]:
    """The answers to every question, without what is no option of it."""
    return {
        question.id: frozenset(
            option.id for option in question.options if option.id in chosen.get(question.id, ())
        )
        for question in need.questions
    }
