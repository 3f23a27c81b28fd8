"""Messages and modals as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import slackblocks as sb

from blocks.mrkdwn import Mrkdwn, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from blocks.kit.text import Block, Element

Json: TypeAlias = dict[str, Any]

# Slack refuses a message with `msg_blocks_too_long` at around 13,000 characters of blocks.
MESSAGE_CHARACTERS = 9_000
# Slack: a message's `text` should stay under 4,000 characters.
TEXT_CHARACTERS = 4_000
# Slack: a message holds 50 blocks, and a row of buttons 25 elements.
MESSAGE_BLOCKS = 50
ROW_ELEMENTS = 25


class BlockError(ValueError):
    """A message or view that Slack would refuse. The text names the limit, never the content."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message shows: `text` for notifications and screen readers, and the blocks."""

    text: Mrkdwn
    blocks: tuple[Json, ...]

    def payload(self) -> Json:
        """The two arguments of `chat.postMessage` that carry content."""
        return {"text": self.text, "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True)
class View:
    """A modal as `views.open` takes it, or a Home as `views.publish` does."""

    payload: Json


def message(text: Mrkdwn, blocks: Iterable[Block]) -> Message:
    """A message of these blocks. Raises BlockError if it would be too long for Slack."""
    payload = sb.WebhookMessage(text=text, blocks=list(blocks)).to_dict()["blocks"]
    if len(text) > TEXT_CHARACTERS:
        raise BlockError(f"the text has {len(text)} characters, at most {TEXT_CHARACTERS} may be")
    size = len(json.dumps(payload))  # with escapes, as it is sent
    if size > MESSAGE_CHARACTERS:
        raise BlockError(f"the blocks have {size} characters, at most {MESSAGE_CHARACTERS} may be")
    _check_ids(payload)
    return Message(text, tuple(payload))


def add_elements(message: Message, elements: Sequence[Element], block_id: str) -> Message:
    """The message with these at the end of its last row of buttons, or in a row of their own.

    Slack: a row holds 25. Raises BlockError if an id is used twice.
    """
    if not elements:
        return message
    [row] = sb.WebhookMessage(
        text="row", blocks=[sb.ActionsBlock(elements=list(elements), block_id=block_id)]
    ).to_dict()["blocks"]
    rows = [at for at, block in enumerate(message.blocks) if block["type"] == "actions"]
    blocks = [*message.blocks]
    if rows and len(blocks[rows[-1]]["elements"]) + len(row["elements"]) <= ROW_ELEMENTS:
        last = blocks[rows[-1]]
        blocks[rows[-1]] = {**last, "elements": [*last["elements"], *row["elements"]]}
    else:
        blocks.append(row)
    _check_ids(blocks)
    return Message(message.text, tuple(blocks))


def modal(  # noqa: PLR0913 - these are the parts of a modal
    callback_id: str,
    title: str,
    blocks: Iterable[Block],
    *,
    submit: str | None = None,
    close: str = "Close",
    private_metadata: str = "",
) -> View:
    """A modal. Slack: title, submit and close hold 24 characters each."""
    payload = sb.ModalView(
        title=sb.PlainText(title),
        blocks=list(blocks),
        submit=sb.PlainText(submit) if submit else None,
        close=sb.PlainText(close),
        private_metadata=private_metadata or None,
        callback_id=callback_id,
    ).to_dict()
    _check_ids(payload["blocks"])
    return View(payload)


def home(blocks: Iterable[Block]) -> View:
    """A person's App Home. Slack: a hundred blocks, no charts or tables."""
    payload = sb.HomeTabView(blocks=list(blocks)).to_dict()
    _check_ids(payload["blocks"])
    return View(payload)


def joined(messages: Sequence[Message]) -> list[Message]:
    """All content in as few messages as Slack takes, none of their blocks torn.

    Raises BlockError if the joined message uses an id twice.
    """
    payload: list[Message] = []
    for message in messages:
        last = payload[-1] if payload else Message(Mrkdwn(), ())
        both = Message(join([last.text, message.text]), (*last.blocks, *message.blocks))
        if payload and _fits(both):
            payload[-1] = both
        else:
            payload.append(message)
    for message in payload:
        _check_ids(message.blocks)
    return payload


def size(block: Block) -> int:
    """How many of a message's characters a block takes."""
    return len(json.dumps(sb.WebhookMessage(text="size", blocks=[block]).to_dict()["blocks"]))


def _fits(message: Message) -> bool:
    return (
        len(message.blocks) <= MESSAGE_BLOCKS
        and len(message.text) <= TEXT_CHARACTERS
        and len(json.dumps(message.blocks)) <= MESSAGE_CHARACTERS
    )


def modal_of(callback_id: str, title: str, message: Message, end: Sequence[Block] = ()) -> View:
    """A message to read in a modal; what only works beside a message, its buttons, is left out.

    `end` comes after it. Slack: a modal holds neither charts nor data tables, so the message has to
    do without.
    """
    last = list(end) or [sb.DividerBlock(block_id="none")]
    head = modal(callback_id, title, last, close="Back").payload
    blocks = [
        {name: part for name, part in block.items() if name != "accessory"}
        for block in message.blocks
        if block["type"] != "actions"
    ]
    return View({**head, "blocks": [*blocks, *(head["blocks"] if end else ())]})


def _check_ids(blocks: Sequence[Json]) -> None:
    """Slack: block_ids and action_ids are unique in a message or view."""
    for name in ("block_id", "action_id"):
        ids = sorted(_ids(blocks, name))
        if len(set(ids)) != len(ids):
            raise BlockError(f"a {name} is used twice among {ids}")


def _ids(part: object, name: str) -> Iterator[str]:
    if isinstance(part, dict):
        if name in part:
            yield part[name]
        part = list(part.values())
    if isinstance(part, list | tuple):
        for inner in part:
            yield from _ids(inner, name)
