"""Finds the names of roles in a text, also in plural and with a slip of the keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from hiring.guide.words import GRAMMAR
from hiring.language.word_sets import words
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from hiring.guide.role import Role

LONGEST: Final = 2_000
"""Characters in which roles are looked for."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_SHORT_NAME: Final = 3
"""Letters of a name such as “EM”, which in small letters may mean something else (“ask em”)."""
_BESIDE_SHORT: Final = words("or vs versus a an")
_SLIPS_FROM, _TWO_SLIPS_FROM = 4, 9  # letters of a word
_LEAST_LETTERS: Final = 8
"""Letters of a name that may be misspelt: “a lead” is no slip of “AI lead”."""
_OTHER_JOB: Final = words(
    """
    manager managers director directors intern interns internship assistant assistants architect
    architects recruiter recruiters consultant consultants coach analyst analysts trainee advocate
    advocates evangelist evangelists relations
    """
)
"""What makes another job of the name before it: “tech lead manager”."""
_IN_TEST: Final = ("in", "test")
"""Testers are engineers “in test”."""
_FIELDS: Final = words("science engineering development")
"""Where a name ends so, it is the field rather than somebody in it: “data science”."""
_LED: Final = words("of vp director chief vice")
"""Before a field, what makes a leader's title of it: “head of data science”."""
_OF_FIELD: Final = words(
    "lead leads leader leaders head heads officer team teams group department org organisation"
    " organization people"
)
"""After a field, those who lead it or are in it: “the data science team”."""


_TOPICS: Final = words(
    """
    red flag flags mistake mistakes common question questions interview interviews posting jd job
    description salary pay role roles stage stages kit process plan duties skills responsibilities
    details help
    """
)
"""What may follow a short name, or come before it: “staff red flags”, “questions for a lead”."""
_BESIDE: Final = words(
    "or vs versus and between to than from with compare compared rather instead of not is are"
    " hire need better first"
)
_VERSUS: Final = words("or vs versus and than between compare compared difference")
_BEFORE_LAST: Final = words("for about")
_ARTICLES: Final = words("a an the")


@dataclass(frozen=True)
class Word:
    """A word of a text: normalized, as typed, and where it is."""

    key: str
    typed: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """A role named in a text: from the word `first` up to, but not with, the word `last`.

    `slip_of` are the roles of which the words may be a misspelt name; empty where they are a name.
    """

    role: Role
    first: int
    last: int
    is_plural: bool = False
    slip_of: tuple[Role, ...] = ()


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text, each as `normalize` reads it."""
    return tuple(
        Word(key, match.group(), match.start(), match.end())
        for match in _WORD.finditer(text[:LONGEST])
        if (key := normalize(match.group())) and " " not in key
    )


def find_mentions(typed: Sequence[Word], roles: Iterable[Role]) -> list[Mention]:
    """The roles that are named, in order; where none is, those that a slip of the keys may name.

    The longest name counts. A name of one word, such as “General”, means a role only where it
    begins the text, since it is a word of any sentence, and not in the plural; a short one (“EM”)
    also in capitals, after an article and beside “or”.
    """
    by_number = tuple(roles)
    names = _list_names(tuple(role.normalized_names for role in by_number))
    mentions = list(_find_exact(typed, by_number, names))
    if mentions and _VERSUS.isdisjoint(word.key for word in typed):
        return mentions
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    misspelt = [
        mention
        for mention in _find_misspelt(typed, by_number, names)
        if taken.isdisjoint(range(mention.first, mention.last))
    ]
    return sorted((*mentions, *misspelt), key=lambda mention: mention.first)


def add_short_names(
    typed: Sequence[Word], mentions: Sequence[Mention], roles: Iterable[Role], *, is_pay: bool
) -> list[Mention]:
    """The mentions with the short names, such as “staff”, that plainly mean a role, in order.

    That is where one is beside another role or the whole text, and, unless the text `is_pay`, also
    where it comes before a topic or at the end after “for a”. Elsewhere it is a word of a sentence.
    """
    short = {normalize(name): role for role in roles for name in role.about.short_names}
    short |= {
        name: role for role in roles for name in role.normalized_names if len(name) <= _SHORT_NAME
    }
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    short_mentions = [
        Mention(short[word.key], at, at + 1)
        for at, word in enumerate(typed)
        if word.key in short and at not in taken
    ]
    starts = {mention.first for mention in (*mentions, *short_mentions)}
    ends = {mention.last for mention in (*mentions, *short_mentions)}
    beside = [
        mention
        for mention in short_mentions
        if _is_delimited(typed, mention, starts, ends)
        and _VERSUS.intersection(word.key for word in typed)
    ]
    if len(beside) + len(mentions) > 1:
        return sorted((*mentions, *beside), key=lambda mention: mention.first)
    plain = [
        mention for mention in short_mentions if not mentions and _is_plain(typed, mention, is_pay)
    ]
    return [*mentions, *plain[:1]]


def _is_delimited(
    typed: Sequence[Word], mention: Mention, starts: Collection[int], ends: Collection[int]
) -> bool:
    """Whether nothing belongs to a short name but words that set it beside another role."""
    before = mention.first
    while before and typed[before - 1].key in _ARTICLES:
        before -= 1
    after = mention.last
    is_first = before == 0 or before in ends or typed[before - 1].key in _BESIDE
    is_last = after == len(typed) or after in starts or typed[after].key in _BESIDE
    return is_first and is_last


def _is_plain(typed: Sequence[Word], mention: Mention, is_pay: bool) -> bool:  # noqa: FBT001
    if len(typed) == 1:
        return True
    if is_pay:
        return False
    if mention.first == 0:
        key = typed[1].key
        return key in _TOPICS or key.isdecimal()
    before = mention.first - (typed[mention.first - 1].key in _ARTICLES - {"the"})
    return mention.last == len(typed) and (
        typed[before - 1].key in _BEFORE_LAST
        or (before == mention.first and typed[before - 1].key in _TOPICS)
    )


@dataclass(frozen=True)
class _Names:
    """The names of some roles, as words. A role is its number among them.

    `forms` has the names and their plurals; `closed` those of several words written as one,
    `long` those that may be misspelt.
    """

    forms: Mapping[tuple[str, ...], tuple[int, bool]]
    closed: Mapping[str, int]
    longest: int
    long: Mapping[tuple[str, ...], int]


@lru_cache(maxsize=64)  # the roles of a guide, those that a command is for, and each by itself
def _list_names(roles: tuple[frozenset[str], ...]) -> _Names:
    """The names of roles, each of which has some."""
    names = {
        tuple(name.split()): number for number, of_role in enumerate(roles) for name in of_role
    }
    return _Names(
        {form: (number, plural) for name, number in names.items() for form, plural in _forms(name)},
        {
            "".join(name): number
            for name, number in names.items()
            if len(name) > 1 and sum(map(len, name)) >= _LEAST_LETTERS
        },
        max(map(len, names), default=0),
        {
            name: number
            for name, number in names.items()
            if len(name) > 1 and sum(map(len, name)) >= _LEAST_LETTERS
        },
    )


def _find_exact(typed: Sequence[Word], roles: Sequence[Role], names: _Names) -> Iterator[Mention]:
    at = 0
    while at < len(typed):
        for size in range(min(names.longest, len(typed) - at), 0, -1):
            run = typed[at : at + size]
            named = names.forms.get(tuple(word.key for word in run))
            closed = names.closed.get(run[0].key) if size == 1 else None
            if closed is not None:
                yield Mention(roles[closed], at, at + 1)
                at += 1
                break
            if (
                named
                and _may_name(typed, at, size, is_plural=named[1])
                and not _is_other_job(typed, at, size)
            ):
                yield Mention(roles[named[0]], at, at + size, named[1])
                at += size
                break
        else:
            at += 1


def _forms(name: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The name and its plural: “data scientists”, “heads of AI”."""
    if "of" in name:
        yield (f"{name[0]}s", *name[1:]), True
    else:
        yield (*name[:-1], f"{name[-1]}s"), True
    yield name, False


def _may_name(typed: Sequence[Word], at: int, size: int, *, is_plural: bool) -> bool:
    if size > 1 or len(typed) == 1:
        return True
    if is_plural:  # “developers need a lead” is no question about a role called Developer
        return False
    if at == 0:
        return typed[0].key not in GRAMMAR
    if len(typed[at].key) > _SHORT_NAME + 1:
        return False
    beside = {word.key for word in (typed[at - 1], *typed[at + 1 : at + 2])}
    return typed[at].typed[:2].isupper() or not _BESIDE_SHORT.isdisjoint(beside)


def _is_other_job(typed: Sequence[Word], at: int, size: int) -> bool:
    end = at + size
    after = tuple(word.key for word in typed[end : end + 2])
    if after == _IN_TEST or not _OTHER_JOB.isdisjoint(after[:1]):
        return True
    if typed[end - 1].key not in _FIELDS:
        return False
    before = {word.key for word in typed[max(0, at - 1) : at]}
    return not _LED.isdisjoint(before) or not _OF_FIELD.isdisjoint(after[:1])


def _find_misspelt(
    typed: Sequence[Word], roles: Sequence[Role], names: _Names
) -> Iterator[Mention]:
    """Names of two words or more that words of the text nearly are, each with its first letter."""
    at = 0
    while at < len(typed):
        near = [name for name in names.long if _is_run_near(typed, at, name)]
        longest = max(map(len, near), default=0)
        numbers = dict.fromkeys(names.long[name] for name in near if len(name) == longest)
        if numbers:
            [role, *_] = slip_of = tuple(roles[number] for number in numbers)
            yield Mention(role, at, at + longest, slip_of=slip_of)
        at += max(longest, 1)


def _is_run_near(typed: Sequence[Word], at: int, name: tuple[str, ...]) -> bool:
    end = at + len(name)
    run = [word.key for word in typed[at:end]]
    return (
        len(run) == len(name)
        and all(map(_is_near, run, name))
        and not _is_other_job(typed, at, len(name))
    )


def _is_near(word: str, name: str) -> bool:
    """Whether a word is the name's, its plural, or a slip away: two in a long one."""
    if word in {name, f"{name}s"}:
        return True
    if len(name) < _SLIPS_FROM or word[0] != name[0]:
        return False
    slips = 2 if len(name) >= _TWO_SLIPS_FROM else 1
    return OSA.distance(word.removesuffix("s"), name.removesuffix("s"), score_cutoff=slips) <= slips
