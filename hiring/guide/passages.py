"""Everything that a role's folder says, as passages that a question can find."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.guide.interview_passages import list_interview
from hiring.guide.passage import Passage, Topic, join_lines
from hiring.guide.sources import list_source_ids
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.advice import Mistakes, TimeToHire
    from hiring.guide.need import Need
    from hiring.guide.places import Places
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.role import About, Guide, Role
    from hiring.guide.salary import Band, Range, Salary
    from hiring.postings.pay_transparency import PayLaw, PayTransparency
    from hiring.postings.posting import Posting
    from hiring.postings.template import Template


_PAY_LAWS = "pay-transparency.yml"
PAY_LAW = "pay-law/all"
_WHOLE_TOPICS = {
    Topic.RED_FLAGS: ("red-flags/all",),
    Topic.MISTAKES: ("mistakes/all",),
    Topic.TIME: ("time-to-hire",),
    Topic.SALARY: ("salary/bands",),
    Topic.NEED: ("need/lead", "need/not-yet"),
}
"""The passages that hold all of a topic, rather than an entry of it."""
POSTING_RULES = "posting/rules"


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


def list_missing_topics(role: Role, guide: Guide) -> dict[Topic, tuple[str, ...]]:
    """What other roles' folders have something on and this role's has not; how it is asked for."""
    missing = {}
    for topic, ids in _WHOLE_TOPICS.items():
        if topic not in list_topics(role):
            missing[topic] = tuple(
                phrasing
                for other in guide.roles.values()
                if other.about.functions and topic in list_topics(other)
                for passage in _list_own_passages(other, guide.places)
                if passage.id in ids
                for phrasing in passage.asked_as
            )
    return {topic: asked_as for topic, asked_as in missing.items() if asked_as}


def list_passages(
    role: Role, places: Places, pay: PayTransparency | None = None
) -> tuple[Passage, ...]:
    """All that a role's folder says, and what the laws on `pay` say of its posting.

    A question that another passage answers is a phrasing of that one.
    """
    passages = {passage.id: passage for passage in _list_own_passages(role, places)}
    source = role.questions.source if role.questions else ()
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
                source=question.source or source,
            )
    laws = _list_pay_laws(pay, role.posting) if pay and role.posting else ()
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
        yield from list_interview(role.interview)
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
        join_lines(about.summary, *functions),
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
            join_lines(function.covers, f"_Why it matters:_ {function.why}"),
            function.asked_as,
        )
    if about.neighbours:
        yield Passage(
            "role/neighbours",
            Topic.NEIGHBOURS,
            "Neighbouring roles, side by side",
            join_lines(
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
        join_lines(
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
            join_lines(flag.text, f"_Probe:_ {flag.probe}"),
            flag.asked_as,
            source=flag.source or red_flags.source,
        )


def _list_mistakes(mistakes: Mistakes) -> Iterator[Passage]:
    yield Passage(
        "mistakes/all",
        Topic.MISTAKES,
        "Common mistakes when hiring",
        join_lines(*(f"• *{mistake.name}.* {mistake.text}" for mistake in mistakes.mistakes)),
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
            source=mistake.source or mistakes.source,
        )


def _build_time_to_hire(time: TimeToHire) -> Passage:
    text = join_lines(time.summary, f"{time.why} {time.advice}")
    return Passage(
        "time-to-hire", Topic.TIME, "Time to hire", text, time.asked_as, source=time.source
    )


def _list_salary(salary: Salary, places: Places) -> Iterator[Passage]:
    asked_as = salary.asked_as
    priced = [(band, place) for band in salary.bands if (place := places.get(band.place))]
    yield Passage(
        "salary/bands",
        Topic.SALARY,
        "Pay by place",
        join_lines(*(f"• *{place.name}:* {_describe_pay(band)}" for band, place in priced)),
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
            join_lines(salary.equity.text, *stages, "There are no figures for other stages."),
            asked_as.equity,
        ),
        ("mistake", "The most common pay mistake", salary.mistake, asked_as.mistake),
        ("loss", "What an offer under the range costs", loss, asked_as.loss),
        (
            "rules-of-thumb",
            "Rules of thumb on pay",
            rules and join_lines(f"_{rules.label}_", *(f"• {rule}" for rule in rules.rules)),
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
        join_lines(
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
        join_lines(*(f"• {must}" for must in posting.musts)),
        posting.asked_as.musts,
    )


def _list_pay_laws(pay: PayTransparency, posting: Posting) -> Iterator[Passage]:
    """What a posting must say about pay by law, by place and all together.

    Who asks whether a posting must show it has a reason to without a law, too.
    """
    names = ", ".join(law.name for law in pay.places)
    yield Passage(
        PAY_LAW,
        Topic.POSTING,
        "Must a posting show the pay by law?",
        join_lines(
            f"These places have such a law: {names}.",
            f"_Elsewhere, too:_ {posting.range_belongs}",
            f"_{pay.note}_",
        ),
        pay.asked_as,
        shared_file=_PAY_LAWS,
        source=(*list_source_ids(pay), *posting.source),
    )
    for law in pay.places:
        yield Passage(
            make_law_id(law),
            Topic.POSTING,
            f"Pay in a posting by law: {law.name}",
            join_lines(
                f"Yes: a posting must show {law.must_show}.",
                f"Since when: {law.since}. For whom: {law.whose}.",
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
                join_lines(*(re.sub(r"^[-*] ", "• ", line) for line in fixed)),
                asked_as.get(title.strip(), ()),
                in_template=True,
            )


def _list_need(need: Need, title: str) -> Iterator[Passage]:
    if need.signs:
        yield Passage(
            "need/lead",
            Topic.NEED,
            f"When you need {title}",
            join_lines(*(f"• {sign.text}" for sign in need.signs.lead)),
            need.asked_as.lead,
            ("need/ai-tech-lead",),
            source=need.source,
        )
        yield Passage(
            "need/not-yet",
            Topic.NEED,
            f"When it is too early for {title}",
            join_lines(*(f"• {sign.text}" for sign in need.signs.not_yet)),
            need.asked_as.not_yet,
            source=need.source,
        )


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
