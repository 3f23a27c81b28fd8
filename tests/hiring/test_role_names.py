"""Which role a text is about: the one whose name it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.content_model import Prose
from hiring.guide.role import About, Role
from hiring.guide.role_names import split_off_role

if TYPE_CHECKING:
    from hiring.guide.role import Guide


def role(role_id: str, title: str, *aliases: str) -> Role:
    return Role(role_id, About(title=title, aliases=aliases, summary=Prose("A sample.")))


LEAD = role("data-lead", "Data Lead", "DL")
ENGINEER = role("data-lead-engineer", "Data Lead Engineer")


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("data-lead london", LEAD, "london"),
        ("Data Lead", LEAD, ""),
        ("DL 190k sf", LEAD, "190k sf"),
        ("data lead engineer london", ENGINEER, "london"),
        ("london", None, "london"),
        ("london data lead", None, "london data lead"),
        ("", None, ""),
    ],
)
def test_the_longest_name_at_the_beginning_counts(text: str, named: Role | None, rest: str) -> None:
    assert split_off_role(text, [LEAD, ENGINEER]) == (named, rest)


def test_without_roles_nothing_is_a_name() -> None:
    assert split_off_role("data lead", []) == (None, "data lead")


@given(st.text(max_size=4000))
def test_any_text_can_be_split(text: str) -> None:
    named, rest = split_off_role(text, [LEAD, ENGINEER])
    assert named or rest == text


def test_every_role_is_found_by_each_of_its_names(guide: Guide) -> None:
    for any_role in guide.roles.values():
        for name in any_role.names:
            assert split_off_role(f"{name} london", guide.roles.values()) == (any_role, "london")
