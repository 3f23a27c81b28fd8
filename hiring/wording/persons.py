"""Who is named in a text: a "she" behind a name is that person, nobody who applies."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from hiring.wording.prose import Prose


def _split(text: str) -> tuple[str, ...]:
    """The phrases of a text, between bars."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


_TITLES: Final = words("dr herr frau mr mrs ms mx prof professor sir")
# What only a name, or a part of the company, follows.
_BEFORE_NAMES: Final = _split(
    """
    report to | reports to | reporting to | over from | replace | replaces | replacing |
    led by | headed by | run by | managed by | succeed | succeeds | manager is |
    manager will be | manager , | boss is | boss , | buddy is | lead is | founder is |
    cto is | ceo is | meet | ask
    """
)
# What often comes before somebody.
_BEFORE_PEOPLE: Final = _split(
    """
    work with | works with | working with | pair with | pairs with | because | since | join
    | cto , | ceo , | founder , | lead , | founders , | before | when | as | by | and |
    our cto | our ceo | our founder
    """
)
_PREPOSITIONS: Final = words("after before besides during for in on since until with")
_MOST: Final = 3
"""Words of the longest of them."""
# Parts of a company.
_UNITS: Final = words(
    """
    a ai analytics board business ceo chief cio coo corporate cpo cto customer data design
    devops director engineering finance head hr it legal machine management marketing medical
    ml operations our people platform product programme project quality research risk sales
    science security senior software strategy support tech technical technology the vp
    """
)


def names_somebody_before(prose: Prose, at: int, jobs: AbstractSet[str]) -> bool:
    """Whether somebody is named before a word, in its sentence or in the one before.

    Who is named in the sentence before isn't meant where a job of `jobs` comes in between.
    """
    begin, end = prose.find_sentence(at)
    # "Before her leave, Ana wrote it": who is named comes behind.
    until = end if at == begin + 1 and prose.keys[begin] in _PREPOSITIONS else at
    if any(names_somebody(prose, key) for key in range(begin, until)):
        return True
    before, _ = prose.find_sentence_before(at)
    return jobs.isdisjoint(prose.keys[begin:at]) and any(
        names_somebody(prose, key) for key in range(before, begin)
    )


def names_somebody(prose: Prose, at: int) -> bool:
    """Whether a word is a name, as Anna is, and Chen in "Dr. Chen"."""
    start, end = prose.spans[at]
    word = prose.text[start:end]
    if not word[:1].isupper() or word.isupper():
        return False
    begin, _ = prose.find_sentence(at)
    before = " ".join(prose.keys[max(begin, at - _MOST) : at])
    is_given = prose.keys[at] in load_names()
    if at > begin and prose.keys[at - 1] in _TITLES:
        return True
    if is_given and prose.keys[at] not in load_words_too():
        return True
    if prose.keys[at] in _UNITS:
        return False
    return before.endswith(_BEFORE_NAMES) or (is_given and before.endswith(_BEFORE_PEOPLE))


def is_in_full_name(prose: Prose, at: int) -> bool:
    """Whether a word is a given name before a surname, or such a surname: Mary Black."""
    pairs = [(first, first + 1) for first in (at - 1, at) if 0 <= first < len(prose.keys) - 1]
    return any(all(_is_name(prose, key) for key in pair) for pair in pairs)


def _is_name(prose: Prose, at: int) -> bool:
    start, end = prose.spans[at]
    return prose.keys[at] in load_names() and prose.text[start:end].istitle()


@cache
def load_names() -> frozenset[str]:
    """Given names, of other countries as well, and common surnames."""
    abroad = (files("hiring.wording") / "names_abroad.txt").read_text(encoding="utf-8")
    names = (files("hiring.guide") / "names.txt").read_text(encoding="utf-8")
    return words(abroad) | words(names)


@cache
def load_words_too() -> frozenset[str]:
    """Names that are words as well: they are somebody's only behind what often comes before one."""
    return words((files("hiring.wording") / "names_and_words.txt").read_text(encoding="utf-8"))
