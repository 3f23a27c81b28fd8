"""Whether a text after `/debrief` asks how long things take."""

from __future__ import annotations

import re
from typing import Final

from hiring.language import word_sets

STATS_PHRASES: Final = (("stats",), ("statistics",), ("metrics",), ("analytics",), ("turnaround",))
"""Words that are recognised if they are misspelt."""
_NAMES: Final = word_sets.words(
    "stats statistics metrics analytics turnaround stat numbers figures medians"
)
_AROUND: Final = word_sets.words(
    "a all and any are by company debrief debriefs do each everyone feedback filing for give have"
    " here how i in is latest me median mine month monthly months my of on our out overall per"
    " please scorecard scorecards see show speed team the this time times to we what whats"
    " workspace year"
)
_QUESTION: Final = re.compile(
    r"^(?:so |and |hey |hi |ok )*(?:how (?:long|fast|quick|quickly|soon|slow)|(?:whats|what is) the"
    r" (?:median|average|usual|typical)|(?:average|median|usual|typical|mean)?"
    r" ?(?:time|hours|days) (?:to|from|until|till|between))\b.*"
    r"\b(?:file|files|filed|filing|feedback|scorecards?|decide|decides|decided|decisions?)\b"
)


def asks_for_stats(text: str) -> bool:
    """Whether a text, in lower case and without punctuation, asks for the figures."""
    words = text.split()
    if any(word in _NAMES for word in words) and all(
        word in _NAMES or word in _AROUND for word in words
    ):
        return True
    return _QUESTION.search(text) is not None
