"""The errors of the domain.

HiringDeskError          `.sentence` is for people to read
├── ContentError         a file of `content/` that cannot be used: file, line, what is wrong
├── CurrencyMismatchError an offer in another currency than the band it is read against
└── FormError            fields of a form that cannot be read, a sentence for each
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class HiringDeskError(Exception):
    """Something that a person can be told in one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ContentError(HiringDeskError):
    """A content file that cannot be used; `line` counts from 1, None for a file as a whole."""

    def __init__(self, file: Path, line: int | None, message: str) -> None:
        place = f"{file}, line {line}" if line else f"{file}"
        super().__init__(f"{place}: {message}")
        self.file = file
        self.line = line
        self.message = message


class CurrencyMismatchError(HiringDeskError):
    """An offer in another currency than the band's; amounts are never converted."""


class FormError(HiringDeskError):
    """A submitted form; `errors` maps a field's name to a sentence about it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)
