"""Finds wording that shuts people out of a job, or tells them nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiring.normalize import normalize
from hiring.wording.people import describes_people
from hiring.wording.prose import read_prose

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

    from hiring.wording.prose import Prose
    from hiring.wording.rules import Finder, Wording, WordingRule


@dataclass(frozen=True)
class WordingRemark:
    """Words that a rule is about, as typed."""

    rule: WordingRule
    quote: str


def find_wording(
    text: str,
    rules: Wording,
    title: str,
    today: date | None = None,  # noqa: ARG001 - soon
) -> tuple[WordingRemark, ...]:
    """What a text says that shuts people out, in the order of the rules.

    A role can't be called anything else than its `title`, so nothing is said of its words. Without
    `today` nobody can tell whether a technology is old enough for the years that are wanted.
    """
    prose = read_prose(text)
    wanted = f" {normalize(title)} "
    remarks = []
    for finder in rules.finders:
        quotes = dict.fromkeys(
            prose.quote(first, last) for first, last in _find_spans(prose, finder, rules)
        )
        remarks += [
            WordingRemark(finder.rule, quote)
            for quote in quotes
            if f" {normalize(quote)} " not in wanted
        ]
    return tuple(remarks)


def _find_spans(prose: Prose, finder: Finder, rules: Wording) -> Iterator[tuple[int, int]]:
    """Where a rule's words are, in positions of keys, none overlapping another."""
    spans = [span for phrase in finder.phrases for span in phrase.find_all(prose)]
    spans += _find_people(prose, finder, rules)
    behind = -1
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first >= behind and _counts(prose, first, last, finder, rules):
            behind = last
            yield first, last


def _find_people(prose: Prose, finder: Finder, rules: Wording) -> Iterator[tuple[int, int]]:
    if finder.people is None:
        return
    heads = frozenset(rules.words[finder.rule.heads])
    for match in finder.people.finditer(prose.joined):
        first, last = prose.find_keys(match.start(), match.end())
        if describes_people(prose, first, last, heads, rules.adjectives):
            yield first, last


def _counts(prose: Prose, first: int, last: int, finder: Finder, rules: Wording) -> bool:
    """Whether the words are meant in the rule's sense."""
    sentence = prose.join(*prose.find_sentence(first))
    if any(rules.context_patterns[name].search(sentence) for name in finder.rule.unless):
        return False
    if finder.rule.only and not any(
        rules.context_patterns[name].search(sentence) for name in finder.rule.only
    ):
        return False
    return not (finder.never and _overlaps(prose, first, last, finder.never))


def _overlaps(prose: Prose, first: int, last: int, never: re.Pattern[str]) -> bool:
    start, end = prose.starts[first], prose.starts[last - 1] + len(prose.keys[last - 1])
    return any(
        match.start() < end and start < match.end() for match in never.finditer(prose.joined)
    )
