"""What the YAML reader refuses, as sentences for the people who edit content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

_INDENTATION = "the indentation is wrong. Check this line and the one before it."
# What the reader says, and what to say instead; the first that fits.
_SENTENCES = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"'\\t'", "there is a tab. Use spaces instead of tabs."),
        (
            "quoted scalar.*(end of stream|document separator)",
            "a quotation mark that opens here is not closed.",
        ),
        (
            "double-quoted scalar",
            "“\\” means something else in double quotation marks. Use single ones: 'text'.",
        ),
        (
            "flow (mapping|sequence)|'<stream end>'",
            (
                "a bracket that opens here is not closed, or a comma is missing. A text in "
                "brackets needs quotation marks if it has a colon, a comma or a bracket in it."
            ),
        ),
        (r"found '(<block (mapping|sequence) start>|\?|-)'", _INDENTATION),
        (
            "<block end>, but found",
            (
                "there is something after a closing quotation mark or bracket. Put the whole "
                'text in quotation marks: "it\'s here".'
            ),
        ),
        (
            "could not find expected ':'",
            (
                "a key needs a colon and a space after it, as in “key: value”. If this line "
                "goes on with a text, indent it."
            ),
        ),
        (
            "sequence entries",
            "a list begins on a line of its own. If this is a text, put it in quotation marks.",
        ),
        ("block scalar", "after “>” or “|” the text begins on the next line."),
        (
            "any token|node content|scanning an (alias|anchor)",
            "a text that begins with this character needs quotation marks.",
        ),
    )
)
_OTHER = (
    "this can't be read. Check this line and the one before it: the indentation, the colon after "
    "the key, quotation marks and brackets."
)
_FROM_ITS_BEGINNING = re.compile("quoted scalar|flow (mapping|sequence)|simple key")
"""Where the line to look at is the one in which the thing began."""


def describe_yaml_error(error: MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line to look at, and a sentence of what is wrong in it."""
    said = f"{error.context}: {error.problem}"
    begun = error.context_mark if _FROM_ITS_BEGINNING.search(said) else None
    mark = begun or error.problem_mark
    last = len(text.rstrip().splitlines())
    line = min(mark.line + 1, last) if mark else last
    if mark and "mapping values" in said:
        return line, _describe_colon(text.splitlines()[mark.line][: mark.column])
    return line, next((says for pattern, says in _SENTENCES if pattern.search(said)), _OTHER)


def _describe_colon(before: str) -> str:
    """A colon that can't be after `before`: mostly it is in a sentence without quotation marks."""
    if ": " in before:
        return 'a text with a colon in it needs quotation marks, as in “key: "Pay: it depends"”.'
    return f"{_INDENTATION} If it goes on with a text, put the whole text in quotation marks."
