"""The buttons for what a debrief waits for: read a round and go on, reveal, decide, tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs.candidate import build_task_buttons
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import count_of, list_people
from blocks.mrkdwn import Mrkdwn, md

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.kit import Element
    from hiring.debriefs.debrief import CandidateTask


@dataclass(frozen=True)
class NextSteps:
    """What a person can do now about what a debrief waits for.

    `reads` are numbers of rounds that only owner and decider can read so far. `complete` is the
    round that they may advance from, or stop at; 0 if there is none. `left_out` is how many seats
    *Reveal without* would leave out; 0 if that isn't possible. `asked_now`: who wants the reveal
    before its time. `task`: they may tick it off.
    """

    reads: Sequence[int] = ()
    complete: int = 0
    left_out: int = 0
    reveals_now: bool = False
    asked_now: Sequence[str] = ()
    decides: bool = False
    changes_decision: bool = False
    task: CandidateTask | None = None
    dissents: bool = False


def build_next_steps(debrief_id: str, steps: NextSteps, *, teller: bool = False) -> list[Element]:
    """The buttons. One at most is primary; `teller`: the reader is to tell the candidate."""
    ref = Ref(debrief_id).text()
    buttons = [
        build_read_button(debrief_id, number, primary=number == steps.complete)
        for number in reversed(steps.reads)
    ]
    if steps.complete:
        buttons += build_round_choice(debrief_id, steps.complete)
    if steps.reveals_now:
        buttons.append(build_reveal_now_button(debrief_id))
    if steps.left_out:
        buttons.append(build_reveal_button(debrief_id, steps.left_out))
    buttons += build_task_buttons(debrief_id, steps.task, primary=teller)
    if steps.decides:
        buttons.append(kit.button("Decide", ids.DEBRIEF_DECIDE, value=ref, primary=True))
    if steps.changes_decision:
        buttons.append(kit.button("Change the decision", ids.DEBRIEF_DECIDE, value=ref))
    if steps.dissents:
        buttons.append(build_dissent_button(debrief_id))
    return buttons


def describe_reveal_requests(owner: str, decider: str, asked_now: Sequence[str]) -> Mrkdwn:
    """Who wants the reveal now, and who has to press the button too; empty if nobody does."""
    others = [person for person in (owner, decider) if person not in asked_now]
    if not asked_now or not others:
        return Mrkdwn()
    return md(
        "{who} wants to reveal now. That happens once {others} presses *Reveal now*, too.",
        who=list_people(asked_now),
        others=list_people(others),
    )


def build_read_button(debrief_id: str, number: int, *, primary: bool = False) -> Element:
    """The button that shows owner and decider the scorecards of a round."""
    action_id = ids.number_id(ids.DEBRIEF_READ, number)
    ref = Ref(debrief_id, round=number).text()
    return kit.button(f"Read round {number}", action_id, value=ref, primary=primary)


def build_round_choice(debrief_id: str, number: int) -> Iterator[Element]:
    """*Advance* and *Stop* after a complete round."""
    ref = Ref(debrief_id, round=number).text()
    stop = kit.confirm(
        "Stop here?",
        "The later rounds are dropped, and the thread says so. The channel can read the"
        " scorecards within a few minutes.",
        "Stop and reveal",
    )
    yield kit.button("Advance", ids.DEBRIEF_ADVANCE, value=ref)
    yield kit.button("Stop", ids.DEBRIEF_STOP, value=ref, confirm=stop)


def build_reveal_now_button(debrief_id: str) -> Element:
    """For owner and decider, in the grace."""
    question = kit.confirm(
        "Reveal now?",
        "It happens once the owner and the decider have pressed this; if you are both, at once."
        " From then on, a change of a scorecard needs a reason.",
        "Reveal now",
    )
    ref = Ref(debrief_id).text()
    return kit.button("Reveal now", ids.DEBRIEF_REVEAL_NOW, value=ref, confirm=question)


def build_reveal_button(debrief_id: str, empty: int, number: int | None = None) -> Element:
    """The button that goes on without those who have not filed, after a confirmation.

    `number` tells such buttons of one message apart.
    """
    name = ids.DEBRIEF_REVEAL_WITHOUT
    asks = kit.confirm(
        "Reveal now?",
        f"The channel can read all scorecards now. {count_of(empty, 'scorecard')}"
        f" {'is' if empty == 1 else 'are'} missing, and will be marked “after the reveal” if filed"
        " later. You can't undo this.",
        f"Reveal without {empty}",
    )
    return kit.button(
        f"Reveal without {empty}",
        name if number is None else ids.number_id(name, number),
        value=Ref(debrief_id).text(),
        confirm=asks,
    )


def build_dissent_button(debrief_id: str) -> Element:
    """For whoever has a seat, until the candidate is told."""
    return kit.button("Record dissent", ids.DEBRIEF_DISSENT, value=Ref(debrief_id).text())
