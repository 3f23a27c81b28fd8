"""What somebody wants after `/debrief`, read from what they typed: to do something, or a label.

A text that looks like a command is never taken for a label without asking. Names that are verbs as
well (Mark, Will, Grant, Chase, Frank) are not among the words here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from rapidfuzz.distance import OSA

from hiring.debriefs.labels import normalize_label
from hiring.language import word_sets
from hiring.language.help_words import asks_for_help
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST: Final = 300
"""What follows is not read."""


class Deed(StrEnum):
    """What people want done to a debrief that exists."""

    CLOSE = "close"
    DELETE = "delete"
    REMIND = "remind"
    ADD = "add"
    REPLACE = "replace"
    EXCUSE = "excuse"
    RESCHEDULE = "reschedule"
    HAND_OVER = "hand_over"
    REVEAL = "reveal"
    DECIDE = "decide"
    FILE = "file"
    EXPORT = "export"
    HISTORY = "history"
    CHANGE = "change"
    REOPEN = "reopen"
    GIVE_UP = "give_up"
    MANAGE = "manage"


@dataclass(frozen=True)
class HelpRequest:
    """What can be typed."""


@dataclass(frozen=True)
class ShowOverview:
    """What the person has to file, and what is open."""


@dataclass(frozen=True)
class ListAll:
    """All debriefs of the channel."""


@dataclass(frozen=True)
class FindLabel:
    """The debriefs of a label that is like this one."""

    label: str


@dataclass(frozen=True)
class OpenLabelled:
    """The form that opens a debrief; the label is empty if none was typed."""

    label: str


@dataclass(frozen=True)
class Manage:
    """Something that is done to a debrief; `about` is what else was typed, such as its label."""

    deed: Deed
    about: str


@dataclass(frozen=True)
class DidYouMean:
    """The first word is nearly a command: the text with that word spelt right."""

    meant: str


@dataclass(frozen=True)
class Unclear:
    """A question or a sentence, and no label by the look of it; it may name one."""

    about: str


@dataclass(frozen=True)
class ShowProgress:
    """How many have filed in the debriefs that the text names, or in all that are open."""

    about: str


@dataclass(frozen=True)
class ExplainSealing:
    """What is sealed, and when it is revealed; the text may name a debrief."""

    about: str


DebriefQuery: TypeAlias = (
    HelpRequest
    | ShowOverview
    | ListAll
    | FindLabel
    | OpenLabelled
    | Manage
    | DidYouMean
    | ShowProgress
    | ExplainSealing
    | Unclear
)


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a list with commas, the longest first."""
    phrases = (tuple(phrase.split()) for phrase in text.split(","))
    return tuple(sorted(phrases, key=len, reverse=True))


_POLITE: Final = _phrases("please, pls, plz, hey, hi, hello, ok, okay, hey bot")
_REQUESTS: Final = _phrases(
    "can you, could you, would you, can i, could i, can we, can someone, can anyone, how do i,"
    " how do we, how can i, how can we, how should i, how to, where do i, where can i, where do we,"
    " i want to, i need to, i would like to, i like to, id like to, we need to, we want to, i want,"
    " i need, want to, need to, i have to, lets, let me, help me, help me to, help with, help,"
    " is there a way to, is it possible to, i am trying to, im trying to"
)
_ENDINGS: Final = _phrases("please, pls, plz, thanks, thank you, thx, now, here, for me, asap")

_LISTING: Final = word_sets.words(
    "list lists listing lst ls all every everything past previous old closed ended"
)
_RUNNING: Final = word_sets.words(
    "open running current active pending ongoing mine my owe owed due overdue todo outstanding"
    " waiting missing unfiled overview dashboard status me"
)
_THINGS: Final = word_sets.words("debriefs candidates scorecards")
_THING: Final = word_sets.words("debrief candidate form one")
_FILL: Final = word_sets.words(
    "the a an our us of in this that channel for to are is what whats which there any and do have i"
    " we on it them still with debrief"
)
_OPENING: Final = _phrases(
    "open, new, debrief, start, create, begin, make, setup, set up, kickoff, kick off, open up, for"
)
_FINDING: Final = _phrases(
    "find, search, lookup, locate, where, wheres, show, see, view, display, browse, get, give, go,"
    " goto, list, lists, all, status, state, progress, check, track, read, news, hows,"
    " results, result, outcome, pull up, bring up, any update on, any updates on, look for,"
    " look up, search for, where is, where are, status of, status for, state of, update on,"
    " progress of, progress on, go to, what about, whats up with, what is up with, how is, how are,"
    " what is the status of, whats the status of, what is the state of, any news on, news on,"
    " any news about, show me, give me, check on, list of, is there a debrief for, do we have"
)
_STATE: Final = word_sets.words(
    "status state progress overview summary thread scores results result outcome"
)
_DEEDS: Final = {
    phrase: deed
    for deed, phrases in {
        Deed.CLOSE: (
            "close, end, finish, stop, cancel, abort, terminate, withdraw, archive, complete,"
            " call off, wrap up"
        ),
        Deed.DELETE: "delete, remove, erase, purge, forget, destroy, trash, undo, clear",
        Deed.REMIND: "remind, reminder, reminders, send a reminder to, nudge, notify, alert",
        Deed.ADD: "add, invite, assign, interviewer, interviewers, panel, seat",
        Deed.REPLACE: "replace, swap, substitute, reassign",
        Deed.EXCUSE: "excuse, release, unassign",
        Deed.RESCHEDULE: "reschedule, postpone, delay, schedule, move, deadline, extend",
        Deed.HAND_OVER: "handover, hand over, transfer, delegate, owner, decider",
        Deed.REVEAL: "reveal, unseal, unlock",
        Deed.DECIDE: "decide, decision, hire, reject, advance",
        Deed.FILE: (
            "file, fill, fill in, fill out, submit, score, rate, rating, vote, feedback, scorecard,"
            " scorecards, file feedback, give feedback, file my feedback, file a scorecard,"
            " submit feedback, leave feedback, write feedback, add feedback, my feedback"
        ),
        Deed.EXPORT: "export, download, csv, pdf, print, share, report, copy",
        Deed.HISTORY: "history, log, audit",
        Deed.CHANGE: "change, edit, rename, update, modify, correct, fix, relabel, mark as",
        Deed.REOPEN: "reopen, re open, restore, resume",
        Deed.GIVE_UP: (
            "give up, step down, drop out, cant file, i cant file, i can not file, i cannot file,"
            " i cant make it, not my seat"
        ),
        Deed.MANAGE: "manage, administer, members, people",
    }.items()
    for phrase in _phrases(phrases)
}
_STATED: Final = {
    word: deed
    for deed, words in {
        Deed.CLOSE: (
            "closed ended finished stopped cancelled canceled withdrew withdrawn archived declined"
        ),
        Deed.DELETE: "deleted removed erased",
        Deed.DECIDE: "hired rejected",
    }.items()
    for word in words.split()
}
"""What is said of a candidate, after the label."""
_OTHER_COMMANDS: Final = word_sets.words(
    "settings setting config configure configuration preferences permissions admin login logout"
    " install uninstall version subscribe unsubscribe connect sync import integrate"
    " exit quit tasks thread message messages channel notifications"
)
_QUESTIONS: Final = word_sets.words(
    "who whos what whats when whens why how hows which whose where wheres"
)
_SENTENCES: Final = word_sets.words(
    "i im ive id we were weve my our it its they he she you your this that there is are am was can"
    " could did does do has have had should would didnt doesnt isnt dont cant someone nobody"
    " everyone everybody if the tell"
)
_NOISE: Final = word_sets.words(
    "a an the new another debrief debriefs candidate for of on about with labelled labeled called"
    " named label to from in my our me it that this up"
)
_PEOPLE: Final = word_sets.words("everyone everybody someone people them all interviewers team")
_MOST_INITIALS: Final = 3
"""A word of so few letters, all capitals, is somebody's initials."""
_LEAST_WORDS: Final = 3
"""From here on, a text with a command's word in it looks like a sentence."""
_LEAST_LETTERS: Final = 4
_ASKS_PROGRESS: Final = re.compile(
    r"\b(?:who|whos|whose|which|anyone|anybody|everyone|everybody|nobody|how many)\b.*"
    r"\b(?:filed|submitted|outstanding|missing|late|overdue|unfiled|waiting|file yet)\b"
    r"|^(?:has|have|did) (?:.* )?(?:filed?|submit|submitted)\b"
)
_ASKS_SEALING: Final = re.compile(
    r"^(?:so |and |but |hey |hi |ok )*(?:how|when|why|who|what|whats|can|could|is|are|will|does|do)"
    r"\b.*\b(?:seal|seals|sealed|sealing|unsealed|reveals|revealed|secret|hidden|confidential"
    r"|anonymous|(?:see|sees|seen|read|reads)"
    r" (?:my|the|their|your|others|each others|other peoples) (?:\w+ )?"
    r"(?:feedback|scorecards?|scores?|ratings?))\b"
)
"""Questions on how it works, compared with a whole text as `normalize` writes it."""
_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_QUOTES: Final = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`*_,;:!?()"
_NAMES_ALIKE: Final = word_sets.words(
    "albert archie browne chance chang chante cleary cloe clouse edith elease fin hare heck renae"
    " renate sharpe star starr stuart tate unsal"
)
"""Names that could be a misspelt command."""
_LONG: Final = 6
"""In a command of so many letters a wrong one is a mistake; in a shorter one it makes a name."""
_COMMANDS: Final = sorted(
    phrase[0]
    for phrase in {*_OPENING, *_FINDING, *_DEEDS}
    if len(phrase) == 1 and len(phrase[0]) >= _LEAST_LETTERS
)


@dataclass(frozen=True)
class _Word:
    raw: str
    key: str  # as it is compared

    @property
    def is_lower(self) -> bool:
        return self.raw == self.raw.lower()


_Words: TypeAlias = "Sequence[_Word]"


def read_debrief_query(text: str) -> DebriefQuery:
    """Read any text. Never raises."""
    if not normalize_label(text):
        return ShowOverview()
    words = _split(text[:LONGEST])
    if not words:
        return OpenLabelled(text.strip())
    if _are_initials(words) or _is_surname_first(words) or _ADDRESS.match(text.strip()):
        return OpenLabelled(text.strip())
    if asks_for_help(text):
        return HelpRequest()
    command = _drop_first(words, _POLITE)
    left = _drop_first(command, _REQUESTS)
    requested = len(left) < len(command)
    command = _drop_last(left)
    return (
        _read_list(command)
        or _read_deed(command)
        or _read_question(text)
        or _read_first(command)
        or _read_last(command)
        or _read_sentence(text, command, requested=requested)
        or _find_misspelt(command)
        or _read_before_initials(text, command)
        or OpenLabelled(text.strip())
    )


def is_command(label: str) -> bool:
    """Whether a label would be taken for something else as the whole text of a command."""
    query = read_debrief_query(label)
    empty = OpenLabelled("")
    return isinstance(query, HelpRequest | ListAll | ShowOverview) or query == empty


def _read_list(words: _Words) -> DebriefQuery | None:
    """The list, what is open, or the form without a label; None if anything else was typed."""
    keys = {word.key for word in words}
    if keys == {"debrief"}:
        return ShowOverview()
    rest = _match_first(words, _OPENING)
    if rest is not None and {word.key for word in rest} <= _THING | _FILL | {"new", "another"}:
        bare = not rest and words[0].key in _RUNNING
        return ShowOverview() if bare or not keys.isdisjoint(_THINGS) else OpenLabelled("")
    finding = {phrase[0] for phrase in _FINDING if len(phrase) == 1}
    if not keys <= _LISTING | _RUNNING | _THINGS | _FILL | finding:
        return None
    if keys & _LISTING:
        return ListAll()
    if keys & _RUNNING:
        return ShowOverview()
    return ListAll() if keys & (_THINGS | finding) else None


def _read_deed(words: _Words) -> Manage | None:
    """What begins with something that is done to a debrief."""
    for phrase, deed in _DEEDS.items():
        if (rest := _match_first(words, (phrase,))) is not None:
            return Manage(deed, _read_label(rest))
    return None


def _read_question(text: str) -> ShowProgress | ExplainSealing | None:
    """A question on how far it is, or on how sealing works."""
    plain = normalize(text[:LONGEST])
    if _ASKS_PROGRESS.search(plain):
        return ShowProgress(text.strip())
    return ExplainSealing(text.strip()) if _ASKS_SEALING.search(plain) else None


def _read_first(words: _Words) -> DebriefQuery | None:
    """What begins with other words of a command."""
    if rest := _match_first(words, _FINDING):
        return FindLabel(_read_label(rest))
    if rest := _match_first(words, _OPENING):
        return OpenLabelled(_read_label(rest))
    return Unclear(_join(words)) if words[0].key in _OTHER_COMMANDS else None


def _read_last(words: _Words) -> DebriefQuery | None:
    """A label with a command's word after it, such as `JS status`."""
    *rest, last = words
    if not rest or rest[0].key in _QUESTIONS:
        return None
    if last.key in _STATE:
        return FindLabel(_read_label(words))
    deed = _DEEDS.get((last.key,)) or _STATED.get(last.key)
    return Manage(deed, _read_label(rest)) if deed else None


def _read_sentence(text: str, words: _Words, *, requested: bool) -> DebriefQuery | None:
    """A question, or a sentence with a command in it; None for what can be a label."""
    first = words[0].key
    is_name = len(words) > 1 and all(word.raw[0].isupper() for word in words)
    if requested or (first in _QUESTIONS and not is_name) or any(map(_names_person, words)):
        return Unclear(text.strip())
    if first in _SENTENCES and len(words) > 1 and not is_name:
        return Unclear(text.strip())
    if words[-1].raw.endswith(("?", "\uff1f")):
        return FindLabel(_read_label(words))
    if len(words) >= _LEAST_WORDS:
        deeds = [_DEEDS.get((word.key,)) or _STATED.get(word.key) for word in words[1:]]
        if deed := next(filter(None, deeds), None):
            return Manage(deed, text.strip())
    return None


def _find_misspelt(words: _Words) -> DidYouMean | Manage | None:
    first, *rest = words
    if len(rest) > 1 or not first.is_lower or first.key in _NAMES_ALIKE:
        return None
    if len(first.key) < (_LEAST_LETTERS - 1 if rest else _LEAST_LETTERS):
        return None
    meant = next((command for command in _COMMANDS if _is_misspelt(first.key, command)), None)
    if meant is None:
        return None
    corrected = [_Word(meant, meant), *rest]
    query = _read_deed(corrected) or _read_first(corrected)
    # The answer to something that is done to a debrief asks by itself.
    return query if isinstance(query, Manage) else DidYouMean(_join([_Word(meant, meant), *rest]))


def _read_before_initials(text: str, words: _Words) -> Unclear | None:
    """A word and then initials, such as `drop JS`: perhaps something that is to be done."""
    is_command = len(words) > 1 and words[0].is_lower and _are_initials(words[-1:])
    return Unclear(text.strip()) if is_command and len(words[-1].key) > 1 else None


def _is_misspelt(typed: str, command: str) -> bool:
    """One letter is missing or too many, or two have changed places: “Lisa” is no “list”."""
    if OSA.distance(typed, command) != 1:
        return False
    return len(command) >= _LONG or len(typed) != len(command) or sorted(typed) == sorted(command)


def _split(text: str) -> list[_Word]:
    words = (_Word(raw, normalize(raw).replace(" ", "")) for raw in text.split())
    return [word for word in words if word.key]


def _are_initials(words: _Words) -> bool:
    [word, *more] = words
    return (
        not more and len(word.key) <= _MOST_INITIALS and word.raw.isalpha() and word.raw.isupper()
    )


def _is_surname_first(words: _Words) -> bool:
    """`List, Franz`: a name as it stands in a register."""
    return len(words) > 1 and words[0].raw.endswith(",") and words[0].raw[0].isupper()


def _match_first(words: _Words, phrases: Iterable[tuple[str, ...]]) -> _Words | None:
    """What follows the first of the phrases that the words begin with; None if none fits."""
    keys = tuple(word.key for word in words)
    for phrase in phrases:
        if keys[: len(phrase)] == phrase:
            return words[len(phrase) :]
    return None


def _drop_first(words: _Words, phrases: Iterable[tuple[str, ...]]) -> _Words:
    """The words without phrases at their beginning, but at least one word."""
    phrases = tuple(phrases)
    while rest := _match_first(words, phrases):
        words = rest
    return words


def _drop_last(words: _Words) -> _Words:
    """The words without what is only polite at their end, but at least one word."""
    backwards = [_Word(word.raw, word.key) for word in reversed(words)]
    phrases = [phrase[::-1] for phrase in _ENDINGS]
    while len(backwards) > 1 and (rest := _match_first(backwards, phrases)):
        backwards = [*rest]
    return backwards[::-1]


def _read_label(words: _Words) -> str:
    """What is left as a label, without the words around it and the punctuation."""
    words = [_drop_possessive(word) for word in words if not _names_person(word)]
    while len(words) > 1 and words[0].is_lower and words[0].key in _NOISE:
        del words[0]
    while len(words) > 1 and words[-1].is_lower and words[-1].key in _NOISE | _STATE | {"one"}:
        del words[-1]
    if len(words) == 1 and words[0].is_lower and words[0].key in _NOISE | _PEOPLE:
        return ""
    return _join(words)


def _drop_possessive(word: _Word) -> _Word:
    return replace(word, raw=re.sub("['\u2019]s$", "", word.raw))


def _names_person(word: _Word) -> bool:
    """Whether a word is a mention of a colleague, as Slack writes it with escaping or without."""
    return word.raw.lstrip(_QUOTES).startswith(("@", "<@"))


def _join(words: _Words) -> str:
    text = " ".join(word.raw for word in words).strip(_QUOTES)
    # A full stop after a single letter belongs to it, as in “Jane S.”.
    return text if re.search(r"(?:^|[\s.])\w\.$", text) else text.rstrip("." + _QUOTES)
