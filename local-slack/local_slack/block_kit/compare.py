"""Compares the limits with what Slack publishes, for developers.

    npm pack @slack/types && tar xzf slack-types-*.tgz
    python -m local_slack.block_kit.compare package [--write]

lists every type, field, word and greatest number of @slack/types that differs from the limits,
except for the deliberate differences below. `--write` keeps the package's facts in
`published.json`, to which a test holds the limits without a network. The file also has, from
docs.slack.dev/reference/block-kit/blocks.json, where each block may be shown and what it may hold;
that part is kept by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from local_slack.block_kit import contents, limits, objects, slack_types
from local_slack.block_kit.schema import (
    EVERYWHERE,
    Enum,
    Items,
    Num,
    Obj,
    OrNull,
    Shape,
    Str,
    Text,
    Typed,
    Unique,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    JSON = dict[str, Any]

PUBLISHED = Path(__file__).with_name("published.json")

# The types of @slack/types that have no `type` of their own.
OBJECTS: dict[str, Obj] = {
    "BaseConversationFilter": objects.FILTER,
    "ConfirmationDialog": objects.CONFIRM,
    "DispatchActionConfig": objects.DISPATCH,
    "MrkdwnOption": objects.CHOICE,
    "OptionGroup": objects.GROUP,
    "PlainTextOption": objects.build_option(url=True),
    "TableBlockColumnSettings": limits.COLUMN,
}
# Legacy, or not for Block Kit.
LEFT_OUT = {"WorkflowStepView"}

STRICTER = "The documentation requires it."
NEWER = "The documentation has it; the package does not yet."
INBOUND = "Slack sends it to apps, and takes it from none."
CONFLICT = "Sources differ, and the stricter reading counts."
IN_INPUT = "Its own page says that it must be in an input block."
IN_PAGE = "The documentation says 150."
BY_SURFACE = "Refused on this surface."

# Each difference that is meant, with the reason.
DELIBERATE: dict[str, str] = {
    "ActionsBlock.elements: rich_text_input is not taken": IN_INPUT,
    "actions: rich_text_input is not taken": IN_INPUT,
    "Button.visible_to_user_ids is taken, but not in @slack/types": "slack_sdk has it.",
    "CardBlock.body: plain_text is taken": NEWER,
    "CardBlock.subtext is taken, but not in @slack/types": NEWER,
    "CardBlock.subtitle: plain_text is taken": NEWER,
    "CardBlock.title: plain_text is taken": NEWER,
    "ConfirmationDialog.confirm is required here": STRICTER,
    "ConfirmationDialog.deny is required here": STRICTER,
    "ConfirmationDialog.title is required here": STRICTER,
    "ContainerBlock.child_blocks: file is not taken": INBOUND,
    "DispatchActionConfig.trigger_actions_on is required here": "Without it, it says nothing.",
    "FileBlock is not taken": INBOUND,
    "HeaderBlock.level is taken, but not in @slack/types": NEWER,
    "HomeView.blocks: data_visualization is taken": BY_SURFACE,
    "HomeView.blocks: file is not taken": INBOUND,
    "ModalView.blocks: data_visualization is taken": BY_SURFACE,
    "ModalView.blocks: file is not taken": INBOUND,
    "MrkdwnOption.description: mrkdwn is taken": "The documentation's own examples have it.",
    "MrkdwnOption.text: plain_text is taken": "Both kinds of choices are one shape here.",
    "MrkdwnOption.url is not taken": "Only overflow menus have it, and they take no mrkdwn.",
    "MrkdwnOption.value is at most 150 here, 75 in @slack/types": IN_PAGE,
    "MrkdwnOption.value is required here": STRICTER,
    "PlainTextOption.value is at most 150 here, 75 in @slack/types": IN_PAGE,
    "PlainTextOption.value is required here": STRICTER,
    "PlanBlock.tasks: task_card is not taken": "A plan's tasks may leave out their type.",
    "RichTextEmoji.skin_tone is taken, but not in @slack/types": NEWER,
    "RichTextEmoji.url is not taken": INBOUND,
    "RichTextList.offset is taken, but not in @slack/types": NEWER,
    "RichTextPreformatted.language is taken, but not in @slack/types": NEWER,
    "WorkflowButton.confirm is not taken": "The documentation does not have it.",
    "card is not taken in a modal": "Live modals do not show cards.",
    "card: image is taken": "The list names usable elements only.",
    "container is taken in a home": "Its page, which is newer than the list, has it.",
    "data_table is not taken in a home": CONFLICT,
    "file is not taken": INBOUND,
    "table is not taken in a home": CONFLICT,
    "table: rich_text_input is not taken": "The list means rich text.",
}


def load_published() -> JSON:
    """The facts that are kept with this package."""
    facts: JSON = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return facts


def find_differences(facts: JSON) -> set[str]:
    """What differs from the limits, one sentence for each."""
    differences = set(_compare_places(facts["docs"]["blocks"]))
    for name, fields in facts["types"].items():
        kinds = fields.get("type", {}).get("words", [])
        shape = OBJECTS.get(name) or _find_shape(name, kinds)
        if shape:
            differences |= set(_compare_fields(name, fields, shape))
        elif kinds and name not in LEFT_OUT:
            differences.add(f"{name} is not taken")
    return differences


def _find_shape(name: str, kinds: list[str]) -> Obj | None:
    if not kinds:
        return None
    if name.endswith("Block"):
        return limits.BLOCK.get(kinds[0])
    if name.endswith("View"):
        return limits.VIEWS.kinds.get(kinds[0])
    known = {**limits.ELEMENTS, **contents.PARTS, **contents.RICH.kinds, **contents.CELL.kinds}
    return known.get(kinds[0])


def _compare_fields(name: str, theirs: JSON, shape: Obj) -> Iterator[str]:
    fields = {field: fact for field, fact in theirs.items() if field != "type"}
    for field in sorted(fields.keys() | shape.fields.keys()):
        where = f"{name}.{field}"
        if field not in shape.fields:
            yield f"{where} is not taken"
        elif field not in fields:
            yield f"{where} is taken, but not in @slack/types"
        else:
            yield from _compare_field(where, fields[field], shape, field)


def _compare_field(where: str, theirs: JSON, shape: Obj, field: str) -> Iterator[str]:
    is_required = field in shape.required
    if is_required != theirs["required"]:
        yield f"{where} is {'required' if is_required else 'optional'} here"
    ours = shape.fields[field]
    if "most" in theirs and theirs["most"] != (most := _find_most(ours)):
        yield f"{where} is at most {most} here, {theirs['most']} in @slack/types"
    for what, own in (("words", _find_words(ours)), ("types", _find_types(ours))):
        for each in sorted(own ^ {*theirs.get(what, own)}):
            yield f"{where}: {each} is {'' if each in own else 'not '}taken"


def _compare_places(blocks: JSON) -> Iterator[str]:
    for kind in sorted({*blocks, *limits.BLOCK}):
        shape = limits.BLOCK.get(kind)
        if kind not in blocks:
            yield f"{kind} is taken, but not in the list of blocks"
        elif shape:
            for surface in EVERYWHERE:
                is_taken = surface in shape.surfaces
                if is_taken != (surface in blocks[kind]["surfaces"]):
                    yield f"{kind} is {'' if is_taken else 'not '}taken in a {surface}"
            types = {each for part in shape.fields.values() for each in _find_types(part)}
            elements = types & limits.ELEMENTS.keys() - {"plain_text", "mrkdwn"}
            for each in sorted(elements ^ {*blocks[kind].get("elements", elements)}):
                yield f"{kind}: {each} is {'' if each in elements else 'not '}taken"
        else:
            yield f"{kind} is not taken"


def _find_most(shape: Shape) -> float | None:
    return shape.high if isinstance(shape, Str | Unique | Text | Items | Num) else None


def _find_words(shape: Shape) -> set[str]:
    if isinstance(shape, Enum):
        return {*shape.values}
    return _find_words(shape.item) if isinstance(shape, Items) else set()


def _find_types(shape: Shape) -> set[str]:
    if isinstance(shape, Typed):
        return {*shape.kinds}
    if isinstance(shape, Text):
        return {"plain_text", "mrkdwn"} if shape.mrkdwn else {"plain_text"}
    if isinstance(shape, Items):
        return _find_types(shape.item)
    return _find_types(shape.shape) if isinstance(shape, OrNull) else set()


def _write_rows(value: Any, depth: int = 3) -> str:  # noqa: ANN401 - JSON
    """JSON with a line for each type and each block, so that changes can be read."""
    if not depth or not isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    rows = (f"{json.dumps(key)}: {_write_rows(value[key], depth - 1)}" for key in sorted(value))
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description="Compare the limits with @slack/types.")
    parser.add_argument("package", type=Path, help="the unpacked package")
    parser.add_argument("--write", action="store_true", help=f"keep its facts in {PUBLISHED.name}")
    arguments = parser.parse_args()
    facts = load_published() | slack_types.read(arguments.package)
    facts["types"] = {
        name: fields
        for name, fields in facts["types"].items()
        if name in OBJECTS or "words" in fields.get("type", {})
    }
    if arguments.write:
        PUBLISHED.write_text(_write_rows(facts), encoding="utf-8")
    differences = find_differences(facts)
    news = sorted(differences - DELIBERATE.keys())
    past = [f"No longer a difference: {each}" for each in sorted(DELIBERATE.keys() - differences)]
    sys.stdout.writelines(f"{line}\n" for line in [*news, *past])


if __name__ == "__main__":
    main()
