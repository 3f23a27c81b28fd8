"""A job description: the blanks that people fill in, what is wrong with them, and the document.

Errors keep the form open; warnings come with the preview and stop nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field

from hiring.errors import FormError
from hiring.guide.content_model import (
    Brief,
    ContentModel,
    Label,
    Paragraph,
    Phrasings,
    Remark,
    WholeNumber,
)
from hiring.guide.sources import SourceIds
from hiring.language.reading import Vocabulary, read
from hiring.language.word_sets import words
from hiring.postings import sentences
from hiring.postings.claims import names_technology
from hiring.postings.empty_values import is_past, is_vague, says_none
from hiring.postings.range import read_pay
from hiring.postings.typed_lists import split_list
from hiring.wording.unfinished import find_unfinished

if TYPE_CHECKING:
    from datetime import date

    from hiring.guide.interview import Interview
    from hiring.postings.range import Market, Pay
    from hiring.postings.template import Document, Template, Value

# The whole posting has to fit into one message, of which Slack takes about 13,000 characters.
MOST_CHARACTERS = {
    "company": 80,
    "location": 100,
    "work_mode": 150,
    "range": 60,
    "equity": 60,
    "system": 400,
    "stack": 200,
    "domain": 100,
    "musts": 1500,
    "process": 800,
    "benefits": 800,
    "how_to_apply": 300,
    "deadline": 60,
    "equal_opportunity": 500,
}
_MOST_QUOTED = 40
FIRST_FIELDS = words(
    """
    company location place range no_range equity system stack domain hires_in musts
    """
)
"""The fields that drafts have had from the beginning."""
MORE_FIELDS = ("work_mode", "process", "benefits", "how_to_apply", "deadline", "equal_opportunity")
"""The fields that the form shows when somebody wants them."""


class PostingPhrasings(ContentModel):
    """What people type who want a part of the posting; `sections` of the template by title.

    `form`: what people type who want the whole posting, which a form writes.
    """

    form: Phrasings = ()
    rules: Phrasings = ()
    blanks: Phrasings = ()
    musts: Phrasings = ()
    sections: Mapping[str, Phrasings] = {}


class PostingWords(ContentModel):
    """What a posting has whatever the role, in `every-role.yml` or in a role's own file.

    `broad` are names of the stack that tell nothing beside a `vague` word.
    """

    equal_opportunity: Annotated[str, Field(max_length=500)] = ""
    generic: tuple[Label, ...] = ()
    no_names: tuple[Label, ...] = ()
    broad: tuple[Label, ...] = ()
    vague: tuple[Label, ...] = ()
    scale: tuple[Label, ...] = ()


class Posting(PostingWords):
    """All of `posting.yml`.

    `process` says to candidates what an interview is about, by the id of its stage.
    """

    source: SourceIds = ()
    range_belongs: Paragraph
    real_requirements: Paragraph
    blanks: Remark | None = None
    system_label: Label = "What the team builds, in one sentence"
    system_example: Label
    stack_examples: Label
    domain_examples: Label
    process: Mapping[str, Brief] = {}
    musts: Annotated[tuple[Label, ...], Field(min_length=1)]
    most_musts: Annotated[WholeNumber, Field(ge=1, le=20)]
    asked_as: PostingPhrasings = PostingPhrasings()


@dataclass(frozen=True)
class Blanks:
    """The form as somebody filled it in. `place` and `hires_in` are ids.

    `musts`, `process` and `benefits` are lists, an entry a line. `not_hired_in` are places with a
    pay law that the location names and that were unticked. `range_declined`: its author was told
    what a posting without a range costs, and wants it so.
    """

    company: str = ""
    location: str = ""
    place: str = ""
    range: str = ""
    no_range: bool = False
    equity: str = ""
    system: str = ""
    stack: str = ""
    domain: str = ""
    hires_in: tuple[str, ...] = ()
    not_hired_in: tuple[str, ...] = ()
    musts: str = ""
    work_mode: str = ""
    process: str = ""
    benefits: str = ""
    how_to_apply: str = ""
    deadline: str = ""
    equal_opportunity: str = ""
    range_declined: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], start: Self | None = None) -> Self:
        """What was kept; where it has nothing that can be read, the value of `start` counts."""
        blanks = start or cls()
        for field in fields(cls):
            value = stored.get(field.name)
            start_value = getattr(blanks, field.name)
            if isinstance(start_value, tuple) and isinstance(value, list):
                value = tuple(map(str, value))
            if isinstance(value, type(start_value)):
                blanks = replace(blanks, **{field.name: value})
        return blanks

    @property
    def must_lines(self) -> list[str]:
        """What candidates must bring, without empty lines and bullets."""
        return split_list(self.musts)

    @property
    def benefit_lines(self) -> list[str]:
        """What the company offers, without “none”."""
        return [line for line in split_list(self.benefits) if not says_none(line)]

    @property
    def technologies(self) -> list[str]:
        """The core stack, one by one."""
        return sentences.list_technologies(self.stack)


def start_blanks(posting: Posting, interview: Interview | None) -> Blanks:
    """What the form starts from: the role's musts and interviews, and the usual sentence."""
    stages = interview.stages if interview else ()
    return Blanks(
        musts="\n".join(posting.musts),
        process="\n".join(
            f"{stage.name} ({stage.minutes} minutes)"
            + (f": {about}" if (about := posting.process.get(stage.id)) else "")
            for stage in stages
        )[: MOST_CHARACTERS["process"]],
        equal_opportunity=posting.equal_opportunity,
    )


def check_blanks(blanks: Blanks, market: Market | None, today: date | None = None) -> Pay | None:
    """The pay to show, None where there deliberately is none. FormError says what is missing."""
    errors = {
        name: "Fill this in."
        for name in ("company", "location", "system")
        if not visible_characters(getattr(blanks, name))
    }
    if not blanks.must_lines:
        errors["musts"] = "List at least one, each on a line of its own."
    for name in MOST_CHARACTERS:
        if left := find_unfinished(getattr(blanks, name)):
            errors[name] = f"“{left[:_MOST_QUOTED]}” is still to be filled in, or to be taken out."
    errors = _find_empty(blanks, today) | errors
    pay = None
    if blanks.no_range:  # whatever is left in the field
        errors.pop("range", None)
    elif not blanks.range.strip():
        errors["range"] = "Give the base range, or tick “Post without a range” below."
    elif "range" not in errors:
        try:
            pay = read_pay(read(blanks.range, Vocabulary()), market)
        except FormError as error:
            errors |= error.errors
    if errors:
        raise FormError(errors)
    return pay


def _find_empty(blanks: Blanks, today: date | None) -> dict[str, str]:
    """Errors at fields whose value tells nobody anything."""
    errors = {
        name: f"“{value[:_MOST_QUOTED]}” tells nobody what it is. Say that, or leave it out."
        for name in ("equity", "benefits", "deadline")
        for value in split_list(getattr(blanks, name))
        if is_vague(value)
    }
    if today and is_past(blanks.deadline, today):
        errors["deadline"] = "That is past. Give a later date, or leave it out."
    return errors


def visible_characters(text: str) -> str:
    """Letters, digits and signs of a text; empty where it shows nothing."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def render_posting(
    blanks: Blanks, pay: Pay | None, template: Template, title: str, posting: Posting
) -> Document:
    """The posting. Raises `template.FAILURES` where a team's template fails on these blanks."""
    return template.render(template_values(blanks, pay, title, posting))


def template_values(
    blanks: Blanks, pay: Pay | None, title: str, posting: Posting
) -> Mapping[str, Value]:
    """What a template knows, by name.

    Where no technology is named, what the role proposes to ask of the stack is left out.
    """
    musts, stack = blanks.must_lines, blanks.stack
    if not names_technology(stack, posting.no_names, posting.broad, posting.vague):
        own = {must for must in posting.musts if sentences.asks_for_stack(must)}
        musts, stack = [must for must in musts if must not in own], ""
    musts = sentences.name_stack(musts, stack)
    is_named = not sentences.leaves_unnamed(musts, sentences.list_technologies(stack))
    return {
        "title": title,
        "company": blanks.company,
        "location": blanks.location,
        "where": sentences.describe_where(blanks.location, blanks.work_mode),
        "work_mode": blanks.work_mode,
        "base_range": str(pay) if pay else "",
        "equity": "" if says_none(blanks.equity) else blanks.equity,
        "system": blanks.system,
        "building": sentences.describe_building(blanks.system, blanks.company),
        "stack": blanks.stack,
        "other_stack": "" if is_named else sentences.describe_stack(stack),
        "domain": blanks.domain,
        "domain_experience": sentences.describe_domain(blanks.domain),
        "musts": tuple(map(sentences.tidy_line, musts)),
        "process": tuple(map(sentences.tidy_line, split_list(blanks.process))),
        "benefits": tuple(map(sentences.tidy_line, blanks.benefit_lines)),
        "how_to_apply": sentences.describe_applying(blanks.how_to_apply),
        "deadline": "" if says_none(blanks.deadline) else blanks.deadline,
        "equal_opportunity": sentences.end_sentence(blanks.equal_opportunity),
    }


def sample_values(posting: Posting) -> tuple[Mapping[str, Value], ...]:
    """Blanks to try a template with: all of them filled in, and as few as can be."""
    least = Blanks(company="Sample Co", location="Sample City", system="Sorts samples", musts="One")
    full = replace(
        least,
        equity="0.1–0.5%",
        stack=posting.stack_examples,
        domain=posting.domain_examples,
        musts="\n".join(posting.musts),
        work_mode="Hybrid, two days a week",
        process="Technical screen",
        benefits="Sample leave",
        how_to_apply="Write to us",
        deadline="31 January",
        equal_opportunity="Everybody is welcome",
    )
    pay = read_pay(read("$220k–$320k", Vocabulary()), None)
    return (
        template_values(full, pay, "Sample role", posting),
        template_values(least, None, "Sample role", posting),
    )
