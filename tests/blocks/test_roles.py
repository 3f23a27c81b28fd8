"""How many roles are offered: as buttons, in a select, or behind three dots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn
from blocks.roles import (
    ANY_ROLE,
    LONGEST_OPTION,
    USE_ROLE,
    RoleAsker,
    add_role_controls,
    build_role_question,
)

if TYPE_CHECKING:
    from hiring.guide.role import Guide, Role

    JSON = dict[str, Any]

ASKER = RoleAsker("/interview-questions", ids.INTERVIEW_SHOW)


@pytest.fixture
def roles(guide: Guide) -> list[Role]:
    """Sixteen roles."""
    role = guide.roles["general"]
    return [replace(role, id=f"role-{number}") for number in range(16)]


def read_elements(message: kit.Message) -> list[JSON]:
    [row] = [block for block in message.blocks if block["type"] == "actions"]
    return list(row["elements"])


def read_values(element: JSON) -> list[str]:
    return [option["value"] for option in element["options"]]


def add_controls(roles: list[Role], text: str, buttons: int, *, may_use: bool) -> list[JSON]:
    row = [kit.button("Press", ids.number_id(ids.GUIDE_ASK, at)) for at in range(buttons)]
    message = kit.message(Mrkdwn("Answer"), [kit.actions(row, "row")])
    controlled = add_role_controls(message, ASKER, roles[0], roles[1:], text, may_use=may_use)
    return read_elements(controlled)[buttons:]


@pytest.mark.parametrize(("count", "kind"), [(2, "button"), (8, "button"), (15, "static_select")])
def test_a_question_has_a_button_for_each_role_or_a_select_of_many(
    roles: list[Role], count: int, kind: str
) -> None:
    elements = read_elements(build_role_question(ASKER, roles[:count], "screen"))
    assert {element["type"] for element in elements} == {kind}
    values = [each.get("value") for each in elements] if kind == "button" else []
    assert (values or read_values(elements[0])) == [f"{role.id} screen" for role in roles[:count]]


def test_a_text_that_an_option_cannot_hold_is_left_out(roles: list[Role]) -> None:
    [select] = read_elements(build_role_question(ASKER, roles, "word " * LONGEST_OPTION))
    assert read_values(select) == [role.id for role in roles]


def test_the_answer_to_the_bare_command_has_a_picker(roles: list[Role]) -> None:
    [picker] = add_controls(roles, "", 4, may_use=False)
    assert picker["type"] == "static_select"
    assert read_values(picker) == [role.id for role in roles[1:]]


def test_other_answers_have_five_lines_behind_dots_the_last_for_all_roles(
    roles: list[Role],
) -> None:
    [menu] = add_controls(roles[:6], "screen", 4, may_use=False)
    assert read_values(menu) == [f"role-{number} screen" for number in range(1, 6)]
    [menu] = add_controls(roles, "screen", 4, may_use=False)
    assert read_values(menu) == [
        *(f"role-{number} screen" for number in range(1, 5)),
        f"{ANY_ROLE} screen",
    ]


def test_the_channels_role_is_set_by_a_button_where_a_row_has_room_else_behind_the_dots(
    roles: list[Role],
) -> None:
    use, menu = add_controls(roles, "screen", 3, may_use=True)
    assert use["action_id"] == ids.ROLE_USE
    assert f"{USE_ROLE}role-0" not in read_values(menu)
    [menu] = add_controls(roles, "screen", 4, may_use=True)
    assert read_values(menu)[0] == f"{USE_ROLE}role-0"
    assert len(read_values(menu)) == 5
