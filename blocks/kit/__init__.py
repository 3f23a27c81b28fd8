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
    datetime_picker,
    input_block,
    multi_select,
    overflow,
    people,
    person,
    private_channel,
    select,
    text_input,
)
from blocks.kit.mentions import list_mentioned_people, replace_mentions_with_names
from blocks.kit.surface import (
    MESSAGE_CHARACTERS,
    TEXT_CHARACTERS,
    BlockError,
    Json,
    Message,
    View,
    home,
    joined,
    message,
    modal,
    modal_of,
    size,
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
    split,
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
    "datetime_picker",
    "divider",
    "fields",
    "header",
    "home",
    "input_block",
    "joined",
    "list_mentioned_people",
    "message",
    "modal",
    "modal_of",
    "multi_select",
    "overflow",
    "paragraphs",
    "people",
    "person",
    "private_channel",
    "replace_mentions_with_names",
    "section",
    "select",
    "size",
    "split",
    "table",
    "text_input",
]
