"""What a sentence asks about pay, beside a place and an amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from hiring.language.tokens import Token


class Focus(StrEnum):
    """The part of a range that is asked for."""

    BOTTOM = "bottom"
    MIDDLE = "middle"
    TOP = "top"


class Subject(StrEnum):
    """What can be explained about pay."""

    TOTAL = "total"
    """What total compensation is made of."""
    BONUS = "bonus"
    """How much bonus is usual."""
    UNDERPAYING = "underpaying"
    """What an offer far under the range costs."""
    ENGINEER_BANDS = "engineer bands"
    """Why software-engineer bands mislead."""
    ABOVE_ENGINEERS = "above engineers"
    """Why the role is paid more than comparable engineers."""
    DEPENDS = "depends"
    """What pay depends on."""
    SOURCE = "source"
    """Where the figures come from."""


@dataclass(frozen=True)
class Question:
    """What is asked: a part of the range, a subject, equity; each only if it is."""

    focus: Focus | None = None
    subject: Subject | None = None
    equity: bool = False
    no_equity: bool = False
    """Whether it says that there is no equity."""
    no_bonus: bool = False
    pays: bool = False
    """Whether it says that it is about pay, in any word."""
    surely_pays: bool = False
    """Whether it says so in a word that means nothing else."""
    judges: bool = False
    """Whether it asks if something is enough, too much or fair."""
    advises: bool = False
    """Whether it asks how much to pay, rather than for the figures."""
    extreme: Focus | None = None
    """Whether it asks which place pays least or most."""


_BOTTOM: Final = words(
    """
    bottom low lowest floor min minimum least entry starting lower start starts
    """
)
_MIDDLE: Final = words(
    """
    middle mid midpoint median average avg mean typical midrange centre center medium midway
    """
)
_TOP: Final = words("top max maximum ceiling highest upper cap most high peak tops topend")
_FOCUSED: Final = {Focus.BOTTOM: _BOTTOM, Focus.MIDDLE: _MIDDLE, Focus.TOP: _TOP}
_PLACES: Final = words(
    """
    place places city cities location locations country countries where market markets region
    regions hub hubs area areas somewhere
    """
)
_LEAST: Final = words("cheapest cheaper cheap lowest least affordable")
_MOST: Final = words("dearest priciest costliest highest most expensive")
_ONLY_WITH_END: Final = words("low high lower upper start starts starting entry most least")
"""Words that are about an end of the range only beside one of these."""
_ENDS: Final = words(
    """
    end ends edge half side bound limit of point range band salary pay base bracket
    """
)
_WHY: Final = words("why how reason because")
ENGINEERS: Final = words(
    """
    engineer engineers engineering enginer dev devs developer developers swe swes sde sdes ic ics
    programmer programmers software engr coder coders
    """
)
_BANDS: Final = words(
    """
    band bands banding range ranges ladder ladders scale scales level levels levelling grid grids
    table bracket brackets benchmark benchmarks benchmarking structure salary salaries numbers
    grades rates framework
    """
)
_OUR: Final = words(
    """
    our ours own internal company existing we use using usual same normal apply
    """
)
_MORE: Final = words(
    """
    more higher above premium extra better expensive over exceed exceeds outearn gap paid
    """
)
_UNDER: Final = words(
    """
    underpay underpaying underpaid underpays underpayment lowball lowballing lowballed lowballs
    undercut skimp stingy
    """
)
_LESS: Final = words("under below less beneath little lower short low")
_MARKET: Final = words("market band range benchmark rate average")
_LOSS: Final = words(
    """
    happen happens lose loose losing lost cost costs consequence consequences risk risks what
    impact effect if matter problem accept decline declined reject rejected danger
    """
)
_MEANING: Final = words(
    """
    what whats mean means meant meaning define defined definition include includes included
    including consist consists comprise contain contains count counts counted calculate calculated
    calculation compute computed made make makes explain breakdown comprised vs versus difference
    explained part parts composed composition components stand in
    """
)
_SOURCE: Final = words("source sources survey surveys dataset methodology provenance citation")
_FIGURES: Final = words(
    """
    number numbers figure figures data range ranges band bands salary salaries this these it
    information info benchmark benchmarks they that those rate rates
    """
)
_ORIGIN: Final = words(
    """
    from reliable reliability trust trustworthy accurate accuracy recent old current outdated up
    updated fresh sourced collected gathered based dated trusted credible legit stale real verified
    date correct latest
    """
)
_SURELY_ORIGIN: Final = _ORIGIN - words("from up current real old correct recent date latest")
_DATED: Final = words("old recent current date latest updated up")
_COME: Final = words("come comes came coming got get gets based taken")
_FROM: Final = words("from on")
_MAKES: Final = words("made makes wrote collected collects provides publishes recorded gave")
_SAYS: Final = words("says said say claims according")
_REACHING: Final = words("get arrive reach derive derived come work add adds calculate")
_MAY: Final = words("bad can could should ok okay fine wrong happens")
_PAYING: Final = words("pay paying pays offer offering")
_COMPARING: Final = _WHY | words("than should does do is are")
_SURELY_MEANING: Final = words("mean means include includes included meaning")
_PAY_ITSELF: Final = lexicon.SURELY_PAY - words("pay pays paid paying earn comp")
_INSIDE: Final = words("own internal internally existing")
_SHARE: Final = words("slice piece chunk cut percent percentage much part")
_COMPANY: Final = words("company startup business")
_HIGH: Final = words("expensive much high")
_NONE: Final = words("no without zero none excluding")
_DENIED: Final = lexicon.BONUS | lexicon.EQUITY | words("any a or and nor cash annual yearly extra")
"""What one `no` denies."""
_DEPENDS: Final = words(
    """
    depend depends depending affect affects influence influences determine determines drive drives
    factor factors vary varies drivers influenced determined
    """
)
_JUDGES: Final = words(
    """
    enough sufficient good bad fair ok okay competitive reasonable realistic crazy mad insane fine
    decent generous low high much little attractive acceptable suffice right wrong fly work works
    accept alright
    """
)
_EXPLAINING: Final = words(
    """
    how much what whats usual typical normal standard average percent percentage big large size
    structure is are do does should bonus bonuses range target common it offer good
    """
)
_WITH: Final = words(
    """
    with incl including include inclusive plus and + w excluding without excl
    """
)

WORDS: Final = frozenset().union(
    *(_BOTTOM, _MIDDLE, _TOP, _ENDS, _WHY, ENGINEERS, _BANDS, _OUR, _MORE, _UNDER, _LESS),
    *(_MARKET, _LOSS, _MEANING, _SOURCE, _FIGURES, _ORIGIN, _DEPENDS, _JUDGES, _EXPLAINING),
    *(_SAYS, _LEAST, _MOST),
    *(lexicon.PAY, lexicon.BONUS, lexicon.EQUITY, lexicon.ONE_OFF, lexicon.BASIS),
)
"""All words that a question can turn on."""


def read_question(
    tokens: Sequence[Token],
    *,
    has_amount: bool,
    has_place: bool,
    has_difference: bool,
    has_own_role: bool,
) -> Question:
    """What the words ask. Amounts, places and jobs were read from the tokens before."""
    keys = [token.key for token in tokens]
    if WORDS.isdisjoint(keys):
        return Question()
    words_said = frozenset(keys)
    said = _Sentence(keys, words_said, has_place, has_difference, has_own_role)
    with_pay = has_place and bool(words_said & _PAY_ITSELF or words_said & lexicon.BASIS.keys())
    return Question(
        focus=None if has_amount else _find_focus(keys),
        subject=_find_subject_beside_amount(said) if has_amount else _find_subject(said),
        equity=bool(words_said & lexicon.EQUITY or said.has_pair(_SHARE, _COMPANY))
        and not with_pay,
        no_equity=_denies(said, lexicon.EQUITY),
        no_bonus=_denies(said, lexicon.BONUS),
        pays=bool(words_said & lexicon.PAY),
        surely_pays=bool(words_said & lexicon.SURELY_PAY),
        judges=bool(words_said & _JUDGES),
        advises=said.has_pair({"should", "shall"}, _PAYING | {"budget"}),
        extreme=None if has_amount else _find_extreme(said),
    )


def _denies(said: _Sentence, names: AbstractSet[str]) -> bool:
    """`no equity`, `without a bonus or equity`, `equity none`."""
    for at, key in enumerate(said.keys):
        if key in _NONE:
            run = said.keys[at + 1 :]
            end = next((end for end, each in enumerate(run) if each not in _DENIED), len(run))
            if not names.isdisjoint(run[:end]):
                return True
        if key in names and said.keys[at + 1 : at + 2] == ["none"]:
            return True
    return False


def _find_focus(keys: list[str]) -> Focus | None:
    for at, key in enumerate(keys):
        for focus, names in _FOCUSED.items():
            if key in names and (key not in _ONLY_WITH_END or _is_of_range(keys, at)):
                return focus
    return None


def _find_extreme(said: _Sentence) -> Focus | None:
    """`what's the cheapest place`, `where do we pay most`, `the most expensive city`."""
    if said.has_place or not said.words & _PLACES:
        return None
    if said.words & _LEAST or said.has_pair({"least"}, {"expensive"}):
        return Focus.BOTTOM
    return Focus.TOP if said.words & _MOST or said.has_pair(_PAYING, {"best"}) else None


def _is_of_range(keys: list[str], at: int) -> bool:
    """`low end`, `upper half`, `the most we pay`, but not `too low`."""
    if keys[at] in {"most", "least"}:
        return at > 0 and keys[at - 1] in {"the", "at"}
    if keys[at - 1 : at] and keys[at - 1] in {"too", "so", "very", "how"}:
        return False
    return any(key in _ENDS for key in keys[at + 1 : at + 2])


@dataclass(frozen=True)
class _Sentence:
    """The words of a question, in order and as a set, and what was read from it before."""

    keys: Sequence[str]
    words: AbstractSet[str]
    has_place: bool
    has_difference: bool
    has_own_role: bool

    def has_pair(self, first: AbstractSet[str], second: AbstractSet[str]) -> bool:
        """Whether a word of `second` follows one of `first` within three words."""
        return any(
            key in first and not second.isdisjoint(self.keys[at + 1 : at + 4])
            for at, key in enumerate(self.keys)
        )


def _asks_source(said: _Sentence) -> bool:
    if said.words & _SOURCE or said.has_pair({"who"}, _SAYS) or said.has_pair(_SAYS, {"who"}):
        return True
    if said.has_place or not said.words & _FIGURES:
        return False
    return bool(
        said.words & _SURELY_ORIGIN
        or {"where", "from"} <= said.words
        or ("data" in said.words and said.words & words("year market when"))
        or ("who" in said.words and said.words & _MAKES)
        or said.has_pair(_COME, _FROM)
        or (said.words & _DATED and said.words & {"how", "are", "is"})
    )


def _asks_underpaying(said: _Sentence) -> bool:
    if said.words & _UNDER:
        return True
    if said.has_difference:
        return bool(said.words & _LESS) and not said.words & _MORE
    is_less = said.has_pair(_LESS, _MARKET) or said.has_pair(_PAYING, _LESS)
    return is_less and bool(said.words & (_LOSS | _MAY)) and not said.has_place


def _asks_above_engineers(said: _Sentence) -> bool:
    if said.has_pair(words("why how"), words("so")) and said.words & _HIGH and not said.has_place:
        return "why" in said.words
    if not said.words & _MORE or not said.words & (lexicon.PAY | {"than", "expensive"}):
        return False
    if said.words & ENGINEERS:
        return bool(said.words & _COMPARING)
    return bool(said.words & _WHY) and said.has_own_role and not said.has_place


def _asks_engineer_bands(said: _Sentence) -> bool:
    if not said.words & _BANDS:
        return False
    if said.words & ENGINEERS:
        return not said.has_place or bool(said.words & _OUR)
    return bool(said.words & _INSIDE) and not said.has_place


def _asks_what_pay_depends_on(said: _Sentence) -> bool:
    return bool(said.words & _DEPENDS) and not said.has_place


def _asks_total(said: _Sentence) -> bool:
    is_total = bool(said.words & {"total", "tc", "ote", "package"})
    asks_amount = said.has_pair(words("what whats"), words("we should pay"))
    if is_total and said.has_pair({"how"}, _REACHING) and not said.has_place:
        return True
    return (
        is_total
        and not said.has_place
        and bool(said.words & _MEANING)
        and (not asks_amount or bool(said.words & _SURELY_MEANING))
    )


def _asks_bonus(said: _Sentence) -> bool:
    """Whether the bonus itself is asked for, rather than pay with the bonus."""
    at = next((at for at, key in enumerate(said.keys) if key in lexicon.BONUS), None)
    if at is None or not said.has_place:
        return at is not None
    is_added = at > 0 and said.keys[at - 1] in _WITH
    is_asked_for_pay = said.words & _PAY_ITSELF and not said.words & words(
        """
        typical usual normal
        """
    )
    return not is_added and not is_asked_for_pay


_TURNS: Final = frozenset().union(
    *(_SOURCE, _SURELY_ORIGIN, _DATED, _FROM, _MAKES, _UNDER, _LESS, _MORE, _BANDS, _DEPENDS),
    *(lexicon.BONUS, _HIGH, _SAYS, words("total tc ote package data")),
)
"""Words without which no subject is asked for."""
_ASKS: Final = {
    Subject.SOURCE: _asks_source,
    Subject.UNDERPAYING: _asks_underpaying,
    Subject.ABOVE_ENGINEERS: _asks_above_engineers,
    Subject.ENGINEER_BANDS: _asks_engineer_bands,
    Subject.DEPENDS: _asks_what_pay_depends_on,
    Subject.TOTAL: _asks_total,
    Subject.BONUS: _asks_bonus,
}
"""How each subject is asked for; the first that is counts."""


def _find_subject(said: _Sentence) -> Subject | None:
    if said.words.isdisjoint(_TURNS):
        return None
    return next((subject for subject, asks in _ASKS.items() if asks(said)), None)


def _find_subject_beside_amount(said: _Sentence) -> Subject | None:
    """`our SDE ladder stops at 190`: a question about the ladder, in spite of its amount."""
    is_ladder = _asks_engineer_bands(said) and not said.has_place and bool(said.words & _OUR)
    return Subject.ENGINEER_BANDS if is_ladder and said.words & ENGINEERS else None
