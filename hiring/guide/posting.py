"""A job description: the blanks that people fill in, what is wrong with them, and the document.

Errors keep the form open; warnings come with the preview and stop nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field

from hiring.errors import CurrencyMismatchError, FormError
from hiring.guide import offers
from hiring.guide.content_model import (
    ContentModel,
    Label,
    Paragraph,
    Phrasings,
    Remark,
    WholeNumber,
)
from hiring.guide.offers import Offer, Position
from hiring.guide.sources import SourceIds
from hiring.guide.wording import find_off_putting_words
from hiring.language.amounts import Hedge
from hiring.language.reading import Vocabulary, read
from hiring.money import Basis, Money
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.places import Place
    from hiring.guide.salary import Band, Salary
    from hiring.guide.template import Document, Template, Value
    from hiring.language.reading import Reading

# The whole posting has to fit into one message, of which Slack takes about 13,000 characters.
MOST_CHARACTERS = {
    "company": 80,
    "location": 100,
    "range": 60,
    "equity": 60,
    "system": 400,
    "stack": 200,
    "domain": 100,
    "musts": 1500,
}


_BULLET = re.compile(r"^[-*•]+(\s+|$)")


class PostingPhrasings(ContentModel):
    """What people type who want a part of the posting; `sections` of the template by title.

    `form`: what people type who want the whole posting, which a form writes.
    """

    form: Phrasings = ()
    rules: Phrasings = ()
    blanks: Phrasings = ()
    musts: Phrasings = ()
    sections: Mapping[str, Phrasings] = {}


class Posting(ContentModel):
    """All of `posting.yml`."""

    range_belongs: Paragraph
    real_requirements: Paragraph
    blanks: Remark | None = None
    system_label: Label = "What the team builds, in one sentence"
    system_example: Label
    stack_examples: Label
    domain_examples: Label
    musts: Annotated[tuple[Label, ...], Field(min_length=1)]
    most_musts: Annotated[WholeNumber, Field(ge=1, le=20)]
    generic: tuple[Label, ...] = ()
    no_names: tuple[Label, ...] = ()
    scale: tuple[Label, ...] = ()
    source: SourceIds = ()
    asked_as: PostingPhrasings = PostingPhrasings()


@dataclass(frozen=True)
class Blanks:
    """The form as somebody filled it in. `place` and `hires_in` are ids; `musts` are lines."""

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
    musts: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What was kept; a value that an older version wrote differently is left out."""
        blanks = cls()
        for field in fields(cls):
            value = stored.get(field.name)
            if field.name == "hires_in" and isinstance(value, list | tuple):
                blanks = replace(blanks, hires_in=tuple(map(str, value)))
            elif isinstance(value, type(getattr(blanks, field.name))):
                blanks = replace(blanks, **{field.name: value})
        return blanks

    @property
    def must_lines(self) -> list[str]:
        """The list as people typed it, without empty lines and bullets."""
        lines = (_BULLET.sub("", line.strip()) for line in re.split("[\r\n]+", self.musts))
        return [line for line in lines if line]


@dataclass(frozen=True)
class Pay:
    """The base range that a posting shows; both ends are alike for a single amount.

    `high_is_open`: "$220k+", with no top.
    """

    low: Money
    high: Money
    high_is_open: bool = False

    def __str__(self) -> str:
        """`$220k–$320k`."""
        low, high = self.low.short(), self.high.short()
        return (low if low == high else f"{low}–{high}") + ("+" if self.high_is_open else "")


@dataclass(frozen=True)
class Market:
    """What the posting is read against: the role's figures, and the place's band of them."""

    place: Place
    band: Band
    salary: Salary


def benchmark_range(band: Band) -> str:
    """The benchmark of a place as the form's range."""
    return str(Pay(band.money(band.base.low), band.money(band.base.high)))


def check_blanks(blanks: Blanks, market: Market | None) -> Pay | None:
    """The pay to show, None where there deliberately is none. FormError says what is missing."""
    errors = {
        name: "Fill this in."
        for name in ("company", "location", "system")
        if not visible_characters(getattr(blanks, name))
    }
    if not blanks.must_lines:
        errors["musts"] = "List at least one, each on a line of its own."
    pay = None
    if blanks.range.strip():
        try:
            pay = read_pay(read(blanks.range, Vocabulary()), market)
        except FormError as error:
            errors |= error.errors
    elif not blanks.no_range:
        errors["range"] = "Give the base range, or tick “Post without a range” below."
    if errors:
        raise FormError(errors)
    return None if blanks.no_range else pay


def visible_characters(text: str) -> str:
    """Letters, digits and signs of a text; empty where it shows nothing."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def read_pay(reading: Reading, market: Market | None) -> Pay:
    """The range that was typed, of which the market lends the currency. Raises FormError."""
    amounts = reading.pay
    if problem := _describe_other_pay(reading):
        raise FormError({"range": problem})
    if len(amounts) != 1 or len(reading.currencies) > 1:
        raise FormError({"range": "Write the yearly range as two amounts, such as 220k–320k."})
    amount = amounts[0]
    if not amount.is_yearly_pay:
        raise FormError({"range": "That isn't plausible yearly pay. Write it in full."})
    if amount.first > amount.last:
        raise FormError({"range": "The range is upside down: put the lower amount first."})
    if amount.hedge is Hedge.AT_MOST:
        raise FormError({"range": "Say where the range starts, too, such as 220k–320k."})
    currency = next(iter(reading.currencies), market.band.currency if market else None)
    if currency is None:
        raise FormError({"range": "Say the currency, such as $220k–$320k."})
    is_open = amount.hedge is Hedge.AT_LEAST
    return Pay(Money(amount.first, currency), Money(amount.last, currency), high_is_open=is_open)


def _describe_other_pay(reading: Reading) -> str:
    """Why what was typed is no yearly base pay, as a sentence; empty where it may be."""
    period = reading.period or next((a.period for a in reading.pay if a.period), None)
    if period:
        return f"That is pay per {period}. Write the yearly range, such as 220k–320k."
    if reading.unlike:
        return (
            "A posting shows full-time pay per year, before tax. Write that range, such as "
            "220k–320k."
        )
    if Basis.TOTAL in reading.bases:
        return (
            "That is total pay, and a posting shows base pay. Write the yearly range of the base, "
            "such as 220k–320k."
        )
    if unit := next((a.unit for a in reading.pay if a.unit), None):
        return f"I don't know the currency “{unit}”. Write the yearly range such as $220k–$320k."
    return ""


def find_warnings(
    blanks: Blanks, pay: Pay | None, market: Market | None, posting: Posting, title: str
) -> list[str]:
    """What a reader of the posting would stumble over, most important first."""
    return [
        *_about_pay(pay, market, posting),
        *_about_requirements(blanks, posting),
        *_about_wording(blanks, posting, title),
    ]


def _about_pay(pay: Pay | None, market: Market | None, posting: Posting) -> Iterator[str]:
    if pay is None:
        yield f"No range. {posting.range_belongs}"
        return
    if market is None:
        yield "No benchmark place, so the range was not compared with the market."
        return
    try:
        offer = Offer(pay.low.amount, pay.high.amount, pay.low.currency)
        reading = offers.read_offer(offer, market.band, market.salary)
    except CurrencyMismatchError:
        yield (
            f"The range is in {pay.low.currency}, the benchmark for {market.place.name} in "
            f"{market.band.currency}. Amounts are not converted, so they were not compared."
        )
        return
    edge = f"the market for {market.place.name}, which is {benchmark_range(market.band)} base"
    if reading.position is Position.BELOW and not pay.high_is_open:
        under = reading.high.to_low
        yield (
            f"The whole range is under {edge}: even its top is {under.money.short()} or "
            f"{offers.format_percent(under.percent)} below."
        )
    elif reading.low.position is Position.BELOW:
        under = reading.low.to_low
        percent = offers.format_percent(under.percent)
        yield f"The range starts {under.money.short()} or {percent} under {edge}."
    if pay.high_is_open:
        return
    if reading.engineer_band:
        yield reading.engineer_band.hint
    if reading.costs:
        yield reading.costs.text


def _about_requirements(blanks: Blanks, posting: Posting) -> Iterator[str]:
    texts = [*blanks.must_lines, blanks.system, blanks.stack]
    phrases = [
        phrase
        for phrase in posting.generic
        if any(_contains_phrase(phrase, text) for text in texts)
    ]
    if phrases:
        yield f"Generic: “{phrases[0]}”. {posting.real_requirements}"
    if not set(normalize(blanks.stack).split()) - {normalize(word) for word in posting.no_names}:
        yield f"No named stack. Name what you really use, such as {posting.stack_examples}."
    words = normalize(blanks.system).split()
    if not any(char.isdigit() for char in blanks.system) and not set(words) & set(posting.scale):
        yield f"No stated scale. Say how big it is, such as “{posting.system_example}”."
    if (count := len(blanks.must_lines)) > posting.most_musts:
        yield f"{count} musts. With more than {posting.most_musts}, people rule themselves out."


def _about_wording(blanks: Blanks, posting: Posting, title: str) -> Iterator[str]:
    """Of what was typed only: the role's own words are there whoever posts."""
    typed = [line for line in blanks.must_lines if line not in posting.musts]
    words = find_off_putting_words("\n".join([*typed, blanks.system, blanks.domain]), title)
    if words:
        listed = ", ".join(f"“{word}”" for word in words[:8])
        yield f"Wording that is known to put people off: {listed}. Would plainer words do?"


def _contains_phrase(phrase: str, text: str) -> bool:
    return f" {normalize(phrase)} " in f" {normalize(text)} "


def render_posting(blanks: Blanks, pay: Pay | None, template: Template, title: str) -> Document:
    """The posting. Raises `template.FAILURES` where a team's template fails on these blanks."""
    return template.render(template_values(blanks, pay, title))


def template_values(blanks: Blanks, pay: Pay | None, title: str) -> Mapping[str, Value]:
    """What a template knows, by name."""
    return {
        "title": title,
        "company": blanks.company,
        "location": blanks.location,
        "base_range": str(pay) if pay else "",
        "equity": blanks.equity,
        "system": blanks.system,
        "stack": blanks.stack,
        "domain": blanks.domain,
        "musts": tuple(blanks.must_lines),
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
    )
    pay = read_pay(read("$220k–$320k", Vocabulary()), None)
    return template_values(full, pay, "Sample role"), template_values(least, None, "Sample role")
