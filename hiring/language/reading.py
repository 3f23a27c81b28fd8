"""Reads a text into what it says: job, places, amounts, percentages, stage, counts, question.

Each reader takes what it understands and marks those words as used, so the order of the readers
is the order of precedence, and what no reader took is left over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.amounts import Amount, Part, Period, find_amounts, find_period
from hiring.language.counts import Count, Counted, find_counts
from hiring.language.gazetteer import Gazetteer
from hiring.language.job_titles import NO_ROLE, JobTitle, RoleNames, find_job_titles
from hiring.language.parts import label_parts, label_unknown
from hiring.language.percentages import Percentage, find_percentages, join_ranges
from hiring.language.place_mentions import PlaceMention, find_places
from hiring.language.questions import WORDS, Question, read_question
from hiring.language.spelling import mend_spelling
from hiring.language.stages import StageMention, find_stage
from hiring.language.terms import Unlike, Vesting, find_unlike, find_vesting
from hiring.language.tokens import Kind, UnreadableError, split
from hiring.language.word_sets import words
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from hiring.language.tokens import Token
    from hiring.money import Currency


@dataclass(frozen=True)
class Vocabulary:
    """The names that a text is read by; the words of ordinary English are known anyway."""

    places: Gazetteer = field(default_factory=lambda: Gazetteer({}, {}, frozenset()))
    role: RoleNames = NO_ROLE
    stages: Mapping[str, str] = field(default_factory=dict)
    """Ids of funding stages by their names, as `name_stages` gives them."""


class Flaw(Enum):
    """Why a text, or an amount in it, can't be read."""

    UNREADABLE = "unreadable"
    """Too long, or with characters that nobody types."""
    DIGITS = "digits"
    """Digits with separators that make no sense: `1,2,3`."""


@dataclass(frozen=True)
class Reading:
    """What a text says. Every part knows where in the text it stands (`start`, `end`)."""

    text: str
    flaw: Flaw | None = None
    titles: tuple[JobTitle, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    stage: StageMention | None = None
    counts: tuple[Count, ...] = ()
    question: Question = field(default_factory=Question)
    bases: frozenset[Basis] = frozenset()
    """What amounts are said to count: base, total, or both."""
    period: Period | None = None
    """The period that the text is about as a whole: `day rate`."""
    unlike: Unlike | None = None
    """Why its pay can't be compared with gross, full-time pay of a year."""
    vesting: Vesting | None = None
    currencies: frozenset[Currency] = frozenset()
    has_words: bool = False
    has_only_fillers: bool = False
    """Whether nothing but words that carry no meaning is left over."""
    says_help: bool = False
    left_over: tuple[tuple[int, str], ...] = ()
    """Words that may carry meaning and that nothing was read from: where they start, as typed."""

    @property
    def other_title(self) -> JobTitle | None:
        """The job that is asked about, if it is not the vocabulary's role."""
        if any(title.is_own for title in self.titles):
            return None
        return next((title for title in self.titles if not title.is_speaker), None)

    @property
    def pay(self) -> tuple[Amount, ...]:
        """The amounts that are pay, rather than a bonus or equity."""
        return tuple(amount for amount in self.amounts if amount.part is Part.PAY)

    @property
    def is_amount_alone(self) -> bool:
        """Whether the text is a yearly amount of money and nothing else."""
        return (
            len(self.amounts) == 1
            and self.amounts[0].first == self.amounts[0].last
            and self.amounts[0].period is None
            and not self.amounts[0].unit
            and len(self.currencies) <= 1
            and self.has_only_fillers
            and not (self.percentages or self.titles or self.places or self.counts)
        )

    @property
    def quantities(self) -> tuple[Amount | Percentage, ...]:
        """The amounts and the percentages."""
        return (*self.amounts, *self.percentages)

    def has(self, part: Part) -> bool:
        """Whether an amount or a percentage is this part of a package."""
        return any(each.part is part for each in self.quantities)

    def count(self, what: Counted) -> Count | None:
        """The first number that counts this."""
        return next((count for count in self.counts if count.what is what), None)


_MONEY: Final = re.compile(r"[a-z]|(?:[0-9][.,' ]?){4}", re.IGNORECASE)
"""An amount with its thousand (`150k`), or written in full."""
_BEFORE_A_PLACE: Final = words("in at near around")
_BEFORE_US: Final = words("in the remote usa")
_POSTING: Final = words(
    """
    post posting postings posted ad ads advert advertise advertisement publish published show shown
    disclose disclosed law laws legal legally transparency jd listing listed description
    requirement required must visa
    """
)
"""Words of a question about what to publish rather than what to pay."""


def read(text: str, vocabulary: Vocabulary) -> Reading:
    """Read any text. Never raises, and takes time that grows with its length alone."""
    try:
        tokens = split(text)
    except UnreadableError:
        return Reading(text, flaw=Flaw.UNREADABLE)
    mend_spelling(tokens, (vocabulary.places.words, vocabulary.role.words))
    return read_tokens(text, tokens, vocabulary)


def read_tokens(
    text: str, tokens: list[Token], vocabulary: Vocabulary, *, has_job: bool = False
) -> Reading:
    """Read the tokens of a text, whose spelling was mended; some may be used already.

    `has_job`: its job was taken from the tokens, so that none is looked for.
    """
    places = vocabulary.places
    counts = find_counts(tokens)
    has_sense = not any(
        (token.kind in {Kind.NUMBER, Kind.PERCENT} and token.number is None)
        or (token.kind is Kind.CODE and not token.is_used)
        for token in tokens
    )
    percentages = find_percentages(tokens)
    if not has_sense or percentages is None:
        return Reading(text, flaw=Flaw.DIGITS)
    percentages = join_ranges(percentages, tokens)
    stage = find_stage(tokens, vocabulary.stages)
    amounts = find_amounts(tokens)
    labelled, percentages = label_parts(tokens, amounts, percentages)
    titles = () if has_job else find_job_titles(tokens, vocabulary.role)
    mentions = find_places(tokens, places)
    labelled, percentages = label_unknown(tokens, labelled, percentages)
    question = read_question(
        [token for token in tokens if token.kind is Kind.WORD and not _is_place(token, mentions)],
        has_amount=bool(labelled or stage),
        has_place=bool(mentions),
        has_difference=any(each.part is Part.DIFFERENCE for each in percentages),
        has_own_role=any(title.is_own for title in titles),
    )
    unlike, vesting = (find_unlike(tokens), find_vesting(tokens)) if labelled else (None, None)
    is_vesting = bool(vesting) and any(each.part is Part.EQUITY for each in labelled)
    return Reading(
        text=text,
        titles=titles,
        places=mentions,
        amounts=_label_bases(tokens, labelled),
        percentages=percentages,
        stage=stage,
        counts=counts,
        question=question,
        bases=_find_bases(tokens, has_amount=bool(labelled)),
        period=find_period(tokens),
        unlike=None if is_vesting and unlike is Unlike.LIMITED else unlike,
        vesting=vesting,
        currencies=_find_currencies(tokens, labelled),
        has_words=any(token.kind is Kind.WORD for token in tokens),
        has_only_fillers=all(
            token.is_used or token.key in lexicon.FILLERS
            for token in tokens
            if token.kind is not Kind.MARK
        ),
        says_help=any(token.key == "help" for token in tokens),
        left_over=_list_left_over(tokens),
    )


def _is_place(token: Token, mentions: Sequence[PlaceMention]) -> bool:
    return any(mention.start <= token.start < mention.end for mention in mentions)


def _find_bases(tokens: Sequence[Token], *, has_amount: bool) -> frozenset[Basis]:
    """What the amounts are said to count."""
    keys = [token.key for token in tokens if token.kind is not Kind.MARK]
    bases = [lexicon.BASIS[key] for key in keys if key in lexicon.BASIS]
    if bases or not has_amount:
        return frozenset(bases)
    text = f" {' '.join(keys)} "
    is_all = any(f" {phrase} " in text for phrase in lexicon.ALL_INCLUDED)
    return frozenset((Basis.TOTAL,)) if is_all else frozenset()


def _label_bases(tokens: Sequence[Token], amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The amounts, each of several with the basis that is typed beside it."""
    labels = [token for token in tokens if token.key in lexicon.BASIS]
    if len(amounts) < 2 or not labels:  # noqa: PLR2004 - one amount takes the text's basis
        return tuple(amounts)
    is_before = labels[0].end <= amounts[0].start
    bases: dict[int, Basis] = {}
    for label in labels:
        earlier = [each for each in amounts if each.start <= label.start]
        later = amounts[len(earlier) :]
        beside = later[0] if later and (is_before or not earlier) else earlier[-1]
        bases.setdefault(beside.start, lexicon.BASIS[label.key])
    return tuple(replace(each, basis=bases.get(each.start)) for each in amounts)


def _find_currencies(tokens: Sequence[Token], amounts: Sequence[Amount]) -> frozenset[Currency]:
    """The currencies of the amounts, and those that are typed apart from any."""
    apart = (
        token.currency for token in tokens if token.kind is Kind.CURRENCY and not token.is_used
    )
    return frozenset(filter(None, apart)).union(*(amount.currencies for amount in amounts))


def _list_left_over(tokens: Sequence[Token]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (token.start, token.text)
        for token in tokens
        if token.is_free_word and not lexicon.is_everyday(token.key) and token.key not in WORDS
    )


def is_about_pay(reading: Reading) -> bool:
    """Whether a text surely asks what is paid somewhere, or about an offer.

    A place alone is not enough, nor is a word such as *range*: “how long does it take in london”
    and “should we show a range” ask for something else.
    """
    if reading.flaw or reading.question.subject or _asks_to_publish(reading):
        return False
    says_pay = reading.question.surely_pays
    has_money = any(_is_surely_money(amount, reading.text) for amount in reading.pay)
    if reading.places:
        return (says_pay or has_money) and all(
            _is_surely_place(mention, reading.text) for mention in reading.places
        )
    share = [each for each in reading.percentages if each.part is Part.EQUITY]
    return (has_money and (says_pay or reading.question.judges)) or bool(share)


def _is_surely_money(amount: Amount, text: str) -> bool:
    """Whether it is a year's pay, and not the 90 of a notice of 90 days."""
    typed = text[amount.start : amount.end]
    looks_so = bool(amount.currencies or amount.unit) or _MONEY.search(typed) is not None
    return looks_so and amount.is_yearly_pay and amount.period is None


def _is_surely_place(mention: PlaceMention, text: str) -> bool:
    """Whether a place is meant: “sick” in “sick pay” is none, nor is “us” in “they told us”."""
    before = text[: mention.start].split()
    if mention.typed == "us":
        return bool(before) and before[-1].lower() in _BEFORE_US
    is_known = bool(mention.names or mention.near)
    return is_known or (bool(before) and before[-1].lower() in _BEFORE_A_PLACE)


def _asks_to_publish(reading: Reading) -> bool:
    words: AbstractSet[str] = set(reading.text.lower().split())
    return bool(words & _POSTING)
