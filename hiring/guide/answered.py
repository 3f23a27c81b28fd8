"""What every question about pay that has an answer may carry beside what it asks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answered:
    """A question that has an answer.

    `ignored` are the words that the reading leaves out, as typed; an answer then says how it read
    the text. `left_out` are amounts and percentages that it can't use: an answer names each. Two
    questions that differ only in them are the same question.
    """

    ignored: tuple[str, ...] = field(default=(), compare=False, kw_only=True)
    left_out: tuple[str, ...] = field(default=(), compare=False, kw_only=True)
