"""Elements have the state that Slack's payloads carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.block_kit import elements
from local_slack.client import RefusedError
from local_slack.errors import ActError
from tests.local_slack.stub import actions, modal, option, plain, section
from tests.local_slack.test_people import opened

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]
A, B, C = (option(name, name.lower()) for name in "ABC")

STATES: dict[str, tuple[JSON, JSON, JSON]] = {
    # type: the element's own fields, what is entered, the state then
    "static_select": ({"options": [A, B]}, {"selected_option": B}, {"selected_option": B}),
    "multi_static_select": (
        {"option_groups": [{"label": plain("G"), "options": [A]}]},
        {"selected_options": [A]},
        {"selected_options": [A]},
    ),
    "users_select": ({}, {"selected_user": "U0SAM"}, {"selected_user": "U0SAM"}),
    "multi_users_select": ({}, {"selected_users": ["U0SAM"]}, {"selected_users": ["U0SAM"]}),
    "conversations_select": (
        {},
        {"selected_conversation": "C0HIRING"},
        {"selected_conversation": "C0HIRING"},
    ),
    "radio_buttons": ({"options": [A, B]}, {"selected_option": A}, {"selected_option": A}),
    "checkboxes": ({"options": [A, B]}, {"selected_options": [A, B]}, {"selected_options": [A, B]}),
    "datepicker": ({}, {"selected_date": "2030-01-02"}, {"selected_date": "2030-01-02"}),
    "timepicker": ({}, {"selected_time": "09:30"}, {"selected_time": "09:30"}),
    "datetimepicker": (
        {},
        {"selected_date_time": 1_893_456_000},
        {"selected_date_time": 1_893_456_000},
    ),
    "plain_text_input": ({}, {"value": "190k"}, {"value": "190k"}),
    "number_input": ({}, {"value": 190}, {"value": "190"}),
}


@pytest.mark.parametrize("kind", STATES)
def test_the_state_of(kind: str) -> None:
    fields, entered, state = STATES[kind]
    element = {"type": kind, "action_id": "a", **fields}
    assert elements.read_state(element, entered) == {"type": kind, **state}
    key, _, many = elements.STATES[kind]
    assert elements.read_state(element, None) == {"type": kind, key: [] if many else None}


@pytest.mark.parametrize(
    ("kind", "initial"),
    [
        ("static_select", {"initial_option": A}),
        ("checkboxes", {"initial_options": [A]}),
        ("plain_text_input", {"initial_value": "a"}),
        ("datepicker", {"initial_date": "2030-01-02"}),
        ("users_select", {"initial_user": "U0SAM"}),
    ],
)
def test_the_initial_choice_is_the_state_until_it_changes(kind: str, initial: JSON) -> None:
    element = {"type": kind, "action_id": "a", "options": [A, B], **initial}
    [value] = initial.values()
    key = elements.STATES[kind].key
    assert elements.read_state(element, None)[key] == value
    assert not elements.read_state(element, {key: None})[key]


@pytest.mark.parametrize("given", [{"selected_option": C}, {"selected_option": "a"}])
def test_a_choice_that_is_not_offered_is_refused(given: JSON) -> None:
    element = {"type": "static_select", "action_id": "a", "options": [A, B]}
    with pytest.raises(ActError, match="does not offer"):
        elements.read_state(element, given)


COMPLAINTS = [
    ("plain_text_input", {"min_length": 3}, "ab", "Must be at least 3 characters."),
    ("plain_text_input", {"max_length": 1}, "ab", "Must be at most 1 characters."),
    ("plain_text_input", {}, None, elements.REQUIRED),
    ("number_input", {}, "1.5", "Enter a valid number."),
    ("number_input", {"is_decimal_allowed": True}, "1.5", None),
    ("number_input", {"min_value": "2"}, "1", "Must be at least 2."),
    ("number_input", {"max_value": "2"}, "3", "Must be at most 2."),
    ("email_text_input", {}, "nobody", "Enter a valid email address."),
    ("email_text_input", {}, "a@example.com", None),
    ("url_text_input", {}, "example.com", "Enter a valid URL."),
    ("multi_users_select", {"max_selected_items": 1}, ["U1", "U2"], "Choose at most 1."),
    ("multi_users_select", {"max_selected_items": 2}, ["U1", "U2"], None),
    ("multi_users_select", {}, [], elements.REQUIRED),
]


@pytest.mark.parametrize(("kind", "fields", "value", "said"), COMPLAINTS)
def test_slacks_client_says_of(kind: str, fields: JSON, value: object, said: str | None) -> None:
    element = {"type": kind, "action_id": "a", **fields}
    state = {elements.STATES[kind].key: value}
    assert elements.check_input({"element": element}, state) == said


async def test_every_kind_of_element_can_be_used_by_its_words(bot: Bot, maya: Person) -> None:
    radio = {"type": "radio_buttons", "action_id": "radio", "options": [A, B]}
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": [A, B]}
    people = {"type": "multi_users_select", "action_id": "who", "placeholder": plain("People")}
    day = {"type": "datepicker", "action_id": "day"}
    form = await opened(
        bot,
        maya,
        modal(
            "form",
            section("Pick one", accessory=radio),
            {"type": "input", "block_id": "b", "label": plain("Some"), "element": boxes},
            {"type": "input", "block_id": "d", "label": plain("Day"), "element": day},
            actions(people),
        ),
    )
    await maya.choose(form, "Pick one", "B")
    assert bot.received[-1]["actions"][0]["selected_option"] == B
    await maya.choose(form, "People", "U0SAM", "U0INES")
    assert bot.received[-1]["actions"][0]["selected_users"] == ["U0SAM", "U0INES"]
    await maya.choose(form, "Some", "A", "B")
    await maya.fill(form, {"Day": "2030-01-02"})
    await maya.submit(form)
    values = bot.received[-1]["view"]["state"]["values"]
    assert values["b"]["boxes"]["selected_options"] == [A, B]
    assert values["d"]["day"]["selected_date"] == "2030-01-02"
    with pytest.raises(RefusedError, match="not a text field"):
        await maya.fill(form, {"Some": "A"})
    with pytest.raises(RefusedError, match="No field is called 'Colour'"):
        await maya.choose(form, "Colour", "A")


async def test_a_choice_that_an_update_no_longer_offers_is_forgotten(
    bot: Bot, maya: Person
) -> None:
    def form_with(*options: JSON) -> JSON:
        menu = {"type": "static_select", "action_id": "m", "options": list(options)}
        field = {"type": "input", "block_id": "f", "label": plain("One"), "element": menu}
        return modal("form", field | {"dispatch_action": True})

    form = await opened(bot, maya, form_with(A, B))
    await maya.choose(form, "One", "B")
    await bot.call("views.update", view_id=form["id"], view=form_with(B, C))
    shown = await maya.modal()
    assert shown
    assert shown["state"]["values"]["f"]["m"]["selected_option"] == B
    await bot.call("views.update", view_id=form["id"], view=form_with(A, C))
    shown = await maya.modal()
    assert shown
    assert shown["state"]["values"]["f"]["m"]["selected_option"] is None
