"""What postings must say about pay, by place hired in, as `pay-transparency.yml` holds it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hiring.guide.content_model import ContentModel, Label, Paragraph, Phrasings, Slug
from hiring.guide.sources import SourceIds
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.postings.posting import Blanks
    from hiring.postings.range import Pay

# What people call pay beside the base, in a list of benefits.
_OTHER_PAY = re.compile(
    r"\b(?:bonus(?:es)?|equity|stock|shares?|options|rsus?|esop|commissions?|profit[- ]sharing|"
    r"pension|retirement|401\(?k\)?|allowances?)(?![\w-])",
    re.IGNORECASE,
)


class Requirement(StrEnum):
    """A part of a posting that a law asks for. `TOP`: a range that ends somewhere, not “$220k+”."""

    RANGE = "range"
    TOP = "top"
    BENEFITS = "benefits"
    OTHER_PAY = "other-compensation"
    DEADLINE = "deadline"


class PayLaw(ContentModel):
    """A place's rule: for employers of which size, since when, and what a posting must show.

    `must_show` says it in words, and `requires` so that what is missing can be told.
    """

    entry_key = "id"

    id: Slug
    name: Label
    employers: Label
    since: Label
    must_show: Paragraph
    requires: tuple[Requirement, ...] = ()
    source: SourceIds = ()
    aliases: tuple[Label, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people call the place, and places in it."""
        return (self.name, *self.aliases)


class PayTransparency(ContentModel):
    """All of `pay-transparency.yml`. Slack: a picker holds 100 places.

    `asked_as`: what people type who ask for such a rule, wherever it is.
    """

    note: Paragraph
    asked_as: Phrasings = ()
    places: Annotated[tuple[PayLaw, ...], Field(min_length=1, max_length=100)]

    def pick(self, place_ids: Sequence[str]) -> list[PayLaw]:
        """The laws of these places."""
        return [place for place in self.places if place.id in place_ids]

    def find_named(self, text: str) -> PayLaw | None:
        """The place that a text names, by its longest name: Washington, DC, not Washington."""
        words = f" {normalize(text)} "
        named = [
            (len(name), law)
            for law in self.places
            for name in map(normalize, law.names)
            if f" {name} " in words
        ]
        return max(named, key=lambda pair: pair[0])[1] if named else None


def find_missing(law: PayLaw, blanks: Blanks, pay: Pay | None) -> list[Requirement]:
    """What a law asks for and a posting leaves out."""
    shown = {
        Requirement.RANGE: pay is not None,
        Requirement.TOP: pay is None or not pay.high_is_open,
        Requirement.BENEFITS: bool(blanks.benefits.strip()),
        Requirement.OTHER_PAY: bool(blanks.equity.strip() or _OTHER_PAY.search(blanks.benefits)),
        Requirement.DEADLINE: bool(blanks.deadline.strip()),
    }
    return [requirement for requirement in law.requires if not shown[requirement]]
