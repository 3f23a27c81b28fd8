"""Everything that a role's folder says, as passages that a question can find."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from hiring.guide.sources import list_source_ids
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.advice import Mistakes, TimeToHire
    from hiring.guide.interview import Interview
    from hiring.guide.need import Need
    from hiring.guide.pay_transparency import PayLaw, PayTransparency
    from hiring.guide.places import Places
    from hiring.guide.posting import Posting
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.role import About, Role
    from hiring.guide.salary import Band, Range, Salary
    from hiring.guide.template import Template


class Topic(StrEnum):
    """What the guide is about; each stands in one file. The value is what can be typed."""

    ROLE = "role"
    NEIGHBOURS = "neighbours"
    RED_FLAGS = "red flags"
    MISTAKES = "mistakes"
    TIME = "time to hire"
    QUESTIONS = "questions"
    SALARY = "salary"
    INTERVIEW = "interview plan"
    POSTING = "job description"
    NEED = "do we need one"

    @property
    def file(self) -> str:
        """Its file in the role's folder."""
        return _FILES[self]


_FILES = {
    Topic.ROLE: "role.yml",
    Topic.NEIGHBOURS: "role.yml",
    Topic.RED_FLAGS: "red-flags.yml",
    Topic.MISTAKES: "mistakes.yml",
    Topic.TIME: "time-to-hire.yml",
    Topic.QUESTIONS: "questions.yml",
    Topic.SALARY: "salary.yml",
    Topic.INTERVIEW: "interview.yml",
    Topic.POSTING: "posting.yml",
    Topic.NEED: "need.yml",
}
_TEMPLATE = "posting.md.jinja"
_PAY_LAWS = "pay-transparency.yml"
PAY_LAW = "pay-law/all"
POSTING_RULES = "posting/rules"
OWN_PROBLEM = "interview/own-problem"
OWN_PROBLEM_TITLE = "Prepare a real problem of yours"


@dataclass(frozen=True)
class Passage:
    """A piece of the guide that answers one question, in full.

    `id` is unique in the role; buttons carry it, and `former_ids` are understood as well.
    `asked_as` is what people type who want it. `shared_file`: its file, if that is no role's own.
    `source` is ids of where its figures and rules come from.
    """

    id: str
    topic: Topic
    title: str
    text: str
    asked_as: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    in_template: bool = False
    shared_file: str = ""
    source: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its file in the role's folder, or beside it."""
        return self.shared_file or (_TEMPLATE if self.in_template else self.topic.file)


def make_law_id(law: PayLaw) -> str:
    """The id of the passage on a place's rule."""
    return f"pay-law/{law.id}"


def is_read_by_place(passage: Passage) -> bool:
    """Whether a passage is what a text asks for that names its place, beside what it asks."""
    return passage.id.startswith("pay-law/") and passage.id != PAY_LAW


def list_topics(role: Role) -> tuple[Topic, ...]:
    """What a role's folder has something on."""
    has = {
        Topic.ROLE: role.about.functions,
        Topic.NEIGHBOURS: role.about.neighbours,
        Topic.RED_FLAGS: role.red_flags,
        Topic.MISTAKES: role.mistakes,
        Topic.TIME: role.time_to_hire,
        Topic.QUESTIONS: role.questions,
        Topic.SALARY: role.salary,
        Topic.INTERVIEW: role.interview,
        Topic.POSTING: role.posting,
        Topic.NEED: role.need,
    }
    return tuple(topic for topic, part in has.items() if part)


def list_passages(
    role: Role, places: Places, pay: PayTransparency | None = None
) -> tuple[Passage, ...]:
    """All that a role's folder says, and what the laws on `pay` say of its posting.

    A question that another passage answers is a phrasing of that one.
    """
    passages = {passage.id: passage for passage in _list_own_passages(role, places)}
    for question in role.questions.questions if role.questions else ():
        phrasings = (question.question, *question.asked_as, *question.also)
        passage_id = f"questions/{question.id}"
        if answer := passages.get(question.answered_by or ""):
            passages[answer.id] = replace(
                answer,
                asked_as=(*answer.asked_as, *phrasings),
                former_ids=(*answer.former_ids, passage_id),
            )
        else:
            passages[passage_id] = Passage(
                passage_id,
                Topic.QUESTIONS,
                question.question,
                question.answer,
                phrasings[1:],
                source=question.source,
            )
    laws = _list_pay_laws(pay) if pay and role.posting else ()
    return (*passages.values(), *laws)


def _list_own_passages(role: Role, places: Places) -> Iterator[Passage]:
    yield from _list_about(role.about)
    if role.red_flags:
        yield from _list_red_flags(role.red_flags)
    if role.mistakes:
        yield from _list_mistakes(role.mistakes)
    if role.time_to_hire:
        yield _build_time_to_hire(role.time_to_hire)
    if role.interview:
        yield from _list_interview(role.interview)
    if role.salary:
        yield from _list_salary(role.salary, places)
    if role.posting:
        yield from _list_posting(role.posting)
    if role.template:
        yield from _list_template(role.template, role.posting)
    if role.need:
        yield from _list_need(role.need, role.about.title_with_article)


def _list_about(about: About) -> Iterator[Passage]:
    functions = (f"• *{function.name}:* {function.covers}" for function in about.functions)
    yield Passage(
        "role/summary",
        Topic.ROLE,
        f"What {about.title_with_article} does",
        _join(about.summary, *functions),
        about.asked_as.summary,
    )
    if about.stakes:
        yield Passage(
            "role/stakes",
            Topic.ROLE,
            "Why to define the role first",
            about.stakes,
            about.asked_as.stakes,
        )
    if about.between:
        yield Passage(
            "role/between",
            Topic.NEIGHBOURS,
            about.between_title,
            about.between,
            about.asked_as.between,
            ("need/engineering-manager",),
        )
    for function in about.functions:
        yield Passage(
            f"role/function/{function.id}",
            Topic.ROLE,
            function.name,
            _join(function.covers, f"_Why it matters:_ {function.why}"),
            function.asked_as,
        )
    if about.neighbours:
        yield Passage(
            "role/neighbours",
            Topic.NEIGHBOURS,
            "Neighbouring roles, side by side",
            _join(
                *(
                    f"• *{neighbour.role}* owns {neighbour.owns}; code: {neighbour.code}"
                    for neighbour in about.neighbours
                )
            ),
            about.asked_as.neighbours,
        )
    for neighbour in about.neighbours:
        if neighbour.role != about.title:
            yield Passage(
                f"role/neighbour/{_slug(neighbour.role)}",
                Topic.NEIGHBOURS,
                neighbour.role,
                f"Owns {neighbour.owns}. Code: {neighbour.code}.",
                neighbour.asked_as,
            )
    if about.signal:
        yield Passage(
            "role/signal",
            Topic.NEIGHBOURS,
            "The practical signal",
            about.signal,
            about.asked_as.signal,
            source=about.source,
        )


def _list_red_flags(red_flags: RedFlags) -> Iterator[Passage]:
    yield Passage(
        "red-flags/all",
        Topic.RED_FLAGS,
        "Red flags in interviews",
        _join(
            red_flags.intro or "",
            *(f"• *{flag.name}.* {flag.probe}" for flag in red_flags.flags),
        ),
        red_flags.asked_as,
        source=list_source_ids(red_flags),
    )
    for flag in red_flags.flags:
        yield Passage(
            f"red-flags/{flag.id}",
            Topic.RED_FLAGS,
            f"Red flag: {flag.name}",
            _join(flag.text, f"_Probe:_ {flag.probe}"),
            flag.asked_as,
            source=flag.source,
        )


def _list_mistakes(mistakes: Mistakes) -> Iterator[Passage]:
    yield Passage(
        "mistakes/all",
        Topic.MISTAKES,
        "Common mistakes when hiring",
        _join(*(f"• *{mistake.name}.* {mistake.text}" for mistake in mistakes.mistakes)),
        mistakes.asked_as,
        source=list_source_ids(mistakes),
    )
    for mistake in mistakes.mistakes:
        yield Passage(
            f"mistakes/{mistake.id}",
            Topic.MISTAKES,
            f"Common mistake: {mistake.name}",
            mistake.text,
            mistake.asked_as,
            source=mistake.source,
        )


def _build_time_to_hire(time: TimeToHire) -> Passage:
    text = _join(time.summary, f"{time.why} {time.advice}")
    return Passage(
        "time-to-hire", Topic.TIME, "Time to hire", text, time.asked_as, source=time.source
    )


def _list_interview(interview: Interview) -> Iterator[Passage]:
    stages = (
        f"{number}. *{stage.name}*, {stage.minutes} minutes: {stage.aim}"
        for number, stage in enumerate(interview.stages, start=1)
    )
    yield Passage(
        "interview/all",
        Topic.INTERVIEW,
        f"The interviews: {len(interview.stages)}, {interview.minutes} minutes together",
        _join(*stages),
        interview.asked_as.stages,
    )
    if interview.why:
        yield Passage(
            "interview/why",
            Topic.INTERVIEW,
            "Why these interviews",
            interview.why,
            interview.asked_as.why,
        )
    for number, stage in enumerate(interview.stages, start=1):
        covers = (f"• *{covered.name}:* {covered.text}" for covered in stage.covers)
        yield Passage(
            f"interview/stage/{stage.id}",
            Topic.INTERVIEW,
            f"Interview stage {number}: {stage.name}",
            _join(f"{stage.minutes} minutes. {stage.aim}", *covers, stage.ends_with or ""),
            (*stage.aliases, *stage.asked_as),
        )
        yield Passage(
            f"interview/questions/{stage.id}",
            Topic.INTERVIEW,
            f"Questions: {stage.name}",
            _join(*(f"• {question.ask}" for question in stage.questions)),
            stage.questions_asked_as,
        )
    yield Passage(
        "interview/attributes",
        Topic.INTERVIEW,
        "What interviewers rate",
        _join(*(f"• *{attribute.name}:* {attribute.yes}" for attribute in interview.attributes)),
        interview.asked_as.attributes,
    )
    for attribute in interview.attributes:
        yield Passage(
            f"interview/bar/{attribute.id}",
            Topic.INTERVIEW,
            f"The bar for {attribute.name}",
            _join(
                f"*Strong no:* {attribute.strong_no}" if attribute.strong_no else "",
                f"*No:* {attribute.no}",
                f"*Yes:* {attribute.yes}",
                f"*Strong yes:* {attribute.strong_yes}" if attribute.strong_yes else "",
            ),
            attribute.asked_as,
        )
    yield from _list_other_plans(interview)


def _list_other_plans(interview: Interview) -> Iterator[Passage]:
    for plan in interview.plans:
        stages = " → ".join(stage.name for stage in interview.stages_of(plan))
        yield Passage(
            f"interview/plan/{plan.id}",
            Topic.INTERVIEW,
            plan.name,
            _join(
                plan.text,
                f"_Interviews:_ {stages}, {interview.minutes_of(plan)} minutes for the candidate.",
                f"_What you lose:_ {plan.loses}",
            ),
            (*plan.aliases, *plan.asked_as),
        )
    if sheet := interview.own_problem:
        steps = (f"{number}. {step}" for number, step in enumerate(sheet.steps, start=1))
        yield Passage(
            OWN_PROBLEM,
            Topic.INTERVIEW,
            OWN_PROBLEM_TITLE,
            _join(sheet.intro, *steps),
            (*sheet.aliases, *sheet.asked_as),
        )


def _list_salary(salary: Salary, places: Places) -> Iterator[Passage]:
    asked_as = salary.asked_as
    priced = [(band, place) for band in salary.bands if (place := places.get(band.place))]
    yield Passage(
        "salary/bands",
        Topic.SALARY,
        "Pay by place",
        _join(*(f"• *{place.name}:* {_describe_pay(band)}" for band, place in priced)),
        asked_as.bands,
        source=salary.list_sources(*salary.bands),
    )
    for band, place in priced:
        names = (place.name, *place.aliases, *place.stands_for)
        yield Passage(
            f"salary/{band.place}",
            Topic.SALARY,
            f"Pay: {place.name}",
            _describe_pay(band),
            tuple(f"salary, pay or cost in {name}" for name in names),
            source=salary.list_sources(band),
        )
    stages = (f"• {stage.name}: {stage.low}–{stage.high}%" for stage in salary.equity.stages)
    loss = salary.loss.text if salary.loss else None
    rules = salary.rules_of_thumb
    parts = [
        ("source", "Where the pay figures come from", salary.about_source, asked_as.source),
        (
            "varies",
            "What pay depends on",
            " ".join(filter(None, [salary.varies, salary.above_engineers])),
            asked_as.varies,
        ),
        (
            "total",
            "What total compensation is made of",
            salary.how_total.text,
            asked_as.how_total,
        ),
        (
            "equity",
            "Equity",
            _join(salary.equity.text, *stages, "There are no figures for other stages."),
            asked_as.equity,
        ),
        ("mistake", "The most common pay mistake", salary.mistake, asked_as.mistake),
        ("loss", "What an offer under the range costs", loss, asked_as.loss),
        (
            "rules-of-thumb",
            "Rules of thumb on pay",
            rules and _join(f"_{rules.label}_", *(f"• {rule}" for rule in rules.rules)),
            asked_as.rules_of_thumb,
        ),
    ]
    for name, title, text, phrasings in parts:
        if text:
            yield Passage(
                f"salary/{name}", Topic.SALARY, title, text, phrasings, source=salary.source
            )


def _list_posting(posting: Posting) -> Iterator[Passage]:
    yield Passage(
        POSTING_RULES,
        Topic.POSTING,
        "Two rules for a job description",
        _join(
            f"• *Show the range.* {posting.range_belongs}",
            f"• *Be specific.* {posting.real_requirements}",
        ),
        posting.asked_as.rules,
        ("posting/range", "posting/requirements"),
        source=posting.source,
    )
    if posting.blanks:
        yield Passage(
            "posting/blanks",
            Topic.POSTING,
            "What to have ready for a job description",
            posting.blanks,
            posting.asked_as.blanks,
        )
    yield Passage(
        "posting/musts",
        Topic.POSTING,
        "What candidates must bring",
        _join(*(f"• {must}" for must in posting.musts)),
        posting.asked_as.musts,
    )


def _list_pay_laws(pay: PayTransparency) -> Iterator[Passage]:
    """What a posting must say about pay by law, by place and all together."""
    names = ", ".join(law.name for law in pay.places)
    yield Passage(
        PAY_LAW,
        Topic.POSTING,
        "Must a posting show the pay by law?",
        _join(f"In these places it must: {names}.", f"_{pay.note}_"),
        pay.asked_as,
        shared_file=_PAY_LAWS,
        source=list_source_ids(pay),
    )
    for law in pay.places:
        employers = law.employers
        whose = "any employer" if employers == "any" else f"employers of at least {employers}"
        yield Passage(
            make_law_id(law),
            Topic.POSTING,
            f"Pay in a posting by law: {law.name}",
            _join(
                f"Yes: a posting must show {law.must_show}.",
                f"Since when: {law.since}. For whom: {whose}.",
                f"_{pay.note}_",
            ),
            shared_file=_PAY_LAWS,
            source=list_source_ids(law),
        )


def _list_template(template: Template, posting: Posting | None) -> Iterator[Passage]:
    """The sections of the posting, without the lines that wait for what people fill in."""
    asked_as = posting.asked_as.sections if posting else {}
    for number, section in enumerate(template.source.split("\n## ")[1:], start=1):
        title, *lines = section.splitlines()
        fixed = [line for line in lines if line.strip() and "{{" not in line and "{%" not in line]
        if fixed and "{" not in title:
            yield Passage(
                f"posting/section-{number}",
                Topic.POSTING,
                f"Job description: {title.strip()}",
                _join(*(re.sub(r"^[-*] ", "• ", line) for line in fixed)),
                asked_as.get(title.strip(), ()),
                in_template=True,
            )


def _list_need(need: Need, title: str) -> Iterator[Passage]:
    if need.signs:
        yield Passage(
            "need/lead",
            Topic.NEED,
            f"When you need {title}",
            _join(*(f"• {sign.text}" for sign in need.signs.lead)),
            need.asked_as.lead,
            ("need/ai-tech-lead",),
            source=need.source,
        )
        yield Passage(
            "need/not-yet",
            Topic.NEED,
            f"When it is too early for {title}",
            _join(*(f"• {sign.text}" for sign in need.signs.not_yet)),
            need.asked_as.not_yet,
            source=need.source,
        )


def _join(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _slug(name: str) -> str:
    return normalize(name).replace(" ", "-")


def _describe_pay(band: Band) -> str:
    return (
        f"Base {_span(band, band.base)}, total {_span(band, band.total)} a year "
        f"({band.currency.value})."
    )


def _span(band: Band, pay: Range) -> str:
    end = "+" if pay.high_is_open else ""
    return f"{band.money(pay.low).short()}–{band.money(pay.high).short()}{end}"
