"""The line of a form that says whether what was typed is saved.

While someone types, nothing else of the form may change, and it changes only when what it says is
no longer true. The rest is sent back to Slack as Slack sent it, so that all fields keep what they
hold, and none loses its cursor to a new one. (Slack, on views: input is preserved where blocks and
elements keep their ids, https://docs.slack.dev/reference/views.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.debriefs.ref import Ref
from blocks.mrkdwn import md

if TYPE_CHECKING:
    from blocks.kit import Block, Json, View
    from blocks.mrkdwn import Mrkdwn

_ID: Final = "saved"
_SENT: Final = ("type", "callback_id", "title", "submit", "close")


def build_saved_line(text: Mrkdwn) -> Block:
    """The line of a new form."""
    return kit.context(text, _ID)


def describe_not_saved(why: str) -> Mrkdwn:
    """That what was typed isn't saved; `why` is a sentence."""
    return md("*Not saved.* {why} Keep this form open, or copy your text.", why=why)


def change_saved_line(view: Json, text: Mrkdwn, *, saved: bool) -> View:
    """A form as Slack sent it, with another line. The round in its metadata is 1 if not `saved`."""
    line = kit.modal("line", "Line", [build_saved_line(text)]).payload["blocks"][0]
    ref = replace(Ref.read(view["private_metadata"]), round=int(not saved))
    return kit.View(
        {
            **{name: view[name] for name in _SENT if view.get(name)},
            "private_metadata": ref.text(),
            "blocks": [line if block["block_id"] == _ID else block for block in view["blocks"]],
        }
    )
