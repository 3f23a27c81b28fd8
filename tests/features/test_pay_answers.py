"""`/salary` about any job: official statistics as a person asks for them, through real HTTP."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import pytest

from local_slack.client import words
from tests.desk import ROOT
from tests.features.salary import ask

if TYPE_CHECKING:
    from tests.desk import Running

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
    "product manager": "no official occupation of its own",
    "nurse": "no official occupation of its own",
    "scrum master": "no official occupation of its own",
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
