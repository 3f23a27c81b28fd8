"""Finds the jobs that a sentence names, out of a long list of names: `senior data scientist`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hiring.language.job_titles import is_speaker
from hiring.language.tokens import Kind, Token, get_key, write_typed
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

_WITHIN: Final = frozenset("/-&+.,'#")
"""Marks between the words of one name: `UX/UI designer`."""
_SEPARATING: Final = frozenset(
    (
        *("vs", "versus", "v", "and", "or", "with", "against", "than", "instead", "rather"),
        *("compared", "relative", "&", "|", ";", "+", "/", ","),
    )
)
_RANKS_BEFORE: Final = words(
    """
    senior sr snr junior jr mid staff principal lead leading chief associate entry graduate grad
    trainee apprentice intern head vp svp evp avp vice president director deputy assistant
    distinguished founding experienced student level global regional interim acting
    """
)
_ONLY_BESIDE_RANKS: Final = words("of level the")
"""Words that belong to a rank before them: `head of`, `entry level`."""
_RANKS_BEHIND: Final = words(
    "intern interns internship trainee apprentice lead leads director ii iii iv"
)
_VAGUE: Final = words("ic ics heads interns")
_LEVEL: Final = re.compile(r"(?:l|e|t|ic|p|m)[0-9]{1,2}")
_MOST_LEVEL: Final = 9
_UNITS: Final = words("year years yr yrs yoe month months week weeks day days people k % + - to of")
"""Behind a number they say that it is no level: `software engineer 5 years`."""
_SHORT_FORMS: Final = {
    "dev": "developer",
    "devs": "developers",
    "eng": "engineer",
    "engr": "engineer",
    "mgr": "manager",
    "admin": "administrator",
    "admins": "administrators",
    "rep": "representative",
    "reps": "representatives",
    "exec": "executive",
    "asst": "assistant",
    "coord": "coordinator",
    "dir": "director",
    "ops": "operations",
}
_HOURS: Final = words("hr hrs")
_MOST_HOURLY: Final = 1_000
_PER_YEAR: Final = "pa"
_BEFORE_HOURS: Final = words("/ per an each")
_PLACEHOLDER: Final = "role"
"""A word that says nothing to any other reader."""


@dataclass(frozen=True)
class JobMention:
    """A job by its `name`, normalized, with what was typed for it and any word of seniority."""

    name: str
    typed: str
    seniority: str | None
    start: int
    end: int


@dataclass(frozen=True)
class JobVocabulary:
    """The names of jobs, normalized.

    `doubtful` are those that mean something else as often: `pa`, `design`. They count only where
    nothing else on their side of a comparison is a job.
    """

    names: frozenset[str]
    doubtful: frozenset[str] = frozenset()

    @cached_property
    def first_words(self) -> Mapping[str, int]:
        """How many words the longest name has that begins with a word."""
        longest: dict[str, int] = {}
        for name in self.names:
            first, size = name.partition(" ")[0], name.count(" ") + 1
            longest[first] = max(size, longest.get(first, 0))
        return longest

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that is in a name."""
        return frozenset(word for name in self.names for word in name.split())

    @cached_property
    def in_order(self) -> Sequence[str]:
        """The words that a slip may be mended to."""
        return sorted(self.words)


def is_vague(title: str) -> bool:
    """Whether a title says how senior somebody is, and not what they do: `lead`, `senior IC`."""
    return words(title.lower()) <= _RANKS_BEFORE | _RANKS_BEHIND | _VAGUE


@dataclass(frozen=True)
class _Span:
    """A job in the tokens: its first and last one, with the words of seniority around it."""

    name: str
    first: int
    last: int
    whole_first: int
    whole_last: int


def take_jobs(
    tokens: Sequence[Token], vocabulary: JobVocabulary, codes: Container[str] = ()
) -> tuple[tuple[JobMention, ...], tuple[Token, ...], list[Token]]:
    """The jobs in order, the words of jobs that are none of them, and the tokens without both.

    A name that is one of the `codes` of places too is left to them where there is another job.
    Each job leaves one used token, which no reader of amounts or places takes for anything.
    """
    spans = list(_find(tokens, vocabulary))
    if any(span.name not in codes for span in spans):
        spans = [span for span in spans if span.name not in codes]
    chosen = [_choose(side, vocabulary) for side in _split(tokens, spans)]
    mentions = [_mention(tokens, span) for span in chosen]
    rest: list[Token] = []
    left: list[Token] = []
    dropped = [span for span in spans if span not in chosen]
    for at, token in enumerate(tokens):
        span = next((each for each in chosen if each.whole_first <= at <= each.whole_last), None)
        if span:
            if at == span.whole_first:
                rest.append(_placeholder(tokens, span))
        elif any(each.first <= at <= each.last for each in dropped):
            left.append(token)
        else:
            rest.append(token)
    return tuple(mentions), tuple(left), rest


def _find(tokens: Sequence[Token], vocabulary: JobVocabulary) -> Iterable[_Span]:
    at = 0
    while at < len(tokens):
        span = _longest(tokens, at, vocabulary) if tokens[at].is_free_word else None
        if span and _is_time(tokens, at, span.name):
            span = None
        if span and is_speaker(tokens, span.whole_first, span.whole_last + 1):
            for token in tokens[span.whole_first : span.whole_last + 1]:
                token.is_used = True
        elif span:
            yield span
        at = span.whole_last + 1 if span else at + 1


def _is_time(tokens: Sequence[Token], at: int, name: str) -> bool:
    """Whether `hr` is an hour (`$45/hr`), and `pa` per annum (`p.a.`, `90k pa`).

    `name` is the job that begins there: `an HR generalist`, `95k HR manager`.
    """
    key = tokens[at].key
    if key in _HOURS:
        per = get_key(tokens, at - 1)
        amount = _find_amount(tokens, at - 2 if per in _BEFORE_HOURS else at - 1)
        if per in _BEFORE_HOURS:
            return amount is not None or per != "an"
        return amount is not None and " " not in name and _may_be_hourly(amount)
    follows_amount = _find_amount(tokens, at - 1) is not None
    return key == _PER_YEAR and (follows_amount or "." in tokens[at].text)


def _find_amount(tokens: Sequence[Token], last: int) -> Token | None:
    """The number of the amount that ends at a token: `45`, `45 USD`."""
    while last >= 0 and tokens[last].kind is Kind.CURRENCY:
        last -= 1
    return tokens[last] if last >= 0 and tokens[last].kind is Kind.NUMBER else None


def _may_be_hourly(amount: Token) -> bool:
    return amount.unit is None and (amount.number or 0) < _MOST_HOURLY


def _longest(tokens: Sequence[Token], at: int, vocabulary: JobVocabulary) -> _Span | None:
    """The longest name that begins at a word."""
    key = tokens[at].key
    first_words = vocabulary.first_words
    size = max(first_words.get(key, 0), first_words.get(_SHORT_FORMS.get(key, key), 0))
    if not size:
        return None
    places = _list_words(tokens, at, size)
    for count in range(len(places), 0, -1):
        keys = [tokens[place].key for place in places[:count]]
        spelt_out = [_SHORT_FORMS.get(key, key) for key in keys]
        for name in (" ".join(keys), " ".join(spelt_out)):
            if name in vocabulary.names:
                return _widen(tokens, name, at, places[count - 1])
    return None


def _list_words(tokens: Sequence[Token], at: int, size: int) -> list[int]:
    places: list[int] = []
    for place in range(at, min(len(tokens), at + 3 * size)):
        token = tokens[place]
        if token.is_free_word:
            places.append(place)
            if len(places) == size:
                break
        elif token.kind is not Kind.MARK or token.key not in _WITHIN:
            break
    return places


def _widen(tokens: Sequence[Token], name: str, first: int, last: int) -> _Span:
    """With the words of seniority on both sides."""
    begin, end = first, last
    while True:
        step = begin - 1
        if get_key(tokens, step) == "-":
            step -= 1
        key = get_key(tokens, step)
        is_rank = key in _RANKS_BEFORE
        if key in _ONLY_BESIDE_RANKS:
            before = step - 2 if get_key(tokens, step - 1) == "-" else step - 1
            is_rank = get_key(tokens, before) in _RANKS_BEFORE
        if step < 0 or not is_rank or not tokens[step].is_free_word:
            break
        begin = step
    while end + 1 < len(tokens) and _is_rank_behind(tokens, end + 1):
        end += 1
    return _Span(name, first, last, begin, end)


def _is_rank_behind(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        is_level = token.unit is None and token.text.isdigit() and int(token.text) <= _MOST_LEVEL
        return is_level and get_key(tokens, at + 1) not in _UNITS
    if token.kind is Kind.CODE:
        return _LEVEL.fullmatch(token.key) is not None
    return token.is_free_word and token.key in _RANKS_BEHIND


def _split(tokens: Sequence[Token], spans: Sequence[_Span]) -> list[list[_Span]]:
    """The jobs on each side of a comparison."""
    sides: list[list[_Span]] = []
    for span in spans:
        between = tokens[sides[-1][-1].whole_last + 1 : span.whole_first] if sides else ()
        if not sides or any(token.key in _SEPARATING for token in between):
            sides.append([])
        sides[-1].append(span)
    return sides


def _choose(side: Sequence[_Span], vocabulary: JobVocabulary) -> _Span:
    """The job of a side: the last of several in a row (`security data analyst`), else the first."""
    sure = [span for span in side if span.name not in vocabulary.doubtful] or list(side)
    chosen = sure[0]
    for span in sure[1:]:
        if span.whole_first != chosen.whole_last + 1:
            break
        chosen = span
    return chosen


def _mention(tokens: Sequence[Token], span: _Span) -> JobMention:
    whole = tokens[span.whole_first : span.whole_last + 1]
    before = tokens[span.whole_first : span.first]
    behind = tokens[span.last + 1 : span.whole_last + 1]
    seniority = write_typed(before).rstrip("- ") or write_typed(behind)
    return JobMention(
        span.name, write_typed(whole), seniority or None, whole[0].start, whole[-1].end
    )


def _placeholder(tokens: Sequence[Token], span: _Span) -> Token:
    whole = tokens[span.whole_first : span.whole_last + 1]
    return Token(
        Kind.WORD, write_typed(whole), _PLACEHOLDER, whole[0].start, whole[-1].end, is_used=True
    )
