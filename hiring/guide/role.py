"""A role's own folder, file by file, and the wording that all roles share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field

from hiring.guide.article import Article, find_article
from hiring.guide.content_model import (
    Brief,
    ContentModel,
    Label,
    Paragraph,
    Phrasings,
    Remark,
    Slug,
)
from hiring.guide.sources import Citing, SourceIds, Sources
from hiring.language.job_titles import RoleNames
from hiring.normalize import normalize

if TYPE_CHECKING:
    from datetime import date

    from hiring.guide.advice import CommonQuestions, Mistakes, TimeToHire
    from hiring.guide.interview import Interview
    from hiring.guide.need import Need
    from hiring.guide.not_covered import NotCoveredSubjects
    from hiring.guide.not_to_ask import NotToAsk
    from hiring.guide.official_pay import OfficialPay
    from hiring.guide.places import Places
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.salary import Salary
    from hiring.guide.synonyms import Synonyms
    from hiring.pay_statistics.names import PayNames
    from hiring.pay_statistics.surveys import PayStatistics
    from hiring.postings.pay_transparency import PayTransparency
    from hiring.postings.posting import Posting
    from hiring.postings.template import Template
    from hiring.wording.rules import Wording


class Function(ContentModel):
    """One of the things that the role is there for."""

    entry_key = "id"

    id: Slug
    name: Label
    covers: Brief
    why: Brief
    asked_as: Phrasings = ()


class Neighbour(ContentModel):
    """A role that is easily mistaken for this one; this one stands among them, to compare."""

    entry_key = "role"

    role: Label
    owns: Label
    code: Label
    asked_as: Phrasings = ()


Part: TypeAlias = Literal[
    "guide", "pay", "interview", "red-flags", "posting", "need", "mistakes", "questions"
]
"""What a role may be meant to do without."""


class AboutPhrasings(ContentModel):
    """What people type who want a text of `role.yml`; `neighbours` is all of them together."""

    summary: Phrasings = ()
    stakes: Phrasings = ()
    between: Phrasings = ()
    neighbours: Phrasings = ()
    signal: Phrasings = ()


class About(ContentModel):
    """`role.yml`: what the role is called, in a sentence what it is, and what it is not.

    `stakes`: what depends on hiring the right one. `source`: where the file's figures come from.
    `without`: what the role is meant to do without, so that nobody is told that it is missing.
    """

    title: Label
    article: Article | None = None
    aliases: tuple[Label, ...] = ()
    short_names: tuple[Label, ...] = ()
    summary: Remark
    stakes: Remark | None = None
    between: Remark | None = None
    between_title: Label = "Compared with its neighbours"
    functions: Annotated[tuple[Function, ...], Field(max_length=8)] = ()
    neighbours: Annotated[tuple[Neighbour, ...], Field(max_length=10)] = ()
    signal: Remark | None = None
    figures: Mapping[str, Label] = {}
    source: SourceIds = ()
    without: tuple[Part, ...] = ()
    asked_as: AboutPhrasings = AboutPhrasings()

    @property
    def title_with_article(self) -> str:
        """`an AI Tech Lead`: by `article`, else by how the title's first word sounds."""
        return f"{self.article or find_article(self.title)} {self.title}"


@dataclass(frozen=True)
class Role:
    """A role pack; a file that its folder does not have is None."""

    id: str
    about: About
    salary: Salary | None = None
    official_pay: OfficialPay | None = None
    interview: Interview | None = None
    red_flags: RedFlags | None = None
    mistakes: Mistakes | None = None
    time_to_hire: TimeToHire | None = None
    questions: CommonQuestions | None = None
    need: Need | None = None
    posting: Posting | None = None
    template: Template | None = None  # of the posting; there with it or not at all

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call it: its id, title and aliases."""
        return (self.id, self.about.title, *self.about.aliases)

    @property
    def has_pay(self) -> bool:
        """Whether its folder has figures of pay, or says which official ones stand for it."""
        return self.salary is not None or self.official_pay is not None

    @cached_property
    def normalized_names(self) -> frozenset[str]:
        """The names as typed text is compared with them."""
        return frozenset(map(normalize, self.names))

    @property
    def name_to_type(self) -> str:
        """A name to type after a command, without marks: `staff ml engineer`."""
        names = (self.about.title, *self.about.aliases)
        plain = (name for name in names if name.replace(" ", "").isalnum())
        return next(plain, self.id).lower()

    @cached_property
    def typed_names(self) -> RoleNames:
        """The names as a sentence is searched for them."""
        return RoleNames.from_names(self.normalized_names)


class Example(ContentModel):
    """Something to type, and what it answers."""

    entry_key = "typed"

    typed: Label
    gives: Paragraph


class CommandHelp(ContentModel):
    """What a command's `help` says, for every role."""

    intro: Paragraph
    examples: tuple[Example, ...]
    notes: tuple[Paragraph, ...] = ()


class Help(ContentModel):
    """`help.yml`: a text for each command, by its name with underscores."""

    salary: CommandHelp
    do_we_need_a_lead: CommandHelp
    jd: CommandHelp
    interview_questions: CommandHelp
    hiring_guide: CommandHelp
    debrief: CommandHelp


@dataclass(frozen=True)
class Guide:
    """All content, checked. `roles` is by id, in the order of the ids.

    `doubts` says what can be meant but looks like a slip, a sentence each. `today` is the date on
    which it is read; without one, nothing says how old a figure is.
    `with_unfinished`: the same with the roles in which something is still to be written, where
    there are any. Nobody but their authors is to see these.
    """

    places: Places
    help: Help
    pay_transparency: PayTransparency
    synonyms: Synonyms
    not_covered: NotCoveredSubjects
    wording: Wording
    not_to_ask: NotToAsk
    sources: Sources
    pay_statistics: PayStatistics
    pay_names: PayNames = field(compare=False)
    roles: Mapping[str, Role]
    doubts: tuple[str, ...] = ()
    today: date | None = None
    with_unfinished: Guide | None = None

    @property
    def unfinished_roles(self) -> tuple[Role, ...]:
        """The roles that are left out, since something in them is still to be written."""
        everything = (self.with_unfinished or self).roles
        return tuple(role for id_, role in everything.items() if id_ not in self.roles)

    @property
    def citing(self) -> Citing:
        """The sources as they are described on that date."""
        return Citing(self.sources, self.today)

    def on(self, today: date) -> Guide:
        """The guide as it is read on a date."""
        return replace(self, today=today)

    def __hash__(self) -> int:
        """Equal guides have the same roles, which is enough to remember what was made of one."""
        return hash(tuple(self.roles))
