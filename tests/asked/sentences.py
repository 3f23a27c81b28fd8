"""Sentences as people type them, each labelled with what a right answer to it holds.

A file has a line for each: `text`, `kind`, `expect` (a regular expression that the visible answer
must meet), sometimes `never` (one that it must not), and a `note` on where the label comes from.
Files called `held_out_…` are never looked at while the answers are tuned, so that their numbers are
honest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

FOLDER = Path(__file__).parent
# Dashes, spaces and apostrophes as answers are typeset with them, and as labels are typed.
_PLAIN = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2009\u202f"), " "),
    ord("\u2019"): "'",
}
_FLAGS = re.IGNORECASE | re.DOTALL


@dataclass(frozen=True)
class Sentence:
    """A text that people type after a command, and its label."""

    text: str
    kind: str
    expect: str = ""
    never: str = ""
    note: str = ""

    def is_met_by(self, answer: str) -> bool:
        """Whether an answer holds what it must, and nothing that it must not."""
        holds = not self.expect or re.search(self.expect, answer.translate(_PLAIN), _FLAGS)
        return bool(holds) and not self.is_broken_by(answer)

    def is_broken_by(self, answer: str) -> bool:
        """Whether an answer holds what it must not."""
        return bool(self.never and re.search(self.never, answer.translate(_PLAIN), _FLAGS))


def load_sentences(command: str, *, held_out: bool) -> list[Sentence]:
    """All sentences for `guide`, `salary` or `jd` that are, or are not, held out."""
    return [
        sentence
        for path in sorted(FOLDER.glob(f"*{command}*.tsv"))
        if path.name.startswith("held_out_") == held_out
        for sentence in load_file(path.name)
    ]


def load_file(name: str) -> list[Sentence]:
    """The sentences of one file."""
    head, *lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    rows = [dict(zip_longest(columns, line.split("\t"), fillvalue="")) for line in lines]
    return [Sentence(**row) for row in rows]
