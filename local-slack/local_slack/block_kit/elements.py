"""Interactive elements: their state as payloads carry it, and what a person may enter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from local_slack.block_kit.contents import RICH_BLOCK
from local_slack.block_kit.schema import MODAL, At, Report, Typed
from local_slack.errors import ActError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    "external_select": State("selected_option", "initial_option"),
    "multi_external_select": State("selected_options", "initial_options", many=True),
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
    "rich_text_input": State("rich_text_value", "initial_value"),
    "file_input": State("files", "", many=True),
}
EXTERNAL = ("external_select", "multi_external_select")
MOST_FILES = 10
QUERY_LENGTH = 3  # characters, before an external select asks the app, unless it says otherwise
TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
REQUIRED = "Please complete this required field."


def flatten(blocks: list[JSON]) -> Iterator[JSON]:
    """Each block, and after it those that it holds: a container's blocks, a carousel's cards."""
    for block in blocks:
        yield block
        if block["type"] == "container":
            yield from flatten(block["child_blocks"])
        elif block["type"] == "carousel":
            yield from flatten(block["elements"])


def find_in_block(block: JSON) -> list[JSON]:
    """The elements of a block that a person can use. Images are not among them."""
    kind = block["type"]
    if kind in {"actions", "context_actions"}:
        return list(block["elements"])
    if kind == "input":
        return [block["element"]]
    if kind == "card":
        return list(block.get("actions", []))
    accessory = block.get("accessory")
    return [accessory] if accessory and accessory["type"] != "image" else []


def find_all(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Each interactive element, with its block."""
    for block in flatten(blocks):
        for element in find_in_block(block):
            yield block, element


def find(blocks: list[JSON], block_id: str, action_id: str) -> tuple[JSON, JSON]:
    """The block and element with these ids. Raises ActError if they are gone."""
    for block, element in find_all(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return block, element
    raise ActError(f"{action_id!r} in block {block_id!r} is gone.")


def all_options(element: JSON) -> list[JSON]:
    """Every option of a select, menu, list or answer, those in groups included."""
    groups = element.get("option_groups")
    if groups:
        return [option for group in groups for option in group["options"]]
    return list(element.get("options", []))


def offered_options(element: JSON, choices: Sequence[JSON]) -> list[JSON]:
    """What can be chosen in an element.

    In an external select, these are its initial options and the `choices` that the app suggested.
    """
    if element["type"] not in EXTERNAL:
        return all_options(element)
    initial = element.get("initial_options") or [element.get("initial_option")]
    return [*(option for option in initial if option), *choices]


def read_state(
    element: JSON,
    given: JSON | None,
    choices: Sequence[JSON] = (),
    current: str | None = None,
) -> JSON:
    """An element's state: what was entered, else its initial value.

    `choices`: what can be chosen besides what the element itself offers. `current`: the
    conversation that some elements begin with.

    Raises ActError for an option or file that cannot be chosen, or for text that is no rich text.
    """
    kind = element["type"]
    key, initial, many = STATES[kind]
    value = given[key] if given and key in given else _initial_value(element, initial, current)
    if many:
        value = list(value or [])
        if "option" in key:
            value = [_find_option(element, option, choices) for option in value]
        elif kind == "file_input":
            value = [_find_file(file, choices) for file in value]
    elif key == "selected_option":
        value = _find_option(element, value, choices) if value else None
    elif kind == "rich_text_input":
        value = _check_rich_text(value) if value else None
    elif kind in TYPED:
        value = str(value) if value not in {None, ""} else None
    state = {"type": kind, key: value}
    return state | {"timezone": element["timezone"]} if "timezone" in element else state


def read_values(
    blocks: list[JSON], entered: JSON, choices: JSON, current: str | None = None
) -> JSON:
    """The `state.values` of a surface: by block_id, then by action_id.

    `choices` are further things to choose, by the same ids; see `read_state`.
    """
    values: JSON = {}
    for block, element in find_all(blocks):
        if element["type"] in STATES:
            block_id, action_id = block["block_id"], element["action_id"]
            given = (entered.get(block_id) or {}).get(action_id)
            if given and given.get("type", element["type"]) != element["type"]:
                given = None
            own = find_choices(choices, block, element)
            state = read_state(element, given, own, current)
            values.setdefault(block_id, {})[action_id] = state
    return values


def find_choices(choices: JSON, block: JSON, element: JSON) -> list[JSON]:
    """What can be chosen in an element besides what it offers itself."""
    return list(choices.get(block["block_id"], {}).get(element["action_id"], []))


def check_input(block: JSON, state: JSON) -> str | None:
    """What Slack's own client complains about before it sends a form, None for nothing."""
    element = block["element"]
    kind = element["type"]
    value = state[STATES[kind].key]
    if value in (None, "", []):
        return None if block.get("optional") else REQUIRED
    check = CHECKS.get(kind, _check_list)
    return check(element, value)


def describe_action(element: JSON, given: JSON, choices: Sequence[JSON] = ()) -> JSON:
    """A click as `actions[]` of a block_actions payload has it, without its block."""
    kind = element["type"]
    action: JSON = {"type": kind, "action_id": element["action_id"]}
    if kind in {"button", "icon_button"}:
        action |= _pick(element, ("text", "value", "style", "url", "icon"))
    elif kind == "feedback_buttons":
        buttons = (element["positive_button"], element["negative_button"])
        chosen = [button for button in buttons if button["value"] == given.get("value")]
        if not chosen:
            raise ActError(f"{element['action_id']!r} has no such button.")
        action |= _pick(chosen[0], ("text", "value"))
    elif kind == "overflow":
        action["selected_option"] = _find_option(element, given.get("selected_option"), ())
    else:
        action |= read_state(element, given, choices)
        action |= _pick(element, ("placeholder",))
    return action


def is_visible(element: JSON, user: str) -> bool:
    """Whether a person sees an element; some buttons are only for a few."""
    return user in element.get("visible_to_user_ids", [user])


def _pick(element: JSON, keys: Sequence[str]) -> JSON:
    return {key: element[key] for key in keys if key in element}


def _initial_value(element: JSON, initial: str, current: str | None) -> Any:  # noqa: ANN401 - JSON
    if current and element.get("default_to_current_conversation"):
        return [current] if element["type"].startswith("multi_") else current
    return element.get(initial)


def _find_option(element: JSON, chosen: object, choices: Sequence[JSON]) -> JSON:
    value = chosen.get("value") if isinstance(chosen, dict) else None
    for option in offered_options(element, choices):
        if option["value"] == value:
            return dict(option)
    raise ActError(f"{element['action_id']!r} does not offer {value!r}.")


def _find_file(chosen: object, choices: Sequence[JSON]) -> JSON:
    file_id = chosen.get("id") if isinstance(chosen, dict) else None
    for file in choices:
        if file["id"] == file_id:
            return dict(file)
    raise ActError("Upload the file first.")


def _check_rich_text(value: Any) -> JSON:  # noqa: ANN401 - JSON
    report = Report(MODAL)
    Typed({"rich_text": RICH_BLOCK}).check(value, At(report, ""))
    if report.problems:
        raise ActError(f"This is no rich text: {report.problems[0]}")
    text: JSON = value
    return text


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


def _check_files(element: JSON, value: list[JSON]) -> str | None:
    most = element.get("max_files", MOST_FILES)
    if len(value) > most:
        return f"Choose at most {most} {'file' if most == 1 else 'files'}."
    return next((said for file in value if (said := complain_of_file(element, file["name"]))), None)


def complain_of_file(element: JSON, name: str) -> str | None:
    """What is wrong with the type of a file for a file_input, None for nothing."""
    types = [each.lower().lstrip(".") for each in element.get("filetypes", ())]
    extension = name.rpartition(".")[2].lower()
    if not types or extension in types:
        return None
    return f"Choose a file of this type: {', '.join(types)}."


def _check_list(element: JSON, value: object) -> str | None:
    most = element.get("max_selected_items")
    too_many = most is not None and isinstance(value, list) and len(value) > most
    return f"Choose at most {most}." if too_many else None


CHECKS: dict[str, Callable[[JSON, Any], str | None]] = {
    "plain_text_input": _check_text,
    "number_input": _check_number,
    "email_text_input": _check_email,
    "url_text_input": _check_url,
    "file_input": _check_files,
}
