"""Which role a text is about, and which roles it compares.

A role is named anywhere in a text: `/interview-questions screen for a data scientist`. Three
readings serve people better than jumping to every role that is named:

- Two roles side by side (`tech lead or staff engineer`) are compared.
- A role that the text sets beside the one at hand is not what it is about. “Is an engineering
  manager the same?” is a question to the guide of the AI Tech Lead in a channel that hires one,
  and that guide answers it. It would be a wrong turn to open the manager's guide, in which the same
  question means the opposite. In a channel without a role there is nothing to compare with, so it
  is asked which role is meant.
- A role that somebody has already (`our head of AI wants to sit in`, `reports to the engineering
  manager`, `we have three data scientists`) is no role to hire.

What is left of the text still has to read as a question. So a name is taken out at the beginning
(`head of ai berlin`) and, with the words that lead to it, at the end (`screen for a data
scientist`), but not where it carries the sentence (`what does a head of ai do`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hiring.guide.role_mentions import add_short_names, find_mentions, split_words
from hiring.guide.words import GRAMMAR
from hiring.language.word_sets import words
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.guide.role import Role
    from hiring.guide.role_mentions import Mention, Word

_ARTICLES: Final = words("a an the any another new some")
_JOINS: Final = _ARTICLES | words(
    """
    or vs versus v and against compared to with than from not is as same different difference
    between instead of rather over better more like differ differs differ most much how what are
    first hire need do we should be our either
    """
)
"""What may be between two roles that are compared."""
_COMPARES: Final = words(
    """
    or vs versus compare compared comparison compares difference differences different differ
    differs between same similar instead rather than unlike alike better versus against
    distinguish
    """
)
_VERSUS: Final = words("vs versus")
_ONE_SIDED: Final = words(
    "same similar alike instead different differ differs difference unlike also too already better"
    " enough"
)
"""What compares with the role at hand, where the text names nothing else to compare with."""
_BOTH_SIDES: Final = words("or vs versus and")
_REFERENCE: Final = words("than from to as with of not unlike")
"""Before a role, what makes it the one that another is compared with."""
_OWNED: Final = words("our my his her their your its")
_LEADS_TO_PERSON: Final = words(
    "to with from by under alongside via through into have has had got below above beside manages"
    " report reports reporting becoming become"
)
_HIRING: Final = words(
    "hire hires hiring hired need needs needing recruit recruits recruiting find finding for"
    " seeking want interview interviewing screening screen role position opening vacancy add"
)
_OF_ROLE: Final = words(
    """
    role roles job jobs position positions posting post advert ad opening vacancy search hire hires
    hiring interview interviews candidate candidates applicant applicants salary pay kit questions
    process pipeline loop jd description offer req requisition plan
    """
)
_BANDS: Final = words("band bands")
"""After a role, what a company pays those whom it has: a yardstick for the role at hand."""
_MODALS: Final = words("should shall must can could will would may might")
_INTERVIEWS: Final = words(
    "ask asks interview interviews run runs join joins sit sits probe screen screens attend want"
    " wants say says said think thinks insist insists approve approved"
)
_ASKING: Final = words(
    """
    what whats how which who whos where when why is are am do does did can could should would will
    has have may
    """
)
_SAYS_NOTHING: Final = (
    GRAMMAR | _COMPARES | _ONE_SIDED | _HIRING | _REFERENCE | words("lead leads choose pick decide")
)
_WONDERS: Final = words("what whats how which who where when why is are do does can should")
_LEADS_IN: Final = words("for as of about on to be hiring interviewing a an the our my new any at")
_PRONOUNS: Final = words("it they this that them these those he she")
_ADVERBS: Final = words("basically just really only more like kind sort of actually simply not")
_TELLING: Final = 13
"""Words of a text that tells of a team, where a role in passing is somebody who is in it."""
_SENIORITY: Final = words("senior sr snr junior jr mid midlevel experienced seasoned")
_COUNTS: Final = words(
    "one two three four five six seven eight nine ten several few many some more"
)
_MARKS: Final = 2
"""So many marks may stand by themselves in a name: “Staff / Principal ML Engineer”."""
_ALL_ROLES: Final = {
    "compare roles",
    "compare the roles",
    "compare all roles",
    "which role",
    "which role do we need",
    "which role should we hire",
    "what role do we need",
}
"""Texts that ask to compare the roles of which it can be weighed whether one is needed."""
MOST_COMPARED: Final = 4
"""So many roles fit side by side in an answer."""
_TRIMMED: Final = " \t\n,;:-–—?!."


@dataclass(frozen=True)
class RolesNamed:
    """What a text says about roles.

    `role` is the one that it is about, and `rest` the text without its name. `compared` are two to
    four that it compares, and `left_out` those beyond. `near` are the roles of which the text has
    a misspelt name, where that may be several. `read_as` is a misspelt name as typed, where only
    one role is near. `beside` is a role that is mentioned without being what the text is about.
    """

    rest: str
    role: Role | None = None
    compared: tuple[Role, ...] = ()
    left_out: tuple[Role, ...] = ()
    near: tuple[Role, ...] = ()
    read_as: str = ""
    beside: Role | None = None


def read_roles(  # noqa: PLR0911 - a case each
    text: str, roles: Iterable[Role], *, is_pay: bool = False, is_label: bool = False
) -> RolesNamed:
    """Which of the roles a text is about, compares or mentions; see the module's docstring.

    `is_pay`: the text asks about pay, and so about the pay of people that somebody has as well.
    `is_label`: the text is the label of a candidate, in which “Lead” is no role.
    """
    typed, roles = split_words(text), tuple(roles)
    weighed = tuple(role for role in roles if role.need)
    if normalize(text) in _ALL_ROLES and len(weighed) > 1:
        return RolesNamed(text, compared=weighed[:MOST_COMPARED], left_out=weighed[MOST_COMPARED:])
    mentions = find_mentions(typed, roles)
    if not is_label:
        mentions = add_short_names(typed, mentions, roles, is_pay=is_pay)
    if not mentions:
        return RolesNamed(text)
    unsure = next((mention for mention in mentions if len(mention.slip_of) > 1), None)
    if unsure:
        return RolesNamed(text, near=unsure.slip_of)
    named = tuple({mention.role.id: mention.role for mention in mentions}.values())
    if len(named) > 1 and _compares(typed, mentions):
        return RolesNamed(text, compared=named[:MOST_COMPARED], left_out=named[MOST_COMPARED:])
    if len(mentions) > 1 and _compares(typed, mentions):  # “staff or principal”
        return RolesNamed(text, named[0])
    about = [mention for mention in mentions if _is_about(typed, mention, is_pay=is_pay)]
    if not about:
        return RolesNamed(text, beside=mentions[0].role)
    subject = about[0]
    read_as = _write(text, typed[subject.first : subject.last]) if subject.slip_of else ""
    return RolesNamed(_take_out(text, typed, subject), subject.role, read_as=read_as)


def split_off_role(text: str, roles: Iterable[Role]) -> tuple[Role | None, str]:
    """The role whose name the text begins with, and the rest of the text.

    This is how a button's value is read: it names its role first. The longest name counts; case,
    accents and punctuation make no difference.
    """
    names = {name: role for role in roles for name in role.normalized_names}
    longest = max((name.count(" ") + 1 for name in names), default=0)
    split = text.split(maxsplit=longest + _MARKS)
    for count in range(len(split), 0, -1):
        if role := names.get(normalize(" ".join(split[:count]))):
            return role, " ".join(split[count:])
    return None, text


def find_by_label(label: str, roles: Iterable[Role]) -> Role | None:
    """The role that another role's text calls so, such as “VP / Head of AI”; None if none is.

    A title or an alias; of a label with a slash also one of its parts, if only one role has it.
    """
    by_name = {name: role for role in roles for name in role.normalized_names}
    if role := by_name.get(normalize(label)):
        return role
    parts = [by_name[part] for part in map(normalize, label.split("/")) if part in by_name]
    return parts[0] if len({role.id for role in parts}) == 1 else None


def _compares(typed: Sequence[Word], mentions: Sequence[Mention]) -> bool:
    """Whether all roles of the text are side by side, or a word says that they are compared."""
    between = [
        {word.key for word in typed[first.last : second.first]}
        for first, second in pairwise(mentions)
    ]
    if all(each <= _JOINS or _VERSUS & each for each in between):
        return True
    before = {word.key for word in typed[: mentions[0].first]}
    return bool((_COMPARES - {"or", "than", "same"}) & before)


def _is_about(typed: Sequence[Word], mention: Mention, *, is_pay: bool) -> bool:
    """Whether the text is about this role, rather than setting it beside another or a person's."""
    before = [word.key for word in typed[: mention.first] if word.key not in _ARTICLES]
    after = [word.key for word in typed[mention.last :]]
    while before and before[-1] in _SENIORITY:
        before.pop()
    if _is_set_beside(before, after) or not _BANDS.isdisjoint(after[:1]):
        return False
    if is_pay or (after and after[0] in _OF_ROLE):
        return True
    last = before[-1] if before else ""
    is_hired = bool(_HIRING.intersection(before[-3:]))
    if last in _OWNED:
        return "for" in before[-2:-1] or not after
    if last in _COUNTS or last.isdecimal():
        return is_hired
    if last in _LEADS_TO_PERSON:
        return before[-2:-1] == ["interview"]
    tells = len(typed) >= _TELLING and _WONDERS.isdisjoint(before)
    return not _acts(last, after) and (is_hired or not before or not tells)


def _is_set_beside(before: Sequence[str], after: Sequence[str]) -> bool:
    """`is an engineering manager the same?`, `or a head of ai`, `why not a data scientist`."""
    said = [*before, *after]
    if _is_predicate(before):
        return True
    if not _COMPARES.union(_ONE_SIDED, {"not"}).intersection(said):
        return False
    if {"not", *_REFERENCE}.intersection(before[-1:]):
        return bool(_COMPARES.union(_ONE_SIDED, {"not", "than"}).intersection(before[-4:]))
    joint = next((at for at, key in enumerate(after) if key in _BOTH_SIDES | _REFERENCE), None)
    if joint is not None:
        other = after[joint + 1 :]
    else:
        other = [] if _ONE_SIDED.intersection(said) else before
    return _SAYS_NOTHING.issuperset(other)


def _is_predicate(before: Sequence[str]) -> bool:
    """`is it an engineering manager who codes`: “it” is the role at hand."""
    said = [key for key in before if key not in _ADVERBS]
    return bool(_PRONOUNS.intersection(said[-1:])) or (
        said[-1:] in [["is"], ["are"]] and bool(_PRONOUNS.intersection(said[-2:-1]))
    )


def _acts(last: str, after: Sequence[str]) -> bool:
    """Whether it is somebody who interviews: `what should the engineering manager ask`."""
    first = after[0] if after else ""
    if last in _MODALS:
        return first in _INTERVIEWS
    return first in _INTERVIEWS - {"interview", "interviews", "screen", "screens"} or (
        first in _MODALS and bool(_INTERVIEWS.intersection(after[1:2]))
    )


def _take_out(text: str, typed: Sequence[Word], mention: Mention) -> str:
    """The text without the role's name, where it still reads as a question."""
    first, last = mention.first, mention.last
    while first and typed[first - 1].key in _SENIORITY:
        first -= 1
    if first == 0:
        return text[typed[last - 1].end :].strip(_TRIMMED if last < len(typed) else None)
    if last == len(typed) and typed[0].key not in _ASKING:
        lead = first
        while lead and typed[lead - 1].key in _LEADS_IN:
            lead -= 1
        if not lead or typed[lead - 1].key not in _COMPARES:
            return text[: typed[lead].start].strip(_TRIMMED)
    if mention.slip_of:
        start, end = typed[mention.first].start, typed[last - 1].end
        return f"{text[:start]}{mention.role.about.title}{text[end:]}"
    return text


def _write(text: str, run: Sequence[Word]) -> str:
    return text[run[0].start : run[-1].end]
