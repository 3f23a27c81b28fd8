"""Block Kit, as much of it as we use. The only folder that imports slackblocks.

slackblocks checks limits and surfaces when a block is made; what it does not check (a whole
message's size, an id used twice) is checked here. Every function takes the `block_id` it is to
have, so the same input always gives the same JSON.
"""

from blocks.kit.data import Cell, bar_chart, table
from blocks.kit.elements import (
    actions,
    button,
    choices,
    confirm,
    input_block,
    multi_select,
    select,
    text_input,
)
from blocks.kit.surface import (
    MESSAGE_CHARACTERS,
    TEXT_CHARACTERS,
    BlockError,
    Json,
    Message,
    View,
    message,
    modal,
    modal_of,
)
from blocks.kit.text import (
    SECTION_CHARACTERS,
    Block,
    Element,
    context,
    divider,
    fields,
    header,
    paragraphs,
    section,
)

__all__ = [
    "MESSAGE_CHARACTERS",
    "SECTION_CHARACTERS",
    "TEXT_CHARACTERS",
    "Block",
    "BlockError",
    "Cell",
    "Element",
    "Json",
    "Message",
    "View",
    "actions",
    "bar_chart",
    "button",
    "choices",
    "confirm",
    "context",
    "divider",
    "fields",
    "header",
    "input_block",
    "message",
    "modal",
    "modal_of",
    "multi_select",
    "paragraphs",
    "section",
    "select",
    "table",
    "text_input",
]
