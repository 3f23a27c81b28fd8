"""Wording that shuts people out, as `wording.yml` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from hiring.guide.content_model import ContentModel, Label, Remark, Slug, WholeNumber
from hiring.guide.sources import SourceIds
from hiring.language.phrases import Phrase, PhraseError, PhraseIndex, PhraseReader
from hiring.wording.prose import PROSE, WIDE_PROSE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

Phrases = tuple[Annotated[str, Field(min_length=1, max_length=2000)], ...]
ABOUT_OTHERS = ("system", "benefit")
"""The contexts of sentences that are not about an applicant."""
_Name = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]


class WordingRule(ContentModel):
    """A kind of wording: whom it shuts out and why, and what to write instead.

    `phrases` are what it is found by; `weak` ones count only in a sentence that is about no
    system and no benefit. `people` are adjectives, which count only where they describe
    people, whose names are the list `heads`. None of them counts in a sentence with a context
    of `unless`, nor in one of the `surroundings` of `not_in`, nor where it overlaps a phrase
    of `never`, nor as a part of somebody's name; with `unless_named`, nor after a name or as
    an acronym (HER), nor under a heading with a context of `unless_under`, such as "Nice to
    have:". `may_be_unlawful`: where a law or an authority's guidance is among its sources, the
    words themselves may be.
    """

    entry_key = "id"

    id: Slug
    group: Label
    reason: Remark
    better: Remark
    sources: SourceIds = ()
    may_be_unlawful: bool = True
    phrases: Phrases = ()
    weak: Phrases = ()
    people: Phrases = ()
    heads: _Name = "person"
    unless: tuple[_Name, ...] = ()
    not_in: tuple[_Name, ...] = ()
    unless_under: tuple[_Name, ...] = ()
    unless_named: bool = False
    never: Phrases = ()


class Technology(ContentModel):
    """A technology, what it is called, and the year in which the public could first use it."""

    entry_key = "name"

    name: Label
    names: Phrases
    since: Annotated[WholeNumber, Field(ge=1950, le=2100)]


class Generic(ContentModel):
    """Words of requirements that could be anybody's.

    `asks` are words such as "experience", `subjects` those that name no technology, and `fillers`
    whatever else may be in such a sentence. `claims` and `strengths` are words of abilities that
    anyone says of themselves, “a strong communicator”; the latter alone are none. `claim_reason`
    and `claim_better` are what is said of those.
    """

    asks: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    strengths: frozenset[str] = frozenset()
    claim_reason: Remark | None = None
    claim_better: Remark | None = None

    def names_nothing(self, words: AbstractSet[str]) -> bool:
        """Whether words name a subject, and none that tells more."""
        return bool(words & self.subjects) and not words - self.subjects - self.fillers - self.asks

    def is_claim(self, words: AbstractSet[str]) -> bool:
        """Whether words name an ability that anyone claims, and neither evidence nor a subject."""
        left = words - self.claims - self.strengths - self.fillers - self.asks
        return bool(words & self.claims) and not left


@dataclass(frozen=True)
class Finder:
    """A rule, ready to be looked for."""

    rule: WordingRule
    phrases: PhraseIndex
    weak: PhraseIndex
    people: Phrase
    never: Sequence[Phrase]


class Wording(ContentModel):
    """All of `wording.yml`."""

    words: Mapping[_Name, Phrases] = {}
    contexts: Mapping[_Name, Phrases] = {}
    surroundings: Mapping[_Name, Phrases] = {}
    most_years: Annotated[WholeNumber, Field(ge=1, le=60)] = 10
    technologies: tuple[Technology, ...] = ()
    generic: Generic = Generic()
    rules: tuple[WordingRule, ...] = ()

    @model_validator(mode="after")
    def _read_all_phrases(self) -> Self:
        try:
            _ = self.finders, self.context_phrases, self.technology_phrases
            _ = self.surrounding_phrases
        except PhraseError as error:
            raise ValueError(str(error)) from None
        return self

    @cached_property
    def reader(self) -> PhraseReader:
        """Reads phrases, in which its lists can be named."""
        return PhraseReader(PROSE, self.words)

    @cached_property
    def wide_reader(self) -> PhraseReader:
        """Reads phrases in which up to 15 words may be where three points are."""
        return PhraseReader(WIDE_PROSE, self.words)

    @cached_property
    def finders(self) -> Sequence[Finder]:
        """The rules in order, ready to be looked for. Raises PhraseError."""
        return _read_rules(self.rules, tuple(self.words.items()))

    @cached_property
    def context_phrases(self) -> Mapping[str, Phrase]:
        """By its name, what a context is recognised by. Raises PhraseError."""
        if missing := {rule.heads for rule in self.rules if rule.people} - set(self.words):
            raise PhraseError(f"No list is called “{min(missing)}”.")
        used = {name for rule in self.rules for name in (*rule.unless, *rule.unless_under)}
        used |= set(ABOUT_OTHERS) if any(rule.weak for rule in self.rules) else set()
        if missing := used - set(self.contexts):
            raise PhraseError(f"No context is called “{min(missing)}”.")
        return {name: self.reader.read(phrases) for name, phrases in self.contexts.items()}

    @cached_property
    def surrounding_phrases(self) -> Mapping[str, Sequence[Phrase]]:
        """By its name, what stands around words that mean no harm. Raises PhraseError."""
        used = {name for rule in self.rules for name in rule.not_in}
        if missing := used - set(self.surroundings):
            raise PhraseError(f"No surroundings are called “{min(missing)}”.")
        return {
            name: [self.wide_reader.read([phrase]) for phrase in phrases]
            for name, phrases in self.surroundings.items()
        }

    @cached_property
    def technology_phrases(self) -> Sequence[tuple[Technology, Phrase]]:
        """What each technology is called."""
        return [(each, self.reader.read(each.names)) for each in self.technologies]

    @cached_property
    def adjectives(self) -> Phrase:
        """Adjectives that stand beside each other before a noun."""
        people = [phrase for rule in self.rules for phrase in rule.people]
        return self.reader.read([*people, *self.words.get("adjectives", ())])


@lru_cache(maxsize=4)
def _read_rules(
    rules: tuple[WordingRule, ...], lists: tuple[tuple[str, Phrases], ...]
) -> Sequence[Finder]:
    """Rules ready to be looked for. They have 1,500 phrases, so the same ones are read once."""
    reader, wide_reader = PhraseReader(PROSE, dict(lists)), PhraseReader(WIDE_PROSE, dict(lists))
    return tuple(
        Finder(
            rule,
            PhraseIndex((reader.read([phrase]), rule.id) for phrase in rule.phrases),
            PhraseIndex((reader.read([phrase]), rule.id) for phrase in rule.weak),
            reader.read(rule.people),
            [wide_reader.read([phrase]) for phrase in rule.never],
        )
        for rule in rules
    )
