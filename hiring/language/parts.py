"""What part of a package each amount and percentage is, by the words beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.amounts import Amount, Part
from hiring.language.percentages import Percentage
from hiring.language.tokens import Kind
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.language.tokens import Token

_PARTS: Final = {
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
    year for company signing performance : = ( - up to on , sign
    """
)
_WORKLOAD: Final = words(
    """
    position fte time remote remotely workload pensum job role contract sure
    """
)
_LONGEST_GAP: Final = 2
_ENDS: Final = frozenset(("+", ",", ";", "&", "|", "and", "plus", "with"))

Quantity = Amount | Percentage


def label_parts(
    tokens: Sequence[Token], amounts: Sequence[Amount], percentages: Sequence[Percentage]
) -> tuple[tuple[Amount, ...], tuple[Percentage, ...]]:
    """The same amounts and percentages, each with its part."""
    labels = [
        (token, _find_part(tokens, at))
        for at, token in enumerate(tokens)
        if token.kind is Kind.WORD and (token.key in _PARTS or token.key == "sign")
    ]
    labelled = {id(token): part for token, part in labels if part}
    if not labelled and not percentages:
        return tuple(amounts), ()
    quantities: list[Quantity] = sorted((*amounts, *percentages), key=lambda each: each.start)
    precede = _labels_precede(labels, quantities)
    taken: set[int] = set()
    parts: dict[int, Part] = {}
    for forward in (not precede, precede):
        for quantity in quantities:
            if quantity.start in parts:
                continue
            label = _nearest(tokens, quantity, labelled, taken, forward=forward)
            if label is not None:
                taken.add(id(label))
                parts[quantity.start] = labelled[id(label)]
    for percentage in percentages:
        if _is_difference(tokens, percentage):
            parts[percentage.start] = Part.DIFFERENCE
        elif _behind(tokens, percentage) & _WORKLOAD:
            parts[percentage.start] = Part.OTHER
    return (
        tuple(replace(amount, part=parts.get(amount.start, Part.PAY)) for amount in amounts),
        tuple(replace(each, part=parts.get(each.start)) for each in percentages),
    )


def _find_part(tokens: Sequence[Token], at: int) -> Part | None:
    key = tokens[at].key
    if key in {"sign", "signing", "joining", "welcome", "retention", "relocation", "relo"}:
        return Part.ONE_OFF
    before = tokens[at - 1].key if at else ""
    if key in lexicon.BONUS and before in {"on", "signing", "signon", "joining", "welcome", "sign"}:
        return Part.ONE_OFF
    return _PARTS.get(key)


def _labels_precede(
    labels: Iterable[tuple[Token, Part | None]], quantities: Sequence[Quantity]
) -> bool:
    """Whether labels are typed as `bonus 15%` rather than `15% bonus`."""
    first = min((token.start for token, part in labels if part), default=0)
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
    labelled: dict[int, Part],
    taken: set[int],
    *,
    forward: bool,
) -> Token | None:
    """The label right behind the quantity, or right before it, with a word or two between."""
    beside = (
        [token for token in tokens if token.start >= quantity.end]
        if forward
        else [token for token in reversed(tokens) if token.end <= quantity.start]
    )
    for token in beside[: _LONGEST_GAP + 1]:
        if id(token) in labelled:
            return None if id(token) in taken else token
        if token.key not in _BETWEEN or (forward and token.key in _ENDS):
            return None
    return None


def _behind(tokens: Sequence[Token], percentage: Percentage) -> set[str]:
    """The word right behind a percentage."""
    return {token.key for token in [token for token in tokens if token.start >= percentage.end][:1]}


def _is_difference(tokens: Sequence[Token], percentage: Percentage) -> bool:
    before = [token.key for token in tokens if token.end <= percentage.start][-2:]
    return bool(_DIFFERENCE & _behind(tokens, percentage)) or (
        before[-1:] == ["by"] or bool({"underpay", "underpaying"}.intersection(before))
    )
