"""A team's size is read only where ML or AI people of the asker's own team are counted, now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.team_size import TeamSize, read_team_size, tells_own_team_size

MANY = 999


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("we have 6 ML engineers", (6, 6)),
        ("seven machine learning people, nobody steers", (7, 7)),
        ("we're four data scientists", (4, 4)),
        ("3 MLEs at the moment", (3, MANY)),
        ("9 folks, 2 of them do AI", (2, 2)),
        ("a team of 14 with two ML engineers", (2, 2)),
        ("15 developers, one knows deep learning", (1, 1)),
        ("we have 300 employees. AI team of four", (4, 4)),
        ("our ML group has 6 people", (6, 6)),
        ("an 8-person AI team", (8, 8)),
        ("we are 5, everyone does ML", (5, 5)),
        ("we have 7 developers and no AI engineer", (0, 0)),
        ("12 people, nobody of us does AI", (0, 0)),
        ("we have a single ML engineer", (1, 1)),
        ("just me and 4 data scientists", (4, 4)),
        ("me and one data scientist", (1, 1)),
        ("only me in ML", (0, 1)),
        ("I'm the only AI engineer", (0, 1)),
        ("we have 40 customers and 5 ML engineers", (5, 5)),
        ("3 ML engineers and 2 data scientists", (3, 5)),
        ("we have 4 ML and AI engineers", (4, 4)),
        ("forty two ML engineers", (20, 20)),
        ("two hundred ML engineers", (100, 100)),
        ("do we need a lead with 5 ML engineers?", (5, 5)),
        ("we have 4 ML engineers, our architect left", (4, 4)),
        ("we have 2 ML engineers and are hiring 3", (2, 2)),
        ("6 ML engineers, hiring is the bottleneck", (6, 6)),
        ("7 data scientists, recruiting eats all our time", (7, 7)),
        ("we have 4 ML engineers, our head of AI is leaving next month", (4, 4)),
        ("we have 5 ML engineers, our VP resigned last week", (5, 5)),
    ],
)
def test_ml_people_of_the_own_team_are_counted(text: str, size: tuple[int, int]) -> None:
    assert read_team_size(text) == TeamSize(*size)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("fewer than four ML engineers", (0, 3)),
        ("at most 2 data scientists", (0, 2)),
        ("over three AI engineers", (4, MANY)),
        ("at least 3 ML engineers", (3, MANY)),
        ("4+ ML engineers", (4, MANY)),
        ("nearly 3 ML engineers", (2, 4)),
        ("between one and five ML engineers", (1, 5)),
        ("2-4 ML engineers", (2, 4)),
        ("two or three ML engineers", (2, 3)),
        ("two ML engineers argue all day", (2, MANY)),
        ("we have two ML engineers who can lead", (2, MANY)),
    ],
)
def test_a_bound_or_a_part_of_the_team_leaves_open_what_it_leaves_open(
    text: str, size: tuple[int, int]
) -> None:
    assert read_team_size(text) == TeamSize(*size)


@pytest.mark.parametrize(
    ("text", "most"),
    [("there are two of us", 2), ("we are 9", 9), ("me plus an intern", 2), ("team of 8", 8)],
)
def test_a_team_of_unspecified_people_has_no_more_ml_people_than_people(
    text: str, most: int
) -> None:
    assert read_team_size(text) == TeamSize(0, most)


@pytest.mark.parametrize(
    "text",
    [
        "we are 9 developers, no AI background",
        "eight engineers without deep learning experience",
        "we will be 6 ML engineers",
        "we are recruiting 5 data scientists this spring",
        "we plan to have 4 ML engineers",
        "we want 3 ML engineers",
        "if we had 5 ML engineers",
        "we were 6 ML engineers",
        "we had five AI engineers, two quit",
        "our ML team of 4 was laid off",
        "the last 3 ML engineers we interviewed failed",
        "5 candidates, 3 of them ML engineers",
        "she led a team of 8 ML engineers",
        "our competitor has 10 ML engineers",
        "google has 500 ML engineers",
        "we don't have 3 ML engineers yet",
        "another 4 ML engineers",
        "one of our ML engineers is stuck",
        "1.5 ML engineers",
        "3 ML teams",
        "we have 5 ML models",
        "our AI team is 3 years old",
        "our AI team has 4 customers",
        "I manage 9 people in marketing",
        "we are 80% ready",
        "we are 3 months from launch",
        "we are two founders",
        "two people are stuck",
        "we have two engineers in Berlin and ten in London",
        "I'm the only one who reviews",
        "are 3 ML engineers enough",
        "",
        "?!",
    ],
)
def test_what_is_not_so_or_not_sure_or_not_of_the_own_team_is_not_counted(text: str) -> None:
    assert read_team_size(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we are 7 engineers", True),
        ("our team has 9 people", True),
        ("there are 4 of us", True),
        ("a team of 12, nobody decides", True),
        ("just me and one contractor", True),
        ("five developers, clear tickets", True),
        ("we grow from 4 to 9 engineers", True),
        ("can two people ask questions at once", False),
        ("4 engineers meet the candidate", False),
        ("our team of 6 interviews together", False),
        ("we saw 20 applicants and nobody fits", False),
        ("his design needs 50 people", False),
        ("draw me an org chart for 30 people", False),
        ("are four engineers enough", False),
        ("a 12-person startup", False),
        ("we have 5 models", False),
        ("our team has no lead", False),
    ],
)
def test_only_the_own_team_is_described_by_a_size(text: str, expected: object) -> None:
    assert tells_own_team_size(text) is expected


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    size = read_team_size(text)
    assert size is None or size.least <= size.most
    tells_own_team_size(text)
