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

from hiring.debriefs import query_vocabulary as vocab
from hiring.debriefs.debrief_search import are_search_words, asks_for_past
from hiring.debriefs.labels import normalize_label
from hiring.debriefs.stats_words import STATS_PHRASES, asks_for_stats
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
    """The debriefs that this is about: a label, a role, an outcome or a month."""

    label: str


@dataclass(frozen=True)
class ShowStats:
    """How long people take from interview to scorecard, and from there to a decision."""


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
    | ShowStats
    | OpenLabelled
    | Manage
    | DidYouMean
    | ShowProgress
    | ExplainSealing
    | Unclear
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
            " i cant make it, not my seat, i didnt interview, i did not interview, didnt interview,"
            " need more time, i need more time, more time"
        ),
        Deed.MANAGE: "manage, administer, members, people",
    }.items()
    for phrase in vocab.split_phrases(phrases)
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
_SEARCHING: Final = ("find", "search")
_EVERYTHING: Final = {*_SEARCHING, *vocab.THINGS, *vocab.THING, *vocab.FILL, "all", "every"}
_COMMANDS: Final = sorted(
    phrase[0]
    for phrase in {*vocab.OPENING, *vocab.FINDING, *_DEEDS, *STATS_PHRASES}
    if len(phrase) == 1 and len(phrase[0]) >= vocab.LEAST_LETTERS
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
    if _are_initials(words) or _is_surname_first(words) or vocab.ADDRESS.match(text.strip()):
        return OpenLabelled(text.strip())
    if asks_for_help(text):
        return HelpRequest()
    command = _drop_first(words, vocab.POLITE)
    left = _drop_first(command, vocab.REQUESTS)
    requested = len(left) < len(command)
    command = _drop_last(left)
    return (
        _read_figures_or_past(command)
        or _read_search(command)
        or _read_list(command)
        or _find_misspelt_search(command)
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


def _read_figures_or_past(words: _Words) -> ShowStats | FindLabel | None:
    """How long things take, or an outcome with a time: `hired in march`.

    The figures are of all months and of nobody, so a month or a name after `stats` changes nothing.
    """
    plain = " ".join(word.key for word in words)
    names_figures = words[0].is_lower and (words[0].key,) in STATS_PHRASES
    if names_figures or asks_for_stats(plain):
        return ShowStats()
    return FindLabel(_join(words)) if asks_for_past(plain) else None


def _read_search(words: _Words) -> FindLabel | None:
    """`find` with an outcome or a time, or with nothing that tells one debrief from another."""
    if words[0].key not in _SEARCHING:
        return None
    typed = _join(words[1:])
    if {word.key for word in words} <= _EVERYTHING:
        return FindLabel("")
    return FindLabel(typed) if are_search_words(typed) else None


def _read_list(words: _Words) -> DebriefQuery | None:
    """The list, what is open, or the form without a label; None if anything else was typed."""
    keys = {word.key for word in words}
    if keys == {"debrief"}:
        return ShowOverview()
    rest = _match_first(words, vocab.OPENING)
    if rest is not None and {word.key for word in rest} <= vocab.THING | vocab.FILL | {
        "new",
        "another",
    }:
        bare = not rest and words[0].key in vocab.RUNNING
        return ShowOverview() if bare or not keys.isdisjoint(vocab.THINGS) else OpenLabelled("")
    finding = {phrase[0] for phrase in vocab.FINDING if len(phrase) == 1}
    if not keys <= vocab.LISTING | vocab.RUNNING | vocab.THINGS | vocab.FILL | finding:
        return None
    if keys & vocab.LISTING:
        return ListAll()
    if keys & vocab.RUNNING:
        return ShowOverview()
    return ListAll() if keys & (vocab.THINGS | finding) else None


def _read_deed(words: _Words) -> Manage | None:
    """What begins with something that is done to a debrief."""
    for phrase, deed in _DEEDS.items():
        if (rest := _match_first(words, (phrase,))) is not None:
            return Manage(deed, _read_label(rest))
    return None


def _read_question(text: str) -> ShowProgress | ExplainSealing | None:
    """A question on how far it is, or on how sealing works."""
    plain = normalize(text[:LONGEST])
    if vocab.ASKS_PROGRESS.search(plain):
        return ShowProgress(text.strip())
    return ExplainSealing(text.strip()) if vocab.ASKS_SEALING.search(plain) else None


def _read_first(words: _Words) -> DebriefQuery | None:
    """What begins with other words of a command."""
    if rest := _match_first(words, vocab.FINDING):
        typed = _join(rest)
        whole = are_search_words(typed) or any(map(_names_person, rest))
        return FindLabel(typed if whole else _read_label(rest))
    if rest := _match_first(words, vocab.OPENING):
        return OpenLabelled(_read_label(rest))
    return Unclear(_join(words)) if words[0].key in vocab.OTHER_COMMANDS else None


def _read_last(words: _Words) -> DebriefQuery | None:
    """A label with a command's word after it, such as `JS status`."""
    *rest, last = words
    if not rest or rest[0].key in vocab.QUESTIONS:
        return None
    if last.key in vocab.STATE:
        return FindLabel(_read_label(words))
    deed = _DEEDS.get((last.key,)) or _STATED.get(last.key)
    return Manage(deed, _read_label(rest)) if deed else None


def _read_sentence(text: str, words: _Words, *, requested: bool) -> DebriefQuery | None:
    """A question, or a sentence with a command in it; None for what can be a label."""
    first = words[0].key
    is_name = len(words) > 1 and all(word.raw[0].isupper() for word in words)
    if requested or (first in vocab.QUESTIONS and not is_name) or any(map(_names_person, words)):
        return Unclear(text.strip())
    if first in vocab.SENTENCES and len(words) > 1 and not is_name:
        return Unclear(text.strip())
    if words[-1].raw.endswith(("?", "\uff1f")):
        return FindLabel(_read_label(words))
    if len(words) >= vocab.LEAST_WORDS:
        deeds = [_DEEDS.get((word.key,)) or _STATED.get(word.key) for word in words[1:]]
        if deed := next(filter(None, deeds), None):
            return Manage(deed, text.strip())
    return None


def _find_misspelt(words: _Words) -> DidYouMean | Manage | None:
    first, *rest = words
    if len(rest) > 1 or not first.is_lower or first.key in vocab.NAMES_ALIKE:
        return None
    if len(first.key) < (vocab.LEAST_LETTERS - 1 if rest else vocab.LEAST_LETTERS):
        return None
    meant = next((command for command in _COMMANDS if _is_misspelt(first.key, command)), None)
    if meant is None:
        return None
    corrected = [_Word(meant, meant), *rest]
    if asks_for_stats(" ".join(word.key for word in corrected)):
        return DidYouMean(_join(corrected))
    # The answer to something that is done to a debrief asks by itself.
    return _read_deed(corrected) or DidYouMean(_join(corrected))


def _find_misspelt_search(words: _Words) -> DidYouMean | None:
    """`fnid hired march`, in which other words look like something to do."""
    first, *rest = words
    if not (rest and first.is_lower and are_search_words(_join(rest))):
        return None
    meant = next((verb for verb in _SEARCHING if _is_misspelt(first.key, verb)), None)
    return DidYouMean(_join([_Word(meant, meant), *rest])) if meant else None


def _read_before_initials(text: str, words: _Words) -> Unclear | None:
    """A word and then initials, such as `drop JS`: perhaps something that is to be done."""
    is_command = len(words) > 1 and words[0].is_lower and _are_initials(words[-1:])
    return Unclear(text.strip()) if is_command and len(words[-1].key) > 1 else None


def _is_misspelt(typed: str, command: str) -> bool:
    """One letter is missing or too many, or two have changed places: “Lisa” is no “list”."""
    if OSA.distance(typed, command) != 1:
        return False
    return (
        len(command) >= vocab.LONG or len(typed) != len(command) or sorted(typed) == sorted(command)
    )


def _split(text: str) -> list[_Word]:
    words = (_Word(raw, normalize(raw).replace(" ", "")) for raw in text.split())
    return [word for word in words if word.key]


def _are_initials(words: _Words) -> bool:
    [word, *more] = words
    return (
        not more
        and len(word.key) <= vocab.MOST_INITIALS
        and word.raw.isalpha()
        and word.raw.isupper()
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
    phrases = [phrase[::-1] for phrase in vocab.ENDINGS]
    while len(backwards) > 1 and (rest := _match_first(backwards, phrases)):
        backwards = [*rest]
    return backwards[::-1]


def _read_label(words: _Words) -> str:
    """What is left as a label, without the words around it and the punctuation."""
    words = [_drop_possessive(word) for word in words if not _names_person(word)]
    while len(words) > 1 and words[0].is_lower and words[0].key in vocab.NOISE:
        del words[0]
    while (
        len(words) > 1
        and words[-1].is_lower
        and words[-1].key in vocab.NOISE | vocab.STATE | {"one"}
    ):
        del words[-1]
    if len(words) == 1 and words[0].is_lower and words[0].key in vocab.NOISE | vocab.PEOPLE:
        return ""
    return _join(words)


def _drop_possessive(word: _Word) -> _Word:
    return replace(word, raw=re.sub("['\u2019]s$", "", word.raw))


def _names_person(word: _Word) -> bool:
    """Whether a word is a mention of a colleague, as Slack writes it with escaping or without."""
    return word.raw.lstrip(vocab.QUOTES).startswith(("@", "<@"))


def _join(words: _Words) -> str:
    text = " ".join(word.raw for word in words).strip(vocab.QUOTES)
    # A full stop after a single letter belongs to it, as in “Jane S.”.
    return text if re.search(r"(?:^|[\s.])\w\.$", text) else text.rstrip("." + vocab.QUOTES)
