"""What stands for a job and is none that is known: `recruiter vs wizard`, `foo bar austin`.

An answer names it. It must not be read as the role that was looked at last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiring.language.job_mentions import JobMention
    from hiring.language.reading import Reading
    from hiring.pay_statistics.query import PayQuestion

_COMPARES: Final = re.compile(
    r"\s*\b(?:vs?\.?|versus|or|and|against|compared (?:to|with))\s+(?:an?\s+)?", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W_]+")
_ARTICLES: Final = words("a an")
_LEADS_IN: Final = words("a an the of for") | lexicon.PAY
_BEFORE_PLACES: Final = words("in near at around")
_FOLLOWS: Final = words("make makes earn earns cost costs get gets paid in near")


@dataclass(frozen=True)
class UnknownJob:
    """A title that nothing is known of, as typed, and where it begins."""

    typed: str
    start: int


def leave_out(question: PayQuestion, typed: Iterable[str]) -> PayQuestion:
    """The question, with names that have no figures, for its answer to say so."""
    pieces = tuple(f"{each} (I have no figures for it)" for each in typed)
    return replace(question, left_out=(*question.left_out, *pieces))


def find_unknown_jobs(
    text: str, jobs: Sequence[JobMention], reading: Reading, *, has_role: bool
) -> tuple[UnknownJob, ...]:
    """What is compared with a known job, or with the role, whose name isn't in the text."""
    sides = [(job.start, job.end) for job in jobs] or ([(0, 0)] if has_role else [])
    unknown = [(place.start, place.end) for place in reading.places if not place.names]
    return tuple(
        UnknownJob(text[start:end], start)
        for start, end in sorted({*_list_runs(text, reading), *unknown})
        if any(_is_compared(text, side, (start, end)) for side in sides)
    )


def find_unknown_job(text: str, reading: Reading) -> UnknownJob | None:
    """What a text without a known job is about: `foo bar austin`, `what does a foo bar earn`."""
    known = [(place.start, place.end) for place in reading.places]
    known += [(amount.start, amount.end) for amount in reading.amounts]
    for start, end in _list_runs(text, reading):
        before, after = _list_words(text, 0, start), _list_words(text, end, len(text))
        others = _list_words(_blank_out(text, known), end, len(text))
        is_explained = text[end:].lstrip().startswith("(")  # `auld reekie (edinburgh)`
        is_first = bool(known) and not is_explained and _LEADS_IN.issuperset(before)
        is_first = is_first and _BEFORE_PLACES.issuperset(others)
        is_asked = _ARTICLES.issuperset(before[-1:]) and _FOLLOWS.issuperset(after[:1])
        if is_first or (before and after and is_asked):
            return UnknownJob(text[start:end], start)
    return None


def _list_words(text: str, start: int, end: int) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(text[start:end])]


def _blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _list_runs(text: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """Words beside each other that nothing was read from: where each run begins and ends."""
    runs: list[tuple[int, int]] = []
    for start, word in reading.left_over:
        end = start + len(word)
        if runs and text[runs[-1][1] : start].isspace():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    yield from runs


def _is_compared(text: str, side: tuple[int, int], run: tuple[int, int]) -> bool:
    """Whether nothing but a word of comparison stands between both."""
    (_, end), (start, _) = sorted((side, run))
    return _COMPARES.fullmatch(text, end, start) is not None
