"""Finds wording that shuts people out of a job, or tells them nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.language.word_sets import words
from hiring.normalize import normalize
from hiring.wording.experience import find_impossible_years, find_too_many_years
from hiring.wording.people import describes_people
from hiring.wording.persons import is_in_full_name, names_somebody_before
from hiring.wording.prose import read_prose
from hiring.wording.quotes import choose_quote
from hiring.wording.rules import ABOUT_OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hiring.language.phrases import Phrase
    from hiring.wording.prose import Prose
    from hiring.wording.rules import Finder, Wording, WordingRule


_ANYBODY: Final = words(
    "adult adults crowd folk folks individual individuals man member members men people person "
    "persons professional professionals someone somebody woman women"
)
"""Names for people who may as well be the users of a system."""


_LONGEST_HEADING: Final = 4  # words of a heading without a colon


@dataclass(frozen=True)
class WordingRemark:
    """Words that a rule is about, as typed, and sometimes a sentence on these very words."""

    rule: WordingRule
    quote: str
    detail: str = ""


def find_wording(
    text: str, rules: Wording, title: str, today: date | None = None
) -> tuple[WordingRemark, ...]:
    """What a text says that shuts people out, in the order of the rules.

    A role can't be called anything else than its `title`, so nothing is said of its words. Without
    `today` nobody can tell whether a technology is old enough for the years that are wanted.
    """
    prose = read_prose(text)
    wanted = f" {normalize(title)} "
    remarks = [
        WordingRemark(finder.rule, prose.quote(*choose_quote(prose, first, last)))
        for finder in rules.finders
        for first, last in _find_spans(prose, finder, rules)
        if f" {normalize(prose.quote(first, last))} " not in wanted
    ]
    remarks += _find_years(prose, rules, today)
    return tuple(dict.fromkeys(remarks))


def _find_years(prose: Prose, rules: Wording, today: date | None) -> Iterator[WordingRemark]:
    """Experience that nobody has, else such as hardly any lead needs."""
    impossible = list(find_impossible_years(prose, rules, today) if today else ())
    by_id = {rule.id: rule for rule in rules.rules}
    if rule := by_id.get("impossible-years"):
        for first, last, technology in impossible:
            detail = f"{technology.name} has been around since {technology.since}."
            yield WordingRemark(rule, prose.quote(first, last), detail)
    if rule := by_id.get("too-many-years"):
        for first, last in find_too_many_years(prose, rules):
            if not any(start <= first < stop for start, stop, _ in impossible):
                yield WordingRemark(rule, prose.quote(first, last))


def _find_spans(prose: Prose, finder: Finder, rules: Wording) -> Iterator[tuple[int, int]]:
    """Where a rule's words are, in positions of keys, none overlapping another."""
    phrases, weak = finder.phrases.find_likely(prose), finder.weak.find_likely(prose)
    spans = [span for phrase, _ in phrases for span in phrase.find_all(prose)]
    spans += [
        (first, last)
        for phrase, _ in weak
        for first, last in phrase.find_all(prose)
        if not _has_context(prose, first, rules, ABOUT_OTHERS)
    ]
    spans += _find_people(prose, finder, rules)
    behind = -1
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first >= behind and _counts(prose, first, last, finder, rules):
            behind = last
            yield first, last


def _find_people(prose: Prose, finder: Finder, rules: Wording) -> Iterator[tuple[int, int]]:
    heads = frozenset(rules.words.get(finder.rule.heads, ()))
    for first, last in finder.people.find_all(prose):
        is_about_others = _has_context(prose, first, rules, ABOUT_OTHERS)
        names = heads - _ANYBODY if is_about_others else heads
        if describes_people(prose, first, last, names, rules.adjectives):
            yield first, last


def _counts(prose: Prose, first: int, last: int, finder: Finder, rules: Wording) -> bool:
    """Whether the words are meant in the rule's sense."""
    if last - first == 1 and is_in_full_name(prose, first):
        return False
    if finder.rule.unless_named and (
        prose.is_acronym(first)
        or names_somebody_before(prose, first, frozenset(rules.words.get("somebody", ())))
    ):
        return False
    if finder.rule.not_in:
        marked = prose.mark_found(first, last)
        if any(
            any(phrase.find_all(marked))
            for name in finder.rule.not_in
            for phrase in rules.surrounding_phrases[name]
        ):
            return False
    if _has_context(prose, first, rules, finder.rule.unless):
        return False
    if _is_under_heading(prose, first, rules, finder.rule.unless_under):
        return False
    return not _overlaps(prose, first, last, finder.never)


def _has_context(prose: Prose, at: int, rules: Wording, names: Iterable[str]) -> bool:
    """Whether the sentence that a key stands in has one of these contexts."""
    sentence = prose.find_sentence(at)
    return any(any(rules.context_phrases[name].find_near(prose, *sentence)) for name in names)


def _is_under_heading(prose: Prose, at: int, rules: Wording, names: Iterable[str]) -> bool:
    """Whether the next heading above has one of these contexts.

    A heading ends with a colon; a line of a few words is one if it begins with such a context.
    """
    phrases = [rules.context_phrases[name] for name in names]
    for first, last in reversed([span for span in prose.sentences if phrases and span[1] <= at]):
        if first < last and prose.keys[last - 1] == ":":
            return any(any(phrase.find_near(prose, first, last)) for phrase in phrases)
        is_short = first < last <= first + _LONGEST_HEADING
        if is_short and any(phrase.is_at(prose, first) for phrase in phrases):
            return True
    return False


def _overlaps(prose: Prose, first: int, last: int, phrases: Iterable[Phrase]) -> bool:
    """Whether one of the phrases is at these keys; it may begin in the sentence before."""
    begin, _ = prose.find_sentence_before(first)
    _, end = prose.find_sentence(first)
    return any(
        start < last and first < stop
        for phrase in phrases
        for start, stop in phrase.find_near(prose, begin, end)
    )
