"""What a template left to be filled in, told from brackets that are meant."""

from __future__ import annotations

import pytest

from hiring.wording.unfinished import find_unfinished


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("AI Tech Lead at [Company Name]", "[Company Name]"),
        ("[describe what the team does]", "[describe what the team does]"),
        ("[One sentence about the product]", "[One sentence about the product]"),
        ("Join [YOUR TEAM] in spring", "[YOUR TEAM]"),
        ("[e.g. computer vision]", "[e.g. computer vision]"),
        ("Reports to: [ ]", "[ ]"),
        ("We build {{ product }} for shops", "{{ product }}"),
        ("At {company} you lead", "{company}"),
        ("At <company> you lead", "<company>"),
        ("Ranks ${X} listings", "${X}"),
        ("$X–$Y", "$X–$Y"),
        ("£XXk to £YYk", "£XXk"),
        ("TODO: the team", "TODO"),
        ("Salary: TBD", "TBD"),
        ("The salary is TBD.", "TBD"),
        ("Benefits: ...", ": ..."),
        ("Please add the stack here", "Please add the stack here"),
        ("Location: city, country", "Location: city"),
        ("We use $TECHNOLOGY", "$TECHNOLOGY"),
        ("Ray (delete as appropriate)", "delete as appropriate"),
        ("[DRAFT] You own ranking", "[DRAFT]"),
        ("Note to self: ask Tom", "Note to self"),
        ("A team of XXX", "XXX"),
        ("FIXME", "FIXME"),
        ("A team of ___ people", "___"),
        ("Lorem ipsum dolor sit amet", "Lorem ipsum"),
        ("At insert company name here you lead", "insert company name here"),
        ("Company name here", "Company name here"),
        ("Add a sentence on the stack here", "Add a sentence on the stack here"),
        ("Company name", "Company name"),
        ("The range is to be confirmed", "to be confirmed"),
        ("N users, X years", "N users"),
        ("Apply by DD/MM/YYYY", "DD/MM/YYYY"),
        ("By mm-dd-yyyy", "mm-dd-yyyy"),
        ("City, State", "City, State"),
        ("Your company here", "Your company here"),
        ("5+ years of <tech>", "<tech>"),
        ("[Note to HR: check]", "[Note to HR: check]"),
        ("[confirm with Ana]", "[confirm with Ana]"),
        ("%COMPANY% and __PRODUCT__", "%COMPANY%"),
    ],
)
def test_a_placeholder_of_any_syntax_is_quoted(text: str, left: str) -> None:
    assert find_unfinished(text) == left


def test_of_several_the_first_is_quoted() -> None:
    assert find_unfinished("At <company> in [City], TODO") == "<company>"


@pytest.mark.parametrize(
    "text",
    [
        "PyTorch [or JAX]",
        "A/B tests",
        "C++ <-> Rust",
        "Sizes from XS to XXL",
        "See [our blog](https://example.com)",
        "`dict[str, list[float]]` and List<Product>",
        "A workflow engine [e.g. Airflow] and Spark [PySpark]",
        "The [CLS] token",
        "A TODO-list app with 2 million users",
        "Prompt templates with {{ variables }}",
        "Entity types such as <person>",
        "Trunk-based development, TBD (trunk-based)",
        "TBD's wallet has 2 million users",
        "TBD is a company in Berlin",
        "Join TBD as our lead",
        "We label text here in Leeds",
        "Dashboards delete what nobody opens",
        "Top N users",
        "X-rays, 3 million a year",
        "We write the docs and put them here on GitHub",
        "$220k–$320k",
        "Latency < 80 ms and > 99% uptime",
    ],
)
def test_brackets_and_letters_that_are_meant_are_left_alone(text: str) -> None:
    assert find_unfinished(text) is None
