"""Finds what job a sentence is about: the role that the vocabulary names, or another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.language.tokens import Kind, write_typed
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from hiring.language.tokens import Token


_HEADS: Final = words(
    """
    engineer engineers enginer engr developer developers dev devs manager managers mgr scientist
    scientists designer designers analyst analysts architect architects recruiter recruiters
    director directors administrator administrators admin consultant consultants specialist
    specialists coordinator researcher researchers programmer programmers tester testers writer
    marketer accountant lawyer counsel nurse teacher intern interns officer executive assistant
    controller strategist owner technician operator representative associate sourcer planner lead
    leads head president vp svp evp cto ceo cfo coo cpo cio ciso cmo swe swes sde sdes sre mle mles
    sdet qa em ems ds pm pms tpm po ux ui bdr sdr ae ic ics l5 l6 l7 e5 e6
    """
)
"""Words that name a job, alone or with others before them."""
_ALONE: Final = words(
    """
    backend frontend fullstack devops mlops dataops ios android qa sysadmin helpdesk bookkeeper
    salesperson paralegal barista plumber dentist doctor chef driver
    """
)
"""Words that name a job without a head noun."""
_MODIFIERS: Final = words(
    """
    senior sr snr junior jr mid midlevel staff principal lead leading chief associate assistant eng
    distinguished founding head vice deputy executive general managing group global regional entry
    level software hardware data machine learning deep ai ml artificial intelligence product
    project program programme engineering technical tech it backend frontend fullstack full back
    front end stack web mobile ios android devops mlops platform infrastructure infra cloud
    security site reliability network systems system database qa quality assurance test testing
    automation embedded firmware robotics research applied computer vision nlp analytics business
    finance financial sales marketing growth people talent acquisition human resources hr
    operations ops customer success support account solution solutions delivery scrum agile design
    ux ui user experience graphic content brand legal office team python java javascript react node
    golang go rust ruby php net scala c bi etl sql crm erp sap salesforce blockchain crypto game
    graphics audio video revenue interim acting
    """
)
_SENIORITY: Final = words(
    """
    senior sr snr junior jr mid staff principal experienced new seasoned strong good great hands on
    full time fulltime permanent contract interim acting level grade
    first founding potential future our your my their
    """
)
"""Words that don't make another job of a role's name."""
_RANKS: Final = words("senior sr snr junior jr mid staff principal interim acting")
"""Those of them that somebody may be paid differently for, so that an answer names the role."""
_OF: Final = words("of for")
_SYNONYMS: Final = {
    "machine": "ml",
    "learning": "ml",
    "artificial": "ai",
    "intelligence": "ai",
    "technical": "tech",
    "technology": "tech",
    "team": "tech",
    "genai": "ai",
    "llm": "ai",
    "nlp": "ai",
    "mlops": "ml",
    "deep": "ml",
}
"""Other words for those of a role's name, if the name has them."""
_SPEAKING_BEFORE: Final = words("im i'm am as says")
_SPEAKS: Final = words(
    """
    here says said say signed signs thinks think thought finds found wants wanted asked asks told
    approved approves insists believes believe keeps is was has had will wont would might claims
    agreed agrees suggested suggests proposed proposes complains worries refuses refused offered
    keep want argue argues pushes pushed gave allows allowed needs quoted quotes
    """
)


@dataclass(frozen=True)
class JobTitle:
    """A job as typed; `is_own` says that it is the vocabulary's role.

    `is_speaker`: somebody who says something, rather than the job that is asked about.
    """

    typed: str
    is_own: bool
    start: int
    end: int
    is_speaker: bool = False
    seniority: str = ""
    """The first word, as typed, that sets the role's own name apart: `principal`."""


@dataclass(frozen=True)
class RoleNames:
    """The names of a role as they are compared: whole, and by word."""

    whole: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    @classmethod
    def from_names(cls, names: AbstractSet[str]) -> RoleNames:
        """The names of a role, each already normalized."""
        words = {word for name in names for word in name.split()}
        heads = {name.split()[-1] for name in names if name}
        return cls(
            frozenset(names),
            frozenset(words | {f"{word}s" for word in heads}),
            frozenset(heads | {f"{word}s" for word in heads}),
        )


def find_job_titles(tokens: Sequence[Token], names: RoleNames) -> tuple[JobTitle, ...]:
    """The jobs named in the tokens, in order. Their tokens are marked as used."""
    titles: list[JobTitle] = []
    at = 0
    while at < len(tokens):
        end = _find_end(tokens, at, names)
        if end > at:
            title = _read(tokens, at, end, names)
            if title:
                titles.append(title)
        at = max(end, at + 1)
    return tuple(titles)


def _find_end(tokens: Sequence[Token], at: int, names: RoleNames) -> int:
    """Where the run of words ends that could make up one title."""
    end = at
    while end < len(tokens) and tokens[end].is_free_word and _may_belong(tokens[end].key, names):
        end += 1
        if (
            end + 1 < len(tokens)
            and tokens[end].key in {"/", "-", "&"}
            and tokens[end + 1].is_free_word
            and _may_belong(tokens[end + 1].key, names)
        ):
            end += 1
    return end


def _may_belong(key: str, names: RoleNames) -> bool:
    return key in _HEADS or key in _MODIFIERS or key in _ALONE or key in names.words


def _read(tokens: Sequence[Token], at: int, end: int, names: RoleNames) -> JobTitle | None:
    """The title in a run, without what only leads up to it; None where it has no head."""
    keys = [token.key for token in tokens[at:end]]
    last = max((i for i, key in enumerate(keys) if _is_head(key, names)), default=None)
    if last is None:
        _use_own(tokens[at:end], names)
        return None
    stop = at + last + 1
    stop = _include_of(tokens, stop, keys[last])
    run = tokens[at:stop]
    keys = [token.key for token in run if token.kind is Kind.WORD]
    is_own = _is_own(keys, names)
    title = JobTitle(
        write_typed(run),
        is_own,
        run[0].start,
        run[-1].end,
        is_speaker(tokens, at, stop),
        next((token.text for token in run if token.key in _RANKS), "") if is_own else "",
    )
    for token in tokens[at : max(stop, end) if title.is_own else stop]:
        token.is_used = True
    return title


def is_speaker(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """`our CFO signed off on 200k`, `recruiter here`, `I'm a recruiter`."""
    before = {token.key for token in tokens[max(0, at - 2) : at]}
    if before & _SPEAKING_BEFORE or (at and tokens[at - 1].key == "hiring"):
        return True
    return stop < len(tokens) and tokens[stop].key in _SPEAKS


def _include_of(tokens: Sequence[Token], stop: int, head: str) -> int:
    """`head of data`, `VP of engineering`: what follows `of` belongs to the title."""
    takes_of = head in {"head", "vp", "svp", "evp", "director", "chief", "president"}
    if takes_of and stop < len(tokens) and tokens[stop].key in _OF:
        end = stop + 1
        while end < len(tokens) and tokens[end].is_free_word and tokens[end].key in _MODIFIERS:
            end += 1
        return end if end > stop + 1 else stop
    if takes_of:
        while stop < len(tokens) and tokens[stop].is_free_word and tokens[stop].key in _MODIFIERS:
            stop += 1
    return stop


def _is_head(key: str, names: RoleNames) -> bool:
    return key in _HEADS or key in _ALONE or key in names.heads


def _is_own(keys: Sequence[str], names: RoleNames) -> bool:
    """Whether a title is the role's name, with words of seniority or none around it."""
    plain = [_SYNONYMS.get(key, key) if key not in names.words else key for key in keys]
    if keys[-1] not in names.heads:
        return False
    return all(key in names.words or key in _SENIORITY for key in (*keys[-1:], *plain[:-1]))


def _use_own(tokens: Sequence[Token], names: RoleNames) -> None:
    """Words of the role's name that stand alone (`ai salaries`) mean the role as well."""
    for token in tokens:
        if token.key in names.words:
            token.is_used = True


NO_ROLE: Final = RoleNames()
