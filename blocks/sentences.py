"""The beginning of a text, where the whole would not fit on one screen."""

from __future__ import annotations

import re

# "No." or "Yes, some." alone says too little to choose by.
FEWEST_CHARACTERS = 20
_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n")


def take_first_sentence(text: str) -> str:
    """The first sentence; one that is very short takes the next with it.

    A list ends its first sentence too, so that a bullet never stands alone.
    """
    ends = (end.start() for end in _END.finditer(text))
    return text[: next((end for end in ends if end >= FEWEST_CHARACTERS), len(text))]


def take_sentences(text: str, longest: int) -> str:
    """As many whole sentences as fit into `longest` characters, and the first one in any case."""
    ends = [*(end.start() for end in _END.finditer(text)), len(text)]
    return text[: max(len(take_first_sentence(text)), *(end for end in ends if end <= longest), 0)]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _END.split(text) if sentence.strip()]


def shorten(text: str, longest: int) -> str:
    """The text, cut after a word and marked with "…" if it has more than `longest` characters."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0]}…"
