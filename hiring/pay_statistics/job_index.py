"""What the names of jobs mean in pay statistics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from hiring.language import lexicon
from hiring.language.job_mentions import JobVocabulary
from hiring.normalize import normalize
from hiring.pay_statistics.figures import SurveyKind
from hiring.pay_statistics.query import AskedJob, NearJob

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from hiring.pay_statistics.figures import Job
    from hiring.pay_statistics.occupations import Occupations, WithoutOccupation
    from hiring.pay_statistics.surveys import PayStatistics

_LEADING: Final = (
    *("{} manager", "head of {}", "{} head", "VP {}", "VP of {}", "vice president {}"),
    *(
        "vice president of {}",
        "SVP {}",
        "SVP of {}",
        "director of {}",
        "{} director",
        "director {}",
    ),
    *("manager of {}", "chief {} officer", "{} leader", "{} team lead"),
)
"""How people call those who lead a kind of work."""
_LEAD: Final = "{} lead"
_LEAST_ALIKE: Final = 70
"""Percent, for a job to be offered in the place of an unknown title."""
_MOST_NEAR: Final = 3
_SHORT: Final = 2
"""Letters of an abbreviation that may well mean something else."""


@dataclass(frozen=True)
class RoleJob:
    """A role of the content: its id and title, all its names, and codes of its occupations."""

    id: str
    title: str
    names: tuple[str, ...]
    codes: tuple[str, ...]


class JobIndex:
    """The jobs of all surveys by their names. Nothing is read before a name is wanted."""

    def __init__(
        self, statistics: PayStatistics, occupations: Occupations, roles: Sequence[RoleJob]
    ) -> None:
        self._statistics = statistics
        self.occupations = occupations
        self._roles = roles

    @cached_property
    def by_key(self) -> Mapping[str, AskedJob]:
        """Every job by its key."""
        own = {job.name: AskedJob(job.name, job.name, self._find_own(job)) for job in self._own}
        roles = {
            role.id: AskedJob(
                role.id,
                role.title,
                self._statistics.find_jobs(role.names, role.codes),
                is_role=True,
            )
            for role in self._roles
        }
        return {**self._by_code, **own} | {key: role for key, role in roles.items() if role.jobs}

    @cached_property
    def _by_code(self) -> Mapping[str, AskedJob]:
        """The occupations of official statistics, with what a company has under their codes."""
        return {
            job.code: AskedJob(job.code, job.name, self._statistics.find_jobs(codes=[job.code]))
            for job in self.official
        }

    @cached_property
    def written(self) -> Mapping[str, AskedJob]:
        """Every job by its key as a button carries it."""
        return {normalize(key): job for key, job in self.by_key.items()}

    @cached_property
    def by_name(self) -> Mapping[str, AskedJob | WithoutOccupation]:
        """What each name means, normalized: a role, a company's own job, or an occupation."""
        known = {**self._official_names}
        for name, own in self._list_own_names():
            official = known.get(normalize(name))
            # An occupation of that name has the company's own job as well.
            if not (isinstance(official, AskedJob) and own.jobs[0] in official.jobs):
                known[normalize(name)] = own
        known |= {normalize(name): role for name, role in self._list_role_names()}
        known |= self._by_code
        known.pop("", None)
        return known

    @cached_property
    def _official_names(self) -> Mapping[str, AskedJob | WithoutOccupation]:
        """What each name means in official statistics, normalized."""
        known: dict[str, AskedJob | WithoutOccupation] = {}
        for name, meaning in self._list_official_names():
            known.setdefault(normalize(name), meaning)
        for name, meaning in self._list_leaders(known.keys()):
            known.setdefault(normalize(name), meaning)
        return known

    @cached_property
    def vocabulary(self) -> JobVocabulary:
        """The names as a sentence is searched for them."""
        names = self.by_name.keys()
        return JobVocabulary(frozenset(names), frozenset(filter(_is_doubtful, names)))

    def find_near(self, typed: str) -> tuple[AskedJob, ...]:
        """Jobs with a name like an unknown title, the most alike first."""
        alike = process.extract(
            normalize(typed),
            self._long_names,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_LEAST_ALIKE,
            limit=_MOST_NEAR * 4,
        )
        jobs = [self.by_name[name] for name, _, _ in alike]
        found_jobs = dict.fromkeys(job for job in jobs if isinstance(job, AskedJob))
        return tuple(found_jobs)[:_MOST_NEAR]

    def list_near(self, title: WithoutOccupation) -> tuple[NearJob, ...]:
        """The jobs that come near to a title without an occupation, the nearest first."""
        near = ((self.by_key.get(each.code), each.why) for each in title.near)
        return tuple(NearJob(job, why) for job, why in near if job)

    def find_without_occupation(self, own: AskedJob) -> WithoutOccupation | None:
        """What is known of a company's own title that no official occupation has."""
        meaning = self._official_names.get(normalize(own.key))
        return None if isinstance(meaning, AskedJob) else meaning

    def list_counted_alike(self, job: AskedJob) -> tuple[AskedJob, ...]:
        """A company's own titles that official statistics count as the same occupation."""
        codes = {each.code for each in job.jobs if each.code}
        own = [self.by_key[each.name] for each in self._own if each.name in self.by_key]
        return tuple(
            dict.fromkeys(
                each
                for each in own
                if each.key != job.key and any(meant.code in codes for meant in each.jobs[1:])
            )
        )

    @cached_property
    def _long_names(self) -> Sequence[str]:
        return [name for name in self.by_name if len(name) > _SHORT + 1]

    @cached_property
    def official(self) -> tuple[Job, ...]:
        """The occupations of official statistics."""
        return tuple(
            job
            for table in self._statistics.tables
            if table.survey.kind is SurveyKind.OFFICIAL
            for job in table.jobs
        )

    @cached_property
    def _own(self) -> tuple[Job, ...]:
        official = frozenset(self.official)
        return tuple(job for job in self._statistics.jobs if job not in official)

    def _find_own(self, job: Job) -> tuple[Job, ...]:
        """A company's own job, then the occupation of its code, else the one that its title means.

        Where the company has no figures of its own for a place, statistics then have some.
        """
        coded = [each for each in self.official if job.code and each.code == job.code]
        meant = self._official_names.get(normalize(job.name))
        named = meant.jobs if isinstance(meant, AskedJob) and not coded else ()
        return tuple(dict.fromkeys((job, *coded, *named)))

    def _list_official_names(self) -> Iterator[tuple[str, AskedJob | WithoutOccupation]]:
        entries = {entry.code: entry for entry in self.occupations.occupations}
        for job in self.official:
            meaning = self._by_code[job.code]
            yield job.name, meaning
            for title in entries[job.code].titles if job.code in entries else ():
                for name in list_numbers(title):
                    yield name, meaning
        for other in self.occupations.without_occupation:
            for title in (other.title, *other.also):
                for name in list_numbers(title):
                    yield name, other

    def _list_leaders(self, known: AbstractSet[str]) -> Iterator[tuple[str, AskedJob]]:
        for entry in self.occupations.occupations:
            for work in entry.leads if entry.code in self._by_code else ():
                # A QA lead tests, where a marketing lead manages.
                patterns = _LEADING if normalize(work) in known else (*_LEADING, _LEAD)
                for pattern in patterns:
                    for name in list_numbers(pattern.format(work)):
                        yield name, self._by_code[entry.code]

    def _list_own_names(self) -> Iterator[tuple[str, AskedJob]]:
        for job in self._own:
            for name in list_numbers(job.name):
                yield name, self.by_key[job.name]

    def _list_role_names(self) -> Iterator[tuple[str, AskedJob]]:
        for role in self._roles:
            for title in role.names if role.id in self.by_key else ():
                for name in list_numbers(title):
                    yield name, self.by_key[role.id]


def list_numbers(title: str) -> tuple[str, ...]:
    """A title in the singular and the plural."""
    first, of, rest = title.partition(" of ")
    words = first.split(" ")
    plural = _write_plural(words[-1])
    return title, f"{' '.join([*words[:-1], plural])}{of}{rest}"


def _write_plural(word: str) -> str:
    lower = word.lower()
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if lower.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _is_doubtful(name: str) -> bool:
    """Whether a name is a short abbreviation, or a word that a sentence may hold anyway."""
    return " " not in name and (len(name) <= _SHORT or lexicon.is_everyday(name))
