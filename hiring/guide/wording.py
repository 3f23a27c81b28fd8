"""Words in a job advertisement that are known to put people off.

The words come with the package genderdecoder3 (MIT licence), after the study by Gaucher, Friesen
and Kay (2011): stereotypically masculine wording makes an advertisement less appealing to women.
Only its list is used; its own reading of a text glues words together at punctuation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import genderdecoder3

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def find_off_putting_words(text: str, wanted: str = "") -> Sequence[str]:
    """The words of `text` that are known to put people off, each once, in order and small letters.

    Words that begin like a word of `wanted` are left out: nobody can call a Tech Lead otherwise.
    """
    stems = [stem for stem in genderdecoder3.masculine_coded_words if not _in(stem, wanted)]
    words = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return [word for word in words if word.startswith(tuple(stems))]


def _in(stem: str, wanted: str) -> bool:
    return any(word.startswith(stem) for word in normalize(wanted).split())
