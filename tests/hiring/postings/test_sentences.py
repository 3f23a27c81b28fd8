"""A posting reads as one person wrote it, whatever people typed; and their words stay theirs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.name_lists import join_names
from hiring.postings import sentences

BUILDING = {
    "•\tA robot that sorts mail.\n•\tIn 12 depots": "Acme is building a robot that sorts mail. In "
    "12 depots.",
    "Ranks 2m shops": "Acme is building a system that ranks 2m shops.",
    "ranks 2m shops.": "Acme is building a system that ranks 2m shops.",
    "Does triage for 40 wards": "Acme is building a system that does triage for 40 wards.",
    "Classifies and routes 2M mails a day": "Acme is building a system that classifies and routes "
    "2M mails a day.",
    "It ranks 2m shops": "Acme is building a system that ranks 2m shops.",
    "It's a search engine for 3k shops": "Acme is building a search engine for 3k shops.",
    "We build search": "We build search.",
    "we are building search for 2m shops...": "We are building search for 2m shops.",
    "our platform ranks shops!": "Our platform ranks shops!",
    "acme ranks shops": "Acme ranks shops.",
    "The platform scores 5M payments": "The platform scores 5M payments.",
    "a recommender for shops": "Acme is building a recommender for shops.",
    "Forecasts demand for shops": "Acme is building a system that forecasts demand for shops.",
    "Parcels are sorted by it": "Parcels are sorted by it.",
    "we're a team that scores 5M payments": "We're a team that scores 5M payments.",
    "Working on speech for 3 banks": "Acme is working on speech for 3 banks.",
    "Helping 3M people find a doctor": "Acme is helping 3M people find a doctor.",
    "Used by 40 banks to price loans": "Acme is building a system used by 40 banks to price loans.",
    "At Acme we rank shops": "At Acme we rank shops.",
    "Building a copilot": "Acme is building a copilot.",
    "Build search for 4m recipes": "At Acme, we build search for 4m recipes.",
    "Spot fraud in 3M payments": "At Acme, we spot fraud in 3M payments.",
}
IN_DOUBT = (
    *("can't say yet, but it's big", "Leverage cutting-edge AI", "Detecting fraud in 3M payments"),
    *("AI-powered recommender", "voice assistant", "ranking of 2M listings", "LLM agents"),
    *(
        "In 40 countries, our model prices rides",
        "Wir bauen ein System",
        "Think Spotify, but small",
    ),
    *("Teaching assistant for 300 schools", "Booking engine for hotels", "Search, ads, etc."),
    *("Orders, invoices and claims for 300 shops", "Mercedes 3 million cars", "BUILDING A COPILOT"),
    *(
        "Help Scout for lawyers",
        "Fraud detection",
        "3M payments scored a day",
        "Claims",
        "Forecasts",
    ),
    *("Kubernetes for 300 banks", "German tax assistant", "The engine that scores 5M payments"),
    *("A third of our trains", "A copilot", "Plan of the city", "Forecasts for 2,000 shops"),
)


@pytest.mark.parametrize("typed", BUILDING)
def test_what_is_built_is_a_sentence_however_it_was_typed(typed: str) -> None:
    assert sentences.describe_building(typed, "Acme") == BUILDING[typed]


@pytest.mark.parametrize("typed", IN_DOUBT)
def test_what_may_be_no_sentence_stands_behind_a_colon_as_typed(typed: str) -> None:
    shown = sentences.describe_building(typed, "Acme")
    assert shown == f"What the team builds: {typed.removesuffix('.')}."


@pytest.mark.parametrize("typed", ["ranks 2m shops", "Building a copilot", "a robot for shops"])
def test_no_sentence_begins_with_a_company_in_small_letters(typed: str) -> None:
    assert sentences.describe_building(typed, "iRobot").startswith("At iRobot, we are building ")


def read_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=80))
def test_every_word_that_somebody_typed_is_in_the_sentence(typed: str) -> None:
    """But for “it” at the start, which is what the sentence is about."""
    pointing = ("it", "this", "that", "is", "s")
    typed_words = [word for word in read_words(typed) if word not in pointing]
    shown = read_words(sentences.describe_building(typed, "Acme"))
    assert [word for word in typed_words if word not in shown] == []
    assert read_words(sentences.tidy_line(typed)) == read_words(typed)
    assert read_words(sentences.end_sentence(typed)) == read_words(typed)


@pytest.mark.parametrize(
    ("typed", "technologies"),
    [
        ("PyTorch, Ray", ["PyTorch", "Ray"]),
        ("PyTorch and Ray.", ["PyTorch", "Ray"]),
        ("We use PyTorch / Ray & K8s", ["PyTorch", "Ray", "K8s"]),
        ("Our stack: JAX, TPU v5, Go", ["JAX", "TPU v5", "Go"]),
        ("AWS (EKS, S3), Ray, and Go", ["AWS (EKS, S3)", "Ray", "Go"]),
        ("• PyTorch • Ray", ["PyTorch", "Ray"]),
        ("PyTorch/Lightning; Ray", ["PyTorch/Lightning", "Ray"]),
        ("PyTorch and ONNX, plus some Rust", ["PyTorch", "ONNX", "Rust"]),
        ("", []),
    ],
)
def test_a_stack_is_read_as_its_technologies(typed: str, technologies: list[str]) -> None:
    assert sentences.list_technologies(typed) == technologies


@pytest.mark.parametrize(
    ("must", "named"),
    [
        ("Deep experience with our core stack", "Deep experience with PyTorch and Ray"),
        ("Depth in the core stack.", "Depth in PyTorch and Ray"),
        ("You know our stack", "You know PyTorch and Ray"),
        ("Brought a stack to production", "Brought a stack to production"),
    ],
)
def test_the_must_about_the_stack_names_it(must: str, named: str) -> None:
    assert sentences.name_stack([must], "PyTorch, Ray") == [named]
    assert sentences.name_stack([must], "") == [must]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("PyTorch, Ray; Go", "PyTorch, Ray and Go"),
        ("ROS 2; C++; Triton", "ROS 2, C++ and Triton"),
        ("Rust + CUDA, Go", "Rust + CUDA, Go"),
        ("• JAX • Go", "JAX and Go"),
        ("We use AWS (EKS, S3), Ray", "AWS (EKS, S3) and Ray"),
        ("PyTorch, Ray & Go", "PyTorch, Ray & Go"),
        ("AWS, or similar", "AWS, or similar"),
        ("JAX, not TensorFlow", "JAX, not TensorFlow"),
        ("C++ / CUDA", "C++ / CUDA"),
        ("Python, Go etc.", "Python, Go etc."),
        ("JAX,, Go", "JAX,, Go"),
    ],
)
def test_a_list_that_is_more_than_names_stays_as_it_was_typed(typed: str, shown: str) -> None:
    assert sentences.describe_stack(typed) == shown


def test_a_stack_that_nobody_knows_whole_is_no_must() -> None:
    many = [f"Tool{number}" for number in range(7)]
    musts = sentences.name_stack(["Deep experience with our core stack"], ", ".join(many))
    assert musts == ["Deep experience with our core stack"]
    assert sentences.leaves_unnamed(musts, many)


def test_what_the_musts_name_is_not_listed_again() -> None:
    assert not sentences.leaves_unnamed(["Deep in PyTorch, and Ray"], ["PyTorch", "Ray"])
    assert sentences.leaves_unnamed(["Deep in PyTorch"], ["PyTorch", "Ray"])


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("has shipped models.", "Has shipped models"),
        ("hands-on work;", "Hands-on work"),
        ("pandas and numpy", "pandas and numpy"),
        ("iOS, Android", "iOS, Android"),
        ("k8s in production", "k8s in production"),
        ("Leads. Then follows.", "Leads. Then follows."),
        ("PyTorch, Ray, etc.", "PyTorch, Ray, etc."),
        ("...", "..."),
    ],
)
def test_an_entry_begins_with_a_capital_letter_and_has_no_point(typed: str, shown: str) -> None:
    assert sentences.tidy_line(typed) == shown


@pytest.mark.parametrize(
    ("domain", "shown"),
    [
        ("recommenders", "Experience in recommenders"),
        ("LLMs, vision, search", "Experience in LLMs, vision or search"),
        ("LLMs, trust & safety", "Experience in LLMs, trust & safety"),
        ("oil and gas", "Experience in oil and gas"),
        ("automotive, esp. ADAS", "Experience in automotive, esp. ADAS"),
        ("maps etc.", "Experience in maps etc."),
        ("prior work in health care.", "Prior work in health care"),
        ("3 years of fintech", "3 years of fintech"),
        ("", ""),
    ],
)
def test_a_domain_is_something_to_have_experience_in(domain: str, shown: str) -> None:
    assert sentences.describe_domain(domain) == shown


@pytest.mark.parametrize(
    ("location", "mode", "shown"),
    [
        ("Leeds", "", "Leeds"),
        ("Leeds", "hybrid, 2 days a week", "Leeds · Hybrid, 2 days a week"),
        ("Leeds, hybrid", "hybrid, 2 days a week", "Leeds · Hybrid, 2 days a week"),
        ("Leeds (hybrid)", "Hybrid", "Leeds (hybrid)"),
        ("Leeds, on-site", "On-site, five days", "Leeds · On-site, five days"),
        ("Leeds (onsite)", "five days onsite", "Leeds · Five days onsite"),
        ("Remote", "Remote in the US", "Remote in the US"),
        ("Remote in the US", "Remote", "Remote in the US"),
    ],
)
def test_place_and_way_of_working_are_said_once(location: str, mode: str, shown: str) -> None:
    assert sentences.describe_where(location, mode) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("jobs@acme.example", "Write to jobs@acme.example"),
        ("https://acme.example/jobs", "Apply at https://acme.example/jobs"),
        ("send us your CV", "Send us your CV."),
        ("Greenhouse", "Greenhouse."),
        ("", ""),
    ],
)
def test_how_to_apply_is_a_sentence(typed: str, shown: str) -> None:
    assert sentences.describe_applying(typed) == shown


def test_names_are_joined_as_people_write_them() -> None:
    assert join_names([]) == ""
    assert join_names(["A"]) == "A"
    assert join_names(["A", "B", "C"], "or") == "A, B or C"
