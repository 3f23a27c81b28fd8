"""`/salary` about any job: official statistics as a person asks for them, through real HTTP."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, Final

import pytest
import pytest_asyncio

from hiring.guide import content
from local_slack.client import words
from tests.desk import ROOT, own_database, run_desk
from tests.features.salary import ask, find_buttons, press_and_expect
from tests.guides import SAMPLE_CONTENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

with (ROOT / "tests/hiring/pay_statistics/oews-may-2025-drawn.csv").open(
    encoding="utf-8", newline=""
) as file:
    DRAWN: Final = tuple(csv.DictReader(file))
"""Rows as they were published, drawn at random."""

TITLES: Final = {
    "software engineer": "Software Developers",
    "SWE": "Software Developers",
    "data scientist": "Data Scientists",
    "data scientst": "Data Scientists",
    "recruiter": "Human Resources Specialists",
    "HRBP": "Human Resources Specialists",
    "accountant": "Accountants and Auditors",
    "lawyer": "Lawyers",
    "general counsel": "Lawyers",
    "marketing manager": "Marketing Managers",
    "head of marketing": "Marketing Managers",
    "CFO": "Chief Executives",
    "executive assistant": "Executive Secretaries and Executive Administrative Assistants",
    "technical writer": "Technical Writers",
    "qa engineer": "Software Quality Assurance Analysts and Testers",
    "graphic designer": "Graphic Designers",
    "project manager": "Project Management Specialists",
    "security analyst": "Information Security Analysts",
    "customer support rep": "Customer Service Representatives",
    "mechanical engineer": "Mechanical Engineers",
    "product manager": "no official figures for “product manager”",
    "nurse": "no official figures for “nurse”",
    "scrum master": "no official figures for “scrum master”",
}
"""Everyday titles, and the occupation that answers, or that there is none."""


def dollars(published: str) -> str:
    return f"${int(published):,}"


@pytest.mark.parametrize("row", DRAWN, ids=lambda row: f"{row['soc']} {row['area_code']}")
async def test_each_drawn_row_is_shown_as_it_was_published(
    row: dict[str, str], desk: Running
) -> None:
    """Asked by occupation and area, in *Details*, where every figure stands."""
    sam = desk.workspace.person("sam")
    area = "United States" if row["area_type"] == "nation" else row["area"]
    answer = await ask(sam, f"{row['occupation']} in {area} details")
    shown = words(answer)

    assert area in shown
    for mark in ("p10", "p25", "median", "p75", "mean"):
        assert dollars(row[mark]) in shown
    is_open = row["p90"].endswith("+")
    p90 = dollars(row["p90"].removesuffix("+"))
    assert (f"at least {p90}" if is_open else p90) in shown


@pytest.mark.parametrize("title", TITLES)
async def test_everyday_titles_find_their_occupation_or_say_why_not(
    title: str, desk: Running
) -> None:
    sam = desk.workspace.person("sam")
    assert TITLES[title] in words(await ask(sam, f"{title} ohio"))


BANDS = """\
occupation,area,currency,p10,median,p90
AI Tech Lead,London,GBP,150000,170000,195000
AI Tech Lead,Berlin,EUR,120000,135000,150000
Recruiter,Berlin,EUR,50000,60000,70000
Product Manager,Berlin,EUR,80000,90000,100000
Recruiter,"Munich, Germany",EUR,55000,65000,75000
"""
ABOUT_BANDS = """\
name: Sample bands
kind: bands
as_of: November 2026
about: Bonus comes on top.
"""
TOTALS = "occupation,area,currency,p10,median,p90\nLawyer,Berlin,EUR,80000,120000,160000\n"
ABOUT_TOTALS = "{name: Our totals, kind: bands, as_of: March 2026, counts: total}\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own_desk(
    tmp_path_factory: pytest.TempPathFactory, valkey_socket: Path
) -> AsyncIterator[Running]:
    """A desk of a company that has put its own bands into its content."""
    own = tmp_path_factory.mktemp("own")
    (own / "pay").mkdir()
    (own / "pay" / "sample-bands.csv").write_text(BANDS, encoding="utf-8")
    (own / "pay" / "sample-bands.yml").write_text(ABOUT_BANDS, encoding="utf-8")
    (own / "pay" / "totals.csv").write_text(TOTALS, encoding="utf-8")
    (own / "pay" / "totals.yml").write_text(ABOUT_TOTALS, encoding="utf-8")
    guide = content.load(SAMPLE_CONTENT, own)
    with own_database(valkey_socket, 7) as url:
        async with run_desk(guide, url) as desk:
            yield desk


OWN: Final = {
    "ai tech lead london": [
        "your band is £150,000–£195,000, middle £170,000 per year. From: Sample bands",
        "Beside it, an estimate:",
        "base £130k–£180k",
    ],
    "ai tech lead 160k london": ["£160k is inside your band, under its middle", "£160k base is"],
    "ai tech lead berlin": ["your band is €120,000–€150,000, middle €135,000 per year"],
    "ai tech lead €110k berlin": ["€110k is under your band, by €10,000 (8%)"],
    "recruiter berlin": ["your band is €50,000–€70,000"],
    "recruiter ohio": ["$70,180", "Official statistics count it as _Human Resources Specialists_"],
    "software engineer berlin": ["I have no figures for Software Developers in Berlin."],
    "product manager berlin": ["your band is €80,000–€100,000"],
    "product manager seattle": [
        "I have no figures for Product Manager in Seattle",
        "Your own are for Berlin.",
        "These come near:",
        "Marketing Managers",
    ],
    "recruiter berlin 90th percentile": ["Your band has no percentiles.", "Your band is €50,000"],
    "average recruiter salary berlin": ["Your band has no mean.", "Your band is €50,000"],
    "talent acquisition berlin": [
        "I have no figures for Human Resources Specialists in Berlin.",
        "Recruiter",
    ],
    "recruiter berlin, germany": ["your band is €50,000–€70,000"],
    "ai tech lead in Berlin, Germany": ["your band is €120,000–€150,000"],
    "recruiter munich": ["your band is €55,000–€75,000"],
    "recruiter in Munich, Germany": ["your band is €55,000–€75,000"],
    "recruiter berlin 60k total": [
        "€60k is total pay, and your band is base pay,",
        "Your band is €50,000–€70,000",
    ],
    "lawyer berlin 90k base": ["€90k is base pay, and your band is total pay"],
    "lawyer berlin 90k total": ["€90k is inside your band"],
    "ai tech lead 300k total london": [
        "£300k is total pay, and your band is base pay",
        "£300k total is",
    ],
    "ai tech lead 160k + 10% + 20k equity london": ["£160k is inside your band", "Total is"],
    "ai tech lead": [
        "AI Tech Lead, London: your band is £150,000",
        "AI Tech Lead, Berlin: your band is €120,000",
        "Beside them, estimates:",
        "San Francisco",
    ],
    "ai tech lead london vs sf": ["your band is £150,000–£195,000", "Beside them, estimates:"],
    "recruiter berlin vs ohio": ["€50,000–€70,000", "$54,570–$92,460"],
}
"""What is typed where a company has its own bands: these lead over estimates and statistics."""


@pytest.mark.parametrize("typed", OWN)
async def test_a_companys_own_bands_lead(typed: str, own_desk: Running) -> None:
    """Before our estimate and official statistics, in their own currency."""
    answer = await ask(own_desk.workspace.person("sam"), typed)

    shown = answer["text"]
    places = [shown.find(piece) for piece in OWN[typed]]
    assert -1 not in places, shown
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "shows"),
    [
        ("ai tech lead london", "Bonus comes on top."),
        ("ai tech lead london details", "Your band"),
        ("ai tech lead 160k london", "Bonus comes on top."),
        ("ai tech lead", "Bonus comes on top."),
        ("ai tech lead details", "your band is £150,000"),
        ("ai tech lead london vs sf", "Bonus comes on top."),
    ],
)
async def test_what_a_company_says_of_its_bands_is_read_with_them(
    typed: str, shows: str, own_desk: Running
) -> None:
    """Also beside an estimate, whose details have the bands in their table."""
    assert shows in words(await ask(own_desk.workspace.person("sam"), typed))


@pytest.mark.parametrize(
    ("typed", "unsaid"),
    [
        ("recruiter berlin 60k total", "inside your band"),
        ("ai tech lead 300k total london", "over your band"),
        ("senior recruiter berlin 60k", "every seniority"),
        ("recruiter berlin p25", "25th percentile"),
        ("product manager seattle", "The publisher leaves out"),
    ],
)
async def test_what_is_true_of_statistics_is_not_said_of_a_band(
    typed: str, unsaid: str, own_desk: Running
) -> None:
    """A band is of one level, has no percentiles, and its job may be no occupation at all."""
    assert unsaid not in words(await ask(own_desk.workspace.person("sam"), typed))


@pytest.mark.parametrize(
    ("typed", "label", "asks"),
    [
        ("recruiter berlin", "Share in channel", True),
        ("recruiter berlin 60k", "Share the figures", True),
        ("ai tech lead london", "Share in channel", True),
        ("ai tech lead 160k london", "Share the range", True),
        ("ai tech lead", "Share in channel", True),
        ("ai tech lead london vs sf", "Share in channel", True),
        ("lawyer ohio", "Share in channel", False),
        ("ai tech lead sf", "Share in channel", False),
    ],
)
async def test_a_companys_own_figures_are_shared_only_after_a_confirmation(
    typed: str, label: str, own_desk: Running, *, asks: bool
) -> None:
    """Guests and other companies in the channel would read them; statistics are public anyway."""
    button = find_buttons(await ask(own_desk.workspace.person("sam"), typed))[label]
    assert ("confirm" in button) is asks
    assert not asks or "guests and people of other companies" in str(button["confirm"])


async def press_until(person: Person, answer: JSON, label: str, shows: str) -> JSON:
    """Press a button, and wait until its answer is in the place of the former one."""

    def find(screen: JSON) -> JSON | None:
        messages = screen["messages"][answer["channel"]]
        known = (each for each in messages if each["ts"] == answer["ts"])
        return next((each for each in known if shows in words(each)), None)

    await person.press(answer, label)
    replaced = find(await person.until(find))
    assert replaced
    return replaced


async def test_what_a_button_asks_is_answered_in_its_place(desk: Running) -> None:
    """Of an ambiguous name the other area, *Details*, and the whole country beside it."""
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "recruiter portland")

    other = "Portland-South Portland, ME"
    answer = await press_until(maya, answer, other, f"Human Resources Specialists, {other}")
    answer = await press_until(maya, answer, "Details", "90th percentile")
    await press_until(maya, answer, "Compare with the whole country", "higher than in")


async def test_figures_are_shared_without_the_offer_unless_somebody_confirms(
    desk: Running,
) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    answer = await ask(maya, "140k data scientist austin")
    before = len(await sam.sees("#general"))

    await press_and_expect(maya, answer, "Share the figures", "Shared in this channel")
    await press_and_expect(maya, answer, "Share with the offer", "Shared in this channel")

    figures, offer = map(words, (await sam.sees("#general"))[before:])
    assert "$127,360" in figures
    assert "140k" not in figures
    assert "$140k is between the median" in offer
    assert "Shared by <@U0MAYA> from `/salary`: Data Scientists." in offer
