"""The errors of the domain.

HiringDeskError          `.sentence` is for people to read
├── ContentError         a file of `content/` that cannot be used: file, line, what is wrong
├── CurrencyMismatchError an offer in another currency than the range it is compared with
├── FormError            fields of a form that cannot be read, a sentence for each
└── UnreadableError      something stored that can't be read
    ├── DamagedError
    └── NewerVersionError
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
    """A content file that cannot be used; `line` counts from 1, None for the whole file."""

    def __init__(self, file: Path, line: int | None, message: str) -> None:
        location = f"{file}, line {line}" if line else f"{file}"
        super().__init__(f"{location}: {message}")
        self.file = file
        self.line = line
        self.message = message


class CurrencyMismatchError(HiringDeskError):
    """An offer in another currency than the range's; amounts are never converted."""


class FormError(HiringDeskError):
    """A submitted form; `errors` maps a field's name to a sentence about it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class UnreadableError(HiringDeskError):
    """A stored value can't be read, and is left unchanged. The message quotes none of it.

    `reason` is a sentence for the log; by default the sentence for people.
    """

    def __init__(self, sentence: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.reason = reason or sentence


class DamagedError(UnreadableError):
    """A stored value isn't what its version says: something is missing, wrong or too much."""

    def __init__(self, name: str) -> None:
        super().__init__(f"What is stored of this {name} is damaged. It was left unchanged.")


class NewerVersionError(UnreadableError):
    """A stored value was written by a later version of Hiring Desk than this process runs."""

    def __init__(self, name: str, version: int, known: int) -> None:
        super().__init__(
            f"This {name} was written by a newer version of Hiring Desk (format {version}; this "
            f"process reads up to {known}). It was left unchanged: update and restart this process."
        )
