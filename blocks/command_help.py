"""What a command answers to `help`: by example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Element, Message
    from hiring.guide.role import CommandHelp

_NO_NOTE = Mrkdwn()


def build_command_help(
    command: str, texts: CommandHelp, buttons: Sequence[Element] = (), note: Mrkdwn = _NO_NOTE
) -> Message:
    """The intro, the examples as they can be typed, and the notes. `command` has its slash.

    `note`: one more, which doesn't come from the content.
    """
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
    notes = join([*map(escape_sentence, texts.notes), note])
    blocks = [kit.section(intro, "help.intro")]
    if examples:
        blocks.append(kit.section(examples, "help.examples"))
    if notes:
        blocks.append(kit.context(notes, "help.notes"))
    if buttons:
        blocks.append(kit.actions(buttons, "help.actions"))
    return kit.message(join([intro, examples]), blocks)
