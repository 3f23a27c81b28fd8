"""A role's answers to `/salary`, `/interview-questions` and `/hiring-guide`.

Answers that depend on no person, for the texts that people type most, are rendered once and sent
again. They say how old their figures are, so each is rendered when it is first wanted on a day:
that one request takes as long as any whose answer is not prepared, and no other waits for it.
Nothing is rendered at a start, nor is anything made of a role: see `ask_once`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from blocks.details import split_off_details
from blocks.handbook.answers import build_answer as build_handbook_answer
from blocks.handbook.source import ASKER as HANDBOOK_ASKER
from blocks.handbook.source import HandbookSource
from blocks.interview.answers import build_answer as build_interview_answer
from blocks.interview.interviews import ASKER as INTERVIEW_ASKER
from blocks.interview.interviews import Interviews
from blocks.notices import add_note
from blocks.roles import add_role_controls, name_role
from blocks.salary.answers import build_answer as build_salary_answer
from blocks.salary.benchmark import ASKER as SALARY_ASKER
from blocks.salary.benchmark import Benchmark
from bot.answers.on_demand import OnDemand
from bot.slack import replies
from hiring.guide import interview_query, salary_parser
from hiring.guide.handbook import NAMES, GuideQuery
from hiring.guide.handbook import HelpRequest as HandbookHelp
from hiring.guide.interview_query import HelpRequest as InterviewHelp
from hiring.guide.interview_query import InterviewQuery
from hiring.guide.may_ask import MayAsk, MayAskReader
from hiring.guide.salary_query import AtPlace, HelpRequest, NotUnderstood, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from blocks.kit import Message
    from blocks.roles import RoleAsker
    from bot.answers.roles import Subject
    from bot.slack.replies import Reply
    from hiring.guide.role import Guide, Role

Source = TypeVar("Source", bound="Dated")
Typed = TypeVar("Typed")
Source_contra = TypeVar("Source_contra", contravariant=True)
Typed_contra = TypeVar("Typed_contra", contravariant=True)


class Dated(Protocol):
    """What answers are made from; it can be read on another date."""

    @property
    def role(self) -> Role:
        """The role that the answers are about."""

    @property
    def others(self) -> Sequence[Role]:
        """The other roles that have such answers."""

    def on(self, today: date) -> Self:
        """The same as it is read on a date."""


class Build(Protocol[Source_contra, Typed_contra]):
    """How a query is answered."""

    def __call__(self, source: Source_contra, query: Typed_contra, /, *, detailed: bool) -> Message:
        """The short answer, or the long one if `detailed`."""


class Answers(Generic[Source, Typed]):
    """The answers of one command about one role, made from `source`.

    `parse` turns what was typed into a query, and `build` a query into a message. Answers to the
    `common` texts, which are in lower case, are rendered once a day. `read_date` says what day it
    is. With `asker`, each answer offers to ask again about another role, and *Use in this channel*
    where the channel's role is another.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what answers are made of
        self,
        source: Source,
        parse: Callable[[str], Typed],
        build: Build[Source, Typed],
        common: Iterable[str],
        read_date: Callable[[], date],
        asker: RoleAsker | None = None,
    ) -> None:
        self._asker = asker
        self._read_date = read_date
        self._day = read_date()
        self._source = source.on(self._day)
        self._parse = parse
        self._build = build
        self._common = {text: self.read(text) for text in common}
        # Many names lead to one answer, as those of a place do.
        self._texts = {read: text for text, read in reversed(self._common.items())}
        self._prepared: dict[tuple[tuple[Typed, bool], bool], tuple[date, Reply]] = {}

    @property
    def source(self) -> Source:
        """What the answers are made from, as it is read today."""
        if (today := self._read_date()) != self._day:
            self._day, self._source = today, self._source.on(today)
        return self._source

    def read(self, text: str) -> tuple[Typed, bool]:
        """What was typed as a query, and whether its long answer is asked for."""
        text, detailed = split_off_details(text)
        return self._parse(text), detailed

    def is_common(self, text: str) -> bool:
        """Whether a text is one that people type most."""
        return text.strip().lower() in self._common

    def message(self, subject: Subject) -> Message:
        """The answer as a message."""
        return self.build(subject, *self.read(subject.text))

    def build(self, subject: Subject, query: Typed, detailed: bool) -> Message:  # noqa: FBT001 - as `read` gives it
        """The answer to what was read, with its note and the ways to another role."""
        message = self._build(self.source, query, detailed=detailed)
        if self._asker and not _is_for_every_role(query):
            message = add_role_controls(
                name_role(message, self.source.role),
                self._asker,
                self.source.role,
                self.source.others,
                subject.text,
                may_use=subject.may_use,
            )
        return add_note(message, subject.warning)

    def find_prepared(self, subject: Subject) -> Reply | None:
        """The answer as the body of the HTTP response, if its text is a common one."""
        read = self._common.get(subject.text.strip().lower())
        if subject.warning or read is None:
            return None
        key = read, subject.may_use and self._asker is not None
        day, reply = self._prepared.get(key, (None, replies.ACKNOWLEDGED))
        if day != self._read_date():
            typed = replace(subject, text=self._texts[read])
            _, reply = self._prepared[key] = self._prepare(typed, *read)
        return reply

    def reply(self, subject: Subject) -> Reply:
        """The answer as the body of the HTTP response, prepared where it can be."""
        return self.find_prepared(subject) or replies.build_ephemeral(self.message(subject))

    def _prepare(self, subject: Subject, query: Typed, detailed: bool) -> tuple[date, Reply]:  # noqa: FBT001 - as above
        """The answer with the day that it was rendered on."""
        message = self.build(subject, query, detailed)
        return self._read_date(), replies.build_ephemeral(message)


def _is_for_every_role(query: object) -> bool:
    """Whether what may be asked of candidates, or typed, is the same for every role."""
    return isinstance(query, MayAsk | HandbookHelp | InterviewHelp | HelpRequest | NotUnderstood)


SalaryAnswers = Answers[Benchmark, Query]
InterviewAnswers = Answers[Interviews, InterviewQuery]
HandbookAnswers = Answers[HandbookSource, GuideQuery]


def prepare_salary_answers(
    guide: Guide, read_date: Callable[[], date], *, native: bool
) -> Mapping[str, SalaryAnswers]:
    """The answers for each role that has figures, by the role's id."""
    return OnDemand(
        {
            role.id: partial(_prepare_salary_answers, benchmark, read_date)
            for role in guide.roles.values()
            if (benchmark := Benchmark.from_role(role, guide, native=native))
        }
    )


def _prepare_salary_answers(benchmark: Benchmark, read_date: Callable[[], date]) -> SalaryAnswers:
    places, alone = benchmark.places, {(place.id,) for place in benchmark.priced()}
    parse = partial(
        salary_parser.parse,
        places=places,
        salary=benchmark.salary,
        role=benchmark.role.typed_names,
        areas=benchmark.pay.names.areas,
    )
    names = {
        name: parse(name)
        for name, meaning in places.names.items()
        if meaning.ids in alone and not meaning.stands_for
    }
    known = {name: query for name, query in names.items() if isinstance(query, AtPlace)}
    return Answers(
        benchmark,
        # Most people type the plain name of a place, which takes no parsing.
        lambda text: known.get(text.strip().lower()) or parse(text),
        build_salary_answer,
        ("", "help", *known),
        read_date,
        SALARY_ASKER,
    )


def prepare_interview_answers(
    guide: Guide,
    read_date: Callable[[], date],
    handbooks: Mapping[str, HandbookAnswers],
    *,
    native: bool,
    public: bool,
) -> Mapping[str, InterviewAnswers]:
    """The answers for each role that has interviews, by the role's id.

    `handbooks` are asked what is no name of an interview. In a `public` channel the buttons
    differ: sharing asks for a confirmation.
    """
    may_ask = MayAskReader(guide.not_to_ask, guide.places.gazetteer).read

    def prepare(interviews: Interviews) -> InterviewAnswers:
        role = interviews.role

        def ask_handbook(text: str) -> GuideQuery:
            return handbooks[role.id].source.handbook.ask(text)

        return Answers(
            interviews,
            partial(
                interview_query.parse,
                role=role,
                interview=interviews.interview,
                ask=ask_handbook if role.id in handbooks else None,
                may_ask=may_ask,
            ),
            build_interview_answer,
            ("", "help", *(stage.id.lower() for stage in interviews.interview.stages)),
            read_date,
            INTERVIEW_ASKER,
        )

    return OnDemand(
        {
            role.id: partial(prepare, interviews)
            for role in guide.roles.values()
            if (interviews := Interviews.from_role(role, guide, native=native, public=public))
        }
    )


def prepare_handbook_answers(
    guide: Guide, read_date: Callable[[], date], *, native: bool
) -> Mapping[str, HandbookAnswers]:
    """The answers for each role that has a guide, by the role's id."""

    def prepare(role: Role) -> HandbookAnswers:
        source = HandbookSource.from_role(role, guide, native=native)
        return Answers(
            source,
            source.handbook.ask,
            build_handbook_answer,
            ("", "help", *(name for topic in source.handbook.topics for name in NAMES[topic])),
            read_date,
            HANDBOOK_ASKER,
        )

    return OnDemand(
        {role.id: partial(prepare, role) for role in guide.roles.values() if role.about.functions}
    )
