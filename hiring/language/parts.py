"""What part of a package each amount and percentage is, by the words beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.amounts import Amount, Part
from hiring.language.percentages import Percentage
from hiring.language.tokens import Kind, write_typed
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from hiring.language.tokens import Token

_PARTS: Final = {
    **dict.fromkeys(lexicon.BENEFITS, Part.OTHER),
    **dict.fromkeys(lexicon.BONUS, Part.BONUS),
    **dict.fromkeys(lexicon.EQUITY, Part.EQUITY),
    **dict.fromkeys(lexicon.ONE_OFF, Part.ONE_OFF),
}
_DIFFERENCE: Final = words(
    """
    under below less lower beneath cheaper above over more higher raise increase bump uplift off
    discount premium hike underpay underpaid underpaying shortfall
    """
)
_BETWEEN: Final = words(
    """
    of in worth annual annually yearly target cash the a an as is at about around value total per
    year yr for company signing performance perf discretionary base salary quarterly
    : = ( - up to on , /
    """
)
_LONGEST_GAP: Final = 3
_ENDS: Final = frozenset(("+", ",", ";", "&", "|", "and", "plus", "with"))
_AWAY: Final = words("remote onsite hybrid office wfh home")
_MOSTLY: Final = 30
"""Percent: `50% remote` is about where the work is done, `+ 15% remote` an offer for a place."""
_TO_AMOUNT: Final = words("than from on of to the a our your top")
_CHANGED_BY: Final = words("minus less up down by")
_PASSED_OVER: Final = words("annual annually yearly cash of the a an as for p pa per year yr in (")
_BONUS_KINDS: Final = words("target performance perf discretionary sti mbo kpi kpis")
_OF_COMPANY: Final = words("company business startup firm cap diluted fd fully")
_PLAIN: Final = words(
    """
    offer offered offering offers package packages comp compensation role job candidate candidates
    hire per pa annual annually yearly year yr yrs annum pay salary work
    """
)
_UNREMARKABLE: Final = lexicon.GRAMMAR | lexicon.JUDGING | lexicon.BASIS.keys() | _PLAIN
_EACH_YEAR: Final = (("per", "year"), ("a", "year"), ("each", "year"), ("every", "year"))
_MOST_LABEL_WORDS: Final = 3
_ONE_OFF_NAMES: Final = lexicon.ONE_OFF | {"on", "-"}

_MOST_BESIDE: Final = 6
_YEARLY: Final = re.compile(
    r"\b(?:per|a|each|every) (?:year|yr|annum)\b|/ (?:year|yr)\b|\b(?:annual|annually|yearly|pa)\b"
    r"|\b(?:1|one) (?:- )?(?:year|yr)\b(?! cliff)"
)

Quantity = Amount | Percentage
_Labelled = tuple[Part, list["Token"]]
_Parts = Mapping[int, _Labelled]


def label_parts(
    tokens: Sequence[Token], amounts: Sequence[Amount], percentages: Sequence[Percentage]
) -> tuple[tuple[Amount, ...], tuple[Percentage, ...]]:
    """The same amounts and percentages, each with its part.

    Words for what is neither base nor bonus nor equity are marked as used: they are no places.
    """
    labels = [
        (token, _find_part(tokens, at))
        for at, token in enumerate(tokens)
        if token.kind is Kind.WORD and token.key in _PARTS
    ]
    labelled = {id(token): part for token, part in labels}
    if not labelled and not percentages:
        return tuple(amounts), ()
    quantities: list[Quantity] = sorted((*amounts, *percentages), key=lambda each: each.start)
    precede = _labels_precede(labels, quantities)
    taken: set[int] = set()
    parts: dict[int, _Labelled] = {}
    for forward in (not precede, precede):
        for quantity in quantities:
            run = (
                []
                if quantity.start in parts
                else _nearest(tokens, quantity, labelled, taken, forward=forward)
            )
            part = labelled[id(run[-1 if forward else 0])] if run else None
            is_named_before = part is Part.OTHER and not forward and quantity in amounts[:1]
            if part and not is_named_before:  # `insurance company, 150k`
                run = _extend(tokens, run, part)
                taken.update(map(id, run))
                parts[quantity.start] = (_find_whole_part(run, part), run)
    parts |= _label_distances(tokens, percentages, parts)
    apart = [run for part, run in parts.values() if part in {Part.OTHER, Part.ONE_OFF}]
    for token in chain.from_iterable(apart):
        token.is_used = True
    return (
        tuple(_label_amount(tokens, amount, parts) for amount in amounts),
        tuple(
            replace(_label_percentage(each, parts), is_relative=_is_relative(tokens, each, amounts))
            for each in percentages
        ),
    )


def _label_distances(
    tokens: Sequence[Token], percentages: Sequence[Percentage], parts: _Parts
) -> dict[int, _Labelled]:
    """Percentages that say how far something is, or how much of the work is done away."""
    labelled: dict[int, _Labelled] = {}
    for each in percentages:
        if run := _find_difference(tokens, each):
            labelled[each.start] = (Part.DIFFERENCE, run)
        elif each.start not in parts and (run := _find_workplace(tokens, each)):
            labelled[each.start] = (Part.OTHER, run)
    return labelled


def label_unknown(
    tokens: Sequence[Token], amounts: Sequence[Amount], percentages: Sequence[Percentage]
) -> tuple[tuple[Amount, ...], tuple[Percentage, ...]]:
    """The amounts and percentages, each with its part where an unknown word beside it names one.

    Places and jobs were read before, so that no name is taken for such a word.
    """
    has_equity = any(token.key in lexicon.EQUITY for token in tokens)
    parts: dict[int, _Labelled] = {}
    for each in percentages:
        if each.part is None and (part := _find_unknown(tokens, each, has_equity=has_equity)):
            parts[each.start] = part
    pay = [amount for amount in amounts if amount.part is Part.PAY]
    for amount in pay[1:]:
        run = [token for token in tokens if token.start >= amount.end][:1]
        before = [token.key for token in tokens if token.end <= amount.start][-1:]
        if _ENDS.intersection(before) and run and _is_unknown(run[0], lexicon.FILLERS):
            parts[amount.start] = (Part.OTHER, run)
    return (
        tuple(_label_amount(tokens, amount, parts) for amount in amounts),
        tuple(_label_percentage(each, parts) for each in percentages),
    )


def _label_amount(tokens: Sequence[Token], amount: Amount, parts: _Parts) -> Amount:
    part, run = parts.get(amount.start, (amount.part, []))
    is_yearly = amount.is_yearly or (part is Part.EQUITY and _is_yearly(tokens, amount))
    return replace(amount, part=part, label=_write(run) or amount.label, is_yearly=is_yearly)


def _label_percentage(percentage: Percentage, parts: _Parts) -> Percentage:
    part, run = parts.get(percentage.start, (percentage.part, []))
    return replace(percentage, part=part, label=_write(run) or percentage.label)


def _write(run: Iterable[Token]) -> str:
    typed = [token for token in run if token.key not in {":", "=", "(", ","}]
    return write_typed(typed).removesuffix(" of")


def _is_yearly(tokens: Sequence[Token], amount: Amount) -> bool:
    """`100k RSU per year`, `annual grant of 100k`: a year's value, whatever it vests over."""
    behind = [token.key for token in tokens if token.start >= amount.end][:_MOST_BESIDE]
    before = [token.key for token in tokens if token.end <= amount.start][-_MOST_BESIDE:]
    end = next((at for at, key in enumerate(behind) if key in _ENDS), len(behind))
    start = next((at for at, key in enumerate(before[::-1]) if key in _ENDS), len(before))
    beside = f"{' '.join(before[len(before) - start :])} | {' '.join(behind[:end])}"
    return _YEARLY.search(beside) is not None


def _find_part(tokens: Sequence[Token], at: int) -> Part:
    """What a word says, and the word before it: `signing bonus`, `sign-on RSUs`."""
    key = tokens[at].key
    before = tokens[at - 1].key if at else ""
    is_once = before in lexicon.ONE_OFF or before == "on"
    return Part.ONE_OFF if is_once and key in lexicon.BONUS | lexicon.EQUITY else _PARTS[key]


def _labels_precede(labels: Iterable[tuple[Token, Part]], quantities: Sequence[Quantity]) -> bool:
    """Whether labels are typed as `bonus 15%` rather than `15% bonus`."""
    first = min((token.start for token, _ in labels), default=0)
    return bool(quantities) and any(
        isinstance(each, Percentage)
        and first < each.start
        and not any(
            earlier.end <= first and isinstance(earlier, Percentage) for earlier in quantities
        )
        for each in quantities
    )


def _nearest(
    tokens: Sequence[Token],
    quantity: Quantity,
    labelled: Mapping[int, Part],
    taken: AbstractSet[int],
    *,
    forward: bool,
) -> list[Token]:
    """The words up to the label behind the quantity, or from the label before it."""
    beside = (
        [token for token in tokens if token.start >= quantity.end]
        if forward
        else [token for token in reversed(tokens) if token.end <= quantity.start]
    )
    for at, token in enumerate(beside[: _LONGEST_GAP + 1]):
        if id(token) in labelled:
            run = beside[: at + 1]
            return [] if id(token) in taken else run if forward else run[::-1]
        if token.key not in _BETWEEN or (forward and token.key in _ENDS):
            return []
    return []


def _extend(tokens: Sequence[Token], run: list[Token], part: Part) -> list[Token]:
    """The label with the words that belong to it: `RSU refresh`, `sign-on bonus`."""
    more = lexicon.REFRESHED
    if part in {Part.OTHER, Part.ONE_OFF}:
        more = more | _PARTS.keys() | {"on", "-"}
        before = [token for token in tokens if token.end <= run[0].start][-_MOST_LABEL_WORDS:]
        names = takewhile(lambda token: token.key in _ONE_OFF_NAMES, reversed(before))
        run = [*reversed(list(names)), *run]
    behind = [token for token in tokens if token.start >= run[-1].end]
    for token in behind[:_MOST_LABEL_WORDS]:
        if token.key not in more:
            break
        run = [*run, token]
    return run


def _find_whole_part(run: Iterable[Token], part: Part) -> Part:
    is_refreshed = any(token.key in lexicon.REFRESHED for token in run)
    return Part.OTHER if is_refreshed else part


def _find_difference(tokens: Sequence[Token], percentage: Percentage) -> list[Token]:
    """`20% below`, `4% annual raise`; the words that say so."""
    behind = [token for token in tokens if token.start >= percentage.end][:3]
    keys = [token.key for token in behind]
    if keys[:1] == ["over"] and len(behind) > 1 and not behind[1].is_free_word:
        return []  # `0.2% over 4 years`
    if _DIFFERENCE.intersection(keys[:1]):
        return behind[:1]
    if keys[:1] and keys[0] in _BETWEEN and _DIFFERENCE.intersection(keys[1:2]):
        return behind[:2]
    before = [token for token in tokens if token.end <= percentage.start][-2:]
    is_by = [token.key for token in before][-1:] == ["by"]
    is_less = any(token.key in {"underpay", "underpaying"} for token in before)
    return before if is_by or is_less else []


def _find_workplace(tokens: Sequence[Token], percentage: Percentage) -> list[Token]:
    """`50% remote`, `60% in office`."""
    behind = [token for token in tokens if token.start >= percentage.end][:3]
    end = 1
    while end < len(behind) and behind[end - 1].key in {"in", "from", "the"}:
        end += 1
    is_away = percentage.high >= _MOSTLY and bool(behind) and behind[end - 1].key in _AWAY
    return behind[:end] if is_away else []


def _is_relative(
    tokens: Sequence[Token], percentage: Percentage, amounts: Sequence[Amount]
) -> bool:
    """`80% of 150k`, `10% more than 150k`, `150k minus 10%`: no amount until it is computed."""
    behind = [token for token in tokens if token.start >= percentage.end][:4]
    if behind and behind[0].key in _DIFFERENCE | {"of", "on"}:
        named = next((token for token in behind[1:] if token.key not in _TO_AMOUNT), None)
        if _is_within(named, amounts):
            return True
    before = [token for token in tokens if token.end <= percentage.start][-4:]
    is_changed = any(token.key in _CHANGED_BY for token in before[-1:])
    return is_changed and any(_is_within(token, amounts) for token in before[:-1])


def _is_within(token: Token | None, amounts: Sequence[Amount]) -> bool:
    return token is not None and any(each.start <= token.start < each.end for each in amounts)


def _find_unknown(
    tokens: Sequence[Token], percentage: Percentage, *, has_equity: bool
) -> tuple[Part, list[Token]] | None:
    """What else a percentage is of, by the words right behind it or the one before it."""
    behind = [token for token in tokens if token.start >= percentage.end]
    if has_equity and tuple(token.key for token in behind[:2]) in _EACH_YEAR:
        return Part.OTHER, behind[:2]  # how a grant vests
    skipped = 0
    while skipped < min(len(behind), _LONGEST_GAP) and behind[skipped].key in _PASSED_OVER:
        skipped += 1
    run = behind[:skipped]
    for token in behind[skipped : skipped + _MOST_LABEL_WORDS]:
        if not token.is_free_word or token.key in lexicon.GRAMMAR:
            break
        run.append(token)
    said = [token.key for token in run[skipped:]]
    before = [token for token in tokens if token.end <= percentage.start][-1:]
    if _OF_COMPANY.intersection(said):
        return Part.EQUITY, run
    if _BONUS_KINDS.intersection(said):
        return Part.BONUS, run
    is_else = bool(lexicon.SHARES_OF_ELSE.intersection(said))
    if is_else or (said and _is_unknown(run[skipped], _UNREMARKABLE)):
        return Part.OTHER, run
    known = lexicon.FILLERS | (lexicon.EVERYDAY - lexicon.SHARES_OF_ELSE)
    return (Part.OTHER, before) if before and _is_unknown(before[0], known) else None


def _is_unknown(token: Token, known: AbstractSet[str]) -> bool:
    return (
        token.is_free_word
        and token.key not in known
        and token.key not in _PARTS
        and token.key not in lexicon.BASIS
        and token.key not in _ENDS
    )
