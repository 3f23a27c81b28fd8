"""The words of which commands after `/debrief` are made, apart from what is done to a debrief."""

from __future__ import annotations

import re
from typing import Final

from hiring.language import word_sets


def split_phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a list with commas, the longest first."""
    phrases = (tuple(phrase.split()) for phrase in text.split(","))
    return tuple(sorted(phrases, key=len, reverse=True))


POLITE: Final = split_phrases("please, pls, plz, hey, hi, hello, ok, okay, hey bot")
REQUESTS: Final = split_phrases(
    "can you, could you, would you, can i, could i, can we, can someone, can anyone, how do i,"
    " how do we, how can i, how can we, how should i, how to, where do i, where can i, where do we,"
    " i want to, i need to, i would like to, i like to, id like to, we need to, we want to, i want,"
    " i need, want to, need to, i have to, lets, let me, help me, help me to, help with, help,"
    " is there a way to, is it possible to, i am trying to, im trying to"
)
ENDINGS: Final = split_phrases("please, pls, plz, thanks, thank you, thx, now, here, for me, asap")

LISTING: Final = word_sets.words(
    "list lists listing lst ls all every everything past previous old closed ended"
)
RUNNING: Final = word_sets.words(
    "open running current active pending ongoing mine my owe owed due overdue todo outstanding"
    " waiting missing unfiled overview dashboard status me"
)
THINGS: Final = word_sets.words("debriefs candidates scorecards")
THING: Final = word_sets.words("debrief candidate form one")
FILL: Final = word_sets.words(
    "the a an our us of in this that channel for to are is what whats which there any and do have i"
    " we on it them still with debrief"
)
OPENING: Final = split_phrases(
    "open, new, debrief, start, create, begin, make, setup, set up, kickoff, kick off, open up, for"
)
FINDING: Final = split_phrases(
    "find, search, lookup, locate, where, wheres, show, see, view, display, browse, get, give, go,"
    " goto, list, lists, all, status, state, progress, check, track, read, news, hows,"
    " results, result, outcome, pull up, bring up, any update on, any updates on, look for,"
    " look up, search for, where is, where are, status of, status for, state of, update on,"
    " progress of, progress on, go to, what about, whats up with, what is up with, how is, how are,"
    " what is the status of, whats the status of, what is the state of, any news on, news on,"
    " any news about, show me, give me, check on, list of, is there a debrief for, do we have"
)
STATE: Final = word_sets.words(
    "status state progress overview summary thread scores results result outcome"
)
OTHER_COMMANDS: Final = word_sets.words(
    "settings setting config configure configuration preferences permissions admin login logout"
    " install uninstall version subscribe unsubscribe connect sync import integrate"
    " exit quit tasks thread message messages channel notifications"
)
QUESTIONS: Final = word_sets.words(
    "who whos what whats when whens why how hows which whose where wheres"
)
SENTENCES: Final = word_sets.words(
    "i im ive id we were weve my our it its they he she you your this that there is are am was can"
    " could did does do has have had should would didnt doesnt isnt dont cant someone nobody"
    " everyone everybody if the tell"
)
NOISE: Final = word_sets.words(
    "a an the new another debrief debriefs candidate for of on about with labelled labeled called"
    " named label to from in my our me it that this up"
)
PEOPLE: Final = word_sets.words("everyone everybody someone people them all interviewers team")
MOST_INITIALS: Final = 3
"""A word of so few letters, all capitals, is somebody's initials."""
LEAST_WORDS: Final = 3
"""From here on, a text with a command's word in it looks like a sentence."""
LEAST_LETTERS: Final = 4
ASKS_PROGRESS: Final = re.compile(
    r"\b(?:who|whos|whose|which|anyone|anybody|everyone|everybody|nobody|how many)\b.*"
    r"\b(?:filed|submitted|outstanding|missing|late|overdue|unfiled|waiting|file yet)\b"
    r"|^(?:has|have|did) (?:.* )?(?:filed?|submit|submitted)\b"
)
ASKS_SEALING: Final = re.compile(
    r"^(?:so |and |but |hey |hi |ok )*(?:how|when|why|who|what|whats|can|could|is|are|will|does|do)"
    r"\b.*\b(?:seal|seals|sealed|sealing|unsealed|reveals|revealed|secret|hidden|confidential"
    r"|anonymous|(?:see|sees|seen|read|reads)"
    r" (?:my|the|their|your|others|each others|other peoples) (?:\w+ )?"
    r"(?:feedback|scorecards?|scores?|ratings?))\b"
)
"""Questions on how it works, compared with a whole text as `normalize` writes it."""
ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
QUOTES: Final = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`*_,;:!?()"
NAMES_ALIKE: Final = word_sets.words(
    "albert archie browne chance chang chante cleary cloe clouse edith elease fin hare heck renae"
    " renate sharpe staats star starr stuart tate unsal"
)
"""Names that could be a misspelt command."""
LONG: Final = 6
"""In a command of so many letters a wrong one is a mistake; in a shorter one it makes a name."""
