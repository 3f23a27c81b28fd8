"""Whether a team needs the role: six questions and a first-match table, as `need.yml` holds them.

The table is read as it stands. Where answers contradict each other it gives no verdict but its
readings: what the rest of the table says with one of the clashing answers set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Self, TypeAlias

from pydantic import Field, model_validator

from hiring.guide.content_model import (
    Brief,
    ContentModel,
    Label,
    Paragraph,
    Phrasings,
    Slug,
    WholeNumber,
)
from hiring.guide.problem import Contradiction
from hiring.guide.sources import SourceIds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.yaml_file import Key

Answers: TypeAlias = Mapping[str, AbstractSet[str]]
"""Option ids by question id. One of a question that takes one; any number of another."""

Picked: TypeAlias = Mapping[Slug, tuple[Slug, ...]]


class Option(ContentModel):
    """An answer to choose: `say` states it, `would` states it as a condition.

    `typed_as` is how people put it who describe their team. Where they tell its size,
    `fewer_than` and `at_least` say which option that is.
    """

    entry_key = "id"

    id: Slug
    label: Label
    description: Label | None = None
    say: Paragraph
    would: Paragraph
    points_to: tuple[Slug, ...]
    neutral: bool = False
    typed_as: Phrasings = ()
    fewer_than: WholeNumber | None = None
    at_least: WholeNumber | None = None

    def fits_team_of(self, size: int) -> bool:
        """Whether this is the option for a team of this many people."""
        if self.fewer_than is None and self.at_least is None:
            return False
        return (self.fewer_than is None or size < self.fewer_than) and size >= (self.at_least or 0)


class NeedQuestion(ContentModel):
    """A question with its options. Slack: radio buttons and checkboxes hold ten."""

    entry_key = "id"

    id: Slug
    ask: Paragraph
    hint: Paragraph | None = None
    several: bool = False
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=10)]

    def option(self, option_id: str) -> Option | None:
        """The option of this id, None where there is none."""
        return next((option for option in self.options if option.id == option_id), None)

    @property
    def neutral(self) -> frozenset[str]:
        """What is answered when an answer is set aside: nothing, where there is no such option."""
        return frozenset(option.id for option in self.options if option.neutral)


class Verdict(ContentModel):
    """An answer to the whole; `neighbour` is its line among the role's neighbouring roles."""

    entry_key = "id"

    id: Slug
    title: Label
    text: Paragraph
    neighbour: Label | None = None


class ReadingRule(ContentModel):
    """One way to read answers that contradict each other: without those of `aside`."""

    entry_key = None

    says: Paragraph
    aside: Picked


class Row(ContentModel):
    """A line of the table: one of `when` has to hold, and in it every question."""

    entry_key = None

    when: Annotated[tuple[Picked, ...], Field(min_length=1)]
    then: Slug | None = None
    readings: tuple[ReadingRule, ...] = ()

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.then is None) == (not self.readings):
            raise ValueError("a row has either “then” or “readings”")
        return self

    def holds(self, answers: Answers) -> bool:
        """Whether the row fits; a question is met by any of the options listed for it."""
        return any(
            all(answers[question] & set(options) for question, options in way.items())
            for way in self.when
        )


class Sign(ContentModel):
    """Something that speaks for the role or says that it is too early.

    `told_by` are the answers to the questions that tell it.
    """

    entry_key = None

    text: Brief
    told_by: Picked = Field(default_factory=dict)

    def is_told(self, answers: Answers) -> bool:
        """Whether the answers, which need not be complete, tell all of it."""
        return bool(self.told_by) and all(
            answers.get(question, frozenset()) & set(options)
            for question, options in self.told_by.items()
        )


class Signs(ContentModel):
    """What speaks for the role in general, and what says that it is too early."""

    lead: Annotated[tuple[Sign, ...], Field(min_length=1, max_length=8)]
    not_yet: Annotated[tuple[Sign, ...], Field(min_length=1, max_length=8)]


class NeedPhrasings(ContentModel):
    """What people type who want the signs of either kind."""

    lead: Phrasings = ()
    not_yet: Phrasings = ()


class Need(ContentModel):
    """All of `need.yml`."""

    intro: Paragraph
    questions: Annotated[tuple[NeedQuestion, ...], Field(min_length=1)]
    verdicts: Annotated[tuple[Verdict, ...], Field(min_length=1)]
    clash: Paragraph
    table: Annotated[tuple[Row, ...], Field(min_length=1)]
    signs: Signs | None = None
    source: SourceIds = ()
    asked_as: NeedPhrasings = NeedPhrasings()

    def verdict(self, verdict_id: str) -> Verdict:
        """The verdict of an id; the content check sees to it that there is one."""
        return next(verdict for verdict in self.verdicts if verdict.id == verdict_id)


@dataclass(frozen=True)
class Change:
    """Another answer to one question, and the verdict that it would lead to."""

    option: Option
    verdict: Verdict


@dataclass(frozen=True)
class Decision:
    """A verdict, the options that speak for and against it, and what would change it."""

    verdict: Verdict
    pro: tuple[Option, ...]
    contra: tuple[Option, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class ClashReading:
    """A verdict under assumptions, in sentences that begin with "If"."""

    says: tuple[str, ...]
    decision: Decision


@dataclass(frozen=True)
class Clash:
    """Answers that contradict each other, read both ways."""

    readings: tuple[ClashReading, ...]


def decide(need: Need, answers: Answers) -> Decision | Clash:
    """Answer with the first row that fits. `find_unanswered` says whether `answers` is complete."""
    answer = _decide_from_row(need, answers, 0)
    if isinstance(answer, Clash):
        return answer
    return Decision(
        answer.verdict, answer.pro, answer.contra, tuple(_changes(need, answers, answer.verdict))
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


def _decide_from_row(need: Need, answers: Answers, start: int) -> Decision | Clash:
    """Decide by the first row of the table, from row `start` on, whose conditions hold.

    The last row holds for every answer.
    """
    at = next(at for at, row in enumerate(need.table) if at >= start and row.holds(answers))
    row = need.table[at]
    if row.then is not None:
        return _decision(need, answers, need.verdict(row.then))
    readings: list[ClashReading] = []
    for setting in row.readings:
        # Only the rows after this one: it has had its say, so this comes to an end.
        read = _decide_from_row(need, _set_aside(need, answers, setting.aside), at + 1)
        if isinstance(read, Decision):
            readings.append(ClashReading((setting.says,), read))
        else:
            readings += [
                ClashReading((setting.says, *further.says), further.decision)
                for further in read.readings
            ]
    return Clash(tuple(readings))


def _decision(need: Need, answers: Answers, verdict: Verdict) -> Decision:
    chosen = [
        option
        for question in need.questions
        for option in question.options
        if option.id in answers[question.id] and option.points_to
    ]
    return Decision(
        verdict,
        tuple(option for option in chosen if verdict.id in option.points_to),
        tuple(option for option in chosen if verdict.id not in option.points_to),
    )


def _set_aside(need: Need, answers: Answers, aside: Picked) -> Answers:
    """The answers, with a neutral one in the place of each that is set aside."""
    left = dict(answers)
    for question in need.questions:
        gone = answers[question.id] & set(aside.get(question.id, ()))
        if gone:
            left[question.id] = answers[question.id] - gone or question.neutral
    return left


def _changes(need: Need, answers: Answers, verdict: Verdict) -> Iterator[Change]:
    """Each other answer to one question alone that leads to another verdict."""
    for question in need.questions:
        for option in question.options:
            if question.several or option.id in answers[question.id]:
                continue
            other = _decide_from_row(need, {**answers, question.id: frozenset({option.id})}, 0)
            if isinstance(other, Decision) and other.verdict != verdict:
                yield Change(option, other.verdict)


def find_problems(need: Need) -> Iterator[Contradiction]:
    """What the values of a `need.yml` show together: the path of each and what is wrong."""
    verdicts = {verdict.id for verdict in need.verdicts}
    for path, verdict in _named_verdicts(need):
        if verdict not in verdicts:
            yield Contradiction(
                path, f"“{verdict}” is not the id of a verdict", verdict, ("verdicts",)
            )
    questions = {question.id: question for question in need.questions}
    for path, picked in _list_picks(need):
        yield from _unknown(path, picked, questions)
    *others, last = need.table
    if last.then is None or not _fits_all(last):
        yield Contradiction(("table", len(others)), "the last row must fit everything: when: [{}]")
    for at, row in enumerate(others):
        if _fits_all(row):
            yield Contradiction(
                ("table", at), "this row fits everything, so those after it never do"
            )


def _fits_all(row: Row) -> bool:
    return not all(row.when)


def _named_verdicts(need: Need) -> Iterator[tuple[tuple[Key, ...], str]]:
    for at, question in enumerate(need.questions):
        for index, option in enumerate(question.options):
            for nth, verdict in enumerate(option.points_to):
                yield ("questions", at, "options", index, "points_to", nth), verdict
    for at, row in enumerate(need.table):
        if row.then is not None:
            yield ("table", at, "then"), row.then


def _list_picks(need: Need) -> Iterator[tuple[tuple[Key, ...], Picked]]:
    for name, signs in (
        (("lead", need.signs.lead), ("not_yet", need.signs.not_yet)) if need.signs else ()
    ):
        for at, sign in enumerate(signs):
            yield ("signs", name, at, "told_by"), sign.told_by
    for at, row in enumerate(need.table):
        for index, way in enumerate(row.when):
            yield ("table", at, "when", index), way
        for index, reading in enumerate(row.readings):
            yield ("table", at, "readings", index, "aside"), reading.aside


def _unknown(
    path: tuple[Key, ...], picked: Picked, questions: Mapping[str, NeedQuestion]
) -> Iterator[Contradiction]:
    for question, options in picked.items():
        if question not in questions:
            yield Contradiction(
                (*path, question),
                f"“{question}” is not the id of a question",
                question,
                ("questions",),
            )
            continue
        for option in options:
            if questions[question].option(option) is None:
                yield Contradiction(
                    (*path, question),
                    f"“{option}” is not an option of “{question}”",
                    option,
                    ("questions", list(questions).index(question), "options"),
                )
