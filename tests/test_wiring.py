"""Everything that can be pressed or submitted has a listener, and every id is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from blocks import ids
from blocks.debriefs.seat_menu import read_seat_act
from blocks.gallery import EXAMPLES
from bot.features.routes import ROUTES
from tests.blocks.examples import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.role import Guide

    JSON = dict[str, Any]

# Fields of forms: what is chosen or typed there is read on submitting.
IN_A_FORM = "input"


def pressed(payload: JSON) -> Iterator[str]:
    """The action_ids that Slack sends as soon as somebody uses the element."""
    for block in payload["blocks"]:
        row = block["elements"] if block["type"] == "actions" else []
        elements = [*row, block.get("accessory"), block.get("element")]
        if block["type"] != IN_A_FORM or block.get("dispatch_action"):
            yield from (element["action_id"] for element in elements if element)
            yield from (act for element in elements if element for act in list_seat_acts(element))


def list_seat_acts(element: JSON) -> Iterator[str]:
    """What can be chosen in the menu of a seat, each of which can be a button as well."""
    if element["action_id"] == ids.DEBRIEF_SEAT_MENU:
        yield from (read_seat_act(option["value"])[0] for option in element["options"])


def submitted(payload: JSON) -> Iterator[str]:
    if payload.get("type") == "modal" and "submit" in payload:
        yield payload["callback_id"]


def list_ids() -> set[str]:
    """Every id of ours; what else is in capitals says how an action is numbered."""
    return {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}


def used(payload: JSON) -> set[str]:
    """Every id of ours in an example: what is pressed, and the name of a modal."""
    views = {payload["callback_id"]} if payload.get("type") == "modal" else set()
    return {ids.strip_number(action_id) for action_id in pressed(payload)} | views


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_can_be_used_is_listened_to(name: str, two_roles: Guide) -> None:
    payload = example(name, two_roles)
    assert {ids.strip_number(action_id) for action_id in pressed(payload)} <= ROUTES.actions.keys()
    assert set(submitted(payload)) <= ROUTES.views.keys()


def test_every_id_is_one_that_an_example_shows(two_roles: Guide) -> None:
    """And every listener is one that something calls. Some only choose between roles."""
    shown = set().union(*(used(example(name, two_roles)) for name in EXAMPLES))
    assert list_ids() == shown
    assert ROUTES.actions.keys() | ROUTES.views.keys() <= shown


def test_an_id_numbers_its_row_and_is_found_by_its_name() -> None:
    """Slack wants each action_id once in a message."""
    assert ids.strip_number(ids.number_id(ids.SALARY_READ, 12)) == ids.SALARY_READ
    assert all(":" not in value for value in list_ids())


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_a_button_carries_is_short(name: str, guide: Guide) -> None:
    """Values and metadata hold ids and queries, never content."""
    payload = example(name, guide, "x" * 3000)
    for block in payload["blocks"]:
        for element in block.get("elements", []):
            assert len(element.get("value", "")) <= 300
    assert len(payload.get("private_metadata", "")) <= 1000
