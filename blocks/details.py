"""Short and long answers: *Details* asks for the long one, *Less* for the short one again.

The button's value is the query as a person could type it, with a final word `details` for the long
answer; so the button of any command is answered where its other buttons are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blocks import ids, kit

if TYPE_CHECKING:
    from blocks.kit import Element

_DETAILS = re.compile(
    r"(?:^|\s)(?:(?:more|with)\s+)?(?:details|in\s+(?:more\s+)?detail)[.!?]*\s*$", re.IGNORECASE
)

# No other button of a row has this number, whatever the row holds.
_NUMBER = 98


def split_off_details(text: str) -> tuple[str, bool]:
    """The text without a final `details` (or `in detail`), and whether it had one."""
    asks = _DETAILS.search(text)
    return (text[: asks.start()].rstrip(), True) if asks else (text, False)


def add_details(value: str, *, detailed: bool) -> str:
    """A button's value that asks for the long answer if `detailed`, otherwise for the short one."""
    return f"{value} details".lstrip() if detailed else value


def build_details_button(
    action_id: str, value: str, *, detailed: bool, label: str = "Details"
) -> Element:
    """The `label` under a short answer, *Less* under a long one; `value` asks for the short one."""
    return kit.button(
        "Less" if detailed else label,
        ids.number_id(action_id, _NUMBER),
        value=add_details(value, detailed=not detailed),
    )
