"""What a sentence asks about pay, beside a place and an amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon

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
    pays: bool = False
    """Whether it says that it is about pay, in any word."""
    surely_pays: bool = False
    """Whether it says so in a word that means nothing else."""
    judges: bool = False
    """Whether it asks if something is enough, too much or fair."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BOTTOM: Final = _words(
    "bottom low lowest floor min minimum least entry starting lower start starts"
)
_MIDDLE: Final = _words(
    "middle mid midpoint median average avg mean typical midrange centre center medium midway"
)
_TOP: Final = _words("top max maximum ceiling highest upper cap most high peak tops topend")
_ONLY_WITH_END: Final = _words("low high lower upper start starts starting entry most least")
"""Words that are about an end of the range only beside one of these."""
_ENDS: Final = _words(
    "end ends edge half side bound limit of point range band salary pay base bracket"
)
_WHY: Final = _words("why how reason because")
_ENGINEERS: Final = _words(
    "engineer engineers engineering enginer dev devs developer developers swe swes sde sdes ic ics"
    " programmer programmers software engr coder coders"
)
_BANDS: Final = _words(
    "band bands banding range ranges ladder ladders scale scales level levels levelling grid grids"
    " table bracket brackets benchmark benchmarks benchmarking structure salary salaries numbers"
    " grades rates framework"
)
_OUR: Final = _words("our ours own internal company existing we use using usual same normal apply")
_MORE: Final = _words(
    "more higher above premium extra better expensive over exceed exceeds outearn gap paid"
)
_UNDER: Final = _words(
    "underpay underpaying underpaid underpays underpayment lowball lowballing lowballed lowballs"
    " undercut skimp stingy"
)
_LESS: Final = _words("under below less beneath little lower short low")
_MARKET: Final = _words("market band range benchmark rate average")
_LOSS: Final = _words(
    "happen happens lose loose losing lost cost costs consequence consequences risk risks what"
    " impact effect if matter problem accept decline declined reject rejected danger"
)
_MEANING: Final = _words(
    "what whats mean means meant meaning define defined definition include includes included"
    " including consist consists comprise contain contains count counts counted calculate calculated"
    " calculation compute computed made make makes explain breakdown comprised vs versus difference"
    " explained part parts composed composition components stand in"
)
_SOURCE: Final = _words("source sources survey surveys dataset methodology provenance citation")
_FIGURES: Final = _words(
    "number numbers figure figures data range ranges band bands salary salaries this these it"
    " information info benchmark benchmarks they that those rate rates"
)
_ORIGIN: Final = _words(
    "from reliable reliability trust trustworthy accurate accuracy recent old current outdated up"
    " updated fresh sourced collected gathered based dated trusted credible legit stale real verified"
    " date correct latest"
)
_DEPENDS: Final = _words(
    "depend depends depending affect affects influence influences determine determines drive drives"
    " factor factors vary varies drivers influenced determined"
)
_JUDGES: Final = _words(
    "enough sufficient good bad fair ok okay competitive reasonable realistic crazy mad insane fine"
    " decent generous low high much little attractive acceptable suffice right wrong fly work works"
    " accept alright"
)
_EXPLAINING: Final = _words(
    "how much what whats usual typical normal standard average percent percentage big large size"
    " structure is are do does should bonus bonuses range target common it offer good"
)
_WITH: Final = _words("with incl including include inclusive plus and + w excluding without excl")

WORDS: Final = frozenset().union(
    *(_BOTTOM, _MIDDLE, _TOP, _ENDS, _WHY, _ENGINEERS, _BANDS, _OUR, _MORE, _UNDER, _LESS),
    *(_MARKET, _LOSS, _MEANING, _SOURCE, _FIGURES, _ORIGIN, _DEPENDS, _JUDGES, _EXPLAINING),
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
    words = set(keys)
    return Question(
        focus=None if has_amount else _find_focus(keys),
        subject=_find_subject(
            keys,
            words,
            has_amount=has_amount,
            has_place=has_place,
            has_difference=has_difference,
            has_own_role=has_own_role,
        ),
        equity=bool(words & lexicon.EQUITY),
        pays=bool(words & lexicon.PAY),
        surely_pays=bool(words & lexicon.SURELY_PAY),
        judges=bool(words & _JUDGES),
    )


def _find_focus(keys: list[str]) -> Focus | None:
    for at, key in enumerate(keys):
        for focus, words in (
            (Focus.BOTTOM, _BOTTOM),
            (Focus.MIDDLE, _MIDDLE),
            (Focus.TOP, _TOP),
        ):
            if key in words and (key not in _ONLY_WITH_END or _is_of_range(keys, at)):
                return focus
    return None


def _is_of_range(keys: list[str], at: int) -> bool:
    """`low end`, `upper half`, `the most we pay`, but not `too low`."""
    if keys[at] in {"most", "least"}:
        return at > 0 and keys[at - 1] in {"the", "at"}
    if keys[at - 1 : at] and keys[at - 1] in {"too", "so", "very", "how"}:
        return False
    return any(key in _ENDS for key in keys[at + 1 : at + 2])


def _find_subject(  # noqa: PLR0911 - a subject each
    keys: list[str],
    words: AbstractSet[str],
    *,
    has_amount: bool,
    has_place: bool,
    has_difference: bool,
    has_own_role: bool,
) -> Subject | None:
    if has_amount:
        return None
    engineers = words & _ENGINEERS
    if words & _SOURCE or (
        words & _FIGURES
        and words & _ORIGIN
        and (
            _has_pair(
                keys, ("come", "came", "coming", "got", "get", "based", "taken"), ("from", "on")
            )
            or words
            & (_ORIGIN - {"from", "up", "current", "real", "old", "correct", "recent", "date"})
            or ("where" in words and "from" in words)
            or (words & {"old", "recent", "current", "date"} and words & {"how", "are", "is"})
        )
        and not has_place
    ):
        return Subject.SOURCE
    if (
        words & _UNDER
        or (has_difference and words & _LESS and not words & _MORE)
        or (
            words & _LESS
            and words & _MARKET
            and words & _LOSS
            and not has_place
            and _is_under(keys)
        )
        or (
            _has_pair(keys, ("pay", "offer", "paying"), ("less", "below", "under", "little", "low"))
            and words & _LOSS
            and not has_place
        )
    ):
        return Subject.UNDERPAYING
    if engineers and _compares_pay(words):
        return Subject.ABOVE_ENGINEERS
    if (engineers and words & _BANDS and not (has_place and not words & _OUR)) or (
        words & {"own", "internal", "existing"} and words & _BANDS and not has_place
    ):
        return Subject.ENGINEER_BANDS
    if words & _WHY and words & _MORE and has_own_role and not has_place and words & lexicon.PAY:
        return Subject.ABOVE_ENGINEERS
    if words & _DEPENDS and not has_place:
        return Subject.DEPENDS
    is_total = bool(words & {"total", "tc", "ote"}) or "package" in words
    if is_total and not has_place and words & _MEANING and not _asks_how_much(keys):
        return Subject.TOTAL
    if words & lexicon.BONUS and _asks_bonus(keys, words, has_place=has_place):
        return Subject.BONUS
    return None


def _compares_pay(words: AbstractSet[str]) -> bool:
    """`why does a lead earn more than an engineer`."""
    return (
        bool(words & _MORE)
        and bool(words & (_WHY | {"than", "should", "does", "do", "is", "are"}))
        and bool(words & (lexicon.PAY | {"than", "expensive", "cost", "more"}))
    )


def _is_under(keys: list[str]) -> bool:
    return _has_pair(keys, tuple(_LESS), tuple(_MARKET | {"the"}))


def _has_pair(keys: list[str], first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a word of `second` follows one of `first` within three words."""
    for at, key in enumerate(keys):
        if key in first and any(word in second for word in keys[at + 1 : at + 4]):
            return True
    return False


def _asks_how_much(keys: list[str]) -> bool:
    return _has_pair(keys, ("what", "whats"), ("we", "should", "pay")) and not {
        "mean",
        "means",
        "include",
        "includes",
        "included",
    }.intersection(keys)


def _asks_bonus(keys: list[str], words: AbstractSet[str], *, has_place: bool) -> bool:
    """Whether the bonus itself is asked for, rather than pay with the bonus."""
    at = next(i for i, key in enumerate(keys) if key in lexicon.BONUS)
    if at and keys[at - 1] in _WITH and has_place:
        return False
    others = words & lexicon.SURELY_PAY - {"pay", "pays", "paid", "paying", "earn", "comp"}
    return not (has_place and others and not words & {"typical", "usual", "normal"})


def is_asked(question: Question) -> bool:
    """Whether any of it was asked."""
    return bool(question.focus or question.subject or question.equity)
