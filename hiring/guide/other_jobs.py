"""A job that a text names and that no role is about, and which roles are nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.guide.words import GRAMMAR
from hiring.language.reading import Vocabulary, read
from hiring.language.word_sets import words
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.guide.role import Role
    from hiring.language.gazetteer import Gazetteer

_TOPICS: Final = words(
    """
    red flag flags mistake mistakes common question questions interview interviews posting jd job
    description salary pay role kit process plan duties skills help details guide stages
    """
)
"""What may be asked of a job that is named."""
_LEADS_IN: Final = _TOPICS | words(
    "a an the for of about hire hiring new our my senior junior write"
)
_MOST_WORDS: Final = 30
"""More of them are no job and place, but a posting that somebody wrote elsewhere."""
_MOST_AFTER: Final = 3
"""Words after a job that open a text; with more, it is a sentence in which a job occurs."""
_HEAD_COUNTS: Final = 1.5
"""What the last word of a job counts, beside one for each other word: “manager”, “engineer”."""


@dataclass(frozen=True)
class OtherJob:
    """A job as typed, and the text without it."""

    typed: str
    rest: str


def find_other_job(text: str, places: Gazetteer, *, is_certain: bool) -> OtherJob | None:
    """The job that a text is about; None where it names none, or only in passing.

    `is_certain`: only where the text names nothing but the job and what is wanted of it, because a
    role is known that it may be about.
    """
    if len(text.split()) > _MOST_WORDS:
        return None
    title = read(text, Vocabulary(places)).other_title
    if title is None:
        return None
    before = normalize(text[: title.start]).split()
    after = normalize(text[title.end :]).split()
    if not _LEADS_IN.issuperset(before) or (title.typed.endswith("s") and after):
        return None
    if is_certain and not _TOPICS.issuperset(after):
        return None
    if len(after) > _MOST_AFTER or not GRAMMAR.isdisjoint(after[:1]):
        return None
    lead = len(before)
    while lead and before[lead - 1] in _LEADS_IN - _TOPICS:
        lead -= 1
    return OtherJob(title.typed, " ".join((*before[:lead], *after)))


def sort_by_nearness(roles: Iterable[Role], job: str) -> Sequence[Role]:
    """The roles, those first whose names share most with a job; all in their order if none does."""
    return sorted(roles, key=lambda role: -max(_count_shared(name, job) for name in role.names))


def is_near(role: Role, job: str) -> bool:
    """Whether any of a role's names shares a word with a job."""
    return any(_count_shared(name, job) for name in role.names)


def _count_shared(name: str, job: str) -> float:
    of_name, of_job = normalize(name).split(), normalize(job).split()
    shared = set(of_job) & set(of_name) - GRAMMAR
    return len(shared) + (_HEAD_COUNTS - 1) * (of_job[-1:] == of_name[-1:])
