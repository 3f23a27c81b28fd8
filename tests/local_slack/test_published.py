"""The limits agree with what Slack publishes, except where a difference is meant."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from local_slack.block_kit import compare, limits, slack_types
from local_slack.block_kit.schema import EVERYWHERE, Items, Obj, Shape, Typed

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = dict[str, Any]


def test_the_limits_differ_from_what_is_published_only_where_it_is_meant() -> None:
    facts = compare.load_published()
    assert facts["source"]["name"] == "@slack/types"
    assert compare.find_differences(facts) == compare.DELIBERATE.keys()
    assert all(reason.endswith(".") for reason in compare.DELIBERATE.values())


def test_every_block_and_element_that_is_taken_is_compared() -> None:
    facts = compare.load_published()["types"].values()
    kinds = {kind for fields in facts for kind in fields.get("type", {}).get("words", [])}
    newer = {"data_visualization"}  # not in the package yet
    assert {*limits.BLOCK, *limits.ELEMENTS} - newer <= kinds


CHANGES: dict[str, tuple[Callable[[JSON], object], str]] = {
    "a new block": (
        lambda facts: facts["types"].update(
            HologramBlock={"type": {"required": True, "words": ["hologram"]}}
        ),
        "HologramBlock is not taken",
    ),
    "a new field": (
        lambda facts: facts["types"]["Button"].update(sound={"required": False}),
        "Button.sound is not taken",
    ),
    "a field that is gone": (
        lambda facts: facts["types"]["Button"].pop("style"),
        "Button.style is taken, but not in @slack/types",
    ),
    "a field that is required": (
        lambda facts: facts["types"]["Button"]["value"].update(required=True),
        "Button.value is optional here",
    ),
    "a greater length": (
        lambda facts: facts["types"]["Button"]["text"].update(most=100),
        "Button.text is at most 75 here, 100 in @slack/types",
    ),
    "a new word": (
        lambda facts: facts["types"]["Button"]["style"]["words"].append("calm"),
        "Button.style: calm is not taken",
    ),
    "a new element in a block": (
        lambda facts: facts["types"]["ActionsBlock"]["elements"]["types"].append("lever"),
        "ActionsBlock.elements: lever is not taken",
    ),
    "a block on another surface": (
        lambda facts: facts["docs"]["blocks"]["alert"]["surfaces"].append("home"),
        "alert is not taken in a home",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_difference_is_listed_for(case: str) -> None:
    change, sentence = CHANGES[case]
    facts = copy.deepcopy(compare.load_published())
    change(facts)
    assert compare.find_differences(facts) - compare.DELIBERATE.keys() == {sentence}


TYPES = """
interface Named {
    /** @description A name. Maximum length for this field is 1,255 characters. */
    name?: string;
}
export type Colour = 'red' | 'blue';
export interface Lever extends Named {
    type: 'lever';
    /**
     * @description Must be less than 50 characters.
     */
    label: string;
    colours?: Colour[];
    inner: {
        /** @description Maximum length is 3 characters. */
        deep?: string;
    };
}
export type Control = Lever;
export interface PanelBlock {
    type: 'panel';
    /** @description An array of up to 4 of them. */
    controls: Control[];
}
export type Picture = {
    type: 'picture';
} & (ByName | ByColour);
export interface ByName {
    name: string;
}
export interface ByColour {
    colour: Colour;
}
"""


def test_facts_are_read_from_the_packages_files(tmp_path: Path) -> None:
    (tmp_path / "dist/block-kit").mkdir(parents=True)
    (tmp_path / "dist/block-kit/blocks.d.ts").write_text(TYPES)
    about = {"name": "@slack/types", "version": "9.0.0", "license": "MIT", "author": "Slack"}
    (tmp_path / "package.json").write_text(json.dumps(about))
    facts = slack_types.read(tmp_path)
    assert facts["source"] == {"name": "@slack/types", "version": "9.0.0", "license": "MIT"}
    assert facts["types"]["Lever"] == {
        "name": {"required": False, "most": 1255},
        "type": {"required": True, "words": ["lever"]},
        "label": {"required": True, "most": 49},
        "colours": {"required": False, "words": ["blue", "red"]},
        "inner": {"required": True},
    }
    controls = facts["types"]["PanelBlock"]["controls"]
    assert controls == {"required": True, "types": ["lever"], "most": 4}
    assert facts["types"]["Picture"] == {
        "name": {"required": False},
        "colour": {"required": False, "words": ["blue", "red"]},
        "type": {"required": True, "words": ["picture"]},
    }


def table_of_blocks() -> list[str]:
    """The README's table: each block, and where it may be shown."""
    rows = ["| block | message | modal | Home tab |", "|---|---|---|---|"]
    return rows + [
        f"| `{kind}` | {_marks(shape)} |" for kind, shape in sorted(limits.BLOCK.items())
    ]


def table_of_elements() -> list[str]:
    """The README's table: each element, the blocks that hold it, and where it may be shown."""
    rows = ["| element | in | message | modal | Home tab |", "|---|---|---|---|---|"]
    for kind in sorted(limits.ELEMENTS.keys() - {"plain_text", "mrkdwn"}):
        holders = [
            block
            for block, shape in sorted(limits.BLOCK.items())
            if any(limits.ELEMENTS[kind] in _held(part) for part in shape.fields.values())
        ]
        names = ", ".join(f"`{block}`" for block in holders)
        marks = _marks(limits.ELEMENTS[kind], *(limits.BLOCK[block] for block in holders))
        rows.append(f"| `{kind}` | {names} | {marks} |")
    return rows


def _marks(shape: Obj, *holders: Obj) -> str:
    """Whether something is taken on each surface, where it is held by one of these blocks."""
    shown = {surface for holder in holders or (shape,) for surface in holder.surfaces}
    return " | ".join("yes" if s in shape.surfaces and s in shown else "–" for s in EVERYWHERE)


def _held(shape: Shape) -> list[Obj]:
    if isinstance(shape, Items):
        return _held(shape.item)
    return [*shape.kinds.values()] if isinstance(shape, Typed) else []


def test_the_readme_lists_every_block_and_element_with_its_surfaces() -> None:
    readme = (Path(local_slack.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for table in (table_of_blocks(), table_of_elements()):
        assert "\n".join(table) in readme
    for kind, reason in limits.NOT_TAKEN.items():
        assert f"- `{kind}`: {reason}" in readme
