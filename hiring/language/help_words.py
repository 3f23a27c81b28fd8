"""Whether a text asks what can be typed, and nothing else.

“help me hire” asks for more than that, so it is a question for whoever answers such questions.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from hiring.normalize import normalize

LONGEST: Final = 120
"""A longer text is a question about something."""

_MENTION: Final = re.compile(r"<[@#!][^<>]*>|:[a-z][\w+-]*:")
_COMMAND: Final = re.compile(r"(?<!\S)/[a-z][a-z-]+(?![\w/])", re.IGNORECASE)
_FLAG: Final = re.compile(r"\s*(?:--?|/)(?:h|help|\?|usage)\s*", re.IGNORECASE)

_GREETING: Final = frozenset(("hi", "hey", "hello", "hiya"))
_POLITE: Final = _GREETING | frozenset(
    (
        *("please", "pls", "plz", "thanks", "thx", "ok", "okay", "um", "just", "so", "some"),
        *("a", "an", "the", "there"),
    )
)

_PARTS: Final = {
    "HELP": "(?:help|halp|hlep|hepl|helpp|hellp|heelp|hhelp|ehlp|hlp|hwlp|hrlp|jelp|gelp|helpme)",
    "THIS": "(?:(?:this|it|you|your|these|that|here|hiring desk|bot|command|app|tool|thing)"
    "(?: slash)?(?: bot| command| commands| app| tool| thing| page)?)",
    "TELL": "(?:(?:(?:can|could|would|will) you )?(?:tell|show|teach|explain)(?: to)?(?: me| us)? "
    "|(?:i|we) (?:do not|dont|didnt|cant) (?:know|understand|get|see|remember) |not sure )?",
    "WITH": "(?: with| using| use| to use| understand| understanding| for| on)?",
    "CAN": "(?:can|could|do|does|dose|will|would|should|must|to)",
    "KNOW": "(?:do|know|knows|offer|offers|answer|answers|understand|understands|tell me"
    "|help me with|help with)",
    "SHOW": "(?:(?:show|give|see|list|any|what|which|need)(?: are| is)?(?: me| us)? )?",
    "ALL": "(?:(?:all|your|available|possible|valid|more|list of|of) )*",
}
_WAYS: Final = r"""
(?:THIS )?(?:me |us |more |any |get |show |give |show me |give me |where is |ask for )?HELP
(?:i |we |you )?(?:need|needs|want|could use|would like) (?:more |any )?HELP
(?:how|where) (?:do|can) i (?:get|find) HELP
(?:can|could|would|will) (?:you|i|we|someone|somebody|anyone) (?:get |have |)HELP
TELLhow (?:CAN )?THIS works?
TELLhow (?:CAN )?(?:i )?(?:use|work with|talk to|ask) THIS
TELLhow (?:do i|to|can i|should i|i) (?:use|start|begin|get started)(?: THIS)?
TELLwhat (?:else )?(?:CAN )?THIS (?:can |could )?KNOW(?: for me| for us| about)?(?: THIS)?
TELLwhat (?:CAN )?(?:i )?(?:CAN )?(?:type|say|write|enter|send|put|put in)(?: THIS| next| now)?
TELLwhat (?:CAN )?(?:i )?(?:CAN )?(?:use THIS for|ask THIS)(?: next| now)?
TELLwhat (?:can i do|do i do (?:now|next|THIS))(?: THIS)?
TELL(?:what is|who is|what are|who are|whats|whos) (?!it\b)THIS(?: for| about)?
(?:explain|teach me|show me)(?: THIS| yourself)?
SHOWALL(?:usage|instructions?|manual|tutorial|docs|documentation|infos?|information)
SHOWALL(?:examples?|commands?)(?: available)?
(?:im|i am) (?:so |totally )?(?:lost|confused|new|new here|new to this)
i (?:do not|dont) (?:understand|get)(?: THIS)?
(?:i have |ive )?no (?:idea|clue)
what now|now what|huh|getting started|get started
"""
"""One way to say it a line, as it is when what is only polite has been left out."""


def _compile_ways() -> re.Pattern[str]:
    after = r"(?: me| us)?(?: out)?WITH(?: THIS)?(?: text| menu| page)?"
    ways = _WAYS.strip().replace("HELP\n", f"HELP{after}\n").replace("\n", "|")
    for name, pattern in _PARTS.items():
        ways = ways.replace(name, pattern)
    return re.compile(ways)


_ASKING: Final = _compile_ways()


def asks_for_help(text: str) -> bool:
    """Whether a text is a request for help and says nothing of what with."""
    if len(text) > LONGEST:
        return False
    plain = unicodedata.normalize("NFKC", _MENTION.sub(" ", text))
    if _FLAG.fullmatch(plain):
        return True
    words = normalize(_COMMAND.sub(" this ", plain)).split()
    if not words:
        return "?" in plain
    left = " ".join(word for word in words if word not in _POLITE)
    if left in {"", "bot", "hiring desk"}:
        return not _GREETING.isdisjoint(words)
    return _ASKING.fullmatch(left) is not None
