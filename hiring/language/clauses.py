"""What a text asks somebody, clause by clause, in words that can be compared with phrases.

“How old is she?”, “Ask how old the candidate is” and “how old are you” become one: whoever is
interviewed is `you`, verbs are bare (`be`, `do`, `have`), other words are stems, and words that
change nothing are left out. A phrase is written in ordinary words and read in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from hiring.language.phrases import Grammar, PhraseReader, Words
from hiring.language.stems import find_stem
from hiring.language.tokens import Kind, UnreadableError, split
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiring.language.phrases import Phrase

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
class Clause(Words):
    """A sentence: as it was written, and in the words that phrases are compared with."""

    typed: str

    @property
    def is_denied(self) -> bool:
        """Whether it says what not to ask."""
        return _NOT_ASKED.search(self.joined) is not None


def read_clauses(text: str, *, they_are_candidates: bool = False) -> Iterator[Clause]:
    """The sentences of a text.

    “They” often stands for things. It is the candidate right behind a verb such as “ask”, or
    everywhere with `they_are_candidates`.
    """
    for sentence in _SENTENCE_END.split(text):
        typed = sentence.strip()
        clause = Clause(_read_keys(_POSSESSIVE.sub("your", typed[:LONGEST])), typed)
        if they_are_candidates or _FRAMED.search(clause.joined):
            clause = Clause([_THEY.get(key, key) for key in clause.keys], typed)
        if clause.keys:
            yield clause


def _read_keys(text: str) -> Sequence[str]:
    """The words of a text or of a phrase as they are compared; none where it can't be read."""
    try:
        tokens = split(text)
    except UnreadableError:
        return []
    keys: list[str] = []
    for token in tokens:
        if token.kind is not Kind.MARK:
            keys += (word for each in token.key.split() for word in _read_word(each))
        elif token.key in {"?", ","}:
            keys.append(token.key)
    return keys


@lru_cache(maxsize=10_000)
def _read_word(word: str) -> tuple[str, ...]:
    """A word as it is compared: none where it changes nothing, two for “she's”."""
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
    return (_VERBS.get(word) or find_stem(word),)


_READER: Final = PhraseReader(
    Grammar(
        read_keys=_read_keys,
        gap="(?:[^ ,?]+ ){0,3}?",
        rest="",
        start=(
            "(?:(?<![a-z] )|(?<=whether )|(?<=if )|(?<=ask )|(?<=and )|(?<=or )|(?<=ask you )"
            "|(?<=so )|(?<=tell us )|(?<=tell me ))"
        ),
        end="(?=$|[?,] |(?:and|or|but) )",
        behind=f"(?=$|[?,] |(?:{_AFTER}) |[0-9])",
        parts={
            "are you": f"(?:(?:(?:{_AUX} )?you (?:{_AUX} )?be |be(?: not)? you (?:be )?)(?:not )?)",
            "do you": f"(?:{_AUX} you (?:not )?|you (?:{_AUX} )?(?:not )?)",
            "have you": (
                f"(?:(?:{_AUX} )?you (?:{_AUX} )?(?:not )?(?:have |get )+|have you (?:get )?)"
            ),
            "ask about": (
                f"(?:{_ASK} (?:you |us |me )?(?:about |for |on |into |regard )?(?:your )?)"
            ),
        },
    )
)


@cache
def read_phrase(typed: str) -> Phrase:
    """A phrase that is looked for in clauses. Raises PhraseError.

    `...` is up to three words. `^` is where the clause or what is asked begins, `$` where it ends.
    No noun may follow a phrase, unless it ends with `...`. `{are you}`, `{do you}`, `{have you}`
    and `{ask about}` stand for all ways to say that.
    """
    return _READER.read([typed])
