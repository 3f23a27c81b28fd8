"""The known words: the only ones that are counted in questions without an answer.

They are the words of the guide, its synonyms and phrasings, and `hiring_words.txt`, which we wrote.
Without names: `names.txt` has the given names and the 10,000 most common surnames of the US Census
of 1990, which is in the public domain. So Mark, Grant and Price aren't counted as words either.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from hiring.guide.passages import list_passages
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.role import Guide

LONGEST: Final = 1000
"""What follows in a question isn't looked at."""
MOST_WORDS: Final = 30
"""Of one question."""

# A name is written with a capital, so a word of the content counts only where it has none.
_WORD: Final = re.compile(r"(?<![\w'\u2019])[a-z]{3,20}(?![\w'\u2019])")


def build_known_words(guide: Guide) -> frozenset[str]:
    """All words that may be counted, without the most common ones and those of roles' names."""
    words = {*_read_words("hiring_words.txt"), *_WORD.findall("\n".join(_list_texts(guide)))}
    names = [name for role in guide.roles.values() for name in role.normalized_names]
    left_out = {*_read_words("names.txt"), *_read_words("function_words.txt")}
    return frozenset(words - left_out - set(" ".join(names).split()))


def find_known_words(text: str, known: frozenset[str]) -> frozenset[str]:
    """The known words of a text, each once; `visas` is `visa`."""
    typed = dict.fromkeys(normalize(text[:LONGEST]).split())
    words = (_find_word(word, known) for word in typed)
    return frozenset([word for word in words if word][:MOST_WORDS])


def _find_word(typed: str, known: frozenset[str]) -> str | None:
    forms = (typed.removesuffix("s"), typed.removesuffix("es"), typed)
    return next((form for form in forms if form in known), None)


def _list_texts(guide: Guide) -> Iterator[str]:
    for role in guide.roles.values():
        for passage in list_passages(role, guide.places, guide.pay_transparency):
            yield from (passage.title, passage.text, *passage.asked_as)
    for synonym in guide.synonyms.synonyms:
        yield from (synonym.word, *synonym.same_as)
    for subject in guide.not_covered.subjects:
        yield from (subject.name, *subject.asked_as)
    for forbidden in guide.not_to_ask.subjects:
        yield from (forbidden.name, *forbidden.asked_as)


def _read_words(name: str) -> frozenset[str]:
    return frozenset((files(__package__) / name).read_text(encoding="utf-8").split())
