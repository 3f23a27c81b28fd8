"""Finds the funding stage of a company in a sentence: `series b`, `pre-IPO`, `seed`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.language.tokens import Kind
from hiring.language.word_sets import words
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hiring.language.tokens import Token


@dataclass(frozen=True)
class StageMention:
    """A funding stage as typed; `id` is None where the vocabulary has no such stage."""

    typed: str
    id: str | None
    start: int
    end: int


_KNOWN: Final = frozenset(
    (
        *("seed", "pre seed", "preseed", "angel", "pre ipo", "preipo", "ipo", "bootstrapped"),
        *("late stage", "early stage", "growth stage", "growth", "public company", "post ipo"),
        *("pre series a", "publicly traded", "listed company", "scaleup", "scale up", "mezzanine"),
        *(f"series {letter}" for letter in "abcdefghij"),
    )
)
"""Stages that people name, whether or not there are figures for them."""
_OPENINGS: Final = words(
    """
    series round seed pre preseed preipo angel ipo late early growth post public publicly listed
    bootstrapped scaleup scale mezzanine a b c d e
    """
)
_MARKS: Final = "-/&"
_LONGEST: Final = 5  # words: `series b or c`


def name_stages(stages: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The names of stages, by (id, name), as people type them: `Series B/C` is `series c` too."""
    named: dict[str, str] = {}
    for stage_id, name in stages:
        first, *letters = re.split(r"\s*/\s*", name.lower())
        head, _, letter = first.rpartition(" ")
        letters = [letter, *letters]
        names = [stage_id, name, *(f"{head} {each}" for each in letters), "".join(name.split())]
        names += [f"{each} round" for each in letters]
        names += [f"{head}{each}" for each in letters]
        if len(letters) > 1:
            both = (" ".join(letters), " or ".join(letters), " and ".join(letters))
            names += [*(f"{head} {each}" for each in both), *both[:1]]
        for each in names:
            named.setdefault(normalize(each), stage_id)
    return named


def find_stage(tokens: Sequence[Token], named: Mapping[str, str]) -> StageMention | None:
    """The first funding stage in the tokens, which are marked as used."""
    for at, token in enumerate(tokens):
        if token.is_free_word and (token.key in _OPENINGS or token.key in named):
            if _is_letter(tokens, at) and f"series {token.key}" in _KNOWN:
                return _use([token], named.get(f"series {token.key}"))
            for run in _runs(tokens, at):
                key = " ".join(part.key for part in run if part.kind is Kind.WORD)
                if key in named or key in _KNOWN:
                    return _use(run, named.get(key))
    return None


def _is_letter(tokens: Sequence[Token], at: int) -> bool:
    """`after our B`: a letter that can only be a round of funding."""
    token = tokens[at]
    is_capital = len(token.text) == 1 and token.text.isupper()
    return is_capital and at > 0 and tokens[at - 1].key in {"our", "their", "post", "raised"}


def _runs(tokens: Sequence[Token], at: int) -> list[list[Token]]:
    """The runs of words that begin here, joined by spaces or marks, the longest first."""
    run: list[Token] = []
    runs: list[list[Token]] = []
    words = 0
    for token in tokens[at:]:
        if token.is_free_word:
            run = [*run, token]
            runs.append(run)
            words += 1
            if words == _LONGEST:
                break
        elif token.kind is Kind.MARK and token.key in _MARKS:
            run = [*run, token]
        else:
            break
    return runs[::-1]


def _use(run: list[Token], stage_id: str | None) -> StageMention:
    for token in run:
        token.is_used = True
    typed = " ".join(token.text for token in run if token.kind is Kind.WORD)
    if any(token.key == "-" for token in run):
        typed = "-".join(token.text for token in run if token.kind is Kind.WORD)
    return StageMention(typed, stage_id, run[0].start, run[-1].end)
