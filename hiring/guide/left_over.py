"""What an answer leaves out of a text about pay, for it to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.language.amounts import Amount
    from hiring.language.percentages import Percentage
    from hiring.language.reading import Reading


def list_ignored(reading: Reading, *, with_stage: bool = True) -> tuple[str, ...]:
    """What the interpretation leaves out, as typed and in the order typed."""
    pieces = [(count.start, count.typed) for count in reading.counts]
    pieces += [(amount.start, amount.hedge_typed) for amount in reading.amounts if amount.hedge]
    pieces += [
        (amount.start, reading.text[amount.start : amount.end])
        for amount in reading.amounts
        if amount.is_raised
    ]
    pieces += [(title.start, title.seniority) for title in reading.titles if title.seniority]
    if reading.stage and with_stage:
        pieces.append((reading.stage.start, reading.stage.typed))
    pieces += reading.left_over
    return tuple(typed for _, typed in sorted(pieces))


def list_left_out(
    reading: Reading, used: Sequence[Amount | Percentage] = (), *, with_stage: bool = False
) -> tuple[str, ...]:
    """The amounts and percentages that are not among those `used`, as typed, in their order."""
    starts = {each.start for each in used}
    pieces = [
        (each.start, f"{reading.text[each.start : each.end]} {each.label}".rstrip())
        for each in reading.quantities
        if each.start not in starts
    ]
    if reading.stage and with_stage:
        pieces.append((reading.stage.start, f"{reading.stage.typed} (I have no figures for it)"))
    return tuple(piece for _, piece in sorted(pieces))
