"""What a command answers to `help`: by example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import escape_sentence, join, md

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Element, Message
    from hiring.guide.role import CommandHelp


def build_command_help(
    command: str, texts: CommandHelp, buttons: Sequence[Element] = ()
) -> Message:
    """The intro, the examples as they can be typed, and the notes. `command` has its slash."""
    intro = escape_sentence(texts.intro)
    examples = join(
        md(
            "`{command} {typed}`  {gives}",
            command=command,
            typed=example.typed,
            gives=example.gives,
        )
        for example in texts.examples
    )
    notes = join(map(escape_sentence, texts.notes))
    blocks = [kit.section(intro, "help.intro")]
    if examples:
        blocks.append(kit.section(examples, "help.examples"))
    if notes:
        blocks.append(kit.context(notes, "help.notes"))
    if buttons:
        blocks.append(kit.actions(buttons, "help.actions"))
    return kit.message(join([intro, examples]), blocks)
