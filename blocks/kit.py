"""Block Kit, as much of it as we use. The only file that imports slackblocks.

slackblocks checks limits and surfaces when a block is made; what it does not check (a whole
message's size, an id used twice) is checked here. Every function takes the `block_id` it is to
have, so the same input always gives the same JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import slackblocks as sb

from blocks.mrkdwn import Mrkdwn, clean, md

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Json: TypeAlias = dict[str, Any]
Cell: TypeAlias = str | tuple[float, str]  # a text, or a number with the text that shows it
Block: TypeAlias = sb.Block
Element: TypeAlias = sb.Element

# Slack refuses a message with `msg_blocks_too_long` at around 13,000 characters of blocks.
MESSAGE_CHARACTERS = 9_000
# Slack: a message's `text` should stay under 4,000 characters.
TEXT_CHARACTERS = 4_000
# Slack: a section's text holds 3,000 characters.
SECTION_CHARACTERS = 3_000


class BlockError(ValueError):
    """A message or view that Slack would refuse. The text names the limit, never the content."""


@dataclass(frozen=True, slots=True)
class Message:
    """What stands in a message: `text` for notifications and screen readers, and the blocks."""

    text: Mrkdwn
    blocks: tuple[Json, ...]

    def payload(self) -> Json:
        """The two arguments of `chat.postMessage` that carry content."""
        return {"text": self.text, "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True)
class View:
    """A modal, as `views.open` takes it."""

    payload: Json


def message(text: Mrkdwn, blocks: Iterable[Block]) -> Message:
    """A message of these blocks. Raises BlockError where it would be too long for Slack."""
    made = sb.WebhookMessage(text=text, blocks=list(blocks)).to_dict()["blocks"]
    if len(text) > TEXT_CHARACTERS:
        raise BlockError(f"the text has {len(text)} characters, at most {TEXT_CHARACTERS} may be")
    size = len(json.dumps(made))  # with escapes, as it is sent
    if size > MESSAGE_CHARACTERS:
        raise BlockError(f"the blocks have {size} characters, at most {MESSAGE_CHARACTERS} may be")
    _check_ids(made)
    return Message(text, tuple(made))


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
    made = sb.ModalView(
        title=sb.PlainText(title),
        blocks=list(blocks),
        submit=sb.PlainText(submit) if submit else None,
        close=sb.PlainText(close),
        private_metadata=private_metadata or None,
        callback_id=callback_id,
    ).to_dict()
    _check_ids(made["blocks"])
    return View(made)


def modal_of(callback_id: str, title: str, message: Message) -> View:
    """A message to read in a modal; what only works beside a message, its buttons, is left out.

    Slack: a modal holds neither charts nor data tables, so the message has to do without.
    """
    head = modal(callback_id, title, [divider("none")], close="Back").payload
    return View({**head, "blocks": [one for one in message.blocks if one["type"] != "actions"]})


def _check_ids(blocks: Sequence[Json]) -> None:
    """Slack: block_ids and action_ids are unique in a message or view."""
    for name in ("block_id", "action_id"):
        ids = sorted(_ids(blocks, name))
        if len(set(ids)) != len(ids):
            raise BlockError(f"a {name} stands twice among {ids}")


def _ids(part: object, name: str) -> Iterator[str]:
    if isinstance(part, dict):
        if name in part:
            yield part[name]
        part = list(part.values())
    if isinstance(part, list | tuple):
        for inner in part:
            yield from _ids(inner, name)


def section(text: Mrkdwn, block_id: str, accessory: Element | None = None) -> Block:
    """A paragraph; an accessory stands beside it."""
    return sb.SectionBlock(text=_parsed(text), block_id=block_id, accessory=accessory)


def paragraphs(text: Mrkdwn, block_id: str) -> list[Block]:
    """A text of any length: in as many sections as it needs, split at the ends of lines.

    A line that is too long for a section by itself is split between words.
    """
    parts: list[str] = []
    for line in text.splitlines():
        for piece in _pieces(line):
            if parts and len(parts[-1]) + 1 + len(piece) <= SECTION_CHARACTERS:
                parts[-1] += f"\n{piece}"
            else:
                parts.append(piece)
    return [
        section(Mrkdwn(part), f"{block_id}.{number}" if number else block_id)
        for number, part in enumerate(parts)
        if part.strip()
    ]


def _pieces(line: str) -> list[str]:
    pieces = []
    while len(line) > SECTION_CHARACTERS:
        end = line.rfind(" ", 1, SECTION_CHARACTERS + 1)
        if end < 0:
            escaped = line.rfind("&", 0, SECTION_CHARACTERS)  # `&amp;` stays in one piece
            torn = ";" not in line[escaped:SECTION_CHARACTERS]
            end = escaped if escaped > 0 and torn else SECTION_CHARACTERS
        pieces.append(line[:end])
        line = line[end:].lstrip()
    return [*pieces, line]


def fields(texts: Sequence[Mrkdwn], block_id: str) -> Block:
    """Up to ten short texts in two columns."""
    return sb.SectionBlock(fields=[_parsed(text) for text in texts], block_id=block_id)


def context(text: Mrkdwn, block_id: str) -> Block:
    """A small grey line."""
    return sb.ContextBlock(elements=[_parsed(text)], block_id=block_id)


def header(text: str, block_id: str) -> Block:
    """A heading, at most 150 characters of plain text."""
    return sb.HeaderBlock(text=_plain(text), block_id=block_id)


def divider(block_id: str) -> Block:
    """A line across."""
    return sb.DividerBlock(block_id=block_id)


def actions(elements: Sequence[Element], block_id: str) -> Block:
    """A row of buttons and pickers."""
    return sb.ActionsBlock(elements=list(elements), block_id=block_id)


def button(
    text: str,
    action_id: str,
    *,
    value: str | None = None,
    primary: bool = False,
    confirm: sb.Confirm | None = None,
) -> Element:
    """A button. The value holds an id, at most 2,000 characters."""
    return sb.Button(
        text=_plain(text),
        action_id=action_id,
        value=value or None,  # a button without one reads back as an empty text
        style="primary" if primary else None,
        confirm=confirm,
    )


def confirm(title: str, text: str, yes: str, no: str = "Cancel") -> sb.Confirm:
    """The question that a button asks before it acts."""
    return sb.Confirm(title=_plain(title), text=_plain(text), confirm=_plain(yes), deny=_plain(no))


def select(
    action_id: str,
    placeholder: str,
    options: Mapping[str, str],
    *,
    initial: str | None = None,
) -> Element:
    """A picker; `options` maps each value (at most 150 characters) to its label (at most 75)."""
    made = {value: sb.Option(_plain(label), value) for value, label in options.items()}
    return sb.StaticSelectMenu(
        action_id=action_id,
        options=list(made.values()),
        initial_option=made[initial] if initial is not None else None,
        placeholder=_plain(placeholder),
    )


def multi_select(
    action_id: str, placeholder: str, options: Mapping[str, str], *, initial: Collection[str] = ()
) -> Element:
    """The same for any number of choices."""
    made = {value: sb.Option(_plain(label), value) for value, label in options.items()}
    return sb.StaticMultiSelectMenu(
        action_id=action_id,
        options=list(made.values()),
        initial_options=[made[value] for value in made if value in initial] or None,
        placeholder=_plain(placeholder),
    )


def choices(
    action_id: str,
    options: Mapping[str, tuple[str, str | None]],
    *,
    several: bool,
    initial: Collection[str] = (),
) -> Element:
    """Checkboxes, or radio buttons for one choice: value to label and description, ten at most."""
    made = {
        value: sb.Option(_plain(label), value, description=_plain(more) if more else None)
        for value, (label, more) in options.items()
    }
    chosen = [made[value] for value in made if value in initial]
    if several:
        return sb.CheckboxGroup(
            action_id=action_id, options=list(made.values()), initial_options=chosen or None
        )
    return sb.RadioButtonGroup(
        action_id=action_id,
        options=list(made.values()),
        initial_option=chosen[0] if chosen else None,
    )


def text_input(
    action_id: str,
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    multiline: bool = False,
    max_length: int | None = None,
) -> Element:
    """A field to type in; Slack lets at most 3,000 characters in."""
    return sb.PlainTextInput(
        action_id=action_id,
        initial_value=clean(initial) if initial else None,
        placeholder=_plain(placeholder) if placeholder else None,
        multiline=multiline,
        max_length=max_length,
    )


def input_block(  # noqa: PLR0913 - these are the parts of a field
    label: str,
    element: Element,
    block_id: str,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """A labelled field of a form. An error for it is keyed by this block_id.

    `dispatch`: a choice is told at once, by an action with the element's id.
    """
    return sb.InputBlock(
        label=_plain(label),
        element=element,
        block_id=block_id,
        hint=_plain(hint) if hint else None,
        optional=optional,
        dispatch_action=dispatch,
    )


def bar_chart(
    title: str,
    series: Mapping[str, Mapping[str, float]],
    block_id: str,
    *,
    y_label: str,
) -> Block:
    """Grouped bars: series name to category to value.

    Slack: every name and category holds 20 characters, a message two charts.
    """
    categories = list(next(iter(series.values())))
    return sb.DataVisualizationBlock(
        title=title,
        chart=sb.BarChart(
            series=[
                sb.DataSeries(name, [sb.DataPoint(category, data[category]) for category in data])
                for name, data in series.items()
            ],
            axis_config=sb.AxisConfig(categories=categories, y_label=y_label),
        ),
        block_id=block_id,
    )


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    block_id: str,
    *,
    native: bool,
) -> Block:
    """A table: sortable where Slack has native ones, else in fixed-width text.

    A column sorts as numbers where each of its cells is a number.
    """
    if native:
        cells: list[list[sb.RawText | sb.RawNumber | sb.RichTextBlock]] = [
            [_cell(cell) for cell in row] for row in (head, *rows)
        ]
        return sb.DataTableBlock(
            rows=cells, caption=caption, page_size=min(len(rows), 100), block_id=block_id
        )
    return section(_text_table(head, rows), block_id)


def _cell(cell: Cell) -> sb.RawText | sb.RawNumber:
    return sb.RawText(clean(cell)) if isinstance(cell, str) else sb.RawNumber(*cell)


def _text_table(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Mrkdwn:
    shown = [
        [*head],
        *([_one_line(cell if isinstance(cell, str) else cell[1]) for cell in row] for row in rows),
    ]
    widths = [max(len(row[column]) for row in shown) for column in range(len(head))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
    return md("```\n{lines}\n```", lines="\n".join(lines))


def _one_line(text: str) -> str:
    """What neither breaks a row nor ends the block."""
    return " ".join(clean(text).split()).replace("`", "'")


def _parsed(text: Mrkdwn) -> sb.Text:
    # Verbatim: Slack then leaves bare addresses and #names in people's text alone.
    return sb.Markdown(text, verbatim=True)


def _plain(text: str) -> sb.Text:
    return sb.PlainText(clean(text))
