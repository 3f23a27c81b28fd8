"""Years of experience that nobody can have, or that the work doesn't need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiring.language.numbers import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hiring.wording.prose import Prose
    from hiring.wording.rules import Technology, Wording

_SPELLED: Final = {word: int(value) for word, value in SMALL.items() if " " not in word}
_AMOUNT: Final = rf"(?:[0-9]{{1,2}}|{'|'.join(_SPELLED)})"
# "15+ years", "at least ten years", "10-12 yrs", "ten or more years", "a decade".
_YEARS: Final = re.compile(
    rf"(?<= )(?:(?P<least>{_AMOUNT}) (?:\+ )?(?:(?:-|to|or) (?:{_AMOUNT}|more) (?:\+ )?)?"
    r"(?:full |solid |long )?(?:years|yrs|year) |(?P<decades>a|one|two|three) (?:decade|decades) )"
)
_DECADES: Final = {"a": 10, "one": 10, "two": 20, "three": 30}
# What makes years those of a person's work, and what makes them others.
_EXPERIENCE: Final = re.compile(
    r" (?:experience|experienced|practice|expertise|background|hands|working|building|leading|"
    r"using|track|seniority|career|industry|professional|developing|in|with|of|as) "
)
_OTHERS_BEFORE: Final = re.compile(
    r" (?:(?:in|over|within|during|for|of) the (?:last|past|next|coming|first)|after|within|every|"
    r"(?:we|team|company|founders?|colleagues|engineers|leadership|cto|ceo|customers|firm|bank|"
    r"product|who|which|that|partners?) (?:each |all |now |together )?"
    r"(?:have|has|had|bring|brings|with|share|combine|combines|look back on))"
    r"(?: (?:a|the|over|more|than|some|about|combined|total|of|almost|nearly))* $"
)
_OTHERS_BEHIND: Final = re.compile(
    r" (?:old|ago|(?:worth )?of (?:data|history|logs|records|images|recordings|runway|"
    r"archives?|growth|operation|footage|sales|transactions|weather|prices|satellite|medical|"
    r"market)|retention|warranty|of combined|combined|vesting|roadmap|plan|horizon|contract|"
    r"lease|forecast) "
)
_BEHIND: Final = 14  # words behind the years among which a technology is looked for
_BEFORE: Final = 6


def find_impossible_years(
    prose: Prose, rules: Wording, today: date
) -> Iterator[tuple[int, int, Technology]]:
    """Where more years are wanted than a technology is old, in positions of keys."""
    for first, last, years in _find_years(prose):
        begin, end = prose.find_sentence(first)
        for technology, phrase in rules.technology_phrases:
            if years <= today.year - technology.since:
                continue
            near = phrase.find_near(prose, max(begin, first - _BEFORE), min(end, last + _BEHIND))
            if span := next(near, None):
                yield min(first, span[0]), max(last, span[1]), technology
                break


def find_too_many_years(prose: Prose, rules: Wording) -> Iterator[tuple[int, int]]:
    """Where so many years of experience are wanted as hardly any lead needs."""
    for first, last, years in _find_years(prose):
        if years >= rules.most_years:
            yield first, last


def _find_years(prose: Prose) -> Iterator[tuple[int, int, int]]:
    """Years of somebody's experience: where they stand, and how many at least."""
    for match in _YEARS.finditer(prose.joined):
        first, last = prose.find_keys(match.start(), match.end())
        least = match["least"]
        years = _DECADES[match["decades"]] if least is None else _SPELLED.get(least) or int(least)
        begin, end = prose.find_sentence(first)
        before = prose.join(begin, first) if first > begin else " "
        behind = prose.join(last, min(end, last + 8)) if last < end else " "
        is_others = _OTHERS_BEFORE.search(before) or _OTHERS_BEHIND.match(behind)
        if not is_others and _EXPERIENCE.search(before + behind):
            yield first, last, years
