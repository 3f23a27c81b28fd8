"""Terms that make pay no gross, full-time pay of a year, and the years that a grant vests over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hiring.language.numbers import SMALL
from hiring.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.language.tokens import Token


class Unlike(StrEnum):
    """Why pay can't be compared with ranges of gross, full-time pay per year."""

    AFTER_TAX = "after tax"
    PART_TIME = "part time"
    LIMITED = "limited time"
    PROJECT = "project"


@dataclass(frozen=True)
class Vesting:
    """That equity is spread over `years`, None where nobody said how many."""

    years: Decimal | None


# All of these are matched against the keys of tokens, with a space between two: `4 - day week`.
_FEW: Final = r"(?:one|two|three|four|[1-4](?:\.5)?)"
_AT_WORK: Final = (
    r"(?:(?:in|at|from|of) )?(?:the )?(?:office|on ?- ?site|onsite|home|remote|wfh|hybrid)"
)
_MONTHS: Final = r"(?:months?|mos?|mths?)"
_CONTRACT: Final = r"(?:fixed|contracts?|interim|gig|engagement|assignment|cover|stint|temp)"
_UNLIKE: Final = {
    Unlike.AFTER_TAX: (
        r"(?<!\. )(?<!dot )\b(?:net|nett|netto)\b(?! (?:dev|eng|core|worth|new|framework))",
        r"\b(?:after|post) (?:- )?(?:all )?(?:the )?(?:tax|taxes|deductions)\b|\bposttax\b",
        r"\btake (?:- )?home\b|\btakehome\b|\bin (?:- )?hand\b|\binhand\b",
    ),
    Unlike.PART_TIME: (
        r"\bpro (?:- )?rat(?:a|ed)\b|\bprorat(?:a|ed)\b|\b(?:part|half) (?:- )?time(?:r)?\b",
        r"\bparttime\b|\bjob (?:- )?share\b|\bjobshare\b",
        r"\b0[.,][0-9]+ ?fte\b|\bhalf (?:an )?fte\b",
        r"(?<![0-9.])[1-9][0-9]? % (?:of )?(?:a )?(?:fte|time|workload|pensum|hours|schedule)\b",
        r"\bat [3-9][0-9] %(?! (?:bonus|variable|target|ote|equity))",
        rf"\b{_FEW} (?:- )?days? (?:(?:a|per|/|each|every) )?(?:week|wk|weekly)\b(?! {_AT_WORK})",
        rf"\( {_FEW} (?:- )?days? \)|\b[1-4]d / (?:week|wk|w)\b",
        r"\b(?:[1-9]|[12][0-9]|3[0-2]) ?(?:hours?|hrs?|h) (?:a|per|/) (?:week|wk)\b",
    ),
    Unlike.LIMITED: (
        r"\bfixed (?:- )?term\b|\bftc\b",
        rf"\b{_CONTRACT} (?:[a-z]+ ){{0,2}}(?!12 )[0-9a-z]+ ?(?:- )?{_MONTHS}\b",
        rf"\b(?!12 ?)[0-9a-z]+ ?(?:- )?(?:{_MONTHS}|m|weeks?) (?:- )?(?:long )?{_CONTRACT}\b",
        rf"\b(?:for|over) (?!12 )(?:[0-9]+|[a-z]+) (?:- )?(?:{_MONTHS}|weeks?)\b",
    ),
    Unlike.PROJECT: (
        r"\b(?:per|a|each|/) (?:project|deliverable|sprint|milestone|gig|assignment|engagement)\b",
        r"\bfor (?:the|this|one) (?:(?:whole|entire|full) )?project\b",
        r"\bfixed (?:- )?(?:fee|price)\b|\bproject (?:fee|rate)\b",
    ),
}
_UNLIKE_PATTERNS: Final = {
    unlike: re.compile("|".join(patterns)) for unlike, patterns in _UNLIKE.items()
}
_GROSS: Final = re.compile(r"\b(?:gross|brutto)\b|\b(?:before|pre) (?:- )?tax\b")
_OFFICE_BEFORE: Final = re.compile(r"(?:office|onsite|hybrid|remote|wfh|home)(?: [(:,])? $")

_SPELLED: Final = "|".join(word for word in SMALL if " " not in word)
_SPAN: Final = re.compile(
    rf"(?<![0-9.])\b(?P<number>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?|{_SPELLED})"
    r" ?(?:- )?(?P<unit>years?|yrs?|y|months?|mos?|mths?)\b"
    r"(?! (?:of )?(?:experience|experienced|exp|xp|old|tenure|ago|in|cliff|contract|fixed|notice))"
)
_OVER_FOUR: Final = re.compile(r"/ (?P<number>[2-9]|10)(?= |$)")
_VESTS: Final = re.compile(r"\b(?:vest|vests|vested|vesting|cliff)\b")
_MOST_YEARS: Final = 10


def _join(tokens: Iterable[Token]) -> str:
    return " ".join(
        f"{token.number} %" if token.kind is Kind.PERCENT else token.key for token in tokens
    )


def find_unlike(tokens: Iterable[Token]) -> Unlike | None:
    """Why the pay in a text can't be compared with the ranges, None where nothing says so."""
    text = _join(tokens)
    for unlike, pattern in _UNLIKE_PATTERNS.items():
        match = pattern.search(text)
        if match and not (unlike is Unlike.AFTER_TAX and _GROSS.search(text)):
            is_office = unlike is Unlike.PART_TIME and _OFFICE_BEFORE.search(text[: match.start()])
            if not is_office:
                return unlike
    return None


def find_vesting(tokens: Iterable[Token]) -> Vesting | None:
    """Over how many years the equity in a text is spread; None where it is of one year."""
    text = _join(tokens)
    for match in _SPAN.finditer(text):
        typed = match["number"]
        number = Decimal(SMALL[typed]) if typed in SMALL else Decimal(typed)
        years = number if match["unit"].startswith("y") else number / 12
        if 1 < years <= _MOST_YEARS:
            return Vesting(years.quantize(Decimal("0.01")).normalize())
    if slash := _OVER_FOUR.search(text):
        return Vesting(Decimal(slash["number"]))
    return Vesting(None) if _VESTS.search(text) else None
