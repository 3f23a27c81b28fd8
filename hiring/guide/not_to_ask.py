"""What candidates may not be asked, as `not-to-ask.yml` holds it, and where a text asks it.

Subjects with the reason, what to ask instead, and the rules of places with their sources. The
phrases of a subject are looked for in clauses, as `hiring/language/clauses.py` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from hiring.guide.content_model import Brief, ContentModel, Label, Paragraph, Phrasings, Slug
from hiring.guide.problem import Contradiction
from hiring.guide.sources import SourceIds
from hiring.language.clauses import read_clauses, read_phrase
from hiring.language.phrases import PhraseIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


PREFIX = "not-to-ask"
"""What the ids of its answers begin with, which buttons carry."""


def _check_phrase(typed: str) -> str:
    read_phrase(typed)
    return typed


AskedPhrase = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_check_phrase)]


class PlaceWithRules(ContentModel):
    """A place whose rules are known. `within` is the wider place whose rules hold there too.

    `aliases` are other names, and towns in it. The names of `stands_for` lie in it and have rules
    of their own that are not known.
    """

    entry_key = "id"

    id: Slug
    name: Label
    aliases: tuple[Label, ...] = ()
    stands_for: tuple[Label, ...] = ()
    within: Slug | None = None


class PlaceRule(ContentModel):
    """What is said on a subject at a place, and who says so."""

    entry_key = "place"

    place: Slug
    text: Brief
    source: SourceIds


class SubjectNotToAsk(ContentModel):
    """Something that candidates are not asked about.

    `answer` is the short one to “may I ask?”, `instead` what may be asked. `asks` are phrases of
    the questions, `allows` of what may be asked on the subject, `words` what people call the
    subject behind “can I ask about”. `with_care`: it may be asked about, up to a point.
    """

    entry_key = "id"

    id: Slug
    name: Label
    answer: Brief
    why: Brief
    with_care: bool = False
    instead: Annotated[tuple[Brief, ...], Field(min_length=1, max_length=4)]
    places: tuple[PlaceRule, ...] = ()
    asks: tuple[AskedPhrase, ...] = ()
    allows: tuple[AskedPhrase, ...] = ()
    words: tuple[AskedPhrase, ...] = ()
    asked_as: Phrasings = ()


class Advice(ContentModel):
    """What to do where such a thing comes up."""

    entry_key = None

    name: Label
    text: Paragraph
    asked_as: Phrasings = ()


class Volunteered(Advice):
    """What to do where candidates tell such a thing of their own accord, or show it."""


class Slip(Advice):
    """What to do where an interviewer asks such a thing, or wants to."""


class NotToAsk(ContentModel):
    """All of `not-to-ask.yml`. Slack: a menu holds 100 entries."""

    name: Label
    intro: Paragraph
    note: Brief
    volunteered: Volunteered
    slip: Slip | None = None
    asked_as: Phrasings = ()
    places: Annotated[tuple[PlaceWithRules, ...], Field(max_length=100)]
    subjects: Annotated[tuple[SubjectNotToAsk, ...], Field(min_length=1, max_length=100)]

    @cached_property
    def places_by_id(self) -> dict[str, PlaceWithRules]:
        """The places by their ids."""
        return {place.id: place for place in self.places}

    @cached_property
    def subjects_by_id(self) -> dict[str, SubjectNotToAsk]:
        """The subjects by their ids."""
        return {subject.id: subject for subject in self.subjects}

    @cached_property
    def asks(self) -> PhraseIndex:
        """The ids of subjects by what asks about them."""
        return _index((subject.id, subject.asks) for subject in self.subjects)

    @cached_property
    def allows(self) -> PhraseIndex:
        """The ids of subjects by what may be asked on them."""
        return _index((subject.id, subject.allows) for subject in self.subjects)

    @cached_property
    def words(self) -> PhraseIndex:
        """The ids of subjects by what people call them."""
        return _index((subject.id, subject.words) for subject in self.subjects)

    def list_rules(
        self, subject: SubjectNotToAsk, place: PlaceWithRules
    ) -> list[tuple[PlaceWithRules, PlaceRule]]:
        """The rules on a subject that hold at a place: its own, then those of wider places."""
        rules = {rule.place: rule for rule in subject.places}
        around = self._list_around(place)
        return [(each, rules[each.id]) for each in around if each.id in rules]

    def _list_around(self, place: PlaceWithRules) -> list[PlaceWithRules]:
        around = [place]
        while (wider := self.places_by_id.get(around[-1].within or "")) and wider not in around:
            around.append(wider)
        return around


def _index(phrases: Iterable[tuple[str, Sequence[str]]]) -> PhraseIndex:
    return PhraseIndex((read_phrase(typed), name) for name, each in phrases for typed in each)


@dataclass(frozen=True)
class ForbiddenQuestion:
    """A sentence that asks what may not be asked."""

    subject: SubjectNotToAsk
    quote: str


def find_forbidden_questions(
    text: str, rules: NotToAsk, *, they_are_candidates: bool = False
) -> tuple[ForbiddenQuestion, ...]:
    """The sentences of a text that ask a candidate what may not be asked, each with its subject.

    What says that something is not to be asked asks nothing.
    """
    return tuple(
        ForbiddenQuestion(subject, clause.typed)
        for clause in read_clauses(text, they_are_candidates=they_are_candidates)
        if not clause.is_denied
        if (subject_ids := rules.asks.find(clause))
        for subject in rules.subjects
        if subject.id in subject_ids
    )


def find_unknown_places(rules: NotToAsk) -> Iterator[Contradiction]:
    """The ids of places that are not in the list of places."""
    for at, place in enumerate(rules.places):
        if place.within and place.within not in rules.places_by_id:
            yield _describe_unknown(("places", at, "within"), place.within)
    for at, subject in enumerate(rules.subjects):
        for index, rule in enumerate(subject.places):
            if rule.place not in rules.places_by_id:
                yield _describe_unknown(("subjects", at, "places", index, "place"), rule.place)


def _describe_unknown(path: tuple[str | int, ...], place_id: str) -> Contradiction:
    message = f"“{place_id}” is not the id of a place in this file"
    return Contradiction(path, message, place_id, ("places",))
