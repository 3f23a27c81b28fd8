"""What somebody wants to see of a role's interviews, read from what they typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz, process

from hiring.language.help_words import asks_for_help
from hiring.normalize import normalize

if TYPE_CHECKING:
    from hiring.guide.interview import Interview, Stage

# How alike a misspelt name must be, of 100: "archtecture" and "leadreship" are, "salary" is not.
ALIKE = 75
LONGEST = 200
_SAYS_NOTHING = (
    "a all an and complete for full give in interview interviews me my of our overview plan "
    "please question questions round show stage stages the whole"
)
FILLERS = frozenset(_SAYS_NOTHING.split())
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("one first 1st", "two second 2nd", "three third 3rd", "four fourth 4th", "five fifth 5th"),
        start=1,
    )
    for word in words.split()
}


@dataclass(frozen=True)
class Plan:
    """All stages."""


@dataclass(frozen=True)
class HelpRequest:
    """What can be typed."""


@dataclass(frozen=True)
class AtStage:
    """One stage."""

    stage: Stage


@dataclass(frozen=True)
class NearStages:
    """No stage is called that; these are nearly."""

    typed: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class NoStage:
    """Nothing is called anything like that."""

    typed: str


InterviewQuery: TypeAlias = Plan | HelpRequest | AtStage | NearStages | NoStage


def parse(text: str, interview: Interview) -> InterviewQuery:
    """Read a number or a name; a name that is only nearly right is never guessed."""
    normalized = normalize(text[:LONGEST])
    if asks_for_help(text):
        return HelpRequest()
    named = {normalize(name): stage for stage in interview.stages for name in stage.names}
    words = [word for word in normalized.split() if word not in FILLERS]
    bare = " ".join(words)
    if stage := named.get(normalized) or named.get(bare) or _numbered(bare, interview):
        return AtStage(stage)
    if not words:
        return NoStage(text) if text.strip() and not normalized else Plan()
    near = process.extract(bare, list(named), scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=None)
    near_ids = {named[name].id for name, _, _ in near}
    stages = tuple(stage for stage in interview.stages if stage.id in near_ids)
    return NearStages(text, stages) if stages else NoStage(text)


def _numbered(bare: str, interview: Interview) -> Stage | None:
    number = int(bare) if len(bare) == 1 and bare in "123456789" else NUMBERS.get(bare, 0)
    return interview.stages[number - 1] if 0 < number <= len(interview.stages) else None
