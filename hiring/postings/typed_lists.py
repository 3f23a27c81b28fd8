"""Lists that people typed or pasted: one entry a line, without their own bullets and numbers."""

from __future__ import annotations

import re

from hiring.normalize import normalize

# A line ends where Word, browsers and terminals end one; a bullet within a line begins another.
_LINE_ENDS = re.compile("[\r\n\v\f\x85\u2028\u2029]+|[ \t]+[•▪●◦‣∙\uf0b7]+(?=\\s)")
# What is nothing but a bullet needs no space behind it; a dash or a star does, so that “-5%” and
# “*args” stay. Slack writes an emoji that is typed in a field as its name, such as `:pushpin:`.
_BULLET = re.compile(
    r"""
    [•▪▫●○◦‣\u2043∙·■□◆◇►▶▸▹➤➢➔→✓✔✅☐☑☒❑❖✦★☆👉🔹🔸➡\uf0b7\uf0a7\uf0d8\uf0fc\ufffd]+\ufe0f?\s*
    | [-–—\u2212*+>~]+ (?:\s+|$)
    | [-–—]+ (?=[^\W\d])                  # “-Python”
    | \[[ xX]?\] \s+                      # “[ ] …”
    | :[a-z0-9_+-]+: \s*
    | o (?:\t|\s{2,})                     # Word's second level
    | \(?[0-9]{1,2}\) \s*                 # “1)”, “(1)”
    | [0-9]{1,2}\. (?:\s+|$|(?=[A-Z][a-z]))   # “1. …”, “1.Deep …”, and not “3.5 years”
    | \(?[a-z]\) \s+ | [a-z]\. \s+        # “a) …”
    | \(?[ivx]{1,4}[.)] \s+               # “iv. …”
    """,
    re.VERBOSE,
)


def split_list(text: str) -> list[str]:
    """The entries of a list, each once, without empty ones and bullets."""
    entries = (_strip_bullets(line) for line in _LINE_ENDS.split(text))
    return list({normalize(entry) or entry: entry for entry in entries if entry}.values())


def _strip_bullets(line: str) -> str:
    line = line.strip()
    while bullet := _BULLET.match(line):
        line = line[bullet.end() :].strip()
    return line
