"""`/debrief` where no debrief can be: what is the person's own, and where one is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import kit
from blocks.debriefs import parts
from blocks.debriefs.home import describe_run
from blocks.debriefs.lists import (
    add_heading,
    build_manage_button,
    build_open_button,
    build_owed_line,
    describe_refusal,
    describe_unreadable,
)
from blocks.mrkdwn import Mrkdwn, md

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.debriefs.home import RunDebrief
    from blocks.debriefs.lists import OwedScorecard
    from blocks.kit import Message

NOTHING = Mrkdwn("*You owe no scorecard.* When you are added to a debrief, I send you a message.")
NOTHING_OF_OWN = Mrkdwn(
    "*You owe no scorecard, and run no debrief.* When you are added to one, I send you a message."
)
WHERE = Mrkdwn(
    "A debrief is opened in a private channel with only the hiring team: press the button, or type"
    " `/debrief` and the candidate's initials there. `/debrief find` looks for one in all your"
    " channels."
)


@dataclass(frozen=True)
class OwnDebriefs:
    """What is a person's own: at most SHOWN of each, and how many more there are.

    `runs` is None where others may look over their shoulder: in a channel.
    """

    reader: str
    owed: Sequence[OwedScorecard] = ()
    more_owed: int = 0
    runs: Sequence[RunDebrief] | None = None
    more_runs: int = 0
    unreadable: int = 0


def build_elsewhere_answer(why: str, own: OwnDebriefs, label: str = "") -> Message:
    """`why` is a key of REFUSALS; a debrief can be opened for the `label` that was typed."""
    refused = parts.build_text(describe_refusal(why), "refused") if own.runs is None else []
    lines = [
        *add_heading(
            "You owe",
            "owed",
            [build_owed_line(owed, n, with_place=True) for n, owed in enumerate(own.owed)],
        ),
        *add_heading(
            "You run",
            "runs",
            [_build_run_line(run, n, own.reader) for n, run in enumerate(own.runs or ())],
        ),
    ]
    nothing = (
        [] if lines else parts.build_text(NOTHING if own.runs is None else NOTHING_OF_OWN, "none")
    )
    hidden = own.more_owed + own.more_runs
    more = md("{hidden} more are in my Home tab.", hidden=f"{hidden:,}") if hidden else Mrkdwn()
    return parts.join_parts(
        refused,
        parts.build_small_text(describe_unreadable(own.unreadable), "unreadable"),
        *lines,
        nothing,
        parts.build_small_text(more, "more"),
        parts.build_small_text(WHERE, "where"),
        parts.build_buttons([build_open_button(label=label, primary=not own.owed)], "acts"),
    )[0]


def _build_run_line(run: RunDebrief, number: int, reader: str) -> list[Message]:
    text = describe_run(run, reader)
    manage = build_manage_button(run.line.debrief_id, number)
    return parts.build_block(text, kit.section(text, f"runs/{number}", manage))
