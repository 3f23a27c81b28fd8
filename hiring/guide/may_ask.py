"""Whether something may be asked of candidates: what a typed text wants to know, and where.

People ask “can I ask about kids in Germany”, also in German, type the question itself (“how old
are you”) or a subject and a place, or tell that a candidate brought it up or an interviewer asked.
Whatever else they type is for the guide's search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.guide.not_to_ask import PREFIX, Slip, SubjectNotToAsk, Volunteered
from hiring.language.clauses import read_clauses
from hiring.language.word_sets import words
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.guide.not_to_ask import NotToAsk, PlaceWithRules
    from hiring.language.gazetteer import Gazetteer

LONGEST: Final = 300
MOST_SUBJECTS: Final = 3
_MOST_NAME_WORDS: Final = 4
_MOST_BARE_WORDS: Final = 2

_ASKS: Final = re.compile(
    r"\b(?:ask|asks|asking|asked|questions?|inquir\w+|enquir\w+|bring(?:ing)? up|discuss\w*"
    r"|talk(?:ing)? about|find out|fragen?|nachfragen|erfragen|demander|poser la question)\b"
)
_MAY: Final = re.compile(
    r"^ask|\b(?:can|cant|could|may|might|should|shouldnt|must|mustnt|do|is|are|if|allowed|allow|ok|okay"
    r"|fine|legal\w*|illegal|lawful|unlawful|permitted|forbidden|prohibited|appropriate|about|safe"
    r"|for|whether|discriminat\w+|what|how|darf|durfen|kann|konnen|soll|sollen|erlaubt|zulassig"
    r"|unzulassig|verboten|peut|puis|peux|pouvons|droit|permis|interdit)\b"
)
_ALLOWED: Final = re.compile(
    r"\b(?:allowed|legal|legally|illegal|lawful|unlawful|permitted|forbidden|prohibited|off limits"
    r"|against the law|discriminat\w+|reject|refuse|turn down|not hire)\b"
)
_OVERVIEW: Final = re.compile(
    r"\b(?:illegal|unlawful|forbidden|prohibited|off limits?|taboo|not allowed|inappropriate"
    r"|discriminatory|banned|legal)\b.*\b(?:questions?|topics?|ask|asking|asked|subjects?)\b"
    r"|\b(?:questions?|topics?|subjects?)\b.*\b(?:illegal|unlawful|forbidden|prohibited|off limits?"
    r"|taboo|not allowed|against the law)\b"
    r"|\b(?:what|which|anything|things?|questions?|topics?|stuff)\b.*\b(?:cant|can not|cannot"
    r"|may not|must not|mustnt|shouldnt|should not|not allowed|never|am i allowed|are we allowed"
    r"|not supposed|may i|may we|legally|cant we|can i not|can we not)\b.*\bask(?:ed|ing)?\b"
    r"|\b(?:what|which)\b.*\bask\b.*\b(?:legally|by law)\b"
    r"|\b(?:off limits|off the table|taboo)\b.*\binterviews?\b"
    r"|\b(?:may|can|allowed|ok|okay|fine|legal|should)\b.*\b(?:personal|private) questions?\b"
    r"|\b(?:questions?|topics?|subjects?|things?|what)\b.*\b(?:not to ask|avoid asking|to avoid)\b"
    r"|\b(?:which|what) (?:questions?|topics?|subjects?)\b.*\bavoid\b"
    r"|\bwas\b.*\b(?:darf|durfen|kann|konnen)\b.*\bfragen\b"
    r"|\b(?:verbotene|unzulassige|unerlaubte|illegale|erlaubte|zulassige) fragen\b"
    r"|\bfragen? .*\b(?:verboten|unzulassig|nicht erlaubt|tabu)\b"
    r"|\bprotected (?:characteristics?|class(?:es)?|grounds?)\b"
)
_TOLD: Final = re.compile(
    r"\b(?:she|he|they|candidates?|applicants?|somebody|someone|person|people)\b(?: \w+){0,3}? "
    r"(?:told|tells|(?<=if they )tell|(?<=when they )tell|mention\w*|volunteer\w*|said|says"
    r"|reveal\w*|disclos\w*|brought|brings?"
    r"|shared?|shares|admit\w*|overshar\w*|talked|talks|talking)\b"
)
_CANDIDATE: Final = re.compile(
    r"\b(?:candidates?|applicants?|interviewees?|he|hes|she|shes|they|theyre|person|somebody|someone"
    r"|(?:young|old|older|pregnant) (?:woman|man|lady|guy))\b"
)
_WHAT_NOW: Final = re.compile(
    r"\b(?:what now|now what|what (?:do|should|can|must|shall) (?:i|we) (?:do|say)\b.*"
    r"|what to (?:do|say)\b.*|(?:how|what) (?:do|should|can|shall) (?:i|we) (?:deal|handle|react"
    r"|respond|treat|behave|approach|address)\b(?: with\b)?|how to (?:deal with|handle|react to)"
    r"|any (?:advice|tips)|(?:do|should|may|can|shall) (?:i|we) (?:say (?:any|some)thing"
    r"|mention|address|ignore|comment|react|bring)\b|(?:does|will) (?:it|that|this) matter"
    r"|is (?:it|that|this) (?:a problem|an issue|relevant))",
    re.IGNORECASE,
)
_SLIPS: Final = re.compile(
    r"\b(?:interviewers?|panel\w*|colleagues?|coworkers?|teammates?|boss|manager|cto|ceo|founders?"
    r"|recruiters?|engineers?|hr|(?:someone|somebody|one) (?:on|in|of) (?:the|our|my|us)(?: \w+)?)"
    r"(?: \w+){0,3}? (?:asks|asked|asking|(?:wants?|tries|tried|likes?|insists?|keeps?|going|about)"
    r" (?:to |on )?ask(?:ing)?)\b"
    r"|\bif (?:\w+ ){1,3}ask\b|\b(?:i|we|ive|weve) (?:\w+ ){0,2}asked\b"
)
_FORBIDDEN: Final = re.compile(
    r"\b(?:illegal|unlawful|forbidden|prohibited|inappropriate|private|personal|discriminatory"
    r"|off limits|not allowed|(?:should ?nt|must ?nt|may not|cant|can not|should not)(?: \w+)?)\b"
)
_BESIDE_A_SUBJECT: Final = re.compile(
    r"\b(?:questions?|questionnaires?|questioning|forms?|interviews?|laws?|legal|rules?|bans?|banned"
    r"|candidates?|applicants?|before|during|offer|offers|in|at|on|about|for|of|an?|the|job)\b",
    re.IGNORECASE,
)
_ASKS_DIRECTLY: Final = re.compile(
    r"(?:and |so |but |ok |also )*(?:how|what|whats|when|where|which|who|why|is|are|do|does|did"
    r"|have|has|can|could|would|will|any|were|was|please|tell)\b"
)
_FRAME_WORDS: Final = words("in the of")
_ALL: Final = "all"
_FLAGS: Final = ("is_told", "is_allowed", "is_slip")
_ALSO_WORDS: Final = words("us ca wa")
"""Codes that are words as well: a place in capitals, or behind “in”."""


@dataclass(frozen=True)
class NamedPlace:
    """A place that a text names, None where no rules are known.

    `typed` is its name where it has rules of its own that aren't known.
    """

    place: PlaceWithRules | None
    typed: str | None = None


@dataclass(frozen=True)
class MayAsk:
    """Whether these subjects may be asked about, of which the first counts; none: which may not.

    `is_told`: a candidate brought it up, or it can be seen. `is_slip`: an interviewer asks it, or
    wants to. `is_allowed`: it may be asked in the right words.
    """

    subjects: tuple[SubjectNotToAsk, ...] = ()
    where: NamedPlace = NamedPlace(None)
    is_told: bool = False
    is_allowed: bool = False
    is_slip: bool = False

    @property
    def subject(self) -> SubjectNotToAsk | None:
        """The one that the answer is about."""
        return next(iter(self.subjects), None)

    @property
    def id(self) -> str:
        """What buttons carry, as `read_id` understands it."""
        place = self.where.typed or (self.where.place and self.where.place.id)
        parts = (self.subject.id if self.subject else "", place)
        flags = [flag for flag in _FLAGS if getattr(self, flag)]
        return "/".join([PREFIX, *(part or _ALL for part in parts), *flags])


class MayAskReader:
    """Reads texts with the subjects and places of `not-to-ask.yml`."""

    def __init__(self, rules: NotToAsk, gazetteer: Gazetteer) -> None:
        self.rules = rules
        self._gazetteer = gazetteer
        self._places = _list_places(rules)

    def read(self, text: str) -> MayAsk | None:
        """What a text certainly wants to know; None where it wants something else."""
        typed = text[:LONGEST]
        where, left = self.split_off_place(typed)
        plain = normalize(left)
        is_framed = _MAY.search(plain) is not None if _ASKS.search(plain) else _is_judged(plain)
        if is_framed and (allowed := self._find_allowed(left)):
            return MayAsk((allowed,), where, is_allowed=True)
        if happened := self._read_what_happened(left, plain, where):
            return happened
        subjects = self._find_subjects(left, is_framed=is_framed)
        if subjects and (is_framed or _asks_directly(left, plain)):
            return MayAsk(subjects, where)
        return MayAsk((), where) if _OVERVIEW.search(plain) else None

    def _read_what_happened(self, left: str, plain: str, where: NamedPlace) -> MayAsk | None:
        """What a text tells of: an interviewer asked it, a candidate told it, or it can be seen."""
        if self.rules.slip and _SLIPS.search(plain):
            subjects = self._find_subjects(left, is_framed=True)
            if subjects or _FORBIDDEN.search(plain):
                return MayAsk(subjects, where, is_slip=True)
        if _TOLD.search(plain):
            subjects = self._find_subjects(left, is_framed=True)
            if subjects or re.search(r"\b(?:private|personal|protected)\b", plain):
                return MayAsk(subjects, where, is_told=True)
        if _CANDIDATE.search(plain) and _WHAT_NOW.search(left):
            subjects = self._find_subjects(_WHAT_NOW.sub(" ", left), is_framed=True)
            is_told = any(not subject.with_care for subject in subjects[:1])
            return MayAsk(subjects, where, is_told=is_told) if subjects else None
        return None

    def read_bare(self, text: str) -> MayAsk | None:
        """A subject and a place alone, such as “salary history EU”; None for anything else."""
        where, left = self.split_off_place(text[:LONGEST])
        if where == NamedPlace(None):
            return None
        bare = _BESIDE_A_SUBJECT.sub(" ", left)
        for clause in read_clauses(bare, they_are_candidates=True):
            found_at = self.rules.words.find(clause)
            for subject in self.rules.subjects:
                if found_at.get(subject.id) == 0 and len(clause.keys) <= _MOST_BARE_WORDS:
                    return MayAsk((subject,), where)
        return None

    def name_place(
        self, text: str, subject: NotToAsk | Volunteered | Slip | SubjectNotToAsk
    ) -> MayAsk:
        """What a text wants to know that is about a subject, with the place that it names."""
        where, _ = self.split_off_place(text[:LONGEST])
        subjects = (subject,) if isinstance(subject, SubjectNotToAsk) else ()
        return MayAsk(
            subjects,
            where,
            is_told=isinstance(subject, Volunteered),
            is_slip=isinstance(subject, Slip),
        )

    def read_id(self, value: str) -> MayAsk | None:
        """What a button carries: `not-to-ask`, a subject, a place by its id or name, and flags."""
        prefix, *parts = value.strip().split("/")
        if prefix != PREFIX:
            return None
        subject_id, place_id, *flags = [*parts, "", ""]
        subject = self.rules.subjects_by_id.get(subject_id)
        return MayAsk(
            (subject,) if subject else (),
            self._read_place_id(place_id),
            **{flag: flag in flags for flag in _FLAGS},
        )

    def _read_place_id(self, place_id: str) -> NamedPlace:
        place = self.rules.places_by_id.get(place_id)
        if place is None and place_id not in {"", _ALL}:
            named = self._look_up(normalize(place_id), place_id, "in")
            return named or NamedPlace(None)
        return NamedPlace(place)

    def split_off_place(self, text: str) -> tuple[NamedPlace, str]:
        """The place that a text names, and the text without it."""
        tokens = re.findall(r"[^\s,;?!()]+|[,;?!()]", text)
        keys = [normalize(token) for token in tokens]
        for size in range(_MOST_NAME_WORDS, 0, -1):
            for at in range(len(tokens) - size + 1):
                name = " ".join(filter(None, keys[at : at + size]))
                before = keys[at - 1] if at else ""
                if place := self._look_up(name, tokens[at], before):
                    head = tokens[:at]
                    while head and head[-1].lower() in _FRAME_WORDS:
                        head.pop()
                    return place, " ".join([*head, *tokens[at + size :]])
        return NamedPlace(None), text

    def _look_up(self, name: str, typed: str, before: str) -> NamedPlace | None:
        is_sure = before in _FRAME_WORDS
        if name in self._places:
            is_word = name in _ALSO_WORDS and not (typed.isupper() or is_sure)
            return None if is_word else self._places[name]
        known = self._gazetteer.names.get(name)
        if known is None or known.is_remote or known.is_adjective or before != "in":
            return None
        return NamedPlace(None, known.text)

    def _find_allowed(self, text: str) -> SubjectNotToAsk | None:
        """The subject on which a text asks what may be asked, and nothing that may not be."""
        clauses = list(read_clauses(text, they_are_candidates=True))
        allowed = {each for clause in clauses for each in self.rules.allows.find(clause)}
        forbidden = {each for clause in clauses for each in self.rules.asks.find(clause)}
        named = {each for clause in clauses for each in self.rules.words.find(clause)}
        for subject in self.rules.subjects:
            if subject.id in allowed:
                # “She is in a wheelchair, can I ask if she can travel?” is about the wheelchair.
                return None if subject.id in forbidden or named - {subject.id} else subject
        return None

    def _find_subjects(self, text: str, *, is_framed: bool) -> tuple[SubjectNotToAsk, ...]:
        """The subjects that a text asks about, the surest first: by a question, then by a word."""
        positions: dict[str, tuple[bool, int]] = {}
        for clause in read_clauses(text, they_are_candidates=is_framed):
            for subject_id, first in self.rules.asks.find(clause).items():
                positions.setdefault(subject_id, (False, first))
            if is_framed:
                for subject_id, first in self.rules.words.find(clause).items():
                    positions.setdefault(subject_id, (True, first))
        ids = sorted(positions, key=lambda subject_id: positions[subject_id])
        return tuple(self.rules.subjects_by_id[each] for each in ids[:MOST_SUBJECTS])


def _is_judged(plain: str) -> bool:
    """Whether a text without a word for asking wants to know what is right."""
    return _ALLOWED.search(plain) is not None


def _asks_directly(text: str, plain: str) -> bool:
    return "?" in text or _ASKS_DIRECTLY.match(plain) is not None


def _list_places(rules: NotToAsk) -> Mapping[str, NamedPlace]:
    """The places by their normalized names; a name without rules of its own says so."""
    listed = {}
    for place in rules.places:
        for name in place.stands_for:
            listed[normalize(name)] = NamedPlace(place, name)
    for place in rules.places:
        for name in (place.name, *place.aliases):
            listed[normalize(name)] = NamedPlace(place)
    return listed
