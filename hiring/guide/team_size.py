"""How many ML or AI people a text says that the asker's own team has now.

A count is read only where it counts ML or AI people: “4 ML engineers”, “2 of them do ML”, “AI team
of 6”. A team of unspecified people tells nothing, but that it has no more ML people than people:
“there are two of us”. What is past, planned, wished, supposed or somebody else's tells nothing, nor
do people who were interviewed. In doubt nothing is read: a wrong number is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.language.numbers import ONES
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS: Final = {
    **ONES,
    **dict.fromkeys(("no", "zero", "none", "nobody"), 0),
    "single": 1,
    "both": 2,
    "dozen": 12,
}
_MANY: Final = 999
_MAY_TELL: Final = re.compile(
    rf"\d|\b(?:{'|'.join(_NUMBERS)}|no one|me|i'?m|am|\w+ty|hundred)\b", re.IGNORECASE
)
_NUMBER: Final = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_COUNT: Final = (
    rf"\b(?P<number>{_NUMBER})(?: (?:to|or) (?P<most>{_NUMBER}))?"
    r"(?P<open> (?:plus|or (?:more|less|fewer)))?"
)
_FIELD: Final = (
    r"(?:ml|ai|nlp|llms?|mlops|(?:deep|machine) learning|computer vision|data scien(?:ce|tists?))"
)
_ADJECTIVE: Final = (
    r"(?:research|applied|software|platform|senior|junior|strong|good|great|full time|data"
    r"|dedicated|experienced|real)"
)
_PEOPLE: Final = (
    r"(?:engineers?|people|persons?|ppl|devs?|developers?|scientists?|researchers?|folks?|guys?"
    r"|seniors?|juniors?|members?|employees?|practitioners?|modell?ers?|colleagues?|specialists?"
    r"|experts?|staff)"
)
_AMONG: Final = r"(?: of (?:them|us|whom|which|those|these)| who| that)"
_WORK: Final = (
    r"(?: (?:are|is|all|only|really|actually|do|does|doing|make|makes|making|knows?"
    r"|work(?:s|ing)? (?:in|on|with)|build|builds|building|in|on|with|our|my|the|some|full time))"
)
_NOW: Final = r"(?: (?:now|atm|today|currently|here|so far|in total|in all|alone|altogether))*"
_TEAM: Final = r"(?:team|group|department|squad|unit)"
_ENDS: Final = rf" (?:{_PEOPLE}|strong|now|at|in|who|that|with|only)\b|$"
_IN_FIELD: Final = (
    rf"{_WORK}+ {_FIELD}\b(?! (?:experience|background|knowledge|expertise|skills))"
    rf"| {_FIELD}{_NOW}$"
)
# Ways to count ML or AI people, in a part of a sentence.
_COUNTED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_COUNT} (?:{_ADJECTIVE} )*(?:{_FIELD} )+(?:{_ADJECTIVE} )*{_PEOPLE}\b",
        rf"{_COUNT} (?:{_ADJECTIVE} )*(?:mles?|data scientists?)\b",
        rf"{_COUNT}(?: (?:{_ADJECTIVE} )*{_PEOPLE})?(?P<among>{_AMONG})?(?:{_IN_FIELD})",
        rf"{_COUNT} (?:person |man |strong |people |engineer )?(?:{_FIELD} )+{_TEAM}\b",
        rf"\b{_FIELD} (?:\w+ )?{_TEAM} of {_COUNT}\b",
        rf"\b{_FIELD} (?:\w+ )?{_TEAM}(?: has| is| with| size| counts)* {_COUNT}(?={_ENDS})",
        rf"(?P<number>none|nobody)(?P<among>{_AMONG})?(?: with| has| have| any)* {_FIELD}\b",
    )
)
_PLAIN: Final = rf"(?:(?:{_ADJECTIVE} |{_FIELD} |\w+end )*{_PEOPLE})"
_WHOLE: Final = rf"(?! ?(?:no|none|nobody|zero)\b){_COUNT}(?= {_PLAIN}\b| strong\b|{_NOW}$)"
_OPENING: Final = (
    r"(?:there are|there is|theres|in total|currently|now|just|only|about|around|at least|at most"
    r"|up to|less than|fewer than|more than|over|under)"
)
# Ways to say how many people the own team has.
_OWN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:we|i)(?: are| have| got| only| just)+(?: (?:about|around))? {_WHOLE}",
        rf"{_COUNT}(?: {_PEOPLE})? of us\b",
        rf"\b(?:our|my)(?: \w+){{0,2}} {_TEAM}(?: of| has| is| with| are)* {_WHOLE}",
        rf"\b{_TEAM} of {_COUNT}",
        rf"\b{_COUNT} (?:person|man|people|strong)(?: {_FIELD})? {_TEAM}\b",
        rf"^(?:{_OPENING} )*{_WHOLE}(?= )",
    )
)
_SOME: Final = re.compile(
    rf"\b(?!one\b){_WHOLE}|\b{_NUMBER} (?:person|man) {_TEAM}\b|\bteam of {_NUMBER}\b"
)
_ASKS_FOR_ONE: Final = re.compile(
    r"\b(?:(?:do|should) (?:we|i) (?:\w+ )?(?:need|hire|get)|needs? (?:one|a (?:\w+ )?lead))\b"
)
_ALONE: Final = re.compile(
    rf"\b(?:(?:just|only|its) me(?=$| (?:for|doing|in|on|with|now|atm))"
    rf"|(?:im|i am) (?:alone|on my own|the only (?:{_ADJECTIVE} |{_FIELD} )*{_PEOPLE}))"
)
_BESIDE_ME: Final = re.compile(
    rf"\bme (?:and|plus) (?:(?:just|only|about) )?(?P<number>an?|{_NUMBER})"
    rf"(?P<field> (?:{_ADJECTIVE} )*{_FIELD}\b)?"
)
_OURS: Final = re.compile(r"\b(?:we|our|ours|us|my|i|im)\b|^(?:an? |the )?(?:\w+ )?team of\b")
_IS_FIELD: Final = re.compile(rf"\b(?:{_FIELD}|mles?)\b")
_ALL_OF_THEM: Final = re.compile(
    rf"^(?:who |which )?(?:are |do )?(?:all|everyone|everybody|entirely|purely)\b"
    rf"(?: of (?:us|them))?(?:{_WORK}| does)* (?:{_FIELD}|mles?)\b"
)
# What “hiring is the bottleneck” says of hiring is no plan for more people.
_TAKES: Final = (
    r" (?:\w+ )?(?:is|was|takes?|eats?|costs?|slows?|holds?|keeps?|blocks?|drains?|swallows?)\b"
    r"(?! (?:planned|next|for))"
)
# Before a count that is not there now: planned, wished, supposed, past, or gone.
_NOT_SO: Final = re.compile(
    rf"\b(?:(?:want\w*|needs?|wish\w*|hop(?:e|ing)|like to|looking|plan\w*)\b.*\b{_NUMBER}"
    r"|will|would|could|should|might|may|shall|going to|gonna|planned|hir(?:e|ed|es)"
    rf"|(?:hiring|recruiting)\b(?!{_TAKES})|recruit(?!ing)\w*|search\w*|next|soon|if|imagine|suppose"
    r"|assum\w*|once|when|until|till|unless|had|used to|was|were|been|ago|former\w*|previous\w*"
    r"|originally|last|past|before|ideal\w*|target|goal|budget|grow(?:ing)? to|by the end|20\d\d"
    r"|(?:open|vacant) \w+|reqs?|positions?|vacanc\w+|openings?|headcount|percent|q[1-4])\b"
    rf"|^(?:so |and )?(?:is|are|do|does|can|would|has|have) (?:only |just |about )?{_NUMBER}\b"
)
_GROWING: Final = re.compile(rf"\b(?:we|team)\b.* from {_NUMBER} to {_NUMBER}\b")
# Nor are those who are interviewed, or who work for somebody else.
_NOT_OURS: Final = re.compile(
    r"\b(?:interview\w*|candidates?|applicants?|applied|cvs?|resumes?|shortlist\w*|panel\w*"
    r"|debriefs?|scorecards?|offers?|he|hes|his|she|shes|her|their|theirs|competitors?|customers?"
    r" (?:has|have)|clients?|companies|led|managed"
    r"|(?!(?:team|company|startup|group|department|org|squad|unit|side|that|which|who)\b)\w+"
    rf" (?:has|employs) (?:\w+ )?{_NUMBER})\b"
)
_ABOUT_HIRING: Final = re.compile(
    r"\b(?:interview\w*|candidates?|applicants?|cvs?|resumes?|panel\w*|debriefs?|scorecards?"
    r"|offers?|salary|posting|advert|org chart)\b"
)
_GONE: Final = re.compile(
    r"\b(?:left|leaves|leaving|quit|quits|quitting|resign\w*|laid|lay ?offs?|fired|remain\w*)\b"
)
_IN_CHARGE: Final = re.compile(r"\b(?:cto|vp|architect|lead|head|manager|founder|boss)\b")
_FRESH: Final = re.compile(
    r"\b(?:(?:we|i) (?:now |currently |already |only |just |still )?(?:are|have|got)"
    r"|there (?:are|is)|theres"
    r"|(?:our|my) (?:\w+ ){0,2}team|in our team|on our team)\b"
)
_NEGATED: Final = re.compile(
    r"\b(?:not|never|without|cannot|(?:do|does|did|is|are|have|has|ca|wo)nt)\b"
)
_MORE: Final = re.compile(r"\b(?:another|other|additional|extra|further|first|new)$")
_BEFORE: Final = re.compile(
    r"\b(?P<bound>less than|fewer than|under|below|no more than|not more than|at most|up to"
    r"|maximum|max|more than|over|above|at least|minimum|min|almost|nearly|close to|about|around"
    r"|roughly|approximately|approx|circa|ca|like|maybe|perhaps|some)$"
)
# After these words, a small count is all that there are; “two engineers argue” may be two of many.
_ALL: Final = re.compile(
    r"\b(?:have|has|got|are|is|only|just|with|me|and|theres|of|exactly|currently|now|zero)$"
)
_AT_MOST: Final = frozenset(
    ("at most", "up to", "maximum", "max", "or less", "or fewer", "no more than", "not more than")
)
_OF_MORE: Final = re.compile(r" (?:who|that|which|with|to|able|capable)\b")
_BETWEEN: Final = re.compile(rf"\bbetween ({_NUMBER}) and ({_NUMBER})\b")
_PARTS: Final = re.compile(
    r"[.,;:!?()\n]+|\s[-\u2013\u2014]+\s"
    r"|\b(?:and|but|while|because|so|yet|though|although|plus the)\b"
    r"|\b(?=(?:should|do|does|can|could|would|must|shall|is it|are we) (?:we|i|it)\b)"
)
_DO_WE_NEED_ONE: Final = (
    r"\b(?:(?:when|if|whether|why) )?(?:do|should|would|must|can) (?:we|i) "
    r"(?:really |already )?(?:need|hire|get|want|have) "
    r"(?:one|an? (?:[\w/]+ ){0,3}lead)\b(?: now| already| yet)?"
)
_REWRITTEN: Final = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[\u2019']re\b", " are"),
        (r"[\u2019']ve\b", " have"),
        (r"[\u2019']ll\b", " will"),
        (r"[\u2019']d\b", " would"),
        (r"\b(?:weve|ive)\b", "we have"),
        (r"(?:^|(?<=[.,;:!?] ))were\b", "we are"),
        (r"%", " percent "),
        (r"(?<=\d)\s*\+", " plus"),
        (r"\bno[ -]one\b", "nobody"),
        (r"\d+[.,]\d+", "several"),
        (r"(?<=\d)\s*[-\u2013\u2014]\s*(?=\d)", " to "),
        (rf"\b(?:twenty|(?:thir|for|fif|six|seven|eigh|nine)ty)(?:[ -]{_NUMBER})?\b", "20"),
        (r"\b(?:\w+ )?(?:hundred|thousand)s?\b", "100"),
        (rf"\b({_FIELD}) ?(?:and|or|&|/) ?(?={_FIELD}\b)", r"\1 "),
        (_BETWEEN.pattern, r"\1 to \2"),
        # The question itself tells nothing: “do we need one with 5 ML engineers”.
        (_DO_WE_NEED_ONE, ","),
        (r"\bme (?:and|\+|&) ", "me plus "),
    )
)  # fmt: skip


@dataclass(frozen=True)
class TeamSize:
    """The least and the most people that there can be."""

    least: int
    most: int


def read_team_size(text: str) -> TeamSize | None:
    """How many ML or AI people the own team has; None where the text doesn't surely tell."""
    if not _MAY_TELL.search(text):
        return None
    parts = list(_split(text))
    if any(_GONE.search(part) and not _IN_CHARGE.search(part) for part in parts):
        return None
    # Those in charge who leave are no ML people less; their notice period is no plan.
    parts = [part for part in parts if not _GONE.search(part) or re.search(_NUMBER, part)]
    counts = [size for part in _keep_present(parts) for size in _count(part)]
    if counts:
        return TeamSize(max(size.least for size in counts), sum(size.most for size in counts))
    return _read_total(parts)


def tells_own_team_size(text: str) -> bool:
    """Whether the text says how many people the asker's own team has now, of whatever kind."""
    if not _MAY_TELL.search(text):
        return False
    parts = list(_split(text))
    plain = " ".join(parts)
    if _ABOUT_HIRING.search(plain):
        return False
    present = list(_keep_present(parts))
    if _GROWING.search(plain) or any(
        way.search(part) for part in present for way in (_ALONE, _BESIDE_ME)
    ):
        return True
    if any(way.search(part) for part in present for way in _COUNTED):
        return True
    if _ASKS_FOR_ONE.search(normalize(text)):
        return any(_SOME.search(part) for part in parts)
    is_ours = _OURS.search(normalize(text)) or any(way.match(parts[0]) for way in _OWN if parts)
    return bool(is_ours) and any(way.search(part) for part in present for way in (*_OWN, _SOME))


def _split(text: str) -> Iterator[str]:
    """The parts of its sentences, in which numbers and verbs are written in one way."""
    rewritten = text.casefold()
    for pattern, by in _REWRITTEN:
        rewritten = pattern.sub(by, rewritten)
    yield from filter(None, map(normalize, _PARTS.split(rewritten)))


def _keep_present(parts: list[str]) -> Iterator[str]:
    """The parts on what the own team is now: each up to the first word on something else."""
    is_present = not any(_NOT_SO.search(part) for part in parts)
    for part in parts:
        if _NOT_SO.search(part) or _NOT_OURS.search(part):
            is_present = False
        elif _FRESH.search(part):
            is_present = True
        if is_present:
            yield part


def _count(part: str) -> Iterator[TeamSize]:
    for way in _COUNTED:
        if match := way.search(part):
            before = part[: match.start("number")].rstrip()
            if not _MORE.search(before):
                yield from _read_count(match, before, part[match.end() :])
            return


def _read_count(match: re.Match[str], before: str, after: str) -> Iterator[TeamSize]:
    groups = match.groupdict()
    ends = (match["number"], groups.get("most") or match["number"])
    least, most = sorted(map(_read_number, ends))
    before = before.removesuffix(" a")
    bound = _BEFORE.search(before)
    if _NEGATED.search(before[: bound.start()] if bound else before):
        return
    is_all = not _OF_MORE.match(after) and (
        bound
        or groups.get("among")
        or _ALL.search(before)
        or match.start("number") > match.start()
        or re.fullmatch(rf"{_NOW}(?: side)?", after)
    )
    size = TeamSize(least, most if is_all else _MANY)
    yield _limit(size, (bound["bound"] if bound else groups.get("open") or "").strip())


def _limit(size: TeamSize, bound: str) -> TeamSize:
    match bound:
        case "less than" | "fewer than" | "under" | "below":
            return TeamSize(0, max(0, size.least - 1))
        case bound if bound in _AT_MOST:
            return TeamSize(0, size.most)
        case "more than" | "over" | "above":
            return TeamSize(size.least + 1, _MANY)
        case "at least" | "minimum" | "min" | "or more" | "plus":
            return TeamSize(size.least, _MANY)
        case "":
            return size
        case _:  # about so many
            return TeamSize(size.least - 1, size.most + 1)


def _read_total(parts: list[str]) -> TeamSize | None:
    """What the size of the whole team tells: all of it does ML, or there can't be more who do."""
    plain = " ".join(parts)
    if any(_NOT_SO.search(part) or _NOT_OURS.search(part) for part in parts):
        return None
    if beside := _BESIDE_ME.search(plain):
        others = _read_number(beside["number"])
        return TeamSize(others if beside["field"] else 0, others + 1)
    if any(_ALONE.search(part) for part in parts):
        return TeamSize(0, 1)
    for part in parts:
        for way in _OWN:
            if match := way.search(part):
                return _read_whole_team(match, part[match.end() :], parts)
    return None


def _read_whole_team(match: re.Match[str], after: str, parts: list[str]) -> TeamSize | None:
    total = _read_number(match["most"] or match["number"])
    if any(_ALL_OF_THEM.match(part) for part in parts):
        return TeamSize(total, total)
    plain = " ".join(parts)
    is_only_number = len(re.findall(rf"\b{_NUMBER}\b", plain)) == 1
    is_whole = re.fullmatch(rf"(?: {_PLAIN})?{_NOW}", after) and not match["open"]
    if is_only_number and is_whole and not _IS_FIELD.search(plain):
        return TeamSize(0, total)
    return None


def _read_number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)
