"""What somebody wants to see of a role's interviews, read from what they typed.

Names and numbers are read first; whatever else is typed is asked of the role's guide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz, process

from hiring.guide.handbook import AboutPay, AtTopic, DidYouMean, Found
from hiring.guide.interview_passages import OWN_PROBLEM
from hiring.guide.may_ask import MayAsk
from hiring.guide.passage import Passage, Topic
from hiring.language import word_sets
from hiring.language.help_words import asks_for_help
from hiring.language.job_titles import find_job_titles
from hiring.language.tokens import UnreadableError, split
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hiring.guide.handbook import GuideQuery
    from hiring.guide.interview import Interview, InterviewPlan, OwnProblem, Stage
    from hiring.guide.role import Role


ALIKE = 75
"""How alike a whole text and a name must be, of 100: "archtecture" and "leadreship" are."""
ALIKE_IN_SENTENCE = 85
LEAST_TO_MISSPELL = 5
MOST_WORDS_ALIKE = 3
CLOSE = 10
"""How far behind the most alike name another one is still meant, perhaps."""
LONGEST = 200
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"),
            ("eighth", "8th"),
            ("ninth", "9th"),
        ),
        start=1,
    )
    for word in words
}
CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {str(number): word for number, word in enumerate(CARDINALS, start=1)}
LAST = word_sets.words("last final")
_BEFORE_NUMBER = word_sets.words("stage round interview step part number no session")
_COUNTED = word_sets.words(
    "question questions minute minutes min mins hour hours h day days week weeks month months pm am"
    " oclock people persons interviewers engineers candidates interviews rounds stages times years"
    " candidate time half person year quarter name night calls talks sessions meetings steps"
    " conversations"
)
"""What follows a number that is no stage's."""
_INTERVIEWS = word_sets.words(
    "interview interviews round rounds stage stages step steps session sessions conversation "
    "conversations meeting meetings call calls talk talks"
)
_PROCESSES = word_sets.words("process loop plan version format pipeline")
"""What `two-step` stands before."""
_COUPLE = ("a couple of", "couple of", "a couple")
_OTHERS_COUNTED = word_sets.words(
    "first last next these those other another after between which what my our her his their"
)
"""Before a number of interviews that are held anyway: `the first two rounds`."""
_LIMITS = word_sets.words(
    "only just max maximum most than instead short shorter shorten less fewer cut down reduce "
    "reduced limit limited manage afford enough hold allow allows allowed possible fit squeeze "
    "compress condense condensed budget total altogether really maybe perhaps ok okay fine want "
    "wants wanted got couple boss ceo founder founders management they leave within "
    "say says think works"
)
"""What may be said beside a number of interviews where that number is the wish."""
_DAYS = word_sets.words(
    "today tonight tomorrow monday tuesday wednesday thursday friday week day morning afternoon"
)
_INSTEAD = word_sets.words(
    "instead rather replace replaces replaced replacing swap or vs versus substitute alternative"
)
OTHER_PLANS = ("plans", "alternatives", "alternative plans", "alternative processes")
_MEASURED = re.compile(r"\d+(?:am|pm|m|min|mins|h|hr|hrs)")
_NO_STAGE_AFTER = word_sets.words("at top best another")
_INTO = word_sets.words("in into within it this everything")
_OWNERS = word_sets.words("my our your their his her")
_SAYS_NOTHING = word_sets.words(
    "a about after afternoon ai all also am an and any are ask asked asking asks at basic be been "
    "before best bring by call calls can candidate candidates come comes coming complete could "
    "cover covered day do does doing download each else every everything example examples find "
    "following follows for friday from full get give go going good great have having help her hey "
    "hi him hour hours how i if im in interview interviewed interviewer interviewers interviewing "
    "interviews into is it its ive job just kit know let like list look looking loop make many me "
    "meeting min mins minute minutes monday month more morning my need new next no not now number "
    "of on one ones or our out overview panel part person plan plans please prep prepare preparing "
    "process propose question questions quick quickly ready really recommend recommended role "
    "round rounds run running say schedule script see send session set shall should show so some "
    "someone soon stage stages start step steps structure structured suggest suggested tell that "
    "the their them then there these they thing things this those thursday time to today tomorrow "
    "tonight top topics tuesday up us use useful using want was we wednesday week were what whats "
    "when where which who whole will with would you your"
)
"""Words that ask for interviews or questions in general."""
_INTERVIEWED = word_sets.words("ask asking interview interviewing hire hiring for screen screening")
_SOMEBODY_BEFORE = word_sets.words("should shall must can could will would does do did has")
"""What stands before somebody who interviews: `what should our CTO ask`."""
_OWNED = tuple(_OWNERS)
_ARTICLE = re.compile(r" (?:a|an|the|our|my)$")
_OF_STAGE = ("interview/stage/", "interview/questions/")


@dataclass(frozen=True)
class Plan:
    """All stages."""


@dataclass(frozen=True)
class HelpRequest:
    """What can be typed."""


@dataclass(frozen=True)
class AtStage:
    """One stage."""

    stage: Stage


@dataclass(frozen=True)
class AtPlan:
    """Another process than all stages, such as a shorter one."""

    plan: InterviewPlan


@dataclass(frozen=True)
class OtherPlans:
    """All processes other than all stages."""


@dataclass(frozen=True)
class AtSheet:
    """The sheet for preparing a real problem."""

    sheet: OwnProblem


@dataclass(frozen=True)
class NearStages:
    """No stage is called that; these are nearly."""

    typed: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class InGuide:
    """No stage is meant for sure, but the guide has these: one that answers, or some to ask."""

    typed: str
    subjects: tuple[Passage | Topic, ...]
    is_sure: bool


@dataclass(frozen=True)
class OtherJob:
    """The interviews of another job are asked for."""

    typed: str


@dataclass(frozen=True)
class NoStage:
    """Nothing is called anything like that, and the guide has no answer."""

    typed: str


Other: TypeAlias = AtPlan | OtherPlans | AtSheet
Shown: TypeAlias = Plan | AtStage | Other
"""What can be shown, shared and sent as a kit."""
InterviewQuery: TypeAlias = Shown | HelpRequest | NearStages | InGuide | OtherJob | NoStage | MayAsk


def parse(  # noqa: PLR0911 - in order
    text: str,
    role: Role,
    interview: Interview,
    ask: Callable[[str], GuideQuery] | None = None,
    may_ask: Callable[[str], MayAsk | None] | None = None,
) -> InterviewQuery:
    """Read a name, a number, or a sentence; a name that is only nearly right is asked.

    `ask` asks the role's guide, `may_ask` whether something may be asked of candidates. Names of
    the role are no names of stages, whatever words they share with them.
    """
    if asks_for_help(text):
        return HelpRequest()
    if may_ask and (unasked := may_ask(text)):
        return unasked
    normalized = normalize(text[:LONGEST])
    named = interview.stages_by_name
    words = _leave_out_role(normalized, role.normalized_names)
    if stage := named.get(normalized) or named.get(" ".join(words)):
        return AtStage(stage)
    words = _write_counts(" ".join(words)).split()
    stages, left = _read_sentence(words, named, interview)
    if other := _find_other(words, stages, left, interview):
        return other
    if len(stages) == 1:
        return AtStage(stages[0])
    if not stages and not left:
        return NoStage(text) if text.strip() and not normalized else Plan()
    near = stages or _find_misspelt(left, named)
    if not near and (job := _find_other_job(text[:LONGEST], role)):
        # A role without a guide, such as General, is for any job.
        return OtherJob(job) if ask else Plan()
    answer = None
    if ask and not near and not all(map(_is_number, left)):
        phrased = interview.stages_by_phrasing.get(normalized)
        answer = AtStage(phrased) if phrased else _ask_guide(text, interview, ask)
    if answer and not (isinstance(answer, InGuide) and not answer.is_sure):
        return answer
    return _ask_which(near or _find_alike(left, named), text, interview) or answer or NoStage(text)


def find_exact(text: str, interview: Interview) -> Shown | None:
    """What a button carries, and never what is only alike."""
    typed = normalize(text)
    if not typed:
        return Plan()
    stage = interview.stages_by_name.get(typed)
    return AtStage(stage) if stage else _name_others(interview).get(_write_counts(typed))


def _name_others(interview: Interview) -> dict[str, Other]:
    """Plans and the sheet by their normalized names, with numbers as words: `two interviews`."""
    named: dict[str, Other] = dict.fromkeys(OTHER_PLANS if interview.plans else (), OtherPlans())
    for query in _list_others(interview):
        names = query.plan.names if isinstance(query, AtPlan) else query.sheet.names
        for name in names:
            named.setdefault(_write_counts(normalize(name)), query)
    return named


def _list_others(interview: Interview) -> list[AtPlan | AtSheet]:
    sheet = interview.own_problem
    return [*map(AtPlan, interview.plans), *([AtSheet(sheet)] if sheet else [])]


def _find_other(
    words: Sequence[str], stages: Sequence[Stage], left: Sequence[str], interview: Interview
) -> Other | None:
    """The plan or the sheet that is named: by all that is typed, or in a sentence.

    Where a stage is named too, the other one is meant if it comes instead.
    """
    named = _name_others(interview)
    text = " ".join(words)
    if exact := named.get(text) or _find_phrased(text, interview):
        return exact
    if stages and _INSTEAD.isdisjoint(words):
        return None
    for name in sorted(named, key=len, reverse=True):
        before, is_named, _ = f" {text} ".partition(f" {name} ")
        counts = name.split()[-1] in _INTERVIEWS and _is_number(name.split()[0])
        is_wish = not counts or (
            (_LIMITS | _INTERVIEWS | {*CARDINALS}).issuperset(left)
            and _DAYS.isdisjoint(words)
            and _OTHERS_COUNTED.isdisjoint(before.split()[-1:])
        )
        if is_named and is_wish and not _SAYS_NOTHING.issuperset(name.split()):
            return named[name]
    return None


def _find_phrased(text: str, interview: Interview) -> AtPlan | AtSheet | None:
    """The plan or the sheet that has the whole text as a phrasing."""
    for query in _list_others(interview):
        phrasings = query.plan.asked_as if isinstance(query, AtPlan) else query.sheet.asked_as
        if text in {_write_counts(normalize(phrasing)) for phrasing in phrasings}:
            return query
    return None


def _write_counts(normalized: str) -> str:
    """The text with `two interviews` for `2 rounds`, `two-step process` and the like."""
    for couple in _COUPLE:
        normalized = f" {normalized} ".replace(f" {couple} ", " two ").strip()
    words = normalized.split()
    for at, (number, noun) in enumerate(pairwise(words)):
        word = _DIGITS.get(number, number)
        counts = noun.endswith("s") or not _PROCESSES.isdisjoint(words[at + 2 : at + 4])
        if word in CARDINALS and noun in _INTERVIEWS and counts:
            words[at : at + 2] = [word, "interviews"]
    return " ".join(words)


def _ask_which(near: Iterable[Stage], text: str, interview: Interview) -> NearStages | None:
    ids = {stage.id for stage in near}
    in_order = tuple(stage for stage in interview.stages if stage.id in ids)
    return NearStages(text, in_order) if in_order else None


def _find_other_job(text: str, role: Role) -> str | None:
    """The job that is interviewed for, where it is not this role's."""
    try:
        titles = find_job_titles(split(text), role.typed_names)
    except UnreadableError:
        return None
    if any(title.is_own for title in titles):
        return None
    return next((title.typed for title in titles if _is_interviewed(text, title.typed)), None)


def _is_interviewed(text: str, job: str) -> bool:
    """Whether a job is what is interviewed for: nothing else is said, or a word before says so."""
    before, _, after = normalize(text).partition(normalize(job))
    *_, last = ["", *_ARTICLE.sub("", before.strip()).split()]
    if last in _SOMEBODY_BEFORE or after.split()[:1] == ["to"]:
        return False
    is_all = _SAYS_NOTHING.issuperset([*before.split(), *after.split()])
    return last in _INTERVIEWED or (is_all and not before.strip().endswith(_OWNED))


def _ask_guide(  # noqa: PLR0911 - a case each
    text: str, interview: Interview, ask: Callable[[str], GuideQuery]
) -> Shown | InGuide | MayAsk | None:
    """What the guide answers: what we can show, if it is sure of one, or where it is."""
    match ask(text):
        case MayAsk() as unasked:
            return unasked
        case Found(passage=Passage(id="interview/all")) | AtTopic(topic=Topic.INTERVIEW):
            return Plan()
        case Found(passage=passage, related=related):
            if shown := find_subject_of(passage, interview):
                return shown
            near = [other for other in related if find_subject_of(other, interview)]
            return InGuide(text, (*near[:1], passage), is_sure=not near)
        case AtTopic(topic=topic):
            return InGuide(text, (topic,), is_sure=True)
        case AboutPay():
            return InGuide(text, (Topic.SALARY,), is_sure=True)
        case DidYouMean(passages=passages):
            return InGuide(text, passages, is_sure=False)
        case _:
            return None


def find_subject_of(
    subject: Passage | Topic, interview: Interview
) -> AtStage | AtPlan | AtSheet | None:
    """What a passage of the guide is about: a stage or its questions, a plan, the sheet."""
    if isinstance(subject, Topic):
        return None
    kind, _, entry_id = subject.id.rpartition("/")
    if f"{kind}/" in _OF_STAGE:
        return next((AtStage(stage) for stage in interview.stages if stage.id == entry_id), None)
    if kind == "interview/plan":
        return next((AtPlan(plan) for plan in interview.plans if plan.id == entry_id), None)
    sheet = interview.own_problem
    return AtSheet(sheet) if sheet and subject.id == OWN_PROBLEM else None


def _leave_out_role(normalized: str, role_names: Iterable[str]) -> list[str]:
    text = f" {normalized} "
    for name in sorted(role_names, key=len, reverse=True):
        text = text.replace(f" {name} ", " ")
    return text.split()


def _read_sentence(
    words: Sequence[str], named: Mapping[str, Stage], interview: Interview
) -> tuple[list[Stage], list[str]]:
    """The stages that are named, each once, and the words that say something else."""
    stages: dict[str, Stage] = {}
    left = []
    at = 0
    while at < len(words):
        stage, length = _read_name(words, at, named)
        if stage is None:
            stage = _read_number(words, at, interview)
        if stage:
            follows = not {"after", "follows", "following"}.isdisjoint(words[max(at - 2, 0) : at])
            stage = (interview.stage_after(stage) if follows else None) or stage
            stages[stage.id] = stage
        elif words[at] not in _SAYS_NOTHING and not _is_counting(words, at):
            left.append(words[at])
        at += length
    return [*stages.values()], left


def _read_name(
    words: Sequence[str], at: int, named: Mapping[str, Stage]
) -> tuple[Stage | None, int]:
    """The stage of the longest name that begins with this word, and how many words it has."""
    for length in range(len(words) - at, 0, -1):
        name = words[at : at + length]
        stage = named.get(" ".join(name))
        is_owned = length == 1 and at > 0 and words[at - 1] in _OWNERS  # "my team" is no stage
        is_verb = name == ["fit"] and not _INTO.isdisjoint(words[at + 1 : at + 2])
        if stage and not is_owned and not is_verb and not _SAYS_NOTHING.issuperset(name):
            return stage, length
    return None, 1


def _read_number(words: Sequence[str], at: int, interview: Interview) -> Stage | None:
    """The stage of a number, unless that counts something else, such as minutes."""
    word, stages = words[at], interview.stages
    before = words[at - 1] if at else ""
    named = before in _BEFORE_NUMBER
    if not named and (_is_counting(words, at) or before in _NO_STAGE_AFTER):
        return None
    if word in LAST:
        return stages[-1]
    number = ORDINALS.get(word, 0)
    if word in CARDINALS and (named or len(words) == 1):
        number = CARDINALS.index(word) + 1
    if word.isdecimal() and word.isascii() and len(word) == 1:
        number = int(word)
    return stages[number - 1] if 0 < number <= len(stages) else None


def _is_counting(words: Sequence[str], at: int) -> bool:
    """Whether a number tells a time, or has a noun after it that it counts."""
    counted = at + 1 < len(words) and words[at + 1] in _COUNTED
    timed = at > 0 and words[at - 1] == "at"
    return _MEASURED.fullmatch(words[at]) is not None or (
        _is_number(words[at]) and (counted or timed)
    )


def _is_number(word: str) -> bool:
    return word in {*ORDINALS, *CARDINALS, *LAST} or word.isdecimal()


def _find_misspelt(words: Sequence[str], named: Mapping[str, Stage]) -> list[Stage]:
    """The stages with a name that a long word nearly is."""
    long = [word for word in words if len(word) >= LEAST_TO_MISSPELL and not _is_number(word)]
    scored = [
        score for word in long for score in _score(word, named, fuzz.ratio, ALIKE_IN_SENTENCE)
    ]
    return _take_best(scored, named)


def _find_alike(words: Sequence[str], named: Mapping[str, Stage]) -> list[Stage]:
    """The stages whose names are nearly all that was typed."""
    typed = [word for word in words if not _is_number(word)]
    if not typed or len(typed) > MOST_WORDS_ALIKE:
        return []
    return _take_best(_score(" ".join(typed), named, fuzz.WRatio, ALIKE), named)


def _take_best(scored: list[tuple[str, float]], named: Mapping[str, Stage]) -> list[Stage]:
    best = max((score for _, score in scored), default=0)
    return [named[name] for name, score in scored if score >= best - CLOSE]


def _score(
    typed: str, names: Mapping[str, Stage], scorer: Callable[..., float], least: int
) -> list[tuple[str, float]]:
    scored = process.extract(typed, [*names], scorer=scorer, score_cutoff=least, limit=None)
    return [(name, score) for name, score, _ in scored]
