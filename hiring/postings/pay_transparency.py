"""What postings must say about pay, by place hired in, as `pay-transparency.yml` holds it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hiring.guide.content_model import ContentModel, Label, Paragraph, Phrasings, Slug
from hiring.guide.sources import SourceIds
from hiring.normalize import normalize
from hiring.postings.empty_values import says_none
from hiring.postings.named_places import NamedPlace, PlaceNames, find_named_places

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
    """A part of a posting that a law asks for.

    `TOP`: a range that ends somewhere, not “$220k+”. `OTHER_PAY` is due only where there is any,
    such as a bonus.
    """

    RANGE = "range"
    TOP = "top"
    BENEFITS = "benefits"
    OTHER_PAY = "other-compensation"
    HOW_TO_APPLY = "how-to-apply"
    DEADLINE = "deadline"


class PayLaw(ContentModel):
    """A place's rule: for employers of which size, since when, and what a posting must show.

    `must_show` says it in words, and `requires` so that what is missing can be told. `aliases` are
    other names and towns, `codes` letters such as NY, and `within` is the id of the country.
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
    codes: tuple[Label, ...] = ()
    within: Slug | None = None

    @property
    def whose(self) -> str:
        """The employers that it is for: employers with 4 or more employees."""
        if self.employers == "any":
            return "any employer"
        size = self.employers
        return (
            f"employers with {size} or more employees"
            if size.isdigit()
            else (f"employers with {size}")
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What people call the place, and places in it."""
        return (self.name, *self.aliases)


class Country(ContentModel):
    """A country, or several, with rules of its own on wording or none that we know.

    `regions` are its names, `states` those that have no pay law here; each with letters for them.
    """

    entry_key = "id"

    id: Slug
    regions: tuple[Label, ...] = ()
    codes: tuple[Label, ...] = ()
    states: tuple[Label, ...] = ()
    state_codes: tuple[Label, ...] = ()
    towns: tuple[Label, ...] = ()
    has_rules: bool = True


class PayTransparency(ContentModel):
    """All of `pay-transparency.yml`. Slack: a picker holds 100 places.

    `asked_as`: what people type who ask for such a rule, wherever it is.
    """

    note: Paragraph
    asked_as: Phrasings = ()
    countries: tuple[Country, ...] = ()
    places: Annotated[tuple[PayLaw, ...], Field(min_length=1, max_length=100)]

    def pick(self, place_ids: Sequence[str]) -> list[PayLaw]:
        """The laws of these places."""
        return [place for place in self.places if place.id in place_ids]

    @cached_property
    def place_names(self) -> PlaceNames:
        """The names of all places and countries, of which those of places count first."""
        names: dict[tuple[str, ...], NamedPlace] = {}
        codes: dict[str, NamedPlace] = {}
        for law in self.places:
            region = NamedPlace(law.id, law.within or "", is_region=True)
            town = NamedPlace(law.id, law.within or "")
            names |= {_split_name(name): town for name in law.aliases}
            names[_split_name(law.name)] = region
            codes |= {normalize(code): region for code in law.codes}
        for country in self.countries:
            is_foreign = not country.has_rules
            region = NamedPlace(country.id, country.id, is_region=True, is_foreign=is_foreign)
            town = NamedPlace("", country.id, is_foreign=is_foreign)
            state = NamedPlace("", country.id, is_region=True, is_foreign=is_foreign)
            for place, texts in (
                (region, country.regions),
                (state, country.states),
                (town, country.towns),
            ):
                names = {_split_name(text): place for text in texts} | names
            for place, texts in ((region, country.codes), (state, country.state_codes)):
                codes = {normalize(text): place for text in texts} | codes
        return PlaceNames(names, codes)

    def list_laws(self, blanks: Blanks) -> list[PayLaw]:
        """The laws of a posting: those picked, and those of its location that weren't unticked."""
        named = self.list_proposed(blanks.location)
        return self.pick([*blanks.hires_in, *(i for i in named if i not in blanks.not_hired_in)])

    def list_proposed(self, location: str) -> list[str]:
        """The ids of the laws whose places a location names."""
        named = {place.id for place in find_named_places(location, self.place_names)}
        return [law.id for law in self.places if law.id in named]

    def list_rule_places(self, blanks: Blanks, compared: str = "") -> frozenset[str]:
        """The states and countries whose rules hold for a posting; none if that isn't known.

        `compared` is the name of the place that its pay is compared with, which tells where the
        location doesn't.
        """
        ids = {law.id for law in self.list_laws(blanks)}
        named = find_named_places(blanks.location, self.place_names)
        if not (named or ids):
            named = find_named_places(compared, self.place_names)
        ids |= {place.id for place in named}
        countries = {law.within or "" for law in self.pick(list(ids))}
        # Of a country alone, any state may be meant.
        ids |= {law.id for law in self.places if law.within in ids - countries}
        return frozenset(ids | countries | {place.within for place in named}) - {""}

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


def _split_name(name: str) -> tuple[str, ...]:
    return tuple(normalize(name).split())


def find_missing(law: PayLaw, blanks: Blanks, pay: Pay | None) -> list[Requirement]:
    """What a law asks for and a posting leaves out; “none” says nothing of it."""
    equity, deadline = (
        "" if says_none(text) else text for text in (blanks.equity, blanks.deadline)
    )
    benefits = "\n".join(blanks.benefit_lines)
    shown = {
        Requirement.RANGE: pay is not None,
        Requirement.TOP: pay is None or not pay.high_is_open,
        Requirement.BENEFITS: bool(benefits),
        Requirement.OTHER_PAY: bool(equity.strip() or _OTHER_PAY.search(benefits)),
        Requirement.HOW_TO_APPLY: bool(blanks.how_to_apply.strip()),
        Requirement.DEADLINE: bool(deadline.strip()),
    }
    return [requirement for requirement in law.requires if not shown[requirement]]
