"""A role's title is put into a sentence with the article that people say."""

from __future__ import annotations

import pytest

from hiring.guide.article import Article, find_article
from hiring.guide.content_model import Prose
from hiring.guide.role import About


@pytest.mark.parametrize(
    "title",
    [
        "AI Tech Lead",
        "ML Engineer",
        "SRE",
        "HR Manager",
        "iOS Engineer",
        "Engineering Manager",
        "Analyst",
        "Underwriter",
        "Unmanned Systems Lead",
        "Uninsured Claims Lead",
        "hourly worker",
        "Honest Broker",
        "Heir Finder",
        "MLOps Engineer",
        "8-bit Artist",
        "11th Engineer",
        "X Lead",
        "R&D Lead",
        "Umbrella Maker",
        "NLP Engineer",
    ],
)
def test_an(title: str) -> None:
    assert find_article(title) is Article.AN


@pytest.mark.parametrize(
    "title",
    [
        "Data Engineer",
        "UX Designer",
        "UI Engineer",
        "QA Lead",
        "VP of AI",
        "CTO",
        "PhD Advisor",
        "Unity Developer",
        "University Recruiter",
        "User Researcher",
        "Union Rep",
        "Utility Lead",
        "One-to-one Coach",
        "European Sales Lead",
        "Head of AI",
        "Host",
        "Staff Engineer",
        "3D Artist",
        "C++ Developer",
        "B2B Seller",
        "Ubiquitous Computing Lead",
        "Usability Lead",
        "",
    ],
)
def test_a(title: str) -> None:
    assert find_article(title) is Article.A


def test_content_has_the_last_word() -> None:
    """For a title that is said in a way that nobody can tell from its letters, such as SAP."""
    about = About(title="SAP Consultant", article=Article.A, summary=Prose("A sample."))

    assert about.title_with_article == "a SAP Consultant"
    assert find_article(about.title) is Article.AN
