"""Reads what a text asks of pay statistics: jobs, areas, offers, a percentile."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hiring.guide.left_over import list_ignored, list_left_out
from hiring.guide.offers import Offer
from hiring.guide.salary_query import (
    NotComparable,
    NotUnderstood,
    NotYearly,
    Reason,
    UnknownUnit,
)
from hiring.language import lexicon
from hiring.language.amounts import LEAST, MOST, Part, Period
from hiring.language.job_mentions import JobMention, is_vague, take_jobs
from hiring.language.percentiles import take_percentile
from hiring.language.questions import ENGINEERS, Focus, Subject
from hiring.language.reading import read, read_tokens
from hiring.language.spelling import mend_spelling
from hiring.language.tokens import MAX_LENGTH, Kind, Token, UnreadableError, split, write_typed
from hiring.language.word_sets import words
from hiring.money import Basis, Currency
from hiring.normalize import normalize
from hiring.pay_statistics.query import (
    MOST_COMPARED,
    PER_YEAR,
    AskedArea,
    AskedJob,
    NearArea,
    NoOccupation,
    NotMeasured,
    OutsideUnitedStates,
    PayFocus,
    PayQuery,
    PayQuestion,
    TooManyCompared,
    UnknownTitle,
    WhichArea,
)
from hiring.pay_statistics.unknown_jobs import (
    UnknownJob,
    find_unknown_job,
    find_unknown_jobs,
    leave_out,
)
from hiring.pay_statistics.written import read_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiring.language.gazetteer import PlaceName
    from hiring.language.place_mentions import PlaceMention
    from hiring.language.reading import Reading
    from hiring.pay_statistics.names import PayNames
    from hiring.pay_statistics.occupations import WithoutOccupation

PayReading = PayQuery | NotUnderstood | NotComparable | NotYearly | UnknownUnit
UnclearArea = WhichArea | NearArea | NotMeasured | OutsideUnitedStates

_CODE: Final = re.compile(r"[0-9]{2}-[0-9]{4}")
"""Of the Standard Occupational Classification."""
_OF_BANDS: Final = frozenset(("our", "ours", "own", "internal", "why", "than", "above", "more"))
_OF_ENGINEERS: Final = frozenset((Subject.ENGINEER_BANDS, Subject.ABOVE_ENGINEERS))
_MOST_PERCENT: Final = 100
_MOST_OFFERS: Final = 2
_MOST_CANDIDATES: Final = 5
_PERCENTILES: Final = {Focus.BOTTOM: 10, Focus.TOP: 90}
_MEANS: Final = frozenset(("average", "averages", "avg", "mean"))
_COUNTED: Final = frozenset(("many", "number", "employed", "employment", "headcount"))
_SHARES: Final = words("share shares stake ownership grant grants option")
"""Words for equity that mean something else as often."""
_BONUSES: Final = words("bonus bonuses")
_PER: Final = {"hourly": Period.HOUR, "monthly": Period.MONTH, "weekly": Period.WEEK}
_COMPARING: Final = frozenset(("vs", "versus", "v", "against", "compared"))
_RANKING: Final = words(
    "highest lowest best worst most least top cheapest priciest rank ranks ranked ranking"
)
_PLACES: Final = words("cities states metros areas places locations regions counties towns")
_PART: Final = re.compile(
    r"\b((?:north|south|mid)?-?(?:north|south|east|west|central)(?:ern)?)\s+$", re.IGNORECASE
)
"""Before a state, a part of it: `northern Ohio`."""
_PLACE: Final = words("city state metro area place location region county town")
_WHICH: Final = _RANKING | words("which what paying paid expensive cheap")
"""Before a word for a place: `which city pays best`."""


@dataclass(frozen=True)
class _Sentence:
    """A text as it was read: without its jobs and percentile, which stand apart."""

    jobs: tuple[JobMention, ...]
    percentile: int | None
    keys: frozenset[str]
    dropped: tuple[str, ...]
    ranks_places: bool
    reading: Reading


def parse_pay(  # noqa: PLR0911 - in order
    text: str, names: PayNames, role: str | None = None
) -> PayReading | None:
    """What a text asks; None where it names no job. Never raises.

    `role` is the id of the role that a text without a job is about.
    """
    own_job = names.jobs.by_key.get(role) if role else None
    if written := read_written(text, names, own_job):
        return written
    sentence = _read(text, names)
    if sentence is None:
        return NotUnderstood(Reason.LONG if len(text) > MAX_LENGTH else Reason.UNKNOWN)
    if _asks_about_engineers(text, sentence, names):
        return None
    title = sentence.reading.other_title
    is_named = bool(sentence.jobs) or (title is not None and not is_vague(title.typed))
    if not (is_named or own_job):
        return None
    if wrong := _find_flaw(sentence):
        return wrong
    offers = _read_offers(sentence.reading)
    if not isinstance(offers, tuple):
        return offers
    return _complete(sentence, names, own_job, offers)


def _complete(
    sentence: _Sentence, names: PayNames, own_job: AskedJob | None, offers: tuple[Offer, ...]
) -> PayReading:
    """The question with its jobs and areas, or which of them is unclear.

    Whatever is left out beside those that are clear is said.
    """
    reading = sentence.reading
    beside = find_unknown_jobs(reading.text, sentence.jobs, reading, has_role=own_job is not None)
    areas, unclear = _read_areas(reading, beside, names)
    jobs, others = _read_jobs(sentence, names, own_job, is_compared=len(areas) < 2)  # noqa: PLR2004 - places that are compared
    question = leave_out(_ask(sentence, jobs, areas, offers), (job.typed for job in beside))
    question = leave_out(question, _list_extras(sentence))
    if jobs and others and not any(content.near for _, content in others):
        question, others = leave_out(question, (mention.typed for mention, _ in others)), []
    if others or not (jobs or own_job):
        question = leave_out(question, [unclear.typed] if unclear else [])
        question = question if areas else _default_areas(question, names)
        return _explain_title(question, sentence, others, names)
    if not jobs and own_job:
        question = question.with_job(own_job)
    if areas and isinstance(unclear, NotMeasured | OutsideUnitedStates):
        question, unclear = leave_out(question, [unclear.typed]), None
    if unclear:
        return replace(unclear, rest=question)
    question = question if areas else _default_areas(question, names)
    question = replace(question, is_paired=_names_pairs(sentence, question))
    return TooManyCompared(question) if len(question.pairs) > MOST_COMPARED else question


def _names_pairs(sentence: _Sentence, question: PayQuestion) -> bool:
    """Whether each job has a place of its own: `recruiter austin vs data scientist denver`."""
    jobs = [(job.start, "job") for job in sentence.jobs]
    places = [(place.start, "place") for place in sentence.reading.places]
    if not len(jobs) == len(places) == len(question.jobs) == len(question.areas) > 1:
        return False
    kinds = [kind for _, kind in sorted((*jobs, *places))]
    return all(first != second for first, second in pairwise(kinds))


def read_unknown_title(text: str, names: PayNames) -> UnknownTitle | None:
    """What a text without a known job is about, where that must be a job: `foo bar austin`."""
    sentence = _read(text, names)
    if sentence is None or sentence.jobs or sentence.reading.question.subject:
        return None
    job = find_unknown_job(text, sentence.reading)
    if job is None:
        return None
    areas, _ = _read_areas(sentence.reading, (), names)
    question = _ask(sentence, (), areas, ())
    question = question if areas else _default_areas(question, names)
    return UnknownTitle(job.typed, names.jobs.find_near(job.typed), question)


def _read(text: str, names: PayNames) -> _Sentence | None:
    """None where a text is too long, or has characters that nobody types."""
    try:
        tokens = split(text)
    except UnreadableError:
        return None
    if _CODE.search(text):
        tokens = list(_join_codes(tokens))
    vocabulary = names.jobs.vocabulary
    areas = names.areas.gazetteer
    mend_spelling(tokens, (areas.words, vocabulary.words), vocabulary.in_order)
    percentile, tokens = take_percentile(tokens)
    jobs, dropped, tokens = take_jobs(tokens, vocabulary, areas.codes.keys())
    keys = frozenset(token.key for token in tokens)
    reading = read_tokens(text, tokens, names.vocabulary, has_job=bool(jobs))
    typed = tuple(token.text for token in dropped)
    return _Sentence(jobs, percentile, keys, typed, _ranks_places(tokens, reading), reading)


def _ranks_places(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a text asks where most or least is paid: `highest paying city`."""
    if not any(token.key in _RANKING and before != "at" for before, token in _pair(tokens)):
        return False
    if not reading.places and any(token.key == "where" for token in tokens):
        return True
    return any(
        token.key in _PLACES or (token.key in _PLACE and before in _WHICH)
        for before, token in _pair(tokens)
        if not any(place.start <= token.start < place.end for place in reading.places)
    )


def _pair(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """Each token with the key of the one before it."""
    yield from zip(("", *(token.key for token in tokens)), tokens, strict=False)


def _asks_about_engineers(text: str, sentence: _Sentence, names: PayNames) -> bool:
    """Whether a role's estimates answer it: why engineers' bands don't fit, or are paid less."""
    last_words = {mention.name.split()[-1] for mention in sentence.jobs}
    if not last_words or not last_words <= ENGINEERS or _OF_BANDS.isdisjoint(sentence.keys):
        return False
    return read(text, names.vocabulary).question.subject in _OF_ENGINEERS


def _join_codes(tokens: Sequence[Token]) -> Iterator[Token]:
    """The code of an occupation, such as 15-2051, as one word."""
    at = 0
    while at < len(tokens):
        run = tokens[at : at + 3]
        typed = write_typed(run)
        if _CODE.fullmatch(typed):
            yield Token(Kind.WORD, typed, typed, run[0].start, run[-1].end)
            at += len(run)
        else:
            yield tokens[at]
            at += 1


def _find_flaw(sentence: _Sentence) -> PayReading | None:
    """What keeps a text from being answered, whatever it names."""
    reading = sentence.reading
    if reading.flaw:
        return NotUnderstood()
    if unit := next((amount.unit for amount in reading.amounts if amount.unit), None):
        return UnknownUnit(unit)
    if any(each.is_negative or each.high > _MOST_PERCENT for each in reading.percentages):
        return NotUnderstood(Reason.AMOUNT)
    if any(each.is_relative for each in reading.percentages):
        return NotUnderstood(Reason.RELATIVE)
    if reading.unlike and reading.pay:
        return NotComparable(reading.unlike)
    return NotUnderstood(Reason.RANKING) if sentence.ranks_places else None


# Offers


def _find_period(reading: Reading) -> Period | None:
    return next((amount.period for amount in reading.pay if amount.period), reading.period)


def _read_offers(reading: Reading) -> tuple[Offer, ...] | PayReading:
    """Offers per year; pay per hour, week or month as a year's."""
    if not reading.pay:
        return ()
    if len(reading.pay) > _MOST_OFFERS:
        return NotUnderstood(Reason.SEVERAL)
    is_each = len(reading.pay) > 1 and all(len(each.currencies) == 1 for each in reading.pay)
    if len(reading.currencies) > 1 and not is_each:
        return NotUnderstood(Reason.CURRENCIES)
    period = _find_period(reading)
    if period is Period.DAY:
        return NotYearly(period)
    times = PER_YEAR[period] if period else 1
    offers: list[Offer] = []
    for each in reading.pay:
        low, high = each.low * times, each.high * times
        if each.is_negative or not LEAST <= low <= high <= MOST:
            return NotUnderstood(Reason.AMOUNT)
        currency = next(iter(each.currencies or reading.currencies), None)
        basis = each.basis or (Basis.TOTAL if Basis.TOTAL in reading.bases else Basis.BASE)
        offers.append(Offer(low, high, currency, basis))
    return tuple(offers)


# Jobs


def _read_jobs(
    sentence: _Sentence, names: PayNames, own_job: AskedJob | None, *, is_compared: bool
) -> tuple[tuple[AskedJob, ...], list[tuple[JobMention, WithoutOccupation]]]:
    """The jobs that are known, and the titles without an occupation.

    `is_compared`: a word of comparison without places on both sides compares with the role.
    """
    jobs: dict[str, AskedJob] = {}
    others = []
    for mention in sentence.jobs:
        meaning = names.jobs.by_name[mention.name]
        if isinstance(meaning, AskedJob):
            job = jobs.setdefault(meaning.key, meaning)
            if normalize(mention.name) not in normalize(job.name):
                jobs[job.key] = replace(job, typed=(*job.typed, mention.typed))
        else:
            others.append((mention, meaning))
    if own_job and is_compared and len(jobs) == 1 and sentence.keys & _COMPARING:
        jobs = {own_job.key: own_job} | jobs
    return tuple(jobs.values()), others


def _explain_title(
    question: PayQuestion,
    sentence: _Sentence,
    others: Sequence[tuple[JobMention, WithoutOccupation]],
    names: PayNames,
) -> NoOccupation | UnknownTitle:
    """Of several titles the first that others come near to; the rest are left out."""
    if others:
        mention, content = next((each for each in others if each[1].near), others[0])
        left_out = (other.typed for other, _ in others if other is not mention)
        question = leave_out(question, left_out)
        near = names.jobs.list_near(content)
        return NoOccupation(mention.typed, content.title, content.why, near, question)
    title = sentence.reading.other_title
    typed = title.typed if title else ""
    return UnknownTitle(typed, names.jobs.find_near(typed), question)


# Areas


def _read_areas(
    reading: Reading, beside: Sequence[UnknownJob], names: PayNames
) -> tuple[tuple[AskedArea, ...], UnclearArea | None]:
    """The areas that are clear, and the first name that isn't, save where it is a job's."""
    areas: dict[str, AskedArea] = {}
    unclear = None
    nothing = PayQuestion((), ())
    jobs_at = {job.start for job in beside}
    for mention in reading.places:
        if mention.start in jobs_at:
            continue
        for meaning in _explain_mention(mention, reading, names, nothing):
            if isinstance(meaning, AskedArea):
                areas.setdefault(meaning.key, meaning)
            else:
                unclear = unclear or meaning
    return tuple(areas.values()), unclear


def _explain_mention(
    mention: PlaceMention, reading: Reading, names: PayNames, nothing: PayQuestion
) -> Sequence[AskedArea | UnclearArea]:
    index = names.areas
    nation = (index.nation,) if index.nation else ()
    if mention.near:
        meanings = [index.explain(name) for name in mention.near]
        near = [area for each in meanings for area in (*each.areas, *each.candidates)]
        distinct = {area.key: replace(area, typed=None, also=()) for area in near}
        candidates = tuple(distinct.values())[:_MOST_CANDIDATES]
        if candidates:
            return [NearArea(mention.typed, candidates, nothing)]
    if not mention.names:
        return [NotMeasured(mention.typed, nation, nothing)]
    elsewhere = [name for name in mention.names if not name.is_remote] or mention.names
    return [
        area for name in elsewhere for area in _explain_name(name, mention, reading, names, nothing)
    ]


def _explain_name(
    name: PlaceName,
    mention: PlaceMention,
    reading: Reading,
    names: PayNames,
    nothing: PayQuestion,
) -> Sequence[AskedArea | UnclearArea]:
    index = names.areas
    nation = (index.nation,) if index.nation else ()
    meaning = index.explain(name)
    if meaning.areas:
        return meaning.areas
    typed = name.text if len(mention.names) > 1 else mention.typed
    if meaning.state:
        return [NotMeasured(typed, (meaning.state, *nation), nothing, is_known=True)]
    if not meaning.candidates:
        return [OutsideUnitedStates(typed, nation, nothing)]
    if meaning.abroad and reading.currencies:
        if Currency.USD not in reading.currencies:
            return [OutsideUnitedStates(typed, nation, nothing)]
        if len(meaning.candidates) == 1:
            return meaning.candidates
    return [WhichArea(typed, meaning.candidates[:_MOST_CANDIDATES], nothing, meaning.abroad)]


def _default_areas(question: PayQuestion, names: PayNames) -> PayQuestion:
    """Where no place was named: the nation, or the places of jobs that only a company has."""
    official = [area for area in (names.areas.nation,) if area]
    has_official = any(job.jobs[-1] in names.jobs.official for job in question.jobs)
    if official and (has_official or not question.jobs):
        return replace(question, areas=tuple(official), assumes_nation=True)
    rows = names.statistics.find_rows([each for job in question.jobs for each in job.jobs])
    areas = {
        area.key: area
        for row in rows
        for area in names.areas.by_key.values()
        if row.area in area.areas
    }
    most = max(1, MOST_COMPARED // max(1, len(question.jobs)))
    return replace(question, areas=tuple(areas.values())[:most])


# The question


def _ask(
    sentence: _Sentence,
    jobs: tuple[AskedJob, ...],
    areas: tuple[AskedArea, ...],
    offers: tuple[Offer, ...],
) -> PayQuestion:
    reading = sentence.reading
    focus = reading.question.focus
    percentile = sentence.percentile or (_PERCENTILES.get(focus) if focus else None)
    means = bool(sentence.keys & _MEANS)
    if not percentile and not offers and not means and "median" in sentence.keys:
        percentile = 50
    counts = not offers and "many" in sentence.keys | _COUNTED and bool(sentence.keys & _COUNTED)
    asked_for = PayFocus.EMPLOYMENT if counts else PayFocus.MEAN if means and not offers else None
    period = _find_period(reading)
    return PayQuestion(
        jobs,
        areas,
        offers,
        None if asked_for else percentile,
        asked_for,
        period if period is not Period.DAY else None,
        seniority=next((each.seniority for each in sentence.jobs if each.seniority), None),
        ignored=(*sentence.dropped, *list_ignored(reading), *_list_parts(reading)),
        left_out=list_left_out(reading, reading.pay),
    )


def _list_extras(sentence: _Sentence) -> list[str]:
    """Equity and bonus where they are asked about: an amount of them is left out as it is."""
    reading = sentence.reading
    words_for = {Part.EQUITY: lexicon.EQUITY - _SHARES, Part.BONUS: _BONUSES}
    return [
        next(word for word in sorted(known) if word in sentence.keys)
        for part, known in words_for.items()
        if known & sentence.keys and not reading.has(part)
    ]


def _list_parts(reading: Reading) -> Iterator[str]:
    """Words before a place that ask for a part of it."""
    for place in reading.places:
        if match := _PART.search(reading.text, 0, place.start):
            yield match[1]
