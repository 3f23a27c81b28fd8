"""One interviewer's scorecard: ratings, evidence, and what it must not lack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Field = TypeVar("Field")


class Rating(StrEnum):
    """Four points without a neutral middle, by the names of ATS interchange formats.

    The codes are what is stored and what forms submit. They are equally long, as is NOT_RATED,
    so that the size of what is stored doesn't tell which one was chosen.
    """

    DEFINITELY_NO = "RATING_1"
    NO = "RATING_2"
    YES = "RATING_3"
    STRONG_YES = "RATING_4"

    @property
    def in_favour(self) -> bool:
        """On which side of the missing middle it is."""
        return self in {Rating.YES, Rating.STRONG_YES}


NOT_RATED: Final = "RATING_0"
"""What a form submits, and a draft holds, where no rating was chosen."""

FORMER_CODES: Final[Mapping[str, str]] = {
    "DEFINITELY_NO": Rating.DEFINITELY_NO.value,
    "NO": Rating.NO.value,
    "YES": Rating.YES.value,
    "STRONG_YES": Rating.STRONG_YES.value,
    "NOT_ASSESSED": NOT_RATED,
}
"""The codes of different lengths that were stored before, and that forms opened then submit."""


def replace_former_codes(fields: Mapping[str, Field]) -> dict[str, Field | str]:
    """The fields of a scorecard's form, by block_id, with the present codes of ratings."""
    return {
        name: FORMER_CODES.get(field, field)
        if isinstance(field, str) and (name == "overall" or name.startswith("rating/"))
        else field
        for name, field in fields.items()
    }


Overall: TypeAlias = Rating
"""An overall rating is on the same scale as an attribute's; it is never "not assessed"."""


@dataclass(frozen=True, slots=True)
class AttributeRating:
    """An attribute (its id in the role's list) with the evidence for its rating."""

    attribute: str
    rating: Rating
    evidence: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One interviewer's scorecard. What isn't in `ratings` was not assessed.

    `red_flags` are ids of the role's. `probe_next` is the one field that is not sealed: questions
    that later interviewers read now. Texts are as typed, and empty if nothing was.
    """

    ratings: tuple[AttributeRating, ...]
    overall: Overall
    reason: str
    red_flags: tuple[str, ...] = ()
    probe_next: str = ""
    change_mind: str = ""
    """What would change the author's mind."""

    def rated(self, attribute: str) -> AttributeRating | None:
        """The rating of an attribute; None if it was not assessed."""
        return next((rating for rating in self.ratings if rating.attribute == attribute), None)


def find_problems(scorecard: Scorecard) -> dict[str, str]:
    """What a scorecard lacks: a sentence by `ratings`, `reason` or `evidence/<attribute id>`."""
    errors = {
        f"evidence/{rating.attribute}": "Write a line of evidence for this rating."
        for rating in scorecard.ratings
        if not rating.evidence.strip()
    }
    if not scorecard.ratings:
        errors["ratings"] = "Rate at least one attribute, with a line of evidence."
    if len({rating.attribute for rating in scorecard.ratings}) != len(scorecard.ratings):
        errors["ratings"] = "Rate each attribute once."
    if not scorecard.reason.strip():
        errors["reason"] = "Write the reason for your overall rating."
    return errors
