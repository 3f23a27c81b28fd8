"""Wording that shuts people out, as `wording.yml` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from hiring.guide.content_model import ContentModel, Label, Remark, Slug, WholeNumber
from hiring.guide.sources import SourceIds
from hiring.wording.phrases import PhraseError, compile_any, compile_phrase

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

from hiring.wording.phrases import Phrase

Phrases = tuple[Annotated[str, Field(min_length=1, max_length=600)], ...]
_Name = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]


class WordingRule(ContentModel):
    """A kind of wording: whom it shuts out and why, and what to write instead.

    `phrases` are what it is found by. `people` are adjectives, which count only where they describe
    people. Neither counts in a sentence with a context of `unless`, nor without one of `only`, nor
    where it overlaps a phrase of `never`. `heads` is the list of what those adjectives describe.
    """

    entry_key = "id"

    id: Slug
    group: Label
    reason: Remark
    better: Remark
    sources: SourceIds = ()
    phrases: Phrases = ()
    people: Phrases = ()
    heads: _Name = "person"
    only: tuple[_Name, ...] = ()
    unless: tuple[_Name, ...] = ()
    never: Phrases = ()


class Technology(ContentModel):
    """A technology, what it is called, and the year in which the public could first use it."""

    entry_key = "name"

    name: Label
    names: Phrases
    since: Annotated[WholeNumber, Field(ge=1950, le=2100)]


@dataclass(frozen=True)
class Finder:
    """A rule, ready to be looked for."""

    rule: WordingRule
    phrases: Sequence[Phrase]
    people: re.Pattern[str] | None
    never: re.Pattern[str] | None


class Wording(ContentModel):
    """All of `wording.yml`."""

    words: Mapping[_Name, Phrases] = {}
    contexts: Mapping[_Name, Phrases] = {}
    most_years: Annotated[WholeNumber, Field(ge=1, le=60)] = 10
    technologies: tuple[Technology, ...] = ()
    generic: Mapping[_Name, Phrases] = {}
    rules: tuple[WordingRule, ...] = ()

    @model_validator(mode="after")
    def _read_all_phrases(self) -> Self:
        try:
            _ = self.finders, self.context_patterns
        except PhraseError as error:
            raise ValueError(str(error)) from None
        return self

    @cached_property
    def finders(self) -> Sequence[Finder]:
        """The rules in order, ready to be looked for. Raises PhraseError."""
        return tuple(
            Finder(
                rule,
                [compile_phrase(phrase, self.words) for phrase in rule.phrases],
                compile_any(rule.people, self.words) if rule.people else None,
                compile_any(rule.never, self.words) if rule.never else None,
            )
            for rule in self.rules
        )

    @cached_property
    def context_patterns(self) -> Mapping[str, re.Pattern[str]]:
        """By its name, what a context is recognised by. Raises PhraseError."""
        if missing := {rule.heads for rule in self.rules if rule.people} - set(self.words):
            raise PhraseError(f"No list is called “{min(missing)}”.")
        used = {name for rule in self.rules for name in (*rule.only, *rule.unless)}
        if missing := used - set(self.contexts):
            raise PhraseError(f"No context is called “{min(missing)}”.")
        return {name: compile_any(phrases, self.words) for name, phrases in self.contexts.items()}

    @cached_property
    def adjectives(self) -> re.Pattern[str]:
        """Adjectives that stand beside each other before a noun."""
        people = [phrase for rule in self.rules for phrase in rule.people]
        return compile_any([*people, *self.words.get("adjectives", ())], self.words)
