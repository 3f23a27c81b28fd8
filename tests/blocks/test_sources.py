"""Wherever people read a figure of the content, they read where it comes from and how old it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from blocks.gallery import EXAMPLES
from blocks.handbook.answers import build_answer, build_shared_answer
from blocks.handbook.source import HandbookSource
from blocks.interview.answers import build_answer as build_interviews
from blocks.interview.answers import build_kit
from blocks.interview.interviews import Interviews
from blocks.salary.answers import build_answer as build_salary_answer
from blocks.sources import describe_source, describe_sources, describe_sources_of_remarks
from hiring.guide.content_model import ContentModel
from hiring.guide.handbook import AtTopic, DidYouMean, Found
from hiring.guide.interview_query import AtPlan, AtSheet, AtStage, OtherPlans, Plan
from hiring.guide.passages import list_passages
from hiring.guide.salary_query import AtPlace
from hiring.guide.sources import Citing, Kind, Source, Sources, has_figure, list_source_ids
from tests.blocks.examples import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.kit import Message
    from hiring.guide.handbook import GuideQuery
    from hiring.guide.interview_query import Shown
    from hiring.guide.role import Guide

    JSON = dict[str, Any]

ROLE = "ai-tech-lead"
PERSON = "U0000000001"
READ_LATER = date(2028, 1, 28)
OLD = "Recorded 14 months ago: check before you rely on it."
FIGURE = re.compile(r"\d[\d,.]*k?(?:[–-][$£€]?\d[\d,.]*k?)?\+?(?:\s?%|\s(?:weeks|months)\b|(?<=k))")
# What a team's own posting says is its own claim; the forms show what may be typed.
NOT_OURS = ("jd.document", "jd.posting")


def texts_of(model: ContentModel) -> Iterator[str]:
    for field in type(model).model_fields:
        if field in {"asked_as", "typed_as", "also"}:
            continue
        values = getattr(model, field)
        for value in values if isinstance(values, tuple) else (values,):
            if isinstance(value, ContentModel):
                yield from texts_of(value)
            elif isinstance(value, str):
                yield value


@pytest.fixture(scope="module")
def stated(guide: Guide) -> frozenset[str]:
    """The figures of all entries that name a source."""
    role = guide.roles[ROLE]
    assert role.salary
    assert role.mistakes
    assert role.questions
    assert role.time_to_hire
    assert role.posting
    assert role.need
    entries: list[ContentModel] = [
        *role.mistakes.mistakes,
        *role.questions.questions,
        role.time_to_hire,
        role.salary,
    ]
    texts = [text for entry in entries if list_source_ids(entry) for text in texts_of(entry)]
    texts += [role.about.signal or "", role.posting.range_belongs]
    texts += [
        f"{band.money(pay.low).short()}–{band.money(pay.high).short()}"
        for band in role.salary.bands
        for pay in (band.base, band.total)
    ]
    texts += [f"{stage.low}–{stage.high}%" for stage in role.salary.equity.stages]
    figures = {figure for text in texts for figure in FIGURE.findall(text)}
    assert {"40–60%", "30%", "30–40%", "8–16 weeks", "4–9 months", "0.1–0.5%", "20%"} <= figures
    return frozenset(figures)


def read(payload: JSON) -> str:
    """What of an answer people read in its blocks, without its buttons and fields."""
    shown = [
        block
        for block in payload["blocks"]
        if block["type"] not in {"actions", "input"}
        and not str(block.get("block_id", "")).startswith(NOT_OURS)
    ]
    return "\n".join(strings([{**block, "accessory": None} for block in shown]))


def strings(part: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(part, dict):
        for key, inner in part.items():
            if key not in {"type", "block_id"}:
                yield from strings(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from strings(inner)
    elif isinstance(part, str):
        yield part


def unsourced(payload: JSON, stated: frozenset[str], source: str) -> set[str]:
    """The figures of the content that an answer shows, if it does not show their source."""
    shown = read(payload)
    return set() if source in shown else set(FIGURE.findall(shown)) & stated


@pytest.mark.parametrize("name", [name for name in EXAMPLES if not name.endswith(".help")])
@pytest.mark.parametrize("native", [True, False])
def test_no_figure_is_shown_without_its_source(
    name: str, guide: Guide, stated: frozenset[str], *, native: bool
) -> None:
    payload = example(name, guide, native=native)
    assert unsourced(payload, stated, "recorded November 2026") == set()


@pytest.mark.parametrize("name", [name for name in EXAMPLES if not name.endswith(".help")])
def test_an_old_figure_says_so(name: str, guide: Guide, stated: frozenset[str]) -> None:
    payload = example(name, guide.on(READ_LATER))
    assert unsourced(payload, stated, OLD) == set()
    assert OLD not in read(example(name, guide.on(date(2027, 11, 28))))


def test_the_hint_on_what_a_posting_without_a_range_costs_says_whose_figure_it_is(
    guide: Guide,
) -> None:
    blocks = example("jd.form", guide)["blocks"]
    hint = next(block["hint"]["text"] for block in blocks if block["block_id"] == "no_range")
    assert "40–60%" in hint
    assert hint.endswith("recorded November 2026: an estimate, not a survey.")


def answers(guide: Guide) -> Iterator[tuple[str, Message]]:
    """Every topic and passage of the guide: asked and shared, short and long, and offered."""
    asking = HandbookSource.from_role(guide.roles[ROLE], guide, native=True)
    passages = list_passages(asking.role, guide.places, guide.pay_transparency)
    queries: list[GuideQuery] = [
        *(AtTopic(topic) for topic in asking.handbook.topics),
        *(Found(passage, passages[at + 1 : at + 4]) for at, passage in enumerate(passages)),
        *(DidYouMean("sample", passages[at : at + 3]) for at in range(len(passages))),
    ]
    for query in queries:
        for detailed in (False, True):
            yield repr(query)[:80], build_answer(asking, query, detailed=detailed)
            shared = build_shared_answer(asking, query, PERSON, detailed=detailed)
            if shared:
                yield f"shared {repr(query)[:80]}", shared


def test_every_topic_and_passage_shows_the_source_of_its_figures(
    guide: Guide, stated: frozenset[str]
) -> None:
    for day, line in ((None, "recorded November 2026"), (READ_LATER, OLD)):
        dated = guide.on(day) if day else guide
        wrong = {
            name: figures
            for name, message in answers(dated)
            if (figures := unsourced(message.payload(), stated, line))
        }
        assert wrong == {}


def test_what_an_agency_says_of_agencies_is_marked(guide: Guide) -> None:
    """How long agencies take, and that it takes their network, is said by one of them."""
    asking = HandbookSource.from_role(guide.roles[ROLE], guide, native=True)
    shown = read(build_answer(asking, asking.handbook.ask("time to hire")).payload())
    assert "8–16 weeks" in shown
    assert "its own claim, not checked. The source is such an agency." in shown


def test_a_place_with_a_source_of_its_own_shows_that_one(guide: Guide) -> None:
    role = guide.roles[ROLE]
    assert role.salary
    survey = Source(id="own", name="our offers", kind=Kind.SURVEY, recorded="2026-10")
    sources = guide.sources.model_copy(update={"sources": (*guide.sources.sources, survey)})
    bands = tuple(
        band.model_copy(update={"source": ("own",)}) if band.place == "london" else band
        for band in role.salary.bands
    )
    salary = role.salary.model_copy(update={"bands": bands})
    own = replace(guide, sources=sources, roles={ROLE: replace(role, salary=salary)})
    asking = HandbookSource.from_role(own.roles[ROLE], own, native=True)
    benchmark = asking.benchmark
    assert benchmark

    def ask(place: str) -> str:
        known = next(each for each in benchmark.priced() if each.id == place)
        return read(build_salary_answer(benchmark, AtPlace(known)).payload())

    assert "Our offers, recorded October 2026: a survey." in ask("london")
    assert "recruiter" not in ask("london")
    assert "recruiter" in ask("sf-ny")
    assert "Our offers" not in ask("sf-ny")


def test_whatever_is_shown_of_the_interviews_in_full_says_what_they_rest_on(guide: Guide) -> None:
    ladders = Source(id="own", name="our ladders", kind=Kind.FRAMEWORK, recorded="2026-10")
    sources = guide.sources.model_copy(update={"sources": (*guide.sources.sources, ladders)})
    role = guide.roles[ROLE]
    assert role.interview
    interview = role.interview.model_copy(update={"source": ("own",)})
    own = replace(guide, sources=sources)
    interviews = Interviews.from_role(
        replace(role, interview=interview), own, native=True, public=False
    )
    assert interviews
    assert interview.own_problem
    queries: list[Shown] = [
        Plan(),
        OtherPlans(),
        AtSheet(interview.own_problem),
        *map(AtStage, interview.stages),
        *map(AtPlan, interview.plans),
    ]
    line = "Our ladders: a public framework, retold in our words."
    for query in queries:
        assert line in read(build_interviews(interviews, query, detailed=True).payload())
        assert line not in read(build_interviews(interviews, query).payload())
    for stage in interview.stages:
        kit = [message.payload() for message in build_kit(interviews, AtStage(stage))]
        assert line in "".join(map(read, kit))


@pytest.mark.parametrize(
    ("values", "today", "line"),
    [
        (
            {},
            date(2026, 11, 28),
            (
                "One specialist recruiter's undated guide, recorded November 2026: an estimate, "
                "not a survey."
            ),
        ),
        (
            {"name": "EEOC guidance", "published": "2024-04", "kind": "guidance"},
            None,
            (
                "EEOC guidance, published April 2024, recorded November 2026: official guidance, "
                "not legal advice."
            ),
        ),
        (
            {"name": "a <b> study", "published": 2019, "kind": "study"},
            date(2026, 11, 28),
            (
                "A &lt;b&gt; study, published 2019, recorded November 2026: a study. Published 6 "
                "years ago: check before you rely on it."
            ),
        ),
        (
            {"name": "sample ladders", "published": "2019-02", "kind": "framework"},
            date(2026, 11, 28),
            "Sample ladders: a public framework, retold in our words.",
        ),
        (
            {"name": "sample ladders", "published": "2019-02", "kind": "framework"},
            date(2027, 12, 1),
            (
                "Sample ladders: a public framework, retold in our words. Recorded 13 months ago: "
                "check before you rely on it."
            ),
        ),
        (
            {"name": "general practice", "kind": "judgement"},
            date(2026, 11, 28),
            "General practice: our own judgement, not measured.",
        ),
        (
            {"kind": "claim", "about": "It sells that."},
            date(2027, 12, 1),
            (
                "One specialist recruiter's undated guide, recorded November 2026: its own claim, "
                "not checked. It sells that. Recorded 13 months ago: check before you rely on it."
            ),
        ),
    ],
)
def test_a_source_is_described_in_peoples_words(
    values: JSON, today: date | None, line: str
) -> None:
    source = Source.model_validate(
        {
            "id": "a",
            "name": "one specialist recruiter's undated guide",
            "kind": "estimate",
            "recorded": "2026-11",
            **values,
        }
    )
    assert describe_source(source, today) == line


@pytest.mark.parametrize(
    "text",
    ["£130k", "$5", "20% under", "eight weeks", "4–9 months", "5+ years", "3 or more", "ten-year"],
)
def test_what_is_a_figure(text: str) -> None:
    assert has_figure(f"It is {text} for them.")


@pytest.mark.parametrize("text", ["45 minutes", "stage 2", "two engineers", "24 hours", "Series A"])
def test_what_is_none(text: str) -> None:
    assert not has_figure(f"It is {text} for them.")


def test_the_sources_of_remarks_are_one_line_that_says_when_rules_were_read() -> None:
    """What is no rule, or was read so long ago that it may have changed, is by itself."""
    values = [
        {"id": "act", "name": "a sample act", "kind": "law", "recorded": "2026-11"},
        {"id": "advice", "name": "Sample advice", "kind": "guidance", "recorded": "2026-11"},
        {"id": "count", "name": "a sample survey", "kind": "survey", "recorded": "2026-11"},
    ]
    sources = Sources.model_validate({"sources": values})
    short = "Sources: A sample act; Sample advice. Read in November 2026. A hint, not legal advice."
    survey = "A sample survey, recorded November 2026: a survey."

    def describe(*ids: str, today: date | None = None) -> str:
        return describe_sources_of_remarks(Citing(sources, today), ids)

    assert describe("act", "advice", "act") == short
    assert describe("act", "advice", today=date(2026, 12, 1)) == short
    assert describe() == ""
    assert describe("count") == f"Sources: {survey}"
    assert describe("act", "count", "advice") == f"{short} {survey}"
    assert "check before" in describe("act", today=date(2028, 1, 1))


def test_frameworks_that_a_role_rests_on_are_one_short_line() -> None:
    """One that was read over a year ago is by itself, and says so."""
    ladders = {"id": "a", "name": "sample ladders", "kind": "framework", "recorded": "2026-11"}
    values = [
        ladders,
        {**ladders, "id": "b", "name": "a career guide", "published": "2023-04"},
        {**ladders, "id": "old", "name": "old levels", "recorded": "2024-11"},
        {"id": "count", "name": "a sample survey", "kind": "survey", "recorded": "2026-11"},
    ]
    citing = Citing(Sources.model_validate({"sources": values}), date(2026, 11, 28))
    both = "Public frameworks, retold in our words: sample ladders and a career guide."
    survey = "A sample survey, recorded November 2026: a survey."

    assert describe_sources(citing, ("a", "count", "b")) == f"{survey} {both}"
    assert describe_sources_of_remarks(citing, ("a", "b")) == f"Sources: {both}"
    assert describe_sources(citing, ("a",)) == (
        "Sample ladders: a public framework, retold in our words."
    )
    described = describe_sources(citing, ("old", "a", "b"))
    assert described.endswith(f"check before you rely on it. {both}")
