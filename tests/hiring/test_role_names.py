"""Which role a text is about, which roles it compares, and which it only mentions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.content_model import Prose
from hiring.guide.role import About, Role
from hiring.guide.role_names import RolesNamed, find_by_label, read_roles, split_off_role

if TYPE_CHECKING:
    from hiring.guide.role import Guide


def role(role_id: str, title: str, *aliases: str) -> Role:
    return Role(role_id, About(title=title, aliases=aliases, summary=Prose("A sample.")))


LEAD = role("ai-tech-lead", "AI Tech Lead", "ATL", "Tech Lead", "AI Lead")
STAFF = role(
    "staff-ml-engineer", "Staff / Principal ML Engineer", "Staff Engineer", "Principal Engineer"
)
MANAGER = role("engineering-manager-ai", "Engineering Manager (AI)", "Engineering Manager", "EM")
HEAD = role("head-of-ai", "Head of AI", "VP of AI")
SCIENTIST = role("data-scientist", "Data Scientist", "DS", "Data Science")
SOFTWARE = role("software-engineer", "Software Engineer", "SWE", "Developer")
GENERAL = role("general", "General", "Other", "Any role")
ROLES = [LEAD, STAFF, MANAGER, HEAD, SCIENTIST, SOFTWARE, GENERAL]


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("data-scientist london", SCIENTIST, "london"),
        ("Data Scientist", SCIENTIST, ""),
        ("DS 190k sf", SCIENTIST, "190k sf"),
        ("staff / principal ml engineer london", STAFF, "london"),
        ("london", None, "london"),
        ("london data scientist", None, "london data scientist"),
        ("", None, ""),
    ],
)
def test_a_buttons_value_begins_with_its_role(text: str, named: Role | None, rest: str) -> None:
    assert split_off_role(text, ROLES) == (named, rest)


def test_without_roles_nothing_is_a_name() -> None:
    assert split_off_role("data lead", []) == (None, "data lead")
    assert read_roles("data lead", []) == RolesNamed("data lead")


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("head of ai", HEAD, ""),
        ("head of ai berlin", HEAD, "berlin"),
        ("Head of AI, 2 interviews", HEAD, "2 interviews"),
        ("berlin, head of ai", HEAD, "berlin"),
        ("screen for a data scientist", SCIENTIST, "screen"),
        ("interview questions data scientists", SCIENTIST, "interview questions"),
        ("senior data scientist austin", SCIENTIST, "austin"),
        ("general 1", GENERAL, "1"),
        ("data science questions", SCIENTIST, "questions"),
        ("developers", SOFTWARE, ""),
        ("EM", MANAGER, ""),
    ],
)
def test_a_name_is_taken_out_at_the_beginning_and_at_the_end(
    text: str, named: Role, rest: str
) -> None:
    assert read_roles(text, ROLES) == RolesNamed(rest, named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does a head of ai do", HEAD),
        ("what is a data scientist", SCIENTIST),
        ("what do data scientists get asked", SCIENTIST),
        ("which heads of AI should we hire", HEAD),
        ("190k data scientist austin", SCIENTIST),
        ("questions for our data scientist posting", SCIENTIST),
        ("interview plan for the head of AI role", HEAD),
        ("do we need a head of ai", HEAD),
        ("can an em code", MANAGER),
        ("does the tech lead report to the engineering manager", LEAD),
        ("who does the tech lead report to", LEAD),
        ("how long does it take to hire a data scientist", SCIENTIST),
        ("a senior IC or a tech lead", LEAD),
        ("is an EM the same as a CTO", MANAGER),
        ("how do I know if I need a tech lead or a more senior individual contributor", LEAD),
    ],
)
def test_a_name_stays_where_it_carries_the_question(text: str, named: Role) -> None:
    assert read_roles(text, ROLES) == RolesNamed(text, named)


@pytest.mark.parametrize(
    "text",
    [
        "is an engineering manager the same?",
        "is a head of ai the same thing",
        "or a data scientist?",
        "vs engineering manager",
        "why not an engineering manager",
        "do we need an engineering manager instead",
        "would a staff engineer be better",
        "is a data scientist enough",
        "how is a staff engineer different",
        "whats the difference to a head of ai? we keep using both titles",
        "is it basically an EM who still codes",
        "how do i choose between a principal engineer and a lead",
        "how much does a staff engineer code compared to a lead",
    ],
)
def test_a_role_that_is_compared_with_the_one_at_hand_is_not_what_the_text_is_about(
    text: str,
) -> None:
    named = read_roles(text, ROLES)
    assert (named.role, named.compared, named.rest) == (None, (), text)
    assert named.beside


@pytest.mark.parametrize(
    "text",
    [
        "our head of ai wants to sit in",
        "reports to the engineering manager",
        "we have three data scientists and nobody owns the architecture",
        "just me and one data scientist",
        "what should the head of ai ask",
        "questions the engineering manager should ask",
        "can our engineering manager run the screen",
        "Bank-owned start-up with five ML engineers; a principal engineer leads them, and decides",
    ],
)
def test_a_role_that_somebody_has_is_no_role_to_hire(text: str) -> None:
    named = read_roles(text, ROLES)
    assert (named.role, named.compared, named.rest) == (None, (), text)


def test_the_pay_of_somebody_is_a_question_about_their_role() -> None:
    text = "we pay our tech lead in brighton 105k, fair?"
    assert read_roles(text, ROLES).role is None
    assert read_roles(text, ROLES, is_pay=True).role == LEAD


def test_the_bands_of_people_whom_a_company_has_are_a_yardstick_for_another_role() -> None:
    named = read_roles("why are software engineer bands wrong", ROLES, is_pay=True)
    assert (named.role, named.beside) == (None, SOFTWARE)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("tech lead or staff engineer", [LEAD, STAFF]),
        ("data scientist vs software engineer", [SCIENTIST, SOFTWARE]),
        ("difference between head of ai and engineering manager", [HEAD, MANAGER]),
        ("should we hire a tech lead or a data scientist first", [LEAD, SCIENTIST]),
        ("staff engineer instead of tech lead", [STAFF, LEAD]),
        ("em vs tech lead", [MANAGER, LEAD]),
        ("tech lead vs staff engineer vs em", [LEAD, STAFF, MANAGER]),
        ("tech lead salary vs data scientist salary", [LEAD, SCIENTIST]),
        ("software enginer or data scientst", [SOFTWARE, SCIENTIST]),
    ],
)
def test_two_roles_side_by_side_are_compared(text: str, compared: list[Role]) -> None:
    assert read_roles(text, ROLES) == RolesNamed(text, compared=tuple(compared))


@pytest.mark.parametrize(
    ("text", "named", "rest", "read_as"),
    [
        ("data scientst", SCIENTIST, "", "data scientst"),
        ("screen for a data scientst", SCIENTIST, "screen", "data scientst"),
        ("what does a hed of ai do", HEAD, "what does a Head of AI do", "hed of ai"),
        ("enginering manager berlin", MANAGER, "berlin", "enginering manager"),
    ],
)
def test_a_misspelt_name_that_only_one_role_has_is_guessed_and_said(
    text: str, named: Role, rest: str, read_as: str
) -> None:
    assert read_roles(text, ROLES) == RolesNamed(rest, named, read_as=read_as)


def with_short_names(any_role: Role, *short: str) -> Role:
    return replace(any_role, about=any_role.about.model_copy(update={"short_names": short}))


SHORT_LEAD = with_short_names(LEAD, "Lead")
SHORT_STAFF = with_short_names(STAFF, "Staff", "Principal")
SHORT_MANAGER = with_short_names(MANAGER, "Manager")
WITH_SHORT = [SHORT_LEAD, SHORT_STAFF, SHORT_MANAGER, HEAD, SCIENTIST, SOFTWARE, GENERAL]


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("staff", SHORT_STAFF, ""),
        ("Lead", SHORT_LEAD, ""),
        ("staff red flags", SHORT_STAFF, "red flags"),
        ("manager interview questions", SHORT_MANAGER, "interview questions"),
        ("questions for a manager", SHORT_MANAGER, "questions"),
        ("mistakes em", SHORT_MANAGER, "mistakes"),
        ("principal vs staff", SHORT_STAFF, "principal vs staff"),
    ],
)
def test_a_short_name_means_its_role_where_nothing_else_can_be_meant(
    text: str, named: Role, rest: str
) -> None:
    assert read_roles(text, WITH_SHORT) == RolesNamed(rest, named)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("tech lead vs staff", [SHORT_LEAD, SHORT_STAFF]),
        ("lead vs em", [SHORT_LEAD, SHORT_MANAGER]),
        ("manager or tech lead", [SHORT_MANAGER, SHORT_LEAD]),
        ("staff or em", [SHORT_STAFF, SHORT_MANAGER]),
        ("is a lead or a manager better", [SHORT_LEAD, SHORT_MANAGER]),
        ("lead, manager or staff", [SHORT_LEAD, SHORT_MANAGER, SHORT_STAFF]),
        ("difference between staff enginer and techlead", [SHORT_STAFF, SHORT_LEAD]),
    ],
)
def test_short_and_misspelt_names_are_compared_too(text: str, compared: list[Role]) -> None:
    assert read_roles(text, WITH_SHORT) == RolesNamed(text, compared=tuple(compared))


@pytest.mark.parametrize(
    "text",
    [
        "what does a lead do",
        "who does the lead report to",
        "questions the manager should ask",
        "staff of 12",
        "lead time",
        "our lead or our manager should decide",
        "can the lead and the manager interview together",
        "how to lead and manage",
    ],
)
def test_a_short_name_in_a_sentence_is_a_word_of_it(text: str) -> None:
    assert read_roles(text, WITH_SHORT) == RolesNamed(text)


def test_a_candidate_called_lead_is_no_role() -> None:
    assert read_roles("Lead", WITH_SHORT, is_label=True) == RolesNamed("Lead")


def test_four_roles_are_compared_and_any_beyond_are_named() -> None:
    text = "tech lead or staff engineer or em or head of ai"
    four = (LEAD, STAFF, MANAGER, HEAD)
    assert read_roles(text, ROLES) == RolesNamed(text, compared=four)
    longer = f"{text} or data scientist"
    assert read_roles(longer, ROLES) == RolesNamed(longer, compared=four, left_out=(SCIENTIST,))


def test_a_misspelt_name_that_may_be_two_roles_is_asked_about() -> None:
    others = [role("data-engineer", "Data Engineer"), role("date-engineer", "Date Engineer")]
    assert read_roles("screen for a data enginer", others[:1]).role == others[0]
    assert read_roles("screen for a datx enginer", others).near == tuple(others)


@pytest.mark.parametrize(
    "text",
    [
        "in general, how long does it take",
        "other plans",
        "can I ask em about kids",
        "what does a lead do",
        "tech lead manager",
        "developer advocate austin",
        "software engineer in test",
        "head of data science nyc",
        "the data science team is blocked",
        "developers are stuck, who decides",
        "head of it",
        "team lead",
        "software engineering",
    ],
)
def test_ordinary_words_and_other_jobs_name_no_role(text: str) -> None:
    assert read_roles(text, ROLES) == RolesNamed(text)


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Head of AI", HEAD),
        ("VP / Head of AI", HEAD),
        ("Engineering Manager", MANAGER),
        ("Staff / Principal ML Engineer", STAFF),
        ("Data Scientist / Software Engineer", None),
        ("CTO", None),
    ],
)
def test_a_role_is_what_another_pack_calls_it(label: str, meant: Role | None) -> None:
    assert find_by_label(label, ROLES) == meant


@given(st.text(max_size=4000))
def test_any_text_can_be_split_and_read(text: str) -> None:
    named, rest = split_off_role(text, ROLES)
    assert named or rest == text
    read = read_roles(text, ROLES)
    assert read.role or read.rest == text


def test_every_role_is_found_by_each_of_its_names(guide: Guide) -> None:
    for any_role in guide.roles.values():
        for name in any_role.names:
            assert split_off_role(f"{name} london", guide.roles.values()) == (any_role, "london")
