"""The content that the project ships: in order, and with every figure of its source.

These are the tests that a change of `content/` may break; all others use tests/sample_content.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from blocks import kit
from blocks.gallery import EXAMPLES
from hiring.guide import content
from hiring.guide.role_names import split_off_role
from hiring.guide.salary_parser import parse
from hiring.guide.sources import list_source_ids
from hiring.guide.yaml_file import read_yaml
from hiring.pay_statistics.parser import parse_pay
from hiring.pay_statistics.query import PayQuestion
from tests.blocks.examples import example
from tests.blocks.test_examples import accepted, is_view
from tests.desk import ROOT
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiring.guide.places import Places
    from hiring.guide.role import Guide, Role
    from hiring.guide.salary import Range, Salary
    from hiring.guide.yaml_file import Node

CONTENT = ROOT / "content"
NOT_ASSESSED = {"take-home": {"structuring-ambiguity"}}
"""By plan: what no question of its own interviews gives evidence on, as its clock says."""


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_shipped_guide()


@pytest.fixture(scope="module")
def lead(guide: Guide) -> Role:
    return guide.roles["ai-tech-lead"]


@pytest.fixture(scope="module")
def places(guide: Guide) -> Places:
    return guide.places


@pytest.fixture(scope="module")
def salary(lead: Role) -> Salary:
    assert lead.salary is not None
    return lead.salary


def test_there_is_nothing_wrong_or_doubtful_in_it() -> None:
    assert content.check(CONTENT) == []


def list_texts(node: Node) -> Iterator[str]:
    match node.value:
        case str() as text:
            yield text
        case dict() as mapping:
            for child in mapping.values():
                yield from list_texts(child)
        case list() as entries:
            for child in entries:
                yield from list_texts(child)


@pytest.mark.parametrize(
    "file",
    sorted(CONTENT.glob("roles/*/*.yml")),
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_quotation_marks_come_in_pairs(file: Path) -> None:
    """Quotes around a text in YAML are easily left at its end alone, and people read them."""
    texts = list(list_texts(read_yaml(file)))
    assert texts
    assert [text for text in texts if text.count('"') % 2] == []
    assert [text for text in texts if text.count("“") != text.count("”")] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_slack_takes_every_example_of_it(name: str, guide: Guide) -> None:
    for native in (True, False):
        payload = example(name, guide, native=native)
        accepted(payload)
        if not is_view(payload):
            assert len(json.dumps(payload["blocks"])) <= kit.MESSAGE_CHARACTERS


def test_every_role_is_found_by_each_of_its_names(guide: Guide) -> None:
    for entry in guide.roles.values():
        for name in entry.names:
            assert split_off_role(f"{name} london", guide.roles.values()) == (entry, "london")


def thousands(amounts: Range) -> tuple[int, int, bool]:
    return (int(amounts.low / 1000), int(amounts.high / 1000), amounts.high_is_open)


@pytest.mark.parametrize(
    ("name", "short", "currency", "base", "total"),
    [
        ("San Francisco / New York", "SF / New York", "USD", (220, 320), (280, 500)),
        ("Other US metros", "Other US metros", "USD", (180, 260), (220, 360)),
        ("Remote (US-aligned)", "Remote (US)", "USD", (170, 250), (200, 320)),
        ("UK (London)", "London", "GBP", (130, 180), (150, 240)),
        ("UK (other)", "UK (other)", "GBP", (100, 150), (110, 180)),
        ("Israel (Tel Aviv)", "Tel Aviv", "USD", (130, 200), (160, 260)),
    ],
)
def test_the_bands_are_those_of_the_source(  # noqa: PLR0913, PLR0917 - a row of the table
    places: Places,
    salary: Salary,
    name: str,
    short: str,
    currency: str,
    base: tuple[int, int],
    total: tuple[int, int],
) -> None:
    place = next(place for place in places.places if place.name == name)
    band = salary.band(place.id)

    assert band is not None
    assert (place.short, band.currency) == (short, currency)
    assert thousands(band.base) == (*base, False)
    assert thousands(band.total) == (*total, name == "San Francisco / New York")


def test_there_is_no_further_band(places: Places, salary: Salary) -> None:
    assert len(salary.bands) == len(places.places) == 6


def test_the_figures_around_the_bands_are_those_of_the_source(salary: Salary) -> None:
    stages = {stage.name: (str(stage.low), str(stage.high)) for stage in salary.equity.stages}
    engineers, loss = salary.engineer_bands, salary.loss
    assert engineers is not None
    assert loss is not None

    assert stages == {"Series A": ("0.1", "0.5"), "Series B/C": ("0.05", "0.15")}
    assert "typically 10–20% of base" in salary.how_total.text
    assert f"{engineers.currency} {engineers.low} to {engineers.high}" == "USD 40000 to 80000"
    assert loss.percent_under == 20


@pytest.mark.parametrize(
    ("part", "figures"),
    [
        ("reliability", ["one specialist recruiter's estimates", "undated guide", "not a survey"]),
        ("how_total", ["10–20% of base"]),
        ("mistake", ["40–80k USD", "Staff ML Engineer"]),
        ("loss", ["20%"]),
        (
            "rules_of_thumb",
            ["200–320k USD total", "180–240k USD", "120–180k GBP", "base or total is not said"],
        ),
    ],
)
def test_the_texts_state_the_figures_of_the_source(
    salary: Salary, part: str, figures: list[str]
) -> None:
    text = str(salary.model_dump()[part])

    assert [figure for figure in figures if figure not in text] == []


def test_an_example_in_the_help_can_be_typed_as_it_stands(
    guide: Guide, places: Places, salary: Salary
) -> None:
    typed = [example.typed for example in guide.help.salary.examples]
    of_jobs = [text for text in typed if parse_pay(text, guide.pay_names)]
    answered = {type(parse(text, places, salary)).__name__ for text in typed if text not in of_jobs}

    assert all(isinstance(parse_pay(text, guide.pay_names), PayQuestion) for text in of_jobs)
    assert len(of_jobs) == 3
    assert answered == {"AtPlace", "Compare", "OfferAt", "CheckOffer", "EquityAt"}


def test_the_stages_have_the_minutes_of_the_source(lead: Role) -> None:
    assert lead.interview is not None
    assert [stage.minutes for stage in lead.interview.stages] == [45, 90, 60, 45]
    assert lead.interview.minutes == 240


def test_each_stage_rates_what_the_source_says_and_what_we_add(lead: Role) -> None:
    assert lead.interview is not None
    says = [
        {"ml-judgement", "system-design", "clarity"},
        {"structuring-ambiguity", "system-design", "scale-fit", "decision-style"},
        {"decision-style", "stakeholder-work", "enabling-others", "clarity"},
        {"decision-style", "enabling-others"},
    ]
    ours = [{"structuring-ambiguity"}, set(), set(), {"ml-judgement", "stakeholder-work"}]
    assert [set(stage.attributes) for stage in lead.interview.stages] == [
        theirs | added for theirs, added in zip(says, ours, strict=True)
    ]


def test_each_attribute_is_rated_in_two_stages_but_the_one_that_only_your_own_system_shows(
    lead: Role,
) -> None:
    """A stage rates four at most, and decision style takes three of the sixteen places."""
    assert lead.interview is not None
    rated = Counter(each for stage in lead.interview.stages for each in stage.attributes)

    assert {entry.id for entry in lead.interview.attributes} == set(rated)
    assert {attribute for attribute, stages in rated.items() if stages < 2} == {"scale-fit"}


def test_each_question_is_a_card_that_gives_evidence_on_what_its_stage_rates(guide: Guide) -> None:
    for role in guide.roles.values():
        assert role.interview is not None
        for stage in role.interview.stages:
            shown = {attribute for card in stage.questions for attribute in card.attributes}
            assert shown == set(stage.attributes)
            assert len({card.id for card in stage.questions}) == len(stage.questions)
            for card in stage.questions:
                assert card.id
                assert card.why
                assert card.anchors
                assert card.minutes
                assert len(card.follow_ups) >= 2
            assert stage.avoid
        assert all(attribute.strong_no for attribute in role.interview.attributes)


def test_each_interview_leaves_time_to_write_and_for_the_candidates_questions(guide: Guide) -> None:
    for role in guide.roles.values():
        assert role.interview is not None
        for stage in role.interview.stages:
            asking = sum(card.minutes or 0 for card in stage.questions)
            planned = sum(segment.minutes for segment in stage.clock if segment.questions)
            assert asking == planned
            assert "heir questions" in stage.clock[-2].what
            assert stage.clock[-1].what.startswith("Alone: ")
            assert stage.clock[-1].minutes >= 5


def test_each_plan_s_own_clock_holds_its_questions_and_time_to_write(guide: Guide) -> None:
    for role in guide.roles.values():
        assert role.interview is not None
        for plan in role.interview.plans:
            assert plan.interviews
            for held in plan.interviews:
                asking = sum(question.minutes for question in held.questions)
                assert asking == sum(segment.minutes for segment in held.clock if segment.questions)
                assert "heir questions" in held.clock[-2].what
                assert held.clock[-1].what.startswith("Alone: ")
                stages = role.interview.stages_of(held)
                rated = {each for stage in stages for each in stage.attributes}
                shown = {
                    each
                    for _, question in role.interview.list_questions(held)
                    for each in question.attributes
                }
                assert rated - shown == NOT_ASSESSED.get(plan.id, set())


def test_the_plans_of_the_lead_take_the_minutes_that_they_say(lead: Role) -> None:
    """The take-home task's own two hours are no interview."""
    assert lead.interview is not None
    minutes = {
        plan.id: sum(each.minutes for each in lead.interview.list_held(plan))
        for plan in lead.interview.plans
    }
    assert minutes == {"two-interviews": 180, "take-home": 330 - 120}


def test_each_red_flag_is_probed_in_a_stage(guide: Guide) -> None:
    for role in guide.roles.values():
        assert role.interview is not None
        assert role.red_flags is not None
        probed = {flag for stage in role.interview.stages for flag in stage.red_flags}
        assert probed == {flag.id for flag in role.red_flags.flags}


def test_each_file_of_a_role_names_what_it_rests_on(guide: Guide) -> None:
    """The first role's texts are named one by one, and the general one is nobody's but ours."""
    for role in guide.roles.values():
        if role.id in {"ai-tech-lead", "general"}:
            continue
        files = {
            "role.yml": role.about,
            "interview.yml": role.interview,
            "red-flags.yml": role.red_flags,
            "mistakes.yml": role.mistakes,
            "questions.yml": role.questions,
            "need.yml": role.need,
            "posting.yml": role.posting,
        }
        silent = {name for name, model in files.items() if model and not list_source_ids(model)}
        assert (role.id, silent) == (role.id, set())


def test_the_general_role_has_what_a_debrief_needs_and_no_more(guide: Guide) -> None:
    general = guide.roles["general"]

    assert general.interview is not None
    assert len(general.interview.stages) == 1
    assert general.red_flags
    absent = (general.salary, general.mistakes, general.time_to_hire, general.questions)
    assert not any(absent)
    assert not general.about.functions


def test_there_are_five_functions_and_four_neighbours(lead: Role) -> None:
    assert len(lead.about.functions) == 5
    assert len(lead.about.neighbours) == 4


def test_each_place_with_a_pay_law_has_its_row(guide: Guide) -> None:
    """Thirteen of them, each with its date, and the note that the list is not complete."""
    places = guide.pay_transparency.places

    assert len(places) == 13
    rows = {place.name: (place.employers, place.since, place.must_show) for place in places}
    assert rows["Colorado"] == (
        "at least 1 employee there; remote jobs too",
        "2021 (deadline: 2024)",
        (
            "pay or a range with a top, bonuses and other pay if there are any, benefits, how to "
            "apply, and the application deadline"
        ),
    )
    assert rows["New York State"] == (
        "4",
        "17 September 2023",
        "good-faith minimum and maximum",
    )
    assert rows["European Union"] == (
        "any",
        "national laws were due 7 June 2026; check your country",
        "pay or range, unless applicants learn it in another way before the interview",
    )
    assert "no hint here doesn't mean there is no legal duty" in guide.pay_transparency.note
