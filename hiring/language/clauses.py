"""What a text asks somebody, clause by clause, in words that can be compared with patterns.

“How old is she?”, “Ask how old the candidate is” and “how old are you” become one: whoever is
interviewed is `you`, verbs are bare (`be`, `do`, `have`), other words are stems, and words that
change nothing are left out. A pattern is written in ordinary words and read in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import snowballstemmer

from hiring.language.tokens import Kind, UnreadableError, split
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST: Final = 500
"""Characters of a sentence that are read."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?;:)\u201d\"])\s+|[\n()]+")
_PERSONS: Final = "candidate|applicant|interviewee|person|somebody|someone|anybody|anyone"
_POSSESSIVE: Final = re.compile(rf"\b({_PERSONS})(?:'s|s'|\u2019s|s\u2019)", re.IGNORECASE)
_YOU: Final = words(
    """
    you ya u yourself he she him himself herself candidate candidates applicant applicants
    interviewee interviewees person persons somebody someone anybody anyone
    """
)
_YOUR: Final = words("your ur yours his her hers")
_THEY: Final = {"they": "you", "them": "you", "their": "your", "theirs": "your"}
_CONTRACTED: Final = {
    **{f"{word}s": f"{word} be" for word in ("what", "how", "where", "when", "who", "that", "it")},
    **{f"{word}s": "you be" for word in ("he", "she")},
    **{f"{word}re": f"{word} be" for word in ("what", "how", "where", "when", "who", "they")},
    "youre": "you be",
    **{f"{word}ve": f"{word} have" for word in ("they", "i", "we")},
    "youve": "you have",
    "youd": "you would",
    "youll": "you will",
    "theyd": "they would",
    "theyll": "they will",
    **{f"{word}nt": f"{word} not" for word in ("do", "does", "did", "is", "are", "was", "were")},
    **{f"{word}nt": f"{word} not" for word in ("has", "have", "should", "would", "could", "must")},
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
}
_VERBS: Final = {
    **dict.fromkeys(("is", "are", "am", "was", "were", "be", "been", "being"), "be"),
    **dict.fromkeys(("do", "does", "did", "doing"), "do"),
    **dict.fromkeys(("have", "has", "had", "having"), "have"),
    **dict.fromkeys(("get", "gets", "got", "gotten", "getting"), "get"),
    **dict.fromkeys(("make", "makes", "made", "making"), "make"),
    **dict.fromkeys(("pay", "pays", "paid", "paying"), "pay"),
    **dict.fromkeys(("go", "goes", "went", "gone", "going"), "go"),
    **dict.fromkeys(("take", "takes", "took", "taken", "taking"), "take"),
    **dict.fromkeys(("come", "comes", "came", "coming"), "come"),
    **dict.fromkeys(("leave", "leaves", "left", "leaving"), "leave"),
    **dict.fromkeys(("tell", "tells", "told", "telling"), "tell"),
    **dict.fromkeys(("grow", "grew", "grown", "growing"), "grow"),
    **dict.fromkeys(("child", "children", "kid", "kids"), "child"),
}
_NOTHING: Final = words(
    """
    a an the any some really actually originally ever exactly already just still currently even
    honestly personally possibly roughly approximately also please perhaps maybe yet only else quite
    very
    """
)
_AUX: Final = "(?:do|will|would|can|could|may|might|should|shall|must|have|be)(?: not)?"
_ASK: Final = (
    "(?:ask|question|talk|speak|chat|discuss|probe|inquir|enquir|explor|rais|find out|learn|know"
    "|hear|check|mention|bring up|establish|clarifi|confirm|interview)"
)
_AFTER: Final = (
    "and|or|but|nor|who|that|which|at|if|when|while|becaus|sinc|befor|after|dure|this|to|so|then"
    "|too|not|now|today|right|here|anyway|outsid|be|do|have|will|would|can|could|you|your|we"
    "|allow|legal|illeg|ok|okay|live|sometim|someday|soon|previous|recent|yes|no|question|about|against"
    "|(?:last|past) (?:year|month|job|week|time)"
    "|in (?:next|futur|near|come|last|previous|school|this job|home|few)"
)
_PARTS: Final = {
    # Written in a pattern between braces.
    "are you": f"(?:(?:(?:{_AUX} )?you (?:{_AUX} )?be |be(?: not)? you (?:be )?)(?:not )?)",
    "do you": f"(?:{_AUX} you (?:not )?|you (?:{_AUX} )?(?:not )?)",
    "have you": f"(?:(?:{_AUX} )?you (?:{_AUX} )?(?:not )?(?:have |get )+|have you (?:get )?)",
    "ask about": f"(?:{_ASK} (?:you |us |me )?(?:about |for |on |into |regard )?(?:your )?)",
}
_TOKEN: Final = re.compile(r"\{[a-z ]+\}|\.\.\.|[()\[\]|^$?,]|[^\W_]+|\S")
_START: Final = (
    "(?:(?:(?<![^ ])(?<![a-z] ))|(?<=whether )|(?<=if )|(?<=ask )|(?<=and )|(?<=or )"
    "|(?<=ask you )|(?<=so )|(?<=tell us )|(?<=tell me ))"
)
_WORD_END: Final = f"(?=$|[?,] |(?:{_AFTER}) |[0-9])"
_SENTENCE_ENDS: Final = "(?=$|[?,] |(?:and|or|but) )"
_GAP: Final = "(?:[^ ,?]+ ){0,3}?"

# A clause that says what is not asked, or may not be, asks nothing.
_NOT_ASKED: Final = re.compile(
    rf"(?<![^ ])(?:not|never|avoid|without|instead of|rather than|no|nobodi|stop|refrain from) "
    rf"(?:[^ ,?]+ ){{0,4}}?(?:{_ASK}|note|write|record|ask|say|consid|judg|touch|requir|need) "
    r"|(?<![^ ])(?:illeg|unlaw|forbidden|taboo|off limit|prohibit|discriminatori|avoid) "
)
_FRAMED: Final = re.compile(
    rf"(?<![^ ])(?:{_ASK}|see) (?:you |them |us )?"
    r"(?:(?:about|for|on|into|whether|if|how|old|mani|much|long|what|when|where|which|who|year) )*"
    r"(?=(?:they|their|them) )"
)


@dataclass(frozen=True)
class Clause:
    """A sentence: as it was written, and in the words that patterns are compared with."""

    typed: str
    words: str

    @property
    def is_denied(self) -> bool:
        """Whether it says what not to ask."""
        return _NOT_ASKED.search(self.words) is not None


class PatternError(ValueError):
    """A pattern can't be read; the message says why, for the person who wrote it."""


def read_clauses(text: str, *, they_are_candidates: bool = False) -> Iterator[Clause]:
    """The sentences of a text.

    “They” often stands for things. It is the candidate right behind a verb such as “ask”, or
    everywhere with `they_are_candidates`.
    """
    for sentence in _SENTENCE_END.split(text):
        typed = sentence.strip()
        plain = _POSSESSIVE.sub("your", typed[:LONGEST])
        try:
            tokens = split(plain)
        except UnreadableError:
            continue
        keys = (
            word
            for token in tokens
            if token.kind is not Kind.MARK or token.key in {"?", ","}
            for word in ([token.key] if token.kind is Kind.MARK else token.key.split())
        )
        read = "".join(f"{word} " for key in keys for word in _read_word(key))
        if they_are_candidates or _FRAMED.search(read):
            read = re.sub(r"(?<![^ ])(they|them|their|theirs) ", _name_candidate, read)
        if read:
            yield Clause(typed, read)


def _name_candidate(match: re.Match[str]) -> str:
    return f"{_THEY[match[1]]} "


@cache
def compile_patterns(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """The expression for any of some patterns, to be searched for in the words of a clause.

    `(a|b c)` either, `[a]` perhaps, `...` up to three words, `^` where the clause or what is asked
    begins, `$` where it ends, `...` at the end: anything may follow; otherwise no noun may follow.
    `{are you}`, `{do you}`, `{have you}` and `{ask about}` stand for all ways to say that.
    PatternError where it can't be read.
    """
    # Nothing is in an expression that is never met.
    return re.compile("|".join(map(_write_expression, patterns)) or "(?!)")


def _write_expression(pattern: str) -> str:
    tokens = _TOKEN.findall(pattern)
    is_open = bool(tokens) and tokens[-1] in {"...", "$"}
    inner = tokens[:-1] if tokens[-1:] == ["..."] else tokens
    compiled = "".join(_compile_token(token, pattern) for token in inner)
    if _has_empty_choice(tokens):
        raise PatternError(
            f"“{pattern}”: a choice in (…) is left empty, since words such as “a”, “any” and "
            "“currently” are left out. Write […] around what may be missing."
        )
    begin = "" if tokens[:1] == ["^"] else "(?<![^ ])"
    expression = begin + compiled + ("" if is_open else _WORD_END)
    try:
        re.compile(expression)
    except re.error as error:
        raise PatternError(f"“{pattern}” can't be read: check its brackets.") from error
    return expression


def _has_empty_choice(pieces: Sequence[str]) -> bool:
    """Whether one of several words in (…) says nothing, so that anything would do."""
    outer: list[tuple[str, bool]] = []  # the brackets that are open, and whether words are before
    says_something = False
    for piece in pieces:
        is_choice = bool(outer) and outer[-1][0] == "("
        if piece in {"|", ")"} and is_choice and not says_something:
            return True
        if piece in {"(", "["}:
            outer.append((piece, says_something))
            says_something = False
        elif piece in {")", "]"} and outer:
            _, before = outer.pop()
            says_something = before or is_choice
        elif piece == "|":
            says_something = False
        elif not piece.isalnum() or _read_word(piece.lower()):
            says_something = True
    return False


def _compile_token(token: str, pattern: str) -> str:
    signs = {
        "(": "(?:",
        "[": "(?:",
        "]": ")?",
        ")": ")",
        "|": "|",
        "^": _START,
        "$": _SENTENCE_ENDS,
        "...": _GAP,
        "?": r"\? ",
        ",": ", ",
    }
    if token in signs:
        return signs[token]
    if token.startswith("{"):
        if token[1:-1] not in _PARTS:
            known = ", ".join(f"{{{name}}}" for name in _PARTS)
            raise PatternError(f"“{pattern}”: {token} is not known. It can be {known}.")
        return _PARTS[token[1:-1]]
    if not token.isalnum():
        raise PatternError(f"“{pattern}”: “{token}” can't be in a pattern.")
    return "".join(f"{word} " for word in _read_word(token.lower()))


@cache
def _read_word(word: str) -> tuple[str, ...]:
    """A word as patterns and texts are compared: none where it changes nothing, two for “she's”."""
    if " " in (long := _CONTRACTED.get(word, word)):
        return tuple(each for part in long.split() for each in _read_word(part))
    if word in _NOTHING:
        return ()
    if word in _YOU:
        return ("you",)
    if word in _YOUR:
        return ("your",)
    if word in _THEY:
        return (word,)
    return (_VERBS.get(word) or _find_stem(word),)


_STEMMER: Final = snowballstemmer.stemmer("english")


def _find_stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem
