"""Interactive elements: their state as payloads carry it, and what a person may enter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from local_slack.errors import ActError

if TYPE_CHECKING:
    from collections.abc import Iterator

    JSON = dict[str, Any]


class State(NamedTuple):
    """The field of an element's state that holds its value, and the one with its initial value."""

    key: str
    initial: str
    many: bool = False


STATES = {
    "plain_text_input": State("value", "initial_value"),
    "number_input": State("value", "initial_value"),
    "email_text_input": State("value", "initial_value"),
    "url_text_input": State("value", "initial_value"),
    "static_select": State("selected_option", "initial_option"),
    "multi_static_select": State("selected_options", "initial_options", many=True),
    "users_select": State("selected_user", "initial_user"),
    "multi_users_select": State("selected_users", "initial_users", many=True),
    "conversations_select": State("selected_conversation", "initial_conversation"),
    "multi_conversations_select": State(
        "selected_conversations", "initial_conversations", many=True
    ),
    "channels_select": State("selected_channel", "initial_channel"),
    "multi_channels_select": State("selected_channels", "initial_channels", many=True),
    "radio_buttons": State("selected_option", "initial_option"),
    "checkboxes": State("selected_options", "initial_options", many=True),
    "datepicker": State("selected_date", "initial_date"),
    "timepicker": State("selected_time", "initial_time"),
    "datetimepicker": State("selected_date_time", "initial_date_time"),
}
TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
REQUIRED = "Please complete this required field."


def find_in_block(block: JSON) -> list[JSON]:
    """The elements of a block that a person can use. Images are not among them."""
    kind = block["type"]
    if kind == "actions":
        return list(block["elements"])
    if kind == "input":
        return [block["element"]]
    if kind == "card":
        return list(block.get("actions", []))
    accessory = block.get("accessory")
    return [accessory] if accessory and accessory["type"] != "image" else []


def find_all(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Each interactive element, with its block."""
    for block in blocks:
        for element in find_in_block(block):
            yield block, element


def find(blocks: list[JSON], block_id: str, action_id: str) -> tuple[JSON, JSON]:
    """The block and element with these ids. Raises ActError if they are gone."""
    for block, element in find_all(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return block, element
    raise ActError(f"{action_id!r} in block {block_id!r} is gone.")


def all_options(element: JSON) -> list[JSON]:
    """Every option of a select, menu or list, those in groups included."""
    groups = element.get("option_groups")
    if groups:
        return [option for group in groups for option in group["options"]]
    return list(element.get("options", []))


def read_state(element: JSON, given: JSON | None) -> JSON:
    """An element's state: what was entered, else its initial value.

    Raises ActError for an option that the element does not offer.
    """
    kind = element["type"]
    key, initial, many = STATES[kind]
    value = given[key] if given and key in given else element.get(initial)
    if many:
        value = list(value or [])
        if "option" in key:
            value = [_find_option(element, option) for option in value]
    elif key == "selected_option":
        value = _find_option(element, value) if value else None
    elif kind in TYPED:
        value = str(value) if value not in {None, ""} else None
    return {"type": kind, key: value}


def read_values(blocks: list[JSON], entered: JSON) -> JSON:
    """The `state.values` of a surface: by block_id, then by action_id."""
    values: JSON = {}
    for block, element in find_all(blocks):
        if element["type"] in STATES:
            block_id, action_id = block["block_id"], element["action_id"]
            given = (entered.get(block_id) or {}).get(action_id)
            if given and given.get("type", element["type"]) != element["type"]:
                given = None
            values.setdefault(block_id, {})[action_id] = read_state(element, given)
    return values


def check_input(block: JSON, state: JSON) -> str | None:
    """What Slack's own client complains about before it sends a form, None for nothing."""
    element = block["element"]
    kind = element["type"]
    value = state[STATES[kind].key]
    if value in (None, "", []):
        return None if block.get("optional") else REQUIRED
    check = CHECKS.get(kind, _check_list)
    return check(element, value)


def describe_action(element: JSON, given: JSON) -> JSON:
    """A click as `actions[]` of a block_actions payload has it, without its block."""
    kind = element["type"]
    action: JSON = {"type": kind, "action_id": element["action_id"]}
    if kind == "button":
        for key in ("text", "value", "style", "url"):
            if key in element:
                action[key] = element[key]
    elif kind == "overflow":
        action["selected_option"] = _find_option(element, given.get("selected_option"))
    else:
        action |= read_state(element, given)
        if "placeholder" in element:
            action["placeholder"] = element["placeholder"]
    return action


def _find_option(element: JSON, chosen: object) -> JSON:
    value = chosen.get("value") if isinstance(chosen, dict) else None
    for option in all_options(element):
        if option["value"] == value:
            return dict(option)
    raise ActError(f"{element['action_id']!r} does not offer {value!r}.")


def _check_text(element: JSON, value: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return f"Must be at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Must be at most {element.get('max_length', 3000)} characters."
    return None


def _check_number(element: JSON, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Enter a valid number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return None


def _check_email(_: JSON, value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+", value) else "Enter a valid email address."


def _check_url(_: JSON, value: str) -> str | None:
    return None if re.fullmatch(r"https?://\S+", value) else "Enter a valid URL."


def _check_list(element: JSON, value: object) -> str | None:
    most = element.get("max_selected_items")
    too_many = most is not None and isinstance(value, list) and len(value) > most
    return f"Choose at most {most}." if too_many else None


CHECKS = {
    "plain_text_input": _check_text,
    "number_input": _check_number,
    "email_text_input": _check_email,
    "url_text_input": _check_url,
}
